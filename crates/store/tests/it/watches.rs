//! What daily looks have found is read back as it was kept.

use warifu_domain::{
    Command,
    watch::{Fault, Severity, Watch},
};
use warifu_store::{Changeset, watches};
use warifu_testkit::engines::check;

use crate::shop::{Shop, later};

#[test]
fn kept_and_replaced() {
    check(async |db| {
        let shop = Shop::open(db, 10_000).await;
        let order = shop.issue(&shop.place(&["a.test"]).await).await;
        let id = order.issuances[0].id;
        shop.step(&order, Command::Serve { issuance: id }, later(6)).await.unwrap();
        assert_eq!(watches::load(&shop.db, id).await.unwrap(), None, "nobody has looked yet");

        let fault = |code: &str, severity| Fault {
            code: code.to_owned(),
            severity,
            params: vec![("address".to_owned(), "[2001:db8::1]".to_owned()), ("why".to_owned(), "\"割符\"".to_owned())],
            source: "install check".to_owned(),
        };
        let found = vec![fault("site_tcp_refused", Severity::Error), fault("site_chain_order", Severity::Warning)];
        let faulty = Watch { looked_at: later(10), found, told: ["site_tcp_refused".to_owned()].into() };
        let well = Watch { looked_at: later(20), found: vec![], told: [].into() };
        for watch in [faulty, well] {
            let mut cs = Changeset::new();
            watches::save(&mut cs, id, &watch);
            shop.db.commit(cs).await.unwrap();
            assert_eq!(watches::load(&shop.db, id).await.unwrap().as_ref(), Some(&watch));
            assert_eq!(watches::of_order(&shop.db, order.id).await.unwrap(), [(id, watch)]);
        }
    });
}
