"""Our certificate rules beside zlint's lints, on the certificates that zlint's own tests label.

`zlint.py --checkout DIR` needs a checkout of zlint, which cannot be installed by name and of which nothing is kept here.
`zlint.toml` says for each lint which of our rules ask the same, or why none does. The outcome is `docs/zlint.md`: a run
fails when a label is met or missed that is not written there, and `--write` writes it anew.
"""

import argparse
import base64
import collections
import json
import pathlib
import re
import subprocess
import sys
import tomllib

import zlint_data

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs/zlint.md"
# 2.23.140.1.1 and 2.23.140.1.2.x in DER: the policies that make a certificate one of the Baseline Requirements.
POLICIES = (b"\x06\x05\x67\x81\x0c\x01\x01", b"\x06\x06\x67\x81\x0c\x01\x02")
CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----(.*?)-----END", re.S)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkout", metavar="DIR", type=pathlib.Path, required=True)
    parser.add_argument("--write", action="store_true", help="write docs/zlint.md")
    options = parser.parse_args()
    lints = zlint_data.lints(options.checkout)
    expectations, odd = zlint_data.expectations(options.checkout, lints)
    table = tomllib.loads((HERE / "zlint.toml").read_text())
    why_not = {lint: group["reason"] for group in table["without"] for lint in group["lints"]}
    why_differs = {lint: group["reason"] for group in table["differs"] for lint in group["lints"]}
    faults = [f"{lint}: no entry in zlint.toml" for lint in sorted(set(lints) - set(table["rules"]) - set(why_not))]
    faults += [f"{lint}: zlint has no such lint" for lint in sorted((set(table["rules"]) | set(why_not)) - set(lints))]
    fired = findings(options.checkout, sorted({e.file for e in expectations}))

    met, missed = collections.Counter(), collections.defaultdict(list)
    for e in expectations:
        if e.lint in table["rules"]:
            fires = not fired[e.file].isdisjoint(table["rules"][e.lint])
            if fires == (e.status in zlint_data.FIRES):
                met[e.lint] += 1
            else:
                missed[e.lint].append(f"{e.file} ({e.status})")
    faults += [f"{lint}: {missed[lint]} and no reason in zlint.toml" for lint in sorted(set(missed) - set(why_differs))]
    faults += [f"{lint}: a reason for a difference that does not occur" for lint in sorted(set(why_differs) - set(missed))]

    page = render(lints, table["rules"], why_not, why_differs, met, missed)
    if options.write:
        PAGE.write_text(page)
    elif page != PAGE.read_text():
        faults.append("docs/zlint.md is not what came out: look at the difference that --write makes")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(lints)} lints, {len(table['rules'])} with rules of ours; tests not understood: {', '.join(odd) or 'none'}")
    print(f"{sum(met.values())} labels met, {sum(map(len, missed.values()))} missed with a reason")
    print(f"{sum(met.values())} passed, {len(faults)} failed")
    return 1 if faults else 0


def findings(checkout, files):
    """The codes of the rules that each certificate breaks."""
    command = ["cargo", "run", "--quiet", "--locked", "--package", "warifu-pki", "--example", "lints"]
    paths = [zlint_data.data(checkout, file) for file in files]
    run = subprocess.run(command, input="\n".join(map(str, paths)), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    said = [json.loads(line) for line in run.stdout.splitlines()]
    return {file: codes(path, one) for file, path, one in zip(files, paths, said, strict=True)}


def codes(path, said):
    """zlint judges every server certificate by the Baseline Requirements; ours do it for a policy OID or when asked."""
    octets = path.read_bytes()
    block = CERTIFICATE.search(octets)
    der = base64.b64decode(b"".join(block[1].split()) + b"==") if block else octets
    is_public = any(policy in der for policy in POLICIES)
    return set(said["by_policy"]) | (set() if is_public else set(said["as_dv"]))


def render(lints, rules, why_not, why_differs, met, missed):
    labels = sum(met.values()) + sum(map(len, missed.values()))
    lines = [
        "# Certificate rules beside zlint's lints",
        "",
        "Made by `tests/pki/zlint.py --checkout DIR --write`; what stands in the last column is in `tests/pki/zlint.toml`. zlint's own tests",
        "label certificates with what a lint must say; a label is met when our rules for that lint find something exactly then.",
        "",
        f"{len(lints)} lints concern TLS certificates; {sum(lint in rules for lint in lints)} have rules of ours, which meet"
        f" {sum(met.values())} of {labels} labels.",
        "",
        "| lint | rules | met | missed | why |",
        "|---|---|---|---|---|",
    ]
    for name in sorted(lints, key=lambda name: name.split("_", 1)[1]):
        ours = ", ".join(f"`{code}`" for code in rules.get(name, [])) or "-"
        count = f"{met[name]}/{met[name] + len(missed[name])}" if name in rules else "-"
        files = ", ".join(missed[name])
        why = why_differs.get(name, "") if name in rules else why_not.get(name, "")
        lines.append(f"| `{name}` | {ours} | {count} | {files} | {why} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
