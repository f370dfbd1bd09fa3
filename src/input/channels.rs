//! Channels: the words of a flag that lists some.

use std::collections::BTreeSet;

use super::diagnostic::Diagnostics;
use super::located::Located;
use super::scenarios::channel;
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
) -> Result<BTreeSet<usize>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let positions = words
        .iter()
        .filter_map(|word| {
            problems.keep(channel(&Located::of_argument(flag, word, 0..word.len()), table))
        })
        .collect();
    problems.or(positions)
}
