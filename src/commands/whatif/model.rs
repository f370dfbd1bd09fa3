//! What-if: a year priced before and after a scenario, the arithmetic of the difference, and
//! the realised saving when one assumption at a time is higher or lower and over a grid of moves.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::{Dimension, Slot};
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::scenario::{GridAxis, Move, Scenario};
use crate::model::year::Year;

/// What a scenario does to a year.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The year as it is.
    pub before: PricedMix,
    /// The year in the scenario, rebound left out.
    pub after: PricedMix,
    /// What comes in a second time.
    pub repeat_contacts: PricedMix,
    /// Baseline cost − scenario cost − cost of the rebound; negative for an extra cost.
    pub saving: Money,
    /// The part of the saving that is expected to be taken out.
    pub expected_saving: Money,
    /// The rebound at which nothing is saved, as a part of the moved enquiries.
    pub break_even_repeat_rate: Option<Share>,
    /// What makes up the saving; the steps add up to it.
    pub steps: Vec<SavingStep>,
    /// The saving of each unit, by the id of its name in the counts.
    pub by_unit: BTreeMap<usize, CostChange>,
    /// The price table of the scenario.
    pub table: PriceTable,
}

/// A year, or a part of it, with its price.
#[derive(Debug, Clone)]
pub struct PricedMix {
    /// Enquiries by channel.
    pub mix: Mix,
    /// Their cost at the prices that hold; 0 when none has a price.
    pub cost: Money,
}

/// A cost before and after; `None` where no enquiry has a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostChange {
    /// At the prices of the baseline.
    pub before: Option<Money>,
    /// At the prices of the scenario, rebound included.
    pub after: Option<Money>,
}

impl CostChange {
    /// Before − after; negative for an extra cost.
    pub fn saving(&self) -> Option<Money> {
        Some(self.before.clone()? - self.after.clone()?)
    }
}

