//! The group-by: the rows of a file are added up by their key, chunk by chunk and on all cores.
//!
//! Nearly all rows of a count are plain and have a key that came before. Those are added to the
//! group of their key without being decoded. All others go to a [`Grouping`], which knows what
//! they mean.

use std::io::Read;
use std::sync::{Mutex, PoisonError};

use super::chunks::{Chunk, ChunkError, Chunks};
use super::groups::{Groups, Key, KeyBuffer, KeyIndex};
use super::quotes::line_ends;
use super::record::{Record, Records};
use super::split::CellEnds;
use super::threads::on_threads;

/// What the columns of a file are for.
#[derive(Debug, Clone)]
pub struct ColumnRoles {
    pub delimiter: u8,
    /// Cells in a plain row.
    pub width: usize,
    /// The columns that tell the group of a row, from left to right.
    pub keys: Vec<KeyColumn>,
    /// The columns with counts. Without one only rows are counted.
    pub counts: Vec<usize>,
    /// The columns with the sum of the counts of the row; an empty cell there says nothing.
    pub totals: Vec<usize>,
    /// What stands for 0 in a column with counts, besides `0`.
    pub zeros: &'static [&'static [u8]],
}

/// A column that tells the group of a row.
#[derive(Debug, Clone, Copy)]
pub struct KeyColumn {
    pub column: usize,
    /// How many bytes of a cell, as it is written, tell the group; `None` for all of them.
    pub prefix: Option<PrefixLen>,
}

/// Says how many bytes at the start of a cell matter: at most all.
pub type PrefixLen = fn(&[u8]) -> usize;

/// What rows mean. Each thread has its own.
pub trait Grouping {
    /// The label of a group.
    type Group;

    /// Says that the rows to come are those of a chunk, in which so many lines end.
    fn start_chunk(&mut self, chunk: &Chunk, lines: usize);

    /// Whether a row of the right width may be added to the group of its key unseen.
    fn is_ordinary(&self, row: Record) -> bool;

    /// Reads any row: the first with its key, and each that is not plain. `known` is the group of
    /// the key, if it has one. The counts of the row go to `counts`, which start as 0.
    fn row(
        &mut self,
        row: Record,
        known: Option<&Self::Group>,
        counts: &mut [u64],
    ) -> Verdict<Self::Group>;
}

/// What becomes of a row that a [`Grouping`] has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<G> {
    /// It is not counted.
    Skip,
    /// It is counted in this group, and so are plain rows with its key.
    Group(G),
    /// It is counted in this group, but each row with its key must be read.
    ReadEach(G),
    /// It is counted in this group, and its key says nothing about other rows.
    Alone(G),
}

/// What one thread has read: its grouping, and the groups of its rows.
pub type Part<G> = (G, Groups<<G as Grouping>::Group>);

