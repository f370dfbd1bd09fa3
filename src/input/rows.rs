//! Rows: what the rows of a file mean, for the group-by that adds them up.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::count_files::ReadOptions;
use super::dialect::quote_problem;
use super::file_diagnostics::{FileDiagnostics, Start};
use super::header::Layout;
use super::headings::{self, Label};
use super::row::{Row, is_text};
use super::totals::{Common, Total};
use super::{aliases, number, text, time_of_day, week};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::origin::{FileOrigin, Origin, Reason, Shape};
use crate::model::price_table::PriceTable;
use crate::scan::chunks::Chunk;
use crate::scan::group_by::{Grouping, Verdict};
use crate::scan::groups::Groups;
use crate::scan::record::Record;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// The most names of a dimension. More would fill the memory, and are no names.
pub(super) const MOST_NAMES: usize = 1_000_000;

/// What is wrong with a row, each with its column.
type Faults = Vec<(Code, usize)>;

/// Reads the rows of one thread that need to be read.
pub(super) struct RowReader<'a> {
    table: &'a PriceTable,
    layout: &'a Layout,
    /// Whether a column with names is read.
    reads_names: bool,
    /// What all threads find wrong.
    found: &'a Mutex<FileDiagnostics>,
    /// The number of the chunk that is read, and how many bytes stand before it.
    chunk: usize,
    chunk_start: usize,
    /// The slot of a row before its cells are read. A dimension without a column has no name.
    not_stated: Slot,
    /// The names behind ids; nothing is counted there.
    names: Counts,
    /// Whether there are too many names. The rows after that are not read, so that memory stays bounded.
    is_full: bool,
    /// What the cells say of all files: weekdays, cleaned names and noted codes.
    origin: Origin,
    /// The rows that are wrong or left out.
    rows: FileOrigin,
    /// The slot of the row above, for cells that are filled down.
    above: Slot,
    /// Whether a count with a decimal point was seen, and one with dots between thousands.
    dots: [bool; 2],
}

impl<'a> RowReader<'a> {
    pub(super) fn new(
        table: &'a PriceTable,
        layout: &'a Layout,
        found: &'a Mutex<FileDiagnostics>,
    ) -> Self {
        let (mut names, mut not_stated) = (Counts::default(), Slot::default());
        for dimension in Dimension::NAMED {
            if layout.key(dimension).is_none() {
                let unit = layout.origin.unit.as_deref().filter(|_| dimension == Dimension::Unit);
                not_stated = not_stated.with(dimension, names.id(dimension, unit.unwrap_or("")));
            }
        }
        if let Some((week, _)) = &layout.origin.week {
            not_stated = not_stated.with(Dimension::Week, *week);
        }
        Self {
            table,
            layout,
            reads_names: layout.named().next().is_some(),
            found,
            chunk: 0,
            chunk_start: 0,
            not_stated,
            names,
            is_full: false,
            origin: Origin::default(),
            rows: FileOrigin::default(),
            above: not_stated,
            dots: [false; 2],
        }
    }

    /// Adds what was read, and the rows of all groups, to the counts and the origin of the file.
    pub(super) fn add_to(
        self,
        groups: &Groups<Slot>,
        counts: &mut Counts,
        file: &mut FileOrigin,
        origin: &mut Origin,
        options: ReadOptions,
    ) {
        let (table, layout, mut own) = (self.table, self.layout, self.names);
        for (group, rows, sums) in groups.iter() {
            let slot = |at: usize| {
                layout.channels.get(at).map_or(*group, |one| group.with(Dimension::Channel, *one))
            };
            let sums = if layout.origin.shape == Shape::Enquiries { &[rows][..] } else { sums };
            for (at, sum) in sums.iter().enumerate() {
                let slot = slot(at);
                if is_enquiry(table, &slot) {
                    own.add(slot, *sum);
                } else {
                    own.add_left_out(slot, *sum);
                }
            }
            // A row of a wide table is left out where nothing in it is an enquiry.
            match (0..sums.len()).map(slot).find(|slot| is_enquiry(table, slot)) {
                None => file.leave_out(Reason::Code(slot(0).id(Dimension::Channel)), rows),
                Some(slot) => {
                    file.counted += rows;
                    if options.keeps_rows {
                        own.add_rows(origin.files.len(), slot, rows);
                    }
                }
            }
        }
        counts.merge(own);
        file.wrong += self.rows.wrong;
        for (reason, rows) in self.rows.left_out {
            file.leave_out(reason, rows);
        }
        for (week, days) in self.origin.weekdays {
            *origin.weekdays.entry(week).or_default() |= days;
        }
        origin.cleaned.extend(self.origin.cleaned);
        origin.noted.extend(self.origin.noted);
    }

