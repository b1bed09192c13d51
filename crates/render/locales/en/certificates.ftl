# Findings about one certificate: what is so, .fix what to do next, .title and .why for the page of the rule.

-fix-ca = This is a mistake of the CA. Send it this finding and ask for a corrected certificate.
-fix-self = If the certificate comes from a CA of your own, correct its profile and issue the certificate again. If you bought it, send this result to the CA and ask for a new one.

finding-certificate_aia_internal = The CA's address { $address } is under a name that works only inside the CA's own network.
    .title = Address inside the CA's network
    .fix = { -fix-ca }
    .why = Visitors cannot fetch the intermediate or the revocation status from there.

finding-certificate_aia_method = The extension authorityInfoAccess holds something else than OCSP and caIssuers.
    .title = Other access method
    .fix = { -fix-ca }
    .why = Programs know these two only.

finding-certificate_aia_missing = The certificate does not say where its issuer's certificate can be fetched (authorityInfoAccess).
    .title = No address for the issuer's certificate
    .fix = Make sure that your server sends the intermediate.
    .why = Some programs mend a missing intermediate with this address.

finding-certificate_aia_not_http = The address “{ $address }” in authorityInfoAccess does not begin with http://.
    .title = Issuer's address that is not http
    .fix = { -fix-ca }
    .why = What is fetched is signed itself; https would need another certificate to check this one.

finding-certificate_aia_twice = The extension authorityInfoAccess gives the same address more than once.
    .title = The same address twice
    .fix = { -fix-ca }
    .why = A second address is there for when the first fails.

finding-certificate_aki_missing = The certificate does not say with which key its issuer signed it (authorityKeyIdentifier).
    .title = No authority key identifier
    .fix = { -fix-self }
    .why = Issuers have several keys; without the identifier programs must try them all.

finding-certificate_aki_names_issuer = The extension authorityKeyIdentifier also gives the name and serial number of the issuer's certificate.
    .title = Authority key identifier with name and number
    .fix = { -fix-ca }
    .why = It ties the certificate to one certificate of the issuer and so breaks cross-signs and renewals of the CA.

finding-certificate_aki_no_key_id = The extension authorityKeyIdentifier has no key identifier.
    .title = Authority key identifier without a key
    .fix = { -fix-self }
    .why = Issuers have several keys; without the identifier programs must try them all.

finding-certificate_basic_constraints_not_critical = The extension basicConstraints is not marked critical.
    .title = basicConstraints not critical
    .fix = { -fix-ca }
    .why = It says that this certificate cannot issue others; no program may pass over it.

finding-certificate_ca_basic_constraints_not_critical = The CA's basicConstraints is not marked critical.
    .title = CA's basicConstraints not critical
    .fix = { -fix-self }
    .why = No program may pass over what a CA is allowed to do.

finding-certificate_ca_cannot_sign = The certificate calls itself a CA, but its key may not sign certificates.
    .title = CA that may not sign
    .fix = { -fix-self }
    .why = Programs refuse every chain through such a CA.

finding-certificate_ca_crl_sign_missing = The CA's key may not sign revocation lists.
    .title = CA that may not sign revocation lists
    .fix = { -fix-self }
    .why = A CA that revokes certificates must be able to say so under its own key.

finding-certificate_ca_issuers_missing = The extension authorityInfoAccess does not say where the issuer's certificate can be fetched (caIssuers).
    .title = Only an OCSP address
    .fix = Make sure that your server sends the intermediate.
    .why = Some programs mend a missing intermediate with this address.

finding-certificate_ca_key_usage_missing = The CA's certificate does not say what its key may be used for (keyUsage).
    .title = CA without keyUsage
    .fix = { -fix-self }
    .why = Only with keyUsage do all programs know that the key may sign certificates.

finding-certificate_ca_key_usage_not_critical = The CA's keyUsage is not marked critical.
    .title = CA's keyUsage not critical
    .fix = { -fix-self }
    .why = No program may pass over what a CA's key may be used for.

finding-certificate_ca_name_incomplete = The CA's name lacks { $attribute }.
    .title = CA's name incomplete
    .fix = Nothing now; older CAs may be so.
    .why = Country, organisation and common name together tell CAs apart.

finding-certificate_ca_not_for_servers = The CA may not issue for servers (its extKeyUsage lacks serverAuth).
    .title = CA that is not for servers
    .fix = Use the intermediate that the CA gives for server certificates.
    .why = Browsers refuse a server certificate whose issuer is for something else.

finding-certificate_ca_ski_missing = The CA's certificate does not name its key (subjectKeyIdentifier).
    .title = CA without a key identifier
    .fix = { -fix-self }
    .why = Certificates point at their issuer's key by this identifier.

