//! The `testkit` part.
