//! `warifu bundle` with the key at hand: what it writes, openssl, keytool and running servers take.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{Folder, WARIFU};

/// What openssl made: root, intermediate, leaf, and the leaf's key.
struct Owner(Folder);

impl Owner {
    fn new() -> Self {
        let owner = Self(Folder::new());
        let ca = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
        let leaf = "subjectAltName=DNS:www.example.test,DNS:example.test\nextendedKeyUsage=serverAuth\n";
        fs::write(owner.0.join("ca.ext"), ca).unwrap();
        fs::write(owner.0.join("leaf.ext"), leaf).unwrap();
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        owner.openssl(&format!("req -x509 {key} -keyout root.key -out root.pem -subj /CN=Root -days 30"));
        for (name, subject, issuer, extensions) in
            [("ca", "/CN=Issuing", "root", "ca.ext"), ("www", "/CN=www.example.test", "ca", "leaf.ext")]
        {
            owner.openssl(&format!("req {key} -keyout {name}.key -out {name}.csr -subj {subject}"));
            owner.openssl(&format!(
                "x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial -days 20 -extfile \
                 {extensions} -out {name}.pem"
            ));
        }
        fs::write(owner.0.join("password"), "correct horse\n").unwrap();
        // As people have it: everything in one file, in the wrong order.
        let pile: String =
            ["root.pem", "ca.pem", "www.pem"].map(|name| fs::read_to_string(owner.0.join(name)).unwrap()).concat();
        fs::write(owner.0.join("pile.pem"), pile).unwrap();
        owner
    }

    #[track_caller]
    fn openssl(&self, arguments: &str) -> String {
        let output = self.run("openssl", arguments);
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{arguments}: {text}");
        text
    }

    fn run(&self, program: &str, arguments: &str) -> Output {
        let mut command = Command::new(program);
        command.args(arguments.split_whitespace()).current_dir(&self.0.0).stdin(Stdio::null());
        command.env("LC_ALL", "C").output().unwrap()
    }

    /// `warifu bundle --ca root.pem …`: exit code and both outputs.
    fn bundle(&self, arguments: &str) -> (Option<i32>, String) {
        let output = self.run(WARIFU, &format!("bundle --ca root.pem {arguments}"));
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    }

    fn files(&self, folder: &str) -> Vec<(String, u32)> {
        let entries = fs::read_dir(self.0.join(folder)).unwrap().map(Result::unwrap);
        let mut files: Vec<_> = entries
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().permissions().mode() & 0o777)
            })
            .collect();
        files.sort();
        files
    }
}

#[test]
fn key_files_are_private_and_other_programs_read_them() {
    let owner = Owner::new();
    let (code, text) =
        owner.bundle("--cert pile.pem --key www.key --server tomcat --out tomcat --password-file password");
    assert_eq!(code, Some(0), "{text}");
    let base = "www.example.test";
    let wanted = [
        (".cert.pem", 0o644),
        (".chain.pem", 0o644),
        (".jks", 0o600),
        (".key", 0o600),
        (".p12", 0o600),
        (".p7b", 0o644),
    ];
    let mut wanted: Vec<_> = wanted.map(|(suffix, mode)| (format!("{base}{suffix}"), mode)).to_vec();
    wanted.splice(0..0, ["server-keystore.xml", "server-pem.xml"].map(|name| (name.to_owned(), 0o644)));
    assert_eq!(owner.files("tomcat"), wanted);
    for (name, _) in &wanted {
        assert!(text.contains(name.as_str()), "{name}: {text}");
    }
    assert!(text.contains("configtest.sh") && !text.contains("correct horse"), "{text}");

    let p12 = owner.openssl(&format!("pkcs12 -in tomcat/{base}.p12 -passin file:password -nokeys"));
    assert_eq!(p12.matches("BEGIN CERTIFICATE").count(), 3, "{p12}");
    let p7b = owner.openssl(&format!("pkcs7 -in tomcat/{base}.p7b -print_certs -noout"));
    let subjects: Vec<_> = p7b.lines().filter(|line| line.starts_with("subject")).collect();
    assert_eq!(subjects, ["subject=CN = www.example.test", "subject=CN = Issuing", "subject=CN = Root"], "{p7b}");
    for store in ["p12", "jks"] {
        let list = format!("-list -v -keystore tomcat/{base}.{store} -storepass:file password");
        let listed = owner.run("keytool", &list);
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        assert!(listed.contains("Certificate chain length: 3"), "{store}: {listed}");
    }

    // The key store is as good a source as the files that it was made of.
    let (code, text) = owner.bundle(&format!(
        "--cert tomcat/{base}.p12 --key tomcat/{base}.jks --passphrase-file password --server haproxy --out again"
    ));
    assert_eq!(code, Some(0), "{text}");
    let wanted =
        [("haproxy.cfg".to_owned(), 0o644), (format!("{base}.pem"), 0o644), (format!("{base}.pem.key"), 0o600)];
    assert_eq!(owner.files("again"), wanted);
    let public = |file: &str| owner.openssl(&format!("pkey -in {file} -pubout"));
    assert_eq!(public(&format!("again/{base}.pem.key")), public("www.key"));
}

