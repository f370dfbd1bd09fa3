//! Filters: the part of the counts that is reported.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension, Slot};
use super::origin::{Completed, FileOrigin, Origin, Reason, Shape};
use super::price_table::PriceTable;
use super::year::UnitId;

/// A condition that an enquiry must have one of several values in a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The dimension.
    pub dimension: Dimension,
    /// The ids of its values in the counts.
    pub ids: BTreeSet<usize>,
    /// For weeks: the ids of single units, with the weeks that count for them instead.
    pub by_unit: BTreeMap<usize, BTreeSet<usize>>,
    /// Whether the units that are not single ones keep everything.
    pub keeps_other_units: bool,
}

/// Conditions that must all hold. A filter without conditions keeps everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The conditions, as they were given.
    pub conditions: Vec<Condition>,
    /// The names in them that were given by their start.
    pub completed: Completed,
}

/// What a condition of a filter kept and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterEffect {
    /// The condition.
    pub condition: Condition,
    /// Enquiries that it kept, of those that the earlier conditions kept.
    pub kept: u64,
    /// Enquiries that it left out.
    pub left_out: u64,
    /// For weeks: the units of which nothing is left, with their enquiries.
    pub dropped_units: BTreeMap<UnitId, u64>,
}

impl Filter {
    /// The counts that the filter keeps, and their origin with what each condition left out.
    ///
    /// The conditions apply to left-out records too, but only enquiries are counted.
    pub fn apply(
        &self,
        mut counts: Counts,
        mut origin: Origin,
        table: &PriceTable,
    ) -> (Counts, Origin) {
        self.leave_out(&mut origin.files, counts.take_rows());
        origin.completed.extend(self.completed.clone());
        for condition in &self.conditions {
            let before = counts.total();
            let dropped_units = match condition.dimension {
                Dimension::Week => self.units_dropped_by(condition, &counts),
                _ => BTreeMap::new(),
            };
            counts = counts.only(|slot| condition.holds(slot));
            let (condition, kept) = (condition.clone(), counts.total());
            let left_out = before - kept;
            origin.filter_effects.push(FilterEffect { condition, kept, left_out, dropped_units });
        }
        // Notes on weeks and codes that only filtered-out records have would mislead.
        let weeks = counts.slots().map(|(slot, _)| (UnitId::of(slot), slot.id(Dimension::Week)));
        let weeks: BTreeSet<(UnitId, usize)> = weeks.collect();
        origin.late_weeks.units.retain(|late| weeks.contains(&(late.unit, late.week)));
        let kept = counts.ids(Dimension::Week);
        for file in &mut origin.files {
            file.weeks.retain(|week| kept.contains(week));
        }
        let channels = counts.ids(Dimension::Channel);
        origin.noted.retain(|code| {
            table.is_mapped(code) || table.find(code).is_some_and(|id| channels.contains(&id))
        });
        (counts, origin)
    }

    /// The units of which a condition on weeks leaves nothing, though all others keep something.
    fn units_dropped_by(&self, weeks: &Condition, counts: &Counts) -> BTreeMap<UnitId, u64> {
        let others = || self.conditions.iter().filter(|one| one.dimension != Dimension::Week);
        let mut dropped = BTreeMap::new();
        let mut kept = BTreeSet::new();
        for (slot, counted) in
            counts.slots().filter(|(slot, _)| others().all(|one| one.holds(slot)))
        {
            *dropped.entry(UnitId::of(slot)).or_default() += counted;
            kept.extend(weeks.holds(slot).then(|| UnitId::of(slot)));
        }
        dropped.retain(|unit, counted| *counted > 0 && !kept.contains(unit));
        dropped
    }

    /// The counts that the conditions on weeks alone keep.
    pub fn in_weeks(&self, counts: &Counts) -> Counts {
        let weeks = || self.conditions.iter().filter(|one| one.dimension == Dimension::Week);
        counts.only(|slot| weeks().all(|one| one.holds(slot)))
    }

    /// Moves the records that the filter leaves out of each file from the counted to the left out.
    fn leave_out(&self, files: &mut [FileOrigin], rows: BTreeMap<(usize, Slot), u64>) {
        for ((file, slot), rows) in rows {
            let file = &mut files[file];
            // A record of a wide table has all channels.
            let has_all_channels = file.shape == Shape::Wide;
            let is_kept = |one: &Condition| {
                (has_all_channels && one.dimension == Dimension::Channel) || one.holds(&slot)
            };
            if !self.conditions.iter().all(is_kept) {
                file.counted -= rows;
                file.leave_out(Reason::NotSelected, rows);
            }
        }
    }
}

impl Condition {
    /// A condition that an enquiry of any unit must have one of these values.
    pub fn new(dimension: Dimension, ids: BTreeSet<usize>) -> Self {
        Self { dimension, ids, by_unit: BTreeMap::new(), keeps_other_units: false }
    }

    /// Whether a slot has one of the values.
    pub fn holds(&self, slot: &Slot) -> bool {
        match self.by_unit.get(&slot.id(Dimension::Unit)) {
            None if self.keeps_other_units => true,
            weeks => weeks.unwrap_or(&self.ids).contains(&slot.id(self.dimension)),
        }
    }
}
