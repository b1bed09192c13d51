//! Cloudflare's "custom certificate" at the edge.

use super::{CHECK_HTTPS, CSR_OPENSSL, FULLCHAIN_AND_KEY, Group, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "cloudflare",
    group: Group::Cloud,
    files: FULLCHAIN_AND_KEY,
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
jq -n --rawfile certificate @base@.fullchain.pem --rawfile private_key @base@.key '{$certificate, $private_key, bundle_method: \"ubiquitous\"}' |
  curl --json @- -H \"Authorization: Bearer $TOKEN\" https://api.cloudflare.com/client/v4/zones/$ZONE/custom_certificates
",
    reload: "",
    check: CHECK_HTTPS,
};
