# Findings about chains of certificates, piles of files and private keys. The text says what is so, .fix what to do next,
# .title and .why are for the rule's own page.

finding-chain_ca_ends_early = The CA certificate “{ $subject }” expires on { $not_after }, before your certificate does ({ $not_after_leaf }).
    .title = CA certificate expires first
    .fix = Replace it in time with the CA's newer intermediate, or renew your certificate before that day.
    .why = A chain is valid only as long as each of its certificates is.
finding-chain_ca_expired =
    { $kind ->
        [root] The root “{ $subject }” expired on { $not_after }.
       *[intermediate] The intermediate “{ $subject }” expired on { $not_after }.
    }
    .title = Expired CA certificate
    .fix =
        { $kind ->
            [root] Get a certificate under a root that is still valid. If this is your own CA, make a new root and give it to everyone who shall trust it.
           *[intermediate] Install the CA's current intermediate in its place, then reload the server.
        }
    .why = Clients check the dates of every certificate on the way to the root, not only of yours.
finding-chain_ca_not_yet_valid = The CA certificate “{ $subject }” is valid only from { $not_before }.
    .title = CA certificate not yet valid
    .fix = Use the CA's current intermediate until then. If the date seems wrong, check the clock of this machine.
    .why = Clients refuse a certificate before its first day.
finding-chain_completed =
    { $from ->
        [table] The intermediate “{ $subject }” (SHA-256 { $sha256 }) was not there; it has been added from the table of public CAs' intermediates.
       *[known] The intermediate “{ $subject }” was not among the files; it has been added.
    }
    .title = Intermediate added
    .fix =
        { $has_url ->
            [yes] A server must send it too: install it behind your certificate. `warifu bundle` writes both into one file; the CA has it at { $url }
           *[no] A server must send it too: install it behind your certificate. `warifu bundle` writes both into one file.
        }
    .why = A server has to send every intermediate, so a bundle must hold them all.
finding-chain_cross_signed = There are { $ways } ways to a trusted root, by cross-signed CA certificates. The shortest sound one is used.
    .title = Several ways to a root
    .fix = Nothing. Keep the longer chain only if old devices need it.
    .why = A new CA lets an older one sign it too, so that devices that know only the old root trust it as well.
finding-chain_duplicate = The certificate “{ $subject }” is there twice (number { $position }).
    .title = Repeated certificate
    .fix = Remove the copy from the file.
    .why = Each copy makes every handshake longer, and some programs stop at it.
finding-chain_empty = There is no certificate in it.
    .title = No certificate
    .fix = Paste what the CA sent, from the BEGIN line to the END line.
    .why = A chain begins with the server's own certificate.
finding-chain_intermediate_missing = The server does not send the intermediate “{ $subject }”.
    .title = Missing intermediate
    .fix =
        { $has_url ->
            [yes] Append this certificate (SHA-256 { $sha256 }) to the certificate file, behind your own, and reload the server. It is part of every bundle on the order's page; the CA has it at { $url }, and `warifu bundle` adds it too.
           *[no] Append this certificate (SHA-256 { $sha256 }) to the certificate file, behind your own, and reload the server. It is part of every bundle on the order's page.
        }
    .why = Browsers often fill the gap from a cache; phones, curl, Java and payment services do not, and refuse the connection.
finding-chain_issuer_missing =
    { $has_namesake ->
        [yes] The issuer's certificate “{ $issuer }” is missing. There is one of the same name, but of another key.
       *[no] The issuer's certificate “{ $issuer }” is missing.
    }
    .title = Missing issuer
    .fix =
        { $has_url ->
            [yes] Get it from { $url } and put it behind your certificate.
           *[no] Ask the CA for the intermediate certificate and put it behind your own.
        }
    .why = Without it nobody can tell whether a trusted CA has signed your certificate.
finding-chain_leaf_not_first = The server's own certificate does not come first but as number { $position }.
    .title = Wrong certificate first
    .fix = Put your own certificate at the beginning of the file, then the intermediates.
    .why = Clients take the first certificate for the server's own (RFC 8446 section 4.4.2), and servers compare it with the private key.
