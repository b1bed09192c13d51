# How-tos by kind of server. Each `server-ID` may have: .text (what the list says), .csr, .place, .use, .reload (one step
# a line; what is missing is said by the common steps below) and .note. What stands in backticks is shown as code.
servers-title = Install by server
    .text = Files, configuration to paste and commands for 24 kinds of servers.
servers-lead = Choose what your certificate goes into. Each page goes from the CSR to the check, with configuration to paste.
servers-group-web = Web servers
servers-group-balancer = Proxies and load balancers
servers-group-windows = Windows
servers-group-java = Java
servers-group-mail = Mail servers
servers-group-panel = Control panels
servers-group-cloud = Clouds
servers-group-files = File formats
servers-csr = Make the key and the CSR
servers-csr-steps =
    Run this on the server, with your own names in place of the example.
    Paste the content of the `.csr` file into the order form. The key stays where it is.
servers-files = The files
servers-files-zip = In the zip that you download from the order's page:
servers-files-own = From your own machine, never from us:
servers-files-cli = If you have the key at hand, this makes all of them at once:
servers-install = Put them in place
servers-place-steps = Copy the files to the server and put them where the configuration looks for them. Only root reads the key.
servers-use-steps = Paste this into the configuration, and put your own names and paths in place.
servers-reload = Put it to use
servers-reload-steps = Test the configuration and reload.
servers-check = Check
servers-check-steps =
    “Check the installation now” on the order's page, or `warifu doctor NAME`, looks at every address of every name.
    To look by yourself, run this from another machine. The serial number is the one of the new certificate.
