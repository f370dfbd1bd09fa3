//! What-if: a year priced before and after a scenario, the arithmetic of the difference, and
//! how the expected saving depends on the assumptions and on the shares of further moves.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::Dimension;
use crate::model::fixed::FixedChange;
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::scenario::{GridAxis, Move, Payback, Scenario};
use crate::model::year::Year;

/// What a scenario does to a year.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The scenario.
    pub scenario: Scenario,
    /// The year as counted.
    pub before: PricedMix,
    /// The year in the scenario. Repeat contacts are enquiries too.
    pub after: PricedMix,
    /// Those of the enquiries after that come in a second time.
    pub repeat_contacts: PricedMix,
    /// Cost before − cost after; negative for an extra cost.
    pub saving: Money,
    /// The part of the saving that is expected to be taken out.
    pub expected_saving: Money,
    /// The share of the moved enquiries that may come in again before nothing is saved. `None`
    /// when nothing is saved in the first place, or when repeat contacts cost nothing.
    pub break_even_repeat_rate: Option<Share>,
    /// The business case of the scenario, if it has one.
    pub payback: Option<Payback>,
    /// The saving taken apart; the steps add up to it.
    pub steps: Vec<SavingStep>,
    /// The cost of each unit before and after, by the id of its name in the counts.
    pub by_unit: BTreeMap<usize, CostChange>,
    /// The price table of the scenario.
    pub table: PriceTable,
    /// The [moves that take from the same enquiries](Scenario::concurrent_moves).
    pub concurrent_moves: BTreeSet<Vec<usize>>,
}

/// Enquiries by channel, and their cost.
#[derive(Debug, Clone)]
pub struct PricedMix {
    /// Enquiries by channel.
    pub mix: Mix,
    /// Their cost at the prices that hold; 0 when none of the channels has a price.
    pub cost: Money,
}

/// A cost before and after; `None` where no enquiry has a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostChange {
    /// At the prices of the baseline.
    pub before: Option<Money>,
    /// At the prices of the scenario.
    pub after: Option<Money>,
}

/// One step of the arithmetic from the cost before to the cost after: enquiries at another price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavingStep {
    /// Why they have another price.
    pub cause: Cause,
    /// The enquiries of which a move or its repeat contacts take a share; a new price is for all
    /// of them.
    pub baseline: Enquiries,
    /// The enquiries that have another price.
    pub enquiries: Enquiries,
    /// The price of one before; 0 for repeat contacts, which did not come in before.
    pub price_before: Money,
    /// The price of one after.
    pub price_after: Money,
}

/// Why enquiries have another price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A new price for all enquiries of a channel in the baseline.
    NewPrice(usize),
    /// A move, by its index in the scenario; at the prices of the scenario.
    Move(usize),
    /// The repeat contacts of a move, by its index in the scenario.
    RepeatContacts(usize),
    /// Enquiries that no longer come in, by the index of what closes.
    Lost(usize),
}

impl CostChange {
    /// Before − after; negative for an extra cost.
    pub fn saving(&self) -> Option<Money> {
        Some(self.before.as_ref()? - self.after.as_ref()?)
    }
}

impl SavingStep {
    /// Enquiries × (price before − price after); negative for an extra cost.
    pub fn saving(&self) -> Money {
        &self.enquiries * &(&self.price_before - &self.price_after)
    }
}

