//! nginx: one file with leaf and intermediates, and the key.

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "nginx",
    group: Group::Web,
    files: FULLCHAIN_AND_KEY,
    configs: &[("nginx.conf", CONFIG)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 700 /etc/nginx/tls
sudo install -m 644 @base@.fullchain.pem /etc/nginx/tls/
sudo install -m 600 @base@.key /etc/nginx/tls/
",
    reload: "sudo nginx -t && sudo nginx -s reload\n",
    check: CHECK_HTTPS,
};

const CONFIG: &str = "\
server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name @names@;

    ssl_certificate     /etc/nginx/tls/@base@.fullchain.pem;
    ssl_certificate_key /etc/nginx/tls/@base@.key;
    ssl_protocols       TLSv1.2 TLSv1.3;
    ssl_ciphers         ECDHE+AESGCM:ECDHE+CHACHA20;
    ssl_session_cache   shared:TLS:10m;
    ssl_session_tickets off;
}
";
