//! What a report has to say of where its counts come from: the notes on the input.

use std::collections::BTreeMap;

use super::basis::{Basis, counted_words, keys, named};
use super::input::InputNote;
use super::{Cell, Key};
use crate::model::counts::Dimension;
use crate::model::origin::{Encoding, FileOrigin, Meaning, Reason, Shape};
use crate::model::price_table::Why;

/// A week with less than this part of the busiest one, one in so many, looks like late registration.
const LATE: u64 = 20;

/// What stands over a column that is no unit, whatever else it is.
const NO_UNITS: [&str; 6] = ["dato", "date", "id", "nr", "i alt", "total"];

/// Everything that has to be known of the input.
pub(super) fn notes(basis: Basis) -> Vec<InputNote> {
    let origin = basis.origin;
    let mut notes: Vec<InputNote> = origin.files.iter().filter_map(read_as).collect();
    notes.extend(origin.files.iter().filter_map(no_unit));
    notes.extend(totals(&origin.files));
    notes.extend(origin.filter_effects.iter().map(|selected| {
        let dimension = selected.condition.dimension;
        let value = |&id: &usize| match basis.table.codes().get(id) {
            Some(code) if dimension == Dimension::Channel => Cell::Text(code.id().to_owned()),
            _ => named(basis.counts, dimension, id),
        };
        InputNote::Selected {
            dimension: keys(dimension).1,
            values: selected.condition.ids.iter().map(value).collect(),
            kept: selected.kept,
            left_out: selected.left_out,
        }
    }));
    notes.extend(assumed(basis));
    notes.extend(unused_maps(basis));
    notes.extend(like_total(basis));
    notes.extend(late_weeks(basis));
    let several = origin.years.iter().filter(|(_, years)| years.len() > 1);
    notes.extend(several.map(|(&week, years)| InputNote::SeveralYears {
        week,
        years: years.iter().copied().collect(),
    }));
    let counted = counted_words(basis);
    let unnamed = origin.unnamed.iter().map(|one| {
        let codes = one.codes.iter().filter(|code| counted(one.dimension, code));
        (one, codes.cloned().collect::<Vec<_>>())
    });
    notes.extend(unnamed.filter(|(_, codes)| !codes.is_empty()).map(|(one, codes)| {
        InputNote::Unnamed { dimension: keys(one.dimension).1, file: one.files.join(", "), codes }
    }));
    notes
}

/// The word for what rows stand for; none for the plain ones.
pub(super) fn layout(shape: Shape) -> Option<Key> {
    match shape {
        Shape::Long => None,
        Shape::Wide => Some(Key::WideTable),
        Shape::Enquiries => Some(Key::RowPerEnquiry),
    }
}

/// The rows with totals: those that are known to add up, and those that nobody has added up.
/// Of those that do not, each has a problem.
fn totals(files: &[FileOrigin]) -> impl Iterator<Item = InputNote> {
    let all: u64 = files.iter().filter_map(|file| file.left_out.get(&Reason::Total)).sum();
    let sound: u64 = files.iter().map(|file| file.totals.sound).sum();
    let wrong: u64 = files.iter().map(|file| file.totals.wrong).sum();
    let notes = [(sound, true), (all.saturating_sub(sound + wrong), false)];
    notes
        .into_iter()
        .filter(|(rows, _)| *rows > 0)
        .map(|(rows, held)| InputNote::Totals { rows, held })
}

/// The headings of columns that are not read.
fn ignored(file: &FileOrigin) -> impl Iterator<Item = &str> {
    let columns = file.columns.iter().filter(|column| column.meaning == Meaning::None);
    columns.map(|column| column.heading.trim()).filter(|heading| !heading.is_empty())
}

