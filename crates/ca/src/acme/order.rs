//! The way of one order through the CA (RFC 8555 section 7.4), one step at a time.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use warifu_domain::{
    DnsName, IssuanceId,
    dcv::{Challenge, Instruction, Method},
};
use warifu_pki::{Certificate, Csr, Sha256, tidy_chain};
use warifu_wire::acme::{
    Authorization, AuthorizationStatus, Challenge as AcmeChallenge, ChallengeStatus, ErrorType, Finalize,
    IDENTIFIERS_MAX, Identifier, NewOrder, Order, OrderStatus, Orders, Problem, base64url,
};

use super::{
    client::{CallError, Client, Reply, describe, is_token, json, malformed},
    note::{Note, NotedAuthz},
    renewal::certificate_id,
};
use crate::{ConnectorError, Intent, Step, World};

/// How soon to look again while the CA is at work and does not say.
const POLL: Duration = Duration::from_secs(3);

/// How soon to look again while the customer is at work: the shop calls at once when it has seen another proof.
const IDLE: Duration = Duration::from_secs(600);

/// Octets of a token that are accepted; RFC 8555 section 8.3 asks for at least 128 bits, CAs use 43 characters.
const TOKEN_OCTETS_MAX: usize = 256;

/// Orders looked at when one whose URL was lost is sought. Beyond that a second order is placed; the first one, which
/// nobody can finalize, expires.
const ORDERS_SOUGHT_MAX: usize = 60;

/// Pages of the list of orders that are read.
const ORDER_PAGES_MAX: usize = 20;

/// Orders that the CA may lose before the attempt is given up, so that a confused CA is not asked for ever.
const ORDERS_LOST_MAX: u32 = 3;

/// Issuances remembered as not yet asked for.
const UNASKED_MAX: usize = 10_000;

/// Goes one step further.
pub(super) async fn step(
    client: &Client,
    unasked: &Unasked,
    intent: &Intent,
    upstream: Option<&str>,
    found: &[DnsName],
    world: &World<'_>,
) -> Result<Step, CallError> {
    let way = Way { client, intent, world };
    match upstream.map(Note::read).transpose()? {
        None => Ok(way.begin(unasked)),
        Some(Note::Ordering { lost }) => way.place(unasked, lost).await,
        Some(Note::Ordered { order_url, lost }) => way.ask(order_url, lost).await,
        Some(Note::Proving { order_url, authz, lost }) => way.prove(order_url, authz, lost, found).await,
        Some(Note::Finalizing { order_url }) => way.finalize(&order_url).await,
    }
}

/// Issuances that this process has begun and not yet placed an order for: for these no earlier order can exist, so
/// nothing has to be sought. Losing this memory only costs requests.
#[derive(Default)]
pub(super) struct Unasked(Mutex<HashSet<(IssuanceId, u32)>>);

impl Unasked {
    fn remember(&self, intent: &Intent) {
        let mut set = self.lock();
        if set.len() < UNASKED_MAX {
            set.insert((intent.issuance, intent.attempt));
        }
    }

    /// True once: from now on an order may exist.
    fn take(&self, intent: &Intent) -> bool {
        self.lock().remove(&(intent.issuance, intent.attempt))
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<(IssuanceId, u32)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Way<'a> {
    client: &'a Client,
    intent: &'a Intent,
    world: &'a World<'a>,
}

impl Way<'_> {
    /// RFC 8555 section 7.4: the CSR must ask for exactly the names of the order.
    fn begin(&self, unasked: &Unasked) -> Step {
        let Intent { names, csr_der, .. } = self.intent;
        let wanted: BTreeSet<_> = names.iter().collect();
        match Csr::from_der(csr_der.clone()) {
            Err(error) => Step::failed("ca_rejected_csr", &error.to_string()),
            Ok(csr) if csr.names().iter().collect::<BTreeSet<_>>() != wanted => Step::failed(
                "ca_csr_names_differ",
                &csr.names().iter().map(DnsName::as_str).collect::<Vec<_>>().join(" "),
            ),
            Ok(_) if wanted.is_empty() || wanted.len() > IDENTIFIERS_MAX => {
                Step::failed("ca_rejected_order", "too many names")
            }
            Ok(_) if names.iter().any(|name| name.is_wildcard() && !self.method(name).proves_wildcards()) => {
                Step::failed("ca_method_not_for_wildcard", self.method(&names[0]).as_str())
            }
            Ok(_) => {
                unasked.remember(self.intent);
                note(Note::Ordering { lost: 0 })
            }
        }
    }

