//! Caddy 2 with a certificate of one's own.

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "caddy",
    group: Group::Web,
    files: FULLCHAIN_AND_KEY,
    configs: &[("Caddyfile", CONFIG)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 750 -g caddy /etc/caddy/tls
sudo install -m 644 @base@.fullchain.pem /etc/caddy/tls/
sudo install -m 640 -g caddy @base@.key /etc/caddy/tls/
",
    reload: "sudo caddy validate --config /etc/caddy/Caddyfile && sudo systemctl reload caddy\n",
    check: CHECK_HTTPS,
};

const CONFIG: &str = "\
@names_comma@ {
    tls /etc/caddy/tls/@base@.fullchain.pem /etc/caddy/tls/@base@.key {
        protocols tls1.2 tls1.3
    }
    root * /var/www/html
    file_server
}
";
