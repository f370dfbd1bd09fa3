//! Scenarios as they are written, in a TOML file or on the command line, before anything is resolved.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::filter::{ConditionSpec, parse_only};
use super::located::{Argument, Located, TomlFile};
use super::text::Input;
use crate::model::counts::Dimension;

/// A scenario as it is written.
#[derive(Debug, Clone, Default)]
pub struct ScenarioSpec {
    /// Its name; `None` for the scenario of the command line.
    pub name: Option<Located>,
    /// What it is about.
    pub description: String,
    /// The scenario that it builds on.
    pub based_on: Option<Located>,
    /// Its moves.
    pub moves: Vec<MoveSpec>,
    /// Channels and their prices.
    pub prices: Vec<(Located, Located)>,
    /// The per cent of a saving that is taken out.
    pub realised: Option<Located>,
    /// Its business case.
    pub case: Option<BusinessCaseSpec>,
}

/// A move as it is written.
#[derive(Debug, Clone)]
pub struct MoveSpec {
    /// The channel that enquiries leave.
    pub from: Located,
    /// The channel that they come in on.
    pub to: Located,
    /// How many of them, in per cent; a range for an axis of a grid.
    pub percent: Located,
    /// What it is limited to.
    pub only: Vec<ConditionSpec>,
    /// The per cent that comes in again, and the channel that it comes in on.
    pub rebound: Option<(Located, Located)>,
}

/// A business case as it is written.
#[derive(Debug, Clone)]
pub struct BusinessCaseSpec {
    /// The amount of year 0.
    pub investment: Located,
    /// The amount of every year.
    pub running: Option<Located>,
    /// The whole list of per cents by year, and each of them.
    pub phasing: Option<(Located, Vec<Located>)>,
    /// Per cent a year.
    pub discount: Option<Located>,
    /// How many years.
    pub years: Option<Located>,
}

/// The plan of `--plan`: a scenario file and the name of one of its scenarios.
#[derive(Debug, Clone)]
pub struct PlanSpec {
    /// The file.
    pub file: PathBuf,
    /// The name.
    pub name: Located,
}

impl ScenarioSpec {
    /// The scenario of `--move`, `--price` and `--only`.
    pub fn parse(
        moves: &[String],
        prices: &[String],
        only: &[String],
    ) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let only = problems.ok(parse_only(only)).unwrap_or_default();
        let expected = "expected FROM:TO=PERCENT, such as `telefon:selvbetjening=20%`";
        let moves = moves
            .iter()
            .map(|text| MoveSpec::parse(Argument::new("--move", text), expected, &only));
        let moves = problems.ok(Diagnostics::collect(moves)).unwrap_or_default();
        let expected = "expected a channel and its price, such as `telefon=28`";
        let prices = prices.iter().map(|text| Argument::new("--price", text).pair(expected));
        let prices = problems.ok(Diagnostics::collect(prices)).unwrap_or_default();
        problems.into_result(Self { moves, prices, ..Self::default() })
    }

    /// The moves of `--from`, `--to` and `--only`, each of all enquiries.
    pub fn parse_goal(from: &[String], to: &str, only: &[String]) -> Result<Self, Diagnostics> {
        let only = parse_only(only)?;
        let step = |from: &String| {
            let from = Argument::new("--from", from).whole();
            MoveSpec {
                to: Argument::new("--to", to).whole(),
                percent: from.with_text("100"),
                from,
                only: only.clone(),
                rebound: None,
            }
        };
        Ok(Self { moves: from.iter().map(step).collect(), ..Self::default() })
    }
}

