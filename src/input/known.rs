//! Known rows: where a row belongs whose cells were met before, as they are written.

use std::array::from_fn;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use foldhash::fast::FixedState;

use super::header::Layout;
use super::week;
use crate::model::counts::Dimension;
use crate::scan::record::RawRecord;

/// Keys up to this length lie in the table that they are looked up in, and are compared as words.
const SHORT: usize = WORDS * 8;
const WORDS: usize = 6;

/// What one thread knows of the rows of a file. `T` is what is remembered of a row.
pub(super) struct KeyCache<T> {
    short: HashMap<ShortKey, T, FixedState>,
    long: HashMap<Box<[u8]>, T, FixedState>,
}

impl<T> KeyCache<T> {
    pub(super) fn new() -> Self {
        Self { short: HashMap::default(), long: HashMap::default() }
    }

    pub(super) fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        match ShortKey::of(key) {
            Some(short) => self.short.get_mut(&short),
            None => self.long.get_mut(key.bytes()),
        }
    }

    /// Remembers a row, unless it is known: what was counted there stays.
    pub(super) fn learn(&mut self, key: Key, row: T) {
        match ShortKey::of(key) {
            Some(short) => drop(self.short.entry(short).or_insert(row)),
            None => drop(self.long.entry(key.bytes().into()).or_insert(row)),
        }
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = T> {
        self.short.into_values().chain(self.long.into_values())
    }
}

/// The bytes of a key, and 0 behind them: a row with a NUL byte is never known.
#[derive(Clone, Copy)]
struct ShortKey([u64; WORDS]);

impl ShortKey {
    fn of(key: Key) -> Option<Self> {
        let mask = words(&MASK[SHORT.checked_sub(key.len)?..])?;
        if let Some(bytes) = words(key.start) {
            return Some(Self(from_fn(|word| bytes[word] & mask[word])));
        }
        // At the end of a block.
        let mut bytes = [0; SHORT];
        bytes[..key.len].copy_from_slice(key.bytes());
        words(&bytes).map(Self)
    }
}

/// From so many bytes before its middle on: that many bytes with all bits, and none behind them.
const MASK: [u8; 2 * SHORT] = {
    let mut mask = [0; 2 * SHORT];
    let mut at = 0;
    while at < SHORT {
        mask[at] = u8::MAX;
        at += 1;
    }
    mask
};

fn words(bytes: &[u8]) -> Option<[u64; WORDS]> {
    let (words, _) = bytes.first_chunk::<SHORT>()?.as_chunks();
    Some(from_fn(|word| u64::from_le_bytes(words[word])))
}

impl PartialEq for ShortKey {
    fn eq(&self, other: &Self) -> bool {
        (0..WORDS).fold(0, |differs, word| differs | (self.0[word] ^ other.0[word])) == 0
    }
}

impl Eq for ShortKey {}

impl Hash for ShortKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}

/// The cells that say where a row belongs, as they are written.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    /// The bytes from its start on, with whatever comes behind it.
    pub(super) start: &'a [u8],
    /// How many of them are its own.
    pub(super) len: usize,
}

impl<'a> Key<'a> {
    pub(super) fn bytes(self) -> &'a [u8] {
        &self.start[..self.len]
    }
}

impl Layout {
    /// The bytes of a cell that tell where its row belongs: all but the time of a date.
    pub(super) fn telling<'c>(&self, dimension: Dimension, cell: &'c [u8]) -> &'c [u8] {
        if self.dated && dimension == Dimension::Week { week::day(cell) } else { cell }
    }

    /// The key of a row. Cells side by side are taken as they stand; of a date the time is
    /// left aside. `key` is room for the others.
    pub(super) fn key_of<'k>(&self, key: &'k mut Vec<u8>, record: RawRecord<'k>) -> Key<'k> {
        if let Some((first, last)) = self.side_by_side {
            let span = record.span(first, last);
            return Key { start: &record.block[span.start..], len: span.len() };
        }
        key.clear();
        for &(dimension, column) in &self.keys {
            key.extend_from_slice(self.telling(dimension, record.cell(column)));
            // RawRecord cells have it within quotes alone.
            key.push(self.delimiter);
        }
        Key { start: key, len: key.len() }
    }
}
