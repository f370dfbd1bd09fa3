//! Rows: the cells of a block, added up.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use csv::{ByteRecord, ReaderBuilder};
use foldhash::fast::FixedState;

use super::blocks::{Block, has_open_quote, is_plain, stray_quote};
use super::cells::blank;
use super::fault::{Fault, Row, is_text};
use super::findings::Findings;
use super::header::Layout;
use super::known::KnownRows;
use super::problem::Problem;
use super::split::Ends;
use super::totals::{Common, Total};
use super::written::{Written, unescape};
use super::{headings, number, vocabulary, week};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::origin::Reason;
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// What one thread has counted of a file.
pub(super) struct Part<'a> {
    file: &'a str,
    table: &'a PriceTable,
    layout: &'a Layout,
    names: Counts,
    /// Where rows belong, and how many rows and enquiries were counted there.
    slots: Vec<Slot>,
    tallies: Vec<Tally>,
    by_slot: HashMap<Slot, usize, FixedState>,
    /// The places in `slots` by the cells that tell them, as they are written.
    by_cells: KnownRows<Known>,
    key: Vec<u8>,
    ends: Ends,
    rows: u64,
    wrong: u64,
    totals: u64,
    years: BTreeMap<usize, BTreeSet<i16>>,
    assumed: BTreeSet<String>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    rows: u64,
    enquiries: u64,
}

/// Rows that are told by the same cells, counted where they are found so that a row touches one place in memory.
struct Known {
    place: usize,
    tally: Tally,
}

/// What a thread has read, when there is no more.
pub(super) struct Poured {
    pub(super) counts: Counts,
    pub(super) rows: u64,
    pub(super) wrong: u64,
    pub(super) counted: u64,
    pub(super) left_out: BTreeMap<Reason, u64>,
    pub(super) years: BTreeMap<usize, BTreeSet<i16>>,
    pub(super) assumed: BTreeSet<String>,
}

impl<'a> Part<'a> {
    /// Nothing counted yet.
    pub(super) fn of(file: &'a str, table: &'a PriceTable, layout: &'a Layout) -> Self {
        Self {
            file,
            table,
            layout,
            names: Counts::default(),
            slots: Vec::new(),
            tallies: Vec::new(),
            by_slot: HashMap::default(),
            by_cells: KnownRows::new(),
            key: Vec::new(),
            ends: Ends::default(),
            rows: 0,
            wrong: 0,
            totals: 0,
            years: BTreeMap::new(),
            assumed: BTreeSet::new(),
        }
    }

    /// What was read.
    pub(super) fn poured(self) -> Poured {
        let Self { mut names, slots, mut tallies, by_cells, table, .. } = self;
        for Known { place, tally } in by_cells.into_values() {
            tallies[place].rows += tally.rows;
            tallies[place].enquiries += tally.enquiries;
        }
        let (mut counted, mut left_out) = (0, BTreeMap::new());
        for (slot, tally) in slots.iter().zip(&tallies) {
            names.add(*slot, tally.enquiries);
            if table.is_enquiry(slot) {
                counted += tally.rows;
            } else if tally.rows > 0 {
                *left_out.entry(Reason::Code(slot[Dimension::Channel])).or_default() += tally.rows;
            }
        }
        if self.totals > 0 {
            left_out.insert(Reason::Total, self.totals);
        }
        let Self { rows, wrong, years, assumed, .. } = self;
        Poured { counts: names, rows, wrong, counted, left_out, years, assumed }
    }

    /// Adds the rows of a block, or says everything that is wrong with them.
    pub(super) fn block(&mut self, block: &Block, in_full: bool) -> Findings {
        let mut findings = Findings::new(in_full);
        let delimiter = self.layout.delimiter;
        if block.is_cut && !has_open_quote(&block.bytes, delimiter) {
            findings
                .problems
                .push(Problem::new(format!("`{}` has a row of more than 1 MiB", self.file)).help(
                "lines that end otherwise than the first one do not end; write the file once more",
            ));
        } else if is_plain(&block.bytes, delimiter) {
            self.plain_rows(&block.bytes, &mut findings);
        } else {
            self.any_rows(&block.bytes, block.is_last, &mut findings);
        }
        findings
    }

