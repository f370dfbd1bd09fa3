//! Splitting: where the cells of plain records end, found in 64 bytes at a time, in one pass over
//! a chunk, and with the best instructions that the processor has.
//!
//! A chunk is plain if every quote in it stands around a whole cell, every line ends with LF or
//! CR LF, so that all readers of CSV find the same cells, and no byte is NUL. All else is for
//! [`Records`](super::record::Records). When this was chosen, the whole command with simd-csv in
//! its place took 1.38 times as long on a table of 1 GB, and 1.18 times on an export of KOMHEN.

#![expect(clippy::inline_always, reason = "what is compiled for each level must be inlined")]

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, u8x64};

use super::quotes::line_feeds;

/// Bytes that are looked at together, with one bit of a mask for each.
const LANE: usize = 64;
const LANE_BITS: u32 = u64::BITS;

/// Where the cells of a chunk end, and whether they can be trusted.
#[derive(Debug, Default)]
pub struct CellEnds {
    /// The ends, in bytes from the start of the chunk. Only the first `found` are valid.
    ends: Vec<u32>,
    found: usize,
    /// How many LF there are, also within quotes.
    lines: usize,
    is_plain: bool,
    before: Before,
}

/// The state at the end of the lane before. Of `may_open`, `closed` and `returned` only the lowest
/// bit is used: it is about the first byte of this lane.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// All bits if they end within quotes, else none.
    quoted: u64,
    /// Whether a quote may open there.
    may_open: u64,
    /// Whether a quote closed right before.
    closed: u64,
    /// Whether CR stands right before.
    returned: u64,
}

impl Before {
    /// Whether the next lane needs `special_ends` even without a quote, CR or NUL in it.
    fn is_special(self) -> bool {
        (self.quoted | self.closed | self.returned) != 0
    }
}

impl Default for Before {
    fn default() -> Self {
        Self { quoted: 0, may_open: 1, closed: 0, returned: 0 }
    }
}

impl CellEnds {
    /// Finds the ends in a chunk. The memory of the last one is used again.
    ///
    /// # Panics
    ///
    /// If the chunk has 4 GiB or more.
    pub fn find(&mut self, chunk: &[u8], delimiter: u8) {
        self.find_on(Level::new(), chunk, delimiter);
    }

    /// The same as [`find`](Self::find) with the instructions of a level, so that levels can be
    /// compared.
    pub fn find_on(&mut self, level: Level, chunk: &[u8], delimiter: u8) {
        self.find_any(level, chunk, delimiter);
        self.is_plain &= self.before.quoted == 0 && chunk.last() != Some(&b'\r');
        if !matches!(chunk.last(), None | Some(b'\n')) {
            self.ends[self.found] = u32::try_from(chunk.len()).expect("a chunk is small");
            self.found += 1;
        }
    }

    /// Finds the ends in the whole records at the start of some bytes, and says where the next record
    /// starts. `None` if no record is whole, or the bytes are not plain.
    pub(super) fn find_whole(&mut self, bytes: &[u8], delimiter: u8) -> Option<usize> {
        self.find_any(Level::new(), bytes, delimiter);
        let line_end = |end: &u32| match bytes[*end as usize..] {
            [b'\n', ..] => Some(1),
            [b'\r', b'\n', ..] => Some(2),
            _ => None,
        };
        let found = &self.ends[..self.found];
        let last = found.iter().rposition(|end| line_end(end).is_some());
        let last = last.filter(|_| self.is_plain)?;
        let end = found[last];
        self.found = last + 1;
        let end = end as usize + line_end(&end)?;
        self.lines -= line_feeds(&bytes[end..]);
        Some(end)
    }

    fn find_any(&mut self, level: Level, chunk: &[u8], delimiter: u8) {
        assert!(u32::try_from(chunk.len()).is_ok(), "a chunk is small");
        *self = Self { ends: std::mem::take(&mut self.ends), is_plain: true, ..Self::default() };
        // Each byte may end a cell, and a lane is written as a whole.
        self.ends.resize(self.ends.len().max(chunk.len() + LANE), 0);
        dispatch!(level, simd => self.lanes(simd, chunk, delimiter));
    }

    /// Finds the ends lane by lane. This is compiled for each level, with all that it calls.
    #[inline(always)]
    fn lanes<S: Simd>(&mut self, simd: S, chunk: &[u8], delimiter: u8) {
        let (lanes, rest) = chunk.as_chunks::<LANE>();
        let mut start = 0;
        for bytes in lanes {
            self.lane(Bytes::load(simd, bytes), u64::MAX, start, delimiter);
            start += LANE_BITS;
        }
        // What fills the last lane is not looked at, and is not NUL.
        let mut last = [b'.'; LANE];
        last[..rest.len()].copy_from_slice(rest);
        self.lane(Bytes::load(simd, &last), (1 << rest.len()) - 1, start, delimiter);
    }

