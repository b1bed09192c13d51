"""Full inspections by warifu-pki beside Python's `cryptography` on the same requests: CPU time on one core, and the ratio.

Both run in one process of their own kind, in turns; the best of the rounds counts. `cryptography` loads each request,
verifies its signature and reads subject, key and SANs; warifu runs every rule besides. Goal: 2.5 times as fast.
"""

import argparse
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

ROOT = pathlib.Path(__file__).parent.parent.parent
RATIO_MIN = 2.5
KEYS_PER_KIND = 5
ROUNDS = 7
TIMES = 20
KINDS = {
    "RSA-2048": (lambda: rsa.generate_private_key(65537, 2048), hashes.SHA256()),
    "RSA-4096": (lambda: rsa.generate_private_key(65537, 4096), hashes.SHA256()),
    "P-256": (lambda: ec.generate_private_key(ec.SECP256R1()), hashes.SHA256()),
    "P-384": (lambda: ec.generate_private_key(ec.SECP384R1()), hashes.SHA384()),
    "Ed25519": (ed25519.Ed25519PrivateKey.generate, None),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=500)
    options = parser.parse_args()
    build = ["cargo", "build", "--quiet", "--release", "--locked", "--package", "warifu-pki", "--example", "inspections"]
    subprocess.run(build, cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        write_requests(pathlib.Path(folder), options.requests)
        files = [path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())]
        ours = theirs = float("inf")
        for _ in range(ROUNDS):
            ours = min(ours, inspections(folder))
            theirs = min(theirs, pyca(files))
    count = len(files)
    print(f"warifu {count / ours:.0f}/s, cryptography {count / theirs:.0f}/s, ratio {theirs / ours:.2f} (goal {RATIO_MIN})")
    return 0 if theirs / ours >= RATIO_MIN else 1


def write_requests(folder, count):
    """One to ten names; every third with a Japanese organisation."""
    keys = {kind: [make() for _ in range(KEYS_PER_KIND)] for kind, (make, _) in KINDS.items()}
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        host = f"shop{number}.example.co.jp"
        names = [x509.DNSName(host)] + [x509.DNSName(f"www{at}.{host}") for at in range(number % 10)]
        organization = "株式会社例示サービス" if number % 3 == 0 else "Example Service K.K."
        subject = [(NameOID.COUNTRY_NAME, "JP"), (NameOID.ORGANIZATION_NAME, organization), (NameOID.COMMON_NAME, host)]
        builder = x509.CertificateSigningRequestBuilder().subject_name(
            x509.Name([x509.NameAttribute(oid, text) for oid, text in subject])
        )
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        request = builder.sign(keys[kind][number // len(KINDS) % KEYS_PER_KIND], KINDS[kind][1])
        (folder / f"{number:05}.pem").write_bytes(request.public_bytes(serialization.Encoding.PEM))


def inspections(folder):
    """One time over all files: the process tells its CPU time exactly only at its end, so it goes over them often."""
    start = children_time()
    subprocess.run([ROOT / "target/release/examples/inspections", folder, str(TIMES)], check=True)
    return (children_time() - start) / TIMES


def children_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pyca(files):
    start = time.process_time()
    for octets in files:
        request = x509.load_pem_x509_csr(octets)
        assert request.is_signature_valid
        request.public_key()
        [(attribute.oid, attribute.value) for attribute in request.subject]
        request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
