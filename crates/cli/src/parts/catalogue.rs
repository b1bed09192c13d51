//! What is sold and by which rules: the operator's folder, or the one built in.

use std::{fs, path::Path};

use warifu_app::RuleSets;
use warifu_domain::catalogue::Catalogue;
use warifu_pki::{RuleSet, Standards};

use crate::{
    config,
    stop::{Doing, Stop},
};

/// Rule sets in one folder at most.
const RULE_SETS_MAX: usize = 1_000;

const PRODUCTS: &str = include_str!("../../../../catalogue/products.toml");
const LIMITS: &str = include_str!("../../../../catalogue/pki-limits.toml");
const POLICY: &str = include_str!("../../../../catalogue/policy.toml");
const STANDARDS: &str = include_str!("../../../../catalogue/standards.toml");
/// Beside the catalogue's other files, if the operator has reports of compromised keys: digests, one a line.
const COMPROMISED: &str = "compromised-keys.txt";
const RULES: &[(&str, &str)] = &[
    ("rules/cybertrust.toml", include_str!("../../../../catalogue/rules/cybertrust.toml")),
    ("rules/digicert.toml", include_str!("../../../../catalogue/rules/digicert.toml")),
    ("rules/globalsign.toml", include_str!("../../../../catalogue/rules/globalsign.toml")),
    ("rules/jprs.toml", include_str!("../../../../catalogue/rules/jprs.toml")),
    ("rules/private.toml", include_str!("../../../../catalogue/rules/private.toml")),
    ("rules/sectigo.toml", include_str!("../../../../catalogue/rules/sectigo.toml")),
    ("rules/secom.toml", include_str!("../../../../catalogue/rules/secom.toml")),
    ("rules/shop-common.toml", include_str!("../../../../catalogue/rules/shop-common.toml")),
];

/// Products, the rule sets they name, and the rules of all CAs.
pub(crate) struct Goods {
    pub(crate) catalogue: Catalogue,
    pub(crate) rule_sets: RuleSets,
    pub(crate) standards: Standards,
}

/// Reads and checks the catalogue that the settings name.
pub(crate) fn load(section: &config::Catalogue) -> Result<Goods, Stop> {
    section.dir.as_deref().map_or_else(built_in, from_dir)
}

/// The catalogue that comes with the program.
pub(crate) fn built_in() -> Result<Goods, Stop> {
    goods([PRODUCTS, LIMITS, POLICY, STANDARDS], RULES.iter().map(|&(file, text)| (file.to_owned(), text.to_owned())))
}

fn from_dir(dir: &Path) -> Result<Goods, Stop> {
    let read = |path: &Path| fs::read_to_string(path).doing(path.display());
    let [products, limits, policy, standards] =
        ["products.toml", "pki-limits.toml", "policy.toml", "standards.toml"].map(|file| read(&dir.join(file)));
    let rules = dir.join("rules");
    let mut texts = vec![];
    for entry in fs::read_dir(&rules).doing(rules.display())?.take(RULE_SETS_MAX) {
        let path = entry.doing(rules.display())?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            texts.push((path.display().to_string(), read(&path)?));
        }
    }
    let mut goods = goods([&products?, &limits?, &policy?, &standards?], texts)?;
    let compromised = dir.join(COMPROMISED);
    if compromised.exists() {
        goods.standards.refuse_keys(&read(&compromised)?).doing(COMPROMISED)?;
    }
    Ok(goods)
}

fn goods(
    [products, limits, policy, standards]: [&str; 4],
    rules: impl IntoIterator<Item = (String, String)>,
) -> Result<Goods, Stop> {
    let catalogue = Catalogue::parse(products, limits, policy).doing("catalogue")?;
    let mut rule_sets = RuleSets::new();
    for (file, text) in rules {
        let rules: RuleSet = toml::from_str(&text).doing(&file)?;
        if let Some(twin) = rule_sets.insert(rules.id.clone(), rules) {
            return Err(Stop::new(format_args!("{file}: the rule set `{}` is given twice", twin.id)));
        }
    }
    for product in &catalogue.products {
        if !rule_sets.contains_key(&product.rule_set) {
            let (product, rules) = (&product.id, &product.rule_set);
            return Err(Stop::new(format_args!("products.toml: `{product}`: no rule set `{rules}` in rules/")));
        }
    }
    let standards = Standards::parse(standards).doing("standards.toml")?;
    Ok(Goods { catalogue, rule_sets, standards })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_catalogue_equals_the_folder_and_is_whole() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let (built_in, from_dir) = (built_in().unwrap(), from_dir(&folder).unwrap());
        assert_eq!(built_in.catalogue, from_dir.catalogue);
        assert_eq!(built_in.rule_sets.keys().collect::<Vec<_>>(), from_dir.rule_sets.keys().collect::<Vec<_>>());
        assert_eq!(built_in.standards, from_dir.standards);
        assert!(built_in.catalogue.product("demo-dv").is_some());
    }
}
