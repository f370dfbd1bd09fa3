//! Records as they are written: the bytes of their cells, before anything is decoded.

use std::borrow::Cow;
use std::ops::Range;

use super::header::Layout;
use super::week;
use crate::model::counts::Dimension;

/// The cells of a plain record, as they are written.
#[derive(Clone, Copy)]
pub(super) struct RawRecord<'a> {
    pub(super) block: &'a [u8],
    pub(super) start: usize,
    pub(super) ends: &'a [u32],
}

impl<'a> RawRecord<'a> {
    fn start_of(self, cell: usize) -> usize {
        cell.checked_sub(1).map_or(self.start, |before| self.ends[before] as usize + 1)
    }

    /// Where one cell is, or several with what stands between them.
    fn span(self, first: usize, last: usize) -> Range<usize> {
        let from = self.start_of(first);
        let end = self.ends[last] as usize;
        let is_cr = last + 1 == self.ends.len() && end > from && self.block[end - 1] == b'\r';
        from..end - usize::from(is_cr)
    }

    /// The bytes from the start of a cell on, with all that comes behind it.
    pub(super) fn from(self, cell: usize) -> &'a [u8] {
        &self.block[self.start_of(cell)..]
    }

    pub(super) fn cell(self, number: usize) -> &'a [u8] {
        &self.block[self.span(number, number)]
    }
}

/// The cells that say where a row belongs, as they are written.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    /// The bytes from its start on, with whatever comes behind it.
    pub(super) start: &'a [u8],
    /// How many of them are its own.
    pub(super) len: usize,
}

impl<'a> Key<'a> {
    pub(super) fn bytes(self) -> &'a [u8] {
        &self.start[..self.len]
    }
}

impl Layout {
    /// The bytes of a cell that tell where its row belongs: all but the time of a date.
    pub(super) fn telling<'c>(&self, dimension: Dimension, cell: &'c [u8]) -> &'c [u8] {
        if self.dated && dimension == Dimension::Week { week::day(cell) } else { cell }
    }

    /// The key of a row. Cells side by side are taken as they stand; of a date the time is
    /// left aside. `key` is room for the others.
    pub(super) fn key_of<'k>(&self, key: &'k mut Vec<u8>, record: RawRecord<'k>) -> Key<'k> {
        if let Some((first, last)) = self.side_by_side {
            let span = record.span(first, last);
            return Key { start: &record.block[span.start..], len: span.len() };
        }
        key.clear();
        for &(dimension, column) in &self.keys {
            key.extend_from_slice(self.telling(dimension, record.cell(column)));
            // RawRecord cells have it within quotes alone.
            key.push(self.delimiter);
        }
        Key { start: key, len: key.len() }
    }
}

/// A cell of a plain record without the quotes around it.
pub(super) fn unescape(cell: &[u8]) -> Cow<'_, [u8]> {
    match cell {
        [b'"', inner @ .., b'"'] if inner.contains(&b'"') => {
            let mut after_quote = false;
            let keep = |byte: &&u8| {
                after_quote = **byte == b'"' && !after_quote;
                !after_quote
            };
            inner.iter().filter(keep).copied().collect::<Vec<_>>().into()
        }
        [b'"', inner @ .., b'"'] => inner.into(),
        cell => cell.into(),
    }
}
