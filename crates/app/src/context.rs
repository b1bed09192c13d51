//! What the shop judges sites by, in one place: the install check, the doctor's page and the daily look all use it, so
//! that they never disagree.

use warifu_doctor::{Context, Evidence, Expected, Profile};
use warifu_domain::{issuance::Issuance, order::Order};
use warifu_pki::{
    Certificate,
    chain::{self, World},
};

use crate::App;

/// What an order says should be in use, for as long as a [`Context`] borrows it.
#[derive(Debug)]
pub struct InUse<'a> {
    leaf_der: &'a [u8],
    intermediates_der: &'a [Vec<u8>],
    previous_der: Vec<Vec<u8>>,
    ca_domains: Vec<&'a str>,
    is_trusted: bool,
}

impl App {
    /// What `issuance` of `order` says should be in use; `None` as long as it has no certificate.
    pub fn in_use<'a>(&'a self, order: &'a Order, issuance: &'a Issuance) -> Option<InUse<'a>> {
        let (leaf, intermediates_der) = issuance.state.certificate()?.chain_der.split_first()?;
        let earlier = order.issuances.iter().filter(|other| other.sequence < issuance.sequence);
        let product = self.catalogue().product(&order.product);
        Some(InUse {
            leaf_der: leaf,
            intermediates_der,
            previous_der: earlier.filter_map(|other| other.state.certificate()?.chain_der.first().cloned()).collect(),
            ca_domains: product.iter().flat_map(|product| &product.caa_domains).map(String::as_str).collect(),
            is_trusted: self.is_trusted(leaf, intermediates_der),
        })
    }

    /// What the shop judges evidence by, and an order's certificate where there is one: as of the moment when it was
    /// gathered, for what has expired since was sound then.
    ///
    /// A shop may sell what no browser knows: a private CA's by ACME or by hand. It issued the certificate knowing that,
    /// so where the chain as delivered leads to no root of the shop's lists, its trust is not judged.
    pub fn context<'a>(&'a self, evidence: &Evidence, in_use: Option<&'a InUse<'a>>) -> Context<'a> {
        let is_full = evidence.hosts.iter().any(|host| host.profile == Profile::Full);
        let judges_trust = in_use.is_none_or(|in_use| in_use.is_trusted);
        Context {
            now: evidence.at,
            order: in_use.map(|in_use| Expected {
                leaf_der: in_use.leaf_der,
                intermediates_der: in_use.intermediates_der,
                previous_der: &in_use.previous_der,
            }),
            roots: judges_trust.then_some(&self.parts.roots),
            intermediates: &self.parts.intermediates,
            own_roots: self.own_roots.as_deref().filter(|_| judges_trust),
            standards: Some(&self.parts.standards),
            // Only a full look sees what they are judged by.
            clients: is_full.then_some(&self.parts.clients),
            ca_domains: in_use.map_or(&[], |in_use| &in_use.ca_domains),
        }
    }

    fn is_trusted(&self, leaf: &[u8], intermediates: &[Vec<u8>]) -> bool {
        let all = std::iter::once(leaf).chain(intermediates.iter().map(Vec::as_slice));
        let chain: Vec<_> = all.filter_map(|der| Certificate::from_der(der.to_vec()).ok()).collect();
        let at = self.now().unix_seconds();
        // The end of a certificate's life says nothing about its root, so the chain is judged as of its beginning.
        let at = chain.first().map_or(at, |leaf| at.min(leaf.not_before()));
        let world = World::of(self.roots(), at);
        chain::of_server(&chain, &world).is_ok_and(|chain| chain.best.root().is_some())
    }
}
