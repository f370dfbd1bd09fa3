//! The arguments of `kanal compare`.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, ValueHint};

use crate::commands::args::{
    Described, InputArgs, OutputArgs, PRICES, ReadArgs, WeeksArg, amount, per_cent, weeks_of,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::description;
use crate::model::quantity::{Money, Share};

/// What `kanal compare` takes.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Count file of the year before, or its description; `-` is standard input
    #[arg(value_name = "BEFORE", required_unless_present_any = ["before", "after"], conflicts_with_all = ["before", "after"], value_hint = ValueHint::FilePath)]
    pub old: Option<PathBuf>,
    /// Count file of the year after, or its description
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
    /// The input of each year, where count descriptions say it.
    #[arg(skip)]
    described: Option<Box<[InputArgs; 2]>>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl CompareArgs {
    /// Reads count descriptions. One beside a file holds for both years, as flags do. Two may have
    /// different files and prices.
    pub fn describe(
        &mut self,
        typed: &ArgMatches,
        folder: &Path,
    ) -> Result<Described, Diagnostics> {
        let [mut before, mut after] = self.typed_inputs();
        let mut described = before.describe(typed, folder)?;
        let mut of_after = after.describe(typed, folder)?;
        match (described.descriptions.len(), of_after.descriptions.len()) {
            (1, 0) => after.read = before.read.clone(),
            (0, 1) => {
                before.read = after.read.clone();
                described.read = of_after.read;
            }
            _ => {
                let mut flags = description::FLAGS.into_iter().filter(|flag| *flag != "prices");
                if let Some(key) = flags.find(|key| described.values(key) != of_after.values(key)) {
                    let problem = Code::DescriptionsDiffer.problem().with("key", key);
                    return Err(problem.with("flag", description::flag(key)).into());
                }
            }
        }
        described.descriptions.append(&mut of_after.descriptions);
        self.described = Some(Box::new([before, after]));
        Ok(described)
    }

    /// The input of each year as it was typed, without what is said of the year after alone.
    fn typed_inputs(&self) -> [InputArgs; 2] {
        let files =
            |one: &Option<PathBuf>, many: &[PathBuf]| one.iter().chain(many).cloned().collect();
        let before = InputArgs { files: files(&self.old, &self.before), read: self.read.clone() };
        let after = InputArgs { files: files(&self.new, &self.after), ..before.clone() };
        [before, after]
    }

    /// The input of each year; before first.
    pub fn inputs(&self) -> [InputArgs; 2] {
        let [before, mut after] = match &self.described {
            Some(inputs) => inputs.as_ref().clone(),
            None => self.typed_inputs(),
        };
        if let Some(prices) = &self.prices_after {
            after.read.prices.clone_from(prices);
        }
        if !self.weeks_after.is_empty() {
            after.read.weeks.clone_from(&self.weeks_after);
        }
        [before, after]
    }
}
