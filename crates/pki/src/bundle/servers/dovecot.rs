//! Dovecot, whose settings were renamed in 2.4 (doc.dovecot.org/2.4.0/core/config/ssl.html, read 2026-11-22).

use super::{CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "dovecot",
    group: Group::Mail,
    files: FULLCHAIN_AND_KEY,
    configs: &[("dovecot-2.4.conf", CONFIG), ("dovecot-2.3.conf", CONFIG_2_3)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 700 /etc/dovecot/tls
sudo install -m 644 @base@.fullchain.pem /etc/dovecot/tls/
sudo install -m 600 @base@.key /etc/dovecot/tls/
",
    reload: "sudo doveconf -n >/dev/null && sudo doveadm reload\n",
    check: "openssl s_client -connect @host@:993@sni@ </dev/null | openssl x509 -noout -serial -dates\n",
};

const CONFIG: &str = "\
ssl = required
ssl_server_cert_file = /etc/dovecot/tls/@base@.fullchain.pem
ssl_server_key_file = /etc/dovecot/tls/@base@.key
ssl_min_protocol = TLSv1.2
";

const CONFIG_2_3: &str = "\
ssl = required
ssl_cert = </etc/dovecot/tls/@base@.fullchain.pem
ssl_key = </etc/dovecot/tls/@base@.key
ssl_min_protocol = TLSv1.2
";