finding-certificate_ca_subject_empty = The CA's certificate has no name (its subject is empty).
    .title = CA without a name
    .fix = { -fix-self }
    .why = Certificates name their issuer; an empty name leads nowhere.

finding-certificate_client_auth = The certificate is also for clients (clientAuth), which Chrome no longer takes for its date of issue.
    .title = Also for clients
    .fix = { -fix-ca }
    .why = Chrome asks for separate chains for servers and clients; clients get their certificates from a CA of your own.

finding-certificate_client_auth_ending = The certificate is also for clients (clientAuth); under Chrome's rules those issued from { $not_issued_from } on no longer are.
    .title = Also for clients, not for long
    .fix = If a program identifies itself with this certificate (mTLS), plan a certificate of a private CA for it.
    .why = Chrome asks for separate chains for servers and clients, so public CAs stop issuing for both.

finding-certificate_cn_not_in_san = The common name “{ $name }” is not among the names of the SAN.
    .title = Common name not among the SANs
    .fix = { -fix-ca }
    .why = Browsers do not look at the common name, so this name does not work, although it seems to.

finding-certificate_cn_other_case = The common name “{ $name }” is written in other letters (capital or small) than in the SAN.
    .title = Common name written otherwise than in the SAN
    .fix = { -fix-ca }
    .why = The common name must repeat an entry of the SAN character for character.

finding-certificate_country_invalid = The value “{ $value }” of { $attribute } is not the two-letter code of a country.
    .title = Not a country's code
    .fix = { -fix-ca }
    .why = The country is given by its code in ISO 3166-1, in capitals (XX where there is none).
    .example = JP

finding-certificate_country_missing = The certificate names an organisation or person without the country (C).
    .title = No country
    .fix = { -fix-ca }
    .why = Names of organisations are unique within a country at best.

finding-certificate_crl_critical = The extension cRLDistributionPoints is marked critical.
    .title = cRLDistributionPoints critical
    .fix = { -fix-ca }
    .why = Programs that do not fetch revocation lists would refuse the certificate.

finding-certificate_crl_no_address = The extension cRLDistributionPoints holds an entry without an address.
    .title = Revocation list without an address
    .fix = { -fix-ca }
    .why = Programs fetch the list from an address; other ways of naming it are not looked up.

finding-certificate_crl_not_http = The address of the revocation list “{ $address }” does not begin with http://.
    .title = Revocation list not at an http address
    .fix = { -fix-ca }
    .why = The list is signed itself; https would need another certificate to check this one, and ldap is out of use.

finding-certificate_crl_partial = The extension cRLDistributionPoints splits the list by reasons, or names another issuer for it.
    .title = Revocation list of parts
    .fix = { -fix-ca }
    .why = Hardly any program puts such lists together, so a revocation could be missed.

finding-certificate_dv_attribute = The domain-validated certificate holds { $attribute } in its subject; only C and CN may be there.
    .title = DV certificate with another attribute
    .fix = { -fix-ca }
    .why = For a DV certificate only control of the names was checked; anything more would look checked too.

finding-certificate_dv_organization = The domain-validated certificate holds { $attribute } in its subject.
    .title = DV certificate with an organisation or address
    .fix = { -fix-ca }
    .why = For a DV certificate only control of the names was checked; anything more would look checked too.

finding-certificate_eku_any = The certificate may be used for any purpose (anyExtendedKeyUsage).
    .title = For any purpose
    .fix = { -fix-ca }
    .why = A server's key must not sign programs or mail.

finding-certificate_eku_critical = The extension extKeyUsage is marked critical.
    .title = extKeyUsage critical
    .fix = { -fix-ca }
    .why = In server certificates the extension is never marked so.

finding-certificate_eku_forbidden = The certificate is also for { $purpose }, which a server certificate must not be.
    .title = Purpose that a server certificate must not have
    .fix = { -fix-ca }
    .why = A server's key must not sign programs, mail, time or revocation answers.

finding-certificate_eku_missing = The certificate does not say that it is for servers (extKeyUsage).
    .title = No extended key usage
    .fix = { -fix-ca }
    .why = Without the extension the certificate would be good for every purpose.

finding-certificate_eku_unwanted = The certificate is also for another purpose (OID in hexadecimal: { $oid }).
    .title = Further purpose
    .fix = Nothing now; the certificate works.
    .why = A server certificate should be for servers only.

finding-certificate_ev_attribute = The EV certificate's subject holds an attribute that the EV Guidelines do not know.
    .title = EV certificate with an unknown attribute
    .fix = { -fix-ca }
    .why = Whatever an EV certificate shows must have been checked in a prescribed way.

finding-certificate_ev_business_category = The EV certificate's businessCategory (“{ $value }”) is missing, or none of the four prescribed ones.
    .title = EV certificate without a business category
    .fix = { -fix-ca }
    .why = It tells in which register the organisation was looked up.
    .example = Private Organization

