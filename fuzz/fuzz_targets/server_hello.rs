//! Any bytes as a server's answer to a TLS hello, in pieces of any size: read or refused, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use warifu_doctor::hello::{Parser, Want};

fuzz_target!(|input: (Vec<u8>, u8)| {
    let (bytes, size) = input;
    for want in [Want::Hello, Want::Certificates, Want::KeyExchange] {
        let mut parser = Parser::new(want);
        let answered = bytes.chunks(usize::from(size).max(1)).any(|chunk| parser.push(chunk).is_some());
        if !answered {
            parser.end();
        }
    }
});
