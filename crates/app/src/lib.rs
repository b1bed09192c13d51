//! The `app` part.
