//! What the start of a count shows of its units: those that sum up others, and merged cells.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::header::Layout;
use super::headings::{self, Label};
use super::preview::{Preview, PreviewRow};
use super::{aliases, number};
use crate::model::counts::{Counts, Dimension, folded_name};
use crate::model::origin::{Meaning, Shape};
use crate::scan::group_by::plain_number;

/// A profile with fewer enquiries may equal a sum by chance.
const FEWEST_ENQUIRIES: u64 = 20;

/// The counts of a unit, by the other cells of their records and the column.
type Profile = BTreeMap<(usize, usize), u64>;

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
        if layout.origin.shape == Shape::Enquiries {
            return Self::default();
        }
        let rows = rows(layout, preview);
        let mut units = if is_whole { profiles(&rows, layout.fill_down) } else { Vec::new() };
        // A sum stands below its parts, or above them.
        let mut names: BTreeSet<String> = names_of_sums(&units).into_iter().collect();
        units.reverse();
        names.extend(names_of_sums(&units));
        let totals = total_rows(&rows);
        let mut units_below = BTreeSet::new();
        if layout.key(Dimension::Unit).is_some() {
            names.extend(totals.has_likely_total.then(String::new));
            units_below = totals.units_below;
        }
        let (sums, mut likely_sums): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| headings::is_named_as_sum(name));
        units_below.retain(|name| !sums.contains(name) && !likely_sums.contains(name));
        likely_sums.extend(units_below);
        Self {
            sums: sums.iter().map(|name| folded_name(name)).collect(),
            likely_sums,
            block_totals: totals.starts,
            has_merged_cells: !layout.fill_down && has_merged_cells(&rows),
        }
    }
}

/// A record at the start of a table.
struct Row<'a> {
    start: usize,
    /// What it is called in the cells that are no counts; `None` where they are all empty.
    label: Option<Label>,
    /// The cell for the unit; empty where it has a sign for "the same as above".
    unit: Cow<'a, str>,
    /// The number of its cells in the other columns that have a dimension.
    key: usize,
    counts: Vec<u64>,
}

fn rows<'a>(layout: &Layout, preview: &'a Preview) -> Vec<Row<'a>> {
    let keys = layout.keys.iter().map(|(_, column)| *column);
    let labels: Vec<usize> = keys.chain(layout.others.iter().copied()).collect();
    let unit = layout.key(Dimension::Unit);
    let is_key = |meaning| matches!(meaning, Meaning::Dimension(_) | Meaning::Date);
    let keys: Vec<usize> = (0..layout.origin.columns.len())
        .filter(|column| Some(*column) != unit && is_key(layout.origin.columns[*column].meaning))
        .collect();
    // Cells are compared as they are written, and need not be decoded.
    let mut numbers = HashMap::<Vec<&[u8]>, usize>::new();
    let row = |row: PreviewRow<'a>| {
        let count = |column: &usize| {
            let plain = plain_number(row.record.raw(*column));
            plain.or_else(|| number::count(&row.cell(*column))).unwrap_or(0)
        };
        let unit = unit.map(|column| row.cell(column)).filter(|name| !aliases::is_open(name));
        let next = numbers.len();
        Row {
            start: row.start,
            label: label(row, &labels),
            unit: unit.unwrap_or_default(),
            key: *numbers
                .entry(keys.iter().map(|at| row.record.raw(*at)).collect())
                .or_insert(next),
            counts: layout.roles.counts.iter().map(count).collect(),
        }
    };
    preview.rows().map(row).collect()
}

fn label(row: PreviewRow, labels: &[usize]) -> Option<Label> {
    let mut label = None;
    for &column in labels.iter().filter(|column| !row.record.raw(**column).is_empty()) {
        let cell = row.cell(column);
        if headings::may_start_total(row.record.raw(column)) {
            match Label::read(&cell) {
                total_or_average @ (Label::Total | Label::Average) => {
                    return Some(total_or_average);
                }
                Label::AlmostTotal | Label::Other => label = Some(Label::Other),
            }
        } else if !aliases::is_empty(&cell) {
            label = Some(Label::Other);
        }
    }
    label
}

