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
