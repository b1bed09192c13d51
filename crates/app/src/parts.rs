//! What the use cases work with, handed in by whoever starts the shop.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use warifu_ca::Connector;
use warifu_doctor::Clients;
use warifu_domain::{
    catalogue::Catalogue,
    people::EmailAddress,
    world::{Clock, Random},
};
use warifu_net::{Cidr, Mailer, Net};
use warifu_pki::{Intermediates, Issuers, RuleSet, Standards, roots::Roots};
use warifu_store::Db;

use crate::limiter::Limiter;

/// Connector of the built-in CA, as products name it.
pub const EMBEDDED: &str = "embedded";
/// Connector of products that staff order by hand, as products name it.
pub const MANUAL: &str = "manual";

/// Rule sets by id.
pub type RuleSets = BTreeMap<String, RuleSet>;

/// Facts about this shop.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where customers reach it, without a trailing slash; links in mails start with it.
    pub base_url: String,
    /// Its name.
    pub shop_name: String,
    /// Sender of its mails.
    pub mail_from: EmailAddress,
    /// Blocks of addresses in which the shop's own reverse proxies stand; what they say about a client's address counts.
    pub proxies: Vec<Cidr>,
    /// Bank account for transfers, as printed in mails and on the points page.
    pub bank_account: String,
}

/// Everything from outside that the use cases need.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The way to customers' sites.
    pub net: Net,
    /// The way to the CAs that the operator has set up. It has a guard of its own, because a CA's answers name further
    /// addresses, and a CA inside the house must not open the house to customers' names.
    pub upstream_net: Net,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub random: Arc<dyn Random>,
    /// What is sold and by which rules.
    pub catalogue: Arc<Catalogue>,
    /// Rule sets that the catalogue names.
    pub rule_sets: Arc<RuleSets>,
    /// The dated rules that hold for every CA.
    pub standards: Arc<Standards>,
    /// Who may issue for the CAs that products name.
    pub issuers: Issuers,
    /// The roots that browsers trust.
    pub roots: Roots,
    /// The public CAs' intermediates.
    pub intermediates: Intermediates,
    /// What browsers and devices know, by a dated table.
    pub clients: Clients,
    /// The CAs by connector name.
    pub connectors: BTreeMap<String, Arc<dyn Connector>>,
    /// The built-in CA, if this shop runs one; it is among the connectors too, and signs CRLs.
    pub embedded: Option<Arc<warifu_ca::embedded::Embedded>>,
    /// Facts about this shop.
    pub settings: Settings,
}

/// The shop. Cheap to clone; every clone is the same shop.
#[derive(Clone)]
pub struct App {
    pub(crate) parts: Arc<Parts>,
    /// What [`App::roots`] gives.
    pub(crate) roots: Arc<OnceLock<Roots>>,
    /// The root of the built-in CA, if this shop runs one.
    pub(crate) own_roots: Option<Arc<Roots>>,
    /// Password hashing costs 19 MiB and 50 ms each time: only this many at once.
    pub(crate) hashing: Arc<tokio::sync::Semaphore>,
    /// Who has asked for a look within the last minute.
    pub(crate) looks: Arc<Limiter>,
    /// Places for looks that run at the same time.
    pub(crate) looking: Arc<tokio::sync::Semaphore>,
    /// Places for daily looks that run at the same time.
    pub(crate) watching: Arc<tokio::sync::Semaphore>,
    /// Tells the worker of this process that a job may be due.
    pub(crate) wake: Arc<tokio::sync::Notify>,
}

/// Concurrent password hashes.
const HASHES_MAX: usize = 2;

impl App {
    /// The shop made of these parts.
    pub fn new(parts: Parts) -> Self {
        let own_root = parts.embedded.as_ref().map(|embedded| embedded.authority().root().clone());
        let looks_at_once = parts.catalogue.policy.doctor.looks_at_once_max;
        let watching = parts.catalogue.policy.watch.side_by_side_max;
        Self {
            looks: Arc::default(),
            looking: Arc::new(tokio::sync::Semaphore::new(looks_at_once)),
            own_roots: own_root.map(|root| Arc::new(Roots::of(vec![root]))),
            parts: Arc::new(parts),
            roots: Arc::default(),
            hashing: Arc::new(tokio::sync::Semaphore::new(HASHES_MAX)),
            watching: Arc::new(tokio::sync::Semaphore::new(watching)),
            wake: Arc::new(tokio::sync::Notify::new()),
        }
    }

    /// Facts about this shop.
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    /// What is sold and by which rules.
    pub fn catalogue(&self) -> &Catalogue {
        &self.parts.catalogue
    }

    /// The roots that browsers trust, and this shop's own.
    pub fn roots(&self) -> &Roots {
        self.roots.get_or_init(|| {
            let own = self.own_roots.iter().flat_map(|own| own.iter()).map(|root| root.certificate.clone());
            own.fold(self.parts.roots.clone(), Roots::and)
        })
    }

    /// The shop's present moment.
    pub fn now(&self) -> warifu_domain::Timestamp {
        self.parts.clock.now()
    }

    /// Whether the shop can buy through the connector `name`; a product whose connector is not set up is shown as
    /// not available.
    pub fn has_connector(&self, name: &str) -> bool {
        self.parts.connectors.contains_key(name)
    }
}
