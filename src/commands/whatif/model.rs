//! What-if: a year priced before and after a scenario, the arithmetic of the difference, and
//! how the expected saving depends on the assumptions and on the shares of further moves.

use std::cmp::Reverse;
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
    /// The year as counted.
    pub before: PricedMix,
    /// The year in the scenario, without repeat contacts.
    pub after: PricedMix,
    /// The enquiries that come in a second time.
    pub repeat_contacts: PricedMix,
    /// Cost before − cost after − cost of repeat contacts; negative for an extra cost.
    pub saving: Money,
    /// The part of the saving that is expected to be taken out.
    pub expected_saving: Money,
    /// The share of the moved enquiries that may come in again before nothing is saved. `None`
    /// when nothing is saved in the first place, or when repeat contacts cost nothing.
    pub break_even_repeat_rate: Option<Share>,
    /// The saving taken apart; the steps add up to it.
    pub steps: Vec<SavingStep>,
    /// The cost of each unit before and after, by the id of its name in the counts.
    pub by_unit: BTreeMap<usize, CostChange>,
    /// The price table of the scenario.
    pub table: PriceTable,
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
    /// At the prices of the scenario, with repeat contacts.
    pub after: Option<Money>,
}

/// One step of the arithmetic from the cost before to the cost after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavingStep {
    /// A new price for all enquiries of the baseline.
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
    /// A move, at the prices of the scenario.
    Move {
        /// The move, by its index in the scenario.
        at: usize,
        /// The enquiries that the share is taken of.
        baseline: Enquiries,
        /// The enquiries that move.
        moved: Enquiries,
        /// The price where they came in.
        price_from: Money,
        /// The price where they come in now.
        price_to: Money,
        /// Moved × (price from − price to).
        saving: Money,
    },
    /// Enquiries that come in a second time.
    RepeatContacts {
        /// The channel.
        channel: usize,
        /// The share of the moved enquiries.
        share: Share,
        /// The moved enquiries.
        moved: Enquiries,
        /// The enquiries that come in again.
        again: Enquiries,
        /// The price of one.
        price: Money,
        /// −(again × price).
        saving: Money,
    },
}

impl CostChange {
    /// Before − after; negative for an extra cost.
    pub fn saving(&self) -> Option<Money> {
        Some(self.before.as_ref()? - self.after.as_ref()?)
    }
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
    /// Prices the year before and after the scenario (docs/method.md).
    ///
    /// The channels of the moves have a price: input rejects a move without one.
    pub fn compute(year: &Year, table: &PriceTable, scenario: &Scenario) -> Self {
        let priced = table.with_prices(&scenario.prices);
        let (moved, repeated) = (scenario.moved(year), scenario.repeat_contacts(year));
        let before = PricedMix::price(year.mix(), table);
        let after = PricedMix::price(moved.mix(), &priced);
        let repeat_contacts = PricedMix::price(repeated.mix(), &priced);
        let saving = &(&before.cost - &after.cost) - &repeat_contacts.cost;
        let steps = steps(&before.mix, year, table, &priced, scenario);
        Self {
            expected_saving: scenario.expected_saving(&saving),
            break_even_repeat_rate: break_even_repeat_rate(&steps, scenario, &priced),
            by_unit: by_unit([year, &moved, &repeated], table, &priced),
            before,
            after,
            repeat_contacts,
            saving,
            steps,
            table: priced,
        }
    }

    /// The cost of the scenario, with repeat contacts.
    pub fn cost_after(&self) -> Money {
        &self.after.cost + &self.repeat_contacts.cost
    }

    /// The digital shares before and after, without repeat contacts.
    pub fn digital_shares(&self) -> [Option<Share>; 2] {
        [&self.before, &self.after].map(|one| one.mix.digital_share(&self.table))
    }
}

impl PricedMix {
    fn price(mix: Mix, table: &PriceTable) -> Self {
        let cost = mix.cost(table).unwrap_or_default();
        Self { mix, cost }
    }
}

fn by_unit(
    [before, moved, repeated]: [&Year; 3],
    table: &PriceTable,
    priced: &PriceTable,
) -> BTreeMap<usize, CostChange> {
    let mut after = moved.mix_by(Dimension::Unit);
    for (unit, mix) in repeated.mix_by(Dimension::Unit) {
        after.entry(unit).or_default().add_all(&mix);
    }
    let change = |(unit, mix): (usize, Mix)| {
        let after = after.get(&unit).and_then(|mix| mix.cost(priced));
        (unit, CostChange { before: mix.cost(table), after })
    };
    before.mix_by(Dimension::Unit).into_iter().map(change).collect()
}

