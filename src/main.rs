//! The program: parse, run, give the exit code.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use kanalpris::cli;
use kanalpris::run::{Streams, run_to_exit_code};

fn main() -> ExitCode {
    let cli = cli::typed();
    let mut streams = Streams {
        folder: Path::new(""),
        input: &mut io::stdin(),
        output: &mut io::stdout(),
        aside: &mut io::stderr(),
    };
    ExitCode::from(run_to_exit_code(&cli, &mut streams))
}
