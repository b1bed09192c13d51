//! Exchange Server 2016 and later, by the Exchange Management Shell.

use super::{
    FileKind::{Key, Pkcs7, Pkcs12},
    Group, Spec, item,
};

pub(super) static SPEC: Spec = Spec {
    id: "exchange",
    group: Group::Windows,
    files: &[item(".p7b", Pkcs7), item(".pfx", Pkcs12), item(".key", Key)],
    configs: &[],
    csr: "\
$csr = New-ExchangeCertificate -GenerateRequest -SubjectName 'CN=@name@' -DomainName @names_comma@ -KeySize 2048 -PrivateKeyExportable $true
Set-Content -Path C:\\certs\\@base@.csr -Value $csr
",
    install: "\
Import-ExchangeCertificate -FileData ([System.IO.File]::ReadAllBytes('C:\\certs\\@base@.p7b'))
Enable-ExchangeCertificate -Thumbprint @thumbprint@ -Services IIS,SMTP,IMAP,POP
",
    reload: "iisreset /noforce\n",
    check: "Get-ExchangeCertificate -Thumbprint @thumbprint@ | Format-List Subject,Services,NotAfter,Status\n",
};
