# 証明書1枚についての結果: 本文は何が起きているか、.fixは次にすること、.titleと.whyはルールのページ用。

-fix-ca = 認証局側の誤りです。この結果を添えて、正しい証明書の再発行を認証局に依頼してください。
-fix-self = 自社の認証局で発行した証明書であれば、発行の設定を直してから発行し直してください。購入した証明書であれば、この結果を添えて認証局に再発行を依頼してください。

finding-certificate_aia_internal = 認証局のURL { $address } は、認証局の内部でしか使えない名前です。
    .title = 認証局内部のURL
    .fix = { -fix-ca }
    .why = 外からは、中間証明書も失効情報も取得できません。

finding-certificate_aia_method = 拡張authorityInfoAccessに、OCSPとcaIssuers以外のものがあります。
    .title = その他のアクセス方法
    .fix = { -fix-ca }
    .why = プログラムが知っているのはこの2つだけです。

finding-certificate_aia_missing = 発行者の証明書の取得先(authorityInfoAccess)がありません。
    .title = 発行者の証明書のURLがない
    .fix = サーバーが中間証明書を送っていることを確認してください。
    .why = このURLで、足りない中間証明書を補うプログラムがあります。

finding-certificate_aia_not_http = authorityInfoAccessのURL「{ $address }」がhttp://で始まっていません。
    .title = httpでない発行者のURL
    .fix = { -fix-ca }
    .why = 取得するもの自体に署名があり、httpsでは確認のために別の証明書が必要になります。

finding-certificate_aia_twice = 拡張authorityInfoAccessに同じURLが2回以上あります。
    .title = 同じURLの重複
    .fix = { -fix-ca }
    .why = 2つ目のURLは、1つ目が使えないときのためのものです。

finding-certificate_aki_missing = 発行者がどの鍵で署名したかを示す拡張authorityKeyIdentifierがありません。
    .title = 発行者の鍵識別子がない
    .fix = { -fix-self }
    .why = 発行者は複数の鍵を持つことがあり、識別子がないとすべてを試すことになります。

finding-certificate_aki_names_issuer = 拡張authorityKeyIdentifierに、発行者の証明書の名前とシリアル番号もあります。
    .title = 名前と番号のある発行者の鍵識別子
    .fix = { -fix-ca }
    .why = 発行者の特定の1枚に縛られ、クロス証明書や認証局の証明書の更新に対応できなくなります。

finding-certificate_aki_no_key_id = 拡張authorityKeyIdentifierに鍵の識別子がありません。
    .title = 鍵のない発行者の鍵識別子
    .fix = { -fix-self }
    .why = 発行者は複数の鍵を持つことがあり、識別子がないとすべてを試すことになります。

finding-certificate_basic_constraints_not_critical = 拡張basicConstraintsに重要(critical)の印がありません。
    .title = basicConstraintsが重要でない
    .fix = { -fix-ca }
    .why = この証明書で別の証明書を発行できないことを示す拡張で、読み飛ばされてはなりません。

finding-certificate_ca_basic_constraints_not_critical = 認証局の証明書のbasicConstraintsに重要(critical)の印がありません。
    .title = CAのbasicConstraintsが重要でない
    .fix = { -fix-self }
    .why = 認証局に許されている範囲は、どのプログラムにも読み飛ばされてはなりません。

finding-certificate_ca_cannot_sign = 認証局の証明書なのに、証明書に署名する用途がありません。
    .title = 署名できないCA
    .fix = { -fix-self }
    .why = この認証局を通るチェーンは、どのプログラムにも拒まれます。

finding-certificate_ca_crl_sign_missing = 認証局の鍵に、失効リストに署名する用途がありません。
    .title = 失効リストに署名できないCA
    .fix = { -fix-self }
    .why = 失効させた証明書は、認証局自身の鍵で示せなければなりません。

finding-certificate_ca_issuers_missing = 拡張authorityInfoAccessに、発行者の証明書の取得先(caIssuers)がありません。
    .title = OCSPのURLだけがある
    .fix = サーバーが中間証明書を送っていることを確認してください。
    .why = このURLで、足りない中間証明書を補うプログラムがあります。

finding-certificate_ca_key_usage_missing = 認証局の証明書に、鍵の用途を示す拡張keyUsageがありません。
    .title = keyUsageのないCA
    .fix = { -fix-self }
    .why = 証明書に署名できる鍵であることを、すべてのプログラムに示すために必要です。

finding-certificate_ca_key_usage_not_critical = 認証局の証明書のkeyUsageに重要(critical)の印がありません。
    .title = CAのkeyUsageが重要でない
    .fix = { -fix-self }
    .why = 認証局の鍵の用途は、どのプログラムにも読み飛ばされてはなりません。

finding-certificate_ca_name_incomplete = 認証局の名前に{ $attribute }がありません。
    .title = CAの名前の不足
    .fix = 今すぐの対応は不要です。古い認証局ではあり得ます。
    .why = 国、組織名、コモンネームがそろって、認証局を区別できます。

finding-certificate_ca_not_for_servers = サーバー証明書を発行できない認証局です(extKeyUsageにserverAuthがありません)。
    .title = サーバー用でないCA
    .fix = サーバー証明書用の中間証明書を使ってください。
    .why = 別の目的の認証局が発行したサーバー証明書を、ブラウザーは拒みます。

finding-certificate_ca_ski_missing = 認証局の証明書に、鍵の識別子(subjectKeyIdentifier)がありません。
    .title = 鍵識別子のないCA
    .fix = { -fix-self }
    .why = 発行された証明書は、この識別子で発行者の鍵を指します。

finding-certificate_ca_subject_empty = 認証局の証明書に名前がありません(サブジェクトが空です)。
    .title = 名前のないCA
    .fix = { -fix-self }
    .why = 証明書は発行者の名前を示します。名前がなければ、どこにもたどり着けません。

