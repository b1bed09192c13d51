#!/bin/sh
# Makes the stored requests again (keys are thrown away). Needs openssl 3.
set -eu
cd "$(dirname "$0")"
request() { # FILE SUBJECT OPTIONS...
  file=$1 subject=$2
  shift 2
  openssl req -new -nodes -utf8 -keyout /dev/null -out "$file" -subj "$subject" "$@" 2>/dev/null
}
request rsa-2048.pem "/C=JP/ST=Tokyo/L=Chiyoda-ku/O=Example K.K./CN=www.example.jp" -newkey rsa:2048 -addext "subjectAltName=DNS:www.example.jp,DNS:example.jp"
request rsa-4096.pem /CN=www.example.jp -newkey rsa:4096
request rsa-1024.pem /CN=www.example.jp -newkey rsa:1024
request rsa-2047.pem /CN=www.example.jp -newkey rsa:2047
request rsa-512.pem /CN=www.example.jp -newkey rsa:512
request rsa-sha1.pem /CN=www.example.jp -newkey rsa:2048 -sha1
request rsa-md5.pem /CN=www.example.jp -newkey rsa:2048 -md5
request rsa-sha384.pem /CN=www.example.jp -newkey rsa:2048 -sha384
request rsa-pss.pem /CN=www.example.jp -newkey rsa:2048 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
request rsa-pss-longest-salt.pem /CN=www.example.jp -newkey rsa:2048 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:max
request rsa-pss-odd-salt.pem /CN=www.example.jp -newkey rsa:2048 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:17
request rsa-pss-key.pem /CN=www.example.jp -newkey rsa-pss
request p256.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:P-256
request p384.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:P-384 -sha384
request p521.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:P-521 -sha512
request p224.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:P-224
request secp256k1.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:secp256k1
request explicit-curve.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit
request ed25519.pem /CN=www.example.jp -newkey ed25519
request ed448.pem /CN=www.example.jp -newkey ed448
request ip-san.pem /CN=www.example.jp -newkey ec -pkeyopt ec_paramgen_curve:P-256 -addext "subjectAltName=DNS:www.example.jp,IP:192.0.2.1,email:a@example.jp"
request japanese.pem "/C=JP/O=株式会社例示/CN=www.example.jp" -newkey ec -pkeyopt ec_paramgen_curve:P-256
request empty-subject.pem / -newkey ec -pkeyopt ec_paramgen_curve:P-256

# One certificate, for the mutations: every extension that is read.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -out leaf.pem -days 47 \
  -subj /CN=www.example.jp -addext "subjectAltName=DNS:www.example.jp,IP:192.0.2.1" -addext extendedKeyUsage=serverAuth \
  -addext keyUsage=critical,digitalSignature -addext "basicConstraints=critical,CA:FALSE" 2>/dev/null

# A whole chain with nearly every extension that server certificates have, for the mutations too: leaf, intermediate, root.
work=$(mktemp -d)
cat >"$work/ca.cnf" <<'C'
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,digitalSignature,keyCertSign,cRLSign
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
certificatePolicies = 2.23.140.1.2.2
nameConstraints = permitted;DNS:example.jp,permitted;IP:192.0.2.0/255.255.255.0
crlDistributionPoints = URI:http://crl.example.jp/root.crl
authorityInfoAccess = caIssuers;URI:http://ca.example.jp/root.cer
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:www.example.jp,DNS:*.shop.example.jp,DNS:xn--wgv71a119e.example.jp,IP:192.0.2.1
certificatePolicies = 2.23.140.1.2.2,@cps
crlDistributionPoints = URI:http://crl.example.jp/ca.crl
authorityInfoAccess = OCSP;URI:http://ocsp.example.jp,caIssuers;URI:http://ca.example.jp/ca.cer
tlsfeature = status_request
[cps]
policyIdentifier = 1.3.6.1.4.1.99999.1
CPS.1 = https://ca.example.jp/cps
C
sign() { # NAME ISSUER SUBJECT KEY-OPTIONS...
  name=$1 issuer=$2 subject=$3
  shift 3
  openssl req -new -nodes -utf8 -keyout "$work/$name.key" -out "$work/$name.csr" -subj "$subject" "$@" 2>/dev/null
  if [ "$name" = "$issuer" ]; then with="-signkey $work/$name.key"; else with="-CA $work/$issuer.pem -CAkey $work/$issuer.key"; fi
  # shellcheck disable=SC2086 # words are wanted
  openssl x509 -req -in "$work/$name.csr" $with -set_serial "0x$(openssl rand -hex 15)" -days 3650 -sha256 \
    -extfile "$work/ca.cnf" -extensions "$name" -out "$work/$name.pem" 2>/dev/null
}
sign root root "/C=JP/O=Example CA/CN=Example Root" -newkey ec -pkeyopt ec_paramgen_curve:P-384
sign intermediate root "/C=JP/O=Example CA/CN=Example Issuing" -newkey rsa:2048
sign leaf intermediate "/C=JP/ST=東京都/L=千代田区/O=株式会社例示/CN=www.example.jp" -newkey ec -pkeyopt ec_paramgen_curve:P-256
cat "$work/leaf.pem" "$work/intermediate.pem" "$work/root.pem" >chain.pem
openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out chain.p7b
rm -r "$work"
