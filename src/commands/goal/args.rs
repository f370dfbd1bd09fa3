//! The arguments of `kanal goal`.

use clap::{ArgGroup, Args};

use super::model::Target;
use crate::commands::args::{InputArgs, OutputArgs, amount, per_cent};
use crate::model::quantity::{Money, Share};

/// What `kanal goal` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("goal").required(true).args(["save", "cost", "digital"]))]
pub struct GoalArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Channels that enquiries leave, each by the same per cent
    #[arg(long, value_name = "CHANNEL,…", value_delimiter = ',', required = true)]
    pub from: Vec<String>,
    /// Channel that they come in on [default: each of the others in turn, side by side]
    #[arg(long, value_name = "CHANNEL")]
    pub to: Option<String>,
    /// Limit the move to a unit, task, type or form; several of one kind are alternatives
    #[arg(long, value_name = "DIM=VALUE")]
    pub only: Vec<String>,
    /// Save at least this a year: `1000000`, `1.000.000` or `1 mio`
    #[arg(long, value_name = "KR", value_parser = amount)]
    pub save: Option<Money>,
    /// Get the cost of a year down to this
    #[arg(long, value_name = "KR", value_parser = amount)]
    pub cost: Option<Money>,
    /// Get the digital share up to this
    #[arg(long, value_name = "PCT", value_parser = per_cent)]
    pub digital: Option<Share>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl GoalArgs {
    /// The one goal that was given.
    ///
    /// # Panics
    ///
    /// Never for parsed arguments: clap takes one goal and no fewer.
    pub fn goal(&self) -> Target {
        let save = self.save.clone().map(Target::Saving);
        let cost = self.cost.clone().map(Target::Cost);
        let digital = self.digital.clone().map(Target::DigitalShare);
        save.or(cost).or(digital).expect("clap asks for a goal")
    }
}
