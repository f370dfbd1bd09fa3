//! Row: a record with what its cells mean, and what is wrong with them in words.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::dialect::NUL;
use super::header::Layout;
use super::lookup::suggest_channel;
use super::text::Encoding;
use super::{aliases, number};
use crate::model::price_table::PriceTable;
use crate::scan::record::Record;

/// How much of a cell a message repeats, in characters.
const LONGEST: usize = 60;

/// A row of a chunk, with all that is needed to say where one of its cells is.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) file: &'a str,
    pub(super) layout: &'a Layout,
    pub(super) record: Record<'a>,
}

impl<'a> Row<'a> {
    /// The text of a cell, without spaces around it; empty if the row has fewer cells.
    pub(super) fn cell(&self, number: usize) -> Cow<'a, str> {
        let encoding = self.layout.encoding;
        // Spaces that do not break are spaces too, and stand where a web page was copied.
        match self.record.cell(number) {
            Cow::Borrowed(bytes) => match encoding.decode(bytes.trim_ascii()) {
                Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
                Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
            },
            Cow::Owned(bytes) => Cow::Owned(encoding.decode(&bytes).trim().to_owned()),
        }
    }

    /// Whether a cell has nothing in it, or is not there.
    fn is_empty(&self, number: usize) -> bool {
        self.record.raw(number).is_empty() || self.cell(number).is_empty()
    }

    /// The place of a span in the bytes of its chunk.
    pub(super) fn place(&self, span: Range<usize>, expected: &str) -> Place {
        let decode = |bytes| self.layout.encoding.decode(bytes);
        // Totals keep their place until the end of the file, so long lines are cut right away.
        Place::in_bytes(self.file, self.record.bytes, span, expected, decode).cut()
    }

    /// The place of a cell.
    pub(super) fn place_of(&self, cell: usize, expected: &str) -> Place {
        self.place(self.record.span(cell), expected)
    }

    /// Whether nothing is in it.
    pub(super) fn is_blank(&self) -> bool {
        (0..self.record.width()).all(|cell| self.is_empty(cell))
    }

    /// The first cell with a NUL byte.
    pub(super) fn nul(&self) -> Option<usize> {
        self.record.nul()?;
        (0..self.record.width()).find(|cell| memchr(0, self.record.raw(*cell)).is_some())
    }

    /// Whether it has the cells of the header; nameless ones are empty, and may be missing at the end.
    pub(super) fn has_width(&self) -> bool {
        self.record.width() >= self.layout.width && self.unnamed().is_none()
    }

    /// A cell that holds something under no heading.
    fn unnamed(&self) -> Option<usize> {
        let behind = self.layout.width..self.record.width();
        self.layout.nameless.iter().copied().chain(behind).find(|cell| !self.is_empty(*cell))
    }

    pub(super) fn width_problem(&self) -> Diagnostic {
        let (width, expected) = (self.record.width(), self.layout.width);
        let is_in_header = |cell: &usize| *cell < self.layout.columns.len() && width >= expected;
        if let Some(cell) = self.unnamed().filter(is_in_header) {
            let what = format!("`{}` stands under no heading", shortened(&self.cell(cell)));
            return Diagnostic::new(Code::CellWithoutHeading, what)
                .at(self.place_of(cell, ""))
                .help("give its column a heading, or delete the column");
        }
        let cells = if width == 1 { "cell" } else { "cells" };
        Diagnostic::new(
            Code::WrongRowWidth,
            format!("the row has {width} {cells}, the header has {expected}"),
        )
        .at(self.place_of(width.min(expected), ""))
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
    /// The error in words, with its place.
    pub(super) fn problem(self, row: &Row, column: usize, table: &PriceTable) -> Diagnostic {
        let cell = shortened(&row.cell(column));
        let is_nothing = aliases::is_empty(&cell);
        let not_in_table = format!("not in price table `{}`", table.name);
        let (code, what, expected) = match self {
            Self::Nul => (Code::NulByte, NUL[0].to_owned(), "no text has one"),
            Self::Letters if row.layout.encoding == Encoding::Windows1252 => (
                Code::WrongEncoding,
                format!("`{cell}` is UTF-8, but the start of the file is Windows-1252"),
                "not Windows-1252",
            ),
            Self::Letters => (
                Code::WrongEncoding,
                format!("`{cell}` is not UTF-8, as the start of the file is"),
                "not UTF-8",
            ),
            Self::Week if is_nothing => (
                Code::MissingWeek,
                "no week in the row".to_owned(),
                "expected a number from 1 to 53",
            ),
            Self::Week => (
                Code::InvalidWeek,
                format!("`{cell}` is not a week"),
                "expected a number from 1 to 53",
            ),
            Self::Date if is_nothing => (
                Code::MissingDate,
                "no date in the row".to_owned(),
                "expected `DD-MM-YYYY` or `YYYY-MM-DD`",
            ),
            Self::Date => (
                Code::InvalidDate,
                format!("`{cell}` is no date"),
                "expected `DD-MM-YYYY` or `YYYY-MM-DD`",
            ),
            Self::Channel if is_nothing => {
                (Code::MissingChannel, "no channel in the row".to_owned(), &*not_in_table)
            }
            Self::Channel => {
                (Code::UnknownChannel, format!("unknown channel `{cell}`"), &*not_in_table)
            }
            Self::Count => not_a_count(&cell),
            Self::Total(sum) => (
                Code::WrongRowTotal,
                format!("the total is {cell}, but the row adds up to {sum}"),
                "expected the sum",
            ),
            Self::AlmostTotal => {
                (Code::LikelyTotal, format!("`{cell}` looks like the total of other rows"), "")
            }
        };
        let problem = Diagnostic::new(code, what).at(row.place_of(column, expected));
        match self {
            Self::Channel if is_nothing => problem.help(suggest_channel(&cell, table)),
            Self::Channel => {
                problem.help(format!("{}; {}", suggest_channel(&cell, table), map_help(&cell)))
            }
            Self::AlmostTotal => problem.help(
                "if it is, delete the row: totals are not needed; if it is not, call it otherwise",
            ),
            Self::Nul => problem.help(NUL[1]),
            Self::Letters => {
                problem.help("two files were put together; save both as `CSV UTF-8` before that")
            }
            _ => problem,
        }
    }
}

