//! One scenario of a file: as it is, and as a plan to be held against what two counts show.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::listed;
use super::located::Located;
use super::scenario_spec::ScenarioSpec;
use super::scenarios::{ResolveContext, find, lineage, named_once, priced_channels, resolve_one};
use crate::model::scenario::Scenario;

/// What ends the name of a scenario file.
const FILE_END: &str = ".toml:";

/// A scenario file and the name of one of its scenarios.
#[derive(Debug, Clone)]
pub struct PlanSpec {
    /// The file.
    pub file: PathBuf,
    /// The name.
    pub name: Located,
}

/// A plan, with and without the prices of its own.
#[derive(Debug, Clone)]
pub struct Plan {
    /// All of it.
    pub full: Scenario,
    /// Its moves, at the prices that hold.
    pub moves: Scenario,
}

impl PlanSpec {
    /// A plan as an argument: `scenarier.toml:Begge dele`.
    ///
    /// # Errors
    ///
    /// An argument of another form.
    pub fn of_argument(argument: &str) -> Result<Self, Diagnostic> {
        // A path may have a colon in it, as may a name.
        let at = match argument.find(FILE_END) {
            Some(at) => Some(at + FILE_END.len() - 1),
            None => argument.find(':'),
        };
        let word = |span| Located::of_argument("--plan", argument, span);
        match at.filter(|at| *at > 0 && *at + 1 < argument.len()) {
            Some(at) => Ok(Self {
                file: PathBuf::from(&argument[..at]),
                name: word(at + 1..argument.len()),
            }),
            None => Err(word(0..argument.len()).problem(
                Code::InvalidPlan,
                format!("`{argument}` is not a plan"),
                "expected FILE:NAME, such as `scenarier.toml:Begge dele`",
            )),
        }
    }
}

/// The scenario of that name and all that it builds on, itself last. What else is in the
/// file has no part in it.
///
/// # Errors
///
/// A name that no scenario has or that two have, and what does not build on anything.
pub fn line(sketches: &[ScenarioSpec], name: &Located) -> Result<Vec<ScenarioSpec>, Diagnostics> {
    let Some(at) = find(sketches, &name.text) else {
        let names = sketches.iter().filter_map(|sketch| Some(sketch.name.as_ref()?.text.as_str()));
        return Err(name
            .unknown(Code::UnknownScenario, "scenario", names, "not in the file")
            .into());
    };
    let line = lineage(at, sketches)?;
    let is_in_line = |name: &str| {
        line.iter().any(|&at| sketches[at].name.as_ref().is_some_and(|word| word.text == name))
    };
    named_once(sketches, is_in_line)?;
    Ok(line.into_iter().map(|at| sketches[at].clone()).collect())
}

/// The scenario that a [`line()`] ends in.
///
/// # Errors
///
/// What is wrong in it or in what it builds on.
pub fn last(line: &[ScenarioSpec], world: ResolveContext) -> Result<Scenario, Diagnostics> {
    match line.len().checked_sub(1) {
        Some(last) => resolve_one(last, line, world),
        None => Ok(Scenario::unchanged()),
    }
}

/// The plan that the sketches of a [`line()`] make, on the year before. Its moves lead from and
/// to channels that have a price without it.
///
/// # Errors
///
/// What is wrong in them, or a channel that `counted` has not got and of which nobody can
/// say what came.
pub fn plan(
    line: &[ScenarioSpec],
    world: ResolveContext,
    counted: &[usize],
) -> Result<Plan, Diagnostics> {
    let full = last(line, world)?;
    let moves = Scenario { prices: BTreeMap::new(), ..full.clone() };
    let mut problems = Diagnostics::default();
    let ids = counted.iter().map(|&position| world.table.id(position));
    let known = format!("channels counted are {}", listed(ids, ", "));
    for (words, step) in line.iter().flat_map(|sketch| &sketch.moves).zip(&moves.moves) {
        let rebound = words.rebound.as_ref().map(|(_, to)| to);
        for word in [&words.from, &words.to].into_iter().chain(rebound) {
            let position = world.table.find(&word.text);
            if !position.is_some_and(|position| counted.contains(&position)) {
                let what = format!("the plan names `{}`, which neither count has", word.text);
                problems.push(
                    word.problem(Code::ChannelNotCounted, what, "not counted").help(known.as_str()),
                );
            }
        }
        problems.keep(priced_channels(words, step, world.table));
    }
    problems.or(Plan { full, moves })
}
