
finding-cn_not_in_names = CSRのコモンネーム「{ $name }」が、申し込む名前の中にありません。
    .fix =
        { $reason ->
            [refused] 申し込む名前の1つをコモンネームにしてCSRを作り直すか、申し込む名前で作ったCSRを貼り付けてください。
           *[other] 「{ $name }」も名前の欄に加えるか、申し込む名前で作ったCSRを貼り付けてください。
        }
    .title = コモンネームが申し込む名前にない
    .why = コモンネームは、証明書に入る名前(SAN)のどれかと同じでなければなりません。違うときは、別のCSRを選んでいることがよくあります。
finding-cn_not_in_san = コモンネーム「{ $name }」がCSRのSAN(サブジェクト代替名)の中にありません。この名前も証明書に加わります。
    .fix = この名前も証明書に必要なら、何もしなくてかまいません。不要なら、SANの中の名前をコモンネームにするか、コモンネームを空にして、CSRを作り直してください。
    .title = SANにないコモンネーム
    .why = ブラウザーが見るのはSANだけで、証明書のコモンネームはSANのどれかと同じでなければなりません。そのため、ほかの名前と同じように数えます。
finding-cn_too_long = コモンネームが { $chars } 文字あります(上限 { $chars_max } 文字)。
    .fix = コモンネームは空にして、名前はSAN(サブジェクト代替名)に入れてください。
    .title = コモンネームが長すぎる
    .why = 証明書の規格では、コモンネームは64文字までです。長い名前は、253文字まで入るSANに入れます。
    .example = openssl req -new -key www.key -out www.csr -subj / -addext subjectAltName=DNS:www.example.jp
finding-csr_extension_twice = CSRに{ $extension }が2回以上入っています。
    .fix = すべての名前を1つのSANに入れ、拡張の一覧も1つだけにして、CSRを作り直してください。
    .title = 拡張の重複
    .why = 最初だけを読むプログラムも、最後だけやすべてを読むプログラムもあり、どの名前を申し込んでいるのかが決まりません。
    .example = openssl req -new -key www.key -out www.csr -subj / -addext subjectAltName=DNS:www.example.jp,DNS:example.jp
-csr-paste = 「-----BEGIN CERTIFICATE REQUEST-----」から「-----END CERTIFICATE REQUEST-----」までを、この2行も含めてそのまま貼り付けてください。
finding-csr_other_kind =
    { $kind ->
        [certificate] これはCSRではなく、証明書です。
        [public_key] これはCSRではなく、公開鍵です。
        [crl] これはCSRではなく、失効した証明書の一覧(CRL)です。
        [jks] これはCSRではなく、Javaのキーストア(JKS)です。
       *[other] CSRではなく、別の種類のデータ({ $label })です。
    }
    .fix =
        { $kind ->
            [certificate] 証明書は「証明書を見る」のページ(`/cert`)で確かめられます。申込には、その前に作ったCSR(「-----BEGIN CERTIFICATE REQUEST-----」で始まるもの)を貼り付けてください。
            [jks] ファイルは鍵とともに手元の機械に置いたままにし、そこで作ったCSRを貼り付けてください: `keytool -certreq -keystore FILE -alias NAME`
           *[other] { -csr-paste }
        }
    .fix-local =
        { $kind ->
            [certificate] 証明書は `warifu cert check FILE` で確かめられます。CSRは「-----BEGIN CERTIFICATE REQUEST-----」で始まります。
            [jks] キーストアからCSRを作って確かめてください: `keytool -certreq -keystore FILE -alias NAME`
           *[other] 「-----BEGIN CERTIFICATE REQUEST-----」で始まるファイルを指定してください。何が入っていてどれが組になるかは、`warifu match FILE…` で分かります。
        }
    .title = CSRではない
    .why = 鍵、CSR、証明書は、ファイルとしては似ています。認証局が証明書を発行するのは、CSRに対してだけです。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-csr_several = 異なるCSRが { $requests } 件入っています: { $names }
    .fix = この申込に使うCSRだけを貼り付けてください。
    .title = CSRが2つ以上ある
    .why = 1つの申込で発行する証明書は1つで、使う鍵も1つです。どの鍵のつもりかを推測することはしません。
finding-csr_signature_broken = CSRの署名が正しくありません。途中で文字が欠けたか、書き換えられています。
    .fix = CSRを手で直さず、もう一度作り直して全体を貼り付けてください。
    .title = 署名が正しくない
    .why = CSRは、それ自身の鍵で署名されています。署名が合えば、途中で何も変わっていないことが分かります。
