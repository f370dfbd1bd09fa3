//! Sketches: the words of a scenario, before anything is checked, and those of the command line.

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::dimensions_like;
use super::headings;
use super::located::{Located, pair};
use crate::model::counts::Dimension;

/// The dimensions that a move can be limited to.
const LIMITS: [Dimension; 3] = [Dimension::Unit, Dimension::Task, Dimension::Type];

/// A scenario in words.
#[derive(Debug, Clone)]
pub struct ScenarioSpec {
    /// Its name; `None` for what the command line says.
    pub name: Option<Located>,
    /// What it is about.
    pub description: String,
    /// The scenario that it builds on.
    pub based_on: Option<Located>,
    /// Its moves.
    pub moves: Vec<MoveSpec>,
    /// Channels and their prices.
    pub prices: Vec<(Located, Located)>,
    /// Per cent of a saving that is taken out.
    pub realised: Option<Located>,
    /// Its business case.
    pub case: Option<BusinessCaseSpec>,
}

/// A move in words.
#[derive(Debug, Clone)]
pub struct MoveSpec {
    /// The channel that enquiries leave.
    pub from: Located,
    /// The channel that they come in on.
    pub to: Located,
    /// How many of them, in per cent.
    pub percent: Located,
    /// The values that it is limited to.
    pub only: Vec<(Dimension, Located)>,
    /// Per cent that come in again, and the channel they do it on.
    pub rebound: Option<(Located, Located)>,
}

/// A business case in words.
#[derive(Debug, Clone)]
pub struct BusinessCaseSpec {
    /// The amount of year 0.
    pub investment: Located,
    /// The amount of every year.
    pub running: Option<Located>,
    /// Per cents by year, after the whole list.
    pub phasing: Option<(Located, Vec<Located>)>,
    /// Per cent a year.
    pub discount: Option<Located>,
    /// How many years.
    pub years: Option<Located>,
}

impl ScenarioSpec {
    /// The scenario of `--move`, `--price` and `--only`.
    ///
    /// # Errors
    ///
    /// Every argument that has not the form of its flag.
    pub fn of_arguments(
        moves: &[String],
        prices: &[String],
        only: &[String],
    ) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let only = problems.keep(limits(only)).unwrap_or_default();
        let moves = moves.iter().map(|argument| MoveSpec::of_argument("--move", argument, &only));
        let moves = moves.filter_map(|step| problems.keep(step)).collect();
        let prices = prices.iter().map(|argument| {
            pair("--price", argument, "expected a channel and its price, such as `telefon=28`")
        });
        let prices = prices.filter_map(|price| problems.keep(price)).collect();
        problems.or(Self { moves, prices, ..Self::empty() })
    }

    /// The moves of `--from`, `--to` and `--only`, all of the enquiries.
    ///
    /// # Errors
    ///
    /// A limit that has not the form of its flag.
    pub fn of_goal(from: &[String], to: &str, only: &[String]) -> Result<Self, Diagnostics> {
        let only = limits(only)?;
        let step = |from: &String| {
            let from = Located::of_argument("--from", from, 0..from.len());
            MoveSpec {
                to: Located::of_argument("--to", to, 0..to.len()),
                percent: from.with_text("100"),
                from,
                only: only.clone(),
                rebound: None,
            }
        };
        Ok(Self { moves: from.iter().map(step).collect(), ..Self::empty() })
    }

    fn empty() -> Self {
        Self {
            name: None,
            description: String::new(),
            based_on: None,
            moves: Vec::new(),
            prices: Vec::new(),
            realised: None,
            case: None,
        }
    }
}

impl MoveSpec {
    /// The dimensions that it is limited in, which the counts must have.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.only.iter().map(|(dimension, _)| *dimension)
    }

    /// A move as an argument: `telefon:selvbetjening=20%`.
    ///
    /// # Errors
    ///
    /// An argument of another form.
    pub fn of_argument(
        flag: &str,
        argument: &str,
        only: &[(Dimension, Located)],
    ) -> Result<Self, Diagnostic> {
        let expected = match flag {
            "--grid" => {
                "expected FROM:TO=LOWEST..HIGHEST/STEP, such as `telefon:selvbetjening=0..40/10`"
            }
            _ => "expected FROM:TO=PERCENT, such as `telefon:selvbetjening=20%`",
        };
        let word = |span| Located::of_argument(flag, argument, span);
        match (argument.find(':'), argument.rfind('=')) {
            (Some(colon), Some(equals)) if colon < equals => Ok(Self {
                from: word(0..colon),
                to: word(colon + 1..equals),
                percent: word(equals + 1..argument.len()),
                only: only.to_vec(),
                rebound: None,
            }),
            _ => {
                let place = Place::in_flag(flag, argument, 0..argument.len(), expected);
                Err(Diagnostic::new(Code::InvalidMove, format!("`{argument}` is not a move"))
                    .at(place))
            }
        }
    }
}

/// The moves of `--grid`, one or two, with the range of their parts as their per cent.
///
/// # Errors
///
/// Every argument that has not the form of its flag, or a third one.
pub fn axes(arguments: &[String], only: &[String]) -> Result<Vec<MoveSpec>, Diagnostics> {
    let only = limits(only)?;
    let mut problems = Diagnostics::default();
    if let Some(third) = arguments.get(2) {
        let place = Place::in_flag("--grid", third, 0..third.len(), "the third");
        problems.push(Diagnostic::new(Code::TooManyAxes, "a grid has one or two moves").at(place));
    }
    let axes = arguments.iter().map(|argument| MoveSpec::of_argument("--grid", argument, &only));
    let axes = axes.filter_map(|axis| problems.keep(axis)).collect();
    problems.or(axes)
}

/// The limits of `--only`, each a dimension and one of its values.
fn limits(arguments: &[String]) -> Result<Vec<(Dimension, Located)>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let limit = |argument: &String| {
        let (word, value) = pair(
            "--only",
            argument,
            "expected a dimension and a value, such as `unit=JobCenteret`",
        )?;
        match headings::dimension(&word.text) {
            Some(dimension) if LIMITS.contains(&dimension) => Ok((dimension, value)),
            _ => Err(word
                .problem(
                    Code::UnlimitedDimension,
                    format!("moves cannot be limited by `{}`", word.text),
                    "",
                )
                .help(dimensions_like(&word.text, &LIMITS))),
        }
    };
    let limits = arguments.iter().filter_map(|argument| problems.keep(limit(argument))).collect();
    problems.or(limits)
}
