# What the doctor finds on the way to a site: name, address, service, TLS. The text says what is so, .fix what to do
# next (.fix-SERVER for a server that was recognised), .title, .why and .example are for the help page.

finding-site_dns_nxdomain = The name “{ $name }” does not exist in DNS.
    .fix = Check the spelling, and that the domain is registered and paid for. Then add an A or AAAA record: `dig { $name } A`
    .title = The name does not exist
    .why = Without an address in DNS no browser finds the server, and no CA can check the domain.
    .example = www.example.jp. 300 IN A 203.0.113.10
finding-site_dns_no_address = No public address is known for “{ $name }” (neither A nor AAAA).
    .fix = Add an A record with your server's public IPv4 address, or a CNAME to the name your hosting company gave you. To look at a server inside, run `warifu doctor` on your own network.
    .title = The name has no public address
    .why = A name may exist only for mail or text records; a web site needs an A or AAAA record as well.
    .example = www.example.jp. 300 IN A 203.0.113.10
finding-site_dns_servfail = The name servers of “{ $name }” answer with an error (SERVFAIL).
    .fix = Ask each name server of the zone: `dig { $name } A +trace`. Your DNS provider can say which one is at fault.
    .title = The name servers answer with an error
    .why = Resolvers give up at such an answer, and a CA may not issue: it cannot read the CAA records either.
finding-site_dns_timeout = The name servers of “{ $name }” do not answer in time.
    .fix = Check that the name servers registered for the domain are running and reachable from abroad: `dig { $name } A +trace`
    .title = The name servers do not answer
    .why = Visitors wait and then see an error. Name servers that only answer inside one country also fail the CA's checks from several continents.
finding-site_dns_bogus = DNSSEC is broken for “{ $name }”: the signatures do not fit.
    .fix = Compare the DS record at your registrar with the keys of the zone: `delv { $name } A`. Put in the right DS record, or take it away until the zone is signed again.
    .title = DNSSEC is broken
    .why = Resolvers that validate refuse the answer, so part of the visitors see no site. CAs must validate DNSSEC since 15 March 2026 and do not issue.
finding-site_dns_malformed = The answer of DNS for “{ $name }” cannot be used.
    .fix = Write the name as in “www.example.jp”, and check the records in the zone: `dig { $name } A`
    .title = The name or the answer is malformed
    .why = A name has letters, digits, hyphens and dots; an answer that breaks the protocol is thrown away by resolvers.
finding-site_dns_family_failed = “{ $name }” has an address, but the question for { $family } fails.
    .fix = Ask the name servers for both: `dig { $name } A` and `dig { $name } AAAA`. A zone without IPv6 has to answer with an empty list, not with an error.
    .title = One kind of address cannot be looked up
    .why = Some resolvers and phones wait for both answers. One that fails makes the site slow or unreachable for them.

finding-site_address_refused = “{ $name }” leads to { $address }, which is not an address of the public internet.
    .fix = Put the public address of the server into DNS. To look at an inside server, run `warifu doctor --allow` on your own network.
    .title = Not a public address
    .why = Private and reserved addresses cannot be reached from outside, so neither visitors nor the CA see the site.
finding-site_tcp_refused = “{ $name }” ({ $address }) refuses connections on port { $port }.
    .fix = See on the server whether the web server listens: `ss -ltn sport = :{ $port }`. If not, start it and look at its error log.
    .fix-nginx = Test and start nginx: `nginx -t && systemctl restart nginx`. The server block needs `listen { $port } ssl;`.
    .fix-apache = Switch the TLS site on and start Apache: `a2enmod ssl && a2ensite default-ssl && systemctl restart apache2`.
    .fix-iis = In IIS Manager open Sites → Bindings and add https on port { $port } with your certificate.
    .fix-plesk = In Plesk open Domains → Hosting Settings and switch on SSL/TLS support.
    .fix-tomcat = Take the comment marks from the TLS Connector in conf/server.xml and restart Tomcat.
    .title = The connection is refused
    .why = Nothing listens on that port at that address, or a firewall rejects the connection at once.
