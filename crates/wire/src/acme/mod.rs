//! ACME as it goes over the wire (RFC 8555, RFC 9773): objects, problem documents and signed requests.
//!
//! The same types serve our client (`ca::acme`) and, later, our server: what one writes the other reads. Unknown fields
//! of objects are ignored as RFC 8555 section 7.1 wants; signed requests are read strictly.

pub mod base64url;
mod jwk;
mod jws;
mod objects;
mod problem;

pub use jwk::{EcKey, Jwk, JwkError, RsaKey};
pub use jws::{Algorithm, Header, Jws, JwsError, KeyRef};
pub use objects::{
    Account, AccountStatus, Authorization, AuthorizationStatus, Challenge, ChallengeStatus, Directory, DirectoryMeta,
    Finalize, Identifier, NewAccount, NewOrder, Order, OrderStatus, Orders, RenewalInfo, RevokeCert, SuggestedWindow,
};
pub use problem::{ERROR_PREFIX, ErrorType, Problem, Subproblem};

/// Media type of every signed request (RFC 8555 section 6.2).
pub const MEDIA_JOSE: &str = "application/jose+json";

/// Media type of a downloaded chain (RFC 8555 section 9.1).
pub const MEDIA_CHAIN: &str = "application/pem-certificate-chain";

/// Media type of a problem document (RFC 9457).
pub const MEDIA_PROBLEM: &str = "application/problem+json";

/// The header that carries a fresh nonce (RFC 8555 section 6.5.1).
pub const REPLAY_NONCE: &str = "Replay-Nonce";

/// Octets of a signed request that are read: an RSA-4096 CSR with a hundred names takes about 10 KiB.
pub const REQUEST_OCTETS_MAX: usize = 64 * 1024;

/// Octets of a JSON reply that are read; a directory or an order with a hundred names stays far below.
pub const REPLY_OCTETS_MAX: usize = 256 * 1024;

/// Octets of a nonce: servers use 16 to 64, and a client has to keep and repeat it.
pub const NONCE_OCTETS_MAX: usize = 256;

/// Names in one order. RFC 8555 sets no limit; public CAs take 100 to 250.
pub const IDENTIFIERS_MAX: usize = 250;
