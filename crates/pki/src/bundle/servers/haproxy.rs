//! HAProxy 2.2 and later: the key lies beside the chain under the same name and `.key`, so that no file has to join
//! what the shop sent with what it never sees.

use super::{
    CHECK_HTTPS,
    FileKind::{Fullchain, Key},
    Group, Spec, item,
};

pub(super) static SPEC: Spec = Spec {
    id: "haproxy",
    group: Group::Balancer,
    files: &[item(".pem", Fullchain), item(".pem.key", Key)],
    configs: &[("haproxy.cfg", CONFIG)],
    csr: CSR,
    install: "\
sudo install -d -m 700 /etc/haproxy/tls
sudo install -m 644 @base@.pem /etc/haproxy/tls/
sudo install -m 600 @base@.pem.key /etc/haproxy/tls/
",
    reload: "sudo haproxy -c -f /etc/haproxy/haproxy.cfg && sudo systemctl reload haproxy\n",
    check: CHECK_HTTPS,
};

/// The key gets the name by which HAProxy finds it, and which `warifu bundle` gives it too.
const CSR: &str = "\
openssl req -new -newkey rsa:2048 -nodes -sha256 -keyout @base@.pem.key -out @base@.csr -subj /CN=@name@ -addext subjectAltName=@san@
";

const CONFIG: &str = "\
global
    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
    ssl-default-bind-ciphers ECDHE+AESGCM:ECDHE+CHACHA20

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend https
    bind :443 ssl crt /etc/haproxy/tls/@base@.pem alpn h2,http/1.1
    default_backend web

backend web
    server web1 127.0.0.1:8080
";
