//! What-if: a year priced before and after a scenario, and the arithmetic of the difference.

use std::collections::BTreeMap;

use super::counts::Dimension;
use super::mix::Mix;
use super::price_table::PriceTable;
use super::quantity::{Enquiries, Money, Share};
use super::scenario::Scenario;
use super::year::Year;

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
