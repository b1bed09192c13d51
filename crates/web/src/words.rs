//! Codes in words: the few texts that replies of the API carry.

use warifu_domain::people::Locale;

/// What `code` says.
pub(crate) fn message(_: Locale, code: &str, params: &[(&str, String)]) -> String {
    params.iter().fold(code.to_owned(), |text, (name, value)| format!("{text} {name}={value}"))
}

/// What to do about `code`.
pub(crate) fn fix(_: Locale, code: &str, _: &[(&str, String)]) -> Option<String> {
    Some(format!("fix {code}"))
}

/// What the event `code` says.
pub(crate) fn event(locale: Locale, code: &str, params: &[(&str, String)]) -> String {
    message(locale, code, params)
}
