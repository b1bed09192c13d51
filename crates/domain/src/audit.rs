//! The record of what was done, numbered without gaps per subject and chained by hash. The subject is an order, with one
//! entry per accepted command, or one of the shop's people, with what they did outside any order.

use warifu_pki::Sha256;

use crate::{
    id::{IssuanceId, Uuid},
    people::Actor,
    time::Timestamp,
};

/// One entry. The sentence for people is `event-CODE` in the locales with these parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What, in snake case.
    pub code: &'static str,
    /// Its parameters, by name.
    pub params: Vec<(&'static str, String)>,
    /// The issuance it is about.
    pub issuance: Option<IssuanceId>,
}

impl Entry {
    /// The hash that links this entry, number `sequence` of `subject`, to the one before it. Any later change of any
    /// field of any entry breaks every hash behind it.
    pub fn link(&self, subject: Uuid, sequence: u64, previous: Sha256) -> Sha256 {
        let params = self.params.iter().map(|(name, value)| (*name, value.as_str()));
        link(
            previous,
            &Linked {
                subject,
                sequence,
                at: self.at,
                actor_kind: self.actor.kind(),
                actor: self.actor.member().map(|member| member.0),
                code: self.code,
                issuance: self.issuance.map(|issuance| issuance.0),
            },
            params,
        )
    }
}

/// The fields of a stored entry that its hash covers, besides the parameters.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// What the chain is about.
    pub subject: Uuid,
    /// Number in the chain, from 1.
    pub sequence: u64,
    /// When.
    pub at: Timestamp,
    /// [`Actor::kind`].
    pub actor_kind: &'a str,
    /// The member who acted.
    pub actor: Option<Uuid>,
    /// What.
    pub code: &'a str,
    /// The issuance it is about.
    pub issuance: Option<Uuid>,
}

/// The hash of a stored entry behind `previous`. Each field is preceded by its length, so no two entries share a text.
pub fn link<'a>(previous: Sha256, entry: &Linked<'_>, params: impl Iterator<Item = (&'a str, &'a str)>) -> Sha256 {
    let mut text = Vec::with_capacity(256);
    let mut push = |field: &[u8]| {
        text.extend_from_slice(&(field.len() as u64).to_be_bytes());
        text.extend_from_slice(field);
    };
    push(&previous.0);
    push(entry.subject.as_bytes());
    push(&entry.sequence.to_be_bytes());
    push(&entry.at.unix_micros().to_be_bytes());
    push(entry.actor_kind.as_bytes());
    push(entry.actor.as_ref().map_or(&[][..], |id| id.as_bytes()));
    push(entry.code.as_bytes());
    push(entry.issuance.as_ref().map_or(&[][..], |id| id.as_bytes()));
    for (name, value) in params {
        push(name.as_bytes());
        push(value.as_bytes());
    }
    Sha256::of(&text)
}
