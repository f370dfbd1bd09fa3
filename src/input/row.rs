//! Faults: what is wrong with a row, in words and with its place.

use std::borrow::Cow;
use std::ops::Range;

use csv::ByteRecord;

use super::cells::{Cells, NUL};
use super::diagnostic::{Diagnostic, Place};
use super::header::Layout;
use super::text::Encoding;
use super::{aliases, channels_like, number};
use crate::model::price_table::PriceTable;

/// How much of a cell a message repeats, in characters.
const LONGEST: usize = 60;

/// A row of a block, with all that is needed to tell where one of its cells is.
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a [u8],
    pub(super) start: usize,
    pub(super) layout: &'a Layout,
    pub(super) cells: &'a ByteRecord,
}

impl Row<'_> {
    pub(super) fn cell(&self, number: usize) -> Cow<'_, str> {
        // Spaces that do not break are spaces too, and stand where a web page was copied.
        match self.layout.encoding.decode(self.cells[number].trim_ascii()) {
            Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
            Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
        }
    }

    /// Whether a cell has nothing in it, or is not there.
    fn is_empty(&self, number: usize) -> bool {
        self.cells.get(number).is_none_or(<[u8]>::is_empty) || self.cell(number).is_empty()
    }

    pub(super) fn record(&self) -> Cells {
        Cells::of(&self.text[self.start..], self.layout.delimiter)
    }

    /// The place of a span of it; a total keeps it for later, so of a long line what is near.
    pub(super) fn place(&self, span: Range<usize>, expected: &str) -> Place {
        let span = self.start + span.start..self.start + span.end;
        let decode = |bytes| self.layout.encoding.decode(bytes);
        Place::in_bytes(self.file, self.text, span, expected, decode).cut()
    }

    /// Whether nothing is in it.
    pub(super) fn is_blank(&self) -> bool {
        (0..self.cells.len()).all(|cell| self.is_empty(cell))
    }

    /// Whether it has the cells of the header; nameless ones are empty, and may be missing at the end.
    pub(super) fn has_width(&self) -> bool {
        self.cells.len() >= self.layout.width && self.unnamed().is_none()
    }

    /// A cell that holds something that no heading tells the meaning of.
    fn unnamed(&self) -> Option<usize> {
        let behind = self.layout.width..self.cells.len();
        self.layout.nameless.iter().copied().chain(behind).find(|cell| !self.is_empty(*cell))
    }

    pub(super) fn width_problem(&self) -> Diagnostic {
        let (width, expected) = (self.cells.len(), self.layout.width);
        let within = |cell: &usize| *cell < self.layout.cells && width >= expected;
        if let Some(cell) = self.unnamed().filter(within) {
            let what = format!("`{}` stands under no heading", shortened(&self.cell(cell)));
            return Diagnostic::new(what)
                .at(self.place(self.record().span(cell), ""))
                .help("give its column a heading, or delete the column");
        }
        let cells = if width == 1 { "cell" } else { "cells" };
        let place = self.record().span(width.min(expected));
        Diagnostic::new(format!("the row has {width} {cells}, the header has {expected}"))
            .at(self.place(place, ""))
            .help("a cell that holds the delimiter needs quotes around it")
    }
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellError {
    Nul,
    Letters,
    Week,
    Date,
    Channel,
    Count,
    Total(u64),
    AlmostTotal,
}

impl CellError {
    /// The fault in words, with its place.
    pub(super) fn problem(self, row: &Row, column: usize, table: &PriceTable) -> Diagnostic {
        let cell = shortened(&row.cell(column));
        let is_nothing = aliases::is_empty(&cell);
        let (what, expected) = match self {
            Self::Nul => (NUL[0].to_owned(), "no text has one"),
            Self::Letters if row.layout.encoding == Encoding::Windows1252 => (
                format!("`{cell}` is UTF-8, but the start of the file is Windows-1252"),
                "not Windows-1252",
            ),
            Self::Letters => {
                (format!("`{cell}` is not UTF-8, as the start of the file is"), "not UTF-8")
            }
            Self::Week if is_nothing => {
                ("no week in the row".to_owned(), "expected a number from 1 to 53")
            }
            Self::Week => (format!("`{cell}` is not a week"), "expected a number from 1 to 53"),
            Self::Date if is_nothing => {
                ("no date in the row".to_owned(), "expected `DD-MM-YYYY` or `YYYY-MM-DD`")
            }
            Self::Date => (format!("`{cell}` is no date"), "expected `DD-MM-YYYY` or `YYYY-MM-DD`"),
            Self::Channel if is_nothing => ("no channel in the row".to_owned(), ""),
            Self::Channel => (format!("unknown channel `{cell}`"), ""),
            Self::Count => not_a_count(&cell),
            Self::Total(sum) => {
                (format!("the total is {cell}, but the row adds up to {sum}"), "expected the sum")
            }
            Self::AlmostTotal => (format!("`{cell}` looks like the total of other rows"), ""),
        };
        let span = row.record().span(column);
        let problem = Diagnostic::new(what);
        match self {
            Self::Channel => {
                let expected = format!("not in price table `{}`", table.name);
                let mut help = channels_like(&cell, table);
                if !is_nothing {
                    help = format!("{help}; {}", settled(&cell));
                }
                problem.at(row.place(span, &expected)).help(help)
            }
            Self::AlmostTotal => {
                let help = "if it is, delete the row: totals are not needed; if it is not, call it otherwise";
                problem.at(row.place(span, expected)).help(help)
            }
            Self::Nul => problem.at(row.place(span, expected)).help(NUL[1]),
            Self::Letters => {
                let help = "two files were put together; save both as `CSV UTF-8` before that";
                problem.at(row.place(span, expected)).help(help)
            }
            _ => problem.at(row.place(span, expected)),
        }
    }
}

/// How a code is settled from the command line.
pub(super) fn settled(code: &str) -> String {
    let code = typed(code);
    format!("`--map {code}=CHANNEL` settles it, `--map {code}=-` leaves it out")
}

/// A code as it is typed in a shell.
pub(super) fn typed(code: &str) -> String {
    if code.contains(char::is_whitespace) { format!("'{code}'") } else { code.to_owned() }
}

fn not_a_count(cell: &str) -> (String, &'static str) {
    let negative = cell.strip_prefix('-').is_some_and(|rest| number::count(rest).is_some());
    match cell {
        nothing if aliases::is_empty(nothing) => {
            ("no count in the row".to_owned(), "expected a whole number; 0 if none came")
        }
        _ if number::count(cell).is_some() => {
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

/// Whether bytes are letters in the encoding of their file.
/// In Windows-1252 none of those that Danish has make a letter of UTF-8.
pub(super) fn is_text(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Ascii => true,
        Encoding::Windows1252 => bytes.is_ascii() || std::str::from_utf8(bytes).is_err(),
        Encoding::Utf8 | Encoding::Utf16 => std::str::from_utf8(bytes).is_ok(),
    }
}
