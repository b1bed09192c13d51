//! Bad requests: each a clear problem with code, field and next step, in both languages.

use axum::body::Body;
use serde_json::{Value, json};
use warifu_pki::pem;
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};

use crate::{caller::Caller, orders::application};

#[test]
fn bad_applications() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await;
        let key = KeyPair::generate();
        let csr = key.csr(&["www.example.test"]);
        let with = |field: &str, value: Value| {
            let mut body = application(&csr);
            body[field] = value;
            body.to_string()
        };
        let broken = {
            let mut der = pem::decode_all(csr.as_bytes()).unwrap().remove(0).der;
            *der.last_mut().unwrap() ^= 1;
            pem::encode("CERTIFICATE REQUEST", &der)
        };
        let private_key = pem::encode("PRIVATE KEY", &key.pkcs8);
        let small = {
            let mut body = application(include_str!("../../../pki/tests/data/rsa-1024.pem"));
            (body["product"], body["names"]) = (json!("manual-ov"), json!(["www.example.jp"]));
            body["subscriber"]["organization"] = json!("Example K.K.");
            body.as_object_mut().unwrap().remove("validation_method");
            body.to_string()
        };
        let outside = {
            let mut body = application(&key.csr(&["www.example.jp"]));
            body["names"] = json!(["www.example.jp"]);
            body.to_string()
        };
        let rows = [
            ("a broken signature", with("csr", json!(broken)), 422, "csr_signature_broken", "csr"),
            ("a private key", with("csr", json!(private_key)), 422, "private_key_pasted", "csr"),
            ("1024 bits", small, 422, "key_size", "csr"),
            ("no CSR", with("csr", json!("hello")), 422, "csr_unreadable", "csr"),
            ("an unknown product", with("product", json!("none")), 422, "product_unknown", "product"),
            ("a name outside", outside, 422, "name_not_in_sandbox", "names"),
            ("a misspelt field", with("nmaes", json!([])), 422, "field_unknown", "nmaes"),
            ("a wrong type", with("names", json!("www.example.test")), 422, "field_type", "names"),
            ("an unknown payment", with("payment", json!("beads")), 422, "payment_unknown", "payment"),
            ("a term not sold", with("term_months", json!(7)), 422, "term_not_sold", "term_months"),
            ("no address", with("delivery_email", json!("nobody")), 422, "email_malformed", "delivery_email"),
            ("half a body", with("names", json!([]))[..40].to_owned(), 400, "json_malformed", "body"),
            ("1 MiB", with("csr", json!("x".repeat(1024 * 1024))), 413, "request_too_large", "body"),
            ("100 KiB of CSR", with("csr", json!("x".repeat(100 * 1024))), 422, "csr_too_large", "csr"),
        ];
        for (what, body, status, code, field) in rows {
            let mut said = vec![];
            for language in ["ja", "en"] {
                let caller = customer.clone().with("accept-language", language);
                let headers = [("content-type", "application/json"), ("idempotency-key", "bad")];
                let answer = caller.send("POST", "/api/v1/orders", &headers, Body::from(body.clone())).await;
                assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
                assert!(!answer.text().contains(first_line(&private_key)), "{what}: the key comes back");
                said.push(answer.json(status));
            }
            let (ja, en) = (&said[0], &said[1]);
            for problem in [ja, en] {
                assert_eq!(problem["code"], code, "{what}: {problem}");
                assert_eq!(problem["field"].as_str().unwrap_or(""), field, "{what}: {problem}");
                assert_eq!(problem["status"], status);
                assert_eq!(problem["type"], format!("/help/problems/{code}"));
                for text in ["title", "detail", "next_step"] {
                    assert!(!problem[text].as_str().unwrap().is_empty(), "{what}: {text}: {problem}");
                }
            }
            for text in ["title", "detail", "next_step"] {
                assert_ne!(ja[text], en[text], "{what}");
            }
        }
        assert_eq!(customer.get("/api/v1/orders").await.json(200)["items"], json!([]), "nothing was stored");
    });
}

/// The first line of a key's base64.
fn first_line(pem: &str) -> &str {
    pem.lines().nth(1).unwrap()
}

