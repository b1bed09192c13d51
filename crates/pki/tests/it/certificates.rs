//! Every certificate rule: a sound certificate passes them all, and each row breaks exactly what it is about.

use std::{collections::BTreeSet, sync::LazyLock};

use warifu_pki::{
    Certificate, Expected, Issuers, Level, Profile, Standards, check_certificate,
    lint::{ALL, Scope},
};

use crate::{
    minting::*,
    support::{DAY, Folder, NOW, standards},
};

/// 2026-03-15, 2027-03-15 and 2029-03-15, from each of which on certificates are shorter-lived.
const MARCH_2026: i64 = 1_773_532_800;
const MARCH_2027: i64 = 1_805_068_800;
const MARCH_2029: i64 = 1_868_227_200;
/// 2023-01-01, before the profiles of ballot SC-062.
const EARLY_2023: i64 = 1_672_531_200;

static STANDARDS: LazyLock<Standards> = LazyLock::new(standards);

/// The codes without their common beginning, for a certificate judged as `level` at its own first second or now,
/// whichever is later.
fn judge(certificate: &Certificate, level: Level) -> Vec<&'static str> {
    let expected = Expected { level, ..Expected::at(NOW.max(certificate.not_before())) };
    let findings = check_certificate(certificate, &STANDARDS, &expected);
    let codes = findings.iter().map(|finding| finding.code.strip_prefix("certificate_").unwrap());
    codes.filter(|code| *code != "expired").collect()
}

#[test]
fn sound_certificates_have_no_findings() {
    let rsa_key = rsa(0xc5, 256, &[1, 0, 1], &[5, 0]);
    for (what, mint) in [
        ("DV", Mint::dv()),
        ("OV", Mint::ov()),
        ("IV", Mint::iv()),
        ("EV", Mint::ev()),
        ("an intermediate", Mint::ca()),
        ("a private CA's", Mint::private()),
        ("RSA", Mint::dv().with(KEY_USAGE, vec![3, 2, 5, 0xa0]).change(|m| m.spki = rsa_key)),
        ("with CN", Mint::dv().subject(&[(CN, "www.example.com")])),
        ("a wildcard", Mint::dv().names(&["*.example.com", "example.com", "xn--eckwd4c7c.example.jp"])),
        ("an address", Mint::dv().with(SAN, seq(&[&tlv(0x87, &[&[8, 8, 8, 8]])]))),
        ("an address and CN", {
            Mint::dv().subject(&[(CN, "8.8.8.8")]).with(SAN, seq(&[&tlv(0x87, &[&[8, 8, 8, 8]])]))
        }),
        ("onion", Mint::dv().names(&[&format!("{}d.onion", "a2".repeat(27) + "b")])),
        ("a week without CRL", Mint::dv().valid(NOW, 7 * DAY).without(CRL)),
        ("OCSP in place of CRL", {
            let aia = access(&[(CA_ISSUERS, "http://ca.example.com/1"), (OCSP, "http://ca.example.com/2")]);
            Mint::dv().without(CRL).with(AIA, aia)
        }),
        ("policies of the CA too", {
            Mint::dv().with(POLICIES, {
                let cps = seq(&[&seq(&[&tlv(6, &[CPS]), &tlv(IA5, &[b"https://ca.example.com/cps"])])]);
                seq(&[&seq(&[&tlv(6, &[DV])]), &seq(&[&tlv(6, &[&[0x2b, 6, 1]]), &cps])])
            })
        }),
        ("OU before it was forbidden", { Mint::ov().attribute(OU, "Web").valid(1_640_995_200, 90 * DAY) }),
    ] {
        assert_eq!(judge(&mint.certificate(), Level::ByPolicy), [""; 0], "{what}");
    }
}

