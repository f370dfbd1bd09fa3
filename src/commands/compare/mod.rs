//! The command `compare`: what changed between two counts, and why.

pub mod model;
