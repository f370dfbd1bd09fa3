//! The edge in: bytes to model values. Every error has a place.

mod aliases;
pub mod code;
pub mod code_map;
pub mod count_files;
pub mod diagnostic;
mod dialect;
pub mod expected;
mod file_diagnostics;
pub mod filter;
pub mod header;
pub mod headings;
pub mod located;
pub mod lookup;
pub mod name_list;
pub mod number;
mod place;
pub mod prices;
mod row;
mod rows;
pub mod scenario_spec;
pub mod scenarios;
pub mod text;
mod totals;
mod week;
