//! What the tolerant PEM reader finds must come back from the strict writer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use warifu_pki::pem;

fuzz_target!(|input: &[u8]| {
    let Ok(blocks) = pem::decode_all(input) else { return };
    for block in blocks {
        // The reader trims and takes odd hyphens; the writer's labels are words.
        let is_words = !block.label.is_empty() && block.label.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_words && !block.is_private_key() {
            let again = pem::decode_all(pem::encode(&block.label, &block.der).as_bytes());
            assert_eq!(again.as_deref(), Ok([block].as_slice()));
        }
    }
});
