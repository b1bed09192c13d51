//! The `store` part.
