//! Names as they are typed: what they stand for, and what to suggest where one is unknown.

use std::collections::{BTreeMap, BTreeSet};

use strsim::normalized_damerau_levenshtein;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::{Argument, Located};
use super::{aliases, headings};
use crate::model::counts::{Counts, Dimension};
use crate::model::price_table::PriceTable;
use crate::model::quantity::Share;

/// How alike two words must be for one to be suggested for the other.
const ALIKE: f64 = 0.65;

/// The candidate most like `word`, if one is close enough for "did you mean".
pub(super) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
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

/// Words in backticks: `` `a`, `b`, `c` ``.
pub fn quoted<'a>(words: impl IntoIterator<Item = &'a str>, separator: &str) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(separator)
}

/// The way out for an unknown word: the candidate most like it, and `all` there are.
pub(super) fn suggestion<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    all: &str,
) -> String {
    match did_you_mean(word, candidates) {
        Some(near) => format!("did you mean `{near}`? {all}"),
        None => all.to_owned(),
    }
}

/// The way out for a word that is none of some dimensions.
pub fn suggest_dimension(word: &str, dimensions: &[Dimension]) -> String {
    let names: Vec<&[&str]> = dimensions.iter().map(|one| &headings::names(*one)[..2]).collect();
    let both = |names: &&[&str]| match names {
        [danish, english] if danish != english => format!("`{danish}` (`{english}`)"),
        names => quoted(names.iter().copied().take(1), ""),
    };
    let all: Vec<String> = names.iter().map(both).collect();
    let all = format!("dimensions are {}", all.join(", "));
    suggestion(word, names.into_iter().flatten().copied(), &all)
}

/// The way out for a word that is no channel.
pub(super) fn suggest_channel(word: &str, table: &PriceTable) -> String {
    let ids = table.channels().map(|(_, channel)| channel.id.as_str());
    suggestion(word, table.aliases(), &format!("channels are {}", quoted(ids, ", ")))
}

/// The dimension that a word names.
pub(super) fn dimension(word: &Located) -> Result<Dimension, Diagnostic> {
    headings::dimension(&word.text).ok_or_else(|| {
        word.problem(Code::UnknownDimension, format!("unknown dimension `{}`", word.text), "")
            .help(suggest_dimension(&word.text, &Dimension::ALL))
    })
}

/// The position of a code of the price table, which may be one that is left out of cost.
pub(super) fn code(word: &Located, table: &PriceTable) -> Result<usize, Diagnostic> {
    table.find(&word.text).ok_or_else(|| {
        let expected = format!("not in price table `{}`", table.name);
        word.problem(Code::UnknownChannel, format!("unknown channel `{}`", word.text), expected)
            .help(suggest_channel(&word.text, table))
    })
}

/// The position of a channel, which is not one of the left-out codes.
pub(super) fn channel(word: &Located, table: &PriceTable) -> Result<usize, Diagnostic> {
    let position = code(word, table)?;
    if table.channel(position).is_none() {
        let text = format!("`{}` is left out of cost", word.text);
        return Err(word.problem(Code::ChannelLeftOut, text, "not an incoming channel"));
    }
    Ok(position)
}

/// The positions of the channels that a flag lists.
pub fn channels(
    flag: &'static str,
    words: &[String],
    table: &PriceTable,
) -> Result<BTreeSet<usize>, Diagnostics> {
    Diagnostics::collect(
        words.iter().map(|word| channel(&Argument::new(flag, word).whole(), table)),
    )
}

/// Goals of self-service: one for all tasks, if any, and those of single tasks by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Targets {
    /// The goal of every task without one of its own.
    pub all: Option<Share>,
    /// The goals of single tasks.
    pub tasks: BTreeMap<usize, Share>,
}

/// Reads `--target 80%`, for all tasks, and `--target 29.03.04=90%`, for one.
pub fn targets(arguments: &[String], counts: &Counts) -> Result<Targets, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut targets = Targets::default();
    for text in arguments {
        let argument = Argument::new("--target", text);
        let Some(equals) = text.rfind('=') else {
            let target = argument.whole();
            let share = problems.ok(target.per_cent());
            if targets.all.is_some() {
                let text = "two targets for all tasks";
                problems.push(target.problem(Code::DuplicateTarget, text, "the second one"));
            }
            targets.all = share.or(targets.all);
            continue;
        };
        let task = argument.part(0..equals);
        let share = problems.ok(argument.part(equals + 1..text.len()).per_cent());
        let id = aliases::find(counts, Dimension::Task, &task.text).ok_or_else(|| {
            let known = counts.words(Dimension::Task);
            task.unknown(Code::UnknownValue, "task", known, "not in the count")
        });
        // An id or a per cent that is wrong is a problem already.
        if let (Some(id), Some(share)) = (problems.ok(id), share)
            && targets.tasks.insert(id, share).is_some()
        {
            let text = format!("two targets for task `{}`", counts.name(Dimension::Task, id));
            problems.push(task.problem(Code::DuplicateTarget, text, "the second one"));
        }
    }
    problems.into_result(targets)
}
