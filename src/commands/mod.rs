//! The command line, and the commands: one folder each, with its flags (`args.rs`), its
//! calculation (`model.rs`), its tables and messages (`report.rs`), and the function that ties
//! them together (`mod.rs`).

pub mod args;
pub mod check;
pub mod compare;
pub mod contact_centre;
pub mod cost;
pub mod goal;
pub mod pattern;
pub mod self_service;
pub mod whatif;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::run::Streams;
use args::OutputArgs;

/// The command line of this process; wrong usage, help and version end it here.
pub fn parse_command_line() -> Cli {
    Cli::parse_from(wild::args_os())
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
    Cost(cost::args::CostArgs),
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
    WhatIf(whatif::args::WhatIfArgs),
    /// The smallest move that reaches a saving, a cost or a digital share
    #[command(after_help = "\
Examples:
  kanal goal uge5-6.csv --from telefon,brev --to selvbetjening --save '1 mio'
  kanal goal uge5-6.csv --from telefon --to selvbetjening --digital 30%")]
    Goal(goal::args::GoalArgs),
    /// What changed between two counts, and why: volume, mix, price
    #[command(after_help = "\
Examples:
  kanal compare uge5-6.csv uge5-6-2012.csv --digital-goal 30%
  kanal compare --before uge5.csv uge6.csv --after 2012.csv --prices-after priser-2012.toml
  kanal compare uge5-6.csv uge5-6-2012.csv --plan 'scenarier.toml:Digital Post frem for brev'")]
    Compare(compare::args::CompareArgs),
    /// One dimension against another, as counted
    #[command(after_help = "\
Examples:
  kanal pattern komhen.csv --rows opgave --columns kanal --top 10
  kanal pattern komhen.csv --rows kanal --columns type --share row
  kanal pattern komhen.csv --rows kanal --include left-out")]
    Pattern(pattern::args::PatternArgs),
    /// The self-service degree of each task against its target, and what closing the gap saves
    #[command(after_help = "\
Examples:
  kanal self-service komhen.csv
  kanal self-service komhen.csv --target 80% --target 29.03.04=90%
  kanal self-service nordby.csv sønderby.csv --by kommune --top 5")]
    SelfService(self_service::args::SelfServiceArgs),
    /// Every problem of the files, and what was understood of them; computes nothing
    #[command(after_help = "\
Examples:
  kanal check komhen.csv
  kanal check uge5.csv uge6.csv --prices priser.toml --scenarios scenarier.toml
  kanal check uge5-6.csv --expect cost.json --tolerance 0,5% --format github")]
    Check(check::args::CheckArgs),
    /// The tasks that suit a contact centre: volume, what is asked, what is closed at once
    #[command(after_help = "\
Examples:
  kanal contact-centre komhen.csv
  kanal contact-centre komhen.csv --channels telefon --minutes-saved 2 --wage 240")]
    ContactCentre(contact_centre::args::ContactCentreArgs),
}

impl Command {
    /// How the command writes its report.
    pub fn output(&self) -> &OutputArgs {
        match self {
            Self::Cost(args) => &args.output,
            Self::WhatIf(args) => &args.output,
            Self::Goal(args) => &args.output,
            Self::Compare(args) => &args.output,
            Self::Pattern(args) => &args.output,
            Self::SelfService(args) => &args.output,
            Self::Check(args) => &args.output,
            Self::ContactCentre(args) => &args.output,
        }
    }

    /// Runs the command. On an error nothing is written, with one exception: where a limit is
    /// passed, the report is written first.
    pub fn run(&self, streams: &mut Streams) -> Result<()> {
        match self {
            Self::Cost(args) => cost::run(args, streams),
            Self::WhatIf(args) => whatif::run(args, streams),
            Self::Goal(args) => goal::run(args, streams),
            Self::Compare(args) => compare::run(args, streams),
            Self::Pattern(args) => pattern::run(args, streams),
            Self::SelfService(args) => self_service::run(args, streams),
            Self::Check(args) => check::run(args, streams),
            Self::ContactCentre(args) => contact_centre::run(args, streams),
        }
    }
}
