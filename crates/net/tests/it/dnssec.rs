//! The resolver's verdicts over zones that BIND signed and serves, beside those of BIND's own validator, delv.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read},
    net::{SocketAddr, TcpListener, UdpSocket},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use hickory_resolver::proto::{
    op::{Message, ResponseCode},
    rr::RecordType,
};
use warifu_net::{Dnssec, Resolver, SystemResolver};

use crate::support::{LONG, SOON};

/// Where Debian has it, which is not on everybody's path.
const NAMED: &str = "/usr/sbin/named";

/// Every zone below `example`: what is in it, how it is signed, and what the zone above says of it.
const ZONES: &[(&str, &str, Signed, Above)] = &[
    (
        "good",
        "www A 93.184.216.34\nwww AAAA 2606:2800::1\nsix AAAA 2606:2800::1\nmail TXT mail\ndeep.empty A 93.184.216.34\n\
         *.wild A 93.184.216.34\n*.star CNAME www\nmoved DNAME good3.example.\n\
         inner CNAME www\nchain CNAME inner\nabroad CNAME www.good3.example.\nunsigned CNAME www.plain.example.\n\
         broken CNAME www.broken.example.\ndangling CNAME absent\ndangling3 CNAME absent.good3.example.\n\
         nodata CNAME mail\nwild CNAME any.wild\nwild3 CNAME any.wild.good3.example.\n\
         round CNAME about\nabout CNAME round",
        Signed::Nsec,
        Above::Key,
    ),
    ("good3", "www A 93.184.216.34\n*.wild A 93.184.216.34\nmail TXT mail", Signed::Nsec3, Above::Key),
    ("thrice", "www A 93.184.216.34", Signed::Thrice, Above::Key),
    (
        "plain",
        "www A 93.184.216.34\nalias CNAME www.good.example.\nbroken CNAME www.broken.example.",
        Signed::Not,
        Above::Nothing,
    ),
    ("island", "www A 93.184.216.34", Signed::Nsec, Above::Nothing),
    ("unknown", "www A 93.184.216.34", Signed::Ed448, Above::Key),
    ("broken", "www A 93.184.216.34\nfine A 93.184.216.35", Signed::Altered, Above::Key),
    ("expired", "www A 93.184.216.34", Signed::Expired, Above::Key),
    ("future", "www A 93.184.216.34", Signed::Early, Above::Key),
    ("wrong", "www A 93.184.216.34", Signed::Nsec, Above::OtherKey),
    ("stripped", "www A 93.184.216.34", Signed::Not, Above::OtherKey),
];

#[derive(Clone, Copy, PartialEq)]
enum Signed {
    Nsec,
    Nsec3,
    /// With three RSA keys, as in the middle of a change of keys: what UDP carries is not enough.
    Thrice,
    /// By an algorithm that we do not know and delv does, which counts as unsigned (RFC 4035 section 5.2).
    Ed448,
    /// An address was changed afterwards.
    Altered,
    Expired,
    /// The signatures hold from tomorrow on.
    Early,
    Not,
}

#[derive(Clone, Copy, PartialEq)]
enum Above {
    Key,
    OtherKey,
    Nothing,
}