    /// The rows of a block in which all readers of CSV find the same cells.
    fn plain_rows(&mut self, block: &[u8], findings: &mut Findings) {
        let mut ends = std::mem::take(&mut self.ends);
        ends.find(block, self.layout.delimiter);
        let Layout { counts, totals, .. } = self.layout;
        let is_fast = counts.len() < 2 && totals.is_empty() && !ends.has_nul();
        let mut unescaped = ByteRecord::new();
        let mut start = 0;
        for ends in ends.of_records() {
            let record = Written { block, start, ends };
            if !(is_fast && self.add_known(record)) {
                unescaped.clear();
                (0..ends.len()).for_each(|cell| unescaped.push_field(&unescape(record.cell(cell))));
                self.row(
                    &self.row_at(block, start, &unescaped),
                    is_fast.then_some(record),
                    findings,
                );
            }
            start = ends[ends.len() - 1] as usize + 1;
        }
        self.ends = ends;
    }

    /// Counts a row whose cells were met before, as they are written; false if they were not.
    fn add_known(&mut self, record: Written) -> bool {
        let Layout { cells, width, counts, others, .. } = self.layout;
        let is_sound = record.ends.len() == *cells
            && (*width..*cells).all(|nameless| record.cell(nameless).is_empty())
            && !others.iter().any(|other| {
                headings::may_be_total(record.from(*other))
                    && headings::is_total(record.cell(*other))
            });
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
        let (Some(count), Some(known)) = (count, self.by_cells.get_mut(key)) else { return false };
        self.rows += 1;
        known.tally.rows += 1;
        known.tally.enquiries += count;
        true
    }