    async fn place(&self, unasked: &Unasked, lost: u32) -> Result<Step, CallError> {
        if !unasked.take(self.intent)
            && let Some(order_url) = self.seek().await?
        {
            return Ok(note(Note::Ordered { order_url, lost }));
        }
        let directory = self.client.directory(self.world).await?;
        let replaced = self.intent.replaces.as_deref().filter(|_| directory.renewal_info.is_some());
        let mut request = NewOrder {
            identifiers: self.identifiers().into_iter().collect(),
            profile: self.client.config.profile.clone(),
            replaces: replaced.and_then(certificate_id),
            ..NewOrder::default()
        };
        let mut reply = self.client.post(&directory.new_order, &request, self.world).await;
        if let Err(CallError::Refused(refused)) = &reply
            && request.replaces.is_some()
            && (400..=409).contains(&refused.status)
        {
            // Replacing is a courtesy between us and the CA's limits, never a reason to issue nothing: the CA may not
            // know the certificate (RFC 9773 section 5), or another account has it. What else is wrong is said again.
            request.replaces = None;
            reply = self.client.post(&directory.new_order, &request, self.world).await;
        }
        match reply {
            Ok(Reply { location: Some(order_url), .. }) => {
                let (connector, issuance) = (&self.client.config.name, self.intent.issuance);
                tracing::info!(%connector, %issuance, order_url, "placed an order at the CA");
                Ok(note(Note::Ordered { order_url, lost }))
            }
            Ok(_) => Err(malformed("an order without a URL")),
            Err(error) => final_refusal(error, "ca_rejected_order"),
        }
    }

    /// An order for the same names that can still be used, in the account's list. Whose proofs it stands on is looked at
    /// when it is asked what has to be placed.
    async fn seek(&self) -> Result<Option<String>, CallError> {
        let (mut page, mut sought) = (self.client.orders_url(self.world).await?, 0);
        for _ in 0..ORDER_PAGES_MAX {
            let Some(url) = page else { return Ok(None) };
            // A list that is announced but not kept is as good as none.
            let Some(reply) = unless_refused(self.client.fetch(&url, self.world).await)? else { return Ok(None) };
            for order_url in json::<Orders>(&reply.body)?.orders {
                sought += 1;
                if sought > ORDERS_SOUGHT_MAX {
                    return Ok(None);
                }
                let order = unless_refused(self.client.object::<Order>(&order_url, self.world).await)?;
                let usable = |order: &Order| matches!(order.status, OrderStatus::Pending | OrderStatus::Ready);
                if order.is_some_and(|order| usable(&order) && self.is_ours(&order)) {
                    return Ok(Some(order_url));
                }
            }
            page = reply.next;
        }
        Ok(None)
    }