    /// Where a row starts.
    fn start(&self, row: Row) -> Start {
        (self.chunk, row.record.start)
    }

    fn add_problem(&self, row: Row, problem: impl FnOnce() -> Diagnostic) {
        lock(self.found).add_problem(self.start(row), problem);
    }

    /// What becomes of a row; `None` if something is wrong with it.
    fn verdict(
        &mut self,
        row: Row,
        known: Option<&Slot>,
        counts: &mut [u64],
    ) -> Option<Verdict<Slot>> {
        if let Some(quote) = row.record.wrong_quote() {
            let (problem, span) = quote_problem(quote);
            self.add_problem(row, || problem.at(row.place(span)));
            return None;
        }
        if row.is_blank() {
            return Some(Verdict::Skip);
        }
        if !row.has_width() {
            self.add_problem(row, || row.width_problem());
            return None;
        }
        if let Some(nul) = row.nul() {
            return self.reject(row, &[(Code::NulByte, nul)]);
        }
        let starts = &self.layout.unit_checks.block_totals;
        if starts.contains(&(self.chunk_start + row.record.start)) || row.is_unit_sum() {
            self.rows.leave_out(Reason::Total, 1);
            lock(self.found).sound_totals += 1;
            return Some(Verdict::Skip);
        }
        if row.is_called(Label::Total) {
            return self.total(row, counts);
        }
        if row.is_called(Label::Average) {
            self.rows.leave_out(Reason::Average, 1);
            return Some(Verdict::Skip);
        }
        if let Some(column) = row.almost_total() {
            return self.reject(row, &[(Code::LikelyTotal, column)]);
        }
        let mut faults = Vec::new();
        let known = known.filter(|_| !self.layout.fill_down).copied();
        let slot = known.unwrap_or_else(|| self.slot(row, &mut faults));
        self.counts(row, counts, &mut faults);
        if let [(Code::UnknownChannel, column)] = faults[..]
            && row.no_record().is_none()
        {
            let problem = || row.cell_problem(Code::UnknownChannel, column, self.table);
            lock(self.found).add_code(&row.cell(column), self.start(row), problem);
            return None;
        }
        if !faults.is_empty() {
            // Each cell of such a row would be wrong.
            let names_week = faults.iter().any(|(code, _)| *code == Code::WeekAsUnit);
            if let Some(problem) = row.no_record().filter(|_| !names_week) {
                self.add_problem(row, || problem);
                return None;
            }
            return self.reject(row, &faults);
        }
        if self.layout.fill_down {
            self.above = slot;
            return Some(Verdict::Alone(slot));
        }
        // Of a row without a name other columns may say that it is almost a total.
        let must_be_read = self.reads_names && !row.has_name();
        Some(if must_be_read { Verdict::ReadEach(slot) } else { Verdict::Group(slot) })
    }

