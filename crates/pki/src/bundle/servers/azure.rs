//! Azure App Service and Application Gateway: a PFX with every certificate up to the root, in the old encryption that
//! App Service asks for (learn.microsoft.com, "Private certificate requirements", read 2026-11-22).

use super::{
    CHECK_HTTPS, CSR_OPENSSL,
    FileKind::{Chain, Key, Leaf},
    Group, Spec, item, with_root,
};

pub(super) static SPEC: Spec = Spec {
    id: "azure",
    group: Group::Cloud,
    files: &[item(".cert.pem", Leaf), with_root(".ca-bundle.pem", Chain), item(".key", Key)],
    configs: &[],
    csr: CSR_OPENSSL,
    install: "\
openssl pkcs12 -export -in @base@.cert.pem -certfile @base@.ca-bundle.pem -inkey @base@.key -out @base@.pfx -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1
az webapp config ssl upload --resource-group GROUP --name APP --certificate-file @base@.pfx --certificate-password PASSWORD
az webapp config ssl bind --resource-group GROUP --name APP --certificate-thumbprint @thumbprint@ --ssl-type SNI
",
    reload: "\
az network application-gateway ssl-cert update --resource-group GROUP --gateway-name GATEWAY --name CERTIFICATE --cert-file @base@.pfx --cert-password PASSWORD
",
    check: CHECK_HTTPS,
};
