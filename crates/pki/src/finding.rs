//! What the rules say: a code with parameters. The sentence for each code lives in the locales.

use std::collections::BTreeMap;

/// The values that a finding's sentence speaks of, by parameter name.
pub type Params = BTreeMap<&'static str, String>;

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

    /// Adds one parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }

    /// Whether the finding refuses the input.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
