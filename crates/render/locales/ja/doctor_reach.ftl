# サイトまでの道のり(名前・アドレス・サービス・TLS)で診断が見つけること。本文は今の状態、.fixは次にすること
# (.fix-サーバー名は、そのサーバーと分かったとき)、.titleと.whyと.exampleはヘルプのページ用。

finding-site_dns_nxdomain = 「{ $name }」という名前はDNSに存在しません。
    .fix = つづりと、ドメインの登録・更新料を確かめてください。そのうえでAまたはAAAAレコードを加えます: `dig { $name } A`
    .title = 名前が存在しない
    .why = DNSにアドレスがないと、どのブラウザーもサーバーを見つけられず、認証局もドメインを確認できません。
    .example = www.example.jp. 300 IN A 203.0.113.10
finding-site_dns_no_address = 「{ $name }」には公開のアドレス(A・AAAA)がありません。
    .fix = サーバーの公開のIPv4アドレスでAレコードを加えるか、ホスティング会社に指定された名前へのCNAMEを加えてください。社内のサーバーは、社内のネットワークで `warifu doctor` を使うと調べられます。
    .title = 公開のアドレスがない
    .why = メールやテキストのためだけに名前があることもあります。Webサイトには、AかAAAAレコードも要ります。
    .example = www.example.jp. 300 IN A 203.0.113.10
finding-site_dns_servfail = 「{ $name }」のネームサーバーがエラー(SERVFAIL)を返します。
    .fix = ゾーンのネームサーバーを順に調べてください: `dig { $name } A +trace`。どれが原因かは、DNSの提供会社に確かめられます。
    .title = ネームサーバーがエラーを返す
    .why = この答えを受けると名前解決は打ち切られます。CAAレコードも読めないため、認証局は発行できません。
finding-site_dns_timeout = 「{ $name }」のネームサーバーが時間内に答えません。
    .fix = 登録されたネームサーバーが動いていて、国外からも届くか確かめてください: `dig { $name } A +trace`
    .title = ネームサーバーが答えない
    .why = 訪問者は待たされたあとエラーを見ます。国内からしか答えないネームサーバーは、複数の大陸から行う認証局の確認にも失敗します。
finding-site_dns_bogus = 「{ $name }」のDNSSECが壊れています。署名が合いません。
    .fix = 登録事業者に届けたDSレコードと、ゾーンの鍵を見比べてください: `delv { $name } A`。正しいDSに直すか、署名し直すまでDSを外します。
    .title = DNSSECが壊れている
    .why = 署名を検証する名前解決では答えが捨てられ、一部の訪問者にはサイトが見えません。認証局は2026年3月15日からDNSSECの検証が義務で、発行できません。
finding-site_dns_malformed = 「{ $name }」についてのDNSの答えが使えません。
    .fix = 名前を「www.example.jp」のように書き、ゾーンのレコードを確かめてください: `dig { $name } A`
    .title = 名前か答えの形が正しくない
    .why = 名前に使えるのは文字・数字・ハイフン・ドットです。決まりに合わない答えは捨てられます。
finding-site_dns_family_failed = 「{ $name }」にアドレスはありますが、{ $family }の問い合わせに失敗します。
    .fix = ネームサーバーに両方を尋ねてください: `dig { $name } A` と `dig { $name } AAAA`。IPv6がないときは、エラーではなく空の答えを返す必要があります。
    .title = 片方のアドレスだけ調べられない
    .why = 両方の答えを待つスマートフォンなどでは、片方の失敗でサイトが遅くなったり、開けなくなったりします。

finding-site_address_refused = 「{ $name }」の行き先 { $address } は、インターネットで使えるアドレスではありません。
    .fix = サーバーの公開アドレスをDNSに設定してください。社内のサーバーを調べるときは、社内から `warifu doctor --allow` をお使いください。
    .title = 公開のアドレスではない
    .why = プライベートや予約済みのアドレスには外から届かないため、訪問者も認証局もサイトを見られません。
