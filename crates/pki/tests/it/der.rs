//! DER by hand, for what no tool writes; the doctor's tests take this file in as well.

/// An element of up to 65,535 octets.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let [high, low] = u16::try_from(body.len()).unwrap().to_be_bytes();
    let head = if high > 0 {
        vec![tag, 0x82, high, low]
    } else if low > 127 {
        vec![tag, 0x81, low]
    } else {
        vec![tag, low]
    };
    [head, body].concat()
}
