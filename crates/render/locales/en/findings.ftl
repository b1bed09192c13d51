# Findings of the CSR and certificate checks, the installation check, the domain check and the CAs. The text says what
# is so, .fix what to do next.

finding-cn_not_in_names = The CSR's common name “{ $name }” is not among the names you ask for.
    .fix =
        { $reason ->
            [refused] Make the CSR anew with one of the names you ask for as common name, or paste the CSR that was made for them.
           *[other] Add “{ $name }” to the names, or paste the CSR that was made for these names.
        }
    .title = Common name not among the names
    .why = A certificate's common name must be one of its names (SAN). When it is not, the CSR is often the wrong file.
finding-cn_not_in_san = The common name “{ $name }” is not among the SANs of the CSR. The certificate has it as one more name.
    .fix = If you want this name in the certificate, there is nothing to do. If not, make the CSR anew with one of the SANs as common name, or without one.
    .title = Common name not among the SANs
    .why = Browsers look at the SANs only, and a certificate's common name must be one of them. So it counts as a name like the others.
finding-cn_too_long = The common name has { $chars } characters; { $chars_max } are allowed.
    .fix = Leave the common name empty and put the name into the SAN (subject alternative name).
    .title = Common name too long
    .why = The standard for certificates gives the common name 64 characters. Longer names go into the SAN, which takes 253.
    .example = openssl req -new -key www.key -out www.csr -subj / -addext subjectAltName=DNS:www.example.jp
finding-csr_extension_twice = { $extension } stands in the CSR more than once.
    .fix = Make the CSR anew with all names in one SAN, and with one list of extensions.
    .title = The same extension twice
    .why = One program reads the first, another the last or all of them. So nobody can tell which names were meant.
    .example = openssl req -new -key www.key -out www.csr -subj / -addext subjectAltName=DNS:www.example.jp,DNS:example.jp
-csr-paste = Paste everything from “-----BEGIN CERTIFICATE REQUEST-----” to “-----END CERTIFICATE REQUEST-----”, with both lines.
finding-csr_other_kind =
    { $kind ->
        [certificate] This is a certificate, not a CSR.
        [public_key] This is a public key, not a CSR.
        [crl] This is a list of revoked certificates (CRL), not a CSR.
        [jks] This is a Java key store (JKS), not a CSR.
       *[other] This is not a CSR but something else ({ $label }).
    }
    .fix =
        { $kind ->
            [certificate] The page “Look at a certificate” (`/cert`) looks at it. For an order, paste the CSR that was made before: it begins with “-----BEGIN CERTIFICATE REQUEST-----”.
            [jks] Keep the file, with the key, on your machine. Make the CSR there and paste that: `keytool -certreq -keystore FILE -alias NAME`
           *[other] { -csr-paste }
        }
    .fix-local =
        { $kind ->
            [certificate] `warifu cert check FILE` looks at it. A CSR begins with “-----BEGIN CERTIFICATE REQUEST-----”.
            [jks] Make the CSR from it and check that: `keytool -certreq -keystore FILE -alias NAME`
           *[other] Give the file that begins with “-----BEGIN CERTIFICATE REQUEST-----”. `warifu match FILE…` says what files hold and which belong together.
        }
    .title = Not a CSR
    .why = Keys, CSRs and certificates look alike as files; a CA issues a certificate only for a CSR.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-csr_several = There are { $requests } different CSRs. They are: { $names }
    .fix = Paste only the CSR for this order.
    .title = More than one CSR
    .why = One order makes one certificate for one key. We do not guess which of several keys is meant.
finding-csr_signature_broken = The signature of the CSR is not right: part of it is missing or was changed.
    .fix = Do not edit a CSR. Make it anew and paste all of it.
    .title = Signature not right
    .why = A CSR is signed with its own key, which shows that nothing in it was changed on the way.
