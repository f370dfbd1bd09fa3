//! The report of `kanal opening-hours`.

use std::collections::BTreeSet;

use super::model::{Closed, CountedByTime, OpenHours, Opening};
use crate::commands::whatif::steps::line;
use crate::model::counts::Dimension;
use crate::model::opening_hours::{Closing, DAY, Target};
use crate::model::quantity::Share;
use crate::report::Kind::{Money, Number, Text};
use crate::report::basis::{Basis, CHANNEL, NoteScope, UNIT, name_cell};
use crate::report::{Cell, Chart, Columns, Phrase, Report, Sentence, Short, Table, Term, headed};

/// The largest numbers of units and of hours in the short form.
const UNITS: usize = 4;
const HOURS: usize = 4;

/// The hours with their enquiries and cost, the quietest first, and what comes in outside them.
pub fn report(
    basis: Basis,
    channels: &BTreeSet<usize>,
    at_least: u64,
    opening: &Opening,
    closing: Option<(&[Closing], &Closed)>,
    not_counted: &[String],
) -> Report {
    let names = || channels.iter().map(|&channel| basis.channel_name(channel));
    let mut assumptions = basis.assumptions();
    assumptions.push((Term::Channels, Cell::list(names())));
    let total = opening.total();
    let in_channels = opening.by_channel.iter().filter(|(channel, _)| channels.contains(channel));
    let CountedByTime { inside, outside, .. } = in_channels.map(|(_, counted)| counted).sum();
    let headline = Sentence::OpeningHours
        .with("cost", total.mix.cost(basis.table))
        .with("per_hour", total.cost_of_hour(basis.table))
        .with("rate", rate(&total))
        .with_list("channels", names())
        .with("quiet", total.quiet)
        .with("hours", total.hours)
        .with("at_least", at_least)
        .with("outside", outside)
        .with("share", Share::from(outside).ratio(&Share::from(inside + outside)))
        .and(closing.map(|(hours, closed)| hours_close(basis, hours, closed)));
    let closed = closing.map(|(_, closed)| closed);
    let what_if = closed.and_then(|closed| closed.what_if.as_ref());
    let arithmetic = what_if.map(|what_if| {
        what_if.steps.iter().map(|step| line(basis, &what_if.scenario, step)).collect()
    });
    Report {
        arithmetic: arithmetic.unwrap_or_default(),
        assumptions: headed(assumptions),
        tables: vec![
            open_hours(basis, opening),
            by_unit(basis, opening, &total),
            by_channel(basis, opening),
        ],
        notes: notes(basis, channels, opening, closed, not_counted),
        ..Report::new(Term::OpeningHoursReport, &basis.table.currency, headline)
    }
}

/// The unit or the channel that the enquiries of closed hours move to.
fn target(basis: Basis, closed: &Closed) -> Cell {
    match closed.to {
        Target::Unit(unit) => basis.name(Dimension::Unit, unit),
        Target::Channel(channel) => basis.channel_name(channel),
    }
}

/// A weekday, and its hours unless it closes the whole day.
fn day_and_hours(closing: &Closing) -> Phrase {
    let day = name_cell(Dimension::Weekday, &(closing.day + 1).to_string());
    let spans = closing.spans().into_iter().map(|span| format!("{}-{}", span.start, span.end));
    let spans = spans.filter(|_| closing.hours != DAY);
    Sentence::DayAndHours.with("day", day).with_list("hours", spans)
}

fn hours_close(basis: Basis, hours: &[Closing], closed: &Closed) -> Phrase {
    let saving = closed.what_if.as_ref().map(|what_if| &what_if.saving);
    let (extra, saved): (Vec<_>, Vec<_>) = saving.into_iter().partition(|one| one.is_negative());
    Sentence::HoursClose
        .with_list("hours", hours.iter().map(day_and_hours))
        .with("units", closed.units.len())
        .with("counted", closed.counted)
        .with("enquiries", closed.mix.enquiries())
        .with("to", target(basis, closed))
        .with("saving", saved.first().copied())
        .with("extra", extra.first().map(|extra| extra.abs()))
        .with("cost", closed.mix.cost(basis.table).filter(|_| saving.is_none()))
}

/// Enquiries in an open hour, with a decimal.
fn rate(hours: &OpenHours) -> Option<Cell> {
    hours.rate().map(|rate| Cell::Decimals(rate.exact().clone(), 1))
}

