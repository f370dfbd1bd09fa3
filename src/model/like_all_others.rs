//! A part of the counts that is likely the sum of all others: a total under another name.

use std::collections::BTreeMap;

/// In a count with fewer enquiries a part may equal all others by chance.
const FEWEST: u64 = 40;

/// The part that has on each channel as many enquiries as all others together. The parts have
/// their enquiries by channel, without those where none came. `None` with fewer than three parts,
/// with one channel, or with fewer than 40 enquiries in all.
pub fn like_all_others<K: Ord>(parts: &BTreeMap<K, BTreeMap<usize, u64>>) -> Option<&K> {
    let mut all = BTreeMap::<usize, u64>::new();
    for (channel, counted) in parts.values().flatten() {
        *all.entry(*channel).or_default() += counted;
    }
    // With only two parts that are alike, each would look like a total.
    if parts.len() < 3 || all.len() < 2 || all.values().sum::<u64>() < FEWEST {
        return None;
    }
    let is_half = |own: &BTreeMap<usize, u64>| {
        own.len() == all.len()
            && own.iter().all(|(channel, half)| half.checked_mul(2) == Some(all[channel]))
    };
    parts.iter().find(|(_, own)| is_half(own)).map(|(part, _)| part)
}
