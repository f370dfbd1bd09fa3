//! Annualisation: from the weeks that each unit counted to a year.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension, Slot};
use super::mix::Mix;
use super::quantity::{Enquiries, Share, Weeks};

/// How many weeks a count without a week column is taken for, unless told otherwise.
pub const DEFAULT_WEEKS_COUNTED: u64 = 2;

/// How counted weeks are scaled to a year.
///
/// No official factor exists: 52 weeks a year is the plain one, and 46 working
/// weeks are in use too. So it is an assumption that every report prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Weeks in a year.
    pub weeks_per_year: Weeks,
    /// Weeks counted, for every unit; `None` lets each unit's own rows tell.
    pub weeks_counted: Option<Weeks>,
    /// The numbers of the weeks that units counted besides those of their rows: in a part of
    /// a count a unit may have none of a week that it counted.
    pub seen: BTreeMap<UnitId, BTreeSet<usize>>,
}

impl Default for Scale {
    /// 52 weeks in a year, and each unit's own rows tell how many it counted.
    fn default() -> Self {
        Self { weeks_per_year: Weeks::from(52), weeks_counted: None, seen: BTreeMap::new() }
    }
}

impl Scale {
    /// Weeks per year over weeks counted. Weeks counted are never 0: a unit has
    /// a row in some week, and the command line refuses 0.
    ///
    /// # Panics
    ///
    /// If `weeks` is zero.
    pub fn factor(&self, weeks: &Weeks) -> Share {
        self.weeks_per_year.ratio(weeks).expect("a count has at least a part of a week")
    }

    /// The same scale for any part of these counts: what is asked for does not change how
    /// many weeks a unit counted.
    pub fn for_part_of(self, counts: &Counts) -> Self {
        Self { seen: weeks_with_rows(counts), ..self }
    }
}

/// The numbers of the weeks in which each unit has rows, 0 where they do not tell. Rows of
/// left-out codes do not say that a unit counted: page views of a week tell nothing of the
/// enquiries in it.
fn weeks_with_rows(counts: &Counts) -> BTreeMap<UnitId, BTreeSet<usize>> {
    let mut seen = BTreeMap::<UnitId, BTreeSet<usize>>::new();
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
pub struct UnitId(usize, usize);

impl UnitId {
    /// The unit that a slot belongs to.
    pub fn of(slot: &Slot) -> Self {
        Self(slot.id(Dimension::Municipality), slot.id(Dimension::Unit))
    }

    /// The id of the municipality in the counts.
    pub fn municipality(self) -> usize {
        self.0
    }

    /// The id of the unit's name in the counts.
    pub fn name(self) -> usize {
        self.1
    }
}

/// The weeks of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWeeks {
    /// The numbers of the weeks in which it has rows; none when the count does not tell.
    pub seen: BTreeSet<usize>,
    /// How many weeks it is scaled by.
    pub counted: Weeks,
}

/// A year's enquiries, in the slots of the counts that they come from.
///
/// Codes that the price table leaves out are not in it.
#[derive(Debug, Clone)]
pub struct Year {
    slots: BTreeMap<Slot, Enquiries>,
    units: BTreeMap<UnitId, UnitWeeks>,
}

impl Year {
    /// Scales every unit by the weeks that it counted: counted × weeks per year
    /// / weeks counted (README, "Method").
    pub fn from_counts(counts: &Counts, scale: &Scale) -> Self {
        let mut seen = weeks_with_rows(counts);
        for (unit, weeks) in &mut seen {
            weeks.extend(scale.seen.get(unit).into_iter().flatten());
        }
        let units: BTreeMap<_, _> = seen
            .into_iter()
            .map(|(unit, seen)| (unit, UnitWeeks::from_seen(seen, scale)))
            .collect();
        let factors: BTreeMap<_, _> =
            units.iter().map(|(unit, weeks)| (unit, scale.factor(&weeks.counted))).collect();
        let slots = counts
            .slots()
            .map(|(slot, counted)| {
                (*slot, Enquiries::from(counted).times(&factors[&UnitId::of(slot)]))
            })
            .collect();
        Self { slots, units }
    }

    /// The units that counted, and their weeks.
    pub fn units(&self) -> &BTreeMap<UnitId, UnitWeeks> {
        &self.units
    }

    /// The numbers of the weeks in which any unit has rows.
    pub fn weeks_seen(&self) -> BTreeSet<usize> {
        self.units.values().flat_map(|weeks| &weeks.seen).copied().collect()
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

    /// Adds enquiries to a slot; negative ones leave it.
    pub fn add(&mut self, slot: Slot, enquiries: &Enquiries) {
        *self.slots.entry(slot).or_insert_with(Enquiries::zero) += enquiries;
    }

    /// A year of the same units in which nobody asks for anything.
    pub fn without_enquiries(&self) -> Self {
        Self { slots: BTreeMap::new(), units: self.units.clone() }
    }

    /// The year with all its enquiries times a factor.
    pub fn times(&self, factor: &Share) -> Self {
        let times = |(slot, enquiries): (&Slot, &Enquiries)| (*slot, enquiries.times(factor));
        Self { slots: self.slots.iter().map(times).collect(), units: self.units.clone() }
    }

    /// The channel mix of the whole year.
    pub fn mix(&self) -> Mix {
        self.slots
            .iter()
            .map(|(slot, enquiries)| (slot.id(Dimension::Channel), enquiries))
            .collect()
    }

    /// The channel mix of each value of a dimension, by its id in the counts.
    pub fn mix_by(&self, dimension: Dimension) -> BTreeMap<usize, Mix> {
        let mut mixes = BTreeMap::<_, Mix>::new();
        for (slot, enquiries) in &self.slots {
            mixes
                .entry(slot.id(dimension))
                .or_default()
                .add(slot.id(Dimension::Channel), enquiries);
        }
        mixes
    }
}

impl UnitWeeks {
    /// What the scale says, else the number of weeks seen, else the default.
    fn from_seen(mut seen: BTreeSet<usize>, scale: &Scale) -> Self {
        let told = !seen.remove(&0);
        let counted = match &scale.weeks_counted {
            Some(weeks) => weeks.clone(),
            None if told => Weeks::from(seen.len() as u64),
            None => Weeks::from(DEFAULT_WEEKS_COUNTED),
        };
        Self { seen, counted }
    }
}
