//! Who may depend on whom: the parts' edges and the libraries that only some parts may name.
//!
//! A new edge is the biggest kind of change: it is made here, with its reason, in the same commit as the dependency.

use crate::Complaint;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// `from` may depend on `to`, because. `*` stands for every part but the test kit.
const EDGES: &[(&str, &str, &str)] = &[
    ("domain", "pki", "an order is about names, keys and certificates"),
    ("store", "domain", "rows become aggregates and decisions become rows"),
    ("doctor", "pki", "checks judge the certificates that a site presents"),
    ("doctor", "net", "the probe looks at sites through the one way out"),
    ("ca", "domain", "a connector carries out an issuance"),
    ("ca", "pki", "the embedded authority builds certificates; every answer is compared with its intent"),
    ("ca", "net", "upstream authorities are reached through the one way out"),
    ("ca", "wire", "the ACME client speaks the types that the ACME server speaks"),
    ("render", "domain", "pages and papers show orders and money"),
    ("render", "pki", "pages show findings and certificates"),
    ("app", "domain", "a use case loads, decides and saves"),
    ("app", "pki", "a use case inspects what was sent in"),
    ("app", "wire", "statements and webhooks come in as bytes"),
    ("app", "store", "a use case commits one changeset"),
    ("app", "net", "mails and validation looks go out from jobs"),
    ("app", "doctor", "the installation check is a job"),
    ("app", "ca", "issuing is a job that hands an intent to a connector"),
    ("app", "render", "a mail's body is rendered before it is sent"),
    ("web", "app", "a handler calls one use case"),
    ("web", "domain", "a handler names what it asks for"),
    ("web", "pki", "a page shows findings"),
    ("web", "doctor", "a page shows what the doctor saw"),
    ("web", "wire", "replies have the published shapes"),
    ("web", "render", "pages are templates"),
    ("cli", "*", "the binary builds every part and hands it over"),
    ("testkit", "*", "the test kit fakes the world for every part"),
];

/// Every part, so that a folder nobody planned is noticed.
const PARTS: &[&str] =
    &["app", "ca", "cli", "doctor", "domain", "net", "pki", "render", "store", "testkit", "web", "wire", "xtask"];

/// Libraries that only the named parts may depend on. `hyper*` means every library whose name starts so.
struct Fence {
    libraries: &'static [&'static str],
    only: &'static [&'static str],
    reach: Reach,
    reason: &'static str,
}

/// How far a fence reaches.
#[derive(PartialEq)]
enum Reach {
    /// Tests too.
    Everything,
    /// What users run; a test may bring its own server.
    Product,
}

const FENCES: &[Fence] = &[
    Fence {
        libraries: &[
            "deadpool*",
            "diesel*",
            "libsqlite3-sys",
            "postgres*",
            "rusqlite",
            "sea-orm*",
            "sqlx*",
            "tokio-postgres",
        ],
        only: &["store"],
        reach: Reach::Everything,
        reason: "only `store` names a database driver",
    },
    Fence {
        libraries: &["hickory*", "lettre", "reqwest", "ureq", "webpki-roots"],
        only: &["net"],
        reach: Reach::Everything,
        reason: "only `net` resolves names and opens connections outward",
    },
    Fence {
        libraries: &["async-std", "futures*", "smol", "tokio", "tokio-util"],
        only: &["app", "ca", "cli", "doctor", "net", "store", "testkit", "web"],
        reach: Reach::Everything,
        reason: "pure parts know no runtime: they are functions of values",
    },
    Fence {
        libraries: &["hyper*", "tokio-rustls"],
        only: &["cli", "net", "testkit", "web"],
        reach: Reach::Product,
        reason: "HTTP and TLS live at the edges: `net` outward, `web` and `cli` inward",
    },
    Fence {
        libraries: &["axum*", "tower*"],
        only: &["cli", "testkit", "web"],
        reach: Reach::Product,
        reason: "only `web` has handlers",
    },
    Fence {
        libraries: &["askama*", "fluent*", "unic-langid*"],
        only: &["render"],
        reach: Reach::Everything,
        reason: "only `render` holds sentences and templates",
    },
    Fence {
        libraries: &["fastrand", "getrandom", "rand*"],
        only: &[],
        reach: Reach::Everything,
        reason: "randomness is an argument, drawn from aws-lc-rs at the edge",
    },
    Fence {
        libraries: &["chrono", "time"],
        only: &[],
        reach: Reach::Everything,
        reason: "one calendar library is enough: jiff",
    },
];

/// Features that only the named parts may ask for.
const FEATURE_FENCES: &[(&str, &str, &[&str], &str)] =
    &[("pki", "keystore", &["cli"], "a customer's private key is read on the customer's machine only, by the binary")];

/// Checks this workspace.
pub(crate) fn run(root: &Path) -> Result<Vec<Complaint>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata = serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    Ok(check(&metadata))
}

/// Judges the packages of `cargo metadata --no-deps`.
fn check(metadata: &Value) -> Vec<Complaint> {
    list(&metadata["packages"]).iter().flat_map(check_package).collect()
}

fn check_package(package: &Value) -> Vec<Complaint> {
    let name = text(&package["name"]);
    let Some(from) = part(name) else {
        return vec![Complaint::new(name, "unknown part: give it a row in xtask/src/layers.rs, or remove it")];
    };
    list(&package["dependencies"])
        .iter()
        .filter_map(|dependency| {
            let (library, kind) = (text(&dependency["name"]), text(&dependency["kind"]));
            let refusal = match part(library) {
                Some(to) => judge_edge(from, to, kind).or_else(|| judge_features(from, to, &dependency["features"])),
                None if dependency["path"].is_string() => Some("an unknown part of this workspace".to_owned()),
                None => judge_library(from, library, kind),
            };
            refusal.map(|why| Complaint::new(from, format!("may not depend on `{library}`: {why}")))
        })
        .collect()
}