#[test]
fn requests_that_go_nowhere() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let customer = Caller::with_token(&shop, &shop.customer).await.with("accept-language", "en");
        let long = "k".repeat(256);
        for (method, path, headers, status, code) in [
            ("GET", "/api/v1/nothing", vec![], 404, "not_found"),
            ("GET", "/api/v1/orders/not-an-id", vec![], 404, "not_found"),
            ("GET", "/api/v1/orders/01900000-0000-7000-8000-000000000000", vec![], 404, "not_found"),
            ("DELETE", "/api/v1/orders", vec![], 405, "method_not_allowed"),
            ("POST", "/api/v1/orders", vec![("content-type", "text/plain")], 415, "media_type_unsupported"),
            ("POST", "/api/v1/orders", vec![("idempotency-key", long.as_str())], 400, "idempotency_key_malformed"),
            ("GET", "/api/v1/orders?limit=many", vec![], 400, "query_malformed"),
            ("GET", "/api/v1/orders?status=odd", vec![], 422, "status_unknown"),
            ("GET", "/api/v1/orders?cursor=odd", vec![], 422, "cursor_unknown"),
            ("POST", "/api/v1/csr/inspect", vec![("sec-fetch-site", "cross-site")], 403, "cross_origin_refused"),
        ] {
            let answer = customer.send(method, path, &headers, Body::empty()).await;
            let problem = answer.json(status);
            assert_eq!(problem["code"], code, "{method} {path}: {problem}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("x-request-id"), problem["request_id"].as_str().unwrap());
            assert_eq!(answer.header("allow").is_empty(), status != 405, "{path}");
        }
    });
}

/// The inspector answers anybody, about everything at once, and keeps nothing.
#[test]
fn the_inspector() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let nobody = Caller::nobody(&shop).with("accept-language", "en");
        let csr = KeyPair::generate().csr(&["www.example.test"]);
        let good = nobody.post("/api/v1/csr/inspect", &json!({"csr": csr, "product": "demo-dv"})).await.json(200);
        assert_eq!((&good["accepted"], &good["names"]), (&json!(true), &json!(["www.example.test"])));
        let small = include_str!("../../../pki/tests/data/rsa-1024.pem");
        let bad = nobody.post("/api/v1/csr/inspect", &json!({"csr": small})).await.json(200);
        assert_eq!(bad["accepted"], false);
        let first = &bad["findings"][0];
        assert_eq!(first["severity"], "error", "errors first: {bad}");
        assert!(first["message"].is_string() && first["fix"].is_string() && first["source"].is_string());
        assert_eq!(first["help"], format!("/help/rules/{}", first["code"].as_str().unwrap()));
    });
}

/// Rule sets, certificates and chains, by the same inspector; a private key is refused unread.
#[test]
fn more_of_the_inspector() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let nobody = Caller::nobody(&shop).with("accept-language", "ja");
        let csr = KeyPair::generate().csr(&["www.example.test"]);
        let internal = nobody.post("/api/v1/csr/inspect", &json!({"csr": csr})).await.json(200);
        assert_eq!((&internal["accepted"], &internal["rules"]), (&json!(false), &json!("shop-common")));
        let private = nobody.post("/api/v1/csr/inspect", &json!({"csr": csr, "rules": "private"})).await.json(200);
        assert_eq!((&private["accepted"], &private["key"]), (&json!(true), &json!("P-256")));
        let unknown = nobody.post("/api/v1/csr/inspect", &json!({"csr": csr, "rules": "none"})).await.json(422);
        assert_eq!(unknown["code"], "rules_unknown");

        let inspect = async |text: &str| {
            nobody.post("/api/v1/certificates/inspect", &json!({"certificate": text})).await.json(200)
        };
        let root = nobody.get("/ca/root.pem").await.text();
        let seen = inspect(&root).await;
        assert_eq!((&seen["certificates"][0]["ca"], &seen["chain"]), (&json!(true), &Value::Null), "{seen}");
        let twice = inspect(&(root.clone() + &root)).await;
        assert_eq!(twice["chain"]["trusted"], true, "the shop trusts its own root: {twice}");
        for (text, code) in [
            ("-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n", "certificate_private_key_pasted"),
            ("nothing", "pile_empty"),
            (&csr, "certificate_other_kind"),
        ] {
            let seen = inspect(text).await;
            assert_eq!((&seen["accepted"], &seen["findings"][0]["code"]), (&json!(false), &json!(code)), "{seen}");
        }
        assert!(inspect(&csr).await["findings"][0]["fix"].as_str().unwrap().contains("`/csr`"));
    });
}

