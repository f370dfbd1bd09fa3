//! What can be typed: the only file that knows clap.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::model::counts::Dimension;
use crate::model::number::Weeks;
use crate::model::year::Scale;
use crate::read::header;
use crate::render::{Format, Lang};

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
}

/// What `kanal cost` takes.
#[derive(Debug, Args)]
pub struct CostArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Tables to print: kanal (channel), enhed (unit), uge (week), opgave (task), type, kommune (municipality)
    #[arg(long, value_name = "DIM,…", value_delimiter = ',', value_parser = dimension, default_value = "kanal,enhed")]
    pub by: Vec<Dimension>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl CostArgs {
    /// The dimensions of `--by`, each once.
    #[must_use]
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

/// What every analysis reads.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Count files in CSV, added up; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Price table: a built-in name, or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "kl-2011")]
    pub prices: String,
    /// Weeks counted, when the files do not tell or tell it wrong [default: the weeks in the files, else 2]
    #[arg(long, value_name = "N", value_parser = weeks)]
    pub weeks: Option<Weeks>,
    /// Weeks in a year
    #[arg(long, value_name = "N", value_parser = weeks, default_value = "52")]
    pub weeks_per_year: Weeks,
}

impl InputArgs {
    /// The files as they were typed.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| file.display().to_string()).collect()
    }

    /// How the counted weeks are scaled to a year.
    #[must_use]
    pub fn scale(&self) -> Scale {
        Scale { weeks_per_year: self.weeks_per_year.clone(), weeks_counted: self.weeks.clone() }
    }
}

/// How every report is written.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Format of the report [default: by the name of the output file, else text]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write to this file, whole or not at all; its extension picks the format
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Language of words and numbers for people
    #[arg(long, value_enum, env = "KANAL_LANG", hide_env_values = true, default_value = "da")]
    pub lang: Lang,
    /// The table that CSV carries, such as `by_unit` [default: the first]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Markdown, Self::Csv, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Text => PossibleValue::new("text").alias("txt"),
            Self::Markdown => PossibleValue::new("markdown").alias("md"),
            Self::Csv => PossibleValue::new("csv"),
            Self::Json => PossibleValue::new("json"),
        })
    }
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Danish, Self::English]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            // An empty `KANAL_LANG` is one that is not set.
            Self::Danish => PossibleValue::new("da").alias(""),
            Self::English => PossibleValue::new("en"),
        })
    }
}

impl OutputArgs {
    /// The format asked for, else the one that the extension of the output file stands for.
    ///
    /// # Errors
    ///
    /// A usage error: an extension that stands for none, a table for another format
    /// than CSV, or an output file that is one of the `inputs`.
    pub fn format(&self, inputs: &[PathBuf]) -> Result<Format, clap::Error> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, None) => Format::default(),
            (None, Some(output)) => {
                let extension = output.extension().and_then(OsStr::to_str).unwrap_or("");
                Format::from_str(extension, true).map_err(|_| {
                    let output = output.display();
                    usage(&format!(
                        "no format for `{output}`: expected .txt, .md, .csv or .json, or a --format",
                    ))
                })?
            }
        };
        if self.table.is_some() && format != Format::Csv {
            return Err(usage(
                "--table picks the table that CSV carries; this format has them all",
            ));
        }
        // Files that are not there are no reason to refuse: `read` says so of an input.
        let real = |path: &PathBuf| path.canonicalize().ok();
        if let Some(output) = self.output.as_ref().and_then(real)
            && inputs.iter().filter_map(real).any(|input| input == output)
        {
            return Err(usage(&format!(
                "`{}` is read; write the report to another file",
                output.display()
            )));
        }
        Ok(format)
    }
}

/// A usage error of our own, which exits as clap's do.
#[must_use]
pub fn usage(message: &str) -> clap::Error {
    clap::Error::raw(clap::error::ErrorKind::ValueValidation, format!("{message}\n"))
}

fn dimension(word: &str) -> Result<Dimension, String> {
    header::dimension(word).ok_or_else(|| {
        let names = Dimension::ALL.map(|dimension| header::names(dimension)[0]);
        format!("expected one of {}, or their English names", names.join(", "))
    })
}

fn weeks(text: &str) -> Result<Weeks, String> {
    match text.parse::<Weeks>() {
        Ok(weeks) if weeks > Weeks::zero() => Ok(weeks),
        Ok(_) => Err("expected more than 0 weeks".to_owned()),
        Err(not_a_decimal) => Err(not_a_decimal.to_string()),
    }
}
