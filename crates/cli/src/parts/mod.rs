//! From settings to parts: each file here makes one part of the shop, and [`assemble`] puts them together.

mod acme;
mod authority;
pub(crate) mod catalogue;
pub(crate) mod database;
mod mailer;
pub(crate) mod network;
mod random;
pub(crate) mod secrets;

use std::{collections::BTreeMap, sync::Arc};

use warifu_app::{App, EMBEDDED, MANUAL, Parts, Settings, SystemClock};
use warifu_ca::{Connector, embedded::Embedded, manual::Manual};
use warifu_doctor::Clients;
use warifu_domain::{
    people::EmailAddress,
    world::{Clock, Random},
};
use warifu_net::{
    Guard, Mailer, Net, TcpDialer,
    fake::{MapResolver, RecordingMailer},
};
use warifu_pki::{Intermediates, roots::Roots};
use warifu_store::Db;

pub(crate) use self::random::{SystemRandom, random_key, random_password};
use crate::{
    config::{Config, ConfigError},
    parts::catalogue::Goods,
    stop::{Doing, Stop},
};

/// What a demonstration has its own of.
pub(crate) struct World {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) net: Net,
    /// To the CAs, which may stand where no customer's name may lead.
    pub(crate) upstream_net: Net,
    pub(crate) mailer: Arc<dyn Mailer>,
    pub(crate) goods: Goods,
}

impl World {
    /// The real one.
    pub(crate) fn outside(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, Stop> {
        let net = network::outside(&config.net, &clock)?;
        let upstream_net = network::to_cas(&config.net, &net);
        let mailer = mailer::make(config, &net)?;
        Ok(Self { clock, net, upstream_net, mailer, goods: catalogue::load(&config.catalogue)? })
    }
}

/// Puts the shop together over an open, migrated database. The embedded CA and the accounts at ACME CAs are made on the
/// first start.
pub(crate) async fn assemble(config: &Config, db: Db, world: World) -> Result<App, Stop> {
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let settings = settings(config)?;
    let mut connectors: BTreeMap<String, Arc<dyn Connector>> = BTreeMap::new();
    connectors.insert(MANUAL.to_owned(), Arc::new(Manual::new(MANUAL)));

    let mut embedded = None;
    if config.embedded_ca.enabled || !config.connectors.is_empty() {
        let master = secrets::master_key(&config.secrets, &*random)?;
        if config.embedded_ca.enabled {
            let keeper = authority::Keeper { db: &db, master: &master, random: &*random };
            let organization = config.embedded_ca.organization.as_deref().unwrap_or(&settings.shop_name);
            let stored = keeper.load_or_create(organization, &settings.base_url, world.clock.now()).await?;
            let connector = Arc::new(Embedded::new(EMBEDDED, stored.open()?));
            connectors.insert(EMBEDDED.to_owned(), Arc::clone(&connector) as _);
            embedded = Some(connector);
        }
        for (name, account) in &config.connectors {
            if connectors.contains_key(name) {
                return Err(ConfigError::key("connectors", format!("`{name}` is taken by warifu itself")).into());
            }
            let keeper = acme::Keeper { db: &db, master: &master, random: &*random, world: &world };
            connectors.insert(name.clone(), keeper.connector(name, account).await?);
        }
    }
    Ok(App::new(Parts {
        db,
        net: world.net,
        upstream_net: world.upstream_net,
        mailer: world.mailer,
        clock: world.clock,
        random,
        catalogue: Arc::new(world.goods.catalogue),
        rule_sets: Arc::new(world.goods.rule_sets),
        standards: Arc::new(world.goods.standards),
        issuers: catalogue::issuers(config.catalogue.dir.as_deref())?,
        roots: catalogue::roots(config.catalogue.dir.as_deref())?,
        intermediates: catalogue::intermediates(config.catalogue.dir.as_deref())?,
        clients: catalogue::clients()?,
        connectors,
        embedded,
        settings,
    }))
}

fn settings(config: &Config) -> Result<Settings, Stop> {
    let base_url = config.server.base_url.as_deref().ok_or(ConfigError::missing("server.base_url"))?;
    let base_url = base_url.trim_end_matches('/');
    if !(base_url.starts_with("https://") || base_url.starts_with("http://")) {
        return Err(ConfigError::key("server.base_url", "must start with https:// or http://").into());
    }
    let mail_from = config.mail.from.as_deref().ok_or(ConfigError::missing("mail.from"))?;
    Ok(Settings {
        base_url: base_url.to_owned(),
        shop_name: config.shop.name.clone().ok_or(ConfigError::missing("shop.name"))?,
        mail_from: EmailAddress::parse(mail_from).doing("`mail.from`")?,
        proxies: config.server.proxies.clone(),
        bank_account: config.shop.bank_account.clone().unwrap_or_default(),
    })
}

/// The shop without a way out, for the operator's work on its people: no CA, no mail, no jobs.
pub(crate) fn offline(db: Db) -> Result<App, Stop> {
    let goods = catalogue::built_in()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let nowhere = Net::new(Arc::new(MapResolver::new()), Arc::new(TcpDialer), Guard::default(), network::now(&clock));
    Ok(App::new(Parts {
        db,
        net: nowhere.clone(),
        upstream_net: nowhere,
        mailer: Arc::new(RecordingMailer::new()),
        clock,
        random: Arc::new(SystemRandom),
        catalogue: Arc::new(goods.catalogue),
        rule_sets: Arc::new(goods.rule_sets),
        standards: Arc::new(goods.standards),
        issuers: catalogue::issuers(None)?,
        roots: Roots::default(),
        intermediates: Intermediates::default(),
        clients: Clients::default(),
        connectors: BTreeMap::new(),
        embedded: None,
        settings: Settings {
            base_url: "http://localhost".to_owned(),
            shop_name: "warifu".to_owned(),
            mail_from: EmailAddress::parse("shop@localhost.invalid").doing("sender")?,
            proxies: vec![],
            bank_account: String::new(),
        },
    }))
}
