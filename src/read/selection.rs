//! What is asked for of the counts, in the words of `--week` and `--where`.

use std::collections::BTreeSet;

use super::headings;
use super::problem::{Problem, Problems};
use super::vocabulary;
use super::week;
use super::word::{Word, pair};
use super::{channels_like, listed};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::price_table::PriceTable;
use crate::model::selection::{Condition, Selection};

/// Conditions in words, each a dimension and its values.
#[derive(Debug, Clone, Default)]
pub struct SelectionWords(Vec<(Dimension, Vec<Word>)>);

impl SelectionWords {
    /// The words of the arguments.
    ///
    /// # Errors
    ///
    /// Every argument that has not the form of its flag.
    pub fn of_arguments(weeks: &[String], conditions: &[String]) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let weeks: Vec<Word> =
            weeks.iter().map(|week| Word::of_argument("--week", week, 0..week.len())).collect();
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
    pub fn resolve(&self, counts: &Counts, table: &PriceTable) -> Result<Selection, Problems> {
        let mut problems = Problems::default();
        let mut conditions = Vec::new();
        for (dimension, values) in &self.0 {
            let ids = values.iter().map(|value| id(*dimension, value, counts, table));
            let ids = ids.filter_map(|id| problems.keep(id)).collect();
            conditions.push(Condition { dimension: *dimension, ids });
        }
        let holds = |slot: &Slot| {
            conditions.iter().all(|condition| condition.ids.contains(&slot[condition.dimension]))
        };
        if problems.count() == 0
            && !conditions.is_empty()
            && !counts.slots().any(|(slot, _)| table.is_enquiry(slot) && holds(slot))
        {
            problems.push(
                Problem::new("no enquiries are left by what is asked for").help(
                    "each of `--week` and `--where` matches some, but none matches all of them",
                ),
            );
        }
        problems.or(Selection { conditions })
    }
}

/// A word that names no dimension.
pub(super) fn unknown_dimension(word: &Word) -> Problem {
    let names = Dimension::ALL.map(|dimension| headings::names(dimension)[1]);
    word.unknown("dimension", names, "")
}

/// The id of a value in the counts.
fn id(
    dimension: Dimension,
    value: &Word,
    counts: &Counts,
    table: &PriceTable,
) -> Result<usize, Problem> {
    let seen = || counts.by(dimension, |_| true).into_keys().collect::<BTreeSet<usize>>();
    match dimension {
        Dimension::Week => {
            let number = week::number(&value.text);
            number.filter(|number| seen().contains(number)).ok_or_else(|| {
                let weeks: Vec<String> = seen().iter().map(usize::to_string).collect();
                let problem = match number {
                    Some(week) => {
                        value.problem(format!("no enquiries in week {week}"), "not in the count")
                    }
                    None => value.problem(
                        format!("`{}` is not a week", value.text),
                        "expected a number from 1 to 53",
                    ),
                };
                problem
                    .help(format!("weeks are {}", listed(weeks.iter().map(String::as_str), ", ")))
            })
        }
        Dimension::Channel => {
            let seen = seen();
            let known = table.find(&value.text);
            known.filter(|position| seen.contains(position)).ok_or_else(|| {
                let counted = seen.iter().map(|position| table.id(*position));
                let what = format!("no enquiries on channel `{}`", value.text);
                value.problem(what, "not in the count").help(match known {
                    Some(_) => format!("channels in the count are {}", listed(counted, ", ")),
                    None => channels_like(&value.text, table),
                })
            })
        }
        _ => counts.find(dimension, &vocabulary::name(dimension, &value.text)).ok_or_else(|| {
            let known = counts.names(dimension).iter().map(String::as_str);
            value.unknown(headings::names(dimension)[1], known, "not in the count")
        }),
    }
}
