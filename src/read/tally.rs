//! The tally: the rows of count files, added up to `Counts`.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use super::header::Layout;
use super::problem::{Place, Problem, Problems};
use super::text::{Cells, Input, blank};
use super::{channels_like, number};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// How much of a cell a message repeats, in characters.
const LONGEST: usize = 60;

/// Reads count files and adds them up.
///
/// `wanted` dimensions must be in every file. Without a week column the week is
/// the empty name; all files have the column, or none.
///
/// # Errors
///
/// Every problem of every file, in their order; counts without an incoming enquiry.
pub fn counts(
    inputs: &[Result<Input, Problem>],
    table: &PriceTable,
    wanted: &[Dimension],
) -> Result<Counts, Problems> {
    let mut tally = Tally { table, counts: Counts::default(), problems: Problems::default() };
    let mut with_weeks = None;
    for input in inputs {
        let Some((input, text)) = tally.problems.keep(decoded(input)) else {
            continue;
        };
        let Some(layout) = tally.problems.keep(Layout::of(input, text, wanted)) else {
            continue;
        };
        let has_weeks = layout.others.iter().any(|(dimension, _)| *dimension == Dimension::Week);
        let (first, expected) = *with_weeks.get_or_insert((&input.name, has_weeks));
        if expected != has_weeks {
            let (with, without) =
                if has_weeks { (&input.name, first) } else { (first, &input.name) };
            tally.problems.push(
                Problem::new(format!(
                    "`{without}` has no column for the week, but `{with}` has one"
                ))
                .help("add the column, or leave it out of both and give `--weeks`"),
            );
        }
        tally.file(&input.name, text, &layout);
    }
    let counts = tally.problems.or(tally.counts)?.in_order();
    if !counts.slots().any(|(slot, _)| table.is_enquiry(slot)) {
        return Err(Problem::new("no incoming enquiries in the count")
            .help(format!("every row has a code that price table `{}` leaves out", table.name))
            .into());
    }
    Ok(counts)
}

fn decoded(input: &Result<Input, Problem>) -> Result<(&Input, &str), Problem> {
    let input = input.as_ref().map_err(Problem::clone)?;
    Ok((input, input.text()?))
}

struct Tally<'a> {
    table: &'a PriceTable,
    counts: Counts,
    problems: Problems,
}

/// A row of a file, with all that is needed to tell where one of its cells is.
struct Row<'a> {
    file: &'a str,
    text: &'a str,
    start: usize,
    delimiter: u8,
    cells: ByteRecord,
}

impl Row<'_> {
    fn cell(&self, number: usize) -> &str {
        std::str::from_utf8(&self.cells[number]).unwrap_or_default().trim()
    }

    fn record(&self) -> Cells {
        Cells::of(&self.text[self.start..], self.delimiter)
    }

    fn place(&self, span: Range<usize>, expected: &str) -> Place {
        Place::of(self.file, self.text, self.start + span.start..self.start + span.end, expected)
    }
}

impl Tally<'_> {
    fn file(&mut self, file: &str, text: &str, layout: &Layout) {
        let mut untold = Slot::default();
        for dimension in Dimension::NAMED {
            if layout.others.iter().all(|(read, _)| *read != dimension) {
                untold[dimension] = self.counts.id(dimension, "");
            }
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(layout.delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        // Reading from memory with `flexible` on has no way to fail.
        let mut records = reader.byte_records().map_while(Result::ok).peekable();
        let mut rows = 0;
        while let Some(cells) = records.next() {
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            rows += 1;
            let position = cells.position().and_then(|at| usize::try_from(at.byte()).ok());
            let position = position.expect("a record from memory knows where it is");
            // The reader counts the line end of the row before, and blank lines, to the record.
            let start = position + blank(&text[position..]);
            let row = Row { file, text, start, delimiter: layout.delimiter, cells };
            // A quote that is never closed takes all the rest of the file into one cell.
            match records.peek().is_none().then(|| row.record().open_quote).flatten() {
                Some(quote) => self.problems.push_with(|| {
                    Problem::new("the quote is never closed")
                        .at(row.place(quote..quote + 1, "opens here"))
                        .help("close it, or double it if it is meant as a sign: `\"\"`")
                }),
                None => self.row(&row, layout, untold),
            }
        }
        if rows == 0 {
            self.problems.push_with(|| {
                Problem::new(format!("`{file}` has a header but no rows"))
                    .help("a count has a row for each unit, week and channel; a row with 0 says that none came")
            });
        }
    }

    /// Adds a row to the slot that its columns say, or says everything that is wrong with it.
    fn row(&mut self, row: &Row, layout: &Layout, mut slot: Slot) {
        let width = row.cells.len();
        if width != layout.width {
            self.problems.push_with(|| {
                let cells = if width == 1 { "cell" } else { "cells" };
                let place = row.record().span(width.min(layout.width));
                Problem::new(format!(
                    "the row has {width} {cells}, the header has {}",
                    layout.width
                ))
                .at(row.place(place, ""))
                .help("a cell that holds the delimiter needs quotes around it")
            });
            return;
        }
        let mut faults = Vec::new();
        for &(dimension, column) in &layout.others {
            let cell = row.cell(column);
            slot[dimension] = match dimension {
                Dimension::Week => week(cell).unwrap_or_else(|| {
                    faults.push((Fault::Week, column));
                    0
                }),
                _ => self.counts.id(dimension, cell),
            };
        }
        let channel = self.table.find(row.cell(layout.channel));
        if channel.is_none() {
            faults.push((Fault::Channel, layout.channel));
        }
        let count = number::whole(row.cell(layout.count)).filter(|count| *count < ABSURD);
        if count.is_none() {
            faults.push((Fault::Count, layout.count));
        }
        match (channel, count) {
            (Some(channel), Some(count)) if faults.is_empty() => {
                slot[Dimension::Channel] = channel;
                self.counts.add(slot, count);
            }
            _ => {
                for (fault, column) in faults {
                    let table = self.table;
                    self.problems.push_with(|| fault.problem(row, column, table));
                }
            }
        }
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
