//! The program: parse, run, print one error, give the exit code.

use std::io;
use std::process::ExitCode;

use kanalpris::internals::cli;
use kanalpris::internals::run::{Streams, exit_code, run};

fn main() -> ExitCode {
    let cli = cli::typed();
    let mut streams =
        Streams { input: &mut io::stdin(), output: &mut io::stdout(), aside: &mut io::stderr() };
    match run(&cli, &mut streams) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error cannot be written to, there is nobody to tell.
            let _ = writeln!(streams.aside, "{}", error.to_string().trim_end());
            exit_code(&error)
        }
    }
}
