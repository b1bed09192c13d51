//! Words that may not stand in the tree, each with what to write instead.

use super::{File, Tree};
use crate::Complaint;

/// Where a ban holds.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    /// Every text file.
    Tree,
    /// Rust below a folder, without its tests and comments.
    Code(&'static str),
}

struct Ban {
    word: &'static str,
    scope: Scope,
    /// Paths that start so may use the word.
    except: &'static [&'static str],
    instead: &'static str,
}

/// The words are put together with `concat!` where this very file would otherwise break its own rule.
const BANS: &[Ban] = &[
    Ban { word: concat!("TO", "DO"), scope: Scope::Tree, except: &[], instead: "do it now, or file an issue" },
    Ban { word: concat!("FIX", "ME"), scope: Scope::Tree, except: &[], instead: "mend it now, or file an issue" },
    Ban { word: concat!("to", "do!("), scope: Scope::Tree, except: &[], instead: "write it" },
    Ban { word: concat!("unimpl", "emented!("), scope: Scope::Tree, except: &[], instead: "write it" },
    Ban { word: concat!("dbg", "!("), scope: Scope::Tree, except: &[], instead: "use tracing, or remove it" },
    Ban { word: concat!("../", "shared"), scope: Scope::Tree, except: &[], instead: PROJECT_ONLY },
    Ban { word: concat!("/ro", "ot/"), scope: Scope::Tree, except: &[], instead: PROJECT_ONLY },
    Ban { word: concat!(" /wo", "rk/"), scope: Scope::Tree, except: &[], instead: PROJECT_ONLY },
    Ban { word: concat!("\"/wo", "rk/"), scope: Scope::Tree, except: &[], instead: PROJECT_ONLY },
    Ban { word: concat!("<<<<", "<<< "), scope: Scope::Tree, except: &[], instead: "finish the merge" },
    Ban { word: "SystemTime::now", scope: PRODUCT, except: CLOCK, instead: "take the time from the clock" },
    Ban { word: "Timestamp::now(", scope: PRODUCT, except: CLOCK, instead: "take the time from the clock" },
    Ban { word: "Zoned::now(", scope: PRODUCT, except: CLOCK, instead: "take the time from the clock" },
    Ban { word: "now_v7(", scope: PRODUCT, except: &[], instead: "use `domain::id::uuid_v7`" },
    Ban { word: "new_v4(", scope: PRODUCT, except: &[], instead: "use `domain::id::uuid_v7`" },
    Ban { word: "rusqlite::", scope: PRODUCT, except: DRIVERS, instead: "go through `store::Db`" },
    Ban { word: "tokio_postgres::", scope: PRODUCT, except: DRIVERS, instead: "go through `store::Db`" },
    Ban { word: "deadpool_postgres::", scope: PRODUCT, except: DRIVERS, instead: "go through `store::Db`" },
    Ban { word: "private_key::", scope: PRODUCT, except: KEYS, instead: "no customer's key comes here" },
    Ban { word: "keystore::", scope: PRODUCT, except: KEYS, instead: "no customer's key comes here" },
    Ban { word: "TcpStream::connect", scope: PRODUCT, except: OUTWARD, instead: "use `net::Dialer`" },
    Ban { word: "lookup_host", scope: PRODUCT, except: OUTWARD, instead: "use `net::Resolver`" },
    Ban {
        word: concat!("Seri", "alize"),
        scope: Scope::Code("crates/domain/src/"),
        except: &[],
        instead: "domain types have no byte shape: rows belong to `store`, JSON to `wire`",
    },
];

const PRODUCT: Scope = Scope::Code("crates/");
const PROJECT_ONLY: &str = "name only what is in the project";
/// The one implementation of the clock.
const CLOCK: &[&str] = &["crates/app/src/system.rs"];
/// The one seam to the databases, as a file or as its folder.
const DRIVERS: &[&str] = &["crates/store/src/db.rs", "crates/store/src/db/"];
/// Where private keys may be read: the feature `keystore`, for the binary on the key's own machine.
const KEYS: &[&str] = &["crates/cli/src/", "crates/pki/src/"];
/// The one way out.
const OUTWARD: &[&str] = &["crates/net/src/"];

/// Looks for every banned word in every file.
pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    tree.files().flat_map(|file| BANS.iter().flat_map(move |ban| ban.judge(file))).collect()
}

impl Ban {
    fn judge(&self, file: &File) -> Vec<Complaint> {
        if self.except.iter().any(|path| file.path.starts_with(path)) {
            return Vec::new();
        }
        let lines = match self.scope {
            Scope::Tree if is_foreign(&file.path) => Vec::new(),
            Scope::Tree => file.text().unwrap_or_default().lines().enumerate().collect(),
            Scope::Code(folder) if !file.path.starts_with(folder) => Vec::new(),
            Scope::Code(_) => file.product_lines(),
        };
        let says = |line: &str| line.contains(self.word) && (self.scope == Scope::Tree || !is_comment(line));
        let complaint = |index| Complaint::at(&file.path, index, format!("`{}`: {}", self.word.trim(), self.instead));
        lines.into_iter().filter(|(_, line)| says(line)).map(|(index, _)| complaint(index)).collect()
    }
}

/// Files whose text others wrote: lock files and real-world samples.
fn is_foreign(path: &str) -> bool {
    path.ends_with("Cargo.lock") || path.ends_with("package-lock.json") || path.contains("/tests/data/")
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::super::sample::complains;
    use super::check;

    #[test]
    fn unfinished_work_does_not_land() {
        complains(check, &[("a.md", "All is done.\n")], &[]);
        complains(check, &[("a.md", concat!("x\nTO", "DO later\n"))], &["a.md:2"]);
        complains(
            check,
            &[("crates/web/src/lib.rs", concat!("fn f() { to", "do!() }\n"))],
            &["crates/web/src/lib.rs:1"],
        );
        complains(check, &[("a.sh", concat!("cat ../", "shared/x\n"))], &["a.sh:1"]);
        complains(check, &[("Cargo.lock", concat!("TO", "DO\n"))], &[]);
    }

    #[test]
    fn clocks_drivers_and_sockets_have_one_home() {
        let now = "let t = SystemTime::now();\n";
        complains(check, &[("crates/app/src/jobs.rs", now)], &["crates/app/src/jobs.rs:1"]);
        complains(check, &[("crates/app/src/system.rs", now)], &[]);
        complains(check, &[("crates/app/tests/it/main.rs", now)], &[]);
        complains(check, &[("crates/app/src/jobs.rs", "// never SystemTime::now\n#[cfg(test)]\nSystemTime::now")], &[]);
        complains(check, &[("crates/store/src/orders.rs", "use rusqlite::Row;\n")], &["crates/store/src/orders.rs:1"]);
        complains(check, &[("crates/store/src/db/sqlite.rs", "use rusqlite::Row;\n")], &[]);
        complains(check, &[("crates/ca/src/acme.rs", "TcpStream::connect(a)\n")], &["crates/ca/src/acme.rs:1"]);
    }

    #[test]
    fn domain_types_have_no_byte_shape() {
        let derive = concat!("#[derive(Seri", "alize)]\n");
        complains(check, &[("crates/wire/src/lib.rs", derive)], &[]);
        complains(check, &[("crates/domain/src/order.rs", derive)], &["crates/domain/src/order.rs:1"]);
        complains(check, &[("crates/domain/src/order.rs", "#[derive(Deserialize)]\n")], &[]);
    }
}
