//! Annualisation: from the weeks that each unit counted to a year.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension, Slot};
use super::mix::Mix;
use super::price_table::PriceTable;
use super::quantity::{Enquiries, Share, Weeks};

/// The weeks that a count without a week column is taken for, unless they are given.
pub const DEFAULT_WEEKS_COUNTED: u64 = 2;

/// How counted weeks are scaled to a year.
///
/// No official factor exists: 52 weeks a year is the plain one, and 46 working
/// weeks are in use too. So it is an assumption that every report prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Weeks in a year.
    pub weeks_per_year: Weeks,
    /// Weeks counted, for every unit; `None` takes the weeks in which the unit has rows.
    pub weeks_counted: Option<Weeks>,
    /// Weeks counted by single units, by the ids of their names.
    pub weeks_of_units: BTreeMap<usize, Weeks>,
    /// For a part of a count: the weeks in which each unit has rows in the whole count. Without
    /// them, a unit with no enquiry of the part in one week would be scaled by too few weeks.
    pub seen: BTreeMap<UnitId, WeekSet>,
}

impl Default for Scale {
    /// 52 weeks in a year, and each unit counted the weeks in which it has rows.
    fn default() -> Self {
        Self {
            weeks_per_year: Weeks::from(52),
            weeks_counted: None,
            weeks_of_units: BTreeMap::new(),
            seen: BTreeMap::new(),
        }
    }
}

impl Scale {
    /// The annualisation factor: weeks per year over weeks counted. Weeks counted are never 0:
    /// a unit has a row in some week, and the command line refuses 0.
    ///
    /// # Panics
    ///
    /// If `weeks` is zero.
    pub fn factor(&self, weeks: &Weeks) -> Share {
        self.weeks_per_year.ratio(weeks).expect("a count has at least a part of a week")
    }

    /// The same scale for counts without these weeks.
    pub fn without_weeks(&self, weeks: &BTreeSet<usize>) -> Self {
        let mut scale = self.clone();
        for seen in scale.seen.values_mut() {
            seen.0.retain(|week| !weeks.contains(&(*week as usize)));
        }
        scale
    }

    /// The same scale for any part of these counts: a filter does not change how many weeks a
    /// unit counted.
    pub fn for_part_of(self, counts: &Counts) -> Self {
        Self { seen: weeks_with_rows(counts), ..self }
    }
}

/// The ids of the weeks in which each unit has enquiries, 0 where the week is not stated.
///
/// Left-out records do not count: page views in a week do not say that the unit counted its
/// enquiries in that week.
fn weeks_with_rows(counts: &Counts) -> BTreeMap<UnitId, WeekSet> {
    let mut seen = BTreeMap::<UnitId, WeekSet>::new();
    for (slot, _) in counts.slots() {
        seen.entry(UnitId::of(slot)).or_default().insert(slot.id(Dimension::Week));
    }
    seen
}

/// A unit: its municipality and its name, by their ids in the counts.
///
/// Two municipalities may each have a unit of the same name, and they may have
/// counted different weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitId {
    /// The id of the municipality in the counts.
    pub municipality: usize,
    /// The id of the unit's name in the counts.
    pub name: usize,
    /// Its [source](Slot::source) in the counts.
    source: usize,
}

impl UnitId {
    /// The unit as it is named, for people: units that a list gave one name are one.
    pub fn named(self) -> Self {
        Self { source: 0, ..self }
    }

    /// The unit that a slot belongs to.
    pub fn of(slot: &Slot) -> Self {
        Self {
            municipality: slot.id(Dimension::Municipality),
            name: slot.id(Dimension::Unit),
            source: slot.source(),
        }
    }
}

/// The ids of weeks, 0 for a week that is not stated, in order. Every unit has such a set, and few
/// weeks, so it is a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeekSet(Vec<u32>);

impl WeekSet {
    fn insert(&mut self, week: usize) {
        let week = u32::try_from(week).expect("the id of a week has 32 bits");
        if let Err(at) = self.0.binary_search(&week) {
            self.0.insert(at, week);
        }
    }

    /// Adds the weeks of another set.
    pub fn extend(&mut self, weeks: &Self) {
        weeks.weeks().for_each(|week| self.insert(week));
    }

    /// How many weeks are in it.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// The ids of the weeks, in order.
    pub fn weeks(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|week| *week as usize)
    }
}

/// The weeks of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWeeks {
    /// The ids of the weeks in which it has rows; empty when the count has no weeks.
    pub seen: WeekSet,
    /// How many weeks it is scaled by.
    pub counted: Weeks,
    /// The annualisation factor: weeks per year over weeks counted.
    factor: Share,
}

