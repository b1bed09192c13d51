//! Missing issuers by AIA (RFC 5280 section 4.2.2.1), and what CRLs, OCSP responders and stapled responses say.

use std::time::Duration;

use tokio::time::Instant;
use warifu_net::{HttpLimits, HttpReply, HttpRequest, Net, Redirects, TlsTrust, is_public_root};
use warifu_pki::{
    Certificate,
    keys::Verdict,
    pkcs7,
    status::{CertStatus, OcspError, StatusAnswer, ocsp_request, read_crl, read_ocsp, sources},
};

use super::{Part, pages::Budget, side_by_side};
use crate::evidence::{Failure, IssuerSeen, RevocationSeen, Signed, Status, StatusSource};

/// Different chains of one host that are followed up.
const CHAINS_MAX: usize = 4;

/// Certificates from a leaf upwards. Sound chains have two to four.
const DEPTH_MAX: usize = 8;

/// Certificates fetched for one chain.
const FETCHES_MAX: usize = 3;

/// Time for one fetch.
const FETCH_TIME_MAX: Duration = Duration::from_secs(4);

/// What one address presented.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Presented {
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) ocsp: Option<Vec<u8>>,
}

/// The way to the files of authorities.
#[derive(Clone)]
pub(super) struct Authorities {
    pub(super) net: Net,
    pub(super) budget: Budget,
    pub(super) by: Instant,
    /// Roots of the operator's own, DER: nothing is missing above them.
    pub(super) roots: Vec<Certificate>,
}

/// Fetches what the presented chains lack.
pub(super) async fn issuers(from: Authorities, presented: Vec<Presented>) -> Part {
    let chains = presented.into_iter().take(CHAINS_MAX).map(|one| {
        let from = from.clone();
        async move { from.complete(readable(&one.chain)).await }
    });
    let mut all: Vec<IssuerSeen> = Vec::new();
    for seen in side_by_side(chains).await.into_iter().flatten() {
        if !all.contains(&seen) {
            all.push(seen);
        }
    }
    Part::Issuers(all)
}

/// Asks OCSP responders and CRLs about each presented leaf.
pub(super) async fn revocation(from: Authorities, presented: Vec<Presented>, fetched: Vec<Vec<u8>>) -> Part {
    let questions = presented.iter().take(CHAINS_MAX).filter_map(|one| {
        let (leaf, pile) = leaf_and_pile(one, &fetched)?;
        let (from, issuer) = (from.clone(), issuer_in(&leaf, &pile).cloned());
        Some(async move { tokio::join!(from.ask_ocsp(&leaf, issuer.as_ref()), from.ask_crl(&leaf, issuer.as_ref())) })
    });
    let asked = side_by_side(questions).await.into_iter().flat_map(|(ocsp, crl)| [ocsp, crl]).flatten();
    Part::Revocation(stapled(&presented, &fetched).into_iter().chain(asked).collect())
}

/// Reads what was stapled to the handshakes.
pub(super) fn stapled(presented: &[Presented], fetched: &[Vec<u8>]) -> Vec<RevocationSeen> {
    let read = |one: &Presented| {
        let response = one.ocsp.as_ref()?;
        let (leaf, pile) = leaf_and_pile(one, fetched)?;
        let answer = read_ocsp(response, &leaf, issuer_in(&leaf, &pile)).map_err(of_ocsp);
        Some(seen(&leaf, StatusSource::Stapled, String::new(), answer))
    };
    presented.iter().take(CHAINS_MAX).filter_map(read).collect()
}

impl Authorities {
    /// From the leaf up through what was sent; where the next is missing, fetches it.
    async fn complete(&self, mut pile: Vec<Certificate>) -> Vec<IssuerSeen> {
        let mut all = Vec::new();
        let Some(mut at) = pile.first().cloned() else { return all };
        for _ in 0..DEPTH_MAX {
            if at.is_self_issued() || self.is_root(&at) || all.len() == FETCHES_MAX {
                break;
            }
            if let Some(next) = issuer_in(&at, &pile).cloned() {
                at = next;
                continue;
            }
            let Some(url) = sources(&at).issuers.into_iter().next() else { break };
            let fetched = self.issuer(&at, &url).await;
            let der = fetched.as_ref().ok().map(|certificate| certificate.der().to_vec());
            let failure = fetched.as_ref().err().cloned();
            all.push(IssuerSeen { of: at.fingerprint().to_string(), url, der, failure });
            let Ok(next) = fetched else { break };
            pile.push(next.clone());
            at = next;
        }
        all
    }

    /// Whether a certificate is issued by a root that clients have.
    fn is_root(&self, certificate: &Certificate) -> bool {
        let own = |root: &Certificate| root.subject_der() == certificate.issuer_der();
        is_public_root(certificate.issuer_der()) || self.roots.iter().any(own)
    }

