//! Row: a record with what its cells mean, and what is wrong with them in words.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::dialect;
use super::header::Layout;
use super::lookup::{nearest_channel, with_channels};
use super::text::Encoding;
use super::week::{self, DateOrder};
use super::{aliases, number};
use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use crate::model::price_table::PriceTable;
use crate::scan::record::Record;
use crate::shell::pasteable;

/// A row of a chunk, with all that is needed to say where one of its cells is.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) layout: &'a Layout,
    pub(super) record: Record<'a>,
}

impl<'a> Row<'a> {
    /// The text of a cell, without spaces around it; empty if the row has fewer cells.
    pub(super) fn cell(&self, number: usize) -> Cow<'a, str> {
        dialect::text(self.record, number, self.layout.origin.encoding)
    }

    /// Whether a cell has nothing in it, or is not there.
    fn is_empty(&self, number: usize) -> bool {
        self.record.raw(number).is_empty() || self.cell(number).is_empty()
    }

    /// The place of a span in the bytes of its chunk.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        // Totals keep their place until the end of the file, so long lines are cut right away.
        let file = &self.layout.origin;
        file.encoding.place(&file.name, self.record.bytes, span).cut()
    }

    /// The place of a cell.
    pub(super) fn place_of(&self, cell: usize) -> Place {
        self.place(self.record.span(cell))
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
        let is_in_header =
            |cell: &usize| *cell < self.layout.origin.columns.len() && width >= expected;
        if let Some(cell) = self.unnamed().filter(is_in_header) {
            let problem = Code::CellWithoutHeading.problem().at(self.place_of(cell));
            return problem.with("it", shortened(&self.cell(cell)));
        }
        let problem = Code::WrongRowWidth.problem().with("cells", width);
        problem.with("width", expected).at(self.place_of(width.min(expected)))
    }

    /// The problem of a row that is no record: the header once more, or a text alone.
    pub(super) fn no_record(&self) -> Option<Diagnostic> {
        let headings = || self.layout.origin.columns.iter().map(|column| column.heading.as_str());
        let texts = || (0..self.record.width()).filter(|cell| !self.is_empty(*cell));
        if (0..).zip(headings()).all(|(cell, heading)| self.cell(cell) == heading) {
            return Some(Code::RepeatedHeader.problem().at(self.place_of(0)));
        }
        let cell = texts().next().filter(|_| texts().count() == 1 && self.layout.width > 1)?;
        let problem = Code::LoneText.problem().with("it", shortened(&self.cell(cell)));
        Some(problem.at(self.place_of(cell)))
    }

    /// The problem of a cell; an empty one has a code of its own.
    pub(super) fn cell_problem(&self, code: Code, cell: usize, table: &PriceTable) -> Diagnostic {
        let text = shortened(&self.cell(cell));
        let problem = match code {
            Code::InvalidWeek if aliases::is_empty(&text) => Code::MissingWeek.problem(),
            Code::InvalidDate if aliases::is_empty(&text) => Code::MissingDate.problem(),
            Code::UnknownChannel if aliases::is_empty(&text) => {
                with_channels(Code::MissingChannel.problem(), &text, table)
            }
            Code::UnknownChannel => {
                let map = |channel: &str| pasteable("--map", &format!("{text}={channel}"));
                let near = nearest_channel(&text, table);
                let problem = code.problem().with("map", map(near.unwrap_or("CHANNEL")));
                with_channels(problem.with("leave_out", map("-")), &text, table)
            }
            Code::InvalidCount => not_a_count(&text).problem(),
            Code::InvalidDate => self.invalid_date(&text),
            Code::InvalidTime => {
                code.problem().with_some("midnight", text.contains("24:00").then_some("24:00"))
            }
            Code::MixedEncodings => {
                let is_windows = self.layout.origin.encoding == Encoding::Windows1252;
                code.problem().with("encoding", if is_windows { "Windows-1252" } else { "UTF-8" })
            }
            Code::WrongRowTotal => code.problem().with("sum", self.sum()),
            _ => code.problem(),
        };
        problem.with("it", text).at(self.place_of(cell))
    }

    /// A date that would be sound with the month first, or last, names the way out.
    fn invalid_date(&self, text: &str) -> Diagnostic {
        let other = match self.layout.date_order {
            DateOrder::Day => (DateOrder::Month, "month"),
            DateOrder::Month => (DateOrder::Day, "day"),
        };
        let problem = Code::InvalidDate.problem();
        match week::of_date(text, other.0) {
            Some(_) => problem.with("order", other.1),
            None => problem,
        }
    }

    /// What the counts of the row add up to.
    fn sum(&self) -> u64 {
        let counts = self.layout.roles.counts.iter();
        counts.filter_map(|column| number::count(&self.cell(*column))).sum()
    }
}

fn not_a_count(cell: &str) -> Code {
    if let Some(code) = aliases::formula_problem(cell) {
        return code;
    }
    let negative = cell.strip_prefix('-').is_some_and(|rest| number::count(rest).is_some());
    match cell {
        nothing if aliases::is_empty(nothing) => Code::MissingCount,
        _ if number::count(cell).is_some() => Code::CountTooLarge,
        _ if negative => Code::NegativeCount,
        _ => Code::InvalidCount,
    }
}

/// Whether bytes are text in the encoding of their file. The Danish letters of Windows-1252,
/// one after the other, are never UTF-8.
pub(super) fn is_text(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Ascii => true,
        Encoding::Windows1252 => bytes.is_ascii() || std::str::from_utf8(bytes).is_err(),
        Encoding::Utf8 | Encoding::Utf16 | Encoding::Workbook => std::str::from_utf8(bytes).is_ok(),
    }
}
