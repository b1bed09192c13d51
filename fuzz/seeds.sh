#!/bin/sh
# Fills fuzz/corpus with small seeds: stored fixtures and roots as PEM and as DER, and what only programs write: key
# stores, lists and answers about revocation, the server's side of TLS handshakes. Needs openssl and python3; with
# keytool there is a JKS file too.
set -eu
cd "$(dirname "$0")"
data=../crates/pki/tests/data
for target in cert chain csr pem pkcs7 pkcs12 server_hello status; do mkdir -p corpus/$target; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Some of the browsers' roots, and a leaf with every extension that CAs use.
awk -v folder="$work" '/BEGIN/ { n++ } n % 8 == 1 { print > (folder "/root-" n ".pem") }' ../catalogue/roots.pem
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/full.key" -out "$work/full.pem" -days 90 \
  -utf8 -subj "/C=JP/O=あ/CN=a.example" \
  -addext "subjectAltName=DNS:*.a.example,DNS:xn--l8j.example,IP:192.0.2.1,IP:2001:db8::1,email:a@a.example" \
  -addext "keyUsage=critical,digitalSignature,keyEncipherment" -addext "extendedKeyUsage=serverAuth,clientAuth" \
  -addext "certificatePolicies=2.23.140.1.2.1,1.2.3.4" \
  -addext "nameConstraints=permitted;DNS:a.example,excluded;IP:0.0.0.0/0.0.0.0" \
  -addext "authorityInfoAccess=OCSP;URI:http://a.example/o,caIssuers;URI:http://a.example/c" \
  -addext "crlDistributionPoints=URI:http://a.example/l" -addext "tlsfeature=status_request" \
  -addext "1.3.6.1.4.1.11129.2.4.2=DER:0404000200aa" 2>/dev/null

for pem in "$data"/*.pem "$work"/*.pem; do
  name=$(basename "$pem" .pem)
  case $(head -n 1 "$pem") in
    *REQUEST*) target=csr ;;
    *CERTIFICATE*) target=cert ;;
    *) continue ;;
  esac
  cp "$pem" corpus/pem/
  cp "$pem" corpus/"$target"/
  openssl asn1parse -in "$pem" -noout -out corpus/"$target/$name".der 2>/dev/null
  cp corpus/"$target/$name".der corpus/chain/
done
cat "$data"/*.pem >corpus/chain/all.pem
cat "$work"/root-*.pem "$data"/chain.pem >corpus/chain/roots.pem
for pem in corpus/cert/*.pem; do
  openssl crl2pkcs7 -nocrl -certfile "$pem" -outform DER -out corpus/pkcs7/"$(basename "$pem" .pem)".p7b
done

# Key stores under the target's password, with few rounds. The MAC keeps every mutant out, so what it is over is a seed
# of its own, encrypted and not.
for kind in "RSA -pkeyopt rsa_keygen_bits:2048" "EC -pkeyopt ec_paramgen_curve:P-256"; do
  name=${kind%% *}
  # shellcheck disable=SC2086 # options
  openssl genpkey -algorithm $kind -out "$work/$name.key" 2>/dev/null
  openssl req -x509 -key "$work/$name.key" -subj /CN=a.example -days 90 -out "$work/$name.pem"
  for encryption in AES-256-CBC PBE-SHA1-3DES PBE-SHA1-RC2-40 NONE; do
    store=corpus/pkcs12/$name-$encryption
    openssl pkcs12 -legacy -export -inkey "$work/$name.key" -in "$work/$name.pem" -name one -passout pass:secret -iter 2 \
      -keypbe $encryption -certpbe $encryption -out "$store.p12"
    at=$(openssl asn1parse -inform DER -in "$store.p12" | sed -n 's/^ *\([0-9]*\):.*OCTET STRING.*/\1/p' | head -n 1)
    openssl asn1parse -inform DER -in "$store.p12" -strparse "$at" -noout -out "$store.safes"
  done
  cat "$work/$name.pem" "$work/$name.key" >corpus/chain/"$name".pem
  cp "$work/$name.key" corpus/pkcs12/
  openssl pkey -in "$work/$name.key" -traditional -out corpus/pkcs12/"$name"-traditional.key
  openssl pkcs8 -topk8 -in "$work/$name.key" -passout pass:secret -iter 2 -out corpus/pkcs12/"$name"-encrypted.key
  openssl pkey -in "$work/$name.key" -traditional -aes128 -passout pass:secret \
    -out corpus/pkcs12/"$name"-traditional-encrypted.key
done
openssl pkcs12 -export -inkey "$work/full.key" -in "$work/full.pem" -passout pass:secret -iter 2 -keypbe NONE \
  -certpbe NONE -macalg sha512 -out corpus/pkcs12/full.p12
