//! Mails: plain text, narrow enough for every reader, with one link and the next step.

use std::fmt::Write as _;

use warifu_domain::{
    Yen,
    dcv::{Instruction, ValidationState},
    issuance::{Issuance, IssuanceState},
    mail::MailTemplate,
    order::{Order, OrderState},
    people::Locale,
    watch::Fault,
};

use crate::{Problem, Text, fix, message};

/// What a mail speaks of. Fields that a template does not mention may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct MailView<'a> {
    /// The shop's name.
    pub shop_name: &'a str,
    /// Where customers reach it, without a trailing slash.
    pub base_url: &'a str,
    /// Bank account for transfers.
    pub bank_account: &'a str,
    /// The order it is about.
    pub order: Option<&'a Order>,
    /// The product's name in the mail's language.
    pub product: &'a str,
    /// The issuance it is about.
    pub issuance: Option<&'a Issuance>,
    /// The delivered chain, PEM: leaf, then intermediates.
    pub certificate_pem: &'a str,
    /// What is wrong with the site.
    pub faults: &'a [Fault],
    /// Days left, for reminders.
    pub days: Option<u16>,
    /// Points that were added.
    pub amount: Option<Yen>,
    /// Points that can be spent.
    pub balance: Option<Yen>,
}

/// A mail ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Its subject.
    pub subject: String,
    /// Its text, lines end with `\n`.
    pub text: String,
}

/// Puts a mail into words.
pub fn mail(template: MailTemplate, locale: Locale, view: &MailView<'_>) -> Rendered {
    let text = Text::of(locale);
    let params = params(text, view);
    let key = format!("mail-{}", template.as_str());
    let mut paragraphs = vec![addressee(text, view), text.ta(&key, &params)];
    paragraphs.extend(detail(template, text, view));
    paragraphs.extend(link(template, text, view));
    paragraphs.push(text.ta("mail-footer", &params));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Rendered { subject: text.ta(&format!("{key}.subject"), &params), text: paragraphs.join("\n\n") + "\n" }
}

fn addressee(text: Text, view: &MailView<'_>) -> String {
    view.order.map_or_else(String::new, |order| text.t1("mail-dear", "name", &order.subscriber.name))
}

/// Values that the sentences may use, written as the language writes them.
fn params(text: Text, view: &MailView<'_>) -> Vec<(&'static str, String)> {
    let mut params = vec![
        ("shop", view.shop_name.to_owned()),
        ("base", view.base_url.to_owned()),
        ("bank", view.bank_account.to_owned()),
        ("product", view.product.to_owned()),
        ("days", view.days.unwrap_or_default().to_string()),
        ("amount", text.points(&view.amount.unwrap_or_default())),
        ("balance", text.points(&view.balance.unwrap_or_default())),
    ];
    if let Some(order) = view.order {
        let refund = match order.state {
            OrderState::Cancelled { refund, .. } => refund,
            _ => Yen(0),
        };
        params.extend([
            ("name", order.names.first().map(ToString::to_string).unwrap_or_default()),
            ("names", order.names.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
            ("total", text.yen(&order.price.total)),
            ("term", text.months(&order.term_months)),
            ("due", text.moment(&order.due_at)),
            ("refund", text.points(&refund)),
            ("refunded", if refund == Yen(0) { "no" } else { "yes" }.to_owned()),
            ("order", order.id.to_string()),
            ("term_end", order.term().map(|term| text.date(&term.to)).unwrap_or_default()),
        ]);
    }
    let certificate = view.issuance.and_then(|issuance| issuance.state.certificate());
    params.push(("not_after", certificate.map(|c| text.moment(&c.validity.to)).unwrap_or_default()));
    params.push(("not_before", certificate.map(|c| text.moment(&c.validity.from)).unwrap_or_default()));
    params.push(("serial", certificate.map(|c| c.serial_hex.clone()).unwrap_or_default()));
    params
}

/// The part of a mail that is data rather than sentence.
fn detail(template: MailTemplate, text: Text, view: &MailView<'_>) -> Option<String> {
    match (template, view.issuance) {
        (MailTemplate::ValidationNeeded, Some(issuance)) => Some(instructions(text, issuance)),
        (MailTemplate::CertificateIssued, Some(_)) => Some(view.certificate_pem.trim().to_owned()),
        (MailTemplate::SiteFaulty, _) => Some(faults(text, view.faults)),
        (MailTemplate::IssuanceFailed, Some(issuance)) => match &issuance.state {
            IssuanceState::Failed { code, detail, .. } => {
                let params = [("detail", detail.clone())];
                let fix = fix(text.locale, code, &params).unwrap_or_default();
                let message = message(text.locale, code, &params);
                Some(format!("{}\n{}", narrow(&message), narrow(&fix)).trim().to_owned())
            }
            _ => None,
        },
        _ => None,
    }
}

/// What is wrong, each with what to do about it.
fn faults(text: Text, faults: &[Fault]) -> String {
    let words = |fault| {
        let Problem { message, fix, .. } = Problem::of_fault(text.locale, fault);
        format!("{}\n{}", narrow(&format!("■ {message}")), narrow(&fix)).trim_end().to_owned()
    };
    faults.iter().map(words).collect::<Vec<_>>().join("\n\n")
}

/// The same in lines of at most [`COLUMNS_MAX`] columns where that can be: a word or a command in backticks is never
/// torn, and no line begins with a mark that ends a sentence.
fn narrow(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / 32);
    let mut used = 0;
    for piece in pieces(text) {
        let (word, width) = (piece.trim_start(), columns(piece));
        if used > 0 && used + width > COLUMNS_MAX {
            lines.push('\n');
            used = 0;
        }
        let piece = if used == 0 { word } else { piece };
        lines.push_str(piece);
        used += columns(piece);
    }
    lines
}

