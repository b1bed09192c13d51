//! A mail as bytes: RFC 5322 headers, MIME parts, CRLF line ends, seven bits.

use std::time::{Duration, SystemTime};

use lettre::{
    Message,
    message::{
        Attachment as FilePart, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::{MailError, OutgoingMail};

/// Longest header text accepted, in bytes; RFC 5322 section 2.1.1 bounds lines, folding takes care of those.
const HEADER_BYTES_MAX: usize = 2_000;

/// Largest contents sent, in bytes before encoding, which adds a third. Common servers stop at 10 to 25 MB, and our
/// mails carry a few certificates.
const CONTENTS_BYTES_MAX: usize = 7 * 1024 * 1024;

/// A mail ready to be sent.
pub(super) struct Formatted {
    /// The reverse path, without angle brackets.
    pub(super) from: String,
    /// The forward path, without angle brackets.
    pub(super) to: String,
    /// The whole message.
    pub(super) bytes: Vec<u8>,
}

/// Builds the message. The same mail always gives the same bytes: a re-sent mail is the mail, not a new one.
pub(super) fn format(mail: &OutgoingMail) -> Result<Formatted, MailError> {
    let headers = [&mail.message_id, &mail.from, &mail.to, &mail.subject];
    let files = mail.attachments.iter().flat_map(|file| [&file.name, &file.mime]);
    if headers.into_iter().chain(files).any(|text| !is_header_text(text)) {
        return Err(MailError::never("mail_header_bad"));
    }
    let files = mail.attachments.iter().map(|file| file.bytes.len()).sum::<usize>();
    if mail.text.len() + mail.html.as_ref().map_or(0, String::len) + files > CONTENTS_BYTES_MAX {
        return Err(MailError::never("mail_too_large"));
    }
    let (from, to) = (mailbox(&mail.from)?, mailbox(&mail.to)?);
    let (envelope_from, envelope_to) = (path(&from)?, path(&to)?);
    let date = u64::try_from(mail.date_unix).map_err(|_| MailError::never("mail_date_bad"))?;
    let mut message = Message::builder()
        .message_id(Some(format!("<{}>", mail.message_id)))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(date))
        .from(from)
        .to(to)
        .subject(&mail.subject);
    if mail.auto_submitted {
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        message = message.raw_header(HeaderValue::new(name, "auto-generated".into()));
    }
    let built = match contents(mail)? {
        Contents::One(part) => message.singlepart(part),
        Contents::Many(parts) => message.multipart(parts),
    };
    let bytes = built.map_err(|_| MailError::never("mail_malformed"))?.formatted();
    Ok(Formatted { from: envelope_from, to: envelope_to, bytes })
}

enum Contents {
    One(SinglePart),
    Many(MultiPart),
}

fn contents(mail: &OutgoingMail) -> Result<Contents, MailError> {
    let text = SinglePart::plain(crlf(&mail.text));
    let body = match &mail.html {
        None => Contents::One(text),
        Some(html) => {
            let both = MultiPart::alternative().boundary(boundary(mail, "body")).singlepart(text);
            Contents::Many(both.singlepart(SinglePart::html(crlf(html))))
        }
    };
    if mail.attachments.is_empty() {
        return Ok(body);
    }
    let mixed = MultiPart::mixed().boundary(boundary(mail, "files"));
    let mut mixed = match body {
        Contents::One(part) => mixed.singlepart(part),
        Contents::Many(parts) => mixed.multipart(parts),
    };
    for file in &mail.attachments {
        let mime = ContentType::parse(&file.mime).map_err(|_| MailError::never("mail_header_bad"))?;
        mixed = mixed.singlepart(FilePart::new(file.name.clone()).body(file.bytes.clone(), mime));
    }
    Ok(Contents::Many(mixed))
}

/// Every kind of line end as CRLF (RFC 5322 section 2.3). A bare CR or LF must not reach a server, as some take it for
/// the end of a line and so of the message. The builder would do part of it too, in quadratic time.
fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

/// Follows from the message ID, which nobody outside knows before the mail exists, so no text can contain it. `=_`
/// occurs in neither base64 nor quoted-printable (RFC 2045 section 6.7).
fn boundary(mail: &OutgoingMail, part: &str) -> String {
    let id: String = mail.message_id.chars().filter(char::is_ascii_alphanumeric).take(48).collect();
    format!("=_{id}_{part}")
}

fn is_header_text(text: &str) -> bool {
    !text.is_empty() && text.len() <= HEADER_BYTES_MAX && !text.chars().any(char::is_control)
}

fn mailbox(text: &str) -> Result<Mailbox, MailError> {
    text.parse().map_err(|_| MailError::never("mail_address_bad"))
}

/// The address as a path of RFC 5321. Quoted local parts and SMTPUTF8 are refused: hardly any server takes them, and
/// what is no plain text could end the path early.
fn path(mailbox: &Mailbox) -> Result<String, MailError> {
    let path = mailbox.email.to_string();
    let plain = path.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"\\(),:;[]".contains(&b));
    if plain { Ok(path) } else { Err(MailError::never("mail_address_bad")) }
}
