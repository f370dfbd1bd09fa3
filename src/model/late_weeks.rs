//! Late weeks: weeks in which enquiries were only registered late, and not counted. Such a week
//! counts as a whole one, and so makes the year of its units too small.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension, Slot, summed};
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
    pub units: Vec<WeekOfUnit>,
}

/// A week of a unit.
#[derive(Debug, Clone)]
pub struct WeekOfUnit {
    /// The unit.
    pub unit: UnitId,
    /// The id of the week.
    pub week: usize,
    /// The unit's enquiries in that week.
    pub counted: u64,
    /// The unit's enquiries in all weeks.
    pub total: u64,
    /// The unit's enquiries in its busiest week.
    most: u64,
}

/// A week of all units together.
#[derive(Clone, Default)]
struct WeekOfAll {
    counted: u64,
    /// Whether it is the busiest week of some unit, so that this unit counted it.
    is_busiest: bool,
    /// Units with rows in it. Here and below, units with few enquiries are not included: their
    /// weeks are small by chance.
    units: usize,
    /// Those of them for which it is a small week.
    small_units: usize,
}

impl WeekOfAll {
    /// What the busiest week is divided by: more where most units have a small week.
    fn divisor(&self) -> u64 {
        let is_small = self.units > 1 && self.small_units * 2 > self.units;
        if is_small { LATE_EVERYWHERE } else { LATE }
    }
}

impl LateWeeks {
    /// Looks for late weeks in the whole counts. Enquiries without a unit do not say when it
    /// counted, unless no enquiry has one.
    pub fn find(counts: &Counts) -> Self {
        let mut units = weeks_of_units(counts);
        let mut all = BTreeMap::<usize, WeekOfAll>::new();
        for own in &units {
            let week = all.entry(own.week).or_default();
            week.counted += own.counted;
            week.is_busiest |= own.counted == own.most;
            if own.most >= FEWEST {
                week.units += 1;
                week.small_units += usize::from(is_small(own.counted, own.most, LATE));
            }
        }
        let most = all.values().map(|week| week.counted).max().unwrap_or(0);
        let mut late = all.clone();
        late.retain(|_, week| !week.is_busiest && is_small(week.counted, most, week.divisor()));
        units.retain(|own| {
            own.most >= FEWEST
                && !late.contains_key(&own.week)
                && is_small(own.counted, own.most, all[&own.week].divisor())
        });
        // Few are left of a list that may be long.
        units.shrink_to_fit();
        Self {
            counted: late.values().map(|week| week.counted).sum(),
            total: all.values().map(|week| week.counted).sum(),
            weeks: late.into_keys().collect(),
            units,
        }
    }
}

/// The weeks of each unit; if any unit has a name, of those with a name.
fn weeks_of_units(counts: &Counts) -> Vec<WeekOfUnit> {
    let slots = counts.slots().filter(|(slot, _)| slot.id(Dimension::Week) > 0);
    let week = |slot: &Slot| (UnitId::of(slot), slot.id(Dimension::Week));
    let mut weeks = summed(slots.map(|(slot, counted)| (week(slot), counted)).collect());
    let is_named = |unit: &UnitId| !counts.name(Dimension::Unit, unit.name).is_empty();
    if weeks.iter().any(|((unit, _), _)| is_named(unit)) {
        weeks.retain(|((unit, _), _)| is_named(unit));
    }
    let of_unit = |weeks: &[((UnitId, usize), u64)]| {
        let counted = weeks.iter().map(|(_, counted)| *counted);
        let (total, most) = (counted.clone().sum(), counted.max().unwrap_or(0));
        let week = |&((unit, week), counted)| WeekOfUnit { unit, week, counted, total, most };
        weeks.iter().map(week).collect::<Vec<_>>()
    };
    weeks.chunk_by(|((one, _), _), ((other, _), _)| one == other).flat_map(of_unit).collect()
}

/// Whether a week is small beside the busiest one. A 0 that is written says that the week was
/// counted.
fn is_small(counted: u64, most: u64, divisor: u64) -> bool {
    counted > 0 && counted.saturating_mul(divisor) < most
}