finding-csr_signature_unknown = このCSRの署名({ $algorithm }、鍵は{ $key })は、確かめられない方式です。
    .fix = RSAまたはECDSAの鍵で、SHA-256で署名してCSRを作り直してください(opensslなら`-sha256`を付け、`-sigopt`は付けません)。
    .title = 署名を確かめられない
    .why = 確かめられない署名では、鍵の持ち主が作ったCSRだと分かりません。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-csr_signature_weak_hash = CSRの署名に、安全でなくなった方式({ $hash })が使われています。
    .fix = openssl なら -sha256 を付けて、CSRを作り直してください。
    .title = SHA-1やMD5の署名
    .why = MD5やSHA-1では、同じ値になる別の文書をわざと作れるため、認証局はこの署名を受け付けません。
    .example = openssl req -new -sha256 -key www.key -out www.csr
finding-csr_too_large = CSRが大きすぎます(上限 64 KiB)。
    .fix = CSRのファイルだけを選んでください。普通のCSRは数KiBです。
    .title = CSRにしては大きい
    .why = 名前が100件あり鍵が最も長いCSRでも8 KiBほどです。それより大きいものは、別のファイルです。
finding-csr_unreadable =
    { $reason ->
        [empty] CSRが空です。
        [other_block] CSRではなく、別の種類のデータ({ $label })が貼り付けられています。
        [no_request] CSRが見つかりません。
        [pem_no_end] CSRの終わりの行(-----END CERTIFICATE REQUEST-----)がありません。
        [pem_label_mismatch] 最後の行(END)と最初の行(BEGIN)に、違う種類が書かれています。
        [trailing_octets] CSRの終わりの後に、余分なものが付いています。
        [pem_not_base64] CSRの途中に、使えない文字が混ざっています。
        [names_too_many] CSRの名前が{ $names_max }個を超えています。
        [pem_too_many] BEGINとENDで囲まれた部分が64個を超えています。
        [request_info] CSRの、署名されている部分を読み取れません({ $at } バイト目)。
        [version] CSRのバージョン番号が、決められた0(opensslの表示では「1 (0x0)」)ではありません。
        [subject] CSRの中のサブジェクトを読み取れません({ $at } バイト目)。
        [name] CSRの中のサブジェクトを読み取れません({ $at } バイト目)。
        [name_attribute] CSRの中のサブジェクトの項目を読み取れません({ $at } バイト目)。
        [name_attributes_too_many] CSRのサブジェクトの項目が64個を超えています。
        [public_key] CSRの中の公開鍵を読み取れません({ $at } バイト目)。
        [public_key_algorithm] CSRの中の公開鍵の種類を読み取れません({ $at } バイト目)。
        [public_key_parameters] CSRの中の公開鍵の種類を読み取れません({ $at } バイト目)。
        [public_key_bits] CSRの中の公開鍵を読み取れません({ $at } バイト目)。
        [rsa_key] CSRの中のRSA鍵を読み取れません({ $at } バイト目)。
        [rsa_modulus] CSRの中のRSA鍵の法が、正の数ではありません({ $at } バイト目)。
        [rsa_exponent] CSRの中のRSA鍵の公開指数が、正の数ではありません({ $at } バイト目)。
        [signature_algorithm] CSRの中の署名の方式を読み取れません({ $at } バイト目)。
        [signature_parameters] CSRの中の署名の方式を読み取れません({ $at } バイト目)。
        [signature] CSRの中の署名を読み取れません({ $at } バイト目)。
        [attributes] CSRの中の属性の一覧を読み取れません({ $at } バイト目)。
        [attribute] CSRの中の属性を読み取れません({ $at } バイト目)。
        [attributes_too_many] CSRの属性が64個を超えています。
        [extension_request] CSRの中の拡張の一覧を読み取れません({ $at } バイト目)。
        [extension] CSRの中の拡張を読み取れません({ $at } バイト目)。
        [extensions_too_many] CSRの拡張が64個を超えています。
        [subject_alt_name] CSRの中のSAN(名前の一覧)を読み取れません({ $at } バイト目)。
        [ip_address] CSRのSANに、IPv4でもIPv6でもないIPアドレスがあります({ $at } バイト目)。
       *[other] CSRとして読み取れません。途中で欠けている可能性があります。
    }
    .fix =
        { $reason ->
            [names_too_many] 名前をいくつかの証明書に分けて、それぞれのCSRを作ってください。
            [empty] { -csr-paste }
            [no_request] { -csr-paste }
            [other_block] { -csr-paste }
            [pem_label_mismatch] { -csr-paste }
            [pem_no_end] { -csr-paste }
            [pem_not_base64] { -csr-paste }
            [pem_too_many] { -csr-paste }
            [request] { -csr-paste }
            [trailing_octets] { -csr-paste }
           *[other] openssl 3 など、今のプログラムでCSRを作り直し、全体を貼り付けてください。
        }
    .title = CSRを読み取れない
    .why = CSRは最後まで読み取ります。どこかが欠けていると、残りの内容も確かめられません。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-findings_more = 「{ $like }」と同じ種類の指摘が、ほかに{ $more }件あります。
    .fix = 表示されたところを直してから、CSRをもう一度確かめてください。
    .title = 同じ種類の指摘がほかにもある
    .why = CSRには1,000個もの名前を入れられます。同じ種類の指摘は、最初の20件だけを表示します。