finding-site_tcp_timeout = “{ $name }” ({ $address }) does not answer on port { $port }.
    .fix = Open TCP port { $port } in the server's firewall and in your provider's packet filter (“security group”). Then check from outside: `nc -vz { $address } { $port }`
    .title = No answer from the address
    .why = A firewall that silently drops packets is the usual reason. Visitors wait for half a minute and then see an error.
finding-site_tcp_unreachable = There is no way to { $address }, an address of “{ $name }”.
    .fix = Check that this address belongs to the server. An AAAA record left over for a server without IPv6 has to be deleted.
    .title = No route to the address
    .why = Visitors whose network prefers this address cannot reach the site, though others can.

finding-site_service_http = Port { $port } of “{ $name }” ({ $address }) speaks plain HTTP, not TLS.
    .fix = Switch TLS on for port { $port } and give the server its certificate and key. Then check: `openssl s_client -connect { $address }:{ $port } -servername { $name }`
    .fix-nginx = Write `listen { $port } ssl;` instead of `listen { $port };`, add ssl_certificate and ssl_certificate_key, then `nginx -t && nginx -s reload`.
    .fix-apache = Put `SSLEngine on` with SSLCertificateFile and SSLCertificateKeyFile into the VirtualHost of port { $port }, then `apachectl configtest && apachectl graceful`.
    .fix-iis = In Bindings the entry of port { $port } has the type http. Delete it and add one of the type https with your certificate.
    .fix-plesk = Open Domains → SSL/TLS Certificates and assign the certificate to the domain; the web server is then set up anew.
    .fix-tomcat = Set `SSLEnabled="true"` and an SSLHostConfig in the Connector of port { $port } in conf/server.xml, then restart Tomcat.
    .title = Plain HTTP on the TLS port
    .why = The server listens on the port without its certificate, so a browser gets an answer that it cannot decrypt.
    .example = listen 443 ssl;
finding-site_service_ssh = On port { $port } of “{ $name }” ({ $address }) there is an SSH server.
    .fix = Give SSH another port (`Port` in /etc/ssh/sshd_config), or change the port forwarding of the router so that { $port } leads to the web server.
    .title = SSH answers on the TLS port
    .why = A port forwarding or a container leads to the wrong service; a browser cannot talk with it.
finding-site_service_smtp = On port { $port } of “{ $name }” ({ $address }) there is a mail server.
    .fix = Check the port: web sites use 443. For a mail server look with STARTTLS: `warifu doctor { $name }:25 --starttls smtp`
    .title = A mail server answers
    .why = Mail servers begin in plain text and change to TLS by STARTTLS; a browser or a plain TLS client cannot talk with them.
finding-site_service_other = On port { $port } of “{ $name }” ({ $address }) there is another service: “{ $said }”.
    .fix = Check the port number and where the router or load balancer leads it: `ss -ltnp sport = :{ $port }` on the server shows the program.
    .title = Another service answers
    .why = The port leads to a program that does not speak TLS, so no encrypted connection is possible.
finding-site_service_silent = “{ $name }” ({ $address }) accepts the connection on port { $port }, but says nothing.
    .fix = Restart the service behind the port and look at its error log. With a load balancer or proxy in between, check that its back end is alive.
    .title = Connected, then silence
    .why = A hanging server or a proxy without a back end takes connections and never answers. Visitors wait until they give up.
finding-site_service_closed = “{ $name }” ({ $address }) closes the connection on port { $port } at once, without a word.
    .fix = Look at the error log of the web server and at lists of blocked addresses (fail2ban, WAF). Check: `openssl s_client -connect { $address }:{ $port } -servername { $name }`
    .title = Connected, then closed
    .why = A protection system, a full connection limit or a server without a certificate hangs up before the handshake begins.
finding-site_starttls_missing = The server at { $address } does not offer STARTTLS for { $protocol }.
    .fix = Switch TLS on in the mail server, then look again: `openssl s_client -starttls { $protocol } -connect { $address }:{ $port }`
    .title = STARTTLS is not offered
    .why = Without STARTTLS mails and passwords travel unencrypted, and other servers cannot deliver to you over TLS.
    .example = postconf -e smtpd_tls_security_level=may
