//! The command line, and the commands: one folder each, with its flags (`args.rs`), its
//! calculation (`model.rs`), its tables and messages (`report.rs`), and the function that ties
//! them together (`mod.rs`).

pub mod args;
pub mod check;
pub mod compare;
pub mod contact_centre;
pub mod cost;
pub mod generate;
pub mod goal;
pub mod opening_hours;
pub mod outgoing;
pub mod page;
pub mod pattern;
pub mod prices;
pub mod self_service;
pub mod whatif;

use std::ffi::OsString;
use std::path::Path;

use anyhow::Result;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::diagnostic::{Diagnostics, shortened};
use crate::render::printable;
use crate::run::Streams;
use crate::shell::pasteable;
use args::{Described, InputArgs, OutputArgs};
use check::args::CheckArgs;
use page::args::PageArgs;

/// The command line of this process; wrong usage, help and version end it here.
pub fn parse_command_line() -> Cli {
    parse(wild::args_os(), None).unwrap_or_else(|error| error.exit())
}

/// Parses a command line. Help is as wide as `width`, else as the terminal, and then at most 100
/// columns.
pub fn parse(
    words: impl IntoIterator<Item: Into<OsString>>,
    width: Option<usize>,
) -> Result<Cli, clap::Error> {
    let mut words: Vec<OsString> = words.into_iter().map(Into::into).collect();
    // clap takes nothing but commands behind `help`.
    if words.get(1).is_some_and(|word| word == "help") {
        words.retain(|word| word != "--help" && word != "-h");
    }
    let command = Cli::command().max_term_width(100);
    let mut command = match width {
        Some(width) => command.term_width(width),
        None => command,
    };
    // An error repeats words that may be names of files.
    let shown: Vec<String> =
        words.iter().map(|word| shortened(&printable(&word.to_string_lossy()))).collect();
    let mut matches = command.try_get_matches_from_mut(words).map_err(|error| {
        let error = command.try_get_matches_from_mut(shown).err().unwrap_or(error);
        suggest_command_for_file(error)
    })?;
    let mut cli = Cli::from_arg_matches(&matches)?;
    if let Some((_, matches)) = matches.remove_subcommand() {
        cli.matches = matches;
    }
    Ok(cli)
}

/// The same error with a command to paste, where a file stands in place of a command.
fn suggest_command_for_file(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    // A folder may be called as anything, but a word that is like a command is a typing mistake.
    let is_like_command = error.get(ContextKind::SuggestedSubcommand).is_some();
    if !word.contains(['.', '/', '\\']) && is_like_command {
        return error;
    }
    let tip = format!("a file comes after a command: `{}`", pasteable("kanal cost", word));
    error.remove(ContextKind::SuggestedSubcommand);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    error
}

/// What a year of citizen enquiries costs by channel, from a count week and a price table.
#[derive(Debug, Parser)]
#[command(name = "kanal", bin_name = "kanal", version, arg_required_else_help = true)]
#[command(after_help = "\
Example:
  kanal cost uge5-6.csv

The flags of a command, with more examples: kanal COMMAND --help
More: README.md")]
pub struct Cli {
    /// What to compute.
    #[command(subcommand)]
    pub command: Command,
    /// The arguments of the command, and which of them were typed.
    #[arg(skip)]
    matches: ArgMatches,
}

impl Cli {
    /// Runs the command. On an error nothing is written, with one exception: where a limit is
    /// passed, the report is written first.
    pub fn run(&mut self, streams: &mut Streams) -> Result<()> {
        self.command.read_descriptions(&self.matches, streams.folder)?;
        self.command.run(streams)
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The variable cost of a year, by channel and by unit
    #[command(after_help = "\
Examples:
  kanal cost uge5-6.csv
  kanal cost uge5-6.csv --by kanal,uge --prices kl-2011 --weeks-per-year 46
  kanal cost uge5-6.csv --where unit=JobCenteret
  kanal cost uge5-6.csv -o cost.json

More: docs/method.md")]
    Cost(cost::args::CostArgs),
    /// What a year would cost if enquiries came in on other channels
    #[command(
        name = "whatif",
        after_help = "\
Percentages are of the year as it is, so the order of moves does not matter.

Examples:
  kanal whatif uge5-6.csv --move telefon:selvbetjening=20%
  kanal whatif uge5-6.csv --move brev:e-mail=40 --only unit=JobCenteret
  kanal whatif uge5-6.csv --scenarios scenarier.toml
  kanal whatif uge5-6.csv --scenarios scenarier.toml --scenario \"Begge dele\" --sensitivity 10%
  kanal whatif uge5-6.csv --grid telefon:selvbetjening=0..40/10

More: docs/meeting.md and docs/scenarios.md"
    )]
    WhatIf(whatif::args::WhatIfArgs),
    /// The smallest move that reaches a saving, a cost or a digital share
    #[command(
        // The one that clap makes is longer than 80 columns, and does not wrap.
        override_usage = "kanal goal [OPTIONS] --from <CHANNEL,…> <--save|--cost|--digital> <FILE>...",
        after_help = "\
Examples:
  kanal goal uge5-6.csv --from telefon,brev --to selvbetjening --save \"1 mio\"
  kanal goal uge5-6.csv --from telefon --to selvbetjening --digital 30%

