#!/bin/sh
# Fills fuzz/corpus with small seeds: the stored fixtures of crates/pki as PEM and as DER. Needs openssl.
set -eu
cd "$(dirname "$0")"
data=../crates/pki/tests/data
mkdir -p corpus/cert corpus/chain corpus/csr corpus/pem corpus/pkcs7
for pem in "$data"/*.pem; do
  name=$(basename "$pem" .pem)
  case $(head -n 1 "$pem") in
    *REQUEST*) target=csr ;;
    *CERTIFICATE*) target=cert ;;
    *) continue ;;
  esac
  cp "$pem" corpus/pem/
  cp "$pem" corpus/$target/
  openssl asn1parse -in "$pem" -noout -out corpus/$target/"$name".der 2>/dev/null
  cp corpus/$target/"$name".der corpus/chain/
done
cat "$data"/*.pem >corpus/chain/all.pem
for pem in corpus/cert/*.pem; do
  openssl crl2pkcs7 -nocrl -certfile "$pem" -outform DER -out corpus/pkcs7/"$(basename "$pem" .pem)".p7b
done
ls -d corpus/* | while read -r folder; do echo "$folder: $(ls "$folder" | wc -l) seeds"; done
