//! The command `goal`: the smallest move that reaches a saving, a cost or a digital share.

pub mod model;
