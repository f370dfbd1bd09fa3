//! Scenarios: a year's enquiries on other channels, and what that saves.

use std::collections::{BTreeMap, BTreeSet};

use super::business_case::BusinessCase;
use super::counts::{Dimension, Slot};
use super::mix::Mix;
use super::number::{Enquiries, Money, Share};
use super::price_table::PriceTable;
use super::year::Year;

/// A named list of moves and prices.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it is called; empty for the moves of the command line.
    pub name: String,
    /// What it is about, in the words of its author; may be empty.
    pub description: String,
    /// Which enquiries come in elsewhere. Their order never matters.
    pub moves: Vec<Move>,
    /// Prices that hold in the scenario only, by position in the price table.
    pub prices: BTreeMap<usize, Money>,
    /// The part of a saving that is expected to be taken out.
    pub realised: Share,
    /// What it takes, and for how long it is looked at.
    pub business_case: Option<BusinessCase>,
}

/// A part of a channel's enquiries that comes in on another channel.
#[derive(Debug, Clone)]
pub struct Move {
    /// Where they came in, by position in the price table.
    pub from: usize,
    /// Where they come in now, by position in the price table.
    pub to: usize,
    /// The part of the baseline that moves.
    pub share: Share,
    /// The only enquiries it is about; all of the channel when empty.
    pub only: Vec<Only>,
    /// The part of the moved that comes in a second time.
    pub rebound: Option<Rebound>,
}

/// A limit of a move to some values of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    /// The dimension.
    pub dimension: Dimension,
    /// The values, by their ids in the counts.
    pub ids: BTreeSet<usize>,
}

/// Moved enquiries that come in again because the first attempt failed.
#[derive(Debug, Clone)]
pub struct Rebound {
    /// The part of the moved enquiries.
    pub share: Share,
    /// The channel they come in on again, by position in the price table.
    pub to: usize,
}

/// Moves that take more from a channel than there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdrawn {
    /// The channel, by position in the price table.
    pub channel: usize,
    /// The moves, by their place in the scenario.
    pub moves: Vec<usize>,
}

impl Move {
    /// Whether enquiries of this slot move.
    #[must_use]
    pub fn concerns(&self, slot: &Slot) -> bool {
        slot[Dimension::Channel] == self.from
            && self.only.iter().all(|only| only.ids.contains(&slot[only.dimension]))
    }

    /// The enquiries of the year that the percentage is of.
    #[must_use]
    pub fn baseline(&self, year: &Year) -> Enquiries {
        year.slots().filter(|(slot, _)| self.concerns(slot)).map(|(_, enquiries)| enquiries).sum()
    }

    /// Where failed attempts come in again: as told, else where they came from.
    fn rebound_channel(&self) -> usize {
        self.rebound.as_ref().map_or(self.from, |rebound| rebound.to)
    }
}

