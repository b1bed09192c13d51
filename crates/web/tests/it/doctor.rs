//! The doctor over the web: what is never looked at, how often anybody may ask, and who sees what was seen.

use axum::body::Body;
use serde_json::{Value, json};
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};

use crate::caller::{Answer, Caller};

/// Time until an account may ask as often as it likes again.
const MINUTE: i64 = 60;

const DAY: i64 = 86_400;

fn quick(host: &str) -> Value {
    json!({"host": host, "profile": "quick"})
}

async fn form(caller: &Caller, body: &str) -> Answer {
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    caller.send("POST", "/doctor", &kind, Body::from(body.to_owned())).await
}

/// What the guard refuses, however it is written and wherever it comes from, is answered as a name without an address.
#[test]
fn refused_targets_look_as_if_they_were_not_there() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await;
        let ip = |text: &str| vec![text.parse().unwrap()];
        shop.resolver.set("empty.example.com", Ok(vec![]));
        for (name, address) in [
            ("private.example.com", "10.0.0.1"),
            ("loopback.example.com", "127.0.0.1"),
            ("metadata.example.com", "169.254.169.254"),
            ("mapped.example.com", "::ffff:192.168.0.1"),
            ("site.intra", "192.168.0.1"),
        ] {
            shop.resolver.set(name, Ok(ip(address)));
        }
        // Refused at first, so that it does not matter what is said later.
        shop.resolver.set_sequence("rebinds.example.com", [Ok(ip("10.0.0.1")), Ok(ip("203.0.113.10"))]);
        let seen = async |host: &str| {
            shop.clock.advance_seconds(MINUTE);
            let mut report = customer.post("/api/v1/doctor", &quick(host)).await.json(200);
            for changing in ["id", "kept_until", "at", "took_ms", "site"] {
                report.as_object_mut().unwrap().remove(changing);
            }
            for finding in report["findings"].as_array_mut().unwrap() {
                for worded in ["params", "message", "fix"] {
                    finding.as_object_mut().unwrap().remove(worded);
                }
            }
            report
        };
        let wanted = seen("empty.example.com").await;
        assert_eq!(wanted["findings"][0]["code"], "site_dns_no_address", "{wanted}");
        assert_eq!((&wanted["connections"], wanted["addresses"].as_array().unwrap().len()), (&json!(0), 0));
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "10.1.2.3",
            "192.168.1.1:8443",
            "169.254.169.254",
            "100.100.100.200",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "http://10.0.0.1/latest/meta-data",
            "[::1]",
            "::1",
            "[::ffff:10.0.0.1]:443",
            "[64:ff9b::a00:1]",
            "[2002:a00:1::]",
            "[fe80::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            // Public, but in a notation that only hides what it is: 8.8.8.8.
            "134744072",
            "0x08080808",
            "private.example.com",
            "loopback.example.com",
            "metadata.example.com",
            "mapped.example.com",
            "rebinds.example.com",
            // What the inner name servers know is nobody's business, and what they do not know neither.
            "site.intra",
            "none.intra",
            "localhost",
        ] {
            assert_eq!(seen(host).await, wanted, "{host}");
        }
        // The public name service is no secret.
        let other = seen("none.example.com").await;
        assert_eq!(other["findings"][0]["code"], "site_dns_nxdomain");
    });
}

#[test]
fn wishes_that_make_no_sense() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await;
        let long = "a".repeat(5_000);
        for (wish, code, field) in [
            (json!({"host": ""}), "target_malformed", "host"),
            (json!({"host": "*.example.test"}), "target_malformed", "host"),
            (json!({"host": "a b"}), "target_malformed", "host"),
            (json!({"host": long}), "target_malformed", "host"),
            (json!({"host": "user@www.example.test"}), "target_malformed", "host"),
            (json!({"host": "www.example.test:22"}), "doctor_port_refused", "host"),
            (json!({"host": "www.example.test:0"}), "doctor_port_refused", "host"),
            (json!({"host": "www.example.test:99999"}), "doctor_port_refused", "host"),
            (json!({"host": "www.example.test", "port": 6379}), "doctor_port_refused", "port"),
            (json!({"host": "www.example.test", "port": 443, "starttls": "smtp"}), "doctor_port_refused", "port"),
            (json!({"host": "www.example.test", "starttls": "ftp"}), "doctor_starttls_unknown", "starttls"),
            (json!({"host": "www.example.test", "profile": "slow"}), "doctor_profile_unknown", "profile"),
            (json!({"host": "www.example.test", "hots": ""}), "field_unknown", "hots"),
        ] {
            let problem = customer.post("/api/v1/doctor", &wish).await.json(422);
            assert_eq!((problem["code"].as_str(), problem["field"].as_str()), (Some(code), Some(field)), "{wish}");
        }
        let order = json!({"host": "www.example.test", "order": "nonsense"});
        customer.post("/api/v1/doctor", &order).await.json(404);
        let answer = form(&Caller::nobody(&shop), "host=www.example.test%3A22&profile=full").await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("value=\"www.example.test:22\"") && answer.text().contains("id=\"host-error\""));
    });
}

