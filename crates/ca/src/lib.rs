//! The `ca` part.
