//! Gathering evidence.

mod names;

pub use names::gather_names;
pub(crate) use names::side_by_side;
