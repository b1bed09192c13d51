"""One order over each way to a CA, in a shop run as operators run it, with other people's programs around it.

`warifu serve` (on PostgreSQL two of them, and a `warifu work`) sells over its own CA, over ACME to pebble and by hand;
a real SMTP server receives the mails and nginx serves what they carried. Needs `aiosmtpd`, and ports 80 and 443 of a
loopback address, because validation and installation checks look nowhere else.
"""

import argparse
import collections
import io
import json
import os
import pathlib
import random
import secrets
import shutil
import sys
import tempfile
import time
import zipfile

from peers import EAB, MAIL_LOGIN, Dns, MailServer, Nginx, Pebble, free_port
from postgres import Cluster
from shop import (
    DONE,
    Refused,
    Report,
    Shop,
    admin,
    key_lines,
    make_csr,
    newest,
    openssl,
    public_key,
)

LOW_PORTS = pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
MAIL_SECONDS_MAX = 60
# Orders that two shops and a worker share, so that a job done twice would show.
SHARED_ORDERS = 20
# The intermediate that the product's CA issues OV from, by the catalogue's `issuers.toml`.
PRODUCTS_CA = "/C=GB/O=Sectigo Limited/CN=Sectigo Public Server Authentication CA OV R36"
CA_EXTENSIONS = """basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""
LEAF_EXTENSIONS = """basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
certificatePolicies=2.23.140.1.2.2
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""
PEOPLE = {
    "customer": {"email": "customer@example.jp", "password": "customer-test-password"},
    "staff": {"email": "staff@example.jp", "password": "staff-test-password"},
}


class Operator:
    """Writes the settings, starts the processes, and tells who may log in."""

    def __init__(self, folder, database, dns, pebble, mail):
        self.folder, self.processes = folder, []
        mail_password = write(folder / "mail.password", MAIL_LOGIN[1])
        eab_hmac = write(folder / "acme.eab", EAB["hmac_key"])
        settings = f"""
[server]
base_url = "http://shop.example.jp"
[database]
{database}
[secrets]
master_key_file = "{folder}/master.key"
[shop]
name = "Test Shop"
[mail]
from = "shop@example.jp"
host = "127.0.0.1"
port = {mail.port}
tls = "starttls"
user = "{MAIL_LOGIN[0]}"
password_file = "{mail_password}"
root_pem_file = "{mail.ca_file}"
[embedded_ca]
enabled = true
[connectors.acme]
directory = "{pebble.directory}"
contact = "pki@example.jp"
terms_agreed = true
eab_kid = "{EAB["kid"]}"
eab_hmac_file = "{eab_hmac}"
root_pem_file = "{pebble.ca_file}"
[net]
allow = ["127.0.0.0/8"]
allow_upstream = ["127.0.0.0/8"]
resolvers = ["{dns.server}"]
"""
        self.config = write(folder / "warifu.toml", settings)

    def admin(self, *words):
        code, output = admin(*words, "--config", self.config)
        if code:
            raise RuntimeError(f"warifu admin {' '.join(words)}: {output}")
        return output

    def people(self):
        """Logins are given by the operator; tokens are printed once."""
        facts = {}
        for who, person in PEOPLE.items():
            kind = "staff" if who == "staff" else "member"
            password = write(self.folder / f"{who}.password", person["password"])
            name = ["--email", person["email"]]
            self.admin(kind, "add", *name, "--account-name", f"Test {who}", "--password-file", password)
            token = json.loads(self.admin("token", "create", *name, "--label", "test", "--format", "json"))
            facts[who] = {**person, "api_token": token["token"]}
        return facts

    def serve(self, facts):
        address = f"127.0.0.1:{free_port()}"
        log = self.folder / f"serve-{len(self.processes)}.log"
        environment = {"WARIFU_SERVER_LISTEN": address}
        shop = Shop(log, "serve", "--config", self.config, url=f"http://{address}", environment=environment)
        shop.facts = facts
        shop.start()
        self.processes.append(shop)
        return shop

    def work(self):
        shop = Shop(self.folder / "work.log", "work", "--config", self.config)
        shop.spawn()
        self.processes.append(shop)

    def end(self):
        for shop in self.processes:
            if shop.running():
                shop.kill()


