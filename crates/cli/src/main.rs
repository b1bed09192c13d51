//! The `warifu` command.
fn main() {}
