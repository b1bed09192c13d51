//! The subject of OV and EV requests: the help page's table (question 2) and what single CAs add to it.

use warifu_pki::{
    AttributeKind::{
        self, CommonName as CN, Country as C, EmailAddress, Locality as L, Organization as O, OrganizationalUnit as OU,
        State as ST,
    },
    RuleSet, SubjectUse, Wanted, inspect,
};

use crate::support::{Key, attribute, attribute_of, request, rule_set, standards, wanted};

/// A good subject with one attribute replaced, or added.
fn subject(kind: AttributeKind, value: &str) -> Vec<(AttributeKind, String)> {
    let good = [(C, "JP"), (ST, "Tokyo"), (L, "Chiyoda-ku"), (O, "Example K.K."), (CN, "www.example.jp")];
    let mut attributes: Vec<_> = good.map(|(kind, value)| (kind, value.to_owned())).to_vec();
    match attributes.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, place)) => value.clone_into(place),
        None => attributes.push((kind, value.to_owned())),
    }
    attributes.retain(|(_, value)| !value.is_empty());
    attributes
}

/// A request with this subject and one name, in the SAN where there is no CN.
fn made_of(subject: &[(AttributeKind, String)]) -> Vec<u8> {
    let attributes: Vec<_> = subject.iter().map(|(kind, value)| attribute_of(*kind, value)).collect();
    let sans = [(0x82, "www.example.jp")];
    request(&Key::p256(), &attributes, if subject.iter().any(|(kind, _)| *kind == CN) { &[] } else { &sans })
}

fn printed() -> Wanted {
    Wanted { subject: SubjectUse::Printed, ..wanted() }
}

#[track_caller]
fn check(rules: &RuleSet, subject: &[(AttributeKind, String)], wanted: &Wanted, expected: &[&str]) {
    let inspection = inspect(&made_of(subject), &standards(), rules, wanted);
    let codes: Vec<_> = inspection.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, expected, "{} {subject:?}: {:?}", rules.id, inspection.findings);
}

