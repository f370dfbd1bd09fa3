//! Names as they are typed: what they stand for, and what to suggest where one is unknown.

use std::collections::{BTreeMap, BTreeSet};

use strsim::normalized_damerau_levenshtein;

use super::located::{Argument, Located};
use super::{aliases, headings};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, shortened};
use crate::model::counts::{Counts, Dimension, folded, folded_name};
use crate::model::origin::Completed;
use crate::model::price_table::PriceTable;

/// How alike two words must be for one to be suggested for the other.
const ALIKE: f64 = 0.65;
/// A longer word is no slip of another.
const LONGEST: usize = 200;

/// The candidate most like `word`, if one is close enough for "did you mean".
pub(super) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    candidates
        .into_iter()
        // Comparing takes as long as the one word times the other.
        .filter(|candidate| word.len().max(candidate.len()) <= LONGEST)
        .map(|candidate| {
            (normalized_damerau_levenshtein(&word, &candidate.to_lowercase()), candidate)
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        // The name decides between equals, so that the answer never depends on their order.
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// The id of the channel or left-out code that a word is probably meant to be, if one is close.
pub(super) fn nearest_channel<'a>(word: &str, table: &'a PriceTable) -> Option<&'a str> {
    let near = did_you_mean(word, table.aliases())?;
    Some(table.id(table.find(near)?))
}

/// Words in backticks: `` `a`, `b`, `c` ``.
pub fn quoted<'a>(words: impl IntoIterator<Item = &'a str>, separator: &str) -> String {
    words
        .into_iter()
        .map(|word| format!("`{}`", shortened(word)))
        .collect::<Vec<_>>()
        .join(separator)
}

/// The names of dimensions, in Danish and in English.
fn listed(dimensions: &[Dimension]) -> String {
    let both = |one: &Dimension| match one.headings() {
        [danish, english, ..] if danish != english => format!("`{danish}` (`{english}`)"),
        names => format!("`{}`", names[0]),
    };
    dimensions.iter().map(both).collect::<Vec<_>>().join(", ")
}

impl Diagnostic {
    /// The same problem with the candidate that is most like a word, if one is close enough.
    pub(super) fn near<'a>(
        self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        self.with_some("near", did_you_mean(word, candidates))
    }
}

/// The same problem with the channels of a price table, for a word that is none of them.
pub(super) fn with_channels(problem: Diagnostic, word: &str, table: &PriceTable) -> Diagnostic {
    let ids = table.channels().map(|(_, channel)| channel.id.as_str());
    problem
        .near(word, table.aliases())
        .with("channels", quoted(ids, ", "))
        .with("table", &table.name)
}

/// The dimension of a list that a word names.
pub fn dimension(word: &Located, known: &[Dimension]) -> Result<Dimension, Diagnostic> {
    let dimension = headings::dimension(&word.text).filter(|one| known.contains(one));
    dimension.ok_or_else(|| {
        let names = known.iter().flat_map(|one| &one.headings()[..2]).copied();
        word.problem(Code::UnknownDimension).near(&word.text, names).with("known", listed(known))
    })
}

/// The position of a code of the price table, which may be one that is left out of cost.
pub(super) fn code(word: &Located, table: &PriceTable) -> Result<usize, Diagnostic> {
    table
        .find(&word.text)
        .ok_or_else(|| with_channels(word.problem(Code::UnknownChannel), &word.text, table))
}

/// The position of a channel, which is not one of the left-out codes.
pub(super) fn channel(word: &Located, table: &PriceTable) -> Result<usize, Diagnostic> {
    let position = code(word, table)?;
    if table.channel(position).is_none() {
        return Err(word.problem(Code::ChannelLeftOut));
    }
    Ok(position)
}

/// The positions of the channels that a flag lists.
pub fn channels(
    flag: &'static str,
    words: &[String],
    table: &PriceTable,
    completed: &mut Completed,
) -> Result<BTreeSet<usize>, Diagnostics> {
    Diagnostics::collect(words.iter().map(|word| {
        let mut word = Argument::new(flag, word).whole();
        complete((Dimension::Channel, &mut word), &[], table, completed)?;
        channel(&word, table)
    }))
}

/// Completes the start of the name of a unit or a channel in a flag to the one name that starts so.
/// A word in a file must be a whole name: the file is read again, when other names may start so too.
pub fn complete(
    (dimension, word): (Dimension, &mut Located),
    counts: &[&Counts],
    table: &PriceTable,
    completed: &mut Completed,
) -> Result<(), Diagnostic> {
    if word.text.is_empty() || !word.is_in_flag() {
        return Ok(());
    }
    // Compared counts may write one name in two ways.
    let names: BTreeMap<String, &str> = match dimension {
        Dimension::Unit => {
            let is_whole =
                |counts: &&Counts| aliases::find(counts, dimension, &word.text).is_some();
            if counts.iter().any(is_whole) {
                return Ok(());
            }
            let start = folded_name(&word.text);
            let names = counts.iter().flat_map(|counts| counts.names(dimension));
            let names = names.map(|name| (folded_name(name), name));
            names.filter(|(name, _)| name.starts_with(&start)).collect()
        }
        Dimension::Channel if table.find(&word.text).is_none() => {
            let start = folded(&word.text);
            let aliases = table.aliases().filter(|alias| alias.starts_with(&start));
            let channels = aliases.filter_map(|alias| table.channel(table.find(alias)?));
            channels.map(|channel| (channel.id.clone(), channel.id.as_str())).collect()
        }
        _ => return Ok(()),
    };
    let names: Vec<&str> = names.into_values().collect();
    match names[..] {
        [] => Ok(()),
        [name] => {
            completed.insert((word.text.clone(), name.to_owned()));
            *word = word.with_text(name);
            Ok(())
        }
        _ => Err(word.problem(Code::AmbiguousName).with("known", quoted(names, ", "))),
    }
}

/// The id of a unit of the counts, whose weeks are given. A name that a list gave to several units
/// is a problem: each of them has weeks of its own.
pub fn unit(word: &Located, counts: &Counts) -> Result<usize, Diagnostic> {
    let unit = value(Dimension::Unit, word, counts)?;
    let codes = counts.codes(Dimension::Unit, unit);
    if codes.len() > 1 {
        let codes = quoted(codes.iter().map(String::as_str), ", ");
        return Err(word.problem(Code::UnitOfSeveralCodes).with("codes", codes));
    }
    Ok(unit)
}

/// The id of a value that the counts have in a dimension.
pub fn value(dimension: Dimension, word: &Located, counts: &Counts) -> Result<usize, Diagnostic> {
    aliases::find(counts, dimension, &word.text)
        .ok_or_else(|| unknown_value(word, dimension, counts.words(dimension)))
}

/// The problem of a value that a dimension of the counts does not have.
pub(super) fn unknown_value<'a>(
    word: &Located,
    dimension: Dimension,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    word.unknown(Code::UnknownValue, known).with_names("kind", dimension.headings())
}
