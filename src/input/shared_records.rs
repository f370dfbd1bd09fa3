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

/// The hashes of the records that can hardly be alike by chance: those of a table with a count that
/// is not 0, and single enquiries with a time of day.
pub(super) fn hashes(layout: &Layout, preview: &Preview) -> BTreeSet<u64> {
    let columns = layout.columns.iter().enumerate();
    let dates = columns.filter(|(_, column)| column.meaning == Meaning::Date);
    let dates: Vec<usize> = dates.map(|(at, _)| at).collect();
    let is_distinct = |row: &&Vec<String>| {
        let cell = |column: &usize| row.get(*column).map_or("", String::as_str);
        if layout.shape == Shape::Enquiries {
            dates.iter().any(|column| week::has_time(cell(column)))
        } else {
            let counts = layout.roles.counts.iter();
            counts.filter_map(|column| number::count(cell(column))).any(|count| count > 0)
        }
    };
    let week = layout.week.as_ref().map(|(week, _)| *week);
    let hash = |row| FixedState::default().hash_one((week, row));
    preview.rows.iter().filter(is_distinct).map(hash).collect()
}

/// Whether two files have more than half of their records in common.
pub(super) fn are_shared(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> bool {
    let fewest = one.len().min(other.len());
    fewest >= FEWEST_RECORDS && one.intersection(other).count() * 2 > fewest
}