/// The parts of a text between which a line may end, each with the space before it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let begin = rest.len() - rest.trim_start().len();
        let mut inside_command = false;
        let mut last = None;
        let end = rest[begin..].char_indices().find_map(|(at, c)| {
            let may_end = match last {
                None => false,
                Some(_) if inside_command => false,
                // In Japanese a line may end anywhere but before what closes.
                Some(last) => {
                    c == ' ' || ((is_wide(last) || is_wide(c)) && !CLOSING.contains(&c) && !OPENING.contains(&last))
                }
            };
            inside_command ^= c == '`';
            last = Some(c);
            may_end.then_some(begin + at)
        });
        let (piece, tail) = rest.split_at(end.unwrap_or(rest.len()));
        rest = tail;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Columns of a line of the sentences that are made here; those in the locales keep to it by themselves.
const COLUMNS_MAX: usize = 70;

/// Comma, full stop, corner bracket and parenthesis of Japanese, and the ASCII marks that close.
const CLOSING: [char; 8] = ['\u{3001}', '\u{3002}', '\u{300d}', '\u{ff09}', ')', '.', ',', ':'];

/// Marks that open.
const OPENING: [char; 2] = ['\u{300c}', '('];

/// Whether a character takes two columns where text is set in fixed width.
fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// What to place for each name that is not proven yet.
fn instructions(text: Text, issuance: &Issuance) -> String {
    let pending = issuance.validations.iter().filter(|validation| validation.state == ValidationState::Pending);
    let mut out = String::new();
    for validation in pending {
        let (kind, place, content) = match &validation.instruction {
            Some(Instruction::File { url, content }) => ("file", url, content),
            Some(Instruction::Txt { record, value }) => ("txt", record, value),
            None => continue,
        };
        let labels = [text.t(&format!("mail-place-{kind}.place")), text.t(&format!("mail-place-{kind}.content"))];
        let _ = writeln!(out, "■ {}\n{}\n  {place}\n{}\n  {content}\n", validation.name, labels[0], labels[1]);
    }
    out.trim_end().to_owned()
}

/// The one link of the mail: to the order, to its renewal, or to the points.
fn link(template: MailTemplate, text: Text, view: &MailView<'_>) -> Option<String> {
    let (key, url) = match (template, view.order) {
        (MailTemplate::PointsCredited, _) => ("mail-link-points", format!("{}/points", view.base_url)),
        (MailTemplate::TermNotice, Some(order)) => {
            ("mail-link-renew", format!("{}/apply?product={}&renews={}", view.base_url, order.product, order.id))
        }
        (_, Some(order)) => ("mail-link-order", format!("{}/orders/{}", view.base_url, order.id)),
        (_, None) => return None,
    };
    Some(format!("{}\n{url}", text.t(key)))
}
