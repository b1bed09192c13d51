//! `warifu demo` from the first start to the end of a certificate.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use serde_json::{Value, json};
use warifu_net::Method;

use crate::support::{Api, Folder, Running, files, json, openssl_csr, until, warifu};

fn facts(data: &Path) -> Value {
    serde_json::from_slice(&fs::read(data.join("demo.json")).unwrap()).unwrap()
}

fn customer(data: &Path) -> Api {
    let facts = facts(data);
    Api::new(facts["url"].as_str().unwrap(), facts["customer"]["api_token"].as_str().unwrap())
}

fn application(name: &str, csr: &str) -> Value {
    json!({
        "product": "demo-dv", "names": [name], "csr": csr, "term_months": 12, "payment": "points",
        "subscriber": { "name": "Hanako", "email": "hanako@example.jp" },
    })
}

async fn order(api: &Api, id: &str, status: &str) -> Value {
    until(status, async || {
        let (_, order) = api.get(&format!("/api/v1/orders/{id}")).await;
        let newest = order["issuances"].as_array().and_then(|all| all.last()).cloned();
        newest.is_some_and(|newest| newest["status"] == status).then_some(order)
    })
    .await
}

#[tokio::test]
async fn a_whole_life_on_the_sandbox() {
    let folder = Folder::new();
    let data = folder.join("data");
    let demo = Running::demo(&data).await;
    let api = customer(&data);
    let (key, csr) = openssl_csr(&folder, "www.example.test");

    // Apply, place what is asked for, and wait for the certificate.
    let key_header = [("idempotency-key", "life-1")];
    let application = application("www.example.test", &csr);
    let (status, placed) = api.call(Method::POST, "/api/v1/orders", Some(application.clone()), &key_header).await;
    assert_eq!(status, 201, "{placed}");
    let id = placed["id"].as_str().unwrap();
    order(&api, id, "validating").await;
    let site = "/api/v1/sandbox/sites/www.example.test";
    let (status, proof) = api.post(&format!("{site}/place_validation"), json!({})).await;
    assert_eq!((status, &proof["placed"][0]["type"]), (200, &json!("file")), "{proof}");
    let issued = order(&api, id, "issued").await;
    let issuance = issued["issuances"][0]["id"].as_str().unwrap();

    // The site serves something else until the certificate is installed.
    let check = format!("/api/v1/issuances/{issuance}/check");
    let (_, before) = api.post(&check, json!({})).await;
    assert_eq!(before["served"], false, "{before}");
    let (_, certificate) = api.get(&format!("/api/v1/issuances/{issuance}/certificate")).await;
    let (status, installed) =
        api.post(&format!("{site}/install"), json!({ "certificate": certificate, "private_key": key })).await;
    assert_eq!((status, &installed["name"]), (200, &json!("www.example.test")), "{installed}");
    let (_, after) = api.post(&check, json!({})).await;
    assert_eq!(after["served"], true, "{after}");

    // A power cut, and everything goes on: same logins, same order, the repeated wish is the same order.
    let (logins, offset) = (facts(&data), api.get("/api/v1/sandbox/clock").await.1["offset_seconds"].clone());
    demo.kill();
    let demo = Running::demo(&data).await;
    let api = customer(&data);
    for who in ["customer", "staff"] {
        assert_eq!(facts(&data)[who], logins[who]);
    }
    assert_eq!(api.get("/api/v1/sandbox/clock").await.1["offset_seconds"], offset);
    order(&api, id, "served").await;
    let (status, again) = api.call(Method::POST, "/api/v1/orders", Some(application), &key_header).await;
    assert_eq!((status, &again["id"]), (201, &placed["id"]));

    // 47 days later the next certificate is there, and the notices that it is not installed.
    let (status, clock) = api.post("/api/v1/sandbox/clock", json!({ "advance": "47d" })).await;
    assert_eq!(status, 200, "{clock}");
    until("47 days later", async || {
        let (_, clock) = api.get("/api/v1/sandbox/clock").await;
        (clock["offset_seconds"].as_i64() >= Some(47 * 86_400 - 60)).then_some(())
    })
    .await;
    let renewed = order(&api, id, "issued").await;
    let statuses: Vec<_> = renewed["issuances"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["served", "issued"]);
    let (_, mails) = api.get("/mailbox.json").await;
    let mails = mails.as_array().unwrap();
    // A mail under way when the power went comes again under its one Message-ID; nothing comes more than once a life.
    assert!(mails.iter().all(|mail| mail["copies"].as_u64() <= Some(2)), "{mails:?}");
    let delivered = mails.iter().filter(|mail| !mail["attachments"].as_array().unwrap().is_empty()).count();
    assert_eq!(delivered, 2, "one delivery for each certificate");

    assert!(demo.stop().success());
    let verified = warifu(&["admin", "verify", "--data", data.to_str().unwrap()]);
    assert_eq!(json(&verified)["violations"], json!([]));
    assert!(verified.status.success());

    // The customer's key is on the customer's machine and nowhere else.
    let secret = key.lines().find(|line| line.len() == 64).unwrap();
    let holders: Vec<_> = files(&data)
        .into_iter()
        .filter(|file| fs::read(file).unwrap().windows(secret.len()).any(|window| window == secret.as_bytes()))
        .collect();
    assert_eq!(holders, [data.join("sandbox/sites/www.example.test/installed.pem")]);
    for file in ["demo.json", "master.key", "warifu.db", "sandbox/sites/www.example.test/installed.pem"] {
        assert_eq!(fs::metadata(data.join(file)).unwrap().permissions().mode() & 0o077, 0, "{file} is private");
    }
}