finding-certificate_client_auth = 証明書がクライアント用(clientAuth)にもなっています。この発行日の証明書では、Chromeに受け付けられません。
    .title = クライアント用でもある
    .fix = { -fix-ca }
    .why = Chromeはサーバー用とクライアント用を分けるよう求めています。クライアントには社内の認証局などの証明書を使います。

finding-certificate_client_auth_ending = 証明書がクライアント用(clientAuth)にもなっていますが、Chromeの規則により、{ $not_issued_from } 以降に発行される証明書ではなくなります。
    .title = クライアント用は近く終了
    .fix = この証明書で自分を証明しているプログラム(mTLS)があれば、社内の認証局の証明書への切り替えを計画してください。
    .why = Chromeがサーバー用とクライアント用を分けるよう求めているため、公開の認証局は兼用の発行を終えます。

finding-certificate_cn_not_in_san = コモンネーム「{ $name }」がSANの中にありません。
    .title = SANにないコモンネーム
    .fix = { -fix-ca }
    .why = ブラウザーはコモンネームを見ないため、この名前は使えるように見えて使えません。

finding-certificate_cn_other_case = コモンネーム「{ $name }」の大文字・小文字がSANの記載と違います。
    .title = コモンネームとSANの大文字小文字の違い
    .fix = { -fix-ca }
    .why = コモンネームはSANの記載と1文字も違ってはなりません。

finding-certificate_country_invalid = { $attribute }の値「{ $value }」は国コードではありません。
    .title = 国コードの誤り
    .fix = { -fix-ca }
    .why = 国はISO 3166-1の2文字の大文字コードで表します(ない場合はXX)。
    .example = JP

finding-certificate_country_missing = 組織や個人を示す証明書に、国(C)がありません。
    .title = 国がない
    .fix = { -fix-ca }
    .why = 組織の名前が区別できるのは、せいぜい1つの国の中だけです。

finding-certificate_crl_critical = 拡張cRLDistributionPointsに重要(critical)の印があります。
    .title = cRLDistributionPointsが重要
    .fix = { -fix-ca }
    .why = 失効リストを取得しないプログラムが、証明書を拒むことになります。

finding-certificate_crl_no_address = 拡張cRLDistributionPointsにURLのない項目があります。
    .title = URLのない失効リスト
    .fix = { -fix-ca }
    .why = プログラムはURLから失効リストを取得し、それ以外の示し方は使いません。

finding-certificate_crl_not_http = 失効リストのURL「{ $address }」がhttp://で始まっていません。
    .title = httpでない失効リストのURL
    .fix = { -fix-ca }
    .why = リスト自体に署名があります。httpsでは確認のために別の証明書が要り、ldapは使われなくなりました。

finding-certificate_crl_partial = 拡張cRLDistributionPointsが、失効リストを理由で分けているか、別の発行者を指しています。
    .title = 分割された失効リスト
    .fix = { -fix-ca }
    .why = このようなリストを組み合わせるプログラムはほとんどなく、失効が見落とされます。

finding-certificate_dv_attribute = ドメイン認証(DV)の証明書のサブジェクトに{ $attribute }があります。書けるのはCとCNだけです。
    .title = 余分な属性のあるDV証明書
    .fix = { -fix-ca }
    .why = DVで確認されるのは名前の管理だけです。それ以外の記載は、確認済みに見えてしまいます。

finding-certificate_dv_organization = ドメイン認証(DV)の証明書のサブジェクトに{ $attribute }があります。
    .title = 組織名や住所のあるDV証明書
    .fix = { -fix-ca }
    .why = DVで確認されるのは名前の管理だけです。それ以外の記載は、確認済みに見えてしまいます。

finding-certificate_eku_any = 証明書があらゆる目的(anyExtendedKeyUsage)に使えることになっています。
    .title = あらゆる目的に使える
    .fix = { -fix-ca }
    .why = サーバーの鍵で、プログラムやメールに署名できてはなりません。

finding-certificate_eku_critical = 拡張extKeyUsageに重要(critical)の印があります。
    .title = extKeyUsageが重要
    .fix = { -fix-ca }
    .why = サーバー証明書では、この拡張に重要の印を付けない決まりです。

finding-certificate_eku_forbidden = 証明書に、サーバー証明書にあってはならない目的({ $purpose })があります。
    .title = サーバー証明書にあってはならない目的
    .fix = { -fix-ca }
    .why = サーバーの鍵で、プログラム、メール、時刻、失効の回答に署名できてはなりません。

finding-certificate_eku_missing = サーバー用であることを示す拡張extKeyUsageがありません。
    .title = extKeyUsageがない
    .fix = { -fix-ca }
    .why = この拡張がないと、証明書があらゆる目的に使えてしまいます。

finding-certificate_eku_unwanted = 証明書に、サーバー以外の目的(OIDの16進表記: { $oid })があります。
    .title = その他の目的
    .fix = 今すぐの対応は不要です。証明書は使えます。
    .why = サーバー証明書は、サーバーのためだけのものであるべきです。

finding-certificate_ev_attribute = EV証明書のサブジェクトに、EVガイドラインにない属性があります。
    .title = 規定外の属性のあるEV証明書
    .fix = { -fix-ca }
    .why = EV証明書の記載は、すべて定められた方法で確認されていなければなりません。

finding-certificate_ev_business_category = EV証明書のbusinessCategory(「{ $value }」)がないか、定められた4種のどれでもありません。
    .title = EV証明書のbusinessCategory
    .fix = { -fix-ca }
    .why = どの登記・名簿で組織を確認したのかを示す欄です。
    .example = Private Organization

