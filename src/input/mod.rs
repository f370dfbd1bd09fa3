//! Input: files and arguments are read into the values of the model. Every problem has its place.

mod aliases; // other names of types, closures and tasks
#[cfg(feature = "excel")]
mod archive; // whether the archive of a workbook is sound
mod closings;
mod columns; // the role of each column, and columns that may have one
pub mod count_files; // the files of a count, found in folders and read on all cores
pub mod description; // count descriptions
mod dialect; // the delimiter of a CSV file
#[cfg(feature = "excel")]
pub mod excel; // workbooks
pub mod expected; // `--expect`: a report against a saved one
mod file_diagnostics; // the problems of a file, in its order
pub mod filter; // `--where`, `--week` and `--only`
pub mod guarded; // panics of a library on a damaged file
pub mod header; // the header of a count: what each column means
pub mod headings; // the words in a header
pub mod layout_options; // `--column` and the other options on columns
pub mod located; // words and numbers that know where they stand
pub mod lookup; // words that must be one of those known
pub mod name_list; // `--names`
pub mod number; // counts, prices and per cents as people write them
pub mod opening_hours; // opening hours, and `--close`
mod preview; // the records at the start of a file, and those that two files share
mod price_list; // price tables as a list of channels and prices
pub mod prices; // price tables in TOML, and `--map`
mod row; // one row, and the problems of its cells
mod rows; // rows to counts, for the scan
pub mod saved_scenarios;
pub mod scenarios; // scenarios as they are written, and resolved in a count and a price table
pub mod text; // encodings, and files that are no text
mod time_of_day; // hours
mod totals; // totals in a count, checked and left out
mod unit_checks; // units that sum up others, and merged cells
pub mod week; // weeks and dates
