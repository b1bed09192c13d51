//! A small world: names, addresses and servers.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use warifu_net::{
    Guard, Net, TcpDialer,
    fake::{MapResolver, PortMapDialer},
};

use crate::forge::{Identity, NOW, folder, write_chain};

/// Addresses that the guard takes for public.
pub(crate) const ONE: &str = "93.184.216.34";
pub(crate) const TWO: &str = "93.184.216.35";

/// Long enough for any handshake on loopback, short enough for a test that waits it out.
pub(crate) const TIME: Duration = Duration::from_millis(1_500);

pub(crate) struct World {
    pub(crate) resolver: Arc<MapResolver>,
    dialer: Arc<PortMapDialer>,
    pub(crate) net: Net,
}

pub(crate) fn world() -> World {
    let resolver = Arc::new(MapResolver::new());
    let dialer = Arc::new(PortMapDialer::new(Arc::new(TcpDialer)));
    let net = Net::new(resolver.clone(), dialer.clone(), Guard::default(), Arc::new(|| NOW));
    World { resolver, dialer, net }
}

impl World {
    pub(crate) fn name(&self, host: &str, addresses: &[&str]) {
        self.resolver.set(host, Ok(addresses.iter().map(|ip| ip.parse().unwrap()).collect()));
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
            let _ = (child.kill(), child.wait());
        }
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

/// `openssl s_server` presenting this chain; inside it serves the files under `folder` over HTTP.
pub(crate) fn presents(chain: &[&Identity], folder: &Path) -> Server {
    let file = self::folder().join("chain.pem");
    write_chain(&file, chain);
    let mut command = Command::new("openssl");
    command.args(["s_server", "-accept", "127.0.0.1:0", "-WWW", "-key"]).arg(&chain[0].key);
    command.arg("-cert").arg(&chain[0].cert).arg("-cert_chain").arg(&file);
    let mut child =
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let lines = said.by_ref().lines().map_while(Result::ok);
    let address = lines.take(20).find_map(|line| line.strip_prefix("ACCEPT ")?.parse().ok()).unwrap();
    Server { address, process: Some(Process { child, _said: said }) }
}