impl Scenario {
    /// Nothing moves and nothing changes its price.
    #[must_use]
    pub fn unchanged() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            moves: Vec::new(),
            prices: BTreeMap::new(),
            realised: Share::from(1),
            business_case: None,
        }
    }

    /// The same scenario with another part for all of its moves.
    #[must_use]
    pub fn with_all(&self, share: &Share) -> Self {
        let moves = self.moves.iter().map(|step| Move { share: share.clone(), ..step.clone() });
        Self { moves: moves.collect(), ..self.clone() }
    }

    /// What the other moves leave of the channel for the move at a place: at least what it takes.
    #[must_use]
    pub fn left_for(&self, at: usize) -> Share {
        let step = &self.moves[at];
        let others = self.moves.iter().enumerate().filter(|(other, _)| *other != at);
        let taken: Share = others
            .filter(|(_, other)| other.from == step.from)
            .map(|(_, other)| &other.share)
            .sum();
        step.share.clone().max(Share::from(1) - taken)
    }

    /// The first channel that more than 100 % leaves, in any slot of the year.
    #[must_use]
    pub fn overdrawn(&self, year: &Year) -> Option<Overdrawn> {
        let places = || 0..self.moves.len();
        let everywhere = places().map(|at| {
            let from = self.moves[at].from;
            let all = |&other: &usize| {
                self.moves[other].from == from && self.moves[other].only.is_empty()
            };
            (from, places().filter(all).collect::<Vec<_>>())
        });
        let in_a_cell = year.slots().map(|(slot, _)| {
            let concerned = places().filter(|&at| self.moves[at].concerns(slot)).collect();
            (slot[Dimension::Channel], concerned)
        });
        everywhere
            .chain(in_a_cell)
            .find(|(_, moves)| {
                let leaves: Share = moves.iter().map(|&at| &self.moves[at].share).sum();
                leaves > Share::from(1)
            })
            .map(|(channel, moves)| Overdrawn { channel, moves })
    }

    /// The year with the moves done: as many enquiries as before, on other channels.
    #[must_use]
    pub fn moved(&self, year: &Year) -> Year {
        let mut after = year.clone();
        for step in &self.moves {
            for (slot, enquiries) in year.slots().filter(|(slot, _)| step.concerns(slot)) {
                let moved = enquiries.part(&step.share);
                after.add(slot.on(step.to), &moved);
                after.add(*slot, &-moved);
            }
        }
        after
    }

    /// The enquiries that come in a second time, which the year did not have.
    #[must_use]
    pub fn rebound(&self, year: &Year) -> Year {
        let mut again = year.without_enquiries();
        for step in &self.moves {
            let Some(rebound) = &step.rebound else { continue };
            for (slot, enquiries) in year.slots().filter(|(slot, _)| step.concerns(slot)) {
                again.add(slot.on(rebound.to), &enquiries.part(&step.share).part(&rebound.share));
            }
        }
        again
    }

    /// What of a saving is taken out. An extra cost is paid in full.
    #[must_use]
    pub fn realised_of(&self, saving: &Money) -> Money {
        if saving.is_negative() { saving.clone() } else { saving.part(&self.realised) }
    }
}

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

/// A cost before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// At the prices of the baseline.
    pub before: Money,
    /// At the prices of the scenario, rebound included.
    pub after: Money,
}

impl Change {
    /// Before − after; negative for an extra cost.
    #[must_use]
    pub fn saving(&self) -> Money {
        self.before.clone() - self.after.clone()
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
        /// The move, by its place in the scenario.
        at: usize,
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
    #[must_use]
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
    #[must_use]
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
    #[must_use]
    pub fn cost_after(&self) -> Money {
        self.after.cost.clone() + self.rebound.cost.clone()
    }

    /// Digital enquiries over all, before and after, rebound left out.
    #[must_use]
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
    let costs = |year: &Year, table: &PriceTable| -> BTreeMap<usize, Money> {
        let mixes = year.mix_by(Dimension::Unit).into_iter();
        mixes.filter_map(|(unit, mix)| Some((unit, mix.cost(table)?))).collect()
    };
    let (before, after, rebound) = (costs(year, table), costs(moved, priced), costs(again, priced));
    let cost =
        |costs: &BTreeMap<usize, Money>, unit| costs.get(unit).cloned().unwrap_or_else(Money::zero);
    let change = |unit| Change {
        before: cost(&before, unit),
        after: cost(&after, unit) + cost(&rebound, unit),
    };
    before.keys().chain(after.keys()).map(|unit| (*unit, change(unit))).collect()
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
    for (at, step) in scenario.moves.iter().enumerate() {
        let baseline = step.baseline(year);
        let moved = baseline.part(&step.share);
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
    for (at, step) in scenario.moves.iter().enumerate() {
        if let Some(rebound) = &step.rebound {
            let moved = step.baseline(year).part(&step.share);
            let again = moved.part(&rebound.share);
            let price = price(priced, rebound.to);
            steps.push(Step::Rebound {
                at,
                channel: rebound.to,
                share: rebound.share.clone(),
                moved,
                saving: -(&again * &price),
                again,
                price,
            });
        }
    }
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
    if saved.is_negative() || saved.is_zero() { None } else { saved.share_of(&all_again) }
}