finding-chain_leaf_self_signed = The certificate “{ $subject }” is signed by itself, not by a CA.
    .title = Self-signed certificate
    .fix = Install the certificate that the CA issued. If it is installed, check that the server's configuration names its file.
    .why = Anyone can sign for himself, so browsers show a warning.
finding-chain_link_broken = The intermediates do not join up ({ $subject }).
    .title = Gap in the chain
    .fix = Add the missing intermediate and paste them in order.
    .why = Each certificate has to be followed by the one that signed it.
finding-chain_name_constraint = A CA in the chain may not issue for these names.
    .title = Names outside the CA's limits
    .fix = Ask the CA for a certificate from another intermediate.
    .why = A name constraint limits a CA to certain domains (RFC 5280 section 4.2.1.10), and clients enforce it.
finding-chain_not_ca = There is something that is not an intermediate ({ $subject }).
    .title = Not a CA certificate
    .fix = Leave that certificate out.
    .why = Only a certificate that says so of itself may sign others; otherwise every customer could issue.
finding-chain_not_for_servers = The chain is not meant for servers: a purpose (extended key usage) leaves out TLS servers.
    .title = Not for servers
    .fix = Ask the CA for a server certificate, and install its intermediates.
    .why = CAs for mail, programs or devices have purposes of their own, and browsers keep them apart.
finding-chain_order_wrong = The certificates are sent in the wrong order (numbers { $order } would be right).
    .title = Wrong order
    .fix = Put your own certificate first, then each one's issuer, and reload the server.
    .why = TLS 1.2 asks for this order (RFC 5246 section 7.4.2); newer clients sort for themselves, older ones and devices do not.
finding-chain_path_too_long = The chain is too long ({ $subject }).
    .title = Chain longer than its CA allows
    .fix = Paste the right intermediates.
    .why = A CA may limit how many others stand below it (RFC 5280 section 4.2.1.9).
finding-chain_refused = A check by the rules of browsers refuses the chain ({ $reason }).
    .title = Refused by browsers' rules
    .fix = Show this to the CA and ask for a new certificate.
    .why = The chain is checked a second time with the library that Rust programs use for TLS; it is as strict as browsers.
finding-chain_root_distrust_ahead =
    { $of ->
        [ca] { $programme } stops trusting the root “{ $root }” on { $not_trusted_from }.
       *[server] { $programme } stops trusting the root “{ $root }” on { $not_trusted_from }, before your certificate expires.
    }
    .title = Root about to lose trust
    .fix =
        { $of ->
            [ca] A server certificate that leads to this root has to be issued again under a newer one before that day.
           *[server] Have the certificate issued again under a newer root before that day.
        }
    .why = Browsers retire old roots on published days; from then on a certificate under them counts for nothing.
finding-chain_root_distrusted = { $programme } does not trust the root “{ $root }” any more (since { $not_trusted_from }).
    .title = Root no longer trusted
    .fix =
        { $of ->
            [ca] A server certificate that leads to this root has to be issued again under a root that is trusted today.
           *[server] Have the certificate issued again under a root that is trusted today, and install the new intermediates.
        }
    .why = Browsers retire old roots, and CAs that broke the rules, on published days. Other programs may still accept the root.
finding-chain_root_sent = The root “{ $subject }” is included (number { $position }); it is not needed.
    .title = Superfluous root
    .fix = Remove it from the certificate file if you like; it does no harm.
    .why = Whoever trusts the root has it already (RFC 8446 section 4.4.2), so that sending it only makes handshakes longer.
finding-chain_root_unknown = The chain does not lead to a known CA ({ $issuer }).
    .title = Unknown root
    .fix = Check that all intermediates are there. If this is your own CA, give its root to everyone who shall trust it.
    .why = Browsers trust only the roots on their lists, and what those have signed.
