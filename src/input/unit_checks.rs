//! What the start of a count shows of its units: those that sum up others, and merged cells.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Layout;
use super::preview::Preview;
use super::{aliases, headings, number};
use crate::model::counts::{Counts, Dimension, folded, folded_name};
use crate::model::origin::{Meaning, Shape};

/// A profile with fewer enquiries may equal a sum by chance.
const FEWEST_ENQUIRIES: u64 = 20;

/// The counts of a unit, by the other cells of their records.
type Profile = BTreeMap<(Vec<String>, usize), u64>;

/// What the start of a count shows of its units.
#[derive(Debug, Clone, Default)]
pub(super) struct UnitChecks {
    /// Units that are called sums of others and are it, by their folded names: not counted.
    pub(super) sums: BTreeSet<String>,
    /// Units that are the sum of others and not called so: counted.
    likely_sums: Vec<String>,
    /// Where the totals of the records above them start, in bytes from the end of the header.
    pub(super) block_totals: BTreeSet<usize>,
    /// Whether empty cells for the unit look like merged ones.
    pub(super) has_merged_cells: bool,
}

impl UnitChecks {
    /// Checks the records at the start of a table. Only a file that is whole shows all of a unit.
    pub(super) fn read(layout: &Layout, preview: &Preview, is_whole: bool) -> Self {
        if layout.shape == Shape::Enquiries {
            return Self::default();
        }
        let mut units = if is_whole { profiles(layout, preview) } else { Vec::new() };
        // A sum stands below its parts, or above them.
        let mut names: BTreeSet<String> = names_of_sums(&units).into_iter().collect();
        units.reverse();
        names.extend(names_of_sums(&units));
        let (sums, likely_sums): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| headings::is_named_as_sum(name));
        Self {
            sums: sums.iter().map(|name| folded_name(name)).collect(),
            likely_sums,
            block_totals: block_totals(layout, preview),
            has_merged_cells: !layout.fill_down && has_merged_cells(layout, preview),
        }
    }
}

/// The units of the counts that are likely no units: those that are the sum of others, and those
/// that are called a sum or an average, unless there is no other.
pub(super) fn likely_sums(layout: &Layout, counts: &Counts) -> Vec<String> {
    let mut likely = layout.unit_checks.likely_sums.clone();
    let units: Vec<(usize, u64)> = counts.by(Dimension::Unit).into_iter().collect();
    for (unit, _) in units.iter().filter(|(_, counted)| *counted > 0 && units.len() > 1) {
        let name = counts.name(Dimension::Unit, *unit);
        let is_called_so = headings::is_named_as_sum(name) || headings::is_almost_average(name);
        if is_called_so && layout.shape != Shape::Enquiries && !likely.iter().any(|one| one == name)
        {
            likely.push(name.to_owned());
        }
    }
    likely
}

/// The units that are the sum of those before them: of all, or of those since the last sum. A
/// profile of one cell, or of few enquiries, may equal a single unit, or even two, by chance.
fn names_of_sums(units: &[(String, Profile)]) -> Vec<String> {
    let (mut all, mut since) = ((Profile::new(), 0), (Profile::new(), 0));
    let mut sums = Vec::new();
    for (name, profile) in units {
        let is_large = profile.values().sum::<u64>() >= FEWEST_ENQUIRIES;
        let is_named = headings::is_named_as_sum(name);
        let is_sum = |(before, units): &(Profile, usize)| {
            before == profile && is_large && (*units > 1 || is_named)
        };
        if (profile.len() > 1 || is_named) && (is_sum(&all) || is_sum(&since)) {
            sums.push(name.clone());
            since = (Profile::new(), 0);
        } else {
            all = (add(all.0, profile), all.1 + 1);
            since = (add(since.0, profile), since.1 + 1);
        }
    }
    sums
}

fn add(mut sum: Profile, unit: &Profile) -> Profile {
    for (key, counted) in unit {
        *sum.entry(key.clone()).or_default() += counted;
    }
    sum
}

