//! What follows a count up: the arguments of `pattern`, `self-service` and `contact-centre`.

use clap::{Args, ValueEnum};

use super::values::{amount, dimension, minutes, municipality, one_or_more};
use super::{InputArgs, OutputArgs};
use crate::input::lookup::Targets;
use crate::model::contact_centre::Transfer;
use crate::model::counts::Dimension;
use crate::model::pattern::{Selection, Whole};
use crate::model::quantity::{Money, Share};
use crate::model::self_service::Question;

/// Under the help of `kanal pattern`.
pub(super) const PATTERN_EXAMPLES: &str = "\
Examples:
  kanal pattern komhen.csv --rows opgave --columns kanal --top 10
  kanal pattern komhen.csv --rows kanal --columns type --share row
  kanal pattern komhen.csv --rows kanal --include left-out";

/// Under the help of `kanal self-service`.
pub(super) const SELF_SERVICE_EXAMPLES: &str = "\
Examples:
  kanal self-service komhen.csv
  kanal self-service komhen.csv --target 80% --target 29.03.04=90%
  kanal self-service nordby.csv sønderby.csv --by kommune --top 5";

/// Under the help of `kanal contact-centre`.
pub(super) const CONTACT_CENTRE_EXAMPLES: &str = "\
Examples:
  kanal contact-centre komhen.csv
  kanal contact-centre komhen.csv --channels telefon --minutes-saved 2 --wage 240";

/// What `kanal pattern` takes.
#[derive(Debug, Args)]
pub struct PatternArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// What the rows are of: kanal (channel), enhed (unit), uge (week), opgave (task), type, afslutning (closure), kommune (municipality)
    #[arg(long, value_name = "DIM", value_parser = dimension)]
    pub rows: Dimension,
    /// What the columns are of; without it, the totals of the rows
    #[arg(long, value_name = "DIM", value_parser = dimension)]
    pub columns: Option<Dimension>,
    /// Shares of each row, of each column or of everything, in place of counts
    #[arg(long, value_enum, value_name = "WHOLE", requires = "columns")]
    pub share: Option<Whole>,
    /// Show so many of the largest rows, and the rest summed
    #[arg(long, value_name = "N", value_parser = one_or_more)]
    pub top: Option<usize>,
    /// Show so many of the largest columns, and the rest summed
    #[arg(long, value_name = "N", value_parser = one_or_more, requires = "columns")]
    pub top_columns: Option<usize>,
    /// Show codes that the price table leaves out of cost, such as outgoing letters, too
    #[arg(long, value_enum, value_name = "WHAT")]
    pub include: Option<Include>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What is shown besides incoming enquiries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Include {
    /// The codes that the price table leaves out.
    LeftOut,
}

impl PatternArgs {
    /// The rows, and the columns if there are any.
    pub fn selections(&self) -> (Selection, Option<Selection>) {
        let columns = self.columns.map(|dimension| Selection { dimension, top: self.top_columns });
        (Selection { dimension: self.rows, top: self.top }, columns)
    }
}

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
    /// What the count has to tell.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let types = (!self.all_types).then_some(Dimension::Type);
        std::iter::once(Dimension::Task).chain(types).chain(self.by).collect()
    }

    /// What is asked, with the targets as they were read.
    ///
    /// # Panics
    ///
    /// Never: the default is a decimal.
    pub fn question(&self, targets: Targets) -> Question {
        // KL's goal for every task.
        let kl = || "0.8".parse().expect("a decimal");
        Question {
            target: targets.all.unwrap_or_else(kl),
            targets: targets.tasks,
            at_least: self.at_least,
            all_types: self.all_types,
            ranks: self.by.map(|_| self.top.unwrap_or(5)),
        }
    }
}

/// What `kanal contact-centre` takes.
#[derive(Debug, Args)]
pub struct ContactCentreArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Channels that a contact centre takes [default: telefon, e-mail and chat]
    #[arg(long, value_name = "CHANNEL,…", value_delimiter = ',')]
    pub channels: Option<Vec<String>>,
    /// Minutes that an avoided transfer saves; with --wage, what that is worth
    #[arg(long, value_name = "N", value_parser = minutes, requires = "wage")]
    pub minutes_saved: Option<Share>,
    /// What an hour costs
    #[arg(long, value_name = "KR", value_parser = amount, requires = "minutes_saved")]
    pub wage: Option<Money>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl ContactCentreArgs {
    /// What a transfer is worth, if that was told.
    pub fn transfer(&self) -> Option<Transfer> {
        Some(Transfer { minutes: self.minutes_saved.clone()?, wage: self.wage.clone()? })
    }
}
