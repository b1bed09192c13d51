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
report-rules = 規則
finding-file_unreadable = ファイルを読めません: { $reason }
    .fix = ファイルの場所と権限を確かめてください。

# `warifu csr new`。
new-key = 秘密鍵: `{ $file }`。読めるのはあなただけです。証明書を使うサーバーに置き、誰にも送らないでください。
new-csr = CSR: `{ $file }`。次の内容を申し込みの画面に貼り付けてください。
new-refused = このCSRは認証局に受け付けられないため、何も書き込みませんでした。
new-passphrase = 鍵にパスフレーズを付けるとき(多くのサーバーは起動のたびに尋ねます):
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