finding-chain_search_cut =
    { $limit ->
        [cas] Some of these { $certificates } certificates join up to more than { $limit_max } CAs above each other. What lies above those was left out.
        [ways] There are more than { $limit_max } ways through these { $certificates } certificates. The others were left out, and the best of those is shown.
        [signatures] So many of these { $certificates } certificates have the same names that more than { $limit_max } signatures would have to be checked. The others were left out.
       *[visits] There are too many ways through these { $certificates } certificates: the search ended after { $limit_max } steps, and the rest was left out.
    }
    .title = Search ended early
    .fix = Keep only your own certificate and the intermediates that the CA names for it, two to five in all, and look again.
    .why = The search is limited, so that nobody can keep it busy.
finding-chain_signature_broken = A signature in the chain is not right ({ $subject }).
    .title = Broken signature
    .fix = Use the CA's files as they were sent, unchanged. If there are two intermediates of one name, take the other one.
    .why = The signature proves that the CA issued exactly this certificate.
finding-chain_signature_unsupported = A certificate in the chain is signed in a way that browsers do not accept.
    .title = Signature not accepted
    .fix = Ask the CA for a certificate and intermediates that are signed with SHA-256 or better.
    .why = SHA-1 and short keys can be forged, so browsers refuse them anywhere in a chain.
finding-chain_stranger = The certificate “{ $subject }” (number { $position }) does not belong to this chain.
    .title = Unrelated certificate
    .fix = Remove it from the file. If it was meant to be the intermediate, get the right one from the CA.
    .why = It lengthens every handshake, and is often a sign that the wrong intermediate was installed.
finding-chain_too_many = There are { $certificates } certificates. A chain is put together from { $certificates_max } at most, so it was not looked at; nothing is said about intermediates and root.
    .title = Too many certificates
    .fix = Keep only your own certificate and its intermediates, two to five in all, and look again. The list of all roots (ca-bundle) does not belong in the file.
    .why = A chain has two to five certificates.

finding-certificate_other_kind =
    { $kind ->
        [csr] This is a CSR, not a certificate.
        [public_key] This is a public key, not a certificate.
        [crl] This is a list of revoked certificates (CRL), not a certificate.
        [pkcs12] This is a PKCS#12 file (.p12, .pfx), in which certificates and their private key are locked by a password.
        [jks] This is a Java key store (JKS), in which certificates and their private key are locked by a password.
       *[other] There is no certificate here but something else ({ $label }).
    }
    .title = Not a certificate
    .fix =
        { $kind ->
            [csr] The page “Check a CSR” (`/csr`) looks at it. The certificate is what the CA sends after the order.
            [public_key] A certificate has its public key in it: paste the certificate that the CA sent.
            [crl] Paste the certificate that the CA sent. Whether it is revoked is said by the doctor (`/doctor`) for the site that uses it.
            [pkcs12] Keep the file, with the key, on your machine. Take the certificates out there and paste those: `openssl pkcs12 -in FILE -nokeys -out certs.pem`
            [jks] Keep the file, with the key, on your machine. Take the certificate out there and paste it: `keytool -exportcert -rfc -keystore FILE -alias NAME`
           *[other] Paste what the CA sent, from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”, with both lines.
        }
    .fix-local =
        { $kind ->
            [csr] `warifu csr check FILE` looks at it. The certificate is what the CA sends after the order.
            [public_key] `warifu match FILE…` says which certificate, CSR and key belong to it. Give the certificate that the CA sent here.
            [crl] Give the certificate that the CA sent. Whether it is revoked is said by `warifu doctor` for the site that uses it.
            [pkcs12] Take the certificates out and look at those: `openssl pkcs12 -in FILE -nokeys -out certs.pem`. To install what is in it, `warifu bundle --cert FILE --key FILE` writes the files for your server; `warifu match FILE` says what is in it.
            [jks] Take the certificate out and look at that: `keytool -exportcert -rfc -keystore FILE -alias NAME`. To install what is in it, `warifu bundle --cert FILE --key FILE` writes the files for your server; `warifu match FILE` says what is in it.
           *[other] Give the file that the CA sent; it begins with “-----BEGIN CERTIFICATE-----”, or is DER or PKCS#7.
        }
    .why = Keys, CSRs, certificates and lists look alike as files; each is for another purpose, and only a certificate can be judged as one.

