//! Streams and files: what is written, when, and what is left alone.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::{entries, kanal, root, text};

const SAMPLE: &str = "examples/uge5-6.csv";

#[test]
fn standard_input_is_read_for_a_dash() {
    let from_file = kanal()
        .args(["cost", SAMPLE, "--format", "csv"])
        .current_dir(root())
        .output();
    let from_stdin = kanal()
        .args(["cost", "-", "--format", "csv"])
        .stdin(text(&root().join(SAMPLE)))
        .output();
    let [from_file, from_stdin] =
        [from_file, from_stdin].map(|output| output.expect("kanal starts").stdout);
    assert!(!from_file.is_empty());
    assert_eq!(from_file, from_stdin);
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanal"))
        .args(["cost", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kanal starts");
    // The report is written after the input ends, so by then nobody reads it.
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(text(&root().join(SAMPLE)).as_bytes())
        .expect("kanal reads");
    drop(stdin);
    let output = child.wait_with_output().expect("kanal ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_extension_of_the_output_picks_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, format) in [
        ("a.txt", "text"),
        ("a.md", "markdown"),
        ("a.csv", "csv"),
        ("a.json", "json"),
    ] {
        let file = folder.path().join(name);
        let to_file = kanal()
            .args(["cost", SAMPLE, "-o"])
            .arg(&file)
            .current_dir(root())
            .output()
            .expect("kanal starts");
        assert_eq!(to_file.status.code(), Some(0), "{name}");
        assert!(
            to_file.stdout.is_empty(),
            "{name}: the report goes to the file alone"
        );
        let to_stdout = kanal()
            .args(["cost", SAMPLE, "--format", format])
            .current_dir(root())
            .output()
            .expect("kanal starts");
        assert_eq!(text(&file).into_bytes(), to_stdout.stdout, "{name}");
    }
}

#[test]
fn a_failed_run_leaves_the_output_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cost.json");
    std::fs::write(&file, "before").expect("the folder can be written");
    kanal()
        .args(["cost", "no-such-file.csv", "-o"])
        .arg(&file)
        .assert()
        .code(1)
        .stdout_eq("");
    assert_eq!(text(&file), "before");
    assert_eq!(
        entries(folder.path()),
        [file],
        "nothing else is left behind"
    );
}

#[test]
fn the_language_can_come_from_the_environment() {
    let english = kanal()
        .args(["cost", SAMPLE])
        .env("KANAL_LANG", "en")
        .current_dir(root())
        .output();
    let flagged = kanal()
        .args(["cost", SAMPLE, "--lang", "en"])
        .current_dir(root())
        .output();
    let [english, flagged] = [english, flagged].map(|output| output.expect("kanal starts").stdout);
    assert!(String::from_utf8_lossy(&english).contains("Variable cost of a year"));
    assert_eq!(english, flagged);
}

#[test]
fn every_example_is_read_by_a_test() {
    let known = ["README.md", "library.rs", "uge5-6.csv"];
    let names: Vec<String> = entries(&root().join("examples"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(names, known, "a new example needs a test that reads it");
}
