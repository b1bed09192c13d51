//! The `wire` part.
