# 証明書のつながり、ファイルの山、秘密鍵についての結果: 本文は何が起きているか、.fixは次にすること、.titleと.whyはルールのページ用。

finding-chain_ca_ends_early = 認証局の証明書「{ $subject }」の期限({ $not_after })が、サーバー証明書の期限({ $not_after_leaf })より先に来ます。
    .title = 認証局の証明書が先に期限切れ
    .fix = その日までに、認証局の新しい中間証明書に入れ替えるか、サーバー証明書を更新してください。
    .why = つながりの中の1枚でも期限が切れると、全体が無効になります。
finding-chain_ca_expired =
    { $kind ->
        [root] ルート証明書「{ $subject }」の期限が{ $not_after }に切れています。
       *[intermediate] 中間証明書「{ $subject }」の期限が{ $not_after }に切れています。
    }
    .title = 認証局の証明書の期限切れ
    .fix =
        { $kind ->
            [root] 有効なルートの証明書を発行し直してもらってください。自社の認証局であれば、新しいルートを作り、信頼する相手に渡してください。
           *[intermediate] 認証局の現在の中間証明書に入れ替えて、サーバーを再読み込みしてください。
        }
    .why = ブラウザーは、サーバー証明書だけでなく、ルートまでのすべての証明書の期限を確かめます。
finding-chain_ca_not_yet_valid = 認証局の証明書「{ $subject }」が有効になるのは{ $not_before }からです。
    .title = 認証局の証明書がまだ有効でない
    .fix = それまでは認証局の現在の中間証明書を使ってください。日付に心当たりがなければ、この機械の時計を確かめてください。
    .why = 有効期間が始まる前の証明書は、ブラウザーが受け付けません。
finding-chain_completed =
    { $from ->
        [table] 中間証明書「{ $subject }」(SHA-256 { $sha256 })がなかったため、公的な認証局の中間証明書の表から補いました。
       *[known] 中間証明書「{ $subject }」がファイルになかったため、補いました。
    }
    .title = 補った中間証明書
    .fix =
        { $has_url ->
            [yes] サーバーもこれを送る必要があります。サーバー証明書のうしろに加えて設定してください。`warifu bundle` なら、ひとつのファイルに書き出せます。認証局の配布元: { $url }
           *[no] サーバーもこれを送る必要があります。サーバー証明書のうしろに加えて設定してください。`warifu bundle` なら、ひとつのファイルに書き出せます。
        }
    .why = サーバーは中間証明書をすべて送る必要があるため、配布するファイルにもすべて入れます。
finding-chain_cross_signed = クロス署名により、信頼されたルートへの道が{ $ways }通りあります。問題のない最も短い道を使います。
    .title = ルートへの複数の道
    .fix = することはありません。古い端末のために必要なときだけ、長いほうを残してください。
    .why = 新しい認証局は、古いルートしか知らない端末でも使えるように、古い認証局にも署名してもらうことがあります。
finding-chain_duplicate = 証明書「{ $subject }」が2回入っています({ $position }番目)。
    .title = 証明書の重複
    .fix = ファイルから片方を除いてください。
    .why = 接続のたびに余分なデータを送ることになり、そこで止まるプログラムもあります。
finding-chain_empty = 証明書が入っていません。
    .title = 証明書がない
    .fix = 認証局から届いた証明書を、BEGINの行からENDの行まで貼り付けてください。
    .why = つながりの先頭は、サーバー自身の証明書です。
finding-chain_intermediate_missing = サーバーが中間証明書「{ $subject }」を送っていません。
    .title = 中間証明書の不足
    .fix =
        { $has_url ->
            [yes] この証明書(SHA-256 { $sha256 })を、証明書ファイルのサーバー証明書のうしろに加えて、サーバーを再読み込みしてください。申込のページから取得できるファイルには入っています。認証局の配布元は { $url } です。`warifu bundle` でも補えます。
           *[no] この証明書(SHA-256 { $sha256 })を、証明書ファイルのサーバー証明書のうしろに加えて、サーバーを再読み込みしてください。申込のページから取得できるファイルには入っています。
        }
    .why = ブラウザーは手元の控えで補えることがありますが、スマートフォン、curl、Java、決済サービスなどは補えず、接続できません。
