//! The report of `kanal opening-hours`.

use std::collections::BTreeSet;

use super::model::{Closed, CountedByTime, OpenHours, Opening};
use crate::commands::whatif::steps::line;
use crate::model::counts::Dimension;
use crate::model::opening_hours::Target;
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
    (closing, closed): (&[String], Option<&Closed>),
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
        .and(closed.map(|closed| hours_close(basis, closing, closed)));
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
        notes: notes(basis, opening, what_if.is_some()),
        ..Report::new(Term::OpeningHoursReport, &basis.table.currency, headline)
    }
}

fn hours_close(basis: Basis, hours: &[String], closed: &Closed) -> Phrase {
    let to = match closed.to {
        Target::Unit(unit) => basis.name(Dimension::Unit, unit),
        Target::Channel(channel) => basis.channel_name(channel),
    };
    let saving = closed.what_if.as_ref().map(|what_if| &what_if.saving);
    let (extra, saved): (Vec<_>, Vec<_>) = saving.into_iter().partition(|one| one.is_negative());
    Sentence::HoursClose
        .with_list("hours", hours.iter().map(Cell::from))
        .with("counted", closed.counted)
        .with("enquiries", closed.mix.enquiries())
        .with("to", to)
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

fn notes(basis: Basis, opening: &Opening, moves: bool) -> Vec<Phrase> {
    let mut notes = vec![Sentence::CostOfHourMeans.into()];
    notes.extend(moves.then(|| Sentence::NoBudgetSaving.into()));
    let CountedByTime { without_time: without, .. } = opening.by_channel.values().sum();
    if without > 0 {
        let channels = opening.by_channel.iter().filter(|(_, counted)| counted.without_time > 0);
        let channels = channels.map(|(channel, _)| basis.channel_name(*channel));
        notes.push(Sentence::WithoutTime.with("counted", without).with_list("channels", channels));
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
