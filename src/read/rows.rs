//! Rows: the cells of a block added up, or what is wrong with them.

use std::collections::HashMap;
use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};
use foldhash::fast::FixedState;
use simd_csv::{ZeroCopyByteRecord, ZeroCopyReaderBuilder};

use super::blocks::{Block, is_plain};
use super::header::Layout;
use super::problem::{Place, Problem, Problems};
use super::text::{Cells, blank, decoded};
use super::{channels_like, number};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// How much of a cell a message repeats, in characters.
const LONGEST: usize = 60;

/// What one thread has counted of a file.
pub(super) struct Part<'a> {
    file: &'a str,
    table: &'a PriceTable,
    layout: &'a Layout,
    counts: Counts,
    rows: usize,
    /// The cells that say where a row belongs, as they are written, and what was counted there.
    known: HashMap<Vec<u8>, (Slot, u64), FixedState>,
    key: Vec<u8>,
}

/// Stands between the cells of a key; no text in UTF-8 has it.
const BETWEEN: u8 = 0xff;

/// A row of a block, with all that is needed to tell where one of its cells is.
struct Row<'a> {
    file: &'a str,
    text: &'a str,
    start: usize,
    delimiter: u8,
    cells: &'a ByteRecord,
}

impl Row<'_> {
    fn cell(&self, number: usize) -> &str {
        str::from_utf8(&self.cells[number]).unwrap_or_default().trim()
    }

    fn record(&self) -> Cells {
        Cells::of(&self.text.as_bytes()[self.start..], self.delimiter)
    }

    fn place(&self, span: Range<usize>, expected: &str) -> Place {
        Place::of(self.file, self.text, self.start + span.start..self.start + span.end, expected)
    }
}

impl<'a> Part<'a> {
    /// Nothing counted yet.
    pub(super) fn of(file: &'a str, table: &'a PriceTable, layout: &'a Layout) -> Self {
        Self {
            file,
            table,
            layout,
            counts: Counts::default(),
            rows: 0,
            known: HashMap::default(),
            key: Vec::new(),
        }
    }

    /// What was counted, and in how many rows.
    pub(super) fn poured(mut self) -> (Counts, usize) {
        for (slot, counted) in self.known.into_values() {
            self.counts.add(slot, counted);
        }
        (self.counts, self.rows)
    }

    /// Adds the rows of a block, or says everything that is wrong with them.
    pub(super) fn block(&mut self, block: &Block) -> Problems {
        let mut problems = Problems::default();
        match decoded(self.file, &block.bytes) {
            Err(problem) => problems.push(problem),
            Ok(text) if is_plain(&block.bytes, self.layout.delimiter) => {
                self.plain_rows(text, &mut problems);
            }
            Ok(text) => self.any_rows(text, block.is_last, &mut problems),
        }
        problems
    }

    /// The rows of a block in which all readers of CSV find the same cells, with a reader that is made for speed.
    fn plain_rows(&mut self, text: &str, problems: &mut Problems) {
        let mut reader = ZeroCopyReaderBuilder::new()
            .delimiter(self.layout.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut cells = ByteRecord::new();
        loop {
            let position = usize::try_from(reader.position()).expect("a block fits memory");
            // Reading from memory with `flexible` on has no way to fail.
            let Ok(Some(record)) = reader.read_byte_record() else { break };
            if self.add_known(&record) {
                self.rows += 1;
                continue;
            }
            cells.clear();
            (0..record.len())
                .filter_map(|cell| record.unescape(cell))
                .for_each(|cell| cells.push_field(&cell));
            self.any_row(text, position, &cells, problems);
        }
    }

    /// Counts a row whose cells were met before, as they are written; false if they were not.
    fn add_known(&mut self, record: &ZeroCopyByteRecord) -> bool {
        // What has a quote in it is written in more than one way.
        let cell = |column| match record.get(column)? {
            [b'"', inner @ .., b'"'] => (!inner.contains(&b'"')).then_some(inner),
            cell => Some(cell),
        };
        let Layout { width, count, channel, others, .. } = self.layout;
        if record.len() != *width {
            return false;
        }
        self.key.clear();
        for column in std::iter::once(*channel).chain(others.iter().map(|(_, column)| *column)) {
            let Some(cell) = cell(column) else { return false };
            self.key.extend_from_slice(cell);
            self.key.push(BETWEEN);
        }
        let counted = cell(*count).and_then(number::plain);
        match (counted, self.known.get_mut(&self.key)) {
            (Some(count), Some((_, counted))) => {
                *counted += count;
                true
            }
            _ => false,
        }
    }

    /// The rows of any block, as the csv crate reads them.
    fn any_rows(&mut self, text: &str, is_end: bool, problems: &mut Problems) {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.layout.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut cells = ByteRecord::new();
        // Reading from memory with `flexible` on has no way to fail.
        while reader.read_byte_record(&mut cells).unwrap_or(false) {
            let position = cells.position().and_then(|at| usize::try_from(at.byte()).ok());
            let position = position.expect("a record from memory knows where it is");
            let start = position + blank(&text[position..]);
            // A quote that is never closed takes all the rest of the file into one cell.
            let is_last = is_end && reader.position().byte() == text.len() as u64;
            let record =
                is_last.then(|| Cells::of(&text.as_bytes()[start..], self.layout.delimiter));
            match record.and_then(|record| record.open_quote) {
                Some(quote) => {
                    self.rows += 1;
                    problems.push_with(|| {
                        Problem::new("the quote is never closed")
                            .at(Place::of(
                                self.file,
                                text,
                                start + quote..start + quote + 1,
                                "opens here",
                            ))
                            .help("close it, or double it if it is meant as a sign: `\"\"`")
                    });
                }
                None => self.any_row(text, position, &cells, problems),
            }
        }
    }

    /// One row, unless it is blank.
    fn any_row(
        &mut self,
        text: &str,
        position: usize,
        cells: &ByteRecord,
        problems: &mut Problems,
    ) {
        if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return;
        }
        self.rows += 1;
        // A reader counts the line end of the row before, and blank lines, to the record.
        let start = position + blank(&text[position..]);
        let row = Row { file: self.file, text, start, delimiter: self.layout.delimiter, cells };
        self.row(&row, problems);
    }

