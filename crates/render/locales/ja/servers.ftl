# サーバーの種類ごとの手順。`server-ID` には .text(一覧の一言)、.csr、.place、.use、.reload(1行が1手順。無いものは
# 下の共通の手順で説明する)、.note がある。バッククォートの中はコードとして表示する。
servers-title = サーバー別の設置方法
    .text = 24種類のサーバーについて、ファイルと、貼り付ける設定と、コマンド。
servers-lead = 証明書を入れるサーバーを選んでください。CSRの作り方から設置の確認まで、貼り付けられる設定とともに説明します。
servers-group-web = Webサーバー
servers-group-balancer = プロキシ・負荷分散装置
servers-group-windows = Windows
servers-group-java = Java
servers-group-mail = メールサーバー
servers-group-panel = 管理パネル
servers-group-cloud = クラウド
servers-group-files = ファイル形式
servers-csr = 鍵とCSRを作る
servers-csr-steps =
    サーバーで次を実行します。名前はご自分のものに置き換えてください。
    できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。鍵はそのまま置いておきます。
servers-files = ファイル
servers-files-zip = 申込のページからダウンロードするzipに入っているもの:
servers-files-own = お手元で作るもの(当店からは届きません):
servers-files-cli = 鍵がお手元にあれば、次のコマンドでまとめて作れます。
servers-install = 置いて、設定する
servers-place-steps = ファイルをサーバーにコピーして、設定が見に行く場所に置きます。鍵はrootだけが読めるようにします。
servers-use-steps = 次を設定に貼り付けて、名前と場所をご自分のものに直します。
servers-reload = 使い始める
servers-reload-steps = 設定を確かめてから、読み込み直します。
servers-check = 確かめる
servers-check-steps =
    申込のページの「設置を今すぐ確認する」を押すか、`warifu doctor サイト名` を実行すると、すべての名前のすべての接続先を確かめます。
    手元で確かめるときは、別のパソコンから次を実行します。シリアル番号が新しい証明書のものと同じになります。
