//! The arguments of `kanal compare`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::commands::args::{
    InputArgs, OutputArgs, PRICES, ReadArgs, WeeksArg, amount, per_cent, weeks_of,
};
use crate::model::quantity::{Money, Share};

/// What `kanal compare` takes.
#[derive(Debug, Args)]
pub struct CompareArgs {
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
    /// How both are read, priced and scaled.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Price table of the year after [default: the one of both years]
    #[arg(long, value_name = "NAME|FILE", help_heading = PRICES)]
    pub prices_after: Option<String>,
    /// Weeks counted in the year after, when they are others
    #[arg(long, value_name = "[UNIT=]N", value_parser = weeks_of, help_heading = PRICES)]
    pub weeks_after: Vec<WeeksArg>,
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
        let before = InputArgs { files: files(&self.old, &self.before), read: self.read.clone() };
        let mut after = InputArgs { files: files(&self.new, &self.after), ..before.clone() };
        if let Some(prices) = &self.prices_after {
            after.read.prices.clone_from(prices);
        }
        if !self.weeks_after.is_empty() {
            after.read.weeks.clone_from(&self.weeks_after);
        }
        [before, after]
    }
}
