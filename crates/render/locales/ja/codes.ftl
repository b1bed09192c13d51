# 状態、担当、出来事など、コードひとつにつき一語または一文。

order-status-awaiting_payment = お支払い待ち
order-status-active = 有効
order-status-ended = 期間満了
order-status-cancelled = 取消済み
order-status-lapsed = 期限切れ

issuance-status-preparing = 準備中
issuance-status-validating = ドメイン確認中
issuance-status-submitted = 認証局へ申請済み
issuance-status-issued = 発行済み(設置待ち)
issuance-status-served = 設置確認済み
issuance-status-replaced = 新しい証明書に交代
issuance-status-revoked = 失効
issuance-status-failed = 発行できませんでした

validation-status-pending = 設置待ち
validation-status-found = 設置を確認
validation-status-valid = 確認完了
validation-status-invalid = 確認できず

purpose-first = 最初の発行
purpose-continue = 期間内の更新
purpose-reissue = 再発行

method-http-01 = ファイルを置く
method-dns-01 = DNSに記録を加える

level-dv = ドメイン認証(DV)
level-ov = 企業認証(OV)
level-ev = EV認証

ledger-top_up = 入金
ledger-hold = 申込のため確保
ledger-capture = 発行により確定
ledger-release = 返還

who-customer = お客様
who-staff = 担当者
who-shop = 当店(自動)
who-ca = 認証局
who-nobody = 完了
who-me-customer = あなたの番です
who-me-staff = 担当者の番です

actor-customer = お客様
actor-staff = 担当者
actor-system = 自動処理

role-customer = お客様
role-staff = 担当者

job-state-ready = 待機中
job-state-leased = 実行中
job-state-done = 完了
job-state-dead = 停止(要対応)

job-advance_issuance = 発行を進める
job-check_install = 設置を確認する
job-watch_site = サイトを毎日確認する
job-send_mail = メールを送る
job-lapse_order = 未払いの申込を閉じる
job-settle_awaiting = 入金で支払う
job-continue_order = 次の証明書を始める
job-ask_renewal_info = 更新の時期を認証局に尋ねる
job-install_reminder = 設置のお願いを送る
job-term_notice = 満了のお知らせを送る
job-end_order = 満了した申込を閉じる
job-publish_crl = 失効リストを公開する
job-housekeeping = 古い記録を片付ける
job-verify_invariants = 整合性を検査する

# 申込の次の一手。見出しと説明。
next-customer_pays = お支払いをお待ちしています
    .text = ポイントから支払うと、すぐに発行の準備が始まります。
next-shop_prepares = 認証局に発行を申し込んでいます
    .text = 通常は1分以内に終わります。このページを読み込み直すと最新の状態が見られます。
next-customer_proves = ドメインの確認をお願いします
    .text = 下のとおりに置いてください。当店が自動で見に行くので、置いたあとの連絡はいりません。
next-ca_validates = 認証局がドメインを確認しています
    .text = 置いていただいたものは確認できました。認証局の確認が終わるまで消さずにお待ちください。
next-ca_issues = 認証局が証明書を発行しています
    .text = まもなく証明書が届きます。届いたらメールでお知らせします。
next-staff_issues = 担当者が認証局の手続きをしています
    .text = 認証局から組織の確認の連絡が届くことがあります。発行されたらメールでお知らせします。
next-customer_installs = 証明書をサーバーに設置してください
    .text = 発行された証明書をダウンロードして設置してください。設置されたことは当店が自動で確かめます。
next-shop_watches = 設置を確認しました
    .text = 今することはありません。次の証明書は、期限に余裕をもって当店が用意します。
next-staff_decides = 担当者が内容を確認しています
    .text = 発行できなかった理由を調べています。新しいCSRで再発行することもできます。
next-nothing = この申込は終わりました
    .text = 新しい証明書が必要なときは、もう一度お申し込みください。

# 同じことを、担当者に向けて。
staff-next-customer_pays = お客様のお支払い待ちです
    .text = 入金を確認したらポイントを加算してください。申込は自動で支払われます。
staff-next-shop_prepares = 認証局に発行を申し込んでいます
    .text = 自動で進みます。長くこのままなら「処理」を確かめてください。
staff-next-customer_proves = お客様によるドメインの確認待ちです
    .text = お客様には次のものを置くようお願いしています。当店が定期的に見に行きます。
staff-next-ca_validates = 認証局がドメインを確認しています
    .text = 置かれたものを当店で確認し、認証局に伝えました。
staff-next-ca_issues = 認証局が証明書を発行しています
    .text = 発行されると、お客様にメールで届きます。
staff-next-staff_issues = 認証局に注文し、証明書を登録してください
    .text = 下の注文内容を使ってください。登録すると、お客様にメールで届きます。
staff-next-customer_installs = お客様の設置待ちです
    .text = 証明書はお届け済みです。設置されたことは自動で確かめます。
staff-next-shop_watches = 設置を確認しました
    .text = 今することはありません。次の証明書は、期限に余裕をもって用意されます。
staff-next-staff_decides = 発行できませんでした。対応を決めてください
    .text = 理由を調べて、お客様にお知らせください。新しいCSRで再発行するか、申込を取り消せます。
staff-next-nothing = この申込は終わりました
    .text = 残っている作業はありません。

event-order_placed = 申し込みました(合計 { $total_yen })
event-points_credited = ポイントを加えました: { $amount_yen }(照合番号 { $reference }、アカウント { $account })
event-job_requeued = 止まった処理を再開しました({ $job })
event-order_paid = { $total_yen }をポイントで支払いました
event-order_cancelled = 申込を取り消しました(返還 { $refund_yen })
event-order_lapsed = お支払い期限を過ぎたため、申込を閉じました
event-order_ended = 期間が満了しました
event-upstream_noted = 認証局との手続きを記録しました
event-proof_asked =
    { $names ->
        [0] これまでの確認がそのまま使えるため、新しい確認はいりません
       *[other] 認証局が { $names } 件の名前の確認を求めました
    }
event-proof_found = 確認用の設置を見つけました: { $names }
event-issuance_submitted = 認証局に発行を申請しました
event-certificate_issued = 証明書が発行されました
event-certificate_served = すべての接続先で新しい証明書を確認しました
event-site_faulty = 毎日の確認で問題が見つかりました: { $codes }
event-key_leaked = この鍵は他人に知られたと報告されたため、次の証明書を発行できません。新しい鍵での再発行が必要です
event-site_well = 毎日の確認で、問題がすべて直ったことを確かめました
event-issuance_failed = 発行できませんでした
event-issuance_begun =
    { $purpose ->
        [continue] 期間内の次の証明書の準備を始めました
        [reissue] 再発行を始めました
       *[other] 発行の準備を始めました
    }
event-certificate_revoked =
    { $reason ->
        [1] 秘密鍵が漏れたおそれがあるため、証明書を失効させました
        [3] 名義が変わったため、証明書を失効させました
        [4] 新しい証明書に替わったため、証明書を失効させました
        [5] サイトが終わったため、証明書を失効させました
       *[other] 証明書を失効させました
    }
event-install_reminded = 設置のお願いを送りました(残り { $days } 日)
event-term_noticed = 期間満了のお知らせを送りました(残り { $days } 日)
event-certificate_resent = 証明書をもう一度送りました({ $to })
event-issuance_tried_again = 別の手続きで、もう一度認証局に申し込みました
