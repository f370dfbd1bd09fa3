//! The command `pattern`: one dimension against another.

pub mod model;
