//! What holds for every input holds for the samples, the inputs of the golden cases, and what a
//! fuzzer found.

#[path = "../../fuzz/invariants.rs"]
mod invariants;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use invariants::{TARGETS, check};

use crate::{entries, root};

/// A larger sample takes long, and has nothing that a smaller one lacks.
const LARGEST: usize = 4 * 1024;

/// How many samples of a kind are checked: those of the golden cases are alike.
const SAMPLES: usize = 40;

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(below).collect()
}

/// Checks all inputs of a kind. The last path that is printed is that of the input at fault.
fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    let samples =
        ["examples", "tests/golden", "tests/data"].map(|folder| files(&root().join(folder)));
    let is_input = |path: &PathBuf| {
        let ending = path.extension().or(path.file_name()).and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| target.endings.contains(&ending))
    };
    let mut samples = samples.concat();
    samples.retain(is_input);
    let step = samples.len().div_ceil(SAMPLES).max(1);
    let found = root().join("fuzz/corpus").join(name);
    let found = if found.is_dir() { files(&found) } else { Vec::new() };
    let mut seen = HashSet::new();
    for path in samples.into_iter().step_by(step).chain(found) {
        let bytes = fs::read(&path).expect("an input that can be read");
        if bytes.len() <= LARGEST && seen.insert(bytes.clone()) {
            println!("{}", path.display());
            check(name, &bytes);
        }
    }
    assert!(seen.len() > 1, "no inputs for {name}");
}

#[test]
fn counts() {
    replay("counts");
}

#[test]
fn workbooks() {
    replay("workbook");
}

#[test]
fn price_tables() {
    replay("prices");
}

#[test]
fn scenarios() {
    replay("scenarios");
}

#[test]
fn descriptions() {
    replay("description");
}

#[test]
fn opening_hours() {
    replay("hours");
}

#[test]
fn lists_of_names() {
    replay("names");
}

#[test]
fn command_lines() {
    replay("arguments");
}

#[test]
fn saved_reports() {
    replay("expected");
}
