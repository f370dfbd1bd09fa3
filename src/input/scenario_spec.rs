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
use crate::model::quantity::{Money, Share};
use crate::model::scenario::BusinessCase;

/// The most years that a business case may look at.
const YEARS: u16 = 50;

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
    /// Its business case, or what is wrong with it, which matters only if the scenario is resolved.
    pub case: Option<Result<BusinessCase, Diagnostics>>,
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
        let parse_move = |argument: Argument| MoveSpec::parse(argument, Code::InvalidMove, &only);
        let moves = problems.ok(Argument::parse_all("--move", moves, parse_move));
        let parse_price = |argument: Argument| argument.pair(Code::PriceWithoutEquals);
        let prices = problems.ok(Argument::parse_all("--price", prices, parse_price));
        problems.into_result(Self {
            moves: moves.unwrap_or_default(),
            prices: prices.unwrap_or_default(),
            ..Self::default()
        })
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

    /// Parses `telefon:selvbetjening=20%`; `code` is the problem of an argument of another form.
    fn parse(argument: Argument, code: Code, only: &[ConditionSpec]) -> Result<Self, Diagnostic> {
        let text = argument.text;
        let signs = text.find(':').zip(text.rfind('=')).filter(|(colon, equals)| colon < equals);
        let (colon, equals) = signs.ok_or_else(|| argument.whole().problem(code))?;
        Ok(Self {
            from: argument.part(0..colon),
            to: argument.part(colon + 1..equals),
            percent: argument.part(equals + 1..text.len()),
            only: only.to_vec(),
            rebound: None,
        })
    }

    /// Parses the axes of `--grid`: one or two moves, each with a range as its per cent.
    pub fn parse_grid(arguments: &[String], only: &[String]) -> Result<Vec<Self>, Diagnostics> {
        let only = parse_only(only)?;
        let mut problems = Diagnostics::default();
        if let Some(third) = arguments.get(2) {
            let third = Argument::new("--grid", third).whole();
            problems.push(third.problem(Code::TooManyAxes));
        }
        let parse = |argument: Argument| Self::parse(argument, Code::InvalidAxis, &only);
        let axes = problems.ok(Argument::parse_all("--grid", arguments, parse));
        problems.into_result(axes.unwrap_or_default())
    }
}

impl PlanSpec {
    /// Parses `scenarier.toml:Begge dele`.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let argument = Argument::new("--plan", text);
        // A path may have a colon in it, as may a name.
        let end = text.find(".toml:").map(|at| at + ".toml".len()).or(text.find(':'));
        let end = end
            .filter(|end| *end > 0 && *end + 1 < text.len())
            .ok_or_else(|| argument.whole().problem(Code::InvalidPlan))?;
        let file = PathBuf::from(&text[..end]);
        Ok(Self { file, name: argument.part(end + 1..text.len()) })
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
    let (file, toml): (_, FileToml) = TomlFile::parse(input, Code::InvalidScenarios)?;
    if toml.scenario.is_empty() {
        return Err(Code::NoScenarios.problem().with("file", &input.name).into());
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
            case: self.business_case.map(|case| case.resolve(file)),
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
            Some(ConditionSpec::new(dimension, vec![file.string(&value?)]))
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
    /// The business case: nothing in it depends on prices or counts.
    fn resolve(self, file: TomlFile) -> Result<BusinessCase, Diagnostics> {
        let mut problems = Diagnostics::default();
        let investment = problems.ok(file.number(&self.investment).amount());
        let running = self.running.and_then(|running| problems.ok(file.number(&running).amount()));
        let parse_years = |years: Spanned<Value>| {
            let years = file.number(&years);
            let number = years.text.parse().ok().filter(|years| (1..=YEARS).contains(years));
            number.ok_or_else(|| years.problem(Code::InvalidYears).with("most", YEARS))
        };
        let years = problems.ok(self.years.map_or(Ok(5), parse_years));
        let phasing = self.phasing.iter().flat_map(Spanned::get_ref);
        let phasing: Vec<Located> = phasing.map(|percent| file.number(percent)).collect();
        if let Some(list) = self.phasing.as_ref().filter(|list| list.get_ref().is_empty()) {
            problems.push(file.part(list.span()).problem(Code::EmptyPhasing));
        }
        if let Some(percent) = years.and_then(|years| phasing.get(usize::from(years))) {
            problems.push(percent.problem(Code::PhasingTooLong));
        }
        let phasing =
            phasing.iter().filter_map(|percent| problems.ok(percent.per_cent())).collect();
        let discount =
            self.discount.and_then(|discount| problems.ok(file.number(&discount).per_cent()));
        problems.into_result(BusinessCase {
            investment: investment.unwrap_or_else(Money::zero),
            running: running.unwrap_or_else(Money::zero),
            phasing,
            discount: discount.unwrap_or_else(Share::zero),
            years: years.unwrap_or_default(),
        })
    }
}
