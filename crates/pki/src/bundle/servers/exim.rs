//! Exim 4.94 and later: Debian builds it on GnuTLS, most others on OpenSSL, and each names its versions differently.

use super::{CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "exim",
    group: Group::Mail,
    files: FULLCHAIN_AND_KEY,
    configs: &[("exim-openssl.conf", OPENSSL), ("exim-gnutls.conf", GNUTLS)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 750 -g Debian-exim /etc/exim4/tls
sudo install -m 644 @base@.fullchain.pem /etc/exim4/tls/
sudo install -m 640 -g Debian-exim @base@.key /etc/exim4/tls/
",
    reload: "sudo exim -bV && sudo systemctl reload exim4\n",
    check: "openssl s_client -starttls smtp -connect @host@:25 </dev/null | openssl x509 -noout -serial -dates\n",
};

const OPENSSL: &str = "\
tls_advertise_hosts = *
tls_certificate = /etc/exim4/tls/@base@.fullchain.pem
tls_privatekey = /etc/exim4/tls/@base@.key
openssl_options = +no_sslv2 +no_sslv3 +no_tlsv1 +no_tlsv1_1
";

const GNUTLS: &str = "\
tls_advertise_hosts = *
tls_certificate = /etc/exim4/tls/@base@.fullchain.pem
tls_privatekey = /etc/exim4/tls/@base@.key
tls_require_ciphers = NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2
";
