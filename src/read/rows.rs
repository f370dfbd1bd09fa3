//! Rows: the cells of a block, added up.

use std::collections::HashMap;

use csv::{ByteRecord, ReaderBuilder};
use foldhash::fast::FixedState;
use simd_csv::{ZeroCopyByteRecord, ZeroCopyReaderBuilder};

use super::blocks::{Block, is_plain};
use super::fault::{Fault, Row};
use super::header::Layout;
use super::number;
use super::problem::{Problem, Problems};
use super::text::{blank, decoded};
use super::vocabulary;
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

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
            let row = self.row_at(text, position, &cells);
            self.row(&row, problems);
        }
    }

    /// Counts a row whose cells were met before, as they are written; false if they were not.
    fn add_known(&mut self, record: &ZeroCopyByteRecord) -> bool {
        // What has a quote in it is written in more than one way.
        let cell = |column| match record.get(column)? {
            [b'"', inner @ .., b'"'] => (!inner.contains(&b'"')).then_some(inner),
            cell => Some(cell),
        };
        if record.len() != self.layout.width {
            return false;
        }
        self.key.clear();
        for column in self.layout.keys() {
            let Some(cell) = cell(column) else { return false };
            self.key.extend_from_slice(cell);
            self.key.push(BETWEEN);
        }
        let counted = cell(self.layout.count).and_then(number::plain);
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
            let row = self.row_at(text, position, &cells);
            // A quote that is never closed takes all the rest of the file into one cell.
            let is_last = is_end && reader.position().byte() == text.len() as u64;
            match is_last.then(|| row.record().open_quote).flatten() {
                Some(quote) => {
                    self.rows += 1;
                    problems.push_with(|| {
                        Problem::new("the quote is never closed")
                            .at(row.place(quote..quote + 1, "opens here"))
                            .help("close it, or double it if it is meant as a sign: `\"\"`")
                    });
                }
                None => self.row(&row, problems),
            }
        }
    }

    /// The row that a reader found at a position of the text. Readers count the line end
    /// of the row before, and blank lines, to the record.
    fn row_at<'r>(&self, text: &'r str, position: usize, cells: &'r ByteRecord) -> Row<'r>
    where
        'a: 'r,
    {
        let start = position + blank(&text[position..]);
        Row { file: self.file, text, start, delimiter: self.layout.delimiter, cells }
    }

    /// Adds a row to the slot that its columns say, or says everything that is wrong with it. A blank one is none.
    fn row(&mut self, row: &Row, problems: &mut Problems) {
        if row.cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return;
        }
        self.rows += 1;
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
        self.key.clear();
        for column in self.layout.keys() {
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
            let name = self.layout.column(dimension).map_or("", |column| row.cell(column));
            slot[dimension] = self.counts.id(dimension, &vocabulary::name(dimension, name));
        }
        if let Some(column) = self.layout.column(Dimension::Week) {
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

/// The number of a calendar week.
fn week(cell: &str) -> Option<usize> {
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    cell.parse().ok().filter(|week| digits && (1..=53).contains(week))
}
