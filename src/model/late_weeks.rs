//! Late weeks: weeks in which enquiries were only registered late, and not counted. Such a week
//! counts as a whole one, and so makes the year of its units too small.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension};
use super::year::UnitId;

/// A week with less than the busiest one divided by this looks like late registration.
const LATE: u64 = 4;
/// The same where most units have so few, as they do in a week of holidays.
const LATE_EVERYWHERE: u64 = 10;
/// A unit with fewer enquiries in its busiest week has small weeks by chance.
const FEWEST: u64 = 40;

/// Weeks that look like late registration.
#[derive(Debug, Clone, Default)]
pub struct LateWeeks {
    /// Those of all units together.
    pub weeks: BTreeSet<usize>,
    /// Enquiries of all units in these weeks.
    pub counted: u64,
    /// Enquiries of all units in all weeks.
    pub total: u64,
    /// Those of single units, but for the weeks above.
    pub units: Vec<LateWeek>,
}

/// A week of a unit.
#[derive(Debug, Clone)]
pub struct LateWeek {
    /// The unit.
    pub unit: UnitId,
    /// The id of the week.
    pub week: usize,
    /// The unit's enquiries in that week.
    pub counted: u64,
    /// The unit's enquiries in all weeks.
    pub total: u64,
}

type ByWeek = BTreeMap<usize, u64>;

impl LateWeeks {
    /// Looks for late weeks in the whole counts. Enquiries without a unit do not say when it
    /// counted, unless no enquiry has one.
    pub fn find(counts: &Counts) -> Self {
        let is_named = |unit: &UnitId| !counts.name(Dimension::Unit, unit.name).is_empty();
        let mut units = BTreeMap::<UnitId, ByWeek>::new();
        for (slot, counted) in counts.slots().filter(|(slot, _)| slot.id(Dimension::Week) > 0) {
            let unit = units.entry(UnitId::of(slot)).or_default();
            *unit.entry(slot.id(Dimension::Week)).or_default() += counted;
        }
        if units.keys().any(is_named) {
            units.retain(|unit, _| is_named(unit));
        }
        let mut all = ByWeek::new();
        for (week, counted) in units.values().flatten() {
            *all.entry(*week).or_default() += counted;
        }
        let divisors: BTreeMap<usize, u64> =
            all.keys().map(|week| (*week, divisor(&units, *week))).collect();
        let is_late = |weeks: &ByWeek, week: usize| is_small(weeks, week, divisors[&week]);
        // A week that is the busiest of a unit was counted by it.
        let is_busiest = |week: usize| {
            let mut seen = units.values().filter(|weeks| weeks.contains_key(&week));
            seen.any(|weeks| weeks[&week] == most(weeks))
        };
        let late = all.keys().filter(|week| is_late(&all, **week) && !is_busiest(**week));
        let late: BTreeSet<usize> = late.copied().collect();
        let of_unit = |(unit, weeks): (&UnitId, &ByWeek)| {
            let own = weeks.iter().filter(|(week, _)| !late.contains(week));
            let own = own.filter(|(week, _)| most(weeks) >= FEWEST && is_late(weeks, **week));
            let (unit, total) = (*unit, weeks.values().sum());
            own.map(|(&week, &counted)| LateWeek { unit, week, counted, total }).collect::<Vec<_>>()
        };
        Self {
            counted: late.iter().map(|week| all[week]).sum(),
            total: all.values().sum(),
            units: units.iter().flat_map(of_unit).collect(),
            weeks: late,
        }
    }
}

/// What the busiest week is divided with: more where most units have small weeks alike. Units with
/// few enquiries do not say so, as their weeks are small by chance.
fn divisor(units: &BTreeMap<UnitId, ByWeek>, week: usize) -> u64 {
    let seen = units.values().filter(|weeks| weeks.contains_key(&week) && most(weeks) >= FEWEST);
    let (small, all) = seen.fold((0, 0), |(small, all), weeks| {
        (small + usize::from(is_small(weeks, week, LATE)), all + 1)
    });
    if all > 1 && small * 2 > all { LATE_EVERYWHERE } else { LATE }
}

fn is_small(weeks: &ByWeek, week: usize, divisor: u64) -> bool {
    // A 0 that is written says that the week was counted.
    let counted = weeks.get(&week).filter(|counted| **counted > 0);
    counted.is_some_and(|counted| counted.saturating_mul(divisor) < most(weeks))
}

fn most(weeks: &ByWeek) -> u64 {
    weeks.values().max().copied().unwrap_or(0)
}
