//! cPanel & WHM: three fields of a form.

use super::{CHECK_HTTPS, Group, PARTS_AND_KEY, Spec};

pub(super) static SPEC: Spec = Spec {
    id: "cpanel",
    group: Group::Panel,
    files: PARTS_AND_KEY,
    configs: &[],
    csr: "",
    install: "",
    reload: "",
    check: CHECK_HTTPS,
};
