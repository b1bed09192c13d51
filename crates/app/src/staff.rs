//! What the shop's people do: the queue, issuing by hand, jobs and the record.

use warifu_domain::{
    AccountId, Command, IssuanceId, JobId, OrderId, Timestamp,
    audit::Entry,
    issuance::IssuedCertificate,
    order::Order,
    people::{Account, EmailAddress},
    time::Period,
};
use warifu_pki::{Certificate, Finding, Severity, refuse_private_key, tidy_chain};
use warifu_store::{
    Changeset, CommitError,
    audit::{self, AuditRow},
    ca, jobs, orders, people,
};

use crate::{
    App, Failure, FieldProblem, Page, Viewer,
    orders::{page, parse_cursor},
    parts::MANUAL,
    save::CONFLICTS_MAX,
};

/// Rows of one page of the console's lists.
const ROWS: u32 = 50;

/// A certificate that staff obtained from a CA.
#[derive(Clone, Debug)]
pub struct ManualIssue {
    /// The leaf and its intermediates, PEM, in any order.
    pub pem: Vec<u8>,
}

/// One of the embedded CA's own certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaCertificate {
    /// What relying parties trust.
    Root,
    /// What signs the leaves.
    Intermediate,
}

impl App {
    /// Orders in which somebody has to act, the oldest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff, as with everything here.
    pub async fn queue(&self, viewer: &Viewer, cursor: Option<&str>) -> Result<Page<Order>, Failure> {
        viewer.require_staff()?;
        let after = id_cursor(cursor)?.map(OrderId);
        let items = orders::queue(&self.parts.db, after, ROWS).await?;
        Ok(page(items, ROWS, |order| order.id.to_string()))
    }

    /// Accounts with the address of their first member, the oldest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff.
    pub async fn accounts(
        &self,
        viewer: &Viewer,
        cursor: Option<&str>,
    ) -> Result<Page<(Account, EmailAddress)>, Failure> {
        viewer.require_staff()?;
        let after = id_cursor(cursor)?.map(AccountId);
        let items = people::accounts(&self.parts.db, after, ROWS).await?;
        Ok(page(items, ROWS, |(account, _)| account.id.to_string()))
    }

    /// One account.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff; [`Failure::NotFound`].
    pub async fn account(&self, viewer: &Viewer, id: AccountId) -> Result<Account, Failure> {
        viewer.require_staff()?;
        people::account(&self.parts.db, id).await?.ok_or(Failure::NotFound { what: "account" })
    }

    /// What to type at the CA for an issuance that staff order by hand: field codes and values.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff; [`Failure::NotFound`].
    pub async fn order_sheet(&self, viewer: &Viewer, id: IssuanceId) -> Result<Vec<(&'static str, String)>, Failure> {
        viewer.require_staff()?;
        let order = self.order_of_issuance(viewer, id).await?;
        let issuance = order.issuance(id).ok_or(Failure::NotFound { what: "issuance" })?;
        Ok(warifu_ca::manual::order_sheet(&self.intent_for(&order, issuance).await?))
    }

    /// Takes a certificate that staff obtained; it counts only if key, names, dates and chain match.
    ///
    /// # Errors
    /// [`Failure::Findings`] says what does not match; [`Failure::Refused`] when none is awaited.
    pub async fn manual_issue(&self, viewer: &Viewer, id: IssuanceId, issue: ManualIssue) -> Result<Order, Failure> {
        viewer.require_staff()?;
        let order = self.order_of_issuance(viewer, id).await?;
        let product = self.product_of(&order)?;
        if product.connector != MANUAL {
            return Err(Failure::Invalid(vec![FieldProblem::new("issuance", "issuance_not_manual")]));
        }
        refuse_private_key(&issue.pem).map_err(|finding| Failure::Findings(vec![finding.on("certificate")]))?;
        let pile = Certificate::from_pem_all(&issue.pem).map_err(|finding| Failure::Findings(vec![finding]))?;
        let chain_der = tidy_chain(pile).iter().map(|certificate| certificate.der().to_vec()).collect();
        let issuance = order.issuance(id).ok_or(Failure::NotFound { what: "issuance" })?;
        let certificate = self.judge_issued(&order, issuance, chain_der)?;
        tracing::info!(staff = %viewer.member, issuance = %id, "certificate brought by hand");
        self.change_order(order.id, viewer.actor(), |_| {
            Ok(Command::Issue { issuance: id, certificate: certificate.clone() })
        })
        .await
    }

    /// Jobs in one state or in all, the newest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff; [`Failure::Invalid`] for an unknown state.
    pub async fn jobs(
        &self,
        viewer: &Viewer,
        state: Option<&str>,
        cursor: Option<&str>,
    ) -> Result<Page<jobs::JobRow>, Failure> {
        viewer.require_staff()?;
        if let Some(state) = state.filter(|state| !["ready", "leased", "done", "dead"].contains(state)) {
            return Err(Failure::Invalid(vec![FieldProblem::new("state", "status_unknown").with("value", state)]));
        }
        let before = id_cursor(cursor)?.map(JobId);
        let items = jobs::list(&self.parts.db, state, before, ROWS).await?;
        Ok(page(items, ROWS, |job| job.id.to_string()))
    }

    /// Gives a dead job all its attempts back.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff; [`Failure::NotFound`] when it is not dead.
    pub async fn requeue_job(&self, viewer: &Viewer, id: JobId) -> Result<(), Failure> {
        viewer.require_staff()?;
        let requeue = |changes: &mut Changeset| jobs::requeue(changes, id, self.now());
        match self.act(viewer, "job_requeued", vec![("job", id.to_string())], requeue).await {
            Ok(()) => Ok(()),
            Err(CommitError::Conflict { .. }) => Err(Failure::NotFound { what: "job" }),
            Err(error) => Err(error.into()),
        }
    }