class Story:
    def __init__(self, shops, report, dns, nginx, mail, folder):
        self.shops, self.report, self.dns, self.nginx, self.mail = shops, report, dns, nginx, mail
        self.folder, self.keys = folder, []
        self.api, self.staff = shops[0].customer(), shops[0].staff()

    def check(self, what, holds, detail=""):
        return self.report.check(what, holds, detail)

    def order(self, api, product, *names, organization=None, **more):
        key, csr = make_csr(*names, kind=random.choice(["p256", "rsa2048"]), organization=organization)
        self.keys.append(key)
        address = f"to-{names[0].replace('*.', 'wildcard-').replace('.', '-')}@example.jp"
        subscriber = {"name": "Test Subscriber", "email": "subscriber@example.jp"}
        subscriber |= {"organization": organization} if organization else {}
        more |= {"product": product, "names": list(names), "subscriber": subscriber, "delivery_email": address}
        order = api.order(names[0], csr, f"connectors-{names[0]}", **more)
        return key, order, address

    def place(self, api, order):
        """Places what the shop shows, as the site's owner does: a file on the web server or a record in the DNS."""
        shown = lambda order: newest(order).get("validations") and all(
            validation["instructions"] or validation["status"] == "valid" for validation in newest(order)["validations"]
        )
        order = api.await_order(order["id"], "instructions", shown)
        for validation in newest(order)["validations"]:
            todo = validation["instructions"]
            if todo and todo["type"] == "file":
                self.nginx.place(todo["url"].split("/", 3)[3], todo["content"])
            elif todo:
                self.dns.set_txt(todo["record"], todo["value"])

    def issued(self, api, order):
        return api.await_order(order["id"], "issued", lambda order: newest(order)["status"] in DONE, 120)

    def judge(self, what, key, order, root, served=True):
        """The customer's side: the mail's bundle on nginx, openssl's opinion, the shop's installation check."""
        name, issuance = order["names"][0], newest(order)["id"]
        files = self.delivered(what, order)
        chain = max((body for file, body in files.items() if file.endswith((".pem", ".crt"))), key=len, default=b"")
        chain = chain.decode() or self.api.certificate(issuance)
        self.check(f"{what}: the key is the customer's", public_key(chain, "x509") == public_key(key, "pkey"))
        host = name.replace("*", "any")
        self.nginx.install(host, chain, key)
        where = ["-connect", f"{self.nginx.address}:{self.nginx.https}", "-servername", host, "-verify_hostname", host]
        roots = write(self.folder / "root.pem", root)
        said = openssl("s_client", *where, "-CAfile", roots, "-verify_return_error", stdin=b"", check=False)
        self.check(f"{what}: openssl trusts what nginx serves", "Verify return code: 0 (ok)" in said, said[-800:])
        if served:
            self.api.post(f"/issuances/{issuance}/check")
            order = self.api.await_order(order["id"], "served", lambda order: newest(order)["status"] == "served")
            self.check(f"{what}: warifu says served", True)

    def delivered(self, what, order):
        """The files of the one delivery mail."""
        mails = self.deliveries(order["delivery_email"], 1)
        self.check(f"{what}: one delivery mail", len(mails) == 1, [mail["subject"] for mail in mails])
        if not mails:
            return {}
        text = mails[0].get_body().get_content()
        self.check(f"{what}: the mail's text has the certificate", "-----BEGIN CERTIFICATE-----" in text, text[:500])
        attached = next(iter(mails[0].iter_attachments())).get_content()
        with zipfile.ZipFile(io.BytesIO(attached)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def deliveries(self, address, count):
        """Delivery mails by Message-ID: copies of one mail count once."""
        began, found = time.monotonic(), {}
        while len(found) < count and time.monotonic() - began < MAIL_SECONDS_MAX:
            mails = (mail for mail in self.mail.to(address) if any(mail.iter_attachments()))
            found = {mail["message-id"]: mail for mail in mails}
            time.sleep(0.1)
        return list(found.values())

    def embedded(self):
        key, order, _ = self.order(self.api, "private-dv", "own.example.jp", validation_method="http-01")
        self.place(self.api, order)
        root = self.shops[0].fetch("/ca/root.pem")
        self.judge("embedded", key, self.issued(self.api, order), root)

    def acme(self, pebble):
        for what, product, method, name in [
            ("acme http-01", "acme-dv", "http-01", "www.example.jp"),
            ("acme dns-01", "acme-dv", "dns-01", "dns.example.jp"),
            ("acme wildcard", "acme-dv-wildcard", "dns-01", "*.wild.example.jp"),
        ]:
            key, order, _ = self.order(self.api, product, name, validation_method=method)
            self.place(self.api, order)
            self.judge(what, key, self.issued(self.api, order), pebble.root(), served="*" not in name)

    def manual(self):
        """Staff order at a CA by hand and upload what it issued; only the right certificate counts."""
        name = "ov.example.jp"
        key, order, _ = self.order(self.api, "manual-ov", name, organization="Test Subscriber")
        order = self.api.await_order(order["id"], "submitted", lambda order: newest(order)["status"] == "submitted")
        issuance = newest(order)["id"]
        sheet = self.staff.get(f"/staff/issuances/{issuance}/order_sheet")
        self.check("manual: staff see what to order", name in json.dumps(sheet), sheet)
        ca, stranger = HandCa(self.folder / "hand-ca", PRODUCTS_CA), HandCa(self.folder / "other-ca", "/CN=Other CA")
        other, _ = make_csr(name)
        for fault, chain in [
            ("another key", ca.issue(name, other)),
            ("another name", ca.issue("x.example.jp", key)),
            ("another CA's product", stranger.issue(name, key)),
        ]:
            try:
                self.staff.post(f"/staff/issuances/{issuance}/certificate", {"certificate": chain})
                self.check(f"manual: a certificate for {fault} is refused", False)
            except Refused as refused:
                self.check(f"manual: a certificate for {fault} is refused", 400 <= refused.status < 500, refused)
        self.staff.post(f"/staff/issuances/{issuance}/certificate", {"certificate": ca.issue(name, key)})
        self.judge("manual", key, self.issued(self.api, order), ca.root.read_text())

    def shares_the_jobs(self):
        """Orders sent to both shops, jobs done by three processes: each effect once."""
        orders = []
        for number in range(SHARED_ORDERS):
            api = self.shops[number % len(self.shops)].customer()
            _, order, address = self.order(api, "private-dv", f"s{number}.example.jp", validation_method="dns-01")
            self.place(api, order)
            orders.append((order, address))
        for order, _ in orders:
            self.issued(self.api, order)
        mails = {address: len(self.deliveries(address, 1)) for _, address in orders}
        odd = {address: count for address, count in mails.items() if count != 1}
        self.check(f"{SHARED_ORDERS} orders on {len(self.shops)} shops: one delivery each", not odd, odd)
        copies = collections.Counter(mail["message-id"] for _, mail in self.mail.mails)
        twice = [identity for identity, count in copies.items() if count != 1]
        self.check("no mail was sent twice", not twice, twice)


class HandCa:
    """A CA that somebody runs with openssl: what staff of a shop would buy from."""

    def __init__(self, folder, subject):
        """`subject`: of its intermediate."""
        folder.mkdir()
        self.folder, self.root, self.root_key = folder, folder / "root.pem", folder / "root.key"
        self.middle, self.middle_key = folder / "middle.pem", folder / "middle.key"
        request = folder / "middle.csr"
        curve = ["-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        itself = ["-x509", "-days", "30", "-subj", "/CN=Hand Root", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
        openssl("req", *itself, *curve, "-keyout", self.root_key, "-out", self.root)
        openssl("req", *curve, "-subj", subject, "-keyout", self.middle_key, "-out", request)
        self._sign(request, self.middle, self.root, self.root_key, 20, CA_EXTENSIONS)

    def issue(self, name, key):
        """Leaf and intermediate for a name and a customer's key."""
        key_file, request = write(self.folder / "leaf.key", key), self.folder / "leaf.csr"
        leaf = self.folder / "leaf.pem"
        subject = "/C=JP/ST=Tokyo/L=Chiyoda-ku/O=Test Subscriber"
        openssl("req", "-new", "-key", key_file, "-subj", subject, "-out", request)
        extensions = f"subjectAltName=DNS:{name}\n{LEAF_EXTENSIONS}"
        self._sign(request, leaf, self.middle, self.middle_key, 10, extensions)
        return leaf.read_text() + self.middle.read_text()

    def _sign(self, request, out, issuer, issuer_key, days, extensions):
        words = ["-in", request, "-CA", issuer, "-CAkey", issuer_key, "-set_serial", f"0x{secrets.token_hex(16)}"]
        file = write(self.folder / "extensions", extensions)
        openssl("x509", "-req", *words, "-days", str(days), "-extfile", file, "-out", out)


def write(path, text):
    path.write_text(text)
    path.chmod(0o600)
    return path


def run(folder, database, several, dump):
    report, began = Report(), time.monotonic()
    # An address of its own for each run: others' servers on ports 80 and 443 are not in the way.
    site = f"127.{random.randint(16, 250)}.{random.randint(1, 250)}.{random.randint(1, 250)}"
    with Dns(folder, site) as dns, Nginx(folder, site, 80, 443) as nginx, MailServer(folder) as mail:
        with Pebble(folder, dns, 80) as pebble:
            operator = Operator(folder, database, dns, pebble, mail)
            try:
                operator.admin("migrate")
                facts = operator.people()
                shops = [operator.serve(facts) for _ in range(2 if several else 1)]
                if several:
                    operator.work()
                shops[0].credit(1_000_000, "connectors")
                story = Story(shops, report, dns, nginx, mail, folder)
                chapters = [story.embedded, lambda: story.acme(pebble), story.manual]
                for chapter in chapters + ([story.shares_the_jobs] if several else []):
                    try:
                        chapter()
                    except Exception as error:  # one connector's surprise does not hide what the others have to tell
                        report.check("the story goes on", False, repr(error))
                judge(report, operator, story, mail, dump)
            finally:
                operator.end()
                if report.failed:
                    for shop in operator.processes:
                        print(f"{shop.log.name}:\n{shop.tail()}")
    print(f"{'postgres' if several else 'sqlite'}: {time.monotonic() - began:.0f} s")
    return report.close()


def judge(report, operator, story, mail, dump):
    code, output = admin("verify", "--config", operator.config)
    report.check("`warifu admin verify` finds nothing", code == 0, output[-2000:])
    needles = [line for key in story.keys for line in key_lines(key)]
    ours = [file for pattern in ("*.log", "*.db*") for file in operator.folder.glob(pattern)]
    leaks = [file for file in ours if any(needle.encode() in file.read_bytes() for needle in needles)]
    report.check("no customer's key is in database files or logs", not leaks, leaks)
    mails = " ".join(str(letter) for _, letter in mail.mails)
    report.check("no customer's key is in a mail", not any(needle in mails for needle in needles))
    if dump:
        text = dump()
        report.check("no customer's key is in the database", not any(needle in text for needle in needles))
    for shop in operator.processes:
        report.check(f"{shop.log.stem} stops when asked", shop.stop() == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true", help="several processes on a private PostgreSQL cluster")
    options = parser.parse_args()
    if os.geteuid() and int(LOW_PORTS.read_text()) > 80:
        print("ports 80 and 443 are closed to you: be root, or `sysctl net.ipv4.ip_unprivileged_port_start=80`")
        return 1
    folder = pathlib.Path(tempfile.mkdtemp(prefix="warifu-connectors-"))
    if options.postgres:
        with Cluster() as cluster:
            database = f'url = "{cluster.database("warifu")}"'
            code = run(folder, database, True, lambda: cluster.dump("warifu"))
    else:
        code = run(folder, f'path = "{folder}/warifu.db"', False, None)
    if code:
        print(f"kept for a look: {folder}")
    else:
        shutil.rmtree(folder)
    return code


if __name__ == "__main__":
    sys.exit(main())