/// What is asked, our verdict, and delv's.
const ROWS: &[(&str, Dnssec, &str)] = &[
    ("www.good.example", Dnssec::Secure, "; fully validated"),
    ("six.good.example", Dnssec::Secure, "; negative response, fully validated"),
    ("mail.good.example", Dnssec::Secure, "; negative response, fully validated"),
    ("empty.good.example", Dnssec::Secure, "; negative response, fully validated"),
    ("absent.good.example", Dnssec::Secure, "; negative response, fully validated"),
    ("any.wild.good.example", Dnssec::Secure, "; fully validated"),
    ("deep.any.wild.good.example", Dnssec::Secure, "; fully validated"),
    ("any.star.good.example", Dnssec::Secure, "; fully validated"),
    ("www.moved.good.example", Dnssec::Secure, "; fully validated"),
    ("inner.good.example", Dnssec::Secure, "; fully validated"),
    ("chain.good.example", Dnssec::Secure, "; fully validated"),
    ("abroad.good.example", Dnssec::Secure, "; fully validated"),
    ("unsigned.good.example", Dnssec::Insecure, "; unsigned answer"),
    ("broken.good.example", Dnssec::Bogus, ";; resolution failed"),
    ("dangling.good.example", Dnssec::Secure, "; fully validated"),
    ("dangling3.good.example", Dnssec::Secure, "; fully validated"),
    ("nodata.good.example", Dnssec::Secure, "; fully validated"),
    ("round.good.example", Dnssec::Unknown, ";; resolution failed"),
    ("wild.good.example", Dnssec::Secure, "; fully validated"),
    ("wild3.good.example", Dnssec::Secure, "; fully validated"),
    ("www.good3.example", Dnssec::Secure, "; fully validated"),
    ("mail.good3.example", Dnssec::Secure, "; negative response, fully validated"),
    ("absent.good3.example", Dnssec::Secure, "; negative response, fully validated"),
    ("deep.any.wild.good3.example", Dnssec::Secure, "; fully validated"),
    ("any.wild.good3.example", Dnssec::Secure, "; fully validated"),
    ("www.thrice.example", Dnssec::Secure, "; fully validated"),
    ("www.plain.example", Dnssec::Insecure, "; unsigned answer"),
    ("absent.plain.example", Dnssec::Insecure, "; negative response, unsigned answer"),
    ("alias.plain.example", Dnssec::Insecure, "; unsigned answer"),
    ("broken.plain.example", Dnssec::Bogus, ";; resolution failed"),
    ("www.island.example", Dnssec::Insecure, "; unsigned answer"),
    ("www.unknown.example", Dnssec::Insecure, "; fully validated"),
    ("www.broken.example", Dnssec::Bogus, ";; resolution failed"),
    ("fine.broken.example", Dnssec::Secure, "; fully validated"),
    ("www.expired.example", Dnssec::Bogus, ";; resolution failed"),
    ("www.future.example", Dnssec::Bogus, ";; resolution failed"),
    ("www.wrong.example", Dnssec::Bogus, ";; resolution failed"),
    ("absent.wrong.example", Dnssec::Bogus, ";; resolution failed"),
    ("www.stripped.example", Dnssec::Bogus, ";; resolution failed"),
    ("absent.test", Dnssec::Secure, "; negative response, fully validated"),
];

/// A name server that checks nothing and one that checks everything, as most do, must make no difference.
#[tokio::test]
async fn what_signatures_say_of_a_name() {
    let zones = Zones::signed();
    let plain = zones.serve("plain", &zones.authority());
    let checking = zones.serve("checking", &zones.checking(plain.address));
    let mut wrong = String::new();
    for server in [&plain, &checking] {
        let resolver = SystemResolver::new(&[server.address], LONG).unwrap();
        // The public root's keys signed none of this, so nothing can be told.
        assert_eq!(resolver.dnssec("www.good.example").await, Dnssec::Unknown);
        let resolver = resolver.with_trust_anchors(&zones.anchor).unwrap();
        for (name, wanted, _) in ROWS {
            let found = resolver.dnssec(name).await;
            if found != *wanted {
                writeln!(wrong, "{name} from {}: {found:?}, wanted {wanted:?}", server.name).unwrap();
            }
        }
    }
    for (name, _, wanted) in ROWS {
        let found = zones.delv(checking.address, name);
        if !found.contains(wanted) {
            writeln!(wrong, "{name} by delv: {found}, wanted {wanted}").unwrap();
        }
    }
    for (number, (name, meddle, wanted)) in ON_THE_WAY.iter().enumerate() {
        let resolver = SystemResolver::new(&[forwarder(plain.address, *meddle).await], LONG).unwrap();
        let found = resolver.with_trust_anchors(&zones.anchor).unwrap().dnssec(name).await;
        if found != *wanted {
            writeln!(wrong, "{name} on way {number}: {found:?}, wanted {wanted:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");

    // Who mends the DS record sees it at once.
    let server = forwarder(plain.address, |answer| {
        if !MENDED.load(Relaxed) {
            drop_type(answer, RecordType::DS)
        }
    })
    .await;
    let resolver = SystemResolver::new(&[server], LONG).unwrap().with_trust_anchors(&zones.anchor).unwrap();
    assert_eq!(resolver.dnssec("www.good.example").await, Dnssec::Bogus);
    MENDED.store(true, Relaxed);
    assert_eq!(resolver.dnssec("www.good.example").await, Dnssec::Secure);
}

#[tokio::test]
async fn silence_says_nothing_about_signatures() {
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let resolver = SystemResolver::new(&[silent.local_addr().unwrap()], SOON).unwrap();
    assert_eq!(resolver.dnssec("www.good.example").await, Dnssec::Unknown);
    assert!(resolver.with_trust_anchors("example. IN A 93.184.216.34").is_err());
}

static MENDED: AtomicBool = AtomicBool::new(false);

/// What a name server on the way may do to an answer, and what can be told through it.
type Meddling = fn(&mut Message);
const ON_THE_WAY: &[(&str, Meddling, Dnssec)] = &[
    ("www.good.example", |_| {}, Dnssec::Secure),
    ("www.broken.example", |_| {}, Dnssec::Bogus),
    // One that never heard of signatures makes no name bogus.
    ("www.good.example", |answer| drop_type(answer, RecordType::RRSIG), Dnssec::Unknown),
    ("www.broken.example", |answer| drop_type(answer, RecordType::RRSIG), Dnssec::Unknown),
    ("www.good.example", |answer| answer.metadata.response_code = ResponseCode::ServFail, Dnssec::Unknown),
    // Balancers of load answer so for what they do not have; where something is signed that is not good enough.
    ("www.plain.example", drop_proof_of_none, Dnssec::Insecure),
    ("six.good.example", drop_proof_of_none, Dnssec::Secure),
    ("mail.good.example", drop_proof_of_none, Dnssec::Bogus),
];

fn drop_type(answer: &mut Message, kind: RecordType) {
    answer.answers.retain(|record| record.record_type() != kind);
    answer.authorities.retain(|record| record.record_type() != kind);
}

fn drop_proof_of_none(answer: &mut Message) {
    if answer.queries.iter().any(|query| query.query_type() == RecordType::AAAA) && answer.answers.is_empty() {
        answer.authorities.clear();
    }
}

/// Passes questions on and answers back, once they were meddled with.
async fn forwarder(to: SocketAddr, meddle: Meddling) -> SocketAddr {
    let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        while let Ok((read, from)) = socket.recv_from(&mut buffer).await {
            let onward = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
            onward.send_to(&buffer[..read], to).await.unwrap();
            let read = onward.recv(&mut buffer).await.unwrap();
            let mut answer = Message::from_vec(&buffer[..read]).unwrap();
            meddle(&mut answer);
            socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
        }
    });
    address
}