    /// Says what has to be placed.
    async fn ask(&self, order_url: String, lost: u32) -> Result<Step, CallError> {
        let Some((order, _)) = self.order(&order_url).await? else { return Ok(order_lost(lost)) };
        if order.status == OrderStatus::Invalid {
            return self.ended(&order, lost).await;
        }
        if !self.is_ours(&order) || order.authorizations.len() > IDENTIFIERS_MAX {
            return Err(malformed("an order for other names"));
        }
        let mut by_name = BTreeMap::new();
        for url in order.authorizations {
            let authz = self.client.object::<Authorization>(&url, self.world).await?;
            let star = if authz.wildcard { "*." } else { "" };
            by_name.insert(format!("{star}{}", authz.identifier.value.to_ascii_lowercase()), (url, authz));
        }
        let (mut authz, mut challenges) = (Vec::new(), Vec::new());
        for name in &self.intent.names {
            let Some((url, found)) = by_name.remove(name.as_str()) else {
                // Proof of a parent (RFC 9444) may be another customer's; the shop does not ask for such orders.
                return Err(malformed("an order without an authorization for one of its names"));
            };
            let challenge_url = match found.status {
                AuthorizationStatus::Valid if self.has_evidence(name) => {
                    challenges.push(self.reuse(name, Some(&found)));
                    None
                }
                AuthorizationStatus::Valid => {
                    self.deactivate(&url).await?;
                    return Ok(order_lost(lost));
                }
                AuthorizationStatus::Pending => {
                    match found.challenges.iter().find(|c| c.kind == self.method(name).as_str()) {
                        None => return Ok(Step::failed("ca_method_not_offered", name.as_str())),
                        Some(offered) => {
                            challenges.push(self.to_place(name, offered)?);
                            Some(offered.url.clone())
                        }
                    }
                }
                _ => return Ok(validation_failed(&found, name.as_str())),
            };
            authz.push(NotedAuthz { name: name.to_string(), url, challenge_url });
        }
        Ok(Step::Prove { upstream: Note::Proving { order_url, authz, lost }.write(), challenges })
    }

    /// Tells the CA of every proof that the shop has seen, each once, and waits for its verdict.
    async fn prove(
        &self,
        order_url: String,
        authz: Vec<NotedAuthz>,
        lost: u32,
        found: &[DnsName],
    ) -> Result<Step, CallError> {
        let Some((order, retry_after)) = self.order(&order_url).await? else { return Ok(order_lost(lost)) };
        match order.status {
            OrderStatus::Invalid => return self.ended(&order, lost).await,
            OrderStatus::Ready | OrderStatus::Processing | OrderStatus::Valid => {
                return self.proven(order_url, authz, lost, found).await;
            }
            OrderStatus::Pending => {}
        }
        let is_found = |noted: &&NotedAuthz| found.iter().any(|name| name.as_str() == noted.name);
        let (mut after, mut looked) = (retry_after, false);
        for noted in authz.iter().filter(|noted| noted.challenge_url.is_some()).filter(is_found) {
            looked = true;
            let reply = self.client.fetch(&noted.url, self.world).await?;
            let state = json::<Authorization>(&reply.body)?;
            let offered = state.challenges.iter().find(|c| Some(&c.url) == noted.challenge_url.as_ref());
            match (state.status, offered.map(|challenge| challenge.status)) {
                (AuthorizationStatus::Pending, Some(ChallengeStatus::Pending)) => {
                    let url = noted.challenge_url.as_deref().unwrap_or_default();
                    self.client.post(url, &serde_json::Map::new(), self.world).await?;
                }
                (AuthorizationStatus::Pending | AuthorizationStatus::Valid, _) => {}
                _ => return Ok(validation_failed(&state, &noted.name)),
            }
            after = after.max(reply.retry_after);
        }
        Ok(Step::Wait { upstream: None, after: after.unwrap_or(if looked { POLL } else { IDLE }) })
    }

    /// The CA is satisfied. Should the shop still wait for a proof that the CA has seen in another order of this customer,
    /// it is told so; one that it has seen of somebody else does not count.
    async fn proven(
        &self,
        order_url: String,
        mut authz: Vec<NotedAuthz>,
        lost: u32,
        found: &[DnsName],
    ) -> Result<Step, CallError> {
        let waits = |noted: &&NotedAuthz| {
            noted.challenge_url.is_some() && !found.iter().any(|name| name.as_str() == noted.name)
        };
        let waiting: Vec<&NotedAuthz> = authz.iter().filter(waits).collect();
        if waiting.is_empty() {
            return Ok(Step::Submit { upstream: Note::Finalizing { order_url }.write() });
        }
        let foreign = waiting.iter().find(|noted| {
            self.intent
                .names
                .iter()
                .find(|name| name.as_str() == noted.name)
                .is_none_or(|name| !self.has_evidence(name))
        });
        if let Some(foreign) = foreign {
            self.deactivate(&foreign.url).await?;
            return Ok(order_lost(lost));
        }
        authz.iter_mut().for_each(|noted| noted.challenge_url = None);
        let challenges = self.intent.names.iter().map(|name| self.reuse(name, None)).collect();
        Ok(Step::Prove { upstream: Note::Proving { order_url, authz, lost }.write(), challenges })
    }