/// The units in the order of their first record, each with its counts that are not 0.
fn profiles(layout: &Layout, preview: &Preview) -> Vec<(String, Profile)> {
    let Some(unit) = layout.key(Dimension::Unit).filter(|_| layout.shape != Shape::Enquiries)
    else {
        return Vec::new();
    };
    let mut units = Vec::<(String, Profile)>::new();
    let mut positions = BTreeMap::new();
    let mut above = "";
    for row in preview.rows.iter().filter(|row| !is_sum_or_average(layout, row)) {
        let Some(cell) = row.get(unit) else { continue };
        let is_open = aliases::is_empty(cell) || aliases::is_ditto(cell);
        let name = if is_open && layout.fill_down { above } else { cell.as_str() };
        above = name;
        if aliases::is_empty(name) {
            continue;
        }
        let position = *positions.entry(folded_name(name)).or_insert_with(|| {
            units.push((name.to_owned(), Profile::new()));
            units.len() - 1
        });
        let key = other_keys(layout, row, unit);
        for &column in &layout.roles.counts {
            let counted = row.get(column).and_then(|cell| number::count(cell)).unwrap_or(0);
            if counted > 0 {
                let sum = units[position].1.entry((key.clone(), column)).or_default();
                *sum = sum.saturating_add(counted);
            }
        }
    }
    units
}

/// Where the records start that say they are a total and have the sums of the records since the
/// last total, as they stand below each block of a table.
fn block_totals(layout: &Layout, preview: &Preview) -> BTreeSet<usize> {
    let is_total = |row: &[String]| {
        let labels = layout.keys.iter().map(|(_, column)| column).chain(&layout.others);
        labels.filter_map(|column| row.get(*column)).any(|cell| headings::is_total(cell))
    };
    let mut sums = vec![0_u64; layout.roles.counts.len()];
    let mut totals = BTreeSet::new();
    for (row, start) in preview.rows.iter().zip(&preview.starts) {
        let count = |column: &usize| row.get(*column).and_then(|cell| number::count(cell));
        let counts: Vec<u64> =
            layout.roles.counts.iter().map(|column| count(column).unwrap_or(0)).collect();
        if is_total(row) {
            if counts == sums {
                totals.insert(*start);
            }
            sums.fill(0);
        } else {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum = sum.saturating_add(count));
        }
    }
    totals
}

/// Whether a cell that is no count says that its record is a sum or an average.
fn is_sum_or_average(layout: &Layout, row: &[String]) -> bool {
    let labels = layout.keys.iter().map(|(_, column)| column).chain(&layout.others);
    let mut cells = labels.filter_map(|column| row.get(*column));
    cells.any(|cell| headings::is_total(cell) || headings::is_average(cell))
}

/// The cells of a record in the other columns that have a dimension, whether they are read or not.
fn other_keys(layout: &Layout, row: &[String], unit: usize) -> Vec<String> {
    let is_key = |meaning| matches!(meaning, Meaning::Dimension(_) | Meaning::Date);
    let columns = layout.columns.iter().enumerate();
    let keys = columns.filter(|(at, column)| *at != unit && is_key(column.meaning));
    keys.map(|(at, _)| row.get(at).map(|cell| folded(cell)).unwrap_or_default()).collect()
}

/// Whether empty cells for the unit are likely merged with the cell above: some stand under a
/// unit, and filling them down would make no two records alike but for their counts.
fn has_merged_cells(layout: &Layout, preview: &Preview) -> bool {
    let Some(unit) = layout.key(Dimension::Unit).filter(|_| layout.shape != Shape::Enquiries)
    else {
        return false;
    };
    let mut above = None;
    let mut is_filled = false;
    let mut seen = BTreeSet::new();
    for row in preview.rows.iter().filter(|row| !is_sum_or_average(layout, row)) {
        let Some(name) = row.get(unit) else { continue };
        if aliases::is_empty(name) || aliases::is_ditto(name) {
            is_filled |= above.is_some();
        } else {
            above = Some(folded(name));
        }
        if !seen.insert((above.clone(), other_keys(layout, row, unit))) {
            return false;
        }
    }
    is_filled
}