finding-csr_signature_unknown = This CSR is signed with { $algorithm } by a key of the kind { $key }, which cannot be checked.
    .fix = Make the CSR anew: an RSA or ECDSA key, signed with SHA-256 (openssl: `-sha256`, without `-sigopt`).
    .title = Signature cannot be checked
    .why = A signature that cannot be checked proves nothing about the key.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-csr_signature_weak_hash = The CSR is signed with { $hash }, which is no longer safe.
    .fix = Make the CSR anew; with openssl, add -sha256.
    .title = Signed with SHA-1 or MD5
    .why = Two different texts with the same MD5 or SHA-1 value can be made on purpose, so CAs stopped taking such signatures.
    .example = openssl req -new -sha256 -key www.key -out www.csr
finding-csr_too_large = The CSR is too large (64 KiB at most).
    .fix = Choose the CSR file only. A CSR usually has a few KiB.
    .title = Too large for a CSR
    .why = Even a CSR with a hundred names and the longest key has 8 KiB. Something larger is another file.
finding-csr_unreadable =
    { $reason ->
        [empty] The CSR is empty.
        [other_block] This is not a CSR but something else ({ $label }).
        [no_request] There is no CSR in it.
        [pem_no_end] The last line (-----END CERTIFICATE REQUEST-----) is missing.
        [pem_label_mismatch] Its last line (END) names something else than its first (BEGIN).
        [trailing_octets] There is something more after the end of the CSR.
        [pem_not_base64] There are characters in the CSR that do not belong there.
        [names_too_many] There are more than { $names_max } names in the CSR.
        [pem_too_many] There are more than 64 blocks (BEGIN and END) in it.
        [request_info] The part of the CSR that is signed cannot be read (octet { $at }).
        [version] The version number in the CSR is not 0, the only one there is (openssl shows it as “1 (0x0)”).
        [subject] The subject in the CSR cannot be read (octet { $at }).
        [name] The subject in the CSR cannot be read (octet { $at }).
        [name_attribute] An attribute of the subject in the CSR cannot be read (octet { $at }).
        [name_attributes_too_many] The subject in the CSR has more than 64 attributes.
        [public_key] The public key in the CSR cannot be read (octet { $at }).
        [public_key_algorithm] The kind of the public key in the CSR cannot be read (octet { $at }).
        [public_key_parameters] The kind of the public key in the CSR cannot be read (octet { $at }).
        [public_key_bits] The public key in the CSR cannot be read (octet { $at }).
        [rsa_key] The RSA key in the CSR cannot be read (octet { $at }).
        [rsa_modulus] The modulus of the RSA key in the CSR is not a positive number (octet { $at }).
        [rsa_exponent] The exponent of the RSA key in the CSR is not a positive number (octet { $at }).
        [signature_algorithm] The kind of the signature of the CSR cannot be read (octet { $at }).
        [signature_parameters] The kind of the signature of the CSR cannot be read (octet { $at }).
        [signature] The signature of the CSR cannot be read (octet { $at }).
        [attributes] The list of attributes in the CSR cannot be read (octet { $at }).
        [attribute] An attribute of the CSR cannot be read (octet { $at }).
        [attributes_too_many] The CSR has more than 64 attributes.
        [extension_request] The list of extensions in the CSR cannot be read (octet { $at }).
        [extension] An extension in the CSR cannot be read (octet { $at }).
        [extensions_too_many] The CSR has more than 64 extensions.
        [subject_alt_name] The SAN (the list of names) in the CSR cannot be read (octet { $at }).
        [ip_address] An IP address in the SAN of the CSR is neither IPv4 nor IPv6 (octet { $at }).
       *[other] This cannot be read as a CSR; part of it may be missing.
    }
    .fix =
        { $reason ->
            [names_too_many] Split the names over several certificates, each with a CSR of its own.
            [empty] { -csr-paste }
            [no_request] { -csr-paste }
            [other_block] { -csr-paste }
            [pem_label_mismatch] { -csr-paste }
            [pem_no_end] { -csr-paste }
            [pem_not_base64] { -csr-paste }
            [pem_too_many] { -csr-paste }
            [request] { -csr-paste }
            [trailing_octets] { -csr-paste }
           *[other] Make the CSR anew with a current tool, such as openssl 3, and paste all of it.
        }
    .title = CSR cannot be read
    .why = A CSR is read to its last octet. Where something is missing, nothing can be said about the rest.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-findings_more = More findings like the one about “{ $like }” that are not listed: { $more }
    .fix = Mend what is listed, and check the CSR again.
    .title = More of the same kind
    .why = A CSR can have a thousand names. Of findings of one kind, the first 20 are listed.