/// One line of the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavingStep {
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
    RepeatContacts {
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

impl SavingStep {
    /// What the step saves; negative for an extra cost.
    pub fn saving(&self) -> &Money {
        match self {
            Self::Price { saving, .. }
            | Self::Move { saving, .. }
            | Self::RepeatContacts { saving, .. } => saving,
        }
    }
}

impl WhatIf {
    /// Prices the year before and after the scenario (README, "Method").
    ///
    /// The channels of the moves have a price; the reader sees to that.
    pub fn compute(year: &Year, table: &PriceTable, scenario: &Scenario) -> Self {
        let priced = table.with_prices(&scenario.prices);
        let (moved, again) = (scenario.moved(year), scenario.repeat_contacts(year));
        let before = PricedMix::price(year.mix(), table);
        let after = PricedMix::price(moved.mix(), &priced);
        let repeat_contacts = PricedMix::price(again.mix(), &priced);
        let saving = before.cost.clone() - after.cost.clone() - repeat_contacts.cost.clone();
        let steps = steps(year, table, &priced, scenario);
        Self {
            expected_saving: scenario.expected_saving(&saving),
            break_even_repeat_rate: break_even_repeat_rate(&steps, scenario, &priced),
            by_unit: by_unit(year, &moved, &again, table, &priced),
            before,
            after,
            repeat_contacts,
            saving,
            steps,
            table: priced,
        }
    }

    /// The cost of the scenario, rebound included.
    pub fn cost_after(&self) -> Money {
        self.after.cost.clone() + self.repeat_contacts.cost.clone()
    }

    /// Digital enquiries over all, before and after, rebound left out.
    pub fn digital_shares(&self) -> [Option<Share>; 2] {
        [&self.before, &self.after].map(|line| line.mix.digital_share(&self.table))
    }
}

impl PricedMix {
    fn price(mix: Mix, table: &PriceTable) -> Self {
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
) -> BTreeMap<usize, CostChange> {
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
        |(unit, before)| (unit, CostChange { before, after: after.get(&unit).cloned().flatten() });
    costs(year, table).into_iter().map(change).collect()
}

/// The saving taken apart: first the new prices on all enquiries of the baseline,
/// then the moves at the new prices, then the rebound.
fn steps(
    year: &Year,
    table: &PriceTable,
    priced: &PriceTable,
    scenario: &Scenario,
) -> Vec<SavingStep> {
    let mix = year.mix();
    let price =
        |table: &PriceTable, channel| table.price(channel).cloned().unwrap_or_else(Money::zero);
    let mut steps: Vec<SavingStep> = mix
        .channels()
        .filter(|(channel, _)| {
            scenario.prices.contains_key(channel) && table.price(*channel).is_some()
        })
        .map(|(channel, enquiries)| {
            let (before, after) = (price(table, channel), price(priced, channel));
            SavingStep::Price {
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
        if let Some(rebound) = &step.repeat_contacts {
            let again = moved.times(&rebound.share);
            let price = price(priced, rebound.to);
            rebounds.push(SavingStep::RepeatContacts {
                channel: rebound.to,
                share: rebound.share.clone(),
                moved: moved.clone(),
                saving: -(&again * &price),
                again,
                price,
            });
        }
        let (price_from, price_to) = (price(priced, step.from), price(priced, step.to));
        steps.push(SavingStep::Move {
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
fn break_even_repeat_rate(
    steps: &[SavingStep],
    scenario: &Scenario,
    priced: &PriceTable,
) -> Option<Share> {
    let mut saved = Money::zero();
    let mut all_again = Money::zero();
    for step in steps {
        if let SavingStep::RepeatContacts { .. } = step {
            continue;
        }
        saved += step.saving();
        if let SavingStep::Move { at, moved, .. } = step {
            all_again += &(moved * priced.price(scenario.moves[*at].repeat_channel())?);
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
    Realisation,
    /// The rebound of all moves.
    RepeatContacts,
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
        WhatIf::compute(&year, &table, &scenario).expected_saving
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
    let rebounds = || scenario.moves.iter().filter_map(|step| step.repeat_contacts.as_ref());
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
    assumptions.push(Assumption::Realisation);
    if rebounds().next().is_some() {
        assumptions.push(Assumption::RepeatContacts);
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
                table = table.with_prices(&[(channel, price)].into());
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
        Assumption::Realisation => scenario.realisation = capped(&scenario.realisation),
        Assumption::RepeatContacts => {
            for rebound in
                scenario.moves.iter_mut().filter_map(|step| step.repeat_contacts.as_mut())
            {
                rebound.share = capped(&rebound.share);
            }
        }
    }
    (year, table, scenario)
}

/// The realised saving of a scenario with one or two further moves, over the parts they take.
#[derive(Debug, Clone)]
pub struct Grid<'a> {
    /// The move of the rows.
    pub rows: &'a GridAxis,
    /// The move of the columns, if there is one.
    pub columns: Option<&'a GridAxis>,
    /// A row for each part of the first, a column for each of the second; `None`
    /// where more than 100 % would leave a channel.
    pub savings: Vec<Vec<Option<Money>>>,
    /// The moves that touch no enquiry.
    pub idle: Vec<Move>,
}

impl<'a> Grid<'a> {
    /// Fills the grid. A saving is linear in the part of a move, so that each move is
    /// priced once, at 100 %.
    pub fn compute(
        year: &Year,
        table: &PriceTable,
        scenario: &Scenario,
        rows: &'a GridAxis,
        columns: Option<&'a GridAxis>,
    ) -> Self {
        let base = WhatIf::compute(year, table, scenario).saving;
        let prices_alone = Scenario { moves: Vec::new(), ..scenario.clone() };
        let of_prices = WhatIf::compute(year, table, &prices_alone).saving;
        let of_all = |axis: &GridAxis| {
            let all = Move { share: Share::from(1), ..axis.step.clone() };
            let alone = Scenario { moves: vec![all], ..prices_alone.clone() };
            WhatIf::compute(year, table, &alone).saving - of_prices.clone()
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
            fits.then(|| scenario.expected_saving(&saving))
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

fn loads(
    year: &Year,
    scenario: &Scenario,
    rows: &GridAxis,
    columns: Option<&GridAxis>,
) -> BTreeSet<Load> {
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
