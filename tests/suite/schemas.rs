//! The JSON Schemas against the reports of all golden cases, and against the files in TOML.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use jsonschema::Validator;
use kanalpris::internals::commands::Cli;
use kanalpris::internals::commands::generate::SCHEMAS;
use serde_json::{Map, Value, json};

use crate::{entries, report, root, run, text};

/// The schema of that name.
fn schema(name: &str) -> Value {
    serde_json::from_str(&report(&format!("schema {name}"))).expect("a schema is JSON")
}

/// A schema that takes no key that it does not describe. Those that users have take any, because
/// keys may be added.
fn strict(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(parts) => {
            parts.values_mut().for_each(|part| *part = strict(part.take()));
            if parts.get("properties").is_some_and(Value::is_object) {
                parts.entry("additionalProperties").or_insert(json!(false));
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| *part = strict(part.take())),
        _ => {}
    }
    schema
}

#[track_caller]
fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::meta::validate(schema).expect("a sound schema");
    jsonschema::validator_for(schema).expect("a schema that compiles")
}

/// What is wrong with a file, by its place in it.
fn problems(validator: &Validator, file: &Value) -> Vec<String> {
    let errors = validator.iter_errors(file);
    errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The commands of the golden cases, each with its folder.
fn golden_commands() -> Vec<(PathBuf, Vec<String>)> {
    let cases = entries(&root().join("tests/golden")).into_iter().filter(|path| path.is_dir());
    let cases = cases.flat_map(|command| entries(&command));
    let commands = cases.flat_map(|case| {
        let lines = text(&case.join("cmd"));
        let lines = lines.lines().map(|line| line.split(" # ").next().unwrap_or(line).to_owned());
        let commands = lines.filter_map(|line| shlex::split(&line)).collect::<Vec<_>>();
        commands.into_iter().map(move |command| (case.clone(), command))
    });
    commands.collect()
}

/// Flags that change no key of a report.
const LAYOUT: [&str; 5] = ["--lang", "--full", "--width", "--quiet", "--color"];

/// The same command with its report in JSON; `None` for one that writes a file.
fn as_json(mut command: Vec<String>) -> Option<Vec<String>> {
    let writes = ["-o", "--output", "--describe", "--save-scenario", "--out"];
    if command.iter().any(|word| writes.contains(&word.as_str())) {
        return None;
    }
    command.retain(|word| word != "2>/dev/null");
    for flag in ["--format", "--table"] {
        if let Some(at) = command.iter().position(|word| word == flag) {
            command.drain(at..=at + 1);
        }
    }
    command.extend(["--format", "json"].map(str::to_owned));
    Some(command)
}

#[test]
fn every_report_of_the_golden_cases_fits_its_schema() {
    let reports: Map<String, Value> =
        SCHEMAS[4..].iter().map(|(name, _)| ((*name).to_owned(), strict(schema(name)))).collect();
    let validators: Vec<(&String, Validator)> =
        reports.iter().map(|(name, schema)| (name, validator(schema))).collect();
    let mut flags_checked = BTreeSet::new();
    for (folder, command) in golden_commands() {
        let validator = validators.iter().find(|(name, _)| command.get(1) == Some(name));
        let Some((_, validator)) = validator else { continue };
        let Some(command) = as_json(command) else { continue };
        // Which keys a report has depends on its flags, and on its tables: one report of each
        // combination is enough.
        let flags: BTreeSet<String> = command[1..]
            .windows(2)
            .filter(|words| words[1].starts_with("--") || words[0] == "--by")
            .map(|words| words[1].clone())
            .filter(|word| !LAYOUT.contains(&word.as_str()))
            .chain([command[1].clone()])
            .collect();
        if flags_checked.contains(&flags) {
            continue;
        }
        let Ok(report) = run(&command, &folder) else { continue };
        let Ok(report) = serde_json::from_str(&report) else { continue };
        let problems = problems(validator, &report);
        assert!(problems.is_empty(), "{}: {command:?}: {problems:#?}", folder.display());
        flags_checked.insert(flags);
    }
    let checked = flags_checked.len();
    assert!(checked > 100, "only {checked} reports were checked");
}

/// The golden files that hold a whole report, which were saved and reviewed.
#[test]
fn the_saved_reports_fit_their_schemas() {
    let mut checked = BTreeSet::new();
    for (folder, _) in golden_commands() {
        for file in entries(&folder) {
            let is_output = file.to_string_lossy().ends_with("stdout");
            let report = is_output.then(|| serde_json::from_str::<Value>(&text(&file)).ok());
            let Some(report) = report.flatten() else { continue };
            let Some(name) = report["report"].as_str() else { continue };
            let problems = problems(&validator(&strict(schema(name))), &report);
            assert!(problems.is_empty(), "{}: {problems:#?}", file.display());
            checked.insert(name.to_owned());
        }
    }
    let most = ["check", "compare", "contact-centre", "cost", "goal", "pattern", "self-service"];
    for name in most.into_iter().chain(["opening-hours", "outgoing", "whatif"]) {
        assert!(checked.contains(name), "no golden file holds a report of `kanal {name}`");
    }
}

/// The TOML files in a folder and below.
fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = entries(folder).into_iter();
    let files = entries.flat_map(|path| if path.is_dir() { toml_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
}

/// A file in TOML, and the name of the schema that it is for.
fn toml(path: &Path) -> Option<(&'static str, Value)> {
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
    let name = match () {
        () if table.contains_key("files") => "count-description",
        () if table.contains_key("scenario") => "scenarios",
        () if table.contains_key("opening") => "opening-hours-file",
        () => "price-table",
    };
    Some((name, serde_json::to_value(table).expect("TOML has a form in JSON")))
}

#[test]
fn the_files_in_toml_fit_their_schemas() {
    let folders = ["examples", "prices", "tests/golden"].map(|folder| root().join(folder));
    let mut checked = Vec::new();
    for path in folders.iter().flat_map(|folder| toml_files(folder)) {
        // A case about an error may have files that are wrong, and files that are not.
        let Some((name, file)) = toml(&path) else { continue };
        let is_error = path
            .iter()
            .map(std::ffi::OsStr::to_string_lossy)
            .any(|part| part.starts_with("error-") || part.contains("broken"));
        let problems = problems(&validator(&schema(name)), &file);
        assert!(is_error || problems.is_empty(), "{}: {problems:#?}", path.display());
        checked.push(name);
    }
    let files = [("count-description", 5), ("scenarios", 10), ("price-table", 10)];
    for (name, least) in files.into_iter().chain([("opening-hours-file", 4)]) {
        let number = checked.iter().filter(|one| **one == name).count();
        assert!(number >= least, "only {number} files of {name}");
    }
}

#[test]
fn the_schemas_refuse_what_the_program_refuses() {
    let cases = [
        ("error-scenarios-unknown-key/s.toml", "whatif", "scenarios"),
        ("error-scenarios-renamed-keys/repeat.toml", "whatif", "scenarios"),
        ("error-prices-unknown-key/prices.toml", "cost", "price-table"),
        ("error-based-on/keys.toml", "prices", "price-table"),
        ("error-description-values/types.toml", "cost", "count-description"),
        ("error-hours/hours.toml", "opening-hours", "opening-hours-file"),
    ];
    for (file, command, name) in cases {
        let path = root().join("tests/golden").join(command).join(file);
        let (found, value) = toml(&path).expect("sound TOML");
        assert_eq!(found, name, "{file}");
        assert!(!problems(&validator(&schema(name)), &value).is_empty(), "{file} fits {name}");
    }
}

#[test]
fn a_report_without_a_key_does_not_fit() {
    let schema = validator(&schema("cost"));
    let report: Value =
        serde_json::from_str(&report("cost examples/uge5-6.csv --format json")).expect("JSON");
    assert_eq!(problems(&schema, &report), Vec::<String>::new());
    let without = |path: &str, key: &str| {
        let mut report = report.clone();
        let part = report.pointer_mut(path).and_then(Value::as_object_mut).expect("an object");
        part.remove(key).expect("a key of the report");
        problems(&schema, &report)
    };
    assert_eq!(without("", "headline").len(), 1);
    assert_eq!(without("/assumptions", "weeks_per_year").len(), 1);
    assert_eq!(without("/tables/by_channel/rows/0", "cost").len(), 1);
    let mut added = report;
    added["added"] = json!({ "in": "a later version" });
    assert_eq!(problems(&schema, &added), Vec::<String>::new());
}

#[test]
fn each_report_has_a_schema() {
    // These have no report in JSON; `page` writes HTML alone.
    let others = ["completions", "man", "page", "schema"];
    for command in Cli::command().get_subcommands().map(clap::Command::get_name) {
        let has_schema = SCHEMAS.iter().any(|(name, _)| *name == command);
        assert!(has_schema != others.contains(&command), "`kanal {command}`");
    }
}
