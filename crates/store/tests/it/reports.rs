//! What the doctor saw: an account's own, the newest only, and for a time only.

use warifu_domain::{IssuanceId, OrderId, ReportId};
use warifu_store::{
    Changeset, CommitError, Db,
    reports::{self, Report},
};
use warifu_testkit::engines::check;

use crate::shop::{Shop, id, later};

async fn add(db: &Db, report: &Report, others_max: u32) -> Result<(), CommitError> {
    let mut cs = Changeset::new();
    reports::add(&mut cs, report, others_max);
    db.commit(cs).await.map(drop)
}

#[test]
fn reports_are_the_accounts_own_and_few() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        let (other, _) = shop.register("jiro@example.jp").await;
        let made = |number: u64| Report {
            id: ReportId(id()),
            account: if number == 0 { other } else { shop.account },
            site: format!("site{number}.example.jp:443"),
            made_at: later(number),
            evidence: format!("{{\"at\":{number},\"hosts\":[]}}"),
            issuance: None,
        };
        let all: Vec<Report> = (0..5).map(made).collect();
        for report in &all {
            add(&shop.db, report, 2).await.unwrap();
        }
        let sites = async |account, before| {
            let listed = reports::list(&shop.db, account, before, 10).await.unwrap();
            listed.into_iter().map(|report| report.site[..5].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(sites(shop.account, None).await, ["site4", "site3", "site2"], "the third before it made room");
        assert_eq!(sites(shop.account, Some(all[3].id)).await, ["site2"]);
        assert_eq!(sites(other, None).await, ["site0"], "nobody makes room in another account");

        let load = async |report: &Report, account| reports::load(&shop.db, report.id, account).await.unwrap();
        assert_eq!(load(&all[4], shop.account).await.as_ref(), Some(&all[4]));
        assert_eq!(load(&all[4], other).await, None);
        assert_eq!(load(&all[1], shop.account).await, None);

        assert_eq!(reports::forget(&shop.db, later(3), 10).await.unwrap(), 2, "site0 and site2");
        assert_eq!(reports::forget(&shop.db, later(3), 10).await.unwrap(), 0);
        assert_eq!(sites(shop.account, None).await, ["site4", "site3"]);

        let nobodys = Report { issuance: Some((OrderId(id()), IssuanceId(id()))), ..made(5) };
        assert!(add(&shop.db, &nobodys, 2).await.is_err(), "an order that is not there");
    });
}