/// Question 2 of the help page, row by row, by today's rules: OU is a note, the rest as it always was.
#[test]
fn the_help_pages_table() {
    let (rules, long) = (rule_set("shop-common"), |character: &str, times| character.repeat(times));
    for (kind, value, expected) in [
        // CN: 0-9 a-z A-Z - . *, 1 to 64, no address.
        (CN, "www.example.jp", &[][..]),
        (CN, "WWW.EXAMPLE.JP", &[]),
        (CN, "www-1.example.jp", &[]),
        (CN, "1.example.jp", &[]),
        (CN, " www.example.jp", &[]),
        (CN, "www.example.jp\n", &[]),
        (CN, "", &[]),
        (CN, "192.0.2.1", &["name_ip_address"]),
        (CN, "2001:db8::1", &["name_ip_address"]),
        (CN, "www_1.example.jp", &["name_underscore"]),
        (CN, "www.example.jp.", &["name_trailing_dot"]),
        (CN, "www.example,jp", &["name_malformed"]),
        (CN, "www example.jp", &["name_malformed"]),
        (CN, "https://www.example.jp", &["name_malformed"]),
        (CN, "www..example.jp", &["name_malformed"]),
        (CN, "-www.example.jp", &["name_malformed"]),
        (CN, "www.*.example.jp", &["name_wildcard_shape"]),
        (CN, "w*.example.jp", &["name_wildcard_shape"]),
        (CN, "*.example.jp", &["wildcard_not_in_product"]),
        (CN, "日本語.jp", &["name_unicode"]),
        (CN, "ｗｗｗ.example.jp", &["name_unicode"]),
        (CN, "xn--wgv71a119e.jp", &[]),
        (CN, "xn--a.jp", &["name_label_invalid"]),
        (CN, "ab--c.jp", &["name_label_invalid"]),
        (CN, "localhost", &["name_internal"]),
        (CN, "server.local", &["name_internal"]),
        (CN, "co.jp", &["name_public_suffix"]),
        (CN, &(long("a", 61) + ".jp"), &[]),
        (CN, &(long("a", 31) + "." + &long("a", 29) + ".jp"), &[]),
        (CN, &(long("a", 31) + "." + &long("a", 30) + ".jp"), &["cn_too_long"]),
        (CN, &(long("a", 64) + ".jp"), &["cn_too_long", "name_too_long"]),
        // O: 0-9 a-z A-Z space - . + ,, 1 to 64.
        (O, "Example Co.,Ltd.", &[]),
        (O, "Example, Inc.", &[]),
        (O, "Example-2 + Sons", &[]),
        (O, "7", &[]),
        (O, "", &["subject_missing"]),
        (O, "-", &["subject_blank"]),
        (O, " ", &["subject_blank"]),
        (O, ".", &["subject_blank"]),
        (O, "- -", &["subject_blank"]),
        (O, " Example K.K.", &["subject_padded"]),
        (O, "Example K.K. ", &["subject_padded"]),
        (O, "Example  K.K.", &["subject_padded"]),
        (O, "Example K.K.\n", &["subject_characters", "subject_padded"]),
        (O, "Example & Co.", &["subject_characters"]),
        (O, "Example (Japan)", &["subject_characters"]),
        (O, "O'Reilly Japan", &["subject_characters"]),
        (O, "Example_KK", &["subject_characters"]),
        (O, "株式会社例示", &["subject_characters"]),
        (O, "Exámple K.K.", &["subject_characters"]),
        (O, "Ｅｘａｍｐｌｅ K.K.", &["subject_fullwidth"]),
        (O, "Example　K.K.", &["subject_fullwidth"]),
        (O, &long("a", 64), &[]),
        (O, &long("a", 65), &["subject_too_long"]),
        // OU: in no certificate any more, so blank or long is all the same.
        (OU, "Web Team", &["subject_ou_ignored"]),
        (OU, "Web, Team", &["subject_ou_ignored"]),
        (OU, " ", &["subject_ou_ignored"]),
        (OU, "-", &["subject_ou_ignored"]),
        // L and ST: 0-9 a-z A-Z space - . +, 1 to 128.
        (L, "Chiyoda-ku", &[]),
        (L, "Minato ku 1", &[]),
        (L, "Chiyoda-ku, Tokyo", &["subject_characters"]),
        (L, "千代田区", &["subject_characters"]),
        (L, "Chiyoda－ku", &["subject_fullwidth"]),
        (L, "-", &["subject_blank"]),
        (L, "", &["subject_missing"]),
        (L, &long("a", 128), &[]),
        (L, &long("a", 129), &["subject_too_long"]),
        (ST, "Tokyo", &[]),
        (ST, "Tokyo-to", &[]),
        (ST, "Tokyo/Osaka", &["subject_characters"]),
        (ST, "東京都", &["subject_characters"]),
        (ST, &long("a", 128), &[]),
        (ST, &long("a", 129), &["subject_too_long"]),
        // C: JP, today any country that exists.
        (C, "JP", &[]),
        (C, "US", &[]),
        (C, "XX", &[]),
        (C, "UK", &["subject_country"]),
        (C, "jp", &["subject_country"]),
        (C, "ZZ", &["subject_country"]),
        (C, "", &["subject_missing"]),
        // Plesk's mail address (question 3).
        (EmailAddress, "webmaster@example.jp", &["subject_email_ignored"]),
    ] {
        let wanted = Wanted { names: crate::support::dns(&["www.example.jp"]), ..printed() };
        // The names are judged without the application's, so that CN counts alone.
        let wanted = if kind == CN { Wanted { names: vec![], ..wanted } } else { wanted };
        check(&rules, &subject(kind, value), &wanted, expected);
    }
}

/// DV drops the subject, and so its faults; only what concerns every certificate is said.
#[test]
fn dv_ignores_the_subject() {
    for (kind, value, expected) in [
        (O, "株式会社例示", &[][..]),
        (O, "-", &[]),
        (C, "UK", &[]),
        (OU, "-", &["subject_ou_ignored"]),
        (EmailAddress, "a@example.jp", &["subject_email_ignored"]),
    ] {
        check(&rule_set("shop-common"), &subject(kind, value), &wanted(), expected);
    }
}

#[test]
fn without_a_product_an_organisation_tells_what_the_csr_is_for() {
    let wanted = Wanted { subject: SubjectUse::ByOrganization, ..wanted() };
    let (alone, named) =
        (subject(AttributeKind::Locality, "Tokyo, Chiyoda"), subject(AttributeKind::Organization, "A & B"));
    let alone: Vec<_> = alone.into_iter().filter(|(kind, _)| *kind != AttributeKind::Organization).collect();
    check(&rule_set("shop-common"), &alone, &wanted, &[]);
    check(&rule_set("shop-common"), &named, &wanted, &["subject_characters"]);
}

