"""The same answers about sites as openssl, sslyze and testssl.sh.

A handful of sites on loopback (`sites.py`) are asked the same questions by `warifu doctor --profile full`, by libssl through
Python, by sslyze, and a few of them by testssl.sh. Wherever a peer does not say what warifu says, `disagreements.toml` must
have a row with both answers and the reason; a row that no longer occurs fails as well. `--print` writes the rows that are missing.
"""

import argparse
import collections
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import tomllib

from sslyze import ScanCommand, Scanner, ServerNetworkLocation, ServerScanRequest
from sslyze import CertificateInfoExtraArgument, ScanCommandAttemptStatusEnum, ScanCommandsExtraArguments

import sites
from sites import NAME

HERE = pathlib.Path(__file__).parent
ROWS = HERE / "disagreements.toml"
VERSIONS = ["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"]
# testssl.sh takes its time: it says what it thinks of the sites where most can be said.
TESTSSL_SITES = ["modern", "old"]
# For one command or connection; a busy machine may take long, a peer that hangs must not.
SECONDS_MAX = 300
EVERYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0"
LIBSSL_VERSIONS = {
    "TLSv1.0": ssl.TLSVersion.TLSv1,
    "TLSv1.1": ssl.TLSVersion.TLSv1_1,
    "TLSv1.2": ssl.TLSVersion.TLSv1_2,
    "TLSv1.3": ssl.TLSVersion.TLSv1_3,
}
GROUPS = {"x25519": "X25519", "x448": "X448", "secp256r1": "prime256v1", "secp384r1": "secp384r1", "secp521r1": "secp521r1"}


class Place:
    def __init__(self, site, ip, port, folder):
        self.site, self.ip, self.port, self.root = site, ip, port, folder / "root.pem"
        self.evidence = folder / f"{site}.evidence"


def warifu(place):
    """Answers by question, from the report and from what was seen."""
    command = [os.environ["WARIFU"], "doctor", f"{NAME}:{place.port}", "--connect", place.ip, "--ca", place.root]
    command += ["--profile", "full", "--format", "json", "--lang", "en", "--save", place.evidence]
    report = json.loads(subprocess.run(command, capture_output=True, timeout=SECONDS_MAX).stdout)
    host = json.loads(place.evidence.read_text())["hosts"][0]
    address = host["looked"]["at"][0]
    shown, scan = address["shown"].get("certificate", {}), address["scan"]
    codes = [finding["code"] for finding in report["findings"]]
    versions = {one["version"]: one["suites"] for one in report["addresses"][0]["versions"]}
    answers = {"versions": sorted(versions), "groups": sorted(group for group in scan["groups"] if group in GROUPS)}
    answers |= {f"suites {version}": sorted(suites) for version, suites in versions.items()}
    answers["order"] = "site_chain_order" not in codes
    answers["renegotiation_info"] = scan["renegotiation_info"]
    if "TLSv1.2" in versions:
        answers["extended_master_secret"] = scan["extended_master_secret"]
    if len(versions) > 1:
        answers["fallback_scsv"] = scan["fallback_scsv"]
    if shown:
        answers["verdict"] = next((word for code, word in VERDICTS.items() if code in codes), "good")
        answers["alpn"] = shown.get("alpn")
        answers["resumption"] = address["resumption"] == "resumed"
    if page := (host["http"] or {}).get("https"):
        answers["hsts"] = int(re.search(r"max-age=(\d+)", page["reply"]["hsts"] or "max-age=0")[1])
    return answers


VERDICTS = {
    "site_certificate_expired": "expired",
    "site_tls_default_certificate": "name",
    "site_chain_self_signed": "untrusted",
    "site_chain_incomplete": "untrusted",
    "site_chain_unknown_issuer": "untrusted",
    "site_name_mismatch": "name",
    "site_key_weak": "weak key",
}
# openssl-verification-options(1).
VERIFY_CODES = {10: "expired", 18: "untrusted", 20: "untrusted", 21: "untrusted", 62: "name", 66: "weak key"}