finding-chain_issuer_missing =
    { $has_namesake ->
        [yes] 発行者の証明書「{ $issuer }」がありません。同じ名前の証明書はありますが、別の鍵のものです。
       *[no] 発行者の証明書「{ $issuer }」がありません。
    }
    .title = 発行者の証明書がない
    .fix =
        { $has_url ->
            [yes] { $url } から取得し、サーバー証明書のうしろに加えてください。
           *[no] 認証局から中間証明書を受け取り、サーバー証明書のうしろに加えてください。
        }
    .why = これがないと、信頼された認証局が署名した証明書かどうかを確かめられません。
finding-chain_leaf_not_first = サーバー自身の証明書が先頭ではなく、{ $position }番目にあります。
    .title = 先頭が別の証明書
    .fix = サーバー証明書をファイルの先頭に、そのうしろに中間証明書を置いてください。
    .why = 接続する側は先頭をサーバー自身の証明書とみなし(RFC 8446 4.4.2節)、サーバーは先頭と秘密鍵を照らし合わせます。
finding-chain_leaf_self_signed = 証明書「{ $subject }」は、認証局ではなく自分自身で署名したもの(自己署名)です。
    .title = 自己署名証明書
    .fix = 認証局が発行した証明書を設置してください。設置済みであれば、サーバーの設定がそのファイルを指しているか確かめてください。
    .why = 自己署名は誰にでも作れるため、ブラウザーが警告を出します。
finding-chain_link_broken = 中間証明書がつながっていません({ $subject })。
    .title = つながりの途切れ
    .fix = 足りない中間証明書を加えて、順に貼り付けてください。
    .why = 証明書のうしろには、それに署名した証明書が続く必要があります。
finding-chain_name_constraint = つながりの中の認証局は、この名前の証明書を発行できません。
    .title = 認証局に許されていない名前
    .fix = 別の中間証明書による発行を、認証局に依頼してください。
    .why = 名前の制限(RFC 5280 4.2.1.10節)がある認証局は決められたドメインにしか発行できず、ブラウザーもそれを確かめます。
finding-chain_not_ca = 中間証明書ではないものが入っています({ $subject })。
    .title = 認証局の証明書ではない
    .fix = その証明書を除いてください。
    .why = 認証局と明記された証明書だけが、ほかの証明書に署名できます。そうでなければ、誰でも発行できてしまいます。
finding-chain_not_for_servers = つながりがサーバー用ではありません。用途(拡張鍵用途)にTLSサーバーが含まれていません。
    .title = サーバー用ではない
    .fix = サーバー用の証明書を認証局に発行してもらい、その中間証明書を設置してください。
    .why = メール、プログラム、機器などの認証局には別の用途があり、ブラウザーは区別します。
finding-chain_order_wrong = 証明書を送る順序が違います(正しい順: { $order }番目)。
    .title = 順序の誤り
    .fix = サーバー証明書を先頭に、そのうしろに発行者を順に置いて、サーバーを再読み込みしてください。
    .why = TLS 1.2が定める順序です(RFC 5246 7.4.2節)。新しいブラウザーは並べ直しますが、古いものや機器は並べ直しません。
finding-chain_path_too_long = 証明書のつながりが長すぎます({ $subject })。
    .title = 許された長さを超えるつながり
    .fix = 正しい中間証明書を貼り付けてください。
    .why = 認証局は、下に置ける認証局の数を制限できます(RFC 5280 4.2.1.9節)。
finding-chain_refused = ブラウザーの規則による検査で、つながりが受け付けられませんでした({ $reason })。
    .title = ブラウザーの規則による拒否
    .fix = この結果を添えて、正しい証明書の再発行を認証局に依頼してください。
    .why = RustのプログラムがTLSに使うライブラリーで、もう一度検査しています。ブラウザーと同じくらい厳密です。
