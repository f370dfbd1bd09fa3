//! The edge in: bytes to model values. Every error has a place.

mod aliases;
pub mod blocks;
mod business_case;
mod cells;
pub mod channels;
pub mod code_map;
mod columns;
pub mod diagnostic;
mod doubts;
pub mod expected;
mod fault;
pub mod filter;
mod findings;
pub mod header;
pub mod headings;
mod ids;
pub mod incomparable;
mod known;
mod line_ends;
pub mod located;
pub mod name_list;
pub mod number;
mod part;
mod place;
pub mod plan;
pub mod prices;
mod quotes;
mod rows;
pub mod scenario_file;
pub mod scenario_spec;
pub mod scenarios;
pub mod split;
pub mod tally;
pub mod targets;
pub mod text;
mod totals;
mod week;
mod written;

use crate::model::counts::Dimension;
use crate::model::price_table::PriceTable;
use strsim::normalized_damerau_levenshtein;

/// How alike two words must be for one to be suggested for the other.
const ALIKE: f64 = 0.65;

/// The candidate most like `word`, if one is close enough for "did you mean".
fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (normalized_damerau_levenshtein(&word, &candidate.to_lowercase()), candidate)
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        // The name decides between equals, so that the answer never depends on their order.
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// Words in backticks with something between: `` `a`, `b`, `c` ``.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(between)
}

/// The way out for a word that is the name of nothing: the candidate most like it, and all there are.
fn suggested<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, all: String) -> String {
    match did_you_mean(word, candidates) {
        Some(near) => format!("did you mean `{near}`? {all}"),
        None => all,
    }
}

/// The way out for a word that is none of some dimensions: the name most like it, and all there are.
pub fn dimensions_like(word: &str, dimensions: &[Dimension]) -> String {
    let names: Vec<&[&str]> = dimensions.iter().map(|one| &headings::names(*one)[..2]).collect();
    let both = |names: &&[&str]| match names {
        [danish, english] if danish != english => format!("`{danish}` (`{english}`)"),
        one => listed(one.first().copied(), ""),
    };
    let all: Vec<String> = names.iter().map(both).collect();
    let all = format!("dimensions are {}", all.join(", "));
    suggested(word, names.into_iter().flatten().copied(), all)
}

/// The way out for a word that is no channel.
fn channels_like(word: &str, table: &PriceTable) -> String {
    let ids = table.channels().map(|(_, channel)| channel.id.as_str());
    suggested(word, table.aliases(), format!("channels are {}", listed(ids, ", ")))
}