finding-site_tcp_refused = 「{ $name }」({ $address })の{ $port }番ポートが接続を断りました。
    .fix = Webサーバーが待ち受けているか、サーバーで確かめてください: `ss -ltn sport = :{ $port }`。動いていなければ起動し、エラーログを見ます。
    .fix-nginx = nginxを確かめて起動してください: `nginx -t && systemctl restart nginx`。serverブロックに `listen { $port } ssl;` が要ります。
    .fix-apache = TLSのサイトを有効にしてApacheを起動してください: `a2enmod ssl && a2ensite default-ssl && systemctl restart apache2`
    .fix-iis = IISマネージャーの「サイト」→「バインド」で、{ $port }番のhttpsを証明書とともに追加してください。
    .fix-plesk = Pleskの「ドメイン」→「ホスティング設定」でSSL/TLSサポートを有効にしてください。
    .fix-tomcat = conf/server.xml のTLS用Connectorのコメントを外し、Tomcatを再起動してください。
    .title = 接続が断られる
    .why = そのアドレスのポートで何も待ち受けていないか、ファイアウォールがすぐに断っています。
finding-site_tcp_timeout = 「{ $name }」({ $address })が{ $port }番ポートで応答しません。
    .fix = サーバーのファイアウォールと、事業者のパケットフィルター(セキュリティグループ)でTCP { $port }番を開けてください。外からの確認: `nc -vz { $address } { $port }`
    .title = アドレスから応答がない
    .why = ファイアウォールが黙ってパケットを捨てているのが普通の原因です。訪問者は30秒ほど待たされ、エラーを見ます。
finding-site_tcp_unreachable = 「{ $name }」のアドレス { $address } への経路がありません。
    .fix = そのサーバーのアドレスか確かめてください。IPv6のないサーバーに残ったAAAAレコードは、消してください。
    .title = アドレスへの経路がない
    .why = このアドレスを優先する回線の訪問者だけが、サイトに届きません。

finding-site_service_http = 「{ $name }」({ $address })の{ $port }番ポートが、TLSではなく平文のHTTPを話しています。
    .fix = { $port }番でTLSを有効にし、証明書と鍵を設定してください。確認: `openssl s_client -connect { $address }:{ $port } -servername { $name }`
    .fix-nginx = `listen { $port };` を `listen { $port } ssl;` に直し、ssl_certificateとssl_certificate_keyを加えて、`nginx -t && nginx -s reload`
    .fix-apache = { $port }番のVirtualHostに `SSLEngine on` とSSLCertificateFile、SSLCertificateKeyFileを書き、`apachectl configtest && apachectl graceful`
    .fix-iis = 「バインド」で{ $port }番の種類がhttpになっています。削除して、httpsを証明書とともに追加してください。
    .fix-plesk = 「ドメイン」→「SSL/TLS証明書」で証明書をドメインに割り当ててください。Webサーバーが設定し直されます。
    .fix-tomcat = conf/server.xml の{ $port }番のConnectorに `SSLEnabled="true"` とSSLHostConfigを書き、Tomcatを再起動してください。
    .title = TLSのポートに平文のHTTP
    .why = 証明書が設定されないまま待ち受けているため、ブラウザーは復号できない答えを受け取ります。
    .example = listen 443 ssl;
finding-site_service_ssh = 「{ $name }」({ $address })の{ $port }番ポートにはSSHサーバーがいます。
    .fix = SSHを別のポートにする(/etc/ssh/sshd_config の `Port`)か、ルーターのポート転送を直し、{ $port }番がWebサーバーに届くようにしてください。
    .title = TLSのポートでSSHが答える
    .why = ポート転送やコンテナーの設定が別のサービスを指しています。ブラウザーは話せません。
finding-site_service_smtp = 「{ $name }」({ $address })の{ $port }番ポートにはメールサーバーがいます。
    .fix = ポート番号を確かめてください。Webサイトは443番です。メールサーバーはSTARTTLSで調べます: `warifu doctor { $name }:25 --starttls smtp`
    .title = メールサーバーが答える
    .why = メールサーバーは平文で始まり、STARTTLSでTLSに切り替えます。ブラウザーはそのままでは話せません。
