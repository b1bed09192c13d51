# ページ・確認用のパス・アドレスどうしの違いで診断が見つけること。doctor_reach.ftlを参照。

finding-site_http_no_reply = 「{ $url }」が正しい答えを返しません({ $why })。
    .fix = Webサーバーのエラーログを見てください。TLSは正常なので、原因はその後ろのサイトかアプリケーションにあります。
    .title = TLSは正常だがページが来ない
    .why = 暗号化された通信はできていますが、ページが届きません。
finding-site_http_server_error = 「{ $url }」がエラー{ $status }を返します。
    .fix = アプリケーションのエラーログを見てください。502・503・504のときは、Webサーバーの後ろのプログラムが動いていないか、遅すぎます。
    .title = サイトがエラーを返す
    .why = 証明書は正常です。アプリケーションか、その前のプロキシーに原因があります。
finding-site_http_client_error = 「{ $url }」が{ $status }を返すため、訪問者にページが見えません。
    .fix = 訪問者向けの名前なら、httpsのサイトの公開フォルダーとアクセス制限を確かめてください。httpとは別の設定になっていることがよくあります。
    .title = トップページが表示されない
    .why = 401・403・404は、サーバーは動いているものの、そのアドレスのページを見せないという答えです。
finding-site_redirect_missing = 「http://{ $name }/」が、httpsへ転送せずに暗号化なしでページを見せています。
    .fix = httpからhttpsへ、状態301か308で転送してください。
    .fix-nginx = 80番のserverブロックに `return 301 https://$host$request_uri;` と書いて、`nginx -t && nginx -s reload`
    .fix-apache = 80番のVirtualHostに `Redirect permanent / https://{ $name }/` と書いて、`apachectl graceful`
    .fix-iis = URL書き換えを入れ、条件「HTTPS = off」、操作「リダイレクト(301)」でhttpsへ送る規則を加えてください。
    .fix-plesk = 「ホスティング設定」で「HTTPからHTTPSへのSEOに安全な301リダイレクト」に印を付けてください。
    .fix-tomcat = web.xmlのsecurity-constraintでtransport-guaranteeをCONFIDENTIALにし、ConnectorにredirectPort="443"を設定してください。
    .title = httpから転送されない
    .why = 名前を打ち込んだ人や古いリンクから来た人が暗号化されないままになり、ブラウザーに「保護されていない通信」と出ます。
    .example = return 301 https://$host$request_uri;
finding-site_redirect_temporary = 「{ $url }」からhttpsへの転送が一時的なもの(状態{ $status })です。
    .fix = 301か308にしてください。ブラウザーと検索エンジンが覚えるようになります。
    .fix-nginx = `return 302` を `return 301` に直して、`nginx -t && nginx -s reload`
    .fix-apache = `Redirect permanent` または `[R=301,L]` に直して、`apachectl graceful`
    .title = 一時的な転送
    .why = 一時的な転送では、ブラウザーは毎回まず暗号化されていないアドレスに尋ねます。
finding-site_redirect_loop = 「{ $url }」の転送が堂々巡りになり、ページが表示されません。
    .fix = 巡り方を見てください: `curl -sIL --max-redirs 5 { $url } | grep -i location`。CDNや負荷分散装置がhttpで接続してくるときは、X-Forwarded-Protoを見てから転送するか、CDNの設定を「フル」にします。
    .title = 転送の堂々巡り
    .why = 多くは、CDNの後ろのサーバーが訪問者のhttpsに気づかず、httpからhttpsへ、httpsからhttpへと送り合っています。
finding-site_redirect_downgrade = 「{ $from }」が、訪問者をhttpsからhttp({ $url })へ戻しています。
    .fix = アプリケーションの基準アドレス(WordPressは「設定」→「一般」)と転送の規則を、httpsに直してください。
    .title = httpへ戻される
    .why = 途中で暗号化が失われ、ブラウザーに「保護されていない通信」と出ます。
finding-site_redirect_chain = 「http://{ $name }/」からページまで、転送が{ $hops }回あります。
    .fix = 最後のアドレスへ直接転送してください。1回か2回で足ります。
    .title = 転送が多い
    .why = スマートフォンでは、1回の転送ごとに0.1秒以上待たされます。
