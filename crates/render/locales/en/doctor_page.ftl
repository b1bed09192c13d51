# What the doctor finds on pages, on the validation paths and between addresses. See doctor_reach.ftl.

finding-site_http_no_reply = “{ $url }” gives no proper answer ({ $why }).
    .fix = Look at the web server's error log. TLS works, so the fault lies in the site or application behind it.
    .title = TLS works, the site does not
    .why = The encrypted connection is fine, but no page comes through it.
finding-site_http_server_error = “{ $url }” answers with the error { $status }.
    .fix = Look at the error log of the application. At 502, 503 or 504 the program behind the web server is not running or too slow.
    .title = The site answers with an error
    .why = The certificate is fine; the application or the proxy in front of it is not.
finding-site_http_client_error = “{ $url }” answers with { $status }, so visitors see no page.
    .fix = If this name is meant for visitors, check document root and access rules of its https site; it often differs from that of http.
    .title = The front page is not shown
    .why = 401, 403 and 404 mean that the server is there, but does not show a page at this address.
finding-site_redirect_missing = “http://{ $name }/” shows pages without encryption instead of sending visitors to https.
    .fix = Redirect http to https with status 301 or 308.
    .fix-nginx = In the server block of port 80 write `return 301 https://$host$request_uri;`, then `nginx -t && nginx -s reload`.
    .fix-apache = In the VirtualHost of port 80 write `Redirect permanent / https://{ $name }/`, then `apachectl graceful`.
    .fix-iis = Install URL Rewrite and add a rule with the condition HTTPS = off and the action Redirect (301) to https.
    .fix-plesk = Open Hosting Settings and tick “Permanent SEO-safe 301 redirect from HTTP to HTTPS”.
    .fix-tomcat = Set a security-constraint with transport-guarantee CONFIDENTIAL in web.xml, and redirectPort="443" at the Connector.
    .title = http is not redirected
    .why = Visitors who type the name or follow an old link stay unencrypted, and browsers show “Not secure”.
    .example = return 301 https://$host$request_uri;
finding-site_redirect_temporary = “{ $url }” redirects to https only for the time being (status { $status }).
    .fix = Use 301 or 308, so that browsers and search engines remember it.
    .fix-nginx = Write `return 301` instead of `return 302`, then `nginx -t && nginx -s reload`.
    .fix-apache = Write `Redirect permanent` or `[R=301,L]`, then `apachectl graceful`.
    .title = Temporary redirect
    .why = After a temporary redirect browsers ask the unencrypted address again each time.
finding-site_redirect_loop = “{ $url }” redirects in a circle, so no page is ever shown.
    .fix = See the circle: `curl -sIL --max-redirs 5 { $url } | grep -i location`. With a CDN or load balancer that speaks http to the server, test X-Forwarded-Proto before redirecting, or set its mode to “full”.
    .title = Redirect loop
    .why = Mostly http is sent to https and https back to http, because the server behind a CDN does not see that the visitor uses https.
finding-site_redirect_downgrade = “{ $from }” sends visitors from https back to http ({ $url }).
    .fix = Correct the base address in the application (WordPress: Settings → General) and the redirect rules, so that they lead to https.
    .title = Back to http
    .why = The encryption is lost on the way, and browsers show “Not secure”.
finding-site_redirect_chain = From “http://{ $name }/” to the page it takes { $hops } redirects.
    .fix = Redirect at once to the final address; one or two steps are enough.
    .title = Many redirects
    .why = Each step costs a visitor on a phone a good tenth of a second or more.
finding-site_redirect_host = “http://{ $name }/” redirects straight to another host ({ $url }).
    .fix = Redirect first to https://{ $name }/ and from there to the other host, so that HSTS can count for “{ $name }”.
    .title = Host changes before https
    .why = HSTS for a name is only learnt over https of that name. Without it the first step stays unprotected.
finding-site_redirect_refused = “{ $from }” redirects to an address that cannot be opened: { $url } ({ $why }).
    .fix = Correct the target of the redirect.
    .title = Redirect to nowhere
    .why = The redirect works, its target does not; visitors see an error.
finding-site_hsts_missing = “{ $name }” does not ask browsers to stay with https (HSTS).
    .fix = When everything works over https, send `Strict-Transport-Security: max-age=31536000`; begin with a short time.
    .fix-nginx = Write `add_header Strict-Transport-Security "max-age=31536000" always;`, then `nginx -t && nginx -s reload`.
    .fix-apache = Run `a2enmod headers`, write `Header always set Strict-Transport-Security "max-age=31536000"`, then `apachectl graceful`.
    .fix-iis = In IIS Manager open the site → HSTS…, switch it on with Max-Age 31536000.
    .fix-plesk = Open Domains → SSL/TLS Certificates and switch HSTS on.
    .fix-tomcat = Switch on HttpHeaderSecurityFilter with hstsMaxAgeSeconds=31536000 in web.xml.
    .title = HSTS is not set
    .why = With HSTS (RFC 6797) browsers never again use http for the name, so nobody in a café network can stop the redirect.
    .example = Strict-Transport-Security: max-age=31536000
