//! The arguments of `kanal prices`.

use clap::{Args, ValueHint};

use crate::commands::args::OutputArgs;

/// What `kanal prices` takes.
#[derive(Debug, Args)]
pub struct PricesArgs {
    /// A built-in table, which is printed as TOML to start your own, or shown if there is a `--format`; or a file of prices, which is checked and shown [default: the built-in table is shown]
    #[arg(value_name = "NAME|FILE", value_hint = ValueHint::FilePath)]
    pub name: Option<String>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}