finding-key_algorithm_inexact = The RSA key in the CSR is not labelled exactly as the standard says.
    .fix = Make the CSR anew with a current tool, such as openssl 3.
    .title = Key labelled inexactly
    .why = CAs compare the label of an RSA key octet by octet with the one form that is allowed. Some old programs leave a part of it out.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_close_primes = The two primes of this RSA key are so close together that anyone can find them.
    .fix = Make a new key with another program, and a new CSR with it.
    .title = Primes too close
    .why = Fermat's method finds two primes that lie close together within 100 steps, and with them the private key. Some printers and devices made such keys.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_compromised = This key was reported as known to others.
    .fix = Never use this key again. Make a new key, and a new CSR with it.
    .title = Key reported compromised
    .why = Once a key has leaked, a CA must refuse it for ever, and revoke what it was used for within 24 hours.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_curve_explicit = The key spells out its elliptic curve instead of naming it.
    .fix = Make a new key with a named curve, and a new CSR.
    .title = Curve spelled out
    .why = Numbers in place of a curve's name could describe a curve that an attacker chose. Programs refuse such keys.
    .example = openssl ecparam -name prime256v1 -param_enc named_curve -genkey -noout -out www.key
finding-key_debian_weak = This key was made by a Debian or Ubuntu of 2006 to 2008 with a fault that makes it known to everyone.
    .fix = Make a new key on a maintained system, and a new CSR with it.
    .title = Key from a faulty Debian
    .why = OpenSSL on Debian and Ubuntu knew only 32,768 different keys of each kind then (CVE-2008-0166). All of them are published.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_exponent = The public exponent of the RSA key is not safe.
    .fix = Make a new key with the usual exponent 65537, and a new CSR.
    .title = Unsafe RSA exponent
    .why = With an exponent of 1 nothing is hidden, and with an even one RSA does not work.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_exponent_unusual = The public exponent of the RSA key is unusual.
    .fix = If you can, make a new key with the usual exponent 65537.
    .title = Unusual RSA exponent
    .why = Small exponents such as 3 break where programs are careless, and very large ones are refused by many. CAs advise 65537.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_prime_power = The modulus of the RSA key is a power of a single prime.
    .fix = Make a new key, and a new CSR with it.
    .title = Modulus from one prime
    .why = RSA needs two different primes. A power of one prime gives it away by taking the root.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_reused = You have used this key in an earlier application.
    .fix = It may stay. Better is a new key with each certificate.
    .title = Key used before
    .why = A key that serves two certificates ends both when it leaks. A new key costs nothing.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_roca = This key was made by a faulty chip or library (ROCA) and can be broken.
    .fix = Make a new key with software such as openssl, or update the token's firmware first. Then make a new CSR.
    .title = ROCA key
    .why = A library by Infineon, in smart cards and TPMs until 2017, made primes by a pattern that lets others find them (CVE-2017-15361).
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_size =
    { $reason ->
        [too_short] The RSA key has only { $bits } bits; at least { $bits_min } are needed.
        [too_long] The RSA key has { $bits } bits; at most { $bits_max } are allowed.
       *[other] The length of the RSA key ({ $bits } bits) cannot be divided by 8.
    }
    .fix = Make a new RSA key of 2048 bits, and a new CSR with it.
    .title = RSA key of a wrong length
    .why = Keys below 2048 bits can be broken with enough computers. Very long ones slow every visitor down.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_small_factor = The number { $factor } divides the modulus of this RSA key.
    .fix = Make a new key, and a new CSR with it.
    .title = Modulus with a small factor
    .why = A sound RSA modulus is made of two huge primes. A small divisor means that the key is damaged or was not made at random.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_type_refused = CAs do not accept this kind of key ({ $key }).
    .fix = Use an RSA key of at least 2048 bits or an ECDSA key on P-256 or P-384.
    .title = Kind of key not accepted
    .why = Browsers take certificates for RSA keys and for ECDSA keys on a few curves only.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_unusable = The key in the CSR ({ $key }) is not a possible key, so its signature cannot be checked.
    .fix = Make a new key, and a new CSR with it. Do not edit a CSR.
    .title = Not a possible key
    .why = A key on a curve must be a point of that curve, and the modulus of an RSA key is odd. With anything else no connection can be made.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-name_address_option = For “{ $name }” this CA has an option for public IP addresses, which is ordered with the product.
    .fix = Use the domain name of the site, or ask us for the option.
    .title = Option for IP addresses
    .why = The usual certificates name sites. For an address the CA checks that it is yours, and sells that apart.
    .example = www.example.jp
