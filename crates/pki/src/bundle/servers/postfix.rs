//! Postfix 3.6 and later: key first, then leaf and intermediates (smtpd_tls_chain_files since 3.4, `>=` since 3.6).

use super::{CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "postfix",
    group: Group::Mail,
    files: FULLCHAIN_AND_KEY,
    configs: &[("main.cf", CONFIG)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 700 /etc/postfix/tls
sudo install -m 644 @base@.fullchain.pem /etc/postfix/tls/
sudo install -m 600 @base@.key /etc/postfix/tls/
",
    reload: "sudo postfix check && sudo postfix reload\n",
    check: "openssl s_client -starttls smtp -connect @host@:25 </dev/null | openssl x509 -noout -serial -dates\n",
};

const CONFIG: &str = "\
smtpd_tls_chain_files =
    /etc/postfix/tls/@base@.key,
    /etc/postfix/tls/@base@.fullchain.pem
smtpd_tls_security_level = may
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
";
