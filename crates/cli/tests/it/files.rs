//! The commands that look at files: no shop, no database, no network.

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};
use warifu_app::{CertificateJudge, SeenCertificates, SystemClock};
use warifu_domain::world::Clock;
use warifu_pki::{Certificate, Expected, Intermediates, Roots, Standards};

use crate::support::{Folder, WARIFU, json, openssl_csr, warifu};

fn data(name: &str) -> String {
    format!("{}/../pki/tests/data/{name}.pem", env!("CARGO_MANIFEST_DIR"))
}

fn codes(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// `warifu` with something on its standard input.
fn fed(words: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(WARIFU);
    let mut child = command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn one_csr_is_reported_in_the_published_form() {
    let output = warifu(&["csr", "check", "--format", "json", &data("rsa-1024")]);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    assert_eq!(report["file"], data("rsa-1024"));
    assert_eq!((&report["accepted"], &report["rules"]), (&json!(false), &json!("shop-common")));
    assert_eq!(report["key"], "RSA-1024");
    assert_eq!(report["spki_sha256"].as_str().unwrap().len(), 64);
    let finding = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "key_size").unwrap();
    for name in ["code", "severity", "field", "message", "fix", "source", "help"] {
        assert!(finding[name].is_string(), "{name}: {finding}");
    }
    assert_eq!(finding["params"]["bits"], "1024");
    assert_eq!(finding["help"], "/help/rules/key_size");
}

/// What is neither is called by its name, with the command that looks at it.
#[test]
fn something_else_is_told_by_its_kind() {
    let folder = Folder::new();
    let (_, csr) = openssl_csr(&folder, "www.example.test");
    let body: String = csr.lines().filter(|line| !line.starts_with('-')).collect();
    let certificate = fs::read_to_string(data("leaf")).unwrap();
    let store = [&[0xfe, 0xed, 0xfe, 0xed][..], &[0; 8]].concat();
    for (command, input, code, kind, advice) in [
        ("cert", csr.as_bytes(), "certificate_other_kind", "csr", "`warifu csr check FILE`"),
        ("cert", body.as_bytes(), "certificate_other_kind", "csr", "`warifu csr check FILE`"),
        ("cert", PUBLIC_KEY.as_bytes(), "certificate_other_kind", "public_key", "`warifu match FILE…`"),
        (
            "cert",
            b"-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n",
            "certificate_other_kind",
            "crl",
            "doctor",
        ),
        ("cert", b"-----BEGIN NONE-----\nMAA=\n-----END NONE-----\n", "certificate_other_kind", "other", "the CA sent"),
        ("cert", &store, "certificate_other_kind", "jks", "`warifu bundle --cert FILE --key FILE`"),
        ("csr", certificate.as_bytes(), "csr_other_kind", "certificate", "`warifu cert check FILE`"),
        ("csr", PUBLIC_KEY.as_bytes(), "csr_other_kind", "public_key", "`warifu match FILE…`"),
        ("csr", &store, "csr_other_kind", "jks", "keytool -certreq"),
    ] {
        let output = fed(&[command, "check", "--lang", "en", "--format", "json", "-"], input);
        let report = json(&output);
        assert_eq!((output.status.code(), codes(&report)), (Some(1), vec![code]), "{kind}: {report}");
        let finding = &report["findings"][0];
        let fix = finding["fix"].as_str().unwrap();
        assert!(finding["params"]["kind"] == kind && fix.contains(advice), "{finding}");
    }
    let broken = fed(&["csr", "check", "--format", "json", "-"], (certificate + &csr[..csr.len() / 2]).as_bytes());
    assert_eq!(codes(&json(&broken)), ["csr_unreadable"]);
}

/// P-256, from openssl.
const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMj/mxlCPV0MvcRO2L2Tke5FjU1dv
kV7evvHxj0/eQB918h7TQEAs1ax3pZNcD+nxOpqFvlV2vzz1q4LdN8nt8A==
-----END PUBLIC KEY-----
";

#[test]
fn exit_codes_and_rules() {
    let folder = Folder::new();
    let (_, csr) = openssl_csr(&folder, "www.example.test");
    let good = folder.join("www.example.test.csr").display().to_string();
    let key = folder.join("www.example.test.key").display().to_string();
    for (words, status, what) in [
        (&["--rules", "private", &good][..], 0, "nothing is wrong"),
        (&["--product", "demo-dv", &good], 0, "the product's rules"),
        (&[&good], 1, "the name is not of the internet"),
        (&["--rules", "private", "--name", "other.example.test", &good], 1, "its CN is not among the names"),
        (&["--rules", "private", &key], 1, "a private key instead"),
        (&["--rules", "none", &good], 2, "there is no such rule set"),
        (&["--product", "none", &good], 2, "there is no such product"),
        (&["--name", "no name", &good], 2, "that is no name"),
        (&["/nonexistent"], 2, "there is no such file"),
        (&[], 2, "no file is named"),
    ] {
        let output = warifu(&[&["csr", "check"], words].concat());
        assert_eq!(output.status.code(), Some(status), "{what}: {output:?}");
    }
    let output = fed(&["csr", "check", "--rules", "private", "--format", "json", "-"], csr.as_bytes());
    assert_eq!(json(&output)["names"], json!(["www.example.test"]));
    let output = warifu(&["csr", "check", "--rules", "private", &key]);
    let secret = fs::read_to_string(&key).unwrap();
    let secret = secret.lines().nth(1).unwrap();
    let said = text(&output);
    assert!(!said.contains(secret), "a key is not repeated");
    assert!(said.contains("error[private_key_pasted]") && said.contains("has not left this machine"), "{said}");
}

#[test]
fn text_reads_as_help_in_both_languages() {
    for (language, words) in [
        ("en", ["error[key_size] (csr): ", "what to do: ", "source: BR 6.1.5", "more: warifu explain key_size"]),
        ("ja", ["エラー[key_size] (csr): ", "直し方: ", "出典: BR 6.1.5", "詳しく: warifu explain key_size"]),
    ] {
        let said = text(&warifu(&["csr", "check", "--lang", language, &data("rsa-1024")]));
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
        assert!(!said.contains('\u{1b}'), "no colours in a pipe");
        let explained = text(&warifu(&["explain", "--lang", language, "key_size"]));
        assert!(explained.contains("key_size") && explained.lines().count() > 3, "{explained}");
    }
    let url = text(&warifu(&["csr", "check", "--url", "https://shop.example.jp/", &data("rsa-1024")]));
    assert!(url.contains("more: https://shop.example.jp/help/rules/key_size"), "{url}");
    assert_eq!(warifu(&["explain", "no_such_rule"]).status.code(), Some(2));
    assert!(text(&warifu(&["explain"])).contains("key_size: "));
}

/// Thousands of files: one line each, in the order of the list, whatever is wrong with some of them.
#[test]
fn a_list_is_answered_line_by_line_in_its_order() {
    let folder = Folder::new();
    let all = ["p256", "rsa-2048", "rsa-1024", "ed25519"].map(data);
    let mut files: Vec<String> = (0..1_000).map(|number| all[number % all.len()].clone()).collect();
    files[700] = folder.join("missing").display().to_string();
    let list = folder.join("list");
    fs::write(&list, files.join("\n") + "\n\n").unwrap();
    let run = |words: &[&str]| warifu(&[&["csr", "check"], words].concat());

    let output = run(&["--format", "ndjson", "--list", list.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "one file is missing");
    let reports: Vec<Value> = text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let named: Vec<_> = reports.iter().map(|report| report["file"].as_str().unwrap()).collect();
    assert_eq!(named, files);
    for (at, report) in reports.iter().enumerate() {
        match at {
            700 => assert_eq!(codes(report), ["file_unreadable"]),
            _ if at % 4 == 2 => assert!(codes(report).contains(&"key_size"), "{report}"),
            _ => assert!(!codes(report).contains(&"key_size"), "{report}"),
        }
    }

    let output = run(&["--format", "json", &files[0], &files[1]]);
    let several = json(&output);
    assert_eq!(several["files"].as_array().unwrap().len(), 2);
    assert_eq!(several["files"][1]["file"], files[1]);
    let output = fed(&["csr", "check", "--format", "ndjson", "--list", "-"], files[..2].join("\n").as_bytes());
    assert_eq!(text(&output).lines().count(), 2);
}

/// Whatever stands in a CSR, it does not reach the terminal as a command.
#[test]
fn a_csr_does_not_steer_the_terminal() {
    let folder = Folder::new();
    let csr = folder.join("odd.csr");
    let subject = "/O=\u{1b}[2J\u{202e}evil/CN=www.example.jp";
    let run = Command::new("openssl")
        .args([
            "req",
            "-new",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-utf8",
            "-subj",
            subject,
        ])
        .args(["-keyout", "/dev/null", "-out"])
        .arg(&csr)
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    let said = text(&warifu(&["csr", "check", csr.to_str().unwrap()]));
    assert!(said.contains("evil") && !said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Key and CSR come out, the key for its owner alone, and no file is ever overwritten.
#[test]
fn a_new_csr_and_the_same_by_other_tools() {
    let folder = Folder::new();
    for (key, kind) in [("rsa-2048", "RSA-2048"), ("p-256", "P-256"), ("p-384", "P-384")] {
        let base = folder.join(key).display().to_string();
        let words = ["--name", "*.example.jp", "--name", "example.jp", "--organization", "Example + Sons Co., Ltd."];
        let more = ["--state", "Tokyo", "--locality", "Chiyoda-ku", "--key", key, "--out", &base, "--format", "json"];
        let made = warifu(&[&["csr", "new"], &words[..], &more[..]].concat());
        assert_eq!(made.status.code(), Some(0), "{made:?}");
        let made = json(&made);
        let (key_file, csr_file) = (folder.join(&format!("{key}.key")), folder.join(&format!("{key}.csr")));
        assert_eq!(made["key_file"], key_file.display().to_string());
        assert_eq!((mode(&key_file), mode(&csr_file) & 0o600), (0o600, 0o600));
        assert_eq!(made["inspection"]["names"], json!(["*.example.jp", "example.jp"]));
        assert_eq!(made["inspection"]["key"], kind);
        let subject = "C=JP, ST=Tokyo, L=Chiyoda-ku, O=Example + Sons Co., Ltd., CN=*.example.jp";
        assert_eq!(made["inspection"]["subject"], subject);

        let pair =
            json(&warifu(&["match", "--format", "json", key_file.to_str().unwrap(), csr_file.to_str().unwrap()]));
        assert_eq!((&pair["pairs"][0]["alone"], &pair["findings"]), (&json!(false), &json!([])), "{pair}");
        let verified =
            Command::new("openssl").args(["req", "-verify", "-noout", "-in"]).arg(&csr_file).output().unwrap();
        assert!(verified.status.success(), "{verified:?}");

        let again = warifu(&["csr", "new", "--name", "example.jp", "--out", &base]);
        assert_eq!(again.status.code(), Some(2), "an existing file is not overwritten");

        for tool in ["openssl", "keytool"] {
            let place = folder.join(&format!("{tool}-{key}"));
            fs::create_dir_all(&place).unwrap();
            let command = made["equivalents"][tool].as_str().unwrap().replace(&format!("{base}."), "same.");
            // keytool asks for the store's password twice; everything else is on the command line.
            let command = command.replace("keytool ", "keytool -J-Xshare:auto -storepass changeit ");
            let run = Command::new("sh").args(["-ec", &command]).current_dir(&place).output().unwrap();
            assert!(run.status.success(), "{command}: {run:?}");
            let same = place.join("same.csr").display().to_string();
            let seen = json(&warifu(&["csr", "check", "--format", "json", &same]));
            for fact in ["names", "subject", "key", "accepted"] {
                assert_eq!(seen[fact], made["inspection"][fact], "{tool}: {fact}: {seen}");
            }
        }
    }
}

#[test]
fn what_cas_would_refuse_is_not_written() {
    let folder = Folder::new();
    let base = folder.join("refused").display().to_string();
    let new = |words: &[&str]| warifu(&[&["csr", "new", "--key", "p-256", "--out", &base], words].concat());
    for (words, status) in [
        (&["--name", "server.local"][..], 1),
        (&["--name", "www.example.jp", "--organization", &"O".repeat(65)], 1),
        (&["--name", "not a name"], 2),
        (&["--name", "www.example.jp", "--kind", "ov"], 2),
        (&[], 2),
    ] {
        let output = new(words);
        assert_eq!(output.status.code(), Some(status), "{words:?}: {output:?}");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 0, "{words:?}");
    }
    for (name, word) in [("日本語.jp", "xn--wgv71a119e.jp"), ("a_b.example.jp", "underscore")] {
        let output = new(&["--name", name]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(word), "{name}: {said}");
    }
    let plain = new(&["--name", "www.example.jp", "--lang", "ja"]);
    let said = text(&plain);
    for word in ["openssl req", "keytool -certreq", "certreq -new", "BEGIN CERTIFICATE REQUEST", "RSA"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("Bits: "), "Plesk makes no such key: {said}");
    assert!(!said.contains("PRIVATE KEY"), "the key stays in its file");
}

#[test]
fn strangers_do_not_match() {
    let folder = Folder::new();
    for name in ["a.example.test", "b.example.test"] {
        openssl_csr(&folder, name);
    }
    let path = |name: &str| folder.join(name).display().to_string();
    let [a_key, a_csr, b_csr] = ["a.example.test.key", "a.example.test.csr", "b.example.test.csr"].map(path);
    let matched = |files: &[&str]| warifu(&[&["match", "--format", "json"], files].concat());
    let stranger = matched(&[&a_key, &b_csr]);
    assert_eq!(stranger.status.code(), Some(1));
    assert_eq!(codes(&json(&stranger)), ["pairs_none"]);
    let pair = matched(&[&a_key, &b_csr, &a_csr]);
    assert_eq!(pair.status.code(), Some(0), "{pair:?}");
    let pairs = json(&pair)["pairs"].clone();
    let kinds: Vec<_> = pairs[0]["members"].as_array().unwrap().iter().map(|member| member["kind"].clone()).collect();
    assert_eq!(kinds, [json!("private_key"), json!("csr")]);
    assert_eq!(pairs[1]["alone"], true);
    assert_eq!(matched(&["/nonexistent"]).status.code(), Some(2));
    let said = text(&warifu(&["match", "--lang", "ja", &a_key, &b_csr, &a_csr]));
    assert!(said.contains("組になるもの") && said.contains("組にならないもの"), "{said}");
}

const P256: &str = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

fn run_in(folder: &Folder, words: &str) {
    let run = Command::new("sh").args(["-ec", words]).current_dir(&folder.0).output().unwrap();
    assert!(run.status.success(), "{words}: {run:?}");
}

/// A CA, an intermediate and a leaf by openssl, as a company without a public CA has them.
fn company_chain(folder: &Folder) -> [String; 3] {
    let path = |name: &str| folder.join(name).display().to_string();
    let run = |words: &str| run_in(folder, words);
    let ca = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign";
    run(&format!("openssl req -x509 {P256} -subj /CN=Root -days 3650 {ca} -keyout root.key -out root.pem"));
    run(&format!(
        "openssl req -x509 {P256} -subj /CN=Issuing -days 1000 {ca} -CA root.pem -CAkey root.key -keyout ca.key -out ca.pem"
    ));
    let leaf = "-addext subjectAltName=DNS:www.example.jp -addext extendedKeyUsage=serverAuth -addext keyUsage=critical,digitalSignature";
    run(&format!(
        "openssl req -x509 {P256} -subj /CN=www.example.jp -days 90 {leaf} -addext basicConstraints=critical,CA:FALSE -CA ca.pem -CAkey ca.key -keyout leaf.key -out leaf.pem"
    ));
    ["leaf.pem", "ca.pem", "root.pem"].map(path)
}

/// A certificate without a policy OID is a private CA's, unless it leads to a root of the browsers' list.
#[test]
fn below_a_public_root_the_policy_is_stated() {
    let folder = Folder::new();
    let [leaf, ca, root] = company_chain(&folder);
    let read = |path: &str| fs::read_to_string(path).unwrap();
    let public = Roots::parse(&read(&root), "").unwrap();
    let own = Roots::of(Certificate::from_pem_all(read(&root).as_bytes()).unwrap());
    let standards = Standards::parse(
        include_str!("../../../../catalogue/standards.toml"),
        include_str!("../../../../catalogue/pki-limits.toml"),
    );
    let standards = standards.unwrap();
    for (what, roots, expected) in [("public", &public, true), ("own", &own, false)] {
        let judge = CertificateJudge {
            standards: &standards,
            expected: Expected::at(SystemClock.now().unix_seconds()),
            roots: &|| roots,
            intermediates: &Intermediates::default(),
            pile: &[],
            insists: false,
        };
        let seen = SeenCertificates::of("full", (read(&leaf) + &read(&ca)).as_bytes(), &judge);
        assert!(seen.chain.is_some_and(|chain| chain.best.root().is_some()), "{what}");
        let is_found = seen.findings.iter().any(|finding| finding.code == "certificate_policy_missing");
        assert_eq!(is_found, expected, "{what}: {:?}", seen.findings);
    }
}

#[test]
fn certificates_and_chains_are_judged() {
    let folder = Folder::new();
    let [leaf, ca, root] = company_chain(&folder);
    let full = folder.join("full.pem").display().to_string();
    fs::write(&full, fs::read_to_string(&leaf).unwrap() + &fs::read_to_string(&ca).unwrap()).unwrap();
    let check = |words: &[&str]| warifu(&[&["cert", "check", "--format", "json"], words].concat());

    let trusted = check(&["--ca", &root, &full]);
    let report = json(&trusted);
    assert_eq!(report["chain"]["trusted"], true, "{report}");
    assert_eq!(report["chain"]["path"], json!(["CN=www.example.jp", "CN=Issuing", "CN=Root"]));
    assert_eq!(report["certificates"][0]["names"], json!(["www.example.jp"]));
    assert!(!codes(&report).iter().any(|code| code.starts_with("chain_")), "{report}");
    let stranger = check(&[&full]);
    assert_eq!(stranger.status.code(), Some(1), "browsers do not know that root");
    assert_eq!(json(&stranger)["chain"]["trusted"], false);
    let piled = json(&check(&["--ca", &root, "--chain", &ca, &leaf]));
    assert_eq!(piled["chain"]["trusted"], true, "put together from another file: {piled}");
    let alone = json(&check(&[&leaf]));
    assert_eq!(alone["chain"], Value::Null, "there is no chain to judge: {alone}");

    // Who names roots wants to know whether it leads there, and nothing completes what signed itself.
    let elsewhere = Folder::new();
    let [_, _, other] = company_chain(&elsewhere);
    let own = |file: &str, ca: &str| {
        let path = folder.join(file).display().to_string();
        run_in(
            &folder,
            &format!(
                "openssl req -x509 {P256} -subj /CN=www.example.jp -addext subjectAltName=DNS:www.example.jp -addext basicConstraints=critical,CA:{ca} -keyout own.key -out {path}"
            ),
        );
        path
    };
    let (own, own_ca) = (own("own.pem", "FALSE"), own("own-ca.pem", "TRUE"));
    let issuer_missing: &[&str] = &["chain_issuer_missing"];
    let self_signed: &[&str] = &["chain_leaf_self_signed"];
    for (what, words, expected) in [
        ("no roots named", &[leaf.as_str()][..], &[][..]),
        ("its intermediate is not there", &["--ca", &root, &leaf], issuer_missing),
        ("its issuer is the root", &["--ca", &ca, &leaf], &[]),
        ("the intermediate in another file", &["--ca", &root, "--chain", &ca, &leaf], &[]),
        ("the intermediate in both files", &["--ca", &root, "--chain", &ca, &full], &[]),
        ("more than needed in another file", &["--ca", &root, "--chain", &other, "--chain", &full, &leaf], &[]),
        ("another root", &["--ca", &other, &leaf], issuer_missing),
        ("self-signed", &[&own], self_signed),
        ("self-signed, and roots named", &["--ca", &root, &own], self_signed),
        ("self-signed and trusted", &["--ca", &own, &own], &[]),
        ("self-signed by openssl's default", &[&own_ca], self_signed),
        ("a root", &[&root], &[]),
        ("the root named", &["--ca", &root, &root], &[]),
        ("another root than named", &["--ca", &root, &other], &["chain_root_unknown"]),
        ("an intermediate", &["--ca", &root, &ca], &[]),
    ] {
        let checked = check(words);
        let report = json(&checked);
        let found: Vec<_> = codes(&report).into_iter().filter(|code| code.starts_with("chain_")).collect();
        assert_eq!(found, expected, "{what}: {report}");
        assert_eq!(checked.status.success(), expected.is_empty(), "{what}: {report}");
    }

    let later = json(&check(&["--at", "2036-01-01T00:00:00Z", &leaf]));
    assert!(codes(&later).contains(&"certificate_expired"), "{later}");
    let public = json(&check(&["--profile", "dv", &leaf]));
    assert!(codes(&public).contains(&"certificate_policy_not_expected"), "{public}");
    for (words, status) in [
        (&["--ca", &leaf, "/nonexistent"][..], 2),
        (&["--ca", "/nonexistent", &leaf], 2),
        (&["--product", "none", &leaf], 2),
        (&["--at", "tomorrow", &leaf], 2),
        (&[&data("p256")], 1),
    ] {
        assert_eq!(check(words).status.code(), Some(status), "{words:?}");
    }
    let said = text(&warifu(&["cert", "check", "--lang", "ja", "--ca", &root, &full]));
    assert!(said.contains("CN=Issuing") && said.contains("発行者: "), "{said}");
}

/// The table of public intermediates names what a public certificate came without, and puts it in.
#[test]
fn a_public_certificate_alone_is_completed() {
    let leaf = data("public-leaf");
    let in_force = ["cert", "check", "--format", "json", "--at", "2026-08-01T00:00:00Z"];
    let checked = warifu(&[&in_force[..], &[&leaf]].concat());
    let report = json(&checked);
    assert_eq!(checked.status.code(), Some(0), "{report}");
    assert_eq!(codes(&report), ["chain_completed", "chain_completed"]);
    let missing = &report["findings"][0]["params"];
    assert_eq!(missing["subject"], "C=US, O=Let's Encrypt, CN=YE2");
    assert_eq!((missing["from"].as_str(), missing["url"].as_str()), (Some("table"), Some("http://ye2.i.lencr.org/")));
    assert_eq!(
        (&report["chain"]["trusted"], report["chain"]["path"][3].as_str()),
        (&json!(true), Some("C=US, O=Internet Security Research Group, CN=ISRG Root X2"))
    );
    let whole = report["chain"]["pem"].as_str().unwrap();
    assert_eq!(whole.matches("BEGIN CERTIFICATE").count(), 3);

    // As a file for a server, it has to have all of it.
    let folder = Folder::new();
    let cut = folder.join("cut.pem").display().to_string();
    let blocks: Vec<_> = whole.split_inclusive("-----END CERTIFICATE-----\n").collect();
    fs::write(&cut, blocks[..2].concat()).unwrap();
    let report = json(&warifu(&[&in_force[..], &[&cut]].concat()));
    assert_eq!(codes(&report), ["chain_intermediate_missing"], "{report}");
    assert_eq!(report["chain"]["pem"], whole);
    // With a CA of one's own, the public table says nothing.
    let own = json(&warifu(&[&in_force[..], &["--ca", &leaf, &leaf]].concat()));
    assert_eq!(codes(&own), ["chain_issuer_missing"], "{own}");
}
