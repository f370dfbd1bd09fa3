//! All integration tests, in one binary.

mod border;
mod chunks;
mod compare;
mod files;
mod following;
mod fuzz_corpus;
mod generated;
mod house;
mod html_reports;
mod languages;
mod laws;
mod layouts;
mod live;
mod made_again;
mod numbers;
mod opening_hours;
mod pages;
mod places;
mod readme;
mod rendering;
mod samples;
mod scanning;
mod scenarios;
mod schemas;
mod short;
mod sound;
mod tables;
mod words;
mod workbook_reports;
mod workbooks;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kanalpris::internals::commands;
use kanalpris::internals::input::prices;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::run::{Colors, Streams};

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test, away from the language of whoever runs the tests.
fn kanal() -> snapbox::cmd::Command {
    snapbox::cmd::Command::new(env!("CARGO_BIN_EXE_kanal")).env_remove("KANAL_LANG")
}

/// What a command writes to standard output, run in process and in the folder of the project.
#[track_caller]
fn report(command: &str) -> String {
    report_in(root(), command)
}

/// What a command writes to standard output, run in process and in a folder.
#[track_caller]
fn report_in(folder: &Path, command: &str) -> String {
    let arguments = shlex::split(&format!("kanal {command}")).expect("quotes that are closed");
    run(&arguments, folder).expect("a sound run")
}

/// Runs a command in a folder: its output, or what is wrong.
fn run(arguments: &[String], folder: &Path) -> Result<String, String> {
    let mut cli = commands::parse(arguments, None).map_err(|error| error.to_string())?;
    let (mut output, mut aside) = (Vec::new(), Vec::new());
    let input = &mut io::empty();
    let mut streams = Streams {
        folder,
        input,
        output: &mut output,
        aside: &mut aside,
        auto_colors: Colors::default(),
    };
    cli.run(&mut streams).map_err(|error| format!("{error:?}"))?;
    Ok(String::from_utf8(output).expect("output is text"))
}

/// The price table of KL. It is parsed once: the laws need it for thousands of counts.
fn table() -> PriceTable {
    static TABLE: LazyLock<PriceTable> = LazyLock::new(|| {
        prices::parse(&prices::built_in("kl-2011").expect("built in")).expect("a sound table")
    });
    TABLE.clone()
}

/// What is in a folder, in the order of its names.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder that can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// The text of a file.
#[track_caller]
fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
