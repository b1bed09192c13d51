//! Every route of the table, called by everybody.

use axum::body::Body;
use serde_json::json;
use warifu_app::NewMember;
use warifu_domain::people::{Locale, Role};
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};
use warifu_web::api::{Access, BASE, ROUTES, Route, Verb};

use crate::caller::Caller;

/// Nobody and cookies reach only what is public; a customer reaches what customers may, but nothing of another
/// account's; staff reach everything.
#[test]
fn every_route_says_who_may_call_it() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let order = shop.apply("demo-dv", &["www.example.test"], &KeyPair::generate()).await;
        let stranger = shop.app.register(new_member("taro@example.jp")).await.unwrap();
        let session = shop.app.login("hanako@example.jp", "correct horse battery").await.unwrap();
        let cookie = format!("__Host-warifu={}", session.secret);
        let callers = [
            ("nobody", Caller::nobody(&shop)),
            ("a session", Caller::nobody(&shop).with("cookie", cookie)),
            ("an unknown token", Caller::nobody(&shop).with("authorization", "Bearer wrf_nobody")),
            ("a stranger", Caller::with_token(&shop, &stranger).await),
            ("the customer", Caller::with_token(&shop, &shop.customer).await),
            ("staff", Caller::with_token(&shop, &shop.staff).await),
        ];
        let ids = (order.id.to_string(), order.issuances[0].id.to_string());
        for route in ROUTES {
            for (who, caller) in &callers {
                let answer = call(caller, route, &ids).await;
                let status = answer.status.as_u16();
                let asks_for_one = route.path.contains("/orders/{") || route.path.contains("/issuances/{");
                let refused = match (route.access, *who) {
                    (Access::Public, _) | (_, "staff") => None,
                    (_, "nobody" | "a session" | "an unknown token") => Some(401),
                    (Access::Staff, _) => Some(403),
                    (Access::Customer, "a stranger") if asks_for_one => Some(404),
                    (Access::Customer, _) => None,
                };
                match refused {
                    Some(wanted) => assert_eq!(status, wanted, "{who}: {}: {}", route.path, answer.text()),
                    None => assert!(![401, 403, 500].contains(&status), "{who}: {}: {}", route.path, answer.text()),
                }
                assert_eq!(answer.header("www-authenticate") == "Bearer", status == 401);
            }
        }
        let still = shop.order(order.id).await;
        assert_eq!(still.member, order.member);
    });
}

/// Bodies are complete, so that it is the caller who is judged and not the body.
async fn call(caller: &Caller, route: &Route, (order, issuance): &(String, String)) -> crate::caller::Answer {
    let id = if route.path.contains("/issuances/") { issuance } else { order };
    let path = format!("{BASE}{}", route.path.replace("{id}", id));
    let body = match route.path {
        "/csr/inspect" | "/orders/{id}/reissue" => json!({"csr": "none"}),
        "/certificates/inspect" => json!({"certificate": "none"}),
        "/staff/issuances/{id}/certificate" => json!({"certificate": "none"}),
        "/staff/points/credits" => json!({"account": "hanako@example.jp", "amount": 1, "reference": "access"}),
        "/tokens" => json!({"label": "made by the test"}),
        "/orders" => json!({"product": "none", "csr": "none", "payment": "points",
            "subscriber": {"name": "A", "email": "a@example.jp"}}),
        _ => json!({}),
    };
    let path = if route.path.ends_with("/bundle") { path + "?server=nginx" } else { path };
    match route.verb {
        Verb::Get => caller.get(&path).await,
        Verb::Post => caller.post(&path, &body).await,
        Verb::Delete => caller.send("DELETE", &path, &[], Body::empty()).await,
    }
}

fn new_member(email: &str) -> NewMember {
    NewMember {
        account_name: email.to_owned(),
        email: email.to_owned(),
        password: "correct horse battery".to_owned(),
        locale: Locale::En,
        role: Role::Customer,
    }
}
