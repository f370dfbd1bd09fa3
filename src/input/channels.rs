//! Channels: the words of a flag that lists some.

use std::collections::BTreeSet;

use super::problem::Problems;
use super::scenarios::channel;
use super::word::Word;
use crate::model::price_table::PriceTable;

/// The positions of the channels that a flag names.
///
/// # Errors
///
/// Every word that is no channel.
pub fn channels(
    flag: &str,
    words: &[String],
    table: &PriceTable,
) -> Result<BTreeSet<usize>, Problems> {
    let mut problems = Problems::default();
    let positions = words
        .iter()
        .filter_map(|word| {
            problems.keep(channel(&Word::of_argument(flag, word, 0..word.len()), table))
        })
        .collect();
    problems.or(positions)
}
