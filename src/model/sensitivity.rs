//! Sensitivity: the saving when one assumption at a time is higher or lower, and over a grid of moves.

use super::number::{Money, Share};
use super::price_table::PriceTable;
use super::scenario::{Move, Scenario};
use super::what_if::WhatIf;
use super::year::Year;

/// Something that a saving rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumption {
    /// The price of a channel, by position in the price table.
    Price(usize),
    /// The weeks of a year.
    WeeksPerYear,
    /// The percentage of a move, by its place in the scenario.
    Move(usize),
    /// The part of the saving that is taken out.
    Realised,
    /// The rebound of all moves.
    Rebound,
}

/// The realised saving with an assumption moved down and up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swing {
    /// What is moved.
    pub assumption: Assumption,
    /// The saving with less of it.
    pub less: Money,
    /// The saving with more of it.
    pub more: Money,
}

impl Swing {
    /// How far the two savings are from each other.
    #[must_use]
    pub fn width(&self) -> Money {
        let width = self.more.clone() - self.less.clone();
        if width.is_negative() { -width } else { width }
    }
}

/// The realised saving with each assumption lower and higher by a part of itself,
/// the widest swing first. A part of a whole goes no higher than 100 %, nor do all
/// the moves from a channel.
#[must_use]
pub fn sensitivity(year: &Year, table: &PriceTable, scenario: &Scenario, by: &Share) -> Vec<Swing> {
    let saving = |assumption, factor: &Share| {
        let (year, table, scenario) = changed(year, table, scenario, assumption, factor);
        WhatIf::of(&year, &table, &scenario).realised
    };
    let (less, more) = (Share::from(1) - by.clone(), Share::from(1) + by.clone());
    let mut swings: Vec<Swing> = assumptions(scenario)
        .into_iter()
        .map(|assumption| Swing {
            assumption,
            less: saving(assumption, &less),
            more: saving(assumption, &more),
        })
        .collect();
    // Stable, so that equals stay in the order of the assumptions.
    swings.sort_by_key(|swing| std::cmp::Reverse(swing.width()));
    swings
}

fn assumptions(scenario: &Scenario) -> Vec<Assumption> {
    let rebounds = || scenario.moves.iter().filter_map(|step| step.rebound.as_ref());
    let mut channels: Vec<usize> = scenario
        .moves
        .iter()
        .flat_map(|step| [step.from, step.to])
        .chain(rebounds().map(|rebound| rebound.to))
        .chain(scenario.prices.keys().copied())
        .collect();
    channels.sort_unstable();
    channels.dedup();
    let mut assumptions: Vec<Assumption> = channels.into_iter().map(Assumption::Price).collect();
    assumptions.push(Assumption::WeeksPerYear);
    assumptions.extend((0..scenario.moves.len()).map(Assumption::Move));
    assumptions.push(Assumption::Realised);
    if rebounds().next().is_some() {
        assumptions.push(Assumption::Rebound);
    }
    assumptions
}

/// The year, the prices and the scenario with one assumption times a factor.
fn changed(
    year: &Year,
    table: &PriceTable,
    scenario: &Scenario,
    assumption: Assumption,
    factor: &Share,
) -> (Year, PriceTable, Scenario) {
    let (mut year, mut table, mut scenario) = (year.clone(), table.clone(), scenario.clone());
    let capped = |share: &Share| share.part(factor).min(Share::from(1));
    match assumption {
        Assumption::Price(channel) => {
            if let Some(price) = table.price(channel).map(|price| price.part(factor)) {
                table = table.with(&[(channel, price)].into());
            }
            if let Some(price) = scenario.prices.get_mut(&channel) {
                *price = price.part(factor);
            }
        }
        Assumption::WeeksPerYear => year = year.times(factor),
        Assumption::Move(at) => {
            let share = capped(&scenario.moves[at].share);
            scenario.moves[at].share = share.min(scenario.left_for(at));
        }
        Assumption::Realised => scenario.realised = capped(&scenario.realised),
        Assumption::Rebound => {
            for rebound in scenario.moves.iter_mut().filter_map(|step| step.rebound.as_mut()) {
                rebound.share = capped(&rebound.share);
            }
        }
    }
    (year, table, scenario)
}

/// The moves of a grid: what comes with the parts along one or two axes.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The move; its own part does not matter.
    pub step: Move,
    /// The parts it takes in turn.
    pub parts: Vec<Share>,
}

/// The realised saving of a scenario with the moves of the axes on top of its own:
/// a row for each part of the first axis, a column for each of the second.
/// `None` where more than 100 % would leave a channel.
#[must_use]
pub fn grid(
    year: &Year,
    table: &PriceTable,
    scenario: &Scenario,
    rows: &Axis,
    columns: Option<&Axis>,
) -> Vec<Vec<Option<Money>>> {
    let saving = |row: &Share, column: Option<(&Axis, &Share)>| {
        let mut scenario = scenario.clone();
        scenario.moves.push(Move { share: row.clone(), ..rows.step.clone() });
        if let Some((axis, part)) = column {
            scenario.moves.push(Move { share: part.clone(), ..axis.step.clone() });
        }
        match scenario.overdrawn(year) {
            Some(_) => None,
            None => Some(WhatIf::of(year, table, &scenario).realised),
        }
    };
    let row = |part: &Share| match columns {
        None => vec![saving(part, None)],
        Some(axis) => axis.parts.iter().map(|column| saving(part, Some((axis, column)))).collect(),
    };
    rows.parts.iter().map(row).collect()
}