finding-certificate_ev_ip_address = The EV certificate has an IP address among its names.
    .title = EV certificate with an IP address
    .fix = { -fix-ca }
    .why = EV certificates stand for domain names only.

finding-certificate_ev_jurisdiction_missing = The EV certificate does not say in which country the organisation is registered (jurisdictionCountry).
    .title = EV certificate without the country of registration
    .fix = { -fix-ca }
    .why = A registration number means something only together with its register.

finding-certificate_ev_jurisdiction_state = The subject names a state or town of registration without the country.
    .title = Place of registration without its country
    .fix = { -fix-ca }
    .why = The same name of a state or town exists in several countries.

finding-certificate_ev_organization_id = The organizationIdentifier “{ $value }” is not of the form scheme, country, hyphen, reference.
    .title = organizationIdentifier of a wrong form
    .fix = { -fix-ca }
    .why = Only in the prescribed form can the number be looked up.
    .example = NTRJP-0100-01-000001

finding-certificate_ev_organization_id_extension_missing = The subject has an organizationIdentifier, and the extension with its parts (cabfOrganizationIdentifier) is missing.
    .title = Registration without its extension
    .fix = { -fix-ca }
    .why = Programs read scheme, country and number of the registration from the extension.

finding-certificate_ev_serial_number_missing = The EV certificate has no registration number (serialNumber).
    .title = EV certificate without a registration number
    .fix = { -fix-ca }
    .why = With the number everybody can look the organisation up in its register.

finding-certificate_ev_wildcard = The EV certificate has the wildcard “{ $name }”.
    .title = EV certificate with a wildcard
    .fix = { -fix-ca }
    .why = EV stands for single hosts whose operator was checked; a wildcard would cover hosts nobody has seen.

finding-certificate_expired = The certificate expired on { $not_after }.
    .title = Expired
    .fix = Install the newest certificate, or order a new one.
    .why = After its last second browsers warn every visitor.

finding-certificate_extension_default_written = The extension { $extension } spells out a default value (FALSE), which DER leaves away.
    .title = Default value spelled out
    .fix = { -fix-self }
    .why = A certificate has exactly one correct encoding; strict programs refuse any other.

finding-certificate_extension_malformed = The extension { $extension } cannot be read, or is empty.
    .title = Extension that cannot be read
    .fix = { -fix-self }
    .why = A program that cannot read an extension refuses the certificate or overlooks what it says.

finding-certificate_extension_twice = The extension { $extension } stands in the certificate more than once.
    .title = The same extension twice
    .fix = { -fix-self }
    .why = One program reads the first, another the last, so that the certificate means two things.

finding-certificate_extension_unknown_critical = The certificate has a critical extension that programs do not know (OID in hexadecimal: { $oid }).
    .title = Unknown critical extension
    .fix = { -fix-self }
    .why = A program must refuse a certificate with a critical extension that it does not know.

finding-certificate_extension_wrongly_critical = The extension { $extension } is marked critical, which it must not be.
    .title = Extension marked critical that must not be
    .fix = { -fix-self }
    .why = Older programs that do not know the extension would refuse the certificate for nothing.

finding-certificate_ip_reserved = The IP address { $address } is reserved; no host on the internet has it.
    .title = Reserved IP address
    .fix = Use the public address or a name, or a private CA for your own network.
    .why = Anybody may use a reserved address on their own network, so a certificate for it would be good against all of them.

finding-certificate_is_ca = This is a certificate of a CA, not of a server.
    .title = Certificate of a CA
    .fix = Choose the server certificate; the CA's certificate belongs into the chain.
    .why = A key that could issue certificates must never lie on a web server.

finding-certificate_issuer_empty = The certificate does not name its issuer.
    .title = No issuer name
    .fix = { -fix-self }
    .why = Without the issuer's name no program finds the chain.

finding-certificate_issuer_unexpected = The certificate was issued by “{ $issuer }”, which { $ca } does not use for this product.
    .title = Issued by another CA than ordered
    .fix = Check that this is the certificate of this order and not an older one or one of another shop.
    .why = A certificate of another CA means that something was mixed up, or that somebody else ordered it.

finding-certificate_key_algorithm_encoding = The algorithm of the key is not written as prescribed (RSA has NULL parameters).
    .title = Key algorithm not written as prescribed
    .fix = { -fix-ca }
    .why = One key has one prescribed form, so that its identifier is the same everywhere.

finding-certificate_key_exponent = The public exponent of the RSA key is even or 1.
    .title = RSA key with an unsafe exponent
    .fix = Make a new key with the usual exponent 65537 and ask for a new certificate.
    .why = With the exponent 1 a signature is the message itself; an even one has no inverse.
    .example = openssl genrsa -out example.key 2048

