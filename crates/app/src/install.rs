//! Whether an issued certificate is served: gathered through `net`, judged by `doctor`.

use std::time::Duration;

use warifu_doctor::{gather_names, judge_install};
use warifu_domain::{
    Command, IssuanceId, Timestamp, issuance::Issuance, issuance::IssuanceState, job::Job, order::Order,
};
use warifu_pki::Finding;
use warifu_store::Changeset;

use crate::{App, Failure, Viewer};

/// Longest that one installation check may take.
const CHECK_TIME_MAX: Duration = Duration::from_secs(20);

/// What an installation check found.
#[derive(Clone, Debug)]
pub struct InstallReport {
    /// Every address of every name presents the certificate.
    pub served: bool,
    /// When it was looked.
    pub checked_at: Timestamp,
    /// What is wrong where, or worth knowing.
    pub findings: Vec<Finding>,
}

impl App {
    /// Looks now whether a certificate is served, and records it when it is.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when there is no such issuance or no certificate yet.
    pub async fn check_install(&self, viewer: &Viewer, id: IssuanceId) -> Result<InstallReport, Failure> {
        let order = self.order_of_issuance(viewer, id).await?;
        let issuance = order.issuance(id).ok_or(Failure::NotFound { what: "issuance" })?;
        let report = self.look_at_install(&order, issuance).await?;
        if report.served && matches!(issuance.state, IssuanceState::Issued { .. }) {
            match self.change_order(order.id, viewer.actor(), |_| Ok(Command::Serve { issuance: id })).await {
                // The worker may have seen it a moment earlier.
                Ok(_) | Err(Failure::Refused(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        if matches!(issuance.state, IssuanceState::Served { .. }) {
            // What the daily look knows may just have been mended: it looks again now.
            let mut changes = Changeset::new();
            self.wake_job(&mut changes, Job::WatchSite(order.id, id), self.now());
            self.commit(changes).await?;
        }
        Ok(report)
    }

    pub(crate) async fn look_at_install(&self, order: &Order, issuance: &Issuance) -> Result<InstallReport, Failure> {
        let in_use = self.in_use(order, issuance).ok_or(Failure::NotFound { what: "certificate" })?;
        let evidence = gather_names(&self.parts.net, &order.names, CHECK_TIME_MAX).await;
        let context = self.context(&evidence, Some(&in_use));
        let verdict = judge_install(&evidence, &context);
        Ok(InstallReport { served: verdict.served, checked_at: self.now(), findings: verdict.findings })
    }
}
