//! AWS Certificate Manager: leaf, chain and key as three PEM files, the root optional and left out.

use super::{CHECK_HTTPS, CSR_OPENSSL, Group, PARTS_AND_KEY, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "aws",
    group: Group::Cloud,
    files: PARTS_AND_KEY,
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
aws acm import-certificate --certificate fileb://@base@.cert.pem --certificate-chain fileb://@base@.chain.pem --private-key fileb://@base@.key
",
    reload: "\
aws acm import-certificate --certificate-arn ARN --certificate fileb://@base@.cert.pem --certificate-chain fileb://@base@.chain.pem --private-key fileb://@base@.key
",
    check: CHECK_HTTPS,
};
