//! The commands that write what other programs need to know of this one: `completions`, `man` and
//! `schema`.

pub mod args;

use anyhow::Result;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::Cli;
use crate::run::{Streams, write_files, write_out};
use args::{CompletionsArgs, ManArgs, SchemaArgs};

macro_rules! schemas {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../docs/schemas/", $name, ".json")))),*]
    };
}

/// The JSON Schemas: of the files in TOML, and of the report of each command.
pub const SCHEMAS: [(&str, &str); 15] = schemas!(
    "price-table" "scenarios" "count-description" "opening-hours-file"
    "cost" "whatif" "goal" "compare" "pattern" "self-service" "outgoing" "check" "contact-centre"
    "opening-hours" "prices"
);

/// Runs `kanal completions`.
pub fn completions(args: &CompletionsArgs, streams: &mut Streams) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "kanal", &mut script);
    Ok(write_out(&args.output, &script, streams)?)
}

/// Runs `kanal man`.
pub fn man(args: &ManArgs, streams: &mut Streams) -> Result<()> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.out else {
        return Ok(write_out(&args.output, &page(&command)?.1, streams)?);
    };
    let pages = [&command].into_iter().chain(command.get_subcommands()).map(page);
    Ok(write_files(folder, &pages.collect::<Result<Vec<_>>>()?, streams)?)
}

/// The manual page of a command, with the name of its file.
fn page(command: &Command) -> Result<(String, Vec<u8>)> {
    let page = Man::new(command.clone()).source(concat!("kanal ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    page.render(&mut text)?;
    Ok((page.get_filename(), text))
}

/// Runs `kanal schema`.
pub fn schema(args: &SchemaArgs, streams: &mut Streams) -> Result<()> {
    let schema = SCHEMAS.iter().find(|(name, _)| *name == args.name);
    let (_, text) = schema.expect("clap takes no other name");
    Ok(write_out(&args.output, text.as_bytes(), streams)?)
}