#[tokio::test]
async fn a_site_makes_its_own_key_and_a_wildcard_is_proven_by_dns() {
    let folder = Folder::new();
    let data = folder.join("data");
    let _demo = Running::demo(&data).await;
    let api = customer(&data);
    let site = "/api/v1/sandbox/sites/*.shop.test";

    let (status, made) = api.post(&format!("{site}/csr"), json!({})).await;
    assert_eq!(status, 200, "{made}");
    let (status, placed) = api.post("/api/v1/orders", application("*.shop.test", made["csr"].as_str().unwrap())).await;
    assert_eq!(status, 201, "{placed}");
    let id = placed["id"].as_str().unwrap();
    order(&api, id, "validating").await;
    let (_, proof) = api.post(&format!("{site}/place_validation"), json!({})).await;
    assert_eq!(proof["placed"][0]["record"], "_pki-validation.shop.test", "{proof}");
    order(&api, id, "issued").await;
    let (status, installed) = api.post(&format!("{site}/install"), json!({})).await;
    assert_eq!((status, &installed["name"]), (200, &json!("shop.test")), "{installed}");
    let (_, sites) = api.get("/api/v1/sandbox/sites").await;
    assert_eq!(sites[0]["installed"]["serial"], installed["installed"]["serial"]);
}

#[tokio::test]
async fn what_the_sandbox_refuses() {
    let folder = Folder::new();
    let data = folder.join("data");
    let demo = Running::demo(&data).await;
    let api = customer(&data);
    let (key, _) = openssl_csr(&folder, "a.test");
    let root = fs::read_to_string(data.join("ca-root.pem")).unwrap();
    let sites = "/api/v1/sandbox/sites";
    for (path, body, status, code) in [
        ("/api/v1/sandbox/clock".to_owned(), json!({ "advance": "-1d" }), 422, "clock_advance_malformed"),
        ("/api/v1/sandbox/clock".to_owned(), json!({ "advance": "500d" }), 422, "clock_advance_malformed"),
        ("/api/v1/sandbox/clock".to_owned(), json!({ "forward": "1d" }), 400, "json_malformed"),
        (format!("{sites}/www.example.jp/csr"), json!({}), 422, "site_name_malformed"),
        (format!("{sites}/..%2F..%2Fevil/csr"), json!({}), 422, "site_name_malformed"),
        (format!("{sites}/a.test/place_validation"), json!({}), 409, "site_nothing_to_place"),
        (format!("{sites}/a.test/install"), json!({}), 409, "site_certificate_missing"),
        (
            format!("{sites}/a.test/install"),
            json!({ "certificate": "no", "private_key": key }),
            422,
            "site_certificate_unreadable",
        ),
        (
            format!("{sites}/a.test/install"),
            json!({ "certificate": root, "private_key": "no" }),
            422,
            "site_key_unreadable",
        ),
        (
            format!("{sites}/a.test/install"),
            json!({ "certificate": root, "private_key": key }),
            422,
            "site_pair_mismatch",
        ),
    ] {
        let (found, problem) = api.post(&path, body).await;
        assert_eq!((found, &problem["code"]), (status, &json!(code)), "{path}: {problem}");
        assert!(!problem.to_string().contains("PRIVATE KEY"), "{problem}");
    }

    // One folder, one shop; one port, one shop; and each says what to do instead.
    let second = warifu(&["demo", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    let port = demo.url.strip_prefix("http://").unwrap();
    let third = warifu(&["demo", "--listen", port, "--data", folder.join("other").to_str().unwrap()]);
    for (output, words) in [(second, "another `warifu demo` runs"), (third, "--listen 127.0.0.1:0")] {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(words), "{said}");
    }
}
