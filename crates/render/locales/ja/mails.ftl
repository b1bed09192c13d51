# メールの文面。件名は .subject。1行は全角35字までに。

mail-dear = { $name } 様
mail-footer =
    --
    { $shop }
    { $base }
mail-link-order = 申込の状況と手続きはこちら:
mail-link-renew = 更新のお申し込みはこちら(内容は引き継がれます):
mail-link-points = 残高と明細はこちら:
mail-place-file =
    .place = 次のアドレスで開けるように、ファイルを置いてください:
    .content = ファイルの中身(この1行だけ):
mail-place-txt =
    .place = DNSに、次の名前のTXTレコードを加えてください:
    .content = 値(引用符は付けずに):

mail-order_received =
    お申し込みありがとうございます。次の内容で承りました。

    商品: { $product }({ $term })
    名前:
    { $names }
    合計: { $total }(税込)
    お支払い期限: { $due }

    ポイントの残高から支払われると、すぐに発行の準備が始まります。
    残高が足りないときは、次の口座にお振り込みください。入金を確認
    すると自動で支払われます。

    { $bank }

    期限までにお支払いがないときは、お申し込みは自動で取り消されます。
    .subject = 【{ $shop }】お申し込みを承りました({ $name })
mail-order_paid =
    お支払いありがとうございます。{ $total } を受け取りました。

    商品: { $product }({ $term })
    名前:
    { $names }

    認証局への申し込みを始めます。ドメインの確認が必要になったら、
    置いていただくものを次のメールでお知らせします。
    .subject = 【{ $shop }】お支払いを確認しました({ $name })
mail-validation_needed =
    証明書を発行するために、ドメインの持ち主であることの確認が必要です。
    次のとおりに置いてください。置かれたことは当店が自動で確かめるので、
    ご連絡はいりません。発行が終わるまで消さないでください。
    .subject = 【{ $shop }】ドメインの確認をお願いします({ $name })
mail-certificate_issued =
    証明書が発行されました。

    名前:
    { $names }
    有効期間: { $not_before } から { $not_after } まで
    シリアル番号: { $serial }

    添付のzipファイルには、サーバーの種類ごとのファイルと設定の例が
    入っています。設置したら、Webサーバーを再読み込みしてください。
    正しく設置されたことは、当店が自動で確かめてお知らせします。

    秘密鍵は、CSRを作ったサーバーの中にあります。このメールには含まれ
    ていません。

    証明書と中間証明書(この順に1つのファイルにして使えます):
    .subject = 【{ $shop }】証明書をお届けします({ $name })
mail-install_confirmed =
    新しい証明書が、すべての接続先で使われていることを確認しました。

    名前:
    { $names }
    有効期限: { $not_after }

    今することはありません。期間が残っていれば、次の証明書は期限の前に
    当店が用意して、メールでお届けします。
    .subject = 【{ $shop }】設置を確認しました({ $name })
mail-install_reminder =
    今お使いの証明書は、あと { $days } 日で期限が切れます。
    新しい証明書はすでにお届けしていますが、まだ設置されていません。

    期限: { $not_after }
    名前:
    { $names }

    申込のページから新しい証明書をダウンロードして設置し、Webサーバーを
    再読み込みしてください。
    .subject = 【{ $shop }】あと{ $days }日: 新しい証明書を設置してください({ $name })
mail-term_notice =
    ご購入の期間は、あと { $days } 日で終わります。

    商品: { $product }
    名前:
    { $names }
    期間の終わり: { $term_end }

    続けてお使いになるときは、更新をお申し込みください。
    .subject = 【{ $shop }】期間の終わりまであと{ $days }日です({ $name })
mail-order_cancelled =
    次のお申し込みを取り消しました。

    商品: { $product }
    名前:
    { $names }
    { $refunded ->
        [yes] 返還: { $refund }(残高に戻しました)
       *[no] お支払いはありませんでした。
    }
    .subject = 【{ $shop }】お申し込みを取り消しました({ $name })
mail-order_lapsed =
    お支払い期限({ $due })までに入金を確認できなかったため、次の
    お申し込みを閉じました。代金はかかりません。

    商品: { $product }
    名前:
    { $names }

    証明書が必要なときは、お手数ですがもう一度お申し込みください。
    .subject = 【{ $shop }】お支払い期限を過ぎました({ $name })
mail-issuance_failed =
    証明書を発行できませんでした。

    商品: { $product }
    名前:
    { $names }
    { $refunded ->
        [yes] 返還: { $refund }(残高に戻しました)
       *[no] お支払い済みの期間は続いています。申込のページから再発行できます。
    }

    理由と対処:
    .subject = 【{ $shop }】証明書を発行できませんでした({ $name })
mail-points_credited =
    ご入金を確認し、ポイントを加算しました。

    加算: { $amount }
    残高: { $balance }

    お支払い待ちのお申し込みがあれば、古い順に自動で支払われます。
    .subject = 【{ $shop }】ポイントを加算しました