finding-chain_root_distrust_ahead =
    { $of ->
        [ca] { $programme }は、ルート「{ $root }」への信頼を{ $not_trusted_from }に終えます。
       *[server] { $programme }は、ルート「{ $root }」への信頼を{ $not_trusted_from }に終えます。サーバー証明書の期限より前です。
    }
    .title = 信頼が終わる予定のルート
    .fix =
        { $of ->
            [ca] このルートにつながるサーバー証明書は、その日までに、新しいルートのものを発行し直してもらってください。
           *[server] その日までに、新しいルートのもとで証明書を発行し直してもらってください。
        }
    .why = ブラウザーは古いルートを公表した日に外します。その日から、そのルートの証明書は使えません。
finding-chain_root_distrusted = { $programme }は、ルート「{ $root }」をもう信頼していません({ $not_trusted_from }から)。
    .title = 信頼されなくなったルート
    .fix =
        { $of ->
            [ca] このルートにつながるサーバー証明書は、現在信頼されているルートのものを発行し直してもらってください。
           *[server] 現在信頼されているルートのもとで証明書を発行し直してもらい、新しい中間証明書とともに設置してください。
        }
    .why = ブラウザーは、古いルートや規則を守らなかった認証局を、公表した日に外します。ほかのプログラムは、まだ受け付けることがあります。
finding-chain_root_sent = ルート証明書「{ $subject }」が入っています({ $position }番目)。なくてもかまいません。
    .title = 不要なルート証明書
    .fix = 気になるようであれば、証明書ファイルから除いてください。あっても害はありません。
    .why = ルートを信頼する側はそれをすでに持っているため(RFC 8446 4.4.2節)、送っても接続が長くなるだけです。
finding-chain_root_unknown = 証明書のつながりが、知られた認証局に届きません({ $issuer })。
    .title = 知られていないルート
    .fix = 中間証明書がそろっているか確かめてください。自社の認証局であれば、信頼する相手にルート証明書を渡してください。
    .why = ブラウザーが信頼するのは、一覧にあるルートと、それが署名したものだけです。
finding-chain_search_cut =
    { $limit ->
        [cas] { $certificates }枚の証明書の中に、認証局が{ $limit_max }段を超えて続くところがあります。それより上は調べていません。
        [ways] { $certificates }枚の証明書のつなぎ方が{ $limit_max }通りを超えています。残りは調べておらず、調べた中で最もよいものを示しています。
        [signatures] { $certificates }枚の証明書に同じ名前のものが多く、確かめる署名が{ $limit_max }個を超えています。残りは調べていません。
       *[visits] { $certificates }枚の証明書のつなぎ方が多すぎるため、{ $limit_max }段階で探すのを終えました。残りは調べていません。
    }
    .title = 途中で終えた探索
    .fix = サーバー証明書と、認証局が指定する中間証明書だけ(合わせて2枚から5枚)を残して、もう一度確かめてください。
    .why = 誰にも手間を取らされ続けないように、探索には限りがあります。
finding-chain_signature_broken = 証明書の署名が正しくありません({ $subject })。
    .title = 署名の誤り
    .fix = 認証局から届いたものを、そのまま使ってください。同じ名前の中間証明書が2つあるときは、もう一方を使ってください。
    .why = 署名は、認証局がこの証明書を発行したことの証拠です。
finding-chain_signature_unsupported = ブラウザーが受け付けない方式で署名された証明書が、つながりの中にあります。
    .title = 受け付けられない署名方式
    .fix = SHA-256以上で署名された証明書と中間証明書を、認証局から受け取ってください。
    .why = SHA-1や短い鍵の署名は偽造できるため、つながりのどこにあってもブラウザーが受け付けません。
finding-chain_stranger = 証明書「{ $subject }」({ $position }番目)は、このつながりと関係がありません。
    .title = 関係のない証明書
    .fix = ファイルから除いてください。中間証明書のつもりであれば、正しいものを認証局から受け取ってください。
    .why = 接続が長くなるうえ、違う中間証明書を設置してしまった印であることがよくあります。
finding-chain_too_many = 証明書が{ $certificates }枚あります。つながりを調べるのは{ $certificates_max }枚までのため、中間証明書とルートは調べていません。
    .title = 証明書が多すぎる
    .fix = サーバー証明書とその中間証明書だけ(合わせて2枚から5枚)を残して、もう一度確かめてください。ルートの一覧(ca-bundle)は入れません。
    .why = つながりは2枚から5枚です。

