//! Where an issuance stands at the built-in CA, as it is stored between two steps.

use serde::{Deserialize, Serialize};
use warifu_domain::{
    DnsName,
    dcv::{Challenge, Instruction},
};

use crate::ConnectorError;

/// The version that is written; another one is not understood.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
pub(super) struct Note {
    v: u32,
    #[serde(flatten)]
    pub(super) phase: Phase,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub(super) enum Phase {
    /// The customer has to place these.
    Proving { placed: Vec<Placed> },
    /// Everything is proven; nothing has been reserved.
    Proven,
    /// Serial and content are decided; only the signature is missing.
    Reserved {
        /// base64url of the TBSCertificate.
        tbs: String,
    },
}

/// What one name's proof consists of.
#[derive(Serialize, Deserialize)]
pub(super) struct Placed {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) thing: Thing,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Thing {
    File { url: String, content: String },
    Txt { record: String, value: String },
}

impl Note {
    pub(super) fn read(text: &str) -> Result<Self, ConnectorError> {
        let note = serde_json::from_str::<Self>(text).ok().filter(|note| note.v == VERSION);
        note.ok_or_else(|| ConnectorError::new("ca_note_unreadable", "the stored note is of another version"))
    }

    pub(super) fn write(phase: Phase) -> String {
        // Texts only: such a value always becomes JSON.
        serde_json::to_string(&Self { v: VERSION, phase }).unwrap_or_default()
    }
}

impl Placed {
    /// Of a challenge that has something to place.
    pub(super) fn of(challenge: &Challenge) -> Option<Self> {
        let Challenge::Place { name, instruction } = challenge else { return None };
        let thing = match instruction.clone() {
            Instruction::File { url, content } => Thing::File { url, content },
            Instruction::Txt { record, value } => Thing::Txt { record, value },
        };
        Some(Self { name: name.to_string(), thing })
    }

    pub(super) fn is_about(&self, name: &DnsName) -> bool {
        self.name == name.as_str()
    }
}
