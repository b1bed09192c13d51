//! Java servers in general, with Spring Boot's settings: a key store, whose chain goes up to the root.

use super::{
    CHECK_HTTPS, CSR_KEYTOOL,
    FileKind::{Jks, Key, Pkcs7, Pkcs12},
    Group, IMPORT_KEYTOOL, Spec, item, with_root,
};

pub(super) static SPEC: Spec = Spec {
    id: "java",
    group: Group::Java,
    files: &[with_root(".p7b", Pkcs7), with_root(".p12", Pkcs12), with_root(".jks", Jks), item(".key", Key)],
    configs: &[("application.properties", SPRING_BOOT)],
    csr: CSR_KEYTOOL,
    install: IMPORT_KEYTOOL,
    reload: "",
    check: CHECK_HTTPS,
};

const SPRING_BOOT: &str = "\
server.port=8443
server.ssl.key-store=file:/etc/app/tls/@base@.p12
server.ssl.key-store-type=PKCS12
server.ssl.key-store-password=${KEYSTORE_PASSWORD}
server.ssl.key-alias=@base@
server.ssl.enabled-protocols=TLSv1.2,TLSv1.3
";
