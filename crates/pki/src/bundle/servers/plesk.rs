//! Plesk Obsidian, by its pages or its command.

use super::{CHECK_HTTPS, Group, PARTS_AND_KEY, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "plesk",
    group: Group::Panel,
    files: PARTS_AND_KEY,
    configs: &[],
    csr: "",
    install: "\
plesk bin certificate --create @base@ -domain @host@ -key-file @base@.key -cert-file @base@.cert.pem -cacert-file @base@.chain.pem
",
    reload: "plesk bin site --update @host@ -ssl true -certificate-name @base@\n",
    check: CHECK_HTTPS,
};