/// A root, `example` below it and the zones below that, in a folder of the test's own.
struct Zones {
    folder: PathBuf,
    /// The root's key as a line of a zone file.
    anchor: String,
}

impl Zones {
    fn signed() -> Self {
        let folder = std::env::temp_dir().join(format!("warifu-net-dnssec-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut zones = Self { folder, anchor: String::new() };
        // Debian's AppArmor lets the installed one read its own folders alone.
        fs::copy(NAMED, zones.folder.join("named")).expect("apt-get install bind9");
        let mut example = String::new();
        for (label, records, signed, above) in ZONES {
            let ds = zones.sign(&format!("{label}.example."), records, *signed);
            writeln!(example, "{label} NS ns.").unwrap();
            match above {
                Above::Key => example.push_str(&ds),
                // The digest of nobody's key.
                Above::OtherKey => writeln!(example, "{label} DS 4711 13 2 {:064}", 7).unwrap(),
                Above::Nothing => {}
            }
        }
        let ds = zones.sign("example.", &example, Signed::Nsec);
        zones.sign(".", &format!("ns. A 127.0.0.1\nexample. NS ns.\n{ds}"), Signed::Nsec);
        let key = zones.key_of(".");
        zones.anchor = key.lines().find(|line| !line.starts_with(';')).unwrap().to_owned();
        zones
    }

    /// Writes the zone's file, signed as told; gives the DS records for the zone above.
    fn sign(&self, zone: &str, records: &str, how: Signed) -> String {
        let mut text = format!("$ORIGIN {zone}\n$TTL 300\n@ SOA ns. host. 1 3600 600 86400 300\n@ NS ns.\n{records}\n");
        let file = self.file(zone);
        if how == Signed::Not {
            fs::write(file, text).unwrap();
            return String::new();
        }
        let (count, algorithm) = match how {
            Signed::Thrice => (3, ["-a", "RSASHA256", "-b", "2048"].as_slice()),
            Signed::Ed448 => (1, ["-a", "ED448"].as_slice()),
            _ => (1, ["-a", "ECDSAP256SHA256"].as_slice()),
        };
        let keygen = [&["-q", "-f", "KSK"], algorithm, &[zone]].concat();
        let keys: Vec<String> = (0..count).map(|_| self.run("dnssec-keygen", &keygen).trim().to_owned()).collect();
        for key in &keys {
            writeln!(text, "$INCLUDE {key}.key").unwrap();
        }
        fs::write(self.folder.join("unsigned"), text).unwrap();
        let options: &[&str] = match how {
            Signed::Nsec3 => &["-3", "-", "-H", "0"],
            Signed::Expired => &["-s", "now-2d", "-e", "now-1d"],
            Signed::Early => &["-s", "now+1d", "-e", "now+9d"],
            _ => &[],
        };
        // One key signs all, keys included.
        let usual = ["-q", "-z", "-P", "-o", zone, "-f", file.to_str().unwrap(), "unsigned"];
        let by: Vec<&str> = options.iter().chain(&usual).copied().chain(keys.iter().map(String::as_str)).collect();
        self.run("dnssec-signzone", &by);
        if how == Signed::Altered {
            fs::write(&file, fs::read_to_string(&file).unwrap().replace("93.184.216.34", "93.184.216.36")).unwrap();
        }
        keys.iter().map(|key| self.run("dnssec-dsfromkey", &["-2", &format!("{key}.key")])).collect()
    }

    fn file(&self, zone: &str) -> PathBuf {
        self.folder.join(format!("zone.{zone}"))
    }

    fn key_of(&self, zone: &str) -> String {
        let files = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let key = files.into_iter().find(|path| {
            named(path).starts_with(&format!("K{zone}+")) && path.extension().is_some_and(|end| end == "key")
        });
        fs::read_to_string(key.unwrap()).unwrap()
    }

    /// BIND's own way to write the anchor.
    fn bind_anchor(&self) -> String {
        let key: Vec<&str> = self.anchor.split_whitespace().skip_while(|word| *word != "DNSKEY").skip(1).collect();
        format!("trust-anchors {{ . static-key {} \"{}\"; }};\n", key[..3].join(" "), key[3..].concat())
    }

    /// The servers of every zone in one.
    fn authority(&self) -> String {
        let below = ZONES.iter().map(|(label, ..)| format!("{label}.example."));
        let mut config = "options { recursion no; dnssec-validation no; OPTIONS };\n".to_owned();
        for zone in below.chain(["example.".into(), ".".into()]) {
            writeln!(config, "zone \"{zone}\" {{ type primary; file \"{}\"; }};", self.file(&zone).display()).unwrap();
        }
        config
    }

    /// A resolver for customers, which checks signatures itself.
    fn checking(&self, authority: SocketAddr) -> String {
        format!(
            "options {{ recursion yes; dnssec-validation yes; empty-zones-enable no; forward only; \
             forwarders {{ {} port {}; }}; OPTIONS }};\n{}",
            authority.ip(),
            authority.port(),
            self.bind_anchor()
        )
    }

    fn serve(&self, name: &'static str, config: &str) -> Named {
        (0..5).find_map(|_| Named::start(&self.folder, name, config)).expect("a free port for named")
    }

    fn delv(&self, server: SocketAddr, name: &str) -> String {
        fs::write(self.folder.join("anchor"), self.bind_anchor()).unwrap();
        let (at, port) = (format!("@{}", server.ip()), server.port().to_string());
        self.run("delv", &[&at, "-p", &port, "-a", "anchor", "+root=.", name, "A"])
    }

    /// Both outputs of a program, whose end may tell what was found rather than a failure.
    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let done = Command::new(program).args(arguments).current_dir(&self.folder).output();
        let done = done.expect("apt-get install bind9-utils bind9-dnsutils");
        let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success() || program == "delv", "{program} {arguments:?}: {err}");
        if program == "delv" { format!("{out}{err}") } else { out.into_owned() }
    }
}

