//! Records as they are written: the bytes of their cells, before anything is decoded.

use std::borrow::Cow;
use std::ops::Range;

/// The cells of a plain record, as they are written.
#[derive(Clone, Copy)]
pub struct RawRecord<'a> {
    pub block: &'a [u8],
    pub start: usize,
    pub ends: &'a [u32],
}

impl<'a> RawRecord<'a> {
    fn start_of(self, cell: usize) -> usize {
        cell.checked_sub(1).map_or(self.start, |before| self.ends[before] as usize + 1)
    }

    /// Where one cell is, or several with what stands between them.
    pub fn span(self, first: usize, last: usize) -> Range<usize> {
        let from = self.start_of(first);
        let end = self.ends[last] as usize;
        let is_cr = last + 1 == self.ends.len() && end > from && self.block[end - 1] == b'\r';
        from..end - usize::from(is_cr)
    }

    /// The bytes from the start of a cell on, with all that comes behind it.
    pub fn from(self, cell: usize) -> &'a [u8] {
        &self.block[self.start_of(cell)..]
    }

    pub fn cell(self, number: usize) -> &'a [u8] {
        &self.block[self.span(number, number)]
    }
}

/// A cell of a plain record without the quotes around it.
pub fn unescape(cell: &[u8]) -> Cow<'_, [u8]> {
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
