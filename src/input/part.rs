//! A part: what one thread has counted of a file, row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::findings::BlockDiagnostics;
use super::header::Layout;
use super::ids::KeyResolver;
use super::row::{CellError, Row};
use super::totals::{Common, Total};
use super::{aliases, number};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::origin::Reason;
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// What one thread has counted of a file.
pub(super) struct RowCounter<'a> {
    table: &'a PriceTable,
    layout: &'a Layout,
    ids: KeyResolver<'a>,
    /// Where rows belong, and how many rows and enquiries were counted there.
    slots: Vec<Slot>,
    tallies: Vec<Tally>,
    by_slot: HashMap<Slot, usize, FixedState>,
    rows: u64,
    wrong: u64,
    totals: u64,
}

/// Rows, and the enquiries in them.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) rows: u64,
    pub(super) enquiries: u64,
}

/// What a thread has read, when there is no more.
pub(super) struct PartialCounts {
    pub(super) counts: Counts,
    pub(super) rows: u64,
    pub(super) wrong: u64,
    pub(super) counted: u64,
    /// Where the counted rows belong, one for each row.
    pub(super) places: Counts,
    pub(super) left_out: BTreeMap<Reason, u64>,
    pub(super) years: BTreeMap<usize, BTreeSet<i16>>,
    pub(super) noted: BTreeSet<String>,
}

impl<'a> RowCounter<'a> {
    /// Nothing counted yet.
    pub(super) fn of(table: &'a PriceTable, layout: &'a Layout) -> Self {
        Self {
            table,
            layout,
            ids: KeyResolver::of(table, layout),
            slots: Vec::new(),
            tallies: Vec::new(),
            by_slot: HashMap::default(),
            rows: 0,
            wrong: 0,
            totals: 0,
        }
    }

    /// What was read.
    pub(super) fn finish(self) -> PartialCounts {
        let Self { ids, slots, tallies, table, rows, wrong, .. } = self;
        let KeyResolver { names: mut counts, years, noted, .. } = ids;
        let (mut counted, mut left_out) = (0, BTreeMap::new());
        let mut places = counts.clone();
        for (slot, tally) in slots.iter().zip(&tallies) {
            counts.add(*slot, tally.enquiries);
            if table.is_enquiry(slot) {
                counted += tally.rows;
                places.add(*slot, tally.rows);
            } else if tally.rows > 0 {
                *left_out.entry(Reason::Code(slot[Dimension::Channel])).or_default() += tally.rows;
            }
        }
        if self.totals > 0 {
            left_out.insert(Reason::Total, self.totals);
        }
        PartialCounts { counts, rows, wrong, counted, places, left_out, years, noted }
    }

    /// Adds a row to the slot that its columns say, or says everything that is wrong with it.
    /// A blank one is none. Gives the place of a row that is counted in one place alone, for
    /// [`again`](Self::again).
    pub(super) fn row(&mut self, row: &Row, findings: &mut BlockDiagnostics) -> Option<usize> {
        if row.is_blank() {
            return None;
        }
        self.rows += 1;
        let read = self.sound_row(row, findings);
        self.wrong += u64::from(read.is_none());
        match read?[..] {
            [place] => Some(place),
            _ => None,
        }
    }

    /// Adds rows that are like one that was counted in that place.
    pub(super) fn again(&mut self, place: usize, tally: Tally) {
        self.rows += tally.rows;
        self.tallies[place].rows += tally.rows;
        self.tallies[place].enquiries += tally.enquiries;
    }

    /// Counts a row that cannot be read.
    pub(super) fn unreadable_row(&mut self) {
        self.rows += 1;
        self.wrong += 1;
    }

