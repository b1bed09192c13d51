//! What is sold and by which rules: the operator's folder, or the one built in.

use std::{borrow::Cow, fmt::Display, fs, path::Path};

use warifu_app::{RULES_DEFAULT, RuleSets};
use warifu_doctor::Clients;
use warifu_domain::catalogue::{Catalogue, Product};
use warifu_pki::{Intermediates, Issuers, Roots, RuleSet, Standards};

use crate::{
    config,
    stop::{Doing, Stop},
};

/// Rule sets in one folder at most.
const RULE_SETS_MAX: usize = 1_000;

const PRODUCTS: &str = include_str!("../../../../catalogue/products.toml");
const LIMITS: &str = include_str!("../../../../catalogue/pki-limits.toml");
const POLICY: &str = include_str!("../../../../catalogue/policy.toml");
const ISSUERS: &str = include_str!("../../../../catalogue/issuers.toml");
const ROOTS: &str = include_str!("../../../../catalogue/roots.pem");
const ROOT_EVENTS: &str = include_str!("../../../../catalogue/root-events.toml");
const INTERMEDIATES: &str = include_str!("../../../../catalogue/intermediates.pem");
/// Beside the catalogue's other files, if the operator has reports of compromised keys: digests, one a line.
const COMPROMISED: &str = "compromised-keys.txt";
const CLIENTS: &str = include_str!("../../../../catalogue/clients.toml");
const HANDSETS: &str = include_str!("../../../../catalogue/handsets.toml");

// `RULES_FROM`, `LIMITS_JSON` and `RULES_JSON`, the rule sets by id: what every command that looks at one file reads.
include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

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

/// Who may issue for which CA: from the folder if it is there, so that an operator can enter a CA's new intermediate
/// before the next release does.
pub(crate) fn issuers(dir: Option<&Path>) -> Result<Issuers, Stop> {
    Issuers::parse(&read_or(dir, "issuers.toml", ISSUERS)?).doing("issuers.toml")
}

/// What a CSR is judged by.
pub(crate) struct Judge {
    pub(crate) standards: Standards,
    pub(crate) rules: RuleSet,
    pub(crate) product: Option<Product>,
}

/// Reads what a CSR is judged by, from the folder or the built-in catalogue. For a rule set alone nothing else is read:
/// a command that looks at one CSR is done sooner than a whole catalogue is.
pub(crate) fn judge(dir: Option<&Path>, product: Option<&str>, rules: Option<&str>) -> Result<Judge, Stop> {
    let unknown = |what: &str, id: &str| {
        Stop::new(format_args!("no {what} `{id}`")).hint("`warifu admin catalogue check --format json` lists them")
    };
    if dir.is_none() && product.is_none() {
        let id = rules.unwrap_or(RULES_DEFAULT);
        let (_, json) = RULES_JSON.iter().find(|(known, _)| *known == id).ok_or_else(|| unknown("rule set", id))?;
        return Ok(Judge { standards: standards()?, rules: serde_json::from_str(json).doing(id)?, product: None });
    }
    let mut goods = dir.map_or_else(built_in, from_dir)?;
    let product = product.map(|id| goods.catalogue.product(id).ok_or_else(|| unknown("product", id))).transpose()?;
    let id = rules.or(product.map(|product| product.rule_set.as_str())).unwrap_or(RULES_DEFAULT);
    let rules = goods.rule_sets.remove(id).ok_or_else(|| unknown("rule set", id))?;
    Ok(Judge { standards: goods.standards, rules, product: product.cloned() })
}

/// The built-in dated rules that hold for every CA.
pub(crate) fn standards() -> Result<Standards, Stop> {
    let limits = serde_json::from_str(LIMITS_JSON).doing("pki-limits.toml")?;
    Standards::of(RULES_FROM, limits).doing("standards.toml")
}

/// The roots that browsers trust: for commands that judge chains, because reading them takes longer than most others
/// run. Each of the two files comes from the folder if it is there, else it is the built-in one.
pub(crate) fn roots(dir: Option<&Path>) -> Result<Roots, Stop> {
    let (roots, events) = (read_or(dir, "roots.pem", ROOTS)?, read_or(dir, "root-events.toml", ROOT_EVENTS)?);
    Roots::parse(&roots, &events).doing("roots")
}