    /// The rows of any block, as the csv crate reads them.
    fn any_rows(&mut self, block: &[u8], is_end: bool, findings: &mut Findings) {
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
            // A quote that is never closed takes all the rest of the file into one cell, and
            // one that is closed by the next stray one takes the lines between.
            let is_last = is_end && reader.position().byte() == block.len() as u64;
            let record = row.record();
            let (quote, what) = match record.open_quote {
                Some(quote) if is_last => (Some(quote), "the quote is never closed"),
                _ => {
                    let text = &block[row.start..row.start + record.end()];
                    let quote = stray_quote(text, self.layout.delimiter);
                    (quote, "the quote closes on another line, in the middle of a cell")
                }
            };
            match quote {
                Some(quote) => {
                    self.rows += 1;
                    self.wrong += 1;
                    findings.problems.push_with(|| {
                        Problem::new(what)
                            .at(row.place(quote..quote + 1, "opens here"))
                            .help("close it, or double it if it is meant as a sign: `\"\"`")
                    });
                }
                None => self.row(&row, None, findings),
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

    /// Adds a row to the slot that its columns say, or says everything that is wrong
    /// with it. A blank one is none. A row like it, as it is `written`, is known from then on.
    fn row(&mut self, row: &Row, written: Option<Written>, findings: &mut Findings) {
        if row.is_blank() {
            return;
        }
        self.rows += 1;
        if !self.sound_row(row, written, findings) {
            self.wrong += 1;
        }
    }

    /// Does so with a row that is not blank; false if something is wrong with it.
    fn sound_row(&mut self, row: &Row, written: Option<Written>, findings: &mut Findings) -> bool {
        if !row.has_width() {
            findings.problems.push_with(|| row.width_problem());
            return false;
        }
        if let Some(nul) = row.cells.iter().position(|cell| cell.contains(&0)) {
            findings.problems.push_with(|| Fault::Nul.problem(row, nul, self.table));
            return false;
        }
        if row.is_total() {
            return self.total(row, findings);
        }
        let mut faults = Vec::new();
        let slot = self.slot(row, &mut faults);
        let counts = self.counts(row, &mut faults);
        if let [(fault, column)] = faults[..]
            && fault == Fault::Channel
        {
            let code = row.cell(column);
            findings.codes.add(&code, || fault.problem(row, column, self.table));
            return false;
        }
        if self.has_problems(row, &faults, findings) {
            return false;
        }
        let slots: Vec<(Slot, u64)> = counts
            .into_iter()
            .map(|(channel, count)| (channel.map_or(slot, |channel| slot.on(channel)), count))
            .collect();
        // A row is left out where nothing in it is an enquiry.
        let counted = slots.iter().position(|(slot, _)| self.table.is_enquiry(slot)).unwrap_or(0);
        for (at, (slot, count)) in slots.into_iter().enumerate() {
            let place = self.place(slot);
            self.tallies[place].enquiries += count;
            self.tallies[place].rows += u64::from(at == counted);
            if let Some(written) = written {
                let key = self.layout.key_of(&mut self.key, written);
                self.by_cells.learn(key, Known { place, tally: Tally::default() });
            }
        }
        true
    }

    /// Whether there are faults, which are said.
    fn has_problems(&self, row: &Row, faults: &[(Fault, usize)], findings: &mut Findings) -> bool {
        for &(fault, column) in faults {
            findings.problems.push_with(|| fault.problem(row, column, self.table));
        }
        !faults.is_empty()
    }

    /// Where a slot is counted.
    fn place(&mut self, slot: Slot) -> usize {
        *self.by_slot.entry(slot).or_insert_with(|| {
            self.slots.push(slot);
            self.tallies.push(Tally::default());
            self.slots.len() - 1
        })
    }

    /// The slot that the columns of a row say, and what is wrong with them.
    fn slot(&mut self, row: &Row, faults: &mut Vec<(Fault, usize)>) -> Slot {
        let mut slot = Slot::default();
        for dimension in Dimension::NAMED {
            let cell = self.layout.key(dimension).map_or("".into(), |column| row.cell(column));
            slot[dimension] = self.names.id(dimension, &vocabulary::name(dimension, &cell));
        }
        for &(dimension, column) in &self.layout.keys {
            let cell = row.cell(column);
            if !is_text(&row.cells[column], self.layout.encoding) {
                faults.push((Fault::Letters, column));
                continue;
            }
            let (id, fault) = match dimension {
                Dimension::Week if self.layout.dated => {
                    let date = week::of_date(&cell);
                    if let Some((year, week)) = date {
                        self.years.entry(week).or_default().insert(year);
                    }
                    (date.map(|(_, week)| week), Fault::Date)
                }
                Dimension::Week => (week::number(&cell), Fault::Week),
                Dimension::Channel => {
                    if let Some(assumed) = self.table.assumed(&cell) {
                        self.assumed.insert(assumed.code.clone());
                    }
                    (self.table.find(&cell), Fault::Channel)
                }
                _ => continue,
            };
            match id {
                Some(id) => slot[dimension] = id,
                None => faults.push((fault, column)),
            }
        }
        slot
    }

    /// The counts of a row, each with the channel that its column says, and what is wrong with them.
    fn counts(&self, row: &Row, faults: &mut Vec<(Fault, usize)>) -> Vec<(Option<usize>, u64)> {
        let mut counts = Vec::new();
        for &(column, channel) in &self.layout.counts {
            let cell = row.cell(column);
            // An empty cell of a wide table says that none came, and so does a dash.
            let none = vocabulary::is_empty(&cell) || vocabulary::is_dash(&cell);
            let none = (channel.is_some() && none).then_some(0);
            match none.or(number::count(&cell)).filter(|count| *count < ABSURD) {
                Some(count) => counts.push((channel, count)),
                None => faults.push((Fault::Count, column)),
            }
        }
        if self.layout.counts.is_empty() {
            counts.push((None, 1));
        }
        let sum = counts.iter().map(|(_, count)| count).sum();
        if !faults.is_empty() {
            return counts;
        }
        for &column in &self.layout.totals {
            let cell = row.cell(column);
            match number::count(&cell) {
                // Nobody has added it up.
                None if vocabulary::is_empty(&cell) => {}
                Some(total) if total == sum => {}
                Some(_) => faults.push((Fault::Total(sum), column)),
                None => faults.push((Fault::Count, column)),
            }
        }
        counts
    }

    /// Keeps what a total says for when all rows are added up; false if something is wrong with it.
    fn total(&mut self, row: &Row, findings: &mut Findings) -> bool {
        let mut faults = Vec::new();
        let counts = self.counts(row, &mut faults);
        if self.has_problems(row, &faults, findings) {
            return false;
        }
        self.totals += 1;
        let Some(of) = row.common(self.table) else { return true };
        for ((channel, said), (column, _)) in counts.into_iter().zip(&self.layout.counts) {
            let mut of = of.clone();
            of.extend(channel.map(|channel| (Dimension::Channel, Common::Id(channel))));
            let place = row.place(row.record().span(*column), "");
            findings.totals.push(Total { of, said, place });
        }
        true
    }
}
