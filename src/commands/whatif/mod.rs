//! The command `whatif`: what moves and prices save.

pub mod model;
