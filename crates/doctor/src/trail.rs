//! The chain as sent, judged once for all checks: what `warifu_pki::chain` says about it, with the intermediates that an
//! order delivered or that were fetched (AIA) as what is known besides.

use warifu_pki::{
    Certificate, Expected, Finding, Level, Roots, Sha256,
    chain::{self, Chain, Origin, Route, World},
    check_certificate,
};

use crate::{evidence::HostSeen, judge::Context};

/// What is said about a presented chain. Empty where none was presented.
#[derive(Default)]
pub(crate) struct Trail<'a> {
    host: Option<&'a HostSeen>,
    chain: Option<Chain>,
    findings: Vec<Finding>,
    /// What the certificate rules say about the leaf, as a public one or as a private CA's.
    lints: Vec<Finding>,
    /// Whether roots were given, so that not to lead to one is a fault.
    judges_trust: bool,
    /// Whether the root is one of the public ones.
    pub(crate) is_public: bool,
}

impl<'a> Trail<'a> {
    pub(crate) fn of(sent: &[Certificate], host: &'a HostSeen, context: &Context<'_>) -> Self {
        let mut trail = Self { host: Some(host), ..Self::default() };
        if sent.is_empty() {
            return trail;
        }
        let delivered = context.order.iter().flat_map(|order| order.intermediates_der);
        let fetched = host.issuers.iter().filter_map(|issuer| issuer.der.as_ref());
        let known: Vec<_> =
            delivered.chain(fetched).filter_map(|der| Certificate::from_der(der.clone()).ok()).collect();
        let none = Roots::default();
        let lists = [context.roots, context.own_roots];
        trail.judges_trust = lists.iter().any(Option::is_some);
        // A public root counts first; a private one makes a chain sound that no public root does.
        let lists = lists.into_iter().flatten().chain((!trail.judges_trust).then_some(&none));
        for (number, roots) in lists.enumerate() {
            match chain::of_server(
                sent,
                &World { known: &known, intermediates: context.intermediates, ..World::of(roots, context.now) },
            ) {
                Ok(chain) => {
                    let trusted = chain.best.root().is_some();
                    if number == 0 || trusted {
                        trail.is_public = trusted && number == 0 && context.roots.is_some();
                        trail.findings.clone_from(&chain.findings);
                        trail.chain = Some(chain);
                    }
                    if trusted {
                        break;
                    }
                }
                Err(finding) => trail.findings = vec![finding],
            }
        }
        if let (Some(leaf), Some(standards)) = (sent.first(), context.standards) {
            let level = if trail.is_public { Level::Trusted } else { Level::Private };
            let expected = Expected { level, ..Expected::at(context.now) };
            trail.lints = check_certificate(leaf, standards, &expected);
        }
        trail
    }

    /// The finding of a certificate rule.
    pub(crate) fn lints(&self, code: &str) -> Option<&Finding> {
        self.lints.iter().find(|finding| finding.code == code)
    }

    /// The findings of this code.
    pub(crate) fn said(&self, code: &str) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.code == code)
    }

    /// A finding about the end of the path, which counts only where there are roots to lead to.
    pub(crate) fn trusts(&self, code: &str) -> Option<&Finding> {
        self.said(code).next().filter(|_| self.judges_trust)
    }

    /// The leaf whose issuer is neither sent nor known.
    pub(crate) fn unlinked(&self) -> Option<&Finding> {
        self.trusts("chain_issuer_missing")
    }

    /// Where the certificate with this digest was fetched from.
    pub(crate) fn fetched_from(&self, sha256: &str) -> Option<String> {
        let is_it = |der: &Vec<u8>| Sha256::of(der).to_string() == sha256;
        let issuers = self.host.map_or(&[][..], |host| &host.issuers);
        issuers.iter().find(|issuer| issuer.der.as_ref().is_some_and(is_it)).map(|issuer| issuer.url.clone())
    }

    /// The CAs on the best path.
    pub(crate) fn cas(&self) -> impl Iterator<Item = &Certificate> {
        let links = self.chain.iter().flat_map(|chain| &chain.best.links);
        links.skip(1).map(|link| &link.certificate)
    }

    /// The trusted roots that some path leads to.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &Certificate> {
        let routes = self.chain.iter().flat_map(|chain| std::iter::once(&chain.best).chain(&chain.others));
        routes.filter_map(Route::root)
    }

    /// What was sent for other paths than the best one, where that one is sound.
    pub(crate) fn besides(&self) -> impl Iterator<Item = &Certificate> {
        let chain = self.chain.as_ref().filter(|chain| chain.best.root().is_some());
        let links = chain.into_iter().flat_map(|chain| chain.others.iter().flat_map(|route| &route.links));
        let links = links.filter(|link| matches!(link.origin, Origin::Given(_)));
        links.map(|link| &link.certificate).filter(|other| self.cas().all(|ca| ca != *other) && other.is_ca())
    }
}

/// A parameter of a finding; empty when there is none.
pub(crate) fn param<'a>(finding: &'a Finding, name: &str) -> &'a str {
    finding.params.get(name).map_or("", String::as_str)
}
