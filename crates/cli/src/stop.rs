//! How a command ends.

use std::{fmt, process::ExitCode};

/// Exit code of a command that could not do its work; clap uses the same for usage.
pub(crate) const UNUSABLE: u8 = 2;

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing wrong.
    Fine,
    /// Findings of severity `error`, or a refusal: the answer is on standard output or error.
    Findings,
    /// Some of the input could not be used; what could be was looked at, and the answer says so.
    Unusable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Unusable => Self::from(UNUSABLE),
        }
    }
}

/// Why a command could not do its work: unusable input, settings or surroundings. Exit code 2.
#[derive(Debug)]
pub(crate) struct Stop {
    what: String,
    hint: Option<String>,
}

impl Stop {
    /// For the operator, in one line.
    pub(crate) fn new(what: impl fmt::Display) -> Self {
        Self { what: what.to_string(), hint: None }
    }

    /// With a command that can be pasted.
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n\nhint: {hint}"))
    }
}

/// Says what was being done when something failed.
pub(crate) trait Doing<T> {
    /// Puts `what` in front of the error.
    fn doing(self, what: impl fmt::Display) -> Result<T, Stop>;
}

impl<T, E: fmt::Display> Doing<T> for Result<T, E> {
    fn doing(self, what: impl fmt::Display) -> Result<T, Stop> {
        self.map_err(|error| Stop::new(format_args!("{what}: {error}")))
    }
}

impl From<crate::config::ConfigError> for Stop {
    fn from(error: crate::config::ConfigError) -> Self {
        Self::new(error)
    }
}
