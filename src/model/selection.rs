//! Selection: the part of the counts that is asked for.

use std::collections::BTreeSet;

use super::counts::{Counts, Dimension};
use super::price_table::PriceTable;

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
pub struct Selection {
    /// The conditions, as they were given.
    pub conditions: Vec<Condition>,
}

/// What a condition left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// The condition.
    pub condition: Condition,
    /// Enquiries that it kept, of those that the ones before it kept.
    pub kept: u64,
    /// Enquiries that it left out.
    pub left_out: u64,
}

impl Selection {
    /// The counts that are asked for, and what each condition did, one after the other.
    /// Codes that the table leaves out go the same way, and are in no number.
    #[must_use]
    pub fn of(&self, mut counts: Counts, table: &PriceTable) -> (Counts, Vec<Selected>) {
        let enquiries = |counts: &Counts| -> u64 {
            counts
                .slots()
                .filter(|(slot, _)| table.is_enquiry(slot))
                .map(|(_, counted)| counted)
                .sum()
        };
        let mut done = Vec::new();
        for condition in &self.conditions {
            let before = enquiries(&counts);
            counts = counts.only(|slot| condition.ids.contains(&slot[condition.dimension]));
            let kept = enquiries(&counts);
            done.push(Selected { condition: condition.clone(), kept, left_out: before - kept });
        }
        (counts, done)
    }
}
