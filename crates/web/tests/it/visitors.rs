//! Every page of the tables, opened by every kind of visitor.

use axum::body::Body;
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};
use warifu_web::{api::Access, console, shop};

use crate::caller::{Answer, Caller};

/// Nobody is sent to log in wherever it matters who they are; customers are refused what is for staff; nothing else is
/// refused for who asks.
#[test]
fn every_page_says_who_may_open_it() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let order = shop.apply("demo-dv", &["www.example.test"], &KeyPair::generate()).await;
        let ids = (order.id.to_string(), order.issuances[0].id.to_string());
        let mut visitors = vec![("nobody", Caller::nobody(&shop))];
        for (who, email) in [("customer", "hanako@example.jp"), ("staff", "staff@example.jp")] {
            let session = shop.app.login(email, "correct horse battery").await.unwrap();
            visitors.push((who, Caller::nobody(&shop).with("cookie", format!("__Host-warifu={}", session.secret))));
        }
        for (access, path, _) in shop::ROUTES.iter().chain(console::ROUTES) {
            let path = filled(path, &ids);
            for (who, visitor) in &visitors {
                let mut answered = path == "/logout";
                for method in ["GET", "POST"] {
                    // Logging out would end the walk for this visitor.
                    if path == "/logout" && *who != "nobody" {
                        continue;
                    }
                    let answer = open(visitor, method, &path).await;
                    let status = answer.status.as_u16();
                    if status == 405 {
                        continue;
                    }
                    answered = true;
                    let at = format!("{who}: {method} {path}: {status}");
                    let to_login = answer.header("location").starts_with("/login");
                    match (access, *who) {
                        (Access::Customer | Access::Staff, "nobody") => assert!(status == 303 && to_login, "{at}"),
                        (Access::Staff, "customer") => assert_eq!(status, 403, "{at}"),
                        (Access::Public, _) if method == "GET" => {
                            assert!([200, 303, 404].contains(&status) && !to_login, "{at}");
                        }
                        _ => assert!(![401, 403, 500].contains(&status) && !to_login, "{at}"),
                    }
                }
                assert!(answered, "{path} answers neither method");
            }
        }
    });
}

/// The path with an order, an issuance and codes that are there where it takes one.
fn filled(path: &str, (order, issuance): &(String, String)) -> String {
    let first = if path.contains("/orders/") { order } else { issuance };
    path.replace("{id}", first).replace("{issuance}", issuance).replace("{code}", "private_key_pasted")
}

/// An empty form of the kind that every handler reads.
async fn open(visitor: &Caller, method: &str, path: &str) -> Answer {
    match method {
        "GET" => visitor.get(path).await,
        _ => {
            let form = [("content-type", "application/x-www-form-urlencoded")];
            visitor.send(method, path, &form, Body::empty()).await
        }
    }
}
