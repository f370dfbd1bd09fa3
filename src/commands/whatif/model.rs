//! What-if: a year priced before and after a scenario, the arithmetic of the difference, and
//! the realised saving when one assumption at a time is higher or lower and over a grid of moves.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::{Dimension, Slot};
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::scenario::{Move, Scenario};
use crate::model::year::Year;

/// What a scenario does to a year.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The year as it is.
    pub before: Line,
    /// The year in the scenario, rebound left out.
    pub after: Line,
    /// What comes in a second time.
    pub rebound: Line,
    /// Baseline cost − scenario cost − cost of the rebound; negative for an extra cost.
    pub saving: Money,
    /// The part of the saving that is expected to be taken out.
    pub realised: Money,
    /// The rebound at which nothing is saved, as a part of the moved enquiries.
    pub break_even_rebound: Option<Share>,
    /// What makes up the saving; the steps add up to it.
    pub steps: Vec<Step>,
    /// The saving of each unit, by the id of its name in the counts.
    pub by_unit: BTreeMap<usize, Change>,
    /// The price table of the scenario.
    pub table: PriceTable,
}

/// A year, or a part of it, with its price.
#[derive(Debug, Clone)]
pub struct Line {
    /// Enquiries by channel.
    pub mix: Mix,
    /// Their cost at the prices that hold; 0 when none has a price.
    pub cost: Money,
}

/// A cost before and after; `None` where no enquiry has a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// At the prices of the baseline.
    pub before: Option<Money>,
    /// At the prices of the scenario, rebound included.
    pub after: Option<Money>,
}

impl Change {
    /// Before − after; negative for an extra cost.
    pub fn saving(&self) -> Option<Money> {
        Some(self.before.clone()? - self.after.clone()?)
    }
}

/// One line of the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A price that changes for all enquiries of the baseline.
    Price {
        /// The channel.
        channel: usize,
        /// Its enquiries in the baseline.
        enquiries: Enquiries,
        /// The price of the baseline.
        before: Money,
        /// The price of the scenario.
        after: Money,
        /// Enquiries × (before − after).
        saving: Money,
    },
    /// Enquiries that move.
    Move {
        /// The move, by its place in the scenario.
        at: usize,
        /// The enquiries that the percentage is of.
        baseline: Enquiries,
        /// Those that move.
        moved: Enquiries,
        /// What one costs where it came in.
        price_from: Money,
        /// What one costs where it comes in now.
        price_to: Money,
        /// Moved × (price from − price to).
        saving: Money,
    },
    /// Enquiries that come in a second time.
    Rebound {
        /// The channel.
        channel: usize,
        /// The part of the moved.
        share: Share,
        /// Those that moved.
        moved: Enquiries,
        /// Those that come in again.
        again: Enquiries,
        /// What one costs.
        price: Money,
        /// −(again × price).
        saving: Money,
    },
}

impl Step {
    /// What the step saves; negative for an extra cost.
    pub fn saving(&self) -> &Money {
        match self {
            Self::Price { saving, .. }
            | Self::Move { saving, .. }
            | Self::Rebound { saving, .. } => saving,
        }
    }
}

impl WhatIf {
    /// Prices the year before and after the scenario (README, "Method").
    ///
    /// The channels of the moves have a price; the reader sees to that.
    pub fn of(year: &Year, table: &PriceTable, scenario: &Scenario) -> Self {
        let priced = table.with(&scenario.prices);
        let (moved, again) = (scenario.moved(year), scenario.rebound(year));
        let before = Line::of(year.mix(), table);
        let after = Line::of(moved.mix(), &priced);
        let rebound = Line::of(again.mix(), &priced);
        let saving = before.cost.clone() - after.cost.clone() - rebound.cost.clone();
        let steps = steps(year, table, &priced, scenario);
        Self {
            realised: scenario.realised_of(&saving),
            break_even_rebound: break_even_rebound(&steps, scenario, &priced),
            by_unit: by_unit(year, &moved, &again, table, &priced),
            before,
            after,
            rebound,
            saving,
            steps,
            table: priced,
        }
    }

