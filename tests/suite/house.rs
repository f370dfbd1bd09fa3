//! The house rules that a test can check: who may name what, and what stands in no file.

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use kanalpris::internals::commands::Cli;

use crate::{entries, root, text};

/// Source files below a folder, with their code: comments and unit tests left out.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.clone(), code(&path)));
            }
        }
    }
    assert!(!files.is_empty(), "no source in {folder}");
    files
}

fn code(path: &Path) -> String {
    let text = text(path);
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The calculation: what all commands share, and each command's own.
fn models() -> Vec<(PathBuf, String)> {
    let mut files = of_commands("model.rs");
    files.extend(sources("src/model"));
    files
}

/// The file of that name in the folder of each command.
fn of_commands(name: &str) -> Vec<(PathBuf, String)> {
    let mut files = sources("src/commands");
    files.retain(|(path, _)| path.ends_with(name));
    files
}

#[track_caller]
fn none_names(folder: &str, words: &[&str]) {
    none_of_them_names(sources(folder), words);
}

#[track_caller]
fn none_of_them_names(files: Vec<(PathBuf, String)>, words: &[&str]) {
    for (path, code) in files {
        for word in words {
            assert!(!code.contains(word), "{} names `{word}`", path.display());
        }
    }
}

#[test]
fn the_model_is_pure() {
    let edges =
        ["std::io", "std::fs", "std::env", "std::net", "std::process", "std::time", "println!"];
    let crates = ["serde", "clap", "anyhow", "csv", "comfy_table", "toml"];
    none_of_them_names(models(), &edges);
    none_of_them_names(models(), &crates);
    none_of_them_names(models(), &["f32", "f64"]);
    none_of_them_names(models(), &["crate::input", "crate::report", "crate::render"]);
    none_names("src/model", &["crate::commands"]);
}

#[test]
fn the_scan_knows_no_domain() {
    none_names("src/scan", &["super::super", "kanalpris"]);
    for (path, code) in sources("src/scan") {
        for named in code.split("crate::").skip(1) {
            assert!(named.starts_with("scan::"), "{} names more of the crate", path.display());
        }
    }
}

#[test]
fn data_flows_one_way() {
    none_names("src/input", &["crate::report", "crate::render", "crate::commands"]);
    none_names("src/report", &["crate::input", "crate::render", "crate::run"]);
    none_of_them_names(of_commands("report.rs"), &["crate::input", "crate::render", "crate::run"]);
    none_names("src/render", &["crate::input", "crate::commands", "crate::run"]);
    for (path, code) in sources("src/render") {
        for model in code.split("crate::model::").skip(1) {
            let may = ["quantity", "exact"].iter().any(|module| model.starts_with(module));
            assert!(may, "{} names more of the model", path.display());
        }
    }
}

#[test]
fn a_problem_holds_no_sentence_and_knows_no_reader() {
    let others =
        ["crate::input", "crate::report", "crate::render", "crate::commands", "crate::run"];
    none_names("src/diagnostic", &others);
    none_names("src/diagnostic", &["impl fmt::Display", "annotate_snippets"]);
}

#[test]
fn the_command_line_is_known_to_the_commands_alone() {
    for (path, code) in sources("src") {
        let files = ["args.rs", "commands/mod.rs", "commands/generate/mod.rs"];
        let may = files.iter().any(|file| path.ends_with(file));
        assert!(may || !code.contains("clap::"), "{} names clap", path.display());
    }
}

#[test]
fn files_are_opened_at_the_edges_only() {
    for (path, code) in sources("src") {
        let opens =
            ["std::fs", "fs::", "File::", "tempfile"].iter().any(|word| code.contains(word));
        let edges = ["src/run", "src/input"].map(|folder| root().join(folder));
        let may = edges.iter().any(|edge| path.starts_with(edge));
        assert!(may || !opens, "{} opens files", path.display());
        let prints = ["println!", "print!", "stdout()"].iter().any(|word| code.contains(word));
        assert!(!prints || path.ends_with("src/main.rs"), "{} prints", path.display());
    }
}

#[test]
fn no_file_is_long() {
    for (path, _) in sources("src") {
        let lines = text(&path).lines().count();
        assert!(lines <= 620, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_file_opens_with_what_is_in_it() {
    for folder in ["src", "tests", "examples"] {
        for (path, _) in sources(folder) {
            assert!(text(&path).starts_with("//! "), "{} opens without `//!`", path.display());
        }
    }
}

#[test]
fn nothing_is_left_half_done() {
    // In two parts, so that this file does not name them itself.
    let words = [("todo", "!("), ("unimplemented", "!("), ("dbg", "!("), (".unwrap", "()")];
    for (path, code) in sources("src") {
        for word in words.map(|(first, rest)| format!("{first}{rest}")) {
            assert!(!code.contains(&word), "{} has `{word}`", path.display());
        }
        for (at, line) in text(&path).lines().enumerate() {
            let comment = line.trim_start().strip_prefix("// ").unwrap_or_default();
            let looks_like_code = comment.ends_with([';', '{', '}']);
            assert!(!looks_like_code, "{}:{}: commented-out code", path.display(), at + 1);
        }
    }
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}
