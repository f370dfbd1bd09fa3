//! The tally: the rows of count files, added up to `Counts`.

use csv::{ByteRecord, ReaderBuilder};

use super::header::Layout;
use super::problem::{Place, Problem, Problems};
use super::text::{Input, cell_span};
use super::{did_you_mean, listed};
use crate::model::counts::{Cell, Counts, Dimension};
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// Reads count files and adds them up.
///
/// `wanted` dimensions must be in every file. Without a week column the week is
/// the empty name; all files have the column, or none.
///
/// # Errors
///
/// Every problem of every file, in their order.
pub fn counts(
    inputs: &[Input],
    table: &PriceTable,
    wanted: &[Dimension],
) -> Result<Counts, Problems> {
    let mut tally = Tally {
        table,
        counts: Counts::default(),
        problems: Problems::default(),
    };
    let mut with_weeks = None;
    for input in inputs {
        let text = match input.text() {
            Ok(text) => text,
            Err(problem) => {
                tally.problems.push(problem);
                continue;
            }
        };
        match Layout::of(input, text, wanted) {
            Ok(layout) => {
                let has_weeks = layout
                    .others
                    .iter()
                    .any(|(dimension, _)| *dimension == Dimension::Week);
                let (first, expected) = *with_weeks.get_or_insert((&input.name, has_weeks));
                if expected != has_weeks {
                    let (with, without) = if has_weeks {
                        (&input.name, first)
                    } else {
                        (first, &input.name)
                    };
                    tally.problems.push(
                        Problem::new(format!(
                            "`{without}` has no column for the week, but `{with}` has one"
                        ))
                        .help("add the column, or leave it out of both and give `--weeks`"),
                    );
                }
                tally.file(&input.name, text, &layout);
            }
            Err(problems) => tally.problems.extend(problems),
        }
    }
    tally.problems.or(tally.counts.in_order())
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
        std::str::from_utf8(&self.cells[number])
            .unwrap_or_default()
            .trim()
    }

    fn place(&self, number: usize, expected: impl Into<String>) -> Place {
        let span = cell_span(&self.text[self.start..], self.delimiter, number);
        Place::of(
            self.file,
            self.text,
            self.start + span.start..self.start + span.end,
            expected,
        )
    }
}

impl Tally<'_> {
    fn file(&mut self, file: &str, text: &str, layout: &Layout) {
        let mut untold = Cell::default();
        for dimension in Dimension::ALL
            .into_iter()
            .filter(|&dimension| dimension != Dimension::Channel)
        {
            if layout.others.iter().all(|(read, _)| *read != dimension) {
                untold[dimension] = self.counts.id(dimension, "");
            }
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(layout.delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = 0;
        // Reading from memory with `flexible` on has no way to fail.
        for cells in reader.byte_records().map_while(Result::ok) {
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            rows += 1;
            let start = cells
                .position()
                .and_then(|position| usize::try_from(position.byte()).ok());
            let start = start.expect("a record from memory knows where it is");
            self.row(
                &Row {
                    file,
                    text,
                    start,
                    delimiter: layout.delimiter,
                    cells,
                },
                layout,
                untold,
            );
        }
        if rows == 0 {
            self.problems.push(
                Problem::new(format!("`{file}` has a header but no rows"))
                    .help("a count has a row for each unit, week and channel; a row with 0 says that none came"),
            );
        }
    }

    /// Adds a row to the cell that its columns fill in, or says everything that is wrong with it.
    fn row(&mut self, row: &Row, layout: &Layout, mut cell: Cell) {
        let width = row.cells.len();
        if width != layout.width {
            self.problems.push(
                Problem::new(format!(
                    "the row has {width} cells, the header has {}",
                    layout.width
                ))
                .at(row.place(width.min(layout.width), ""))
                .help("a cell that holds the delimiter needs quotes around it"),
            );
            return;
        }
        let mut sound = true;
        for &(dimension, column) in &layout.others {
            let name = match dimension {
                Dimension::Week => self.sound(week(row, column)).map(|week| week.to_string()),
                _ => Some(row.cell(column).to_owned()),
            };
            match name {
                Some(name) => cell[dimension] = self.counts.id(dimension, &name),
                None => sound = false,
            }
        }
        let channel = self.sound(channel(row, layout.channel, self.table));
        let counted = self.sound(count(row, layout.count));
        if let (Some(channel), Some(counted), true) = (channel, counted, sound) {
            cell[Dimension::Channel] = channel;
            self.counts.add(cell, counted);
        }
    }

    fn sound<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }
}

/// The position of a channel or left-out code in the price table.
fn channel(row: &Row, column: usize, table: &PriceTable) -> Result<usize, Problem> {
    let word = row.cell(column);
    table.find(word).ok_or_else(|| {
        let ids = table.channels().map(|(_, channel)| channel.id.as_str());
        let channels = format!("channels are {}", listed(ids, ", "));
        let what = match word {
            "" => "no channel in the row".to_owned(),
            word => format!("unknown channel `{word}`"),
        };
        Problem::new(what)
            .at(row.place(column, format!("not in price table `{}`", table.name)))
            .help(match did_you_mean(word, table.words()) {
                Some(near) => format!("did you mean `{near}`? {channels}"),
                None => channels,
            })
    })
}

/// The number of a calendar week.
fn week(row: &Row, column: usize) -> Result<u8, Problem> {
    let cell = row.cell(column);
    cell.parse()
        .ok()
        .filter(|week| (1..=53).contains(week))
        .ok_or_else(|| {
            let what = match cell {
                "" => "no week in the row".to_owned(),
                cell => format!("`{cell}` is not a week"),
            };
            Problem::new(what).at(row.place(column, "expected a number from 1 to 53"))
        })
}

/// A number of enquiries: `120`, or `1.234` with a dot every three digits.
fn count(row: &Row, column: usize) -> Result<u64, Problem> {
    let cell = row.cell(column);
    let (what, expected) = match whole_number(cell) {
        Some(count) if count < ABSURD => return Ok(count),
        Some(_) => (
            format!("count `{cell}` is absurd"),
            "expected less than a thousand million",
        ),
        None if cell.is_empty() => (
            "no count in the row".to_owned(),
            "expected a whole number; 0 if none came",
        ),
        None if cell
            .strip_prefix('-')
            .is_some_and(|rest| whole_number(rest).is_some()) =>
        {
            (
                format!("count `{cell}` is negative"),
                "enquiries are counted from 0",
            )
        }
        None => (
            format!("count `{cell}` is not a whole number"),
            "expected a whole number, such as `120` or `1.234`",
        ),
    };
    Err(Problem::new(what).at(row.place(column, expected)))
}

/// Digits, plain or with a dot before every three; too many of them are the largest number.
fn whole_number(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.split('.').collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || (matches!(first.len(), 1..=3) && !first.starts_with('0'));
    let sound = !first.is_empty()
        && grouped
        && rest.iter().all(|group| group.len() == 3)
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    sound.then(|| groups.concat().parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn a_dot_every_three_digits_is_grouping() {
        let read = ["120", "0", "007", "1.234", "12.345.678"].map(whole_number);
        assert_eq!(
            read,
            [Some(120), Some(0), Some(7), Some(1234), Some(12_345_678)]
        );
    }

    #[test]
    fn other_dots_and_signs_are_no_whole_number() {
        for text in [
            "", ".", "1.5", "1.23", "1.2345", "1234.567", "0.123", "1,5", "+3", "-3", "1 234",
            "abc", ".123",
        ] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }
}