    /// Whether a cell that is not read may say that its row is a total, or almost one.
    fn may_say_total(&self, row: Record, column: usize) -> bool {
        let start = row.bytes_from(column);
        let may_start = headings::may_start_total(start)
            // In a quoted table a quote opens every cell, so the bytes behind it tell more.
            && start.strip_prefix(b"\"").is_none_or(headings::may_start_total);
        // Where no column with names is read, a cell may also say so at its end.
        let may_end = !self.reads_names && headings::may_end_total(row.raw(column));
        (may_start || may_end)
            && Label::read(&self.layout.origin.encoding.decode(&row.cell(column))) != Label::Other
    }

    /// Says everything that is wrong with a row.
    fn reject<T>(&mut self, row: Row, faults: &[(Code, usize)]) -> Option<T> {
        for &(code, column) in faults {
            self.add_problem(row, || row.cell_problem(code, column, self.table));
        }
        None
    }

    /// The slot that the key columns of a row say.
    fn slot(&mut self, row: Row, faults: &mut Faults) -> Slot {
        let mut slot = self.not_stated;
        for &(dimension, column) in &self.layout.keys {
            if self.layout.fill_down && aliases::is_open(&row.cell(column)) {
                slot = slot.with(dimension, self.above.id(dimension));
                continue;
            }
            match self.id(dimension, &row.record.cell(column)) {
                Ok(id) => slot = slot.with(dimension, id),
                // A week and a weekday may be of one date.
                Err(code) if faults.contains(&(code, column)) => {}
                Err(code) => faults.push((code, column)),
            }
        }
        slot
    }

    /// The id that a cell stands for in a dimension.
    fn id(&mut self, dimension: Dimension, cell: &[u8]) -> Result<usize, Code> {
        let cell = self.layout.key_prefix(dimension).map_or(cell, |len| &cell[..len(cell)]);
        let encoding = self.layout.origin.encoding;
        if !is_text(cell, encoding) {
            return Err(Code::MixedEncodings);
        }
        let original = cell;
        let cell = &*encoding.cell(original);
        if let Some(code) = aliases::formula_problem(cell) {
            return Err(code);
        }
        match dimension {
            Dimension::Week => {
                if self.layout.origin.dated {
                    let (week, day) =
                        week::of_date(cell, self.layout.date_order).ok_or(Code::InvalidDate)?;
                    *self.origin.weekdays.entry(week).or_default() |= 1 << day;
                    Ok(week)
                } else {
                    week::written(cell).ok_or(Code::InvalidWeek)
                }
            }
            Dimension::Channel => {
                if let Some(noted) = self.table.noted(cell) {
                    self.origin.noted.insert(noted.code.clone());
                }
                self.table.find(cell).ok_or(Code::UnknownChannel)
            }
            Dimension::Weekday if self.layout.is_dated(dimension) => {
                let (_, day) =
                    week::of_date(cell, self.layout.date_order).ok_or(Code::InvalidDate)?;
                Ok(self.names.id(dimension, &(day + 1).to_string()))
            }
            Dimension::Hour if !aliases::is_empty(cell) && time_of_day::hour(cell).is_none() => {
                Err(Code::InvalidTime)
            }
            _ if cell.contains('\n') && cell.contains(char::from(self.layout.roles.delimiter)) => {
                Err(Code::RowsInCell)
            }
            Dimension::Unit if week::starts_with_word(cell) && week::in_texts([cell]).is_some() => {
                Err(Code::WeekAsUnit)
            }
            named => {
                let may_be_cleaned = !original.is_ascii();
                if may_be_cleaned && encoding.decode(original).contains(text::is_invisible) {
                    self.origin.cleaned.insert(cell.to_owned());
                }
                self.is_full = self.names.names(named).len() > MOST_NAMES;
                if self.is_full {
                    return Err(Code::TooManyNames);
                }
                Ok(self.names.id(named, &aliases::name(named, cell)))
            }
        }
    }

