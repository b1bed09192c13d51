//! The catalogue that is shipped can be used, and a bad one says where it is bad.

use warifu_domain::catalogue::{Catalogue, CatalogueError};

use crate::sample::{catalogue, start};

const LIMITS: &str = include_str!("../../../../catalogue/pki-limits.toml");
const POLICY: &str = include_str!("../../../../catalogue/policy.toml");

#[test]
fn validity_follows_the_date_of_issue() {
    let catalogue = catalogue();
    let (demo, acme) = (catalogue.product("demo-dv").unwrap(), catalogue.product("acme-dv").unwrap());
    for (at, demo_days, acme_days) in [
        ("2026-03-14T23:59:59Z", 47, 397),
        ("2026-03-15T00:00:00Z", 47, 199),
        ("2026-11-22T00:00:00Z", 47, 199),
        ("2027-03-14T23:59:59Z", 47, 199),
        ("2027-03-15T00:00:00Z", 47, 99),
        ("2029-03-15T00:00:00Z", 46, 46),
    ] {
        let at = at.parse().unwrap();
        assert_eq!(catalogue.validity_days(demo, at), demo_days, "{at}");
        assert_eq!(catalogue.validity_days(acme, at), acme_days, "{at}");
    }
    assert_eq!(catalogue.limit_at(start()).unwrap().dcv_reuse_days, 200);
}

#[test]
fn a_bad_catalogue_says_where() {
    let product = |id: &str, rest: &str| {
        format!(
            "[[product]]\nid = \"{id}\"\nca = \"x\"\nconnector = \"x\"\nlevel = \"dv\"\nnames_max = 1\n\
             rule_set = \"x\"\nname = {{ ja = \"x\", en = \"x\" }}\nsummary = {{ ja = \"x\", en = \"x\" }}\n{rest}\n"
        )
    };
    let fine = "wildcard = \"forbid\"\nprice_yen = { 12 = 1 }";
    for (products, expected) in [
        (product("a", fine) + &product("a", fine), "the id is used twice"),
        (product("a", "wildcard = \"forbid\"\nprice_yen = {}"), "needs at least one term and one name"),
        (product("a", "wildcard = \"forbid\"\nprice_yen = { x = 1 }"), "whole positive numbers"),
        (
            product("a", "wildcard = \"allow\"\nprice_yen = { 12 = 1 }\nvalidation_methods = [\"http-01\"]"),
            "no method proves them",
        ),
        (product("a", "wildcard = \"perhaps\"\nprice_yen = { 12 = 1 }"), "unknown variant"),
        (product("a", fine).replace("ca =", "colour ="), "unknown field `colour`"),
    ] {
        let error = Catalogue::parse(&products, LIMITS, POLICY).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.to_string().starts_with("products.toml"), "{error}");
    }
    let error = Catalogue::parse(&product("a", fine), "limit = []\nsct = []\nshort_lived = []", POLICY).unwrap_err();
    assert!(matches!(error, CatalogueError::Syntax { file: "pki-limits.toml", .. }), "{error}");
}