More: docs/meeting.md#the-smallest-move-that-reaches-a-goal"
    )]
    Goal(goal::args::GoalArgs),
    /// What changed between two counts, and why: volume, mix, price
    #[command(after_help = "\
Examples:
  kanal compare uge5-6.csv uge5-6-2012.csv --digital-goal 30%
  kanal compare --before uge5-6.csv --after uge5-6-2012.csv --prices-after kl-2011
  kanal compare uge5-6.csv uge5-6-2012.csv --plan \"scenarier.toml:Digital Post frem for brev\"

More: docs/following-up.md#what-changed-and-why")]
    Compare(compare::args::CompareArgs),
    /// One dimension against another, as counted
    #[command(after_help = "\
Examples:
  kanal pattern komhen.csv --rows opgave --columns kanal --top 10
  kanal pattern komhen.csv --rows kanal --columns type --share row
  kanal pattern komhen.csv --rows kanal --include left-out

More: docs/following-up.md#one-dimension-against-another")]
    Pattern(pattern::args::PatternArgs),
    /// The self-service degree of each task against its target, and what closing the gap saves
    #[command(after_help = "\
Examples:
  kanal self-service komhen.csv
  kanal self-service komhen.csv --target 80% --target 29.03.04=90%
  kanal self-service komhen.csv --by kommune --top 5

More: docs/service.md#self-service-degree")]
    SelfService(self_service::args::SelfServiceArgs),
    /// Outgoing letters: the share sent as Digital Post, and what sending the others so saves
    #[command(after_help = "\
Examples:
  kanal outgoing komhen.csv
  kanal outgoing komhen.csv --week 43 --names task=opgaver.csv

More: docs/service.md#outgoing-letters")]
    Outgoing(outgoing::args::OutgoingArgs),
    /// Every problem of the files, and what was understood of them; computes nothing
    #[command(after_help = "\
Examples:
  kanal check komhen.csv
  kanal check uge5-6.csv --prices kl-2011 --scenarios scenarier.toml
  kanal check uge5-6.csv --expect cost.json --tolerance 0,5% --format github

More: docs/counting-files.md#check-a-file and docs/ci.md")]
    Check(CheckArgs),
    /// The tasks that suit a contact centre: volume, what is asked, what is closed at first contact
    #[command(after_help = "\
Examples:
  kanal contact-centre komhen.csv
  kanal contact-centre komhen.csv --channels telefon --minutes-saved 2 --wage 240

More: docs/service.md#contact-centre")]
    ContactCentre(contact_centre::args::ContactCentreArgs),
    /// The page for a meeting: the answer, pictures, and sliders to try moves and prices
    #[command(after_help = "\
The page is one file that opens in any browser, without a network.

Examples:
  kanal page uge5-6.csv -o møde.html
  kanal page uge5-6.csv --scenarios scenarier.toml -o møde.html
  kanal page komhen.csv --sections cost,try,applications -o møde.html --lang en

More: docs/meeting.md#the-page")]
    Page(PageArgs),
    /// Enquiries and cost by opening hour, quiet hours, and what if some of them close
    #[command(after_help = "\
Examples:
  kanal opening-hours komhen.csv --hours aabningstider.toml
  kanal opening-hours komhen.csv --hours aabningstider.toml --where kanal=telefon --at-least 3
  kanal opening-hours komhen.csv --hours aabningstider.toml --close \"torsdag 15-18\" --to telefon

More: docs/opening-hours.md")]
    OpeningHours(opening_hours::args::OpeningHoursArgs),
    /// The built-in prices, and prices of your own: show, check and start a price table
    #[command(after_help = "\
