//! A whole shop in one process: real database, real embedded CA, real jobs; names, time and mail are doubles.

use std::{collections::BTreeMap, ops::Deref, sync::Arc};

use warifu_app::{
    App, Apply, ApplySubscriber, Credit, EMBEDDED, MANUAL, NewMember, Parts, Settings, Viewer, Worker, WorkerSettings,
};
use warifu_ca::{
    Connector, Intent, Step, World,
    embedded::{Authority, AuthorityNames, Embedded, KeyChoice, Publication},
    manual::Manual,
};
use warifu_domain::{
    Command, DnsName, IssuanceId, JobId, OrderId, Timestamp,
    catalogue::{Catalogue, Level},
    dcv::{Instruction, Method},
    decide,
    id::uuid_v7,
    issuance::{IssuedCertificate, RevocationReason},
    job::Job,
    order::Order,
    people::{Actor, EmailAddress, Locale, Role},
    time::Period,
    world::Random,
};
use warifu_net::{
    Guard, Mailer, Net, TcpDialer,
    fake::{MapResolver, PortMapDialer, RecordingMailer},
};
use warifu_pki::Csr;
use warifu_store::{
    Changeset, Db,
    decisions::{self, Supply},
    jobs::{self, NewJob},
};

use crate::{
    site::{KeyPair, Site},
    world::{SeededRandom, TestClock},
};

/// Every name below `test` has this address; port 443 leads to the site.
const SITE: &str = "203.0.113.10";

/// In this shop Sectigo signs as `warifu`, because [`TestShop::foreign_certificate`] does.
const ISSUERS: &str = r#"
    [[issuer]]
    ca = "Sectigo"
    organization = "warifu"
    source = "made up"
    as_of = "2026-11-22"
"#;

/// A shop with one customer, one of its people, and the customer's site.
pub struct TestShop {
    pub app: App,
    pub db: Db,
    pub net: Net,
    pub clock: Arc<TestClock>,
    pub resolver: Arc<MapResolver>,
    pub dialer: Arc<PortMapDialer>,
    pub mailer: Arc<RecordingMailer>,
    pub site: Site,
    pub customer: Viewer,
    pub staff: Viewer,
    pub worker: Worker,
}

impl TestShop {
    /// A shop on a migrated database, at noon in Japan of the day it opened.
    pub async fn open(db: Db) -> Self {
        let clock = Arc::new(TestClock::at("2026-11-22T03:00:00Z".parse().unwrap()));
        let random = Arc::new(SeededRandom::new(42));
        let resolver = Arc::new(MapResolver::new());
        resolver.set("*.test", Ok(vec![SITE.parse().unwrap()]));
        let site = Site::start().await;
        let dialer = Arc::new(PortMapDialer::new(Arc::new(TcpDialer)));
        dialer.map(format!("{SITE}:443").parse().unwrap(), site.address);
        let now = {
            let clock = Arc::clone(&clock);
            Arc::new(move || warifu_domain::world::Clock::now(&*clock).unix_seconds())
        };
        let guard = Guard::new(vec!["203.0.113.0/24".parse().unwrap()]);
        let net = Net::new(Arc::clone(&resolver) as _, Arc::clone(&dialer) as _, guard, now);
        let mailer = Arc::new(RecordingMailer::new());

        let embedded = Arc::new(Embedded::new(EMBEDDED, authority("warifu", &clock, &random)));
        let connectors = BTreeMap::from([
            (EMBEDDED.to_owned(), Arc::clone(&embedded) as Arc<dyn Connector>),
            (MANUAL.to_owned(), Arc::new(Manual::new(MANUAL)) as Arc<dyn Connector>),
        ]);
        let app = App::new(Parts {
            db: db.clone(),
            net: net.clone(),
            upstream_net: net.clone(),
            mailer: Arc::clone(&mailer) as Arc<dyn Mailer>,
            clock: Arc::clone(&clock) as _,
            random,
            catalogue: Arc::new(catalogue()),
            rule_sets: Arc::new(rule_sets()),
            standards: Arc::new(standards()),
            issuers: warifu_pki::Issuers::parse(ISSUERS).unwrap(),
            roots: warifu_pki::roots::Roots::default(),
            intermediates: warifu_pki::Intermediates::default(),
            clients: clients(),
            connectors,
            embedded: Some(embedded),
            settings: Settings {
                base_url: "https://shop.example.jp".to_owned(),
                shop_name: "warifu".to_owned(),
                proxies: vec!["127.0.0.0/8".parse().unwrap()],
                mail_from: EmailAddress::parse("shop@example.jp").unwrap(),
                bank_account: "Sample Bank, main branch, 1234567".to_owned(),
            },
        });
        let customer = member(&app, "hanako@example.jp", Role::Customer).await;
        let staff = member(&app, "staff@example.jp", Role::Staff).await;
        let worker = Worker::new(app.clone(), "test", WorkerSettings { concurrency: 8 });
        Self { app, db, net, clock, resolver, dialer, mailer, site, customer, staff, worker }
    }

