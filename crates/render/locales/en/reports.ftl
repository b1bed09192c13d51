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
report-issuer = Issuer
report-profile = Kind
profile-ca = certificate of a CA
profile-none = none stated (not judged by the rules for public CAs)
report-sha256 = Fingerprint of the certificate (SHA-256)
report-chain = Chain
report-rules = Rules
finding-file_unreadable = The file cannot be read: { $reason }
    .title = The file cannot be read
    .why = Nothing can be said about a file that the system does not give out.
    .fix = Check the path and the permissions of the file.

# `warifu csr new`.
new-key = Private key: `{ $file }`. Only you can read it. Keep it on the server that will use the certificate, and send it to nobody.
new-csr = CSR: `{ $file }`. Paste its content into the order:
new-refused = Nothing was written, because CAs would refuse this CSR.
new-passphrase = To put a passphrase on the key (most servers then ask for it at every start):
report-local-key = This is a private key, not a CSR. It has not left this machine.
report-local-key-fix = Give the CSR instead. `warifu csr new` makes a key together with its CSR; `warifu match` says which files belong together.
new-plesk-rsa = Plesk’s form makes RSA keys only. Add the certificate there with this key and its files instead of a new request.
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

# Looking at a CSR or certificate without an order.
look-csr-title = Check a CSR
    .text = Before you order: what the CSR says, and what CAs would not take.
look-csr-lead = Paste a CSR to see what it asks for, whether CAs will take it, and how to mend it if not. No order is needed.
look-csr-form = CSR to check
look-csr-hint = From the BEGIN line to the END line. Do not paste the private key.
look-csr-judge = Check for
look-csr-judge-hint = A product also has its own wishes: how many names, wildcards, whether the organisation counts.
look-csr-judge-rules = Rules of a CA
look-csr-judge-products = Products
rule-set-shop-common = What every CA takes
rule-set-private = A private CA
rule-set-cybertrust = Cybertrust
rule-set-digicert = DigiCert
rule-set-globalsign = GlobalSign
rule-set-jprs = JPRS
rule-set-secom = SECOM Trust Systems
rule-set-sectigo = Sectigo
look-csr-names-hint = The names that you will order, if they differ from those in the CSR. One per line.
look-csr-button = Check
look-csr-facts = What the CSR says
look-csr-verdict-good = CAs will take this CSR.
look-csr-verdict-wait = CAs will take this CSR, but please look at the following.
look-csr-verdict-bad = CAs will not take this CSR as it is.
look-csr-apply = Order a certificate with this CSR
look-csr-apply-button = To the order
look-csr-apply-login = Choose a product. After you have logged in, paste the CSR once more.
look-cert-title = Look at a certificate
    .text = What a certificate and its chain say, and what browsers would object to.
look-cert-lead = Paste a certificate, with its intermediates if you have them, to see what it says and whether anything is wrong with it.
look-cert-form = Certificate to look at
look-cert-hint = One or more blocks from BEGIN to END, the server's certificate first. Do not paste the private key.
look-cert-completed = The whole chain
look-cert-completed-hint = What your server has to send, in this order. Save it as one file, such as fullchain.pem.
look-cert-button = Look
look-cert-verdict-good = Nothing is wrong with it.
look-cert-verdict-wait = It can be used, but please look at the following.
look-cert-verdict-bad = There is something wrong with it.
look-kept = We look at it now and keep nothing of it.
# Rules.
rules-title = Rules for CSRs and certificates
    .text = Every rule we check: why there is one, how to mend it, and where it comes from.
rules-lead = Everything that we check in a CSR or certificate before a CA does.
rules-group-csr = The CSR as a whole
rules-group-names = Names
rules-group-key = The key
rules-group-subject = Organisation and other fields
rules-group-certificate = Certificates
rules-group-chain = Chains
rules-group-other = Others
rules-example = Example
rules-source = Where it comes from
rules-own = A rule of this shop.
rules-in-force = In force since
rules-next = See also:
rules-servers = How to make a CSR on your server
rules-why = Why, and how to mend it

# `warifu explain`.
explain-unknown = There is no rule `{ $code }`.

# `warifu match`.
match-pair = Belong together
match-alone = Alone
match-kind-private_key = private key
match-kind-public_key = public key
match-kind-csr = CSR
match-kind-certificate = certificate
finding-pairs_none = No two of these files belong together.
    .title = Nothing belongs together
    .why = A certificate works only with the private key that its CSR was made with.
    .fix = Look for the key that was made together with the CSR; if it is lost, make a new key and CSR and reissue the certificate.

# Attributes of a subject.
attribute-C = Country (C)
attribute-CN = Common name (CN)
attribute-DC = Domain component (DC)
attribute-GN = Given name (GN)
attribute-L = City (L)
attribute-O = Organisation (O)
attribute-OU = Department (OU)
attribute-SN = Surname (SN)
attribute-ST = State or prefecture (ST)
attribute-businessCategory = Business category
attribute-emailAddress = Mail address (emailAddress)
attribute-postalCode = Postal code
attribute-serialNumber = Registration number (serialNumber)
attribute-street = Street
