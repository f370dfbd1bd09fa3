//! What can be typed after `kanal check`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};

use super::values::{check_format, per_cent};
use super::{InputArgs, OutputArgs};
use crate::model::number::Share;
use crate::render::{Format, Lang};

/// What `kanal check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// A TOML file of scenarios, checked against the counts
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scenarios: Option<PathBuf>,
    /// A saved `kanal cost --format json` that the counts must still give
    #[arg(long, value_name = "FILE.json", value_hint = ValueHint::FilePath)]
    pub expect: Option<PathBuf>,
    /// How much a number may differ from the expected one
    #[arg(long, value_name = "PCT", value_parser = per_cent, default_value = "0", requires = "expect")]
    pub tolerance: Share,
    /// Format of the report [default: by the name of the output file, else text]
    #[arg(long, value_parser = PossibleValuesParser::new(["text", "markdown", "csv", "json", "github"]).map(|word| check_format(&word)))]
    pub format: Option<Format>,
    /// Write to this file, whole or not at all; its extension picks the format
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Language of words and numbers for people
    #[arg(long, value_enum, env = "KANAL_LANG", hide_env_values = true, default_value = "da")]
    pub lang: Lang,
    /// Take a warning, such as a week of late registrations, for an error
    #[arg(long)]
    pub strict: bool,
    /// The table that CSV carries, such as `columns` [default: the first]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
}

impl CheckArgs {
    /// How the report is written; what makes an error is for the check to say.
    #[must_use]
    pub fn output(&self) -> OutputArgs {
        OutputArgs {
            format: self.format,
            output: self.output.clone(),
            lang: self.lang,
            strict: false,
            table: self.table.clone(),
        }
    }
}
