//! Orders over the API, from application to certificate.

use serde_json::{Value, json};
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};

use crate::caller::Caller;

pub(crate) fn application(csr: &str) -> Value {
    json!({
        "product": "demo-dv",
        "names": ["www.example.test"],
        "csr": csr,
        "subscriber": {"name": "山田 花子", "email": "owner@example.jp"},
        "payment": "points",
        "validation_method": "dns-01",
    })
}

#[test]
fn a_whole_order() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await;
        let staff = Caller::with_token(&shop, &shop.staff).await;
        let key = KeyPair::generate();

        let credit = json!({"account": "hanako@example.jp", "amount": 100_000, "reference": "furikomi 1"});
        let entry = staff.post("/api/v1/staff/points/credits", &credit).await.json(201);
        assert_eq!((&entry["kind"], &entry["balance_change"]), (&json!("top_up"), &json!(100_000)));

        let placed = customer.post("/api/v1/orders", &application(&key.csr(&["www.example.test"]))).await;
        let order = placed.json(201);
        let path = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
        assert_eq!(placed.header("location"), path);
        assert_eq!(order["status"], "active");
        assert_eq!(order["names"], json!(["www.example.test"]));
        assert_eq!(order["due_at"], "2026-11-27T14:59:59Z");
        assert_eq!(
            order["total_yen"],
            json!(order["price_yen"].as_i64().unwrap() + order["tax_yen"].as_i64().unwrap())
        );
        assert_eq!(order["issuances"][0]["status"], "preparing");
        assert_eq!(order["issuances"][0]["spki_sha256"].as_str().unwrap().len(), 64);

        shop.work().await;
        let order = customer.get(&path).await.json(200);
        assert_eq!(order["next_action"], json!({"code": "customer_proves", "who": "customer"}));
        let validation = &order["issuances"][0]["validations"][0];
        assert_eq!(
            (&validation["name"], &validation["method"], &validation["status"]),
            (&json!("www.example.test"), &json!("dns-01"), &json!("pending"))
        );
        let place = &validation["instructions"];
        assert_eq!(place["type"], "txt");
        shop.resolver.set_txt(place["record"].as_str().unwrap(), &[place["value"].as_str().unwrap()]);
        customer.post(&format!("{path}/check_validation"), &json!({})).await.json(200);
        shop.work().await;

        let order = customer.get(&path).await.json(200);
        let issuance = &order["issuances"][0];
        assert_eq!(issuance["status"], "issued");
        assert!(issuance["serial"].is_string() && issuance["not_after"].is_string());
        assert!(order["term"]["to"].is_string());

        let base = format!("/api/v1/issuances/{}", issuance["id"].as_str().unwrap());
        let pem = customer.get(&format!("{base}/certificate")).await;
        assert_eq!(pem.header("content-type"), "application/pem-certificate-chain");
        assert_eq!(pem.text().matches("BEGIN CERTIFICATE").count(), 2, "leaf and intermediate");
        let zip = customer.get(&format!("{base}/bundle?server=nginx")).await;
        assert_eq!((zip.status.as_u16(), zip.header("content-type")), (200, "application/zip"));
        assert!(zip.body.starts_with(b"PK"));
        // A zip names its files in clear: the root is there when it is asked for, and only then.
        for (query, has_root) in [("server=pem", false), ("server=pem&root=true", true)] {
            let zip = customer.get(&format!("{base}/bundle?{query}")).await;
            assert_eq!(zip.body.windows(9).any(|octets| octets == b".root.pem"), has_root, "{query}");
        }
        let unknown = customer.get(&format!("{base}/bundle?server=toaster")).await.json(422);
        assert_eq!((&unknown["code"], &unknown["field"]), (&json!("server_unknown"), &json!("server")));
        assert_eq!(customer.post(&format!("{base}/resend"), &json!({})).await.status, 204);

        let check = customer.post(&format!("{base}/check"), &json!({})).await.json(200);
        assert_eq!(check["served"], false);
        assert!(!check["findings"].as_array().unwrap().is_empty());
        shop.install(order["id"].as_str().unwrap().parse().unwrap(), &key).await;
        let check = customer.post(&format!("{base}/check"), &json!({})).await.json(200);
        assert_eq!((&check["served"], &check["findings"]), (&json!(true), &json!([])));

        assert_eq!(
            customer.get(&path).await.json(200)["issuances"][0].get("last_check"),
            None,
            "nobody has looked yet"
        );
        shop.advance_days(1).await;
        let check = &customer.get(&path).await.json(200)["issuances"][0]["last_check"];
        assert_eq!((&check["served"], &check["findings"]), (&json!(true), &json!([])));
        let foreign = shop.foreign_certificate("warifu", &key, "www.example.test").await;
        let foreign = warifu_pki::pem::decode_all(foreign.as_bytes()).unwrap();
        shop.site.install(&foreign.into_iter().map(|block| block.der).collect::<Vec<_>>(), &key);
        shop.advance_days(2).await;
        let check = &customer.get(&path).await.json(200)["issuances"][0]["last_check"];
        assert_eq!(check["served"], false);
        let finding = &check["findings"][0];
        assert_eq!((&finding["code"], &finding["severity"]), (&json!("site_order_other_key"), &json!("error")));
        assert!(
            finding["message"].is_string() && finding["fix"].is_string() && finding["source"].is_string(),
            "{finding}"
        );

        let refused = customer.post(&format!("{path}/cancel"), &json!({})).await.json(409);
        assert_eq!(refused["code"], "certificate_issued");
        let events = customer.get(&format!("{path}/events")).await.json(200);
        assert_eq!(events["items"][0]["code"], "order_placed");
        assert_eq!(events["items"][0]["seq"], 1);
        let newest = events["items"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&newest["code"], &newest["params"]["codes"]),
            (&json!("site_faulty"), &json!("site_order_other_key"))
        );
        assert_eq!(events["items"][0]["actor"]["kind"], "customer");
        let points = customer.get("/api/v1/points").await.json(200);
        assert_eq!(points["balance"], json!(100_000 - order["total_yen"].as_i64().unwrap()));
        assert_eq!(points["held"], 0);
        let list = customer.get("/api/v1/orders?status=active").await.json(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert_eq!(customer.get("/api/v1/orders?status=lapsed").await.json(200)["items"], json!([]));
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// What is advised about the CSR comes with the answer that took it, in words, and with that answer only.
#[test]
fn warnings_come_with_the_order() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(100_000, "transfer 1").await;
        let customer = Caller::with_token(&shop, &shop.customer).await;
        let key = KeyPair::generate();
        let csr = key.csr(&["www.example.test"]);
        let first = customer.post("/api/v1/orders", &application(&csr)).await.json(201);
        assert_eq!(first.get("warnings"), None, "nothing to say about a new key");

        let again = customer.post("/api/v1/orders", &application(&csr)).await.json(201);
        let path = format!("/api/v1/orders/{}", again["id"].as_str().unwrap());
        assert_eq!(customer.get(&path).await.json(200).get("warnings"), None);
        shop.work().await;
        shop.place_proof(again["id"].as_str().unwrap().parse().unwrap()).await;
        shop.work().await;
        let reissued = customer.post(&format!("{path}/reissue"), &json!({"csr": csr})).await.json(200);
        for answer in [again, reissued] {
            let warning = &answer["warnings"][0];
            assert_eq!((&warning["code"], &warning["severity"]), (&json!("key_reused"), &json!("warning")));
            assert!(!warning["message"].as_str().unwrap().is_empty() && warning["fix"].is_string(), "{warning}");
            assert_eq!(answer["warnings"].as_array().unwrap().len(), 1);
        }
    });
}

