//! What: the newest leaf comes without its intermediates. Why: browsers on computers may fetch or remember them, phones and
//! programs fail. Source: RFC 8446 section 4.4.2. To do: set the server to the file with leaf and intermediates together.

use warifu_pki::{Certificate, Finding};

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    if !view.shows_newest() {
        return None;
    }
    let expected = view.expected.intermediates_der.iter().filter_map(|der| Certificate::from_der(der.clone()).ok());
    let missing: Vec<String> = expected.filter(|one| !presented(view, one)).map(|one| one.subject_text()).collect();
    let finding = || view.error("install_missing_intermediate", "RFC 8446 section 4.4.2");
    (!missing.is_empty()).then(|| finding().with("missing", missing.join("; ")))
}

/// A cross-signed certificate of the same CA name and key does the same service.
fn presented(view: &View<'_>, wanted: &Certificate) -> bool {
    let same = |sent: &Certificate| sent.subject_der() == wanted.subject_der() && sent.spki_der() == wanted.spki_der();
    view.chain.iter().any(same)
}
