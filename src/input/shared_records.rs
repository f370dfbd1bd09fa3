//! Records that two files have in common: the same count given twice, or two exports that overlap.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::header::Layout;
use super::preview::Preview;
use super::{number, week};
use crate::model::origin::{Meaning, Shape};

/// Files with fewer records may be alike by chance.
const FEWEST_RECORDS: usize = 3;
/// Records with a smaller count may be alike by chance, unless all of two files are.
const SMALL: u64 = 10;

/// The hashes of the records at the start of a file, but for those without a count, and for single
/// enquiries without a time of day.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordHashes {
    all: BTreeSet<u64>,
    /// Those that can hardly be alike by chance.
    telling: BTreeSet<u64>,
}

impl RecordHashes {
    pub(super) fn read(layout: &Layout, preview: &Preview) -> Self {
        let mut columns = layout.origin.columns.iter();
        let date = columns.position(|column| column.meaning == Meaning::Date);
        let mut hashes = Self::default();
        for row in preview.rows() {
            let counts = layout.roles.counts.iter();
            let counts = counts.filter_map(|at| number::count(&row.cell(*at)));
            let most = match layout.origin.shape {
                Shape::Enquiries if date.is_some_and(|at| week::has_time(&row.cell(at))) => SMALL,
                _ => counts.max().unwrap_or(0),
            };
            let week = layout.origin.week.as_ref().map(|(week, _)| *week);
            let cells: Vec<_> =
                (0..layout.origin.columns.len()).map(|column| row.cell(column)).collect();
            let hash = FixedState::default().hash_one((week, cells));
            hashes.all.extend((most > 0).then_some(hash));
            hashes.telling.extend((most >= SMALL).then_some(hash));
        }
        hashes
    }

    /// Whether two files are alike, or have more than half of their telling records in common.
    pub(super) fn are_shared(&self, other: &Self) -> bool {
        let fewest = self.telling.len().min(other.telling.len());
        let shared = self.telling.intersection(&other.telling).count();
        (self.all.len() >= FEWEST_RECORDS && self.all == other.all)
            || (shared >= FEWEST_RECORDS - 1 && shared * 2 > fewest)
    }
}