fn judge_edge(from: &str, to: &str, kind: &str) -> Option<String> {
    if to == "testkit" {
        return (kind != "dev").then(|| "the test kit is a dev-dependency only".to_owned());
    }
    let allowed = EDGES.iter().any(|&(a, b, _)| a == from && (b == to || b == "*"));
    (!allowed).then(|| {
        let targets: Vec<&str> = EDGES.iter().filter(|edge| edge.0 == from).map(|edge| edge.1).collect();
        format!("its edges go to [{}] (xtask/src/layers.rs)", targets.join(" "))
    })
}

fn judge_features(from: &str, to: &str, features: &Value) -> Option<String> {
    let asked = |feature: &str| list(features).iter().any(|name| text(name) == feature);
    let fence =
        FEATURE_FENCES.iter().find(|(part, feature, only, _)| *part == to && asked(feature) && !only.contains(&from));
    fence.map(|(_, feature, _, reason)| format!("with `{feature}`: {reason}"))
}

fn judge_library(from: &str, library: &str, kind: &str) -> Option<String> {
    let fence = FENCES.iter().find(|fence| fence.libraries.iter().any(|pattern| matches(pattern, library)))?;
    let free = kind == "dev" && fence.reach == Reach::Product;
    (!free && !fence.only.contains(&from)).then(|| fence.reason.to_owned())
}

fn matches(pattern: &str, library: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => library.starts_with(start),
        None => library == pattern,
    }
}

/// The part's short name; the binary's package is called as the product is.
fn part(package: &str) -> Option<&str> {
    let short = if package == "warifu" { "cli" } else { package.strip_prefix("warifu-").unwrap_or(package) };
    let ours = package.starts_with("warifu") || package == "xtask";
    (ours && PARTS.contains(&short)).then_some(short)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// One package with one dependency; `kind` as cargo writes it ("" is a normal one). Expects a part of the
    /// complaint, or none.
    #[track_caller]
    fn judged(package: &str, dependency: &str, kind: &str, expected: Option<&str>) {
        let kind = if kind.is_empty() { Value::Null } else { json!(kind) };
        let metadata =
            json!({ "packages": [{ "name": package, "dependencies": [{ "name": dependency, "kind": kind }] }] });
        let complaints: Vec<String> = check(&metadata).iter().map(ToString::to_string).collect();
        match expected {
            None => assert!(complaints.is_empty(), "{package} -> {dependency}: {complaints:?}"),
            Some(part) => assert!(complaints.len() == 1 && complaints[0].contains(part), "{complaints:?}"),
        }
    }

    #[test]
    fn edges_go_one_way() {
        judged("warifu-domain", "warifu-pki", "", None);
        judged("warifu-pki", "warifu-domain", "", Some("may not depend on `warifu-domain`"));
        judged("warifu-web", "warifu-store", "", Some("[app domain pki doctor wire render]"));
        judged("warifu-render", "warifu-app", "", Some("`warifu-app`"));
        judged("warifu", "warifu-store", "", None);
        judged("xtask", "warifu-pki", "", Some("`warifu-pki`"));
    }

    #[test]
    fn tests_follow_the_same_edges_but_may_use_the_test_kit() {
        judged("warifu-pki", "warifu-testkit", "dev", None);
        judged("warifu-pki", "warifu-testkit", "", Some("a dev-dependency only"));
        judged("warifu", "warifu-testkit", "build", Some("a dev-dependency only"));
        judged("warifu-pki", "warifu-store", "dev", Some("`warifu-store`"));
    }

    #[test]
    fn unplanned_parts_are_noticed() {
        judged("warifu-billing", "serde", "", Some("unknown part"));
        judged("helper", "serde", "", Some("unknown part"));
        let stray =
            json!({ "packages": [{ "name": "warifu-web", "dependencies": [{ "name": "util", "path": "/x" }] }] });
        assert_eq!(check(&stray).len(), 1);
    }

    #[test]
    fn fenced_libraries_stay_where_they_belong() {
        judged("warifu-store", "rusqlite", "", None);
        judged("warifu-app", "rusqlite", "", Some("database driver"));
        judged("warifu-app", "deadpool-postgres", "dev", Some("database driver"));
        judged("warifu-ca", "hickory-resolver", "", Some("only `net`"));
        judged("warifu-pki", "tokio", "dev", Some("no runtime"));
        judged("warifu-wire", "hyper-util", "", Some("at the edges"));
        judged("warifu-doctor", "tokio-rustls", "dev", None);
        judged("warifu-web", "askama", "", Some("sentences"));
        judged("warifu", "rand_core", "", Some("randomness"));
        judged("warifu-web", "serde", "", None);
    }

    #[test]
    fn only_the_binary_reads_keys() {
        let asks = |package: &str, features: Value| {
            let dependency = json!({ "name": "warifu-pki", "kind": null, "features": features });
            check(&json!({ "packages": [{ "name": package, "dependencies": [dependency] }] })).len()
        };
        assert_eq!(asks("warifu", json!(["keystore"])), 0);
        assert_eq!(asks("warifu-app", json!(["keystore"])), 1);
        assert_eq!(asks("warifu-app", json!([])), 0);
    }

    #[test]
    fn this_workspace_keeps_its_edges() {
        assert_eq!(run(&crate::root()).unwrap(), []);
    }
}
