//! A small world: names, addresses and servers.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, LazyLock},
    time::{Duration, SystemTime},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use warifu_net::{
    Guard, Net, TcpDialer,
    fake::{MapResolver, PortMapDialer},
};
use warifu_pki::Standards;

use crate::forge::{Identity, folder, write_chain};

/// Addresses that the guard takes for public.
pub(crate) const ONE: &str = "93.184.216.34";
pub(crate) const TWO: &str = "93.184.216.35";

/// Long enough for any handshake on loopback, short enough for a test that waits it out.
pub(crate) const TIME: Duration = Duration::from_millis(1_500);

/// The dated certificate rules that ship.
pub(crate) static STANDARDS: LazyLock<Standards> =
    LazyLock::new(|| Standards::parse(&catalogue("standards.toml"), &catalogue("pki-limits.toml")).unwrap());

/// A file of the catalogue.
pub(crate) fn catalogue(file: &str) -> String {
    std::fs::read_to_string(format!("{}/../../catalogue/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub(crate) struct World {
    pub(crate) resolver: Arc<MapResolver>,
    dialer: Arc<PortMapDialer>,
    pub(crate) net: Net,
}

pub(crate) fn world() -> World {
    let resolver = Arc::new(MapResolver::new());
    let dialer = Arc::new(PortMapDialer::new(Arc::new(TcpDialer)));
    // The servers of the tests know no other time than the present, and say it in their replies.
    let now = || SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| i64::try_from(since.as_secs()).unwrap());
    let net = Net::new(resolver.clone(), dialer.clone(), Guard::default(), Arc::new(now));
    World { resolver, dialer, net }
}

impl World {
    pub(crate) fn name(&self, host: &str, addresses: &[&str]) {
        self.resolver.set(host, Ok(addresses.iter().map(|ip| ip.parse().unwrap()).collect()));
    }

    /// The addresses that connections were tried to.
    pub(crate) fn dialled(&self) -> Vec<SocketAddr> {
        self.dialer.dialled()
    }

    /// Lets a server answer on a public-looking address.
    pub(crate) fn listen(&self, ip: &str, port: u16, server: &Server) {
        self.dialer.map(SocketAddr::new(ip.parse().unwrap(), port), server.address);
    }
}

/// A server on a free port of loopback; a process of its own ends with it.
pub(crate) struct Server {
    address: SocketAddr,
    process: Option<Process>,
}

/// A process and what it says: it would end at a closed pipe.
struct Process {
    child: Child,
    _said: BufReader<ChildStdout>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(Process { child, .. }) = &mut self.process {
            // nginx's worker goes with its master only when that is asked, not when it is killed.
            let id = child.id().to_string();
            let asked = Command::new("kill").args(["-TERM", &id]).status().is_ok_and(|done| done.success());
            let _ = (!asked).then(|| child.kill());
            let _ = child.wait();
        }
    }
}

impl Server {
    /// One that a test runs itself.
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self { address, process: None }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Where nobody listens.
pub(crate) fn nobody() -> Server {
    Server { address: "127.0.0.1:1".parse().unwrap(), process: None }
}

/// A server that says these bytes at once, and then nothing more until the client goes.
pub(crate) async fn says(bytes: impl Into<Vec<u8>>) -> Server {
    let bytes = bytes.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let bytes = bytes.clone();
            tokio::spawn(async move {
                let _ = stream.write_all(&bytes).await;
                if !bytes.is_empty() {
                    let _ = stream.shutdown().await;
                }
                let _ = stream.read_to_end(&mut Vec::new()).await;
            });
        }
    });
    Server { address, process: None }
}

/// A server that says one reply after the other, each after a line from the client, the first at once.
pub(crate) async fn talks(replies: &'static [&'static str]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut stream = tokio::io::BufReader::new(stream);
                for reply in replies {
                    let _ = stream.write_all(reply.as_bytes()).await;
                    let _ = stream.read_line(&mut String::new()).await;
                }
            });
        }
    });
    Server { address, process: None }
}

/// `openssl s_server` presenting this chain; inside it serves the files under `folder` over HTTP.
pub(crate) fn presents(chain: &[&Identity], folder: &Path) -> Server {
    serves(chain, folder, &[])
}

/// The same with further arguments.
pub(crate) fn presents_with(chain: &[&Identity], arguments: &[&str]) -> Server {
    serves(chain, &std::env::temp_dir(), arguments)
}

fn serves(chain: &[&Identity], folder: &Path, arguments: &[&str]) -> Server {
    // openssl puts the certificate itself in front.
    let file = self::folder().join("chain.pem");
    write_chain(&file, &chain[1..]);
    let mut command = Command::new("openssl");
    command.args(["s_server", "-accept", "127.0.0.1:0", "-WWW"]).args(arguments).arg("-key").arg(&chain[0].key);
    command.arg("-cert").arg(&chain[0].cert);
    if chain.len() > 1 {
        command.arg("-cert_chain").arg(&file);
    }
    let mut child =
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let lines = said.by_ref().lines().map_while(Result::ok);
    let address = lines.take(20).find_map(|line| line.strip_prefix("ACCEPT ")?.parse().ok()).unwrap();
    Server { address, process: Some(Process { child, _said: said }) }
}

/// nginx with this chain and these files, HTTPS only. `settings` go into its `server` block.
pub(crate) fn nginx(chain: &[&Identity], settings: &str, files: &[(&str, &str)]) -> Server {
    let folder = folder();
    for (name, content) in files {
        std::fs::write(folder.join(name), content).unwrap();
    }
    write_chain(&folder.join("chain.pem"), chain);
    // nginx cannot say which free port it took; another test may take this one first, so a few are tried.
    for _ in 0..5 {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let config = format!(
            "daemon off; pid {root}/pid; error_log stderr crit; worker_processes 1; events {{}}\n\
             http {{ access_log off; root {root}; types {{ text/html html; }} client_body_temp_path {root}/b;\n\
             proxy_temp_path {root}/p; fastcgi_temp_path {root}/f; uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;\n\
             server {{ listen {address} ssl http2; ssl_certificate {root}/chain.pem; ssl_certificate_key {key};\n\
             {settings}\n }} }}\n",
            root = folder.display(),
            key = chain[0].key.display(),
        );
        std::fs::write(folder.join("nginx.conf"), config).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-p").arg(&folder).args(["-e", "stderr", "-c"]).arg(folder.join("nginx.conf"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // It listens once it has written its process number, and ends at once if it cannot.
        while child.try_wait().unwrap().is_none() {
            if std::fs::read_to_string(folder.join("pid")).is_ok_and(|pid| !pid.is_empty()) {
                let said = BufReader::new(child.stdout.take().unwrap());
                return Server { address, process: Some(Process { child, _said: said }) };
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    panic!("nginx found no free port");
}
