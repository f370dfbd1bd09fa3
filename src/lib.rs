//! What a year of citizen enquiries costs by channel, from a count week and a price table.
//!
//! `kanal` is the program; this is the library under it. Data flows one way:
//!
//! ```text
//! arguments ──► commands/X/args ─┐
//!                                ▼
//! files ──► input ──► Counts ──► commands/X/model ──► commands/X/report ──► Report ──► render ──► text
//!              ▲                  (pure)               (tables, messages)
//! price table ─┘
//! ```
//!
//! The names below are enough to compute the cost of a year, as `examples/library.rs` does.
//! `docs/architecture.md` says where in the code to find a calculation, a sentence or a heading.

use internals::{commands, diagnostic, input, model, render, report, run, scan, template};

pub use commands::cost::model::{Cost, CostLine};
pub use diagnostic::Diagnostics;
pub use input::text::Input;
pub use model::counts::Counts;
pub use model::price_table::PriceTable;
pub use model::quantity::{Enquiries, Money, Share, Weeks};
pub use model::year::Scale;

mod shell; // arguments that can be pasted

/// The version of the keys of a report in JSON. It changes when a key is renamed or its meaning
/// changes, and not when a key is added.
const SCHEMA_VERSION: u64 = 1;

/// A name that a workbook of this program defines. A report must not be read as a count.
#[cfg(feature = "excel")]
const OWN_WORKBOOK: &str = "kanal_report";

/// The price table that is built in under a name, such as `kl-2011`.
pub fn built_in_prices(name: &str) -> Option<PriceTable> {
    input::prices::parse(&input::prices::built_in(name)?).ok()
}

/// Reads a price table in TOML.
///
/// # Errors
///
/// Every problem of the file, with its place.
pub fn read_prices(input: &Input) -> Result<PriceTable, Diagnostics> {
    input::prices::parse(input)
}

/// Reads a count in CSV, and adds it up by unit, week, channel and municipality.
///
/// # Errors
///
/// Every problem of the file, with its place.
pub fn read_count(input: Input, prices: &PriceTable) -> Result<Counts, Diagnostics> {
    let options = input::count_files::ReadOptions::default();
    let files = input::count_files::read([Ok(input.into())], prices, &[], options);
    Ok(files.sound()?.0)
}

/// What tests, benchmarks and the program itself need. It may change at any time.
#[doc(hidden)]
// Its modules lie beside this file, and the crate names them without it: `crate::input`.
#[path = ""]
pub mod internals {
    pub mod commands;
    pub mod diagnostic;
    pub mod input;
    pub mod model;
    pub mod render;
    pub mod report;
    pub mod run;
    pub mod scan;
    pub mod template;
}