/// The units of the counts that are likely no units: those that are the sum of others, and those
/// that are called a sum or an average, unless there is no other.
pub(super) fn likely_sums(layout: &Layout, counts: &Counts) -> Vec<String> {
    let mut likely = layout.unit_checks.likely_sums.clone();
    let units = counts.by(Dimension::Unit);
    if layout.origin.shape == Shape::Enquiries || units.len() < 2 {
        return likely;
    }
    for (unit, _) in units.into_iter().filter(|(_, counted)| *counted > 0) {
        let name = counts.name(Dimension::Unit, unit).to_owned();
        let is_called_so = headings::is_named_as_sum(&name) || headings::is_almost_average(&name);
        if is_called_so && !likely.contains(&name) {
            likely.push(name);
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
        let total = profile.values().fold(0_u64, |sum, one| sum.saturating_add(*one));
        let is_large = total >= FEWEST_ENQUIRIES;
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
        let sum = sum.entry(*key).or_default();
        *sum = sum.saturating_add(*counted);
    }
    sum
}

/// The units in the order of their first record, each with its counts that are not 0. Records
/// without a unit are one, which may be the total.
fn profiles(rows: &[Row], fill_down: bool) -> Vec<(String, Profile)> {
    let mut units = Vec::<(String, Profile)>::new();
    let mut positions = HashMap::new();
    let mut above: Option<&Row> = None;
    for row in rows.iter().filter(|row| row.label == Some(Label::Other)) {
        let named = if row.unit.is_empty() && fill_down { above.unwrap_or(row) } else { row };
        above = Some(named);
        let position = *positions.entry(folded_name(&named.unit)).or_insert_with(|| {
            units.push((named.unit.clone().into_owned(), Profile::new()));
            units.len() - 1
        });
        for (column, counted) in row.counts.iter().enumerate().filter(|(_, one)| **one > 0) {
            let sum = units[position].1.entry((row.key, column)).or_default();
            *sum = sum.saturating_add(*counted);
        }
    }
    units
}

/// What the totals at the start of a table show.
#[derive(Default)]
struct TotalRows {
    /// Where the totals of the records since the last total start: they say so, or all their other
    /// cells are empty.
    starts: BTreeSet<usize>,
    /// Whether a record without a unit is likely such a total.
    has_likely_total: bool,
    /// The units that stand below the last total alone, and are likely no units: prices, or the year
    /// before.
    units_below: BTreeSet<String>,
}

fn total_rows(rows: &[Row]) -> TotalRows {
    let mut found = TotalRows::default();
    let Some(first) = rows.first() else { return found };
    let (mut sums, mut all) = (vec![0_u64; first.counts.len()], vec![0_u64; first.counts.len()]);
    let mut summed = 0;
    let mut is_below_total = false;
    let mut units_above = BTreeSet::new();
    for row in rows {
        let is_sum = row.counts == sums && sums.iter().any(|sum| *sum > 0);
        // Few enquiries may be a sum by chance.
        let total = sums.iter().fold(0_u64, |total, sum| total.saturating_add(*sum));
        let is_large_sum = is_sum && summed > 1 && total >= FEWEST_ENQUIRIES;
        let is_total = match row.label {
            Some(label) => label == Label::Total,
            None => is_large_sum,
        };
        found.has_likely_total |=
            row.label == Some(Label::Other) && row.unit.is_empty() && is_large_sum;
        if is_total {
            is_below_total = is_large_sum || row.counts == all;
            found.starts.extend(is_sum.then_some(row.start));
            found.units_below.clear();
            sums.fill(0);
            summed = 0;
        } else if row.label != Some(Label::Average) {
            for sums in [&mut sums, &mut all] {
                let counts = sums.iter_mut().zip(&row.counts);
                counts.for_each(|(sum, count)| *sum = sum.saturating_add(*count));
            }
            summed += 1;
            if !is_below_total {
                units_above.insert(&*row.unit);
            } else if row.counts.iter().any(|count| *count > 0) && !units_above.contains(&*row.unit)
            {
                found.units_below.insert(row.unit.clone().into_owned());
            }
        }
    }
    found
}

/// Whether empty cells for the unit are likely merged with the cell above: some stand under a
/// unit, and filling them down would make no two records alike but for their counts.
fn has_merged_cells(rows: &[Row]) -> bool {
    let rows = || rows.iter().filter(|row| row.label == Some(Label::Other));
    let mut above = "";
    let mut is_filled = false;
    let mut seen = HashSet::new();
    rows().any(|row| row.unit.is_empty())
        && rows().all(|row| {
            is_filled |= row.unit.is_empty() && !above.is_empty();
            above = if row.unit.is_empty() { above } else { &row.unit };
            seen.insert((above, row.key))
        })
        && is_filled
}