servers-root-text = このサーバーのファイルにはルート証明書が必要なので、入れてあります。ほかのサーバーでは省きます。ブラウザーが自分で持っていて、送っても遅くなるだけだからです。
servers-root-beside = 「ルート証明書も付ける」を選ぶと、ルート証明書が別のファイルとしてzipに入ります。登録が必要な機器で使います。
servers-choose = サーバーの種類
servers-add-root = ルート証明書も付ける
servers-download = ダウンロード(zip)
servers-howto = サーバー別の手順
bundle-file-leaf = サーバー証明書(PEM)
bundle-file-chain = 中間証明書(PEM)
bundle-file-fullchain = サーバー証明書と、続けて中間証明書(PEM)
bundle-file-root = ルート証明書(PEM)
bundle-file-leaf_der = サーバー証明書(DER)
bundle-file-chain_der = 中間証明書。サーバー証明書に近い順の番号(DER)
bundle-file-pkcs7 = すべての証明書を1つにしたもの(PKCS#7、PEM)
bundle-file-pkcs7_der = すべての証明書を1つにしたもの(PKCS#7、DER)
bundle-file-key = 秘密鍵(PEM)。CSRといっしょに作ったもの
bundle-file-pkcs12 = 秘密鍵と証明書をパスワードで守ったもの(PKCS#12)
bundle-file-jks = Java 8以前のための秘密鍵と証明書(JKS)
server-apache = Apache HTTP Server
    .text = 2.4.8以降。中間証明書を含む1つのファイルと、鍵。
    .use = サイトの設定ファイルに貼り付けます(Debianは`/etc/apache2/sites-available/`、Red Hatは`/etc/httpd/conf.d/`)。
    .note = モジュールを有効にしておきます。Debianは`sudo a2enmod ssl`、Red Hatは`mod_ssl`パッケージです。2.4.8より前では中間証明書を別のファイルにして`SSLCertificateChainFile`に書くので、「PEMファイル」を選んでください。
server-aws = AWS Certificate Manager(ACM)
    .text = CloudFront、ロードバランサー、API Gatewayのためのインポート。
    .place =
        3つのファイルをインポートします。返ってくるARNを控えておきます。
        CloudFrontで使うときは`--region us-east-1`を付けます。ほかのリージョンは見てくれません。
    .use = ロードバランサーのリスナーか、CloudFrontのディストリビューションで、インポートした証明書を選びます。
    .reload = 次の更新では、同じARNにインポートすると、使っているところがすべて自動で切り替わります。`ARN`を控えた値に置き換えてください。
    .note = ACMが自動で更新するのは、ACMが発行した証明書だけです。インポートした証明書は、次をインポートするまでそのままです。
server-azure = Azure
    .text = App ServiceとApplication Gateway。PFXファイルを使います。
    .csr =
        信頼できるパソコンで次を実行します。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。
    .place = ルートまでのすべての証明書を入れたPFXを作り、アップロードします。App Serviceが読めるのは古いトリプルDESの暗号だけなので、長いパスワードを付け、済んだらファイルを消します。
    .use = 大文字の部分を、ご自分のリソースグループ、アプリ、パスワードに置き換えてください。ポータルでは「証明書」→「独自の証明書の持ち込み (.pfx)」で同じことができます。
    .reload = Application Gatewayでは、リスナーの証明書を入れ替えます。
    .note = Key Vaultは新しい暗号も読めます。`warifu bundle --server java --key ファイル`で作れます。
server-caddy = Caddy
    .text = Caddy 2で、自動取得のかわりにご自分の証明書を使います。
    .use = `/etc/caddy/Caddyfile`に貼り付けます。
    .place = ファイルをサーバーにコピーします。Caddyは専用のユーザーで動くので、そのユーザーが鍵を読めるようにします。
server-cloudflare = Cloudflare
    .text = エッジへのカスタム証明書のアップロード(Businessプラン以上)。
    .place =
        画面では「SSL/TLS」→「エッジ証明書」→「カスタムSSL証明書をアップロード」に、2つのファイルの中身を貼り付けます。
        APIでは、SSLと証明書を編集できるトークンを`TOKEN`に、ゾーンIDを`ZONE`に入れて、次を実行します。
    .use = 「SSL/TLS」→「概要」を「フル(厳密)」に、「最小TLSバージョン」をTLS 1.2にします。
    .reload = 数分でエッジに反映されます。再読み込みは要りません。
    .note = Cloudflareとご自分のサーバーの間にも証明書が必要です。同じように設置してください。
server-cpanel = cPanel・WHM
    .text = 3つの欄に貼り付けます。鍵は普通cPanelで作ります。
    .csr =
        cPanelの「SSL/TLS」→「秘密キー (KEY)」で、鍵を生成します(RSA、2,048ビット)。
        「証明書署名要求 (CSR)」でその鍵を選び、名前などを記入して生成します。
        エンコードされたCSRを、申し込みの画面に貼り付けます。鍵はcPanelの中に残ります。
    .place =
        「SSL/TLS」→「SSLサイトの管理」で、ドメインを選びます。
        `.cert.pem`ファイルの中身を「証明書: (CRT)」に貼り付けて「証明書による自動入力」を押すと、鍵が自動で入ります。鍵を別のところで作ったときは、`.key`ファイルの中身を「秘密キー (KEY)」に貼り付けます。
        `.chain.pem`ファイルの中身を「認証局バンドル: (CABUNDLE)」に貼り付けます。
    .use = 「証明書のインストール」を押します。
    .reload = WebサーバーはcPanelが自動で読み込み直します。
server-der = DERファイル
    .text = 1つのファイルに証明書が1枚。機器のためのバイナリ形式です。
    .place = 1行目で中身を見られます。2行目は、機器がDERの鍵を求めるときに使います。
    .use = サーバー証明書を先に、続けて中間証明書を番号の小さい順にアップロードします。
server-dovecot = Dovecot
    .text = IMAPとPOP3。2.3と2.4。
    .use = どちらか一方を`/etc/dovecot/conf.d/10-ssl.conf`に貼り付けます。2.4で設定の名前が変わりました。お使いの版は`dovecot --version`でわかります。
    .note = 2.3では、ファイルの場所の前に`<`が必要です。
server-exchange = Exchange Server
    .text = 2016、2019、Subscription Edition。Exchange管理シェルを使います。
    .csr =
        Exchange管理シェルで次を実行します。`mail`や`autodiscover`など、Outlookやほかのメールサーバーが使う名前をすべて書いてください。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。鍵はWindowsの中に残ります。
    .place =
        `.p7b`ファイルを`C:\certs`にコピーして、インポートします。Windowsの中の鍵と結び付き、中間証明書も所定の場所に入ります。
        鍵を別のところで作ったときは、かわりに`.pfx`ファイルをコピーしてインポートします。1行目のファイル名を変え、`-Password (Get-Credential -UserName pfx -Message Password).Password`を足してください。Windows Server 2016が読めるのは、`warifu bundle`に`--legacy`を付けて作ったファイルだけです。
    .use = 2行目で、Web、SMTP、IMAP、POPに使うように設定します。SMTPの証明書を置き換えるかと聞かれたら「はい」と答えます。
    .reload = IISを再起動すると、Webとモバイルの接続もすぐに切り替わります。
    .note = サーバーが複数あるときは、このサーバーから鍵ごとエクスポート(`Export-ExchangeCertificate`)して、ほかのサーバーにインポートします。
server-exim = Exim
    .text = Exim 4.94以降。OpenSSL版とGnuTLS版。
    .place = ファイルをサーバーにコピーします。Eximは専用のユーザーで鍵を読みます。Debianではグループ`Debian-exim`です。
    .use = どちらか一方を、設定の最初の部分に貼り付けます。OpenSSL版かGnuTLS版かは`exim -bV`でわかります。Debianの分割された設定では`/etc/exim4/conf.d/main/00_local_tls`に置きます。
server-f5 = F5 BIG-IP
    .text = 証明書、中間証明書、鍵を登録し、クライアントSSLプロファイルでまとめます。
    .csr =
        信頼できるパソコンで次を実行します。装置の「System」→「Certificate Management」→「Traffic Certificate Management」→「SSL Certificate List」→「Create」でも作れます。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。
    .place = ファイルを装置の`/var/tmp`にコピーして、装置で次を実行します。鍵を装置で作ったときは、1行目は要りません。
    .use = 最後の行で、TLS 1.2と1.3だけを使うクライアントSSLプロファイルができます。
    .reload = プロファイルを仮想サーバーに付け、保存して、鍵のコピーを消します。古いプロファイルを使っているときは、これに置き換えます。
server-gcp = Google Cloud
    .text = ロードバランサーのセルフマネージド証明書。
    .place = 2つのファイルをアップロードします。鍵はRSA-2048かECDSA P-256で、パスフレーズのないものに限ります。
    .use = ロードバランサーの証明書は後から変えられません。更新のときは、別の名前で新しく作って切り替えます。
    .reload = ロードバランサーのプロキシを切り替えます。`PROXY`をその名前に置き換えてください。古い証明書は、数時間たってから消します。
server-haproxy = HAProxy
    .text = 2.2以降。証明書のファイルと、その隣に鍵。
    .place = ファイルをサーバーにコピーします。鍵は、証明書のファイル名に`.key`を足した名前で隣に置くと、HAProxyが自分で見つけます。
    .use = 必要な部分を`/etc/haproxy/haproxy.cfg`に貼り付け、バックエンドをご自分のものにします。
    .note = 2.2より前では、すべてを1つのファイルに入れます。証明書のファイルと鍵を`cat`でつなぎ、rootだけが読めるようにしてください。
server-iis = IIS
    .text = Windows Server 2016以降のIIS 10。
    .csr =
        この内容を`request.inf`という名前で保存し、管理者としてコマンドを実行します。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。鍵はWindowsの中に残ります。
        画面では、IISマネージャーの「サーバー証明書」→「証明書の要求の作成」で、2,048ビットを選びます。
    .place =
        `.p7b`ファイルをサーバーにコピーし、管理者として次を実行します。中間証明書も所定の場所に入ります。
        画面では「サーバー証明書」→「証明書の要求の完了」で、ストアは「Webホスティング」か「個人」を選びます。
    .use = 鍵を別のところで作ったときは、かわりに`.pfx`ファイルを「サーバー証明書」→「インポート」で取り込みます。Windows Server 2016が読めるのは、`warifu bundle`に`--legacy`を付けて作ったファイルだけです。
    .reload =
        証明書をサイトに結び付けます。`Default Web Site`をご自分のサイトの名前に置き換えてください。
        画面では、サイトを選んで「バインド」→「追加」か「編集」で、種類https、ポート443、「サーバー名表示を要求する」に印を付け、証明書を選びます。
    .note = TLS 1.3はWindows Server 2022以降で使えます。それより前はTLS 1.2です。
server-java = Java(キーストア)
    .text = Spring BootなどのJavaのサーバー。PKCS#12、Java 8以前はJKS。
    .csr =
        keytoolがキーストアの中に鍵を作ります。パスワードを聞かれます。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。
    .place =
        鍵を作ったキーストアに、同じ別名で証明書を入れます。
        一覧に「PrivateKeyEntry」と、2以上の「Certificate chain length」が出ることを確かめます。
    .place-own =
        キーストアには、鍵も証明書も入っています。設定が見に行く場所に置き、プログラムのユーザーだけが読めるようにします。
        一覧に「PrivateKeyEntry」と、2以上の「Certificate chain length」が出ることを確かめます。
    .use = Spring Bootでは`application.properties`に貼り付けます。ほかのサーバーも同じファイルを使い、場所、種類PKCS12、別名、パスワードを設定します。
    .reload = プログラムを再起動します。
    .note = opensslで作った鍵なら、`warifu bundle --server java --key ファイル`で`.p12`と`.jks`を一度に作れます。8u301より前のJavaは新しい`.p12`の暗号を読めないので、`.jks`を使ってください。
server-jetty = Jetty
    .text = Jetty 10、11、12とPKCS#12キーストア。
    .csr =
        keytoolがキーストアの中に鍵を作ります。パスワードを聞かれます。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。
    .place =
        鍵を作ったキーストアに、同じ別名で証明書を入れます。
        `.p12`ファイルを`$JETTY_BASE/etc`に置き、Jettyのユーザーだけが読めるようにします。
    .place-own =
        キーストアには、鍵も証明書も入っています。次のコマンドで中身を見られます。
        `.p12`ファイルを`$JETTY_BASE/etc`に置き、Jettyのユーザーだけが読めるようにします。
    .use = `$JETTY_BASE/start.d/ssl.ini`に貼り付け、`PASSWORD`をご自分のパスワードに置き換えます。
    .reload = Jettyを再起動します。
server-lighttpd = lighttpd
    .text = 1.4.53以降。
    .use = `/etc/lighttpd/conf-enabled/`に1つのファイルとして置くか、`lighttpd.conf`に貼り付けます。
server-nginx = nginx
    .text = 中間証明書を含む1つのファイルと、鍵。
    .use = `/etc/nginx/conf.d/`の下のファイルに貼り付け、`location`や`root`の行を足します。すでにserverブロックがあれば、`ssl_`で始まる行をそこに移します。
    .note = nginx -t が「key values mismatch」と言うときは、証明書と鍵が対になっていません。このCSRといっしょに作った鍵を使ってください。
server-nodejs = Node.js
    .text = 標準のhttpsモジュールと、その上のExpressなど。
    .place = ファイルをサーバーにコピーし、プログラムのユーザーが読めるようにします。例ではユーザーもグループも`app`です。
    .use = プログラムの起動時に2つのファイルを読みます。Expressでは、関数のかわりに`app`を渡します。
    .reload = プログラムを再起動するか、新しいファイルで`server.setSecureContext`を呼びます。
server-pem = PEMファイル
    .text = 分けたものと、つないだもの。ほかにないサーバーのために。
    .place = 証明書と鍵が対になっていれば、この2つのコマンドは同じものを表示します。
    .use = 「証明書」の欄には`.cert.pem`、「チェーン」「CAバンドル」「中間証明書」の欄には`.chain.pem`を使います。証明書の欄が1つしかないサーバーには`.fullchain.pem`を使います。
server-pkcs7 = PKCS#7(.p7b)
    .text = すべての証明書を1つのファイルに。テキストとバイナリ。
    .place = 次のコマンドで中身を見られます。秘密鍵は入りません。
    .use = 鍵を作ったところに取り込みます。テキスト形式を読めないプログラムには`.der.p7b`を使います。
server-plesk = Plesk
    .text = Plesk Obsidian。画面とコマンド。
    .csr =
        「ウェブサイトとドメイン」でドメインの「SSL/TLS証明書」を開き、「詳細設定」→「SSL/TLS証明書を追加」を選びます。
        名前、2,048ビット、国、市区町村、組織、ドメイン、メールアドレスを記入し、「要求」を押します。
        できた項目を開いて「CSR」の部分を申し込みの画面に貼り付けます。鍵はPleskの中に残ります。
    .place =
        「ウェブサイトとドメイン」でドメインの「SSL/TLS証明書」を開き、CSRを作った項目を選びます。「証明書 (*.crt)」に`.cert.pem`ファイルの中身、「CA証明書 (*-ca.crt)」に`.chain.pem`ファイルの中身を貼り付け、「証明書をアップロード」を押します。
        鍵を別のところで作ったときは、次のコマンドで3つとも登録できます。
    .use = ドメインの「ホスティング設定」→「セキュリティ」→「証明書」で選びます。下のコマンドでも選べます。
    .reload = ホスティング設定で選ぶのと同じことを、コマンドで行います。
    .note = PleskがCSRに書き込むメールアドレスは、そのままで構いません。証明書には入りません。
server-postfix = Postfix
    .text = 3.6以降。鍵と証明書を1つの設定で。
    .use = `/etc/postfix/main.cf`に貼り付けます。`smtpd_tls_cert_file`と`smtpd_tls_key_file`の行は消します。
    .note = 証明書の名前は、MXレコードに書いた名前です。メールサーバーどうしのTLSは任意(`may`)のままにします。`encrypt`にすると、TLSを使わない相手のメールが届かなくなります。
server-tomcat = Tomcat
    .text = 9以降。PEMファイルかキーストア。
    .csr =
        サーバーで次を実行します。名前はご自分のものに置き換えてください。
        できた`.csr`ファイルの中身を、申し込みの画面に貼り付けます。
        鍵がキーストアにあるときは、「Java(キーストア)」のとおりkeytoolでCSRを作り、`.p7b`ファイルをそこに取り込みます。
    .place = ファイルをTomcatの`conf/tls`にコピーし、Tomcatのグループだけが読めるようにします。
    .use = どちらか一方を、`conf/server.xml`の8443のコネクターと置き換えます。1つ目はPEMファイル、2つ目はキーストアを使います。キーストアでは`PASSWORD`をご自分のパスワードに置き換えます。
    .reload = 確かめてから再起動します。
    .note = `warifu bundle --server tomcat --key ファイル`は、キーストアも作ります。Java 8u301以降は`.p12`、それより前は`.jks`です。
# `warifu bundle`。
bundle-written = { $folder } に作りました。
bundle-private = {" "}(自分だけが読めます)
bundle-next = { $server }での次の手順:
bundle-exists = { $file } がすでにあるので、何も書き込みませんでした。
    .fix = `--out`で別のフォルダを指定するか、`--force`で置き換えてください。
bundle-server-unknown = 「{ $server }」という種類のサーバーはありません。
finding-bundle_no_certificate = { $file } に証明書がありません。
    .fix = 届いた、またはダウンロードした証明書のファイルを`--cert`で指定してください。
    .title = 証明書がない
    .why = サーバー自身の証明書から始めます。ファイルの中で、認証局のものでない最初の証明書を使います。
finding-bundle_key_mismatch = { $file } の秘密鍵は、この証明書と対になっていません。
    .fix = CSRといっしょに作った鍵を指定してください。どのファイルが対になるかは`warifu match`でわかります。
    .title = 鍵と証明書が対になっていない
    .why = 証明書と対になっていない鍵では、サーバーが起動しません。
    .example = warifu match *.key *.pem
finding-bundle_key_unused = { $file } には、この証明書の秘密鍵も入っています。使わなかったので、設定に出てくる鍵のファイルは作っていません。
    .fix = 鍵のファイルも作るときは、`--key { $file } --force`を付けてください。鍵がすでにサーバーにあれば、することはありません。
    .title = 証明書の隣の鍵を使わなかった
    .why = 秘密鍵は、指定されたときだけコピーします。
    .example = warifu bundle --server nginx --cert all.pem --key all.pem --out nginx
finding-bundle_keystore_skipped = キーストアにはパスワードが必要なので、次のファイルは作りませんでした: { $files }
    .fix = 6文字以上のパスワードをファイルに書き、`--password-file ファイル --force`を付けてください。
    .title = キーストアを省いた
    .why = PKCS#12とJKSのファイルは、秘密鍵をパスワードで守ります。コマンドラインに書いたパスワードは同じマシンの全員に見えるので、ファイルから読みます。
    .example = warifu bundle --server tomcat --cert www.pem --key www.key --password-file password.txt --out tomcat
finding-keystore_encryption_old = キーストアの暗号が、ここでは読めない方式({ $name })です。
    .fix = 先に変換してください: `openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem`、続けて`openssl pkcs12 -export -in all.pem -out new.p12`。済んだら`all.pem`を消します。
    .title = 読めない暗号のキーストア
    .why = AESと、古いプログラムのトリプルDESとRC2は読めます。それ以外の珍しい方式は、`openssl`で変換します。
    .example = openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem
finding-keystore_jceks = JavaのキーストアのうちJCEKSという形式のもので、ここでは読めません。
    .fix = 先に変換してください: `keytool -importkeystore -srckeystore ファイル -srcstoretype JCEKS -destkeystore new.p12 -deststoretype PKCS12`
    .title = JCEKSのキーストア
    .why = JCEKSはJavaだけの古い形式です。PKCS#12なら、Javaもほかのプログラムも読めます。
    .example = keytool -importkeystore -srckeystore old.jceks -srcstoretype JCEKS -destkeystore new.p12 -deststoretype PKCS12
finding-keystore_key_mismatch = 秘密鍵が、最初の証明書と対になっていません。
    .fix = サーバー証明書を先頭に置き、CSRといっしょに作った鍵を指定してください。
    .title = 鍵と証明書が対になっていない
    .why = キーストアは、鍵とその鍵の証明書を結び付けるものです。
finding-keystore_mac_missing = このPKCS#12ファイルにはMAC(改ざんを見つける印)がなく、書き換えられていてもわからないので、読みませんでした。
    .fix = 出どころが確かなら、作り直してください: `openssl pkcs12 -in old.p12 -nodes -out all.pem`、続けて`openssl pkcs12 -export -in all.pem -out new.p12`。済んだら`all.pem`を消します。
    .title = MACのないPKCS#12
    .why = MACは、作られてから中身が変わっていないことを示します。
    .example = openssl pkcs12 -export -in all.pem -out new.p12
finding-keystore_password_missing = キーストアのパスワードが必要です。
    .fix = パスワードをファイルの1行目に書き、`--passphrase-file ファイル`を付けてください。
    .title = パスワードが必要
    .why = キーストアはパスワードで封じられていて、パスワードがなければ中身を読みません。コマンドラインに書いたパスワードは同じマシンの全員に見えるので、ファイルから読みます。
    .example = warifu bundle --server nginx --cert www.p12 --key www.p12 --passphrase-file password.txt --out nginx
finding-keystore_password_unusable = このパスワードではキーストアを守れません。半角の英数字と記号で、{ $chars_min }文字から{ $chars_max }文字にしてください。
    .fix = どのキーボードにもある英字、数字、記号のパスワードを選んでください。
    .title = 使えないパスワード
    .why = Javaは、ほかの文字を含むパスワードや、6文字より短いパスワードを受け付けません。
finding-keystore_password_wrong = キーストアのパスワードが違うか、ファイルが書き換えられています。
    .fix = `--passphrase-file`で指定したファイルに、正しいパスワードを書いてください。
    .title = パスワードが違う
    .why = キーストアはパスワードで封じられていて、正しいパスワードがなければ中身を読みません。
finding-keystore_too_large = キーストアが大きすぎます(上限{ $octets_max }オクテット)。
    .fix = この証明書とチェーンだけが入ったキーストアを指定してください。
    .title = 大きすぎるキーストア
    .why = 鍵とチェーンは、数キロバイトに収まります。
finding-keystore_unreadable = キーストアを読めません({ $reason }、{ $at }オクテット目)。
    .fix = 完全な.p12、.pfx、.jksファイルかどうか確かめてください。`keytool -list -keystore ファイル`で種類がわかります。
    .title = 読めないキーストア
    .why = DERのPKCS#12とJKSを読みます。途中で切れたり書き換わったりしたファイルは読みません。