/// How to give a code a meaning from the command line.
pub(super) fn map_help(code: &str) -> String {
    let code = quoted_for_shell(code);
    format!("`--map {code}=CHANNEL` settles it, `--map {code}=-` leaves it out")
}

/// A code as it is typed in a shell.
pub(super) fn quoted_for_shell(code: &str) -> String {
    if code.contains(char::is_whitespace) { format!("'{code}'") } else { code.to_owned() }
}

fn not_a_count(cell: &str) -> (Code, String, &'static str) {
    let negative = cell.strip_prefix('-').is_some_and(|rest| number::count(rest).is_some());
    match cell {
        nothing if aliases::is_empty(nothing) => (
            Code::MissingCount,
            "no count in the row".to_owned(),
            "expected a whole number; 0 if none came",
        ),
        _ if number::count(cell).is_some() => (
            Code::CountTooLarge,
            format!("count `{cell}` is absurd"),
            "expected less than a thousand million",
        ),
        _ if negative => (
            Code::NegativeCount,
            format!("count `{cell}` is negative"),
            "enquiries are counted from 0",
        ),
        _ => (
            Code::InvalidCount,
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

/// Whether bytes are text in the encoding of their file. The Danish letters of Windows-1252,
/// one after the other, are never UTF-8.
pub(super) fn is_text(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Ascii => true,
        Encoding::Windows1252 => bytes.is_ascii() || std::str::from_utf8(bytes).is_err(),
        Encoding::Utf8 | Encoding::Utf16 => std::str::from_utf8(bytes).is_ok(),
    }
}