/// Windows Server 2016 and its exports know triple DES and SHA-1 only.
#[test]
fn old_windows_is_served_and_read() {
    let owner = Owner::new();
    for (flag, words) in [("", "PBES2"), ("--legacy", "pbeWithSHA1And3-KeyTripleDES-CBC")] {
        let (code, text) = owner.bundle(&format!(
            "--cert pile.pem --key www.key --server iis --password-file password --out iis --force {flag}"
        ));
        assert_eq!(code, Some(0), "{text}");
        let info = owner.openssl("pkcs12 -info -in iis/www.example.test.pfx -passin file:password -noout");
        assert!(info.contains(words), "{flag}: {info}");
        let (code, text) = owner.bundle(
            "--cert iis/www.example.test.pfx --key iis/www.example.test.pfx --passphrase-file password --server nginx \
             --out nginx --force",
        );
        assert_eq!(code, Some(0), "{flag}: {text}");
        assert_eq!(
            fs::read(owner.0.join("nginx/www.example.test.key")).unwrap(),
            fs::read(owner.0.join("www.key")).unwrap()
        );
    }
}

/// What cannot be done says why, and nothing is written.
#[test]
fn refusals() {
    let owner = Owner::new();
    fs::write(owner.0.join("short"), "abc\n").unwrap();
    for (arguments, code, said) in [
        ("--cert pile.pem --server toaster --out out", 2, "nginx nodejs"),
        ("--cert absent.pem --server nginx --out out", 2, "absent.pem"),
        ("--cert root.key --server nginx --out out", 1, "no certificate in root.key"),
        ("--cert pile.pem --key root.key --server nginx --out out", 1, "root.key does not belong to this certificate"),
        ("--cert pile.pem --key www.key --password-file short --server java --out out", 1, "6 to 128 printable"),
        ("--cert password --server nginx --out out", 1, "error: "),
    ] {
        let (got, text) = owner.bundle(arguments);
        assert_eq!(got, Some(code), "{arguments}: {text}");
        assert!(text.contains(said), "{arguments}: {text}");
        assert!(!owner.0.join("out").exists(), "{arguments}");
    }
    owner.openssl("pkcs12 -export -in www.pem -inkey www.key -out www.p12 -passout file:password");
    owner.openssl("pkcs12 -export -nomac -in www.pem -inkey www.key -out nomac.p12 -passout file:password");
    owner.openssl("pkcs8 -topk8 -in www.key -out locked.key -passout file:password");
    fs::write(owner.0.join("old.jceks"), [0xce; 64]).unwrap();
    for (arguments, said) in [
        ("--cert www.p12", "error: The key store needs a password.\n\nhint: Put the password"),
        ("--cert www.p12 --passphrase-file short", "password of the key store is not right"),
        ("--cert nomac.p12 --passphrase-file password", "has no MAC"),
        ("--cert nomac.p12", "has no MAC"),
        ("--cert old.jceks", "JCEKS"),
        ("--cert www.pem --key locked.key", "`--passphrase-file FILE`"),
        ("--cert ca.pem", "certificate of a CA, not of a server"),
    ] {
        let (code, text) = owner.bundle(&format!("{arguments} --server nginx --out out"));
        assert!(code == Some(1) && text.contains(said) && !owner.0.join("out").exists(), "{arguments}: {text}");
    }
    // Key stores without a password are left out, and named.
    let (code, text) = owner.bundle("--cert pile.pem --key www.key --server java --out java");
    assert!(code == Some(0) && text.contains("www.example.test.p12, www.example.test.jks"), "{text}");
    // An intermediate that is not there is an error, and what there is is written all the same.
    let (code, text) = owner.bundle("--cert www.pem --server nginx --out lonely --format json");
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &json["findings"][0]["severity"]), (Some(1), &Value::from("error")), "{text}");
    assert_eq!(json["files"][0]["name"], "www.example.test.fullchain.pem");
    // What is not whole is not to be put into use.
    assert_eq!(json["next"], Value::Array(vec![]), "{text}");
    let (code, text) = owner.bundle("--cert www.pem --server nginx --out lonely --force");
    assert!(code == Some(1) && text.contains("nginx.conf") && !text.contains("nginx -t"), "{text}");

    // An expired certificate is an error, and its files are written.
    owner.openssl(
        "x509 -req -in www.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days -1 -extfile leaf.ext -out past.pem",
    );
    let (code, text) = owner.bundle("--cert past.pem --chain ca.pem --server nginx --out past");
    assert!(code == Some(1) && text.contains("error: The certificate expired on "), "{text}");
    assert!(owner.0.join("past/nginx.conf").exists() && !text.contains("nginx -t"), "{text}");

    // Nothing is overwritten unless that is asked for.
    let again = "--cert pile.pem --server nginx --out nginx";
    assert_eq!(owner.bundle(again).0, Some(0));
    fs::write(owner.0.join("nginx/nginx.conf"), "mine").unwrap();
    let (code, text) = owner.bundle(again);
    assert!(code == Some(2) && text.contains("--force"), "{text}");
    assert_eq!(fs::read_to_string(owner.0.join("nginx/nginx.conf")).unwrap(), "mine");
    assert_eq!(owner.bundle(&format!("{again} --force")).0, Some(0));
    assert!(fs::read_to_string(owner.0.join("nginx/nginx.conf")).unwrap().contains("ssl_certificate"));
}