finding-name_internal = “{ $name }” is not a name under a public domain, so no certificate can be issued for it here.
    .fix = Use a name under a registered domain.
    .title = Internal name
    .why = Nobody can prove control of a name that the internet does not have: another network may use the same one.
    .example = www.example.jp
finding-name_ip_address = “{ $name }” is an IP address or ends like one; a name is needed.
    .fix = Use the domain name of the site.
    .title = IP address
    .why = These certificates name sites. An address changes hands easily and needs another kind of proof.
    .example = www.example.jp
finding-name_label_invalid = The part “{ $label }” of “{ $name }” is not a valid international name.
    .fix = Convert the name from its original script once more; a name that is plain ASCII may not have two hyphens there.
    .title = Invalid xn-- part
    .why = Two hyphens at the third and fourth place mark the coded form of an international name (xn--). What cannot be decoded is refused.
    .example = xn--wgv71a119e.jp
finding-name_malformed = “{ $name }” is not a name that a certificate can carry.
    .fix = Use letters, digits, hyphens and dots only, as in “www.example.jp”.
    .title = Not a domain name
    .why = Names in a certificate are compared with the address bar, so they are written as DNS has them: no blanks, no http://, no path.
    .example = www.example.jp
finding-name_public_suffix = “{ $name }” is shared by many people (a public suffix), so no certificate can be issued for it.
    .fix = Use a name under a domain that you registered yourself.
    .title = Public suffix
    .why = Under a public suffix such as co.jp anyone can register, so nobody controls all of it.
    .example = example.co.jp
finding-name_reverse_lookup = “{ $name }” serves reverse lookups of IP addresses, so no certificate can be issued for it.
    .fix = Use the domain name of the site.
    .title = Reverse lookup name
    .why = Names under in-addr.arpa and ip6.arpa map addresses back to names. They are no sites, and CAs refuse them since 2026-03-15.
    .example = www.example.jp
finding-name_too_long = The name “{ $name }” is too long (253 characters in all, 63 between dots).
    .fix = Use a shorter name.
    .title = Name too long
    .why = DNS cannot carry a longer name.
finding-name_trailing_dot = “{ $name }” has a dot at its end; the certificate will carry the name without it.
    .fix = You need not do anything.
    .title = Dot at the end
    .why = Zone files end names with a dot. Certificates never do.
    .example = www.example.jp
finding-name_underscore = The name “{ $name }” has an underscore (_).
    .fix = Give the host a name with a hyphen in its place.
    .title = Underscore
    .why = DNS records may have underscores, host names may not. CAs stopped issuing for them in 2019.
    .example = www-test.example.jp
