//! What is asked for of the counts, in the words of `--week` and `--where`.

use std::collections::BTreeSet;

use super::aliases;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::headings;
use super::located::{Located, pair};
use super::week;
use super::{channels_like, dimensions_like, listed};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::filter::{Condition, Filter};
use crate::model::price_table::PriceTable;

/// Conditions in words, each a dimension and its values.
#[derive(Debug, Clone, Default)]
pub struct FilterSpec(Vec<(Dimension, Vec<Located>)>);

impl FilterSpec {
    /// The words of the arguments.
    ///
    /// # Errors
    ///
    /// Every argument that has not the form of its flag.
    pub fn of_arguments(weeks: &[String], conditions: &[String]) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let weeks: Vec<Located> =
            weeks.iter().map(|week| Located::of_argument("--week", week, 0..week.len())).collect();
        let mut words = vec![(Dimension::Week, weeks)];
        let condition = |argument: &String| {
            let expected = "expected a dimension and its values, such as `unit=JobCenteret`";
            let (name, values) = pair("--where", argument, expected)?;
            match headings::dimension(&name.text) {
                Some(dimension) => Ok((dimension, values.parts(','))),
                None => Err(unknown_dimension(&name)),
            }
        };
        words.extend(conditions.iter().filter_map(|one| problems.keep(condition(one))));
        words.retain(|(_, values)| !values.is_empty());
        problems.or(Self(words))
    }

    /// The dimensions that the counts must have.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.0.iter().map(|(dimension, _)| *dimension)
    }

    /// The selection that the words mean.
    ///
    /// # Errors
    ///
    /// Every value that matches nothing.
    pub fn resolve(&self, counts: &Counts, table: &PriceTable) -> Result<Filter, Diagnostics> {
        let [selection] = self.resolve_each([Counted { files: &[], counts, table }])?;
        Ok(selection)
    }

    /// The selections that the words mean in counts that stand beside each other: each keeps
    /// what it has of the values.
    ///
    /// # Errors
    ///
    /// Every value that matches nothing in any of them, and a count of which nothing is left.
    pub fn resolve_each<const N: usize>(
        &self,
        sides: [Counted; N],
    ) -> Result<[Filter; N], Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut selections = sides.map(|_| Filter::default());
        for (dimension, values) in &self.0 {
            let dimension = *dimension;
            let mut ids = sides.map(|_| BTreeSet::new());
            for value in values {
                let found = sides.map(|side| side.id(dimension, value));
                if found.iter().all(Option::is_none) {
                    problems.push(unknown(dimension, value, &sides));
                }
                for (ids, id) in ids.iter_mut().zip(found) {
                    ids.extend(id);
                }
            }
            for (selection, ids) in selections.iter_mut().zip(ids) {
                selection.conditions.push(Condition { dimension, ids });
            }
        }
        if problems.count() == 0 {
            let nothing_left = sides.iter().zip(&selections);
            let nothing_left = nothing_left.filter_map(|(side, one)| side.nothing_left(one, N > 1));
            nothing_left.for_each(|problem| problems.push(problem));
        }
        problems.or(selections)
    }
}

/// A count that a part is asked of.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// The files that it was read from.
    pub files: &'a [String],
    /// What was counted.
    pub counts: &'a Counts,
    /// The channels.
    pub table: &'a PriceTable,
}

impl Counted<'_> {
    /// The ids that occur in a dimension.
    fn seen(&self, dimension: Dimension) -> BTreeSet<usize> {
        self.counts.ids(dimension)
    }

    /// The id of a value, if it occurs.
    fn id(&self, dimension: Dimension, value: &Located) -> Option<usize> {
        let is_seen = |id: &usize| self.seen(dimension).contains(id);
        match dimension {
            Dimension::Week => week::number(&value.text).filter(is_seen),
            Dimension::Channel => self.table.find(&value.text).filter(is_seen),
            _ => aliases::find(self.counts, dimension, &value.text),
        }
    }

    /// The values that occur, in the words of the count.
    fn words(&self, dimension: Dimension) -> Vec<String> {
        match dimension {
            Dimension::Week => self.seen(dimension).iter().map(usize::to_string).collect(),
            Dimension::Channel => {
                self.seen(dimension).iter().map(|&code| self.table.id(code).to_owned()).collect()
            }
            _ => self.counts.words(dimension).map(str::to_owned).collect(),
        }
    }

    /// Says so where a selection leaves nothing to count; beside others with the files.
    fn nothing_left(&self, selection: &Filter, beside: bool) -> Option<Diagnostic> {
        let conditions = &selection.conditions;
        let holds = |slot: &Slot| {
            conditions.iter().all(|condition| condition.ids.contains(&slot.id(condition.dimension)))
        };
        if conditions.is_empty() || self.counts.slots().any(|(slot, _)| holds(slot)) {
            return None;
        }
        let left_out = self.counts.left_out().filter(|(slot, _)| holds(slot));
        let left_out: BTreeSet<usize> =
            left_out.map(|(slot, _)| slot.id(Dimension::Channel)).collect();
        let of = if beside { format!(" of {}", quoted(self.files)) } else { String::new() };
        Some(if !left_out.is_empty() {
            let codes = listed(left_out.into_iter().map(|code| self.table.id(code)), ", ");
            Diagnostic::new(format!("no incoming enquiries are left{of} by what is asked for: {codes}"))
                .help(format!(
                    "price table `{}` leaves {codes} out of cost; `kanal pattern` shows what is left out with `--include left-out`",
                    self.table.name,
                ))
        } else if conditions.iter().any(|condition| condition.ids.is_empty()) {
            Diagnostic::new(format!("no enquiries are left{of} by what is asked for"))
                .help("name a value that it has too: each count keeps those of `--week` and `--where` that it has")
        } else {
            Diagnostic::new(format!("no enquiries are left{of} by what is asked for"))
                .help("each of `--week` and `--where` matches some, but none matches all of them")
        })
    }
}

fn quoted(words: &[String]) -> String {
    listed(words.iter().map(String::as_str), ", ")
}

/// A value that no count has.
fn unknown(dimension: Dimension, value: &Located, sides: &[Counted]) -> Diagnostic {
    let files: Vec<String> = sides.iter().flat_map(|side| side.files).cloned().collect();
    let absent = match sides {
        [_] => "not in the count".to_owned(),
        _ => format!("not in {}", quoted(&files)),
    };
    let mut seen = BTreeSet::new();
    let mut known: Vec<String> = sides.iter().flat_map(|side| side.words(dimension)).collect();
    known.retain(|word| seen.insert(word.clone()));
    match dimension {
        Dimension::Week => match week::number(&value.text) {
            Some(week) => value.problem(format!("no enquiries in week {week}"), absent),
            None => value.problem(
                format!("`{}` is not a week", value.text),
                "expected a number from 1 to 53",
            ),
        }
        .help(format!("weeks are {}", quoted(&known))),
        Dimension::Channel => {
            let is_known = sides.iter().any(|side| side.table.find(&value.text).is_some());
            let what = format!("no enquiries on channel `{}`", value.text);
            value.problem(what, absent).help(if is_known {
                format!("channels in the count are {}", quoted(&known))
            } else {
                channels_like(&value.text, sides[0].table)
            })
        }
        _ => {
            let known = known.iter().map(String::as_str);
            value.unknown(headings::names(dimension)[1], known, &absent)
        }
    }
}

/// A word that names no dimension.
pub(super) fn unknown_dimension(word: &Located) -> Diagnostic {
    word.problem(format!("unknown dimension `{}`", word.text), "")
        .help(dimensions_like(&word.text, &Dimension::ALL))
}
