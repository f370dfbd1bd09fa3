//! The arguments of `kanal opening-hours`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::commands::args::{InputArgs, OutputArgs, one_or_more};

/// What `kanal opening-hours` takes.
#[derive(Debug, Args)]
pub struct OpeningHoursArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// When the units are open: a TOML file with hours such as `torsdag = "9-12, 13-18"`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub hours: PathBuf,
    /// Channels that need opening hours [default: telefon and fremmøde]
    #[arg(long, value_name = "CHANNEL,…", value_delimiter = ',')]
    pub channels: Option<Vec<String>>,
    /// An open hour with fewer enquiries is quiet
    #[arg(long, value_name = "N", value_parser = one_or_more, default_value = "1")]
    pub at_least: usize,
    /// What if these hours close, such as `"torsdag 15-18"`
    #[arg(long, value_name = "DAY HOURS", requires = "to")]
    pub close: Vec<String>,
    /// The unit or the channel that the enquiries of closed hours move to
    #[arg(long, value_name = "UNIT|CHANNEL", requires = "close")]
    pub to: Option<String>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}
