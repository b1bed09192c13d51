//! The `doctor` part.
