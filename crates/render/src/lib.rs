//! The `render` part.
