//! One nginx with many sites: each site is a port of its own for TLS and one for plain HTTP.

use std::{
    fmt::Write as _,
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::forge::{Identity, folder, write_chain};

/// The page of every site that says nothing else.
pub(crate) const PAGE: &str = "<!doctype html>\n<html lang=en><title>Sound</title>\n<p>All is well here.\n";

/// What visitors of a sound site are told.
const HSTS: &str = "add_header Strict-Transport-Security max-age=31536000 always;";

/// nginx under construction.
pub(crate) struct Nginx {
    folder: PathBuf,
    servers: String,
    /// Kept until nginx starts, so that nobody takes the ports.
    held: Vec<TcpListener>,
    child: Option<Child>,
}

/// Where a site answers.
#[derive(Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) tls: SocketAddr,
    pub(crate) plain: SocketAddr,
}

/// The server blocks of a site. [`Block::sound`] is without fault; a test changes what it is about.
#[derive(Clone)]
pub(crate) struct Block {
    /// Directives about TLS besides the certificate.
    pub(crate) tls: String,
    /// Directives for what is shown over https.
    pub(crate) https: String,
    /// Directives for what is shown over http.
    pub(crate) http: String,
}

impl Block {
    pub(crate) fn sound() -> Self {
        Self {
            tls: "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers HIGH:!aNULL:!kRSA;".into(),
            https: format!("{HSTS} location = / {{ default_type text/html; root $pages; try_files /page.html =404; }}"),
            http: "return 301 https://$host$request_uri;".into(),
        }
    }

    pub(crate) fn tls(mut self, tls: &str) -> Self {
        self.tls = tls.into();
        self
    }

    pub(crate) fn https(mut self, https: &str) -> Self {
        self.https = https.into();
        self
    }

    /// With HSTS, and this page in front.
    pub(crate) fn shows(self, page: &str) -> Self {
        let https = format!("{HSTS} location = / {{ default_type text/html; return 200 '{page}'; }}");
        self.https(&https)
    }

    pub(crate) fn http(mut self, http: &str) -> Self {
        self.http = http.into();
        self
    }
}

impl Nginx {
    pub(crate) fn new() -> Self {
        let folder = folder();
        fs::write(folder.join("page.html"), PAGE).unwrap();
        Self { folder, servers: String::new(), held: Vec::new(), child: None }
    }

    /// Adds a site that presents this chain to every name.
    pub(crate) fn site(&mut self, chain: &[&Identity], block: &Block) -> Ports {
        let ports = Ports { tls: self.port(), plain: self.port() };
        let file = self.folder.join(format!("{}.pem", ports.tls.port()));
        write_chain(&file, chain);
        let (tls, https, http) = (&block.tls, &block.https, &block.http);
        let (cert, key) = (file.display(), chain[0].key.display());
        let _ = writeln!(
            self.servers,
            "server {{ listen {} ssl; ssl_certificate {cert}; ssl_certificate_key {key};",
            ports.tls
        );
        let _ = writeln!(self.servers, "{tls} {https} }}\nserver {{ listen {}; {http} }}", ports.plain);
        ports
    }

    /// Adds lines to the configuration as they are, such as another server block on a known port.
    pub(crate) fn also(&mut self, lines: &str) {
        let _ = writeln!(self.servers, "{lines}");
    }

    /// Puts a file where plain HTTP serves it.
    pub(crate) fn file(&self, name: &str, octets: &[u8]) {
        fs::write(self.folder.join(name), octets).unwrap();
    }

    /// Serves the folder's files over plain HTTP, whatever the method: an OCSP question is a POST.
    pub(crate) fn files(&mut self) -> SocketAddr {
        let port = self.port();
        let root = self.folder.display();
        let _ = writeln!(self.servers, "server {{ listen {port}; root {root}; error_page 405 =200 $uri; }}");
        port
    }

    /// A free port of loopback.
    pub(crate) fn port(&mut self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        self.held.push(listener);
        address
    }

    /// Starts it and waits until every port answers.
    pub(crate) fn start(&mut self) {
        let folder = self.folder.display().to_string();
        let paths: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {folder}/{kind};"))
            .concat();
        let head = format!("daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;");
        let servers = self.servers.replace("$pages", &folder);
        let http = format!("events {{ worker_connections 512; }} http {{ access_log off; {paths}\n{servers}}}\n");
        let config = self.folder.join("nginx.conf");
        fs::write(&config, format!("{head}\n{http}")).unwrap();
        let ports: Vec<SocketAddr> = self.held.drain(..).map(|held| held.local_addr().unwrap()).collect();
        let mut command =
            Command::new(if PathBuf::from("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" });
        command.arg("-p").arg(&self.folder).arg("-c").arg(&config).arg("-e").arg(self.folder.join("start.log"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        for port in ports {
            while TcpStream::connect_timeout(&port, Duration::from_secs(1)).is_err() {
                let log = || fs::read_to_string(self.folder.join("start.log")).unwrap_or_default();
                assert!(child.try_wait().unwrap().is_none(), "nginx ended: {}", log());
                std::thread::yield_now();
            }
        }
        self.child = Some(child);
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = (child.kill(), child.wait());
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}
