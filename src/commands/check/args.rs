//! The arguments of `kanal check`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::commands::args::{InputArgs, OutputArgs, format, per_cent};
use crate::model::quantity::Share;

/// A warning that a check may have.
const STRICT: &str = "Take a warning, such as a week of late registrations, for an error";
/// A table that a check has.
const TABLE: &str = "The table that CSV carries, such as `columns` [default: the first]";

/// What `kanal check` takes.
#[derive(Debug, Args)]
#[command(mut_arg("format", |arg| arg.value_parser(format(true))))]
#[command(mut_arg("strict", |strict| strict.help(STRICT)))]
#[command(mut_arg("table", |table| table.help(TABLE)))]
pub struct CheckArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// A TOML file of scenarios, checked against the counts
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scenarios: Option<PathBuf>,
    /// A saved `kanal cost --format json` that the counts must still give
    #[arg(long, value_name = "FILE.json", value_hint = ValueHint::FilePath)]
    pub expect: Option<PathBuf>,
    /// How much a number may differ from the expected one
    #[arg(long, value_name = "PCT", value_parser = per_cent, default_value = "0", requires = "expect")]
    pub tolerance: Share,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}