cp corpus/pkcs7/chain.p7b corpus/pkcs12/*.p12 corpus/chain/
if command -v keytool >/dev/null; then
  rm -f corpus/pkcs12/one.jks
  keytool -genkeypair -keyalg EC -dname CN=a.example -storetype JKS -storepass secret -keypass secret \
    -keystore corpus/pkcs12/one.jks >/dev/null 2>&1
  # Without its seal, SHA-1 over the rest.
  head -c -20 corpus/pkcs12/one.jks >corpus/pkcs12/one.unsealed
fi

# The certificate that the target `status` asks about is the first root: a list of its namesake's, and answers that
# nobody has signed.
openssl x509 -in ../catalogue/roots.pem -out "$work/root.pem"
openssl x509 -in "$work/root.pem" -signkey "$work/RSA.key" -days 90 -out "$work/namesake.pem" 2>/dev/null
serial=$(openssl x509 -in "$work/root.pem" -noout -serial | cut -d= -f2)
printf 'R\t350101000000Z\t260101000000Z,keyCompromise\t%s\tunknown\t/CN=a\n' "$serial" >"$work/index"
printf '01\n' >"$work/number"
printf '%s\n' '[ca]' default_ca=own '[own]' "database=$work/index" "crlnumber=$work/number" default_md=sha256 \
  >"$work/ca.cnf"
openssl ca -config "$work/ca.cnf" -gencrl -crldays 7 -cert "$work/namesake.pem" -keyfile "$work/RSA.key" 2>/dev/null |
  openssl crl -outform DER -out corpus/status/list.crl
# Two lines: of the name and of the key.
hashes=$(openssl x509 -in "$work/root.pem" -noout -ocspid | sed 's/.*: //')
for status in "good=IMP:0,NULL" "revoked=IMP:1,SEQUENCE:revoked" "unknown=IMP:2,NULL"; do
  cat >"$work/answer.cnf" <<CONF
asn1 = SEQUENCE:response
[response]
status = ENUMERATED:0
bytes = EXP:0,SEQUENCE:bytes
[bytes]
type = OID:1.3.6.1.5.5.7.48.1.1
value = OCTWRAP,SEQUENCE:basic
[basic]
data = SEQUENCE:data
algorithm = SEQUENCE:rsa
signature = FORMAT:HEX,BITSTRING:$(openssl rand -hex 256)
[rsa]
oid = OID:sha256WithRSAEncryption
null = NULL
[data]
responder = EXP:2,FORMAT:HEX,OCT:$(echo "$hashes" | tail -n 1)
produced = GENTIME:20261122000000Z
answers = SEQUENCE:answers
[answers]
one = SEQUENCE:single
[single]
id = SEQUENCE:id
status = ${status#*=}
this = GENTIME:20261122000000Z
next = EXP:0,GENTIME:20261129000000Z
[id]
hash = SEQUENCE:sha1
name = FORMAT:HEX,OCT:$(echo "$hashes" | head -n 1)
key = FORMAT:HEX,OCT:$(echo "$hashes" | tail -n 1)
serial = INTEGER:0x$serial
[sha1]
oid = OID:1.3.14.3.2.26
null = NULL
[revoked]
at = GENTIME:20261101000000Z
reason = EXP:0,ENUMERATED:1
CONF
  openssl asn1parse -genconf "$work/answer.cnf" -noout -out "corpus/status/${status%%=*}.ocsp"
done
cp corpus/cert/*.der corpus/status/

# What a server sends, after one octet with the size of the pieces.
openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 -out "$work/dh.pem"
WORK=$work python3 -W ignore - <<'PYTHON'
import os, ssl
from pathlib import Path

work = Path(os.environ["WORK"])
V = ssl.TLSVersion
SUITES = [
    ("RSA", V.TLSv1, "AES128-SHA"),
    ("RSA", V.TLSv1_1, "ECDHE-RSA-AES128-SHA"),
    ("RSA", V.TLSv1_2, "AES256-GCM-SHA384"),
    ("RSA", V.TLSv1_2, "ECDHE-RSA-AES128-GCM-SHA256"),
    ("RSA", V.TLSv1_2, "DHE-RSA-AES128-GCM-SHA256"),
    ("EC", V.TLSv1_2, "ECDHE-ECDSA-AES128-GCM-SHA256"),
    ("EC", V.TLSv1_3, "ALL"),
    ("EC", V.TLSv1_3, "refused"),
]
for number, (kind, version, suite) in enumerate(SUITES):
    ends, pipes = [], (ssl.MemoryBIO(), ssl.MemoryBIO())
    for side, protocol in enumerate((ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER)):
        context = ssl.SSLContext(protocol)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.minimum_version = context.maximum_version = version
        context.set_ciphers(f"{suite if suite != 'refused' else 'ALL'}:@SECLEVEL=0")
        if side:
            context.load_cert_chain(work / f"{kind}.pem", work / f"{kind}.key")
            context.set_alpn_protocols(["h2"])
            if suite == "refused":
                context.maximum_version, context.minimum_version = V.TLSv1_2, V.TLSv1_2
            if suite.startswith("DHE"):
                context.load_dh_params(work / "dh.pem")
        else:
            context.set_alpn_protocols(["h2"])
        ends.append(context.wrap_bio(pipes[1 - side], pipes[side], server_side=bool(side)))
    sent = b""
    for _ in range(4):
        for side, end in enumerate(ends):
            try:
                end.do_handshake()
            except ssl.SSLError:
                pass  # It waits for the other side, or has refused.
            if side:
                octets = pipes[1].read()
                sent += octets
                pipes[1].write(octets)
    Path(f"corpus/server_hello/{number}").write_bytes(bytes([255]) + sent)
PYTHON