    /// Staff credit the customer.
    pub async fn credit(&self, amount: i64, reference: &str) {
        let account = self.customer.account.to_string();
        let credit = Credit { account, amount, reference: reference.to_owned() };
        self.app.credit(&self.staff, credit).await.unwrap();
    }

    /// The customer applies for `names` with this key, proven by DNS.
    pub async fn apply(&self, product: &str, names: &[&str], key: &KeyPair) -> Order {
        self.app.apply(&self.customer, application(product, names, key), None).await.unwrap().order
    }

    /// Runs every job that is due.
    pub async fn work(&self) -> usize {
        self.worker.drain(10_000).await
    }

    /// Does what is done every hour.
    pub async fn keep_house(&self) {
        let (id, now) = (JobId(uuid_v7(self.now(), [7; 10])), self.now());
        let mut changes = Changeset::new();
        jobs::wake(&mut changes, &NewJob { id, job: Job::Housekeeping, run_at: now, attempts_max: 1, created_at: now });
        self.db.commit(changes).await.unwrap();
        self.work().await;
    }

    /// The order as it is now.
    pub async fn order(&self, id: OrderId) -> Order {
        self.app.order(&self.staff, id).await.unwrap()
    }

    /// Does what the open issuance's instructions say.
    pub async fn place_proof(&self, id: OrderId) {
        let order = self.order(id).await;
        let open = order.open_issuance().expect("an issuance that waits for proof");
        for validation in &open.validations {
            match validation.instruction.as_ref() {
                Some(Instruction::Txt { record, value }) => self.resolver.set_txt(record, &[value]),
                Some(Instruction::File { .. }) => panic!("the test site has no web pages: apply with dns-01"),
                None => {}
            }
        }
        self.app.check_proof(&self.customer, id).await.unwrap();
    }

    /// Installs the newest certificate of the order on the site.
    pub async fn install(&self, id: OrderId, key: &KeyPair) -> (IssuanceId, IssuedCertificate) {
        let order = self.order(id).await;
        let live = order.newest_live().expect("a certificate");
        let certificate = live.state.certificate().unwrap().clone();
        self.site.install(&certificate.chain_der, key);
        (live.id, certificate)
    }

    /// The certificate of the order's issuance at `position` is revoked, as the CA reports it.
    pub async fn revoke(&self, id: OrderId, position: usize, reason: RevocationReason) {
        let (order, now) = (self.order(id).await, self.now());
        let command = Command::Revoke { issuance: order.issuances[position].id, reason };
        let decision = decide(&order, command, Actor::System, &self.app.catalogue().policy, now).unwrap();
        let random = SeededRandom::new(now.unix_seconds().unsigned_abs());
        let mut new_id = || {
            let mut octets = [0; 10];
            random.fill(&mut octets);
            uuid_v7(now, octets)
        };
        let mut changes = Changeset::new();
        decisions::save(
            &mut changes,
            Some(&order),
            &decision,
            Supply { now, new_id: &mut new_id, attempts_max: |_| 8 },
        );
        self.db.commit(changes).await.unwrap();
    }

    /// Time passes in steps, with every job that falls due on the way, as in a shop that is open.
    pub async fn advance_days(&self, days: i64) {
        for _ in 0..days * 4 {
            self.clock.advance_seconds(6 * 3_600);
            self.work().await;
        }
    }