finding-certificate_ev_ip_address = EV証明書にIPアドレスがあります。
    .title = IPアドレスのあるEV証明書
    .fix = { -fix-ca }
    .why = EV証明書が示せるのはドメイン名だけです。

finding-certificate_ev_jurisdiction_missing = EV証明書に、組織が登記された国(jurisdictionCountry)がありません。
    .title = 登記国のないEV証明書
    .fix = { -fix-ca }
    .why = 登録番号は、どこの登記かが分かって初めて意味を持ちます。

finding-certificate_ev_jurisdiction_state = サブジェクトに登記の州や市があるのに、国がありません。
    .title = 国のない登記地
    .fix = { -fix-ca }
    .why = 同じ名前の州や市が、複数の国にあります。

finding-certificate_ev_organization_id = organizationIdentifier「{ $value }」が「体系・国・ハイフン・番号」の形ではありません。
    .title = organizationIdentifierの形式
    .fix = { -fix-ca }
    .why = 定められた形でなければ、番号を調べることができません。
    .example = NTRJP-0100-01-000001

finding-certificate_ev_organization_id_extension_missing = サブジェクトに組織識別子がありますが、その内訳を示す拡張cabfOrganizationIdentifierがありません。
    .title = 組織識別子の拡張がない
    .fix = { -fix-ca }
    .why = プログラムは、登録の種類・国・番号をこの拡張から読み取ります。

finding-certificate_ev_serial_number_missing = EV証明書に登録番号(serialNumber)がありません。
    .title = 登録番号のないEV証明書
    .fix = { -fix-ca }
    .why = 番号があれば、誰でも登記で組織を確かめられます。

finding-certificate_ev_wildcard = EV証明書にワイルドカード「{ $name }」があります。
    .title = ワイルドカードのあるEV証明書
    .fix = { -fix-ca }
    .why = EVは運営者を確認した個々のホストのためのもので、未確認のホストに及ぶワイルドカードは使えません。

finding-certificate_expired = 証明書の有効期限が{ $not_after }に切れています。
    .title = 有効期限切れ
    .fix = 最新の証明書を設置するか、新しい証明書を申し込んでください。
    .why = 有効期間が過ぎると、ブラウザーはすべての訪問者に警告を表示します。

finding-certificate_extension_default_written = 拡張{ $extension }に、DERでは省略する既定値(FALSE)が書かれています。
    .title = 省略すべき既定値がある
    .fix = { -fix-self }
    .why = 証明書の正しい符号化は1通りだけで、厳格なプログラムはそれ以外を拒みます。

finding-certificate_extension_malformed = 拡張{ $extension }を読み取れないか、中身が空です。
    .title = 読み取れない拡張
    .fix = { -fix-self }
    .why = 拡張を読み取れないプログラムは、証明書を拒むか、その内容を見落とします。

finding-certificate_extension_twice = 拡張{ $extension }が2回以上あります。
    .title = 拡張の重複
    .fix = { -fix-self }
    .why = 最初を読むプログラムと最後を読むプログラムがあり、証明書の意味が2通りになります。

finding-certificate_extension_unknown_critical = プログラムが知らない重要(critical)な拡張があります(OIDの16進表記: { $oid })。
    .title = 未知の重要(critical)な拡張
    .fix = { -fix-self }
    .why = 知らない拡張が重要と印されている証明書を、プログラムは拒まなければなりません。

finding-certificate_extension_wrongly_critical = 拡張{ $extension }が重要(critical)と印されています。この拡張は重要にしてはなりません。
    .title = 重要(critical)にできない拡張
    .fix = { -fix-self }
    .why = その拡張を知らない古いプログラムが、証明書を理由なく拒むことになります。

finding-certificate_ip_reserved = IPアドレス{ $address }は予約されたもので、インターネットのホストには付きません。
    .title = 予約されたIPアドレス
    .fix = 公開のアドレスか名前を使うか、社内では社内の認証局を使ってください。
    .why = 予約されたアドレスは誰でも自分のネットワークで使えるため、その証明書は誰に対しても通用してしまいます。

finding-certificate_is_ca = これは認証局の証明書で、サーバーの証明書ではありません。
    .title = 認証局の証明書
    .fix = サーバー証明書を選んでください。認証局の証明書は中間証明書として使います。
    .why = 証明書を発行できる鍵をウェブサーバーに置いてはなりません。

finding-certificate_issuer_empty = 証明書に発行者名がありません。
    .title = 発行者名がない
    .fix = { -fix-self }
    .why = 発行者名がないと、どのプログラムも証明書チェーンを組み立てられません。

finding-certificate_issuer_unexpected = 証明書の発行者が「{ $issuer }」です。{ $ca }のこの商品では使われない発行者です。
    .title = 申込と違う発行者
    .fix = この申込の証明書か、以前のものや別の購入先のものではないかを確認してください。
    .why = 別の認証局の証明書であれば、取り違えか、別の誰かの申込です。

finding-certificate_key_algorithm_encoding = 鍵のアルゴリズムが定められた書き方になっていません(RSAではNULLのパラメーターが必要です)。
    .title = 鍵アルゴリズムの書き方の誤り
    .fix = { -fix-ca }
    .why = 1つの鍵の書き方は1通りで、どこでも同じ識別子になります。

finding-certificate_key_exponent = RSA鍵の公開指数が偶数か1です。
    .title = RSA鍵の危険な指数
    .fix = 通常の公開指数65537で新しい鍵を作り、証明書を申し込んでください。
    .why = 指数が1だと署名は文そのものになり、偶数だと逆元がありません。
    .example = openssl genrsa -out example.key 2048

