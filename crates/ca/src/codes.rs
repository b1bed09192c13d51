//! Every finding code that connectors give, for the test that each has its sentences.

/// Sorted. `Failed` codes end an attempt, errors are for staff and pass; the locales explain both.
pub static CODES: &[&str] = &[
    "ca_account_binding_required",
    "ca_account_key_unusable",
    "ca_caa_forbids",
    "ca_config",
    "ca_csr_names_differ",
    "ca_level_not_offered",
    "ca_malformed_reply",
    "ca_method_not_for_wildcard",
    "ca_method_not_offered",
    "ca_note_unreadable",
    "ca_order_invalid",
    "ca_order_lost",
    "ca_rate_limited",
    "ca_refused",
    "ca_rejected_csr",
    "ca_rejected_identifier",
    "ca_rejected_order",
    "ca_revoke_by_hand",
    "ca_signing_failed",
    "ca_unauthorized",
    "ca_unavailable",
    "ca_unreachable",
    "ca_user_action_required",
    "ca_validation_failed",
];

#[cfg(test)]
mod tests {
    use super::CODES;

    /// The list is what the sources say: a code that is forgotten here would reach people without its sentence.
    #[test]
    fn the_list_is_complete() {
        let sources = [
            include_str!("acme/account.rs"),
            include_str!("acme/client.rs"),
            include_str!("acme/mod.rs"),
            include_str!("acme/note.rs"),
            include_str!("acme/order.rs"),
            include_str!("acme/renewal.rs"),
            include_str!("embedded/authority.rs"),
            include_str!("embedded/mod.rs"),
            include_str!("embedded/note.rs"),
            include_str!("embedded/proof.rs"),
            include_str!("manual.rs"),
        ];
        let quoted = sources.iter().flat_map(|source| source.split('"'));
        let is_code = |text: &&str| {
            text.starts_with("ca_") && text.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'_')
        };
        let mut used: Vec<_> = quoted.filter(is_code).collect();
        used.sort_unstable();
        used.dedup();
        assert_eq!(used, CODES);
    }
}
