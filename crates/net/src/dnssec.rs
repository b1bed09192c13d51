//! Checking the signatures of answers ourselves, from the root's keys down (RFC 4035 section 5).
//!
//! The library checks each set of records and each proof that there is none. What it makes of several of them in one
//! answer is left alone: it knows no name but the one asked for, and takes what is said of an alias's target for bogus.
//! So aliases are asked for by themselves and followed here.

use std::{sync::Arc, time::Duration};

use hickory_resolver::{
    NameServerPool, PoolContext, TlsConfig,
    config::{ResolverConfig, ResolverOpts},
    net::{
        DnsError as HickoryError, NetError as HickoryFailure, RetryDnsHandle,
        dnssec::DnssecDnsHandle,
        runtime::TokioRuntimeProvider,
        xfer::{DnsHandle, FirstAnswer},
    },
    proto::{
        dnssec::{Proof, TrustAnchors, rdata::DNSSECRData},
        op::{DnsRequest, DnsRequestOptions, Message, Query},
        rr::{Name, RData, Record, RecordType},
        serialize::binary::BinDecodable,
    },
};
use tokio::time::timeout;

use crate::dns::Dnssec;

/// Aliases followed. Resolvers give up at about as many.
const ALIASES_MAX: usize = 12;

/// Asks for signatures with every answer and checks them; several questions where the plain resolver asks one.
#[derive(Clone)]
pub(crate) struct Validator {
    config: ResolverConfig,
    options: ResolverOpts,
    anchors: Arc<TrustAnchors>,
    time_max: Duration,
}

type Checked = DnssecDnsHandle<Unchecked<RetryDnsHandle<NameServerPool<TokioRuntimeProvider>>>>;

impl Validator {
    /// Asks the servers of `config`, and trusts the keys of the public root. `time_max` bounds each verdict.
    pub(crate) fn new(config: ResolverConfig, options: ResolverOpts, time_max: Duration) -> Self {
        Self { config, options, anchors: Arc::new(TrustAnchors::default()), time_max }
    }

    /// Trusts these keys instead.
    pub(crate) fn trust(&mut self, anchors: TrustAnchors) {
        self.anchors = Arc::new(anchors);
    }

    /// What the signatures say about a name's addresses, or of its having none.
    pub(crate) async fn addresses(&self, name: Name) -> Dnssec {
        let Ok(servers) = self.connect() else { return Dnssec::Unknown };
        let all = timeout(self.time_max, followed(&servers, name)).await.unwrap_or_default();
        if all != Dnssec::Bogus {
            return all;
        }
        // A name server on the way that drops signatures makes everything look bogus, the root as well.
        let root = timeout(self.time_max, ask(&servers, &Name::root(), RecordType::SOA)).await;
        if root.is_ok_and(|(state, _)| state == Dnssec::Secure) { Dnssec::Bogus } else { Dnssec::Unknown }
    }

    /// New each time, for it remembers what it made of a set of records: who has just mended the DS record above would
    /// see the old verdict again.
    fn connect(&self) -> Result<Checked, HickoryFailure> {
        let context = Arc::new(PoolContext::new(self.options.clone(), TlsConfig::new()?));
        let servers = self.config.name_servers().to_vec();
        let pool = NameServerPool::from_config(servers, context, TokioRuntimeProvider::default());
        let asked = Unchecked(RetryDnsHandle::new(pool, self.options.attempts));
        Ok(DnssecDnsHandle::with_trust_anchor(asked, self.anchors.clone()))
    }
}

/// Follows aliases to the name that has the addresses: one weak link is enough.
async fn followed(servers: &Checked, mut name: Name) -> Dnssec {
    let mut so_far = Dnssec::Secure;
    for _ in 0..ALIASES_MAX {
        let [alias, a, aaaa] =
            [RecordType::CNAME, RecordType::A, RecordType::AAAA].map(|kind| ask(servers, &name, kind));
        // All at once: most names are no alias.
        let ((alias, records), (a, _), (aaaa, _)) = tokio::join!(alias, a, aaaa);
        so_far = weaker(so_far, alias);
        let target = records.into_iter().find_map(|record| match record.data {
            RData::CNAME(target) if record.name == name => Some(target.0),
            _ => None,
        });
        match target {
            Some(_) if matches!(so_far, Dnssec::Bogus | Dnssec::Unknown) => return so_far,
            Some(target) => name = target,
            None => return weaker(so_far, weaker(a, aaaa)),
        }
    }
    Dnssec::Unknown
}

