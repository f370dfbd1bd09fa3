//! Running a command: its streams, its exit code, and what all commands load and deliver.

mod color;
pub mod deliver;
pub mod load;
mod progress;

use std::fmt;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::Result;

use crate::commands::Cli;
use crate::commands::args::UsageError;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
pub use color::{Colors, shows_color, styled};
pub use deliver::{deliver, warnings, write_out, write_report};
pub use load::{Baseline, LoadContext, file, without_type};

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

/// Runs a command and prints its error, if it has one. Gives the exit code: 0 when it is done,
/// 3 for a limit that was passed, 2 for wrong usage, as clap has it, which includes a mistyped value
/// of a flag, else 1.
pub fn run_to_exit_code(cli: &Cli, streams: &mut Streams) -> u8 {
    let Err(error) = cli.command.run(streams) else { return 0 };
    let is_coloured = cli.command.output().colors(streams.auto_colors).aside;
    let text = styled(error.to_string().trim_end(), is_coloured);
    // Where standard error cannot be written to, there is nowhere else to print the error.
    let _ = writeln!(streams.aside, "{text}");
    if error.is::<LimitPassed>() {
        return 3;
    }
    let is_usage = error.is::<UsageError>();
    let problems = error.downcast::<Diagnostic>().map(Diagnostics::from);
    let problems = problems.or_else(anyhow::Error::downcast::<Diagnostics>);
    if is_usage || problems.is_ok_and(|problems| problems.are_in_flags()) { 2 } else { 1 }
}

/// A limit that the user set, and that the report has passed.
#[derive(Debug)]
struct LimitPassed(String);

impl fmt::Display for LimitPassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.0)
    }
}

impl std::error::Error for LimitPassed {}

/// The error of a limit that was passed.
pub fn limit_passed(text: impl Into<String>) -> Result<()> {
    Err(LimitPassed(text.into()).into())
}