impl UnitWeeks {
    /// The weeks that the scale gives, else the number of weeks seen, else the default.
    fn new(unit: UnitId, mut seen: WeekSet, scale: &Scale) -> Self {
        let given = scale.weeks_of_units.get(&unit.name).or(scale.weeks_counted.as_ref());
        let counted = match given {
            Some(weeks) => weeks.clone(),
            None if seen.0.contains(&0) => Weeks::from(DEFAULT_WEEKS_COUNTED),
            None => Weeks::from(seen.count()),
        };
        seen.0.retain(|week| *week > 0);
        Self { seen, factor: scale.factor(&counted), counted }
    }
}

/// A count, its prices and its year.
#[derive(Debug, Clone, Copy)]
pub struct CountedYear<'a> {
    /// What was counted.
    pub counts: &'a Counts,
    /// The channels and their prices.
    pub table: &'a PriceTable,
    /// The year of the counts.
    pub year: &'a Year,
}

/// A year's enquiries, in the slots of the counts that they come from.
#[derive(Debug, Clone)]
pub struct Year {
    slots: BTreeMap<Slot, Enquiries>,
    units: BTreeMap<UnitId, UnitWeeks>,
}

impl Year {
    /// Scales every unit by the weeks that it counted: counted × weeks per year / weeks counted
    /// (docs/method.md).
    pub fn from_counts(counts: &Counts, scale: &Scale) -> Self {
        let mut units = BTreeMap::new();
        for (unit, mut seen) in weeks_with_rows(counts) {
            if let Some(of_unit) = scale.seen.get(&unit) {
                seen.extend(of_unit);
            }
            units.insert(unit, UnitWeeks::new(unit, seen, scale));
        }
        let slot = |(slot, counted): (&Slot, u64)| {
            (*slot, Enquiries::from(counted).times(&units[&UnitId::of(slot)].factor))
        };
        Self { slots: counts.slots().map(slot).collect(), units }
    }

    /// The units that counted, and their weeks.
    pub fn units(&self) -> &BTreeMap<UnitId, UnitWeeks> {
        &self.units
    }

    /// The ids of the weeks in which any unit has rows.
    pub fn weeks_seen(&self) -> WeekSet {
        let mut all = WeekSet::default();
        self.units.values().for_each(|unit| all.extend(&unit.seen));
        all
    }

    /// The most weeks that any unit counted; the default when there is no unit.
    pub fn weeks_counted(&self) -> Weeks {
        let most = self.units.values().map(|weeks| &weeks.counted).max();
        most.cloned().unwrap_or_else(|| Weeks::from(DEFAULT_WEEKS_COUNTED))
    }

    /// The enquiries by slot, in a fixed order.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, &Enquiries)> {
        self.slots.iter()
    }

    /// The slots of the counts that the year was made from, each with the enquiries that were
    /// counted and those of the year.
    pub fn with_counted<'a>(
        &'a self,
        counts: &'a Counts,
    ) -> impl Iterator<Item = (&'a Slot, u64, &'a Enquiries)> {
        // Both have the same slots in the same order.
        counts.slots().zip(self.slots.values()).map(|((slot, counted), one)| (slot, counted, one))
    }

    /// Adds enquiries to a slot; negative ones leave it.
    pub fn add(&mut self, slot: Slot, enquiries: &Enquiries) {
        *self.slots.entry(slot).or_default() += enquiries;
    }

    /// A year of the same units without any enquiries.
    pub fn without_enquiries(&self) -> Self {
        Self { slots: BTreeMap::new(), units: self.units.clone() }
    }

    /// The year with all its enquiries times a factor.
    pub fn times(&self, factor: &Share) -> Self {
        let times = |(slot, enquiries): (&Slot, &Enquiries)| (*slot, enquiries.times(factor));
        Self { slots: self.slots().map(times).collect(), units: self.units.clone() }
    }

    /// The channel mix of the whole year.
    pub fn mix(&self) -> Mix {
        self.slots().map(|(slot, enquiries)| (slot.id(Dimension::Channel), enquiries)).collect()
    }

    /// The channel mix of each value of a dimension, by its id in the counts.
    pub fn mix_by(&self, dimension: Dimension) -> BTreeMap<usize, Mix> {
        let mut mixes = BTreeMap::<_, Mix>::new();
        for (slot, enquiries) in self.slots() {
            let mix = mixes.entry(slot.id(dimension)).or_default();
            mix.add(slot.id(Dimension::Channel), enquiries);
        }
        mixes
    }
}
