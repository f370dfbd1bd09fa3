//! Faults: what is wrong with a row, in words and with its place.

use std::ops::Range;

use csv::ByteRecord;

use super::problem::{Place, Problem};
use super::text::Cells;
use super::{channels_like, number};
use crate::model::price_table::PriceTable;

/// How much of a cell a message repeats, in characters.
const LONGEST: usize = 60;

/// A row of a block, with all that is needed to tell where one of its cells is.
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) delimiter: u8,
    pub(super) cells: &'a ByteRecord,
}

impl Row<'_> {
    pub(super) fn cell(&self, number: usize) -> &str {
        str::from_utf8(&self.cells[number]).unwrap_or_default().trim()
    }

    pub(super) fn record(&self) -> Cells {
        Cells::of(&self.text.as_bytes()[self.start..], self.delimiter)
    }

    pub(super) fn place(&self, span: Range<usize>, expected: &str) -> Place {
        Place::of(self.file, self.text, self.start + span.start..self.start + span.end, expected)
    }
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    Week,
    Channel,
    Count,
}

impl Fault {
    /// The fault in words, with its place.
    pub(super) fn problem(self, row: &Row, column: usize, table: &PriceTable) -> Problem {
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

/// A cell that fits a line.
fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
