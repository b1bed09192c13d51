
finding-cn_not_in_names = CSRのコモンネーム「{ $name }」が、申し込む名前の中にありません。
    .fix = 「{ $name }」も名前の欄に加えるか、申し込む名前で作ったCSRを貼り付けてください。
finding-cn_too_long = コモンネームが { $chars } 文字あります(上限 { $chars_max } 文字)。
    .fix = コモンネームは空にして、名前はSAN(サブジェクト代替名)に入れてください。
finding-csr_signature_broken = CSRの署名が正しくありません。途中で文字が欠けたか、書き換えられています。
    .fix = CSRを手で直さず、もう一度作り直して全体を貼り付けてください。
finding-csr_signature_unknown = CSRの署名の方式({ $key })は確かめられません。
    .fix = RSAまたはECDSAの鍵とSHA-256で、CSRを作り直してください。
finding-csr_signature_weak_hash = CSRの署名に、安全でなくなった方式({ $hash })が使われています。
    .fix = openssl なら -sha256 を付けて、CSRを作り直してください。
finding-csr_too_large = CSRが大きすぎます(上限 64 KiB)。
    .fix = CSRのファイルだけを選んでください。普通のCSRは数KiBです。
finding-csr_unreadable =
    { $reason ->
        [empty] CSRが空です。
        [several_requests] CSRが2つ以上入っています。
        [other_block] CSRではなく、別の種類のデータ({ $label })が貼り付けられています。
        [no_request] CSRが見つかりません。
        [pem_no_end] CSRの終わりの行(-----END CERTIFICATE REQUEST-----)がありません。
        [pem_not_base64] CSRの途中に、使えない文字が混ざっています。
       *[other] CSRとして読み取れません。途中で欠けている可能性があります。
    }
    .fix = 「-----BEGIN CERTIFICATE REQUEST-----」から「-----END CERTIFICATE REQUEST-----」までを、行も含めてそのまま貼り付けてください。
finding-key_exponent = RSA鍵の公開指数が安全ではありません。
    .fix = 公開指数 65537(一般的な設定)で、鍵とCSRを作り直してください。
finding-key_size =
    { $reason ->
        [too_short] RSA鍵が { $bits } ビットしかありません({ $bits_min } ビット以上が必要です)。
        [too_long] RSA鍵が { $bits } ビットあります(上限 { $bits_max } ビット)。
       *[other] RSA鍵の長さ({ $bits } ビット)が8の倍数ではありません。
    }
    .fix = 2048ビットのRSA鍵を新しく作り、その鍵でCSRを作り直してください。
finding-key_type_refused = この種類の鍵({ $key })は、認証局が受け付けません。
    .fix = RSA 2048ビット以上、またはECDSA P-256・P-384の鍵で作り直してください。
finding-name_internal = 「{ $name }」はインターネット上に存在しない名前なので、証明書を発行できません。
    .fix = 登録済みのドメインの名前を使ってください。
finding-name_malformed =
    { $reason ->
        [underscore] 名前「{ $name }」にアンダースコア(_)が含まれています。
        [ip_address] 「{ $name }」はIPアドレスです。名前で申し込む必要があります。
        [unicode] 名前「{ $name }」に、英数字以外の文字が含まれています。
        [wildcard_shape] 名前「{ $name }」の「*」の位置が正しくありません。
        [too_long] 名前「{ $name }」が長すぎます(全体で253文字まで)。
        [label_too_long] 名前「{ $name }」の中に、長すぎる部分があります(点と点の間は63文字まで)。
        [empty_label] 名前「{ $name }」の中で、点(.)が続いているか、端にあります。
       *[other] 「{ $name }」は証明書に入れられる名前ではありません。
    }
    .fix =
        { $reason ->
            [ip_address] サイトのドメイン名を使ってください。
            [unicode] 日本語のドメイン名は「xn--」で始まる表記に直してください。
            [wildcard_shape] 「*.example.jp」のように、先頭に1つだけ「*.」を付けてください。
           *[other] 英数字・ハイフン・点だけを使い、「www.example.jp」のように書いてください。
        }
finding-name_public_suffix = 「{ $name }」は多くの人が共有する名前(公開接尾辞)なので、証明書を発行できません。
    .fix = ご自身で登録したドメインの名前を使ってください。
finding-name_reverse_lookup = 「{ $name }」はIPアドレスの逆引きに使う名前なので、証明書を発行できません。
    .fix = サイトのドメイン名を使ってください。
finding-names_mismatch = CSRにある名前のうち、申し込まれていないものがあります: { $names }
    .fix = 証明書に入るのは名前の欄に書いたものだけです。必要なら名前の欄に加えてください。
finding-names_missing = 証明書に入れる名前がありません。
    .fix = サイトの名前(例: www.example.jp)を名前の欄に入力してください。