/// One file for certificate, chain and key is read once, and its key used only when it is named.
#[test]
fn one_file_for_everything() {
    let owner = Owner::new();
    owner.openssl("pkcs12 -export -in www.pem -certfile ca.pem -inkey www.key -out all.p12 -passout file:password");
    owner.openssl("pkcs12 -in all.p12 -nodes -out all.pem -passin file:password");
    let given = "--passphrase-file password --server nginx";
    for (arguments, has_key) in [
        ("--cert all.p12 --key all.p12 --out one", true),
        ("--cert all.p12 --key all.pem --out two", true),
        ("--cert all.p12 --out three", false),
        ("--cert www.pem --chain all.pem --out four", false),
    ] {
        let (code, text) = owner.bundle(&format!("{arguments} {given}"));
        assert_eq!(code, Some(0), "{arguments}: {text}");
        let folder = arguments.rsplit(' ').next().unwrap();
        let key = owner.0.join(folder).join("www.example.test.key");
        assert_eq!((key.exists(), text.contains("also holds the private key")), (has_key, !has_key), "{text}");
        assert!(!has_key || !text.contains("is there twice"), "{arguments}: {text}");
    }
    // A key of something else is nobody's business.
    let (_, text) = owner.bundle("--cert www.pem --chain ca.pem --chain ca.key --server nginx --out five");
    assert!(!text.contains("also holds"), "{text}");
}

/// A complete key store is put in its place; only the one in which the key was made still needs the certificates.
#[test]
fn a_written_key_store_is_complete() {
    let owner = Owner::new();
    for server in ["java", "jetty"] {
        for (key, imports) in [("--key www.key --password-file password", false), ("--key www.key", true), ("", true)] {
            let (code, text) = owner.bundle(&format!("--cert pile.pem {key} --server {server} --out {server} --force"));
            assert!(code == Some(0) && text.contains("keytool -list -v -keystore www.example.test.p12"), "{text}");
            assert_eq!(text.contains("keytool -importcert"), imports, "{server} {key}: {text}");
            assert_eq!(text.contains("in which the key was made"), imports, "{server} {key}: {text}");
        }
    }
}

