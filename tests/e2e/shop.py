"""A running shop, its API, and a customer's openssl: shared by the end-to-end tests. Standard library only.

Everything that the tests assume about the program's command line and about JSON shapes beyond the published API stands
in this file.
"""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

WARIFU = pathlib.Path(os.environ.get("WARIFU", "target/release/warifu")).resolve()
START_SECONDS_MAX = 30
STOP_SECONDS_MAX = 30
REQUEST_SECONDS_MAX = 60  # moving the demo's clock lets weeks of jobs run
PAGES_MAX = 1000
DONE = {"issued", "served"}


class Unanswered(Exception):
    """The request may or may not have been carried out: no answer came."""


class Refused(Exception):
    """The shop answered with a problem."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {json.dumps(problem, ensure_ascii=False)[:500]}")
        self.status, self.problem = status, problem


class Shop:
    """A process of the program that serves HTTP; may be killed and started again any number of times."""

    def __init__(self, log, *command, url=None, environment=None):
        """`url`: where it serves; without one it is read from the program's first line."""
        self.log = pathlib.Path(log)
        self.command = [WARIFU, *command]
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.fixed_url = self.url = url
        self.facts = {}

    def spawn(self):
        self.url = self.fixed_url
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "env": self.environment}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stderr=log, start_new_session=True, **streams)
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()

    def start(self):
        """Spawns and waits until the shop says that it is ready; returns the seconds that took."""
        began = time.monotonic()
        self.spawn()
        while time.monotonic() - began < START_SECONDS_MAX:
            if self.process.poll() is not None:
                raise RuntimeError(f"the shop ended with {self.process.returncode}:\n{self.tail()}")
            if self.url and self._ready():
                return time.monotonic() - began
            time.sleep(0.02)
        raise RuntimeError(f"the shop was not ready after {START_SECONDS_MAX} s:\n{self.tail()}")

    def kill(self):
        """`kill -9` to the whole process group; nothing gets a chance to tidy up."""
        self.url = self.fixed_url
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Asks it to end; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS_MAX)

    def running(self):
        return self.process is not None and self.process.poll() is None

    def credit(self, points, reference):
        """What staff do when the customer's bank transfer arrived; returns the customer's balance then."""
        body = {"account": self.facts["customer"]["email"], "amount": points, "reference": reference}
        self.staff().post("/staff/points/credits", body, f"credit-{reference}")
        return self.customer().get("/points")["balance"]

    def fetch(self, path):
        """What anyone may read."""
        with urllib.request.urlopen(self.url + path, timeout=REQUEST_SECONDS_MAX) as reply:
            return reply.read().decode()

    def tail(self):
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""

    def customer(self):
        return Api(self, "customer")

    def staff(self):
        return Api(self, "staff")

    def _read(self, process):
        with open(self.log, "ab") as log:
            for line in process.stdout:
                log.write(line)
                log.flush()
                if not self.fixed_url and process is self.process and line.startswith(b"warifu: http"):
                    self.url = line.decode().split()[1].rstrip("/")

    def _ready(self):
        try:
            with urllib.request.urlopen(self.url + "/readyz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            return False


class Demo(Shop):
    """`warifu demo` on one data folder."""

    def __init__(self, data, database_url=None):
        self.data = pathlib.Path(data)
        self.database = ["--database-url", database_url] if database_url else []
        log = self.data.parent / f"{self.data.name}.log"
        words = ["--listen", "127.0.0.1:0", "--data", self.data, "--no-open"]
        super().__init__(log, "demo", *words, *self.database)

    def start(self):
        seconds = super().start()
        self.facts = json.loads((self.data / "demo.json").read_text())
        return seconds

    def verify(self):
        return admin("verify", "--data", self.data, *self.database)


def admin(*words):
    """Runs `warifu admin …`; returns exit code and output."""
    command = [WARIFU, "admin", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


class Api:
    """The REST API as one of the demo's two people."""

    def __init__(self, shop, who):
        self.shop, self.who = shop, who

    def get(self, path, **query):
        return self.call("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))

    def post(self, path, body=None, key=None):
        return self.call("POST", path, body if body is not None else {}, key)

    def call(self, method, path, body=None, key=None, language="en"):
        """The reply's JSON, or its bytes when it is something else. Raises Refused or Unanswered."""
        url = self.shop.url
        if url is None:
            raise Unanswered("not running")
        headers = {"Authorization": f"Bearer {self.shop.facts[self.who]['api_token']}", "Accept-Language": language}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        if key is not None:
            headers["Idempotency-Key"] = key
        request = urllib.request.Request(url + "/api/v1" + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_SECONDS_MAX) as reply:
                return parse(reply.headers.get_content_type(), reply.read())
        except urllib.error.HTTPError as error:
            raise Refused(error.code, parse(error.headers.get_content_type(), error.read())) from None
        except (OSError, ConnectionError, EOFError, ValueError) as error:
            raise Unanswered(str(error)) from None
        except Exception as error:  # http.client's own errors for a reply that was cut
            raise Unanswered(repr(error)) from None

    def pages(self, path, **query):
        """Every item of a paged list."""
        for _ in range(PAGES_MAX):
            page = self.get(path, **query)
            yield from page["items"]
            if not page.get("next"):
                return
            query["cursor"] = page["next"]
        raise RuntimeError(f"{path} has more than {PAGES_MAX} pages")

    def order(self, name, csr, key, language="en", **more):
        body = {
            "product": "demo-dv",
            "names": [name],
            "csr": csr,
            "subscriber": {"name": "Test Subscriber", "email": "subscriber@example.jp"},
            "payment": "points",
            **more,
        }
        return self.call("POST", "/orders", body, key, language)

    def await_order(self, order, what, arrived, seconds_max=60):
        """Looks at an order until it has arrived at what is awaited."""
        began = time.monotonic()
        while time.monotonic() - began < seconds_max:
            seen = self.get(f"/orders/{order}")
            if arrived(seen):
                return seen
            time.sleep(0.1)
        raise TimeoutError(f"{what}: still {json.dumps(seen, ensure_ascii=False)[:1000]}")

    def place_validation(self, name):
        """The sample site places what the shop shows; when nothing is left to place, an earlier try was heard."""
        try:
            self.post(f"/sandbox/sites/{name}/place_validation")
        except Refused as refused:
            if refused.problem.get("code") != "site_nothing_to_place":
                raise

    def certificate(self, issuance):
        pem = self.get(f"/issuances/{issuance}/certificate")
        return pem.decode() if isinstance(pem, bytes) else pem

    def mails(self):
        """Every mail of the demo's mailbox."""
        url = self.shop.facts["mailbox_url"] + ".json"
        try:
            with urllib.request.urlopen(url, timeout=REQUEST_SECONDS_MAX) as reply:
                box = json.load(reply)
        except OSError as error:
            raise Unanswered(str(error)) from None
        return box["mails"] if isinstance(box, dict) else box


def newest(order):
    """The issuance that counts now; an order that was not paid yet has none."""
    return max(order["issuances"], key=lambda issuance: issuance["sequence"], default={"status": None})


def is_delivery(mail):
    """The mail that carries the certificate: the only one with the bundle attached."""
    return bool(mail.get("attachments"))


def parse(content_type, body):
    if content_type == "application/json" or content_type.endswith("+json"):
        return json.loads(body or b"null")
    return body


def openssl(*words, stdin=None, check=True):
    done = subprocess.run(["openssl", *words], input=stdin, capture_output=True, timeout=60)
    if check and done.returncode:
        raise RuntimeError(f"openssl {' '.join(map(str, words))}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")


KEYS = {
    "p256": ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "p384": ["EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
    "rsa1024": ["RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
    "rsa2048": ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    "rsa4096": ["RSA", "-pkeyopt", "rsa_keygen_bits:4096"],
}


def make_csr(*names, kind="p256", organization=None):
    """A private key and a CSR as a customer makes them; only the customer's own site gets the key."""
    key = openssl("genpkey", "-algorithm", *KEYS[kind])
    subject = f"/C=JP/ST=Tokyo/L=Chiyoda-ku/O={organization}/CN={names[0]}" if organization else f"/CN={names[0]}"
    san = "subjectAltName=" + ",".join(f"DNS:{name}" for name in names)
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(key)
        file.flush()
        csr = openssl("req", "-new", "-key", file.name, "-subj", subject, "-addext", san)
    return key, csr


def public_key(pem, kind):
    """The public key in a `pkey`, `req` or `x509`, as PEM: equal text means equal keys."""
    words = {"pkey": ["pkey", "-pubout"], "req": ["req", "-pubkey", "-noout"], "x509": ["x509", "-pubkey", "-noout"]}
    return openssl(*words[kind], stdin=pem.encode())


def serial(pem):
    return openssl("x509", "-serial", "-noout", stdin=pem.encode()).strip()


def key_lines(key):
    """Lines of a key's base64 body that are found wherever its text was kept; the first ones are the same for all keys
    of a kind, so only lines with the secret in them count."""
    body = [line for line in key.splitlines() if "-----" not in line]
    return body[1:-1] or body[1:]


def files_holding(folder, needles, skip):
    """Files below a folder that hold one of the needles, except below the folder `skip`."""
    found = []
    needles = [needle.encode() for needle in needles]
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file() and skip not in path.parents:
            content = path.read_bytes()
            if any(needle in content for needle in needles):
                found.append(path)
    return found


class Report:
    """Counts what held and what did not, and says so in the form that every runner here uses."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, what, holds, detail=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print(f"{'ok    ' if holds else 'FAILED'} {what}" + (f": {detail}" if detail and not holds else ""), flush=True)
        return holds

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0
