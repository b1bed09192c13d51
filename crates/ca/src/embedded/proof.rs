//! Proof of control for the built-in CA: what has to be placed, and the CA's own look at it (BR 3.2.2.4.7 and .18).

use std::time::Duration;

use warifu_domain::{
    DnsName,
    dcv::{Challenge, Instruction, Method},
    world::Random,
};
use warifu_net::{HttpLimits, HttpRequest, Net, Redirects, TlsTrust};
use warifu_wire::acme::base64url;

use super::note::Thing;
use crate::Intent;

/// Random octets of a token: 192 bits (BR 1.6.1 "Random Value": at least 112).
const TOKEN_OCTETS: usize = 24;

/// Random octets of a file's name. It is no secret and is drawn apart from the token, which a request must not show
/// (BR 3.2.2.4.18).
const FILE_OCTETS: usize = 8;

/// How the file and the record are read.
const LOOK: HttpLimits = HttpLimits {
    body_bytes_max: 64 * 1024,
    time_max: Duration::from_secs(10),
    redirects: Redirects::VALIDATION,
    tls: TlsTrust::DangerAny,
};

/// What one name needs: earlier evidence if there is some, else something fresh to place. `None` when the wanted method
/// cannot prove the name.
pub(super) fn challenge(intent: &Intent, name: &DnsName, random: &dyn Random) -> Option<Challenge> {
    let proves = |method: Method| !name.is_wildcard() || method.proves_wildcards();
    let reusable = intent.evidence.iter().filter(|(proven, method, _)| proven == name && proves(*method));
    if let Some((_, method, obtained_at)) = reusable.max_by_key(|(.., at)| *at) {
        return Some(Challenge::Reuse { name: name.clone(), method: *method, obtained_at: *obtained_at });
    }
    let method = intent.method.unwrap_or(if name.is_wildcard() { Method::Dns } else { Method::Http });
    if !proves(method) {
        return None;
    }
    let token = base64url::encode(fresh::<TOKEN_OCTETS>(random));
    let host = name.host();
    let instruction = match method {
        Method::Http => {
            let file: String = fresh::<FILE_OCTETS>(random).iter().map(|octet| format!("{octet:02x}")).collect();
            Instruction::File { url: format!("http://{host}/.well-known/pki-validation/{file}.txt"), content: token }
        }
        Method::Dns => {
            Instruction::Txt { record: format!("_pki-validation.{host}"), value: format!("warifu-validation={token}") }
        }
    };
    Some(Challenge::Place { name: name.clone(), instruction })
}

/// Whether the CA itself sees it.
pub(super) async fn is_in_place(thing: &Thing, net: &Net) -> bool {
    match thing {
        Thing::File { url, content } => {
            let reply = net.http(HttpRequest::get(url), &LOOK).await;
            reply.is_ok_and(|reply| reply.status.is_success() && reply.body.trim_ascii() == content.as_bytes())
        }
        Thing::Txt { record, value } => net.txt(record).await.is_ok_and(|seen| seen.contains(value)),
    }
}

fn fresh<const OCTETS: usize>(random: &dyn Random) -> [u8; OCTETS] {
    let mut octets = [0; OCTETS];
    random.fill(&mut octets);
    octets
}