    /// The ends of the cells of each record in the plain chunk that was looked at last: the
    /// delimiter, CR or LF behind them, or the end of the chunk. Records come fastest where each has
    /// `cells`.
    ///
    /// # Panics
    ///
    /// If `cells` is 0.
    pub fn of_records<'a>(
        &'a self,
        chunk: &'a [u8],
        cells: usize,
    ) -> impl Iterator<Item = &'a [u32]> {
        let found = &self.ends[..self.found];
        let ends_record =
            |end: &u32| chunk.get(*end as usize).is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
        let records = self.lines + usize::from(!chunk.ends_with(b"\n"));
        // There are at most `records` records. If every `cells`-th end is the end of a record, then
        // all records have `cells` cells.
        let is_even = found.len() == records * cells
            && found.iter().skip(cells - 1).step_by(cells).all(ends_record);
        let (even, uneven) = if is_even { (found, &[][..]) } else { (&[][..], found) };
        even.chunks_exact(cells).chain(uneven.split_inclusive(ends_record))
    }

    /// How many lines of a plain chunk end, also within quotes.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// Whether all readers of CSV find the same cells, and none has a NUL byte, which is no text.
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Finds the ends in the bytes of a lane for which `valid` has a bit.
    #[inline(always)]
    fn lane<S: Simd>(&mut self, bytes: Bytes<S>, valid: u64, start: u32, delimiter: u8) {
        let feeds = bytes.any_of([b'\n']);
        self.lines += feeds.count_ones() as usize;
        let separators = (bytes.any_of([delimiter]) | feeds) & valid;
        if bytes.any_of([b'"', b'\r', 0]) != 0 || self.before.is_special() {
            let ends = self.special_ends(bytes, valid, separators, feeds);
            self.push(ends, start);
        } else {
            self.before.may_open = last(separators);
            self.push(separators, start);
        }
    }

    /// The ends in a lane with quotes, CR or NUL, or behind one. Finds out whether it is plain.
    #[inline(always)]
    fn special_ends<S: Simd>(
        &mut self,
        bytes: Bytes<S>,
        valid: u64,
        separators: u64,
        feeds: u64,
    ) -> u64 {
        let [quotes, returns] = [bytes.any_of([b'"']), bytes.any_of([b'\r'])];
        let before = self.before;
        // All bytes from an opening quote up to its closing quote, that one excluded, are in a cell.
        let within =
            if quotes == 0 { before.quoted } else { up_to_each_bit(quotes) ^ before.quoted };
        let separators = separators | returns;
        let closing = quotes & !within;
        // Right behind a closing quote an opening one makes the two a quote within the cell.
        let may_open = (separators | closing) << 1 | before.may_open;
        let closed = closing << 1 | before.closed;
        let returned = returns << 1 | before.returned;
        let wrong = (quotes & within & !may_open)
            | (closed & valid & !(separators | quotes))
            | (returned & valid & !feeds);
        self.is_plain &= wrong == 0 && bytes.any_of([0]) == 0;
        self.before = Before {
            quoted: 0_u64.wrapping_sub(last(within)),
            may_open: last(separators | closing),
            closed: last(closing),
            returned: last(returns),
        };
        // A cell before CR LF ends at CR.
        separators & !within & !(feeds & returned)
    }

    /// Adds the ends in a lane.
    #[inline(always)]
    fn push(&mut self, mut mask: u64, start: u32) {
        let free = self.ends[self.found..].first_chunk_mut::<LANE>().expect("space for a lane");
        self.found += mask.count_ones() as usize;
        // Four at a time, of which the last may be too many: the next lane overwrites them.
        for four in free.chunks_exact_mut(4) {
            if mask == 0 {
                break;
            }
            for end in four {
                *end = start + mask.trailing_zeros();
                mask &= mask.wrapping_sub(1);
            }
        }
    }
}

/// The bytes of a lane, in as few registers as the processor needs.
#[derive(Clone, Copy)]
struct Bytes<S: Simd>(u8x64<S>);

impl<S: Simd> Bytes<S> {
    #[inline(always)]
    fn load(simd: S, bytes: &[u8; LANE]) -> Self {
        Self(u8x64::from_slice(simd, bytes))
    }

    /// A bit for each byte that is one of some bytes.
    #[inline(always)]
    fn any_of<const N: usize>(self, bytes: [u8; N]) -> u64 {
        let mut found = self.0.simd_eq(bytes[0]);
        for byte in &bytes[1..] {
            found |= self.0.simd_eq(*byte);
        }
        found.to_bitmask()
    }
}

/// The last bit of a mask, as the first one of another.
#[inline(always)]
fn last(mask: u64) -> u64 {
    mask >> (LANE - 1)
}

/// Bit n of the result says whether an odd number of the bits 0 to n of the mask are set.
#[inline(always)]
fn up_to_each_bit(mask: u64) -> u64 {
    (0..6).fold(mask, |mask, power| mask ^ (mask << (1 << power)))
}