/// Ten times a minute: each account, and each address that nobody logged in from.
#[test]
fn nobody_asks_more_often_than_they_may() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let (customer, staff) =
            (Caller::with_token(&shop, &shop.customer).await, Caller::with_token(&shop, &shop.staff).await);
        for _ in 0..10 {
            customer.post("/api/v1/doctor", &quick("10.0.0.1")).await.json(200);
        }
        shop.clock.advance_seconds(MINUTE - 15);
        let refused = customer.post("/api/v1/doctor", &quick("10.0.0.1")).await;
        assert_eq!(
            (refused.header("retry-after"), refused.json(429)["code"].clone()),
            ("16", json!("too_many_requests"))
        );
        staff.post("/api/v1/doctor", &quick("10.0.0.1")).await.json(200);
        shop.clock.advance_seconds(16);
        customer.post("/api/v1/doctor", &quick("10.0.0.1")).await.json(200);

        let visitor = Caller::nobody(&shop);
        for _ in 0..10 {
            assert_eq!(form(&visitor, "host=10.0.0.1&profile=quick").await.status, 200);
        }
        let refused = form(&visitor, "host=10.0.0.1&profile=quick&lang=ja").await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "61"));
    });
}

/// Sixteen looks at once in one process; whoever goes away makes room.
#[test]
fn looks_end_with_their_client() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        shop.resolver.set("silent.example.com", Ok(vec!["203.0.113.20".parse().unwrap()]));
        shop.dialer.map("203.0.113.20:443".parse().unwrap(), silent.local_addr().unwrap());
        let visitor = Caller::nobody(&shop);
        let look = async || {
            shop.clock.advance_seconds(MINUTE);
            let kind = [("content-type", "application/x-www-form-urlencoded")];
            visitor.begin("POST", "/doctor", &kind, Body::from("host=silent.example.com&profile=quick")).await
        };
        let mut open = vec![];
        for _ in 0..16 {
            let response = look().await;
            assert_eq!(response.status(), 200);
            open.push(response);
        }
        let busy = look().await;
        assert_eq!((busy.status().as_u16(), busy.headers()["retry-after"].to_str().unwrap()), (503, "5"));
        open.clear();
        // The tasks end when they are next looked at, which nobody can wait for; there is no other way to see it.
        let mut tries = 0;
        while look().await.status() != 200 {
            tries += 1;
            assert!(tries < 1_000, "the places are not given back");
            tokio::task::yield_now().await;
        }
    });
}

