//! Doubts: columns that are not read, and look as if they held enquiries.

use super::cells::{self, Cells};
use super::columns::Reading;
use super::diagnostic::Diagnostic;
use super::did_you_mean;
use super::fault::{settled, typed};
use super::headings::{COUNT, is_almost_count, is_numbering};
use super::{aliases, number};
use crate::model::origin::Meaning;
use crate::model::price_table::PriceTable;

/// What the cells of a column hold, as far as the start of the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Numbers,
    Words,
}

impl Holds {
    fn of(rows: &[Vec<String>], column: usize) -> Self {
        let cells = rows.iter().filter_map(|row| Some(row.get(column)?.trim()));
        let (mut numbers, mut words) = (0, 0);
        for cell in cells.filter(|cell| !aliases::is_empty(cell) && !aliases::is_dash(cell)) {
            match number::count(cell) {
                Some(_) => numbers += 1,
                None => words += 1,
            }
        }
        match (numbers, words) {
            (0, 0) => Self::Nothing,
            // A word among counts is a slip, a number among remarks is a remark.
            _ if numbers >= words => Self::Numbers,
            _ => Self::Words,
        }
    }
}

impl Reading<'_> {
    /// In a wide table a column that only seems to be none of the channels would drop all of
    /// its enquiries: one that is almost called so, and one of numbers. Those that number
    /// their rows are left alone, unless they stand between channels.
    pub(super) fn refuse_almost_channels(&mut self, table: &PriceTable, channels: &[usize]) {
        let unread = self.unread();
        let rows = if unread.is_empty() { Vec::new() } else { self.rows() };
        let (first, last) = (channels.first(), channels.last());
        for column in unread {
            let heading = self.columns[column].heading.trim().to_owned();
            let is_between = first.is_some_and(|first| *first < column)
                && last.is_some_and(|last| *last > column);
            let near = did_you_mean(&heading, table.aliases());
            let help = match (Holds::of(&rows, column), near) {
                (Holds::Numbers | Holds::Nothing, Some(near)) => {
                    let typed = typed(&heading);
                    format!("did you mean `{near}`? settle it with `--map {typed}={near}`")
                }
                (Holds::Numbers, None) if is_between || !is_numbering(&heading) => {
                    settled(&heading)
                }
                _ => continue,
            };
            let what = format!("no channel and no column is called `{heading}`");
            let problem = Diagnostic::new(what).at(self.place(column, "")).help(help);
            self.problems.push(problem);
        }
    }

    /// Where each row is one enquiry, a column of numbers that is almost called as the count
    /// is would make each of its counts one.
    pub(super) fn refuse_almost_counts(&mut self) {
        let mut unread = self.unread();
        unread.retain(|column| is_almost_count(&self.columns[*column].heading));
        let rows = if unread.is_empty() { Vec::new() } else { self.rows() };
        unread.retain(|column| Holds::of(&rows, *column) == Holds::Numbers);
        for column in unread {
            let heading = self.columns[column].heading.trim();
            let what = format!("`{heading}` looks like the number of enquiries, and is not read");
            let help = format!(
                "call the column `{}` if it is; if each row is one enquiry, rename or delete it",
                COUNT[0]
            );
            let problem = Diagnostic::new(what).at(self.place(column, "")).help(help);
            self.problems.push(problem);
        }
    }

    /// The columns that have a heading and are not read.
    fn unread(&self) -> Vec<usize> {
        let mut unread = self.with(|meaning| *meaning == Meaning::None);
        unread.retain(|column| !self.columns[*column].heading.trim().is_empty());
        unread
    }

    /// The rows at the start of the file.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut rest = self.below();
        let mut rows = Vec::new();
        loop {
            rest = &rest[cells::blank(rest)..];
            if rest.is_empty() {
                return rows;
            }
            let record = Cells::of(rest, self.delimiter);
            rows.push(record.texts(rest, self.head.encoding));
            rest = &rest[record.end()..];
        }
    }
}
