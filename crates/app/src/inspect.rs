//! Looking at CSRs: the one function that forms, API and staff judge them by.

use warifu_domain::{
    DnsName, Timestamp,
    catalogue::{Level, Product, Wildcard},
};
use warifu_pki::{AttributeKind, Inspection, NameError, RuleSet, Standards, SubjectUse, Wanted, inspect};

use crate::{App, Failure, FieldProblem, RuleSets};

/// By whose rules a CSR is judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judge<'a> {
    /// The product whose wishes count, by id.
    pub product: Option<&'a str>,
    /// The rule set, by id; otherwise the product's, and without a product [`RULES_DEFAULT`].
    pub rules: Option<&'a str>,
}

/// The rule set for a CSR of which nobody said what it is for: what every CA of the shop takes.
pub const RULES_DEFAULT: &str = "shop-common";

/// A CSR that was judged.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// Id of the rule set that it was judged by.
    pub rules: String,
    /// The CSR and every finding.
    pub inspection: Inspection,
    /// The names the certificate would carry.
    pub names: Vec<DnsName>,
}

impl App {
    /// Judges a CSR without ordering. Nothing of the input is kept.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when the product or rule set is unknown or a name is malformed. Findings are not errors here.
    pub fn inspect(&self, judge: Judge<'_>, csr: &[u8], names: &[String]) -> Result<Inspected, Failure> {
        let mut problems = vec![];
        let product = judge.product.and_then(|id| self.sellable(id, &mut problems));
        let rules = judge.rules.or(product.map(|product| product.rule_set.as_str())).unwrap_or(RULES_DEFAULT);
        let rule_set = self.parts.rule_sets.get(rules);
        if rule_set.is_none() {
            problems.push(FieldProblem::new("rules", "rules_unknown").with("value", rules));
        }
        let names = parse_names(names, &mut problems);
        match rule_set {
            Some(rules) if problems.is_empty() => {
                Ok(Inspected::of(csr, self.standards(), rules, wanted(product, names, self.now())))
            }
            _ => Err(Failure::Invalid(problems)),
        }
    }

    /// The rule sets that a CSR can be judged by.
    pub fn rule_sets(&self) -> &RuleSets {
        &self.parts.rule_sets
    }

    /// The dated rules that hold for every CA.
    pub fn standards(&self) -> &Standards {
        &self.parts.standards
    }

    /// Judges a CSR for an order.
    pub(crate) fn inspect_for(
        &self,
        product: &Product,
        csr: &[u8],
        names: Vec<DnsName>,
        organization: Option<&str>,
    ) -> Result<Inspected, Failure> {
        let rules = self
            .parts
            .rule_sets
            .get(&product.rule_set)
            .ok_or_else(|| Failure::Internal(format!("rule set `{}` is not loaded", product.rule_set)))?;
        let application = organization.map(|name| (AttributeKind::Organization, name.to_owned())).into_iter().collect();
        let wanted = Wanted { application, ..wanted(Some(product), names, self.now()) };
        Ok(Inspected::of(csr, self.standards(), rules, wanted))
    }
}

impl Inspected {
    /// Judges a CSR by a rule set for what is wanted.
    pub fn of(csr: &[u8], standards: &Standards, rules: &RuleSet, wanted: Wanted) -> Self {
        let inspection = inspect(csr, standards, rules, &wanted);
        let names = match &inspection.csr {
            Some(csr) if wanted.names.is_empty() => csr.names().to_vec(),
            _ => wanted.names,
        };
        Self { rules: rules.id.clone(), inspection, names }
    }
}

/// What `product` asks of a CSR for these names, or of the CSR's own names when there are none. Without a product
/// everything that a rule set speaks of is judged, and no number of names is too many.
pub fn wanted(product: Option<&Product>, names: Vec<DnsName>, now: Timestamp) -> Wanted {
    let wildcard = match product.map(|product| product.wildcard) {
        Some(Wildcard::Forbid) => warifu_pki::Wildcard::Forbid,
        Some(Wildcard::Require) => warifu_pki::Wildcard::Require,
        Some(Wildcard::Allow) | None => warifu_pki::Wildcard::Allow,
    };
    let subject = match product.map(|product| product.level) {
        Some(Level::Dv) => SubjectUse::Ignored,
        Some(_) | None => SubjectUse::Printed,
    };
    let names_max = product.map_or(usize::MAX, |product| product.names_max);
    let at = now.unix_seconds();
    Wanted { names, wildcard, names_max, subject, application: vec![], known_keys: vec![], at }
}

/// The names of a form or request; each that is none is a problem.
pub(crate) fn parse_names(texts: &[String], problems: &mut Vec<FieldProblem>) -> Vec<DnsName> {
    let mut names: Vec<DnsName> = vec![];
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        match DnsName::parse(text) {
            Ok(name) if names.contains(&name) => {}
            Ok(name) => names.push(name),
            Err(error) => problems.push(name_problem(text, &error)),
        }
    }
    names
}

fn name_problem(text: &str, error: &NameError) -> FieldProblem {
    let shown: String = text.chars().take(80).collect();
    let problem = FieldProblem::new("names", "name_malformed").with("name", shown).with("reason", error.code());
    error.params().into_iter().fold(problem, |problem, (name, value)| problem.with(name, value))
}