/// nginx and Apache take what is written for a wildcard alone and for addresses alone.
#[test]
fn servers_take_odd_names() {
    let owner = Owner::new();
    for (san, base) in [
        ("DNS:*.example.test", "example.test"),
        ("IP:192.0.2.1", "192.0.2.1"),
        ("IP:2001:db8::1", "2001-db8--1"),
        ("email:a@example.test", "www.example.test"),
    ] {
        fs::write(owner.0.join("odd.ext"), format!("subjectAltName={san}\n")).unwrap();
        owner.openssl(
            "x509 -req -in www.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9 -extfile odd.ext -out odd.pem",
        );
        for (server, check) in [("nginx", "nginx -t -c"), ("apache", "apache2 -t -f")] {
            let (_, text) = owner
                .bundle(&format!("--cert odd.pem --chain ca.pem --key www.key --server {server} --out odd --force"));
            let (folder, own) = (owner.0.join("odd"), owner.0.0.display());
            assert!(folder.join(format!("{base}.fullchain.pem")).exists(), "{san}: {text}");
            let config = fs::read_to_string(folder.join(format!("{server}.conf"))).unwrap();
            let config = config.replace(&format!("/etc/{server}/tls/"), &format!("{own}/odd/"));
            let config = config.replace("/etc/apache2/tls/", &format!("{own}/odd/"));
            let whole = if server == "nginx" {
                let config =
                    config.replace("    listen [::]:443 ssl;\n", "").replace("listen 443", "listen 127.0.0.1:1");
                format!("pid {own}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{config}}}\n")
            } else {
                format!(
                    "ServerRoot {own}\nDefaultRuntimeDir {own}\nPidFile {own}/pid\nErrorLog /dev/stderr\nServerName localhost\n\
                     Listen 127.0.0.1:1\nLoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n\
                     LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so\n{config}"
                )
            };
            fs::write(owner.0.join("whole.conf"), whole).unwrap();
            let (name, arguments) = check.split_once(' ').unwrap();
            let checked = owner.run(&program(name), &format!("{arguments} {own}/whole.conf"));
            let said = String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()).into_owned();
            assert!(said.contains("yntax OK") || said.contains("syntax is ok"), "{server} {san}: {said}\n{config}");
        }
    }
}

/// The configuration as it is in the bundle, with other paths and another port, serves a chain that openssl trusts.
#[test]
fn nginx_serves_the_bundle() {
    let site = Deployed::new("nginx");
    let config = site.config("nginx.conf", "/etc/nginx/tls/");
    assert!(config.contains("server_name www.example.test example.test;"), "{config}");
    let config = config.replace("    listen [::]:443 ssl;\n", "");
    let config = config.replace("listen 443 ssl;", &format!("listen 127.0.0.1:{} ssl;", site.port));
    let folder = site.folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {folder}/tmp;\n"))
        .concat();
    site.write(
        "whole.conf",
        &format!(
            "daemon off;\nmaster_process off;\nerror_log stderr;\npid {folder}/pid;\nevents {{}}\n\
             http {{\naccess_log off;\n{temporary}{config}}}\n"
        ),
    );
    let nginx = format!("nginx -c {folder}/whole.conf");
    site.serves(&format!("{nginx} -t"), &nginx, "");
}

#[test]
fn apache_serves_the_bundle() {
    let site = Deployed::new("apache");
    let config = site.config("apache.conf", "/etc/apache2/tls/");
    assert!(config.contains("ServerName www.example.test\n    ServerAlias example.test\n"), "{config}");
    let config = config.replace("*:443", &format!("127.0.0.1:{}", site.port));
    let folder = site.folder.display();
    // Root's server must say as whom it goes on.
    let user = if is_root() { "User www-data\nGroup www-data\n" } else { "" };
    site.write(
        "whole.conf",
        &format!(
            "ServerRoot {folder}\nDefaultRuntimeDir {folder}\nPidFile {folder}/pid\nErrorLog /dev/stderr\n\
             ServerName localhost\n{user}Listen 127.0.0.1:{}\n\
             LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n\
             LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so\n{config}",
            site.port
        ),
    );
    let apache = format!("apache2 -f {folder}/whole.conf");
    site.serves(&format!("{apache} -t"), &format!("{apache} -X"), "");
}

#[test]
fn haproxy_serves_the_bundle() {
    let site = Deployed::new("haproxy");
    let config = site.config("haproxy.cfg", "/etc/haproxy/tls/");
    site.write("whole.cfg", &config.replace("bind :443 ", &format!("bind 127.0.0.1:{} ", site.port)));
    let haproxy = format!("haproxy -f {}/whole.cfg", site.folder.display());
    site.serves(&format!("{haproxy} -c"), &format!("{haproxy} -db"), "");
}

