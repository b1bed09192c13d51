//! The `net` part.
