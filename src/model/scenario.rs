//! Scenarios: from a year's enquiries to the same enquiries on other channels.

use std::collections::BTreeMap;

use super::business_case::BusinessCase;
use super::counts::{Dimension, Slot};
use super::filter::Condition;
use super::quantity::{Enquiries, Money, Share};
use super::year::Year;

/// A named list of moves and prices.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it is called; `None` for what the command line says.
    pub name: Option<String>,
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
    /// What it is limited to; all enquiries of the channel when empty.
    pub only: Vec<Condition>,
    /// The part of the moved that comes in a second time.
    pub rebound: Option<Rebound>,
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
    pub fn concerns(&self, slot: &Slot) -> bool {
        slot[Dimension::Channel] == self.from && self.only.iter().all(|only| only.holds(slot))
    }

    /// The enquiries of the year that the percentage is of.
    pub fn baseline(&self, year: &Year) -> Enquiries {
        year.slots().filter(|(slot, _)| self.concerns(slot)).map(|(_, enquiries)| enquiries).sum()
    }

    /// Where failed attempts come in again: as told, else where they came from.
    pub fn rebound_channel(&self) -> usize {
        self.rebound.as_ref().map_or(self.from, |rebound| rebound.to)
    }
}

impl Scenario {
    /// Nothing moves and nothing changes its price.
    pub fn unchanged() -> Self {
        Self {
            name: None,
            description: String::new(),
            moves: Vec::new(),
            prices: BTreeMap::new(),
            realised: Share::from(1),
            business_case: None,
        }
    }

    /// The same scenario with another part for all of its moves.
    pub fn with_all(&self, share: &Share) -> Self {
        let moves = self.moves.iter().map(|step| Move { share: share.clone(), ..step.clone() });
        Self { moves: moves.collect(), ..self.clone() }
    }

    /// Whether it moves nothing and changes no price.
    pub fn is_unchanged(&self) -> bool {
        self.moves.is_empty() && self.prices.is_empty()
    }

    /// What the other moves leave for the move at a place, in the slots that it concerns.
    pub fn left_for(&self, at: usize, year: &Year) -> Share {
        let others = |slot: &Slot| -> Share {
            let others = self.moves.iter().enumerate().filter(|(other, _)| *other != at);
            others.filter(|(_, other)| other.concerns(slot)).map(|(_, other)| &other.share).sum()
        };
        let concerned = year.slots().filter(|(slot, _)| self.moves[at].concerns(slot));
        let left = concerned.map(|(slot, _)| Share::from(1) - others(slot)).min();
        left.unwrap_or_else(|| Share::from(1))
    }

    /// The first channel that more than 100 % leaves, in any slot of the year.
    pub fn overdrawn(&self, year: &Year) -> Option<Overdrawn> {
        let places = || 0..self.moves.len();
        let everywhere = places().map(|at| {
            let from = self.moves[at].from;
            let all = |&other: &usize| {
                self.moves[other].from == from && self.moves[other].only.is_empty()
            };
            (from, places().filter(all).collect::<Vec<_>>())
        });
        let in_a_slot = year.slots().map(|(slot, _)| {
            let concerned = places().filter(|&at| self.moves[at].concerns(slot)).collect();
            (slot[Dimension::Channel], concerned)
        });
        everywhere
            .chain(in_a_slot)
            .find(|(_, moves)| {
                let leaves: Share = moves.iter().map(|&at| &self.moves[at].share).sum();
                leaves > Share::from(1)
            })
            .map(|(channel, moves)| Overdrawn { channel, moves })
    }

    /// The year with the moves done: as many enquiries as before, on other channels.
    pub fn moved(&self, year: &Year) -> Year {
        let mut after = year.clone();
        for step in &self.moves {
            for (slot, enquiries) in year.slots().filter(|(slot, _)| step.concerns(slot)) {
                let moved = enquiries.times(&step.share);
                after.add(slot.on(step.to), &moved);
                after.add(*slot, &-moved);
            }
        }
        after
    }

    /// The enquiries that come in a second time, which the year did not have.
    pub fn rebound(&self, year: &Year) -> Year {
        let mut again = year.without_enquiries();
        for step in &self.moves {
            let Some(rebound) = &step.rebound else { continue };
            for (slot, enquiries) in year.slots().filter(|(slot, _)| step.concerns(slot)) {
                again.add(slot.on(rebound.to), &enquiries.times(&step.share).times(&rebound.share));
            }
        }
        again
    }

    /// What of a saving is taken out. An extra cost is paid in full.
    pub fn realised_of(&self, saving: &Money) -> Money {
        if saving.is_negative() { saving.clone() } else { saving.times(&self.realised) }
    }
}
