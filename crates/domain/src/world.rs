//! What the shell hands to everybody who needs the time or chance; only its implementations ask the system.

use crate::time::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The shop's present moment.
    fn now(&self) -> Timestamp;
}

/// Gives unpredictable bytes.
pub trait Random: Send + Sync {
    /// Fills `bytes` with them.
    fn fill(&self, bytes: &mut [u8]);
}