finding-certificate_other_kind =
    { $kind ->
        [csr] これは証明書ではなく、CSRです。
        [public_key] これは証明書ではなく、公開鍵です。
        [crl] これは証明書ではなく、失効した証明書の一覧(CRL)です。
        [pkcs12] これはPKCS#12のファイル(.p12、.pfx)です。証明書と秘密鍵が、パスワードで保護されて入っています。
        [jks] これはJavaのキーストア(JKS)です。証明書と秘密鍵が、パスワードで保護されて入っています。
       *[other] 証明書ではなく、別の種類のデータ({ $label })が入っています。
    }
    .title = 証明書ではない
    .fix =
        { $kind ->
            [csr] CSRは「CSRを確かめる」のページ(`/csr`)で確かめられます。証明書は、申込のあとに認証局から届きます。
            [public_key] 公開鍵は証明書の中に入っています。認証局から届いた証明書を貼り付けてください。
            [crl] 認証局から届いた証明書を貼り付けてください。失効しているかどうかは、その証明書を使うサイトを診断(`/doctor`)すると分かります。
            [pkcs12] ファイルは鍵とともに手元の機械に置いたままにし、そこで取り出した証明書を貼り付けてください: `openssl pkcs12 -in FILE -nokeys -out certs.pem`
            [jks] ファイルは鍵とともに手元の機械に置いたままにし、そこで取り出した証明書を貼り付けてください: `keytool -exportcert -rfc -keystore FILE -alias NAME`
           *[other] 認証局から届いた証明書を、「-----BEGIN CERTIFICATE-----」から「-----END CERTIFICATE-----」まで、この2行も含めて貼り付けてください。
        }
    .fix-local =
        { $kind ->
            [csr] CSRは `warifu csr check FILE` で確かめられます。証明書は、申込のあとに認証局から届きます。
            [public_key] どの証明書、CSR、鍵と組になるかは、`warifu match FILE…` で分かります。ここには、認証局から届いた証明書を指定してください。
            [crl] 認証局から届いた証明書を指定してください。失効しているかどうかは、その証明書を使うサイトを `warifu doctor` で診断すると分かります。
            [pkcs12] 証明書を取り出して確かめてください: `openssl pkcs12 -in FILE -nokeys -out certs.pem`。中身をサーバーに設置するには、`warifu bundle --cert FILE --key FILE` でサーバー用のファイルを作れます。何が入っているかは `warifu match FILE` で分かります。
            [jks] 証明書を取り出して確かめてください: `keytool -exportcert -rfc -keystore FILE -alias NAME`。中身をサーバーに設置するには、`warifu bundle --cert FILE --key FILE` でサーバー用のファイルを作れます。何が入っているかは `warifu match FILE` で分かります。
           *[other] 認証局から届いたファイルを指定してください。「-----BEGIN CERTIFICATE-----」で始まるもの、またはDERかPKCS#7です。
        }
    .why = 鍵、CSR、証明書、一覧は、ファイルとしては似ていますが、用途が違います。証明書として確かめられるのは、証明書だけです。

finding-pile_block_ignored = 「{ $file }」にはほかのもの({ $label })も入っていますが、使いませんでした。
    .title = 使わなかった部分
    .fix = ここで必要なものでなければ、することはありません。
    .why = 使うのは、証明書、CSR、鍵、PKCS#7だけです。
finding-pile_empty = 「{ $file }」には、証明書もCSRも鍵もありません。
    .title = 何もないファイル
    .fix = 認証局から届いたファイル(PEMまたはDER)を選んでください。
    .why = PEMのファイルには、-----BEGINと-----ENDの行があります。
finding-pile_private_key = 「{ $file }」に秘密鍵が入っています。読み取っていません。
    .title = ここでは受け付けない秘密鍵
    .fix = 秘密鍵は今ある機械に置いたままにし、証明書だけを指定してください。2つが組になるかどうかは、その機械の `warifu match` で分かります。
    .why = 秘密鍵を持つ人は、そのサイトになりすませます。お店が必要とすることはありません。
    .example = warifu match server.key server.crt
