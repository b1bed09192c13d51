//! `warifu admin` on a database of its own.

use std::fs;

use serde_json::json;

use crate::support::{Folder, json, warifu};

#[test]
fn a_shop_begins_with_its_tables_and_its_people() {
    let folder = Folder::new();
    let path = folder.join("shop.db");
    let place = ["--database-path", path.to_str().unwrap(), "--format", "json"];
    let admin = |words: &[&str]| warifu(&[&["admin"], words, &place].concat());

    assert_eq!(admin(&["verify"]).status.code(), Some(2), "there is no database yet");
    let applied = json(&admin(&["migrate"]));
    assert_eq!(applied["version"], json(&admin(&["migrate"]))["version"]);
    assert_eq!(json(&admin(&["verify"]))["violations"], json!([]));

    let staff = json(&admin(&["staff", "add", "--email", "staff@example.jp", "--account-name", "Shop"]));
    assert_eq!(staff["password"].as_str().unwrap().len(), 20);
    let password = folder.join("password");
    fs::write(&password, "correct horse battery staple\n").unwrap();
    let member = ["member", "add", "--email", "hanako@example.jp", "--account-name", "Hanako", "--password-file"];
    let added = json(&admin(&[&member[..], &[password.to_str().unwrap()]].concat()));
    assert_eq!(added["password"], "", "it came from a file: its owner knows it");
    let token = json(&admin(&["token", "create", "--email", "hanako@example.jp", "--label", "test"]));
    assert!(token["token"].as_str().unwrap().starts_with("wrf_"));

    for (words, complaint) in [
        (&["staff", "add", "--email", "staff@example.jp", "--account-name", "Shop"][..], "email_taken"),
        (&["staff", "add", "--email", "nobody", "--account-name", "Shop"], "email_malformed"),
        (&["token", "create", "--email", "nobody@example.jp", "--label", "test"], "no such member"),
    ] {
        let output = admin(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(complaint), "{words:?}: {said}");
    }
}

#[test]
fn a_catalogue_is_checked_before_it_is_used() {
    let folder = Folder::new();
    let check = |dir: &str| warifu(&["admin", "catalogue", "check", "--dir", dir, "--format", "json"]);
    let built_in = json(&warifu(&["admin", "catalogue", "check", "--format", "json"]));
    assert!(built_in["products"].as_array().unwrap().contains(&json!("demo-dv")));
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue");
    assert_eq!(json(&check(ours)), built_in);
    let output = check(folder.0.to_str().unwrap());
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