    /// The cost of the scenario, rebound included.
    pub fn cost_after(&self) -> Money {
        self.after.cost.clone() + self.rebound.cost.clone()
    }

    /// Digital enquiries over all, before and after, rebound left out.
    pub fn digital_shares(&self) -> [Option<Share>; 2] {
        [&self.before, &self.after].map(|line| line.mix.digital_share(&self.table))
    }
}

impl Line {
    fn of(mix: Mix, table: &PriceTable) -> Self {
        let cost = mix.cost(table).unwrap_or_else(Money::zero);
        Self { mix, cost }
    }
}

fn by_unit(
    year: &Year,
    moved: &Year,
    again: &Year,
    table: &PriceTable,
    priced: &PriceTable,
) -> BTreeMap<usize, Change> {
    let costs = |year: &Year, table: &PriceTable| -> BTreeMap<usize, Option<Money>> {
        let mixes = year.mix_by(Dimension::Unit).into_iter();
        mixes.map(|(unit, mix)| (unit, mix.cost(table))).collect()
    };
    let (mut after, rebound) = (costs(moved, priced), costs(again, priced));
    for (unit, cost) in rebound {
        if let (Some(Some(after)), Some(cost)) = (after.get_mut(&unit), cost) {
            *after += &cost;
        }
    }
    let change =
        |(unit, before)| (unit, Change { before, after: after.get(&unit).cloned().flatten() });
    costs(year, table).into_iter().map(change).collect()
}

/// The saving taken apart: first the new prices on all enquiries of the baseline,
/// then the moves at the new prices, then the rebound.
fn steps(year: &Year, table: &PriceTable, priced: &PriceTable, scenario: &Scenario) -> Vec<Step> {
    let mix = year.mix();
    let price =
        |table: &PriceTable, channel| table.price(channel).cloned().unwrap_or_else(Money::zero);
    let mut steps: Vec<Step> = mix
        .channels()
        .filter(|(channel, _)| {
            scenario.prices.contains_key(channel) && table.price(*channel).is_some()
        })
        .map(|(channel, enquiries)| {
            let (before, after) = (price(table, channel), price(priced, channel));
            Step::Price {
                channel,
                enquiries: enquiries.clone(),
                saving: enquiries * &(before.clone() - after.clone()),
                before,
                after,
            }
        })
        .collect();
    let mut rebounds = Vec::new();
    for (at, step) in scenario.moves.iter().enumerate() {
        let baseline = step.baseline(year);
        let moved = baseline.times(&step.share);
        if let Some(rebound) = &step.rebound {
            let again = moved.times(&rebound.share);
            let price = price(priced, rebound.to);
            rebounds.push(Step::Rebound {
                channel: rebound.to,
                share: rebound.share.clone(),
                moved: moved.clone(),
                saving: -(&again * &price),
                again,
                price,
            });
        }
        let (price_from, price_to) = (price(priced, step.from), price(priced, step.to));
        steps.push(Step::Move {
            at,
            baseline,
            saving: &moved * &(price_from.clone() - price_to.clone()),
            moved,
            price_from,
            price_to,
        });
    }
    steps.extend(rebounds);
    steps
}

/// What the scenario saves without rebound, over what it would cost if every moved
/// enquiry came in again. `None` when nothing is saved or coming in again is free.
fn break_even_rebound(steps: &[Step], scenario: &Scenario, priced: &PriceTable) -> Option<Share> {
    let mut saved = Money::zero();
    let mut all_again = Money::zero();
    for step in steps {
        if let Step::Rebound { .. } = step {
            continue;
        }
        saved += step.saving();
        if let Step::Move { at, moved, .. } = step {
            all_again += &(moved * priced.price(scenario.moves[*at].rebound_channel())?);
        }
    }
    if saved.is_negative() || saved.is_zero() { None } else { saved.ratio(&all_again) }
}

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