    /// Adds a row to the slot that its columns say, or says everything that is wrong with it.
    fn row(&mut self, row: &Row, problems: &mut Problems) {
        let width = row.cells.len();
        if width != self.layout.width {
            problems.push_with(|| {
                let cells = if width == 1 { "cell" } else { "cells" };
                let place = row.record().span(width.min(self.layout.width));
                Problem::new(format!(
                    "the row has {width} {cells}, the header has {}",
                    self.layout.width
                ))
                .at(row.place(place, ""))
                .help("a cell that holds the delimiter needs quotes around it")
            });
            return;
        }
        let count = number::whole(row.cell(self.layout.count)).filter(|count| *count < ABSURD);
        let others = self.layout.others.iter().map(|(_, column)| *column);
        self.key.clear();
        for column in std::iter::once(self.layout.channel).chain(others) {
            self.key.extend_from_slice(&row.cells[column]);
            self.key.push(BETWEEN);
        }
        if let (Some(count), Some((_, counted))) = (count, self.known.get_mut(&self.key)) {
            *counted += count;
            return;
        }
        match (self.slot(row), count) {
            (Ok(slot), Some(count)) => drop(self.known.insert(self.key.clone(), (slot, count))),
            (slot, count) => {
                let mut faults = slot.err().unwrap_or_default();
                if count.is_none() {
                    faults.push((Fault::Count, self.layout.count));
                }
                for (fault, column) in faults {
                    problems.push_with(|| fault.problem(row, column, self.table));
                }
            }
        }
    }

    /// The slot that the columns of a row say, or what is wrong with them.
    fn slot(&mut self, row: &Row) -> Result<Slot, Vec<(Fault, usize)>> {
        let mut slot = Slot::default();
        let mut faults = Vec::new();
        for dimension in Dimension::NAMED {
            let column = self.layout.others.iter().find(|(read, _)| *read == dimension);
            slot[dimension] =
                self.counts.id(dimension, column.map_or("", |(_, column)| row.cell(*column)));
        }
        if let Some(&(_, column)) =
            self.layout.others.iter().find(|(read, _)| *read == Dimension::Week)
        {
            match week(row.cell(column)) {
                Some(week) => slot[Dimension::Week] = week,
                None => faults.push((Fault::Week, column)),
            }
        }
        match self.table.find(row.cell(self.layout.channel)) {
            Some(channel) => slot[Dimension::Channel] = channel,
            None => faults.push((Fault::Channel, self.layout.channel)),
        }
        if faults.is_empty() { Ok(slot) } else { Err(faults) }
    }
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Week,
    Channel,
    Count,
}

impl Fault {
    /// The fault in words, with its place.
    fn problem(self, row: &Row, column: usize, table: &PriceTable) -> Problem {
        let cell = shortened(row.cell(column));
        let (what, expected) = match self {
            Self::Week if cell.is_empty() => {
                ("no week in the row".to_owned(), "expected a number from 1 to 53")
            }
            Self::Week => (format!("`{cell}` is not a week"), "expected a number from 1 to 53"),
            Self::Channel if cell.is_empty() => ("no channel in the row".to_owned(), ""),
            Self::Channel => (format!("unknown channel `{cell}`"), ""),
            Self::Count => not_a_count(&cell),
        };
        let span = row.record().span(column);
        match self {
            Self::Channel => {
                let expected = format!("not in price table `{}`", table.name);
                Problem::new(what).at(row.place(span, &expected)).help(channels_like(&cell, table))
            }
            Self::Week | Self::Count => Problem::new(what).at(row.place(span, expected)),
        }
    }
}

fn not_a_count(cell: &str) -> (String, &'static str) {
    let negative = cell.strip_prefix('-').is_some_and(|rest| number::whole(rest).is_some());
    match cell {
        "" => ("no count in the row".to_owned(), "expected a whole number; 0 if none came"),
        _ if number::whole(cell).is_some() => {
            (format!("count `{cell}` is absurd"), "expected less than a thousand million")
        }
        _ if negative => (format!("count `{cell}` is negative"), "enquiries are counted from 0"),
        _ => (
            format!("count `{cell}` is not a whole number"),
            "expected a whole number, such as `120` or `1.234`",
        ),
    }
}

/// The number of a calendar week.
fn week(cell: &str) -> Option<usize> {
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    cell.parse().ok().filter(|week| digits && (1..=53).contains(week))
}

/// A cell that fits a line.
fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
