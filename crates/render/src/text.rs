//! The texts of one language: lookup by key, and how that language writes dates, yen and counts.

use std::{
    borrow::Cow,
    cmp::Ordering,
    fmt::Display,
    sync::{
        LazyLock, OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::{self, Pattern};
use unic_langid::LanguageIdentifier;
use warifu_domain::{Timestamp, Yen, calendar, people::Locale};

/// The messages of one language, which `build.rs` gathered from its files. Of thousands only those that are asked for are
/// ever parsed: a command that says one sentence must not read the whole shop's.
struct Messages {
    /// The language's rules for plurals and numbers, and the terms (`-name`), which any message may use.
    rules: LazyLock<FluentBundle<FluentResource>>,
    /// Every message of the language, sorted by id.
    text: &'static str,
    /// Where each begins in the text, and where the last one ends.
    starts: &'static [u32],
    /// Each once it was asked for.
    parsed: &'static [OnceLock<FluentResource>],
    /// Which was asked for last: after a sentence comes the advice that belongs to it, and often the same sentence again.
    last: AtomicUsize,
}

static MESSAGES: [Messages; 2] = [
    Messages {
        rules: LazyLock::new(|| rules(Locale::Ja, ja::TERMS)),
        text: ja::TEXT,
        starts: &ja::STARTS,
        parsed: &ja::PARSED,
        last: AtomicUsize::new(0),
    },
    Messages {
        rules: LazyLock::new(|| rules(Locale::En, en::TERMS)),
        text: en::TEXT,
        starts: &en::STARTS,
        parsed: &en::PARSED,
        last: AtomicUsize::new(0),
    },
];

mod ja {
    include!(concat!(env!("OUT_DIR"), "/ja.rs"));
}

mod en {
    include!(concat!(env!("OUT_DIR"), "/en.rs"));
}

fn rules(locale: Locale, terms: &str) -> FluentBundle<FluentResource> {
    let language = locale.tag().parse::<LanguageIdentifier>().unwrap_or_default();
    let mut rules = FluentBundle::new_concurrent(vec![language]);
    // The marks that keep right-to-left values apart would end up in file names and commands that people copy.
    rules.set_use_isolating(false);
    rules.add_resource_overriding(FluentResource::try_new(terms.to_owned()).unwrap_or_else(|(resource, _)| resource));
    rules
}

impl Messages {
    /// The pattern of `id`, or of one of its attributes.
    fn pattern(&self, id: &str, attribute: Option<&str>) -> Option<&Pattern<&str>> {
        let at = self.find(id)?;
        // A faulty message is left out here and reported by the tests of this crate.
        let parse = || FluentResource::try_new(self.source(at).to_owned()).unwrap_or_else(|(resource, _)| resource);
        let ast::Entry::Message(message) = self.parsed.get(at)?.get_or_init(parse).get_entry(0)? else { return None };
        match attribute {
            None => message.value.as_ref(),
            Some(name) => message.attributes.iter().find(|a| a.id.name == name).map(|a| &a.value),
        }
    }

    /// Which message has this id.
    fn find(&self, id: &str) -> Option<usize> {
        let (_end, starts) = self.starts.split_last()?;
        let last = self.last.load(Relaxed);
        if starts.get(last).is_some_and(|start| self.compare(*start, id) == Ordering::Equal) {
            return Some(last);
        }
        let at = starts.binary_search_by(|start| self.compare(*start, id)).ok()?;
        self.last.store(at, Relaxed);
        Some(at)
    }

    /// Where the message that begins at `start` stands beside `id`: `build.rs` sees to it that a blank ends each id,
    /// and a blank comes before whatever may stand in one.
    fn compare(&self, start: u32, id: &str) -> Ordering {
        let there = self.from(start).as_bytes();
        let (there, after) = there.split_at(id.len().min(there.len()));
        there
            .cmp(id.as_bytes())
            .then_with(|| if after.first() == Some(&b' ') { Ordering::Equal } else { Ordering::Greater })
    }

    fn source(&self, at: usize) -> &'static str {
        let [start, end] = [at, at + 1].map(|at| self.starts.get(at).copied().unwrap_or_default());
        let rest = self.from(start);
        rest.get(..rest.len() - self.from(end).len()).unwrap_or_default()
    }

    fn from(&self, start: u32) -> &'static str {
        usize::try_from(start).ok().and_then(|start| self.text.get(start..)).unwrap_or_default()
    }
}

