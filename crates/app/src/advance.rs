//! Seeing one issuance through: from the paid order to the certificate, step by step with the CA.
//!
//! Before each act at the CA its intent is stored; after a crash the next run goes on from what is stored. Every save
//! carries the lease, so a worker that lost it changes nothing any more.

use std::time::Duration;

use warifu_ca::{ConnectorError, Intent, Reserved, Step, World};
use warifu_doctor::dcv;
use warifu_domain::{
    Command, DnsName, IssuanceId, OrderId, Refusal, Timestamp, ValidationId, calendar,
    dcv::{Challenge, Instruction, ValidationState},
    issuance::{Issuance, IssuanceState},
    order::{Order, OrderState},
    people::Actor,
    time::Period,
};
use warifu_pki::{Certificate, Finding, Sha256};
use warifu_store::{
    Changeset, CommitError, ca,
    jobs::{self, Lease},
    orders,
};

use crate::{
    App, EMBEDDED, Failure,
    jobs::proof_pause,
    work::{Done, LEASE, Next, Trouble},
};

/// Longest look at one validation file; a hundred slow names must not outlast the lease.
const LOOK_TIME_MAX: Duration = Duration::from_secs(5);
/// Pause while another customer is asked for the same proof.
const PROOF_TAKEN_PAUSE: Duration = Duration::from_secs(3_600);
/// Steps of one run; a whole issuance at a prompt CA takes about six.
const STEPS_MAX: usize = 24;

impl App {
    pub(crate) async fn advance(&self, lease: Lease, order: OrderId, id: IssuanceId) -> Result<Done, Trouble> {
        for _ in 0..STEPS_MAX {
            let order = self.load_order(order).await?;
            let Some(issuance) = order.issuance(id).filter(|issuance| issuance.state.is_open()) else {
                return Ok(Done::finished());
            };
            let OrderState::Active { .. } = order.state else { return Ok(Done::finished()) };
            match self.next_act(&order, issuance).await? {
                Act::Save { command, reserved } => {
                    let proofs = proofs_of(&command);
                    let mut changes = self.changes_for(&order, command)?;
                    for proof in proofs {
                        orders::own_proof(&mut changes, order.account, proof);
                    }
                    if let Some(reserved) = reserved {
                        ca::reserve(&mut changes, &reserved);
                    }
                    jobs::hold(&mut changes, lease, LEASE);
                    match self.commit(changes).await {
                        // The CA asks another customer for the very same: whoever came first is waited for, since from
                        // one proof in place nobody could tell whose it is.
                        Err(CommitError::Conflict { label: orders::PROOF_TAKEN }) => {
                            tracing::warn!(issuance = %id, "the CA asks two customers for the same proof");
                            return Ok(Done::again(self.now().plus(PROOF_TAKEN_PAUSE)));
                        }
                        other => other?,
                    }
                }
                Act::Finish { command, signed } => {
                    let mut changes = self.changes_for(&order, command)?;
                    if let Some((serial, fingerprint)) = signed {
                        ca::signed(&mut changes, &serial, fingerprint, self.now());
                    }
                    return Ok(Done { changes, next: Next::Finished });
                }
                Act::Wait(until) => return Ok(Done::again(until)),
            }
        }
        Err(Trouble::Later { error: "the CA asks for ever more steps".to_owned(), after: None })
    }

