//! Preview: the records at the start of a file, which show what its columns hold.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::header::{Head, Layout};
use super::text::Encoding;
use super::{aliases, dialect, number, week};
use crate::model::origin::{Meaning, Shape};
use crate::model::price_table::PriceTable;
use crate::scan::record::{Record, Records};

/// Files with fewer records may be alike by chance.
const FEWEST_RECORDS: usize = 3;
/// Records with a smaller count may be alike by chance, unless all of two files are.
const SMALL: u64 = 10;

/// The records below the header, as far as the start of the file shows them.
pub(super) struct Preview<'a> {
    head: Head<'a>,
    /// Where the header ends.
    from: usize,
    /// Where each record starts, and the ends of its cells in `ends`.
    records: Vec<(usize, Range<usize>)>,
    ends: Vec<u32>,
}

/// A record of a preview.
#[derive(Clone, Copy)]
pub(super) struct PreviewRow<'p> {
    pub(super) record: Record<'p>,
    encoding: Encoding,
    /// Where it starts, in bytes from the end of the header.
    pub(super) start: usize,
}

impl<'p> PreviewRow<'p> {
    /// The text of a cell; empty if there is none.
    pub(super) fn cell(self, column: usize) -> Cow<'p, str> {
        dialect::text(self.record, column, self.encoding)
    }
}

impl<'a> Preview<'a> {
    /// Reads the records from a position on.
    pub(super) fn read(head: Head<'a>, from: usize, delimiter: u8) -> Self {
        let mut parser = Records::from(head.bytes, from, delimiter);
        let (mut records, mut ends) = (Vec::new(), Vec::new());
        while let Some(record) = parser.next_record() {
            records.push((record.start, ends.len()..ends.len() + record.width()));
            ends.extend_from_slice(record.ends);
        }
        if !head.is_whole {
            // The last record may be cut.
            records.pop();
        }
        Self { head, from, records, ends }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = PreviewRow<'_>> {
        self.records.iter().map(|(start, ends)| {
            let ends = &self.ends[ends.clone()];
            let record = Record { bytes: self.head.bytes, start: *start, ends };
            PreviewRow { record, encoding: self.head.encoding, start: start - self.from }
        })
    }

    /// The cells of a column that have a value.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = Cow<'_, str>> {
        let cells = self.rows().map(move |row| row.cell(column));
        cells.filter(|cell| !aliases::is_empty(cell) && !aliases::is_dash(cell))
    }

    pub(super) fn is_empty(&self, column: usize) -> bool {
        self.cells(column).next().is_none()
    }

    /// Whether at least half of the non-empty cells pass a test. A column of counts may have a few
    /// words in it by mistake, and a column of remarks a few numbers.
    fn holds(&self, column: usize, is_such: impl Fn(&str) -> bool) -> bool {
        let (such, all) = self
            .cells(column)
            .fold((0, 0), |(such, all), cell| (such + usize::from(is_such(&cell)), all + 1));
        all > 0 && such * 2 >= all
    }

    pub(super) fn holds_counts(&self, column: usize, largest: u64) -> bool {
        self.holds(column, |cell| number::count(cell).is_some_and(|count| count <= largest))
    }

    /// Whether a column has numbers of any kind, which may be counts that are written wrong.
    pub(super) fn holds_numbers(&self, column: usize) -> bool {
        let is_number = |cell: &str| {
            cell.starts_with(|sign: char| sign.is_ascii_digit())
                && cell.chars().all(|sign| sign.is_ascii_digit() || ".,% ".contains(sign))
        };
        self.holds(column, is_number)
    }

    /// Whether any cell has a time of day, on its own or behind a date.
    pub(super) fn has_times(&self) -> bool {
        self.rows().any(|row| {
            let mut columns = 0..row.record.width();
            // Few cells have the sign, and need to be decoded.
            columns.any(|column| {
                row.record.raw(column).contains(&b':') && week::has_time(&row.cell(column))
            })
        })
    }

    pub(super) fn holds_dates(&self, column: usize) -> bool {
        self.holds(column, |cell| week::date_parts(cell).is_some())
    }

    pub(super) fn holds_channels(&self, column: usize, table: &PriceTable) -> bool {
        self.holds(column, |cell| table.find(cell).is_some())
    }
}

/// The hashes of the records at the start of a file. They show whether two files have records in
/// common: the same count given twice, or two exports that overlap. Records without a count, and
/// single enquiries without a time of day, have none.
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