finding-certificate_key_size = The RSA key has { $bits } bits; at least { $bits_min } are needed, divisible by 8.
    .title = RSA key of a wrong length
    .fix = Make a new key and ask for a new certificate.
    .why = Shorter keys can be broken; odd lengths come from faulty programs.
    .example = openssl genrsa -out example.key 2048

finding-certificate_key_type = The key is of a kind ({ $key }) that public certificates do not have.
    .title = Key of a kind that is not allowed
    .fix = Make a new key of RSA or ECDSA on P-256 or P-384, and ask for a new certificate.
    .why = Browsers cannot check signatures of other kinds.
    .example = openssl ecparam -name prime256v1 -genkey -noout -out example.key

finding-certificate_key_usage_empty = The extension keyUsage names no use at all.
    .title = keyUsage without a use
    .fix = { -fix-self }
    .why = A key with no permitted use is good for nothing; programs refuse it.

finding-certificate_key_usage_encoding = The bits of the extension keyUsage are not written the one way DER allows.
    .title = keyUsage wrongly encoded
    .fix = { -fix-self }
    .why = A certificate has exactly one correct encoding; strict programs refuse any other.

finding-certificate_key_usage_forbidden = { $reason ->
        [non_repudiation] The extension keyUsage names nonRepudiation, which is not for servers.
       *[other] The extension keyUsage does not name digitalSignature, which TLS with this key needs.
    }
    .title = Uses that a server's key must or must not have
    .fix = { -fix-ca }
    .why = In TLS a server's key signs the handshake (with RSA it may also decrypt); nothing else is its business.

finding-certificate_key_usage_missing = The certificate does not say what its key may be used for (keyUsage).
    .title = No keyUsage
    .fix = { -fix-ca }
    .why = With keyUsage a key made for TLS cannot be misused for anything else.

finding-certificate_key_usage_not_critical = The extension keyUsage is not marked critical.
    .title = keyUsage not critical
    .fix = { -fix-ca }
    .why = No program may pass over what a key may be used for.

finding-certificate_key_usage_not_for_key = The extension keyUsage names a use that a key of this kind ({ $key }) cannot serve.
    .title = Use that the key cannot serve
    .fix = { -fix-self }
    .why = An elliptic-curve key cannot encrypt and an RSA key cannot agree on a key; programs may refuse the contradiction.

finding-certificate_key_usage_not_for_purpose = The certificate is for servers, but its keyUsage names nothing that TLS needs.
    .title = Key that cannot do a handshake
    .fix = { -fix-self }
    .why = In TLS a server's key signs, or decrypts, or agrees on a key.

finding-certificate_key_usage_signs = The key may sign certificates or revocation lists although this is not a CA's certificate.
    .title = Key may sign certificates
    .fix = { -fix-self }
    .why = Only CAs sign certificates; such a key on a server would be a danger to everybody.

finding-certificate_key_usage_unwanted = The extension keyUsage names dataEncipherment or keyAgreement, which TLS does not need.
    .title = Uses that TLS does not need
    .fix = Nothing now; tell the CA if you can.
    .why = What a key may do beyond its purpose can only be misused.

finding-certificate_key_weak = The private key of this certificate { $reason ->
        [compromised] is known to others
        [roca] can be computed: it was made by faulty chips (ROCA)
        [debian] can be computed: it was made by the faulty OpenSSL of Debian in 2006 to 2008
        [close_primes] can be computed: its primes lie too close together
       *[other] can be computed: its modulus has a factor that is easily found
    }.
    .title = Key that can be computed
    .fix = Take the certificate out of use now, make a new key with up-to-date software and ask for a new certificate.
    .why = Whoever can compute the key can pose as the site; CAs must revoke such certificates within a day.
    .example = openssl genrsa -out example.key 2048

finding-certificate_must_staple = Programs take this certificate only with an OCSP answer that the server sends along (must-staple).
    .title = The server must send an OCSP answer
    .fix = Turn on OCSP stapling on the server and watch that it works.
    .why = If the server sends no answer, for whatever reason, visitors are turned away.
    .example = ssl_stapling on;

finding-certificate_name_arpa = “{ $name }” belongs to the reverse lookup of addresses.
    .title = Name of the reverse lookup
    .fix = Use the host's ordinary name.
    .why = Names below arpa stand for addresses, not for sites, and are delegated by other rules.

finding-certificate_name_constraints_distance = The CA's name constraints use minimum or maximum, which no program supports.
    .title = Name constraints with a distance
    .fix = { -fix-self }
    .why = What programs pass over constrains nothing.

finding-certificate_name_constraints_empty = The CA's name constraints are empty.
    .title = Empty name constraints
    .fix = { -fix-self }
    .why = Programs disagree whether an empty list forbids everything or nothing.

