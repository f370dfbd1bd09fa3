//! The command `prices`: the built-in price table, and tables of one's own.

pub mod args;
pub mod report;

use std::path::PathBuf;

use anyhow::Result;

use crate::input::prices;
use crate::render;
use crate::report::{Report, Sentence, Term};
use crate::run::{Streams, deliver, price_table, write_out};
use args::PricesArgs;

/// Runs `kanal prices`.
pub fn run(args: &PricesArgs, streams: &mut Streams) -> Result<()> {
    let output = &args.output;
    let name = args.name.as_deref().unwrap_or(prices::DEFAULT);
    let built_in = prices::built_in(name);
    let has_format = output.format.is_some()
        || output.output.as_ref().is_some_and(|path| path.extension() != Some("toml".as_ref()));
    if let (Some(_), Some(table), false) = (&args.name, &built_in, has_format) {
        write_out(output, &table.bytes, streams)?;
        if let Some(path) = output.output.as_ref().filter(|_| !output.quiet) {
            let written = Sentence::WrittenTo.with("path", path.display().to_string());
            let report = Report::new(Term::PricesReport, "", written);
            let written = render::headline(&report, output.style(streams.auto_colors));
            streams.aside.write_all(written.as_bytes())?;
        }
        return Ok(());
    }
    let format = output.format(&[PathBuf::from(name)], streams.folder)?;
    let table = price_table(name, streams.folder)?;
    deliver(report::report(&table, built_in.is_some()), format, output, streams)
}
