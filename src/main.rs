//! The program: parse, run, give the exit code.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use kanalpris::internals::commands::parse_command_line;
use kanalpris::internals::run::{Streams, run_to_exit_code};

fn main() -> ExitCode {
    let cli = parse_command_line();
    let mut streams = Streams {
        folder: Path::new(""),
        input: &mut io::stdin(),
        output: &mut io::stdout(),
        aside: &mut io::stderr(),
    };
    ExitCode::from(run_to_exit_code(&cli, &mut streams))
}
