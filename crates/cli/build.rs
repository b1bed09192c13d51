//! Writes what every look at a request or certificate reads of the catalogue in JSON, which is read in a tenth of TOML's
//! time.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
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
    let (standards, limits) = (json(&folder.join("standards.toml"))?, json(&folder.join("pki-limits.toml"))?);
    let generated = format!(
        "const STANDARDS_JSON: &str = {standards:?};
        const LIMITS_JSON: &str = {limits:?};
        const RULES_JSON: [(&str, &str); {count}] = {rules:?};"
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalogue.rs"), generated)?;
    Ok(())
}

fn json(file: &Path) -> Result<String, Box<dyn Error>> {
    let table: toml::Table = toml::from_str(&fs::read_to_string(file)?)?;
    Ok(serde_json::to_string(&table)?)
}
