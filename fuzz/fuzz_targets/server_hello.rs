//! Any bytes as a server's answer to a TLS hello, in pieces of any size: `warifu_doctor::hello`.
#![no_main]

#[path = "../src/hello.rs"]
mod hello;

libfuzzer_sys::fuzz_target!(|input: (Vec<u8>, u8)| {
    hello::server_hello(&input.0, input.1.into());
});
