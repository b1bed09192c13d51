//! Plain DER, one certificate in each file: for appliances and programs that take nothing else.

use super::{
    CHECK_HTTPS, CSR_OPENSSL,
    FileKind::{ChainDer, Key, LeafDer},
    Group, Spec, item,
};

pub(super) static SPEC: Spec = Spec {
    id: "der",
    group: Group::Files,
    files: &[item(".cer", LeafDer), item(".intermediate", ChainDer), item(".key", Key)],
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
openssl x509 -inform DER -in @base@.cer -noout -subject -issuer -dates
openssl pkcs8 -topk8 -nocrypt -in @base@.key -outform DER -out @base@.key.der
",
    reload: "",
    check: CHECK_HTTPS,
};
