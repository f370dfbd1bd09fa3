//! The command `self-service`: the self-service degree by task, and what closing the gap saves.

pub mod model;
