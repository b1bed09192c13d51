# Findings of the CSR and certificate checks, the installation check, the domain check and the CAs. The text says what
# is so, .fix what to do next.

finding-cn_not_in_names = The CSR's common name “{ $name }” is not among the names you ask for.
    .fix = Add “{ $name }” to the names, or paste the CSR that was made for these names.
finding-cn_too_long = The common name has { $chars } characters; { $chars_max } are allowed.
    .fix = Leave the common name empty and put the name into the SAN (subject alternative name).
finding-csr_signature_broken = The signature of the CSR is not right: part of it is missing or was changed.
    .fix = Do not edit a CSR. Make it anew and paste all of it.
finding-csr_signature_unknown = The way this CSR is signed ({ $key }) cannot be checked.
    .fix = Make the CSR anew with an RSA or ECDSA key and SHA-256.
finding-csr_signature_weak_hash = The CSR is signed with { $hash }, which is no longer safe.
    .fix = Make the CSR anew; with openssl, add -sha256.
finding-csr_too_large = The CSR is too large (64 KiB at most).
    .fix = Choose the CSR file only. A CSR usually has a few KiB.
finding-csr_unreadable =
    { $reason ->
        [empty] The CSR is empty.
        [several_requests] There is more than one CSR.
        [other_block] This is not a CSR but something else ({ $label }).
        [no_request] There is no CSR in it.
        [pem_no_end] The last line (-----END CERTIFICATE REQUEST-----) is missing.
        [pem_not_base64] There are characters in the CSR that do not belong there.
       *[other] This cannot be read as a CSR; part of it may be missing.
    }
    .fix = Paste everything from “-----BEGIN CERTIFICATE REQUEST-----” to “-----END CERTIFICATE REQUEST-----”, with both lines.
finding-key_exponent = The public exponent of the RSA key is not safe.
    .fix = Make a new key with the usual exponent 65537, and a new CSR.
finding-key_size =
    { $reason ->
        [too_short] The RSA key has only { $bits } bits; at least { $bits_min } are needed.
        [too_long] The RSA key has { $bits } bits; at most { $bits_max } are allowed.
       *[other] The length of the RSA key ({ $bits } bits) cannot be divided by 8.
    }
    .fix = Make a new RSA key of 2048 bits, and a new CSR with it.
finding-key_type_refused = CAs do not accept this kind of key ({ $key }).
    .fix = Use an RSA key of at least 2048 bits or an ECDSA key on P-256 or P-384.
finding-name_internal = “{ $name }” does not exist on the internet, so no certificate can be issued for it.
    .fix = Use a name under a registered domain.
finding-name_malformed =
    { $reason ->
        [underscore] The name “{ $name }” has an underscore (_).
        [ip_address] “{ $name }” is an IP address; a name is needed.
        [unicode] The name “{ $name }” has characters other than letters, digits and hyphens.
        [wildcard_shape] The star in “{ $name }” is not in its place.
        [too_long] The name “{ $name }” is too long (253 characters in all).
        [label_too_long] A part of “{ $name }” is too long (63 characters between dots).
        [empty_label] “{ $name }” has two dots in a row, or a dot at one end.
       *[other] “{ $name }” is not a name that a certificate can carry.
    }
    .fix =
        { $reason ->
            [ip_address] Use the domain name of the site.
            [unicode] Write an international name in its form that starts with “xn--”.
            [wildcard_shape] Put exactly one “*.” in front, as in “*.example.jp”.
           *[other] Use letters, digits, hyphens and dots only, as in “www.example.jp”.
        }
finding-name_public_suffix = “{ $name }” is shared by many people (a public suffix), so no certificate can be issued for it.
    .fix = Use a name under a domain that you registered yourself.
finding-name_reverse_lookup = “{ $name }” serves reverse lookups of IP addresses, so no certificate can be issued for it.
    .fix = Use the domain name of the site.
finding-names_mismatch = The CSR has names that you do not ask for: { $names }
    .fix = The certificate will carry only the names in the form. Add them there if you need them.
finding-names_missing = There is no name for the certificate.
    .fix = Enter the name of your site, such as www.example.jp.
finding-names_too_many = There are { $names } names; this product takes { $names_max }.
    .fix = Ask for fewer names, or split the order.
finding-private_key_pasted = A private key was pasted. We have not stored it.
    .fix = Do not use that key any more. Make a new key and a new CSR, and paste the CSR only.
finding-subject_too_long = A field has { $chars } characters; { $chars_max } are allowed.
    .fix = Make the CSR anew with a shorter form, such as the registered short name.
finding-wildcard_not_in_product = “{ $name }” is a wildcard (*.), which this product does not take.
    .fix = Choose a wildcard product, or enter the names one by one.

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
finding-chain_empty = There is no certificate in it.
    .fix = Paste what the CA sent, from the BEGIN line to the END line.
finding-chain_root_unknown = The chain does not lead to a known CA.
    .fix = Check that all intermediates are there.
finding-chain_link_broken = The intermediates do not join up ({ $subject }).
    .fix = Add the missing intermediate and paste them in order.
finding-chain_signature_broken = A signature in the chain is not right ({ $subject }).
    .fix = Paste what the CA sent, unchanged.
finding-chain_not_ca = There is something that is not an intermediate ({ $subject }).
    .fix = Leave that certificate out.
finding-chain_path_too_long = The chain is too long ({ $subject }).
    .fix = Paste the right intermediates.
finding-chain_ca_expired = An intermediate has expired ({ $subject }).
    .fix = Paste the CA's new intermediate.
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
