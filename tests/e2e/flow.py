"""One customer's story, told through the API of a demo shop and judged by openssl and nginx.

Apply with CSRs that openssl made, refuse the broken ones, prove the names, receive the certificate, serve it with
nginx, have it checked, cancel an order, live through a reissue and a site that goes back to an old certificate, restart
the shop, and verify the books. Standard library only.
"""

import argparse
import io
import pathlib
import shutil
import sys
import tempfile
import time
import zipfile

from peers import Nginx
from postgres import Cluster
from shop import (
    DONE,
    Demo,
    Refused,
    Report,
    Unanswered,
    files_holding,
    is_delivery,
    key_lines,
    make_csr,
    newest,
    openssl,
    public_key,
    serial,
)

KEY_KINDS = ["p256", "p384", "rsa2048", "rsa4096"]
# The demo's certificates live 47 days and are reissued when a third of that is left.
REISSUE_AFTER_DAYS = 33
BODY_BYTES = 1024 * 1024
LANGUAGES = ["ja", "en"]


class Story:
    def __init__(self, shop, report, folder):
        self.shop, self.report, self.folder = shop, report, folder
        self.api, self.staff = shop.customer(), shop.staff()
        self.keys = []

    def csr(self, *names, **how):
        key, csr = make_csr(*names, **how)
        self.keys.append(key)
        return key, csr

    def buy(self, name, csr, key=None, **more):
        order = self.api.order(name, csr, key or f"flow-{name}", **more)
        self.place(order["id"], name)
        return self.api.await_order(order["id"], f"{name} issued", lambda order: newest(order)["status"] in DONE)

    def place(self, order, name):
        """The site's owner places what the shop shows; here the sandbox's sample site does."""
        started = lambda order: newest(order)["status"] not in (None, "preparing")
        self.api.await_order(order, f"{name} validating", started)
        self.api.place_validation(name)

    def install(self, order, name, key):
        issuance = newest(order)["id"]
        site = {"certificate": self.api.certificate(issuance), "private_key": key}
        self.api.post(f"/sandbox/sites/{name}/install", site)
        self.api.post(f"/issuances/{issuance}/check")
        return self.api.await_order(order["id"], f"{name} served", lambda order: newest(order)["status"] == "served")

    def root(self):
        return pathlib.Path(self.shop.facts["ca_root_pem_path"])

    def sells_certificates(self):
        """Every kind of key, from application to the installation check, with nginx and openssl as second opinions."""
        with Nginx(self.folder) as nginx:
            for kind in KEY_KINDS:
                self.sells(kind, nginx)

    def sells(self, kind, nginx):
        def check(what, holds, detail=""):
            self.report.check(f"{kind}: {what}", holds, detail)

        name, mail = f"{kind}.flow.test", f"{kind}@flow.test"
        key, csr = self.csr(name, kind=kind)
        order = self.buy(name, csr, delivery_email=mail)
        issuance = newest(order)["id"]
        chain = self.api.certificate(issuance)
        check("the key is the customer's", public_key(chain, "x509") == public_key(key, "pkey"))
        names = openssl("x509", "-noout", "-ext", "subjectAltName", stdin=chain.encode())
        check("the names are the order's", names.split("DNS:")[1:] == [name + "\n"], names)

        files = unzip(self.api.get(f"/issuances/{issuance}/bundle", server="nginx"))
        check("the bundle holds no key", not any(b"PRIVATE" in body for body in files.values()))
        full = max((body for file, body in files.items() if file.endswith((".pem", ".crt"))), key=len)
        nginx.install(name, full.decode(), key)
        where = ["-connect", f"127.0.0.1:{nginx.https}", "-servername", name, "-verify_hostname", name]
        said = openssl("s_client", *where, "-CAfile", self.root(), "-verify_return_error", stdin=b"", check=False)
        check("openssl trusts what nginx serves", "Verify return code: 0 (ok)" in said, said[-800:])

        leaf, intermediates = self.folder / "leaf.pem", self.folder / "intermediates.pem"
        first, end, rest = chain.partition("-----END CERTIFICATE-----\n")
        leaf.write_text(first + end)
        intermediates.write_text(rest)
        trust = ["-x509_strict", "-purpose", "sslserver", "-verify_hostname", name, "-CAfile", self.root()]
        said = openssl("verify", *trust, "-untrusted", intermediates, leaf, check=False)
        check("openssl verifies the chain strictly", said.strip().endswith("OK"), said)

        order = self.install(order, name, key)
        check("warifu says served", newest(order)["status"] == "served")
        mails = [letter for letter in self.api.mails() if mail in str(letter["to"]) and is_delivery(letter)]
        check("one delivery mail", len(mails) == 1, mails)

    def refuses_what_is_wrong(self):
        """A clear problem in both languages for each; nothing is ordered."""
        key, good = self.csr("good.flow.test")
        _, weak = self.csr("weak.flow.test", kind="rsa1024")
        broken = break_signature(good)
        before = len(list(self.api.pages("/orders")))
        many = [f"n{number}.flow.test" for number in range(40)]
        rows = [
            ("a broken signature", dict(csr=broken), "csr"),
            ("a key of 1024 bits", dict(csr=weak, names=["weak.flow.test"]), "csr"),
            ("a private key instead of a CSR", dict(csr=key), "csr"),
            ("a private key beside the CSR", dict(csr=good + key), "csr"),
            ("more names than the product takes", dict(names=many), "names"),
            ("a public name in the sandbox", dict(names=["www.example.com"]), "names"),
            ("an unknown product", dict(product="no-such-product"), "product"),
            ("a body of 1 MiB", dict(csr="A" * BODY_BYTES), None),
        ]
        for number, (what, fault, field) in enumerate(rows):
            (status, ja), (_, en) = (self.refusal(word, f"flow-bad-{number}-{word}", good, fault) for word in LANGUAGES)
            self.report.check(f"{what}: refused", 400 <= status < 500, f"{status} {en}")
            self.report.check(f"{what}: with a code", bool(codes(en)) and codes(en) == codes(ja), en)
            self.report.check(f"{what}: in both languages", texts(ja) != texts(en) and has_japanese(texts(ja)), ja)
            self.report.check(f"{what}: with a next step", any(part.get("next_step") for part in parts(en)), en)
            if field:
                self.report.check(f"{what}: at the field {field}", field in str(fields(en)), en)
        self.api.order("good.flow.test", good, "flow-once")
        status, said = self.refusal("en", "flow-once", good, dict(delivery_email="other@flow.test"))
        self.report.check("a reused Idempotency-Key with another body: refused", status in (409, 422), said)
        after = len(list(self.api.pages("/orders")))
        self.report.check("only the one good order was made", after == before + 1, f"{before} -> {after}")

    def refusal(self, language, key, csr, fault):
        """Status and problem of an application with one fault; status 0 when no answer came at all."""
        body = {"name": "good.flow.test", "csr": csr, "key": key, "language": language} | fault
        try:
            return 201, self.api.order(**body)
        except Refused as refused:
            return refused.status, refused.problem if isinstance(refused.problem, dict) else {}
        except Unanswered:
            return 0, {}

    def cancels(self):
        """Before issuance the points come back."""
        before = self.api.get("/points")
        _, csr = self.csr("cancel.flow.test")
        order = self.api.order("cancel.flow.test", csr, "flow-cancel")
        self.api.await_order(order["id"], "validating", lambda order: newest(order)["status"] == "validating")
        held = self.api.get("/points")
        self.api.post(f"/orders/{order['id']}/cancel", key="flow-cancel-it")
        seen = self.api.await_order(order["id"], "cancelled", lambda order: order["status"] == "cancelled")
        after = self.api.get("/points")
        more = held["held"] - before["held"]
        self.report.check("points are held while an order waits", more == order["total_yen"], held)
        money = (after["balance"], after["held"]) == (before["balance"], before["held"])
        self.report.check("a cancelled order gives its points back", money and seen["status"] == "cancelled", after)

    def reissues(self):
        """A certificate's life passes in seconds: the next one comes by itself and replaces the first."""
        name = "life.flow.test"
        key, csr = self.csr(name)
        order = self.install(self.buy(name, csr, term_months=6), name, key)
        first = self.api.certificate(newest(order)["id"])
        self.api.post("/sandbox/clock", {"advance": f"{REISSUE_AFTER_DAYS}d"})
        self.api.await_order(order["id"], "reissue begins", lambda order: len(order["issuances"]) == 2)
        self.place(order["id"], name)
        order = self.api.await_order(order["id"], "reissued", lambda order: newest(order)["status"] in DONE)
        order = self.install(order, name, key)
        second = self.api.certificate(newest(order)["id"])
        self.report.check("the next certificate has its own serial", serial(first) != serial(second))
        older = [issuance["status"] for issuance in order["issuances"] if issuance["id"] != newest(order)["id"]]
        self.report.check("the first certificate is replaced", older == ["replaced"], older)

    def watches(self):
        """A site that goes back to an old certificate: one entry and one mail, and one of each when it is mended."""
        name = "watch.flow.test"
        key, csr = self.csr(name)
        order = self.install(self.buy(name, csr), name, key)
        old = self.api.certificate(newest(order)["id"])
        self.api.post(f"/orders/{order['id']}/reissue", {"csr": csr})
        self.api.await_order(order["id"], "reissued", lambda order: newest(order)["status"] in DONE)
        order = self.install(self.api.get(f"/orders/{order['id']}"), name, key)
        new = self.api.certificate(newest(order)["id"])

        def told():
            events = self.api.get(f"/orders/{order['id']}/events")["items"]
            return [event["code"] for event in events if event["code"].startswith("site_")]

        def days(certificate, served):
            site = {"certificate": certificate, "private_key": key}
            self.api.post(f"/sandbox/sites/{name}/install", site)
            self.api.post("/sandbox/clock", {"advance": "4d"})
            looked = lambda order: newest(order).get("last_check", {}).get("served") is served
            return newest(self.api.await_order(order["id"], f"{name} looked at", looked))["last_check"]

        def letters():
            return sum(name in str(letter) for letter in self.api.mails())

        check, before = days(new, True), letters()
        self.report.check("a good site is looked at in silence", told() == [] and not check["findings"], check)
        check = days(old, False)
        found = [finding["code"] for finding in check["findings"]]
        self.report.check("an old certificate is found", found == ["site_order_old_certificate"], check)
        self.report.check("and told once", told() == ["site_faulty"], told())
        days(new, True)
        self.report.check("all well again is told once", told() == ["site_faulty", "site_well"], told())
        self.report.check("by one mail each", letters() == before + 2, f"{before} -> {letters()}")

    def restarts(self):
        """A second start on the same data goes on where it stopped."""
        before = sorted(order["id"] for order in self.api.pages("/orders"))
        self.report.check("it stops when asked", self.shop.stop() == 0)
        self.shop.start()
        after = sorted(order["id"] for order in self.api.pages("/orders"))
        self.report.check("it goes on with the same orders", before == after)

    def closes_the_books(self, dump):
        code, output = self.shop.verify()
        self.report.check("`warifu admin verify` finds nothing", code == 0, output[-2000:])
        needles = [line for key in self.keys for line in key_lines(key)]
        places = [place for place in (self.shop.data, self.shop.log) if place.exists()]
        skip = self.shop.data / "sandbox"
        leaks = [file for place in places for file in files_holding(place, needles, skip)]
        self.report.check("no customer's key is in the shop's files or logs", not leaks, leaks)
        if dump:
            text = dump()
            self.report.check("no customer's key is in the database", not any(needle in text for needle in needles))