finding-site_starttls_refused = The server at { $address } offers STARTTLS for { $protocol }, but then refuses it.
    .fix = Look at the mail server's log; mostly the certificate or key file cannot be read: `journalctl -u postfix -u dovecot`
    .title = STARTTLS fails
    .why = The server announces TLS, but cannot begin it, so senders either go on unencrypted or do not deliver.

finding-site_tls_alert = “{ $name }” ({ $address }) breaks off the handshake with the alert “{ $alert }”.
    .fix = Look at the web server's error log of this minute. Mostly the certificate or key file is missing, or they do not belong together: `warifu match key.pem cert.pem`
    .title = The handshake is broken off
    .why = The server itself ended the connection with an alert; its error log says why.
finding-site_tls_name_refused = “{ $name }” ({ $address }) has no site for this name (alert “unrecognized_name”).
    .fix = Add the name to the site's settings, or correct the address in DNS.
    .fix-nginx = Add `server_name { $name };` to the server block with the certificate, then `nginx -t && nginx -s reload`.
    .fix-apache = Add `ServerAlias { $name }` to the VirtualHost with the certificate, then `apachectl graceful`.
    .fix-iis = In Bindings enter “{ $name }” as host name, tick “Require Server Name Indication” and choose the certificate.
    .fix-plesk = Add “{ $name }” as domain or alias in Plesk and assign the certificate to it.
    .fix-tomcat = Add `<SSLHostConfig hostName="{ $name }">` to the Connector in conf/server.xml.
    .title = The server does not know the name
    .why = Browsers say in the handshake which site they want (SNI). A server that knows no such site ends the connection.
finding-site_tls_legacy_only = “{ $name }” ({ $address }) speaks only outdated encryption ({ $versions }), which today's browsers refuse.
    .fix = Switch on TLS 1.2 and TLS 1.3. If the server does not know them, update its operating system or put a newer proxy in front.
    .fix-nginx = Write `ssl_protocols TLSv1.2 TLSv1.3;` and delete `ssl_ciphers`, then `nginx -t && nginx -s reload`.
    .fix-apache = Write `SSLProtocol -all +TLSv1.2 +TLSv1.3` and `SSLCipherSuite HIGH:!aNULL`, then `apachectl graceful`.
    .fix-iis = Switch TLS 1.2 on in the registry (SCHANNEL → Protocols → TLS 1.2 → Server → Enabled = 1) and restart Windows.
    .fix-plesk = Run `plesk sbin sslmng --protocols="TLSv1.2 TLSv1.3"` as root.
    .fix-tomcat = Set `protocols="TLSv1.2+TLSv1.3"` in the SSLHostConfig and use Java 8u261 or newer.
    .title = Only outdated encryption
    .why = TLS 1.0 and 1.1 were withdrawn (RFC 8996), and browsers have switched them off since 2020. Visitors see an error page.
finding-site_tls_broken = No encrypted connection with “{ $name }” ({ $address }) comes about: { $why }.
    .fix = Check with another program: `openssl s_client -connect { $address }:{ $port } -servername { $name }`. Then look whether certificate and key belong together, and at any appliance in between.
    .title = The handshake goes wrong
    .why = The server's answer breaks the rules of TLS. An appliance in between, or a key that does not belong to the certificate, are the usual reasons.
finding-site_tls_key_differs = “{ $name }” ({ $address }) presents a certificate, but does not hold its key.
    .fix = Install certificate and key that belong together; this shows which do: `warifu match key.pem cert.pem`
    .title = Certificate and key do not belong together
    .why = In each handshake the server proves that it has the certificate's key. Mostly the certificate was renewed with a new key, and the old key file is still in place.
