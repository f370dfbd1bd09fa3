//! Splitting: where the cells of plain records end, found in sixteen bytes at a time.
//!
//! Plain is what `quotes.rs` says; all else is for the csv crate. When it was chosen, the whole
//! command with simd-csv in its place took 1.38 times as long on a table of 1 GB, and 1.18 times
//! on an export of KOMHEN.

use wide::u8x16;

/// Bytes looked at together: one bit of a mask for each.
const LANE: usize = 64;
/// The same, as far as the next lane is.
const STEP: u32 = u64::BITS;

/// Where cells end, in bytes from the start of a chunk.
#[derive(Debug, Default)]
pub struct CellEnds {
    /// Room for the ends of a chunk; what is behind them is of an earlier one.
    room: Vec<u32>,
    found: usize,
    /// All bits when the lanes so far end within quotes, else none.
    quoted: u64,
    has_nul: bool,
}

impl CellEnds {
    /// Finds the ends in a plain chunk; the memory of the last one is used again.
    ///
    /// # Panics
    ///
    /// If the chunk has 4 GiB or more.
    pub fn find(&mut self, chunk: &[u8], delimiter: u8) {
        let len = u32::try_from(chunk.len()).expect("a chunk is small");
        (self.found, self.quoted, self.has_nul) = (0, 0, false);
        let (lanes, rest) = chunk.as_chunks::<LANE>();
        let mut start = 0;
        for bytes in lanes {
            self.lane(bytes, start, delimiter);
            start += STEP;
        }
        // What fills the last lane is neither an end nor NUL.
        let mut last = [if delimiter == b' ' { b'.' } else { b' ' }; LANE];
        last[..rest.len()].copy_from_slice(rest);
        self.lane(&last, start, delimiter);
        if !matches!(chunk.last(), None | Some(b'\n')) {
            self.room.insert(self.found, len);
            self.found += 1;
        }
    }

    /// The ends of the cells of each record in the chunk that [`find`](Self::find) was given:
    /// the delimiter or the line feed behind them, or the end of the chunk. `lines` is how many
    /// line feeds are in it, also within quotes. Records come fastest where each has so many `cells`.
    ///
    /// # Panics
    ///
    /// If `cells` is 0.
    pub fn of_records<'a>(
        &'a self,
        chunk: &'a [u8],
        lines: usize,
        cells: usize,
    ) -> impl Iterator<Item = &'a [u32]> {
        let found = &self.room[..self.found];
        let ends_record = |end: &u32| chunk.get(*end as usize).is_none_or(|byte| *byte == b'\n');
        let records = lines + usize::from(!chunk.ends_with(b"\n"));
        // No more records can end. Where so many do, each at its last cell, no line ends elsewhere.
        let is_even = found.len() == records * cells
            && found.iter().skip(cells - 1).step_by(cells).all(ends_record);
        let (even, uneven) = if is_even { (found, &[][..]) } else { (&[][..], found) };
        even.chunks_exact(cells).chain(uneven.split_inclusive(ends_record))
    }

    /// Whether a NUL byte is in the chunk, which is no text.
    pub fn has_nul(&self) -> bool {
        self.has_nul
    }

    fn lane(&mut self, bytes: &[u8; LANE], start: u32, delimiter: u8) {
        if self.room.len() < self.found + LANE {
            self.room.resize((self.found + LANE) * 2, 0);
        }
        let quotes = mask(bytes, |part| is(part, b'"'));
        // From an odd quote to the next one, itself left out, all is one cell.
        let within = if quotes == 0 { self.quoted } else { up_to_each_bit(quotes) ^ self.quoted };
        self.quoted = 0_u64.wrapping_sub(within >> (LANE - 1));
        let ends_cell = |part| is(part, delimiter) | is(part, b'\n');
        let mut ends = mask(bytes, ends_cell) & !within;
        self.has_nul |= has(bytes, 0);
        let room = self.room[self.found..].first_chunk_mut::<LANE>().expect("room for a lane");
        self.found += ends.count_ones() as usize;
        // Four at a time, of which the last may be too many: the next lane overwrites them.
        for four in room.chunks_exact_mut(4) {
            if ends == 0 {
                break;
            }
            for end in four {
                *end = start + ends.trailing_zeros();
                ends &= ends.wrapping_sub(1);
            }
        }
    }
}

