//! PKCS#7 (`.p7b`): all certificates in one file, as text and as DER.

use super::{
    CHECK_HTTPS, CSR_OPENSSL,
    FileKind::{Key, Pkcs7, Pkcs7Der},
    Group, Spec, item,
};

pub(super) static SPEC: Spec = Spec {
    id: "pkcs7",
    group: Group::Files,
    files: &[item(".p7b", Pkcs7), item(".der.p7b", Pkcs7Der), item(".key", Key)],
    configs: &[],
    csr: CSR_OPENSSL,
    install: "openssl pkcs7 -in @base@.p7b -print_certs -noout\n",
    reload: "",
    check: CHECK_HTTPS,
};