finding-certificate_key_size = RSA鍵が{ $bits }ビットです。{ $bits_min }ビット以上で、8で割り切れる必要があります。
    .title = RSA鍵の長さ
    .fix = 新しい鍵を作り、証明書を申し込んでください。
    .why = 短い鍵は破られます。半端な長さは、鍵を作ったプログラムの不具合の印です。
    .example = openssl genrsa -out example.key 2048

finding-certificate_key_type = 公開の証明書では使えない種類の鍵({ $key })です。
    .title = 認められていない種類の鍵
    .fix = RSAか、P-256またはP-384のECDSAの鍵を新しく作り、証明書を申し込んでください。
    .why = それ以外の種類の署名は、ブラウザーが確認できません。
    .example = openssl ecparam -name prime256v1 -genkey -noout -out example.key

finding-certificate_key_usage_empty = 拡張keyUsageに用途が1つも書かれていません。
    .title = keyUsageに用途がない
    .fix = { -fix-self }
    .why = 用途のない鍵は何にも使えず、プログラムに拒まれます。

finding-certificate_key_usage_encoding = 拡張keyUsageのビット列が、DERの定める書き方になっていません。
    .title = keyUsageの符号化の誤り
    .fix = { -fix-self }
    .why = 証明書の正しい符号化は1通りだけで、厳格なプログラムはそれ以外を拒みます。

finding-certificate_key_usage_forbidden = { $reason ->
        [non_repudiation] 拡張keyUsageに、サーバー用ではないnonRepudiationが書かれています。
       *[other] 拡張keyUsageに、この鍵でTLSを行うために必要なdigitalSignatureがありません。
    }
    .title = サーバーの鍵の用途
    .fix = { -fix-ca }
    .why = TLSでサーバーの鍵が行うのはハンドシェイクへの署名(RSAでは復号も)だけです。

finding-certificate_key_usage_missing = 鍵の用途を示す拡張keyUsageがありません。
    .title = keyUsageがない
    .fix = { -fix-ca }
    .why = keyUsageがあれば、TLS用の鍵を別の目的に流用できません。

finding-certificate_key_usage_not_critical = 拡張keyUsageに重要(critical)の印がありません。
    .title = keyUsageが重要でない
    .fix = { -fix-ca }
    .why = 鍵の用途は、どのプログラムにも読み飛ばされてはなりません。

finding-certificate_key_usage_not_for_key = この種類の鍵({ $key })では果たせない用途がkeyUsageに書かれています。
    .title = 鍵の種類に合わない用途
    .fix = { -fix-self }
    .why = 楕円曲線の鍵は暗号化に、RSAの鍵は鍵共有に使えません。矛盾のある証明書は拒まれることがあります。

finding-certificate_key_usage_not_for_purpose = サーバー用の証明書なのに、keyUsageにTLSで必要な用途がありません。
    .title = 通信を始められない鍵
    .fix = { -fix-self }
    .why = TLSでは、サーバーの鍵が署名、復号、鍵共有のどれかを行います。

finding-certificate_key_usage_signs = 認証局の証明書ではないのに、証明書や失効リストに署名する用途が書かれています。
    .title = 証明書に署名できる鍵
    .fix = { -fix-self }
    .why = 証明書に署名できるのは認証局だけです。そのような鍵がサーバーにあると、誰にとっても危険です。

finding-certificate_key_usage_unwanted = 拡張keyUsageに、TLSでは不要なdataEnciphermentまたはkeyAgreementが書かれています。
    .title = TLSに不要な用途
    .fix = 今すぐの対応は不要です。可能であれば認証局に伝えてください。
    .why = 目的に要らない用途は、悪用される余地になるだけです。

finding-certificate_key_weak = この証明書の秘密鍵は、{ $reason ->
        [compromised] 第三者に知られています
        [roca] 計算で求められます(不具合のあるチップ製の鍵、ROCA)
        [debian] 計算で求められます(2006年から2008年のDebianの不具合のあるOpenSSL製)
        [close_primes] 計算で求められます(2つの素数が近すぎます)
       *[other] 計算で求められます(法に簡単に見つかる因数があります)
    }。
    .title = 計算できてしまう鍵
    .fix = 証明書の使用をすぐにやめ、最新のソフトウェアで新しい鍵を作り、証明書を申し込んでください。
    .why = 鍵を計算できる人は、サイトになりすませます。認証局はこのような証明書を1日以内に失効させます。
    .example = openssl genrsa -out example.key 2048

finding-certificate_must_staple = この証明書は、サーバーがOCSPの回答を一緒に送ったときだけ受け付けられます(must-staple)。
    .title = OCSPの回答が必要な証明書
    .fix = サーバーでOCSPステープリングを有効にし、動作を確認してください。
    .why = 理由を問わず、サーバーが回答を送らないと訪問者は接続できません。
    .example = ssl_stapling on;

finding-certificate_name_arpa = 「{ $name }」はIPアドレスの逆引きに使う名前です。
    .title = 逆引きの名前
    .fix = ホストの通常の名前を使ってください。
    .why = arpaの名前はサイトではなくアドレスを表し、管理の決まりも異なります。

finding-certificate_name_constraints_distance = 認証局の名前の制限(nameConstraints)に、どのプログラムも対応しないminimumかmaximumがあります。
    .title = 深さのある名前の制限
    .fix = { -fix-self }
    .why = プログラムが読み飛ばす制限は、何も制限しません。

finding-certificate_name_constraints_empty = 認証局の名前の制限(nameConstraints)が空です。
    .title = 空の名前の制限
    .fix = { -fix-self }
    .why = 空の制限がすべてを禁じるのか何も禁じないのか、プログラムによって解釈が違います。

finding-certificate_name_constraints_in_leaf = 認証局の証明書ではないのに、名前の制限(nameConstraints)があります。
    .title = CAでないのに名前の制限
    .fix = { -fix-self }
    .why = 何も発行しない証明書には、制限する名前がありません。

