"""The kill test: order lives over the embedded CA while the shop is killed with `kill -9` at random moments.

Clients behave as good clients do: one Idempotency-Key per wish, repeated until an answer comes. They keep a history of
what they asked and what they were told; after the last kill everything must be done within a bounded time, and the
shop's state must agree with the history: nothing lost, nothing twice. Standard library only.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time

from postgres import Cluster
from shop import DONE, Demo, Refused, Report, Unanswered, files_holding, key_lines, make_csr, newest, public_key, serial

CLIENTS = 16
POLL_SECONDS = 0.05
LIVENESS_SECONDS_MAX = 120
YEN_PER_LIFE = 100_000  # more than the demo's product costs
READY_SECONDS_MAX = 5
# A kill comes this long after the shop was ready, or, once in a while, while it is still starting.
KILL_AFTER_SECONDS = (0.02, 1.5)
KILL_WHILE_STARTING = (0.0, 0.25)
STARTING_SHARE = 0.2
# Statuses that ask the client to come again: a twin of the request is running, or the shop is not ready.
AGAIN = {409, 425, 429, 500, 502, 503, 504}


class Life:
    """One customer's wish for one certificate, and what became of it."""

    def __init__(self, number, run):
        self.number = number
        self.name = f"k{number:04}-{run}.test"
        self.mail = f"k{number:04}@{run}.test"
        self.idempotency_key = f"kill-{run}-{number}"
        self.key, self.csr = make_csr(self.name)
        self.orders = set()
        self.total_yen = 0
        self.issuance = None
        self.certificate = None


class History:
    """What clients asked and were told: invoke, ok, refused or unknown, one JSON line each."""

    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")
        self.lock = threading.Lock()
        self.counts = collections.Counter()

    def note(self, life, step, outcome, detail=None):
        line = {"at": round(time.time(), 3), "life": life.number, "step": step, "outcome": outcome, "detail": detail}
        with self.lock:
            self.counts[outcome] += 1
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.file.flush()


