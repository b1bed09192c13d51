# `warifu csr check`・`cert check` と、CSRや証明書を見るページが、指摘のまわりで使うことば。
report-accepted = 問題ありません
report-errors = エラー{ $count }件
report-warnings = 警告{ $count }件
report-notices = お知らせ{ $count }件
report-error = エラー
report-warning = 警告
report-notice = お知らせ
report-fix = 直し方
report-example = 例
report-source = 出典
report-help = 詳しく
report-subject = サブジェクト
report-key = 鍵
report-signature = 署名
report-spki = 鍵の指紋(SPKIのSHA-256)
report-issuer = 発行者
report-profile = 種類
report-sha256 = 証明書の指紋(SHA-256)
report-chain = つながり
report-rules = 規則
finding-file_unreadable = ファイルを読めません: { $reason }
    .title = ファイルを読めない
    .why = 読めないファイルについては、何も言えません。
    .fix = ファイルの場所と権限を確かめてください。

# `warifu csr new`。
new-key = 秘密鍵: `{ $file }`。読めるのはあなただけです。証明書を使うサーバーに置き、誰にも送らないでください。
new-csr = CSR: `{ $file }`。次の内容を申し込みの画面に貼り付けてください。
new-refused = このCSRは認証局に受け付けられないため、何も書き込みませんでした。
new-passphrase = 鍵にパスフレーズを付けるとき(多くのサーバーは起動のたびに尋ねます):
report-local-key = これはCSRではなく、秘密鍵です。この機械の外には出ていません。
report-local-key-fix = CSRのファイルを指定してください。`warifu csr new` は鍵とCSRを一緒に作り、`warifu match` はどのファイルが組になるかを示します。
new-plesk-rsa = Pleskの画面で作れるのはRSAの鍵だけです。新しいCSRを作らず、この鍵と証明書のファイルを登録してください。
new-equivalents = ほかの道具で同じCSRを作るとき:
new-exists = `{ $file }` はすでにあるので、上書きしません。
    .fix = `--out` で別の名前を選ぶか、ファイルを移してください。
new-name-missing = 証明書に入れる名前がありません。
new-organization-missing = OVとEVの証明書には組織名が入りますが、指定がありません。
new-ask-kind = 証明書で確かめるもの: 名前だけ(dv)、組織も(ov、ev)
new-ask-names = サイトの名前。主なものを先に、空白で区切って
new-ask-country = 国(2文字)
new-ask-state = 都道府県(例: Tokyo)
new-ask-locality = 市区町村(例: Chiyoda-ku)
new-ask-organization = 組織の英語名(例: Example Co., Ltd.)
new-ask-key = 鍵(rsa-2048、rsa-3072、rsa-4096、p-256、p-384)

# 申し込まずにCSRや証明書を見る。
look-csr-title = CSRを確かめる
    .text = 申し込む前に、CSRの中身と、認証局が受け付けない点がわかります。
look-csr-lead = CSRを貼り付けると、何を申請しているか、認証局に受け付けられるか、だめなときはどう直すかがわかります。申し込みは要りません。
look-csr-form = 確かめるCSR
look-csr-hint = BEGINの行からENDの行まで。秘密鍵は貼り付けないでください。
look-csr-judge = 何のために
look-csr-judge-hint = 商品を選ぶと、名前の数、ワイルドカード、組織名を使うかどうかも確かめます。
look-csr-judge-rules = 規則
look-csr-judge-products = 商品
look-csr-names-hint = CSRの中の名前と違う名前で申し込むときだけ、1行に1つずつ。
look-csr-button = 確かめる
look-csr-facts = CSRの中身
look-csr-verdict-good = このCSRは認証局に受け付けられます。
look-csr-verdict-wait = このCSRは認証局に受け付けられますが、次の点をご確認ください。
look-csr-verdict-bad = このままでは認証局に受け付けられません。
look-csr-apply = このCSRで証明書を申し込む
look-csr-apply-button = 申し込みへ
look-csr-apply-login = 商品を選んでください。ログインしたあと、CSRをもう一度貼り付けます。
look-cert-title = 証明書を見る
    .text = 証明書と中間証明書の中身と、ブラウザが受け付けない点がわかります。
look-cert-lead = 証明書を(あれば中間証明書も一緒に)貼り付けると、中身と、おかしなところがわかります。
look-cert-form = 見る証明書
look-cert-hint = BEGINからENDまでを1つ以上、サーバー証明書を先頭に。秘密鍵は貼り付けないでください。
look-cert-completed = そろえた証明書
look-cert-completed-hint = サーバーが送る証明書を、この順に並べました。ひとつのファイル(fullchain.pemなど)に保存してお使いください。
look-cert-button = 見る
look-cert-verdict-good = おかしなところはありません。
look-cert-verdict-wait = 使えますが、次の点をご確認ください。
look-cert-verdict-bad = おかしなところがあります。
look-kept = その場で見るだけで、何も保存しません。
# 規則。
rules-title = CSRと証明書の規則
    .text = 確かめている規則のすべて。なぜあるか、どう直すか、どこに書いてあるか。
rules-lead = 認証局より先に、CSRと証明書について確かめていることのすべてです。
rules-group-csr = CSRの全体
rules-group-names = 名前
rules-group-key = 鍵
rules-group-subject = 組織名などの項目
rules-group-certificate = 証明書
rules-group-chain = 証明書のつながり
rules-group-other = そのほか
rules-example = 例
rules-source = 出典
rules-own = 当店の規則です。
rules-in-force = いつから
rules-next = あわせてご覧ください:
rules-servers = サーバーごとのCSRの作り方
rules-why = 理由と直し方

# `warifu explain`。
explain-unknown = 規則 `{ $code }` はありません。

# `warifu match`。
match-pair = 組になるもの
match-alone = 組にならないもの
match-kind-private_key = 秘密鍵
match-kind-public_key = 公開鍵
match-kind-csr = CSR
match-kind-certificate = 証明書
finding-pairs_none = この中に、組になるものはありません。
    .title = 組になるものがない
    .why = 証明書は、そのCSRと一緒に作った秘密鍵とだけ組になって働きます。
    .fix = CSRと一緒に作った鍵を探してください。見つからないときは、鍵とCSRを作り直して証明書を再発行してください。

# サブジェクトの項目。
attribute-C = 国(C)
attribute-CN = コモンネーム(CN)
attribute-DC = ドメイン構成要素(DC)
attribute-GN = 名(GN)
attribute-L = 市区町村(L)
attribute-O = 組織名(O)
attribute-OU = 部署名(OU)
attribute-SN = 姓(SN)
attribute-ST = 都道府県(ST)
attribute-businessCategory = 事業種別
attribute-emailAddress = メールアドレス(emailAddress)
attribute-postalCode = 郵便番号
attribute-serialNumber = 登録番号(serialNumber)
attribute-street = 番地(street)