finding-site_redirect_host = 「http://{ $name }/」が、いきなり別のホスト({ $url })へ転送しています。
    .fix = まず https://{ $name }/ へ、そこから別のホストへ転送してください。「{ $name }」でもHSTSが効くようになります。
    .title = httpsの前にホストが変わる
    .why = HSTSは、その名前のhttpsで初めて覚えられます。ないと、最初の一歩が守られません。
finding-site_redirect_refused = 「{ $from }」の転送先が開けません: { $url }({ $why })
    .fix = 転送先を直してください。
    .title = 転送先が開けない
    .why = 転送は動いていますが行き先がなく、訪問者にはエラーが出ます。
finding-site_hsts_missing = 「{ $name }」は、httpsを使い続けるようブラウザーに伝えていません(HSTSなし)。
    .fix = すべてhttpsで動くことを確かめてから、`Strict-Transport-Security: max-age=31536000` を返してください。初めは短い時間にします。
    .fix-nginx = `add_header Strict-Transport-Security "max-age=31536000" always;` と書いて、`nginx -t && nginx -s reload`
    .fix-apache = `a2enmod headers` を実行し、`Header always set Strict-Transport-Security "max-age=31536000"` と書いて、`apachectl graceful`
    .fix-iis = IISマネージャーでサイトの「HSTS…」を開き、Max-Age 31536000で有効にしてください。
    .fix-plesk = 「ドメイン」→「SSL/TLS証明書」でHSTSを有効にしてください。
    .fix-tomcat = web.xmlでHttpHeaderSecurityFilterを、hstsMaxAgeSeconds=31536000として有効にしてください。
    .title = HSTSがない
    .why = HSTS(RFC 6797)があれば、ブラウザーはその名前で二度とhttpを使いません。喫茶店の回線などで転送を妨げられなくなります。
    .example = Strict-Transport-Security: max-age=31536000
finding-site_hsts_short = 「{ $name }」のHSTSは{ $seconds }秒しか効きません。
    .fix = すべてhttpsで動くことを確かめてから、max-ageを31536000(1年)にしてください。
    .title = HSTSの期間が短い
    .why = それより間を空けて来る訪問者は、次に来たとき守られません。
finding-site_hsts_invalid = 「{ $name }」のHSTSのヘッダーが読めません: { $value }
    .fix = `Strict-Transport-Security: max-age=31536000; includeSubDomains` のように、1つだけ書いてください。
    .title = HSTSが読めない
    .why = 正しいmax-ageのないヘッダーは無視され、何も守られません。

finding-site_mixed_active = 「{ $page }」の{ $line }行目: { $tag }が「{ $url }」を暗号化なしで読み込もうとし、ブラウザーに止められます。
    .fix = そのアドレスをhttps://に直すか、ホストのないパスで書いてください。相手がhttpsに対応していなければ、ファイルを自分のサーバーに写します。
    .title = 暗号化されないスクリプト・フレーム・スタイル
    .why = 途中で書き換えればページ全体を変えられるため、ブラウザーは読み込みません。ページが崩れて見えます。
    .example = <script src="https://cdn.example.jp/app.js"></script>
finding-site_mixed_passive = 「{ $page }」の{ $line }行目: { $tag }が「{ $url }」を暗号化なしで読み込みます。
    .fix = そのアドレスをhttps://に直すか、ホストのないパスで書いてください。
    .title = 暗号化されない画像・音声・動画
    .why = ブラウザーはhttpsを試し、だめなら「保護されていない通信」と出すか、画像を表示しません。
finding-site_mixed_form = 「{ $page }」の{ $line }行目: フォームが、入力された内容を「{ $url }」へ暗号化なしで送ります。
    .fix = フォームのactionをhttps://に直してください。
    .title = フォームが暗号化なしで送る
    .why = 入力した内容が途中で読まれます。ブラウザーは送る前に警告します。