impl WhatIf {
    /// Prices the year before and after the scenario (docs/method.md).
    ///
    /// The channels of the moves have a price: input rejects a move without one.
    pub fn compute(year: &Year, table: &PriceTable, scenario: &Scenario) -> Self {
        let priced = table.with_prices(&scenario.prices);
        let repeated = scenario.repeat_contacts(year);
        let mut moved = scenario.moved(year);
        repeated.slots().for_each(|(slot, enquiries)| moved.add(*slot, enquiries));
        let lost = scenario.lost(year);
        lost.slots().for_each(|(slot, enquiries)| moved.add(*slot, &-enquiries.clone()));
        let before = PricedMix::price(year.mix(), table);
        let after = PricedMix::price(moved.mix(), &priced);
        let repeat_contacts = PricedMix::price(repeated.mix(), &priced);
        let saving = &before.cost - &after.cost;
        let saved_without_repeats = &saving + &repeat_contacts.cost;
        let steps = steps(&before.mix, year, table, &priced, scenario);
        // What it would cost if every moved enquiry came in again.
        let all_again = steps.iter().filter_map(|step| match step.cause {
            Cause::Move(at) => {
                Some(&step.enquiries * &price(&priced, scenario.moves[at].repeat_channel()))
            }
            Cause::NewPrice(_) | Cause::RepeatContacts(_) | Cause::Lost(_) => None,
        });
        let all_again: Money = all_again.sum();
        let is_saving = saved_without_repeats > Money::zero();
        let case = scenario.business_case.as_ref();
        Self {
            expected_saving: scenario.expected_saving(&saving),
            break_even_repeat_rate: saved_without_repeats.ratio(&all_again).filter(|_| is_saving),
            payback: case.map(|case| case.payback(scenario, &saving)),
            by_unit: by_unit([year, &moved], table, &priced),
            scenario: scenario.clone(),
            before,
            after,
            repeat_contacts,
            saving,
            steps,
            table: priced,
            concurrent_moves: scenario.concurrent_moves(year).collect(),
        }
    }

    /// The digital shares before and after.
    pub fn digital_shares(&self) -> [Option<Share>; 2] {
        [&self.before, &self.after].map(|one| one.mix.digital_share(&self.table))
    }

    /// The fixed cost that is saved: 0 if the scenario closes nothing. `None` if it closes something,
    /// and no fixed cost is stated.
    pub fn fixed_saving(&self) -> Option<Money> {
        let known = self.scenario.fixed_change.as_ref().map(FixedChange::saving);
        known.or_else(|| self.scenario.closed.is_empty().then(Money::zero))
    }

    /// The variable cost that is saved, and the fixed cost as far as it is known.
    pub fn total_saving(&self) -> Money {
        &self.saving + &self.fixed_saving().unwrap_or_default()
    }

    /// The same with the part of the variable cost that is expected to be taken out.
    pub fn expected_total(&self) -> Money {
        &self.expected_saving + &self.fixed_saving().unwrap_or_default()
    }
}

impl PricedMix {
    fn price(mix: Mix, table: &PriceTable) -> Self {
        let cost = mix.cost(table).unwrap_or_default();
        Self { mix, cost }
    }
}

fn by_unit(
    [before, after]: [&Year; 2],
    table: &PriceTable,
    priced: &PriceTable,
) -> BTreeMap<usize, CostChange> {
    let after = after.mix_by(Dimension::Unit);
    let change = |(unit, mix): (usize, Mix)| {
        let after = after.get(&unit).and_then(|mix| mix.cost(priced));
        (unit, CostChange { before: mix.cost(table), after })
    };
    before.mix_by(Dimension::Unit).into_iter().map(change).collect()
}

