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
    /// Looks for late weeks in the counts. Enquiries without a unit do not say when it counted,
    /// unless no enquiry has one.
    pub fn find(counts: &Counts) -> Self {
        let is_named = |unit: &UnitId| !counts.name(Dimension::Unit, unit.name).is_empty();
        let (mut all, mut units) = (ByWeek::new(), BTreeMap::<UnitId, ByWeek>::new());
        for (slot, counted) in counts.slots() {
            let week = slot.id(Dimension::Week);
            if week > 0 {
                *all.entry(week).or_default() += counted;
                let unit = units.entry(UnitId::of(slot)).or_default();
                *unit.entry(week).or_default() += counted;
            }
        }
        if units.keys().any(is_named) {
            units.retain(|unit, _| is_named(unit));
        }
        let is_small = |weeks: &ByWeek, week: usize, divisor: u64| {
            let most = weeks.values().max().copied().unwrap_or(0);
            weeks.get(&week).is_some_and(|counted| counted.saturating_mul(divisor) < most)
        };
        let divisor = |week: usize| {
            let seen = units.values().filter(|weeks| weeks.contains_key(&week));
            let (small, all) = seen.fold((0, 0), |(small, all), weeks| {
                (small + usize::from(is_small(weeks, week, LATE)), all + 1)
            });
            if small * 2 > all { LATE_EVERYWHERE } else { LATE }
        };
        let divisors: BTreeMap<usize, u64> =
            all.keys().map(|week| (*week, divisor(*week))).collect();
        let is_late = |weeks: &ByWeek, week: usize| is_small(weeks, week, divisors[&week]);
        let late: BTreeSet<usize> =
            all.keys().copied().filter(|week| is_late(&all, *week)).collect();
        let of_unit = |(unit, weeks): (&UnitId, &ByWeek)| {
            let total = weeks.values().sum();
            let is_large = weeks.values().max().is_some_and(|most| *most >= FEWEST);
            let own = weeks.iter().filter(|(week, _)| is_large && !late.contains(week));
            let own = own.filter(|(week, _)| is_late(weeks, **week));
            let unit = *unit;
            own.map(|(&week, &counted)| LateWeek { unit, week, counted, total }).collect::<Vec<_>>()
        };
        Self {
            counted: late.iter().map(|week| all[week]).sum(),
            units: units.iter().flat_map(of_unit).collect(),
            weeks: late,
        }
    }
}