finding-site_service_other = 「{ $name }」({ $address })の{ $port }番ポートには別のサービスがいます:「{ $said }」
    .fix = ポート番号と、ルーターや負荷分散装置の行き先を確かめてください。サーバーで `ss -ltnp sport = :{ $port }` を実行すると、プログラムが分かります。
    .title = 別のサービスが答える
    .why = TLSを話さないプログラムにポートがつながっているため、暗号化された通信ができません。
finding-site_service_silent = 「{ $name }」({ $address })の{ $port }番ポートは、つながりますが何も答えません。
    .fix = そのサービスを再起動し、エラーログを見てください。間に負荷分散装置やプロキシーがあれば、後ろのサーバーが動いているか確かめます。
    .title = つながるが何も答えない
    .why = 固まったサーバーや、後ろを失ったプロキシーは、接続だけ受けて答えません。訪問者はあきらめるまで待たされます。
finding-site_service_closed = 「{ $name }」({ $address })の{ $port }番ポートは、何も言わずにすぐ接続を閉じます。
    .fix = Webサーバーのエラーログと、遮断されたアドレスの一覧(fail2ban・WAF)を見てください。確認: `openssl s_client -connect { $address }:{ $port } -servername { $name }`
    .title = つながるがすぐ閉じられる
    .why = 防御の仕組み、接続数の上限、証明書のないサーバーなどが、握手の前に切っています。
finding-site_starttls_missing = { $address } のサーバーは、{ $protocol }のSTARTTLSに対応していません。
    .fix = メールサーバーでTLSを有効にし、もう一度確かめてください: `openssl s_client -starttls { $protocol } -connect { $address }:{ $port }`
    .title = STARTTLSがない
    .why = STARTTLSがないと、メールやパスワードが暗号化されずに流れ、ほかのサーバーからもTLSで届きません。
    .example = postconf -e smtpd_tls_security_level=may
finding-site_starttls_refused = { $address } のサーバーは{ $protocol }のSTARTTLSを掲げていますが、始めようとすると断ります。
    .fix = メールサーバーのログを見てください。多くは証明書か鍵のファイルが読めていません: `journalctl -u postfix -u dovecot`
    .title = STARTTLSが始まらない
    .why = TLSを掲げながら始められないため、送り手は平文で続けるか、配送をやめます。

finding-site_tls_alert = 「{ $name }」({ $address })が、アラート「{ $alert }」で握手を打ち切りました。
    .fix = この時刻のWebサーバーのエラーログを見てください。多くは証明書か鍵のファイルがないか、組み合わせが違います: `warifu match key.pem cert.pem`
    .title = 握手が打ち切られる
    .why = サーバー自身がアラートで通信を終えました。理由はサーバーのエラーログにあります。
finding-site_tls_name_refused = 「{ $name }」({ $address })には、この名前のサイトがありません(アラート「unrecognized_name」)。
    .fix = サイトの設定にこの名前を加えるか、DNSのアドレスを直してください。
    .fix-nginx = 証明書を設定したserverブロックに `server_name { $name };` を加えて、`nginx -t && nginx -s reload`
    .fix-apache = 証明書を設定したVirtualHostに `ServerAlias { $name }` を加えて、`apachectl graceful`
    .fix-iis = 「バインド」のホスト名に「{ $name }」を入れ、「サーバー名表示を要求する」に印を付けて証明書を選んでください。
    .fix-plesk = Pleskに「{ $name }」をドメインかエイリアスとして加え、証明書を割り当ててください。
    .fix-tomcat = conf/server.xml のConnectorに `<SSLHostConfig hostName="{ $name }">` を加えてください。
    .title = サーバーがこの名前を知らない
    .why = ブラウザーは握手で見たいサイトの名前を伝えます(SNI)。知らない名前のとき、サーバーは通信を終えます。