servers-root-text = The root belongs into this server's files and is included. Elsewhere it is left out: browsers bring their own, and sending it only costs time.
servers-root-beside = With “add the root certificate”, the zip also holds the root as a file of its own, for devices that must be told.
servers-choose = Kind of server
servers-add-root = Add the root certificate
servers-download = Download (zip)
servers-howto = How-tos by server
bundle-file-leaf = Server certificate (PEM)
bundle-file-chain = Intermediates (PEM)
bundle-file-fullchain = Server certificate followed by the intermediates (PEM)
bundle-file-root = Root certificate (PEM)
bundle-file-leaf_der = Server certificate (DER)
bundle-file-chain_der = Intermediates, numbered from the server certificate upwards (DER)
bundle-file-pkcs7 = All certificates in one file (PKCS#7, PEM)
bundle-file-pkcs7_der = All certificates in one file (PKCS#7, DER)
bundle-file-key = Private key (PEM), made together with the CSR
bundle-file-pkcs12 = Private key and certificates under a password (PKCS#12)
bundle-file-jks = Private key and certificates for Java 8 and older (JKS)
server-apache = Apache HTTP Server
    .text = 2.4.8 and later: one file with the intermediates, and the key.
    .use = Paste this into the site's configuration (Debian: `/etc/apache2/sites-available/`, Red Hat: `/etc/httpd/conf.d/`).
    .note = The module has to be on: `sudo a2enmod ssl` on Debian, the package `mod_ssl` on Red Hat. Before 2.4.8 the intermediates need `SSLCertificateChainFile` and a file of their own: take “PEM files”.
server-aws = AWS Certificate Manager (ACM)
    .text = Import for CloudFront, load balancers and API Gateway.
    .place =
        Import the three files. The answer is the certificate's ARN: keep it.
        For CloudFront, add `--region us-east-1`: it looks nowhere else.
    .use = Choose the imported certificate in the listener of the load balancer or in the CloudFront distribution.
    .reload = At the next renewal, import under the same ARN: everything that uses it changes over by itself. Put the ARN in place of `ARN`.
    .note = ACM renews only its own certificates. An imported one stays as it is until you import the next.
server-azure = Azure
    .text = App Service and Application Gateway, by a PFX file.
    .csr =
        Run this on a machine that you trust.
        Paste the content of the `.csr` file into the order form.
    .place = Make a PFX with all certificates up to the root, and upload it. App Service reads only the older triple DES encryption, so choose a long password for the file and delete it afterwards.
    .use = Put your own resource group, app and password in place of the capitals. In the portal, the same is under “Certificates” › “Bring your own certificates (.pfx)”.
    .reload = On Application Gateway, replace the listener's certificate:
    .note = Key Vault reads the modern encryption as well: `warifu bundle --server java --key FILE` makes such a file.
server-caddy = Caddy
    .text = Caddy 2 with a certificate of your own instead of its automatic one.
    .use = Paste this into `/etc/caddy/Caddyfile`.
    .place = Copy the files to the server. Caddy runs as a user of its own, which has to be able to read the key.
server-cloudflare = Cloudflare
    .text = Upload as a custom certificate at the edge (Business plan and above).
    .place =
        On the page: “SSL/TLS” › “Edge Certificates” › “Upload Custom SSL Certificate”, with the content of both files.
        Or by the API, with a token that may edit SSL and certificates in `TOKEN` and the zone's id in `ZONE`:
    .use = Set “SSL/TLS” › “Overview” to “Full (strict)”, and “Minimum TLS Version” to TLS 1.2.
    .reload = It is active at the edge within minutes. Nothing needs to be reloaded.
    .note = The connection between Cloudflare and your own server needs a certificate too: install it there in the same way.
server-cpanel = cPanel & WHM
    .text = Three fields of a form; the key is usually made there.
    .csr =
        In cPanel, open “SSL/TLS” › “Private Keys (KEY)” and generate a key (RSA, 2,048-bit).
        Open “Certificate Signing Requests (CSR)”, choose that key, fill in the names and generate.
        Copy the encoded CSR into the order form. The key stays in cPanel.
    .place =
        Open “SSL/TLS” › “Manage SSL sites” and choose the domain.
        Paste the content of the `.cert.pem` file into “Certificate: (CRT)” and press “Autofill by Certificate”: the key comes by itself. If it was made elsewhere, paste the content of the `.key` file into “Private Key (KEY)”.
        Paste the content of the `.chain.pem` file into “Certificate Authority Bundle: (CABUNDLE)”.
    .use = Press “Install Certificate”.
    .reload = cPanel reloads its web server by itself.
server-der = DER files
    .text = One certificate in each file, binary, for appliances.
    .place = The first command shows what is inside; the second makes a DER key, where the device wants one.
    .use = Upload the server certificate first, then the intermediates from the lowest number up.
server-dovecot = Dovecot
    .text = IMAP and POP3, 2.3 and 2.4.
    .use = Paste one of these into `/etc/dovecot/conf.d/10-ssl.conf`: the names of the settings changed in 2.4. `dovecot --version` says which one you have.
    .note = In the 2.3 form, the `<` before the path is needed.
server-exchange = Exchange Server
    .text = 2016, 2019 and Subscription Edition, by the Exchange Management Shell.
    .csr =
        Run this in the Exchange Management Shell. Name every host that Outlook and other mail servers use, such as `mail` and `autodiscover`.
        Paste the content of the `.csr` file into the order form. The key stays in Windows.
    .place =
        Copy the `.p7b` file to `C:\certs` and import it. Windows joins it with its key, and the intermediates go into their store.
        If the key was made elsewhere, copy and import the `.pfx` file instead: name it in the first command and add `-Password (Get-Credential -UserName pfx -Message Password).Password`. Windows Server 2016 reads only a file that `warifu bundle` made with `--legacy`.
    .use = The second command turns it on for web, SMTP, IMAP and POP. Answer the question about the SMTP certificate with “yes”.
    .reload = Restart IIS so that web and mobile access change over at once.
    .note = Several servers need the same certificate: export it with its key from this one (`Export-ExchangeCertificate`), and import it there.
server-exim = Exim
    .text = Exim 4.94 and later, with OpenSSL or GnuTLS.
    .place = Copy the files to the server. Exim reads the key as its own user: on Debian that is the group `Debian-exim`.
    .use = Paste one of these into the main section. `exim -bV` says whether yours is built with OpenSSL or GnuTLS. With Debian's split configuration it goes into `/etc/exim4/conf.d/main/00_local_tls`.
server-f5 = F5 BIG-IP
    .text = Certificate, chain and key as objects, joined by a client SSL profile.
    .csr =
        Run this on a machine that you trust, or use “System” › “Certificate Management” › “Traffic Certificate Management” › “SSL Certificate List” › “Create” on the device.
        Paste the content of the `.csr` file into the order form.
    .place = Copy the files to `/var/tmp` on the device and run this there. Skip the first line if the key was made on the device.
    .use = The last command makes a client SSL profile with TLS 1.2 and 1.3 only.
    .reload = Put the profile on the virtual server, save, and remove the copy of the key. With an older profile in use, replace it by this one.
server-gcp = Google Cloud
    .text = Self-managed certificate of a load balancer.
    .place = Upload both files. The key has to be RSA-2048 or ECDSA P-256, without a passphrase.
    .use = A certificate of a load balancer cannot be changed. At a renewal, make a new one under another name and change over.
    .reload = Point the load balancer's proxy at it, with its name in place of `PROXY`. Delete the old certificate some hours later.
server-haproxy = HAProxy
    .text = 2.2 and later: the chain, and the key beside it.
    .place = Copy the files to the server. The key lies beside the certificate under the same name with `.key` added: HAProxy finds it by itself.
    .use = Paste what you need of this into `/etc/haproxy/haproxy.cfg`, with your own backend.
    .note = Before 2.2, one file has to hold everything: `cat` the certificate file and the key into one, readable by root only.
server-iis = IIS
    .text = Windows Server 2016 and later with IIS 10.
    .csr =
        Save this text as `request.inf` and run the command as an administrator.
        Paste the content of the `.csr` file into the order form. The key stays in Windows.
        By mouse: “Server Certificates” › “Create Certificate Request” in IIS Manager, with 2,048 bits.
    .place =
        Copy the `.p7b` file to the server and run this as an administrator. The intermediates go into their store by themselves.
        By mouse: “Server Certificates” › “Complete Certificate Request”, store “Web Hosting” or “Personal”.
    .use = If you made the key elsewhere, import a `.pfx` file instead: “Server Certificates” › “Import”. Windows Server 2016 reads only a file that `warifu bundle` made with `--legacy`.
    .reload =
        Bind the certificate to the site. Put your site's name in place of `Default Web Site`.
        By mouse: choose the site, “Bindings” › “Add” or “Edit”, type https, port 443, tick “Require Server Name Indication”, choose the certificate.
    .note = TLS 1.3 needs Windows Server 2022 or later. Earlier ones speak TLS 1.2.
server-java = Java (key store)
    .text = Spring Boot and other Java servers: PKCS#12, or JKS for Java 8 and older.
    .csr =
        keytool makes the key inside a key store, and asks for its password.
        Paste the content of the `.csr` file into the order form.
    .place =
        Bring the certificates into the key store in which the key was made, under the same alias.
        The list has to show “PrivateKeyEntry” and a chain length of 2 or more.
    .place-own =
        The key store holds key and certificates already. Put it where the configuration looks for it, readable by the program's user only.
        The list has to show “PrivateKeyEntry” and a chain length of 2 or more.
    .use = For Spring Boot, paste this into `application.properties`. Others take the same file: path, type PKCS12, alias and password.
    .reload = Restart the program.
    .note = With a key made by openssl, `warifu bundle --server java --key FILE` writes `.p12` and `.jks` at once. Java before 8u301 does not read the encryption of the new `.p12`: take the `.jks` there.
server-jetty = Jetty
    .text = Jetty 10, 11 and 12 with a PKCS#12 key store.
    .csr =
        keytool makes the key inside a key store, and asks for its password.
        Paste the content of the `.csr` file into the order form.
    .place =
        Bring the certificates into the key store in which the key was made, under the same alias.
        Put the `.p12` file into `$JETTY_BASE/etc`, readable by Jetty's user only.
    .place-own =
        The key store holds key and certificates already; the command shows what is inside.
        Put the `.p12` file into `$JETTY_BASE/etc`, readable by Jetty's user only.
    .use = Paste this into `$JETTY_BASE/start.d/ssl.ini`, with your password in place of `PASSWORD`.
    .reload = Restart Jetty.
server-lighttpd = lighttpd
    .text = 1.4.53 and later.
    .use = Paste this into `/etc/lighttpd/conf-enabled/` as a file of its own, or into `lighttpd.conf`.
server-nginx = nginx
    .text = One file with the intermediates, and the key.
    .use = Paste this into a file below `/etc/nginx/conf.d/`, with your own `location` or `root` lines, or take the `ssl_` lines into the server block you have.
    .note = nginx -t says “key values mismatch” when certificate and key do not belong together: take the key that was made with this CSR.
server-nodejs = Node.js
    .text = Its own https module, and frameworks on top of it such as Express.
    .place = Copy the files to the server, readable by the program's user. The example's user and group are `app`.
    .use = Read both files when the program starts. With Express, pass `app` in place of the function.
    .reload = Restart the program, or call `server.setSecureContext` with the new files.
server-pem = PEM files
    .text = Separate and joined, for everything without an entry of its own.
    .place = These two commands show the same text if certificate and key belong together.
    .use = “Certificate” takes the `.cert.pem` file, “chain”, “CA bundle” or “intermediate” the `.chain.pem` file. A server with only one field for certificates takes the `.fullchain.pem` file.
server-pkcs7 = PKCS#7 (.p7b)
    .text = All certificates in one file, as text and binary.
    .place = This shows what is inside. No private key can be.
    .use = Import the file where the key was made. Programs that cannot read the text form take the `.der.p7b` file.
server-plesk = Plesk
    .text = Plesk Obsidian, on its pages or by its command.
    .csr =
        Open “Websites & Domains”, the domain, “SSL/TLS Certificates”, “Advanced Settings” › “Add SSL/TLS Certificate”.
        Fill in name, 2,048 bits, country, city, organisation, domain and address, and press “Request”.
        Open the new entry and copy the part “CSR” into the order form. The key stays in Plesk.
    .place =
        Open “Websites & Domains”, the domain, “SSL/TLS Certificates” and the entry where you made the CSR. Paste the content of the `.cert.pem` file into “Certificate (*.crt)”, that of the `.chain.pem` file into “CA certificate (*-ca.crt)”, and press “Upload Certificate”.
        If the key was made elsewhere, the command brings all three in:
    .use = Choose it in “Hosting Settings” › “Security” › “Certificate” of the domain, or by the command below.
    .reload = This does the same as choosing it in the hosting settings.
    .note = The mail address that Plesk writes into the CSR is accepted and not put in the certificate.
server-postfix = Postfix
    .text = 3.6 and later: key and chain in one setting.
    .use = Paste this into `/etc/postfix/main.cf`, in place of `smtpd_tls_cert_file` and `smtpd_tls_key_file`.
    .note = The name in the certificate is the one in your MX record. Between mail servers TLS stays voluntary (`may`): `encrypt` would refuse mail from those that have none.
server-tomcat = Tomcat
    .text = 9 and later: PEM files or a key store.
    .csr =
        Run this on the server, with your own names in place of the example.
        Paste the content of the `.csr` file into the order form.
        If your key is in a key store, make the CSR with keytool as “Java (key store)” shows, and import the `.p7b` file there.
    .place = Copy the files into Tomcat's `conf/tls`, readable by its group only.
    .use = Paste one of these into `conf/server.xml` in place of the connector for 8443: the first with PEM files, the second with a key store. With the key store, put your password in place of `PASSWORD`.
    .reload = Test and restart.
    .note = `warifu bundle --server tomcat --key FILE` also writes the key stores: `.p12` for Java 8u301 and later, `.jks` for older ones.
# `warifu bundle`.
bundle-written = Written to { $folder }:
bundle-private = {" "}(readable by you alone)
bundle-next = Next, on { $server }:
bundle-exists = { $file } is there already, so nothing was written.
    .fix = Choose another folder with `--out`, or replace the files with `--force`.
bundle-server-unknown = There is no kind of server called { $server }.
finding-bundle_no_certificate = There is no certificate in { $file }.
    .fix = Give the file that you received or downloaded with `--cert`.
    .title = No certificate
    .why = A bundle begins with the server's own certificate; the first one in the file that is not a CA's is taken.
finding-bundle_key_mismatch = The private key in { $file } does not belong to this certificate.
    .fix = Give the key that was made together with the CSR. `warifu match` shows which files belong together.
    .title = Key and certificate do not belong together
    .why = A server refuses to start with a key that is not the one in the certificate.
    .example = warifu match *.key *.pem
finding-bundle_key_unused = { $file } also holds the private key of this certificate. It was not used, so the key files that the configuration speaks of were not written.
    .fix = Add `--key { $file } --force` to have them written too. If the key is on the server already, there is nothing to do.
    .title = Key beside the certificate not used
    .why = A private key is copied only when that is asked for.
    .example = warifu bundle --server nginx --cert all.pem --key all.pem --out nginx
finding-bundle_keystore_skipped = Not written, because a key store needs a password: { $files }
    .fix = Put a password of 6 characters or more into a file, and add `--password-file FILE --force`.
    .title = Key stores left out
    .why = PKCS#12 and JKS files hold the private key under a password. A password on the command line would be seen by everybody on the machine, so it is read from a file.
    .example = warifu bundle --server tomcat --cert www.pem --key www.key --password-file password.txt --out tomcat
finding-keystore_encryption_old = The key store is encrypted in a way that is not read here ({ $name }).
    .fix = Convert it first: `openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem`, then `openssl pkcs12 -export -in all.pem -out new.p12`. Delete `all.pem` afterwards.
    .title = Encryption of a key store not read
    .why = AES, and the triple DES and RC2 of older programs, are read. Rarer ways are for `openssl` to convert.
    .example = openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem
finding-keystore_jceks = This is a Java key store of the kind JCEKS, which is not read here.
    .fix = Convert it first: `keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore new.p12 -deststoretype PKCS12`.
    .title = JCEKS key store
    .why = JCEKS is an old kind of Java's own. PKCS#12 is read by Java and by everything else.
    .example = keytool -importkeystore -srckeystore old.jceks -srcstoretype JCEKS -destkeystore new.p12 -deststoretype PKCS12
finding-keystore_key_mismatch = The private key is not the key of the first certificate.
    .fix = Put the server certificate first and give the key that was made with its CSR.
    .title = Key and certificate do not belong together
    .why = A key store joins a key with the certificate for that very key.
finding-keystore_mac_missing = The PKCS#12 file has no MAC, so nobody can tell whether it was changed. It was not read.
    .fix = If you know where it comes from, make it anew: `openssl pkcs12 -in old.p12 -nodes -out all.pem`, then `openssl pkcs12 -export -in all.pem -out new.p12`. Delete `all.pem` afterwards.
    .title = PKCS#12 without a MAC
    .why = The MAC shows that nothing in the file was exchanged since it was made.
    .example = openssl pkcs12 -export -in all.pem -out new.p12
finding-keystore_password_missing = The key store needs a password.
    .fix = Put the password on the first line of a file and add `--passphrase-file FILE`.
    .title = Password needed
    .why = A key store is sealed with its password; without it nothing inside is read. A password on the command line would be seen by everybody on the machine, so it is read from a file.
    .example = warifu bundle --server nginx --cert www.p12 --key www.p12 --passphrase-file password.txt --out nginx
finding-keystore_password_unusable = This password cannot protect a key store: it has to have { $chars_min } to { $chars_max } printable ASCII characters.
    .fix = Choose a password of letters, digits and signs that every keyboard has.
    .title = Password not usable
    .why = Java takes no password with other characters, and none that is shorter than six.
finding-keystore_password_wrong = The password of the key store is not right, or the file has been changed.
    .fix = Give the right password in the file named with `--passphrase-file`.
    .title = Wrong password
    .why = A key store is sealed with its password; without the right one nothing inside is read.
finding-keystore_too_large = The key store is too large (limit: { $octets_max } octets).
    .fix = Give a key store with only this certificate and its chain.
    .title = Key store too large
    .why = A key with its chain takes a few kilobytes.
finding-keystore_unreadable = The key store cannot be read ({ $reason }, at octet { $at }).
    .fix = Check that the file is a complete .p12, .pfx or .jks file. `keytool -list -keystore FILE` tells what it is.
    .title = Key store not readable
    .why = PKCS#12 files in DER and JKS files are read. Files that were cut off or changed in transit are not.
