# What `warifu csr check`, `cert check` and the pages that look at CSRs and certificates say around the findings.
report-accepted = accepted
report-errors =
    { $count ->
        [1] 1 error
       *[other] { $count } errors
    }
report-warnings =
    { $count ->
        [1] 1 warning
       *[other] { $count } warnings
    }
report-notices =
    { $count ->
        [1] 1 notice
       *[other] { $count } notices
    }
report-error = error
report-warning = warning
report-notice = notice
report-fix = what to do
report-example = example
report-source = source
report-help = more
report-subject = Subject
report-key = Key
report-signature = Signature
report-spki = Fingerprint of the key (SPKI SHA-256)
report-rules = Rules
finding-file_unreadable = The file cannot be read: { $reason }
    .fix = Check the path and the permissions of the file.

# `warifu csr new`.
new-key = Private key: `{ $file }`. Only you can read it. Keep it on the server that will use the certificate, and send it to nobody.
new-csr = CSR: `{ $file }`. Paste its content into the order:
new-refused = Nothing was written, because CAs would refuse this CSR.
new-passphrase = To put a passphrase on the key (most servers then ask for it at every start):
new-equivalents = The same request with other tools:
new-exists = `{ $file }` exists already and is not overwritten.
    .fix = Choose another name with `--out`, or move the file away.
new-name-missing = There is no name for the certificate.
new-organization-missing = An OV or EV certificate names the organisation, and none is given.
new-ask-kind = What shall the certificate confirm: the names alone (dv), or the organisation too (ov, ev)
new-ask-names = Names of the site, with blanks between them, the main one first
new-ask-country = Country, two letters
new-ask-state = Prefecture or state, as in “Tokyo”
new-ask-locality = City or ward, as in “Chiyoda-ku”
new-ask-organization = Organisation in Latin letters, as in “Example Co., Ltd.”
new-ask-key = Key (rsa-2048, rsa-3072, rsa-4096, p-256, p-384)
