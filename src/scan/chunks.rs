//! Chunks: a stream cut into runs of whole records, so that any core can read any of them.

use std::io::{self, Read};

use memchr::{memchr_iter, memchr2};

use super::quotes::last_end;
use super::split::CellEnds;

/// How much of a file is looked at to find out what it is.
const HEAD: usize = 64 * 1024;
/// A longer record is an error: a quote in it is never closed, or the lines end otherwise than
/// the first line does.
const LONGEST_RECORD: usize = 1024 * 1024;

/// With fewer quotes than one in so many bytes, a chunk has few.
const BYTES_A_QUOTE: usize = 256;

/// Whole records of a stream.
#[derive(Debug, Default)]
pub struct Chunk {
    /// How many chunks stand before it.
    pub number: usize,
    /// How many bytes stand before it, from the first chunk on.
    pub start: usize,
    /// The records.
    pub bytes: Vec<u8>,
    /// Where their cells end, if [`has_ends`](Self::has_ends).
    pub(super) ends: CellEnds,
    /// Whether the ends were found to know where the last record ends, because of quotes.
    pub(super) has_ends: bool,
}

/// Why a stream cannot be cut any further.
#[derive(Debug)]
pub enum ChunkError {
    /// It cannot be read.
    Io(io::Error),
    /// A record is longer than 1 MiB, and no open quote is the reason.
    LongRecord,
}

impl From<io::Error> for ChunkError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A stream, chunk by chunk.
pub struct Chunks<R> {
    stream: R,
    size: usize,
    delimiter: u8,
    line_end: u8,
    /// What is read and not yet handed out, from the start of a record on.
    rest: Vec<u8>,
    at_end: bool,
    number: usize,
    /// How many bytes are handed out.
    handed_out: usize,
    is_done: bool,
}

impl<R: Read> Chunks<R> {
    /// Opens a stream and reads its head. Chunks have at most `size` bytes, and more only for a
    /// long record.
    pub fn open(stream: R, size: usize) -> io::Result<Self> {
        let mut chunks = Self {
            stream,
            size: size.max(1),
            delimiter: b';',
            line_end: b'\n',
            rest: Vec::new(),
            at_end: false,
            number: 0,
            handed_out: 0,
            is_done: false,
        };
        // So that a small file takes no more memory than it fills.
        (&mut chunks.stream).take(HEAD as u64).read_to_end(&mut chunks.rest)?;
        chunks.at_end = chunks.rest.len() < HEAD;
        if let Some(first) = memchr2(b'\n', b'\r', &chunks.rest)
            && chunks.rest[first] == b'\r'
            && chunks.rest.get(first + 1) != Some(&b'\n')
        {
            chunks.line_end = b'\r';
        }
        Ok(chunks)
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

    /// The next chunk; `None` after the last and after an error. It is in the memory of `used`, which
    /// a thread gives back again and again, so that it stays in the cache of one core.
    pub fn next(&mut self, used: Chunk) -> Result<Option<Chunk>, ChunkError> {
        if self.is_done {
            return Ok(None);
        }
        let Chunk { bytes: mut buffer, mut ends, .. } = used;
        let mut has_ends = false;
        let mut filled = self.rest.len();
        // The buffer is not cleared: every byte up to `filled` is overwritten below.
        buffer.resize(filled.max(buffer.len()), 0);
        buffer[..filled].copy_from_slice(&self.rest);
        let mut wanted = self.size;
        let end = loop {
            // One byte more says whether an LF follows a CR at the end.
            let behind = usize::from(self.line_end == b'\r');
            filled = self.fill(&mut buffer, filled, wanted + behind)?;
            let within = wanted.min(filled);
            if self.at_end && within == filled {
                break within;
            }
            let block = &buffer[..within];
            // With few quotes it is quicker to go from one to the next, and the cells are found by the
            // thread that reads them, while another one cuts.
            let has_many_quotes =
                memchr_iter(b'"', block).nth(block.len() / BYTES_A_QUOTE).is_some();
            if has_many_quotes && let Some(end) = ends.find_whole(block, self.delimiter) {
                has_ends = true;
                break end;
            }
            let (end, has_open_quote) = last_end(block, self.delimiter, self.line_end);
            if let Some(end) = end {
                // A chunk that starts with the LF of a CR LF would count a line too many.
                let is_parted =
                    buffer[end - 1] == b'\r' && buffer[..filled].get(end) == Some(&b'\n');
                break end + usize::from(is_parted);
            }
            if wanted >= LONGEST_RECORD {
                if !has_open_quote {
                    self.is_done = true;
                    return Err(ChunkError::LongRecord);
                }
                // The rest of the file is within the quote, so this record says all there is.
                self.at_end = true;
                break within;
            }
            wanted *= 2;
        };
        self.rest.clear();
        self.rest.extend_from_slice(&buffer[end..filled]);
        buffer.truncate(end);
        self.is_done = self.at_end && self.rest.is_empty();
        let (number, start) = (self.number, self.handed_out);
        self.number += 1;
        self.handed_out += end;
        Ok(Some(Chunk { number, start, bytes: buffer, ends, has_ends }))
    }

    /// Fills a buffer up to `wanted` bytes or the end of the stream, and says how many bytes are
    /// filled then.
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
