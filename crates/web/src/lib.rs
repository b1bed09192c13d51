//! The `web` part.
