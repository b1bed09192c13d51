//! Any bytes as a server's answer to a TLS hello, in pieces of the size that the first octet says.
#![no_main]

use warifu_fuzz::{hello, in_time};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let [size, bytes @ ..] = input {
        in_time(|| drop(hello::server_hello(bytes, usize::from(*size))));
    }
});
