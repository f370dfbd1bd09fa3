//! Blocks: a stream cut into runs of whole records, so that any core can read any of them.

use std::io::{self, Read};

use memchr::{memchr, memchr2, memrchr};

use super::text::MARK;

/// How much of a file is looked at to find out what it is.
const HEAD: usize = 64 * 1024;
/// A record longer than this is no record: a quote in it is never closed, or its lines
/// end otherwise than the first one does.
const LONGEST_RECORD: usize = 1024 * 1024;

/// Whole records of a stream.
#[derive(Debug)]
pub struct Block {
    /// How many blocks stand before it.
    pub number: usize,
    /// The records.
    pub bytes: Vec<u8>,
    /// Whether nothing comes after it.
    pub is_last: bool,
    /// Whether it is longer than a record can be, and given up: what comes after it is not read.
    pub is_cut: bool,
}

/// A stream, block by block.
pub struct Blocks<R> {
    stream: R,
    size: usize,
    delimiter: u8,
    line_end: u8,
    /// What is read and not handed out, from the start of a record.
    rest: Vec<u8>,
    at_end: bool,
    number: usize,
    is_done: bool,
}

impl<R: Read> Blocks<R> {
    /// Opens a stream and reads its head; blocks have at least `size` bytes where
    /// there are as many, and more only for a long record.
    ///
    /// # Errors
    ///
    /// What reading says.
    pub fn open(stream: R, size: usize) -> io::Result<Self> {
        let mut blocks = Self {
            stream,
            size: size.max(1),
            delimiter: b';',
            line_end: b'\n',
            rest: Vec::new(),
            at_end: false,
            number: 0,
            is_done: false,
        };
        blocks.fill(HEAD)?;
        if let Some(first) = memchr2(b'\n', b'\r', &blocks.rest)
            && blocks.rest[first] == b'\r'
            && blocks.rest.get(first + 1) != Some(&b'\n')
        {
            blocks.line_end = b'\r';
        }
        Ok(blocks)
    }

    /// The start of the stream, or all of it.
    pub fn head(&self) -> &[u8] {
        &self.rest
    }

    /// Whether the head is all there is.
    pub fn is_whole(&self) -> bool {
        self.at_end
    }

    /// Leaves out the first bytes and cuts what follows at records with this delimiter.
    pub fn skip(&mut self, bytes: usize, delimiter: u8) {
        self.rest.drain(..bytes);
        self.delimiter = delimiter;
    }

    /// The next block; `None` after the last. `buffer` is used again for its bytes.
    ///
    /// # Errors
    ///
    /// What reading says.
    pub fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Block>> {
        if self.is_done {
            return Ok(None);
        }
        let mut wanted = self.size;
        let mut is_cut = false;
        let end = loop {
            self.fill(wanted)?;
            let within = wanted.min(self.rest.len());
            if self.at_end && within == self.rest.len() {
                break within;
            }
            if let Some(end) = last_end(&self.rest[..within], self.delimiter, self.line_end) {
                break end;
            }
            if wanted >= LONGEST_RECORD {
                (self.at_end, is_cut) = (true, true);
                break within;
            }
            wanted *= 2;
        };
        buffer.clear();
        buffer.extend_from_slice(&self.rest[end..]);
        std::mem::swap(&mut self.rest, &mut buffer);
        buffer.truncate(end);
        self.is_done = self.at_end && self.rest.is_empty();
        self.number += 1;
        Ok(Some(Block { number: self.number - 1, bytes: buffer, is_last: self.is_done, is_cut }))
    }

    /// Reads until there are so many bytes, or the end.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        let missing = wanted.saturating_sub(self.rest.len());
        if missing > 0 && !self.at_end {
            self.rest.reserve(missing);
            let read = (&mut self.stream).take(missing as u64).read_to_end(&mut self.rest)?;
            self.at_end = read < missing;
        }
        Ok(())
    }
}

/// Where the last record within the bytes ends, behind its line end. The bytes start
/// at a record; a quote opens at the start of a cell, as in `csv`.
fn last_end(bytes: &[u8], delimiter: u8, line_end: u8) -> Option<usize> {
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
#[must_use]
pub fn is_plain(bytes: &[u8], delimiter: u8) -> bool {
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
    let lf_behind = |at| bytes.get(at + 1) == Some(&b'\n');
    memchr::memchr_iter(b'\r', bytes).all(lf_behind) && !bytes.starts_with(MARK)
}

/// Where a quote opens that closes on another line and in the middle of a cell. Two of
/// them that belong to nothing look so, and take the lines between into one cell.
#[must_use]
pub fn stray_quote(record: &[u8], delimiter: u8) -> Option<usize> {
    let mut outside = 0;
    loop {
        let open = opening_quote(record, outside, delimiter)?;
        let closed = closing_quote(record, open + 1)?;
        let is_within = record.get(closed + 1).is_some_and(|&byte| !parts(byte, delimiter));
        if is_within && memchr::memchr2(b'\n', b'\r', &record[open..closed]).is_some() {
            return Some(open);
        }
        outside = closed + 1;
    }
}

/// Whether a byte stands between cells or records.
fn parts(byte: u8, delimiter: u8) -> bool {
    byte == delimiter || byte == b'\n' || byte == b'\r'
}

/// Whether a quote in the bytes, which start at a record, is never closed.
#[must_use]
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

fn closing_quote(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr(b'"', &bytes[from..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}

/// How many lines end within the bytes: with LF, with CR LF, or with CR alone.
#[must_use]
pub fn line_ends(bytes: &[u8]) -> usize {
    let alone = |&at: &usize| bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr_iter(b'\n', bytes).count()
        + memchr::memchr_iter(b'\r', bytes).filter(alone).count()
}

#[cfg(test)]
mod tests {
    use super::{Blocks, is_plain, last_end, line_ends};

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
    fn blocks_of_any_size_are_the_stream() {
        let text = "h;i\na;\"b\n;\"\"c\"\n\nd;e\r\nf;g";
        for size in 1..text.len() + 2 {
            let mut blocks = Blocks::open(text.as_bytes(), size).expect("memory can be read");
            let mut joined = Vec::new();
            let mut last = false;
            while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
                assert!(!last, "a block after the last one");
                last = block.is_last;
                assert!(last || block.bytes.ends_with(b"\n"));
                joined.extend(block.bytes);
            }
            assert!(last);
            assert_eq!(joined, text.as_bytes(), "{size}");
        }
    }

    #[test]
    fn a_block_is_plain_where_quotes_stand_around_whole_cells() {
        for text in ["a;b\nc;d", "\"a;\n\"\"\";b\r\nc;\"d\"", "\"a\"\n\"\";\"b\""] {
            assert!(is_plain(text.as_bytes(), b';'), "{text}");
        }
        for text in ["a\"b\"", "\"a\"b;c", "\"a", "a\rb", "\u{feff}a"] {
            assert!(!is_plain(text.as_bytes(), b';'), "{text}");
        }
    }

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(line_ends(b"a\nb\r\nc\rd"), 3);
    }
}
