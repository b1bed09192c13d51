//! DER (X.690 §10), read and written: what PKCS#10, X.509 and CRLs are made of.
//!
//! The reader is strict (definite, shortest lengths; one-octet tags), never recurses and copies nothing. Every element
//! knows its absolute span, so that owners of the bytes keep spans instead of borrowed slices.

use std::{fmt, ops::Range};

use crate::digest::hex;

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const UTF8_STRING: u8 = 0x0c;
pub(crate) const PRINTABLE_STRING: u8 = 0x13;
pub(crate) const IA5_STRING: u8 = 0x16;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// `[number]`, primitive.
pub(crate) const fn context(number: u8) -> u8 {
    0x80 | number
}

/// `[number]`, constructed.
pub(crate) const fn context_constructed(number: u8) -> u8 {
    0xa0 | number
}

/// What was expected and where (octets from the start of the DER) it was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DerError {
    /// A short name of the thing that could not be read, for a message's parameter.
    pub what: &'static str,
    /// Octets from the start.
    pub at: usize,
}

impl fmt::Display for DerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at octet {}", self.what, self.at)
    }
}

impl std::error::Error for DerError {}

type Result<T, E = DerError> = std::result::Result<T, E>;

/// One tag-length-value; `body` is borrowed, `whole` and `inner` are spans in the outermost bytes.
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    pub(crate) whole: Range<usize>,
    pub(crate) inner: Range<usize>,
    pub(crate) body: &'a [u8],
    bytes: &'a [u8],
}

impl<'a> Element<'a> {
    /// Reads what is inside a constructed element, or the DER that an OCTET STRING wraps.
    pub(crate) fn open(&self) -> Reader<'a> {
        Reader { bytes: self.bytes, at: self.inner.start, end: self.inner.end }
    }

    /// The element with its tag and length.
    pub(crate) fn full(&self) -> &'a [u8] {
        self.bytes.get(self.whole.clone()).unwrap_or_default()
    }

    /// The octets of a BIT STRING without unused bits, which is every one in keys and signatures.
    pub(crate) fn bits(&self) -> Result<Range<usize>> {
        match self.body.first() {
            Some(0) => Ok(self.inner.start + 1..self.inner.end),
            _ => self.err("bit_string"),
        }
    }

    /// DER's TRUE or FALSE; any other octet is BER.
    pub(crate) fn boolean(&self) -> Result<bool> {
        match self.body {
            [0xff] => Ok(true),
            [0x00] => Ok(false),
            _ => self.err("boolean"),
        }
    }

    /// A non-negative INTEGER that fits an octet: versions, path lengths, reasons.
    pub(crate) fn small_integer(&self) -> Result<u8> {
        match *self.body {
            [value] if value < 0x80 => Ok(value),
            _ => self.err("integer"),
        }
    }

    /// The magnitude of a positive INTEGER, without the sign octet.
    pub(crate) fn magnitude(&self) -> Result<&'a [u8]> {
        match *self.body {
            [0, ref rest @ ..] if rest.first().is_some_and(|b| *b >= 0x80) => Ok(rest),
            [first, ..] if (1..0x80).contains(&first) => Ok(self.body),
            _ => self.err("integer"),
        }
    }

    /// Seconds since 1970 of a UTCTime or GeneralizedTime in RFC 5280's only form (§4.1.2.5: seconds, `Z`).
    pub(crate) fn time(&self) -> Result<i64> {
        let year_digits = match self.tag {
            UTC_TIME => 2,
            GENERALIZED_TIME => 4,
            _ => return self.err("time"),
        };
        match self.body {
            [digits @ .., b'Z'] if digits.len() == year_digits + 10 && digits.iter().all(u8::is_ascii_digit) => {
                let number = |part: &[u8]| part.iter().fold(0_i64, |n, d| n * 10 + i64::from(d - b'0'));
                let (year, rest) = digits.split_at(year_digits);
                let field = |at: usize| number(rest.get(at * 2..at * 2 + 2).unwrap_or_default());
                let year = match (year_digits, number(year)) {
                    (2, y) if y < 50 => 2000 + y,
                    (2, y) => 1900 + y,
                    (_, y) => y,
                };
                let civil =
                    Civil { year, month: field(0), day: field(1), hour: field(2), minute: field(3), second: field(4) };
                civil.to_unix().map_or_else(|| self.err("time"), Ok)
            }
            _ => self.err("time"),
        }
    }

    pub(crate) fn err<T>(&self, what: &'static str) -> Result<T> {
        Err(DerError { what, at: self.whole.start })
    }
}