/// One question: what its answer is worth, and the records in it.
async fn ask(servers: &Checked, name: &Name, kind: RecordType) -> (Dnssec, Vec<Record>) {
    let mut options = DnsRequestOptions::default();
    options.edns_set_dnssec_ok = true;
    match servers.lookup(Query::query(name.clone(), kind), options).first_answer().await {
        Ok(found) => {
            let found = found.into_message();
            let said = if found.answers.is_empty() { &found.authorities } else { &found.answers };
            (weakest(said), found.answers)
        }
        Err(HickoryFailure::Dns(HickoryError::Nsec { response, proof, .. })) => {
            let state = if is_expansion(name, &response) { weakest(&response.answers) } else { of_proof(proof) };
            (state, response.into_message().answers)
        }
        Err(_) => (Dnssec::Unknown, Vec::new()),
    }
}

/// Whether the answer was made from a wildcard, and rightly: nothing closer to the name exists (RFC 4035 section
/// 5.3.4). The library takes it for bogus if the wildcard is right above the name, as it mostly is, and the proof an
/// NSEC record.
fn is_expansion(name: &Name, answer: &Message) -> bool {
    let labels = answer.answers.iter().find_map(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::RRSIG(signature)) if record.proof == Proof::Secure => {
            Some(signature.input().num_labels)
        }
        _ => None,
    });
    answer.authorities.iter().any(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::NSEC(nsec)) if record.proof == Proof::Secure => {
            let (before, after) = (&record.name, nsec.next_domain_name());
            // The last one of a zone leads back to its beginning.
            let covers = before < name && (name < after || after <= before && after.zone_of(name));
            let mut closest = name.base_name();
            while !closest.zone_of(before) && !closest.zone_of(after) {
                closest = closest.base_name();
            }
            covers && labels == Some(closest.num_labels())
        }
        _ => false,
    })
}

/// What holds for all records together. Signatures are left out: only the one that was used carries a proof. An answer
/// without any record is let through only where nothing is signed.
fn weakest(records: &[Record]) -> Dnssec {
    let counts = |record: &&Record| record.record_type() != RecordType::RRSIG && !is_made(record, records);
    records.iter().filter(counts).map(|record| of_proof(record.proof)).reduce(weaker).unwrap_or(Dnssec::Insecure)
}

/// Whether a DNAME record above the alias made it: it then needs no signature but that one's (RFC 6672 section 5.3.1).
fn is_made(alias: &Record, all: &[Record]) -> bool {
    let RData::CNAME(target) = &alias.data else { return false };
    all.iter().any(|above| match &above.data {
        RData::Unknown { code: RecordType::DNAME, rdata } if above.name.zone_of(&alias.name) => {
            let kept = alias.name.iter().count() - above.name.iter().count();
            let moved = |to: Name| Name::from_labels(alias.name.iter().take(kept).chain(to.iter())).ok();
            kept > 0 && Name::from_bytes(&rdata.anything).ok().and_then(moved).as_ref() == Some(&target.0)
        }
        _ => false,
    })
}

/// Bogus outweighs not knowing, which outweighs what is known.
fn weaker(one: Dnssec, other: Dnssec) -> Dnssec {
    let order = [Dnssec::Bogus, Dnssec::Unknown, Dnssec::Insecure];
    order.into_iter().find(|state| *state == one || *state == other).unwrap_or(Dnssec::Secure)
}

const fn of_proof(proof: Proof) -> Dnssec {
    match proof {
        Proof::Secure => Dnssec::Secure,
        Proof::Insecure => Dnssec::Insecure,
        Proof::Bogus => Dnssec::Bogus,
        Proof::Indeterminate => Dnssec::Unknown,
    }
}

/// Asks the name servers to hand over what they have instead of checking it for us (RFC 6840 section 5.9): most check
/// signatures themselves, and would answer for a bogus name with an error that tells nothing.
#[derive(Clone)]
struct Unchecked<T>(T);

impl<T: DnsHandle> DnsHandle for Unchecked<T> {
    type Response = T::Response;
    type Runtime = T::Runtime;

    fn send(&self, mut request: DnsRequest) -> Self::Response {
        request.metadata.checking_disabled = true;
        self.0.send(request)
    }
}