    /// Reads the counts of a row, and checks its own totals if nothing is wrong so far.
    fn counts(&mut self, row: Row, counts: &mut [u64], faults: &mut Faults) {
        let roles = &self.layout.roles;
        for (count, &column) in counts.iter_mut().zip(&roles.counts) {
            let cell = row.cell(column);
            // An empty cell of a wide table says that none came, and so does a dash.
            let is_zero = self.layout.origin.shape == Shape::Wide
                && (aliases::is_empty(&cell) || aliases::is_dash(&cell));
            match is_zero.then_some(0).or(number::count(&cell)).filter(|count| *count < ABSURD) {
                Some(number) => {
                    *count = number;
                    self.note_dot(row, column, &cell);
                }
                None => faults.push((Code::InvalidCount, column)),
            }
        }
        if !faults.is_empty() {
            return;
        }
        let sum: u64 = counts.iter().sum();
        for &column in &roles.totals {
            let cell = row.cell(column);
            match number::count(&cell).or(aliases::is_dash(&cell).then_some(0)) {
                // Nobody has added it up.
                None if aliases::is_empty(&cell) => {}
                Some(total) if total == sum => {}
                Some(_) => faults.push((Code::WrongRowTotal, column)),
                None => faults.push((Code::InvalidCount, column)),
            }
        }
    }

    /// Remembers the first dot of each kind. A file with both is wrong, whichever is meant.
    fn note_dot(&mut self, row: Row, column: usize, cell: &str) {
        let Some(dot) = number::dot(cell).filter(|dot| !self.dots[*dot as usize]) else { return };
        self.dots[dot as usize] = true;
        lock(self.found).add_dot(dot, self.start(row), row.place_of(column), cell);
    }

    /// Keeps the sums that a total states until all rows are added up.
    fn total(&mut self, row: Row, counts: &mut [u64]) -> Option<Verdict<Slot>> {
        let stated: Vec<(usize, Option<usize>, u64)> =
            if let Some((column, stated)) = row.grand_total() {
                vec![(column, None, stated)]
            } else {
                let mut faults = Vec::new();
                self.counts(row, counts, &mut faults);
                if !faults.is_empty() {
                    return self.reject(row, &faults);
                }
                let columns = self.layout.roles.counts.iter().zip(counts).enumerate();
                let channel = |at: usize| self.layout.channels.get(at).copied();
                columns.map(|(at, (column, stated))| (*column, channel(at), *stated)).collect()
            };
        self.rows.leave_out(Reason::Total, 1);
        if let Some(common) = row.common(self.table) {
            for (column, channel, stated) in stated {
                let mut common = common.clone();
                common.extend(channel.map(|one| (Dimension::Channel, Common::Id(one))));
                let place = row.place_of(column);
                lock(self.found).totals.push((self.start(row), Total { common, stated, place }));
            }
        }
        Some(Verdict::Skip)
    }
}

impl Grouping for RowReader<'_> {
    type Group = Slot;

    fn start_chunk(&mut self, chunk: &Chunk, lines: usize) {
        (self.chunk, self.chunk_start) = (chunk.number, chunk.start);
        lock(self.found).lines.push((chunk.number, lines));
    }

    /// Whether its nameless cells are empty, and no cell that is not read says that it is a total.
    #[inline]
    fn is_ordinary(&self, row: Record) -> bool {
        let Layout { nameless, others, .. } = self.layout;
        nameless.iter().all(|cell| row.raw(*cell).is_empty())
            && !others.iter().any(|cell| self.may_say_total(row, *cell))
    }

    fn row(&mut self, record: Record, known: Option<&Slot>, counts: &mut [u64]) -> Verdict<Slot> {
        let row = Row { layout: self.layout, record };
        let verdict = if self.is_full { None } else { self.verdict(row, known, counts) };
        self.rows.wrong += u64::from(verdict.is_none());
        verdict.unwrap_or(Verdict::Skip)
    }
}

/// A lock that a panic elsewhere does not spoil: that panic ends the run anyway.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a slot is that of incoming enquiries, and not of a code that the table leaves out.
fn is_enquiry(table: &PriceTable, slot: &Slot) -> bool {
    table.channel(slot.id(Dimension::Channel)).is_some()
}