/// Without a unit all of a file is of one, and one of the columns may be it under another heading.
fn no_unit(file: &FileOrigin) -> Option<InputNote> {
    let unit = Meaning::Dimension(Dimension::Unit);
    let may_be_it = |heading: &&str| !NO_UNITS.contains(&heading.to_lowercase().as_str());
    let ignored: Vec<String> = ignored(file).filter(may_be_it).map(str::to_owned).collect();
    let has_unit = file.columns.iter().any(|column| column.meaning == unit);
    (!has_unit && !ignored.is_empty())
        .then(|| InputNote::NoUnit { file: file.name.clone(), ignored })
}

fn read_as(file: &FileOrigin) -> Option<InputNote> {
    let ignored = ignored(file).filter(|_| file.shape == Shape::Wide);
    let encoding = (file.encoding == Encoding::Windows1252).then(|| file.encoding.name());
    let is_plain = encoding.is_none() && file.shape == Shape::Long && !file.dated;
    (!is_plain).then(|| InputNote::ReadAs {
        file: file.name.clone(),
        encoding,
        layout: layout(file.shape),
        dated: file.dated,
        ignored: ignored.map(str::to_owned).collect(),
    })
}

fn assumed(basis: Basis) -> impl Iterator<Item = InputNote> {
    basis.origin.noted.iter().filter_map(move |code| {
        let Why::Assumed(reason) = &basis.table.noted(code)?.why else { return None };
        let channel = basis.table.channel(basis.table.find(code)?)?;
        Some(InputNote::Assumed {
            code: code.clone(),
            channel: channel.name.clone(),
            price: Some(channel.price.clone()),
            reason: reason.clone(),
            currency: basis.table.currency.clone(),
        })
    })
}

/// Codes that get a meaning from `--map`, and that neither a row nor a heading has.
fn unused_maps(basis: Basis) -> impl Iterator<Item = InputNote> {
    let noted = basis.table.all_noted().filter(|_| !basis.origin.files.is_empty());
    noted.filter_map(move |noted| {
        let Why::Mapped { near } = &noted.why else { return None };
        let code = &noted.code;
        (!basis.origin.noted.contains(code))
            .then(|| InputNote::UnusedMap { code: code.clone(), near: near.clone() })
    })
}

/// A unit that has on each channel what all others have together. Where there are two that
/// are alike, each has what the other has; so there have to be three.
fn like_total(basis: Basis) -> Option<InputNote> {
    let mut all = BTreeMap::<usize, u64>::new();
    let mut by_unit = BTreeMap::<usize, BTreeMap<usize, u64>>::new();
    for (slot, counted) in basis.counts.records() {
        *all.entry(slot.id(Dimension::Channel)).or_default() += counted;
        let of_unit = by_unit.entry(slot.id(Dimension::Unit)).or_default();
        *of_unit.entry(slot.id(Dimension::Channel)).or_default() += counted;
    }
    if by_unit.len() < 3 || all.values().all(|counted| *counted == 0) {
        return None;
    }
    let is_half = |own: &BTreeMap<usize, u64>| {
        all.iter().all(|(channel, counted)| {
            own.get(channel).copied().unwrap_or(0).checked_mul(2) == Some(*counted)
        })
    };
    let (unit, _) = by_unit.iter().find(|(_, own)| is_half(own))?;
    Some(InputNote::LikeTotal { unit: named(basis.counts, Dimension::Unit, *unit) })
}

/// Weeks with less than a twentieth of the enquiries of the busiest one.
fn late_weeks(basis: Basis) -> Vec<InputNote> {
    let mut weeks = basis.counts.by(Dimension::Week);
    weeks.remove(&0);
    let busiest = weeks.iter().max_by_key(|(_, counted)| **counted);
    let Some((&busiest, &most)) = busiest else { return Vec::new() };
    let is_late = |counted: u64| counted * LATE < most;
    let late = weeks.into_iter().filter(|(_, counted)| is_late(*counted));
    late.map(|(week, counted)| InputNote::LateWeek { week, counted, busiest, most }).collect()
}
