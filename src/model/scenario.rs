//! Scenarios: from a year's enquiries to the same enquiries on other channels, and what the
//! saving is worth when it takes an investment and time.

use std::collections::BTreeMap;

use super::counts::{Dimension, Slot};
use super::filter::Condition;
use super::fixed::{FixedChange, FixedCost};
use super::quantity::{Enquiries, Money, Share};
use super::year::Year;

/// A named list of moves and prices.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The name in a scenario file; `None` for the scenario of the command line.
    pub name: Option<String>,
    /// What it is about, in the words of its author; may be empty.
    pub description: String,
    /// Which enquiries come in on another channel. Their order never matters.
    pub moves: Vec<Move>,
    /// Prices that hold in the scenario only, by position in the price table.
    pub prices: BTreeMap<usize, Money>,
    /// What is closed. Its enquiries move, each by one of the moves.
    pub closed: Vec<Closed>,
    /// Fixed cost that holds in the scenario only, in place of what the price table states of the
    /// same unit and channel.
    pub fixed: Vec<FixedCost<usize>>,
    /// The fixed cost before and after; `None` where none is stated.
    pub fixed_change: Option<FixedChange>,
    /// The part of a saving that is expected to be taken out.
    pub realisation: Share,
    /// The investment and its time, if the saving takes one.
    pub business_case: Option<BusinessCase>,
}

/// A part of a channel's enquiries that comes in on another channel.
#[derive(Debug, Clone)]
pub struct Move {
    /// The channel they came in on, by position in the price table.
    pub from: usize,
    /// The channel they come in on now, by position in the price table.
    pub to: usize,
    /// The part of the baseline that moves.
    pub share: Share,
    /// Conditions on the enquiries that move; without any, the move is of the whole channel.
    pub only: Vec<Condition>,
    /// The moved enquiries that also come in on another channel.
    pub repeat_contacts: Option<RepeatContacts>,
}

/// A channel that closes: everywhere, or in one unit, whose entrance it may be.
#[derive(Debug, Clone)]
pub struct Closed {
    /// The unit, by the id of its name; `None` for all units.
    pub unit: Option<usize>,
    /// The channel, by position in the price table; `None` for all but the one that remains.
    pub channel: Option<usize>,
    /// The channel that its enquiries come in on, by position in the price table.
    pub to: usize,
    /// The part of its enquiries that no longer come in at all.
    pub lost: Share,
    /// Whether a personal visit is what remains, so that a unit keeps its entrance.
    pub keeps_entrance: bool,
}

impl Closed {
    /// Whether the enquiries of a slot came in where it closes.
    pub fn covers(&self, slot: &Slot) -> bool {
        let channel = slot.id(Dimension::Channel);
        self.unit.is_none_or(|unit| slot.id(Dimension::Unit) == unit)
            && self.channel.map_or(channel != self.to, |closed| channel == closed)
    }

    /// Whether it saves a fixed cost: one of what closes. That of the municipality remains.
    fn saves(&self, fixed: &FixedCost<usize>) -> bool {
        let is_of_all = fixed.unit.is_none() && fixed.channel.is_none();
        // An entrance may be used by what remains open: only where its unit closes, it is saved.
        let closes_entrance = self.unit.is_some() && !self.keeps_entrance;
        let is_closed = match self.channel {
            Some(channel) => fixed.channel == Some(channel),
            None => fixed.channel.map_or(closes_entrance, |channel| channel != self.to),
        };
        (self.unit.is_none() || fixed.unit == self.unit) && is_closed && !is_of_all
    }

    /// The enquiries of the year that came in where it closes.
    pub fn baseline(&self, year: &Year) -> Enquiries {
        year.slots().filter(|(slot, _)| self.covers(slot)).map(|(_, enquiries)| enquiries).sum()
    }
}

/// Moved enquiries that also come in on another channel because the first attempt failed.
#[derive(Debug, Clone)]
pub struct RepeatContacts {
    /// The part of the moved enquiries.
    pub share: Share,
    /// The channel of the second attempt, by position in the price table.
    pub to: usize,
}

/// A move of a grid, and the shares that it takes in turn.
#[derive(Debug, Clone)]
pub struct GridAxis {
    /// The move. Its own share is not used, and it has no repeat contacts.
    pub step: Move,
    /// The shares.
    pub parts: Vec<Share>,
}

impl Move {
    /// Whether the enquiries of a slot move.
    pub fn concerns(&self, slot: &Slot) -> bool {
        slot.id(Dimension::Channel) == self.from && self.only.iter().all(|one| one.holds(slot))
    }