finding-name_unicode =
    { $reason ->
        [unicode_refused] “{ $name }” is written with international characters, and no certificate is issued for it in its coded form either.
       *[other] “{ $name }” is written with international characters. A certificate carries it as “{ $ascii }”.
    }
    .fix =
        { $reason ->
            [unicode_refused] Use a name under a domain that you registered yourself, in its coded form.
           *[other] Make the CSR with “{ $ascii }”.
        }
    .title = International name
    .why = Certificates carry international names in their coded form, which begins with xn--. Browsers show the original.
    .example = xn--wgv71a119e.jp
finding-name_wildcard_shape = The star in “{ $name }” is not in its place.
    .fix = Put exactly one “*.” in front, as in “*.example.jp”.
    .title = Star in the wrong place
    .why = A wildcard stands for exactly one part in front of a name. Browsers know no other form.
    .example = *.example.jp
finding-names_dropped = Entries of the SAN that are neither names nor addresses are left out: { $names }
    .fix = You need not do anything.
    .title = Other SAN entries
    .why = A server certificate carries names only. Mail addresses and web addresses in the CSR are ignored.
finding-names_duplicate = “{ $name }” is there more than once.
    .fix = Look whether another name was meant.
    .title = Name given twice
    .why = A certificate carries each name once. Twice the same is often a slip for another name.
finding-names_mismatch = The CSR has names that you do not ask for: { $names }
    .fix = The certificate will carry only the names in the form. Add them there if you need them.
    .title = Names not asked for
    .why = The names come from the form. What only the CSR has is left out, and a server may expect it.
finding-names_missing = There is no name for the certificate.
    .fix = Enter the name of your site, such as www.example.jp.
    .title = No name
    .why = A certificate without a name protects no site.
    .example = www.example.jp
finding-names_too_many = There are { $names } names; this product takes { $names_max }.
    .fix = Ask for fewer names, or split the order.
    .title = Too many names
    .why = Each product says how many names its certificates take.
finding-private_key_pasted = A private key was pasted. We have not stored it.
    .fix = Do not use that key any more. Make a new key and a new CSR, and paste the CSR only.
    .title = Private key pasted
    .why = A private key stays on your machine. Once it was sent anywhere, it must count as leaked.
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-subject_badly_encoded = The value “{ $value }” is encoded wrongly in the CSR. We read it all the same.
    .fix = Make the CSR anew with UTF8String; in openssl.cnf, string_mask = utf8only.
    .title = Wrongly encoded text
    .why = Each text in a CSR says which characters it may have. A star or an underscore is not among those of PrintableString, and strict programs refuse it.
    .example = string_mask = utf8only
finding-subject_blank = The value “{ $value }” says nothing.
    .fix = Leave the field out, or write its real value.
    .title = Field without content
    .why = A certificate may not carry a mark for “not applicable”, such as a hyphen.
finding-subject_characters = “{ $value }” has the character “{ $character }” (number { $position }), which the CA does not take here.
    .fix = Write the field with letters, digits and the usual marks, and make the CSR anew.
    .title = Character not accepted
    .why = Each CA says which characters it takes in which field, and sends back the rest.
    .example = Example Co.,Ltd.
finding-subject_country = “{ $value }” is not a country code.
    .fix = Write the two capitals of the country, JP for Japan, and make the CSR anew.
    .title = Country code
    .why = The country is given by its code in ISO 3166-1. Common slips are UK for GB, and small letters.
    .example = JP
finding-subject_country_refused = The CA of this product takes organisations from { $taken } only, not from “{ $value }”.
    .fix = Choose a product of another CA.
    .title = Country not taken
    .why = Some CAs check company registers of certain countries only.
    .example = JP
