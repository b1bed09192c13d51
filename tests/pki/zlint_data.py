"""What zlint's own tests expect: which lint says what about which stored certificate.

Read from a checkout of zlint (its Go tests, tables and plain functions alike) because the data cannot be installed by
name; nothing of it is kept here.
"""

import collections
import pathlib
import re

# What a shop for TLS server certificates has nothing to say about.
FOREIGN_SOURCES = {"CABFCSBaselineRequirements", "CABFSMIMEBaselineRequirements", "EtsiEsi"}
FIRES = {"Error", "Fatal", "Notice", "Warn"}

Lint = collections.namedtuple("Lint", "name source citation effective ineffective")
Expectation = collections.namedtuple("Expectation", "lint file status")

METADATA = re.compile(r"lint\.CertificateLint\{\s*LintMetadata:\s*lint\.LintMetadata\{(.*?)\n\t\t\}", re.S)
FUNCTION = re.compile(r"^func (Test\w+)\(.*?\) \{\n(.*?)^\}", re.M | re.S)
TOKEN = re.compile(r'"([ewn]_[a-z0-9_-]+)"|"([^"\s]+\.(?:pem|crt|cer|der))"|lint\.(Pass|Error|Warn|Notice|NA|NE|Fatal)\b')
DATE = re.compile(r"(\w+)\s*=\s*time\.Date\((\d+), (?:time\.)?(\w+), (\d+)")
MONTHS = {name: f"{at:02}" for at, name in enumerate(
    "January February March April May June July August September October November December".split(), 1)}


def lints(checkout):
    """Every lint of TLS certificates, by name."""
    dates = {}
    for name, year, month, day in DATE.findall((checkout / "v3/util/time.go").read_text()):
        dates[name] = f"{year}-{MONTHS.get(month) or int(month):0>2}-{int(day):02}"
    found = {}
    for file in sources(checkout, tests=False):
        for body in METADATA.findall(file.read_text()):
            field = lambda name, form: (re.search(rf"{name}:\s*{form}", body) or [None, ""])[1]
            date = lambda name: dates.get(field(name, r"util\.(\w+)"), "")
            source = field("Source", r"lint\.(\w+)")
            if source not in FOREIGN_SOURCES:
                name = field("Name", '"([^"]+)"')
                citation = " ".join(field("Citation", '["`]([^"`]+)').split())
                found[name] = Lint(name, source, citation, date("EffectiveDate"), date("IneffectiveDate"))
    return found


def expectations(checkout, known):
    """What is expected of the lints in `known`, and the names of the test functions that could not be understood."""
    found, odd = set(), []
    for file in sources(checkout, tests=True):
        text = file.read_text()
        in_file = set(re.findall(r'"([ewn]_[a-z0-9_-]+)"', text)) & set(known)
        for function, body in FUNCTION.findall(text):
            # A lint with other settings than the usual ones is another lint.
            if not in_file or "WithConfig" in body:
                continue
            tokens = TOKEN.findall(body)
            names = {name for name, _, _ in tokens} & set(known) or (in_file if len(in_file) == 1 else set())
            files = [name for _, name, _ in tokens if name]
            statuses = [status for _, _, status in tokens if status]
            if len(statuses) == 1:
                statuses *= len(files)
            # A table is walked by code that names a status once more at the end.
            if len(names) == 1 and len(files) <= len(statuses) <= len(files) + 1:
                found |= {Expectation(*names, *pair) for pair in zip(files, statuses)}
            else:
                odd.append(f"{file.name}: {function}")
    return sorted(e for e in found if (checkout / "v3/testdata" / e.file).exists()), odd


def sources(checkout, tests):
    return [file for file in sorted((checkout / "v3/lints").rglob("*.go")) if file.name.endswith("_test.go") == tests]


def data(checkout, file):
    return pathlib.Path(checkout) / "v3/testdata" / file
