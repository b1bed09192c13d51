//! The subject attributes that the rules know: BR 7.1.4.2 and EVG 7.1.4.2, with bounds from there and RFC 5280 A.1.

use Strings::{Directory, Ia5, Printable};

use crate::der;

/// One kind of attribute.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) oid: &'static [u8],
    /// The name that openssl and people use.
    pub(super) name: &'static str,
    /// The longest value in characters.
    pub(super) chars_max: usize,
    /// Its place in the order that BR 7.1.4.2 asks for, from 1; 0 stands anywhere.
    pub(super) place: u8,
    strings: Strings,
}

/// Which string types carry it.
#[derive(Debug, PartialEq, Eq)]
enum Strings {
    Printable,
    Ia5,
    /// PrintableString or UTF8String.
    Directory,
}

impl Known {
    const fn new(oid: &'static [u8], name: &'static str, chars_max: usize, place: u8, strings: Strings) -> Self {
        Self { oid, name, chars_max, place, strings }
    }

    /// Whether RFC 5280 A.1 leaves just one string type, and this is another.
    pub(super) fn is_wrong_type(&self, tag: u8) -> bool {
        match self.strings {
            Printable => tag != der::PRINTABLE_STRING,
            Ia5 => tag != der::IA5_STRING,
            Directory => false,
        }
    }

    /// Whether this is one of the old types (T61String, BMPString, …) in place of PrintableString or UTF8String.
    pub(super) fn is_old_type(&self, tag: u8) -> bool {
        self.strings == Directory && !matches!(tag, der::PRINTABLE_STRING | der::UTF8_STRING)
    }
}

pub(super) static DOMAIN_COMPONENT: Known =
    Known::new(&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19], "DC", 63, 1, Ia5);
pub(super) static COUNTRY: Known = Known::new(&[0x55, 0x04, 0x06], "C", 2, 2, Printable);
pub(super) static STATE: Known = Known::new(&[0x55, 0x04, 0x08], "ST", 128, 3, Directory);
pub(super) static LOCALITY: Known = Known::new(&[0x55, 0x04, 0x07], "L", 128, 4, Directory);
pub(super) static POSTAL_CODE: Known = Known::new(&[0x55, 0x04, 0x11], "postalCode", 40, 5, Directory);
pub(super) static STREET: Known = Known::new(&[0x55, 0x04, 0x09], "street", 128, 6, Directory);
pub(super) static ORGANIZATION: Known = Known::new(&[0x55, 0x04, 0x0a], "O", 64, 7, Directory);
pub(super) static SURNAME: Known = Known::new(&[0x55, 0x04, 0x04], "SN", 64, 8, Directory);
pub(super) static GIVEN_NAME: Known = Known::new(&[0x55, 0x04, 0x2a], "GN", 64, 9, Directory);
pub(super) static ORGANIZATIONAL_UNIT: Known = Known::new(&[0x55, 0x04, 0x0b], "OU", 64, 10, Directory);
pub(super) static COMMON_NAME: Known = Known::new(&[0x55, 0x04, 0x03], "CN", 64, 11, Directory);
pub(super) static SERIAL_NUMBER: Known = Known::new(&[0x55, 0x04, 0x05], "serialNumber", 64, 0, Printable);
pub(super) static BUSINESS_CATEGORY: Known = Known::new(&[0x55, 0x04, 0x0f], "businessCategory", 128, 0, Directory);
pub(super) static ORGANIZATION_ID: Known =
    Known::new(&[0x55, 0x04, 0x61], "organizationIdentifier", usize::MAX, 0, Directory);
pub(super) static EMAIL_ADDRESS: Known =
    Known::new(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01], "emailAddress", 255, 0, Ia5);
pub(super) static JURISDICTION_LOCALITY: Known = Known::new(
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x01],
    "jurisdictionLocality",
    128,
    0,
    Directory,
);
pub(super) static JURISDICTION_STATE: Known = Known::new(
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x02],
    "jurisdictionState",
    128,
    0,
    Directory,
);
pub(super) static JURISDICTION_COUNTRY: Known = Known::new(
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x03],
    "jurisdictionCountry",
    2,
    0,
    Printable,
);

static ALL: [&Known; 18] = [
    &COMMON_NAME,
    &COUNTRY,
    &ORGANIZATION,
    &LOCALITY,
    &STATE,
    &ORGANIZATIONAL_UNIT,
    &SERIAL_NUMBER,
    &BUSINESS_CATEGORY,
    &STREET,
    &POSTAL_CODE,
    &SURNAME,
    &GIVEN_NAME,
    &DOMAIN_COMPONENT,
    &ORGANIZATION_ID,
    &EMAIL_ADDRESS,
    &JURISDICTION_COUNTRY,
    &JURISDICTION_STATE,
    &JURISDICTION_LOCALITY,
];

/// The kind with that OID.
pub(super) fn known(oid: &[u8]) -> Option<&'static Known> {
    ALL.into_iter().find(|known| known.oid == oid)
}
