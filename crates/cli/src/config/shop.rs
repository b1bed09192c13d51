use serde::Deserialize;

/// `[shop]`: facts that customers see.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Shop {
    /// Its name.
    pub(crate) name: Option<String>,
    /// Bank account for transfers, as customers should read it.
    pub(crate) bank_account: Option<String>,
}
