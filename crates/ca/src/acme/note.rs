//! Where an issuance stands at an ACME CA, as it is stored between two steps. Unknown fields are passed over.

use serde::{Deserialize, Serialize};

use crate::ConnectorError;

/// The version that is written; another one is not understood.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Versioned {
    v: u32,
    #[serde(flatten)]
    note: Note,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub(super) enum Note {
    /// An order is about to be placed, or has been and its URL was lost.
    Ordering {
        /// Orders of this attempt that the CA has forgotten.
        #[serde(default)]
        lost: u32,
    },
    /// The order is placed.
    Ordered {
        order_url: String,
        #[serde(default)]
        lost: u32,
    },
    /// The customer has been told what to place.
    Proving {
        order_url: String,
        authz: Vec<NotedAuthz>,
        #[serde(default)]
        lost: u32,
    },
    /// Everything is proven; the certificate is being asked for.
    Finalizing { order_url: String },
}

/// One name's authorization.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct NotedAuthz {
    /// The name with `*.` where the order asks for the wildcard.
    pub(super) name: String,
    pub(super) url: String,
    /// The challenge in use; `None` when the CA held the proof already.
    pub(super) challenge_url: Option<String>,
}

impl Note {
    pub(super) fn read(text: &str) -> Result<Self, ConnectorError> {
        let read = serde_json::from_str::<Versioned>(text).ok().filter(|read| read.v == VERSION);
        let unreadable = || ConnectorError::new("ca_note_unreadable", "the stored note is of another version");
        Ok(read.ok_or_else(unreadable)?.note)
    }

    pub(super) fn write(self) -> String {
        // Texts and numbers only: such a value always becomes JSON.
        serde_json::to_string(&Versioned { v: VERSION, note: self }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_back() {
        for (text, good) in [
            (r#"{"v":1,"phase":"ordering"}"#, true),
            (r#"{"v":1,"phase":"ordered","order_url":"https://ca/o/1","new_field":1}"#, true),
            (
                r#"{"v":1,"phase":"proving","order_url":"u","authz":[{"name":"a","url":"u","challenge_url":null}]}"#,
                true,
            ),
            (r#"{"v":2,"phase":"ordering"}"#, false),
            (r#"{"v":1,"phase":"dancing"}"#, false),
            ("", false),
        ] {
            let read = Note::read(text);
            assert_eq!(read.is_ok(), good, "{text}");
            if let Ok(note) = read {
                assert!(Note::read(&note.write()).is_ok());
            }
        }
    }
}
