//! From codes to sentences: what went wrong, and what to do next. One namespace for findings of the inspector, the
//! doctor and the CAs (`finding-CODE`), one for refusals, fields and replies (`problem-CODE`).

use std::borrow::Cow;

use warifu_domain::{Timestamp, Yen, people::Locale, watch::Fault};
use warifu_pki::Sha256;

use crate::Text;

/// A sentence about a code, with the way out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// `error`, `warning` or `notice`.
    pub severity: &'static str,
    /// The code, for support and for programs.
    pub code: String,
    /// The field it belongs to; empty when it is about the whole request.
    pub field: String,
    /// The attribute of the subject that it is about, in words; empty when it is about something else.
    pub about: String,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub fix: String,
    /// Whether it is a finding, which has a page `/help/rules/CODE`.
    pub rule: bool,
}

impl Problem {
    /// The problem `code` about `field`, in words.
    pub fn new(locale: Locale, field: &str, code: &str, params: &[(&str, String)]) -> Self {
        Self {
            severity: "error",
            code: code.to_owned(),
            field: field.to_owned(),
            about: String::new(),
            message: message(locale, code, params),
            fix: fix(locale, code, params).unwrap_or_default(),
            rule: Text::of(locale).find(&format!("finding-{code}"), &[]).is_some(),
        }
    }

    /// Says which attribute of the subject it is about: a finding's own field, as `O`. Any other field says nothing.
    #[must_use]
    pub fn about(mut self, locale: Locale, field: &str) -> Self {
        self.about = Text::of(locale).find(&format!("attribute-{field}"), &[]).unwrap_or_default();
        self
    }

    /// Something that a daily look found, in words.
    pub fn of_fault(locale: Locale, fault: &Fault) -> Self {
        let params: Vec<_> = fault.params.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        Self { severity: fault.severity.as_str(), ..Self::new(locale, "", &fault.code, &params) }
    }

    /// What `code` is about in general, for its help page; `None` for a code that nobody wrote a sentence for.
    pub fn general(locale: Locale, code: &str) -> Option<Self> {
        let text = Text::of(locale);
        let dots = |key: &str| text.find(key, &[]).map(|words| without_variables(&words));
        let family =
            ["finding", "problem"].into_iter().find(|family| text.find(&format!("{family}-{code}"), &[]).is_some())?;
        Some(Self {
            severity: "notice",
            code: code.to_owned(),
            field: String::new(),
            about: String::new(),
            message: dots(&format!("{family}-{code}"))?,
            fix: dots(&format!("{family}-{code}.fix")).unwrap_or_default(),
            rule: family == "finding",
        })
    }
}

/// Fluent writes a parameter that it was not given as `{$name}`; in general sentences dots stand there.
fn without_variables(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("{$") {
        out.push_str(before);
        out.push('…');
        rest = after.split_once('}').map_or("", |(_, tail)| tail);
    }
    out + rest
}

/// What `code` says in `locale`. Moments, amounts and counts among `params` are written as the language writes them.
/// An unknown code, as from a newer connector, is shown as such, so that support can look it up.
pub fn message(locale: Locale, code: &str, params: &[(&str, String)]) -> String {
    let text = Text::of(locale);
    lookup(text, code, None, params).unwrap_or_else(|| text.t1("problem-unknown", "code", code))
}

/// What to do about `code`, in `locale`; `None` when there is nothing to say. Where the parameters name the kind of
/// server, it is what to do on that one.
pub fn fix(locale: Locale, code: &str, params: &[(&str, String)]) -> Option<String> {
    let say = |attribute: &str| lookup(Text::of(locale), code, Some(attribute), params);
    let server = params.iter().find(|(name, _)| *name == "server");
    server.and_then(|(_, server)| say(&format!("fix-{server}"))).or_else(|| say("fix"))
}

/// What to do about `code` at a command line, where that is not what a page says: nothing was sent anywhere, and a
/// command does what a page would.
pub fn fix_local<'a>(locale: Locale, code: &str, params: impl FnOnce() -> Vec<(&'a str, String)>) -> Option<String> {
    const LOCAL: &str = "fix-local";
    let text = Text::of(locale);
    // Long lists of findings have hardly any that needs it.
    if text.knows(&format!("finding-{code}"), LOCAL) { lookup(text, code, Some(LOCAL), &params()) } else { None }
}

/// A good value, or a command that helps, for whoever got `code`.
pub fn example(locale: Locale, code: &str) -> Option<String> {
    lookup(Text::of(locale), code, Some("example"), &[])
}

fn lookup(text: Text, code: &str, attribute: Option<&str>, params: &[(&str, String)]) -> Option<String> {
    let of = |family: &str| {
        let mut id = String::with_capacity(family.len() + code.len());
        id.push_str(family);
        // Codes of a CA may hold anything; an id may not.
        id.extend(code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
        text.say(&id, attribute, |&(name, ref value)| (name, Cow::Owned(humane(text, name, value))), params)
    };
    of("finding-").or_else(|| of("problem-"))
}

/// A parameter as people read it.
pub(crate) fn humane(text: Text, name: &str, value: &str) -> String {
    if name == "codes" {
        let title = |code: &str| text.find(&format!("finding-{code}.title"), &[]).unwrap_or_else(|| code.to_owned());
        return value.split(' ').map(title).collect::<Vec<_>>().join(" / ");
    }
    if name.ends_with("_yen") {
        return value.parse().map_or_else(|_| value.to_owned(), |amount| text.yen(&Yen(amount)));
    }
    // The inspector counts in seconds, as certificates are compared.
    if name.starts_with("not_")
        && let Ok(seconds) = value.parse()
    {
        return text.moment(&Timestamp::from_unix_seconds(seconds));
    }
    if (name == "at" || name.ends_with("_at") || name.ends_with("_before") || name.ends_with("_after"))
        && let Ok(moment) = value.parse::<Timestamp>()
    {
        return text.moment(&moment);
    }
    // 64 digits say nothing to people that the first 16 do not.
    if let Ok(digest) = value.parse::<Sha256>() {
        return format!("{}…", &digest.to_string()[..16]);
    }
    value.to_owned()
}
