//! What several subcommands take: the files to read, and how to write the report.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};
use same_file::Handle;

use super::values::weeks;
use super::{UsageError, usage};
use crate::input::name_list;
use crate::model::quantity::Weeks;
use crate::model::year::Scale;
use crate::render::{Format, Lang};

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
    /// What of it is asked for.
    #[command(flatten)]
    pub part: PartArgs,
}

/// What of the files is asked for, and what their codes mean.
#[derive(Debug, Clone, Args)]
pub struct PartArgs {
    /// Count only these weeks, such as `43` or `43,44`
    #[arg(long, value_name = "W,…", value_delimiter = ',')]
    pub week: Vec<String>,
    /// Count only these values of a dimension, such as `unit=JobCenteret` or `type=VEJL,INFO`; several flags all hold
    #[arg(long = "where", value_name = "DIM=VALUE,…")]
    pub conditions: Vec<String>,
    /// A CSV file of names for the codes of a dimension, such as `task=opgaver.csv`; codes of one name are one
    #[arg(long = "names", value_name = "DIM=FILE")]
    pub names_of: Vec<String>,
    /// What a code of the channel column means, such as `WEBFORM=selvbetjening`; `CODE=-` leaves it out
    #[arg(long, value_name = "CODE=CHANNEL")]
    pub map: Vec<String>,
}

impl InputArgs {
    /// Everything that is read: the counts, the price table and the lists of names.
    pub fn paths(&self) -> Vec<PathBuf> {
        // An argument of another form says so when it is read.
        let lists =
            self.part.names_of.iter().filter_map(|list| name_list::parse_argument(list).ok());
        let lists = lists.map(|(_, file)| PathBuf::from(file));
        self.files.iter().cloned().chain([PathBuf::from(&self.prices)]).chain(lists).collect()
    }

    /// The files as they were typed.
    pub fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| file.display().to_string()).collect()
    }

    /// How the counted weeks are scaled to a year.
    pub fn scale(&self) -> Scale {
        Scale {
            weeks_per_year: self.weeks_per_year.clone(),
            weeks_counted: self.weeks.clone(),
            ..Scale::default()
        }
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
    /// Take a warning, such as a move without enquiries, for an error
    #[arg(long)]
    pub strict: bool,
    /// The table that CSV carries, such as `by_unit` [default: the first]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
}

impl OutputArgs {
    /// The format asked for, else the one that the extension of the output file stands for.
    ///
    /// # Errors
    ///
    /// A usage error: an extension that stands for none, a table for another format
    /// than CSV, or an output file that is one of the `inputs`.
    pub fn format(&self, inputs: &[PathBuf]) -> Result<Format, UsageError> {
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
        if let Some(output) = &self.output
            && inputs.iter().any(|input| is_same_file(output, input))
        {
            return Err(usage(&format!(
                "`{}` is read; write the report to another file",
                output.display()
            )));
        }
        Ok(format)
    }
}

/// Whether an output and an input are one file, by whatever names. A file that is not there is
/// none, and a device keeps what it holds when it is written to. A pipe must not be opened to find
/// out: its writer would lose its reader.
fn is_same_file(output: &Path, input: &Path) -> bool {
    let handle = |path: &Path| path.is_file().then(|| Handle::from_path(path).ok())?;
    let input = if input == Path::new("-") { Handle::stdin().ok() } else { handle(input) };
    input.is_some() && input == handle(output)
}