finding-site_tls_legacy_only = 「{ $name }」({ $address })は古い暗号({ $versions })しか話せず、今のブラウザーはつながりません。
    .fix = TLS 1.2とTLS 1.3を有効にしてください。対応していないときは、OSを更新するか、新しいプロキシーを前に置きます。
    .fix-nginx = `ssl_protocols TLSv1.2 TLSv1.3;` と書き、`ssl_ciphers` を消して、`nginx -t && nginx -s reload`
    .fix-apache = `SSLProtocol -all +TLSv1.2 +TLSv1.3` と `SSLCipherSuite HIGH:!aNULL` を書いて、`apachectl graceful`
    .fix-iis = レジストリの SCHANNEL → Protocols → TLS 1.2 → Server で Enabled = 1 にし、Windowsを再起動してください。
    .fix-plesk = rootで `plesk sbin sslmng --protocols="TLSv1.2 TLSv1.3"` を実行してください。
    .fix-tomcat = SSLHostConfigに `protocols="TLSv1.2+TLSv1.3"` を設定し、Java 8u261以降を使ってください。
    .title = 古い暗号しか話せない
    .why = TLS 1.0と1.1は廃止され(RFC 8996)、ブラウザーは2020年から無効にしています。訪問者にはエラーが出ます。
finding-site_tls_broken = 「{ $name }」({ $address })との暗号化された通信が成り立ちません({ $why })。
    .fix = 別のプログラムでも確かめてください: `openssl s_client -connect { $address }:{ $port } -servername { $name }`。証明書と鍵の組み合わせ、間にある機器も見ます。
    .title = 握手がうまくいかない
    .why = サーバーの答えがTLSの決まりに合いません。間の機器か、証明書と合わない鍵が普通の原因です。
finding-site_tls_key_differs = 「{ $name }」({ $address })は証明書を見せますが、その鍵を持っていません。
    .fix = 組になる証明書と鍵を設定してください。どれが組か調べるには: `warifu match key.pem cert.pem`
    .title = 証明書と鍵の組が違う
    .why = サーバーは握手のたびに、証明書の鍵を持つことを証明します。多くは、新しい鍵で更新したのに、古い鍵のファイルが残っています。
finding-site_tls_default_certificate = 「{ $name }」({ $address })は、別のサイトの証明書({ $names })を見せています。
    .fix = この名前のサイトに証明書を設定してください。今は既定のサイトが答えています。
    .fix-nginx = { $port }番に `server_name { $name };` のserverブロックがないため、先頭のブロックが答えています。ssl_certificateとともに加えて、`nginx -t && nginx -s reload`
    .fix-apache = { $port }番に `ServerName { $name }` のVirtualHostがないため、先頭のものが答えています。SSLCertificateFileとともに加えて、`apachectl -S && apachectl graceful`
    .fix-iis = 「バインド」の証明書がアドレスだけに結び付いています。ホスト名に「{ $name }」を入れ、「サーバー名表示を要求する」に印を付けて証明書を選んでください。
    .fix-plesk = 「ドメイン」→「{ $name }」→「ホスティング設定」で、このドメインの証明書を選んでください。
    .fix-tomcat = Connectorに `<SSLHostConfig hostName="{ $name }">` を証明書とともに加えてください。ないときは `defaultSSLHostConfigName` が答えます。
    .title = サーバーの既定の証明書
    .why = 1台のサーバーに多くのサイトがあります。その名前の設定がないと既定のサイトが答え、ブラウザーは警告します。
finding-site_tls_ssl_versions = 「{ $name }」({ $address })は、破られている{ $versions }を受け付けます。
    .fix = 無効にして、TLS 1.2とTLS 1.3だけを残してください。
    .fix-nginx = `ssl_protocols TLSv1.2 TLSv1.3;` と書いて、`nginx -t && nginx -s reload`
    .fix-apache = `SSLProtocol -all +TLSv1.2 +TLSv1.3` と書いて、`apachectl graceful`
    .fix-iis = レジストリの SCHANNEL → Protocols → SSL 2.0 と SSL 3.0 → Server で Enabled = 0 にし、Windowsを再起動してください。
    .fix-plesk = rootで `plesk sbin sslmng --protocols="TLSv1.2 TLSv1.3"` を実行してください。
    .fix-tomcat = SSLHostConfigに `protocols="TLSv1.2+TLSv1.3"` を設定してください。
    .title = SSL 2.0か3.0が有効
    .why = SSL 2.0(RFC 6176)とSSL 3.0(RFC 7568)は攻撃者に復号でき(DROWN・POODLE)、使ってはいけません。
