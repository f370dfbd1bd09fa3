//! The command `cost`: the variable cost of a year, by channel and by unit.

pub mod model;