finding-certificate_name_constraints_not_critical = 認証局の名前の制限(nameConstraints)に重要(critical)の印がありません。
    .title = nameConstraintsが重要でない
    .fix = { -fix-self }
    .why = この拡張を知らないプログラムが、許されていない名前の証明書を受け付けてしまいます。

finding-certificate_name_internal = 「{ $name }」は公開されたドメインの名前ではありません。
    .title = 内部の名前
    .fix = 登録済みのドメインの名前を使うか、社内の認証局を使ってください。
    .why = 誰もが自分のネットワークで使える名前は、誰のものとも証明できません。

finding-certificate_name_is_address = IPアドレス「{ $name }」がDNS名として書かれています。
    .title = DNS名として書かれたIPアドレス
    .fix = { -fix-ca }
    .why = プログラムはIPアドレスをSANのIPアドレス欄だけで探すため、この記載は一致しません。

finding-certificate_name_label_too_long = 「{ $name }」の一部が長すぎます。ドットの間は{ $octets_max }文字までです。
    .title = 名前の一部が長すぎる
    .fix = { -fix-self }
    .why = DNSではこれより長い部分を使えないため、この名前のホストは存在し得ません。

finding-certificate_name_malformed = 「{ $name }」はDNS名ではありません({ $reason ->
        [blank_or_dot] 空白か末尾のドットがある
        [empty] 空である
        [empty_label] ドットが続いているか先頭にある
        [outer_hyphen] ハイフンで始まるか終わる部分がある
        [unicode] 「xn--」の形になっていない
       *[other] 使えない文字がある
    })。
    .title = 名前の形式の誤り
    .fix = { -fix-ca }
    .why = プログラムは名前をそのまま比べます。形の崩れた名前は一致しないか、意図しないものに一致します。

finding-certificate_name_onion = 「{ $name }」はバージョン3のonionの名前ではありません。
    .title = バージョン3でないonionの名前
    .fix = onionサービスの56文字の名前を使ってください。
    .why = サービスの鍵全体を含むのはバージョン3の名前だけで、他人が名乗ることができません。

finding-certificate_name_public_suffix = 「{ $name }」は、多くの人が使うドメイン(公開サフィックス)の全体に及びます。
    .title = 公開サフィックスのワイルドカード
    .fix = 全体の管理をどう確認したのか、認証局に問い合わせてください。
    .why = 配下すべての証明書を持てるのは、サフィックス全体を運営している人だけです。

finding-certificate_name_reserved_label = 「{ $name }」には、3文字目と4文字目がハイフンなのに正しい国際化ドメイン名(xn--)ではない部分があります。
    .title = 無効な国際化ドメイン名
    .fix = { -fix-ca }
    .why = この形は予約されており、無効なものは別のサイトの名前に見えるおそれがあります。

finding-certificate_name_too_long = 「{ $name }」は{ $octets }文字あります。上限は{ $octets_max }文字です。
    .title = 名前が長すぎる
    .fix = { -fix-self }
    .why = DNSにはこれより長い名前がないため、この名前のホストは存在し得ません。

finding-certificate_name_underscore = 「{ $name }」にアンダースコア(_)があります。
    .title = 名前のアンダースコア
    .fix = アンダースコアのない名前をホストに付け、その名前の証明書を申し込んでください。
    .why = ホスト名に使えるのは英数字とハイフンだけで、認証局の例外は2019年に終わりました。

finding-certificate_name_wildcard_shape = 「{ $name }」の「*」の位置が違います。
    .title = ワイルドカードの位置の誤り
    .fix = { -fix-ca }
    .why = ワイルドカードは名前の先頭の「*.」だけで、ブラウザーはそれ以外の「*」を認めません。
    .example = *.example.jp

finding-certificate_names_too_many = 名前が{ $names }個あります。検査したのは最初の{ $names_max }個だけです。
    .title = 名前が多すぎて一部だけ検査
    .fix = 名前を複数の証明書に分けてください。
    .why = このような証明書を発行する認証局はなく、接続のたびにすべての名前が送られることになります。

finding-certificate_not_for_servers = サーバー用の証明書ではありません(serverAuthがありません)。
    .title = サーバー用でない証明書
    .fix = サイトのサーバー証明書を選んでください。
    .why = 別の目的の証明書を示すサイトを、ブラウザーは拒みます。

finding-certificate_not_yet_valid = 証明書が有効になるのは{ $not_before }からです。
    .title = 有効期間の開始前
    .fix = このコンピューターの時計を確認してください。時計が正しければ、有効期間が始まるまでお待ちください。
    .why = 有効期間が始まるまで、ブラウザーはすべての訪問者に警告を表示します。

finding-certificate_organization_missing = 組織名(O)を示すはずの証明書に、組織名がありません。
    .title = 組織名がない
    .fix = { -fix-ca }
    .why = OVとEVの証明書は、確認した運営組織を示すためのものです。

finding-certificate_path_length_misplaced = 証明書に署名できないのに、チェーンの長さの制限(pathLenConstraint)があります。
    .title = CAでないのに経路長の制限がある
    .fix = { -fix-self }
    .why = この制限は認証局の証明書でだけ意味があり、それ以外にあるのは発行設定の誤りです。

finding-certificate_person_forbidden = 組織認証(OV)の証明書に個人の氏名があります。
    .title = OV証明書の個人名
    .fix = { -fix-ca }
    .why = OVで確認されるのは組織で、個人ではありません。

finding-certificate_person_missing = 個人を示すはずの証明書(IV)に、氏名(SNとGN)がありません。
    .title = 氏名がない
    .fix = { -fix-ca }
    .why = IVの証明書は、確認した運営者個人を示すためのものです。