finding-site_tls_default_certificate = “{ $name }” ({ $address }) answers with the certificate of another site ({ $names }).
    .fix = Set the certificate for the site of this name; the server now answers with its default.
    .fix-nginx = No server block of port { $port } has `server_name { $name };`, so the first one answers. Add it with ssl_certificate, then `nginx -t && nginx -s reload`.
    .fix-apache = No VirtualHost of port { $port } has `ServerName { $name }`, so the first one answers. Add it with SSLCertificateFile, then `apachectl -S && apachectl graceful`.
    .fix-iis = In Bindings the certificate belongs to the address only. Enter “{ $name }” as host name, tick “Require Server Name Indication” and choose the certificate.
    .fix-plesk = Open Domains → { $name } → Hosting Settings and choose the certificate of this domain.
    .fix-tomcat = Add `<SSLHostConfig hostName="{ $name }">` with the certificate to the Connector; `defaultSSLHostConfigName` answers otherwise.
    .title = The server's default certificate
    .why = One server carries many sites. If none is set up for a name, its default site answers, and browsers warn.
finding-site_tls_ssl_versions = “{ $name }” ({ $address }) accepts { $versions }, which is broken.
    .fix = Switch it off and leave TLS 1.2 and TLS 1.3 on.
    .fix-nginx = Write `ssl_protocols TLSv1.2 TLSv1.3;`, then `nginx -t && nginx -s reload`.
    .fix-apache = Write `SSLProtocol -all +TLSv1.2 +TLSv1.3`, then `apachectl graceful`.
    .fix-iis = Set SCHANNEL → Protocols → SSL 2.0 and SSL 3.0 → Server → Enabled = 0 in the registry and restart Windows.
    .fix-plesk = Run `plesk sbin sslmng --protocols="TLSv1.2 TLSv1.3"` as root.
    .fix-tomcat = Set `protocols="TLSv1.2+TLSv1.3"` in the SSLHostConfig.
    .title = SSL 2.0 or 3.0 is on
    .why = SSL 2.0 (RFC 6176) and SSL 3.0 (RFC 7568) can be decrypted by attackers (DROWN, POODLE) and must not be used.
finding-site_tls_old_versions = “{ $name }” ({ $address }) still accepts { $versions }.
    .fix = Switch TLS 1.0 and 1.1 off, unless you know devices that need them.
    .fix-nginx = Write `ssl_protocols TLSv1.2 TLSv1.3;`, then `nginx -t && nginx -s reload`.
    .fix-apache = Write `SSLProtocol -all +TLSv1.2 +TLSv1.3`, then `apachectl graceful`.
    .fix-iis = Set SCHANNEL → Protocols → TLS 1.0 and TLS 1.1 → Server → Enabled = 0 in the registry and restart Windows.
    .fix-plesk = Run `plesk sbin sslmng --protocols="TLSv1.2 TLSv1.3"` as root.
    .fix-tomcat = Set `protocols="TLSv1.2+TLSv1.3"` in the SSLHostConfig.
    .title = TLS 1.0 or 1.1 is on
    .why = RFC 8996 withdrew them in 2021. Browsers no longer use them, and card companies (PCI DSS) do not allow TLS 1.0.
finding-site_tls_broken_suites = “{ $name }” ({ $address }) accepts encryption that can be broken: { $suites }.
    .fix = Take these cipher suites out of the server's list.
    .fix-nginx = Write `ssl_ciphers HIGH:!aNULL:!MD5;`, then `nginx -t && nginx -s reload`.
    .fix-apache = Write `SSLCipherSuite HIGH:!aNULL:!MD5`, then `apachectl graceful`.
    .fix-iis = Take them away with PowerShell: `Disable-TlsCipherSuite -Name …`, then restart Windows.
    .fix-plesk = Run `plesk sbin sslmng --ciphers="HIGH:!aNULL:!MD5"` as root.
    .fix-tomcat = Set `ciphers="HIGH:!aNULL:!MD5"` in the SSLHostConfig.
    .title = Broken cipher suites
    .why = Suites without encryption or authentication, export suites, DES and RC4 give no protection. An attacker in between can make both sides use them.
finding-site_tls_weak_suites = “{ $name }” ({ $address }) accepts weak encryption: { $suites }.
    .fix = Take these cipher suites out of the server's list; no browser of today needs them.
    .fix-nginx = Write `ssl_ciphers HIGH:!aNULL:!MD5:!3DES;`, then `nginx -t && nginx -s reload`.
    .fix-apache = Write `SSLCipherSuite HIGH:!aNULL:!MD5:!3DES`, then `apachectl graceful`.
    .title = Weak cipher suites
    .why = Ciphers with 64-bit blocks such as 3DES leak parts of long connections (SWEET32).
