//! Scenarios: TOML files and arguments to `Scenario`, checked against prices and counts.

use std::collections::{BTreeMap, BTreeSet};

use super::business_case;
use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::Located;
use super::scenario_spec::{MoveSpec, ScenarioSpec};
use super::{aliases, channels_like, headings};
use crate::model::business_case::BusinessCase;
use crate::model::counts::Counts;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Money, Share};
use crate::model::scenario::{Move, Only, Rebound, Scenario};
use crate::model::sensitivity::Axis;
use crate::model::year::Year;

/// What the words of a scenario are checked against.
#[derive(Debug, Clone, Copy)]
pub struct ResolveContext<'a> {
    /// The channels and their prices.
    pub table: &'a PriceTable,
    /// The names that were counted.
    pub counts: &'a Counts,
    /// The baseline.
    pub year: &'a Year,
}

/// The scenarios that the sketches stand for, in their order.
///
/// # Errors
///
/// Every word that is wrong: channels and names that are not there, per cents out of
/// range, moves that take more than there is, scenarios named twice or built on each
/// other in a circle.
pub fn resolve(
    sketches: &[ScenarioSpec],
    world: ResolveContext,
) -> Result<Vec<Scenario>, Diagnostics> {
    let mut problems = Diagnostics::default();
    for name in sketches.iter().filter_map(|sketch| sketch.name.as_ref()) {
        if name.text.trim().is_empty() {
            problems.push(name.problem(
                Code::EmptyName,
                "a scenario without a name",
                "expected a word",
            ));
        }
    }
    problems.keep(named_once(sketches, |_| true));
    let one = |at| problems.keep(resolve_one(at, sketches, world));
    let scenarios = (0..sketches.len()).filter_map(one).collect();
    problems.in_order().or(scenarios)
}

/// The scenario at a place, whatever is wrong with those that it does not build on.
pub(super) fn resolve_one(
    at: usize,
    sketches: &[ScenarioSpec],
    world: ResolveContext,
) -> Result<Scenario, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut parts = Vec::new();
    // Where it builds on nothing that is there, what it says itself may be wrong too.
    let line = problems.keep(lineage(at, sketches)).unwrap_or_else(|| vec![at]);
    for at in line {
        let own = problems.keep(Own::of(&sketches[at], world));
        parts.extend(own.map(|own| (&sketches[at], own)));
    }
    let parts = problems.or(parts)?;
    combined(&sketches[at], &parts, world)
}

/// Says of every name that `asked` asks for and that two sketches have.
pub(super) fn named_once(
    sketches: &[ScenarioSpec],
    asked: impl Fn(&str) -> bool,
) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    for (at, sketch) in sketches.iter().enumerate() {
        let Some(name) = sketch.name.as_ref().filter(|name| asked(&name.text)) else { continue };
        if !name.text.trim().is_empty() && find(&sketches[..at], &name.text).is_some() {
            let what = format!("two scenarios are named `{}`", name.text);
            problems.push(name.problem(Code::DuplicateScenario, what, "the second one"));
        }
    }
    problems.or(())
}

/// The axes of a grid: each a move, and the parts from the lowest to the highest by the step.
///
/// # Errors
///
/// Words that are wrong, as for a move, or a range that is none.
pub fn axes(words: &[MoveSpec], world: ResolveContext) -> Result<Vec<Axis>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let axes = words.iter().filter_map(|words| problems.keep(axis(words, world))).collect();
    problems.or(axes)
}

fn axis(words: &MoveSpec, world: ResolveContext) -> Result<Axis, Diagnostics> {
    let parts = words.percent.range()?;
    let share = parts.last().cloned().unwrap_or_else(Share::zero);
    let step = move_of(words, share, world)?;
    priced_channels(words, &step, world.table)?;
    Ok(Axis { step, parts })
}

/// What a sketch says itself, without what it builds on.
struct Own {
    moves: Vec<Move>,
    prices: BTreeMap<usize, Money>,
    realised: Option<Share>,
    case: Option<BusinessCase>,
}

