//! What a year of citizen enquiries costs by channel, from a count week and a price table.
//!
//! Data flows one way:
//!
//! ```text
//! arguments ─ cli ─┐
//!                  ▼
//! files ── input ─► Counts ─► commands/X/model ─► report ─► Report ─► render ─► text
//!            ▲                       (pure)              (neutral tables)
//! price table ┘
//! ```
//!
//! The modules in reading order: `model` holds what all calculations share, `commands` has a
//! folder with the calculation of each command, `input` makes their values from files, `report`
//! makes neutral tables of the results, `render` writes them, `cli` holds the arguments, and
//! `run` ties it together.

mod commands;
mod input;
mod model;
mod render;
mod report;
mod run;
mod scan;

/// What tests, benchmarks and the program itself need. It may change at any time.
#[doc(hidden)]
pub mod internals {
    pub mod commands {
        pub use crate::commands::*;
    }
    pub mod input {
        pub use crate::input::*;
    }
    pub mod model {
        pub use crate::model::*;
    }
    pub mod render {
        pub use crate::render::*;
    }
    pub mod report {
        pub use crate::report::*;
    }
    pub mod scan {
        pub use crate::scan::*;
    }
    pub mod run {
        pub use crate::run::*;
    }
}