finding-key_algorithm_inexact = CSRの中のRSA鍵の表記が、規格どおりではありません。
    .fix = openssl 3 など、今のプログラムでCSRを作り直してください。
    .title = 鍵の表記が規格と違う
    .why = 認証局は、RSA鍵の種類を示す部分を、決められた1つの形と1バイトずつ比べます。古いプログラムには、その一部を省くものがあります。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_close_primes = このRSA鍵の2つの素数は近すぎるため、誰でも見つけられます。
    .fix = 別のプログラムで新しい鍵を作り、その鍵でCSRを作り直してください。
    .title = 素数が近すぎる
    .why = 近い2つの素数は、フェルマーの方法で100回以内に見つかり、秘密鍵が分かってしまいます。こうした鍵を作るプリンターや機器がありました。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_compromised = この鍵は、他人に知られたと報告されています。
    .fix = この鍵はもう使わないでください。新しい鍵を作り、その鍵でCSRを作り直してください。
    .title = 漏れたと報告された鍵
    .why = 一度漏れた鍵を認証局は受け付けず、その鍵の証明書は24時間以内に失効させます。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_curve_explicit = 鍵の中で、楕円曲線が名前ではなく数値で書かれています。
    .fix = 曲線を名前で指定して鍵を作り、CSRを作り直してください。
    .title = 曲線が数値で書かれている
    .why = 曲線を数値で書けると、攻撃者が選んだ曲線も書けてしまうため、多くのプログラムがこの鍵を拒みます。
    .example = openssl ecparam -name prime256v1 -param_enc named_curve -genkey -noout -out www.key