#[test]
fn what_single_cas_want() {
    for (rules, kind, value, expected) in [
        ("globalsign", L, "chiyoda-ku", &["subject_lower_case"][..]),
        ("globalsign", L, "CHIYODA-KU", &[]),
        ("sectigo", O, "Example\u{202e} Inc.", &["subject_invisible"]),
        ("secom", O, "Exam\0ple", &["subject_invisible"]),
        ("private", O, "Example\u{200b}", &["subject_invisible"]),
        ("shop-common", O, "Exam\0ple", &["subject_characters"]),
        ("sectigo", OU, &"a".repeat(100), &["subject_ou_ignored"]),
        ("sectigo", EmailAddress, &"a".repeat(300), &["subject_email_ignored"]),
        ("cybertrust", C, "jp", &["subject_country"]),
        ("shop-common", C, "Japan", &["subject_country"]),
        ("globalsign", CN, "8.8.8.8", &["name_address_option", "name_ip_address"]),
        ("globalsign", CN, "2606:4700::1", &["name_address_option", "name_ip_address"]),
        ("globalsign", CN, "192.168.0.1", &["name_ip_address"]),
        ("digicert", CN, "8.8.8.8", &["name_ip_address"]),
        ("globalsign", ST, "tokyo", &["subject_lower_case"]),
        ("globalsign", L, "Chiyodaku", &["subject_place_joined"]),
        ("globalsign", L, "YOKOHAMASHI Nishi-ku", &["subject_place_joined"]),
        ("globalsign", L, "Yokohamashi-Nishiku", &["subject_place_joined", "subject_place_joined"]),
        ("globalsign", L, "Chiyoda ku", &[]),
        ("globalsign", L, "Osaka-Shi", &[]),
        ("globalsign", L, "Akashi", &[]),
        ("globalsign", ST, "Tokyoto", &["subject_place_joined"]),
        ("globalsign", ST, "Kanagawa-ken", &[]),
        ("globalsign", ST, "Kyoto", &[]),
        ("globalsign", O, "Osakashi", &[]),
        ("sectigo", L, "Chiyodaku", &[]),
        ("globalsign", O, "Example $ Co.", &["subject_characters"]),
        ("globalsign", O, "Example #1 (Japan)", &[]),
        ("digicert", O, "株式会社例示", &[]),
        ("digicert", O, "Example", &[]),
        ("digicert", O, "ＡＢＣ商事 （株）", &[]),
        ("digicert", O, &"例".repeat(40), &[]),
        ("digicert", O, &"例".repeat(41), &["subject_too_long"]),
        ("digicert", O, "Joe's Shop", &["subject_characters"]),
        ("digicert", O, "Example 🍣", &["subject_characters"]),
        ("digicert", O, "例示🍣", &["subject_characters"]),
        ("digicert", O, "Ｅｘａｍｐｌｅ　ＫＫ", &["subject_fullwidth"]),
        ("secom", O, "Ｅｘａｍｐｌｅ　ＫＫ", &["subject_fullwidth"]),
        ("sectigo", L, "Ｏｓａｋａ", &["subject_fullwidth"]),
        ("sectigo", O, "ＡＢＣ商事", &[]),
        ("jprs", O, "N/A", &["subject_blank"]),
        ("secom", O, "none", &["subject_blank"]),
        ("secom", L, "該当なし", &["subject_blank"]),
        ("secom", L, "Nonesuch", &[]),
        ("jprs", O, "Example_KK", &["subject_characters"]),
        ("jprs", O, "Example (Japan)", &[]),
        ("jprs", ST, "Tokyo1", &["subject_characters"]),
        ("jprs", ST, &"a".repeat(65), &["subject_too_long"]),
        ("cybertrust", OU, "Web", &["subject_refused"]),
        ("cybertrust", L, &"a".repeat(65), &["subject_too_long"]),
        ("cybertrust", O, "Example; Co.", &["subject_characters"]),
        ("cybertrust", L, "Tokyo", &["subject_ward_needed"]),
        ("cybertrust", L, "TOKYO-TO", &["subject_ward_needed"]),
        ("cybertrust", L, "Hachioji-shi", &[]),
        ("globalsign", L, "Tokyo", &[]),
        ("cybertrust", O, "Example & Co.", &[]),
        ("cybertrust", C, "US", &["subject_country_refused"]),
        ("secom", C, "US", &["subject_country_refused"]),
        ("secom", O, "Example", &[]),
        ("sectigo", C, "US", &[]),
        ("private", O, "株式会社例示", &[]),
        ("private", OU, "Web", &["subject_ou_ignored"]),
    ] {
        check(&rule_set(rules), &subject(kind, value), &printed(), expected);
    }
}

/// The finding shows the character, its place and, for full width, the form to use.
#[test]
fn findings_point_at_the_character() {
    for (value, params) in [
        ("Example & Co.", &[("character", "&"), ("position", "9"), ("value", "Example & Co.")][..]),
        ("株式会社", &[("character", "株"), ("position", "1")]),
        ("Joe's", &[("character", "'"), ("value", "Joe's")]),
        ("Exa\u{202e}mple\tK", &[("character", "\\u{202e}"), ("value", "Exa\\u{202e}mple\\u{9}K")]),
        ("Ｅxａmple", &[("character", "Ｅ"), ("position", "1"), ("half", "Example")]),
        ("Example　KK", &[("position", "8"), ("half", "Example KK")]),
    ] {
        let inspection = inspect(&made_of(&subject(O, value)), &standards(), &rule_set("shop-common"), &printed());
        assert_eq!((inspection.findings.len(), inspection.findings[0].field), (1, Some("O")));
        for (name, expected) in params {
            assert_eq!(inspection.findings[0].params[name], *expected, "{value}");
        }
    }
}