    /// The enquiries of the year that the move takes its share of.
    pub fn baseline(&self, year: &Year) -> Enquiries {
        year.slots().filter(|(slot, _)| self.concerns(slot)).map(|(_, enquiries)| enquiries).sum()
    }

    /// The channel of repeat contacts; where the move has none, the one they came from.
    pub fn repeat_channel(&self) -> usize {
        self.repeat_contacts.as_ref().map_or(self.from, |repeat| repeat.to)
    }
}

impl Scenario {
    /// Nothing moves and no price changes.
    pub fn unchanged() -> Self {
        Self {
            name: None,
            description: String::new(),
            moves: Vec::new(),
            prices: BTreeMap::new(),
            closed: Vec::new(),
            fixed: Vec::new(),
            fixed_change: None,
            realisation: Share::from(1),
            business_case: None,
        }
    }

    /// The same scenario with another share for all of its moves.
    pub fn with_all(&self, share: &Share) -> Self {
        let moves = self.moves.iter().map(|one| Move { share: share.clone(), ..one.clone() });
        Self { moves: moves.collect(), ..self.clone() }
    }

    /// Whether it moves nothing and changes no price and no fixed cost.
    pub fn is_unchanged(&self) -> bool {
        self.moves.is_empty()
            && self.prices.is_empty()
            && self.closed.is_empty()
            && self.fixed.is_empty()
    }

    /// The fixed cost before and after, from what the price table states; `None` where nothing is
    /// stated, and where the scenario neither closes nor states anything.
    pub fn change_fixed(&self, of_table: &[FixedCost<usize>]) -> Option<FixedChange> {
        let place = |one: &FixedCost<usize>| (one.unit, one.channel);
        let is_kept =
            |one: &&FixedCost<usize>| self.fixed.iter().all(|own| place(own) != place(one));
        let (closed, open): (Vec<_>, Vec<_>) = of_table
            .iter()
            .filter(is_kept)
            .partition(|one| self.closed.iter().any(|closed| closed.saves(one)));
        // What the scenario states itself is what remains, also of what it closes.
        let open = open.into_iter().chain(&self.fixed).collect();
        let sum = |costs: Vec<&FixedCost<usize>>| costs.into_iter().map(|one| &one.cost).sum();
        let is_stated = !self.fixed.is_empty() || !self.closed.is_empty() && !of_table.is_empty();
        is_stated.then(|| FixedChange {
            before: of_table.iter().map(|one| &one.cost).sum(),
            after: sum(open),
            closed: sum(closed),
        })
    }

    /// The largest share that the moves leave for one more move: the least of what they leave in
    /// any slot that it concerns; `None` where it concerns none.
    pub fn left_for(&self, step: &Move, year: &Year) -> Option<Share> {
        let concerned = year.slots().filter(|(slot, _)| step.concerns(slot));
        let taken = |slot| self.moves_from(slot).map(|at| &self.moves[at].share).sum();
        concerned.map(|(slot, _)| &Share::from(1) - &taken(slot)).min()
    }

    /// The moves, by their index, that together take more than 100 % from a channel in some slot
    /// of the year: those of the first such channel.
    ///
    /// A channel that the year does not have is overdrawn too, by moves without conditions.
    pub fn overdrawn(&self, year: &Year) -> Option<Vec<usize>> {
        self.concurrent_moves(year).find(|moves: &Vec<usize>| {
            let leaves: Share = moves.iter().map(|&at| &self.moves[at].share).sum();
            leaves > Share::from(1)
        })
    }

    /// The moves, by their index, that take from the same enquiries: those without conditions from
    /// a channel, and those from each slot of the year.
    pub fn concurrent_moves(&self, year: &Year) -> impl Iterator<Item = Vec<usize>> {
        let everywhere = self.moves.iter().map(|one| {
            let is_of_all = |other: &Move| other.from == one.from && other.only.is_empty();
            (0..self.moves.len()).filter(|&at| is_of_all(&self.moves[at])).collect()
        });
        let in_slots = year.slots().map(|(slot, _)| self.moves_from(slot).collect());
        everywhere.chain(in_slots).filter(|moves: &Vec<usize>| !moves.is_empty())
    }

    /// The moves that concern a slot, by their index.
    fn moves_from(&self, slot: &Slot) -> impl Iterator<Item = usize> {
        (0..self.moves.len()).filter(|&at| self.moves[at].concerns(slot))
    }