    /// Whether this customer has proven the name before. All customers share the shop's account at the CA, so that the
    /// CA holds a proof says nothing about who gave it.
    fn has_evidence(&self, name: &DnsName) -> bool {
        self.intent.evidence.iter().any(|(proven, ..)| proven == name)
    }

    /// Gives a proof back (RFC 8555 section 7.5.2): its order cannot live any more, and the next one asks anew.
    async fn deactivate(&self, url: &str) -> Result<(), CallError> {
        let (connector, issuance) = (&self.client.config.name, self.intent.issuance);
        tracing::info!(%connector, %issuance, "the CA holds a proof that this customer did not give");
        let request = serde_json::json!({ "status": "deactivated" });
        self.client.post(url, &request, self.world).await.map(drop)
    }

    /// Sends the CSR if it was not sent yet, and fetches the chain once it is there.
    async fn finalize(&self, order_url: &str) -> Result<Step, CallError> {
        let gone = || Step::failed("ca_order_lost", "the CA does not know the order any more");
        let Some((mut order, mut retry_after)) = self.order(order_url).await? else { return Ok(gone()) };
        if order.status == OrderStatus::Ready {
            let request = Finalize { csr: base64url::encode(&self.intent.csr_der) };
            match self.client.post(&order.finalize, &request, self.world).await {
                Ok(reply) => (order, retry_after) = (json(&reply.body)?, reply.retry_after),
                Err(CallError::Refused(refused)) if refused.problem.kind == ErrorType::OrderNotReady => {}
                Err(error) => return final_refusal(error, "ca_rejected_csr"),
            }
        }
        match (order.status, &order.certificate) {
            (OrderStatus::Invalid, _) => self.failed(&order).await,
            (OrderStatus::Valid, Some(url)) => Ok(Step::Issued { chain_der: self.chain(url).await? }),
            (OrderStatus::Valid, None) => Err(malformed("a valid order without a certificate")),
            _ => Ok(Step::Wait { upstream: None, after: retry_after.unwrap_or(POLL) }),
        }
    }

    async fn chain(&self, url: &str) -> Result<Vec<Vec<u8>>, CallError> {
        let reply = self.client.fetch(url, self.world).await?;
        let pile = Certificate::from_pem_all(&reply.body).map_err(|finding| malformed(finding.code))?;
        Ok(tidy_chain(pile).iter().map(|certificate| certificate.der().to_vec()).collect())
    }

