//! The report of `kanal outgoing`.

use std::collections::BTreeSet;

use super::model::{OutgoingLine, OutgoingYear};
use crate::model::counts::Dimension;
use crate::model::price_table::Outgoing::{self, DigitalPost, Letter, OutputManager};
use crate::model::quantity::Enquiries;
use crate::report::Kind::{Money, Number, Text};
use crate::report::arithmetic::factor;
use crate::report::basis::{Basis, NoteScope, TASK, UNIT, letter_prices, notes_before, table_name};
use crate::report::{
    Cell, Chart, Columns, Heading, Phrase, Report, Sentence, Short, Table, Term, headed,
};

/// The largest number of rows of a breakdown in the short form; the others are added up.
const ROWS: usize = 6;

/// A count and its outgoing records.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The basis; its counts include the outgoing records.
    pub basis: Basis<'a>,
    /// The outgoing records.
    pub result: &'a OutgoingYear,
}

/// The outgoing records by code, unit and task, beside those of an earlier count.
pub fn report(now: Side, before: Option<Side>) -> Report {
    let table = now.basis.table;
    let mut assumptions = now.basis.assumptions_since(before.map(|before| before.basis));
    assumptions.extend(headed(letter_prices(table).into()));
    let mut tables = vec![by_code(now, before)];
    let by_task = by_name(Dimension::Task, now, before);
    // The short form has one of them.
    let of_units = if by_task.is_some() { Short::Hidden } else { Short::Largest(ROWS) };
    tables.extend(by_name(Dimension::Unit, now, before).map(|table| table.short(of_units)));
    tables.extend(by_task.map(|table| table.short(Short::Largest(ROWS))));
    tables.retain(|table| !table.rows.is_empty());
    let headline = headline(now, before);
    Report {
        arithmetic: letters_line(now).into_iter().collect(),
        assumptions,
        tables,
        notes: notes(now, before),
        ..Report::new(Term::OutgoingReport, &table.currency, headline)
    }
}

fn headline(now: Side, before: Option<Side>) -> Phrase {
    let (table, total) = (now.basis.table, &now.result.total);
    let [Some(digital_post), Some(output_manager)] =
        [DigitalPost, OutputManager].map(|way| total.share(way))
    else {
        return match total.counted {
            0 if !table.has_outgoing() => {
                Sentence::NoOutgoingCodes.with("price_table", table_name(table))
            }
            0 => Sentence::NoOutgoing.into(),
            _ => Sentence::NoLetters.with("records", &total.records),
        };
    };
    let saving = total.saving(table).filter(|saving| !saving.is_zero());
    let worth = saving.map(|saving| {
        let letters = Sentence::LettersAreWorth.with("letters", total.sent(Letter));
        letters.with("saving", Cell::About(saving))
    });
    Sentence::OutgoingLetters
        .with("digital_post", digital_post)
        .with("letters", total.letters())
        .with("output_manager", output_manager)
        .and(before.map(|before| trend(total, &before.result.total)))
        .and(worth)
}

fn trend(now: &OutgoingLine, before: &OutgoingLine) -> Phrase {
    if before.letters().is_zero() {
        return Sentence::NoLettersBefore.into();
    }
    Sentence::OutgoingTrend
        .with("before", before.share(DigitalPost))
        .with("after", now.share(DigitalPost))
        .with("by", change_of(DigitalPost, now, before))
        .with("manager_before", before.share(OutputManager))
        .with("manager_after", now.share(OutputManager))
        .with("manager_by", change_of(OutputManager, now, before))
}

/// A share of the letters; empty where there are none.
fn share(line: &OutgoingLine, way: Outgoing) -> Cell {
    Cell::or_empty(line.share(way))
}

/// The change of a share in percentage points.
fn change_of(way: Outgoing, now: &OutgoingLine, before: &OutgoingLine) -> Cell {
    let shares = now.share(way).zip(before.share(way));
    shares.map(|(now, before)| Cell::change(Cell::Points(&now - &before))).into()
}

/// What moving the letters on paper to Digital Post saves, line by line.
fn letters_line(now: Side) -> Option<Phrase> {
    let (table, letters) = (now.basis.table, now.result.total.sent(Letter));
    let saving = now.result.total.saving(table)?;
    let price = table.letter_price()?;
    let by_hand = |number: &_| number * price.exact();
    let parts = [(Sentence::PostagePart, &table.postage), (Sentence::PrintPart, &table.print)];
    let parts = parts
        .into_iter()
        .filter_map(|(sentence, price)| Some(sentence.with("price", Cell::Price(price.clone()?))));
    let line = Sentence::LettersLine
        .with("letters", factor(letters.exact(), by_hand, (saving.exact(), 0)))
        .with_list("prices", parts)
        .with("saving", saving);
    (!letters.is_zero()).then_some(line)
}

