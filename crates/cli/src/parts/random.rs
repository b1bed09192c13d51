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