/// The columns of hours.
fn figures(basis: Basis<'_>) -> Columns<'_, &OpenHours> {
    Columns::<&OpenHours>::new()
        .col(Term::Counted, Number, |hours| hours.counted)
        .col(Term::Rate, Number, |hours| rate(hours))
        .col(Term::Enquiries, Number, |hours| hours.mix.enquiries())
        .in_full()
        .col(Term::Cost, Money, move |hours| hours.mix.cost(basis.table))
        .col(Term::CostOfHour, Money, move |hours| hours.cost_of_hour(basis.table))
}

fn by_unit(basis: Basis, opening: &Opening, total: &OpenHours) -> Table {
    let units = opening.by_unit();
    let columns = Columns::<&OpenHours>::new()
        .col(Term::WeeklyHours, Number, |hours| hours.hours)
        .and(figures(basis))
        .col(Term::QuietHours, Number, |hours| hours.quiet);
    let mut units: Vec<_> = units.iter().collect();
    units.sort_by_key(|(_, hours)| std::cmp::Reverse(hours.counted));
    let rows = units.into_iter().map(|(unit, hours)| ([basis.name(Dimension::Unit, *unit)], hours));
    let table = Table::named(Term::ByUnit, &UNIT, columns, rows, Some(total))
        .chart(Chart::bars(Term::CostOfHour));
    table.short(Short::First(UNITS))
}

fn open_hours(basis: Basis, opening: &Opening) -> Table {
    let mut hours: Vec<_> = opening.hours.iter().collect();
    // The sort is stable: equals stay in the order of units, days and hours.
    hours.sort_by_key(|(_, hours)| hours.rate());
    let rows = hours.into_iter().map(|((unit, day, hour), hours)| {
        let day = name_cell(Dimension::Weekday, &(day + 1).to_string());
        ([day, format!("{hour:02}").into(), basis.name(Dimension::Unit, *unit)], hours)
    });
    let names = [(Term::Day, Text), (Term::Hour, Text), (Term::Unit, Text)];
    let table = Table::named(Term::OpenHours, &names, figures(basis), rows, None);
    table.short(Short::First(HOURS))
}

fn by_channel(basis: Basis, opening: &Opening) -> Table {
    let columns = Columns::<CountedByTime>::new()
        .col(Term::InOpeningHours, Number, |counted| counted.inside)
        .col(Term::OutsideOpeningHours, Number, |counted| counted.outside)
        .col(Term::WithoutTime, Number, |counted| counted.without_time);
    let total = opening.by_channel.values().sum();
    let rows = opening.by_channel.iter();
    let rows = rows.filter_map(|(channel, counted)| Some((basis.channel(*channel)?, *counted)));
    Table::named(Term::ByChannel, &CHANNEL, columns, rows, Some(total)).short(Short::Hidden)
}

fn notes(
    basis: Basis,
    channels: &BTreeSet<usize>,
    opening: &Opening,
    closed: Option<&Closed>,
    not_counted: &[String],
) -> Vec<Phrase> {
    let mut notes = vec![Sentence::CostOfHourMeans.into()];
    if let Some(closed) = closed {
        let to = || target(basis, closed);
        let staying = Sentence::HoursStay.with("counted", closed.staying).with("to", to());
        notes.extend((closed.staying > 0).then_some(staying));
        notes.extend(closed.is_target_closed.then(|| Sentence::TargetCloses.with("to", to())));
        notes.extend(closed.what_if.is_some().then(|| Sentence::NoBudgetSaving.into()));
    }
    if !opening.without_times.is_empty() {
        let units = opening.without_times.iter().map(|unit| basis.name(Dimension::Unit, *unit));
        let names = channels.iter().map(|&channel| basis.channel_name(channel));
        let note = Sentence::UnitsWithoutTimes.with_list("units", units);
        notes.push(note.with_list("channels", names));
    }
    if !not_counted.is_empty() {
        let names = not_counted.iter().map(String::as_str);
        notes.push(
            Sentence::HoursNotCounted.with("number", not_counted.len()).with_list("names", names),
        );
    }
    let without: Vec<(usize, u64)> = opening
        .by_channel
        .iter()
        .map(|(&channel, counted)| (channel, counted.without_time))
        .filter(|(_, counted)| *counted > 0)
        .collect();
    if !without.is_empty() {
        let sum = |all: &[(usize, u64)]| all.iter().map(|(_, counted)| counted).sum::<u64>();
        let needed: Vec<_> =
            without.iter().copied().filter(|(channel, _)| channels.contains(channel)).collect();
        let names = without.iter().map(|(channel, _)| basis.channel_name(*channel));
        let note =
            Sentence::WithoutTime.with("counted", sum(&without)).with_list("channels", names);
        notes.push(note.with("more", Some(sum(&needed)).filter(|more| *more > 0)));
    }
    if !opening.without_hours.is_empty() {
        let units = opening.without_hours.keys();
        let units = units.map(|unit| basis.name(Dimension::Unit, *unit));
        let counted: u64 = opening.without_hours.values().sum();
        notes.push(Sentence::WithoutHours.with_list("units", units).with("counted", counted));
    }
    notes.extend(basis.notes(NoteScope::default()));
    notes
}