finding-site_tls_old_versions = 「{ $name }」({ $address })は、まだ{ $versions }を受け付けます。
    .fix = 必要とする機器が分かっているのでなければ、TLS 1.0と1.1を無効にしてください。
    .fix-nginx = `ssl_protocols TLSv1.2 TLSv1.3;` と書いて、`nginx -t && nginx -s reload`
    .fix-apache = `SSLProtocol -all +TLSv1.2 +TLSv1.3` と書いて、`apachectl graceful`
    .fix-iis = レジストリの SCHANNEL → Protocols → TLS 1.0 と TLS 1.1 → Server で Enabled = 0 にし、Windowsを再起動してください。
    .fix-plesk = rootで `plesk sbin sslmng --protocols="TLSv1.2 TLSv1.3"` を実行してください。
    .fix-tomcat = SSLHostConfigに `protocols="TLSv1.2+TLSv1.3"` を設定してください。
    .title = TLS 1.0か1.1が有効
    .why = 2021年のRFC 8996で廃止されました。ブラウザーはもう使わず、カード会社の基準(PCI DSS)もTLS 1.0を認めません。
finding-site_tls_broken_suites = 「{ $name }」({ $address })は、破ることのできる暗号を受け付けます: { $suites }
    .fix = これらの暗号スイートを、サーバーの一覧から外してください。
    .fix-nginx = `ssl_ciphers HIGH:!aNULL:!MD5;` と書いて、`nginx -t && nginx -s reload`
    .fix-apache = `SSLCipherSuite HIGH:!aNULL:!MD5` と書いて、`apachectl graceful`
    .fix-iis = PowerShellの `Disable-TlsCipherSuite -Name …` で外し、Windowsを再起動してください。
    .fix-plesk = rootで `plesk sbin sslmng --ciphers="HIGH:!aNULL:!MD5"` を実行してください。
    .fix-tomcat = SSLHostConfigに `ciphers="HIGH:!aNULL:!MD5"` を設定してください。
    .title = 破られた暗号スイート
    .why = 暗号化や認証のないもの、輸出用、DES、RC4は何も守りません。間にいる攻撃者は、両者にそれを使わせることができます。
finding-site_tls_weak_suites = 「{ $name }」({ $address })は弱い暗号を受け付けます: { $suites }
    .fix = これらの暗号スイートを一覧から外してください。今のブラウザーには要りません。
    .fix-nginx = `ssl_ciphers HIGH:!aNULL:!MD5:!3DES;` と書いて、`nginx -t && nginx -s reload`
    .fix-apache = `SSLCipherSuite HIGH:!aNULL:!MD5:!3DES` と書いて、`apachectl graceful`
    .title = 弱い暗号スイート
    .why = 3DESのように64ビット単位の暗号は、長い通信の一部が漏れます(SWEET32)。
finding-site_tls_weak_first = 「{ $name }」({ $address })は、よりよい暗号を知りながら、弱い{ $suite }を優先します。
    .fix = ECDHEとAES-GCMまたはChaCha20の暗号を先頭に置くか、独自の一覧を消してライブラリーの順に任せてください。
    .title = 弱い暗号が先頭にある
    .why = どの暗号になるかはサーバーの順で決まります。弱いものが先頭だと、全員がそれを使います。
finding-site_tls_no_forward_secrecy = 「{ $name }」({ $address })には、前方秘匿性のある鍵交換がありません。
    .fix = ECDHEの暗号を加えるか、TLS 1.3を有効にしてください(1.3はすべて前方秘匿性があります)。
    .title = 前方秘匿性がない
    .why = 今の通信を記録した人が、あとで鍵を手に入れると、すべて読めてしまいます。ECDHEなら接続ごとに別の鍵です。