impl Own {
    fn of(sketch: &ScenarioSpec, world: ResolveContext) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut own =
            Self { moves: Vec::new(), prices: BTreeMap::new(), realised: None, case: None };
        for words in &sketch.moves {
            let share = problems.keep(words.percent.per_cent());
            let step =
                problems.keep(move_of(words, share.clone().unwrap_or_else(Share::zero), world));
            // A move whose share is wrong has said so.
            own.moves.extend(share.and(step));
        }
        for (channel, price) in &sketch.prices {
            let Some((position, amount)) = problems.keep(price_of(channel, price, world)) else {
                continue;
            };
            if own.prices.insert(position, amount).is_some() {
                let id = world.table.id(position);
                problems.push(channel.problem(
                    Code::DuplicatePrice,
                    format!("`{id}` has two prices"),
                    "the second one",
                ));
            }
        }
        own.realised = sketch.realised.as_ref().and_then(|word| problems.keep(word.per_cent()));
        own.case =
            sketch.case.as_ref().and_then(|words| problems.keep(business_case::checked(words)));
        problems.or(own)
    }
}

/// The place of the first sketch of that name.
pub(super) fn find(sketches: &[ScenarioSpec], name: &str) -> Option<usize> {
    sketches.iter().position(|sketch| sketch.name.as_ref().is_some_and(|word| word.text == name))
}

/// The sketch at a place and all that it builds on, the deepest first, by their places.
pub(super) fn lineage(at: usize, sketches: &[ScenarioSpec]) -> Result<Vec<usize>, Diagnostic> {
    let mut line = vec![at];
    let mut current = &sketches[at];
    while let Some(base) = &current.based_on {
        let Some(at) = find(sketches, &base.text) else {
            let names: Vec<&str> =
                sketches.iter().filter_map(|one| Some(one.name.as_ref()?.text.as_str())).collect();
            return Err(base.unknown(Code::UnknownScenario, "scenario", names, "not in the file"));
        };
        if line.contains(&at) {
            return Err(base.problem(
                Code::CircularScenario,
                format!("`{}` builds on itself", base.text),
                "a circle",
            ));
        }
        line.push(at);
        current = &sketches[at];
    }
    line.reverse();
    Ok(line)
}

/// The moves of all parts; of prices, realisation and business case the last word.
fn combined(
    sketch: &ScenarioSpec,
    parts: &[(&ScenarioSpec, Own)],
    world: ResolveContext,
) -> Result<Scenario, Diagnostics> {
    let mut scenario = Scenario::unchanged();
    scenario.name = sketch.name.as_ref().map(|name| name.text.clone());
    scenario.description.clone_from(&sketch.description);
    for (_, own) in parts {
        scenario.moves.extend(own.moves.iter().cloned());
        scenario.prices.extend(own.prices.clone());
        scenario.realised = own.realised.clone().unwrap_or(scenario.realised);
        scenario.business_case = own.case.clone().or(scenario.business_case);
    }
    let words: Vec<&MoveSpec> = parts.iter().flat_map(|(sketch, _)| &sketch.moves).collect();
    let mut problems = Diagnostics::default();
    let priced = world.table.with(&scenario.prices);
    for (words, step) in words.iter().zip(&scenario.moves) {
        problems.keep(priced_channels(words, step, &priced));
    }
    if let Some(overdrawn) = scenario.overdrawn(world.year) {
        let percents: Vec<&Located> =
            overdrawn.moves.iter().map(|&at| &words[at].percent).collect();
        let bare = |word: &&Located| word.text.trim_end_matches('%').trim_end().to_owned();
        let all: Vec<String> = percents.iter().map(bare).collect();
        let what = format!("more than 100 % leaves `{}`", world.table.id(overdrawn.channel));
        // More than 100 % takes at least one move.
        problems.push(
            percents[percents.len() - 1]
                .problem(Code::MovesOverAll, what, format!("{} % together", all.join(" % + ")))
                .help("percentages are of the baseline, not of what an earlier move leaves"),
        );
    }
    problems.or(scenario)
}