finding-site_hsts_short = HSTS of “{ $name }” counts for { $seconds } seconds only.
    .fix = When everything works over https, raise max-age to 31536000 (one year).
    .title = HSTS for a short time
    .why = Visitors who come less often than that are not protected at their next visit.
finding-site_hsts_invalid = The HSTS header of “{ $name }” cannot be read: { $value }
    .fix = Write it as in `Strict-Transport-Security: max-age=31536000; includeSubDomains`, and only once.
    .title = HSTS cannot be read
    .why = Browsers ignore a header without a valid max-age, so nothing is protected.

finding-site_mixed_active = “{ $page }”, line { $line }: { $tag } loads “{ $url }” without encryption; browsers block it.
    .fix = Write https:// in that address, or a path without a host. If the other server has no https, copy the file to your own.
    .title = Unencrypted script, frame or style
    .why = Who changes such a file on the way can change the whole page, so browsers do not load it, and the page looks broken.
    .example = <script src="https://cdn.example.jp/app.js"></script>
finding-site_mixed_passive = “{ $page }”, line { $line }: { $tag } loads “{ $url }” without encryption.
    .fix = Write https:// in that address, or a path without a host.
    .title = Unencrypted image, sound or video
    .why = Browsers try https instead and otherwise show “Not secure” or leave the picture out.
finding-site_mixed_form = “{ $page }”, line { $line }: a form sends what visitors type to “{ $url }” without encryption.
    .fix = Write https:// in the action of the form.
    .title = A form sends without encryption
    .why = What visitors type can be read on the way; browsers warn before sending.
finding-site_mixed_link = “{ $page }”, line { $line }: a link leads to “{ $url }” without encryption. The page itself is not affected.
    .fix = If the target has https, write https:// in the link. Otherwise nothing is to be done.
    .title = Link to an http page
    .why = A plain link loads nothing, so browsers do not mind. It is listed because it often hides an old address of your own.

finding-site_dcv_redirect_code = DCV will fail: “{ $url }” redirects with status { $status }, which CAs may not follow.
    .fix = Answer below /.well-known/ without a redirect, or with 301, 302, 307 or 308.
    .fix-nginx = Give the path its own place before the redirect: `location ^~ /.well-known/ ` with `root /var/www/html;`, then `nginx -t && nginx -s reload`.
    .fix-apache = Leave the path out of the rule: `RewriteCond %REQUEST_URI !^/\.well-known/` (the variable in braces) above the RewriteRule, then `apachectl graceful`.
    .title = The validation path redirects in a way CAs do not follow
    .why = For the file method CAs may follow 301, 302, 307 and 308 only (BR 3.2.2.4.18 and .19). 303 and others end in a failure.
finding-site_dcv_redirect_port = DCV will fail: “{ $url }” redirects to a place that CAs may not go to ({ $target }).
    .fix = Let the path below /.well-known/ be answered on port 80 or 443, or without a redirect.
    .title = The validation path leads to another port or scheme
    .why = CAs follow redirects to http and https on the ports 80 and 443 only (BR 1.6.1, Authorized Ports).
finding-site_dcv_redirect_loop = DCV will fail: “{ $url }” redirects in a circle or too often.
    .fix = Leave /.well-known/ out of the redirect rules.
    .title = The validation path redirects in a circle
    .why = A CA follows a few redirects and then gives up.
finding-site_dcv_blocked = DCV will fail: “{ $url }” answers with { $status }, also for files that exist.
    .fix = Allow GET below /.well-known/ without login, geographic filter or bot protection.
    .title = The validation path is blocked
    .why = A CA comes without login, from several countries, as a plain program. A 404 would be fine here, since no file is placed yet.
finding-site_dcv_unreachable = DCV by file will fail: “{ $url }” cannot be opened ({ $why }).
    .fix = Open port 80 for everybody, or validate by DNS instead of by file.
    .title = The validation path cannot be reached
    .why = CAs begin with http on port 80, from several continents.
finding-site_caa_lookup_failed = The CAA records of “{ $name }” cannot be looked up (at { $at_name }), so no CA may issue.
    .fix = Ask the name servers: `dig { $at_name } CAA`. They have to answer with records or with an empty list, not with an error.
    .title = CAA cannot be looked up
    .why = Before each issuance a CA asks for CAA records (RFC 8659). An error counts as a refusal.
finding-site_caa_forbids = The CAA records at “{ $found_at }” do not allow the CA of this order ({ $wanted }): { $records }
    .fix = Add the record `{ $found_at }. CAA 0 issue "{ $wanted }"`, or delete the CAA records.
    .title = CAA forbids the CA
    .why = CAA records say which CAs may issue for a domain. All others must refuse.
    .example = example.jp. CAA 0 issue "ca.example"

finding-site_addresses_differ = The addresses of “{ $name }” present different certificates: { $addresses }.
    .fix = Install the newest certificate on every server, also behind IPv6 addresses and each node of a load balancer; then reload each.
    .title = Addresses differ
    .why = Some visitors get one certificate and some another, so errors come and go. Mostly one server was forgotten at the renewal.
