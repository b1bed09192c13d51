//! What a cipher suite is worth, told from its IANA name (RFC 9325 section 4).

use crate::{evidence::Version, view::View};

/// What a suite protects against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Nothing that can be relied on: no encryption, no authentication, export keys, DES, RC4, MD5.
    Broken,
    /// 64-bit blocks (SWEET32).
    Weak,
    /// Nothing speaks against it but its age.
    Sound,
}

/// Parts of names that make a suite worthless. `_anon_` has no authentication, so anybody in between can be the peer.
const BROKEN: &[&str] = &["_NULL_", "_anon_", "_EXPORT", "_DES_", "_DES40_", "_RC4_", "_RC2_", "_MD5"];

const WEAK: &[&str] = &["_3DES_", "_IDEA_", "GOST28147"];

/// What a suite of this IANA name is worth. A name that is not known speaks for nothing and so against nothing.
pub(crate) fn strength(suite: &str) -> Strength {
    let has = |parts: &[&str]| parts.iter().any(|part| suite.contains(part));
    if has(BROKEN) {
        Strength::Broken
    } else if has(WEAK) {
        Strength::Weak
    } else {
        Strength::Sound
    }
}

/// Whether the key exchange is ephemeral. Names of TLS 1.3 do not say it, as it always is.
pub(crate) fn is_ephemeral(suite: &str) -> bool {
    suite.starts_with("TLS_DHE_") || suite.starts_with("TLS_ECDHE_") || !suite.contains("_WITH_")
}

/// The accepted suites of this strength, each once. SSL 3.0's own fault is not told again suite by suite.
pub(crate) fn suites(view: &View<'_>, wanted: Strength) -> Option<String> {
    let versions = view.scan()?.versions.iter().filter(|seen| seen.version > Version::Ssl3);
    let mut found: Vec<&str> = Vec::new();
    for suite in versions.flat_map(|seen| &seen.suites).filter(|suite| strength(suite) == wanted) {
        if !found.contains(&suite.as_str()) {
            found.push(suite);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_judged_by_their_names() {
        for (suite, wanted, ephemeral) in [
            ("TLS_AES_128_GCM_SHA256", Strength::Sound, true),
            ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", Strength::Sound, true),
            ("TLS_RSA_WITH_AES_128_CBC_SHA", Strength::Sound, false),
            ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", Strength::Weak, false),
            ("TLS_DHE_RSA_WITH_DES_CBC_SHA", Strength::Broken, true),
            ("TLS_RSA_WITH_RC4_128_SHA", Strength::Broken, false),
            ("TLS_RSA_EXPORT_WITH_RC4_40_MD5", Strength::Broken, false),
            ("TLS_DH_anon_WITH_AES_128_CBC_SHA", Strength::Broken, false),
            ("TLS_RSA_WITH_NULL_SHA256", Strength::Broken, false),
            ("TLS_RSA_WITH_IDEA_CBC_SHA", Strength::Weak, false),
            ("0x5600", Strength::Sound, true),
        ] {
            assert_eq!((strength(suite), is_ephemeral(suite)), (wanted, ephemeral), "{suite}");
        }
    }
}
