//! Groups: a sum for each key, found by the bytes of the key.

use std::array::from_fn;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use foldhash::fast::FixedState;

/// The sums of all groups, each with a label that says to the caller what it is.
#[derive(Debug)]
pub struct Groups<G> {
    labels: Vec<G>,
    /// For each group the number of its rows, and the sum of each column with counts.
    sums: Vec<u64>,
    /// How many sums a group has.
    width: usize,
}

impl<G> Groups<G> {
    pub(super) fn new(counts: usize) -> Self {
        Self { labels: Vec::new(), sums: Vec::new(), width: counts + 1 }
    }

    /// The label of each group, its rows, and the sums of its counts.
    pub fn iter(&self) -> impl Iterator<Item = (&G, u64, &[u64])> {
        let sums = self.sums.chunks_exact(self.width);
        self.labels.iter().zip(sums).map(|(label, sums)| (label, sums[0], &sums[1..]))
    }

    pub(super) fn get(&self, entry: Entry) -> &G {
        &self.labels[entry.number as usize]
    }

    /// Adds a group without rows.
    ///
    /// # Panics
    ///
    /// If there are 4 thousand million groups.
    pub(super) fn push(&mut self, label: G, is_open: bool) -> Entry {
        let number = u32::try_from(self.labels.len()).expect("groups fit in memory");
        self.labels.push(label);
        self.sums.resize(self.sums.len() + self.width, 0);
        Entry { number, is_open }
    }

    /// Adds a row to a group.
    pub(super) fn add(&mut self, entry: Entry, counts: &[u64]) {
        let start = entry.number as usize * self.width;
        if let [rows, sums @ ..] = &mut self.sums[start..start + self.width] {
            *rows += 1;
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
}

/// A group that a key stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    number: u32,
    /// Whether plain rows with the key are added to the group unseen.
    pub(super) is_open: bool,
}

/// The cells of a row that tell its group, as they are written.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    /// The bytes of the key, and whatever comes behind them.
    pub(super) bytes: &'a [u8],
    /// How many of them belong to it.
    pub(super) len: usize,
}

/// A key that is put together of cells, in memory that is used again.
#[derive(Default)]
pub(super) struct KeyBuffer {
    bytes: Vec<u8>,
    len: usize,
}

impl KeyBuffer {
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds the first `len` of some bytes, and a delimiter, which within a cell has quotes around it.
    pub(super) fn push(&mut self, bytes: &[u8], len: usize, delimiter: u8) {
        let (start, end) = (self.len, self.len + len);
        if self.bytes.len() < end + COPIED {
            self.bytes.resize(2 * (end + COPIED).max(SHORT), 0);
        }
        // A copy of a fixed length needs no call of `memcpy`. What is too much is overwritten by the
        // delimiter and the next cell, or is behind the key.
        match bytes.first_chunk::<COPIED>().filter(|_| len <= COPIED) {
            Some(chunk) => self.bytes[start..start + COPIED].copy_from_slice(chunk),
            None => self.bytes[start..end].copy_from_slice(&bytes[..len]),
        }
        self.bytes[end] = delimiter;
        self.len = end + 1;
    }

    pub(super) fn key(&self) -> Key<'_> {
        Key { bytes: &self.bytes, len: self.len }
    }
}

/// A cell up to this length is copied together with the bytes behind it, if there are enough.
const COPIED: usize = 16;
/// Keys up to this length lie in the table itself, and are compared as words.
const SHORT: usize = WORDS * 8;
const WORDS: usize = 6;

/// The group of each key.
#[derive(Default)]
pub(super) struct KeyIndex {
    short: HashMap<ShortKey, Entry, FixedState>,
    long: HashMap<Box<[u8]>, Entry, FixedState>,
}

impl KeyIndex {
    #[expect(
        clippy::inline_always,
        reason = "for each row: a call takes 3 % of a large file's time"
    )]
    #[inline(always)]
    pub(super) fn get(&self, key: Key) -> Option<Entry> {
        match ShortKey::read(key) {
            Some(short) => self.short.get(&short).copied(),
            None => self.long.get(&key.bytes[..key.len]).copied(),
        }
    }

    pub(super) fn insert(&mut self, key: Key, entry: Entry) {
        match ShortKey::read(key) {
            Some(short) => drop(self.short.insert(short, entry)),
            None => drop(self.long.insert(key.bytes[..key.len].into(), entry)),
        }
    }
}

/// The bytes of a key, and 0 behind them: a row with a NUL byte has no group.
#[derive(Clone, Copy)]
struct ShortKey([u64; WORDS]);

impl ShortKey {
    /// `None` if the key is too long.
    fn read(key: Key) -> Option<Self> {
        let mask = words(&MASK.as_flattened()[SHORT.checked_sub(key.len)?..])?;
        if let Some(bytes) = words(key.bytes) {
            return Some(Self(from_fn(|word| bytes[word] & mask[word])));
        }
        // At the end of a chunk.
        let mut bytes = [0; SHORT];
        bytes[..key.len].copy_from_slice(&key.bytes[..key.len]);
        words(&bytes).map(Self)
    }
}

/// `SHORT` bytes with all bits set, then `SHORT` bytes of 0. The bytes from `SHORT - n` on mask all
/// but the first `n` bytes of a key.
static MASK: [[u8; SHORT]; 2] = [[u8::MAX; SHORT], [0; SHORT]];

fn words(bytes: &[u8]) -> Option<[u64; WORDS]> {
    let (words, _) = bytes.first_chunk::<SHORT>()?.as_chunks();
    Some(from_fn(|word| u64::from_le_bytes(words[word])))
}

impl PartialEq for ShortKey {
    fn eq(&self, other: &Self) -> bool {
        // All words are compared, without a branch for each.
        (0..WORDS).fold(0, |differs, word| differs | (self.0[word] ^ other.0[word])) == 0
    }
}

impl Eq for ShortKey {}

impl Hash for ShortKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}
