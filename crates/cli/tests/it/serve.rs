//! `warifu serve` and `warifu work` with a file of settings.

use std::{fs, net::TcpListener};

use serde_json::json;

use crate::support::{Api, Folder, Running, json, warifu};

fn settings(folder: &Folder, port: u16) -> String {
    let place = folder.0.display();
    format!(
        r#"
        [server]
        listen = "127.0.0.1:{port}"
        base_url = "http://127.0.0.1:{port}"
        [database]
        path = "{place}/shop.db"
        [secrets]
        master_key_file = "{place}/master.key"
        [shop]
        name = "Test"
        [mail]
        from = "shop@example.jp"
        directory = "{place}/mails"
        [embedded_ca]
        enabled = true
        "#
    )
}

#[tokio::test]
async fn a_shop_is_served_and_stopped() {
    let folder = Folder::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let file = folder.join("warifu.toml");
    fs::write(&file, settings(&folder, port)).unwrap();
    let file = file.to_str().unwrap();
    for _ in 0..2 {
        let shop = Running::serving(&["serve", "--config", file], format!("http://127.0.0.1:{port}")).await;
        let api = Api::new(&shop.url, "");
        let (status, products) = api.get("/api/v1/products").await;
        assert_eq!(status, 200, "{products}");
        assert_eq!(api.get("/api/v1/orders").await.0, 401);
        for nowhere in ["/api/v1/sandbox/clock", "/sandbox", "/mailbox", "/mailbox.json"] {
            assert_eq!(api.get(nowhere).await.0, 404, "{nowhere} belongs to the demonstration");
        }
        assert!(shop.stop().success());
    }
    assert_eq!(json(&warifu(&["admin", "verify", "--config", file]))["violations"], json!([]));
}

#[test]
fn unusable_settings_are_named() {
    let folder = Folder::new();
    let whole = settings(&folder, 1);
    for (number, (text, words)) in [
        ("[server]\nlisten = \"x\"", ":2: [server] listen: "),
        ("[shop]\nnmae = \"x\"", "unknown field `nmae`"),
        ("", "`database.path`: a value is needed"),
        (&whole.replace("name = \"Test\"", ""), "`shop.name`: a value is needed"),
        (&whole.replace("directory", "# directory"), "`mail.host`: a value is needed"),
        (&whole.replace("shop@example.jp", "shop"), "`mail.from`: "),
    ]
    .into_iter()
    .enumerate()
    {
        let file = folder.join(&format!("{number}.toml"));
        fs::write(&file, text).unwrap();
        let output = warifu(&["work", "--config", file.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(words), "{words}: {said}");
    }

    // A master key that everybody can read protects nothing.
    let key = folder.join("master.key");
    assert!(
        warifu(&["admin", "migrate", "--database-path", folder.join("shop.db").to_str().unwrap()]).status.success()
    );
    fs::write(&key, "anything").unwrap();
    let file = folder.join("exposed.toml");
    fs::write(&file, &whole).unwrap();
    let said = warifu(&["work", "--config", file.to_str().unwrap()]).stderr;
    assert!(String::from_utf8_lossy(&said).contains("chmod 600"), "{}", String::from_utf8_lossy(&said));
}