finding-key_debian_weak = この鍵は、2006〜2008年のDebianやUbuntuの不具合で作られた、誰でも知ることのできる鍵です。
    .fix = 保守されているシステムで新しい鍵を作り、その鍵でCSRを作り直してください。
    .title = Debianの不具合で作られた鍵
    .why = 当時のDebianやUbuntuのOpenSSLは、種類ごとに32,768個の鍵しか作れませんでした(CVE-2008-0166)。すべて公開されています。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_exponent = RSA鍵の公開指数が安全ではありません。
    .fix = 公開指数 65537(一般的な設定)で、鍵とCSRを作り直してください。
    .title = 安全でない公開指数
    .why = 公開指数が1では何も隠せず、偶数ではRSAとして働きません。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_exponent_unusual = RSA鍵の公開指数が一般的な値ではありません。
    .fix = できれば、公開指数 65537 で鍵とCSRを作り直してください。
    .title = 珍しい公開指数
    .why = 3のような小さな指数は、扱いの雑なプログラムで破られることがあり、大きすぎる指数は多くのプログラムが拒みます。認証局は65537を勧めています。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_prime_power = RSA鍵の法が、1つの素数の累乗になっています。
    .fix = 新しい鍵を作り、その鍵でCSRを作り直してください。
    .title = 素数が1つしかない鍵
    .why = RSAには異なる2つの素数が必要です。1つの素数の累乗は、累乗根を求めるだけで破られます。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_reused = この鍵は、以前の申込で使われています。
    .fix = このままでも申し込めますが、証明書ごとに新しい鍵を作ると安全です。
    .title = 以前に使った鍵
    .why = 2つの証明書で同じ鍵を使うと、漏れたときに両方が使えなくなります。新しい鍵は無料で作れます。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_roca = この鍵は、不具合のあるチップ(ROCA)で作られており、破ることができます。
    .fix = opensslなどのソフトウェアで鍵を作るか、機器のファームウェアを更新してから、CSRを作り直してください。
    .title = ROCAの鍵
    .why = 2017年までICカードやTPMに使われていたInfineonのライブラリーは、素数の作り方に規則があり、他人にも求められます(CVE-2017-15361)。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_size =
    { $reason ->
        [too_short] RSA鍵が { $bits } ビットしかありません({ $bits_min } ビット以上が必要です)。
        [too_long] RSA鍵が { $bits } ビットあります(上限 { $bits_max } ビット)。
       *[other] RSA鍵の長さ({ $bits } ビット)が8の倍数ではありません。
    }
    .fix = 2048ビットのRSA鍵を新しく作り、その鍵でCSRを作り直してください。
    .title = RSA鍵の長さ
    .why = 2048ビットより短い鍵は、計算機を集めれば破れます。長すぎる鍵は、サイトの表示を遅くします。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_small_factor = このRSA鍵の法は { $factor } で割り切れます。
    .fix = 新しい鍵を作り、その鍵でCSRを作り直してください。
    .title = 小さな数で割り切れる鍵
    .why = 正しいRSA鍵の法は、巨大な素数2つの積です。小さな数で割り切れる鍵は、壊れているか、正しく作られていません。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_type_refused = この種類の鍵({ $key })は、認証局が受け付けません。
    .fix = RSA 2048ビット以上、またはECDSA P-256・P-384の鍵で作り直してください。
    .title = 受け付けられない種類の鍵
    .why = ブラウザーが受け付けるのは、RSAの鍵と、決まった曲線のECDSAの鍵の証明書だけです。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-key_unusable = CSRの中の鍵({ $key })は、鍵としてありえない値です。そのため、署名も確かめられません。
    .fix = 鍵を新しく作り、その鍵でCSRを作り直してください。CSRは手で直さないでください。
    .title = 鍵としてありえない値
    .why = 楕円曲線の鍵はその曲線の上の点で、RSA鍵の法は奇数です。それ以外の値では、接続が成り立ちません。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-name_address_option = この認証局には、「{ $name }」のようなグローバルIPアドレスのためのオプションがあります。商品と一緒に申し込むものです。
    .fix = サイトのドメイン名を使うか、オプションについてお問い合わせください。
    .title = IPアドレスのオプション
    .why = 通常の証明書はサイトの名前を証明します。IPアドレスの場合は、認証局がその持ち主であることを別に確認するため、別売りになっています。
    .example = www.example.jp
finding-name_internal = 「{ $name }」は公開されたドメインの名前ではないため、ここでは証明書を発行できません。
    .fix = 登録済みのドメインの名前を使ってください。
    .title = 社内だけの名前
    .why = インターネットにない名前は、別のネットワークでも使えるため、誰のものかを証明できません。
    .example = www.example.jp
finding-name_ip_address = 「{ $name }」はIPアドレスか、数字で終わるものです。名前で申し込む必要があります。
    .fix = サイトのドメイン名を使ってください。
    .title = IPアドレス
    .why = ここで扱う証明書は、サイトの名前を証明します。IPアドレスは持ち主が変わりやすく、別の確認が必要です。
    .example = www.example.jp
finding-name_label_invalid = 「{ $name }」の中の「{ $label }」は、国際化ドメイン名として正しくありません。
    .fix = 元の文字の名前から、もう一度変換してください。英数字だけの名前では、この位置にハイフンを2つ続けられません。
    .title = 正しくない xn-- の名前
    .why = 3文字目と4文字目のハイフンは、国際化ドメイン名を変換した表記(xn--)の印です。元に戻せないものは使えません。
    .example = xn--wgv71a119e.jp
finding-name_malformed = 「{ $name }」は証明書に入れられる名前ではありません。
    .fix = 英数字・ハイフン・点だけを使い、「www.example.jp」のように書いてください。
    .title = ドメイン名ではない
    .why = 証明書の名前はアドレス欄の名前と比べられるので、DNSと同じ形で書きます。空白や http://、パスは入れません。
    .example = www.example.jp
