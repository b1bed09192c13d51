//! Jetty 12 (and 10, 11): a key store named in `start.d/ssl.ini`.

use super::{
    CHECK_HTTPS, CSR_KEYTOOL,
    FileKind::{Key, Pkcs7, Pkcs12},
    Group, IMPORT_KEYTOOL, Spec, item, with_root,
};

pub(super) static SPEC: Spec = Spec {
    id: "jetty",
    group: Group::Java,
    files: &[with_root(".p7b", Pkcs7), with_root(".p12", Pkcs12), item(".key", Key)],
    configs: &[("ssl.ini", CONFIG)],
    csr: CSR_KEYTOOL,
    install: IMPORT_KEYTOOL,
    reload: "sudo systemctl restart jetty\n",
    check: CHECK_HTTPS,
};

const CONFIG: &str = "\
--module=ssl
--module=https
jetty.ssl.port=443
jetty.sslContext.keyStorePath=etc/@base@.p12
jetty.sslContext.keyStoreType=PKCS12
jetty.sslContext.keyStorePassword=PASSWORD
";