finding-certificate_name_constraints_in_leaf = The certificate has name constraints, which are for CAs only.
    .title = Name constraints without a CA
    .fix = { -fix-self }
    .why = A certificate that issues nothing has no names to constrain.

finding-certificate_name_constraints_not_critical = The CA's name constraints are not marked critical.
    .title = nameConstraints not critical
    .fix = { -fix-self }
    .why = A program that does not know the extension would accept names that the CA may not issue for.

finding-certificate_name_internal = “{ $name }” is not a name under a public domain.
    .title = Internal name
    .fix = Use a name under a registered domain, or a private CA.
    .why = Nobody can prove to own a name that anybody may use on their own network.

finding-certificate_name_is_address = The IP address “{ $name }” is written as a DNS name.
    .title = IP address written as a DNS name
    .fix = { -fix-ca }
    .why = Programs look for addresses among the IP addresses of the SAN only, so this entry never matches.

finding-certificate_name_label_too_long = A part of “{ $name }” is too long; { $octets_max } characters are allowed between dots.
    .title = Part of a name too long
    .fix = { -fix-self }
    .why = DNS knows no longer parts, so no host can have this name.

finding-certificate_name_malformed = “{ $name }” is not a DNS name: { $reason ->
        [blank_or_dot] it has blanks or a dot at its end
        [empty] it is empty
        [empty_label] it has two dots in a row or one in front
        [outer_hyphen] a part begins or ends with a hyphen
        [unicode] it is not in its form with “xn--”
       *[other] it has a character that does not belong there
    }.
    .title = Name of a wrong form
    .fix = { -fix-ca }
    .why = Programs compare names octet by octet; a malformed one never matches, or matches what it should not.

finding-certificate_name_onion = “{ $name }” is not an onion name of version 3.
    .title = Onion name that is not of version 3
    .fix = Use the 56-character name of the onion service.
    .why = Only names of version 3 hold the service's whole key, so that nobody else can claim them.

finding-certificate_name_public_suffix = “{ $name }” covers the domains of many owners (a public suffix).
    .title = Wildcard over a public suffix
    .fix = Ask the CA how it proved control of all of them.
    .why = Only whoever runs the whole suffix may have a certificate for everything below it.

finding-certificate_name_reserved_label = “{ $name }” has a part with hyphens in third and fourth place that is not a valid international name (xn--).
    .title = Invalid international name
    .fix = { -fix-ca }
    .why = Such parts are reserved; an invalid one may look like another site's name.

finding-certificate_name_too_long = The name “{ $name }” has { $octets } characters; { $octets_max } are allowed.
    .title = Name too long
    .fix = { -fix-self }
    .why = DNS knows no longer names, so no host can have this one.

finding-certificate_name_underscore = The name “{ $name }” has an underscore (_).
    .title = Underscore in a name
    .fix = Give the host a name without an underscore, and order a certificate for that.
    .why = Host names have letters, digits and hyphens only; CAs stopped making exceptions in 2019.

finding-certificate_name_wildcard_shape = The star in “{ $name }” is not in its place.
    .title = Star in the wrong place
    .fix = { -fix-ca }
    .why = A wildcard is exactly “*.” in front of a name; browsers ignore every other star.
    .example = *.example.jp

finding-certificate_names_too_many = The certificate has { $names } names; only the first { $names_max } were looked at.
    .title = More names than are looked at
    .fix = Split the names over several certificates.
    .why = No CA issues such certificates, and each handshake would send them all.

finding-certificate_not_for_servers = This certificate is not for servers (serverAuth is missing).
    .title = Not for servers
    .fix = Choose the server certificate of your site.
    .why = Browsers refuse a site whose certificate was issued for something else.

finding-certificate_not_yet_valid = The certificate is valid only from { $not_before } on.
    .title = Not valid yet
    .fix = Check the clock of this computer; else wait until the certificate begins.
    .why = Before its first second browsers warn every visitor.

finding-certificate_organization_missing = The certificate is to name an organisation (O), but does not.
    .title = No organisation
    .fix = { -fix-ca }
    .why = OV and EV certificates tell who runs the site; the organisation was checked for that.

finding-certificate_path_length_misplaced = The certificate limits the length of a chain (pathLenConstraint) although it can sign no certificates.
    .title = Path length without a CA
    .fix = { -fix-self }
    .why = The limit means something for CAs only; elsewhere it hints at a wrong profile.

finding-certificate_person_forbidden = The organisation-validated certificate names a person.
    .title = Person in an organisation's certificate
    .fix = { -fix-ca }
    .why = For an OV certificate an organisation was checked, not a person.

finding-certificate_person_missing = The certificate is to name a person (surname and given name), but does not.
    .title = No person
    .fix = { -fix-ca }
    .why = IV certificates tell which person runs the site; the name was checked for that.

