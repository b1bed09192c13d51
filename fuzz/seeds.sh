#!/bin/sh
# Fills fuzz/corpus with small seeds: the stored fixtures of crates/pki as PEM and as DER. Needs openssl.
set -eu
cd "$(dirname "$0")"
data=../crates/pki/tests/data
mkdir -p corpus/cert corpus/csr corpus/pem
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
done
ls -d corpus/* | while read -r folder; do echo "$folder: $(ls "$folder" | wc -l) seeds"; done
