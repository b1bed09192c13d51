//! Certificates as a test wants them, made by openssl: any dates, keys, hashes and extensions, also those that no CA would
//! issue today.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

use warifu_pki::Certificate;

/// The present of every test here: 2027-01-15, 08:00 UTC.
pub(crate) const NOW: i64 = 1_800_000_000;

pub(crate) const DAY: i64 = 86_400;

/// What to make. [`Wish::leaf`] and [`Wish::ca`] are sound; a test changes what it is about.
#[derive(Clone)]
pub(crate) struct Wish {
    /// The subject as openssl takes it.
    pub(crate) subject: String,
    /// Key: `ec`, or `rsa:BITS`.
    pub(crate) key: &'static str,
    pub(crate) hash: &'static str,
    /// First and last second.
    pub(crate) valid: (i64, i64),
    /// Lines of an openssl extension section.
    pub(crate) extensions: Vec<String>,
}

impl Wish {
    /// A server certificate for these names, half way through its life.
    pub(crate) fn leaf(names: &[&str]) -> Self {
        let names: Vec<_> = names.iter().map(|name| format!("DNS:{name}")).collect();
        let extensions = [
            "basicConstraints=critical,CA:FALSE".to_owned(),
            "extendedKeyUsage=serverAuth".to_owned(),
            format!("subjectAltName={}", names.join(",")),
        ];
        let subject = format!("/CN={}", names.first().map_or("nobody", |name| &name[4..]));
        Self {
            subject,
            key: "ec",
            hash: "sha256",
            valid: (NOW - 40 * DAY, NOW + 40 * DAY),
            extensions: extensions.into(),
        }
    }

    pub(crate) fn ca(name: &str) -> Self {
        let extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
        Self {
            subject: format!("/O=warifu tests/CN={name}"),
            valid: (NOW - 2000 * DAY, NOW + 2000 * DAY),
            extensions: extensions.map(str::to_owned).into(),
            ..Self::leaf(&[])
        }
    }

    pub(crate) fn valid(mut self, from: i64, to: i64) -> Self {
        self.valid = (from, to);
        self
    }

    pub(crate) fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    pub(crate) fn hash(mut self, hash: &'static str) -> Self {
        self.hash = hash;
        self
    }

    /// Replaces the extension of this name, or adds it; an empty value takes it away.
    pub(crate) fn extension(mut self, name: &str, value: &str) -> Self {
        self.extensions.retain(|line| line.split('=').next() != Some(name));
        if !value.is_empty() {
            self.extensions.push(format!("{name}={value}"));
        }
        self
    }
}

/// A key and a certificate. Its files go with it.
pub(crate) struct Identity {
    pub(crate) der: Vec<u8>,
    pub(crate) key: PathBuf,
    pub(crate) cert: PathBuf,
    folder: PathBuf,
}

impl Drop for Identity {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Identity {
    pub(crate) fn certificate(&self) -> Certificate {
        Certificate::from_der(self.der.clone()).unwrap()
    }

    pub(crate) fn pem(&self) -> String {
        self.certificate().to_pem()
    }
}

/// A sound server certificate for one name.
pub(crate) fn leaf(name: &str, issuer: Option<&Identity>) -> Identity {
    forge(&Wish::leaf(&[name]), issuer)
}

/// Makes it with a new key, signed by `issuer`, or by itself.
pub(crate) fn forge(wish: &Wish, issuer: Option<&Identity>) -> Identity {
    let folder = folder();
    let key = folder.join("key.pem");
    let kind: &[&str] = match wish.key.split_once(':') {
        Some((_, bits)) => &["-algorithm", "RSA", "-pkeyopt", &format!("rsa_keygen_bits:{bits}")],
        None => &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    };
    run(Command::new("openssl").arg("genpkey").args(kind).arg("-out").arg(&key));
    sign(wish, key, folder, issuer)
}

/// Makes it with the key of another, as a renewal or a cross-sign has it.
pub(crate) fn forge_for_key(wish: &Wish, of: &Identity, issuer: Option<&Identity>) -> Identity {
    let folder = folder();
    let key = folder.join("key.pem");
    fs::copy(&of.key, &key).unwrap();
    sign(wish, key, folder, issuer)
}

fn sign(wish: &Wish, key: PathBuf, folder: PathBuf, issuer: Option<&Identity>) -> Identity {
    let (csr, cert) = (folder.join("csr.pem"), folder.join("cert.pem"));
    let request = ["req", "-new", "-config", "/dev/null", "-subj", &wish.subject];
    run(Command::new("openssl").args(request).arg("-key").arg(&key).arg("-out").arg(&csr));

    let config = folder.join("ca.cnf");
    let lines = [
        "[ca]\ndefault_ca=x\n[x]\npolicy=p\nrand_serial=yes\nunique_subject=no\nnew_certs_dir=.\ndatabase=index",
        "[p]\ncommonName=optional\norganizationName=optional\n[e]",
    ];
    fs::write(&config, format!("{}\n{}\n", lines.join("\n"), wish.extensions.join("\n"))).unwrap();
    fs::write(folder.join("index"), "").unwrap();
    let (issuer_key, issuer_cert) = issuer.map_or((&key, None), |issuer| (&issuer.key, Some(&issuer.cert)));
    let mut command = Command::new("openssl");
    command.current_dir(&folder).args([
        "ca",
        "-batch",
        "-notext",
        "-preserveDN",
        "-config",
        "ca.cnf",
        "-extensions",
        "e",
    ]);
    command.args(["-md", wish.hash, "-startdate", &asn1_time(wish.valid.0), "-enddate", &asn1_time(wish.valid.1)]);
    command.arg("-in").arg(&csr).arg("-out").arg(&cert).arg("-keyfile").arg(issuer_key);
    match issuer_cert {
        Some(issuer) => command.arg("-cert").arg(issuer),
        None => command.arg("-selfsign"),
    };
    run(&mut command);
    let der = Certificate::from_pem_all(&fs::read(&cert).unwrap()).unwrap()[0].der().to_vec();
    Identity { der, key, cert, folder }
}

pub(crate) fn run(command: &mut Command) {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A new folder that nobody else has.
pub(crate) fn folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("warifu-doctor-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a chain as servers want it: the leaf first.
pub(crate) fn write_chain(path: &Path, chain: &[&Identity]) {
    fs::write(path, chain.iter().map(|one| one.pem()).collect::<String>()).unwrap();
}

/// `YYYYMMDDHHMMSSZ` of a moment in seconds since 1970.
pub(crate) fn asn1_time(at: i64) -> String {
    let (days, second) = (at.div_euclid(DAY), at.rem_euclid(DAY));
    // Days since 0000-03-01, so that the leap day ends a year.
    let since = days + 719_468;
    let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}{month:02}{day:02}{:02}{:02}{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

#[test]
fn times_are_written_as_openssl_reads_them() {
    for (at, wanted) in [(0, "19700101000000Z"), (NOW, "20270115080000Z"), (951_782_399, "20000228235959Z")] {
        assert_eq!(asn1_time(at), wanted);
    }
}
