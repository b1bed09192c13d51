//! What the rules say: a code with parameters. The sentence for each code lives in the locales.

use std::collections::BTreeMap;

/// The values that a finding's sentence speaks of, by parameter name.
pub type Params = BTreeMap<&'static str, String>;

/// The longest parameter in characters: values come from the input, and a message is one line or two.
pub const PARAM_CHARS_MAX: usize = 300;

/// A value of the input as it may be shown: what no reader would see, or what changes the direction of the text around
/// it, is written as its code. Everything else stays as it is.
pub(crate) fn visible(value: &(impl ToString + ?Sized)) -> String {
    let mut shown = String::new();
    for c in value.to_string().chars() {
        if is_hidden(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether no reader would see a character, or it changes the direction of the text around it.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; nothing to do.
    Notice,
    /// Allowed, but probably not what was meant.
    Warning,
    /// Refused: the thing cannot be used as it is.
    Error,
}

impl Severity {
    /// The word in the JSON contract: `notice`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that a rule has to say about its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Names the rule, its message and its help page.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The part of the input that it is about: `csr`, `names`, `certificate`, `chain` or a subject field's short name.
    pub field: Option<&'static str>,
    /// The values for the message.
    pub params: Params,
    /// The document that asks for it, with section or date.
    pub source: &'static str,
}

impl Finding {
    /// A finding without parameters.
    pub fn new(code: &'static str, severity: Severity, source: &'static str) -> Self {
        Self { code, severity, field: None, params: Params::new(), source }
    }

    /// Says which part of the input it is about.
    #[must_use]
    pub fn on(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Adds one parameter; of a long value, the beginning.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let mut value = value.to_string();
        if value.len() > PARAM_CHARS_MAX
            && let Some((cut, _)) = value.char_indices().nth(PARAM_CHARS_MAX)
        {
            value.truncate(cut);
            value.push('…');
        }
        self.params.insert(name, value);
        self
    }

    /// Whether the finding refuses the input.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        for (given, kept) in [(3, 3), (300, 300), (301, 301), (64 * 1024, 301)] {
            let finding = Finding::new("code", Severity::Notice, "source").with("value", "例".repeat(given));
            assert_eq!(finding.params["value"].chars().count(), kept);
        }
    }
}
