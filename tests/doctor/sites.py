"""Sites on loopback with faults of many kinds, from a CA that is made anew for each run: nginx and `openssl s_server`."""

import contextlib
import datetime
import pathlib
import shutil
import socket
import subprocess
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "site.test"
# The doctor fetches pages from ports 443 and 80 only; nobody else is likely to use this address of loopback.
WEB = "127.77.0.1"
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
START_SECONDS_MAX = 20


class Authority:
    """A root, two intermediates below each other, and what they issue."""

    def __init__(self, folder):
        self.folder = folder
        self.root = self.ca("Second opinion root", None)
        self.upper = self.ca("Second opinion upper", self.root)
        self.lower = self.ca("Second opinion lower", self.upper)
        (folder / "root.pem").write_bytes(pem(self.root[1]))

    def ca(self, name, issuer):
        key = ec.generate_private_key(ec.SECP256R1())
        return key, self.sign(name, key, issuer, NOW - 900 * DAY, NOW + 900 * DAY, ca=True)

    def sign(self, name, key, issuer, begin, end, ca=False, hosts=()):
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer_key, issuer_name = (issuer[0], issuer[1].subject) if issuer else (key, subject)
        builder = x509.CertificateBuilder(issuer_name, subject, key.public_key(), x509.random_serial_number(), begin, end)
        builder = builder.add_extension(x509.BasicConstraints(ca, None), critical=True)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
        builder = builder.add_extension(above, critical=False)
        usage = dict.fromkeys("content_commitment key_encipherment data_encipherment key_agreement encipher_only decipher_only".split(), False)
        usage |= {"digital_signature": not ca, "key_cert_sign": ca, "crl_sign": ca}
        if not ca and isinstance(key, rsa.RSAPrivateKey):
            usage["key_encipherment"] = True
        builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
        if hosts:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), critical=False)
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        return builder.sign(issuer_key, hashes.SHA256())

    def site(self, file, key=None, host=NAME, begin=NOW - 10 * DAY, end=NOW + 60 * DAY, chain="lower upper", own=False):
        """Writes FILE.key and FILE.pem: a leaf and the CAs that are named, in that order."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        leaf = self.sign(host, key, None if own else self.lower, begin, end, hosts=[host])
        cas = [getattr(self, name)[1] for name in chain.split()]
        (self.folder / f"{file}.key").write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        (self.folder / f"{file}.pem").write_bytes(b"".join(map(pem, [leaf, *cas])))
        (self.folder / f"{file}.cas").write_bytes(b"".join(map(pem, cas)))


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


MODERN = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; ssl_prefer_server_ciphers on;"
HSTS = "add_header Strict-Transport-Security 'max-age=63072000; includeSubDomains' always;"
# Per site: lines for nginx. Each needs its files in the folder.
NGINX = {
    "modern": MODERN + "ssl_session_tickets on;" + HSTS,
    "rsa12": "ssl_protocols TLSv1.2; ssl_ciphers ALL:!aNULL:!eNULL:!PSK:!SRP:!ARIA; ssl_session_tickets off; ssl_session_cache off;"
    "ssl_dhparam {folder}/dh.pem;",
    "tls13": "ssl_protocols TLSv1.3; ssl_ecdh_curve X25519:secp384r1;",
    "incomplete": MODERN,
    "disorder": MODERN,
    "wrong_name": MODERN,
    "expired": MODERN,
    "self_signed": MODERN,
    "old": "ssl_protocols TLSv1 TLSv1.1; ssl_ciphers ALL:!aNULL:!eNULL:@SECLEVEL=0; ssl_session_cache shared:old:1m;",
}
# And arguments for `openssl s_server`.
S_SERVER = {
    "weak_key": ["-tls1_2", "-cipher", "DEFAULT:@SECLEVEL=0"],
    "anonymous": ["-tls1_2", "-cipher", "ALL:COMPLEMENTOFALL:!PSK:!SRP:!ARIA:!CAMELLIA:@SECLEVEL=0", "-dhparam", "dh.pem"],
}


def make(folder):
    """Every certificate; the names of the sites."""
    authority = Authority(folder)
    rsa_key = lambda bits: rsa.generate_private_key(65537, bits)
    authority.site("modern")
    authority.site("rsa12", key=rsa_key(2048))
    authority.site("tls13")
    authority.site("incomplete", chain="upper")
    authority.site("disorder", chain="upper lower")
    authority.site("wrong_name", host="other.test")
    authority.site("expired", begin=NOW - 90 * DAY, end=NOW - DAY)
    authority.site("self_signed", chain="", own=True)
    authority.site("old", key=rsa_key(2048))
    authority.site("weak_key", key=rsa_key(1024))
    authority.site("anonymous", key=rsa_key(2048))
    subprocess.run(["openssl", "dhparam", "-dsaparam", "-out", folder / "dh.pem", "2048"], check=True, capture_output=True)


@contextlib.contextmanager
def serve(folder):
    """Runs every site; gives {site: (address, port)} and ends them all."""
    running = []
    try:
        places = {"modern": (WEB, 443)} | {site: ("127.0.0.1", free_port()) for site in NGINX if site != "modern"}
        blocks = [f"server {{ listen {WEB}:80; return 301 https://$host$request_uri; }}"]
        for site, (ip, port) in places.items():
            http2 = "http2" if site == "modern" else ""
            blocks.append(
                f"server {{ listen {ip}:{port} ssl {http2}; ssl_certificate {folder}/{site}.pem; ssl_certificate_key"
                f" {folder}/{site}.key; {NGINX[site].replace('{folder}', str(folder))} location / {{ return 200 hello; }} }}"
            )
        temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in "client_body proxy fastcgi uwsgi scgi".split())
        (folder / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
            f"events {{ worker_connections 512; }}\nhttp {{ access_log off; {temporary}\n" + "\n".join(blocks) + "\n}\n"
        )
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        nginx = [program, "-p", folder, "-e", folder / "start.log", "-c", folder / "nginx.conf"]
        running.append(subprocess.Popen(nginx, stdin=subprocess.DEVNULL))
        for site, arguments in S_SERVER.items():
            files = ["-cert", f"{site}.pem", "-key", f"{site}.key", "-cert_chain", f"{site}.cas"]
            command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www", *files, *arguments]
            process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            running.append(process)
            line = next(line for line in process.stdout if line.startswith("ACCEPT "))
            places[site] = ("127.0.0.1", int(line.rsplit(":", 1)[1]))
        until = time.monotonic() + START_SECONDS_MAX
        for site in NGINX:
            while not answers(places[site]):
                if running[0].poll() is not None or time.monotonic() > until:
                    log = pathlib.Path(folder, "start.log")
                    raise SystemExit(f"nginx does not start: {log.read_text() if log.exists() else ''}")
        yield places
    finally:
        for process in running:
            process.kill()
            process.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(place):
    try:
        socket.create_connection(place, timeout=1).close()
        return True
    except OSError:
        return False
