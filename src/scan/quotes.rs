//! Quotes and line ends: where quotes open and close, and so which line ends are those of records.

use memchr::{memchr, memchr_iter, memrchr};

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

/// Where the last record within the bytes ends, behind its line end. The bytes start
/// at a record; a quote opens at the start of a cell, as in `csv`.
pub fn last_end(bytes: &[u8], delimiter: u8, line_end: u8) -> Option<usize> {
    let mut end = None;
    let mut outside = 0;
    loop {
        let quote = opening_quote(bytes, outside, delimiter);
        let stretch = &bytes[outside..quote.unwrap_or(bytes.len())];
        end = memrchr(line_end, stretch).map(|at| outside + at + 1).or(end);
        let Some(closed) = quote.and_then(|quote| closing_quote(bytes, quote + 1)) else {
            return end;
        };
        outside = closed + 1;
    }
}

/// Whether every quote stands around a whole cell and every line ends with LF or CR LF,
/// so that all readers of CSV find the same cells.
pub fn is_plain(bytes: &[u8], delimiter: u8, lines: LineEnds) -> bool {
    let mut outside = 0;
    while let Some(quote) = memchr(b'"', &bytes[outside..]) {
        let open = outside + quote;
        let Some(closed) = closing_quote(bytes, open + 1) else { return false };
        let ends = bytes.get(closed + 1).is_none_or(|&byte| parts(byte, delimiter));
        if !opens_cell(bytes, open, delimiter) || !ends {
            return false;
        }
        outside = closed + 1;
    }
    lines.returns == 0
}

/// Whether a byte stands between cells or records.
fn parts(byte: u8, delimiter: u8) -> bool {
    byte == delimiter || byte == b'\n' || byte == b'\r'
}

/// Whether a quote in the bytes, which start at a record, is never closed.
pub fn has_open_quote(bytes: &[u8], delimiter: u8) -> bool {
    let mut outside = 0;
    while let Some(open) = opening_quote(bytes, outside, delimiter) {
        match closing_quote(bytes, open + 1) {
            Some(closed) => outside = closed + 1,
            None => return true,
        }
    }
    false
}

fn opens_cell(bytes: &[u8], at: usize, delimiter: u8) -> bool {
    at.checked_sub(1).is_none_or(|before| parts(bytes[before], delimiter))
}

fn opening_quote(bytes: &[u8], mut from: usize, delimiter: u8) -> Option<usize> {
    loop {
        let at = from + memchr(b'"', &bytes[from..])?;
        if opens_cell(bytes, at, delimiter) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Where the quote closes that opened before a position; two in a row do not close it.
pub(super) fn closing_quote(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr(b'"', &bytes[from..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::{LineEnds, is_plain, last_end};

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(LineEnds::of(b"a\nb\r\nc\rd").count(), 3);
    }

    #[test]
    fn a_record_ends_outside_quotes_alone() {
        let end = |text: &str| last_end(text.as_bytes(), b';', b'\n');
        assert_eq!(end("a;b\nc;d"), Some(4));
        assert_eq!(end("a;\"b\nc\";d"), None);
        assert_eq!(end("a;\"b\"\"\n\"\nc;\"d\n"), Some(9));
        // A quote within a cell opens nothing.
        assert_eq!(end("a \"b\nc;d\ne"), Some(9));
    }

    #[test]
    fn a_block_is_plain_where_quotes_stand_around_whole_cells() {
        let plain = |text: &str| is_plain(text.as_bytes(), b';', LineEnds::of(text.as_bytes()));
        for text in ["a;b\nc;d", "\"a;\n\"\"\";b\r\nc;\"d\"", "\"a\"\n\"\";\"b\""] {
            assert!(plain(text), "{text}");
        }
        for text in ["a\"b\"", "\"a\"b;c", "\"a", "a\rb"] {
            assert!(!plain(text), "{text}");
        }
    }
}