impl MoveSpec {
    /// The dimensions that it is limited in, which the counts must have.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.only.iter().map(|condition| condition.dimension)
    }

    /// Parses `telefon:selvbetjening=20%`; `expected` describes the form.
    fn parse(
        argument: Argument,
        expected: &str,
        only: &[ConditionSpec],
    ) -> Result<Self, Diagnostic> {
        let text = argument.text;
        match (text.find(':'), text.rfind('=')) {
            (Some(colon), Some(equals)) if colon < equals => Ok(Self {
                from: argument.part(0..colon),
                to: argument.part(colon + 1..equals),
                percent: argument.part(equals + 1..text.len()),
                only: only.to_vec(),
                rebound: None,
            }),
            _ => {
                let text = format!("`{text}` is not a move");
                Err(argument.whole().problem(Code::InvalidMove, text, expected))
            }
        }
    }

    /// Parses the axes of `--grid`: one or two moves, each with a range as its per cent.
    pub fn parse_grid(arguments: &[String], only: &[String]) -> Result<Vec<Self>, Diagnostics> {
        let only = parse_only(only)?;
        let mut problems = Diagnostics::default();
        if let Some(third) = arguments.get(2) {
            let third = Argument::new("--grid", third).whole();
            let text = "a grid has one or two moves";
            problems.push(third.problem(Code::TooManyAxes, text, "the third"));
        }
        let expected =
            "expected FROM:TO=LOWEST..HIGHEST/STEP, such as `telefon:selvbetjening=0..40/10`";
        let axes = arguments
            .iter()
            .map(|text| Self::parse(Argument::new("--grid", text), expected, &only));
        let axes = problems.ok(Diagnostics::collect(axes)).unwrap_or_default();
        problems.into_result(axes)
    }
}

impl PlanSpec {
    /// Parses `scenarier.toml:Begge dele`.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let argument = Argument::new("--plan", text);
        // A path may have a colon in it, as may a name.
        let colon = match text.find(".toml:") {
            Some(at) => Some(at + ".toml".len()),
            None => text.find(':'),
        };
        match colon.filter(|at| *at > 0 && *at + 1 < text.len()) {
            Some(at) => Ok(Self {
                file: PathBuf::from(&text[..at]),
                name: argument.part(at + 1..text.len()),
            }),
            None => Err(argument.whole().problem(
                Code::InvalidPlan,
                format!("`{text}` is not a plan"),
                "expected FILE:NAME, such as `scenarier.toml:Begge dele`",
            )),
        }
    }
}

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

/// Reads a scenario file, which has one scenario at least.
pub fn read(input: &Input) -> Result<Vec<ScenarioSpec>, Diagnostics> {
    let sample = "`examples/scenarier.toml` for a file";
    let (file, toml): (_, FileToml) = TomlFile::parse(input, sample)?;
    if toml.scenario.is_empty() {
        let text = format!("`{}` has no scenarios", input.name);
        return Err(Diagnostic::new(Code::NoScenarios, text)
            .help("a scenario is a `[[scenario]]` with `name` and `moves`")
            .into());
    }
    Ok(toml.scenario.into_iter().map(|scenario| scenario.locate(file)).collect())
}

impl ScenarioToml {
    fn locate(self, file: TomlFile) -> ScenarioSpec {
        let price = |(channel, price)| (file.string(&channel), file.number(&price));
        ScenarioSpec {
            name: Some(file.string(&self.name)),
            description: self.description,
            based_on: self.based_on.map(|name| file.string(&name)),
            moves: self.moves.into_iter().map(|step| step.locate(file)).collect(),
            prices: self.prices.into_iter().map(price).collect(),
            realised: self.realised.map(|percent| file.number(&percent)),
            case: self.business_case.map(|case| case.locate(file)),
        }
    }
}

impl MoveToml {
    fn locate(self, file: TomlFile) -> MoveSpec {
        let only = [
            (Dimension::Unit, self.unit),
            (Dimension::Task, self.task),
            (Dimension::Type, self.r#type),
        ];
        let condition = |(dimension, value): (_, Option<Spanned<String>>)| {
            Some(ConditionSpec { dimension, values: vec![file.string(&value?)] })
        };
        MoveSpec {
            from: file.string(&self.from),
            to: file.string(&self.to),
            percent: file.number(&self.percent),
            only: only.into_iter().filter_map(condition).collect(),
            rebound: self
                .rebound
                .map(|rebound| (file.number(&rebound.percent), file.string(&rebound.to))),
        }
    }
}

impl CaseToml {
    fn locate(self, file: TomlFile) -> BusinessCaseSpec {
        let number = |number: Spanned<Value>| file.number(&number);
        BusinessCaseSpec {
            investment: number(self.investment),
            running: self.running.map(number),
            phasing: self.phasing.map(|list| {
                let whole = file.part(list.span());
                (whole, list.into_inner().into_iter().map(number).collect())
            }),
            discount: self.discount.map(number),
            years: self.years.map(number),
        }
    }
}
