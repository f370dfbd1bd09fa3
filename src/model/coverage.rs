//! What a yearly figure covers: who counted which weeks, and what has no part in the cost.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension};
use super::mix::Mix;
use super::price_table::PriceTable;
use super::quantity::{Enquiries, Weeks};
use super::year::{Scale, UnitId, UnitWeeks, WeekSet, Year};

/// What a yearly figure covers.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// How many units counted.
    pub units: usize,
    /// How many units counted under each name, by its id.
    pub unit_names: BTreeMap<usize, usize>,
    /// The ids of the weeks in which any unit has rows; empty when the files have no week.
    pub weeks_seen: WeekSet,
    /// The most weeks that any unit counted.
    pub weeks_counted: Weeks,
    /// How many units have rows in another number of weeks than they are scaled by.
    pub units_scaled_otherwise: usize,
    /// Units that counted fewer weeks than `weeks_counted`, by how many, the most weeks first.
    pub fewer_weeks: Vec<FewerWeeks>,
    /// Enquiries of a year.
    pub enquiries: Enquiries,
    /// Those of them on channels without a price.
    pub unpriced: Mix,
    /// Counted records that are left out of cost, by position in the price table.
    pub left_out: BTreeMap<usize, u64>,
}

/// Units that counted the same number of weeks, fewer than others did.
#[derive(Debug, Clone)]
pub struct FewerWeeks {
    /// Weeks that these units counted.
    pub weeks: Weeks,
    /// The units.
    pub units: BTreeSet<UnitId>,
    /// Enquiries that they counted together.
    pub counted: u64,
    /// Their enquiries of a year: counted × weeks per year / weeks.
    pub enquiries: Enquiries,
}

impl Coverage {
    /// Whether the number of weeks is an assumption: neither the files nor the options tell it.
    pub fn has_assumed_weeks(&self, scale: &Scale) -> bool {
        self.weeks_seen.count() == 0 && scale.weeks_counted.is_none()
    }

    /// Whether a number of weeks is given for all units, and some have rows in another number.
    pub fn overrules_weeks(&self, scale: &Scale) -> bool {
        scale.weeks_counted.is_some() && self.units_scaled_otherwise > 0
    }

    /// Looks up what the year, which was made from the counts by the scale, covers of them.
    pub fn build(counts: &Counts, table: &PriceTable, scale: &Scale, year: &Year) -> Self {
        let weeks_counted = year.weeks_counted();
        let is_unpriced = |(position, enquiries): &(usize, &Enquiries)| {
            table.price(*position).is_none() && !enquiries.is_zero()
        };
        // A unit with a number of weeks of its own is meant to be scaled otherwise.
        let is_scaled_otherwise = |(unit, weeks): &(&UnitId, &UnitWeeks)| {
            !scale.weeks_of_units.contains_key(&unit.name)
                && weeks.seen.count() > 0
                && Weeks::from(weeks.seen.count()) != weeks.counted
        };
        let mix = year.mix();
        let mut left_out = BTreeMap::new();
        for (slot, counted) in counts.left_out().filter(|(_, counted)| *counted > 0) {
            *left_out.entry(slot.id(Dimension::Channel)).or_default() += counted;
        }
        let mut unit_names = BTreeMap::new();
        for unit in year.units().keys() {
            *unit_names.entry(unit.name).or_default() += 1;
        }
        Self {
            units: year.units().keys().map(|unit| unit.named()).collect::<BTreeSet<_>>().len(),
            unit_names,
            weeks_seen: year.weeks_seen(),
            weeks_counted,
            units_scaled_otherwise: year.units().iter().filter(is_scaled_otherwise).count(),
            fewer_weeks: fewer_weeks(counts, scale, year),
            enquiries: mix.enquiries(),
            unpriced: mix.channels().filter(is_unpriced).collect(),
            left_out,
        }
    }
}

fn fewer_weeks(counts: &Counts, scale: &Scale, year: &Year) -> Vec<FewerWeeks> {
    let most = year.weeks_counted();
    let mut groups = BTreeMap::<&Weeks, BTreeSet<UnitId>>::new();
    for (unit, weeks) in year.units().iter().filter(|(_, weeks)| weeks.counted < most) {
        groups.entry(&weeks.counted).or_default().insert(*unit);
    }
    let group = |(weeks, units): (&Weeks, BTreeSet<UnitId>)| {
        let of_units = counts.slots().filter(|(slot, _)| units.contains(&UnitId::of(slot)));
        let counted = of_units.map(|(_, counted)| counted).sum();
        FewerWeeks {
            weeks: weeks.clone(),
            counted,
            enquiries: Enquiries::from(counted).times(&scale.factor(weeks)),
            units: units.into_iter().map(UnitId::named).collect(),
        }
    };
    groups.into_iter().rev().map(group).collect()
}
