//! F5 BIG-IP: certificate, chain and key as objects of their own, joined by a client SSL profile.

use super::{CHECK_HTTPS, CSR_OPENSSL, Group, PARTS_AND_KEY, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "f5",
    group: Group::Balancer,
    files: PARTS_AND_KEY,
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
tmsh install sys crypto key @base@ from-local-file /var/tmp/@base@.key
tmsh install sys crypto cert @base@ from-local-file /var/tmp/@base@.cert.pem
tmsh install sys crypto cert @base@.chain from-local-file /var/tmp/@base@.chain.pem
tmsh create ltm profile client-ssl @base@ defaults-from clientssl cert-key-chain replace-all-with { default { cert @base@ key @base@ chain @base@.chain } } options { dont-insert-empty-fragments no-sslv3 no-tlsv1 no-tlsv1.1 }
",
    reload: "\
tmsh modify ltm virtual VIRTUAL_SERVER profiles add { @base@ { context clientside } }
tmsh save sys config
rm /var/tmp/@base@.key
",
    check: CHECK_HTTPS,
};
