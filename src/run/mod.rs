//! Running a command: its streams, its exit code, and what all commands load and deliver.

pub mod deliver;
pub mod load;
mod progress;
mod replace;

use std::io::{Read, Write};
use std::panic::Location;
use std::path::Path;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use crate::commands::Cli;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::render;
pub use deliver::{deliver, warnings, write_file, write_files, write_out, write_report};
pub use load::{Baseline, LoadContext, file, price_table};

/// The folder and the streams of the process, handed in so that a test can hold them.
pub struct Streams<'a> {
    /// The folder that paths are relative to; empty for that of the process.
    pub folder: &'a Path,
    /// Standard input, for `-`.
    pub input: &'a mut (dyn Read + Send),
    /// Standard output, for the report only.
    pub output: &'a mut dyn Write,
    /// Standard error, for notes that a format cannot carry.
    pub aside: &'a mut dyn Write,
    /// Which of the two are coloured where `--color` does not say it.
    pub auto_colors: Colors,
}

/// Which streams are coloured.
#[derive(Debug, Clone, Copy, Default)]
pub struct Colors {
    /// Standard output.
    pub output: bool,
    /// Standard error.
    pub aside: bool,
}

/// Whether a stream is a terminal, and the environment does not ask for no colour: `NO_COLOR`.
pub fn shows_color(stream: &impl RawStream) -> bool {
    // Another variable, `CLICOLOR_FORCE`, would colour what is not a terminal.
    stream.is_terminal() && AutoStream::choice(stream) != ColorChoice::Never
}

/// What is printed where the program fails by a fault of its own, at a place in its source. The
/// language is not known there. A message of Rust could hold cells of a file, so it is left out.
pub fn bug_report(place: Option<&Location>) -> String {
    let place = place.map_or_else(String::new, |place| format!(", {place}"));
    format!(
        "fejl: kanal har en fejl og er standset; rapporten er ikke skrevet\n\
         error: kanal has a bug and has stopped; the report is not written\n\
         Indberet kommandoen og denne linje / Report the command and this line: \
         kanal {} ({} {}){place}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

/// Runs a command and prints its error, if it has one. Gives the exit code: 0 when it is done,
/// 3 for a limit that was passed, 2 for wrong usage, as clap has it, which includes a mistyped value
/// of a flag, else 1.
pub fn run_to_exit_code(cli: &mut Cli, streams: &mut Streams) -> u8 {
    let Err(error) = cli.run(streams) else { return 0 };
    let output = cli.command.output();
    let is_coloured = output.colors(streams.auto_colors).aside;
    let problems = error.downcast::<Diagnostic>().map(Diagnostics::from);
    let (text, code) = match problems.or_else(anyhow::Error::downcast::<Diagnostics>) {
        Ok(problems) => {
            let problems = output.relocated(problems);
            let text = render::diagnostics(&problems, render::PRINTED, output.lang, is_coloured);
            (text, problems.exit_code())
        }
        Err(error) => (render::printable(&error.to_string()), 1),
    };
    // Where standard error cannot be written to, there is nowhere else to print the error.
    let _ = writeln!(streams.aside, "{}", text.trim_end());
    code
}