/// The same key with the same request is the same order; with another request it is refused; a refused request gives
/// the key back.
#[test]
fn idempotency_keys() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await.with("idempotency-key", "order 1");
        let good = application(&KeyPair::generate().csr(&["www.example.test"]));
        let mut bad = good.clone();
        bad["product"] = json!("none");

        assert_eq!(customer.post("/api/v1/orders", &bad).await.json(422)["code"], "product_unknown");
        let first = customer.post("/api/v1/orders", &good).await;
        let second = customer.post("/api/v1/orders", &good).await;
        assert_eq!((first.json(201), first.header("idempotency-replayed")), (second.json(201), ""));
        assert_eq!(second.header("idempotency-replayed"), "true");
        let reused = customer.post("/api/v1/orders", &bad).await.json(422);
        assert_eq!((&reused["code"], &reused["field"]), (&json!("idempotency_key_reused"), &json!("Idempotency-Key")));
        let other_act = format!("/api/v1/orders/{}/cancel", first.json(201)["id"].as_str().unwrap());
        assert_eq!(customer.post(&other_act, &json!({})).await.json(422)["code"], "idempotency_key_reused");

        let list = customer.get("/api/v1/orders").await.json(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "one key, one order");

        let token = Caller::with_token(&shop, &shop.customer).await;
        let twice = [0, 1].map(|_| token.clone().with("idempotency-key", "at once"));
        let (a, b) = tokio::join!(twice[0].post("/api/v1/orders", &good), twice[1].post("/api/v1/orders", &good));
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert!(matches!(statuses, [201, 201 | 409]), "{statuses:?}");
        let list = customer.get("/api/v1/orders").await.json(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn lists_go_on_where_they_stopped() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await;
        let key = KeyPair::generate();
        for _ in 0..3 {
            shop.apply("demo-dv", &["www.example.test"], &key).await;
        }
        let mut seen = vec![];
        let mut path = "/api/v1/orders?limit=2".to_owned();
        for _ in 0..3 {
            let page = customer.get(&path).await.json(200);
            seen.extend(page["items"].as_array().unwrap().iter().map(|order| order["id"].clone()));
            match page["next"].as_str() {
                Some(next) => path = format!("/api/v1/orders?limit=2&cursor={next}"),
                None => break,
            }
        }
        seen.dedup();
        assert_eq!(seen.len(), 3);
    });
}