finding-name_public_suffix = 「{ $name }」は多くの人が共有する名前(公開接尾辞)なので、証明書を発行できません。
    .fix = ご自身で登録したドメインの名前を使ってください。
    .title = 公開接尾辞
    .why = co.jp のような公開接尾辞の下には誰でも登録できるため、全体を管理している人はいません。
    .example = example.co.jp
finding-name_reverse_lookup = 「{ $name }」はIPアドレスの逆引きに使う名前なので、証明書を発行できません。
    .fix = サイトのドメイン名を使ってください。
    .title = 逆引きの名前
    .why = in-addr.arpa や ip6.arpa の名前は、IPアドレスから名前を調べるためのものです。サイトではないため、2026-03-15から認証局は受け付けません。
    .example = www.example.jp
finding-name_too_long = 名前「{ $name }」が長すぎます(全体で253文字、点と点の間は63文字まで)。
    .fix = 短い名前を使ってください。
    .title = 名前が長すぎる
    .why = これより長い名前は、DNSで扱えません。
finding-name_trailing_dot = 名前「{ $name }」の末尾に点(.)があります。証明書には点のない名前が入ります。
    .fix = 何もする必要はありません。
    .title = 末尾の点
    .why = DNSの設定ファイルでは名前の末尾に点を付けますが、証明書の名前には付けません。
    .example = www.example.jp
finding-name_underscore = 名前「{ $name }」にアンダースコア(_)が含まれています。
    .fix = ホストの名前を、ハイフンを使ったものに変えてください。
    .title = アンダースコア
    .why = DNSの記録には使えますが、ホスト名には使えません。認証局は2019年に発行をやめました。
    .example = www-test.example.jp
finding-name_unicode =
    { $reason ->
        [unicode_refused] 「{ $name }」に英数字以外の文字が含まれています。変換後の表記でも、この名前の証明書は発行できません。
       *[other] 「{ $name }」に英数字以外の文字が含まれています。証明書には「{ $ascii }」と書きます。
    }
    .fix =
        { $reason ->
            [unicode_refused] ご自分で登録したドメインの名前を、変換後の表記で使ってください。
           *[other] 「{ $ascii }」でCSRを作り直してください。
        }
    .title = 日本語などの名前
    .why = 証明書には、xn-- で始まる変換後の表記を入れます。ブラウザーには元の文字で表示されます。
    .example = xn--wgv71a119e.jp
finding-name_wildcard_shape = 名前「{ $name }」の「*」の位置が正しくありません。
    .fix = 「*.example.jp」のように、先頭に1つだけ「*.」を付けてください。
    .title = 「*」の位置
    .why = ワイルドカードは、名前の先頭の1つの部分だけを表します。ブラウザーはほかの形を認めません。
    .example = *.example.jp
finding-names_dropped = SANのうち { $names } 件は、名前でもIPアドレスでもないため、証明書には入りません。
    .fix = 何もする必要はありません。
    .title = 名前以外のSAN
    .why = サーバー証明書に入るのは名前だけです。CSRの中のメールアドレスやURLは使われません。
finding-names_duplicate = 名前「{ $name }」が2回以上入っています。
    .fix = 別の名前のつもりでなかったか確かめてください。
    .title = 同じ名前が2回
    .why = 証明書には同じ名前は1回だけ入ります。2回あるときは、別の名前の書き間違いがよくあります。
finding-names_mismatch = CSRにある名前のうち、申し込まれていないものがあります: { $names }
    .fix = 証明書に入るのは名前の欄に書いたものだけです。必要なら名前の欄に加えてください。
    .title = 申し込まれていない名前
    .why = 証明書の名前は申込の欄から取ります。CSRだけにある名前は入らないため、サーバーで足りなくなることがあります。
finding-names_missing = 証明書に入れる名前がありません。
    .fix = サイトの名前(例: www.example.jp)を名前の欄に入力してください。
    .title = 名前がない
    .why = 名前のない証明書では、どのサイトも守れません。
    .example = www.example.jp
finding-names_too_many = 名前が { $names } 件あります。この商品は { $names_max } 件までです。
    .fix = 名前を減らすか、申込を分けてください。
    .title = 名前が多すぎる
    .why = 入れられる名前の数は、商品ごとに決まっています。
