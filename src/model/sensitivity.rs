//! Sensitivity: the realised saving when one assumption at a time is higher or lower, and over a grid of moves.

use std::collections::BTreeSet;

use super::counts::Slot;
use super::price_table::PriceTable;
use super::quantity::{Money, Share};
use super::scenario::{Move, Scenario};
use super::what_if::WhatIf;
use super::year::Year;

/// Something that a saving rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumption {
    /// The price of a channel, by position in the price table.
    Price(usize),
    /// The price of a channel in the scenario, by position in the price table.
    NewPrice(usize),
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
    pub fn width(&self) -> Money {
        let width = self.more.clone() - self.less.clone();
        if width.is_negative() { -width } else { width }
    }
}

/// The realised saving with each assumption lower and higher by a part of itself,
/// the widest swing first. A part of a whole goes no higher than 100 %, nor do all
/// the moves from a channel.
pub fn sensitivity(year: &Year, table: &PriceTable, scenario: &Scenario, by: &Share) -> Vec<Swing> {
    let saving = |assumption, factor: &Share| {
        let (year, table, scenario) = changed(year, table, scenario, assumption, factor);
        WhatIf::of(&year, &table, &scenario).realised
    };
    let (less, more) = (Share::from(1) - by.clone(), Share::from(1) + by.clone());
    let mut swings: Vec<Swing> = assumptions(table, scenario)
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

fn assumptions(table: &PriceTable, scenario: &Scenario) -> Vec<Assumption> {
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
    let priced = channels.into_iter().filter(|channel| table.price(*channel).is_some());
    let mut assumptions: Vec<Assumption> = priced.map(Assumption::Price).collect();
    assumptions.extend(scenario.prices.keys().copied().map(Assumption::NewPrice));
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
    let capped = |share: &Share| share.times(factor).min(Share::from(1));
    match assumption {
        Assumption::Price(channel) => {
            if let Some(price) = table.price(channel).map(|price| price.times(factor)) {
                table = table.with(&[(channel, price)].into());
            }
        }
        Assumption::NewPrice(channel) => {
            if let Some(price) = scenario.prices.get_mut(&channel) {
                *price = price.times(factor);
            }
        }
        Assumption::WeeksPerYear => year = year.times(factor),
        Assumption::Move(at) => {
            let share = capped(&scenario.moves[at].share);
            scenario.moves[at].share = share.min(scenario.left_for(at, &year));
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

/// A move of a grid, and the parts that it takes in turn.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The move; its own part does not matter, and it has no rebound.
    pub step: Move,
    /// The parts.
    pub parts: Vec<Share>,
}

/// The realised saving of a scenario with one or two further moves, over the parts they take.
#[derive(Debug, Clone)]
pub struct Grid<'a> {
    /// The move of the rows.
    pub rows: &'a Axis,
    /// The move of the columns, if there is one.
    pub columns: Option<&'a Axis>,
    /// A row for each part of the first, a column for each of the second; `None`
    /// where more than 100 % would leave a channel.
    pub savings: Vec<Vec<Option<Money>>>,
    /// The moves that touch no enquiry.
    pub idle: Vec<Move>,
}

impl<'a> Grid<'a> {
    /// Fills the grid. A saving is linear in the part of a move, so that each move is
    /// priced once, at 100 %.
    pub fn of(
        year: &Year,
        table: &PriceTable,
        scenario: &Scenario,
        rows: &'a Axis,
        columns: Option<&'a Axis>,
    ) -> Self {
        let base = WhatIf::of(year, table, scenario).saving;
        let prices_alone = Scenario { moves: Vec::new(), ..scenario.clone() };
        let of_prices = WhatIf::of(year, table, &prices_alone).saving;
        let of_all = |axis: &Axis| {
            let all = Move { share: Share::from(1), ..axis.step.clone() };
            let alone = Scenario { moves: vec![all], ..prices_alone.clone() };
            WhatIf::of(year, table, &alone).saving - of_prices.clone()
        };
        let loads = loads(year, scenario, rows, columns);
        let (of_rows, of_columns) = (of_all(rows), columns.map_or_else(Money::zero, of_all));
        let saving = |row: &Share, column: &Share| {
            let leaves = |load: &Load| {
                let part = |concerned: bool, part: &Share| {
                    if concerned { part.clone() } else { Share::zero() }
                };
                load.taken.clone() + part(load.rows, row) + part(load.columns, column)
            };
            let fits = loads.iter().all(|load| leaves(load) <= Share::from(1));
            let saving = base.clone() + of_rows.times(row) + of_columns.times(column);
            fits.then(|| scenario.realised_of(&saving))
        };
        let none = [Share::zero()];
        let parts = columns.map_or(&none[..], |axis| &axis.parts);
        let row = |row: &Share| parts.iter().map(|column| saving(row, column)).collect();
        let steps = std::iter::once(rows).chain(columns).map(|axis| &axis.step);
        Self {
            savings: rows.parts.iter().map(row).collect(),
            idle: steps.filter(|step| step.baseline(year).is_zero()).cloned().collect(),
            rows,
            columns,
        }
    }
}

/// What leaves some enquiries: the part that the scenario takes, and which moves of a grid take more.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Load {
    taken: Share,
    rows: bool,
    columns: bool,
}

fn loads(year: &Year, scenario: &Scenario, rows: &Axis, columns: Option<&Axis>) -> BTreeSet<Load> {
    let load = |(slot, _): (&Slot, _)| Load {
        taken: scenario
            .moves
            .iter()
            .filter(|step| step.concerns(slot))
            .map(|step| &step.share)
            .sum(),
        rows: rows.step.concerns(slot),
        columns: columns.is_some_and(|axis| axis.step.concerns(slot)),
    };
    year.slots().map(load).collect()
}