/// The saving taken apart: first the new prices on all enquiries of the baseline, then the
/// moves at the new prices, then the repeat contacts.
fn steps(
    mix: &Mix,
    year: &Year,
    table: &PriceTable,
    priced: &PriceTable,
    scenario: &Scenario,
) -> Vec<SavingStep> {
    let (mut steps, mut repeats) = (Vec::new(), Vec::new());
    for (channel, enquiries) in mix.channels() {
        if let (Some(before), Some(after), true) =
            (table.price(channel), priced.price(channel), scenario.prices.contains_key(&channel))
        {
            steps.push(SavingStep::Price {
                channel,
                enquiries: enquiries.clone(),
                before: before.clone(),
                after: after.clone(),
                saving: enquiries * &(before - after),
            });
        }
    }
    for (at, one) in scenario.moves.iter().enumerate() {
        let baseline = one.baseline(year);
        let moved = baseline.times(&one.share);
        if let Some(repeat) = &one.repeat_contacts {
            let (again, price) = (moved.times(&repeat.share), price(priced, repeat.to));
            repeats.push(SavingStep::RepeatContacts {
                channel: repeat.to,
                share: repeat.share.clone(),
                moved: moved.clone(),
                saving: -(&again * &price),
                again,
                price,
            });
        }
        let (price_from, price_to) = (price(priced, one.from), price(priced, one.to));
        steps.push(SavingStep::Move {
            at,
            baseline,
            saving: &moved * &(&price_from - &price_to),
            moved,
            price_from,
            price_to,
        });
    }
    steps.extend(repeats);
    steps
}

/// The price of a channel that has one.
fn price(table: &PriceTable, channel: usize) -> Money {
    table.price(channel).cloned().unwrap_or_default()
}

/// The saving without repeat contacts, over what it would cost if every moved enquiry came in
/// again.
fn break_even_repeat_rate(
    steps: &[SavingStep],
    scenario: &Scenario,
    priced: &PriceTable,
) -> Option<Share> {
    let (mut saved, mut all_again) = (Money::zero(), Money::zero());
    for step in steps {
        match step {
            SavingStep::Price { saving, .. } => saved += saving,
            SavingStep::Move { at, moved, saving, .. } => {
                saved += saving;
                all_again += &(moved * priced.price(scenario.moves[*at].repeat_channel())?);
            }
            SavingStep::RepeatContacts { .. } => {}
        }
    }
    if saved > Money::zero() { saved.ratio(&all_again) } else { None }
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
    let saving = |assumption, factor: &Share| {
        let (year, table, scenario) = changed(year, table, scenario, assumption, factor);
        WhatIf::compute(&year, &table, &scenario).expected_saving
    };
    let (less, more) = (&Share::from(1) - by, &Share::from(1) + by);
    let swing = |assumption| Swing {
        assumption,
        less: saving(assumption, &less),
        more: saving(assumption, &more),
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
            for repeat in scenario.moves.iter_mut().filter_map(|one| one.repeat_contacts.as_mut()) {
                repeat.share = capped(&repeat.share);
            }
        }
    }
    (year, table, scenario)
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
        let shares = leaving_shares(year, scenario, rows, columns);
        let saving = |row: &Share, column: &Share| {
            let fits = shares.iter().all(|share| share.leaving(row, column) <= Share::from(1));
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

/// The share that the scenario takes from a slot, and which moves of the grid take from it too.
/// Most slots have the same, so each is looked at once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct LeavingShare {
    taken: Share,
    rows: bool,
    columns: bool,
}

impl LeavingShare {
    /// The share that leaves when the moves of the grid have these shares.
    fn leaving(&self, row: &Share, column: &Share) -> Share {
        let further = [(self.rows, row), (self.columns, column)];
        let further = further.into_iter().filter(|(concerns, _)| *concerns);
        &self.taken + &further.map(|(_, share)| share).sum()
    }
}

fn leaving_shares(
    year: &Year,
    scenario: &Scenario,
    rows: &GridAxis,
    columns: Option<&GridAxis>,
) -> BTreeSet<LeavingShare> {
    let share = |(slot, _): (&Slot, _)| {
        let moves = scenario.moves.iter().filter(|one| one.concerns(slot));
        LeavingShare {
            taken: moves.map(|one| &one.share).sum(),
            rows: rows.step.concerns(slot),
            columns: columns.is_some_and(|axis| axis.step.concerns(slot)),
        }
    };
    year.slots().map(share).collect()
}
