//! Certificates of any shape, sound or not, for the certificate rules: DER put together by hand, with a signature that
//! nobody checks.

use warifu_pki::Certificate;

use crate::support::{DAY, NOW};

pub(crate) const C: &[u8] = &[0x55, 4, 6];
pub(crate) const ST: &[u8] = &[0x55, 4, 8];
pub(crate) const L: &[u8] = &[0x55, 4, 7];
pub(crate) const STREET: &[u8] = &[0x55, 4, 9];
pub(crate) const O: &[u8] = &[0x55, 4, 10];
pub(crate) const OU: &[u8] = &[0x55, 4, 11];
pub(crate) const CN: &[u8] = &[0x55, 4, 3];
pub(crate) const SN: &[u8] = &[0x55, 4, 4];
pub(crate) const GN: &[u8] = &[0x55, 4, 42];
pub(crate) const SERIAL: &[u8] = &[0x55, 4, 5];
pub(crate) const CATEGORY: &[u8] = &[0x55, 4, 15];
pub(crate) const ORG_ID: &[u8] = &[0x55, 4, 97];
/// The extension that says the same in parts (EVG 9.8.2).
pub(crate) const ORG_ID_PARTS: &[u8] = &[0x67, 0x81, 0x0c, 3, 1];
pub(crate) const EMAIL: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];
pub(crate) const JURISDICTION_C: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3];
pub(crate) const JURISDICTION_ST: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 2];

pub(crate) const SKI: &[u8] = &[0x55, 29, 14];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 29, 15];
pub(crate) const SAN: &[u8] = &[0x55, 29, 17];
pub(crate) const BASIC: &[u8] = &[0x55, 29, 19];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 29, 30];
pub(crate) const CRL: &[u8] = &[0x55, 29, 31];
pub(crate) const POLICIES: &[u8] = &[0x55, 29, 32];
pub(crate) const AKI: &[u8] = &[0x55, 29, 35];
pub(crate) const POLICY_CONSTRAINTS: &[u8] = &[0x55, 29, 36];
pub(crate) const EKU: &[u8] = &[0x55, 29, 37];
pub(crate) const AIA: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
pub(crate) const TLS_FEATURE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 24];
pub(crate) const SCTS: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 2];
pub(crate) const POISON: &[u8] = &[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 3];

pub(crate) const DV: &[u8] = &[0x67, 0x81, 0x0c, 1, 2, 1];
pub(crate) const OV: &[u8] = &[0x67, 0x81, 0x0c, 1, 2, 2];
pub(crate) const IV: &[u8] = &[0x67, 0x81, 0x0c, 1, 2, 3];
pub(crate) const EV: &[u8] = &[0x67, 0x81, 0x0c, 1, 1];

pub(crate) const OCSP: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1];
pub(crate) const CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 2];
pub(crate) const CPS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 2, 1];

pub(crate) const UTF8: u8 = 12;
pub(crate) const PRINTABLE: u8 = 19;
pub(crate) const T61: u8 = 20;
pub(crate) const IA5: u8 = 22;

const RSA_SHA256: &[u8] = &[0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11, 5, 0];
pub(crate) const RSA_SHA1: &[u8] = &[0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5, 5, 0];

/// One element.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let [.., high, middle, low] = body.len().to_be_bytes();
    let mut out = vec![tag];
    match body.len() {
        0..0x80 => out.push(low),
        0x80..0x100 => out.extend([0x81, low]),
        0x100..0x1_0000 => out.extend([0x82, middle, low]),
        _ => out.extend([0x83, high, middle, low]),
    }
    out.extend(body);
    out
}

