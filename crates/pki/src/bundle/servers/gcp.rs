//! Google Cloud load balancers with a certificate of one's own: RSA-2048 or ECDSA P-256, key without a passphrase
//! (cloud.google.com/load-balancing/docs/ssl-certificates/self-managed-certs, read 2026-11-22).

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "gcp",
    group: Group::Cloud,
    files: FULLCHAIN_AND_KEY,
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
gcloud compute ssl-certificates create @resource@ --certificate=@base@.fullchain.pem --private-key=@base@.key --global
",
    reload: "gcloud compute target-https-proxies update PROXY --ssl-certificates=@resource@\n",
    check: CHECK_HTTPS,
};
