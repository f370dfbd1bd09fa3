//! The header: which column is what, and so how rows are read.

use std::ops::Range;

use super::cells::{self, Cells};
use super::code::Code;
use super::columns::Reading;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::headings::meaning;
use super::text::Encoding;
use crate::model::counts::Dimension;
use crate::model::origin::{Column, Meaning, Shape};
use crate::model::price_table::PriceTable;

/// The start of a file.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The file as the user named it.
    pub file: &'a str,
    /// Its first bytes.
    pub bytes: &'a [u8],
    /// How they stand for letters.
    pub encoding: Encoding,
}

impl Head<'_> {
    /// A place in it.
    pub(super) fn place(&self, span: Range<usize>, expected: &str) -> Place {
        Place::in_bytes(self.file, self.bytes, span, expected, |bytes| self.encoding.decode(bytes))
    }
}

/// The dimensions that are asked for, besides those that are always read.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Those that every file must have.
    pub needed: &'a [Dimension],
    /// Whether all others are read too in the files that have them.
    pub all: bool,
    /// Whether a part of the counts will be asked for, so that it must be known how many rows of
    /// each file lie in it.
    pub filtered: bool,
}

impl<'a> From<&'a [Dimension]> for Wanted<'a> {
    fn from(needed: &'a [Dimension]) -> Self {
        Self { needed, all: false, filtered: false }
    }
}

impl<'a, const N: usize> From<&'a [Dimension; N]> for Wanted<'a> {
    fn from(needed: &'a [Dimension; N]) -> Self {
        Self { needed, all: false, filtered: false }
    }
}

/// How the rows of a file are to be read.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What stands between cells.
    pub delimiter: u8,
    /// How bytes stand for letters.
    pub encoding: Encoding,
    /// Where the header ends, in bytes from the start of the text.
    pub end: usize,
    /// Cells in the header.
    pub cells: usize,
    /// Cells in a row; those of the header without nameless ones at its end.
    pub width: usize,
    /// The columns without a heading that must be empty: those at the end, and in a wide table all.
    pub nameless: Vec<usize>,
    /// What a row stands for.
    pub shape: Shape,
    /// Whether it must be known where each row belongs.
    pub filtered: bool,
    /// The columns that say where a row belongs, each with its dimension, from left to right.
    pub keys: Vec<(Dimension, usize)>,
    /// The first and the last of them, where nothing else stands between and none is a date.
    pub side_by_side: Option<(usize, usize)>,
    /// Whether the week is told by a date.
    pub dated: bool,
    /// The columns with counts, with the channel where the heading says it. None: each row is one enquiry.
    pub counts: Vec<(usize, Option<usize>)>,
    /// The columns with the sum of a row.
    pub totals: Vec<usize>,
    /// The other columns in which a row with a count may say that it is a total; none for single enquiries.
    pub others: Vec<usize>,
    /// All columns and what was understood of them.
    pub columns: Vec<Column>,
}

impl Layout {
    /// Reads the header of a file. Columns for `wanted` dimensions must be there,
    /// besides channel and count; columns nobody asks for are ignored.
    ///
    /// # Errors
    ///
    /// A column that is needed and not there, or that is there twice.
    pub fn of(head: Head, table: &PriceTable, wanted: Wanted) -> Result<Self, Diagnostics> {
        if head.bytes.trim_ascii().is_empty() {
            return Err(Diagnostic::new(Code::EmptyFile, format!("`{}` is empty", head.file))
                .help(
                    "the first line of a count names its columns, such as `enhed;uge;kanal;antal`",
                )
                .into());
        }
        let (start, told) = cells::start(head.bytes);
        let bytes = &head.bytes[start..];
        let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let is_known = |cell: &str| meaning(cell, table) != Meaning::None;
        let delimiter =
            told.unwrap_or_else(|| cells::delimiter(&head.encoding.decode(line), is_known));
        let record = Cells::of(bytes, delimiter);
        if let Some((problem, span)) = cells::broken(bytes, &record, delimiter) {
            return Err(problem.at(head.place(start + span.start..start + span.end, "")).into());
        }
        let headings = record.texts(bytes, head.encoding);
        let columns: Vec<Column> = headings
            .into_iter()
            .map(|heading| Column { meaning: meaning(&heading, table), heading })
            .collect();
        let reading = Reading {
            head,
            start,
            line: line.len(),
            record,
            delimiter,
            columns,
            problems: Diagnostics::default(),
        };
        reading.layout(table, wanted)
    }

    /// The columns with names that say where a row belongs.
    pub fn named(&self) -> impl Iterator<Item = usize> {
        let named = self.keys.iter().filter(|(one, _)| Dimension::NAMED.contains(one));
        named.map(|(_, column)| *column)
    }

    /// The column that tells where a row belongs in a dimension, if it is read.
    pub fn key(&self, dimension: Dimension) -> Option<usize> {
        let found = self.keys.iter().find(|(read, _)| *read == dimension);
        found.map(|(_, column)| *column)
    }
}
