"""The same verdicts as openssl and Python's `cryptography` on every public request and certificate that those two have.

The corpus is PyPI's `cryptography_vectors`; `--zlint CHECKOUT` adds zlint's test data. Each file, and each PEM block of a
file with several, is read by the crate `warifu-pki` (its example `verdicts`), by the installed libcrypto and by
`cryptography`. Wherever the three do not say the same, `disagreements.toml` must have a row with what each says and why;
a row that no longer occurs fails as well. `--print` writes the rows that are missing.
"""

import argparse
import calendar
import collections
import hashlib
import ipaddress
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import warnings

import cryptography_vectors
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, mldsa, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

import libcrypto

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
ROWS, ZLINT_ROWS = HERE / "disagreements.toml", HERE / "disagreements-zlint.toml"
ISSUERS_MAX = 4
BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----\r?\n?", re.S)
CERTIFICATE_LABELS = {b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE"}
REQUEST_LABELS = {b"CERTIFICATE REQUEST", b"NEW CERTIFICATE REQUEST"}
# Files beside the requests and certificates: they show that nothing else is taken for one.
BINARY_SUFFIXES = {".crl", ".crt", ".der", ".p12", ".p7b"}
# The attributes that warifu calls by name; the others are `other` there.
SHORT = {
    "0.9.2342.19200300.100.1.25": "DC",
    "2.5.4.6": "C",
    "2.5.4.8": "ST",
    "2.5.4.7": "L",
    "2.5.4.17": "postalCode",
    "2.5.4.9": "street",
    "2.5.4.10": "O",
    "2.5.4.4": "SN",
    "2.5.4.42": "GN",
    "2.5.4.11": "OU",
    "2.5.4.3": "CN",
    "2.5.4.5": "serialNumber",
    "2.5.4.15": "businessCategory",
    "1.2.840.113549.1.9.1": "emailAddress",
}
CURVES = {
    "prime256v1": "P-256",
    "secp256r1": "P-256",
    "P-256": "P-256",
    "secp384r1": "P-384",
    "P-384": "P-384",
    "secp521r1": "P-521",
    "P-521": "P-521",
}
# BR 7.1.2.7.12, said once more in another language: letters, digits, inner hyphens; hyphens at 3 and 4 only in `xn--`.
LABEL = r"(?!..--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|xn--[a-z0-9-]{0,58}[a-z0-9]"
HOST = re.compile(rf"(?=.{{1,253}}$)(?:\*\.)?(?:(?:{LABEL})\.)*(?:{LABEL})$")

# Every way in which `cryptography` says that it cannot read something.
UNREADABLE = (ValueError, x509.DuplicateExtension, x509.InvalidVersion, x509.UnsupportedGeneralNameType)

Item = collections.namedtuple("Item", "id kind octets path")
Difference = collections.namedtuple("Difference", "file field openssl pyca warifu")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zlint", metavar="CHECKOUT", type=pathlib.Path, help="a checkout of zlint, to compare its data too")
    parser.add_argument("--print", action="store_true", help="write rows for what is not listed")
    options = parser.parse_args()
    # Old and odd files are what this is about.
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        items = list(corpus(pathlib.Path(folder), options.zlint))
        issuers = find_issuers(items)
        ours = ask_warifu(items, issuers)
        found = [d for item, said in zip(items, ours, strict=True) for d in compare(item, said, issuers.get(item.id, []))]
    listed = [row for file in [ROWS, *([ZLINT_ROWS] if options.zlint else [])] for row in read_rows(file)]
    missing, gone = sorted(set(found) - set(listed)), sorted(set(listed) - set(found))
    if options.print:
        print(rows_for(missing))
    for difference in missing:
        print(f"not listed: {difference}", file=sys.stderr)
    for difference in gone:
        print(f"listed but not found: {difference}", file=sys.stderr)
    kinds = collections.Counter(item.kind for item in items)
    print(f"{kinds['csr']} requests and {kinds['cert']} certificates, {len(set(found))} reasoned disagreements")
    print(f"{len(items) - len({d.file for d in missing})} passed, {len(missing) + len(gone)} failed")
    return 1 if missing or gone else 0


def corpus(folder, zlint):
    """Every request and certificate, a file of its own for each."""
    vectors = pathlib.Path(cryptography_vectors.__file__).parent
    sources = [(vectors, path) for path in sorted(vectors.rglob("*")) if path.is_file()]
    if zlint:
        sources += [(zlint / "v3", path) for path in sorted((zlint / "v3/testdata").rglob("*")) if path.is_file()]
    for base, path in sources:
        prefix = "zlint/" if base != vectors else ""
        relative, octets = prefix + str(path.relative_to(base)), path.read_bytes()
        for number, (kind, part) in enumerate(parts(relative, octets)):
            identity = relative if number == 0 else f"{relative}#{number + 1}"
            file = folder / f"{len(relative)}-{hashlib.sha256(identity.encode()).hexdigest()[:24]}"
            file.write_bytes(part)
            yield Item(identity, kind, part, file)


def parts(relative, octets):
    blocks = list(BLOCK.finditer(octets))
    if not blocks and pathlib.PurePath(relative).suffix in BINARY_SUFFIXES:
        yield ("csr" if "/requests/" in relative else "cert"), octets
    before = 0
    for block in blocks:
        # What stands in front of a block belongs to it: readers must pass over it.
        part, before = octets[before : block.end()], block.end()
        if block[1] in CERTIFICATE_LABELS:
            yield "cert", part
        elif block[1] in REQUEST_LABELS:
            yield "csr", part


def find_issuers(items):
    """For each certificate those in its folder that have its issuer's name."""
    by_name, certificates = collections.defaultdict(list), []
    for item in items:
        if item.kind == "cert":
            try:
                parsed = load(item.octets, x509.load_pem_x509_certificate, x509.load_der_x509_certificate)
                folder = item.id.split("#")[0].rsplit("/", 1)[0]
                by_name[folder, parsed.subject.public_bytes()].append(item)
                certificates.append((item, folder, parsed.issuer.public_bytes()))
            except UNREADABLE:
                pass
    return {item.id: by_name[folder, issuer][:ISSUERS_MAX] for item, folder, issuer in certificates}


def ask_warifu(items, issuers):
    command = ["cargo", "run", "--quiet", "--locked", "--package", "warifu-pki", "--example", "verdicts"]
    jobs = ["\t".join([item.kind, str(item.path), *(str(i.path) for i in issuers.get(item.id, []))]) for item in items]
    run = subprocess.run(command, input="\n".join(jobs), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def compare(item, warifu, issuers):
    """Yields a difference for each field in which not all that have an opinion say the same."""
    signers = [issuer.octets for issuer in issuers]
    if item.kind == "csr":
        openssl, pyca = libcrypto.csr(item.octets), pyca_csr(item.octets)
        peers = [plain_csr(said) if said else None for said in (openssl, pyca)]
        ours = {**warifu, "signature": warifu.get("signature") == "valid"}
    else:
        openssl, pyca = libcrypto.certificate(item.octets, signers), pyca_certificate(item.octets, signers)
        peers = [plain_certificate(said) if said else None for said in (openssl, pyca)]
        ours = {**warifu, "signature": [verdict == "valid" for verdict in warifu.get("signature", [])]}
    openssl, pyca = peers
    readable = [openssl is not None, pyca is not None, warifu["readable"]]
    if len(set(readable)) > 1:
        yield difference(item, "readable", readable[0], readable[1], readable[2])
    if not warifu["readable"]:
        return
    ours = plain_ours(item.kind, ours)
    for field, value in ours.items():
        theirs = [said.get(field, ...) if said else ... for said in (openssl, pyca)]
        if not all(agrees(said, value) for said in theirs):
            yield difference(item, field, *theirs, value)


def agrees(said, ours):
    """Whether a peer says the same, or nothing: `...` for a field, `None` for a signature it cannot check."""
    if isinstance(said, list) and isinstance(ours, list) and len(said) == len(ours):
        return all(mine is None or mine == yours for mine, yours in zip(said, ours, strict=True))
    return said is ... or said == ours


def difference(item, field, openssl, pyca, warifu):
    words = ["-" if said is ... else json.dumps(said, ensure_ascii=False) for said in (openssl, pyca, warifu)]
    return Difference(item.id, field, *words)


def plain_ours(kind, said):
    fields = {
        "subject": plain_text(said["subject"]),
        "dns": sorted(set(said["dns"])),
        "key": said["key"],
        "spki": said["spki"],
        "signature": said["signature"],
    }
    if kind == "cert":
        fields["issuer"] = plain_text(said["issuer"])
        fields["serial"] = int(said["serial"], 16)
        same = ["not_before", "not_after", "is_ca", "path_length", "server_auth", "aki", "ski"]
        fields |= {field: said[field] for field in same}
    return fields


def plain_text(name):
    """A text that its string type cannot hold is none, as for the others."""
    return [[short, None if "\ufffd" in text else text] for short, text in name]


def plain_csr(said):
    plain = plain_common(said)
    common_names = [text for short, text in plain["subject"] if short == "CN" and text]
    plain["dns"] = hosts(said["names"], common_names)
    return plain


def plain_certificate(said):
    return {**said, **plain_common(said), "issuer": plain_name(said["issuer"]), "dns": hosts(said["names"], [])}


def plain_common(said):
    spki = said["spki"]
    return {
        "subject": plain_name(said["subject"]),
        "key": plain_key(said["key"]),
        "spki": hashlib.sha256(spki).hexdigest() if spki else ...,
        "signature": said["signature"],
    }


def plain_name(name):
    return [[SHORT.get(oid, "other"), text] for oid, text in name]


def plain_key(key):
    """As warifu writes it."""
    if key is None:
        return "unknown"
    kind, bits, group = key
    return {
        "RSA": f"RSA-{bits}",
        "RSA-PSS": "RSASSA-PSS",
        "EC": CURVES.get(group, "EC"),
        "ED25519": "Ed25519",
        "ED448": "Ed448",
        "X25519": "unknown",
    }.get(kind, kind)


def hosts(names, common_names):
    """Those that a server certificate may carry."""
    texts = [octets.decode("latin-1") for kind, octets in names or [] if kind == "dns"] + common_names
    texts = [text.strip().removesuffix(".").lower() for text in texts]
    return sorted({text for text in texts if HOST.match(text) and not is_address(text)})


def is_address(text):
    try:
        ipaddress.ip_address(text)
        return True
    except ValueError:
        return False


def pyca_csr(octets):
    try:
        request = load(octets, x509.load_pem_x509_csr, x509.load_der_x509_csr)
        verdict = signature_verdict(lambda: request.is_signature_valid)
        return {**pyca_common(request), "signature": ... if verdict is None else verdict}
    except UNREADABLE:
        return None


def pyca_certificate(octets, signers):
    try:
        certificate = load(octets, x509.load_pem_x509_certificate, x509.load_der_x509_certificate)
        constraints = extension(certificate, x509.BasicConstraints)
        purposes = extension(certificate, x509.ExtendedKeyUsage)
        ski = extension(certificate, x509.SubjectKeyIdentifier)
        aki = extension(certificate, x509.AuthorityKeyIdentifier)
        return {
            **pyca_common(certificate),
            "issuer": pyca_name(certificate.issuer),
            "serial": certificate.serial_number,
            "not_before": calendar.timegm(certificate.not_valid_before_utc.timetuple()),
            "not_after": calendar.timegm(certificate.not_valid_after_utc.timetuple()),
            "is_ca": bool(constraints and constraints.ca),
            "path_length": constraints and constraints.path_length,
            "server_auth": None if purposes is None else ExtendedKeyUsageOID.SERVER_AUTH in purposes,
            "ski": ski and ski.digest.hex(),
            "aki": aki and aki.key_identifier and aki.key_identifier.hex(),
            "signature": [pyca_signed_by(certificate, signer) for signer in signers],
        }
    except UNREADABLE:
        return None


def load(octets, from_pem, from_der):
    return from_pem(octets) if libcrypto.PEM_MARK in octets else from_der(octets)


def pyca_common(thing):
    names = extension(thing, x509.SubjectAlternativeName)
    return {"subject": pyca_name(thing.subject), "names": pyca_names(names), "key": pyca_key(thing), "spki": None}


def pyca_name(name):
    return [[a.oid.dotted_string, a.value if isinstance(a.value, str) else None] for a in name]


def pyca_names(names):
    kinds = {x509.DNSName: "dns", x509.IPAddress: "ip"}
    return [(kinds.get(type(n), "other"), n.value.encode() if type(n) is x509.DNSName else b"") for n in names or []]


def pyca_key(thing):
    try:
        key = thing.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return None
    words = {
        rsa.RSAPublicKey: "RSA",
        ec.EllipticCurvePublicKey: "EC",
        ed25519.Ed25519PublicKey: "ED25519",
        ed448.Ed448PublicKey: "ED448",
        dsa.DSAPublicKey: "DSA",
        mldsa.MLDSA44PublicKey: "ML-DSA",
        mldsa.MLDSA65PublicKey: "ML-DSA",
        mldsa.MLDSA87PublicKey: "ML-DSA",
    }
    word = next((word for kind, word in words.items() if isinstance(key, kind)), "unknown")
    return word, getattr(key, "key_size", 0), key.curve.name if word == "EC" else None


def pyca_signed_by(certificate, signer):
    def check():
        issuer = load(signer, x509.load_pem_x509_certificate, x509.load_der_x509_certificate)
        certificate.verify_directly_issued_by(issuer)
        return True

    return signature_verdict(check)


def signature_verdict(check):
    """Whether the signature is proven; `None` when it cannot be checked."""
    try:
        return check()
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, TypeError, ValueError):
        return None


def extension(thing, kind):
    try:
        return thing.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def read_rows(file):
    for row in tomllib.loads(file.read_text())["row"]:
        if not row["reason"].strip():
            raise SystemExit(f"a row without a reason: {row}")
        for file in row["files"]:
            yield Difference(file, row["field"], row["openssl"], row["pyca"], row["warifu"])


def rows_for(differences):
    """Rows of `disagreements.toml`, one for all files in which the same is said."""
    groups = collections.defaultdict(list)
    for d in differences:
        groups[d[1:]].append(d.file)
    text = lambda value: json.dumps(value, ensure_ascii=False)
    return "\n".join(
        "\n".join(
            [
                "[[row]]",
                "files = [" + ", ".join(text(file) for file in files) + "]",
                *(f"{key} = {text(value)}" for key, value in zip(Difference._fields[1:], said, strict=True)),
                'reason = ""\n',
            ]
        )
        for said, files in groups.items()
    )


if __name__ == "__main__":
    sys.exit(main())