/// Whether an upload is DER rather than text. `0` is SEQUENCE's octet too, but a text would not go on with a length in
/// long form, nor with a short one that is just its own.
pub(crate) fn is_der(input: &[u8]) -> bool {
    match input {
        [SEQUENCE, 0x81..=0x84, ..] => true,
        [SEQUENCE, length, rest @ ..] => usize::from(*length) == rest.len(),
        _ => false,
    }
}

/// Walks the elements of one level.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, end: bytes.len() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The next element, whatever its tag.
    pub(crate) fn any(&mut self, what: &'static str) -> Result<Element<'a>> {
        let error = DerError { what, at: self.at };
        let start = self.at;
        let rest = self.bytes.get(start..self.end).ok_or(error)?;
        let (tag, header, length) = match *rest {
            // High tag numbers never occur in PKIX; a long form that a shorter one could say is not DER.
            [tag, ..] if tag & 0x1f == 0x1f => return Err(error),
            [tag, length, ..] if length < 0x80 => (tag, 2, usize::from(length)),
            [tag, 0x81, length, ..] if length >= 0x80 => (tag, 3, usize::from(length)),
            [tag, 0x82, high, low, ..] if high > 0 => (tag, 4, usize::from(high) << 8 | usize::from(low)),
            [tag, 0x83, high, mid, low, ..] if high > 0 => {
                (tag, 5, usize::from(high) << 16 | usize::from(mid) << 8 | usize::from(low))
            }
            _ => return Err(error),
        };
        let inner = start + header..start + header + length;
        if inner.end > self.end {
            return Err(error);
        }
        let body = self.bytes.get(inner.clone()).ok_or(error)?;
        self.at = inner.end;
        Ok(Element { tag, whole: start..inner.end, inner, body, bytes: self.bytes })
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8, what: &'static str) -> Result<Element<'a>> {
        let at = self.at;
        let element = self.any(what)?;
        if element.tag == tag { Ok(element) } else { Err(DerError { what, at }) }
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8, what: &'static str) -> Result<Option<Element<'a>>> {
        if self.at < self.end && self.bytes.get(self.at) == Some(&tag) { self.any(what).map(Some) } else { Ok(None) }
    }

    /// Nothing may follow.
    pub(crate) fn finish(&self, what: &'static str) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(DerError { what, at: self.at }) }
    }
}

/// An OID as it is written; its octets in hexadecimal when a number is too large to be anyone's.
pub(crate) fn dotted(oid: &[u8]) -> String {
    let mut numbers: Vec<String> = Vec::new();
    let mut number = 0_u64;
    for octet in oid {
        if number >> 57 != 0 {
            return hex(oid);
        }
        number = number << 7 | u64::from(octet & 0x7f);
        if octet & 0x80 == 0 {
            if numbers.is_empty() {
                let first = (number / 40).min(2);
                numbers.push(first.to_string());
                number -= first * 40;
            }
            numbers.push(number.to_string());
            number = 0;
        }
    }
    numbers.join(".")
}

/// A date and time of day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

impl Civil {
    /// Seconds since 1970; `None` for a date that the calendar does not have.
    pub(crate) fn to_unix(self) -> Option<i64> {
        let Self { year, month, day, hour, minute, second } = self;
        let first = days_before(year, month);
        let next = if month == 12 { days_before(year + 1, 1) } else { days_before(year, month + 1) };
        let exists = (1..=12).contains(&month)
            && (1..=next - first).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        exists.then(|| (first + day - 1) * 86_400 + hour * 3600 + minute * 60 + second)
    }

    pub(crate) fn from_unix(unix: i64) -> Self {
        let (days, seconds) = (unix.div_euclid(86_400), unix.rem_euclid(86_400));
        // Never too late a year on either side of 1970; the loop makes up what is missing in ever larger steps.
        let mut year = 1970 + days.div_euclid(if days < 0 { 365 } else { 366 });
        while days_before(year + 1, 1) <= days {
            year += ((days - days_before(year + 1, 1)) / 366).max(1);
        }
        let month = (1..=12).rev().find(|month| days_before(year, *month) <= days).unwrap_or(1);
        let day = days - days_before(year, month) + 1;
        Self { year, month, day, hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60 }
    }
}

/// Days from 1970-01-01 to the first of a month.
fn days_before(year: i64, month: i64) -> i64 {
    const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let leap_days_through = |y: i64| y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
    let is_leap = leap_days_through(year) > leap_days_through(year - 1);
    let in_year = usize::try_from(month - 1).ok().and_then(|m| BEFORE_MONTH.get(m)).copied().unwrap_or(0);
    (year - 1970) * 365 + leap_days_through(year - 1) - leap_days_through(1969)
        + in_year
        + i64::from(is_leap && month > 2)
}

/// Writes DER; a constructed element is a closure that writes its parts.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    /// The bytes of one element.
    pub(crate) fn element(tag: u8, fill: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut writer = Self::default();
        writer.nest(tag, fill);
        writer.0
    }

    /// The same without growing on the way, so that no copies of a secret are left behind; `octets_max` bounds the whole.
    #[cfg(feature = "keystore")]
    pub(crate) fn secret(tag: u8, octets_max: usize, fill: impl FnOnce(&mut Self)) -> zeroize::Zeroizing<Vec<u8>> {
        let mut writer = Self(Vec::with_capacity(octets_max));
        writer.nest(tag, fill);
        zeroize::Zeroizing::new(writer.0)
    }

    pub(crate) fn nest(&mut self, tag: u8, fill: impl FnOnce(&mut Self)) {
        let start = self.0.len();
        fill(self);
        let length = self.0.len() - start;
        let octets = length.to_be_bytes();
        let significant = octets.len() - octets.iter().take_while(|b| **b == 0).count();
        let short = octets.last().copied().unwrap_or(0);
        let header: Vec<u8> = if length < 0x80 {
            vec![tag, short]
        } else {
            let count = u8::try_from(significant).unwrap_or(0);
            [tag, 0x80 | count].into_iter().chain(octets.into_iter().skip(octets.len() - significant)).collect()
        };
        self.0.splice(start..start, header);
    }

    pub(crate) fn sequence(&mut self, fill: impl FnOnce(&mut Self)) {
        self.nest(SEQUENCE, fill);
    }

    /// Elements that are DER already.
    pub(crate) fn raw(&mut self, der: &[u8]) {
        self.0.extend_from_slice(der);
    }

    pub(crate) fn primitive(&mut self, tag: u8, body: &[u8]) {
        self.nest(tag, |w| w.raw(body));
    }

    /// An OID given by its body.
    pub(crate) fn oid(&mut self, body: &[u8]) {
        self.primitive(OID, body);
    }

    /// A non-negative INTEGER from big-endian octets, shortened and given its sign octet.
    pub(crate) fn unsigned(&mut self, big_endian: &[u8]) {
        let leading = big_endian.iter().take_while(|b| **b == 0).count();
        let magnitude = big_endian.get(leading..).unwrap_or_default();
        self.nest(INTEGER, |w| {
            if magnitude.first().is_none_or(|b| *b >= 0x80) {
                w.0.push(0);
            }
            w.raw(magnitude);
        });
    }

    pub(crate) fn bit_string(&mut self, octets: &[u8]) {
        self.nest(BIT_STRING, |w| {
            w.0.push(0);
            w.raw(octets);
        });
    }

    /// A named-bit list of at most eight bits: trailing zero bits are not written (X.690 §11.2.2).
    pub(crate) fn named_bits(&mut self, bits: u8) {
        let unused = u8::try_from(bits.trailing_zeros().min(7)).unwrap_or(0);
        self.primitive(BIT_STRING, &[unused, bits]);
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.primitive(BOOLEAN, &[if value { 0xff } else { 0 }]);
    }

    /// RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime after.
    pub(crate) fn time(&mut self, unix: i64) {
        let Civil { year, month, day, hour, minute, second } = Civil::from_unix(unix);
        let rest = format!("{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
        if (1950..2050).contains(&year) {
            self.primitive(UTC_TIME, format!("{:02}{rest}", year % 100).as_bytes());
        } else {
            self.primitive(GENERALIZED_TIME, format!("{year:04}{rest}").as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_der() {
        for (bytes, why) in [
            (&[][..], "nothing"),
            (&[0x30], "no length"),
            (&[0x30, 0x01], "body cut"),
            (&[0x30, 0x80, 0, 0], "indefinite length"),
            (&[0x04, 0x81, 0x01, 0], "long form of a short length"),
            (&[0x04, 0x82, 0x00, 0x80], "leading zero in the length"),
            (&[0x1f, 0x81, 0x01, 0], "high tag number"),
            (&[0x04, 0x84, 0xff, 0xff, 0xff, 0xff], "four octets of length"),
        ] {
            assert!(Reader::new(bytes).any("element").is_err(), "{why}");
        }
    }

    #[test]
    fn times_go_both_ways() {
        for (unix, text) in [
            (0, "700101000000Z"),
            (951_782_400, "000229000000Z"),
            (1_795_305_600, "261122000000Z"),
            (2_524_607_999, "491231235959Z"),
            (2_524_608_000, "20500101000000Z"),
            (-1, "691231235959Z"),
            (253_402_300_799, "99991231235959Z"),
        ] {
            let mut writer = Writer::default();
            writer.time(unix);
            let element = Reader::new(&writer.0).any("time").unwrap();
            assert_eq!(std::str::from_utf8(element.body).unwrap(), text);
            assert_eq!(element.time(), Ok(unix));
        }
        for wrong in [
            "260229000000Z",
            "261131000000Z",
            "261100000000Z",
            "261322000000Z",
            "260001000000Z",
            "261122240000Z",
            "261122006000Z",
            "261122000060Z",
            "2611220000Z",
            "26112200000+Z",
        ] {
            let der = Writer::element(UTC_TIME, |w| w.raw(wrong.as_bytes()));
            assert!(Reader::new(&der).any("time").unwrap().time().is_err(), "{wrong}");
        }
    }

    #[test]
    fn writes_lengths_and_integers() {
        for (length, header) in [
            (0x7f_usize, &[4_u8, 0x7f][..]),
            (0x80, &[4, 0x81, 0x80]),
            (0x100, &[4, 0x82, 1, 0]),
            (0x1_0000, &[4, 0x83, 1, 0, 0]),
        ] {
            let der = Writer::element(OCTET_STRING, |w| w.raw(&vec![0; length]));
            assert!(der.starts_with(header));
            assert_eq!(Reader::new(&der).any("octets").unwrap().body.len(), length);
        }
        for (octets, body) in [(&[0_u8, 0][..], &[0_u8][..]), (&[0, 1], &[1]), (&[0x80], &[0, 0x80])] {
            let mut writer = Writer::default();
            writer.unsigned(octets);
            assert_eq!(Reader::new(&writer.0).any("integer").unwrap().body, body);
        }
    }
}