finding-site_mixed_link = 「{ $page }」の{ $line }行目: リンク先「{ $url }」が暗号化されていません。このページ自体に影響はありません。
    .fix = リンク先がhttpsに対応していれば、リンクをhttps://に直してください。そうでなければ、することはありません。
    .title = httpのページへのリンク
    .why = リンクは何も読み込まないので、ブラウザーは問題にしません。自分のサイトの古いアドレスが残っていることが多いため、お知らせしています。

finding-site_dcv_redirect_code = ドメイン認証(DCV)に失敗します:「{ $url }」が、認証局のたどれない状態{ $status }で転送しています。
    .fix = /.well-known/ 以下は、転送せずに答えるか、301・302・307・308で転送してください。
    .fix-nginx = 転送より前に、このパスの置き場所を書いてください: `location ^~ /.well-known/ ` に `root /var/www/html;`。そのあと `nginx -t && nginx -s reload`
    .fix-apache = 規則からこのパスを外してください: RewriteRuleの上に `RewriteCond %REQUEST_URI !^/\.well-known/`(変数名は波かっこで囲む)。そのあと `apachectl graceful`
    .title = 確認用のパスが、認証局のたどれない転送をする
    .why = ファイルによる認証で認証局がたどれるのは、301・302・307・308だけです(BR 3.2.2.4.18と.19)。303などでは失敗します。
finding-site_dcv_redirect_port = ドメイン認証(DCV)に失敗します:「{ $url }」が、認証局の行けない所({ $target })へ転送しています。
    .fix = /.well-known/ 以下は、80番か443番で答えるか、転送せずに答えるようにしてください。
    .title = 確認用のパスが別のポートなどへ転送する
    .why = 認証局がたどれるのは、httpかhttpsの80番と443番への転送だけです(BR 1.6.1 Authorized Ports)。
finding-site_dcv_redirect_loop = ドメイン認証(DCV)に失敗します:「{ $url }」の転送が堂々巡りか、多すぎます。
    .fix = 転送の規則から /.well-known/ を外してください。
    .title = 確認用のパスの転送が終わらない
    .why = 認証局は何回かの転送をたどり、そこであきらめます。
finding-site_dcv_blocked = ドメイン認証(DCV)に失敗します:「{ $url }」が{ $status }を返し、ファイルがあっても見えません。
    .fix = /.well-known/ 以下へのGETを、ログイン・国による制限・ボット対策なしで許してください。
    .title = 確認用のパスがふさがれている
    .why = 認証局は、ログインせず、複数の国から、ただのプログラムとして来ます。まだファイルがないので、404なら問題ありません。
finding-site_dcv_unreachable = ファイルによるドメイン認証に失敗します:「{ $url }」が開けません({ $why })。
    .fix = 80番を誰からも届くようにするか、ファイルではなくDNSで認証してください。
    .title = 確認用のパスに届かない
    .why = 認証局は80番のhttpから始め、複数の大陸から確認します。
finding-site_caa_lookup_failed = 「{ $name }」のCAAレコードを調べられません({ $at_name })。このままでは、どの認証局も発行できません。
    .fix = ネームサーバーに尋ねてください: `dig { $at_name } CAA`。レコードか空の答えを返す必要があり、エラーではいけません。
    .title = CAAを調べられない
    .why = 認証局は発行のたびにCAAレコードを尋ねます(RFC 8659)。エラーは拒否と同じ扱いです。
finding-site_caa_forbids = 「{ $found_at }」のCAAレコードが、この申込の認証局({ $wanted })を認めていません: { $records }
    .fix = レコード `{ $found_at }. CAA 0 issue "{ $wanted }"` を加えるか、CAAレコードを消してください。
    .title = CAAがその認証局を認めていない
    .why = CAAレコードは、ドメインの証明書を発行してよい認証局を示します。ほかの認証局は断らなければなりません。
    .example = example.jp. CAA 0 issue "ca.example"

finding-site_addresses_differ = 「{ $name }」のアドレスごとに、見せる証明書が違います: { $addresses }
    .fix = すべてのサーバーに最新の証明書を入れてください。IPv6のアドレスや、負荷分散の各サーバーも忘れずに、それぞれ再読み込みします。
    .title = アドレスごとに違う
    .why = 訪問者によって違う証明書が届くため、エラーが出たり出なかったりします。多くは、更新のとき1台を忘れています。