/// Groups all rows of a file. With an error the groups are those of the rows before it.
pub fn group_by<R: Read + Send, G: Grouping<Group: Send> + Send>(
    chunks: Chunks<R>,
    roles: &ColumnRoles,
    threads: usize,
    grouping: impl Fn() -> G + Sync,
) -> (Vec<Part<G>>, Option<ChunkError>) {
    let chunks = Mutex::new(chunks);
    // A panic elsewhere ends the run, whatever it leaves behind.
    let next = |used| chunks.lock().unwrap_or_else(PoisonError::into_inner).next(used);
    let work = || {
        let mut worker = Worker::new(roles, grouping());
        let mut chunk = Chunk::default();
        let error = loop {
            match next(chunk) {
                Ok(Some(next)) => {
                    chunk = next;
                    worker.chunk(&mut chunk);
                }
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        ((worker.grouping, worker.groups), error)
    };
    let (parts, errors): (Vec<_>, Vec<_>) = on_threads(threads, work).into_iter().unzip();
    // Nothing comes after an error, so there is one at most.
    (parts, errors.into_iter().flatten().next())
}

/// The rows that one thread reads.
struct Worker<'a, G: Grouping> {
    roles: &'a ColumnRoles,
    /// The first and the last key column, if the key is all that stands from the one to the other.
    adjacent: Option<(usize, usize)>,
    grouping: G,
    index: KeyIndex,
    groups: Groups<G::Group>,
    /// Buffers that are used again for each row.
    key: KeyBuffer,
    counts: Vec<u64>,
}

impl<'a, G: Grouping> Worker<'a, G> {
    fn new(roles: &'a ColumnRoles, grouping: G) -> Self {
        Self {
            roles,
            adjacent: roles.adjacent(),
            grouping,
            index: KeyIndex::default(),
            groups: Groups::new(roles.counts.len()),
            key: KeyBuffer::default(),
            counts: vec![0; roles.counts.len()],
        }
    }

    fn chunk(&mut self, chunk: &mut Chunk) {
        let mut ends = std::mem::take(&mut chunk.ends);
        let bytes = chunk.bytes.as_slice();
        if !chunk.has_ends {
            ends.find(bytes, self.roles.delimiter);
        }
        let lines = if ends.is_plain() { ends.lines() } else { line_ends(bytes) };
        self.grouping.start_chunk(chunk, lines);
        if ends.is_plain() {
            self.plain_rows(bytes, &ends);
        } else {
            let mut records = Records::from(bytes, 0, self.roles.delimiter);
            while let Some(row) = records.next_record() {
                self.read(row);
            }
        }
        chunk.ends = ends;
    }

    /// The rows of a chunk in which all readers of CSV find the same cells.
    fn plain_rows(&mut self, bytes: &[u8], ends: &CellEnds) {
        let mut start = 0;
        for ends in ends.of_records(bytes, self.roles.width) {
            let row = Record { bytes, start, ends };
            if !self.add(row) {
                self.read(row);
            }
            start = row.end() + if bytes.get(row.end()) == Some(&b'\r') { 2 } else { 1 };
        }
    }

    /// Adds a row to the group of its key; false if it must be read.
    fn add(&mut self, row: Record) -> bool {
        if row.width() != self.roles.width
            || !self.grouping.is_ordinary(row)
            || !self.roles.plain_counts(row, &mut self.counts)
        {
            return false;
        }
        let key = self.roles.key(row, self.adjacent, &mut self.key);
        let Some(entry) = self.index.get(key).filter(|entry| entry.is_open) else { return false };
        self.groups.add(entry, &self.counts);
        true
    }

    /// Lets the grouping read a row.
    fn read(&mut self, row: Record) {
        let key = self.roles.key(row, self.adjacent, &mut self.key);
        let known = self.index.get(key);
        self.counts.fill(0);
        let group = known.map(|entry| self.groups.get(entry));
        let (group, is_open) = match self.grouping.row(row, group, &mut self.counts) {
            Verdict::Skip => return,
            Verdict::Group(group) => (group, true),
            Verdict::ReadEach(group) => (group, false),
            Verdict::Alone(group) => {
                let entry = self.groups.push(group, false);
                return self.groups.add(entry, &self.counts);
            }
        };
        let entry = known.unwrap_or_else(|| {
            let entry = self.groups.push(group, is_open);
            self.index.insert(key, entry);
            entry
        });
        self.groups.add(entry, &self.counts);
    }
}

impl ColumnRoles {
    fn adjacent(&self) -> Option<(usize, usize)> {
        let (first, last) = (self.keys.first()?.column, self.keys.last()?.column);
        let are_whole = self.keys.iter().all(|key| key.prefix.is_none());
        (are_whole && last - first + 1 == self.keys.len()).then_some((first, last))
    }

    /// The key of a row: its cells in their place if they are adjacent, else put together in `buffer`.
    #[expect(
        clippy::inline_always,
        reason = "for each row: a call takes 3 % of a large file's time"
    )]
    #[inline(always)]
    fn key<'k>(
        &self,
        row: Record<'k>,
        adjacent: Option<(usize, usize)>,
        buffer: &'k mut KeyBuffer,
    ) -> Key<'k> {
        if let Some((first, last)) = adjacent.filter(|(_, last)| *last < row.width()) {
            let span = row.span_of(first, last);
            return Key { bytes: &row.bytes[span.start..], len: span.len() };
        }
        buffer.clear();
        for KeyColumn { column, prefix } in &self.keys {
            let span = row.span(*column);
            let bytes = &row.bytes[span.start..];
            let len = prefix.map_or(span.len(), |len| len(&bytes[..span.len()]));
            debug_assert!(len <= span.len(), "a prefix lies within its cell");
            buffer.push(bytes, len, self.delimiter);
        }
        buffer.key()
    }

    /// The counts of a row; false if a cell is not plain, or a total is not their sum.
    fn plain_counts(&self, row: Record, counts: &mut [u64]) -> bool {
        let mut sum = 0;
        for (count, column) in counts.iter_mut().zip(&self.counts) {
            let cell = row.raw(*column);
            let Some(number) = plain_number(cell).or_else(|| self.other_count(cell)) else {
                return false;
            };
            *count = number;
            sum += number;
        }
        let is_right = |column: &usize| {
            let cell = row.raw(*column);
            cell.is_empty() || plain_number(cell) == Some(sum)
        };
        self.totals.iter().all(is_right)
    }

    /// The count in a cell that is quoted, or holds no number.
    fn other_count(&self, cell: &[u8]) -> Option<u64> {
        let inner = if let [b'"', inner @ .., b'"'] = cell { inner } else { cell };
        plain_number(inner).or_else(|| self.zeros.contains(&inner).then_some(0))
    }
}

/// One to nine digits and nothing else, as nearly every count is written.
pub fn plain_number(digits: &[u8]) -> Option<u64> {
    if !(1..=9).contains(&digits.len()) {
        return None;
    }
    digits.iter().try_fold(0, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit <= 9).then(|| number * 10 + u64::from(digit))
    })
}