finding-names_too_many = 名前が { $names } 件あります。この商品は { $names_max } 件までです。
    .fix = 名前を減らすか、申込を分けてください。
finding-private_key_pasted = 秘密鍵が貼り付けられました。内容は保存していません。
    .fix = その鍵はもう使わないでください。新しい鍵とCSRを作り、CSRだけを貼り付けてください。
finding-subject_too_long = { $chars } 文字ある項目があります(上限 { $chars_max } 文字)。
    .fix = 登記上の略称など、短い表記でCSRを作り直してください。
finding-wildcard_not_in_product = 「{ $name }」はワイルドカード(*.)の名前ですが、この商品では使えません。
    .fix = ワイルドカードの商品を選ぶか、名前を1つずつ入力してください。

# 名前や接続先を調べたとき。
finding-nxdomain = その名前はDNSに存在しません。
    .fix = 名前のつづりと、DNSの設定を確かめてください。
finding-dns_servfail = DNSサーバーが正しく答えていません。
    .fix = DNSの管理画面か、DNSを提供する会社に確かめてください。
finding-dns_timeout = DNSサーバーから応答がありません。
    .fix = 少し待って、もう一度お試しください。
finding-host_malformed = 名前の形が正しくありません。
    .fix = 「www.example.jp」のように入力してください。
finding-no_address = その名前にIPアドレスが設定されていません。
    .fix = DNSにAまたはAAAAの記録を加えてください。
finding-address_refused = 行き先が社内向けのアドレスのため、当店からは確かめられません。
    .fix = DNSが公開のアドレスを返すか確かめてください。
finding-connect_refused = サーバーが接続を断りました。
    .fix = Webサーバーが動いているか確かめてください。
finding-connect_timeout = サーバーから応答がありません。
    .fix = 防火壁の設定を確かめてください。
finding-connect_failed = サーバーにつながりません。
    .fix = サーバーと回線の状態を確かめてください。
finding-tls_alert = サーバーが暗号化された通信を打ち切りました。
    .fix = Webサーバーの記録(エラーログ)を確かめてください。
finding-tls_not_tls = サーバーが暗号化された通信に応じていません。
    .fix = Webサーバーの443番の設定でTLS(SSL)を有効にしてください。
finding-tls_untrusted = サーバーの証明書が信頼されていません。
    .fix = 証明書と中間証明書の設定を確かめてください。
finding-tls_error = 暗号化された通信ができませんでした。
    .fix = Webサーバーの設定を確かめてください。
finding-url_malformed = アドレスの形が正しくありません。
    .fix = アドレスを確かめてください。
finding-request_malformed = 要求を組み立てられませんでした。
    .fix = 入力を確かめてください。
finding-http_malformed = サーバーの応答が正しくありません。
    .fix = Webサーバーの設定を確かめてください。
finding-headers_too_large = サーバーの応答が大きすぎます。
    .fix = Webサーバーの設定を確かめてください。
finding-body_too_large = サーバーの応答が大きすぎます。
    .fix = 置いたファイルの中身が、指示された文字だけか確かめてください。
finding-too_many_redirects = 転送が多すぎます。
    .fix = 確認用のアドレスが直接開けるように設定してください。
finding-redirect_refused = 認められない行き先へ転送されています。
    .fix = 確認用のアドレスは、転送せずに直接開けるように設定してください。
finding-timeout = 時間内に応答がありませんでした。
    .fix = サーバーの状態を確かめて、もう一度お試しください。

# ドメインの確認。
# 認証局の答え。
finding-ca_rejected_identifier = 認証局が、この名前での発行を断りました。{ $detail }
    .fix = 名前が正しいか、DNSのCAA記録が発行を禁じていないか確かめてください。
finding-ca_validation_failed = 認証局が、ドメインを確認できませんでした。{ $detail }
    .fix = 確認用の設置が外から見えるか確かめて、もう一度お申し込みください。
finding-ca_order_invalid = 認証局での手続きが無効になりました。{ $detail }
    .fix = もう一度お申し込みください。
finding-order_cancelled = 申込が取り消されたため、発行しませんでした。
    .fix = 必要なときは、もう一度お申し込みください。
finding-order_lapsed = お支払い期限を過ぎたため、発行しませんでした。
    .fix = 必要なときは、もう一度お申し込みください。
finding-order_ended = 期間が満了したため、発行しませんでした。
    .fix = 続けてお使いになるときは、更新をお申し込みください。
finding-proof_overdue = 期限までに、ドメインの確認ができませんでした。
    .fix = もう一度お申し込みください。確認用の内容は新しいものになります。
finding-dcv_dns_failed = 「{ $name }」の行き先がDNSで見つかりません。
    .fix = DNSの設定を確かめてください。
