//! Mails that a decision asks for. One mail per (event, recipient, template), for ever.

use crate::{
    id::{IssuanceId, OrderId},
    people::{EmailAddress, Locale},
};

/// What a mail says; the sentences are in the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailTemplate {
    /// The application has arrived, with what to pay until when.
    OrderReceived,
    /// It is paid; what happens next.
    OrderPaid,
    /// What to place to prove the names.
    ValidationNeeded,
    /// The certificate, as text and zip.
    CertificateIssued,
    /// Every address serves the new certificate.
    InstallConfirmed,
    /// The daily look has found something wrong that was not known.
    SiteFaulty,
    /// What was wrong is well again.
    SiteWell,
    /// The certificate in use ends soon and the newer one is not installed.
    InstallReminder,
    /// The key leaked, so that no further certificate comes before there is a new one.
    KeyLeaked,
    /// The term ends soon; one link renews it.
    TermNotice,
    /// The order was cancelled, with what came back.
    OrderCancelled,
    /// The order was not paid in time.
    OrderLapsed,
    /// The CA did not issue; the points are back.
    IssuanceFailed,
    /// Points were added.
    PointsCredited,
}

impl MailTemplate {
    /// Every template.
    pub const ALL: [Self; 14] = [
        Self::OrderReceived,
        Self::OrderPaid,
        Self::ValidationNeeded,
        Self::CertificateIssued,
        Self::InstallConfirmed,
        Self::SiteFaulty,
        Self::SiteWell,
        Self::InstallReminder,
        Self::KeyLeaked,
        Self::TermNotice,
        Self::OrderCancelled,
        Self::OrderLapsed,
        Self::IssuanceFailed,
        Self::PointsCredited,
    ];

    /// The name in tables, files and locales.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderReceived => "order_received",
            Self::OrderPaid => "order_paid",
            Self::ValidationNeeded => "validation_needed",
            Self::CertificateIssued => "certificate_issued",
            Self::InstallConfirmed => "install_confirmed",
            Self::SiteFaulty => "site_faulty",
            Self::SiteWell => "site_well",
            Self::InstallReminder => "install_reminder",
            Self::KeyLeaked => "key_leaked",
            Self::TermNotice => "term_notice",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderLapsed => "order_lapsed",
            Self::IssuanceFailed => "issuance_failed",
            Self::PointsCredited => "points_credited",
        }
    }

    /// The template of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.as_str() == name)
    }
}

/// A mail to be sent after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRequest {
    /// What it says.
    pub template: MailTemplate,
    /// What happened, unique with recipient and template, as `order:ID` or `issuance:ID:7`.
    pub event: String,
    /// To whom.
    pub to: EmailAddress,
    /// In which language.
    pub locale: Locale,
    /// The order it speaks of.
    pub order: Option<OrderId>,
    /// The issuance it speaks of.
    pub issuance: Option<IssuanceId>,
}
