//! Work that runs after a commit. A job is named by a unique key, so asking for it twice is asking once.

use crate::{
    id::{AccountId, IssuanceId, MailId, OrderId, Uuid},
    time::Timestamp,
};

/// A unit of work. It carries ids only: what it needs to know it loads when it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// Take the next step with the CA for an issuance.
    AdvanceIssuance(OrderId, IssuanceId),
    /// Look whether an issued certificate is served.
    CheckInstall(OrderId, IssuanceId),
    /// Send one mail.
    SendMail(MailId),
    /// End an order that was not paid in time.
    LapseOrder(OrderId),
    /// Pay what waits, oldest first, from an account's new points.
    SettleAwaiting(AccountId),
    /// The daily look whether a certificate in use is still served as it should be.
    WatchSite(OrderId, IssuanceId),
    /// Begin the next certificate inside a paid term; the issuance is the one to be followed.
    ContinueOrder(OrderId, IssuanceId),
    /// Ask the CA when it wants the certificate renewed (RFC 9773), and begin the next one earlier if it says so.
    AskRenewalInfo(OrderId, IssuanceId),
    /// Remind, so many days before the certificate in use ends, that a newer one is not installed.
    InstallReminder(OrderId, IssuanceId, u16),
    /// Remind of the end of the term, so many days before it.
    TermNotice(OrderId, u16),
    /// End an order whose term is over.
    EndOrder(OrderId),
    /// Sign and publish the embedded CA's next CRL.
    PublishCrl,
    /// Remove what has served its time: sessions, idempotency keys, finished jobs.
    Housekeeping,
    /// Check the invariants of the whole database.
    VerifyInvariants,
}

impl Job {
    /// The name in tables and in the console.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::AdvanceIssuance(..) => "advance_issuance",
            Self::CheckInstall(..) => "check_install",
            Self::SendMail(_) => "send_mail",
            Self::LapseOrder(_) => "lapse_order",
            Self::SettleAwaiting(_) => "settle_awaiting",
            Self::WatchSite(..) => "watch_site",
            Self::ContinueOrder(..) => "continue_order",
            Self::AskRenewalInfo(..) => "ask_renewal_info",
            Self::InstallReminder(..) => "install_reminder",
            Self::TermNotice(..) => "term_notice",
            Self::EndOrder(_) => "end_order",
            Self::PublishCrl => "publish_crl",
            Self::Housekeeping => "housekeeping",
            Self::VerifyInvariants => "verify_invariants",
        }
    }

    /// The unique key: kind and arguments, separated by colons. [`Job::from_key`] reads it back.
    pub fn key(&self) -> String {
        let kind = self.kind();
        match self {
            Self::AdvanceIssuance(order, issuance)
            | Self::CheckInstall(order, issuance)
            | Self::WatchSite(order, issuance)
            | Self::ContinueOrder(order, issuance)
            | Self::AskRenewalInfo(order, issuance) => format!("{kind}:{order}:{issuance}"),
            Self::SendMail(mail) => format!("{kind}:{mail}"),
            Self::LapseOrder(order) | Self::EndOrder(order) => format!("{kind}:{order}"),
            Self::SettleAwaiting(account) => format!("{kind}:{account}"),
            Self::InstallReminder(order, issuance, days) => format!("{kind}:{order}:{issuance}:{days}"),
            Self::TermNotice(order, days) => format!("{kind}:{order}:{days}"),
            Self::PublishCrl | Self::Housekeeping | Self::VerifyInvariants => kind.to_owned(),
        }
    }

    /// The job that a key names; `None` for a kind this version does not know, which staff then see as dead.
    pub fn from_key(key: &str) -> Option<Self> {
        let mut parts = key.split(':');
        let kind = parts.next()?;
        let mut id = || parts.next().and_then(|text| Uuid::parse_str(text).ok());
        Some(match kind {
            "advance_issuance" => Self::AdvanceIssuance(OrderId(id()?), IssuanceId(id()?)),
            "check_install" => Self::CheckInstall(OrderId(id()?), IssuanceId(id()?)),
            "send_mail" => Self::SendMail(MailId(id()?)),
            "lapse_order" => Self::LapseOrder(OrderId(id()?)),
            "settle_awaiting" => Self::SettleAwaiting(AccountId(id()?)),
            "watch_site" => Self::WatchSite(OrderId(id()?), IssuanceId(id()?)),
            "continue_order" => Self::ContinueOrder(OrderId(id()?), IssuanceId(id()?)),
            "ask_renewal_info" => Self::AskRenewalInfo(OrderId(id()?), IssuanceId(id()?)),
            "install_reminder" => {
                let (order, issuance) = (OrderId(id()?), IssuanceId(id()?));
                Self::InstallReminder(order, issuance, parts.next()?.parse().ok()?)
            }
            "term_notice" => {
                let order = OrderId(id()?);
                Self::TermNotice(order, parts.next()?.parse().ok()?)
            }
            "end_order" => Self::EndOrder(OrderId(id()?)),
            "publish_crl" => Self::PublishCrl,
            "housekeeping" => Self::Housekeeping,
            "verify_invariants" => Self::VerifyInvariants,
            _ => return None,
        })
    }

    /// Whether the job never ends: it schedules itself again.
    pub const fn is_recurring(&self) -> bool {
        matches!(self, Self::PublishCrl | Self::Housekeeping | Self::VerifyInvariants)
    }
}

/// A job with the earliest moment it may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// What to do.
    pub job: Job,
    /// Not before this.
    pub run_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        let order = OrderId(Uuid::from_u128(7));
        let issuance = IssuanceId(Uuid::from_u128(8));
        for job in [
            Job::AdvanceIssuance(order, issuance),
            Job::CheckInstall(order, issuance),
            Job::SendMail(MailId(Uuid::from_u128(9))),
            Job::LapseOrder(order),
            Job::SettleAwaiting(AccountId(Uuid::from_u128(1))),
            Job::WatchSite(order, issuance),
            Job::ContinueOrder(order, issuance),
            Job::AskRenewalInfo(order, issuance),
            Job::InstallReminder(order, issuance, 7),
            Job::TermNotice(order, 90),
            Job::EndOrder(order),
            Job::PublishCrl,
            Job::Housekeeping,
            Job::VerifyInvariants,
        ] {
            assert_eq!(Job::from_key(&job.key()), Some(job));
        }
        for key in ["", "unknown:1", "send_mail", "send_mail:x", "term_notice:00000000-0000-0000-0000-000000000000"] {
            assert_eq!(Job::from_key(key), None, "{key}");
        }
    }
}