/// A row: what is wrong, the certificate, and the only findings.
type Row = (&'static str, Mint, &'static [&'static str]);

fn check(rows: Vec<Row>, level: Level) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for (what, mint, expected) in rows {
        assert_eq!(judge(&mint.certificate(), level), expected, "{what}");
        seen.extend(expected);
    }
    seen
}

/// The rules that a table breaks are all there are of their file names' part.
#[test]
fn each_rule_is_broken_by_something() {
    let mut seen = BTreeSet::new();
    for rows in
        [frame(), usages(), names(), subjects(), profiles(), dates(), pointers(), logs_and_keys(), authorities()]
    {
        seen.extend(check(rows, Level::ByPolicy));
    }
    seen.extend(check(as_ordered(), Level::Public(Profile::Domain)));
    seen.extend(check(trusted(), Level::Trusted));
    // They depend on what else is known, and have their own tests.
    seen.extend(["expired", "issuer_unexpected", "not_yet_valid"]);
    let all: BTreeSet<_> = ALL.iter().map(|rule| rule.code.strip_prefix("certificate_").unwrap()).collect();
    assert_eq!(seen, all);
}

fn frame() -> Vec<Row> {
    let utc = |unix| tlv(0x17, &[&civil(unix).as_bytes()[2..]]);
    let generalized = |unix| tlv(0x18, &[civil(unix).as_bytes()]);
    let unknown: &[u8] = &[0x2b, 6, 1, 4, 1, 1];
    vec![
        ("version 2", Mint::dv().change(|m| m.version = 1), &["version"]),
        ("serial 0", Mint::dv().change(|m| m.serial = vec![0]), &["serial_not_positive", "serial_short"]),
        ("serial below 0", Mint::dv().change(|m| m.serial = vec![0x80; 16]), &["serial_not_positive"]),
        ("21 octets of serial", Mint::dv().change(|m| m.serial = vec![1; 21]), &["serial_too_long"]),
        ("20 octets of serial", Mint::dv().change(|m| m.serial = vec![1; 20]), &[]),
        ("7 octets of serial", Mint::dv().change(|m| m.serial = vec![1; 7]), &["serial_short"]),
        ("8 octets of serial", Mint::dv().change(|m| m.serial = vec![1; 8]), &[]),
        ("a short private serial", Mint::private().change(|m| m.serial = vec![1]), &[]),
        ("no issuer", Mint::dv().change(|m| m.issuer.clear()), &["issuer_empty"]),
        ("unique id", Mint::dv().change(|m| m.unique_id = true), &["unique_id"]),
        (
            "GeneralizedTime",
            Mint::dv().change(|m| m.times = Some([utc(NOW), generalized(NOW + DAY)])),
            &["time_encoding"],
        ),
        ("reversed", Mint::private().change(|m| m.validity = (NOW, NOW - 2)), &["validity_reversed"]),
        ("AKI garbage", Mint::dv().with(CRL, vec![0x30, 0]), &["extension_malformed"]),
        ("no SAN in it", Mint::dv().with(EKU, vec![0x30, 0]), &["extension_malformed", "not_for_servers"]),
        (
            "unknown critical",
            Mint::dv().with(unknown, vec![5, 0]).critical(unknown, Some(true)),
            &["extension_unknown_critical"],
        ),
        ("unknown", Mint::dv().with(unknown, vec![5, 0]), &[]),
        ("critical FALSE", Mint::dv().critical(EKU, Some(false)), &["extension_default_written"]),
        ("cA FALSE", Mint::dv().with(BASIC, seq(&[&[1, 1, 0]])), &["extension_default_written"]),
        ("AIA critical", Mint::dv().critical(AIA, Some(true)), &["extension_wrongly_critical"]),
        (
            "twice",
            Mint::dv().change(|m| m.extensions.push((CRL, None, crl("http://a.example.com/")))),
            &["extension_twice"],
        ),
        ("path length", Mint::dv().with(BASIC, seq(&[&[2, 1, 0]])), &["path_length_misplaced"]),
        ("basic not critical", Mint::dv().critical(BASIC, None), &["basic_constraints_not_critical"]),
        ("the same before 2023-09-15", Mint::dv().critical(BASIC, None).valid(EARLY_2023, 90 * DAY), &[]),
        (
            "algorithms",
            Mint::dv().change(|m| m.outer_algorithm = Some(ECDSA_SHA256.to_vec())),
            &["signature_algorithms_differ"],
        ),
    ]
}

const ECDSA_SHA256: &[u8] = &[0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];

fn usages() -> Vec<Row> {
    let rsa_key = || rsa(0xc5, 256, &[1, 0, 1], &[5, 0]);
    let usage = |bits: &[u8]| Mint::dv().with(KEY_USAGE, tlv(3, &[bits]));
    let purpose = |oid: &[u8]| list(&[&[0x2b, 6, 1, 5, 5, 7, 3, 1][..], oid], |oid| tlv(6, &[oid]));
    vec![
        ("no bits", usage(&[0]), &["key_usage_empty", "key_usage_forbidden"]),
        ("zero bits left over", usage(&[6, 0x80]), &["key_usage_encoding"]),
        ("no usage", Mint::dv().without(KEY_USAGE), &["key_usage_missing"]),
        ("usage not critical", Mint::dv().critical(KEY_USAGE, None), &["key_usage_not_critical"]),
        ("signs", usage(&[2, 0x84]), &["key_usage_signs"]),
        ("signs CRLs", usage(&[1, 0x82]), &["key_usage_signs"]),
        ("EC encrypts", usage(&[5, 0xa0]), &["key_usage_not_for_key"]),
        (
            "RSA agrees",
            usage(&[3, 0x88]).change(|m| m.spki = rsa_key()),
            &["key_usage_not_for_key", "key_usage_unwanted"],
        ),
        ("RSA encrypts data", usage(&[4, 0x90]).change(|m| m.spki = rsa_key()), &["key_usage_unwanted"]),
        ("cannot be denied", usage(&[6, 0xc0]), &["key_usage_forbidden"]),
        ("EC does not sign", usage(&[3, 0x08]), &["key_usage_forbidden", "key_usage_unwanted"]),
        ("only denial, private", Mint::private().with(KEY_USAGE, vec![3, 2, 6, 0x40]), &["key_usage_not_for_purpose"]),
        ("no purpose", Mint::dv().without(EKU), &["eku_missing"]),
        ("clients only", Mint::dv().with(EKU, purposes(&[2])), &["client_auth_ending", "not_for_servers"]),
        ("clients too", Mint::dv().with(EKU, purposes(&[1, 2])), &["client_auth_ending"]),
        ("clients in 2024", Mint::dv().with(EKU, purposes(&[1, 2])).valid(1_704_067_200, 90 * DAY), &[]),
        ("clients in 2027", Mint::dv().with(EKU, purposes(&[1, 2])).valid(MARCH_2027, 90 * DAY), &["client_auth"]),
        ("any purpose", Mint::dv().with(EKU, purpose(&[0x55, 29, 37, 0])), &["eku_any"]),
        ("mail", Mint::dv().with(EKU, purposes(&[1, 4])), &["eku_forbidden"]),
        ("another", Mint::dv().with(EKU, purpose(&[0x2b, 6, 1, 4, 1, 1])), &["eku_unwanted"]),
        ("purposes critical", Mint::dv().critical(EKU, Some(true)), &["eku_critical"]),
        ("staple", Mint::dv().with(TLS_FEATURE, seq(&[&[2, 1, 5]])), &["must_staple"]),
    ]
}

fn names() -> Vec<Row> {
    let name = |name: &str| Mint::dv().names(&[name]);
    let address = |octets: &[u8]| Mint::dv().with(SAN, seq(&[&tlv(0x87, &[octets])]));
    let v6 = |text: &str| address(&text.parse::<std::net::Ipv6Addr>().unwrap().octets());
    let long = format!("{}.example.com", ["a"; 122].join("."));
    vec![
        ("no SAN", Mint::ov().without(SAN), &["san_missing"]),
        ("nobody", Mint::private().without(SAN), &["subject_and_san_missing"]),
        ("not critical", Mint::dv().critical(SAN, None), &["san_not_critical"]),
        ("critical", Mint::ov().critical(SAN, Some(true)), &["san_critical"]),
        (
            "mail",
            Mint::dv().with(
                SAN,
                list(&[(0x82, "example.com"), (0x81, "a@example.com")], |(tag, t)| tlv(*tag, &[t.as_bytes()])),
            ),
            &["san_other_type"],
        ),
        ("twice", Mint::dv().names(&["a.example.com", "A.example.com"]), &["san_duplicate"]),
        ("too many", Mint::private().names(&vec!["a.jp"; 10_001]), &["names_too_many"]),
        ("trailing dot", name("www.example.com."), &["name_malformed"]),
        ("blank", name(" www.example.com"), &["name_malformed"]),
        ("slash", name("www.example.com/a"), &["name_malformed"]),
        ("zero octet", name("www.example.com\0.example.jp"), &["name_malformed"]),
        ("Unicode", name("例え.example.jp"), &["name_malformed"]),
        ("two dots", name("www..example.com"), &["name_malformed"]),
        ("hyphen", name("-www.example.com"), &["name_malformed"]),
        ("underscore", name("a_b.example.com"), &["name_underscore"]),
        ("underscore in 2018", name("a_b.example.com").valid(1_514_764_800, 90 * DAY).without(SCTS), &[]),
        ("xn--", name("xn--a.example.com"), &["name_reserved_label"]),
        ("star inside", name("w*.example.com"), &["name_wildcard_shape"]),
        ("two stars", name("*.*.example.com"), &["name_wildcard_shape"]),
        ("address as name", name("192.0.2.1"), &["name_is_address"]),
        ("long name", name(&long), &["name_too_long"]),
        ("long label", name(&format!("{}.example.com", "a".repeat(64))), &["name_label_too_long"]),
        ("suffix", name("*.co.jp"), &["name_public_suffix"]),
        ("below a private suffix", name("*.github.io"), &[]),
        ("internal", name("mail.corp"), &["name_internal"]),
        ("single label", name("localhost"), &["name_internal"]),
        ("private internal", Mint::private().names(&["mail.corp"]), &[]),
        ("arpa", name("8.8.8.8.in-addr.arpa"), &["name_arpa"]),
        ("arpa in 2023", name("8.8.8.8.in-addr.arpa").valid(EARLY_2023, 90 * DAY), &[]),
        ("onion of version 2", name("expyuzz4wqqyqhjn.onion"), &["name_onion"]),
        ("10.0.0.1", address(&[10, 0, 0, 1]), &["ip_reserved"]),
        ("172.31.0.1", address(&[172, 31, 0, 1]), &["ip_reserved"]),
        ("172.32.0.1", address(&[172, 32, 0, 1]), &[]),
        ("100.64.0.1", address(&[100, 64, 0, 1]), &["ip_reserved"]),
        ("documentation", v6("2001:db8::1"), &["ip_reserved"]),
        ("link-local", v6("fe80::1"), &["ip_reserved"]),
        ("public IPv6", v6("2001:4860:4860::8888"), &[]),
        ("other CN", Mint::dv().subject(&[(CN, "example.com")]), &["cn_not_in_san"]),
        ("capital CN", Mint::dv().subject(&[(CN, "WWW.example.com")]), &["cn_other_case"]),
    ]
}

fn subjects() -> Vec<Row> {
    let last = |octets: &[u8], tag| {
        let octets = octets.to_vec();
        Mint::ov().change(|m| *m.subject.last_mut().unwrap() = (O, tag, octets))
    };
    vec![
        ("O of 65", last("あ".repeat(65).as_bytes(), UTF8), &["subject_too_long"]),
        ("O of 64", last("あ".repeat(64).as_bytes(), UTF8), &[]),
        ("C in UTF-8", Mint::ov().change(|m| m.subject[0].1 = UTF8), &["subject_string_type"]),
        ("O in T61", last(b"Example", T61), &["subject_old_type"]),
        ("star in PrintableString", last(b"Example*", PRINTABLE), &["subject_bad_octets"]),
        ("line break", last(b"Exam\nple", UTF8), &["subject_control_character"]),
        ("blank in front", last(b" Example", UTF8), &["subject_blanks"]),
        ("hyphen", last(b"-", UTF8), &["subject_not_applicable"]),
        ("N/A", last(b"n/a", UTF8), &["subject_not_applicable"]),
        ("garbled", last("CafÃ© K.K.".as_bytes(), UTF8), &["subject_mojibake"]),
        ("Café", last("Café Ãlvares K.K.".as_bytes(), UTF8), &[]),
        ("markup", last(b"A &amp; B", UTF8), &["subject_markup"]),
        ("A & B", last(b"A & B", UTF8), &[]),
        ("mail", Mint::ov().attribute(EMAIL, "a@example.com"), &["subject_email"]),
        ("one RDN", Mint::ov().change(|m| m.one_rdn = true), &["subject_multi_rdn"]),
        ("L before ST", Mint::ov().change(|m| m.subject.swap(1, 2)), &["subject_order"]),
        (
            "two streets",
            Mint::ov().subject(&[(C, "JP"), (L, "Chiyoda-ku"), (STREET, "1"), (STREET, "2"), (O, "E")]),
            &[],
        ),
        ("two O", Mint::ov().attribute(O, "Example"), &["subject_attribute_twice"]),
        ("OU", Mint::ov().attribute(OU, "Web"), &["subject_ou"]),
        ("UK", Mint::ov().change(|m| m.subject[0].2 = b"UK".to_vec()), &["country_invalid"]),
    ]
}

fn profiles() -> Vec<Row> {
    let registered = |id: &str| {
        let parts = seq(&[&tlv(PRINTABLE, &[b"NTR"]), &tlv(PRINTABLE, &[b"JP"]), &tlv(UTF8, &[b"0100-01-000001"])]);
        Mint::ev().attribute(ORG_ID, id).with(ORG_ID_PARTS, parts)
    };
    let without = |mint: Mint, oid: &'static [u8]| mint.change(|m| m.subject.retain(|(known, ..)| *known != oid));
    let qualifier = |id: &[u8], value: &str| {
        let qualifier = seq(&[&seq(&[&tlv(6, &[id]), &tlv(IA5, &[value.as_bytes()])])]);
        Mint::dv().with(POLICIES, seq(&[&seq(&[&tlv(6, &[DV]), &qualifier])]))
    };
    vec![
        ("DV and OV", Mint::ov().with(POLICIES, policies(&[DV, OV])), &["policy_several"]),
        ("critical", Mint::dv().critical(POLICIES, Some(true)), &["policy_critical"]),
        ("any", Mint::dv().with(POLICIES, policies(&[DV, &[0x55, 29, 32, 0]])), &["policy_any"]),
        ("twice", Mint::private().with(POLICIES, policies(&[&[0x2b, 1], &[0x2b, 1]])), &["policy_twice"]),
        ("notice", qualifier(&[0x2b, 6, 1, 5, 5, 7, 2, 2], "read me"), &["policy_qualifier"]),
        ("ftp", qualifier(CPS, "ftp://ca.example.com/"), &["policy_cps_address"]),
        ("DV with O", Mint::dv().subject(&[(O, "Example")]), &["dv_organization"]),
        ("DV with serial number", Mint::dv().subject(&[(SERIAL, "1")]), &["dv_attribute"]),
        ("DV with C", Mint::dv().subject(&[(C, "JP")]), &[]),
        ("OV without O", without(Mint::ov(), O), &["organization_missing"]),
        ("OV without C", without(Mint::ov(), C), &["country_missing"]),
        ("OV without ST", without(Mint::ov(), ST), &[]),
        ("OV without place", without(without(Mint::ov(), ST), L), &["place_missing"]),
        ("OV with a person", Mint::ov().attribute(SN, "Rei"), &["person_forbidden"]),
        ("IV without given name", without(Mint::iv(), GN), &["person_missing"]),
        ("EV without category", without(Mint::ev(), CATEGORY), &["ev_business_category"]),
        (
            "EV with V1.0, Clause 5.(b)",
            Mint::ev().change(|m| m.subject[1].2 = b"V1.0, Clause 5.(b)".to_vec()),
            &["ev_business_category"],
        ),
        ("EV without number", without(Mint::ev(), SERIAL), &["ev_serial_number_missing"]),
        ("EV without jurisdiction", without(Mint::ev(), JURISDICTION_C), &["ev_jurisdiction_missing"]),
        ("OV with half a jurisdiction", Mint::ov().attribute(JURISDICTION_ST, "Tokyo"), &["ev_jurisdiction_state"]),
        ("EV wildcard", Mint::ev().names(&["*.example.com"]), &["ev_wildcard"]),
        ("EV address", Mint::ev().with(SAN, seq(&[&tlv(0x87, &[&[8, 8, 8, 8]])])), &["ev_ip_address"]),
        ("EV title", Mint::ev().attribute(&[0x55, 4, 12], "Dr."), &["ev_attribute"]),
        ("EV registration", registered("NTRJP-0100-01-000001"), &[]),
        ("EV registration in a state", registered("NTRUS+CA-0100"), &[]),
        ("EV tax number of a state", registered("VATDE+BY-0100"), &["ev_organization_id"]),
        ("EV odd registration", registered("0100-01-000001"), &["ev_organization_id"]),
        (
            "EV registration without its extension",
            Mint::ev().attribute(ORG_ID, "NTRJP-0100-01-000001"),
            &["ev_organization_id_extension_missing"],
        ),
    ]
}

/// BR 6.3.2: both ends count, and a second more is another day.
fn dates() -> Vec<Row> {
    vec![
        ("200 days", Mint::dv().valid(NOW, 200 * DAY), &["validity_over_recommended"]),
        ("200 days and a second", Mint::dv().valid(NOW, 200 * DAY + 1), &["validity_too_long"]),
        ("199 days", Mint::dv().valid(NOW, 199 * DAY), &[]),
        ("398 days the second before", Mint::dv().valid(MARCH_2026 - 1, 398 * DAY), &[]),
        ("398 days on the day", Mint::dv().valid(MARCH_2026, 398 * DAY), &["validity_too_long"]),
        ("100 days in 2027", Mint::dv().valid(MARCH_2027, 100 * DAY), &["validity_over_recommended"]),
        ("101 days in 2027", Mint::dv().valid(MARCH_2027, 100 * DAY + 1), &["validity_too_long"]),
        ("47 days in 2029", Mint::dv().valid(MARCH_2029, 47 * DAY), &["validity_over_recommended"]),
        ("48 days in 2029", Mint::dv().valid(MARCH_2029, 47 * DAY + 1), &["validity_too_long"]),
        ("ten years, private", Mint::private().valid(NOW, 3650 * DAY), &[]),
    ]
}

fn pointers() -> Vec<Row> {
    let issuers = "http://ca.example.com/dv1.cer";
    let aia = |entries: &[(&[u8], &str)]| Mint::dv().with(AIA, access(entries));
    let ldap = "ldap://ca.example.com/";
    vec![
        ("no AKI", Mint::dv().without(AKI), &["aki_missing"]),
        ("AKI without key", Mint::dv().with(AKI, seq(&[])), &["aki_no_key_id"]),
        (
            "AKI with number",
            Mint::dv().with(AKI, seq(&[&tlv(0x80, &[&[7; 20]]), &tlv(0x82, &[&[1]])])),
            &["aki_names_issuer"],
        ),
        ("CRL by LDAP", Mint::dv().with(CRL, crl(ldap)), &["crl_not_http"]),
        (
            "CRL without address",
            Mint::dv().with(CRL, seq(&[&seq(&[&tlv(0xa2, &[])])])),
            &["crl_no_address", "crl_partial"],
        ),
        ("CRL critical", Mint::dv().critical(CRL, Some(true)), &["crl_critical"]),
        ("no status", Mint::dv().without(CRL), &["status_missing"]),
        ("8 days without CRL", Mint::dv().without(CRL).valid(NOW, 7 * DAY + 1), &["status_missing"]),
        ("no AIA", Mint::dv().without(AIA), &["aia_missing"]),
        ("OCSP only", aia(&[(OCSP, "http://ocsp.example.com/")]), &["ca_issuers_missing"]),
        ("AIA by LDAP", aia(&[(CA_ISSUERS, ldap)]), &["aia_not_http"]),
        ("AIA by https", aia(&[(CA_ISSUERS, "https://ca.example.com/dv1.cer")]), &["aia_not_http"]),
        ("other method", aia(&[(CA_ISSUERS, issuers), (&[0x2b, 1], "http://ca.example.com/")]), &["aia_method"]),
        ("AIA inside", aia(&[(CA_ISSUERS, issuers), (OCSP, "http://ocsp.corp.internal:8080/")]), &["aia_internal"]),
        ("AIA by address", aia(&[(CA_ISSUERS, issuers), (OCSP, "http://8.8.8.8/")]), &[]),
        ("AIA twice", aia(&[(CA_ISSUERS, issuers), (CA_ISSUERS, issuers)]), &["aia_twice"]),
    ]
}

fn logs_and_keys() -> Vec<Row> {
    let logs = |entries: &[(u8, u8, i64)]| Mint::dv().with(SCTS, scts(entries));
    let days_181 = Mint::dv().valid(NOW, 180 * DAY + 1).with(SCTS, scts(&[(0, 1, NOW), (0, 2, NOW)]));
    let with_rsa = |spki: Vec<u8>| Mint::dv().change(|m| m.spki = spki);
    let algorithm = |algorithm: &[u8]| {
        let algorithm = algorithm.to_vec();
        Mint::dv().change(|m| m.algorithm = algorithm)
    };
    let even = {
        let mut spki = rsa(0xc5, 256, &[1, 0, 1], &[5, 0]);
        // The last octet of the modulus stands before the exponent's five.
        let at = spki.len() - 6;
        spki[at] &= 0xfe;
        spki
    };
    let ed25519 = seq(&[&seq(&[&[6, 3, 0x2b, 0x65, 0x70]]), &tlv(3, &[&[0], &[3; 32]])]);
    vec![
        ("no SCT", Mint::dv().without(SCTS), &["sct_missing"]),
        ("one SCT", logs(&[(0, 1, NOW)]), &["sct_too_few"]),
        ("two SCTs for 181 days", days_181, &["sct_too_few"]),
        ("two SCTs for 180 days", Mint::dv().valid(NOW, 180 * DAY), &[]),
        ("one log", logs(&[(0, 1, NOW), (0, 1, NOW)]), &["sct_same_log"]),
        ("one log of three", logs(&[(0, 1, NOW), (0, 1, NOW), (0, 2, NOW)]), &[]),
        ("SCT of version 2", logs(&[(0, 1, NOW), (0, 2, NOW), (1, 3, NOW)]), &["sct_version"]),
        ("SCT of tomorrow", logs(&[(0, 1, NOW), (0, 2, NOW + DAY)]), &["sct_future"]),
        ("signed 48 hours after its beginning", logs(&[(0, 1, NOW), (0, 2, NOW + 2 * DAY)]), &["sct_future"]),
        (
            "signed later",
            Mint::dv().valid(NOW - 3 * DAY, 30 * DAY).with(SCTS, scts(&[(0, 1, NOW), (0, 2, NOW - 2 * DAY)])),
            &["backdated"],
        ),
        ("cut SCT", Mint::dv().with(SCTS, tlv(4, &[&[0, 9, 0, 4, 0]])), &["extension_malformed"]),
        ("poison", Mint::dv().without(SCTS).with(POISON, vec![5, 0]).critical(POISON, Some(true)), &["precertificate"]),
        ("poison and SCT", Mint::dv().with(POISON, vec![5, 0]), &["precertificate", "precertificate_with_sct"]),
        ("SHA-1", algorithm(RSA_SHA1), &["signature_weak_hash"]),
        (
            "no NULL",
            algorithm(&[0x30, 11, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]),
            &["signature_algorithm"],
        ),
        ("ECDSA", algorithm(ECDSA_SHA256), &[]),
        ("Ed25519", Mint::dv().change(|m| m.spki = ed25519), &["key_type"]),
        ("RSA 1024", with_rsa(rsa(0xc5, 128, &[1, 0, 1], &[5, 0])), &["key_size"]),
        ("RSA 2047", with_rsa(rsa(0x45, 256, &[1, 0, 1], &[5, 0])), &["key_size"]),
        ("an even modulus", with_rsa(even), &["key_weak"]),
        ("exponent 1", with_rsa(rsa(0xc5, 256, &[1], &[5, 0])), &["key_exponent"]),
        ("exponent 4", with_rsa(rsa(0xc5, 256, &[4], &[5, 0])), &["key_exponent"]),
        ("RSA without NULL", with_rsa(rsa(0xc5, 256, &[1, 0, 1], &[])), &["key_algorithm_encoding"]),
    ]
}

fn authorities() -> Vec<Row> {
    let tree = |extra: &[u8]| seq(&[&tlv(0xa0, &[&seq(&[&tlv(0x82, &[b"example.com"]), extra])])]);
    let limited = |value: Vec<u8>| Mint::ca().with(NAME_CONSTRAINTS, value).critical(NAME_CONSTRAINTS, Some(true));
    vec![
        ("basic not critical", Mint::ca().critical(BASIC, None), &["ca_basic_constraints_not_critical"]),
        ("no usage", Mint::ca().without(KEY_USAGE), &["ca_key_usage_missing"]),
        ("usage not critical", Mint::ca().critical(KEY_USAGE, None), &["ca_key_usage_not_critical"]),
        ("no keyCertSign", Mint::ca().with(KEY_USAGE, vec![3, 2, 1, 2]), &["ca_cannot_sign", "path_length_misplaced"]),
        ("no cRLSign", Mint::ca().with(KEY_USAGE, vec![3, 2, 2, 4]), &["ca_crl_sign_missing"]),
        ("no SKI", Mint::ca().without(SKI), &["ca_ski_missing"]),
        ("no subject", Mint::ca().subject(&[]), &["ca_subject_empty"]),
        ("no country", Mint::ca().subject(&[(O, "Example CA"), (CN, "Example CA 2")]), &["ca_name_incomplete"]),
        ("for mail", Mint::ca().with(EKU, purposes(&[4])), &["ca_not_for_servers"]),
        ("constrained", limited(tree(&[])), &[]),
        ("constraints not critical", Mint::ca().with(NAME_CONSTRAINTS, tree(&[])), &["name_constraints_not_critical"]),
        ("empty constraints", limited(seq(&[])), &["name_constraints_empty"]),
        ("distance", limited(tree(&[0x81, 1, 3])), &["name_constraints_distance"]),
        ("constraints in a leaf", Mint::dv().with(NAME_CONSTRAINTS, tree(&[])), &["name_constraints_in_leaf"]),
        (
            "policy constraints",
            Mint::ca().with(POLICY_CONSTRAINTS, seq(&[&[0x80, 1, 0]])),
            &["policy_constraints_not_critical"],
        ),
    ]
}

/// What a caller who ordered a DV certificate expects.
fn as_ordered() -> Vec<Row> {
    vec![
        ("DV", Mint::dv(), &[]),
        ("O", Mint::dv().subject(&[(O, "Example")]).policy(OV), &["dv_organization", "policy_not_expected"]),
        ("no policy", Mint::dv().without(POLICIES), &["policy_not_expected"]),
        ("a CA", Mint::ca(), &["is_ca"]),
    ]
}

fn trusted() -> Vec<Row> {
    let own = seq(&[&seq(&[&tlv(6, &[&[0x2b, 6, 1]])])]);
    let mail = seq(&[&tlv(6, &[&[0x2b, 6, 1, 5, 5, 7, 3, 4]])]);
    vec![
        ("DV", Mint::dv(), &[]),
        ("no policy", Mint::private(), &["policy_missing"]),
        ("only a policy of the CA's own", Mint::private().with(POLICIES, own), &["policy_missing"]),
        ("any use", Mint::private().without(EKU), &["policy_missing"]),
        ("for mail", Mint::private().with(EKU, mail), &[]),
        ("on 2020-09-29", Mint::private().valid(1_601_337_600, 90 * DAY), &[]),
        ("on 2020-09-30", Mint::private().valid(1_601_424_000, 90 * DAY), &["policy_missing"]),
        ("an intermediate", Mint::ca(), &[]),
    ]
}

#[test]
fn attributes_are_called_by_their_names() {
    for (certificate, expected) in [
        (Mint::ev().certificate(), "jurisdictionC=JP"),
        (Mint::dv().subject(&[(&[0x2a, 3, 4], "x")]).certificate(), "1.2.3.4=x"),
        (Mint::dv().subject(&[(CN, "x")]).certificate(), "CN=x"),
    ] {
        let text = certificate.subject_text();
        assert!(text.split(", ").any(|part| part == expected), "{text}");
    }
}

#[test]
fn the_present_decides_whether_it_is_valid() {
    let certificate = Mint::dv().certificate();
    let (first, last) = (certificate.not_before(), certificate.not_after());
    for (at, expected) in [
        (first - 1, &["certificate_not_yet_valid"][..]),
        (first, &[]),
        (last, &[]),
        (last + 1, &["certificate_expired"]),
    ] {
        let findings = check_certificate(&certificate, &STANDARDS, &Expected::at(at));
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{at}");
    }
}

#[test]
fn the_issuer_is_one_of_the_products() {
    let issuers = Issuers::parse(include_str!("../../../../catalogue/issuers.toml")).unwrap();
    let sectigo = |common_name, policy| {
        let issuer = vec![(C, "GB"), (O, "Sectigo Limited"), (CN, common_name)];
        Mint::ov().policy(policy).change(|m| m.issuer = issuer)
    };
    let ov = "Sectigo Public Server Authentication CA OV R36";
    for (what, ca, mint, good) in [
        ("the new OV issuer", "Sectigo", sectigo(ov, OV), true),
        ("in any letters", "SECTIGO", sectigo(ov, OV), true),
        ("an OV issuer for EV", "Sectigo", sectigo(ov, EV), false),
        ("the issuer of old", "Sectigo", sectigo("Sectigo RSA Organization Validation Secure Server CA", OV), false),
        ("before it began", "Sectigo", sectigo(ov, OV).valid(EARLY_2023, DAY), false),
        ("another CA", "Sectigo", Mint::ov(), false),
        ("a CA that the table does not know", "Example", Mint::ov(), true),
    ] {
        let expected = Expected { issuer: Some((&issuers, ca)), ..Expected::at(NOW) };
        let findings = check_certificate(&mint.certificate(), &STANDARDS, &expected);
        assert_eq!(findings.iter().all(|f| f.code != "certificate_issuer_unexpected"), good, "{what}: {findings:?}");
    }
}

/// Hostile certificates end in a bounded number of findings.
#[test]
fn findings_are_bounded() {
    let bad: Vec<String> = (0..5000).map(|n| format!("a_{n}.example")).collect();
    let bad: Vec<&str> = bad.iter().map(String::as_str).collect();
    let mut mint = Mint::dv().names(&bad);
    mint.subject = vec![(OU, T61, b"-".to_vec()); 60];
    assert_eq!(judge(&mint.certificate(), Level::ByPolicy).len(), 200);
}

/// openssl reads what is minted here as it is meant.
#[test]
fn openssl_agrees_on_what_is_minted() {
    let folder = Folder::new("minted");
    for (mint, expected) in [
        (Mint::dv(), vec!["DNS:www.example.com", "CT Precertificate SCTs", "Policy: 2.23.140.1.2.1", "CA:FALSE"]),
        (Mint::ev(), vec!["businessCategory = Private Organization", "jurisdictionC = JP", "O = Example K.K."]),
        (Mint::ca(), vec!["CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign"]),
    ] {
        folder.write("minted.pem", mint.certificate().to_pem());
        let (good, text) = folder.openssl("x509 -in minted.pem -noout -text");
        assert!(good, "{text}");
        for line in expected {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}

#[test]
fn scopes_keep_to_their_certificates() {
    // A private certificate is judged by RFC 5280 alone, whatever it says.
    let loud = Mint::ov().attribute(OU, "Web").valid(NOW, 3650 * DAY).without(SCTS).certificate();
    assert_eq!(judge(&loud, Level::Private), [""; 0]);
    assert_eq!(judge(&loud, Level::ByPolicy), ["sct_missing", "subject_ou", "validity_too_long"]);
    assert!(ALL.len() >= 80 && ALL.iter().any(|rule| rule.scope == Scope::Ca));
}
