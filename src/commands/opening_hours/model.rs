//! The enquiries in and outside the opening hours, and those that move when hours close.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;

use crate::commands::whatif::model::WhatIf;
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::filter::Condition;
use crate::model::mix::Mix;
use crate::model::opening_hours::{Closing, OpeningHours, Target};
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share, Weeks};
use crate::model::scenario::{Move, Scenario};
use crate::model::year::{CountedYear, Scale, WeekSet, Year};

/// One or more hours that units are open, on the channels that need it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OpenHours {
    /// Enquiries in the count weeks.
    pub counted: u64,
    /// Enquiries of a year.
    pub mix: Mix,
    /// How many hours were open in the count weeks.
    pub open: Share,
    /// How many hours are open in a year.
    pub open_in_year: Share,
    /// The hours of a week that are open.
    pub hours: u64,
    /// Those of them with fewer enquiries than wanted.
    pub quiet: u64,
}

/// Counted enquiries by when they came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CountedByTime {
    /// In opening hours.
    pub inside: u64,
    /// Outside them.
    pub outside: u64,
    /// Without a time.
    pub without_time: u64,
}

/// An hour of a week in which a unit is open: the id of the unit, the day from Monday, and the hour.
pub type OpenHour = (usize, usize, usize);

/// The opening hours of a count.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// Each hour of a week in which a unit is open.
    pub hours: BTreeMap<OpenHour, OpenHours>,
    /// How many were counted, by channel.
    pub by_channel: BTreeMap<usize, CountedByTime>,
    /// The units without opening hours, and what they counted; it is in nothing else.
    pub without_hours: BTreeMap<usize, u64>,
    /// The units with opening hours that state no time of any enquiry by the channels; none of their
    /// hours is here.
    pub without_times: BTreeSet<usize>,
    /// The slots in the opening hours, on the channels that need them.
    open_slots: BTreeSet<Slot>,
}

/// What closing some hours moves.
#[derive(Debug, Clone)]
pub struct Closed {
    /// The units that close.
    pub units: BTreeSet<usize>,
    /// The enquiries of the count weeks that move.
    pub counted: u64,
    /// Those of a year.
    pub mix: Mix,
    /// Where they come in.
    pub to: Target,
    /// The enquiries of the count weeks that came in on that channel already.
    pub staying: u64,
    /// Whether it is a unit that is not open in all of the hours.
    pub is_target_closed: bool,
    /// What it is on another channel; `None` where they go to another unit, at the same prices.
    pub what_if: Option<WhatIf>,
}

impl<'a> Sum<&'a CountedByTime> for CountedByTime {
    fn sum<I: Iterator<Item = &'a Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            inside: sum.inside + one.inside,
            outside: sum.outside + one.outside,
            without_time: sum.without_time + one.without_time,
        })
    }
}

impl OpenHours {
    /// Enquiries in an open hour; `None` where none is open.
    pub fn rate(&self) -> Option<Share> {
        Share::from(self.counted).ratio(&self.open)
    }

    /// The cost of an open hour, at most that of the channels with a price.
    pub fn cost_of_hour(&self, table: &PriceTable) -> Option<Money> {
        self.mix.cost(table)?.per(&Enquiries::from(self.open_in_year.exact().clone()))
    }

    /// Adds other hours.
    pub fn add(&mut self, other: &Self) {
        self.counted += other.counted;
        self.mix.add_all(&other.mix);
        self.open = &self.open + &other.open;
        self.open_in_year = &self.open_in_year + &other.open_in_year;
        self.hours += other.hours;
        self.quiet += other.quiet;
    }
}

impl Opening {
    /// Divides the enquiries of a count by the hours. An hour with fewer than `at_least`
    /// enquiries is quiet.
    pub fn compute(
        CountedYear { counts, year, .. }: CountedYear,
        scale: &Scale,
        opening: &OpeningHours,
        channels: &BTreeSet<usize>,
        at_least: u64,
    ) -> Self {
        let mut result = Self::default();
        // What has no unit beside units has no entrance of its own.
        let is_one = counts.by(Dimension::Unit).len() == 1;
        let hours_of = |unit: usize| {
            let has_entrance = is_one || counts.is_stated(Dimension::Unit, unit);
            opening.get(&Some(unit)).or(opening.get(&None)).filter(|_| has_entrance)
        };
        result.without_times = without_times(counts, year, channels);
        result.without_times.retain(|unit| hours_of(*unit).is_some());
        // Units of one name are open for as many weeks as the one of them that counted most.
        let mut weeks = BTreeMap::<usize, (Weeks, WeekSet)>::new();
        for (unit, own) in year.units() {
            let (counted, seen) = weeks.entry(unit.name).or_default();
            *counted = (*counted).clone().max(own.counted.clone());
            seen.extend(&own.seen);
        }
        for (unit, (counted, seen)) in &weeks {
            let is_timed = !result.without_times.contains(unit);
            let Some(hours) = hours_of(*unit).filter(|_| is_timed) else { continue };
            let factor = scale.factor(counted);
            for (day, hour) in (0..7).flat_map(|day| (0..24).map(move |hour| (day, hour))) {
                let open = hours.openings((day, hour), counted, seen.weeks());
                let open = Share::from(open.exact().clone());
                if open > Share::zero() {
                    let open_in_year = open.times(&factor);
                    let one = OpenHours { open, open_in_year, hours: 1, ..OpenHours::default() };
                    result.hours.insert((*unit, day, hour), one);
                }
            }
        }
        for (slot, counted, enquiries) in year.with_counted(counts) {
            let (unit, channel) = (slot.id(Dimension::Unit), slot.id(Dimension::Channel));
            let Some(hours) = hours_of(unit) else {
                *result.without_hours.entry(unit).or_default() += counted;
                continue;
            };
            let of_channel = result.by_channel.entry(channel).or_default();
            let Some((day, hour)) = time(counts, slot) else {
                of_channel.without_time += counted;
                continue;
            };
            if !hours.is_open(slot.id(Dimension::Week), day, hour) {
                of_channel.outside += counted;
                continue;
            }
            of_channel.inside += counted;
            if channels.contains(&channel) {
                // Where `--weeks` gives fewer weeks than there are, exceptions may leave none open.
                let hour = result.hours.entry((unit, day, hour)).or_default();
                hour.counted += counted;
                hour.mix.add(channel, enquiries);
                result.open_slots.insert(*slot);
            }
        }
        for hour in result.hours.values_mut() {
            hour.quiet = u64::from(hour.rate().is_some_and(|rate| rate < Share::from(at_least)));
        }
        result
    }