def client(version=None, ciphers=EVERYTHING, group=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers(ciphers)
    context.minimum_version = LIBSSL_VERSIONS[version or "TLSv1.0"]
    context.maximum_version = LIBSSL_VERSIONS[version or "TLSv1.3"]
    if group:
        context.set_ecdh_curve(group)
    return context


def shake(place, context, then=lambda connection: True, **more):
    """What `then` makes of a connection; None if there was none."""
    try:
        with sites.socket.create_connection((place.ip, place.port), timeout=SECONDS_MAX) as plain:
            with context.wrap_socket(plain, server_hostname=NAME, **more) as connection:
                return then(connection)
    except (ssl.SSLError, ConnectionError):
        return None


def openssl(place):
    names = standard_names()
    answers = {"versions": [version for version in LIBSSL_VERSIONS if shake(place, client(version))]}
    for version in set(answers["versions"]) - {"TLSv1.3"}:
        left, found = [name for name in names if not name.startswith("TLS_")], []
        # A handshake with all that are left shows the next one, until there is none.
        while left and (chosen := shake(place, client(version, ":".join(left) + ":@SECLEVEL=0"), lambda tls: tls.cipher()[0])):
            left.remove(chosen)
            found.append(names[chosen])
        answers[f"suites {version}"] = sorted(found)
    if "TLSv1.3" in answers["versions"]:
        answers["suites TLSv1.3"] = sorted(suite for suite in names if suite.startswith("TLS_") and s_client(place, "-ciphersuites", suite))
    newest = answers["versions"][-1]
    # Up to TLS 1.2 suites with RSA keep the certificate's own curve out of the question.
    ciphers = EVERYTHING if newest == "TLSv1.3" else "ECDHE+aRSA:AECDH:@SECLEVEL=0"
    answers["groups"] = sorted(ours for ours, theirs in GROUPS.items() if shake(place, client(newest, ciphers, theirs)))

    def talk(tls):
        tls.sendall(b"GET / HTTP/1.0\r\n\r\n")
        while tls.recv(4096):
            pass
        return tls.session

    if newest > "TLSv1.1":
        context = client(newest)
        session = shake(place, context, talk)
        answers["resumption"] = bool(shake(place, context, lambda tls: tls.session_reused, session=session))
        polite = client()
        polite.set_alpn_protocols(["h2", "http/1.1"])
        answers["alpn"] = shake(place, polite, lambda tls: tls.selected_alpn_protocol())
        strict = ssl.create_default_context(cafile=place.root)
        try:
            with sites.socket.create_connection((place.ip, place.port), timeout=SECONDS_MAX) as plain:
                strict.wrap_socket(plain, server_hostname=NAME).close()
            answers["verdict"] = "good"
        except ssl.SSLCertVerificationError as error:
            answers["verdict"] = VERIFY_CODES.get(error.verify_code, str(error.verify_code))
        except ssl.SSLError as error:
            answers["verdict"] = error.reason
    if place.port == 443:
        connection = http.client.HTTPSConnection(place.ip, context=client())
        connection.request("GET", "/", headers={"Host": NAME})
        header = connection.getresponse().getheader("Strict-Transport-Security") or "max-age=0"
        answers["hsts"] = int(re.search(r"max-age=(\d+)", header)[1])
        connection.close()
    return answers


def standard_names():
    """The suites of the installed libssl: its name, and the registry's."""
    said = subprocess.run(["openssl", "ciphers", "-stdname", EVERYTHING], capture_output=True, text=True, check=True).stdout
    words = [line.split() for line in said.splitlines()]
    named = {word[2]: word[0] for word in words}
    # Not in the list of those that are on by default, and known all the same.
    return named | {suite: suite for suite in ("TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256")}


def s_client(place, *arguments):
    command = ["openssl", "s_client", "-connect", f"{place.ip}:{place.port}", "-servername", NAME, "-tls1_3", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_MAX)
    return b"Server certificate" in done.stdout


def sslyze(places):
    """All sites in one go, as it is meant to be used."""
    ciphers = [getattr(ScanCommand, f"{version}_CIPHER_SUITES") for version in ("SSL_3_0", "TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3")]
    more = "CERTIFICATE_INFO ELLIPTIC_CURVES SESSION_RESUMPTION TLS_FALLBACK_SCSV TLS_EXTENDED_MASTER_SECRET SESSION_RENEGOTIATION HTTP_HEADERS"
    commands = set(ciphers) | {getattr(ScanCommand, name) for name in more.split()}
    scanner, by_address = Scanner(), {(place.ip, place.port): place.site for place in places}
    extra = lambda place: ScanCommandsExtraArguments(certificate_info=CertificateInfoExtraArgument(custom_ca_file=place.root))
    scanner.queue_scans(
        ServerScanRequest(ServerNetworkLocation(NAME, place.port, place.ip), scan_commands=commands, scan_commands_extra_arguments=extra(place))
        for place in places
    )
    for result in scanner.get_results():
        where = result.server_location
        site = by_address[where.ip_address, where.port]
        yield site, of_sslyze(result.scan_result, ciphers) if result.scan_result else {}


def of_sslyze(scan, ciphers):
    done = lambda name: (attempt := getattr(scan, name)).status == ScanCommandAttemptStatusEnum.COMPLETED and attempt.result
    answers = {"versions": []}
    for version, command in zip(VERSIONS, ciphers):
        if (result := done(command.value)) and result.accepted_cipher_suites:
            answers["versions"].append(version)
            answers[f"suites {version}"] = sorted(suite.cipher_suite.name for suite in result.accepted_cipher_suites)
    if curves := done("elliptic_curves"):
        same = {"prime256v1": "secp256r1", "X25519": "x25519", "X448": "x448"}
        found = {same.get(curve.name, curve.name) for curve in curves.supported_curves or []}
        answers["groups"] = sorted(found & GROUPS.keys())
    if info := done("certificate_info"):
        chain = info.certificate_deployments[0]
        # None is no opinion: the chain could not be built.
        answers["order"] = chain.received_chain_has_valid_order
        own = next(result for result in chain.path_validation_results if result.trust_store.name == "Supplied CA file")
        answers["trusted"] = own.was_validation_successful
    if resumption := done("session_resumption"):
        successes = (resumption.session_id_successful_resumptions_count, resumption.tls_ticket_successful_resumptions_count)
        answers["resumption"] = any(successes)
    if fallback := done("tls_fallback_scsv"):
        answers["fallback_scsv"] = fallback.supports_fallback_scsv
    if secret := done("tls_extended_master_secret"):
        answers["extended_master_secret"] = secret.supports_ems_extension
    if renegotiation := done("session_renegotiation"):
        answers["renegotiation_info"] = renegotiation.supports_secure_renegotiation
    if headers := done("http_headers"):
        hsts = headers.strict_transport_security_header
        answers["hsts"] = hsts.max_age if hsts else 0
    return answers


def testssl(place):
    program = shutil.which("testssl") or shutil.which("testssl.sh")
    if not program or place.site not in TESTSSL_SITES:
        return {}
    said = place.evidence.with_suffix(".testssl")
    command = [program, "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", place.ip, "--add-ca", place.root]
    command += ["-p", "--jsonfile", said, f"{NAME}:{place.port}"]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_MAX)
    rows = {row["id"]: row["finding"] for row in json.loads(said.read_text())}
    ids = dict(zip(VERSIONS, ["SSLv3", "TLS1", "TLS1_1", "TLS1_2", "TLS1_3"]))
    answers = {"versions": [version for version, row in ids.items() if rows.get(row, "").startswith("offered")]}
    words = " ".join(rows.get(row, "") for row in ("ALPN_HTTP2", "ALPN")).replace(",", " ").split()
    answers["alpn_offered"] = sorted(word for word in words if word in ("h2", "http/1.1"))
    return answers


