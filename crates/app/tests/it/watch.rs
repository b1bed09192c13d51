//! The daily look at certificates in use: what is told, how often, and when it stops.

use warifu_domain::{
    IssuanceId, OrderId, Timestamp,
    issuance::IssuedCertificate,
    job::Job,
    mail::MailTemplate,
    order::Order,
    watch::{Watch, next_look},
};
use warifu_net::DnsError;
use warifu_store::{
    jobs::{self, JobRow},
    mails,
};
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};

const NAME: &str = "www.example.test";

/// An order whose second certificate is in use; the first one is the old one.
struct Case {
    shop: TestShop,
    key: KeyPair,
    id: OrderId,
    old: (IssuanceId, IssuedCertificate),
    new: (IssuanceId, IssuedCertificate),
}

/// What the site does.
#[derive(Clone, Copy)]
enum Site {
    ShowsNew,
    ShowsOld,
    /// Its name does not resolve.
    Unreachable,
}

use Site::{ShowsNew, ShowsOld, Unreachable};

impl Case {
    async fn open(db: warifu_store::Db) -> Self {
        let shop = TestShop::open(db).await;
        shop.credit(10_000, "transfer 1").await;
        let key = KeyPair::generate();
        let id = shop.apply("demo-dv", &[NAME], &key).await.id;
        shop.work().await;
        shop.place_proof(id).await;
        shop.work().await;
        let old = serve(&shop, id, &key).await;
        shop.app.reissue(&shop.customer, id, key.csr(&[NAME]).as_bytes()).await.unwrap();
        shop.work().await;
        let new = serve(&shop, id, &key).await;
        Self { shop, key, id, old, new }
    }

    fn set(&self, site: Site) {
        let answer = if matches!(site, Unreachable) {
            Err(DnsError::ServFail)
        } else {
            let (_, certificate) = if matches!(site, ShowsOld) { &self.old } else { &self.new };
            self.shop.site.install(&certificate.chain_der, &self.key);
            Ok(vec!["203.0.113.10".parse().unwrap()])
        };
        self.shop.resolver.set("*.test", answer);
    }

    async fn job(&self, issuance: IssuanceId) -> JobRow {
        let key = Job::WatchSite(self.id, issuance).key();
        jobs::by_key(&self.shop.db, &key).await.unwrap().expect("a job that watches")
    }

    /// Time passes until the next look, which is made.
    async fn look(&self) {
        self.shop.clock.set(self.job(self.new.0).await.run_at);
        self.shop.work().await;
    }

    /// A daily look, with the second look if there is one.
    async fn day(&self) {
        let first = self.job(self.new.0).await.run_at;
        assert_eq!(first, next_look(self.new.0, first.plus_days(-1)), "at its own time of day");
        self.look().await;
        if self.job(self.new.0).await.run_at < first.plus_days(1) {
            self.look().await;
        }
    }

    /// Templates of the mails about the site, the oldest first; as many as there are entries in the record.
    async fn told(&self) -> Vec<&'static str> {
        let mails = mails::of_order(&self.shop.db, self.id, 100).await.unwrap();
        let templates = mails.iter().rev().map(|mail| mail.request.template);
        let told: Vec<_> = templates
            .filter(|template| matches!(template, MailTemplate::SiteFaulty | MailTemplate::SiteWell))
            .map(MailTemplate::as_str)
            .collect();
        let mut events = self.shop.app.events(&self.shop.customer, self.id).await.unwrap();
        events.retain(|event| event.code.starts_with("site_"));
        assert_eq!(events.iter().map(|event| event.code.as_str()).collect::<Vec<_>>(), told);
        told
    }

    async fn order(&self) -> Order {
        self.shop.order(self.id).await
    }

    async fn watch(&self) -> Option<Watch> {
        self.shop.app.watches(&self.order().await).await.unwrap().remove(&self.new.0)
    }

    async fn looked_at(&self) -> Timestamp {
        self.watch().await.expect("a look").looked_at
    }
}

/// Installs the newest certificate and lets the shop see it.
async fn serve(shop: &TestShop, id: OrderId, key: &KeyPair) -> (IssuanceId, IssuedCertificate) {
    let installed = shop.install(id, key).await;
    assert!(shop.app.check_install(&shop.customer, installed.0).await.unwrap().served);
    shop.work().await;
    installed
}