/// Text that stands in HTML as itself.
fn escaped(text: &str) -> String {
    let letter = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        _ => c.to_string(),
    };
    text.chars().map(letter).collect()
}

const fn position(locale: Locale) -> usize {
    match locale {
        Locale::Ja => 0,
        Locale::En => 1,
    }
}

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Which language.
    pub locale: Locale,
}

impl Text {
    /// The texts in `locale`.
    pub const fn of(locale: Locale) -> Self {
        Self { locale }
    }

    /// The text `key`, or `key.attribute`. A key that nobody wrote comes back in brackets; a test finds it first.
    pub fn t(&self, key: &str) -> String {
        self.ta(key, &[])
    }

    /// The text `key` with one parameter.
    pub fn t1(&self, key: &str, name: &str, value: impl Display) -> String {
        self.ta(key, &[(name, value.to_string())])
    }

    /// The text `key` with its parameters.
    pub fn ta(&self, key: &str, params: &[(&str, String)]) -> String {
        self.find(key, params).unwrap_or_else(|| format!("[{key}]"))
    }

    /// The text `family-code`: for words that belong to a code, such as a state's.
    pub fn of_code(&self, family: &str, code: &str) -> String {
        self.t(&format!("{family}-{code}"))
    }

    /// What a rule set is called: an operator's own, of which no text knows, by its id.
    pub fn rule_set(&self, id: &str) -> String {
        self.find(&format!("rule-set-{id}"), &[]).unwrap_or_else(|| id.to_owned())
    }

    /// The text `key` with its parameters, if somebody wrote it.
    pub(crate) fn find(&self, key: &str, params: &[(&str, String)]) -> Option<String> {
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        self.say(id, attribute, |&(name, ref value)| (name, Cow::Borrowed(value)), params)
    }

    /// Whether somebody wrote this attribute of `id`.
    pub(crate) fn knows(&self, id: &str, attribute: &str) -> bool {
        MESSAGES[position(self.locale)].pattern(id, Some(attribute)).is_some()
    }

    /// The text `id`, or one of its attributes, with parameters as `written` writes them.
    pub(crate) fn say<'a, P>(
        &self,
        id: &str,
        attribute: Option<&str>,
        written: impl Fn(&'a P) -> (&'a str, Cow<'a, str>),
        params: &'a [P],
    ) -> Option<String> {
        let messages = &MESSAGES[position(self.locale)];
        let pattern = messages.pattern(id, attribute)?;
        // Most advice has no parameters.
        if let [ast::PatternElement::TextElement { value }] = pattern.elements[..] {
            return Some(value.to_owned());
        }
        let params: Vec<_> = params.iter().map(written).collect();
        let args: FluentArgs<'_> = params.iter().map(|(name, value)| (*name, fluent_value(value))).collect();
        Some(messages.rules.format_pattern(pattern, Some(&args), &mut vec![]).into_owned())
    }

    /// Several things in a row: `一、二`, `one, two`.
    pub fn list(&self, things: &[String]) -> String {
        things.join(match self.locale {
            Locale::Ja => "、",
            Locale::En => ", ",
        })
    }

    /// An amount of money: `12,345円`, `¥12,345`.
    pub fn yen(&self, amount: &Yen) -> String {
        match (self.locale, amount.0 < 0) {
            (Locale::Ja, _) => format!("{}円", grouped(amount.0)),
            (Locale::En, false) => format!("¥{}", grouped(amount.0)),
            (Locale::En, true) => format!("-¥{}", grouped(amount.0).trim_start_matches('-')),
        }
    }

    /// An amount of points: `12,345ポイント`, `12,345 points`.
    pub fn points(&self, amount: &Yen) -> String {
        self.t1("points-amount", "points", grouped(amount.0))
    }

