//! lighttpd 1.4.53 and later, where certificate and key may be two files.

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "lighttpd",
    group: Group::Web,
    files: FULLCHAIN_AND_KEY,
    configs: &[("lighttpd.conf", CONFIG)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 700 /etc/lighttpd/tls
sudo install -m 644 @base@.fullchain.pem /etc/lighttpd/tls/
sudo install -m 600 @base@.key /etc/lighttpd/tls/
",
    reload: "sudo lighttpd -tt -f /etc/lighttpd/lighttpd.conf && sudo systemctl restart lighttpd\n",
    check: CHECK_HTTPS,
};

const CONFIG: &str = "\
server.modules += ( \"mod_openssl\" )

$SERVER[\"socket\"] == \":443\" {
    ssl.engine  = \"enable\"
    ssl.pemfile = \"/etc/lighttpd/tls/@base@.fullchain.pem\"
    ssl.privkey = \"/etc/lighttpd/tls/@base@.key\"
    ssl.openssl.ssl-conf-cmd = ( \"MinProtocol\" => \"TLSv1.2\", \"CipherString\" => \"ECDHE+AESGCM:ECDHE+CHACHA20\" )
}
";