finding-site_tls_weak_first = “{ $name }” ({ $address }) prefers the weak suite { $suite } though it knows better ones.
    .fix = Put the suites with ECDHE and AES-GCM or ChaCha20 first, or delete your own list so that the library's order counts.
    .title = A weak suite comes first
    .why = The server's order decides what visitors get: with a weak suite first, all of them use it.
finding-site_tls_no_forward_secrecy = “{ $name }” ({ $address }) knows no key exchange with forward secrecy.
    .fix = Add suites with ECDHE, or switch on TLS 1.3, which has nothing else.
    .title = No forward secrecy
    .why = Who records the traffic today and gets the server's key later can read everything. With ECDHE each connection has its own key.
finding-site_tls_small_dh = “{ $name }” ({ $address }) uses Diffie-Hellman with only { $bits } bits.
    .fix = Take the DHE suites out of the list, or make a group of 2048 bits: `openssl dhparam -out dh.pem 2048`
    .fix-nginx = Write `ssl_dhparam /etc/nginx/dh.pem;` with a file of 2048 bits, or take DHE out of ssl_ciphers; then `nginx -s reload`.
    .title = Small Diffie-Hellman group
    .why = Groups below 2048 bits can be broken with much computing (Logjam). Browsers have stopped using DHE; old Java and mail servers still do.
finding-site_tls_no_tls13 = “{ $name }” ({ $address }) does not know TLS 1.3.
    .fix = Update the server's TLS library (OpenSSL 1.1.1 or newer, Windows Server 2022, Java 11) and switch TLS 1.3 on.
    .title = TLS 1.3 is missing
    .why = TLS 1.3 is safer and one round trip faster. TLS 1.2 is still fine, so nothing is broken.
finding-site_tls_compression = “{ $name }” ({ $address }) compresses inside TLS.
    .fix = Switch TLS compression off (Apache: `SSLCompression off`), or update OpenSSL.
    .title = TLS compression is on
    .why = The length of compressed data betrays cookies and passwords (CRIME).
finding-site_tls_unsafe_renegotiation = “{ $name }” ({ $address }) does not know secure renegotiation.
    .fix = Update the server's TLS library; every one since 2010 knows it (RFC 5746).
    .title = Renegotiation is not secured
    .why = An attacker can put his own words before those of a visitor. OpenSSL 3 and others refuse such servers.
finding-site_tls_no_fallback_signal = “{ $name }” ({ $address }) does not notice when somebody forces an older version of TLS (no TLS_FALLBACK_SCSV).
    .fix = Switch off TLS 1.0 and 1.1, or update the TLS library.
    .title = Downgrades go unnoticed
    .why = An attacker can make a client try again with an older version. The signal of RFC 7507 lets the server refuse that.
finding-site_tls_heartbeat = “{ $name }” ({ $address }) offers the TLS heartbeat, which nobody uses.
    .fix = Update OpenSSL (1.1.1 and newer have none).
    .title = Heartbeat is on
    .why = It is of no use over TCP, and old versions of OpenSSL betrayed their memory through it (Heartbleed).
finding-site_clock_differs = The clock of “{ $name }” and that of this computer differ by { $hours } hours: the server is { $direction ->
        [ahead] ahead
       *[behind] behind
    }.
    .fix = Compare both with the right time, and let the wrong one set itself: `timedatectl set-ntp true`
    .title = The clocks differ
    .why = Whether a certificate is valid is judged by the clock of whoever looks. With a wrong one a sound certificate looks expired or not yet valid, to a visitor as well as here; a server with a wrong one renews too late.
    .example = timedatectl set-ntp true
finding-site_tls_no_extended_master_secret = “{ $name }” ({ $address }) does not know the extended master secret in TLS 1.2.
    .fix = Update the server's TLS library (RFC 7627), or switch on TLS 1.3.
    .title = No extended master secret
    .why = Without it connections can be mixed up by an attacker in between who has both sides' trust (triple handshake).
