orders-title = 申込の一覧
orders-new = 新しく申し込む
orders-filter = 絞り込み
orders-all = すべて
orders-empty = 申込はまだありません。
orders-applied = 申込日
orders-until = 有効期限
more-names = ほか{ $count }件

step-applied = 申し込み
step-pay = お支払い
step-pay-due = { $at } まで
step-paid = お支払い
step-prove = ドメインの確認
step-proven = ドメインの確認
step-vet = 認証局での手続き
step-vetted = 認証局での手続き
step-failed = 発行できませんでした
step-issue = 証明書の発行
step-issued = 証明書の発行
step-install = 設置
step-installed = 設置の確認
step-next = 次の証明書の準備
step-new-key = 新しい鍵が必要です
order-key-leaked = この証明書の秘密鍵は、他人に知られたと報告されています。この鍵には次の証明書を発行できません。サーバーで `warifu csr new` を使って新しい鍵とCSRを作り、このページからCSRを送って再発行してください。届いた証明書を新しい鍵と一緒に設置し、古い鍵を消せば完了です。再発行に費用はかからず、期間もそのままです。
step-end = 期間の終わり
step-cancelled = 取り消し
step-refund = { $refund }を返還
step-lapsed = お支払い期限切れ
step-ended = 期間満了
step-counted = { $done } / { $all } 件
waiting-hours =
    { $count ->
        [0] 1時間未満
       *[other] { $count }時間待ち
    }
waiting-days = { $count }日待ち

order-way = これまでとこれから
order-facts = 申込の内容
order-certificates = 証明書
order-issuance = { $sequence }枚目
order-record = すべての記録
order-actions = そのほかの手続き
order-no-actions = 今できる手続きはありません。
order-pay = ポイントで支払う
order-top-up = ポイントを追加する
order-check-proof = 置いたので確認する
order-download-pem = PEMファイル
order-more-downloads = ダウンロードと再送
order-check-install = 設置を今すぐ確認する
order-examine = サイトを診断する
order-resend = メールをもう一度送る
order-renew = この内容で更新を申し込む
order-again = もう一度申し込む
order-reissue = 新しいCSRで再発行する
order-reissue-hint = 鍵を替えたいときや、サーバーを移すときに使います。追加の代金はかかりません。名前は変わりません。
order-reissue-send = 再発行する
order-cancel = 申込を取り消す
order-cancel-hint = 取り消すと元に戻せません。お支払い済みの全額が残高に戻ります。
order-cancel-send = この申込を取り消す

place-file-url = このアドレスで開けるように、ファイルを置いてください。
place-file-content = ファイルの中身(この1行だけ)
place-file-path = Webサーバーの公開フォルダから見た場所: { $path }
place-txt-record = DNSに、この名前のTXTレコードを加えてください。
place-txt-value = レコードの値(引用符は付けません)
place-txt-note = 反映されるまで、数分から数時間かかることがあります。

report-served = すべての接続先で新しい証明書を確認しました
report-not-served = まだ新しい証明書に替わっていないところがあります
report-at = { $at } に確認

watch-faulty = 毎日の確認で問題が見つかりました
watch-lead = { $at } に確認。毎日確かめて、変わったことがあればメールでお知らせします。
watch-label = 毎日の確認
watch-well = { $at } に確認、問題なし
watch-not-well = { $at } に確認、問題あり

manual-title = 認証局への注文と証明書の登録
manual-lead = 次の内容で認証局に注文し、届いた証明書をここに登録してください。鍵・名前・期間・つながりが合うものだけが登録されます。
manual-pem = 認証局から届いた証明書
manual-pem-hint = サーバー証明書に続けて、中間証明書もすべて貼り付けてください。
manual-save = 証明書を登録する

sheet-level = 認証の種類
sheet-names = 名前
sheet-csr = CSR
sheet-spki_sha256 = 鍵の指紋(SHA-256)
sheet-validity_days = 有効日数
sheet-not_after_max = 遅くとも
sheet-organization = 組織名
sheet-method = 確認方法
sheet-reference = 当店の照合番号
