//! The commands: one folder each. A folder's `model.rs` is the pure calculation.

pub mod compare;
pub mod contact_centre;
pub mod cost;
pub mod goal;
pub mod pattern;
pub mod self_service;
pub mod whatif;
