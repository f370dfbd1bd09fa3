//! Rows: the records of a block, each added to what is counted.

use csv::{ByteRecord, ReaderBuilder};

use super::cells::{blank, wrong_quote};
use super::diagnostic::Diagnostic;
use super::findings::BlockDiagnostics;
use super::header::Layout;
use super::known::KeyCache;
use super::part::{PartialCounts, RowCounter, Tally};
use super::row::Row;
use super::{headings, number};
use crate::model::price_table::PriceTable;
use crate::scan::chunks::Chunk;
use crate::scan::quotes::LineEnds;
use crate::scan::quotes::{has_open_quote, is_plain};
use crate::scan::record::{RawRecord, unescape};
use crate::scan::split::Ends;

/// The rows of a file that one thread reads.
pub(super) struct Rows<'a> {
    file: &'a str,
    layout: &'a Layout,
    /// Whether no column with names is read. Where one is, rows without a name are never known.
    is_nameless: bool,
    part: RowCounter<'a>,
    known: KeyCache<Known>,
    /// Room for a key and for the ends of cells, used again.
    key: Vec<u8>,
    ends: Ends,
}

/// Rows that are told by the same cells, counted where they are found so that a row touches one place in memory.
struct Known {
    place: usize,
    tally: Tally,
}

impl<'a> Rows<'a> {
    /// No row read yet.
    pub(super) fn of(file: &'a str, table: &'a PriceTable, layout: &'a Layout) -> Self {
        Self {
            file,
            layout,
            is_nameless: layout.named().next().is_none(),
            part: RowCounter::of(table, layout),
            known: KeyCache::new(),
            key: Vec::new(),
            ends: Ends::default(),
        }
    }

    /// What was read.
    pub(super) fn finish(self) -> PartialCounts {
        let mut part = self.part;
        self.known.into_values().for_each(|Known { place, tally }| part.again(place, tally));
        part.finish()
    }

    /// Adds the rows of a block, or says everything that is wrong with them.
    pub(super) fn block(&mut self, block: &Chunk, in_full: bool) -> BlockDiagnostics {
        let lines = LineEnds::of(&block.bytes);
        let mut findings = BlockDiagnostics::new(lines.count(), in_full);
        let delimiter = self.layout.delimiter;
        if block.is_cut && !has_open_quote(&block.bytes, delimiter) {
            findings
                .problems
                .push(Diagnostic::new(format!("`{}` has a row of more than 1 MiB", self.file)).help(
                "lines that end otherwise than the first one do not end; write the file once more",
            ));
        } else if is_plain(&block.bytes, delimiter, lines) {
            self.plain_rows(&block.bytes, lines.feeds, &mut findings);
        } else {
            self.any_rows(&block.bytes, block.is_last, &mut findings);
        }
        findings
    }

    /// The rows of a block in which all readers of CSV find the same cells.
    fn plain_rows(&mut self, block: &[u8], lines: usize, findings: &mut BlockDiagnostics) {
        let mut ends = std::mem::take(&mut self.ends);
        ends.find(block, self.layout.delimiter);
        let Layout { counts, totals, cells, .. } = self.layout;
        let is_fast = counts.len() < 2 && totals.is_empty() && !ends.has_nul();
        let mut unescaped = ByteRecord::new();
        let mut start = 0;
        for ends in ends.of_records(block, lines, *cells) {
            let record = RawRecord { block, start, ends };
            if !(is_fast && self.add_known(record)) {
                unescaped.clear();
                (0..ends.len()).for_each(|cell| unescaped.push_field(&unescape(record.cell(cell))));
                let row = self.row_at(block, start, &unescaped);
                if let Some(place) = self.part.row(&row, findings)
                    && is_fast
                    && (self.is_nameless || row.has_name())
                {
                    let key = self.layout.key_of(&mut self.key, record);
                    self.known.learn(key, Known { place, tally: Tally::default() });
                }
            }
            start = ends[ends.len() - 1] as usize + 1;
        }
        self.ends = ends;
    }

    /// Counts a row whose cells were met before, as they are written; false if they were not.
    fn add_known(&mut self, record: RawRecord) -> bool {
        let Layout { cells, nameless, counts, others, .. } = self.layout;
        let is_sound = record.ends.len() == *cells
            && nameless.iter().all(|nameless| record.cell(*nameless).is_empty())
            && !others.iter().any(|other| self.concerns_total(record, *other));
        if !is_sound {
            return false;
        }
        let count = match counts.first() {
            None => Some(1),
            Some((column, _)) => {
                let cell = record.cell(*column);
                let digits = if let [b'"', digits @ .., b'"'] = cell { digits } else { cell };
                number::plain(digits)
            }
        };
        let key = self.layout.key_of(&mut self.key, record);
        let (Some(count), Some(known)) = (count, self.known.get_mut(key)) else { return false };
        known.tally.rows += 1;
        known.tally.enquiries += count;
        true
    }

    /// Whether a cell that is not read is that of a total, or of almost one, which it can only
    /// be by its end where no name stands beside it.
    fn concerns_total(&self, record: RawRecord, column: usize) -> bool {
        let may_be = headings::may_start_total(record.from(column))
            || (self.is_nameless && headings::may_end_total(record.cell(column)));
        may_be && {
            let cell = unescape(record.cell(column));
            let text = self.layout.encoding.decode(&cell);
            headings::is_total(&text) || headings::is_almost_total(&text)
        }
    }

    /// The rows of any block, as the csv crate reads them.
    fn any_rows(&mut self, block: &[u8], is_end: bool, findings: &mut BlockDiagnostics) {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.layout.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(block);
        let mut cells = ByteRecord::new();
        // Reading from memory with `flexible` on has no way to fail.
        while reader.read_byte_record(&mut cells).unwrap_or(false) {
            let position = cells.position().and_then(|at| usize::try_from(at.byte()).ok());
            let position = position.expect("a record from memory knows where it is");
            let row = self.row_at(block, position, &cells);
            let is_last = is_end && reader.position().byte() == block.len() as u64;
            let text = &block[row.start..];
            match wrong_quote(text, &row.record(), self.layout.delimiter, is_last) {
                Some((problem, span)) => {
                    self.part.unreadable_row();
                    let place = || problem.at(row.place(span, "opens here"));
                    findings.problems.push_with(place);
                }
                None => drop(self.part.row(&row, findings)),
            }
        }
    }

    /// The row that a reader found at a position of the block. Readers count the line end
    /// of the row before, and blank lines, to the record.
    fn row_at<'r>(&self, text: &'r [u8], position: usize, cells: &'r ByteRecord) -> Row<'r>
    where
        'a: 'r,
    {
        let start = position + blank(&text[position..]);
        Row { file: self.file, text, start, layout: self.layout, cells }
    }
}
