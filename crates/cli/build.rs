//! Writes what every look at a request or certificate reads of the catalogue as code and JSON, which is read in a tenth
//! of TOML's time, and has the program linked so that it starts quickly.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path, process::Command};

fn main() -> Result<(), Box<dyn Error>> {
    let target = env::var("TARGET")?;
    if target.ends_with("-linux-gnu") && env::var("HOST")? == target {
        link_unwinder();
        pack_relocations();
        if env::var("PROFILE")? == "release" {
            write_front_to_back();
        }
    }
    let folder = Path::new("../../catalogue");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut rules = BTreeMap::new();
    for file in fs::read_dir(folder.join("rules"))? {
        let file = file?.path();
        if let Some(id) = file.file_stem().and_then(|stem| stem.to_str()) {
            rules.insert(id.to_owned(), json(&file)?);
        }
    }
    let (rules, count) = (rules.iter().collect::<Vec<_>>(), rules.len());
    let limits = json(&folder.join("pki-limits.toml"))?;
    let days = days(&folder.join("standards.toml"))?;
    let generated = format!(
        "const RULES_FROM: [(&str, &str); {}] = {days:?};
        const LIMITS_JSON: &str = {limits:?};
        const RULES_JSON: [(&str, &str); {count}] = {rules:?};",
        days.len()
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalogue.rs"), generated)?;
    Ok(())
}

/// Each rule's code and the day since when it holds. Sources and the days they were read stay in the file; that the two
/// say the same is a test.
fn days(file: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let table = table(file)?;
    let rows = table.get("in_force").and_then(toml::Value::as_array).ok_or("standards.toml: no `in_force`")?;
    let text = |row: &toml::Value, key| row.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let days = rows.iter().map(|row| text(row, "rule").zip(text(row, "effective")));
    Ok(days.collect::<Option<_>>().ok_or("standards.toml: a row without `rule` or `effective`")?)
}

fn json(file: &Path) -> Result<String, Box<dyn Error>> {
    Ok(serde_json::to_string(&table(file)?)?)
}

fn table(file: &Path) -> Result<toml::Table, Box<dyn Error>> {
    Ok(toml::from_str(&fs::read_to_string(file)?)?)
}

/// GCC's unwinder as part of the program instead of `libgcc_s.so`: one library less to find, map and start, which is a
/// tenth of what a look at one file costs, and one less that must be on the machine. Where the compiler does not bring
/// it along, the shared one stays. Called a `dylib`, the archive is looked for where the compiler keeps its own.
fn link_unwinder() {
    let archive = said(&linker(), &["-print-file-name=libgcc_eh.a"]);
    if archive.is_some_and(|archive| Path::new(archive.trim()).is_absolute()) {
        println!("cargo::rustc-link-lib=dylib=gcc_eh");
    }
}

/// Relocations as a bitmap (DT_RELR) of 10 KiB instead of a table of 870 KiB, which is read through at every start: a
/// twentieth of what a look at one file costs. Only where this machine's C library reads them, which glibc does since
/// 2.36; linkers that do not know them pass over the word with a warning.
fn pack_relocations() {
    const MINOR_MIN: u32 = 36;
    let version = said("getconf", &["GNU_LIBC_VERSION"]);
    let minor = version.and_then(|version| version.trim().strip_prefix("glibc 2.")?.parse::<u32>().ok());
    if minor.is_some_and(|minor| minor >= MINOR_MIN) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// GNU's linker, where it is at hand: it writes the file from front to back, which the page cache then holds in larger
/// pieces than what LLVM's writes into a mapping page by page. Until the file is copied or read again from the disk, a
/// look at one file costs a seventh less. It takes two seconds more, so LLVM's stays while developing.
fn write_front_to_back() {
    const GNU: &str = "-fuse-ld=bfd";
    if said(&linker(), &[GNU, "-Wl,--version"]).is_some_and(|version| version.starts_with("GNU ld")) {
        println!("cargo::rustc-link-arg-bins={GNU}");
    }
}

/// The compiler that is asked to link.
fn linker() -> String {
    env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned())
}

/// What a program prints, if it is there.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()
}
