//! One short function a subcommand: read, compute, report, render. Besides `read`,
//! the only place that opens and writes files.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use atomic_write_file::AtomicWriteFile;

use crate::cli::{Cli, Command, CostArgs, InputArgs, OutputArgs, usage};
use crate::model::cost::Cost;
use crate::model::price_table::PriceTable;
use crate::read::problem::{Problem, Problems};
use crate::read::text::Input;
use crate::read::{prices, tally};
use crate::render::{Format, render};
use crate::report::basis::Basis;
use crate::report::{self, Report};

/// The streams of the process, handed in so that a test can hold them.
pub struct Streams<'a> {
    /// Standard input, for `-`.
    pub input: &'a mut dyn Read,
    /// Standard output, for the report and nothing else.
    pub output: &'a mut dyn Write,
    /// Standard error, for what a format has no room for.
    pub aside: &'a mut dyn Write,
}

/// Runs one subcommand. On an error nothing is written.
///
/// # Errors
///
/// [`Problems`] of a file, a [`clap::Error`] for wrong usage, or what the system says.
pub fn run(cli: &Cli, streams: &mut Streams) -> Result<()> {
    match &cli.command {
        Command::Cost(args) => {
            let format = args.output.format(&args.input.files)?;
            deliver(cost(args, streams.input)?, format, &args.output, streams)
        }
    }
}

/// The exit code of a failed run: 2 for wrong usage, as clap has it, else 1.
#[must_use]
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    if error.is::<clap::Error>() { ExitCode::from(2) } else { ExitCode::FAILURE }
}

fn cost(args: &CostArgs, stdin: &mut dyn Read) -> Result<Report, Problems> {
    let table = price_table(&args.input.prices)?;
    let inputs = inputs(&args.input, stdin);
    let by = args.dimensions();
    let counts = tally::counts(&inputs, &table, &by)?;
    let scale = args.input.scale();
    let cost = Cost::of(&counts, &table, &scale, &by);
    let files = args.input.names();
    let price_file =
        prices::built_in(&args.input.prices).is_none().then_some(args.input.prices.as_str());
    let basis = Basis { files: &files, counts: &counts, table: &table, price_file, scale: &scale };
    Ok(report::cost::report(basis, &cost))
}

/// A built-in table by its name, else a file. A built-in name always means the same
/// table, whatever lies in the folder; `./kl-2011` names the file.
fn price_table(name: &str) -> Result<PriceTable, Problems> {
    let path = Path::new(name);
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    match prices::built_in(name) {
        Some(table) => prices::parse(&table),
        None if is_toml || path.is_file() => prices::parse(&file(path)?),
        None => Err(prices::unknown(name).into()),
    }
}

/// Reads all files; what cannot be read says why in its place.
fn inputs(args: &InputArgs, stdin: &mut dyn Read) -> Vec<Result<Input, Problem>> {
    let read = |path: &PathBuf| match path.to_str() {
        Some("-") => standard_input(stdin),
        _ => file(path),
    };
    args.files.iter().map(read).collect()
}

fn file(path: &Path) -> Result<Input, Problem> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Problem::new(format!("`{name}` is a directory")).help("name the files in it"));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Input { name, bytes }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Problem::new(format!("no file `{name}`"))
                .help("check the path; `-` reads standard input"))
        }
        Err(error) => Err(Problem::new(format!("cannot read `{name}`: {error}"))),
    }
}

fn standard_input(stdin: &mut dyn Read) -> Result<Input, Problem> {
    let mut bytes = Vec::new();
    stdin
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::new(format!("cannot read standard input: {error}")))?;
    Ok(Input { name: "-".to_owned(), bytes })
}

/// Writes a report where the arguments say.
fn deliver(report: Report, format: Format, args: &OutputArgs, streams: &mut Streams) -> Result<()> {
    let report = match &args.table {
        Some(name) => {
            let tables: Vec<&str> = report.tables.iter().map(|table| table.key.text()).collect();
            let unknown =
                format!("no table `{name}` in this report: expected one of {}", tables.join(", "));
            report.only(name).ok_or_else(|| usage(&unknown))?
        }
        None => report,
    };
    let rendered = render(&report, format, args.lang);
    match &args.output {
        Some(path) => replace(path, &rendered.output)?,
        None => write(streams.output, &rendered.output)?,
    }
    write(streams.aside, &rendered.aside)
}

/// Writes a file whole or not at all, as far as that can be: a device gets the text
/// as it comes. A link leads to the file that it stands for.
fn replace(path: &Path, text: &str) -> Result<(), Problems> {
    let target = fs::canonicalize(path).unwrap_or(path.to_owned());
    let written = if target.exists() && !target.is_file() {
        fs::OpenOptions::new()
            .write(true)
            .open(&target)
            .and_then(|mut device| device.write_all(text.as_bytes()))
    } else {
        AtomicWriteFile::open(&target).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.commit()
        })
    };
    written.map_err(|error| {
        let problem = |why: &str| Problem::new(format!("cannot write `{}`{why}", path.display()));
        match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => problem("")
                .help(format!("there is no folder `{}`; make it first", folder.display()))
                .into(),
            _ => problem(&format!(": {error}")).into(),
        }
    })
}

/// Writes to a stream. A reader that has had enough, such as `head`, is no error.
fn write(stream: &mut dyn Write, text: &str) -> Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problems::from(Problem::new(format!("cannot write the report: {error}"))).into())
        }
        _ => Ok(()),
    }
}