/// The public CAs' intermediates, for commands that look at chains; from the folder if it is there.
pub(crate) fn intermediates(dir: Option<&Path>) -> Result<Intermediates, Stop> {
    Intermediates::parse(read_or(dir, "intermediates.pem", INTERMEDIATES)?).doing("intermediates.pem")
}

/// A file that a folder need not have.
fn read_or(dir: Option<&Path>, file: &str, built_in: &'static str) -> Result<Cow<'static, str>, Stop> {
    match dir.map(|dir| dir.join(file)) {
        Some(path) if path.exists() => fs::read_to_string(&path).map(Cow::Owned).doing(path.display()),
        _ => Ok(Cow::Borrowed(built_in)),
    }
}

/// What clients know, for commands that look at sites.
pub(crate) fn clients() -> Result<Clients, Stop> {
    Clients::parse(CLIENTS, HANDSETS).doing("clients.toml")
}

/// The catalogue that comes with the program.
pub(crate) fn built_in() -> Result<Goods, Stop> {
    let rules = RULES_JSON.iter().map(|(id, json)| serde_json::from_str(json).doing(id).map(|rules| (rules, *id)));
    goods([PRODUCTS, LIMITS, POLICY], rules.collect::<Result<Vec<_>, _>>()?, standards()?)
}

fn from_dir(dir: &Path) -> Result<Goods, Stop> {
    let read = |path: &Path| fs::read_to_string(path).doing(path.display());
    let [products, limits, policy, standards] =
        ["products.toml", "pki-limits.toml", "policy.toml", "standards.toml"].map(|file| read(&dir.join(file)));
    let rules = dir.join("rules");
    let mut rule_sets = vec![];
    for entry in fs::read_dir(&rules).doing(rules.display())?.take(RULE_SETS_MAX) {
        let path = entry.doing(rules.display())?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let file = path.display().to_string();
            rule_sets.push((toml::from_str(&read(&path)?).doing(&file)?, file));
        }
    }
    let (limits, standards) = (limits?, standards?);
    let standards = Standards::parse(&standards, &limits).doing("standards.toml")?;
    let mut goods = goods([&products?, &limits, &policy?], rule_sets, standards)?;
    let compromised = dir.join(COMPROMISED);
    if compromised.exists() {
        goods.standards.refuse_keys(&read(&compromised)?).doing(COMPROMISED)?;
    }
    Ok(goods)
}

fn goods(
    [products, limits, policy]: [&str; 3],
    rules: impl IntoIterator<Item = (RuleSet, impl Display)>,
    standards: Standards,
) -> Result<Goods, Stop> {
    let catalogue = Catalogue::parse(products, limits, policy).doing("catalogue")?;
    let mut rule_sets = RuleSets::new();
    for (rules, file) in rules {
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
    Ok(Goods { catalogue, rule_sets, standards })
}

#[cfg(test)]
mod tests {
    use warifu_domain::people::Locale;
    use warifu_render::Text;

    use super::*;

    #[test]
    fn the_built_in_catalogue_equals_the_folder_and_is_whole() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let (built_in, from_dir) = (built_in().unwrap(), from_dir(&folder).unwrap());
        assert_eq!(built_in.catalogue, from_dir.catalogue);
        assert_eq!(built_in.rule_sets.keys().collect::<Vec<_>>(), from_dir.rule_sets.keys().collect::<Vec<_>>());
        assert_eq!(built_in.standards, from_dir.standards);
        assert_eq!(issuers(None).unwrap(), issuers(Some(&folder)).unwrap());
        assert_eq!(roots(None).unwrap().iter().count(), roots(Some(&folder)).unwrap().iter().count());
        let count = |dir| intermediates(dir).unwrap().iter().count();
        assert_eq!(count(None), count(Some(&folder)));
        assert!(built_in.catalogue.product("demo-dv").is_some());
        for id in built_in.rule_sets.keys() {
            assert_eq!(judge(None, None, Some(id)).unwrap().rules.id, *id, "a file is called as its rule set");
            for locale in Locale::ALL {
                assert_ne!(Text::of(locale).rule_set(id), *id, "pages call it by a name");
            }
        }
        assert_eq!(judge(None, Some("demo-dv"), None).unwrap().rules.id, "private");
        assert!(judge(None, Some("none"), None).is_err() && judge(None, None, Some("none")).is_err());
    }
}