    /// The places in which a row is counted, none for a total; `None` if something is wrong with it.
    fn sound_row(&mut self, row: &Row, findings: &mut BlockDiagnostics) -> Option<Vec<usize>> {
        if !row.has_width() {
            findings.problems.push_with(|| row.width_problem());
            return None;
        }
        if let Some(nul) = row.cells.iter().position(|cell| cell.contains(&0)) {
            findings.problems.push_with(|| CellError::Nul.problem(row, nul, self.table));
            return None;
        }
        if row.is_total() {
            return self.total(row, findings).then(Vec::new);
        }
        if let Some(column) = row.almost_total() {
            let problem = || CellError::AlmostTotal.problem(row, column, self.table);
            findings.problems.push_with(problem);
            return None;
        }
        let mut faults = Vec::new();
        let slot = self.ids.slot(row, &mut faults);
        let counts = self.counts(row, &mut faults);
        if let [(CellError::Channel, column)] = faults[..] {
            let code = row.cell(column);
            findings.codes.add(&code, || CellError::Channel.problem(row, column, self.table));
            return None;
        }
        if self.has_problems(row, &faults, findings) {
            return None;
        }
        let (places, enquiries): (Vec<usize>, Vec<u64>) = counts
            .into_iter()
            .map(|(channel, count)| {
                (self.place(channel.map_or(slot, |channel| slot.on(channel))), count)
            })
            .unzip();
        // A row is left out where nothing in it is an enquiry.
        let is_enquiry = |place: &usize| self.table.is_enquiry(&self.slots[*place]);
        let counted = places.iter().copied().find(is_enquiry).or(places.first().copied())?;
        self.tallies[counted].rows += 1;
        for (place, enquiries) in places.iter().zip(enquiries) {
            self.tallies[*place].enquiries += enquiries;
        }
        Some(places)
    }

    /// Whether there are faults, which are said.
    fn has_problems(
        &self,
        row: &Row,
        faults: &[(CellError, usize)],
        findings: &mut BlockDiagnostics,
    ) -> bool {
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

    /// The counts of a row, each with the channel that its column says, and what is wrong with them.
    fn counts(&self, row: &Row, faults: &mut Vec<(CellError, usize)>) -> Vec<(Option<usize>, u64)> {
        let mut counts = Vec::new();
        for &(column, channel) in &self.layout.counts {
            let cell = row.cell(column);
            // An empty cell of a wide table says that none came, and so does a dash.
            let none = aliases::is_empty(&cell) || aliases::is_dash(&cell);
            let none = (channel.is_some() && none).then_some(0);
            match none.or(number::count(&cell)).filter(|count| *count < ABSURD) {
                Some(count) => counts.push((channel, count)),
                None => faults.push((CellError::Count, column)),
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
            match number::count(&cell).or(aliases::is_dash(&cell).then_some(0)) {
                // Nobody has added it up.
                None if aliases::is_empty(&cell) => {}
                Some(total) if total == sum => {}
                Some(_) => faults.push((CellError::Total(sum), column)),
                None => faults.push((CellError::Count, column)),
            }
        }
        counts
    }

    /// Keeps what a total says for when all rows are added up; false if something is wrong with it.
    fn total(&mut self, row: &Row, findings: &mut BlockDiagnostics) -> bool {
        let mut faults = Vec::new();
        let said: Vec<(usize, Option<usize>, u64)> = if let Some((column, said)) = row.grand_total()
        {
            vec![(column, None, said)]
        } else {
            let counts = self.counts(row, &mut faults).into_iter().zip(&self.layout.counts);
            counts.map(|((channel, said), (column, _))| (*column, channel, said)).collect()
        };
        if self.has_problems(row, &faults, findings) {
            return false;
        }
        self.totals += 1;
        let Some(of) = row.common(self.table) else { return true };
        for (column, channel, said) in said {
            let mut of = of.clone();
            of.extend(channel.map(|channel| (Dimension::Channel, Common::Id(channel))));
            let place = row.place(row.record().span(column), "");
            findings.totals.push(Total { row: row.start, of, said, place });
        }
        true
    }
}
