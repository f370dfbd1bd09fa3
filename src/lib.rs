//! What a year of citizen enquiries costs by channel, from a count week and a price table.
//!
//! Data flows one way:
//!
//! ```text
//! arguments ─ cli ─┐
//!                  ▼
//! files ── read ─► Counts ─► model ─► result ─► report ─► Report ─► render ─► text
//!                    ▲                 (pure)               (neutral tables)
//! price table ───────┘
//! ```
//!
//! The modules in reading order: [`model`] calculates, [`read`] makes its values
//! from files, [`report`] makes neutral tables of its results, [`render`] writes
//! them, [`cli`] says what can be typed, and [`run`] ties it together.

pub mod cli;
pub mod model;
pub mod read;
pub mod render;
pub mod report;
pub mod run;