/// Every rule has a page in both languages, and the list leads to each.
#[test]
fn every_rule_has_its_page() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let nobody = Caller::nobody(&shop);
        let list = nobody.get("/help/rules?lang=en").await.text();
        let rules = warifu_pki::rules::ALL.iter().map(|rule| rule.code);
        for code in rules.chain(warifu_pki::lint::ALL.iter().map(|rule| rule.code)) {
            let path = format!("/help/rules/{code}");
            assert!(list.contains(&format!("href=\"{path}\"")), "{code} is not in the list");
            for language in ["ja", "en"] {
                let page = nobody.get(&format!("{path}?lang={language}")).await;
                assert_eq!(page.status, 200, "{code}");
                let text = page.text();
                assert!(text.contains("<h1>") && !text.contains("[finding"), "{code}: {language}");
            }
        }
        assert_eq!(nobody.get("/help/rules/no_such_rule").await.status, 404);
    });
}

/// A CSR can be looked at by anybody; what was pasted comes back unless it is a key.
#[test]
fn the_page_that_looks_at_a_csr() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let nobody = Caller::nobody(&shop).with("accept-language", "en");
        let csr = KeyPair::generate().csr(&["www.example.test"]);
        let send = async |path: &str, fields: &[(&str, &str)]| {
            let mut body = String::new();
            for (name, value) in fields {
                body += &format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            }
            let form = [("content-type", "multipart/form-data; boundary=b")];
            nobody.send("POST", path, &form, Body::from(body + "--b--\r\n")).await
        };
        let good = send("/csr", &[("csr", &csr), ("judge", "product:demo-dv")]).await;
        let text = good.text();
        assert!(good.status == 200 && text.contains("www.example.test") && text.contains("note good"), "{text}");
        let bad = send("/csr", &[("csr", &csr), ("judge", "rules:shop-common")]).await.text();
        assert!(bad.contains("/help/rules/name_internal") && bad.contains("note bad"), "{bad}");
        let key = "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n";
        for (path, field) in [("/csr", "csr"), ("/cert", "certificate")] {
            let refused = send(path, &[(field, key)]).await;
            assert!(refused.status == 200 && !refused.text().contains("SECRET"), "{path}");
        }
        let odd = send("/csr", &[("csr", &csr), ("judge", "rules:none")]).await;
        assert_eq!(odd.status, 422);
        let root = nobody.get("/ca/root.pem").await.text();
        let seen = send("/cert", &[("certificate", &root)]).await.text();
        assert!(seen.contains("certificate-1"), "{seen}");
    });
}

/// People get a page, not JSON, and every reply is guarded.
#[test]
fn pages_and_headers() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let nobody = Caller::nobody(&shop);
        for (language, word) in [("ja", "lang=\"ja\""), ("en", "lang=\"en\"")] {
            let answer = nobody.get(&format!("/nowhere?lang={language}")).await;
            assert_eq!(answer.status, 404);
            assert!(answer.header("content-type").starts_with("text/html"));
            assert!(answer.text().contains(word));
            assert!(answer.header("set-cookie").starts_with(&format!("lang={language};")));
        }
        for path in ["/nowhere", "/healthz", "/api/v1/products", "/api/v1/openapi.json"] {
            let answer = nobody.get(path).await;
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.header("strict-transport-security").starts_with("max-age="), "the test shop is on https");
        }
        assert_eq!(nobody.get("/readyz").await.status, 200);
        let root = nobody.get("/ca/root.pem").await;
        assert!(root.text().starts_with("-----BEGIN CERTIFICATE-----"));
        // Where the certificates themselves point to.
        for path in ["/ca/root.crt", "/ca/intermediate.crt"] {
            let answer = nobody.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-type"), "application/pkix-cert", "{path}");
        }
    });
}