/// The saving taken apart: first the new prices on all enquiries of the baseline, then the
/// moves at the new prices, then the repeat contacts, then what no longer comes in.
fn steps(
    mix: &Mix,
    year: &Year,
    table: &PriceTable,
    priced: &PriceTable,
    scenario: &Scenario,
) -> Vec<SavingStep> {
    let new_price = |(&channel, price): (&usize, &Money)| {
        Some(SavingStep {
            cause: Cause::NewPrice(channel),
            baseline: mix.get(channel)?.clone(),
            enquiries: mix.get(channel)?.clone(),
            price_before: table.price(channel)?.clone(),
            price_after: price.clone(),
        })
    };
    let mut steps: Vec<SavingStep> = scenario.prices.iter().filter_map(new_price).collect();
    let mut repeats = Vec::new();
    for (at, one) in scenario.moves.iter().enumerate() {
        let baseline = one.baseline(year);
        let moved = baseline.times(&one.share);
        repeats.extend(one.repeat_contacts.as_ref().map(|repeat| SavingStep {
            cause: Cause::RepeatContacts(at),
            baseline: moved.clone(),
            enquiries: moved.times(&repeat.share),
            price_before: Money::zero(),
            price_after: price(priced, repeat.to),
        }));
        steps.push(SavingStep {
            cause: Cause::Move(at),
            baseline,
            enquiries: moved,
            price_before: price(priced, one.from),
            price_after: price(priced, one.to),
        });
    }
    steps.extend(repeats);
    let closed = scenario.closed.iter().enumerate().filter(|(_, closed)| !closed.lost.is_zero());
    steps.extend(closed.map(|(at, closed)| SavingStep {
        cause: Cause::Lost(at),
        baseline: closed.baseline(year),
        enquiries: closed.baseline(year).times(&closed.lost),
        price_before: price(priced, closed.to),
        price_after: Money::zero(),
    }));
    steps
}

/// The price of a channel that has one.
fn price(table: &PriceTable, channel: usize) -> Money {
    table.price(channel).cloned().unwrap_or_default()
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
    /// The share of a move, by its index in the scenario.
    Move(usize),
    /// The part of the saving that is expected to be taken out.
    Realisation,
    /// The share of repeat contacts, of all moves.
    RepeatContacts,
}

/// The expected saving with one assumption lower and higher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swing {
    /// The assumption.
    pub assumption: Assumption,
    /// The expected saving when it is lower.
    pub less: Money,
    /// The expected saving when it is higher.
    pub more: Money,
}

impl Swing {
    /// The distance between the two savings.
    pub fn width(&self) -> Money {
        (&self.more - &self.less).abs()
    }
}

/// The expected saving with each assumption lower and higher by a share of itself, the widest
/// swing first. A share goes no higher than 100 %, and nor do all the moves from a channel.
pub fn sensitivity(year: &Year, table: &PriceTable, scenario: &Scenario, by: &Share) -> Vec<Swing> {
    let factors = [&Share::from(1) - by, &Share::from(1) + by];
    let swing = |assumption| {
        let saving = |factor| saving_if(year, table, scenario, assumption, factor);
        let [less, more] = factors.each_ref().map(saving);
        Swing { assumption, less, more }
    };
    let mut swings: Vec<Swing> = assumptions(table, scenario).into_iter().map(swing).collect();
    // The sort is stable: equal swings stay in the order of the assumptions.
    swings.sort_by_key(|swing| Reverse(swing.width()));
    swings
}

fn assumptions(table: &PriceTable, scenario: &Scenario) -> Vec<Assumption> {
    let repeats = || scenario.moves.iter().filter_map(|one| one.repeat_contacts.as_ref());
    let new_prices = || scenario.prices.keys().copied();
    let channels = scenario.moves.iter().flat_map(|one| [one.from, one.to]);
    let channels = channels.chain(repeats().map(|repeat| repeat.to)).chain(new_prices());
    let channels: BTreeSet<usize> = channels.collect();
    let priced = channels.into_iter().filter(|channel| table.price(*channel).is_some());
    let mut assumptions: Vec<Assumption> = priced.map(Assumption::Price).collect();
    assumptions.extend(new_prices().map(Assumption::NewPrice));
    assumptions.push(Assumption::WeeksPerYear);
    assumptions.extend((0..scenario.moves.len()).map(Assumption::Move));
    assumptions.push(Assumption::Realisation);
    assumptions.extend(repeats().next().map(|_| Assumption::RepeatContacts));
    assumptions
}