pub(crate) fn seq(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

/// A SEQUENCE OF values made from each item.
pub(crate) fn list<T>(items: &[T], make: impl Fn(&T) -> Vec<u8>) -> Vec<u8> {
    seq(&[&items.iter().flat_map(make).collect::<Vec<_>>()])
}

pub(crate) fn dns(names: &[&str]) -> Vec<u8> {
    list(names, |name| tlv(0x82, &[name.as_bytes()]))
}

pub(crate) fn policies(oids: &[&[u8]]) -> Vec<u8> {
    list(oids, |oid| seq(&[&tlv(6, &[oid])]))
}

pub(crate) fn purposes(last: &[u8]) -> Vec<u8> {
    list(last, |last| tlv(6, &[&[0x2b, 6, 1, 5, 5, 7, 3, *last]]))
}

pub(crate) fn access(entries: &[(&[u8], &str)]) -> Vec<u8> {
    list(entries, |(method, url)| seq(&[&tlv(6, &[method]), &tlv(0x86, &[url.as_bytes()])]))
}

pub(crate) fn crl(url: &str) -> Vec<u8> {
    seq(&[&seq(&[&tlv(0xa0, &[&tlv(0xa0, &[&tlv(0x86, &[url.as_bytes()])])])])])
}

/// Logs (version, id, Unix seconds) as a SignedCertificateTimestampList.
pub(crate) fn scts(entries: &[(u8, u8, i64)]) -> Vec<u8> {
    let vector = |body: Vec<u8>| [u16::try_from(body.len()).unwrap().to_be_bytes().to_vec(), body].concat();
    let sct = |(version, log, at): &(u8, u8, i64)| {
        let time = (u64::try_from(*at).unwrap() * 1000).to_be_bytes();
        vector([&[*version][..], &[*log; 32], &time, &[0, 0, 4, 3, 0, 2, 0x30, 0]].concat())
    };
    tlv(4, &[&vector(entries.iter().flat_map(sct).collect())])
}

/// What a certificate will say; a test changes what it is about.
pub(crate) struct Mint {
    pub(crate) version: u8,
    pub(crate) serial: Vec<u8>,
    pub(crate) algorithm: Vec<u8>,
    /// The one outside the signed part, if another.
    pub(crate) outer_algorithm: Option<Vec<u8>>,
    pub(crate) issuer: Vec<(&'static [u8], &'static str)>,
    /// notBefore and notAfter in Unix seconds.
    pub(crate) validity: (i64, i64),
    pub(crate) times: Option<[Vec<u8>; 2]>,
    /// OID, string type and octets; one RDN each.
    pub(crate) subject: Vec<(&'static [u8], u8, Vec<u8>)>,
    pub(crate) one_rdn: bool,
    pub(crate) spki: Vec<u8>,
    pub(crate) unique_id: bool,
    /// OID, `critical` if written, and value.
    pub(crate) extensions: Vec<(&'static [u8], Option<bool>, Vec<u8>)>,
}

impl Mint {
    /// A sound DV certificate for www.example.com, issued on the day of the tests for 90 days.
    pub(crate) fn dv() -> Self {
        Self {
            version: 2,
            serial: vec![0x33; 16],
            algorithm: RSA_SHA256.to_vec(),
            outer_algorithm: None,
            issuer: vec![(C, "JP"), (O, "Example CA"), (CN, "Example DV CA 1")],
            validity: (NOW, NOW + 90 * DAY - 1),
            times: None,
            subject: vec![],
            one_rdn: false,
            spki: p256(),
            unique_id: false,
            extensions: vec![
                (KEY_USAGE, Some(true), vec![3, 2, 7, 0x80]),
                (EKU, None, purposes(&[1])),
                (BASIC, Some(true), seq(&[])),
                (AKI, None, seq(&[&tlv(0x80, &[&[7; 20]])])),
                (AIA, None, access(&[(CA_ISSUERS, "http://ca.example.com/dv1.cer")])),
                (CRL, None, crl("http://ca.example.com/dv1.crl")),
                (SAN, Some(true), dns(&["www.example.com"])),
                (POLICIES, None, policies(&[DV])),
                (SCTS, None, scts(&[(0, 1, NOW), (0, 2, NOW)])),
            ],
        }
    }

    pub(crate) fn ov() -> Self {
        Self::dv().policy(OV).subject(&[(C, "JP"), (ST, "Tokyo"), (L, "千代田区"), (O, "Example K.K.")])
    }

    pub(crate) fn iv() -> Self {
        Self::dv().policy(IV).subject(&[(C, "JP"), (ST, "Tokyo"), (SN, "Rei"), (GN, "Jirei")])
    }

    pub(crate) fn ev() -> Self {
        Self::dv().policy(EV).subject(&[
            (JURISDICTION_C, "JP"),
            (CATEGORY, "Private Organization"),
            (SERIAL, "0100-01-000001"),
            (C, "JP"),
            (ST, "Tokyo"),
            (L, "Chiyoda-ku"),
            (O, "Example K.K."),
        ])
    }

    /// A sound intermediate.
    pub(crate) fn ca() -> Self {
        let mut mint = Self::dv().without(SAN).without(SCTS).with(BASIC, seq(&[&[1, 1, 0xff], &[2, 1, 0]]));
        mint.extensions.push((SKI, None, tlv(4, &[&[9; 20]])));
        mint.with(KEY_USAGE, vec![3, 2, 1, 6]).with(POLICIES, policies(&[&[0x55, 29, 32, 0]])).subject(&[
            (C, "JP"),
            (O, "Example CA"),
            (CN, "Example DV CA 2"),
        ])
    }

    /// A private CA's certificate: no policy of the Baseline Requirements, and little else.
    pub(crate) fn private() -> Self {
        Self::dv().without(POLICIES).without(SCTS).without(CRL).without(AIA)
    }

    /// Replaces an extension's value, and keeps whether it is critical.
    pub(crate) fn with(mut self, oid: &'static [u8], value: Vec<u8>) -> Self {
        match self.extensions.iter_mut().find(|(known, ..)| *known == oid) {
            Some(extension) => extension.2 = value,
            None => self.extensions.push((oid, None, value)),
        }
        self
    }

    pub(crate) fn critical(mut self, oid: &'static [u8], critical: Option<bool>) -> Self {
        self.extensions.iter_mut().find(|(known, ..)| *known == oid).unwrap().1 = critical;
        self
    }

    pub(crate) fn without(mut self, oid: &'static [u8]) -> Self {
        self.extensions.retain(|(known, ..)| *known != oid);
        self
    }

    pub(crate) fn policy(self, oid: &'static [u8]) -> Self {
        self.with(POLICIES, policies(&[oid]))
    }

    /// A subject in the usual string types; the SAN is critical when it is empty.
    pub(crate) fn subject(mut self, attributes: &[(&'static [u8], &str)]) -> Self {
        self.subject.clear();
        for (oid, text) in attributes {
            self = self.attribute(oid, text);
        }
        if let Some(san) = self.extensions.iter_mut().find(|(known, ..)| *known == SAN) {
            san.1 = attributes.is_empty().then_some(true);
        }
        self
    }

    /// One more attribute at the end.
    pub(crate) fn attribute(mut self, oid: &'static [u8], text: &str) -> Self {
        let tag = match oid {
            C | SERIAL | JURISDICTION_C => PRINTABLE,
            EMAIL => IA5,
            _ => UTF8,
        };
        self.subject.push((oid, tag, text.as_bytes().to_vec()));
        if let Some(san) = self.extensions.iter_mut().find(|(known, ..)| *known == SAN) {
            san.1 = None;
        }
        self
    }

    pub(crate) fn names(self, names: &[&str]) -> Self {
        self.with(SAN, dns(names))
    }

    /// Issued at `from` for so many seconds, both ends included.
    pub(crate) fn valid(mut self, from: i64, seconds: i64) -> Self {
        self.validity = (from, from + seconds - 1);
        let logs = if seconds > 180 * DAY { 3 } else { 2 };
        let entries: Vec<_> = (0..logs).map(|log| (0, log, from.min(NOW))).collect();
        if self.extensions.iter().any(|(oid, ..)| *oid == SCTS) { self.with(SCTS, scts(&entries)) } else { self }
    }

    pub(crate) fn change(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn certificate(&self) -> Certificate {
        let name = |attributes: Vec<Vec<u8>>| {
            let sets: Vec<_> = if self.one_rdn {
                tlv(0x31, &[&attributes.concat()])
            } else {
                attributes.iter().flat_map(|attribute| tlv(0x31, &[attribute])).collect()
            };
            seq(&[&sets])
        };
        let issuer = self.issuer.iter().map(|(oid, text)| seq(&[&tlv(6, &[oid]), &tlv(PRINTABLE, &[text.as_bytes()])]));
        let subject = self.subject.iter().map(|(oid, tag, octets)| seq(&[&tlv(6, &[oid]), &tlv(*tag, &[octets])]));
        let extensions = list(&self.extensions, |(oid, critical, value)| {
            let critical = critical.map_or(vec![], |critical| vec![1, 1, if critical { 0xff } else { 0 }]);
            seq(&[&tlv(6, &[oid]), &critical, &tlv(4, &[value])])
        });
        let times = [self.validity.0, self.validity.1].map(utc_time);
        let times = self.times.as_ref().unwrap_or(&times);
        let unique_id = if self.unique_id { tlv(0x81, &[&[0, 1]]) } else { vec![] };
        let tbs = seq(&[
            &tlv(0xa0, &[&[2, 1, self.version]]),
            &tlv(2, &[&self.serial]),
            &self.algorithm,
            &name(issuer.collect()),
            &seq(&[&times[0], &times[1]]),
            &name(subject.collect()),
            &self.spki,
            &unique_id,
            &tlv(0xa3, &[&extensions]),
        ]);
        let outer = self.outer_algorithm.as_ref().unwrap_or(&self.algorithm);
        Certificate::from_der(seq(&[&tbs, outer, &tlv(3, &[&[0], &[1; 64]])])).unwrap()
    }
}

pub(crate) fn p256() -> Vec<u8> {
    const ALGORITHM: &[u8] =
        &[0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    seq(&[ALGORITHM, &tlv(3, &[&[0, 4], &[5; 64]])])
}

/// An RSA key whose modulus begins with an octet and has no small factor.
pub(crate) fn rsa(first: u8, octets: usize, exponent: &[u8], parameters: &[u8]) -> Vec<u8> {
    let algorithm = seq(&[&tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]]), parameters]);
    let mut modulus = vec![first];
    modulus.extend((1..octets).map(|at| u8::try_from(at * 37 % 251).unwrap() | 1));
    let (mut low, middle) = (1_u8, octets / 2);
    while (3..752_u32)
        .step_by(2)
        .any(|p| modulus.iter().fold(0, |rest, octet| (rest << 8 | u32::from(*octet)) % p) == 0)
    {
        low += 2;
        modulus[middle] = low;
    }
    let sign: &[u8] = if first >= 0x80 { &[0] } else { &[] };
    let key = seq(&[&tlv(2, &[sign, &modulus]), &tlv(2, &[exponent])]);
    seq(&[&algorithm, &tlv(3, &[&[0], &key])])
}

/// UTCTime, for years through 2049.
fn utc_time(unix: i64) -> Vec<u8> {
    tlv(0x17, &[&civil(unix).as_bytes()[2..]])
}

/// `YYYYMMDDHHMMSSZ`, found day by day.
pub(crate) fn civil(unix: i64) -> String {
    let (mut days, seconds) = (unix.div_euclid(DAY), unix.rem_euclid(DAY));
    let (mut year, mut month) = (1970, 0);
    let length = |year: i64, month: usize| match month {
        1 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    };
    while days >= length(year, month) {
        days -= length(year, month);
        month += 1;
        if month == 12 {
            (year, month) = (year + 1, 0);
        }
    }
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year}{:02}{:02}{hour:02}{minute:02}{second:02}Z", month + 1, days + 1)
}