Examples:
  kanal prices
  kanal prices kl-2011
  kanal prices kl-2011 -o mine.toml
  kanal prices mine.toml

More: docs/prices.md")]
    Prices(prices::args::PricesArgs),
    /// A script with which a shell completes commands, flags and files
    #[command(after_help = "\
Examples:
  kanal completions bash
  kanal completions powershell

More: docs/install.md#completions")]
    Completions(generate::args::CompletionsArgs),
    /// Manual pages, one for each command
    #[command(after_help = "\
Examples:
  kanal man
  kanal man --out man

More: docs/install.md#manual-pages")]
    Man(generate::args::ManArgs),
    /// The JSON Schema of a report, or of a file in TOML
    #[command(after_help = "\
Examples:
  kanal schema cost
  kanal schema scenarios

More: docs/formats.md#schemas")]
    Schema(generate::args::SchemaArgs),
}

impl Command {
    /// How the command writes its report.
    pub fn output(&mut self) -> &mut OutputArgs {
        self.input_and_output().1
    }

    /// What the command reads, and how it writes its report. The first is `None` for a command that
    /// reads no count, or two.
    fn input_and_output(&mut self) -> (Option<&mut InputArgs>, &mut OutputArgs) {
        match self {
            Self::Cost(args) => (Some(&mut args.input), &mut args.output),
            Self::WhatIf(args) => (Some(&mut args.input), &mut args.output),
            Self::Goal(args) => (Some(&mut args.input), &mut args.output),
            Self::Pattern(args) => (Some(&mut args.input), &mut args.output),
            Self::SelfService(args) => (Some(&mut args.input), &mut args.output),
            Self::Outgoing(args) => (Some(&mut args.input), &mut args.output),
            Self::Check(args) => (Some(&mut args.input), &mut args.output),
            Self::ContactCentre(args) => (Some(&mut args.input), &mut args.output),
            Self::Page(args) => (Some(&mut args.input), &mut args.output),
            Self::OpeningHours(args) => (Some(&mut args.input), &mut args.output),
            Self::Compare(args) => (None, &mut args.output),
            Self::Prices(args) => (None, &mut args.output),
            Self::Completions(args) => (None, &mut args.output),
            Self::Man(args) => (None, &mut args.output),
            Self::Schema(args) => (None, &mut args.output),
        }
    }

    /// Puts what count descriptions say in place of them, and notes which options a report states.
    fn read_descriptions(&mut self, typed: &ArgMatches, folder: &Path) -> Result<(), Diagnostics> {
        let mut described = match self {
            Self::Compare(args) => args.describe(typed, folder)?,
            _ => match self.input_and_output().0 {
                Some(input) => input.describe(typed, folder)?,
                None => Described::default(),
            },
        };
        let scenarios = described.descriptions.iter().find(|one| one.has_scenarios);
        match (&mut *self, scenarios.map(|one| one.path.clone())) {
            (Self::WhatIf(args), Some(path)) if args.takes_described_scenarios() => {
                described.read.push(("scenarios", vec![path.display().to_string()]));
                args.scenarios = Some(path);
            }
            (
                Self::Check(CheckArgs { scenarios, read, .. })
                | Self::Page(PageArgs { scenarios, read, .. }),
                path,
            ) => {
                *scenarios = scenarios.take().or(path);
                read.clone_from(&described.read);
            }
            _ => {}
        }
        let output = self.output();
        output.given = described.options(typed);
        output.descriptions = described.descriptions;
        Ok(())
    }

    fn run(&self, streams: &mut Streams) -> Result<()> {
        match self {
            Self::Cost(args) => cost::run(args, streams),
            Self::WhatIf(args) => whatif::run(args, streams),
            Self::Goal(args) => goal::run(args, streams),
            Self::Compare(args) => compare::run(args, streams),
            Self::Pattern(args) => pattern::run(args, streams),
            Self::SelfService(args) => self_service::run(args, streams),
            Self::Outgoing(args) => outgoing::run(args, streams),
            Self::Check(args) => check::run(args, streams),
            Self::Page(args) => page::run(args, streams),
            Self::Prices(args) => prices::run(args, streams),
            Self::ContactCentre(args) => contact_centre::run(args, streams),
            Self::Completions(args) => generate::completions(args, streams),
            Self::Man(args) => generate::man(args, streams),
            Self::Schema(args) => generate::schema(args, streams),
            Self::OpeningHours(args) => opening_hours::run(args, streams),
        }
    }
}