/// The expected saving with one assumption times a factor.
fn saving_if(
    year: &Year,
    table: &PriceTable,
    scenario: &Scenario,
    assumption: Assumption,
    factor: &Share,
) -> Money {
    let (mut year, mut table, mut scenario) = (year.clone(), table.clone(), scenario.clone());
    let capped = |share: &Share| share.times(factor).min(Share::from(1));
    match assumption {
        Assumption::Price(channel) => {
            let price = price(&table, channel).times(factor);
            table = table.with_prices(&[(channel, price)].into());
        }
        Assumption::NewPrice(channel) => {
            let price = scenario.prices.entry(channel);
            price.and_modify(|price| *price = price.times(factor));
        }
        Assumption::WeeksPerYear => year = year.times(factor),
        Assumption::Move(at) => {
            let step = scenario.moves.remove(at);
            let left = scenario.left_for(&step, &year).unwrap_or_else(|| Share::from(1));
            scenario.moves.push(Move { share: capped(&step.share).min(left), ..step });
        }
        Assumption::Realisation => scenario.realisation = capped(&scenario.realisation),
        Assumption::RepeatContacts => {
            for repeat in scenario.moves.iter_mut().filter_map(|one| one.repeat_contacts.as_mut()) {
                repeat.share = capped(&repeat.share);
            }
        }
    }
    WhatIf::compute(&year, &table, &scenario).expected_saving
}

/// The expected saving of a scenario with one or two further moves, by the shares they take.
#[derive(Debug, Clone)]
pub struct Grid<'a> {
    /// The move of the rows.
    pub rows: &'a GridAxis,
    /// The move of the columns, if there is one.
    pub columns: Option<&'a GridAxis>,
    /// A row for each share of the first move, a column for each share of the second; `None`
    /// where more than 100 % would leave a channel.
    pub savings: Vec<Vec<Option<Money>>>,
    /// The moves that move no enquiry.
    pub idle: Vec<Move>,
}

impl<'a> Grid<'a> {
    /// Fills the grid. What a move saves is linear in its share, so it is priced once, at 100 %.
    pub fn compute(
        year: &Year,
        table: &PriceTable,
        scenario: &Scenario,
        rows: &'a GridAxis,
        columns: Option<&'a GridAxis>,
    ) -> Self {
        let base = WhatIf::compute(year, table, scenario);
        let of_all = |axis: &GridAxis| {
            let [from, to] = [axis.step.from, axis.step.to].map(|at| price(&base.table, at));
            &axis.step.baseline(year) * &(&from - &to)
        };
        let (of_rows, of_columns) = (of_all(rows), columns.map(of_all).unwrap_or_default());
        // Where both moves take from the same enquiries, their shares must fit together.
        let same_channel = columns.filter(|columns| columns.step.from == rows.step.from);
        let both = same_channel.map(|columns| Move {
            only: [&rows.step.only[..], &columns.step.only].concat(),
            ..rows.step.clone()
        });
        let left = |step: &Move| scenario.left_for(step, year);
        let left_for_rows = left(&rows.step);
        let left_for_columns = columns.and_then(|columns| left(&columns.step));
        let left_for_both = both.as_ref().and_then(left);
        let fits =
            |share: &Share, left: &Option<Share>| left.as_ref().is_none_or(|left| share <= left);
        let saving = |row: &Share, column: &Share| {
            let fits = fits(row, &left_for_rows)
                && fits(column, &left_for_columns)
                && fits(&(row + column), &left_for_both);
            let further = &of_rows.times(row) + &of_columns.times(column);
            fits.then(|| scenario.expected_saving(&(&base.saving + &further)))
        };
        let none = [Share::zero()];
        let parts = columns.map_or(&none[..], |axis| &axis.parts);
        let row = |row: &Share| parts.iter().map(|column| saving(row, column)).collect();
        let moves = std::iter::once(rows).chain(columns).map(|axis| &axis.step);
        Self {
            savings: rows.parts.iter().map(row).collect(),
            idle: moves.filter(|one| one.baseline(year).is_zero()).cloned().collect(),
            rows,
            columns,
        }
    }
}