/// All bits of each byte that is the one asked for.
fn is(part: u8x16, byte: u8) -> u8x16 {
    part.simd_eq(u8x16::splat(byte))
}

/// A bit for each byte that `is` says yes to.
fn mask(bytes: &[u8; LANE], is: impl Fn(u8x16) -> u8x16) -> u64 {
    let (parts, _) = bytes.as_chunks::<16>();
    let bits = |mask: u64, (at, part): (usize, &[u8; 16])| {
        mask | u64::from(is(u8x16::new(*part)).to_bitmask()) << (16 * at)
    };
    parts.iter().enumerate().fold(0, bits)
}

/// Whether any byte is the one asked for.
fn has(bytes: &[u8; LANE], byte: u8) -> bool {
    let (parts, _) = bytes.as_chunks::<16>();
    let found = parts.iter().fold(u8x16::splat(0), |all, part| all | is(u8x16::new(*part), byte));
    found.to_bitmask() != 0
}

/// A bit that says whether an odd number of bits is set up to there, itself included.
fn up_to_each_bit(mask: u64) -> u64 {
    (0..6).fold(mask, |mask, power| mask ^ (mask << (1 << power)))
}

#[cfg(test)]
mod tests {
    use super::CellEnds;
    use crate::scan::quotes::LineEnds;

    fn ends(chunk: &str) -> Vec<Vec<u32>> {
        let mut ends = CellEnds::default();
        let chunk = chunk.as_bytes();
        ends.find(chunk, b';');
        let lines = LineEnds::of(chunk).feeds;
        ends.of_records(chunk, lines, 2).map(<[u32]>::to_vec).collect()
    }

    #[test]
    fn cells_end_at_delimiters_and_lines() {
        assert_eq!(ends("a;bb\n;c"), [vec![1, 4], vec![5, 7]]);
        assert_eq!(ends("a\n\n"), [[1], [2]]);
        assert!(ends("").is_empty());
    }

    #[test]
    fn records_may_have_any_number_of_cells() {
        // All have as many cells as records of two would.
        assert_eq!(ends("a;b\nc\nd;e;f\n"), [vec![1, 3], vec![5], vec![7, 9, 11]]);
        assert_eq!(ends("a\nb;c;d"), [vec![1], vec![3, 5, 7]]);
        assert_eq!(ends("a;\"\n\"\nb;c;d;e"), [vec![1, 5], vec![7, 9, 11, 13]]);
    }

    #[test]
    fn what_fills_the_last_lane_ends_nothing() {
        for delimiter in *b"; ." {
            let chunk = [b'a', delimiter, b'b', b'\n'];
            let mut ends = CellEnds::default();
            ends.find(&chunk, delimiter);
            assert_eq!(ends.of_records(&chunk, 1, 2).collect::<Vec<_>>(), [[1, 3]]);
            assert!(!ends.has_nul());
        }
    }

    #[test]
    fn nothing_ends_within_quotes() {
        assert_eq!(ends("\"a;\n\"\"\";b"), [[7, 9]]);
    }

    #[test]
    fn quotes_hold_across_lanes() {
        let text = format!("\"{}\";b\n", ";".repeat(200));
        assert_eq!(ends(&text), [[202, 204]]);
    }

    #[test]
    fn a_nul_byte_is_seen() {
        let mut ends = CellEnds::default();
        ends.find(b"a;\0", b';');
        assert!(ends.has_nul());
        ends.find(b"a;b", b';');
        assert!(!ends.has_nul());
    }
}