finding-site_tls_small_dh = 「{ $name }」({ $address })のDiffie-Hellmanは{ $bits }ビットしかありません。
    .fix = DHEの暗号を一覧から外すか、2048ビットのパラメーターを作ってください: `openssl dhparam -out dh.pem 2048`
    .fix-nginx = 2048ビットのファイルで `ssl_dhparam /etc/nginx/dh.pem;` と書くか、ssl_ciphersからDHEを外して、`nginx -s reload`
    .title = Diffie-Hellmanが短い
    .why = 2048ビット未満は、大きな計算で破れます(Logjam)。ブラウザーはDHEをやめましたが、古いJavaやメールサーバーはまだ使います。
finding-site_tls_no_tls13 = 「{ $name }」({ $address })はTLS 1.3に対応していません。
    .fix = サーバーのTLSライブラリーを更新し(OpenSSL 1.1.1以降、Windows Server 2022、Java 11)、TLS 1.3を有効にしてください。
    .title = TLS 1.3がない
    .why = TLS 1.3はより安全で、往復が1回少なくて済みます。TLS 1.2のままでも問題はありません。
finding-site_tls_compression = 「{ $name }」({ $address })はTLSの中で圧縮をしています。
    .fix = TLSの圧縮を無効にするか(Apache: `SSLCompression off`)、OpenSSLを更新してください。
    .title = TLSの圧縮が有効
    .why = 圧縮後の長さから、Cookieやパスワードが漏れます(CRIME)。
finding-site_tls_unsafe_renegotiation = 「{ $name }」({ $address })は安全な再ネゴシエーションに対応していません。
    .fix = サーバーのTLSライブラリーを更新してください。2010年以降のものはすべて対応しています(RFC 5746)。
    .title = 再ネゴシエーションが守られていない
    .why = 攻撃者が、訪問者の言葉の前に自分の言葉を差し込めます。OpenSSL 3などは、このようなサーバーを断ります。
finding-site_tls_no_fallback_signal = 「{ $name }」({ $address })は、古い版への引き下げに気づきません(TLS_FALLBACK_SCSVがない)。
    .fix = TLS 1.0と1.1を無効にするか、TLSライブラリーを更新してください。
    .title = 引き下げに気づかない
    .why = 攻撃者は、古い版でやり直すよう仕向けられます。RFC 7507の合図があれば、サーバーはそれを断れます。
finding-site_tls_heartbeat = 「{ $name }」({ $address })は、誰も使わないTLSのハートビートを掲げています。
    .fix = OpenSSLを更新してください(1.1.1以降にはありません)。
    .title = ハートビートが有効
    .why = TCPの上では役に立たず、古いOpenSSLではここからメモリーの中身が漏れました(Heartbleed)。
finding-site_clock_differs = 「{ $name }」の時計とこのコンピューターの時計が{ $hours }時間ずれています。サーバーのほうが{ $direction ->
        [ahead] 進んでいます
       *[behind] 遅れています
    }。
    .fix = 両方を正しい時刻と比べ、違うほうを自動で合わせてください: `timedatectl set-ntp true`
    .title = 時計のずれ
    .why = 証明書が有効かどうかは、見る側の時計で決まります。時計が違うと、訪問者にもここでも、正しい証明書が期限切れや開始前に見えます。サーバーの時計が違うと、更新が遅れます。
    .example = timedatectl set-ntp true
finding-site_tls_no_extended_master_secret = 「{ $name }」({ $address })は、TLS 1.2の拡張マスターシークレットに対応していません。
    .fix = サーバーのTLSライブラリーを更新するか(RFC 7627)、TLS 1.3を有効にしてください。
    .title = 拡張マスターシークレットがない
    .why = これがないと、両者に信頼された攻撃者が間で接続を取り違えさせることができます(トリプルハンドシェイク)。