finding-certificate_place_missing = The certificate names an organisation or person without a place (L or ST).
    .title = No place
    .fix = { -fix-ca }
    .why = The place tells apart organisations of the same name.

finding-certificate_policy_any = The certificate claims every policy at once (anyPolicy).
    .title = Any policy
    .fix = { -fix-ca }
    .why = That is for CAs; a server certificate says by which rules it was issued.

finding-certificate_policy_constraints_not_critical = The CA's extension { $extension } is not marked critical.
    .title = Policy constraints not critical
    .fix = { -fix-self }
    .why = A program that does not know the extension would accept policies that the CA may not issue under.

finding-certificate_policy_cps_address = The address of the CA's rules (CPS) is not an http or https address.
    .title = Address of the CA's rules
    .fix = { -fix-ca }
    .why = Everybody must be able to read by which rules the certificate was issued.

finding-certificate_policy_critical = The extension certificatePolicies is marked critical.
    .title = certificatePolicies critical
    .fix = { -fix-ca }
    .why = Programs that do not know one of the policies would refuse the certificate.

finding-certificate_policy_missing = The certificate does not say what the CA validated: it has none of the CA/Browser Forum's policy OIDs, as every certificate under a root that browsers trust must.
    .title = Kind not stated
    .fix = Send this result to the CA and ask for a new certificate.
    .why = The policy OID tells DV, OV, IV and EV apart. Since 2020-09-30 a public CA may not issue a server certificate without one; whoever did has to revoke it. A private CA's needs none.
    .example = 2.23.140.1.2.1
finding-certificate_policy_not_expected = { $found ->
        [none] The certificate does not say of which kind it is; { $expected } was expected.
       *[other] The certificate is of the kind { $found }; { $expected } was expected.
    }
    .title = Another kind than ordered
    .fix = Check that this is the right certificate; if so, tell the CA.
    .why = The kind says what was validated: control of the names only, or also who stands behind them.

finding-certificate_policy_qualifier = A policy carries something else than the address of the CA's rules (such as a userNotice).
    .title = Policy with a notice
    .fix = { -fix-ca }
    .why = No browser shows such notices; they only make every handshake longer.

finding-certificate_policy_several = The certificate claims to be of several kinds at once: { $profiles }.
    .title = More than one kind
    .fix = { -fix-ca }
    .why = A certificate is either DV, OV, IV or EV; each has its own rules.

finding-certificate_policy_twice = The extension certificatePolicies names a policy more than once.
    .title = The same policy twice
    .fix = { -fix-self }
    .why = Two entries for one policy may contradict each other.

finding-certificate_precertificate = This is a precertificate, made for the public logs only.
    .title = Precertificate
    .fix = Take the certificate that the CA delivered, not one found in a log.
    .why = It is made so that every program refuses it: it shows what a CA is about to issue.

finding-certificate_precertificate_with_sct = The precertificate already holds timestamps (SCT), which come after it.
    .title = Precertificate with timestamps
    .fix = { -fix-ca }
    .why = The logs sign the precertificate; what they sign cannot hold their signatures.

finding-certificate_san_critical = The SAN is marked critical although the certificate has a subject.
    .title = SAN critical although there is a subject
    .fix = { -fix-ca }
    .why = The mark is for certificates whose subject is empty; elsewhere it breaks old programs for nothing.

finding-certificate_san_duplicate = The name “{ $name }” stands in the SAN more than once.
    .title = The same name twice
    .fix = Nothing now; the certificate works.
    .why = Doubles hint at a mistake in the order and make the handshake longer.

finding-certificate_san_missing = The certificate has no subject alternative names (SAN).
    .title = No subject alternative names
    .fix = { -fix-ca }
    .why = Browsers look for a site's name in the SAN only, never in the common name.

finding-certificate_san_not_critical = The subject is empty, but the SAN is not marked critical.
    .title = SAN not critical although the subject is empty
    .fix = { -fix-self }
    .why = When the SAN is the only name, no program may pass over it.

finding-certificate_san_other_type = The SAN holds something else than DNS names and IP addresses: { $kind ->
        [email] the mail address “{ $name }”
        [uri] the address “{ $name }”
        [directory] a directory name
       *[other] another kind of name
    }.
    .title = SAN that is neither a DNS name nor an IP address
    .fix = { -fix-ca }
    .why = A public server certificate stands for hosts; nothing else in it has been validated.

finding-certificate_sct_future = A timestamp (SCT) lies in the future.
    .title = Timestamp of the future
    .fix = Check the clock of this computer; if it is right, tell the CA.
    .why = Browsers refuse timestamps of the future.

finding-certificate_sct_missing = The certificate holds no timestamps of public logs (SCT).
    .title = No certificate timestamps
    .fix = If your server does not send timestamps itself, tell the CA and ask for a corrected certificate.
    .why = Browsers refuse certificates that are in no public log: so everybody can see what was issued for a name.