/// Each row is a day: what the site does at the first look and at a second one, and the mail that comes of it.
#[test]
fn one_mail_for_each_change() {
    check(async |db| {
        let case = Case::open(db).await;
        for (day, (first, second, expected)) in [
            (ShowsNew, ShowsNew, None),
            // A single failed look is no news.
            (Unreachable, ShowsNew, None),
            // An old certificate: told once.
            (ShowsOld, ShowsOld, Some("site_faulty")),
            (ShowsOld, ShowsOld, None),
            (ShowsOld, ShowsOld, None),
            // Another fault in its place.
            (Unreachable, Unreachable, Some("site_faulty")),
            (Unreachable, Unreachable, None),
            // A single good look is no news either; two are, and once.
            (ShowsNew, Unreachable, None),
            (ShowsNew, ShowsNew, Some("site_well")),
            (ShowsNew, ShowsNew, None),
        ]
        .into_iter()
        .enumerate()
        {
            let before = case.told().await.len();
            case.set(first);
            let due = case.job(case.new.0).await.run_at;
            case.look().await;
            case.set(second);
            if case.job(case.new.0).await.run_at < due.plus_days(1) {
                case.look().await;
            }
            assert_eq!(case.told().await[before..], Vec::from_iter(expected), "day {day}");
        }
        // In words: the mail names what is presented and what should be, and reached the contact once each.
        let sent = case.shop.mailer.sent();
        let serials = [&case.old, &case.new].map(|(_, certificate)| certificate.serial_hex.as_str());
        let about = sent.iter().filter(|mail| serials.iter().all(|serial| mail.text.contains(serial)));
        assert_eq!(about.map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["hanako@example.jp"]);
        assert_eq!(case.shop.violations().await, [""; 0]);
    });
}

#[test]
fn downtime_is_made_up_for_once() {
    check(async |db| {
        let case = Case::open(db).await;
        case.day().await;
        let looked_at = case.looked_at().await;
        case.shop.clock.advance_seconds(10 * 86_400);
        let back = case.shop.now();
        case.shop.work().await;
        assert_eq!(case.looked_at().await, looked_at, "not at once, with all the others");
        let run_at = case.job(case.new.0).await.run_at;
        assert!(run_at >= back && run_at < back.plus(std::time::Duration::from_secs(6 * 3_600)), "{run_at}");
        case.look().await;
        assert_eq!(case.looked_at().await, run_at);
        assert_eq!(case.job(case.new.0).await.run_at, next_look(case.new.0, run_at), "once for the ten days");
        assert_eq!((case.told().await, case.shop.violations().await), (vec![], vec![]));
    });
}

/// What was replaced is not looked at any more; what has ended rests until the order ends.
#[test]
fn it_ends_by_itself() {
    check(async |db| {
        let case = Case::open(db).await;
        case.shop.advance_days(2).await;
        assert_eq!(case.job(case.old.0).await.state, "done");
        let watches = case.shop.app.watches(&case.order().await).await.unwrap();
        assert_eq!(Vec::from_iter(watches.keys()), [&case.new.0], "the old one never had its day");

        // Nobody installs the next certificate, and this one ends.
        let ends = case.new.1.validity.to;
        case.set(ShowsOld);
        case.shop.clock.set(ends.plus_days(1));
        case.shop.work().await;
        let looked_at = case.looked_at().await;
        assert!(looked_at < ends);
        let term = case.order().await.term().unwrap();
        assert!(case.job(case.new.0).await.run_at > term.to);
        assert_eq!(case.shop.violations().await, [""; 0]);
        case.shop.clock.set(term.to.plus_days(2));
        case.shop.work().await;
        assert_eq!(case.job(case.new.0).await.state, "done");
        assert_eq!((case.looked_at().await, case.told().await), (looked_at, vec![]));
        assert_eq!(case.shop.violations().await, [""; 0]);
    });
}

/// A newer certificate on its way: neither the server that has it nor the one that has not is at fault.
#[test]
fn a_newer_certificate_is_no_fault() {
    check(async |db| {
        let case = Case::open(db).await;
        case.shop.app.reissue(&case.shop.customer, case.id, case.key.csr(&[NAME]).as_bytes()).await.unwrap();
        case.shop.work().await;
        case.day().await;
        assert!(case.watch().await.unwrap().is_well(), "the one in use is still served");
        case.set(ShowsOld);
        case.day().await;
        assert_eq!(case.told().await, ["site_faulty"], "an even older one is a fault");

        // "I have mended it": the shop looks at once, and tells after its second look.
        case.set(ShowsNew);
        case.shop.app.check_install(&case.shop.customer, case.new.0).await.unwrap();
        case.shop.work().await;
        assert_eq!(case.looked_at().await, case.shop.now());
        case.look().await;
        assert_eq!(case.told().await, ["site_faulty", "site_well"]);
        assert_eq!(case.shop.violations().await, [""; 0]);
    });
}