    /// Looks at what is due and asks the CA for the next step.
    async fn next_act(&self, order: &Order, issuance: &Issuance) -> Result<Act, Trouble> {
        let now = self.now();
        let id = issuance.id;
        if let IssuanceState::Validating { since } = issuance.state {
            // Also what is in place but not accepted ends here: a random value is good for so long and no longer.
            if since.plus_days(self.catalogue().policy.proof_days_max) < now {
                let (code, detail) = ("proof_overdue".to_owned(), String::new());
                return Ok(Act::finish(Command::Fail { issuance: id, code, detail }));
            }
            let found = self.look_for_proof(issuance).await;
            if !found.is_empty() {
                return Ok(Act::save(Command::FindProof { issuance: id, names: found }));
            }
            if !issuance.all_proven() {
                return Ok(Act::Wait(now.plus(proof_pause(now.since(since)))));
            }
        }
        let product = self.product_of(order)?;
        let connector = self.parts.connectors.get(&product.connector).ok_or_else(|| Trouble::Later {
            error: format!("connector `{}` is not set up", product.connector),
            after: None,
        })?;
        let intent = self.intent_for(order, issuance).await?;
        let found: Vec<DnsName> = issuance.proven().cloned().collect();
        // The built-in CA looks at customers' sites itself; every other connector talks to its CA.
        let net = if product.connector == EMBEDDED { &self.parts.net } else { &self.parts.upstream_net };
        let world = World { net, random: &*self.parts.random, now };
        let step = connector.step(&intent, issuance.upstream.as_deref(), &found, &world).await.map_err(ask_later)?;
        Ok(match step {
            Step::Note { upstream, reserved } => {
                let reserved = reserved.map(|Reserved { serial, tbs }| ca::Reservation {
                    serial,
                    issuance: id,
                    attempt: issuance.attempt,
                    tbs,
                    not_after: intent.validity.to,
                    reserved_at: now,
                });
                Act::Save { command: Command::NoteUpstream { issuance: id, upstream }, reserved }
            }
            Step::Prove { upstream, challenges } => {
                let challenges =
                    challenges.into_iter().map(|challenge| (ValidationId(self.new_id()), challenge)).collect();
                Act::save(Command::AskProof { issuance: id, upstream, challenges })
            }
            Step::Submit { upstream } => Act::save(Command::Submit { issuance: id, upstream }),
            Step::Wait { upstream: Some(upstream), .. } if issuance.upstream.as_ref() != Some(&upstream) => {
                Act::save(Command::NoteUpstream { issuance: id, upstream })
            }
            Step::Wait { after, .. } => Act::Wait(now.plus(after)),
            Step::Issued { chain_der } => self.judge(order, issuance, chain_der, product.connector == EMBEDDED)?,
            Step::Failed { code, detail } => self.give_up_or_try_again(issuance, code, detail),
        })
    }

    /// The certificate counts only if it is what was asked for; anything else is never delivered.
    fn judge(
        &self,
        order: &Order,
        issuance: &Issuance,
        chain_der: Vec<Vec<u8>>,
        embedded: bool,
    ) -> Result<Act, Trouble> {
        match self.judge_issued(order, issuance, chain_der) {
            Ok(certificate) => {
                let leaf = certificate.chain_der.first().filter(|_| embedded);
                let signed = leaf.and_then(|der| Certificate::from_der(der.clone()).ok());
                let signed = signed.map(|leaf| (leaf.serial().to_vec(), leaf.fingerprint()));
                Ok(Act::Finish { command: Command::Issue { issuance: issuance.id, certificate }, signed })
            }
            Err(Failure::Findings(findings)) => {
                let code =
                    findings.iter().find(|finding| finding.is_error()).map_or("certificate_unreadable", |f| f.code);
                tracing::error!(issuance = %issuance.id, code, "the CA's certificate is not what was asked for");
                Ok(Act::finish(Command::Fail { issuance: issuance.id, code: code.to_owned(), detail: String::new() }))
            }
            Err(failure) => Err(failure.into()),
        }
    }

    fn give_up_or_try_again(&self, issuance: &Issuance, code: &'static str, detail: String) -> Act {
        let (id, code) = (issuance.id, code.to_owned());
        if issuance.attempt < warifu_domain::decide::ATTEMPTS_MAX {
            Act::save(Command::TryAgain { issuance: id, code, detail })
        } else {
            Act::finish(Command::Fail { issuance: id, code, detail })
        }
    }

    /// The names whose proof is in place now and was not seen before.
    async fn look_for_proof(&self, issuance: &Issuance) -> Vec<DnsName> {
        let looked = self.look_at_pending(issuance).await;
        looked.into_iter().filter_map(|(name, finding)| finding.is_none().then_some(name)).collect()
    }