/// The page comes in pieces that make one whole; a member finds it again, and nobody else does, for thirty days.
#[test]
fn reports_are_for_their_account() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let (customer, staff) =
            (Caller::with_token(&shop, &shop.customer).await, Caller::with_token(&shop, &shop.staff).await);
        let session = shop.app.login("hanako@example.jp", "correct horse battery").await.unwrap();
        let member = Caller::nobody(&shop).with("cookie", format!("__Host-warifu={}", session.secret));
        let seen = form(&member, "host=www.example.test&profile=quick").await;
        let page = seen.text();
        assert_eq!(
            (seen.status.as_u16(), seen.header("x-robots-tag"), seen.header("cache-control")),
            (200, "noindex", "no-store")
        );
        assert!(
            page.trim_end().ends_with("</html>") && page.contains("class=\"site\"") && !page.contains("seam"),
            "{page}"
        );
        assert_eq!(page.matches("<h1").count(), 1);
        let listed = customer.get("/api/v1/doctor").await.json(200);
        let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
        assert!(page.contains(&format!("href=\"/doctor/{id}\"")), "{page}");
        assert!(member.get("/doctor").await.text().contains(&id));

        let kept = customer.get(&format!("/api/v1/doctor/{id}")).await.json(200);
        assert_eq!((kept["site"].as_str(), kept["profile"].as_str()), (Some("www.example.test:443"), Some("quick")));
        assert_eq!(member.get(&format!("/doctor/{id}")).await.status, 200);
        let file = member.get(&format!("/doctor/{id}?format=html")).await;
        assert!(file.header("content-disposition").starts_with("attachment") && file.text().contains("<style>"));
        assert!(!file.text().contains("href=\"/"), "it needs nothing of the shop");

        staff.get(&format!("/api/v1/doctor/{id}")).await.json(404);
        assert_eq!(staff.get("/api/v1/doctor").await.json(200)["items"], json!([]));
        let anybody = Caller::nobody(&shop).get(&format!("/doctor/{id}")).await;
        assert!(anybody.status == 303 && anybody.header("location").starts_with("/login"));
        for (who, looks) in
            [(&member, "host=www.example.test&profile=quick"), (&Caller::nobody(&shop), "host=10.0.0.1")]
        {
            let kept = form(who, looks).await.text().contains("/doctor/");
            assert_eq!(kept, looks.contains("test"), "a visitor's is not kept");
        }

        shop.clock.advance_seconds(29 * DAY);
        shop.keep_house().await;
        customer.get(&format!("/api/v1/doctor/{id}")).await.json(200);
        shop.clock.advance_seconds(2 * DAY);
        shop.keep_house().await;
        customer.get(&format!("/api/v1/doctor/{id}")).await.json(404);
    });
}

/// The newest certificate of an order, what stood there before it, and what never belonged to it.
#[test]
fn a_site_is_compared_with_its_order() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let (customer, staff) =
            (Caller::with_token(&shop, &shop.customer).await, Caller::with_token(&shop, &shop.staff).await);
        shop.credit(10_000, "transfer 1").await;
        let key = KeyPair::generate();
        let order = shop.apply("demo-dv", &["www.example.test"], &key).await;
        let wish = json!({"host": "www.example.test", "profile": "quick", "order": order.id.to_string()});
        customer.post("/api/v1/doctor", &wish).await.json(404);
        shop.work().await;
        shop.place_proof(order.id).await;
        shop.work().await;

        let foreign = shop.foreign_certificate("warifu", &key, "www.example.test").await;
        let chain: Vec<Vec<u8>> =
            warifu_pki::pem::decode_all(foreign.as_bytes()).unwrap().into_iter().map(|block| block.der).collect();
        shop.site.install(&chain[..chain.len() - 1], &key);
        let judged = async || {
            let report = customer.post("/api/v1/doctor", &wish).await.json(200);
            let stage = report["stages"].as_array().unwrap().iter().find(|stage| stage["stage"] == "order").cloned();
            let codes: Vec<String> =
                report["findings"].as_array().unwrap().iter().map(|f| f["code"].to_string()).collect();
            (stage.unwrap()["outcome"].clone(), codes, report["id"].as_str().unwrap().to_owned())
        };
        let (outcome, codes, id) = judged().await;
        assert!(outcome == "problem" && codes.iter().any(|code| code.contains("site_order_other")), "{codes:?}");
        shop.install(order.id, &key).await;
        let (outcome, codes, _) = judged().await;
        assert!(outcome == "ok" && !codes.iter().any(|code| code.contains("site_order")), "{codes:?}");
        // What was seen then does not change with what is there now.
        let kept = customer.get(&format!("/api/v1/doctor/{id}")).await.json(200);
        assert!(kept["findings"].to_string().contains("site_order_other"), "{kept}");
        assert_eq!(kept["order"], order.id.to_string());
        // Staff may look for a customer; the report is theirs.
        staff.post("/api/v1/doctor", &wish).await.json(200);
        let body = format!("host=10.0.0.1&order={}", order.id);
        assert!(
            !form(&Caller::nobody(&shop), &body).await.text().contains("/orders/"),
            "a visitor learns nothing of orders"
        );
    });
}