#[test]
fn compared_with_the_application() {
    for (kind, csr, application, expected) in [
        (O, "Example K.K.", "Example K.K.", &[][..]),
        (O, "Example K.K.", "EXAMPLE  k.k.", &["subject_spelling"]),
        (O, "Example K.K.", "Ｅｘａｍｐｌｅ K.K.", &["subject_spelling"]),
        (O, "Example K.K.", "Example Inc.", &["subject_mismatch"]),
        (C, "JP", "US", &["subject_mismatch"]),
        // What the CSR lacks comes from the application.
        (O, "", "Example K.K.", &[]),
    ] {
        let application = vec![(kind, application.to_owned())];
        check(&rule_set("shop-common"), &subject(kind, csr), &Wanted { application, ..printed() }, expected);
    }
}

#[test]
fn the_same_attribute_twice() {
    for (kind, expected) in [(O, &["subject_repeated"][..]), (AttributeKind::Street, &[])] {
        let mut attributes = subject(kind, "Example");
        // However often it stands there, that is said once.
        attributes.extend([(kind, "Other".to_owned()), (kind, "Third".to_owned())]);
        check(&rule_set("private"), &attributes, &printed(), expected);
    }
}

/// A value is offered only where the CA would take it.
#[test]
fn offered_values() {
    for (kind, value, code, reason) in [
        (O, "Ｅｘａｍｐｌｅ K.K.", "subject_fullwidth", "offered"),
        (O, "株式会社　Ａ", "subject_fullwidth", "refused"),
        (O, &"Ａ".repeat(64), "subject_fullwidth", "offered"),
        (O, &"Ａ".repeat(65), "subject_fullwidth", "refused"),
        (C, "ＪＰ", "subject_fullwidth", "offered"),
        (C, "ＺＺ", "subject_fullwidth", "refused"),
        (O, "Example  K.K.", "subject_padded", "offered"),
        (O, "Example_  K.K.", "subject_padded", "refused"),
    ] {
        let rules = rule_set("shop-common");
        let inspection = inspect(&made_of(&subject(kind, value)), &standards(), &rules, &printed());
        let finding = inspection.findings.iter().find(|finding| finding.code == code);
        assert_eq!(finding.map(|f| f.params["reason"].as_str()), Some(reason), "{value}: {:?}", inspection.findings);
    }
}

/// Octets that a string type cannot hold are named and read as far as they go; other types than UTF8String are fine.
#[test]
fn string_types() {
    const ORGANIZATION: &[u8] = &[0x55, 4, 10];
    for (tag, octets, expected) in [
        (0x13, &b"Example K.K."[..], &[][..]),
        (0x14, b"Example K.K.", &[]),
        (0x16, b"Example K.K.", &[]),
        (0x1e, b"\0E\0x\0a", &[]),
        (0x13, b"Example_KK", &["subject_badly_encoded", "subject_characters"]),
        (0x13, b"*", &["subject_badly_encoded", "subject_blank", "subject_characters"]),
        (0x0c, b"Ex\xe1mple", &["subject_badly_encoded", "subject_characters"]),
        (0x1e, b"\0E\0", &["subject_badly_encoded"]),
    ] {
        let mut attributes: Vec<_> =
            [(C, "JP"), (ST, "Tokyo"), (L, "Chiyoda-ku")].map(|(k, v)| attribute_of(k, v)).into();
        attributes.push(attribute(ORGANIZATION, tag, octets));
        let input = request(&Key::p256(), &attributes, &[(0x82, "www.example.jp")]);
        let inspection = inspect(&input, &standards(), &rule_set("shop-common"), &printed());
        let codes: Vec<_> = inspection.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{tag:#x} {octets:?}: {:?}", inspection.findings);
    }
}

/// A wildcard in a PrintableString is read, and said to be written wrongly; an OID nobody knows is named.
#[test]
fn odd_attributes() {
    for (oid, tag, value, wanted, expected) in [
        (
            &[0x55, 4, 3][..],
            0x13,
            "*.example.jp",
            wanted(),
            &["cn_not_in_san", "subject_badly_encoded", "wildcard_not_in_product"][..],
        ),
        (&[0x55, 4, 0x0d], 0x0c, "a description", printed(), &["subject_unknown"]),
        (&[0x55, 4, 0x0d], 0x0c, "a description", wanted(), &[]),
    ] {
        let input = request(&Key::p256(), &[attribute(oid, tag, value.as_bytes())], &[(0x82, "www.example.jp")]);
        let inspection = inspect(&input, &standards(), &rule_set("private"), &wanted);
        let codes: Vec<_> = inspection.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{value}: {:?}", inspection.findings);
    }
}
