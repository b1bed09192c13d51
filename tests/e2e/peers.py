"""The programs around a shop, started for one test run on loopback: a CA (pebble), a name server, a mail server, a web
server. All of them are other people's work, which is the point: they agree with warifu or they do not."""

import email
import email.policy
import json
import logging
import pathlib
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request

from shop import openssl

START_SECONDS_MAX = 20
EAB = {"kid": "warifu-test", "hmac_key": "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"}
# Of a hundred good nonces this many are refused, so that each run meets `badNonce`.
NONCE_REJECT_PERCENT = 20
# Pebble's own five years are more than any rule allows, and warifu would rightly refuse them.
VALIDITY_SECONDS = 90 * 86400
MAIL_LOGIN = ("shop", "mail-test-password")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port, process, address="127.0.0.1"):
    """Waits until something listens there, or its program ends."""
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS_MAX:
        if process is not None and process.poll() is not None:
            break
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((address, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on {port}")


class Program:
    """A program with its log in the run's folder; ended with the run."""

    address = "127.0.0.1"

    def __init__(self, folder, name):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir(parents=True)
        self.process = None

    def run(self, port, *command, **environment):
        log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={"PATH": PATH, **environment}
        )
        await_port(port, self.process, self.address)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Dns(Program):
    """Answers every name with one loopback address, and TXT as told."""

    def __init__(self, folder, site="127.0.0.1"):
        super().__init__(folder, "dns")
        self.port, self.management = free_port(), free_port()
        words = ["-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv4", site, "-defaultIPv6", ""]
        listen = ["-dns01", f"127.0.0.1:{self.port}", "-management", f"127.0.0.1:{self.management}"]
        self.run(self.management, "pebble-challtestsrv", *words, *listen)

    @property
    def server(self):
        return f"127.0.0.1:{self.port}"

    def set_txt(self, name, value):
        body = json.dumps({"host": name.rstrip(".") + ".", "value": value}).encode()
        urllib.request.urlopen(f"http://127.0.0.1:{self.management}/set-txt", body, timeout=5).read()


class Pebble(Program):
    """An RFC 8555 CA that demands external account binding and refuses good nonces now and then."""

    def __init__(self, folder, dns, http_port):
        super().__init__(folder, "pebble")
        self.port, self.management = free_port(), free_port()
        self.ca_file, certificate, key = self_signed(self.folder)
        config = {
            "listenAddress": f"127.0.0.1:{self.port}",
            "managementListenAddress": f"127.0.0.1:{self.management}",
            "certificate": str(certificate),
            "privateKey": str(key),
            "httpPort": http_port,
            "tlsPort": free_port(),
            "ocspResponderURL": "",
            "certificateValidityPeriod": VALIDITY_SECONDS,
            "externalAccountBindingRequired": True,
            "externalAccountMACKeys": {EAB["kid"]: EAB["hmac_key"]},
        }
        path = self.folder / "config.json"
        path.write_text(json.dumps({"pebble": config}))
        environment = {"PEBBLE_WFE_NONCEREJECT": str(NONCE_REJECT_PERCENT), "PEBBLE_VA_NOSLEEP": "1"}
        command = ["pebble", "-strict", "-config", path, "-dnsserver", dns.server]
        self.run(self.port, *command, **environment)
        await_port(self.management, self.process)

    @property
    def directory(self):
        return f"https://127.0.0.1:{self.port}/dir"

    def root(self):
        """The root under which this run's certificates end; new at every start."""
        context = ssl.create_default_context(cafile=str(self.ca_file))
        url = f"https://127.0.0.1:{self.management}/roots/0"
        return urllib.request.urlopen(url, timeout=5, context=context).read().decode()


class Nginx(Program):
    """Serves one folder over HTTP, and, once a bundle is installed, one name over HTTPS."""

    def __init__(self, folder, address="127.0.0.1", http=None, https=None):
        super().__init__(folder, "nginx")
        self.address, self.http, self.https = address, http or free_port(), https or free_port()
        self.root = self.folder / "root"
        self.root.mkdir()
        self.tls = ""
        self._start()

    def place(self, url_path, content):
        """What the site's owner does with a validation file."""
        file = self.root / url_path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    def install(self, name, certificate, key):
        """Certificate and key as files, and a server for the name; the server is started again."""
        files = {"certificate": self.folder / f"{name}.pem", "key": self.folder / f"{name}.key"}
        files["certificate"].write_text(certificate)
        files["key"].write_text(key)
        self.tls += (
            f"server {{ listen {self.address}:{self.https} ssl; server_name {name}; root {self.root};"
            f" ssl_certificate {files['certificate']}; ssl_certificate_key {files['key']}; }}\n"
        )
        self.__exit__()
        self._start()

    def _start(self):
        path = self.folder / "nginx.conf"
        temporary = "".join(
            f" {kind}_temp_path {self.folder}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        )
        user = "user root; " if shutil.os.geteuid() == 0 else ""
        path.write_text(
            f"{user}daemon off; worker_processes 1; pid {self.folder}/pid; error_log {self.folder}/error.log;\n"
            f"events {{ worker_connections 64; }}\nhttp {{ access_log {self.folder}/access.log;{temporary}\n"
            f"server {{ listen {self.address}:{self.http}; root {self.root}; }}\n{self.tls}}}\n"
        )
        self.run(self.http, "nginx", "-c", path, "-p", self.folder, "-e", self.folder / "error.log")


class MailServer:
    """An SMTP server that speaks only over STARTTLS and only to those who log in; keeps what it was given."""

    def __init__(self, folder):
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult, LoginPassword

        folder = pathlib.Path(folder) / "mail"
        folder.mkdir(parents=True)
        self.ca_file, certificate, key = self_signed(folder)
        self.port, self.mails = free_port(), []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        # aiosmtpd warns about its own use of a name that it is giving up.
        logging.getLogger("mail.log").setLevel(logging.ERROR)

        def login(server, session, envelope, mechanism, data):
            wanted = LoginPassword(*(word.encode() for word in MAIL_LOGIN))
            return AuthResult(success=data == wanted)

        options = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": login}
        self.controller = Controller(self, "127.0.0.1", self.port, **options)

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        return "250 kept"

    def to(self, address):
        return [mail for recipients, mail in self.mails if address in recipients]

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


def self_signed(folder):
    """A certificate for loopback that is its own CA: (CA file, certificate, key)."""
    certificate, key = pathlib.Path(folder) / "tls.pem", pathlib.Path(folder) / "tls.key"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    make = ["req", "-x509", "-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    # A leaf that is also a CA would be refused by strict verifiers, so it says that it is none.
    extensions = ["-subj", "/CN=localhost", "-addext", names, "-addext", "basicConstraints=critical,CA:FALSE"]
    openssl(*make, *extensions, "-keyout", key, "-out", certificate)
    return certificate, certificate, key