finding-certificate_place_missing = 組織や個人を示す証明書に、所在地(LまたはST)がありません。
    .title = 所在地がない
    .fix = { -fix-ca }
    .why = 同じ名前の組織を所在地で区別します。

finding-certificate_policy_any = 証明書があらゆるポリシー(anyPolicy)を名乗っています。
    .title = anyPolicyがある
    .fix = { -fix-ca }
    .why = anyPolicyは認証局の証明書のためのもので、サーバー証明書は発行の規則を明示します。

finding-certificate_policy_constraints_not_critical = 認証局の証明書の拡張{ $extension }に重要(critical)の印がありません。
    .title = ポリシーの制限が重要でない
    .fix = { -fix-self }
    .why = この拡張を知らないプログラムが、許されていないポリシーの証明書を受け付けてしまいます。

finding-certificate_policy_cps_address = 認証局の規程(CPS)のURLがhttpでもhttpsでもありません。
    .title = 認証局の規程のURL
    .fix = { -fix-ca }
    .why = どの規程で発行されたのかを、誰でも読めなければなりません。

finding-certificate_policy_critical = 拡張certificatePoliciesに重要(critical)の印があります。
    .title = certificatePoliciesが重要
    .fix = { -fix-ca }
    .why = ポリシーの1つを知らないプログラムが、証明書を拒むことになります。

finding-certificate_policy_missing = 認証局が何を確認したかの記載がありません。ブラウザーが信頼するルートのもとで発行された証明書には、CA/Browser ForumのポリシーOIDのいずれかが必要です。
    .title = 種類の記載がない
    .fix = この結果を認証局に送り、証明書を発行し直してもらってください。
    .why = DV、OV、IV、EVの種類は、ポリシーOIDで区別します。2020-09-30からは、公的な認証局がこれのないサーバー証明書を発行することは認められず、発行したものは失効させる必要があります。プライベート認証局の証明書には要りません。
    .example = 2.23.140.1.2.1
finding-certificate_policy_not_expected = { $found ->
        [none] 証明書に種類の記載がありません({ $expected }のはずです)。
       *[other] 証明書の種類が{ $found }です({ $expected }のはずです)。
    }
    .title = 申込と違う種類
    .fix = 正しい証明書かどうか確認し、正しければ認証局に連絡してください。
    .why = 種類は、名前の管理だけを確認したのか、運営者まで確認したのかを示します。

finding-certificate_policy_qualifier = ポリシーに、認証局の規程のURL以外の付記(userNoticeなど)があります。
    .title = ポリシーの付記
    .fix = { -fix-ca }
    .why = 付記を表示するブラウザーはなく、接続のたびに送るデータが増えるだけです。

finding-certificate_policy_several = 証明書が同時に複数の種類({ $profiles })を名乗っています。
    .title = 複数の種類を名乗る
    .fix = { -fix-ca }
    .why = 証明書はDV、OV、IV、EVのどれか1つで、それぞれ決まりが違います。

finding-certificate_policy_twice = 拡張certificatePoliciesに同じポリシーが2回以上あります。
    .title = ポリシーの重複
    .fix = { -fix-self }
    .why = 1つのポリシーに2つの記載があると、矛盾するおそれがあります。

finding-certificate_precertificate = これは公開ログのためのプレ証明書です。
    .title = プレ証明書
    .fix = ログで見つけたものではなく、認証局から届いた証明書を使ってください。
    .why = 発行の予告のためのもので、どのプログラムも拒むように作られています。

finding-certificate_precertificate_with_sct = プレ証明書に、その後で作られるはずのSCTがあります。
    .title = SCTのあるプレ証明書
    .fix = { -fix-ca }
    .why = ログはプレ証明書に署名します。署名される側に署名が入っていることはあり得ません。

finding-certificate_san_critical = サブジェクトがあるのに、SANに重要(critical)の印があります。
    .title = サブジェクトがあるのにSANが重要
    .fix = { -fix-ca }
    .why = この印はサブジェクトが空のときのものです。それ以外では古いプログラムを壊すだけです。

finding-certificate_san_duplicate = SANに「{ $name }」が2回以上あります。
    .title = 名前の重複
    .fix = 今すぐの対応は不要です。証明書は使えます。
    .why = 重複は申込の誤りの印で、通信の開始を遅くします。

finding-certificate_san_missing = 証明書にサブジェクトの別名(SAN)がありません。
    .title = SANがない
    .fix = { -fix-ca }
    .why = ブラウザーはサイト名をSANだけで確認し、コモンネームは見ません。

finding-certificate_san_not_critical = サブジェクトが空なのに、SANに重要(critical)の印がありません。
    .title = サブジェクトが空なのにSANが重要でない
    .fix = { -fix-self }
    .why = SANが唯一の名前であるときは、読み飛ばされてはなりません。

finding-certificate_san_other_type = SANにDNS名とIPアドレス以外のもの({ $kind ->
        [email] メールアドレス「{ $name }」
        [uri] URI「{ $name }」
        [directory] ディレクトリ名
       *[other] 別の種類の名前
    })があります。
    .title = DNS名でもIPアドレスでもないSAN
    .fix = { -fix-ca }
    .why = 公開のサーバー証明書が示すのはホストだけです。それ以外の名前は確認されていません。

finding-certificate_sct_future = SCTの時刻が未来になっています。
    .title = 未来のSCT
    .fix = このコンピューターの時計を確認してください。正しければ認証局に連絡してください。
    .why = 未来のSCTはブラウザーに拒まれます。

finding-certificate_sct_missing = 証明書に、公開ログのタイムスタンプ(SCT)がありません。
    .title = SCTがない
    .fix = サーバーが自分でSCTを送っていなければ、認証局に伝えて再発行を依頼してください。
    .why = 公開ログにない証明書はブラウザーに拒まれます。どの名前に何が発行されたかを誰でも見られるようにするためです。