def unzip(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def break_signature(csr):
    """The same CSR with one bit of its last bytes turned."""
    der = bytearray(openssl_der(csr))
    der[-1] ^= 1
    with tempfile.NamedTemporaryFile(suffix=".der") as file:
        file.write(der)
        file.flush()
        return openssl("req", "-inform", "DER", "-in", file.name)


def openssl_der(csr):
    with tempfile.NamedTemporaryFile(suffix=".der") as file:
        openssl("req", "-outform", "DER", "-out", file.name, stdin=csr.encode())
        return pathlib.Path(file.name).read_bytes()


def parts(problem):
    """A problem and what it says about single fields."""
    return [problem, *problem.get("errors", [])]


def codes(problem):
    return [part["code"] for part in parts(problem) if "code" in part]


def fields(problem):
    return [part["field"] for part in parts(problem) if part.get("field")]


def texts(problem):
    """Everything in it that a person reads; each problem says what to do next."""
    words = ("title", "detail", "message", "next_step")
    return " ".join(str(part.get(word) or "") for part in parts(problem) for word in words)


def has_japanese(text):
    return any("\u3040" <= letter <= "\u30ff" for letter in text)


def run(folder, database_url, dump):
    shop, report = Demo(folder / "data", database_url), Report()
    began = time.monotonic()
    try:
        shop.start()
        story = Story(shop, report, folder)
        shop.credit(1_000_000, "flow")
        chapters = ["refuses_what_is_wrong", "sells_certificates", "cancels", "restarts", "reissues", "watches"]
        for chapter in chapters:
            try:
                getattr(story, chapter)()
            except Exception as error:  # one chapter's surprise does not hide what the others have to tell
                report.check(chapter, False, repr(error))
        story.closes_the_books(dump)
    finally:
        if shop.running():
            shop.kill()
        if report.failed:
            print(shop.tail())
    print(f"{'postgres' if database_url else 'sqlite'}: {time.monotonic() - began:.0f} s")
    return report.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true", help="on a private PostgreSQL cluster instead of SQLite")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="warifu-flow-"))
    if options.postgres:
        with Cluster() as cluster:
            code = run(folder, cluster.database("warifu"), lambda: cluster.dump("warifu"))
    else:
        code = run(folder, None, None)
    if code:
        print(f"kept for a look: {folder}")
    else:
        shutil.rmtree(folder)
    return code


if __name__ == "__main__":
    sys.exit(main())
