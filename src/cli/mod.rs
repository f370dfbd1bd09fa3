//! What can be typed. Nothing but this folder knows clap.

mod check;
mod compare;
pub mod following;
mod shared;
mod values;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueHint};

use crate::commands::goal::model::Target;
use crate::model::counts::Dimension;
use crate::model::quantity::{Money, Share};
use values::{amount, dimension, per_cent};

pub use check::CheckArgs;
pub use clap::Error as UsageError;
pub use compare::CompareArgs;
pub use shared::{InputArgs, OutputArgs, PartArgs};

/// What was typed; wrong usage, help and version end the process here.
pub fn typed() -> Cli {
    Cli::parse()
}

/// What a year of citizen enquiries costs by channel, from a count week and a price table.
#[derive(Debug, Parser)]
#[command(name = "kanal", bin_name = "kanal", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to compute.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The variable cost of a year, by channel and by unit
    #[command(after_help = "\
Examples:
  kanal cost uge5-6.csv
  kanal cost uge5.csv uge6.csv --by kanal,uge
  kanal cost uge5-6.csv --prices priser.toml --weeks-per-year 46 -o cost.json")]
    Cost(CostArgs),
    /// What it would be if enquiries came in on other channels
    #[command(
        name = "whatif",
        after_help = "\
Percentages are of the year as it is, so the order of moves does not matter.

Examples:
  kanal whatif uge5-6.csv --move telefon:selvbetjening=20%
  kanal whatif uge5-6.csv --move brev:e-mail=40 --only unit=JobCenteret
  kanal whatif uge5-6.csv --scenarios scenarier.toml
  kanal whatif uge5-6.csv --scenarios scenarier.toml --scenario 'Digital Post frem for brev' --sensitivity 10%
  kanal whatif uge5-6.csv --grid telefon:selvbetjening=0..40/10 --grid brev:selvbetjening=0..40/10"
    )]
    WhatIf(WhatIfArgs),
    /// The smallest move that reaches a saving, a cost or a digital share
    #[command(after_help = "\
Examples:
  kanal goal uge5-6.csv --from telefon,brev --to selvbetjening --save '1 mio'
  kanal goal uge5-6.csv --from telefon --to selvbetjening --digital 30%")]
    Goal(GoalArgs),
    /// What changed between two counts, and why: volume, mix, price
    #[command(after_help = "\
Examples:
  kanal compare uge5-6.csv uge5-6-2012.csv --digital-goal 30%
  kanal compare --before uge5.csv uge6.csv --after 2012.csv --prices-after priser-2012.toml
  kanal compare uge5-6.csv uge5-6-2012.csv --plan 'scenarier.toml:Digital Post frem for brev'")]
    Compare(CompareArgs),
    /// One dimension against another, as counted
    #[command(after_help = following::PATTERN_EXAMPLES)]
    Pattern(following::PatternArgs),
    /// The self-service degree of each task against its target, and what closing the gap saves
    #[command(after_help = following::SELF_SERVICE_EXAMPLES)]
    SelfService(following::SelfServiceArgs),
    /// Every problem of the files, and what was understood of them; computes nothing
    #[command(after_help = "\
Examples:
  kanal check komhen.csv
  kanal check uge5.csv uge6.csv --prices priser.toml --scenarios scenarier.toml
  kanal check uge5-6.csv --expect cost.json --tolerance 0,5% --format github")]
    Check(CheckArgs),
    /// The tasks that suit a contact centre: volume, what is asked, what is closed at once
    #[command(after_help = following::CONTACT_CENTRE_EXAMPLES)]
    ContactCentre(following::ContactCentreArgs),
}

/// What `kanal cost` takes.
#[derive(Debug, Args)]
pub struct CostArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Tables to print: kanal (channel), enhed (unit), uge (week), opgave (task), type, afslutning (closure), kommune (municipality)
    #[arg(long, value_name = "DIM,…", value_delimiter = ',', value_parser = dimension, default_value = "kanal,enhed")]
    pub by: Vec<Dimension>,
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
        let mut once = Vec::new();
        for &dimension in &self.by {
            if !once.contains(&dimension) {
                once.push(dimension);
            }
        }
        once
    }
}

/// What `kanal whatif` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["moves", "set_prices", "scenarios", "grid"]))]
#[command(group = ArgGroup::new("change").multiple(true).args(["moves", "set_prices", "scenarios"]))]
#[command(group = ArgGroup::new("moving").multiple(true).args(["moves", "grid"]))]
pub struct WhatIfArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Move a per cent of a channel's enquiries to another channel; several moves hold together
    #[arg(long = "move", value_name = "FROM:TO=PCT")]
    pub moves: Vec<String>,
    /// Another price for a channel, which holds for all its enquiries
    #[arg(long = "price", value_name = "CHANNEL=KR")]
    pub set_prices: Vec<String>,
    /// Limit the moves of the command line to a unit, task or type; several of one kind are alternatives
    #[arg(long, value_name = "DIM=VALUE", requires = "moving")]
    pub only: Vec<String>,
    /// A TOML file of named scenarios, shown side by side
    #[arg(long, value_name = "FILE", conflicts_with_all = ["moves", "set_prices", "only"], value_hint = ValueHint::FilePath)]
    pub scenarios: Option<PathBuf>,
    /// Show one of the scenarios in full
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// The saving with one assumption at a time this much lower and higher
    #[arg(long, value_name = "PCT", value_parser = per_cent, requires = "change")]
    pub sensitivity: Option<Share>,
    /// The saving over one or two moves, on top of the others
    #[arg(long, value_name = "FROM:TO=A..B/STEP")]
    pub grid: Vec<String>,
    /// Exit with code 3, after the report, if a scenario saves less than this, before realisation
    #[arg(long, value_name = "KR", value_parser = amount, requires = "change")]
    pub fail_below: Option<Money>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

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
    /// Channel that they come in on
    #[arg(long, value_name = "CHANNEL")]
    pub to: String,
    /// Limit the move to a unit, task or type; several of one kind are alternatives
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

/// A usage error of our own, which exits as clap's do.
pub fn usage(message: &str) -> UsageError {
    UsageError::raw(clap::error::ErrorKind::ValueValidation, format!("{message}\n"))
}
