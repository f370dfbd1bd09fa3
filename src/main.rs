//! The program: parse, run, give the exit code.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use anstream::AutoStream;
use kanalpris::internals::commands::parse_command_line;
use kanalpris::internals::input::guarded::on_panic;
use kanalpris::internals::run::{Colors, Streams, bug_report, run_to_exit_code, shows_color};

fn main() -> ExitCode {
    on_panic(|panic| eprintln!("{}", bug_report(panic.location())));
    let mut cli = parse_command_line();
    let mut streams = Streams {
        folder: Path::new(""),
        input: &mut io::stdin(),
        // They pass colours on, and translate them for an old console of Windows.
        output: &mut AutoStream::always(io::stdout()),
        aside: &mut AutoStream::always(io::stderr()),
        auto_colors: Colors {
            output: shows_color(&io::stdout()),
            aside: shows_color(&io::stderr()),
        },
    };
    ExitCode::from(run_to_exit_code(&mut cli, &mut streams))
}