/// Only root may run Postfix; anybody else has it read the settings.
#[test]
fn postfix_serves_the_bundle() {
    let site = Deployed::new("postfix");
    let config = site.config("main.cf", "/etc/postfix/tls/");
    let (folder, own) = (site.folder.display(), site.owner.0.0.display());
    fs::create_dir(site.owner.0.join("spool")).unwrap();
    site.write(
        "main.cf",
        &format!(
            "compatibility_level = 3.6\nqueue_directory = {own}/spool\ndata_directory = {own}/data\n\
             maillog_file = /dev/stdout\nmyhostname = www.example.test\ninet_interfaces = loopback-only\n\
             mydestination =\nlocal_recipient_maps =\nalias_maps =\n{config}"
        ),
    );
    let services =
        ["tlsmgr unix - - n 1000? 1 tlsmgr", "anvil unix - - n - 1 anvil", "postlog unix-dgram n - n - 1 postlogd"];
    site.write("master.cf", &format!("127.0.0.1:{} inet n - n - - smtpd\n{}\n", site.port, services.join("\n")));
    if is_root() {
        // What `postfix start` runs, without the script around it, which would not pass on the request to stop.
        let daemons = site.owner.run(&program("postconf"), "-d -h daemon_directory").stdout;
        let master = format!("{}/master -c {folder} -d", String::from_utf8(daemons).unwrap().trim());
        site.serves(&format!("postfix -c {folder} check"), &master, "-starttls smtp");
    } else {
        let read = site.owner.run(&program("postconf"), &format!("-c {folder} -h smtpd_tls_chain_files"));
        let read = String::from_utf8_lossy(&read.stdout).into_owned();
        let base = format!("{folder}/www.example.test");
        assert_eq!(read.split_whitespace().collect::<String>(), format!("{base}.key,{base}.fullchain.pem"));
    }
}

/// A bundle on its server, where the test may write and listen.
struct Deployed {
    owner: Owner,
    folder: PathBuf,
    port: u16,
}

impl Deployed {
    fn new(server: &str) -> Self {
        let owner = Owner::new();
        let arguments = format!("--cert www.pem --chain ca.pem --key www.key --server {server} --out {server}");
        let (code, text) = owner.bundle(&arguments);
        assert_eq!(code, Some(0), "{text}");
        let folder = owner.0.join(server);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { owner, folder, port }
    }

    /// A configuration of the bundle, with its files where they are instead of in `there`.
    fn config(&self, name: &str, there: &str) -> String {
        let config = fs::read_to_string(self.folder.join(name)).unwrap();
        assert!(config.contains(there), "{config}");
        config.replace(there, &format!("{}/", self.folder.display()))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    /// The server's own check passes, and once started it presents leaf and intermediate.
    fn serves(&self, check: &str, start: &str, ask: &str) {
        let (program, arguments) = check.split_once(' ').unwrap();
        let checked = self.owner.run(&self::program(program), arguments);
        let said = String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()).into_owned();
        assert!(checked.status.success() && !said.to_lowercase().contains("warning"), "{check}: {said}");

        let (program, arguments) = start.split_once(' ').unwrap();
        let mut command = Command::new(self::program(program));
        command.args(arguments.split_whitespace()).current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null());
        let mut running = Server(command.spawn().unwrap());
        let ask = format!(
            "s_client -connect 127.0.0.1:{} {ask} -servername www.example.test -verify_hostname www.example.test -CAfile \
             root.pem -verify_return_error -showcerts",
            self.port
        );
        let begun = Instant::now();
        let seen = loop {
            let output = self.owner.run("openssl", &ask);
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            if text.contains("Verify return code") {
                break text;
            }
            assert!(running.0.try_wait().unwrap().is_none(), "{start} has stopped");
            assert!(begun.elapsed() < Duration::from_secs(30), "{text}");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(seen.contains("Verify return code: 0 (ok)") && seen.contains("TLSv1.3"), "{seen}");
        assert_eq!(seen.matches("BEGIN CERTIFICATE").count(), 2, "leaf and intermediate, no root: {seen}");
    }
}

struct Server(Child);

impl Drop for Server {
    /// Asked first: a server that is killed leaves its own processes behind.
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        for _ in 0..500 {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Debian keeps servers where only root looks for them.
fn program(name: &str) -> String {
    let path = format!("/usr/sbin/{name}");
    if Path::new(&path).exists() { path } else { name.to_owned() }
}
