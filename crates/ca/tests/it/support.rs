//! What the tests share: a private folder, openssl, a web server on loopback and a world that leads to it.

use std::{
    collections::HashMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use warifu_ca::{Intent, World};
use warifu_domain::{
    DnsName, IssuanceId, Timestamp,
    catalogue::Level,
    dcv::{Challenge, Instruction, Method},
    id::Uuid,
    time::Period,
    world::Random,
};
use warifu_net::{
    Guard, Net, TcpDialer,
    fake::{MapResolver, PortMapDialer},
};
use warifu_pki::{Csr, Standards, pem};

/// The moment of every test that does not need the real time.
pub(crate) const NOW: &str = "2026-11-22T03:04:05.678Z";

/// A folder that goes with the test.
pub(crate) struct Dir(PathBuf);

impl Dir {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("warifu-ca-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Runs openssl in the folder and gives what it printed.
    pub(crate) fn openssl(&self, arguments: &str) -> String {
        let output = Command::new("openssl").args(arguments.split(' ')).current_dir(&self.0).output();
        let output = output.expect("openssl is needed: apt-get install openssl");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "openssl {arguments}\n{out}{err}");
        out.into_owned()
    }

    /// A request for the names by a fresh key made by openssl.
    pub(crate) fn csr(&self, names: &[&str]) -> Csr {
        let sans: Vec<_> = names.iter().map(|name| format!("DNS:{name}")).collect();
        self.openssl(&format!(
            "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out csr.pem -subj /CN={} \
             -addext subjectAltName={}",
            names[0],
            sans.join(","),
        ));
        let block = pem::decode_all(&fs::read(self.0.join("csr.pem")).unwrap()).unwrap().remove(0);
        Csr::from_der(block.der).unwrap()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The system's chance.
pub(crate) struct Chance;

impl Random for Chance {
    fn fill(&self, bytes: &mut [u8]) {
        SystemRandom::new().fill(bytes).unwrap();
    }
}

/// A customer's web server and name server, and the way there.
pub(crate) struct Site {
    pub(crate) net: Net,
    pub(crate) resolver: Arc<MapResolver>,
    /// Where the web server listens.
    pub(crate) at: SocketAddr,
    files: Arc<Mutex<HashMap<String, String>>>,
}

impl Site {
    /// Every name below `test` leads to it.
    pub(crate) async fn start() -> Self {
        let files = Arc::<Mutex<HashMap<String, String>>>::default();
        let at = serve(files.clone()).await;
        let public: SocketAddr = "203.0.113.10:80".parse().unwrap();
        let resolver = Arc::new(MapResolver::new());
        resolver.set("*.test", Ok(vec![public.ip()]));
        let dialer = PortMapDialer::new(Arc::new(TcpDialer));
        dialer.map(public, at);
        let guard = Guard::new(vec!["203.0.113.0/24".parse().unwrap()]);
        let now = now();
        let net = Net::new(resolver.clone(), Arc::new(dialer), guard, Arc::new(move || now.unix_seconds()));
        Self { net, resolver, at, files }
    }

    pub(crate) fn world(&self) -> World<'_> {
        World { net: &self.net, random: &Chance, now: now() }
    }

    /// Does what the customer is told.
    pub(crate) fn place(&self, challenges: &[Challenge]) {
        // A wildcard and its base share one record with two values.
        let mut records = HashMap::<&str, Vec<&str>>::new();
        for challenge in challenges {
            let Challenge::Place { instruction, .. } = challenge else { continue };
            match instruction {
                Instruction::File { url, content } => {
                    let url = url.strip_prefix("http://").unwrap().to_owned();
                    self.files.lock().unwrap().insert(url, format!("{content}\r\n"));
                }
                Instruction::Txt { record, value } => records.entry(record).or_default().push(value),
            }
        }
        records.iter().for_each(|(record, values)| self.resolver.set_txt(record, values));
    }
}

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// An intent for exactly the names of a request, 47 days from now.
/// The dated rules that are shipped.
pub(crate) fn standards() -> Standards {
    Standards::parse(
        include_str!("../../../../catalogue/standards.toml"),
        include_str!("../../../../catalogue/pki-limits.toml"),
    )
    .unwrap()
}

pub(crate) fn intent(csr: &Csr, method: Method) -> Intent {
    Intent {
        issuance: IssuanceId(Uuid::nil()),
        attempt: 1,
        csr_der: csr.der().to_vec(),
        names: csr.names().to_vec(),
        spki_sha256: csr.spki_sha256(),
        method: Some(method),
        validity: Period::of_certificate_days(now(), 47),
        level: Level::Dv,
        organization: None,
        evidence: vec![],
        replaces: None,
    }
}

pub(crate) fn names(texts: &[&str]) -> Vec<DnsName> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// Serves `host/path` from the table, one request per connection.
async fn serve(files: Arc<Mutex<HashMap<String, String>>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let files = files.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") && request.len() < 8192 {
                    match stream.read_u8().await {
                        Ok(octet) => request.push(octet),
                        Err(_) => return,
                    }
                }
                let request = String::from_utf8_lossy(&request).into_owned();
                let path = request.split(' ').nth(1).unwrap_or_default();
                let host = request
                    .lines()
                    .find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned));
                let host = host.unwrap_or_default();
                let host = host.split(':').next().unwrap_or_default().to_owned();
                let found = files.lock().unwrap().get(&format!("{host}{path}")).cloned();
                let (status, body) = found.map_or(("404 Not Found", String::new()), |body| ("200 OK", body));
                let length = body.len();
                let reply = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
                let _ = stream.write_all(reply.as_bytes()).await;
            });
        }
    });
    at
}