    /// What one of the shop's people does outside any order: the change and its entry in the record are one commit.
    pub(crate) async fn act(
        &self,
        viewer: &Viewer,
        code: &'static str,
        params: Vec<(&'static str, String)>,
        change: impl Fn(&mut Changeset),
    ) -> Result<(), CommitError> {
        let entry = Entry { at: self.now(), actor: viewer.actor(), code, params, issuance: None };
        for _ in 0..CONFLICTS_MAX {
            let end = audit::end(&self.parts.db, viewer.member).await?;
            let mut changes = Changeset::new();
            change(&mut changes);
            audit::append_act(&mut changes, viewer.member, end, &entry);
            match self.commit(changes).await {
                Err(CommitError::Conflict { label: audit::ACT }) => {}
                other => return other,
            }
        }
        Err(CommitError::Unavailable("the record of acts is busy".to_owned()))
    }

    /// Everything that was done, to orders and by the shop's people, the newest first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff; [`Failure::Invalid`] for an unknown cursor.
    pub async fn audit(
        &self,
        viewer: &Viewer,
        cursor: Option<&str>,
    ) -> Result<Page<(Option<OrderId>, AuditRow)>, Failure> {
        viewer.require_staff()?;
        let parse = |text: &str| {
            let mut parts = text.split('~');
            let at = Timestamp::from_unix_micros(parts.next()?.parse().ok()?);
            Some(audit::Cursor { at, subject: parts.next()?.parse().ok()?, seq: parts.next()?.parse().ok()? })
        };
        let unknown = || Failure::Invalid(vec![FieldProblem::new("cursor", "cursor_unknown")]);
        let after = cursor.map(|text| parse(text).ok_or_else(unknown)).transpose()?;
        let items = audit::list(&self.parts.db, after, ROWS).await?;
        let page =
            page(items, ROWS, |(place, ..)| format!("{}~{}~{}", place.at.unix_micros(), place.subject, place.seq));
        Ok(Page { items: page.items.into_iter().map(|(_, order, row)| (order, row)).collect(), next: page.next })
    }

    /// The embedded CA's newest CRL, DER; `None` when there is none.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn crl(&self) -> Result<Option<Vec<u8>>, Failure> {
        Ok(ca::newest_crl(&self.parts.db).await?.map(|crl| crl.der))
    }

    /// A certificate of the embedded CA, DER; `None` when this shop runs no CA.
    pub fn ca_certificate(&self, which: CaCertificate) -> Option<Vec<u8>> {
        let authority = self.parts.embedded.as_ref()?.authority();
        let certificate = match which {
            CaCertificate::Root => authority.root(),
            CaCertificate::Intermediate => authority.intermediate(),
        };
        Some(certificate.der().to_vec())
    }

    /// The embedded CA's root, PEM; `None` when this shop runs no CA.
    pub fn ca_root_pem(&self) -> Option<String> {
        self.parts.embedded.as_ref().map(|embedded| embedded.authority().root().to_pem())
    }

    /// By which rules a certificate of that product is judged: the embedded CA's are nobody's but the operator's.
    fn level(&self, product: &str) -> warifu_pki::Level {
        use warifu_domain::catalogue::Level;
        use warifu_pki::Profile;
        match self.catalogue().product(product) {
            None => warifu_pki::Level::ByPolicy,
            Some(product) if product.connector == "embedded" => warifu_pki::Level::Private,
            Some(product) => warifu_pki::Level::Public(match product.level {
                Level::Dv => Profile::Domain,
                Level::Ov => Profile::Organization,
                Level::Ev => Profile::Extended,
            }),
        }
    }

    /// Compares a chain with what the issuance asks for; only then it is a certificate that counts.
    pub(crate) fn judge_issued(
        &self,
        order: &Order,
        issuance: &warifu_domain::issuance::Issuance,
        chain_der: Vec<Vec<u8>>,
    ) -> Result<IssuedCertificate, Failure> {
        let now = self.now();
        let chain: Result<Vec<Certificate>, _> =
            chain_der.iter().map(|der| Certificate::from_der(der.clone())).collect();
        let unreadable =
            |_| Failure::Findings(vec![Finding::new("certificate_unreadable", Severity::Error, "RFC 5280 4.1")]);
        let chain = chain.map_err(unreadable)?;
        let days_max = self.catalogue().limit_at(now).map_or(1, |limit| limit.validity_days_must);
        let product = self.catalogue().product(&order.product);
        let findings = warifu_pki::check_issued(
            &chain,
            &warifu_pki::Intent {
                spki_sha256: issuance.spki_sha256,
                names: &order.names,
                now: now.unix_seconds(),
                not_after_max: now.plus_days(days_max).unix_seconds(),
                roots: &[],
                standards: self.standards(),
                level: self.level(&order.product),
                issuer: product.map(|product| (&self.parts.issuers, product.ca.as_str())),
            },
        );
        if findings.iter().any(Finding::is_error) {
            return Err(Failure::Findings(findings));
        }
        let leaf = chain.first().ok_or_else(|| Failure::Internal("an empty chain passed".to_owned()))?;
        Ok(IssuedCertificate {
            serial_hex: leaf.serial_hex(),
            validity: Period {
                from: Timestamp::from_unix_seconds(leaf.not_before()),
                to: Timestamp::from_unix_seconds(leaf.not_after()),
            },
            chain_der,
        })
    }
}

fn id_cursor(cursor: Option<&str>) -> Result<Option<warifu_domain::id::Uuid>, Failure> {
    let mut problems = vec![];
    let parsed = parse_cursor(cursor, &mut problems);
    if problems.is_empty() { Ok(parsed) } else { Err(Failure::Invalid(problems)) }
}