    /// The sum of the hours of each unit, by its id.
    pub fn by_unit(&self) -> BTreeMap<usize, OpenHours> {
        let mut units = BTreeMap::<usize, OpenHours>::new();
        self.hours.iter().for_each(|((unit, ..), hour)| units.entry(*unit).or_default().add(hour));
        units
    }

    /// The sum of all hours.
    pub fn total(&self) -> OpenHours {
        let mut total = OpenHours::default();
        self.hours.values().for_each(|hour| total.add(hour));
        total
    }

    /// What moves when hours close; `None` if no unit is open then.
    pub fn close(
        &self,
        CountedYear { counts, table, year }: CountedYear,
        closing: &[Closing],
        to: Target,
    ) -> Option<Closed> {
        let is_closed = |day, hour| closing.iter().any(|one| one.closes(day, hour));
        let closes =
            |&&(unit, day, hour): &&OpenHour| is_closed(day, hour) && to != Target::Unit(unit);
        let hours: Vec<&OpenHour> = self.hours.keys().filter(closes).collect();
        if hours.is_empty() {
            return None;
        }
        let is_target_closed = hours.iter().any(|&&(_, day, hour)| match to {
            Target::Unit(unit) => !self.hours.contains_key(&(unit, day, hour)),
            Target::Channel(_) => false,
        });
        let mut moved = year.without_enquiries();
        let [mut sum, mut staying] = [0; 2];
        for (slot, counted, enquiries) in year.with_counted(counts) {
            let is_in = time(counts, slot).is_some_and(|(day, hour)| is_closed(day, hour));
            if !is_in || !self.open_slots.contains(slot) {
                continue;
            }
            match to {
                Target::Unit(unit) if unit == slot.id(Dimension::Unit) => {}
                Target::Channel(channel) if channel == slot.id(Dimension::Channel) => {
                    staying += counted;
                }
                _ => {
                    moved.add(*slot, enquiries);
                    sum += counted;
                }
            }
        }
        let mix = moved.mix();
        let what_if = match to {
            Target::Unit(_) => None,
            Target::Channel(to) => {
                let step = |(from, _)| Move {
                    from,
                    to,
                    share: Share::from(1),
                    only: Vec::<Condition>::new(),
                    repeat_contacts: None,
                };
                let mut scenario = Scenario::unchanged();
                scenario.moves = mix.channels().map(step).collect();
                Some(WhatIf::compute(&moved, table, &scenario))
            }
        };
        let units = hours.into_iter().map(|(unit, ..)| *unit).collect();
        Some(Closed { units, counted: sum, mix, to, staying, is_target_closed, what_if })
    }
}

/// The units that have enquiries by some channels, and a time of none of them.
fn without_times(counts: &Counts, year: &Year, channels: &BTreeSet<usize>) -> BTreeSet<usize> {
    let needed = |slot: &Slot| channels.contains(&slot.id(Dimension::Channel));
    let slots = year.with_counted(counts).filter(|(slot, counted, _)| needed(slot) && *counted > 0);
    let (timed, untimed): (Vec<Slot>, Vec<Slot>) =
        slots.map(|(slot, ..)| *slot).partition(|slot| time(counts, slot).is_some());
    let units = |slots: Vec<Slot>| -> BTreeSet<usize> {
        slots.iter().map(|slot| slot.id(Dimension::Unit)).collect()
    };
    &units(untimed) - &units(timed)
}

/// The weekday of a slot, from Monday, and its hour; `None` if one of them is not stated.
fn time(counts: &Counts, slot: &Slot) -> Option<(usize, usize)> {
    let name = |dimension| counts.code(dimension, slot.id(dimension)).parse::<usize>().ok();
    let day = name(Dimension::Weekday)?.checked_sub(1).filter(|day| *day < 7)?;
    Some((day, name(Dimension::Hour)?)).filter(|(_, hour)| *hour < 24)
}