finding-subject_email_ignored = The mail address “{ $value }” is not put in the certificate.
    .fix = You need not do anything.
    .title = Mail address in the CSR
    .why = Plesk and other panels write a mail address into the CSR. It does no harm, and the certificate does not carry it.
finding-subject_fullwidth = “{ $value }” has the full-width character “{ $character }” (number { $position }).
    .fix =
        { $reason ->
            [refused] Write it with characters that the CA takes and as short as it asks for, and make the CSR anew.
           *[other] Write it as “{ $half }”, and make the CSR anew.
        }
    .title = Full-width characters
    .why = Full-width letters and blanks look like the half-width ones, but CAs take the half-width ones only.
    .example = Example Co.,Ltd.
finding-subject_invisible = “{ $value }” has a character that cannot be seen (number { $position }, { $character }).
    .fix = Type the field by hand instead of pasting it, and make the CSR anew.
    .title = Invisible character
    .why = Such characters come along when a text is pasted. The certificate would not say what people read in it.
    .example = Example Co.,Ltd.
finding-subject_lower_case = “{ $value }” is written in small letters only.
    .fix = Begin it with a capital, and make the CSR anew.
    .title = Small letters only
    .why = This CA takes place names such as Tokyo or TOKYO, not tokyo.
    .example = Tokyo
finding-subject_mismatch = The CSR says “{ $csr }”, the application “{ $application }”.
    .fix = Correct the application, or make the CSR anew.
    .title = CSR and application differ
    .why = The CA certifies what it has checked, and a certificate cannot be corrected later.
finding-subject_missing = This field is missing in the CSR; the CA expects it of an organisation.
    .fix = Make the CSR anew with { $attribute }, or expect the CA to ask.
    .title = Field missing
    .why = A certificate that names an organisation also says where it is. What is missing, the CA asks for, which takes days.
    .example = openssl req -new -key www.key -out www.csr -subj "/C=JP/ST=Tokyo/L=Chiyoda-ku/O=Example K.K./CN=www.example.jp"
finding-subject_ou_ignored = The OU “{ $value }” is not put in the certificate.
    .fix = You need not do anything.
    .title = OU in the CSR
    .why = No public certificate carries an organisational unit since 2022-09-01, because nobody could check it.
finding-subject_padded = “{ $value }” has a blank too many (number { $position }).
    .fix =
        { $reason ->
            [refused] Write it without that blank, and make the CSR anew.
           *[other] Write it as “{ $trimmed }”, and make the CSR anew.
        }
    .title = Blanks too many
    .why = Blanks and line ends around a value cannot be seen, but whoever compares it to a register letter by letter finds a difference.
    .example = Example Co.,Ltd.
finding-subject_place_joined = “{ $value }” is a place and the word for its kind without anything between them.
    .fix = Write “{ $better }”, or a space instead of the hyphen, and make the CSR anew; the CA may ask for it otherwise.
    .title = Place and its kind in one word
    .why = This CA asks for a hyphen or a space before the word for a prefecture, a city or a ward.
    .example = Chiyoda-ku
finding-subject_refused = The CA of this product refuses a CSR with this field (“{ $value }”).
    .fix = Make the CSR anew without the field.
    .title = Field refused
    .why = Some CAs send a CSR back when it has a field that they never print, such as OU.
finding-subject_repeated = This field is in the CSR more than once: “{ $first }” and “{ $again }”.
    .fix = Make the CSR anew with one value.
    .title = Field given twice
    .why = A certificate has one value for each field, and the CA would have to guess which.
finding-subject_spelling = The CSR says “{ $csr }”, the application “{ $application }”: the same but for width, case or blanks.
    .fix = Write both alike if you can. Some CAs compare to the letter.
    .title = Spelled differently
    .why = Some CAs compare the CSR with the application and with the company register to the letter.
finding-subject_too_long = A field has { $chars } characters; { $chars_max } are allowed.
    .fix = Make the CSR anew with a shorter form, such as the registered short name.
    .title = Field too long
    .why = The standard for certificates gives each field a length, in characters.
