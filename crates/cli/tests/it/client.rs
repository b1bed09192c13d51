//! `warifu order` and `warifu points` against a running shop.

use std::{fs, process::Command};

use serde_json::{Value, json};

use crate::support::{Api, Folder, Running, WARIFU, json, openssl_csr, until};

#[tokio::test]
async fn an_order_from_the_command_line() {
    let folder = Folder::new();
    let data = folder.join("data");
    let demo = Running::demo(&data).await;
    let facts: Value = serde_json::from_slice(&fs::read(data.join("demo.json")).unwrap()).unwrap();
    let (key, csr) = openssl_csr(&folder, "cli.test");
    let run = |who: &str, words: &[&str]| {
        let token = facts[who]["api_token"].as_str().unwrap();
        let mut command = Command::new(WARIFU);
        command.args(words).env("WARIFU_URL", &demo.url).env("WARIFU_TOKEN", token).env("LANG", "en_US.UTF-8");
        command.output().unwrap()
    };
    let csr_file = folder.join("cli.test.csr");
    let create = ["order", "create", "--product", "demo-dv", "--name", "cli.test", "--csr", csr_file.to_str().unwrap()];
    let create = [&create[..], &["--subscriber-name", "Hanako", "--subscriber-email", "hanako@example.jp"]].concat();
    let create = [&create[..], &["--idempotency-key", "cli-1", "--format", "json"]].concat();

    let placed = json(&run("customer", &create));
    assert_eq!(placed["status"], "active", "{placed}");
    assert_eq!(json(&run("customer", &create))["id"], placed["id"], "the same key is the same order");
    let id = placed["id"].as_str().unwrap();

    let api = Api::new(&demo.url, "");
    until("placed", async || {
        let (status, _) = api.post("/api/v1/sandbox/sites/cli.test/place_validation", json!({})).await;
        (status == 200).then_some(())
    })
    .await;
    let pem = until("issued", async || {
        let output = run("customer", &["order", "certificate", id]);
        output.status.success().then_some(String::from_utf8(output.stdout).unwrap())
    })
    .await;
    assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), 2, "leaf and intermediate");
    let zip = folder.join("bundle.zip");
    assert!(run("customer", &["order", "bundle", id, "--out", zip.to_str().unwrap()]).status.success());
    assert!(fs::read(&zip).unwrap().starts_with(b"PK"));

    assert_eq!(run("customer", &["order", "check", id]).status.code(), Some(1), "not installed yet");
    let install = json!({ "certificate": pem, "private_key": key });
    assert_eq!(api.post("/api/v1/sandbox/sites/cli.test/install", install).await.0, 200);
    assert_eq!(run("customer", &["order", "check", id]).status.code(), Some(0));

    let list = json(&run("customer", &["order", "list", "--status", "active", "--format", "json"]));
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let shown = String::from_utf8(run("customer", &["order", "show", id]).stdout).unwrap();
    assert!(shown.contains("cli.test") && shown.contains("Active"), "{shown}");
    assert!(run("customer", &["order", "events", id]).status.success());

    assert!(run("customer", &["order", "resend", id]).status.success());
    assert_eq!(run("customer", &["order", "pay", id]).status.code(), Some(1), "paid already");
    let reissued =
        json(&run("customer", &["order", "reissue", id, "--csr", csr_file.to_str().unwrap(), "--format", "json"]));
    assert_eq!(reissued["issuances"].as_array().unwrap().len(), 2);
    assert_eq!(reissued["warnings"][0]["code"], "key_reused");
    assert!(run("customer", &["order", "check-validation", id]).status.success());

    let credit = ["points", "credit", "--account", "customer@example.jp", "--amount", "1000", "--reference", "r1"];
    let balance = || json(&run("customer", &["points", "show", "--format", "json"]))["balance"].as_i64().unwrap();
    let before = balance();
    assert_eq!(run("customer", &credit).status.code(), Some(1), "customers credit nobody");
    for _ in 0..2 {
        assert!(run("staff", &credit).status.success());
    }
    assert_eq!(balance(), before + 1000, "the same reference is one credit");

    for (words, code, said) in [
        (&["order", "show", "01890000-0000-7000-8000-000000000000"][..], 1, "error: "),
        (&["order", "cancel", id], 1, "hint: "),
        (&["order", "show", "a/b"], 2, "`a/b` is not an id"),
        (&["order", "list", "--url", "http://127.0.0.1:1"], 2, "connection refused"),
    ] {
        let output = run("customer", words);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(code) && stderr.contains(said), "{words:?}: {output:?}");
    }
    assert!(csr.contains("REQUEST"));
}