impl Drop for Zones {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A running name server.
struct Named {
    name: &'static str,
    address: SocketAddr,
    child: Child,
}

impl Named {
    /// Nothing if somebody else took the port meanwhile.
    fn start(folder: &Path, name: &'static str, config: &str) -> Option<Self> {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        UdpSocket::bind(address).ok()?;
        let options = format!(
            "directory \"{}\"; listen-on port {} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; pid-file none; \
             session-keyfile none; notify no;",
            folder.display(),
            address.port()
        );
        let file = folder.join(format!("{name}.conf"));
        fs::write(&file, format!("controls {{}};\n{}", config.replace("OPTIONS", &options))).unwrap();
        let mut child = Command::new(folder.join("named"))
            .args(["-g", "-n", "1", "-c"])
            .arg(&file)
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut named = Self { name, address, child };
        let mut said = String::new();
        loop {
            let start = said.len();
            assert_ne!(log.read_line(&mut said).unwrap(), 0, "named ended: {said}");
            match said[start..].trim_end() {
                line if line.contains("could not listen") || line.contains("address in use") => return None,
                line if line.ends_with(" running") => break,
                _ => {}
            }
        }
        // It must always find somebody who listens.
        std::thread::spawn(move || log.read_to_end(&mut Vec::new()));
        named.child.try_wait().unwrap().is_none().then_some(named)
    }
}

impl Drop for Named {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
