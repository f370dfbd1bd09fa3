//! Records: where the cells of a record are, and what is in them.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memrchr};

use super::quotes::closing_quote;

/// The cells of a record, as they are written.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The bytes that the record is a part of.
    pub bytes: &'a [u8],
    /// Where it starts in them.
    pub start: usize,
    /// Where each of its cells ends: at the delimiter, CR or LF behind it, or with the bytes.
    pub ends: &'a [u32],
}

/// A quote that takes more into its cell than is meant, by its position in the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongQuote {
    /// It takes in all that follows.
    NeverCloses(usize),
    /// It closes on another line and in the middle of a cell, as two quotes do that belong to nothing.
    ClosesOnAnotherLine(usize),
}

impl<'a> Record<'a> {
    /// How many cells it has.
    #[inline]
    pub fn width(self) -> usize {
        self.ends.len()
    }

    /// Where it ends, before its line end.
    pub fn end(self) -> usize {
        self.ends[self.width() - 1] as usize
    }

    #[inline]
    fn start_of(self, cell: usize) -> usize {
        cell.checked_sub(1).map_or(self.start, |before| self.ends[before] as usize + 1)
    }

    /// Where some cells are, with the delimiters between them.
    #[inline]
    pub(super) fn span_of(self, first: usize, last: usize) -> Range<usize> {
        self.start_of(first)..self.ends[last] as usize
    }

    /// Where a cell is; the end of the record if it has fewer cells.
    #[inline]
    pub fn span(self, cell: usize) -> Range<usize> {
        if cell < self.width() { self.span_of(cell, cell) } else { self.end()..self.end() }
    }

    /// The bytes from the start of a cell on, with all that follows in the file.
    #[inline]
    pub fn bytes_from(self, cell: usize) -> &'a [u8] {
        &self.bytes[self.start_of(cell)..]
    }

    /// A cell as it is written, quotes included; empty if the record has fewer cells.
    #[inline]
    pub fn raw(self, cell: usize) -> &'a [u8] {
        &self.bytes[self.span(cell)]
    }

    /// What is in a cell; nothing if the record has fewer cells.
    pub fn cell(self, cell: usize) -> Cow<'a, [u8]> {
        unescape(self.raw(cell))
    }

    /// The position of its first NUL byte, which no text has.
    pub fn nul(self) -> Option<usize> {
        memchr(0, &self.bytes[self.start..self.end()]).map(|at| self.start + at)
    }

    /// Its first wrong quote, if there is one. A quote within a cell that has none at its start
    /// is just a quote.
    pub fn wrong_quote(self) -> Option<WrongQuote> {
        let quoted = |cell: usize| {
            let raw = self.raw(cell);
            raw.starts_with(b"\"").then(|| (raw, closing_quote(raw, 1)))
        };
        // Only the last cell can be open: all that follows is in it.
        let last = self.width() - 1;
        if let Some((raw, None)) = quoted(last) {
            let at = memrchr(b'"', raw).unwrap_or(0);
            return Some(WrongQuote::NeverCloses(self.start_of(last) + at));
        }
        let is_stray = |cell: &usize| match quoted(*cell) {
            Some((raw, Some(closed))) => {
                closed + 1 < raw.len() && memchr2(b'\n', b'\r', &raw[..closed]).is_some()
            }
            _ => false,
        };
        let stray = (0..self.width()).find(is_stray)?;
        Some(WrongQuote::ClosesOnAnotherLine(self.start_of(stray)))
    }
}

/// A cell without the quotes around it, as the csv crate reads it.
fn unescape(cell: &[u8]) -> Cow<'_, [u8]> {
    let [b'"', quoted @ ..] = cell else { return cell.into() };
    let closed = closing_quote(quoted, 0).unwrap_or(quoted.len());
    let (inner, behind) = (&quoted[..closed], quoted.get(closed + 1..).unwrap_or_default());
    if behind.is_empty() && !inner.contains(&b'"') {
        return inner.into();
    }
    let mut after_quote = false;
    let is_kept = |byte: &&u8| {
        after_quote = **byte == b'"' && !after_quote;
        !after_quote
    };
    inner.iter().filter(is_kept).chain(behind).copied().collect()
}

/// How many bytes of line ends some bytes start with: the blank lines before a record.
pub fn line_ends_before(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len())
}

/// All records of some bytes, however they are quoted and their lines end: the same as the csv
/// crate finds. Blank lines are left out.
pub struct Records<'a> {
    delimiter: u8,
    bytes: &'a [u8],
    at: usize,
    ends: Vec<u32>,
}

impl<'a> Records<'a> {
    /// The records from a position on.
    pub fn from(bytes: &'a [u8], at: usize, delimiter: u8) -> Self {
        Self { delimiter, bytes, at, ends: Vec::new() }
    }

    /// The next record.
    ///
    /// # Panics
    ///
    /// If there are 4 GiB of bytes or more.
    pub fn next_record(&mut self) -> Option<Record<'_>> {
        let bytes = self.bytes;
        let start = self.at + line_ends_before(&bytes[self.at..]);
        if start == bytes.len() {
            return None;
        }
        self.ends.clear();
        self.at = start;
        loop {
            // A quote that is not the first byte of its cell is just a quote.
            let is_quoted = bytes.get(self.at) == Some(&b'"');
            let closed = is_quoted.then(|| closing_quote(bytes, self.at + 1));
            let inside = closed.map_or(self.at, |closed| closed.unwrap_or(bytes.len()));
            let end = memchr3(self.delimiter, b'\n', b'\r', &bytes[inside..]);
            let end = end.map_or(bytes.len(), |end| inside + end);
            self.ends.push(u32::try_from(end).expect("a chunk is small"));
            self.at = bytes.len().min(end + 1);
            if bytes.get(end) != Some(&self.delimiter) {
                return Some(Record { bytes, start, ends: &self.ends });
            }
        }
    }
}