finding-private_key_pasted = 秘密鍵が貼り付けられました。内容は保存していません。
    .fix = その鍵はもう使わないでください。新しい鍵とCSRを作り、CSRだけを貼り付けてください。
    .title = 秘密鍵の貼り付け
    .why = 秘密鍵は、お使いの機器から出さないものです。一度でも送った鍵は、漏れたものとして扱います。
    .example = openssl req -new -newkey rsa:2048 -nodes -keyout www.example.jp.key -out www.example.jp.csr
finding-subject_badly_encoded = 値「{ $value }」の、CSRの中での文字の符号化が正しくありません。内容は読み取れました。
    .fix = UTF8StringでCSRを作り直してください(openssl.cnf では string_mask = utf8only)。
    .title = 文字の符号化の誤り
    .why = CSRの文字列には、使える文字の決まった種類があります。PrintableStringに「*」や「_」は使えず、厳しいプログラムは拒みます。
    .example = string_mask = utf8only
finding-subject_blank = 値「{ $value }」には内容がありません。
    .fix = 項目を省くか、正しい値を入れてください。
    .title = 内容のない項目
    .why = 「-」のような「該当なし」の印は、証明書に入れられません。
finding-subject_characters = 「{ $value }」の { $position } 文字目「{ $character }」は、認証局がこの項目で受け付けない文字です。
    .fix = 英数字と使える記号だけで書き、CSRを作り直してください。
    .title = 使えない文字
    .why = 項目ごとに使える文字は認証局が決めていて、それ以外は受け付けられません。
    .example = Example Co.,Ltd.
finding-subject_country = 「{ $value }」は国の符号ではありません。
    .fix = 国を表す大文字2文字(日本は JP)で、CSRを作り直してください。
    .title = 国の符号
    .why = 国はISO 3166-1の2文字で書きます。イギリスを UK と書く(正しくは GB)、小文字で書く、といった間違いがよくあります。
    .example = JP
finding-subject_country_refused = この商品の認証局が受け付けるのは { $taken } の組織だけで、「{ $value }」の組織は申し込めません。
    .fix = ほかの認証局の商品を選んでください。
    .title = 受け付けられない国
    .why = 特定の国の登記だけを確かめる認証局があります。
    .example = JP
finding-subject_email_ignored = メールアドレス「{ $value }」は証明書に入りません。
    .fix = 何もする必要はありません。
    .title = CSRの中のメールアドレス
    .why = PleskなどはCSRにメールアドレスを書き込みます。問題はなく、証明書には入りません。
finding-subject_fullwidth = 「{ $value }」の { $position } 文字目「{ $character }」が全角です。
    .fix =
        { $reason ->
            [refused] 認証局が受け付ける文字と長さで書き、CSRを作り直してください。
           *[other] 半角で「{ $half }」と書き、CSRを作り直してください。
        }
    .title = 全角の文字
    .why = 全角の英数字や空白は半角とよく似ていますが、認証局は半角だけを受け付けます。
    .example = Example Co.,Ltd.
finding-subject_invisible = 「{ $value }」の { $position } 文字目に、目に見えない文字({ $character })が入っています。
    .fix = 貼り付けずに手で入力し、CSRを作り直してください。
    .title = 見えない文字
    .why = 文字を貼り付けるときに紛れ込むことがあります。そのままでは、証明書に書かれた名前が、見た目と違うものになります。
    .example = Example Co.,Ltd.
finding-subject_lower_case = 「{ $value }」がすべて小文字です。
    .fix = 先頭を大文字にして、CSRを作り直してください。
    .title = すべて小文字
    .why = この認証局は、地名を Tokyo または TOKYO と書くよう求めており、tokyo は受け付けません。
    .example = Tokyo
finding-subject_mismatch = CSRには「{ $csr }」、申込には「{ $application }」と書かれています。
    .fix = 申込を直すか、CSRを作り直してください。
    .title = CSRと申込の違い
    .why = 認証局は確かめた内容だけを証明し、証明書は後から直せません。
finding-subject_missing = 組織の証明書に必要なこの項目が、CSRにありません。
    .fix = 「{ $attribute }」を入れてCSRを作り直してください。入れないと、認証局から問い合わせがあります。
    .title = 項目がない
    .why = 組織の名前が入る証明書には、所在地も入ります。足りない項目は認証局が問い合わせるため、日数がかかります。
    .example = openssl req -new -key www.key -out www.csr -subj "/C=JP/ST=Tokyo/L=Chiyoda-ku/O=Example K.K./CN=www.example.jp"