    /// The order, `None` when the CA does not know it any more.
    async fn order(&self, url: &str) -> Result<Option<(Order, Option<Duration>)>, CallError> {
        match self.client.fetch(url, self.world).await {
            Ok(reply) => Ok(Some((json(&reply.body)?, reply.retry_after))),
            Err(CallError::Refused(refused)) if refused.status == 404 => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// An order that has become invalid before it was finalized: because a proof was given back, by us or for another
    /// customer, and then the next order asks anew; or because a proof failed.
    async fn ended(&self, order: &Order, lost: u32) -> Result<Step, CallError> {
        for url in order.authorizations.iter().take(IDENTIFIERS_MAX) {
            let authz = unless_refused(self.client.object::<Authorization>(url, self.world).await)?;
            if authz.is_some_and(|authz| authz.status == AuthorizationStatus::Deactivated) {
                return Ok(order_lost(lost));
            }
        }
        self.failed(order).await
    }

    /// An order that has become invalid, with the reason where it says most: at the name whose proof failed.
    async fn failed(&self, order: &Order) -> Result<Step, CallError> {
        for url in order.authorizations.iter().take(IDENTIFIERS_MAX) {
            let authz = unless_refused(self.client.object::<Authorization>(url, self.world).await)?;
            if let Some(authz) = authz.filter(|authz| authz.status == AuthorizationStatus::Invalid) {
                return Ok(validation_failed(&authz, &authz.identifier.value));
            }
        }
        let problem = order.error.clone().unwrap_or_default();
        Ok(Step::failed(code_of(&problem).unwrap_or("ca_order_invalid"), &describe(&problem)))
    }

    fn to_place(&self, name: &DnsName, offered: &AcmeChallenge) -> Result<Challenge, CallError> {
        let token = offered.token.as_deref().filter(|token| is_token(token, TOKEN_OCTETS_MAX));
        let token = token.ok_or_else(|| malformed("a token that is not base64url"))?;
        let (host, proof) = (name.host(), self.client.key.public().key_authorization(token));
        let instruction = match self.method(name) {
            Method::Http => {
                Instruction::File { url: format!("http://{host}/.well-known/acme-challenge/{token}"), content: proof }
            }
            Method::Dns => Instruction::Txt {
                record: format!("_acme-challenge.{host}"),
                value: base64url::encode(Sha256::of(proof.as_bytes()).as_bytes()),
            },
        };
        Ok(Challenge::Place { name: name.clone(), instruction })
    }

    fn reuse(&self, name: &DnsName, authz: Option<&Authorization>) -> Challenge {
        let proof = authz.and_then(|authz| authz.challenges.iter().find(|c| c.status == ChallengeStatus::Valid));
        Challenge::Reuse {
            name: name.clone(),
            method: proof.and_then(|proof| proof.kind.parse().ok()).unwrap_or_else(|| self.method(name)),
            obtained_at: proof.and_then(|p| p.validated.as_deref()?.parse().ok()).unwrap_or(self.world.now),
        }
    }

    fn method(&self, name: &DnsName) -> Method {
        self.intent.method.unwrap_or(if name.is_wildcard() { Method::Dns } else { Method::Http })
    }

    fn is_ours(&self, order: &Order) -> bool {
        order.identifiers.iter().cloned().collect::<BTreeSet<_>>() == self.identifiers()
    }

    fn identifiers(&self) -> BTreeSet<Identifier> {
        self.intent.names.iter().map(|name| Identifier::dns(name.as_str())).collect()
    }
}

fn note(note: Note) -> Step {
    Step::Note { upstream: note.write(), reserved: None }
}

/// The CA has forgotten an order that was not finalized: it cannot live any more, so another one may be placed.
fn order_lost(lost: u32) -> Step {
    if lost >= ORDERS_LOST_MAX {
        return Step::failed("ca_order_lost", "the CA forgets every order");
    }
    note(Note::Ordering { lost: lost + 1 })
}

fn validation_failed(authz: &Authorization, name: &str) -> Step {
    let problem = authz.challenges.iter().find_map(|challenge| challenge.error.as_ref());
    let code = problem.and_then(code_of).unwrap_or("ca_validation_failed");
    Step::failed(code, &format!("{name}: {}", problem.map(describe).unwrap_or_default()))
}

/// A refusal that ends the attempt, or the error that may pass. `malformed` is about the names or the CSR here, since
/// the request itself is of our own making.
fn final_refusal(error: CallError, malformed_code: &'static str) -> Result<Step, CallError> {
    let CallError::Refused(refused) = error else { return Err(error) };
    let code = match refused.problem.kind {
        ErrorType::Malformed if refused.status == 400 => Some(malformed_code),
        _ => code_of(&refused.problem),
    };
    match code {
        Some(code) => Ok(Step::failed(code, &refused.detail())),
        None => Err(CallError::Refused(refused)),
    }
}

/// The finding code of a problem that no repetition mends.
fn code_of(problem: &Problem) -> Option<&'static str> {
    let code = |kind: &ErrorType| match kind {
        ErrorType::BadCsr | ErrorType::BadPublicKey => Some("ca_rejected_csr"),
        ErrorType::Caa => Some("ca_caa_forbids"),
        ErrorType::RejectedIdentifier | ErrorType::UnsupportedIdentifier => Some("ca_rejected_identifier"),
        _ => None,
    };
    code(&problem.kind).or_else(|| problem.subproblems.iter().find_map(|sub| code(&sub.kind)))
}

fn unless_refused<T>(result: Result<T, CallError>) -> Result<Option<T>, ConnectorError> {
    match result {
        Ok(value) => Ok(Some(value)),
        // Being told to slow down is no answer about the thing asked for.
        Err(CallError::Refused(refused)) if matches!(refused.status, 403..=405) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
