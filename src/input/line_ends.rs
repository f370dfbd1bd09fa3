//! Line ends: LF, CR LF, or CR alone.

use memchr::memchr_iter;

/// How lines end within some bytes.
#[derive(Debug, Clone, Copy)]
pub struct LineEnds {
    /// Those with LF, which may stand behind CR.
    pub feeds: usize,
    /// Those with CR alone.
    pub returns: usize,
}

impl LineEnds {
    /// Counts them.
    pub fn of(bytes: &[u8]) -> Self {
        let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
        Self {
            feeds: memchr_iter(b'\n', bytes).count(),
            returns: memchr_iter(b'\r', bytes).filter(alone).count(),
        }
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.feeds + self.returns
    }
}

#[cfg(test)]
mod tests {
    use super::LineEnds;

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(LineEnds::of(b"a\nb\r\nc\rd").count(), 3);
    }
}
