//! Windows Server 2016 and later with IIS 10.

use super::{
    CHECK_HTTPS,
    FileKind::{Key, Pkcs7, Pkcs12},
    Group, Spec, item,
};

pub(super) static SPEC: Spec = Spec {
    id: "iis",
    group: Group::Windows,
    files: &[item(".p7b", Pkcs7), item(".pfx", Pkcs12), item(".key", Key)],
    configs: &[("request.inf", REQUEST)],
    csr: "certreq -new request.inf @base@.csr\n",
    install: "certreq -accept -machine @base@.p7b\n",
    reload: "\
Import-Module IISAdministration
New-IISSiteBinding -Name 'Default Web Site' @binding@ -Protocol https -CertificateThumbPrint @thumbprint@ -CertStoreLocation Cert:\\LocalMachine\\My
",
    check: CHECK_HTTPS,
};

const REQUEST: &str = "\
[Version]
Signature = \"$Windows NT$\"

[NewRequest]
Subject = \"CN=@name@\"
KeyAlgorithm = RSA
KeyLength = 2048
HashAlgorithm = SHA256
MachineKeySet = TRUE
Exportable = TRUE
RequestType = PKCS10

[Extensions]
2.5.29.17 = \"{text}@windows_san@\"
";
