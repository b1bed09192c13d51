//! `warifu doctor` against servers on loopback: every format, stored evidence, long lists, and runs that go on.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, ChildStdout, Command, Output, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::support::{Folder, WARIFU, json, warifu};

const NAME: &str = "www.example.test";

/// `openssl s_server` with a certificate for [`NAME`] and `*.bulk.test` from a CA of its own; it ends with the test.
struct Site {
    folder: Folder,
    address: SocketAddr,
    child: Child,
    _said: BufReader<ChildStdout>,
}

impl Site {
    fn new() -> Self {
        let folder = Folder::new();
        let openssl = |words: &[&str]| {
            let run = Command::new("openssl").args(words).current_dir(&folder.0).output().unwrap();
            assert!(run.status.success(), "{run:?}");
        };
        let ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout"];
        let usage = ["-days", "9000", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
        openssl(&[&["req", "-x509", "-subj", "/CN=Root", "-out", "root.pem"], &usage[..], &ec, &["root.key"]].concat());
        openssl(&[&["req", "-subj", &format!("/CN={NAME}"), "-out", "leaf.csr"], &ec[..], &["leaf.key"]].concat());
        let extensions = format!(
            "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n\
             subjectAltName=DNS:{NAME},DNS:*.bulk.test\n"
        );
        fs::write(folder.join("extensions"), extensions).unwrap();
        let by = ["-CA", "root.pem", "-CAkey", "root.key", "-days", "60", "-extfile", "extensions"];
        openssl(&[&["x509", "-req", "-in", "leaf.csr", "-out", "leaf.pem"], &by[..]].concat());
        let mut command = Command::new("openssl");
        command.args(["s_server", "-accept", "127.0.0.1:0", "-WWW", "-cert", "leaf.pem", "-key", "leaf.key"]);
        command.current_dir(&folder.0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let lines = said.by_ref().lines().map_while(Result::ok);
        let address = lines.take(20).find_map(|line| line.strip_prefix("ACCEPT ")?.parse().ok()).unwrap();
        Self { folder, address, child, _said: said }
    }

    fn named(&self, name: &str) -> String {
        format!("{name}:{}", self.address.port())
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// `warifu doctor` that finds every name here, quickly, and trusts the CA.
    fn doctor(&self, words: &[&str]) -> Output {
        let root = self.path("root.pem");
        warifu(&[&["doctor", "--connect", "127.0.0.1", "--profile", "quick", "--ca", &root], words].concat())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = (self.child.kill(), self.child.wait());
    }
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn codes(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn exit_codes_and_findings() {
    let site = Site::new();
    let (good, wrong) = (site.named(NAME), site.named("other.test"));
    for (words, status, wanted, what) in [
        (&[good.as_str()][..], 0, &[][..], "nothing is wrong"),
        (&[&wrong], 1, &["site_name_mismatch"], "the name is not in the certificate"),
        (&[&wrong, "--sni", NAME], 0, &[], "another name is asked for"),
        (&[&good, "--at", "2036-01-01T00:00:00Z"], 1, &["site_certificate_expired"], "by then it has expired"),
        (&["www.example.test:0"], 2, &["target_malformed"], "that is no port"),
        (&[&format!("https://{good}/path")], 0, &[], "a URL somebody copied"),
    ] {
        let output = site.doctor(&[words, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(status), "{what}: {output:?}");
        let report = json(&output);
        assert_eq!(codes(&report), wanted, "{what}");
        assert_eq!(report["accepted"], status == 0, "{what}");
    }
    let private =
        warifu(&["doctor", "--profile", "quick", "--format", "json", &format!("127.0.0.1:{}", site.address.port())]);
    assert_eq!(codes(&json(&private)), ["site_address_refused"], "an inside address, not allowed");
    let root = site.path("root.pem");
    let inside = format!("127.0.0.1:{}", site.address.port());
    let allowed =
        warifu(&["doctor", &inside, "--profile", "quick", "--allow", "127.0.0.0/8", "--ca", &root, "--format", "json"]);
    assert_eq!(codes(&json(&allowed)), ["site_name_mismatch"], "allowed, and the address is not in the certificate");
    assert_eq!(json(&allowed)["certificates"][0]["names"][0], NAME, "and looked at");
    for (words, what) in [
        (&["doctor"][..], "no site is named"),
        (&["doctor", "--input", "/nonexistent"], "there is no such list"),
        (&["doctor", "--evidence", "/nonexistent"], "there is no such evidence"),
        (&["doctor", "a.test", "--concurrency", "0"], "nothing would be looked at"),
        (&["doctor", "a.test", "--allow", "inside"], "that is no block"),
        (&["doctor", "a.test", "--resume", "/nonexistent/results", "--format", "html"], "results are lines"),
    ] {
        assert_eq!(warifu(words).status.code(), Some(2), "{what}");
    }
}

#[test]
fn the_report_has_the_published_form() {
    let site = Site::new();
    let good = site.named(NAME);
    let report = json(&site.doctor(&[&good, "--format", "json"]));
    assert_eq!((&report["site"], &report["profile"]), (&json!(good), &json!("quick")));
    let stage = |name: &str| {
        let stages = report["stages"].as_array().unwrap();
        stages.iter().find(|stage| stage["stage"] == name).unwrap()["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(["tcp", "service", "tls", "chain", "certificate"].map(stage), ["ok"; 5]);
    let address = &report["addresses"][0];
    assert_eq!(address["address"], site.address.to_string());
    assert_eq!(address["handshake"]["version"], "TLSv1.3");
    assert_eq!(address["handshake"]["chain"][0], report["certificates"][0]["sha256"]);
    assert_eq!(report["certificates"][0]["names"][0], NAME);
    let full = warifu(&["doctor", &good, "--connect", "127.0.0.1", "--ca", &site.path("root.pem"), "--format", "json"]);
    let full = json(&full);
    assert_eq!(full["profile"], "full");
    assert!(full["addresses"][0]["versions"].as_array().unwrap().len() >= 2, "{full}");
}

#[test]
fn text_and_page_read_as_help_in_both_languages() {
    let site = Site::new();
    let wrong = site.named("other.test");
    for (language, words) in [
        (
            "en",
            ["1 error", "  TLS: good – TLSv1.3", "  Certificate: problem", "error[site_name_mismatch]", "what to do: "],
        ),
        ("ja", ["エラー1件", "  TLS: 良好 – TLSv1.3", "  証明書: 問題あり", "エラー[site_name_mismatch]", "直し方: "]),
    ] {
        let said = text(&site.doctor(&[&wrong, "--lang", language]));
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
        assert!(!said.contains('\u{1b}'), "no colours in a pipe");
        let page = text(&site.doctor(&[&wrong, &site.named(NAME), "--lang", language, "--format", "html"]));
        assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
        assert_eq!(page.matches("<article class=\"site\">").count(), 2);
        assert!(page.contains("<style>") && !page.contains("<link") && !page.contains("src="), "needs nothing else");
        assert!(page.contains("warifu explain site_name_mismatch") && !page.contains("[site-"), "{page}");
    }
}

#[test]
fn evidence_is_judged_again_without_the_site() {
    let site = Site::new();
    let (kept, root) = (site.path("evidence"), site.path("root.pem"));
    let live = site.doctor(&[&site.named("other.test"), &site.named(NAME), "--save", &kept, "--format", "ndjson"]);
    assert_eq!(live.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&kept).unwrap().lines().count(), 2);
    let port = site.address.port();
    let again = |words: &[&str]| {
        let again = warifu(&[&["doctor", "--evidence", &kept, "--ca", &root, "--format", "json"], words].concat());
        json(&again)["sites"].as_array().unwrap().clone()
    };
    let before = again(&[]);
    let mut lines: Vec<Value> = text(&live).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(before, lines, "the same words about the same evidence");
    let later = again(&["--at", "2036-01-01T00:00:00Z"]);
    lines.retain(|report| report["site"] == format!("{NAME}:{port}"));
    assert_eq!(codes(&lines[0]), Vec::<&str>::new());
    assert!(later.iter().all(|report| codes(report).contains(&"site_certificate_expired")), "{later:?}");
    fs::write(&kept, "{\"hosts\": 1}").unwrap();
    assert_eq!(warifu(&["doctor", "--evidence", &kept]).status.code(), Some(2), "that is no evidence");
}

/// A long list: each site once, whatever is wrong with some; a second run passes over what the first has done.
#[test]
fn a_list_is_streamed_and_goes_on_where_it_stopped() {
    let site = Site::new();
    let mut hosts: Vec<String> = (0..60).map(|number| site.named(&format!("h{number}.bulk.test"))).collect();
    hosts[30] = "no host at all:0".replace(' ', "-");
    hosts.push("# a remark".into());
    let (list, results) = (site.path("hosts"), site.path("results"));
    fs::write(&list, hosts.join("\n")).unwrap();
    let sites = |lines: &str| {
        let site = |line: &str| serde_json::from_str::<Value>(line).unwrap()["site"].as_str().unwrap().to_owned();
        let mut sites: Vec<String> = lines.lines().map(site).collect();
        sites.sort();
        sites
    };
    let mut wanted = hosts[..60].to_vec();
    wanted.sort();
    let run = site.doctor(&["--input", &list, "--format", "ndjson", "--concurrency", "8"]);
    assert_eq!(run.status.code(), Some(2), "one of them is no host");
    assert_eq!(sites(&text(&run)), wanted);
    let whole = json(&site.doctor(&["--input", &list, "--format", "json"]));
    assert_eq!(whole["sites"].as_array().unwrap().len(), 60);
    // As after a power cut: some lines, and half of another.
    let kept: String = text(&run).lines().take(20).map(|line| format!("{line}\n")).collect();
    fs::write(&results, format!("{kept}{{\"site\":\"h1.bu")).unwrap();
    let run = site.doctor(&["--input", &list, "--resume", &results]);
    assert_eq!(text(&run), "", "the results are in the file");
    let resumed = fs::read_to_string(&results).unwrap();
    assert!(resumed.starts_with(&kept), "what was done is kept");
    assert_eq!(sites(&resumed), wanted, "each site once");
    site.doctor(&["--input", &list, "--resume", &results]);
    assert_eq!(fs::read_to_string(&results).unwrap(), resumed, "nothing is left to do");
    let other = site.doctor(&["--input", &list, "--resume", &site.path("root.pem")]);
    assert_eq!(other.status.code(), Some(2), "another file is not touched");
    assert!(fs::read_to_string(site.path("root.pem")).unwrap().contains("END CERTIFICATE"));
}

#[test]
fn a_list_comes_from_standard_input_too() {
    let site = Site::new();
    let root = site.path("root.pem");
    let mut command = Command::new(WARIFU);
    command.args(["doctor", "--connect", "127.0.0.1", "--profile", "quick", "--ca", &root, "--format", "ndjson"]);
    let mut child = command.args(["--input", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The answer comes before the list ends.
    for number in 0..3 {
        writeln!(stdin, "h{number}.bulk.test {}", site.address.port()).unwrap();
        let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        assert_eq!(line["site"], site.named(&format!("h{number}.bulk.test")));
        assert_eq!(line["accepted"], true, "{line}");
    }
    drop(stdin);
    assert!(lines.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// A server that says these lines, one at once and one after each line of the client, and then hands over to `to`; it
/// serves until the test's process ends.
fn talks_first(lines: &'static [&'static str], to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = move |mut client: TcpStream| -> std::io::Result<()> {
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                // Octet by octet: what follows the line belongs to the server behind.
                let mut octet = [0];
                while octet != *b"\n" {
                    client.read_exact(&mut octet)?;
                }
            }
            client.write_all(line.as_bytes())?;
        }
        let mut behind = TcpStream::connect_timeout(&to, Duration::from_secs(10))?;
        let (mut from_client, mut to_behind) = (client.try_clone()?, behind.try_clone()?);
        thread::spawn(move || {
            let _ = std::io::copy(&mut from_client, &mut to_behind);
            to_behind.shutdown(std::net::Shutdown::Write)
        });
        std::io::copy(&mut behind, &mut client)?;
        client.shutdown(std::net::Shutdown::Write)
    };
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || serve(client));
        }
    });
    address
}

#[test]
fn mail_servers_change_to_tls_first() {
    let site = Site::new();
    for (protocol, lines) in [
        ("smtp", &["220 mail ESMTP\r\n", "250-mail\r\n250 STARTTLS\r\n", "220 go on\r\n"][..]),
        ("imap", &["* OK ready\r\n", "a OK go on\r\n"]),
        ("pop3", &["+OK ready\r\n", "+OK go on\r\n"]),
    ] {
        let port = talks_first(lines, site.address).port();
        for (name, wanted) in [(NAME, &[][..]), ("other.test", &["site_name_mismatch"])] {
            let named = format!("{name}:{port}");
            let report = json(&site.doctor(&[&named, "--starttls", protocol, "--format", "json"]));
            assert_eq!(codes(&report), wanted, "{protocol} {name}: {report}");
        }
        let named = format!("{NAME}:{port}");
        let report = json(&site.doctor(&[&named, "--format", "json"]));
        assert!(codes(&report)[0].starts_with("site_service_"), "{protocol} without the command: {report}");
    }
}

/// What a terminal shows while the command runs there; `more` goes behind its words, as a shell reads it.
fn on_a_terminal(site: &Site, words: &[&str], more: &str) -> String {
    let root = site.path("root.pem");
    let words = [&[WARIFU, "doctor", "--connect", "127.0.0.1", "--ca", &root, "--lang", "en"], words].concat();
    let quoted: String = words.iter().map(|word| format!("'{word}' ")).collect();
    let command = quoted + more;
    let run = Command::new("script").args(["-qec", &command, "/dev/null"]).stdin(Stdio::null()).output().unwrap();
    assert!(run.status.success(), "{run:?}");
    text(&run)
}

#[test]
fn a_terminal_shows_how_far_it_is() {
    let site = Site::new();
    let hosts: Vec<String> = (0..30).map(|number| site.named(&format!("h{number}.bulk.test"))).collect();
    let (list, results) = (site.path("hosts"), site.path("results"));
    fs::write(&list, hosts.join("\n")).unwrap();
    let bulk = ["--profile", "quick", "--input", &list];
    let shown = on_a_terminal(&site, &[&bulk[..], &["--format", "ndjson"]].concat(), &format!("> '{results}'"));
    assert!(shown.contains("\r[########################] 30 of 30 sites, 0 with errors\u{1b}[K"), "{shown:?}");
    assert!(!shown.contains('{'), "the results are in the file: {shown:?}");
    assert_eq!(fs::read_to_string(&results).unwrap().lines().count(), 30);
    let shown = on_a_terminal(&site, &bulk, "");
    assert!(!shown.contains("[#"), "the reports themselves show it: {shown:?}");

    let named = site.named(NAME);
    let shown = on_a_terminal(&site, &[&named], "");
    for stage in ["handshake", "protocols and ciphers", "revocation"] {
        assert!(shown.contains(&format!("\r{named}: {stage} done, ")), "{stage}: {shown:?}");
    }
    let report = shown.rsplit("\u{1b}[K").next().unwrap();
    assert!(
        report.contains("TLS: good") && !report.contains("so far"),
        "the line makes room for the report: {shown:?}"
    );
    let piped = on_a_terminal(&site, &[&named, "--profile", "quick"], "2>/dev/null");
    assert!(!piped.contains(" so far"), "{piped:?}");
}
