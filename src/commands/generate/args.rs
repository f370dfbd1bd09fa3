//! The arguments of the commands that write what other programs need to know of this one.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use clap_complete::Shell;

use super::SCHEMAS;
use crate::commands::args::OutputArgs;

/// What `kanal completions` takes.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell that completes
    pub shell: Shell,
    /// These commands write no report.
    #[arg(skip = OutputArgs::without_flags())]
    pub output: OutputArgs,
}

/// What `kanal man` takes.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write the pages of all commands into this folder [default: print the page of `kanal`]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// These commands write no report.
    #[arg(skip = OutputArgs::without_flags())]
    pub output: OutputArgs,
}

/// What `kanal schema` takes.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// A file that `kanal` reads, or the command whose report in JSON is meant
    #[arg(value_parser = PossibleValuesParser::new(SCHEMAS.map(|(name, _)| name)))]
    pub name: String,
    /// These commands write no report.
    #[arg(skip = OutputArgs::without_flags())]
    pub output: OutputArgs,
}