    /// The year after the moves: as many enquiries as before, on other channels.
    pub fn moved(&self, year: &Year) -> Year {
        let mut after = year.clone();
        for one in &self.moves {
            for (slot, enquiries) in year.slots().filter(|(slot, _)| one.concerns(slot)) {
                let moved = enquiries.times(&one.share);
                after.add(slot.with(Dimension::Channel, one.to), &moved);
                after.add(*slot, &-moved);
            }
        }
        after
    }

    /// The enquiries that come in a second time. They are not among those of the year.
    pub fn repeat_contacts(&self, year: &Year) -> Year {
        let mut repeated = year.without_enquiries();
        for one in &self.moves {
            let Some(repeat) = &one.repeat_contacts else { continue };
            for (slot, enquiries) in year.slots().filter(|(slot, _)| one.concerns(slot)) {
                let again = enquiries.times(&one.share).times(&repeat.share);
                repeated.add(slot.with(Dimension::Channel, repeat.to), &again);
            }
        }
        repeated
    }

    /// The enquiries that no longer come in, on the channels that the others moved to.
    pub fn lost(&self, year: &Year) -> Year {
        let mut lost = year.without_enquiries();
        for closed in &self.closed {
            for (slot, enquiries) in year.slots().filter(|(slot, _)| closed.covers(slot)) {
                lost.add(slot.with(Dimension::Channel, closed.to), &enquiries.times(&closed.lost));
            }
        }
        lost
    }

    /// The part of a saving that is expected to be taken out. An extra cost is paid in full.
    pub fn expected_saving(&self, saving: &Money) -> Money {
        if saving.is_negative() { saving.clone() } else { saving.times(&self.realisation) }
    }
}

/// What a scenario takes, and how long it is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessCase {
    /// Paid in year 0.
    pub investment: Money,
    /// Paid every year from year 1.
    pub running: Money,
    /// The part of a full year's saving in year 1, 2, 3 and so on. The last one holds from then
    /// on; without any, the saving is full from year 1.
    pub phasing: Vec<Share>,
    /// The discount rate of a year.
    pub discount: Share,
    /// The last year that is looked at.
    pub years: u16,
}

/// A business case, year by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payback {
    /// The case.
    pub case: BusinessCase,
    /// The years from 0, the year of the investment.
    pub years: Vec<CaseYear>,
    /// The sum of the discounted net amounts of all years, year 0 included.
    pub net_present_value: Money,
    /// The first year from which the cumulative net amount, undiscounted, stays at 0 or above;
    /// `None` when it is below 0 in the last year.
    pub payback_year: Option<u16>,
}

/// One year of a business case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseYear {
    /// 0 is the year of the investment.
    pub year: u16,
    /// The part of a full year's saving.
    pub phasing: Share,
    /// The saving of the year.
    pub saving: Money,
    /// The part of it that is expected to be taken out.
    pub expected_saving: Money,
    /// What is paid: the investment in year 0, the running cost after.
    pub paid: Money,
    /// Expected saving − paid.
    pub net: Money,
    /// The net amounts up to and with this year.
    pub cumulative: Money,
    /// Net / (1 + discount rate) to the power of the year.
    pub discounted: Money,
}

impl BusinessCase {
    /// The years of the case for a full year's saving.
    ///
    /// # Panics
    ///
    /// If the discount rate is −100 %.
    pub fn payback(&self, scenario: &Scenario, saving: &Money) -> Payback {
        let mut years = Vec::new();
        let mut cumulative = Money::zero();
        let mut factor = Share::from(1);
        let after_a_year = &Share::from(1) + &self.discount;
        for year in 0..=self.years {
            let phasing = self.phasing(year);
            let saving = saving.times(&phasing);
            let expected_saving = scenario.expected_saving(&saving);
            let paid = if year == 0 { &self.investment } else { &self.running };
            let net = &expected_saving - paid;
            cumulative += &net;
            years.push(CaseYear {
                year,
                phasing,
                saving,
                expected_saving,
                paid: paid.clone(),
                discounted: net.times(&factor),
                net,
                cumulative: cumulative.clone(),
            });
            factor = factor.ratio(&after_a_year).expect("1 + discount rate is not 0");
        }
        let paid_back = years.iter().rev().take_while(|year| !year.cumulative.is_negative());
        Payback {
            case: self.clone(),
            net_present_value: years.iter().map(|year| &year.discounted).sum(),
            payback_year: paid_back.last().map(|year| year.year),
            years,
        }
    }

    fn phasing(&self, year: u16) -> Share {
        let Some(at) = year.checked_sub(1) else { return Share::zero() };
        let phasing = self.phasing.get(usize::from(at)).or(self.phasing.last());
        phasing.cloned().unwrap_or_else(|| Share::from(1))
    }
}
