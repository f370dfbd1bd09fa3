//! The arguments of `kanal self-service`.

use clap::Args;

use super::model::SelfServiceOptions;
use crate::commands::args::{InputArgs, OutputArgs, municipality, one_or_more};
use crate::input::lookup::Targets;
use crate::model::counts::Dimension;

/// What `kanal self-service` takes.
#[derive(Debug, Args)]
pub struct SelfServiceArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Target for the degree, of all tasks or of one [default: 80%]
    #[arg(long = "target", value_name = "[TASK=]PCT")]
    pub targets: Vec<String>,
    /// Take no degree of fewer counted transactions than this
    #[arg(long, value_name = "N", default_value = "30")]
    pub at_least: u64,
    /// Take every enquiry for a transaction, where the count has no types
    #[arg(long)]
    pub all_types: bool,
    /// Rank municipalities for each task: kommune (municipality)
    #[arg(long, value_name = "DIM", value_parser = municipality)]
    pub by: Option<Dimension>,
    /// How many of them [default: 5]
    #[arg(long, value_name = "N", value_parser = one_or_more, requires = "by")]
    pub top: Option<usize>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl SelfServiceArgs {
    /// The dimensions that the counts must have.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let types = (!self.all_types).then_some(Dimension::Type);
        std::iter::once(Dimension::Task).chain(types).chain(self.by).collect()
    }

    /// The options, with the targets as they were read.
    ///
    /// # Panics
    ///
    /// Never: the default is a decimal.
    pub fn options(&self, targets: Targets) -> SelfServiceOptions {
        // KL's goal for every task.
        let kl = || "0.8".parse().expect("a decimal");
        SelfServiceOptions {
            target: targets.all.unwrap_or_else(kl),
            targets: targets.tasks,
            at_least: self.at_least,
            all_types: self.all_types,
            ranks: self.by.map(|_| self.top.unwrap_or(5)),
        }
    }
}
