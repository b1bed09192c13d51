//! The sandbox of `warifu demo`: a clock that can be moved forward, and sample sites on which a customer's work (place
//! a proof, install a certificate) is one click.
//!
//! The sites are the customer's side: their private keys lie below one folder and never reach the shop's parts.

pub(crate) mod clock;
mod keys;
mod listen;
pub(crate) mod sites;
pub(crate) mod world;