    /// A certificate for `name` with its chain and root, PEM, by a CA that the shop does not know.
    pub async fn foreign_certificate(&self, organization: &str, key: &KeyPair, name: &str) -> String {
        let random = SeededRandom::new(7);
        let ca = Embedded::new("foreign", authority(organization, &self.clock, &random));
        let csr = warifu_pki::pem::decode_all(key.csr(&[name]).as_bytes()).unwrap().remove(0);
        let csr = Csr::from_der(csr.der).unwrap();
        let (name, method) = (DnsName::parse(name).unwrap(), Method::Dns);
        let intent = Intent {
            issuance: IssuanceId(warifu_domain::id::Uuid::nil()),
            attempt: 1,
            csr_der: csr.der().to_vec(),
            spki_sha256: csr.spki_sha256(),
            names: vec![name.clone()],
            method: Some(method),
            validity: Period::of_certificate_days(self.now(), 90),
            level: Level::Dv,
            organization: None,
            evidence: vec![(name, method, self.now())],
            replaces: None,
        };
        let world = World { net: &self.net, random: &random, now: self.now() };
        let mut note: Option<String> = None;
        loop {
            note = match ca.step(&intent, note.as_deref(), &intent.names, &world).await.unwrap() {
                Step::Prove { upstream, .. } | Step::Submit { upstream } | Step::Note { upstream, .. } => {
                    Some(upstream)
                }
                Step::Issued { chain_der } => {
                    let pem = |der: &Vec<u8>| warifu_pki::pem::encode("CERTIFICATE", der);
                    return chain_der.iter().map(pem).collect::<String>() + &ca.authority().root().to_pem();
                }
                other => panic!("{other:?}"),
            };
        }
    }

    /// Violated invariants, as text.
    pub async fn violations(&self) -> Vec<String> {
        let violations = warifu_store::verify::run(&self.db).await.unwrap();
        violations.iter().map(|v| format!("{} {} {}", v.invariant, v.what, v.subject)).collect()
    }

    pub fn now(&self) -> Timestamp {
        self.app.now()
    }
}

/// An application as a customer sends it.
pub fn application(product: &str, names: &[&str], key: &KeyPair) -> Apply {
    Apply {
        product: product.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        csr: key.csr(names).into_bytes(),
        term_months: None,
        subscriber: ApplySubscriber {
            name: "Hanako Yamada".to_owned(),
            email: "owner@example.jp".to_owned(),
            organization: Some("Example K.K.".to_owned()),
        },
        delivery_email: Some("server@example.jp".to_owned()),
        payment: "points".to_owned(),
        // The test site answers by DNS; a product whose CA arranges the proof takes no method.
        validation_method: (!product.starts_with("manual")).then(|| "dns-01".to_owned()),
        renews: None,
    }
}

/// The catalogue that ships.
pub fn catalogue() -> Catalogue {
    Catalogue::parse(
        include_str!("../../../catalogue/products.toml"),
        include_str!("../../../catalogue/pki-limits.toml"),
        include_str!("../../../catalogue/policy.toml"),
    )
    .unwrap()
}

fn standards() -> warifu_pki::Standards {
    warifu_pki::Standards::parse(
        include_str!("../../../catalogue/standards.toml"),
        include_str!("../../../catalogue/pki-limits.toml"),
    )
    .unwrap()
}

fn clients() -> warifu_doctor::Clients {
    warifu_doctor::Clients::parse(
        include_str!("../../../catalogue/clients.toml"),
        include_str!("../../../catalogue/handsets.toml"),
    )
    .unwrap()
}

fn rule_sets() -> BTreeMap<String, warifu_pki::RuleSet> {
    [
        include_str!("../../../catalogue/rules/private.toml"),
        include_str!("../../../catalogue/rules/sectigo.toml"),
        include_str!("../../../catalogue/rules/shop-common.toml"),
    ]
    .into_iter()
    .map(|text| toml::from_str::<warifu_pki::RuleSet>(text).unwrap())
    .map(|rules| (rules.id.clone(), rules))
    .collect()
}

fn authority(organization: &str, clock: &TestClock, random: &SeededRandom) -> Authority {
    let names = AuthorityNames {
        country: "JP".to_owned(),
        organization: organization.to_owned(),
        root: "warifu test root".to_owned(),
        intermediate: "warifu test CA 1".to_owned(),
    };
    let publication = || Publication::under("http://ca.example.test");
    let now = warifu_domain::world::Clock::now(clock);
    let made = Authority::create(&names, KeyChoice::P256, &publication(), now, random).unwrap();
    Authority::open(
        &made.root_certificate,
        &made.intermediate_certificate,
        made.intermediate_key.deref(),
        publication(),
    )
    .unwrap()
}

async fn member(app: &App, email: &str, role: Role) -> Viewer {
    let new = NewMember {
        account_name: email.to_owned(),
        email: email.to_owned(),
        password: "correct horse battery".to_owned(),
        locale: Locale::Ja,
        role,
    };
    app.register(new).await.unwrap()
}
