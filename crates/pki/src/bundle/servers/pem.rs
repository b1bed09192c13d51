//! Plain PEM files, for everything that has no entry of its own.

use super::{
    CHECK_HTTPS, CSR_OPENSSL,
    FileKind::{Chain, Fullchain, Key, Leaf},
    Group, Spec, item,
};

pub(in crate::bundle) static SPEC: Spec = Spec {
    id: "pem",
    group: Group::Files,
    files: &[item(".cert.pem", Leaf), item(".chain.pem", Chain), item(".fullchain.pem", Fullchain), item(".key", Key)],
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
openssl x509 -in @base@.cert.pem -noout -pubkey
openssl pkey -in @base@.key -pubout
",
    reload: "",
    check: CHECK_HTTPS,
};