class Test:
    def __init__(self, shop, options, folder):
        self.shop, self.options = shop, options
        self.random = random.Random(options.seed)
        self.history = History(folder / "history.jsonl")
        self.api = shop.customer()
        self.kills = 0
        self.killed = threading.Condition()
        self.over = None
        self.starts = []

    def insist(self, life, step, call):
        """Repeats one wish until the shop answers it; an error that will not pass ends the life."""
        while self.over is None or time.monotonic() < self.over:
            try:
                reply = call()
                self.history.note(life, step, "ok")
                return reply
            except Unanswered as error:
                self.history.note(life, step, "unknown", str(error))
            except Refused as error:
                self.history.note(life, step, "refused", str(error))
                if error.status not in AGAIN:
                    raise
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"{life.name}: {step} had no answer {LIVENESS_SECONDS_MAX} s after the last kill")

    def await_order(self, life, step, arrived):
        while True:
            order = self.insist(life, "look", lambda: self.api.get(f"/orders/{min(life.orders)}"))
            if arrived(order):
                return order
            if self.over is not None and time.monotonic() > self.over:
                raise TimeoutError(f"{life.name}: {step}: still {json.dumps(order, ensure_ascii=False)[:600]}")
            time.sleep(POLL_SECONDS)

    def live(self, life):
        """Apply, place the validation, wait for the certificate, install it, see it served."""
        # Lives start in step with the kills, so that every kill finds some of them under way.
        with self.killed:
            self.killed.wait_for(lambda: self.kills >= life.number * self.options.kills // self.options.orders)
        order = self.insist(
            life, "order", lambda: self.api.order(life.name, life.csr, life.idempotency_key, delivery_email=life.mail)
        )
        life.orders.add(order["id"])
        life.total_yen = order["total_yen"]
        self.await_order(life, "validating", lambda order: newest(order)["status"] not in {None, "preparing"})
        self.insist(life, "place_validation", lambda: self.api.place_validation(life.name))
        # The wish is repeated although it was answered: a careful client that lost its notes does that.
        again = self.insist(
            life, "order", lambda: self.api.order(life.name, life.csr, life.idempotency_key, delivery_email=life.mail)
        )
        life.orders.add(again["id"])
        order = self.await_order(life, "issued", lambda order: newest(order)["status"] in DONE)
        life.issuance = order["issuances"][0]["id"]
        life.certificate = self.insist(life, "certificate", lambda: self.api.certificate(life.issuance))
        site = {"certificate": life.certificate, "private_key": life.key}
        self.insist(life, "install", lambda: self.api.post(f"/sandbox/sites/{life.name}/install", site))
        self.insist(life, "check", lambda: self.api.post(f"/issuances/{life.issuance}/check"))
        self.await_order(life, "served", lambda order: newest(order)["status"] == "served")

    def torment(self):
        """Kills and restarts; the last start is left alone."""
        while self.kills < self.options.kills:
            if self.random.random() < STARTING_SHARE:
                self.shop.spawn()
                time.sleep(self.random.uniform(*KILL_WHILE_STARTING))
            else:
                self.starts.append(self.shop.start())
                time.sleep(self.random.uniform(*KILL_AFTER_SECONDS))
            self.shop.kill()
            with self.killed:
                self.kills += 1
                self.killed.notify_all()
        self.starts.append(self.shop.start())
        self.over = time.monotonic() + LIVENESS_SECONDS_MAX


def judge(report, test, lives, start_balance, data, dump):
    shop, api = test.shop, test.api
    orders = list(api.pages("/orders"))
    by_name = collections.Counter(name for order in orders for name in order["names"])
    known = {order["id"]: order for order in orders}
    ids = [order["id"] for order in orders]

    report.check("the list names each order once", len(ids) == len(set(ids)))
    lost = [life.name for life in lives if not life.orders <= known.keys()]
    report.check("every acknowledged order exists", not lost, lost)
    twice = [life.name for life in lives if len(life.orders) != 1 or by_name[life.name] != 1]
    report.check("every wish became exactly one order", not twice, twice)

    full = [api.get(f"/orders/{min(life.orders)}") for life in lives]
    many = [order["id"] for order in full if len(order["issuances"]) != 1 or newest(order)["status"] != "served"]
    report.check("each order has exactly one certificate, and it is served", not many, many)
    wrong = [life.name for life in lives if public_key(life.certificate, "x509") != public_key(life.key, "pkey")]
    report.check("each certificate is for its customer's key", not wrong, wrong)
    serials = {serial(life.certificate) for life in lives}
    report.check("no serial was used twice", len(serials) == len(lives))

    points = api.get("/points")
    spent = sum(life.total_yen for life in lives)
    detail = f"{points['balance']} held {points['held']}, expected {start_balance - spent}"
    fair = points["balance"] == start_balance - spent and points["held"] == 0
    report.check("the balance is the start less what was bought, with nothing held", fair, detail)

    deliveries = collections.Counter()
    deadline = time.monotonic() + LIVENESS_SECONDS_MAX
    while time.monotonic() < deadline and len(deliveries) < len(lives):
        mails = api.mails()
        copies = {(mail["message_id"], mail_to(mail)) for mail in mails if mail.get("attachments")}
        deliveries = collections.Counter(to for _, to in copies)
        time.sleep(POLL_SECONDS)
    odd = {life.mail: deliveries[life.mail] for life in lives if deliveries[life.mail] != 1}
    report.check("each certificate was delivered by one mail", not odd, odd)

    code, output = shop.verify()
    report.check("`warifu admin verify` finds nothing", code == 0, output[-2000:])
    needles = [line for life in lives for line in key_lines(life.key)]
    leaks = files_holding(data.parent, needles, data / "sandbox")
    report.check("no customer's key is in the shop's files or logs", not leaks, leaks)
    if dump:
        text = dump()
        report.check("no customer's key is in the database", not any(needle in text for needle in needles))
    slow = max(test.starts)
    report.check(f"ready within {READY_SECONDS_MAX} s of every start", slow <= READY_SECONDS_MAX, f"{slow:.1f} s")
    report.check("it stops when asked", shop.stop() == 0)


def mail_to(mail):
    return mail["to"] if isinstance(mail["to"], str) else mail["to"][0]


def run(options, folder, database_url, dump=None):
    began = time.monotonic()
    data = folder / "data"
    shop = Demo(data, database_url)
    test = Test(shop, options, folder)
    report = Report()
    pool = concurrent.futures.ThreadPoolExecutor(CLIENTS)
    lives = list(pool.map(lambda number: Life(number, f"{options.seed % 0xFFFFFF:06x}"), range(options.orders)))
    shop.start()
    start_balance = shop.credit(options.orders * YEN_PER_LIFE, "kill test")
    shop.kill()
    futures = {pool.submit(test.live, life): life for life in lives}
    try:
        test.torment()
        ended = concurrent.futures.as_completed(futures)
        failures = [f"{futures[done].name}: {done.exception()!r}" for done in ended if done.exception()]
        if report.check("every life came to its end", not failures, "\n  ".join(failures[:10])):
            judge(report, test, lives, start_balance, data, dump)
        else:
            print(shop.tail())
    finally:
        with test.killed:
            test.over, test.kills = 0.0, options.kills
            test.killed.notify_all()
        pool.shutdown(cancel_futures=True)
        if shop.running():
            shop.kill()
    engine, seconds = "postgres" if database_url else "sqlite", time.monotonic() - began
    print(f"{engine}: {len(lives)} lives, {test.kills} kills, {seconds:.0f} s, answers {dict(test.history.counts)}")
    return report.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), help="repeat a run")
    parser.add_argument("--orders", type=int, default=200)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--database-url", help="a fresh PostgreSQL database")
    parser.add_argument("--postgres", action="store_true", help="start a private PostgreSQL cluster")
    options = parser.parse_args()
    print(f"seed {options.seed} (repeat with --seed {options.seed} --orders {options.orders} --kills {options.kills})")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="warifu-kill-"))
    if options.postgres:
        with Cluster() as cluster:
            code = run(options, folder, cluster.database("warifu"), lambda: cluster.dump("warifu"))
    else:
        code = run(options, folder, options.database_url)
    if code:
        print(f"kept for a look: {folder}")
    else:
        shutil.rmtree(folder)
    return code


if __name__ == "__main__":
    sys.exit(main())
