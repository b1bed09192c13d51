//! A running `warifu`, its API, and a folder that goes away afterwards.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::Value;
use warifu_app::SystemClock;
use warifu_domain::world::Clock;
use warifu_net::{
    Guard, HeaderMap, HeaderValue, HttpLimits, HttpRequest, Method, Net, Redirects, TcpDialer, TlsTrust,
    fake::MapResolver, header,
};

pub(crate) const WARIFU: &str = env!("CARGO_BIN_EXE_warifu");
/// A debug build on a busy machine takes its time.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// A folder of its own, removed when dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("warifu-cli-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A process that says where it listens; killed when dropped.
pub(crate) struct Running {
    child: Child,
    pub(crate) url: String,
}

impl Running {
    /// `warifu demo` on a free port, ready to answer.
    pub(crate) async fn demo(data: &Path) -> Self {
        let mut command = Command::new(WARIFU);
        command.args(["demo", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        let mut child = command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let url = first.trim().strip_prefix("warifu: ").expect("the first line names the URL").to_owned();
        Self { child, url }.ready().await
    }

    /// `warifu` with these words, expected to answer at `url`.
    pub(crate) async fn serving(words: &[&str], url: String) -> Self {
        let child = Command::new(WARIFU).args(words).stdin(Stdio::null()).spawn().unwrap();
        Self { child, url }.ready().await
    }

    async fn ready(self) -> Self {
        let api = Api::new(&self.url, "");
        until("ready", async || (api.get("/readyz").await.0 == 200).then_some(())).await;
        self
    }

    /// Ends it as an operator does.
    pub(crate) fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let begun = Instant::now();
        while begun.elapsed() < WAIT_MAX {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not stop");
    }

    /// Ends it as a power cut does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The shop over HTTP as one of its people.
pub(crate) struct Api {
    net: Net,
    url: String,
    token: String,
}

impl Api {
    pub(crate) fn new(url: &str, token: &str) -> Self {
        let now = Arc::new(|| SystemClock.now().unix_seconds());
        let net = Net::new(Arc::new(MapResolver::new()), Arc::new(TcpDialer), Guard::operator(), now);
        Self { net, url: url.to_owned(), token: token.to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.call(Method::GET, path, None, &[]).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::POST, path, Some(body), &[]).await
    }

    /// The status, and the JSON or, as a string, the text of the reply; 0 when there was none.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        more: &[(&'static str, &str)],
    ) -> (u16, Value) {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if !self.token.is_empty() {
            headers.insert(header::AUTHORIZATION, format!("Bearer {}", self.token).parse().unwrap());
        }
        for (name, value) in more {
            headers.insert(*name, value.parse().unwrap());
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default().into();
        let request = HttpRequest { method, url: format!("{}{path}", self.url), headers, body };
        let limits = HttpLimits {
            body_bytes_max: 4 << 20,
            time_max: WAIT_MAX,
            redirects: Redirects::NONE,
            tls: TlsTrust::WebPki,
        };
        match self.net.http(request, &limits).await {
            Ok(reply) => {
                let text = String::from_utf8_lossy(&reply.body).into_owned();
                (reply.status.as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text)))
            }
            Err(_) => (0, Value::Null),
        }
    }
}

/// Asks again and again until there is an answer.
pub(crate) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < WAIT_MAX {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    panic!("not {what} in {WAIT_MAX:?}");
}

/// Runs `warifu` with these words to its end.
pub(crate) fn warifu(words: &[&str]) -> Output {
    Command::new(WARIFU).args(words).env("LANG", "en_US.UTF-8").stdin(Stdio::null()).output().unwrap()
}

/// Standard output of a run that went well, as JSON.
pub(crate) fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// A key and a CSR as a customer makes them.
pub(crate) fn openssl_csr(folder: &Folder, name: &str) -> (String, String) {
    let (key, csr) = (folder.join(&format!("{name}.key")), folder.join(&format!("{name}.csr")));
    let run = Command::new("openssl")
        .args(["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"])
        .args(["-subj", &format!("/CN={name}"), "-addext", &format!("subjectAltName=DNS:{name}"), "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&csr)
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    (fs::read_to_string(key).unwrap(), fs::read_to_string(csr).unwrap())
}

/// Every file below `folder`.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