finding-certificate_sct_same_log = Several timestamps (SCT) are of the same log, so that too few logs are left.
    .title = Timestamps of the same log
    .fix = { -fix-ca }
    .why = Browsers count logs, not timestamps.

finding-certificate_sct_too_few = The certificate holds { $found } timestamps of public logs (SCT); for { $days } days browsers want { $needed }.
    .title = Too few certificate timestamps
    .fix = { -fix-ca }
    .why = One log may fail or be given up; a certificate that lives longer needs more of them.

finding-certificate_sct_version = A timestamp (SCT) is of version { $version }; browsers know version 1.
    .title = Timestamp of an unknown version
    .fix = { -fix-ca }
    .why = A timestamp that no browser can read does not count.

finding-certificate_serial_not_positive = The serial number is zero or negative.
    .title = Serial number zero or negative
    .fix = { -fix-self }
    .why = Programs and revocation lists read such numbers differently, so that the wrong certificate may be meant.

finding-certificate_serial_short = The serial number has only { $octets } octets; one of 64 random bits has { $octets_min }.
    .title = Serial number short
    .fix = { -fix-ca }
    .why = Random serial numbers keep an attacker from foretelling what a CA will sign.

finding-certificate_serial_too_long = The serial number has { $octets } octets; { $octets_max } are allowed.
    .title = Serial number too long
    .fix = { -fix-self }
    .why = Programs set aside 20 octets for it; a longer one may be cut or refused.

finding-certificate_signature_algorithm = The signature algorithm is not one of those allowed, or not written as prescribed.
    .title = Signature algorithm that is not allowed
    .fix = { -fix-ca }
    .why = Browsers know RSA and ECDSA with SHA-2 only, in one prescribed form each.

finding-certificate_signature_algorithms_differ = The signature algorithm named inside the signed part is not the one named outside.
    .title = Two signature algorithms
    .fix = { -fix-self }
    .why = The outer one is not signed: whoever changed it could make a program check by another algorithm.

finding-certificate_signature_weak_hash = The certificate is signed with { $hash }, which is no longer safe.
    .title = Signed with a broken hash
    .fix = { -fix-self }
    .why = Two certificates with one hash can be made, so that a signature for one is good for the other.

finding-certificate_status_missing = The certificate names neither a revocation list nor an OCSP server, and it is not short-lived.
    .title = No way to learn of a revocation
    .fix = { -fix-ca }
    .why = When a key is lost, browsers must be able to learn that the certificate is revoked.

finding-certificate_subject_and_san_missing = The certificate names nobody: its subject is empty and it has no SAN.
    .title = Certificate for nobody
    .fix = { -fix-self }
    .why = A certificate binds a key to a name; without one it says nothing.

finding-certificate_subject_attribute_twice = { $attribute } stands in the subject more than once.
    .title = Subject attribute more than once
    .fix = { -fix-ca }
    .why = Programs show the first or the last; what a visitor sees would be chance.

finding-certificate_subject_bad_octets = The value of { $attribute } in the subject holds octets that its string type does not allow.
    .title = Subject value with octets that its type does not allow
    .fix = { -fix-self }
    .why = PrintableString has no *, @, _ and &; what does not fit its type is shown differently by every program.

finding-certificate_subject_blanks = The value of { $attribute } in the subject begins or ends with a blank.
    .title = Blanks around a subject value
    .fix = Nothing now; look at the data of your next order.
    .why = Blanks that nobody sees make equal names unequal.

finding-certificate_subject_control_character = The value of { $attribute } in the subject holds a control character.
    .title = Control character in the subject
    .fix = { -fix-ca }
    .why = A zero octet or line break in a name has been used to show one name and mean another.

finding-certificate_subject_email = The subject holds the mail address “{ $address }”.
    .title = Mail address in the subject
    .fix = { -fix-ca }
    .why = Nobody validated the address, and everybody can read it.

finding-certificate_subject_markup = The value “{ $value }” of { $attribute } in the subject holds a character as web pages write it (such as &amp;).
    .title = Web markup in the subject
    .fix = { -fix-ca }
    .why = The text came from a form and was not turned back; the name shown is not the organisation's.

finding-certificate_subject_mojibake = The value “{ $value }” of { $attribute } in the subject looks garbled.
    .title = Garbled characters in the subject
    .fix = { -fix-ca }
    .why = Text was read in one encoding and written in another; the name shown is not the organisation's.

finding-certificate_subject_multi_rdn = The subject holds several attributes in one relative name (RDN).
    .title = Several attributes in one RDN
    .fix = { -fix-ca }
    .why = Programs read such groups in different orders, so that equal names become unequal.

