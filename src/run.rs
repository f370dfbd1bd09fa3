//! One short function a subcommand: read, compute, report, render. Besides `read`,
//! the only place that opens and writes files.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::Result;

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
            let format = args.output.format()?;
            deliver(&cost(args, streams.input)?, format, &args.output, streams)
        }
    }
}

fn cost(args: &CostArgs, stdin: &mut dyn Read) -> Result<Report, Problems> {
    let table = price_table(&args.input.prices)?;
    let inputs = inputs(&args.input, stdin)?;
    let counts = tally::counts(&inputs, &table, &args.by)?;
    let scale = args.input.scale();
    let cost = Cost::of(&counts, &table, &scale, &args.by);
    let files: Vec<String> = inputs.into_iter().map(|input| input.name).collect();
    let basis = Basis {
        files: &files,
        counts: &counts,
        table: &table,
        scale: &scale,
    };
    Ok(report::cost::report(basis, &cost))
}

/// A built-in table by its name, else a file. A built-in name always means the same
/// table, whatever lies in the folder; `./kl-2011` names the file.
fn price_table(name: &str) -> Result<PriceTable, Problems> {
    let path = Path::new(name);
    let is_toml = path
        .extension()
        .is_some_and(|extension| extension == "toml");
    match prices::built_in(name) {
        Some(table) => prices::parse(&table),
        None if is_toml || path.is_file() => prices::parse(&file(path)?),
        None => Err(prices::unknown(name).into()),
    }
}

/// Reads all files, or says of all that cannot be read why.
fn inputs(args: &InputArgs, stdin: &mut dyn Read) -> Result<Vec<Input>, Problems> {
    let mut problems = Problems::default();
    let mut inputs = Vec::new();
    for path in &args.files {
        let input = if path.as_os_str() == "-" {
            standard_input(stdin)
        } else {
            file(path)
        };
        match input {
            Ok(input) => inputs.push(input),
            Err(problem) => problems.push(problem),
        }
    }
    problems.or(inputs)
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
    Ok(Input {
        name: "-".to_owned(),
        bytes,
    })
}

/// Writes a report where the arguments say.
fn deliver(
    report: &Report,
    format: Format,
    args: &OutputArgs,
    streams: &mut Streams,
) -> Result<()> {
    let table = match &args.table {
        None => report.tables.first(),
        Some(name) => report.tables.iter().find(|table| table.key.text() == name),
    };
    let table = table.ok_or_else(|| {
        let tables: Vec<&str> = report.tables.iter().map(|table| table.key.text()).collect();
        usage(&format!(
            "no such table in this report: expected one of {}",
            tables.join(", ")
        ))
    })?;
    let rendered = render(report, format, args.lang, table);
    match &args.output {
        Some(path) => replace(path, &rendered.output)?,
        None => write(streams.output, &rendered.output)?,
    }
    write(streams.aside, &rendered.aside)
}

/// Writes a file beside its place and moves it there when it is whole.
fn replace(path: &Path, text: &str) -> Result<(), Problems> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let failed = |error: io::Error| {
        let what = format!("cannot write `{}`", path.display());
        match error.kind() {
            io::ErrorKind::NotFound => Problem::new(what).help(format!(
                "there is no folder `{}`; make it first",
                folder.display()
            )),
            _ => Problem::new(format!("{what}: {error}")),
        }
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Writes to a stream. A reader that has had enough, such as `head`, is no error.
fn write(stream: &mut dyn Write, text: &str) -> Result<()> {
    match stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problems::from(Problem::new(format!("cannot write the report: {error}"))).into())
        }
        _ => Ok(()),
    }
}