    /// An amount with its sign, for lists of entries: `+1,320`, `-1,320`.
    pub fn signed(&self, amount: &Yen) -> String {
        format!("{}{}", if amount.0 > 0 { "+" } else { "" }, grouped(amount.0))
    }

    /// A sentence as HTML: what stands between two backticks is something to type.
    pub fn coded(&self, sentence: &str) -> String {
        let pieces: Vec<&str> = sentence.split('`').collect();
        // Without a partner the last one is a character like any other.
        let pairs = pieces.len() - usize::from(pieces.len().is_multiple_of(2));
        let tag = |(at, piece): (usize, &&str)| match at {
            _ if at >= pairs => format!("`{}", escaped(piece)),
            _ if !at.is_multiple_of(2) => format!("<code>{}</code>", escaped(piece)),
            _ => escaped(piece),
        };
        pieces.iter().enumerate().map(tag).collect()
    }

    /// Day and minute in Japan: `2026年11月27日 23:59`, `27 Nov 2026, 23:59 JST`.
    pub fn moment(&self, at: &Timestamp) -> String {
        self.in_japan(at, "%Y年%-m月%-d日 %H:%M", "%-d %b %Y, %H:%M JST")
    }

    /// The day in Japan: `2026年11月27日`, `27 Nov 2026`.
    pub fn date(&self, at: &Timestamp) -> String {
        self.in_japan(at, "%Y年%-m月%-d日", "%-d %b %Y")
    }

    /// A term: `1年`, `6か月`, `12 months`.
    pub fn months(&self, months: &u32) -> String {
        match months % 12 {
            0 if *months > 0 => self.t1("term-years", "years", months / 12),
            _ => self.t1("term-months", "months", months),
        }
    }

    fn in_japan(&self, at: &Timestamp, ja: &str, en: &str) -> String {
        let format = match self.locale {
            Locale::Ja => ja,
            Locale::En => en,
        };
        at.in_zone(calendar::jst()).strftime(format).to_string()
    }
}

/// A parameter as Fluent takes it. Small counts become numbers, so that `[1]` and plural rules match them; anything
/// else, a serial number or an order id, stays the text it is.
fn fluent_value(value: &str) -> FluentValue<'_> {
    match value.parse::<u16>() {
        Ok(count) if count < 1_000 && count.to_string() == value => FluentValue::from(count),
        _ => FluentValue::from(value),
    }
}

/// Digits in groups of three.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_type_is_code() {
        for (sentence, wanted) in [
            ("plain & <b>", "plain &amp; &lt;b&gt;"),
            ("run `dig a.example` now", "run <code>dig a.example</code> now"),
            ("`a`、`<b>`", "<code>a</code>、<code>&lt;b&gt;</code>"),
            ("one ` alone", "one ` alone"),
            ("`a` and ` alone", "<code>a</code> and ` alone"),
            ("", ""),
        ] {
            assert_eq!(Text::of(Locale::En).coded(sentence), wanted, "{sentence}");
        }
    }

    #[test]
    fn numbers_and_dates() {
        let due: Timestamp = "2026-11-27T14:59:59Z".parse().unwrap();
        let (ja, en) = (Text::of(Locale::Ja), Text::of(Locale::En));
        for (shown, wanted) in [
            (ja.yen(&Yen(12_345)), "12,345円"),
            (en.yen(&Yen(12_345)), "¥12,345"),
            (en.yen(&Yen(-1_000)), "-¥1,000"),
            (ja.yen(&Yen(0)), "0円"),
            (ja.moment(&due), "2026年11月27日 23:59"),
            (en.moment(&due), "27 Nov 2026, 23:59 JST"),
            (ja.date(&due), "2026年11月27日"),
            (ja.signed(&Yen(1_234_567)), "+1,234,567"),
            (ja.months(&12), "1年"),
            (ja.months(&6), "6か月"),
            (en.months(&24), "2 years"),
            (en.months(&1), "1 month"),
        ] {
            assert_eq!(shown, wanted);
        }
    }
}
