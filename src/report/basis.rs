//! What every yearly figure rests on: the assumptions, and the notes on a count.

use std::collections::BTreeMap;

use super::{Cell, Key, Note};
use crate::model::cost::Cost;
use crate::model::counts::{Counts, Dimension};
use crate::model::number::{Enquiries, Weeks};
use crate::model::price_table::{Code, PriceTable};
use crate::model::year::Scale;

/// Everything that the report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The names of the files that were read.
    pub files: &'a [String],
    /// What was counted.
    pub counts: &'a Counts,
    /// What it was priced with.
    pub table: &'a PriceTable,
    /// How it was scaled.
    pub scale: &'a Scale,
}

/// The assumptions of a yearly figure.
pub(super) fn assumptions(basis: Basis, cost: &Cost) -> Vec<(Key, Cell)> {
    let table = basis.table;
    let weeks: Vec<String> = cost
        .weeks_seen
        .iter()
        .map(|&week| basis.counts.name(Dimension::Week, week).to_owned())
        .filter(|week| !week.is_empty())
        .collect();
    vec![
        (Key::Files, Cell::List(basis.files.to_vec())),
        (Key::PriceTable, Cell::Text(table.name.clone())),
        (Key::PriceYear, Cell::Year(table.year)),
        (Key::Source, Cell::Text(table.source.clone())),
        (Key::Basis, Cell::Text(table.basis.clone())),
        (Key::Currency, Cell::Text(table.currency.clone())),
        (Key::CountWeeks, Cell::List(weeks)),
        (Key::WeeksCounted, Cell::Weeks(cost.weeks_counted.clone())),
        (
            Key::WeeksPerYear,
            Cell::Weeks(basis.scale.weeks_per_year.clone()),
        ),
        (Key::Factor, Cell::Factor(cost.factor.clone())),
    ]
}

/// What has to be known of the counts, their weeks and what has no part in the cost.
pub(super) fn notes(basis: Basis, cost: &Cost) -> Vec<Note> {
    let name = |dimension, id| basis.counts.name(dimension, id).to_owned();
    let told = cost
        .weeks_seen
        .iter()
        .any(|&week| !name(Dimension::Week, week).is_empty());
    let mut notes = vec![Note::Annualisation {
        weeks_per_year: basis.scale.weeks_per_year.clone(),
        weeks_counted: cost.weeks_counted.clone(),
        factor: cost.factor.clone(),
    }];
    match &basis.scale.weeks_counted {
        None if !told => notes.push(Note::WeeksAssumed {
            weeks: cost.weeks_counted.clone(),
        }),
        Some(given) if told && *given != Weeks::from(cost.weeks_seen.len() as u64) => {
            notes.push(Note::WeeksGiven {
                given: given.clone(),
                seen: cost.weeks_seen.len(),
            });
        }
        _ => {}
    }
    if cost.weeks_counted <= Weeks::from(1) {
        notes.push(Note::OneWeek);
    }
    notes.extend(cost.fewer_weeks.iter().map(|group| {
        Note::FewerWeeks {
            units: group
                .units
                .iter()
                .map(|&unit| name(Dimension::Unit, unit))
                .collect(),
            weeks: group.weeks.clone(),
            most: cost.weeks_counted.clone(),
            counted: group.counted,
            factor: group.factor.clone(),
            enquiries: group.enquiries.clone(),
        }
    }));
    if let Some(range) = cost.range.as_ref().filter(|range| range.units < cost.units) {
        notes.push(Note::SomeUnits {
            units: range.units,
            all: cost.units,
        });
    }
    notes.extend(unpriced(basis.table, cost));
    notes.extend(left_out(basis.table, cost));
    notes.extend(
        basis
            .files
            .iter()
            .enumerate()
            .filter(|(at, file)| basis.files[..*at].contains(file))
            .map(|(_, file)| Note::SameFile { file: file.clone() }),
    );
    notes
}

fn unpriced(table: &PriceTable, cost: &Cost) -> Option<Note> {
    let enquiries: Enquiries = cost.unpriced.iter().map(|(_, enquiries)| enquiries).sum();
    let channel = |(position, enquiries): &(usize, Enquiries)| {
        Some((table.channel(*position)?.name.clone(), enquiries.clone()))
    };
    (!enquiries.is_zero()).then(|| Note::Unpriced {
        share: enquiries
            .share_of(&cost.total.enquiries)
            .expect("the total holds these enquiries"),
        enquiries,
        channels: cost.unpriced.iter().filter_map(channel).collect(),
    })
}

/// One note a reason, in alphabetical order.
fn left_out(table: &PriceTable, cost: &Cost) -> Vec<Note> {
    let mut reasons = BTreeMap::<&str, Vec<(String, u64)>>::new();
    for &(position, counted) in &cost.left_out {
        if let Code::LeftOut(left_out) = &table.codes()[position] {
            reasons
                .entry(&left_out.reason)
                .or_default()
                .push((left_out.code.clone(), counted));
        }
    }
    reasons
        .into_iter()
        .map(|(reason, codes)| Note::LeftOut {
            reason: reason.to_owned(),
            counted: codes.iter().map(|(_, counted)| counted).sum(),
            codes,
        })
        .collect()
}
