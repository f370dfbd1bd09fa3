//! Filters: the part of the counts that is asked for.

use std::collections::BTreeSet;

use super::counts::{Counts, Dimension, Slot, folded};
use super::origin::{FileOrigin, Origin, Reason, Shape};
use super::price_table::{Noted, PriceTable};

/// Values of a dimension, of which an enquiry must have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The dimension.
    pub dimension: Dimension,
    /// The ids of its values in the counts.
    pub ids: BTreeSet<usize>,
}

/// Conditions, which all hold; none keeps everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The conditions, as they were given.
    pub conditions: Vec<Condition>,
}

/// What a condition left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterEffect {
    /// The condition.
    pub condition: Condition,
    /// Enquiries that it kept, of those that the ones before it kept.
    pub kept: u64,
    /// Enquiries that it left out.
    pub left_out: u64,
}

impl Filter {
    /// The counts that are asked for, and their origin with what each condition did, one after
    /// the other. Codes that the table leaves out go the same way, and are in no number.
    pub fn apply(
        &self,
        mut counts: Counts,
        mut origin: Origin,
        table: &PriceTable,
    ) -> (Counts, Origin) {
        for file in &mut origin.files {
            self.leave_out(file, &counts);
        }
        let mut done = Vec::new();
        for condition in &self.conditions {
            let before = counts.total();
            counts = counts.only(|slot| condition.holds(slot));
            let kept = counts.total();
            done.push(FilterEffect { condition: condition.clone(), kept, left_out: before - kept });
        }
        origin.selected = done;
        // What only rows say that are not asked for is no longer so.
        let [weeks, channels] =
            [Dimension::Week, Dimension::Channel].map(|dimension| counts.ids(dimension));
        origin.years.retain(|week, _| weeks.contains(week));
        origin.noted.retain(|code| {
            let is_mapped = table.noted(code).is_some_and(Noted::is_mapped);
            is_mapped || table.find(code).is_some_and(|id| channels.contains(&id))
        });
        (counts, origin)
    }

    /// The counts of the weeks that are asked for, whatever else is.
    pub fn in_weeks(&self, counts: &Counts) -> Counts {
        let is_in = |slot: &Slot| {
            let mut weeks = self.conditions.iter().filter(|one| one.dimension == Dimension::Week);
            weeks.all(|one| one.holds(slot))
        };
        counts.only(is_in)
    }

    /// The rows of a file that are not asked for; `counts` are those that the conditions were made for.
    fn leave_out(&self, file: &mut FileOrigin, counts: &Counts) {
        let Some(places) = &file.places else { return };
        let conditions: Vec<Condition> = self
            .conditions
            .iter()
            // A row of a wide table has all channels.
            .filter(|one| one.dimension != Dimension::Channel || file.shape != Shape::Wide)
            .map(|one| one.among(counts, places))
            .collect();
        let kept: u64 = places
            .slots()
            .filter(|(slot, _)| conditions.iter().all(|one| one.holds(slot)))
            .map(|(_, rows)| rows)
            .sum();
        let left_out = file.counted.saturating_sub(kept);
        if left_out > 0 {
            file.counted = kept;
            file.left_out.insert(Reason::NotSelected, left_out);
        }
    }
}

impl Condition {
    /// Whether a slot has one of the values.
    pub fn holds(&self, slot: &Slot) -> bool {
        self.ids.contains(&slot.id(self.dimension))
    }

    /// The same condition with the ids that its values have in other counts.
    fn among(&self, counts: &Counts, others: &Counts) -> Self {
        if !Dimension::NAMED.contains(&self.dimension) {
            return self.clone();
        }
        let name = |id: &usize| folded(counts.name(self.dimension, *id));
        let names: BTreeSet<String> = self.ids.iter().map(name).collect();
        let others = others.names(self.dimension).enumerate();
        let ids = others.filter(|(_, name)| names.contains(&folded(name))).map(|(id, _)| id);
        Self { dimension: self.dimension, ids: ids.collect() }
    }
}