    /// Looks at every proof that is pending, as the CA will: the name, and what is wrong with its proof.
    pub(crate) async fn look_at_pending(&self, issuance: &Issuance) -> Vec<(DnsName, Option<Finding>)> {
        let pending = issuance.validations.iter().filter(|v| v.state == ValidationState::Pending);
        let (names, wanted): (Vec<_>, Vec<_>) = pending
            .filter_map(|validation| Some((validation.name.clone(), wanted(validation.instruction.as_ref()?))))
            .unzip();
        let findings = dcv::look_for(&self.parts.net, wanted, LOOK_TIME_MAX).await;
        names.into_iter().zip(findings).collect()
    }

    /// What the shop wants of the CA for this issuance, from what is stored and the rules of today.
    pub(crate) async fn intent_for(&self, order: &Order, issuance: &Issuance) -> Result<Intent, Failure> {
        let now = self.now();
        let product = self.product_of(order)?;
        let term_end = order.term().unwrap_or_else(|| calendar::term(now, order.term_months)).to;
        let wanted = Period::of_certificate_days(now, self.catalogue().validity_days(product, now));
        let validity = Period { from: wanted.from, to: wanted.to.min(term_end) };
        let reuse_days = self.catalogue().limit_at(now).map_or(0, |limit| limit.dcv_reuse_days);
        let since = now.plus_days(-reuse_days);
        let evidence = orders::evidence(&self.parts.db, order.account, &order.names, since)
            .await?
            .into_iter()
            .filter(|evidence| evidence.product == order.product)
            .map(|evidence| (evidence.name, evidence.method, evidence.at))
            .collect();
        let replaces = order.newest_live().and_then(|live| live.state.certificate()?.chain_der.first().cloned());
        Ok(Intent {
            issuance: issuance.id,
            attempt: issuance.attempt,
            csr_der: issuance.csr_der.clone(),
            names: order.names.clone(),
            spki_sha256: issuance.spki_sha256,
            method: order.method,
            validity,
            level: product.level,
            organization: order.subscriber.organization.clone(),
            evidence,
            replaces,
        })
    }

    fn changes_for(&self, order: &Order, command: Command) -> Result<Changeset, Trouble> {
        match warifu_domain::decide(order, command, Actor::System, &self.catalogue().policy, self.now()) {
            Ok(decision) => Ok(self.changes_of(Some(order), &decision)),
            // The order was loaded a moment ago; a step that does not fit it is a fault of the connector or of ours.
            Err(refusal) => Err(unfitting(&refusal)),
        }
    }
}

/// What an issuance needs next.
enum Act {
    /// Save this and go on.
    Save { command: Command, reserved: Option<ca::Reservation> },
    /// Save this with the end of the job.
    Finish { command: Command, signed: Option<(Vec<u8>, Sha256)> },
    /// Nothing before then.
    Wait(Timestamp),
}

impl Act {
    const fn save(command: Command) -> Self {
        Self::Save { command, reserved: None }
    }

    const fn finish(command: Command) -> Self {
        Self::Finish { command, signed: None }
    }
}

/// What the customer is asked to place, each as one value.
fn proofs_of(command: &Command) -> Vec<Sha256> {
    let Command::AskProof { challenges, .. } = command else { return vec![] };
    let value = |challenge: &Challenge| match challenge {
        Challenge::Place { instruction: Instruction::File { url, content }, .. } => Some(format!("{url}\n{content}")),
        Challenge::Place { instruction: Instruction::Txt { record, value }, .. } => Some(format!("{record}\n{value}")),
        Challenge::Reuse { .. } => None,
    };
    challenges.iter().filter_map(|(_, challenge)| Some(Sha256::of(value(challenge)?.as_bytes()))).collect()
}

fn wanted(instruction: &Instruction) -> dcv::Wanted {
    match instruction.clone() {
        Instruction::File { url, content } => dcv::Wanted::File { url, content },
        Instruction::Txt { record, value } => dcv::Wanted::Txt { record, value },
    }
}

pub(crate) fn ask_later(error: ConnectorError) -> Trouble {
    Trouble::Later { error: error.to_string(), after: error.retry_after }
}

fn unfitting(refusal: &Refusal) -> Trouble {
    Trouble::Later { error: format!("the step does not fit the order: {}", refusal.code()), after: None }
}