finding-subject_unknown = The CSR has a field that certificates do not carry: “{ $value }”
    .fix = You need not do anything.
    .title = Unknown field
    .why = Server certificates carry a few fields only. The rest of a CSR is ignored.
finding-subject_ward_needed = L says “{ $value }”, as the state (ST) does. This CA wants the ward or the city there.
    .fix = Make the CSR anew with the ward or city of the registered address as L, such as “Chiyoda-ku”.
    .title = Ward or city needed as L
    .why = An address in Tokyo has no other town than its ward or city, and this CA compares the address with the register.
    .example = ST=Tokyo, L=Chiyoda-ku
finding-wildcard_missing = This product needs a name that starts with “*.”.
    .fix = Add it, as in “*.example.jp”, or choose a product for single hosts.
    .title = No wildcard
    .why = CAs take an order for a wildcard product only with a wildcard name.
    .example = *.example.jp
finding-wildcard_not_in_cn = This CA knows a wildcard order by its CN, which has to begin with “*.”. The CN of this CSR: “{ $value }”
    .fix = Make the CSR anew with “{ $better }” as CN.
    .title = Wildcard not in the CN
    .why = This CA reads from the CN alone that a wildcard certificate is wanted.
    .example = CN=*.example.jp
finding-wildcard_not_in_product = “{ $name }” is a wildcard (*.), which this product does not take.
    .fix = Choose a wildcard product, or enter the names one by one.
    .title = Wildcard not in the product
    .why = Wildcard certificates are products of their own.
    .example = www.example.jp

# Looking up names and connecting.
finding-nxdomain = DNS does not know this name.
    .fix = Check the spelling and the DNS settings.
finding-dns_servfail = The DNS server does not answer properly.
    .fix = Check the DNS settings, or ask your DNS provider.
finding-dns_timeout = The DNS server does not answer.
    .fix = Wait a little and try again.
finding-host_malformed = That is not a valid name.
    .fix = Write it as in “www.example.jp”.
finding-no_address = The name has no IP address.
    .fix = Add an A or AAAA record to the DNS.
finding-address_refused = The name leads to a private address that we cannot reach.
    .fix = Check that the DNS gives a public address.
finding-connect_refused = The server refuses connections.
    .fix = Check that the web server is running.
finding-connect_timeout = The server does not answer.
    .fix = Check the firewall.
finding-connect_failed = The server cannot be reached.
    .fix = Check the server and its network.
finding-tls_alert = The server broke off the handshake.
    .fix = Look into the web server's error log.
finding-tls_not_tls = The server does not speak TLS.
    .fix = Turn on TLS (SSL) for port 443 in the web server's configuration.
finding-tls_untrusted = The server's certificate is not trusted.
    .fix = Check the certificate and intermediates in the configuration.
finding-tls_error = No encrypted connection could be made.
    .fix = Check the web server's configuration.
finding-url_malformed = That is not a valid address.
    .fix = Check the address.
finding-request_malformed = The request could not be made.
    .fix = Check what you entered.
finding-http_malformed = The server's answer is not valid.
    .fix = Check the web server's configuration.
finding-headers_too_large = The server's answer is too large.
    .fix = Check the web server's configuration.
finding-body_too_large = The server's answer is too large.
    .fix = Check that the file holds only the text that was asked for.
finding-too_many_redirects = There are too many redirects.
    .fix = Make the address open directly.
finding-redirect_refused = The address redirects to a place that is not allowed.
    .fix = Make the address open directly, without a redirect.
finding-timeout = There was no answer in time.
    .fix = Check the server and try again.

# Domain check.
# Answers of the CA.
finding-ca_rejected_identifier = The CA refuses this name. { $detail }
    .fix = Check the name, and that no CAA record in the DNS forbids it.