finding-pile_too_large = 「{ $file }」が大きすぎます(上限 { $octets_max } オクテット)。
    .title = 大きすぎるファイル
    .fix = 証明書のファイルだけを選んでください。ふつうは数KiBです。
    .why = つながりにそれほどの大きさは要りません。
finding-pile_too_many = ファイルまたはその中身が多すぎます(上限は{ $files_max }ファイル、合わせて{ $entries_max }件)。残りは読んでいません。
    .title = ファイルが多すぎる
    .fix = 一度に渡すファイルを減らしてください。
    .why = ひとつの依頼がほかを待たせないように、限りがあります。
finding-pile_unreadable =
    { $reason ->
        [jks] 「{ $file }」はJavaのキーストア(JKS)です。
        [pkcs12] 「{ $file }」はPKCS#12のファイル(.p12、.pfx)です。
        [pem_no_end] 「{ $file }」に最後の行(-----END …-----)がありません。
        [pem_label_mismatch] 「{ $file }」のBEGINの行とENDの行が対応していません({ $at }オクテット目)。
        [pem_not_base64] 「{ $file }」に、入るはずのない文字があります({ $at }オクテット目)。
       *[other] 「{ $file }」を読み取れません({ $at }オクテット目、{ $reason })。
    }
    .title = 読み取れないファイル
    .fix =
        { $reason ->
            [jks] 先に証明書を取り出してください: keytool -exportcert -rfc -keystore FILE -alias NAME
            [pkcs12] 先に証明書を取り出してください: openssl pkcs12 -in FILE -nokeys -out certs.pem
           *[other] エディターで開かずに、ファイルをもう一度そのままコピーしてください。
        }
    .why = 証明書は1文字違うだけで使えなくなるため、推測では補いません。

finding-private_key_encrypted = 秘密鍵が暗号化されています。
    .title = パスフレーズが必要
    .fix = パスフレーズをファイルの1行目に書き、`--passphrase-file ファイル` を付けてください。
    .why = 暗号化された鍵は、パスフレーズがなければ使えません。
finding-private_key_encryption_unsupported = 秘密鍵が、ここでは読めない方式({ $name })で暗号化されています。
    .title = 読めない暗号化の方式
    .fix = 先に変換してください: openssl pkcs8 -topk8 -in old.key -out new.key
    .why = AESかトリプルDESによるPBES2と、PKCS#12の前の方式であれば読み取れます。それ以外は`openssl`で変換します。
    .example = openssl pkcs8 -topk8 -in old.key -out new.key
finding-private_key_inconsistent = 鍵の秘密の部分と公開の部分が合っていません。
    .title = 壊れた鍵
    .fix = 控えから鍵を戻すか、新しい鍵とCSRを作ってください。
    .why = このような鍵の署名は、誰にも確かめられません。
finding-private_key_kind_unsupported = この種類の秘密鍵({ $key })は、ウェブサーバー用ではありません。
    .title = 対応していない種類の鍵
    .fix = 2048ビットのRSA鍵、またはP-256のECDSA鍵と、新しいCSRを作ってください。
    .why = 認証局が証明書を発行するのは、RSAと、P-256、P-384、P-521のECDSAだけです。
finding-private_key_passphrase_wrong = 秘密鍵のパスフレーズが違います。
    .title = パスフレーズの誤り
    .fix = パスフレーズを確かめてください。ファイルで渡すときは、1行目に空白を加えずに入れてください。
    .why = 暗号化したときのパスフレーズでなければ、元に戻せません。
finding-private_key_unreadable =
    { $reason ->
        [no_key] ファイルに秘密鍵がありません。
        [too_large] ファイルが秘密鍵としては大きすぎます(上限 1 MiB)。
        [too_many] ファイルに秘密鍵が多すぎます。
        [pem_no_end] 秘密鍵の最後の行(-----END …-----)がありません。
       *[other] 秘密鍵を読み取れません({ $reason })。
    }
    .title = 読み取れない鍵
    .fix = CSRと一緒に作った鍵のファイルを選んでください。
    .why = 読み取れるのは、PEMまたはDERのPKCS#8、PKCS#1、SEC 1です。
