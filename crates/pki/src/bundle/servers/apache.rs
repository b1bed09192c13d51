//! Apache HTTP Server 2.4.8 and later: the file of the certificate holds the intermediates too.

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "apache",
    group: Group::Web,
    files: FULLCHAIN_AND_KEY,
    configs: &[("apache.conf", CONFIG)],
    csr: CSR_OPENSSL,
    install: "\
sudo install -d -m 700 /etc/apache2/tls
sudo install -m 644 @base@.fullchain.pem /etc/apache2/tls/
sudo install -m 600 @base@.key /etc/apache2/tls/
",
    reload: "sudo apachectl configtest && sudo apachectl graceful\n",
    check: CHECK_HTTPS,
};

const CONFIG: &str = "\
<VirtualHost *:443>
@server_names@
    SSLEngine on
    SSLCertificateFile    /etc/apache2/tls/@base@.fullchain.pem
    SSLCertificateKeyFile /etc/apache2/tls/@base@.key
    SSLProtocol           -all +TLSv1.2 +TLSv1.3
    SSLCipherSuite        ECDHE+AESGCM:ECDHE+CHACHA20
    SSLSessionTickets     off
</VirtualHost>
";
