//! The body of the target `server_hello`, apart from libFuzzer: `crates/doctor/tests/it/hostile.rs` drives it with its own
//! mutants.

use warifu_doctor::hello::{Parser, Reply, Want};

/// Any bytes as a server's answer to a TLS hello, in pieces of this size: read or refused, never a panic, and never more
/// than a chain's worth of what was sent.
pub fn server_hello(bytes: &[u8], size: usize) -> [Reply; 3] {
    [Want::Hello, Want::Certificates, Want::KeyExchange].map(|want| {
        let mut parser = Parser::new(want);
        let reply = bytes.chunks(size.max(1)).find_map(|chunk| parser.push(chunk)).unwrap_or_else(|| parser.end());
        if let Reply::Chosen(flight) = &reply {
            assert!(flight.chain.iter().map(Vec::len).sum::<usize>() <= bytes.len());
        }
        reply
    })
}