finding-subject_ou_ignored = 部署名(OU)「{ $value }」は証明書に入りません。
    .fix = 何もする必要はありません。
    .title = CSRの中の部署名(OU)
    .why = 部署名は確かめようがないため、2022-09-01から公開の証明書には入りません。
finding-subject_padded = 「{ $value }」の { $position } 文字目に余分な空白があります。
    .fix =
        { $reason ->
            [refused] その空白を除いて、CSRを作り直してください。
           *[other] 「{ $trimmed }」と書き、CSRを作り直してください。
        }
    .title = 余分な空白
    .why = 前後の空白や改行は目に見えませんが、登記などと1文字ずつ比べると違いになります。
    .example = Example Co.,Ltd.
finding-subject_place_joined = 「{ $value }」は、地名と「区」「市」などが1語につながっています。
    .fix = 「{ $better }」のように書いて(ハイフンの代わりに半角の空白でもかまいません)、CSRを作り直してください。そのままでは認証局から確認が入ることがあります。
    .title = 地名と「区」「市」などが1語
    .why = この認証局は、都道府県や市区町村を表す語の前に、ハイフンか半角の空白を入れるよう求めています。
    .example = Chiyoda-ku
finding-subject_refused = この商品の認証局は、この項目(「{ $value }」)のあるCSRを受け付けません。
    .fix = この項目のないCSRを作り直してください。
    .title = 受け付けられない項目
    .why = 部署名(OU)のような証明書に入らない項目があるだけで、CSRを受け付けない認証局があります。
finding-subject_repeated = この項目がCSRに2回以上入っています(「{ $first }」と「{ $again }」)。
    .fix = 値を1つにして、CSRを作り直してください。
    .title = 同じ項目が2回
    .why = 証明書に入る値は項目ごとに1つで、どちらなのかは認証局には分かりません。
finding-subject_spelling = CSRの「{ $csr }」と申込の「{ $application }」は、全角・半角、大文字・小文字、空白だけが違います。
    .fix = できれば同じ表記にそろえてください。1文字ずつ比べる認証局もあります。
    .title = 表記の違い
    .why = CSR・申込・登記の表記を、1文字ずつ比べる認証局があります。
finding-subject_too_long = { $chars } 文字ある項目があります(上限 { $chars_max } 文字)。
    .fix = 登記上の略称など、短い表記でCSRを作り直してください。
    .title = 項目が長すぎる
    .why = 証明書の規格で、項目ごとに文字数の上限が決まっています。
finding-subject_unknown = 証明書に入らない項目がCSRにあります: 「{ $value }」
    .fix = 何もする必要はありません。
    .title = 知られていない項目
    .why = サーバー証明書に入る項目は決まっていて、CSRのそれ以外の項目は使われません。
finding-subject_ward_needed = L(市区町村)に、ST(都道府県)と同じ「{ $value }」と書かれています。この認証局では、Lに区や市の名前が必要です。
    .fix = Lを「Chiyoda-ku」のような登記上の住所の区や市の名前にして、CSRを作り直してください。
    .title = Lに区や市の名前が必要
    .why = 東京都の住所で市区町村にあたるのは区や市です。この認証局は、住所を登記と照らし合わせます。
    .example = ST=Tokyo, L=Chiyoda-ku
finding-wildcard_missing = この商品には「*.」で始まる名前が必要です。
    .fix = 「*.example.jp」のような名前を加えるか、ワイルドカードでない商品を選んでください。
    .title = ワイルドカードの名前がない
    .why = ワイルドカードの商品は、ワイルドカードの名前がなければ認証局が受け付けません。
    .example = *.example.jp
finding-wildcard_not_in_cn = この認証局は、CNが「*.」で始まるCSRでなければ、ワイルドカードの申し込みと認めません。今のCN: 「{ $value }」
    .fix = CNを「{ $better }」にして、CSRを作り直してください。
    .title = CNがワイルドカードでない
    .why = この認証局は、ワイルドカードの申し込みかどうかをCNだけで見分けます。
    .example = CN=*.example.jp
finding-wildcard_not_in_product = 「{ $name }」はワイルドカード(*.)の名前ですが、この商品では使えません。
    .fix = ワイルドカードの商品を選ぶか、名前を1つずつ入力してください。
    .title = ワイルドカードでない商品
    .why = ワイルドカードの証明書は、別の商品になっています。
    .example = www.example.jp

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