fn by_code(now: Side, before: Option<Side>) -> Table {
    let table = now.basis.table;
    let code = Dimension::Channel;
    let way = |line: &OutgoingLine| table.outgoing(line.id);
    let mut columns = Columns::<OutgoingLine>::new()
        .col(Term::SentAs, Text, move |line| match way(line) {
            Some(Letter) => Term::PaperLetters.into(),
            Some(DigitalPost) => Term::DigitalPost.into(),
            Some(OutputManager) => Term::OutputManager.into(),
            _ => Cell::Empty,
        })
        .in_full()
        .col(Term::Counted, Number, |line| line.counted)
        .col(Term::OutgoingRecords, Number, |line| line.records.clone());
    let mut lines = now.result.by[&code].clone();
    if let Some(before) = before.map(|before| before.result) {
        columns = columns.col(of_before(Term::OutgoingRecords), Number, move |line| {
            // A total has no code.
            let total = way(line).is_none().then_some(&before.total);
            let before = total.or(before.line(code, line.id));
            before.map_or_else(Enquiries::zero, |before| before.records.clone())
        });
        let gone = before.by[&code].iter().filter(|line| now.result.line(code, line.id).is_none());
        lines.extend(gone.map(|line| OutgoingLine::none(line.id)));
    }
    let letters = now.result.total.letters();
    let columns = columns.col(Term::LettersShare, Number, move |line| {
        let is_letter = way(line).is_some_and(|way| way != Outgoing::Other);
        Cell::or_empty(line.records.ratio(&letters).filter(|_| is_letter))
    });
    let names = [(Term::Code, Text), (Term::CodeName, Text)];
    let rows = lines.into_iter().map(|line| {
        let name = table.left_out(line.id).and_then(|code| code.name.as_ref());
        ([table.id(line.id).into(), Cell::or_empty(name)], line)
    });
    let table = Table::named(Term::ByCode, &names, columns, rows, Some(now.result.total.clone()));
    // Letters one by one, and all other records together.
    table
        .chart(Chart::bars(Term::OutgoingRecords))
        .short(Short::With(&[Term::LettersShare], Sentence::OtherRows))
}

fn of_before(term: Term) -> Heading {
    Heading::OfSide { term, side: Term::Before }
}

/// The breakdown by unit or task; `None` where no record states it.
fn by_name(dimension: Dimension, now: Side, before: Option<Side>) -> Option<Table> {
    let basis = now.basis;
    let lines = &now.result.by[&dimension];
    if lines.iter().all(|line| basis.counts.name(dimension, line.id).is_empty()) {
        return None;
    }
    // The line before, if there is one, and the line.
    let mut columns = Columns::<(Option<&OutgoingLine>, &OutgoingLine)>::new()
        .col(Term::Counted, Number, |(_, line)| line.counted)
        .in_full()
        .col(Term::Letters, Number, |(_, line)| line.letters())
        .col(Term::PaperLetters, Number, |(_, line)| line.sent(Letter))
        .col(Term::DigitalPost, Number, |(_, line)| share(line, DigitalPost))
        .col(Term::OutputManager, Number, |(_, line)| share(line, OutputManager));
    if before.is_some() {
        columns = columns
            .col(of_before(Term::DigitalPost), Number, |(before, _)| {
                before.map(|before| share(before, DigitalPost))
            })
            .col(Term::Change, Number, |(before, line)| {
                before.map(|before| change_of(DigitalPost, line, before))
            })
            // With it, the short form is wider than 80 columns.
            .in_full();
    }
    if basis.table.letter_price().is_some() {
        columns = columns.col(Term::Saving, Money, |(_, line)| line.saving(basis.table));
    }
    let line_before = |line: &OutgoingLine| {
        let before = before?;
        let id = basis.counts.id_in(before.basis.counts, dimension, line.id)?;
        before.result.line(dimension, id)
    };
    let is_task = dimension == Dimension::Task;
    let rows = lines.iter().map(|line| {
        let names = if is_task {
            basis.task(line.id).to_vec()
        } else {
            vec![basis.name(dimension, line.id)]
        };
        (names, (line_before(line), line))
    });
    let total = (before.map(|before| &before.result.total), &now.result.total);
    let names = if is_task { &TASK[..] } else { &UNIT[..] };
    let table = Table::named(Term::by(dimension), names, columns, rows, Some(total));
    Some(table.chart(Chart::bars(Term::Letters)))
}

fn notes(now: Side, before: Option<Side>) -> Vec<Phrase> {
    let (table, total) = (now.basis.table, &now.result.total);
    let is_priced = table.letter_price().is_some();
    let mut notes = Vec::new();
    if !table.has_outgoing() {
        return notes;
    }
    if !total.sent(OutputManager).is_zero() {
        notes.push(Sentence::OutputManagerSends.into());
    }
    if !total.sent(Letter).is_zero() {
        notes.push(if is_priced { Sentence::PaidPostage } else { Sentence::NoPostage }.into());
    }
    let no_channels = BTreeSet::new();
    let on_count = |basis: Basis| {
        let without_prices = NoteScope { without_prices: true, ..NoteScope::default() };
        let mut notes =
            basis.weeks(NoteScope { without_prices: !is_priced, ..NoteScope::default() });
        notes.extend(
            basis.notes_on_input(NoteScope { channels: Some(&no_channels), ..without_prices }),
        );
        notes
    };
    notes.extend(on_count(now.basis));
    notes.extend(before.into_iter().flat_map(|before| notes_before(on_count(before.basis))));
    notes
}
