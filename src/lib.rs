//! What a year of citizen enquiries costs by channel, from a count week and a price table.
//!
//! Data flows one way:
//!
//! ```text
//! arguments ─ cli ─┐
//!                  ▼
//! files ── input ─► Counts ─► model ─► result ─► report ─► Report ─► render ─► text
//!                    ▲                 (pure)               (neutral tables)
//! price table ───────┘
//! ```
//!
//! The modules in reading order: `model` calculates, `input` makes its values from files,
//! `report` makes neutral tables of its results, `render` writes them, `cli` holds the
//! arguments, and `run` ties it together.

mod cli;
mod input;
mod model;
mod render;
mod report;
mod run;
mod scan;

/// What tests, benchmarks and the program itself need. It may change at any time.
#[doc(hidden)]
pub mod internals {
    pub mod cli {
        pub use crate::cli::*;
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
