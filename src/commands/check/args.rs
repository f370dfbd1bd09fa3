//! The arguments of `kanal check`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::commands::args::{GivenOptions, InputArgs, OutputArgs, PRICES, format, per_cent};
use crate::input::description::is_description;
use crate::model::quantity::Share;

/// A warning that a check may have.
const STRICT: &str = "Take a warning, such as a week of late registrations, for an error";
/// A table that a check has.
const TABLE: &str = "The table that CSV carries, such as `columns` [default: the first]";

/// What `kanal check` takes.
#[derive(Debug, Clone, Args)]
#[command(mut_arg("format", |arg| arg.value_parser(format(true))))]
#[command(mut_arg("strict", |strict| strict.help(STRICT)))]
#[command(mut_arg("table", |table| table.help(TABLE)))]
pub struct CheckArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Check the files one by one, and not added up: the verdict on each
    #[arg(long, conflicts_with_all = ["expect", "describe"])]
    pub each: bool,
    /// A TOML file of scenarios, checked against the counts
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scenarios: Option<PathBuf>,
    /// A saved `kanal cost --format json` that the counts must still give
    #[arg(long, value_name = "FILE.json", value_hint = ValueHint::FilePath)]
    pub expect: Option<PathBuf>,
    /// Another price for a channel than that of the table, as `kanal cost` takes it
    #[arg(id = "price", long, value_name = "CHANNEL=KR", help_heading = PRICES)]
    pub set_prices: Vec<String>,
    /// How much a number may differ from the expected one
    #[arg(long, value_name = "PCT", value_parser = per_cent, default_value = "0", requires = "expect")]
    pub tolerance: Share,
    /// Write a count description: a TOML file with these files and flags, to be given as FILE; nothing is replaced
    #[arg(long, value_name = "FILE.toml", value_parser = description_file, value_hint = ValueHint::FilePath)]
    pub describe: Option<PathBuf>,
    /// The flags on how the count is read, those of a count description among them.
    #[arg(skip)]
    pub read: GivenOptions,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

fn description_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_one = is_description(&path);
    is_one.then_some(path).ok_or_else(|| "expected a name that ends in .toml".to_owned())
}