    async fn issuer(&self, of: &Certificate, url: &str) -> Result<Certificate, Failure> {
        let reply = self.fetch(HttpRequest::get(url)).await?;
        // A certificate, or a bag of them (RFC 5280 section 4.2.2.1); PEM is wrong there, and CAs serve it all the same.
        let found = Certificate::from_pem_all(&reply.body).or_else(|_| pkcs7::certificates(&reply.body));
        let found = found.map_err(|_| code("issuer_unreadable"))?;
        let signed = |one: &Certificate| of.verify_signed_by(one) == Verdict::Valid;
        found.into_iter().find(signed).ok_or_else(|| code("issuer_differs"))
    }

    async fn ask_ocsp(&self, leaf: &Certificate, issuer: Option<&Certificate>) -> Option<RevocationSeen> {
        let url = sources(leaf).ocsp.into_iter().next()?;
        // The question names the issuer's key: without the issuer there is no asking.
        let request = ocsp_request(leaf, issuer?).ok()?;
        let reply = self.fetch(HttpRequest::post(&url, "application/ocsp-request", request)).await;
        let answer = reply.and_then(|reply| read_ocsp(&reply.body, leaf, issuer).map_err(of_ocsp));
        Some(seen(leaf, StatusSource::Ocsp, url, answer))
    }

    async fn ask_crl(&self, leaf: &Certificate, issuer: Option<&Certificate>) -> Option<RevocationSeen> {
        let url = sources(leaf).crls.into_iter().next()?;
        let reply = self.fetch(HttpRequest::get(&url)).await;
        let answer = reply.and_then(|reply| read_crl(&reply.body, leaf, issuer).map_err(|_| code("status_unreadable")));
        Some(seen(leaf, StatusSource::Crl, url, answer))
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, Failure> {
        let granted = self.budget.take(usize::MAX);
        let limits = HttpLimits {
            body_bytes_max: granted,
            time_max: FETCH_TIME_MAX.min(self.by.saturating_duration_since(Instant::now())),
            redirects: Redirects { max: 3, ..Redirects::VALIDATION },
            tls: TlsTrust::WebPki,
        };
        let reply = self.net.http(request, &limits).await;
        self.budget.give_back(granted - reply.as_ref().map_or(0, |reply| reply.body.len()).min(granted));
        let reply = reply.map_err(Failure::from)?;
        if reply.status.is_success() { Ok(reply) } else { Err(status_failure(reply.status.as_u16())) }
    }
}

fn readable(chain: &[Vec<u8>]) -> Vec<Certificate> {
    chain.iter().filter_map(|der| Certificate::from_der(der.clone()).ok()).collect()
}

/// The leaf, if it can be read, and everything that may be its issuer.
fn leaf_and_pile(presented: &Presented, fetched: &[Vec<u8>]) -> Option<(Certificate, Vec<Certificate>)> {
    let leaf = Certificate::from_der(presented.chain.first()?.clone()).ok()?;
    let mut pile = readable(&presented.chain);
    pile.extend(readable(fetched));
    Some((leaf, pile))
}

fn issuer_in<'a>(of: &Certificate, pile: &'a [Certificate]) -> Option<&'a Certificate> {
    pile.iter().find(|one| *one != of && of.names_as_issuer(one) && of.verify_signed_by(one) == Verdict::Valid)
}

fn seen(
    leaf: &Certificate,
    source: StatusSource,
    url: String,
    answer: Result<StatusAnswer, Failure>,
) -> RevocationSeen {
    let of = leaf.fingerprint().to_string();
    let nothing = RevocationSeen { of, source, url, ..RevocationSeen::default() };
    match answer {
        Err(failure) => RevocationSeen { failure: Some(failure), ..nothing },
        Ok(answer) => RevocationSeen {
            status: Some(match answer.status {
                CertStatus::Good => Status::Good,
                CertStatus::Revoked { at, reason } => Status::Revoked { at, reason },
                CertStatus::Unknown => Status::Unknown,
            }),
            signed: match answer.signed {
                Verdict::Valid => Signed::Valid,
                Verdict::Broken => Signed::Invalid,
                Verdict::Unsupported => Signed::Unchecked,
            },
            this_update: answer.this_update,
            next_update: answer.next_update,
            ..nothing
        },
    }
}

fn of_ocsp(error: OcspError) -> Failure {
    match error {
        OcspError::Unreadable(_) => code("status_unreadable"),
        OcspError::Refused(why) => code(&format!("ocsp_{why}")),
    }
}

fn status_failure(status: u16) -> Failure {
    Failure { params: [("status".to_owned(), status.to_string())].into(), ..code("http_status") }
}

fn code(code: &str) -> Failure {
    Failure { code: code.to_owned(), params: [].into() }
}
