//! Scenarios as they are written to a file: those of another file, and that of the command line.

use std::path::PathBuf;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TomlError, value};

use super::description::scalar;
use super::located::{Argument, Located};
use super::scenarios::{MoveSpec, ScenarioSpec, positions, read};
use super::text::Input;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The scenarios of a file as they are written.
pub fn to_toml(input: &Input) -> Result<Item, Diagnostic> {
    Ok(document(input)?.remove("scenario").unwrap_or_default())
}

fn document(input: &Input) -> Result<DocumentMut, Diagnostic> {
    input.text()?.parse().map_err(|error: TomlError| {
        Code::InvalidScenarios.problem().with("message", error.message())
    })
}

/// Parses `--save-scenario NAME=FILE`.
pub fn parse(text: &str) -> Result<(Located, PathBuf), Diagnostic> {
    let sign = text.rfind('=').filter(|at| *at > 0 && at + 1 < text.len());
    let (name, file) = Argument::new("--save-scenario", text).split(sign)?;
    Ok((name, PathBuf::from(file.text)))
}

/// A scenario file with one more scenario, that of the command line. The rest of it stays as it is.
pub fn with_scenario(
    input: &Input,
    name: &Located,
    spec: &ScenarioSpec,
    realisation: Option<&String>,
) -> Result<String, Diagnostics> {
    if !input.bytes.is_empty()
        && read(input).is_ok_and(|specs| positions(&specs).contains_key(&*name.text))
    {
        return Err(name.problem(Code::DuplicateScenario).into());
    }
    let mut document = document(input)?;
    let mut scenario = Table::new();
    scenario["name"] = value(&name.text);
    if !spec.moves.is_empty() {
        let moves: Array = Diagnostics::collect(spec.moves.iter().map(saved))?;
        scenario["moves"] = value(moves);
    }
    if !spec.prices.is_empty() {
        let price =
            |(channel, price): &(Located, Located)| (channel.text.clone(), scalar(&price.text));
        scenario["prices"] = value(spec.prices.iter().map(price).collect::<InlineTable>());
    }
    if let Some(percent) = realisation {
        scenario["realisation"] = value(scalar(percent));
    }
    let scenarios = document.entry("scenario").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(scenarios) = scenarios.as_array_of_tables_mut() {
        scenarios.push(scenario);
    }
    let text = document.to_string();
    // A file of another kind is refused.
    read(&Input { name: input.name.clone(), bytes: text.clone().into_bytes() })?;
    Ok(text)
}

/// A move as a scenario file has it.
fn saved(step: &MoveSpec) -> Result<InlineTable, Diagnostic> {
    let words = [("from", &step.from), ("to", &step.to), ("percent", &step.percent)];
    let mut toml: InlineTable =
        words.into_iter().map(|(key, word)| (key, scalar(&word.text))).collect();
    for condition in &step.only {
        match condition.values.as_slice() {
            [one] => toml.insert(condition.dimension.headings()[1], one.text.as_str().into()),
            [_, more, ..] => return Err(more.problem(Code::SeveralNotSaved)),
            [] => None,
        };
    }
    if let Some((percent, to)) = &step.repeat {
        let repeat = [("percent", scalar(&percent.text)), ("to", to.text.as_str().into())];
        toml.insert("repeat", repeat.into_iter().collect::<InlineTable>().into());
    }
    Ok(toml)
}