finding-certificate_sct_same_log = 同じログのSCTが複数あり、ログの数が足りません。
    .title = 同じログのSCT
    .fix = { -fix-ca }
    .why = ブラウザーはSCTの数ではなく、ログの数を数えます。

finding-certificate_sct_too_few = 公開ログのタイムスタンプ(SCT)が{ $found }個しかありません。有効期間が{ $days }日の証明書では{ $needed }個必要です。
    .title = SCTが足りない
    .fix = { -fix-ca }
    .why = ログは停止することがあるため、期間の長い証明書ほど多くのログが必要です。

finding-certificate_sct_version = SCTのバージョンが{ $version }です。ブラウザーが知っているのはバージョン1です。
    .title = 未知のバージョンのSCT
    .fix = { -fix-ca }
    .why = ブラウザーが読めないSCTは数えられません。

finding-certificate_serial_not_positive = シリアル番号が0または負の数です。
    .title = シリアル番号が0または負
    .fix = { -fix-self }
    .why = プログラムや失効リストによって読み方が変わり、別の証明書と取り違えられるおそれがあります。

finding-certificate_serial_short = シリアル番号が{ $octets }オクテットしかありません。64ビットの乱数を含むには{ $octets_min }オクテット必要です。
    .title = シリアル番号が短い
    .fix = { -fix-ca }
    .why = シリアル番号が乱数であれば、認証局が署名する内容を攻撃者が予測できません。

finding-certificate_serial_too_long = シリアル番号が{ $octets }オクテットあります。上限は{ $octets_max }オクテットです。
    .title = シリアル番号が長すぎる
    .fix = { -fix-self }
    .why = プログラムは20オクテットまでを前提にしているため、それより長いと切られたり拒まれたりします。

finding-certificate_signature_algorithm = 署名アルゴリズムが認められたものではないか、定められた書き方になっていません。
    .title = 認められていない署名アルゴリズム
    .fix = { -fix-ca }
    .why = ブラウザーが知っているのは、SHA-2を使うRSAとECDSAの定められた形だけです。

finding-certificate_signature_algorithms_differ = 署名された部分の中と外で、署名アルゴリズムが食い違っています。
    .title = 署名アルゴリズムの食い違い
    .fix = { -fix-self }
    .why = 外側は署名で守られておらず、書き換えると別のアルゴリズムで確認させることができてしまいます。

finding-certificate_signature_weak_hash = 証明書が、もう安全ではない{ $hash }で署名されています。
    .title = 破られたハッシュの署名
    .fix = { -fix-self }
    .why = 同じハッシュ値の証明書を2つ作れるため、一方への署名がもう一方にも通用してしまいます。

finding-certificate_status_missing = 失効リストもOCSPサーバーも示されておらず、短期の証明書でもありません。
    .title = 失効を知る手段がない
    .fix = { -fix-ca }
    .why = 鍵が流出したとき、証明書の失効をブラウザーが知る手段が必要です。

finding-certificate_subject_and_san_missing = サブジェクトが空でSANもなく、誰の証明書か分かりません。
    .title = 名前のない証明書
    .fix = { -fix-self }
    .why = 証明書は鍵と名前を結び付けるものです。名前がなければ意味を持ちません。

finding-certificate_subject_attribute_twice = サブジェクトに{ $attribute }が2回以上あります。
    .title = サブジェクトの属性の重複
    .fix = { -fix-ca }
    .why = 最初と最後のどちらが表示されるかはプログラム次第で、訪問者が見る内容が定まりません。

finding-certificate_subject_bad_octets = サブジェクトの{ $attribute }に、その文字列型では使えない文字があります。
    .title = サブジェクトの型に合わない文字
    .fix = { -fix-self }
    .why = PrintableStringでは*、@、_、&などを使えません。型に合わない文字の表示はプログラムごとに変わります。

finding-certificate_subject_blanks = サブジェクトの{ $attribute }の前か後に空白があります。
    .title = サブジェクトの値の前後の空白
    .fix = 今すぐの対応は不要です。次の申込で入力を確認してください。
    .why = 目に見えない空白があると、同じ名前が別の名前と見なされます。

finding-certificate_subject_control_character = サブジェクトの{ $attribute }に制御文字があります。
    .title = サブジェクトの制御文字
    .fix = { -fix-ca }
    .why = 名前の途中の0や改行は、見える名前と実際の名前を違えるために使われたことがあります。

finding-certificate_subject_email = サブジェクトにメールアドレス「{ $address }」があります。
    .title = サブジェクトのメールアドレス
    .fix = { -fix-ca }
    .why = このアドレスは確認されておらず、誰にでも読まれてしまいます。

finding-certificate_subject_markup = サブジェクトの{ $attribute }の値「{ $value }」に、HTMLの表記(&amp;など)が残っています。
    .title = サブジェクトのHTML表記
    .fix = { -fix-ca }
    .why = 入力フォームの文字が元に戻されておらず、表示される名前が組織の名前ではなくなります。

finding-certificate_subject_mojibake = サブジェクトの{ $attribute }の値「{ $value }」が文字化けしているようです。
    .title = サブジェクトの文字化け
    .fix = { -fix-ca }
    .why = 読み書きで文字コードが食い違うと、表示される名前が組織の名前ではなくなります。

finding-certificate_subject_multi_rdn = サブジェクトの1つの要素(RDN)に、複数の属性があります。
    .title = 1つのRDNに複数の属性
    .fix = { -fix-ca }
    .why = このような組はプログラムによって並びが変わり、同じ名前が別の名前と見なされます。

