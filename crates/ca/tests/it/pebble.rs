//! Let's Encrypt's test CA as a child process.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use warifu_ca::{
    World,
    acme::{Acme, AcmeConfig, ExternalAccount},
};
use warifu_domain::Timestamp;
use warifu_net::{Guard, Net, Secret, TcpDialer, TlsTrust};
use warifu_pki::pem;

use crate::support::{Chance, Dir, Site};

pub(crate) const EAB_KEY_ID: &str = "kid-1";
pub(crate) const EAB_KEY: &str = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

/// How pebble shall behave.
#[derive(Clone, Copy)]
pub(crate) struct Behaviour {
    /// Percent of proofs that count again in another order.
    pub(crate) authz_reuse: u8,
    /// Percent of good nonces that are refused.
    pub(crate) nonce_reject: u8,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self { authz_reuse: 0, nonce_reject: 20 }
    }
}

/// A running pebble that reaches the customer's site, and a way to it.
pub(crate) struct Pebble {
    child: Child,
    port: u16,
    arguments: Vec<String>,
    behaviour: Behaviour,
    dir: Dir,
    root: Vec<u8>,
    pub(crate) net: Net,
}

impl Pebble {
    pub(crate) async fn start(site: &Site, behaviour: Behaviour) -> Self {
        let dir = Dir::new();
        dir.openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.pem -days 2 \
             -subj /CN=localhost -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE",
        );
        let root = pem::decode_all(&std::fs::read(dir.path().join("tls.pem")).unwrap()).unwrap().remove(0).der;
        let (port, http_port) = (free_port(), site.at.port());
        let config = dir.write(
            "pebble.json",
            format!(
                r#"{{"pebble":{{"listenAddress":"127.0.0.1:{port}","managementListenAddress":"","certificate":"tls.pem",
                "privateKey":"tls.key","httpPort":{http_port},"tlsPort":1,"ocspResponderURL":"",
                "externalAccountBindingRequired":true,"externalAccountMACKeys":{{"{EAB_KEY_ID}":"{EAB_KEY}"}}}}}}"#
            ),
        );
        let dns = crate::dns::serve(site.resolver.clone()).await.to_string();
        let config = config.to_str().unwrap();
        let arguments = ["-config", config, "-strict", "-dnsserver", &dns].map(str::to_owned).to_vec();
        site.resolver.set("localhost", Ok(vec!["127.0.0.1".parse().unwrap()]));
        let guard = Guard::new(vec!["127.0.0.0/8".parse().unwrap()]);
        let clock = std::sync::Arc::new(|| real_now().unix_seconds());
        let net = Net::new(site.resolver.clone(), std::sync::Arc::new(TcpDialer), guard, clock);
        let child = spawn(&arguments, behaviour, &dir);
        let pebble = Self { child, port, arguments, behaviour, dir, root, net };
        pebble.ready().await;
        pebble
    }

    /// As after a disaster at the CA: it knows nothing any more.
    pub(crate) async fn restart(&mut self) {
        self.stop();
        self.child = spawn(&self.arguments, self.behaviour, &self.dir);
        self.ready().await;
    }

    pub(crate) fn config(&self) -> AcmeConfig {
        AcmeConfig {
            name: "acme".into(),
            directory_url: format!("https://localhost:{}/dir", self.port),
            contact: vec!["mailto:ca@example.test".into()],
            terms_agreed: true,
            external_account: Some(ExternalAccount {
                key_id: EAB_KEY_ID.into(),
                hmac_key: Secret::new(EAB_KEY.into()),
            }),
            profile: None,
            trust: TlsTrust::Roots(vec![self.root.clone()]),
        }
    }

    /// A connector as a process has it that has just started.
    pub(crate) fn connector(&self, account_key: &[u8]) -> Acme {
        Acme::open(self.config(), account_key, None).unwrap()
    }

    pub(crate) fn world(&self) -> World<'_> {
        World { net: &self.net, random: &Chance, now: real_now() }
    }

    async fn ready(&self) {
        let at = SocketAddr::from(([127, 0, 0, 1], self.port));
        for _ in 0..200 {
            if self.net.connect("localhost", at.port(), Duration::from_secs(1)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("pebble does not listen on {at}");
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.stop();
    }
}

#[expect(clippy::disallowed_methods, reason = "pebble lives in the real time")]
pub(crate) fn real_now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_unix_seconds(i64::try_from(since.as_secs()).unwrap())
}

fn spawn(arguments: &[String], behaviour: Behaviour, dir: &Dir) -> Child {
    Command::new("pebble")
        .args(arguments)
        .env("PEBBLE_VA_NOSLEEP", "1")
        .env("PEBBLE_AUTHZREUSE", behaviour.authz_reuse.to_string())
        .env("PEBBLE_WFE_NONCEREJECT", behaviour.nonce_reject.to_string())
        .current_dir(dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("pebble is needed: apt-get install pebble")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
