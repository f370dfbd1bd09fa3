//! The arguments of `kanal outgoing`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::commands::args::{InputArgs, OutputArgs};

/// What `kanal outgoing` takes.
#[derive(Debug, Args)]
pub struct OutgoingArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// A count file of an earlier year to compare with, read and scaled in the same way; several flags are added up
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub before: Vec<PathBuf>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}
