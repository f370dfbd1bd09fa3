//! Scenario files: TOML to sketches.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::Located;
use super::scenario_spec::{BusinessCaseSpec, MoveSpec, ScenarioSpec};
use super::text::{self, Input};
use crate::model::counts::Dimension;

/// The shape of a scenario file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToml {
    #[serde(default)]
    scenario: Vec<ScenarioToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioToml {
    name: Spanned<String>,
    #[serde(default)]
    description: String,
    based_on: Option<Spanned<String>>,
    #[serde(default)]
    moves: Vec<MoveToml>,
    #[serde(default)]
    prices: BTreeMap<Spanned<String>, Spanned<Value>>,
    realised: Option<Spanned<Value>>,
    business_case: Option<CaseToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a move: `{ from, to, percent }`")]
struct MoveToml {
    from: Spanned<String>,
    to: Spanned<String>,
    percent: Spanned<Value>,
    unit: Option<Spanned<String>>,
    task: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    rebound: Option<ReboundToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a rebound: `{ percent, to }`")]
struct ReboundToml {
    percent: Spanned<Value>,
    to: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a business case with an `investment`")]
struct CaseToml {
    investment: Spanned<Value>,
    running: Option<Spanned<Value>>,
    phasing: Option<Spanned<Vec<Spanned<Value>>>>,
    discount: Option<Spanned<Value>>,
    years: Option<Spanned<Value>>,
}

/// Reads a scenario file.
///
/// # Errors
///
/// What is not TOML or not the shape of a scenario file, or a file without a scenario.
pub fn parse(input: &Input) -> Result<Vec<ScenarioSpec>, Diagnostics> {
    let text = input.text()?;
    let file: FileToml = text::toml(input, text, "`examples/scenarier.toml` for a file")?;
    if file.scenario.is_empty() {
        return Err(Diagnostic::new(
            Code::NoScenarios,
            format!("`{}` has no scenarios", input.name),
        )
        .help("a scenario is a `[[scenario]]` with `name` and `moves`")
        .into());
    }
    let string = |string: Spanned<String>| Located::of_string(input, text, &string);
    let number = |number: Spanned<Value>| Located::of_number(input, text, &number);
    let step = |toml: MoveToml| {
        let only = [
            (Dimension::Unit, toml.unit),
            (Dimension::Task, toml.task),
            (Dimension::Type, toml.r#type),
        ];
        MoveSpec {
            from: string(toml.from),
            to: string(toml.to),
            percent: number(toml.percent),
            only: only
                .into_iter()
                .filter_map(|(dimension, value)| Some((dimension, string(value?))))
                .collect(),
            rebound: toml.rebound.map(|rebound| (number(rebound.percent), string(rebound.to))),
        }
    };
    let case = |toml: CaseToml| BusinessCaseSpec {
        investment: number(toml.investment),
        running: toml.running.map(number),
        phasing: toml.phasing.map(|list| {
            let whole = Located::of_span(input, text, list.span());
            (whole, list.into_inner().into_iter().map(number).collect())
        }),
        discount: toml.discount.map(number),
        years: toml.years.map(number),
    };
    let scenario = |toml: ScenarioToml| ScenarioSpec {
        name: Some(string(toml.name)),
        description: toml.description,
        based_on: toml.based_on.map(string),
        moves: toml.moves.into_iter().map(step).collect(),
        prices: toml
            .prices
            .into_iter()
            .map(|(channel, price)| (string(channel), number(price)))
            .collect(),
        realised: toml.realised.map(number),
        case: toml.business_case.map(case),
    };
    Ok(file.scenario.into_iter().map(scenario).collect())
}