finding-dcv_file_status = 「{ $url }」を開けませんでした(応答 { $status })。
    .fix = 指示されたアドレスに、ファイルが置かれているか確かめてください。
finding-dcv_file_differs = 「{ $url }」の中身が違います(今の中身: { $seen })。
    .fix = 指示された文字だけを、そのまま書き込んでください。
finding-dcv_file_redirect_refused = 「{ $url }」が、認められない行き先へ転送されています。
    .fix = 転送せずに、直接開けるように設定してください。
finding-dcv_file_too_large = 「{ $url }」の中身が大きすぎます。
    .fix = ファイルの中身を、指示された1行だけにしてください。
finding-dcv_file_unreachable = 「{ $url }」を開けませんでした。
    .fix = http(80番)で外から開けるか確かめてください。
finding-dcv_txt_missing = 「{ $record }」のTXTレコードが、まだ見つかりません。
    .fix = 加えたあと、反映されるまで数分から数時間お待ちください。
finding-dcv_txt_differs = 「{ $record }」のTXTレコードの値が違います(今の値: { $seen })。
    .fix = 指示された値を、引用符を付けずにそのまま設定してください。
finding-chain_empty = 証明書が入っていません。
    .fix = 認証局から届いた証明書を、BEGINの行からENDの行まで貼り付けてください。
finding-chain_root_unknown = 証明書のつながりが、知られた認証局に届きません。
    .fix = 中間証明書がそろっているか確かめてください。
finding-chain_link_broken = 中間証明書がつながっていません({ $subject })。
    .fix = 足りない中間証明書を加えて、順に貼り付けてください。
finding-chain_signature_broken = 証明書の署名が正しくありません({ $subject })。
    .fix = 認証局から届いたものを、そのまま貼り付けてください。
finding-chain_not_ca = 中間証明書ではないものが入っています({ $subject })。
    .fix = その証明書を除いてください。
finding-chain_path_too_long = 証明書のつながりが長すぎます({ $subject })。
    .fix = 正しい中間証明書を貼り付けてください。
finding-chain_ca_expired = 中間証明書の期限が切れています({ $subject })。
    .fix = 認証局の新しい中間証明書を貼り付けてください。
finding-ca_rejected_csr = 認証局がCSRを断りました。{ $detail }
    .fix = CSRを作り直して、もう一度お申し込みください。
finding-ca_rejected_order = 認証局が申し込みを断りました。{ $detail }
    .fix = 担当者にご連絡ください。
finding-ca_caa_forbids = DNSのCAA記録が、この認証局の発行を禁じています。{ $detail }
    .fix = CAA記録に認証局を加えるか、記録を除いてから、もう一度お申し込みください。
finding-ca_method_not_for_wildcard = この確認方法では、ワイルドカードの名前を確認できません({ $detail })。
    .fix = 「DNSに記録を加える」を選んで、もう一度お申し込みください。
finding-ca_method_not_offered = 認証局が、この確認方法に対応していません({ $detail })。
    .fix = 別の確認方法で、もう一度お申し込みください。
finding-ca_level_not_offered = この認証局では、その種類の証明書を発行できません。
    .fix = 別の商品を選んでください。
finding-ca_order_lost = 認証局の側で、手続きの記録が失われました。
    .fix = もう一度お申し込みください。
finding-ca_rate_limited = 認証局への申し込みが多すぎるため、しばらく待っています。
    .fix = 自動でもう一度試します。することはありません。
finding-ca_refused = 認証局が要求を断りました。{ $detail }
    .fix = 担当者が調べます。
finding-ca_unavailable = 認証局が混み合っています。
    .fix = 自動でもう一度試します。することはありません。
finding-ca_unreachable = 認証局につながりません。
    .fix = 自動でもう一度試します。することはありません。
finding-ca_malformed_reply = 認証局の返事が読み取れません。
    .fix = 担当者が調べます。
finding-ca_unauthorized = 認証局が、当店の手続きを認めませんでした。
    .fix = 担当者が調べます。
finding-ca_user_action_required = 認証局が、当店の手続きを求めています。
    .fix = 担当者が対応します。
finding-ca_account_binding_required = 認証局との契約の設定が必要です。
    .fix = 担当者が対応します。
finding-ca_account_key_unusable = 認証局との通信に使う鍵が使えません。
    .fix = 担当者が対応します。
finding-ca_config = 認証局の設定が正しくありません。
    .fix = 担当者が対応します。
finding-ca_note_unreadable = 認証局との手続きの記録が読み取れません。
    .fix = 担当者が調べます。
finding-ca_signing_failed = 証明書への署名ができませんでした。
    .fix = 担当者が調べます。
finding-ca_revoke_by_hand = 失効の手続きは、担当者が認証局で行います。
    .fix = 担当者にご連絡ください。
