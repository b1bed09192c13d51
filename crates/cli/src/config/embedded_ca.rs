use serde::Deserialize;

/// `[embedded_ca]`: the shop's own CA, made on first start.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EmbeddedCa {
    /// Whether this shop runs one.
    pub(crate) enabled: bool,
    /// Organisation in the CA's own certificates; the shop's name when absent. Fixed at first start.
    pub(crate) organization: Option<String>,
}