finding-certificate_subject_not_applicable = サブジェクトの{ $attribute }の値「{ $value }」には意味がありません。
    .title = 意味のないサブジェクトの値
    .fix = { -fix-ca }
    .why = 該当しない項目は書かない決まりです。「-」なども、確認済みの値として表示されてしまいます。

finding-certificate_subject_old_type = サブジェクトの{ $attribute }がUTF8StringでもPrintableStringでもありません。
    .title = サブジェクトの古い文字列型
    .fix = { -fix-ca }
    .why = 古い型(T61String、BMPStringなど)は、プログラムによって読み方が違います。

finding-certificate_subject_order = サブジェクトの属性が、定められた順(DC、C、ST、L、postalCode、street、O、SN、GN、OU、CN)になっていません。
    .title = サブジェクトの属性の順序
    .fix = { -fix-ca }
    .why = 順序が決まっていれば、名前どうしを比べられます。

finding-certificate_subject_ou = サブジェクトに部署名(OU)「{ $value }」があります。
    .title = 部署名(OU)
    .fix = { -fix-ca }
    .why = 部署名は確認のしようがないため、2022-09-01以降、公開の証明書には書かれません。

finding-certificate_subject_string_type = サブジェクトの{ $attribute }の文字列型が、定められたものと違います。
    .title = サブジェクトの文字列型の誤り
    .fix = { -fix-self }
    .why = CとserialNumberはPrintableString、DCとemailAddressはIA5Stringです。型が違うと、同じ名前が別の名前と見なされます。

finding-certificate_subject_too_long = サブジェクトの{ $attribute }が{ $chars }文字あります。上限は{ $chars_max }文字です。
    .title = サブジェクトの値が長すぎる
    .fix = { -fix-self }
    .why = プログラムは規格の上限までを前提にしているため、それより長い値は切られたり拒まれたりします。

finding-certificate_time_encoding = 日付の形式が違います。2049年まではUTCTime、それ以降はGeneralizedTimeで書きます。
    .title = 日付の形式の誤り
    .fix = { -fix-self }
    .why = 定められた形式だけを読むプログラムは、この証明書を拒みます。

finding-certificate_unique_id = 廃止されたissuerUniqueIDまたはsubjectUniqueIDの欄があります。
    .title = 一意識別子の欄がある
    .fix = { -fix-self }
    .why = この欄はとうに使われなくなっており、認証局は書いてはならないことになっています。

finding-certificate_validity_over_recommended = 有効期間が{ $days }日あります。推奨は上限より1日短い{ $days_max }日です。
    .title = 推奨より長い有効期間
    .fix = 今すぐの対応は不要です。証明書は使えます。
    .why = 1秒でも超えると1日と数えられるため、認証局は上限から1日の余裕を取ります。

finding-certificate_validity_reversed = 有効期間の終わりが始まりより前になっています。
    .title = 終わりが始まりより前
    .fix = { -fix-self }
    .why = このような証明書が有効になる時はありません。

finding-certificate_validity_too_long = 有効期間が{ $days }日あります。この発行日では{ $days_max }日までです。
    .title = 有効期間が長すぎる
    .fix = { -fix-ca }
    .why = 期間の長すぎる証明書はブラウザーに拒まれます。短い期間は、鍵の流出や所有者の交代の影響を小さくします。

finding-certificate_version = 証明書がバージョン{ $version }です。バージョン3である必要があります。
    .title = 証明書のバージョン
    .fix = { -fix-ca }
    .why = ブラウザーが確認する名前や用途は、バージョン3の証明書にだけ書けます。

# 証明書の読み取りと、申込との比較。
finding-certificate_backdated = 証明書の開始日時が、発行の48時間より前になっています。
    .title = 開始日時の繰り上げ
    .fix = 認証局に確かめてください。
    .why = 遅れた時計のために、認証局は開始を48時間まで繰り上げられます。それ以上では、規則の施行日を避けられてしまいます。
finding-certificate_for_other_key = 証明書の鍵が、この申込のCSRの鍵と違います。
    .title = 別の鍵の証明書
    .fix = 別の申込の証明書ではないか確かめてください。
    .why = 証明書は、対になる秘密鍵とでなければ使えません。
finding-certificate_names_differ = 証明書の名前が、申し込まれた名前と違います(足りない名前: { $missing }、余分な名前: { $extra })。
    .title = 申込と違う名前
    .fix = 正しい名前で発行し直してもらってください。
    .why = 足りない名前の訪問者には警告が表示されます。余分な名前は申し込まれていません。
finding-certificate_private_key_pasted = 秘密鍵が貼り付けられました。内容は保存していません。
    .title = 秘密鍵の貼り付け
    .fix = その鍵はもう使わないでください。証明書だけを貼り付けてください。
    .why = サーバーの外に出た鍵は、もう秘密ではありません。
finding-certificate_too_large = 証明書のデータが大きすぎます(上限 1 MiB)。
    .title = 大きすぎる
    .fix = サーバー証明書と中間証明書だけを貼り付けてください。
    .why = 証明書チェーンは数KiBです。それより大きいものは証明書ではありません。
finding-certificate_too_long_valid = 証明書の有効期間が長すぎます。
    .title = 決まりより長い有効期間
    .fix = { $not_after_max } までの期間で発行し直してもらってください。
    .why = 発行日の規則で、有効期間の上限が決まっています。
finding-certificate_too_many = 証明書の数が多すぎます。
    .title = 証明書が多すぎる
    .fix = サーバー証明書と中間証明書だけを貼り付けてください。
    .why = 証明書チェーンは2枚から4枚です。
finding-certificate_unreadable = 証明書として読み取れません。
    .title = 読み取れない
    .fix = 認証局から届いた証明書を、BEGINの行からENDの行まで貼り付けてください。
    .why = 読み取れないものは検査できず、どのサーバーでも使えません。