fn move_of(words: &MoveSpec, share: Share, world: ResolveContext) -> Result<Move, Diagnostics> {
    let mut problems = Diagnostics::default();
    let from = problems.keep(channel(&words.from, world.table));
    let to = problems.keep(channel(&words.to, world.table));
    if from.is_some() && from == to {
        problems.push(words.to.problem(
            Code::MoveToItself,
            "a move leads to where it starts",
            "another channel",
        ));
    }
    let mut only = Vec::<Only>::new();
    for (dimension, value) in &words.only {
        match aliases::find(world.counts, *dimension, &value.text) {
            None => {
                let known = world.counts.words(*dimension);
                problems.push(value.unknown(
                    Code::UnknownValue,
                    headings::names(*dimension)[1],
                    known,
                    "not in the count",
                ));
            }
            // Several values of one dimension are alternatives.
            Some(id) => match only.iter_mut().find(|only| only.dimension == *dimension) {
                Some(only) => drop(only.ids.insert(id)),
                None => only.push(Only { dimension: *dimension, ids: BTreeSet::from([id]) }),
            },
        }
    }
    let rebound = words.rebound.as_ref().and_then(|(percent, to)| {
        let (share, to) =
            (problems.keep(percent.per_cent()), problems.keep(channel(to, world.table)));
        Some(Rebound { share: share?, to: to? })
    });
    match (from, to) {
        (Some(from), Some(to)) => problems.or(Move { from, to, share, only, rebound }),
        _ => Err(problems),
    }
}

/// Says of every channel of a move that it needs a price and has none.
pub(super) fn priced_channels(
    words: &MoveSpec,
    step: &Move,
    table: &PriceTable,
) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    let rebound = words.rebound.as_ref().zip(step.rebound.as_ref());
    let channels = [(&words.from, step.from), (&words.to, step.to)]
        .into_iter()
        .chain(rebound.map(|((_, word), rebound)| (word, rebound.to)));
    for (word, position) in channels.filter(|(_, position)| table.price(*position).is_none()) {
        let id = table.id(position);
        problems.push(
            word.problem(Code::UnpricedChannel,
                format!("channel `{id}` has no price"),
                format!("unpriced in price table `{}`", table.name),
            )
            .help("without one nobody can say what the move saves; give it one in a price table of your own, with `--prices`"),
        );
    }
    problems.or(())
}

/// The position of a channel, which is not one of the left-out codes.
pub(super) fn channel(word: &Located, table: &PriceTable) -> Result<usize, Diagnostic> {
    match table.find(&word.text) {
        Some(position) if table.channel(position).is_some() => Ok(position),
        Some(_) => Err(word.problem(
            Code::ChannelLeftOut,
            format!("`{}` is left out of cost", word.text),
            "not an incoming channel",
        )),
        None => {
            let expected = format!("not in price table `{}`", table.name);
            let problem = word.problem(
                Code::UnknownChannel,
                format!("unknown channel `{}`", word.text),
                expected,
            );
            Err(problem.help(channels_like(&word.text, table)))
        }
    }
}

/// A price that holds in the scenario. A channel that was counted without a price
/// cannot get one there: the baseline would leave its cost out, and the scenario not.
fn price_of(
    channel_word: &Located,
    price: &Located,
    world: ResolveContext,
) -> Result<(usize, Money), Diagnostic> {
    let position = channel(channel_word, world.table)?;
    let mix = world.year.mix();
    let counted = mix.of(position).is_some_and(|enquiries| !enquiries.is_zero());
    if counted && world.table.price(position).is_none() {
        let id = world.table.id(position);
        return Err(channel_word
            .problem(
                Code::CountedWithoutPrice,
                format!("channel `{id}` was counted and has no price before the scenario"),
                "",
            )
            .help("give it a price in a price table of your own, with `--prices`"));
    }
    Ok((position, price.price()?))
}
