//! Preview: the records at the start of a file, which show what its columns hold.

use super::dialect;
use super::header::Head;
use super::{aliases, number, week};
use crate::model::price_table::PriceTable;
use crate::scan::record::Records;

/// The records below the header, as far as the start of the file shows them.
pub(super) struct Preview {
    pub(super) rows: Vec<Vec<String>>,
    /// Where each starts, in bytes from the end of the header.
    pub(super) starts: Vec<usize>,
}

impl Preview {
    /// Reads the records from a position on.
    pub(super) fn read(head: Head, from: usize, delimiter: u8) -> Self {
        let mut records = Records::from(head.bytes, from, delimiter);
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        while let Some(record) = records.next_record() {
            starts.push(record.start - from);
            rows.push(dialect::texts(record, head.encoding));
        }
        if !head.is_whole {
            // The last record may be cut.
            rows.pop();
        }
        Self { rows, starts }
    }

    /// The cells of a column that have a value.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(column).map(String::as_str));
        cells.filter(|cell| !aliases::is_empty(cell) && !aliases::is_dash(cell))
    }

    pub(super) fn is_empty(&self, column: usize) -> bool {
        self.cells(column).next().is_none()
    }

    /// Whether at least half of the cells with a value are such: a word among counts is a slip, a
    /// number among remarks is a remark.
    fn holds(&self, column: usize, is_such: impl Fn(&str) -> bool) -> bool {
        let (such, all) = self
            .cells(column)
            .fold((0, 0), |(such, all), cell| (such + usize::from(is_such(cell)), all + 1));
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
        let mut cells = self.rows.iter().flatten();
        cells.any(|cell| week::has_time(cell))
    }

    pub(super) fn holds_dates(&self, column: usize) -> bool {
        self.holds(column, |cell| week::date_parts(cell).is_some())
    }

    pub(super) fn holds_channels(&self, column: usize, table: &PriceTable) -> bool {
        self.holds(column, |cell| table.find(cell).is_some())
    }
}