finding-pile_block_ignored = “{ $file }” also contains something else ({ $label }), which was passed over.
    .title = Block passed over
    .fix = Nothing, if you do not need it here.
    .why = Only certificates, CSRs, keys and PKCS#7 take part.
finding-pile_empty = There is no certificate, CSR or key in “{ $file }”.
    .title = Nothing in the file
    .fix = Choose the file that the CA sent, in PEM or DER.
    .why = A file in PEM has lines with -----BEGIN and -----END.
finding-pile_private_key = There is a private key in “{ $file }”. It was not read.
    .title = Private key not accepted here
    .fix = Leave the key where it is, and give the certificate alone. `warifu match` says there whether the two belong together.
    .why = Whoever has the private key can pose as your site. The shop never needs it.
    .example = warifu match server.key server.crt
finding-pile_too_large = “{ $file }” is too large (at most { $octets_max } octets).
    .title = File too large
    .fix = Choose the certificate file only; it usually has a few KiB.
    .why = No chain needs that much.
finding-pile_too_many = There are too many files or things in them (at most { $files_max } files with { $entries_max } things together); the rest was left out.
    .title = Too many files
    .fix = Give fewer files at a time.
    .why = Each limit keeps one request from holding up the others.
finding-pile_unreadable =
    { $reason ->
        [jks] “{ $file }” is a Java key store (JKS).
        [pkcs12] “{ $file }” is a PKCS#12 file (.p12, .pfx).
        [pem_no_end] In “{ $file }” the last line (-----END …-----) is missing.
        [pem_label_mismatch] In “{ $file }” the BEGIN and END lines do not belong together (octet { $at }).
        [pem_not_base64] In “{ $file }” there are characters that do not belong there (octet { $at }).
       *[other] “{ $file }” cannot be read (octet { $at }, { $reason }).
    }
    .title = Unreadable file
    .fix =
        { $reason ->
            [jks] Export the certificate from it first: keytool -exportcert -rfc -keystore FILE -alias NAME
            [pkcs12] Export the certificates from it first: openssl pkcs12 -in FILE -nokeys -out certs.pem
           *[other] Copy the file again as it is, without opening it in an editor.
        }
    .why = Certificates are lost by one wrong character; nothing is guessed.

finding-private_key_encrypted = The private key is encrypted.
    .title = Passphrase needed
    .fix = Put the passphrase on the first line of a file and add `--passphrase-file FILE`.
    .why = An encrypted key can be used only with its passphrase.
finding-private_key_encryption_unsupported = The private key is encrypted in a way that is not read here ({ $name }).
    .title = Encryption not read here
    .fix = Convert it first: openssl pkcs8 -topk8 -in old.key -out new.key
    .why = PBES2 with AES or triple DES is read, and what PKCS#12 had before it; the rest is for `openssl` to convert.
    .example = openssl pkcs8 -topk8 -in old.key -out new.key
finding-private_key_inconsistent = The private and the public half of the key do not fit together.
    .title = Damaged key
    .fix = Restore the key from a backup, or make a new key and a new CSR.
    .why = Such a key signs what nobody can verify.
finding-private_key_kind_unsupported = This kind of private key is not for web servers ({ $key }).
    .title = Kind of key not supported
    .fix = Make an RSA key of 2048 bits or an ECDSA key on P-256, and a new CSR.
    .why = CAs issue only for RSA and for ECDSA on P-256, P-384 and P-521.
finding-private_key_passphrase_wrong = The passphrase of the private key is wrong.
    .title = Wrong passphrase
    .fix = Check the passphrase; a file must hold it on its first line, without blanks.
    .why = The key can be decrypted only with the passphrase that it was encrypted with.
finding-private_key_unreadable =
    { $reason ->
        [no_key] There is no private key in the file.
        [too_large] The file is too large for a private key (1 MiB at most).
        [too_many] There are too many private keys in the file.
        [pem_no_end] The last line of the private key (-----END …-----) is missing.
       *[other] The private key cannot be read ({ $reason }).
    }
    .title = Unreadable key
    .fix = Choose the key file that was made together with the CSR.
    .why = Keys are read in PEM or DER, as PKCS#8, PKCS#1 or SEC 1.
