//! Records as they are written: the bytes of their cells, before anything is decoded.

use std::borrow::Cow;

use super::header::Layout;
use crate::model::counts::Dimension;

/// The cells of a plain record, as they are written.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) block: &'a [u8],
    pub(super) start: usize,
    pub(super) ends: &'a [u32],
}

impl<'a> Written<'a> {
    /// The bytes of one cell, or of several with what stands between them.
    fn cells(self, first: usize, last: usize) -> &'a [u8] {
        let from = first.checked_sub(1).map_or(self.start, |before| self.ends[before] as usize + 1);
        let cell = &self.block[from..self.ends[last] as usize];
        if last + 1 == self.ends.len() { cell.strip_suffix(b"\r").unwrap_or(cell) } else { cell }
    }

    pub(super) fn cell(self, number: usize) -> &'a [u8] {
        self.cells(number, number)
    }
}

impl Layout {
    /// The cells that say where a row belongs, as they are written. Side by side they are
    /// taken as they stand; of a date the time is left aside.
    pub(super) fn key_of<'k>(&self, key: &'k mut Vec<u8>, record: Written<'k>) -> &'k [u8] {
        if let Some((first, last)) = self.side_by_side {
            return record.cells(first, last);
        }
        key.clear();
        for &(dimension, column) in &self.keys {
            let mut cell = record.cell(column);
            if self.dated && dimension == Dimension::Week {
                let day = cell.iter().position(|byte| matches!(byte, b' ' | b'T'));
                cell = &cell[..day.unwrap_or(cell.len())];
            }
            key.extend_from_slice(cell);
            // Written cells have it within quotes alone.
            key.push(self.delimiter);
        }
        key
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
