//! All integration tests, in one binary.

mod chunks;
mod compare;
mod files;
mod following;
mod golden;
mod house;
mod laws;
mod layouts;
mod numbers;
mod readme;
mod samples;
mod scenarios;

use std::path::{Path, PathBuf};

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test, away from the language of whoever runs the tests.
fn kanal() -> snapbox::cmd::Command {
    snapbox::cmd::Command::new(env!("CARGO_BIN_EXE_kanal")).env_remove("KANAL_LANG")
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