finding-certificate_subject_not_applicable = The value “{ $value }” of { $attribute } in the subject says nothing.
    .title = Subject value that says nothing
    .fix = { -fix-ca }
    .why = A field that does not apply is left out; “-” and the like would be shown as if somebody had checked it.

finding-certificate_subject_old_type = The value of { $attribute } in the subject is neither UTF8String nor PrintableString.
    .title = Subject value of an old string type
    .fix = { -fix-ca }
    .why = The old types (T61String, BMPString and others) are read differently by different programs.

finding-certificate_subject_order = The attributes of the subject are not in the prescribed order (DC, C, ST, L, postalCode, street, O, SN, GN, OU, CN).
    .title = Subject attributes out of order
    .fix = { -fix-ca }
    .why = One order for all makes names comparable.

finding-certificate_subject_ou = The subject holds the organisational unit (OU) “{ $value }”.
    .title = Organisational unit
    .fix = { -fix-ca }
    .why = Nobody can validate the name of a department; since 2022-09-01 no public certificate carries one.

finding-certificate_subject_string_type = The value of { $attribute } in the subject is of a string type that it must not have.
    .title = Subject value of a wrong string type
    .fix = { -fix-self }
    .why = C and serialNumber are PrintableString, DC and emailAddress IA5String; another type makes equal names unequal.

finding-certificate_subject_too_long = The value of { $attribute } in the subject has { $chars } characters; { $chars_max } are allowed.
    .title = Subject value too long
    .fix = { -fix-self }
    .why = Programs set aside room for the standard's limits; a longer value may be cut or refused.

finding-certificate_time_encoding = A date is written in the wrong form: UTCTime is for dates through 2049, GeneralizedTime for later ones.
    .title = Dates in the wrong form
    .fix = { -fix-self }
    .why = Programs that know only the prescribed form refuse the certificate.

finding-certificate_unique_id = The certificate has the obsolete fields issuerUniqueID or subjectUniqueID.
    .title = Unique identifiers
    .fix = { -fix-self }
    .why = The fields were given up decades ago; CAs must not write them.

finding-certificate_validity_over_recommended = The certificate is valid for { $days } days; { $days_max } are recommended, a day less than allowed.
    .title = Valid for longer than recommended
    .fix = Nothing now; the certificate works.
    .why = One second too many counts as another day, so CAs keep a day's distance from the limit.

finding-certificate_validity_reversed = The certificate ends before it begins.
    .title = Ends before it begins
    .fix = { -fix-self }
    .why = Such a certificate is never valid.

finding-certificate_validity_too_long = The certificate is valid for { $days } days; { $days_max } are allowed for its date of issue.
    .title = Valid for too long
    .fix = { -fix-ca }
    .why = Browsers refuse certificates that are valid for longer: short terms limit the harm of lost keys and changed owners.

finding-certificate_version = The certificate is of version { $version }; version 3 is needed.
    .title = Certificate version
    .fix = { -fix-ca }
    .why = Only version 3 can carry the names and limits that browsers look for.

# Reading a certificate, and comparing it with what was ordered.
finding-certificate_backdated = The certificate begins more than 48 hours before it was issued.
    .title = Backdated
    .fix = Ask the CA about it.
    .why = A CA may date a certificate back by 48 hours at most, for clocks that are slow; more could get around a rule's date.
finding-certificate_for_other_key = The key of the certificate is not the key of this order's CSR.
    .title = Certificate for another key
    .fix = Check that it is not the certificate of another order.
    .why = A certificate works only together with its own private key.
finding-certificate_names_differ = The names of the certificate are not those ordered (missing: { $missing }; extra: { $extra }).
    .title = Other names than ordered
    .fix = Have it issued again with the right names.
    .why = Visitors of a missing name are warned; an extra name was not asked for.
finding-certificate_private_key_pasted = A private key was pasted. We have not stored it.
    .title = Private key pasted
    .fix = Do not use that key any more. Paste the certificate only.
    .why = A key that has left its server is no longer a secret.
finding-certificate_too_large = That is too large for a certificate (1 MiB at most).
    .title = Too large
    .fix = Paste the server certificate and the intermediates only.
    .why = A chain has a few KiB; what is larger is something else.
finding-certificate_too_long_valid = The certificate is valid for too long.
    .title = Valid for longer than agreed
    .fix = Have it issued again, valid until { $not_after_max } at most.
    .why = The rules of the day of issue limit how long a certificate may be valid.
finding-certificate_too_many = There are too many certificates.
    .title = Too many certificates
    .fix = Paste the server certificate and the intermediates only.
    .why = A chain has two to four certificates.
finding-certificate_unreadable = This cannot be read as a certificate.
    .title = Cannot be read
    .fix = Paste what the CA sent, from the BEGIN line to the END line.
    .why = What cannot be read cannot be checked, and no server takes it.
