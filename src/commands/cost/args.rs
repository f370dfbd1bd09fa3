//! The arguments of `kanal cost`.

use clap::Args;

use crate::commands::args::{InputArgs, OutputArgs, PRICES, amount, dimension};
use crate::model::counts::Dimension;
use crate::model::quantity::Money;

/// What `kanal cost` takes.
#[derive(Debug, Args)]
pub struct CostArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Tables to print: kanal (channel), enhed (unit), uge (week), opgave (task), type, afslutning (closure), blanket (form), ugedag (weekday), time (hour), kommune (municipality)
    #[arg(long, value_name = "DIM,…", value_delimiter = ',', value_parser = dimension, default_value = "kanal,enhed")]
    pub by: Vec<Dimension>,
    /// Another price for a channel than that of the table, such as `telefon=33`
    #[arg(id = "price", long, value_name = "CHANNEL=KR", help_heading = PRICES)]
    pub set_prices: Vec<String>,
    /// Add the fixed cost that the price table states: variable, fixed and total cost apart
    #[arg(long)]
    pub with_fixed: bool,
    /// Exit with code 3, after the report, if a year costs more than this
    #[arg(long, value_name = "KR", value_parser = amount)]
    pub fail_above: Option<Money>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl CostArgs {
    /// The dimensions of `--by`, each once.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let is_first = |(at, one): &(usize, &Dimension)| !self.by[..*at].contains(one);
        self.by.iter().enumerate().filter(is_first).map(|(_, one)| *one).collect()
    }
}
