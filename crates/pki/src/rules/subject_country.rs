//! What: a C that is not a country code of two capitals. Why: the CA would refuse it; `UK` (GB) and `jp` (JP) are the
//! usual slips. Source: BR 7.1.4.2, ISO 3166-1 (and XX where a country has no code). How to fix: two capitals, `JP` for
//! Japan.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_country",
    severity: Severity::Error,
    source: "BR 7.1.4.2, ISO 3166-1",
    applies: Applies::SubjectPrinted,
    check,
};

/// ISO 3166-1 alpha-2, all 249, as of 2026-11.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// What the BR say for a country without a code.
const NO_CODE: &str = "XX";

fn check(case: &Case<'_>, report: &mut Report) {
    for code in case.csr.subject().all(AttributeKind::Country) {
        if code != NO_CODE && !is_listed(code) {
            report.add(RULE.finding().on("C").with("value", visible(&code)));
        }
    }
}

/// Whether it is a country's code.
pub(super) fn is_listed(code: &str) -> bool {
    // Each code with its blank; the last one has none and is compared by itself.
    let (codes, last) = CODES.as_bytes().as_chunks::<3>();
    code.as_bytes() == last || codes.binary_search_by(|known| known[..2].cmp(code.as_bytes())).is_ok()
}
