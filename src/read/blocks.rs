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
    /// Opens a stream and reads its head; blocks have at most `size` bytes, and more only for a
    /// long record.
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
        (&mut blocks.stream).take(HEAD as u64).read_to_end(&mut blocks.rest)?;
        blocks.at_end = blocks.rest.len() < HEAD;
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

    /// The next block; `None` after the last. Its bytes are in `buffer`, which a thread gives
    /// again and again, so that they stay in the cache of one core.
    ///
    /// # Errors
    ///
    /// What reading says; nothing comes after it.
    pub fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Block>> {
        if self.is_done {
            return Ok(None);
        }
        let mut filled = self.rest.len();
        // Its old bytes stay: they are overwritten anyway.
        buffer.resize(filled.max(buffer.len()), 0);
        buffer[..filled].copy_from_slice(&self.rest);
        let mut wanted = self.size;
        let mut is_cut = false;
        let end = loop {
            filled = self.fill(&mut buffer, filled, wanted)?;
            let within = wanted.min(filled);
            if self.at_end && within == filled {
                break within;
            }
            if let Some(end) = last_end(&buffer[..within], self.delimiter, self.line_end) {
                break end;
            }
            if wanted >= LONGEST_RECORD {
                (self.at_end, is_cut) = (true, true);
                break within;
            }
            wanted *= 2;
        };
        self.rest.clear();
        self.rest.extend_from_slice(&buffer[end..filled]);
        buffer.truncate(end);
        self.is_done = self.at_end && self.rest.is_empty();
        self.number += 1;
        Ok(Some(Block { number: self.number - 1, bytes: buffer, is_last: self.is_done, is_cut }))
    }

    /// Reads into a buffer of which so much is filled until `wanted` bytes are, or the stream
    /// ends; says how many are.
    fn fill(
        &mut self,
        buffer: &mut Vec<u8>,
        mut filled: usize,
        wanted: usize,
    ) -> io::Result<usize> {
        while filled < wanted && !self.at_end {
            buffer.resize(wanted.max(buffer.len()), 0);
            match self.stream.read(&mut buffer[filled..wanted]) {
                Ok(read) => {
                    self.at_end = read == 0;
                    filled += read;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.is_done = true;
                    return Err(error);
                }
            }
        }
        Ok(filled)
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
    lines.returns == 0 && !bytes.starts_with(MARK)
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
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
        Self {
            feeds: memchr::memchr_iter(b'\n', bytes).count(),
            returns: memchr::memchr_iter(b'\r', bytes).filter(alone).count(),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(self) -> usize {
        self.feeds + self.returns
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Blocks, HEAD, LineEnds, is_plain, last_end};

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

    /// A stream that gives a byte at a time, is interrupted before each, and breaks off.
    struct Failing<'a>(&'a [u8], bool);

    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            match self.0 {
                _ if self.1 => Err(io::ErrorKind::Interrupted.into()),
                [] => Err(io::ErrorKind::BrokenPipe.into()),
                _ => self.0.read(&mut buffer[..1]),
            }
        }
    }

    #[test]
    fn nothing_comes_after_an_error() {
        let text = "a;b\n".repeat(HEAD);
        let mut blocks = Blocks::open(Failing(text.as_bytes(), false), 2 * HEAD).expect("a head");
        let block = blocks.next(Vec::new()).expect("a block").expect("a block");
        assert_eq!(block.bytes, text.as_bytes()[..2 * HEAD]);
        assert!(blocks.next(block.bytes).expect("a block").is_some());
        let error = blocks.next(Vec::new()).expect_err("a broken pipe");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        assert!(blocks.next(Vec::new()).expect("nothing to read").is_none());
    }

    #[test]
    fn a_block_is_plain_where_quotes_stand_around_whole_cells() {
        let plain = |text: &str| is_plain(text.as_bytes(), b';', LineEnds::of(text.as_bytes()));
        for text in ["a;b\nc;d", "\"a;\n\"\"\";b\r\nc;\"d\"", "\"a\"\n\"\";\"b\""] {
            assert!(plain(text), "{text}");
        }
        for text in ["a\"b\"", "\"a\"b;c", "\"a", "a\rb", "\u{feff}a"] {
            assert!(!plain(text), "{text}");
        }
    }

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(LineEnds::of(b"a\nb\r\nc\rd").count(), 3);
    }
}