finding-ca_validation_failed = The CA could not confirm the domain. { $detail }
    .fix = Check that what you placed can be seen from outside, and order again.
finding-ca_order_invalid = The order at the CA is no longer valid. { $detail }
    .fix = Please order again.
finding-order_cancelled = Not issued, because the order was cancelled.
    .fix = Order again when you need it.
finding-order_lapsed = Not issued, because the order was not paid in time.
    .fix = Order again when you need it.
finding-order_ended = Not issued, because the term is over.
    .fix = Order a renewal to go on.
finding-proof_overdue = The domain was not confirmed in time.
    .fix = Please order again; there will be new values to place.
finding-dcv_dns_failed = DNS does not know where “{ $name }” is.
    .fix = Check the DNS settings.
finding-dcv_file_status = “{ $url }” could not be opened (status { $status }).
    .fix = Check that the file lies at the address shown.
finding-dcv_file_differs = “{ $url }” has other content (now: { $seen }).
    .fix = Write exactly the text shown, and nothing else.
finding-dcv_file_redirect_refused = “{ $url }” redirects to a place that is not allowed.
    .fix = Make the address open directly.
finding-dcv_file_too_large = The content of “{ $url }” is too large.
    .fix = Keep only the one line shown in the file.
finding-dcv_file_unreachable = “{ $url }” could not be opened.
    .fix = Check that it opens from outside over http (port 80).
finding-dcv_txt_missing = The TXT record “{ $record }” is not there yet.
    .fix = After adding it, wait minutes to hours until everybody sees it.
finding-dcv_txt_differs = The TXT record “{ $record }” has another value (now: { $seen }).
    .fix = Enter exactly the value shown, without quotes.
finding-ca_rejected_csr = The CA refuses the CSR. { $detail }
    .fix = Make a new CSR and order again.
finding-ca_rejected_order = The CA refuses the order. { $detail }
    .fix = Please contact our staff.
finding-ca_caa_forbids = A CAA record in the DNS forbids this CA to issue. { $detail }
    .fix = Add the CA to the record or remove it, and order again.
finding-ca_method_not_for_wildcard = A wildcard cannot be confirmed this way ({ $detail }).
    .fix = Choose “Add a DNS record” and order again.
finding-ca_method_not_offered = The CA does not offer this way of confirmation ({ $detail }).
    .fix = Choose another way and order again.
finding-ca_level_not_offered = This CA does not issue certificates of this kind.
    .fix = Choose another product.
finding-ca_order_lost = The CA has lost the order.
    .fix = Please order again.
finding-ca_rate_limited = The CA has had too many requests, so we wait.
    .fix = We try again by ourselves. Nothing to do for you.
finding-ca_refused = The CA refused the request. { $detail }
    .fix = Our staff will look into it.
finding-ca_unavailable = The CA is busy.
    .fix = We try again by ourselves. Nothing to do for you.
finding-ca_unreachable = The CA cannot be reached.
    .fix = We try again by ourselves. Nothing to do for you.
finding-ca_malformed_reply = The CA's answer cannot be read.
    .fix = Our staff will look into it.
finding-ca_unauthorized = The CA does not accept our account.
    .fix = Our staff will look into it.
finding-ca_user_action_required = The CA asks the shop to do something.
    .fix = Our staff will take care of it.
finding-ca_account_binding_required = The shop's contract with the CA has to be set up.
    .fix = Our staff will take care of it.
finding-ca_account_key_unusable = The shop's key for the CA cannot be used.
    .fix = Our staff will take care of it.
finding-ca_config = The CA is not set up properly.
    .fix = Our staff will take care of it.
finding-ca_note_unreadable = The record of the order at the CA cannot be read.
    .fix = Our staff will look into it.
finding-ca_signing_failed = The certificate could not be signed.
    .fix = Our staff will look into it.
finding-ca_revoke_by_hand = Staff have to revoke this at the CA.
    .fix = Please contact our staff.
