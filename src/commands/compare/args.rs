//! The arguments of `kanal compare`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::commands::args::{
    FilterArgs, GivenOptions, InputArgs, OutputArgs, PRICES, WeeksArg, amount, factor, per_cent,
    weeks_of, weeks_per_year,
};
use crate::model::quantity::{Money, Share, Weeks};

/// What `kanal compare` takes.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The options that a report states.
    #[command(flatten)]
    pub given: GivenOptions,
    /// Count file of the year before; `-` is standard input
    #[arg(value_name = "BEFORE", required_unless_present_any = ["before", "after"], conflicts_with_all = ["before", "after"], value_hint = ValueHint::FilePath)]
    pub old: Option<PathBuf>,
    /// Count file of the year after
    #[arg(value_name = "AFTER", required_unless_present_any = ["before", "after"], value_hint = ValueHint::FilePath)]
    pub new: Option<PathBuf>,
    /// Count files of the year before, added up
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "after", value_hint = ValueHint::FilePath)]
    pub before: Vec<PathBuf>,
    /// Count files of the year after, added up
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "before", value_hint = ValueHint::FilePath)]
    pub after: Vec<PathBuf>,
    /// Filters and names of both years.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Price table of both years: a built-in name, a TOML file, or a list `Kanal;Pris` as CSV or in a workbook
    #[arg(long, value_name = "NAME|FILE", default_value = "kl-2011", help_heading = PRICES)]
    pub prices: String,
    /// Price table of the year after [default: the one of both years]
    #[arg(long, value_name = "NAME|FILE", help_heading = PRICES)]
    pub prices_after: Option<String>,
    /// Multiply all prices of the tables by this, such as `1,38` for a later price level
    #[arg(long, value_name = "FACTOR", value_parser = factor, help_heading = PRICES)]
    pub price_index: Option<Share>,
    /// Weeks counted, when the files do not tell or tell it wrong, or of one unit, such as `"Skranke=1"` [default: the weeks in the files, else 2]
    #[arg(long, value_name = "[UNIT=]N", value_parser = weeks_of, help_heading = PRICES)]
    pub weeks: Vec<WeeksArg>,
    /// Weeks counted in the year after, when they are others
    #[arg(long, value_name = "[UNIT=]N", value_parser = weeks_of, help_heading = PRICES)]
    pub weeks_after: Vec<WeeksArg>,
    /// Weeks in a year
    #[arg(long, value_name = "N", value_parser = weeks_per_year, default_value = "52", help_heading = PRICES)]
    pub weeks_per_year: Weeks,
    /// The digital share that is to be reached
    #[arg(long, value_name = "PCT", value_parser = per_cent)]
    pub digital_goal: Option<Share>,
    /// The plan that was made on the year before: a scenario file, and the name of one of its scenarios
    #[arg(long, value_name = "FILE:NAME")]
    pub plan: Option<String>,
    /// Exit with code 3, after the report, if the cost of a year rises by more than this
    #[arg(long, value_name = "KR", value_parser = amount)]
    pub fail_rise: Option<Money>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl CompareArgs {
    /// The input of each year; before first.
    pub fn inputs(&self) -> [InputArgs; 2] {
        let files =
            |one: &Option<PathBuf>, many: &[PathBuf]| one.iter().chain(many).cloned().collect();
        let before = InputArgs {
            given: self.given.clone(),
            files: files(&self.old, &self.before),
            prices: self.prices.clone(),
            price_index: self.price_index.clone(),
            weeks: self.weeks.clone(),
            weeks_per_year: self.weeks_per_year.clone(),
            filter: self.filter.clone(),
        };
        let after = InputArgs {
            files: files(&self.new, &self.after),
            prices: self.prices_after.as_ref().unwrap_or(&self.prices).clone(),
            weeks: if self.weeks_after.is_empty() { &self.weeks } else { &self.weeks_after }
                .clone(),
            ..before.clone()
        };
        [before, after]
    }
}
