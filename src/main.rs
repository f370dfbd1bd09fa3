//! The program: parse, run, print one error, give the exit code.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use kanalpris::cli::Cli;
use kanalpris::run::{Streams, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut streams = Streams {
        input: &mut io::stdin(),
        output: &mut io::stdout(),
        aside: &mut io::stderr(),
    };
    match run(&cli, &mut streams).map_err(anyhow::Error::downcast::<clap::Error>) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Ok(usage)) => usage.exit(),
        Err(Err(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
