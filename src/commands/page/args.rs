//! The arguments of `kanal page`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::report::SectionKind;
use crate::commands::args::{GivenOptions, InputArgs, OutputArgs, words};

/// What `kanal page` takes.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// A TOML file of named scenarios, each with its pictures
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scenarios: Option<PathBuf>,
    /// The sections of the page, in this order [default: all that the count has columns for]
    #[arg(long, value_name = "SECTION,…", value_delimiter = ',', value_parser = words(SectionKind::names()))]
    pub sections: Vec<SectionKind>,
    /// The flags on how counts are read, as they were given.
    #[arg(skip)]
    pub read: GivenOptions,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}