def compare(ours, said):
    """Where a peer and warifu both have an opinion: (site, question, peer, both answers)."""
    for (peer, site), answers in sorted(said.items()):
        for question, answer in sorted(answers.items()):
            mine = ours[site].get(question)
            if question == "trusted" and "verdict" in ours[site]:
                mine = ours[site]["verdict"] == "good"
            if question == "alpn_offered" and "alpn" in ours[site]:
                mine, answer = ours[site]["alpn"] in answer if answer else ours[site]["alpn"] is None, True
            if mine is not None or question == "alpn":
                if answer is not None or question == "alpn":
                    yield site, question, peer, mine, answer


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--print", action="store_true", help="write the rows that are missing")
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="warifu-second-") as folder:
        folder = pathlib.Path(folder)
        sites.make(folder)
        with sites.serve(folder) as found:
            places = [Place(site, ip, port, folder) for site, (ip, port) in found.items()]
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                ours = dict(zip(found, pool.map(warifu, places)))
                said = {("openssl", place.site): answers for place, answers in zip(places, pool.map(openssl, places))}
                slow = pool.map(testssl, places)
                said |= {("sslyze", site): answers for site, answers in sslyze(places)}
                said |= {("testssl", place.site): answers for place, answers in zip(places, slow)}
    rows = tomllib.loads(ROWS.read_text()).get("row", []) if ROWS.exists() else []
    known = {(site, row["question"], row["peer"], row["warifu"], row["says"]): False for row in rows for site in row["sites"]}
    agreed, compared, failures = collections.Counter(), collections.Counter(), []
    for site, question, peer, mine, theirs in compare(ours, said):
        kind = question.split(" ")[0]
        compared[peer, kind] += 1
        if mine == theirs:
            agreed[peer, kind] += 1
            continue
        key = (site, question, peer, *shortened(mine, theirs))
        if key in known:
            known[key] = True
            continue
        failures.append(f"{site}: {question}: warifu {key[3]}, {peer} {key[4]}")
        if arguments.print:
            print(f"\n[[row]]\nsites = [\"{site}\"]\nquestion = \"{question}\"\npeer = \"{peer}\"\nwarifu = '{key[3]}'\nsays = '{key[4]}'\nreason = \"\"")
    failures += [f"no longer so: {' '.join(map(str, key))}" for key, occurs in known.items() if not occurs]
    for (peer, kind), count in sorted(compared.items()):
        print(f"{peer:8} {kind:24} {agreed[peer, kind]:3} of {count:3} agree")
    print("\n".join(failures))
    total, same = sum(compared.values()), sum(agreed.values())
    print(f"{same} answers agree, {total - same} differ, {sum(known.values())} of these with a reason")
    print(f"{total - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures))


def shortened(mine, theirs):
    """Of two lists only what one has and the other lacks."""
    if isinstance(mine, list) and isinstance(theirs, list):
        mine, theirs = sorted(set(mine) - set(theirs)), sorted(set(theirs) - set(mine))
    return json.dumps(mine), json.dumps(theirs)


if __name__ == "__main__":
    main()
