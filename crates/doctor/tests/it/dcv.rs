//! The look before the CA looks.

use warifu_doctor::dcv::{CODES, Seen, look_file, look_txt};

use crate::{
    forge::leaf,
    support::{ONE, Server, TIME, TWO, nobody, presents, says, world},
};

const URL: &str = "http://a.example/.well-known/pki-validation/fileauth.txt";

fn reply(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

fn code(seen: &Seen, wanted: &str) -> &'static str {
    let code = seen.judge(wanted).map_or("", |finding| finding.code);
    assert!(!code.starts_with("dcv_") || CODES.contains(&code), "{code} is not listed");
    code
}

#[tokio::test]
async fn files_are_read_as_a_ca_reads_them() {
    let to = |status: &str, url: &str| reply(status, &format!("Location: {url}\r\n"), "");
    let rows: Vec<(&str, Server, &str)> = vec![
        ("in place", says(reply("200 OK", "", "proof")).await, ""),
        ("with a line end", says(reply("200 OK", "", "proof\r\n")).await, ""),
        ("any 2xx", says(reply("206 Partial Content", "", "proof")).await, ""),
        ("not placed", says(reply("404 Not Found", "", "no")).await, "dcv_file_status"),
        ("protected", says(reply("401 Unauthorized", "", "no")).await, "dcv_file_status"),
        ("a page instead", says(reply("200 OK", "", "<html>proof</html>")).await, "dcv_file_differs"),
        ("a large page", says(reply("200 OK", "", &"x".repeat(65 * 1024))).await, "body_too_large"),
        ("moved", says(to("301 Moved", "http://b.example/")).await, ""),
        ("see other", says(to("303 See Other", "http://b.example/")).await, "redirect_refused"),
        ("other port", says(to("302 Found", "http://b.example:8443/")).await, "redirect_refused"),
        ("loop", says(to("302 Found", URL)).await, "too_many_redirects"),
        ("inside", says(to("302 Found", "http://10.0.0.1/")).await, "address_refused"),
        ("no such host", says(to("302 Found", "http://absent.example/")).await, "nxdomain"),
        ("closed", nobody(), "connect_refused"),
        ("silent", says("").await, "timeout"),
        ("no HTTP", says("SSH-2.0-x\r\n").await, "http_malformed"),
    ];
    let proof = says(reply("200 OK", "", "proof")).await;
    for (case, server, wanted) in rows {
        let world = world();
        world.name("a.example", &[ONE]);
        world.name("b.example", &[TWO]);
        world.listen(ONE, 80, &server);
        world.listen(TWO, 80, &proof);
        let seen = look_file(&world.net, URL, TIME).await;
        assert_eq!(code(&seen, "proof"), wanted, "{case}: {seen:?}");
    }
    assert_eq!(code(&look_file(&world().net, URL, TIME).await, "proof"), "nxdomain");
}

/// A site that already sends everybody to https, with a certificate that nobody trusts yet.
#[tokio::test]
async fn a_redirect_to_https_needs_no_good_certificate() {
    let world = world();
    world.name("a.example", &[ONE]);
    let (_, path) = URL.split_once("a.example/").unwrap();
    let folder = std::env::temp_dir().join(format!("warifu-doctor-{}-www", std::process::id()));
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, "proof\n").unwrap();
    let redirects = says(reply("301 Moved", &format!("Location: {}\r\n", URL.replace("http:", "https:")), "")).await;
    let stranger = leaf("wrong.example", None);
    let serves = presents(&[&stranger], &folder);
    world.listen(ONE, 80, &redirects);
    world.listen(ONE, 443, &serves);
    let seen = look_file(&world.net, URL, TIME).await;
    assert_eq!(code(&seen, "proof"), "", "{seen:?}");
    std::fs::remove_dir_all(folder).unwrap();
    assert!(matches!(seen, Seen::File { final_url, .. } if final_url.starts_with("https://")));
}

#[tokio::test]
async fn txt_values_are_read() {
    let world = world();
    world.resolver.set_txt("_acme-challenge.a.example", &["other", "proof"]);
    world.resolver.set_txt("_acme-challenge.b.example", &["other"]);
    world.resolver.set_txt("_acme-challenge.c.example", &[]);
    for (host, wanted) in [
        ("a.example", ""),
        ("b.example", "dcv_txt_differs"),
        ("c.example", "dcv_txt_missing"),
        ("d.example", "dcv_txt_missing"),
    ] {
        let seen = look_txt(&world.net, &format!("_acme-challenge.{host}")).await;
        assert_eq!(code(&seen, "proof"), wanted, "{host}");
    }
}
