use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use warifu_domain::world::Random;

/// Random bytes from aws-lc-rs, seeded by the operating system.
pub(crate) struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if aws_lc_rs::rand::fill(bytes).is_err() {
            // Going on would mean predictable keys and tokens.
            std::process::abort();
        }
    }
}

/// 120 random bits for a person to copy.
pub(crate) fn random_password() -> String {
    random_text::<15>()
}

/// 128 random bits that name a wish to the shop, so that repeating it is safe.
pub(crate) fn random_key() -> String {
    random_text::<16>()
}

fn random_text<const BYTES: usize>() -> String {
    let mut random = [0; BYTES];
    SystemRandom.fill(&mut random);
    URL_SAFE_NO_PAD.encode(random)
}
