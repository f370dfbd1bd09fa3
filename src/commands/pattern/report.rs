//! The report of `kanal pattern`.

use std::collections::BTreeSet;

use super::model::{AxisValue, Pattern, PatternAxis, Whole};
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::price_table::Code;
use crate::report::Kind::{Hidden, Number, Text};
use crate::report::basis::{
    Basis, NoteScope, left_out_by_reason, name_of, notes_on_input, same_files, some_assumptions,
    terms, unit_names,
};
use crate::report::{Cell, Columns, Heading, Message, Phrase, Report, Sentence, Table, Term};

/// One dimension against another, as a table of counts or of shares.
pub fn report(
    basis: Basis,
    coverage: &Coverage,
    pattern: &Pattern,
    share: Option<Whole>,
) -> Report {
    let kept = [Term::Files, Term::PriceTable, Term::PriceFile, Term::CountWeeks];
    let headline = headline(basis, pattern, share);
    Report {
        assumptions: some_assumptions(basis, coverage, &kept),
        tables: vec![table(basis, pattern, share)],
        notes: notes(basis, coverage, pattern),
        ..Report::new(Term::PatternReport, &basis.table.currency, headline)
    }
}

fn headline(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Message {
    let rows = &pattern.rows;
    let part = |row: Option<usize>, column: Option<usize>| {
        let names = [row.map(|at| (rows, at)), pattern.columns.as_ref().zip(column)];
        let names = names.into_iter().flatten().map(|(axis, at)| match name(basis, axis, at) {
            week @ Cell::Label(_) => Phrase::new(Sentence::WeekName).with("week", week),
            name => Phrase::new(Sentence::Number).with("number", name),
        });
        let share = pattern.share(Whole::All, row, column).map(Cell::Share);
        Phrase::new(Sentence::PatternPart)
            .with_list("names", names)
            .with("counted", pattern.counted(row, column))
            .with_some("share", share)
    };
    let columns = pattern.columns.as_ref();
    let by = std::iter::once(rows).chain(columns).map(|axis| terms(axis.dimension)[1]);
    let largest_row = rows.largest().map(|at| part(Some(at), None));
    let largest_column = columns.and_then(PatternAxis::largest).map(|at| part(None, Some(at)));
    let sentence = if basis.counts.includes_left_out() {
        Sentence::PatternOfRecords
    } else {
        Sentence::Pattern
    };
    let together = pattern.largest_cell().map(|(row, column)| part(Some(row), Some(column)));
    let each = |axis: &PatternAxis| {
        Phrase::new(Sentence::SharesOfEach).with("dimension", terms(axis.dimension)[1])
    };
    let shares_of = share.map(|share| match (share, columns) {
        (Whole::Row, _) => each(rows),
        (Whole::Column, Some(columns)) => each(columns),
        _ => Phrase::new(Sentence::SharesOfAll),
    });
    let phrase = Phrase::new(sentence)
        .with("counted", pattern.total)
        .with_list("by", by)
        .with_list("largest", largest_row.into_iter().chain(largest_column))
        .with_some("together", together);
    Message::from(phrase).and(shares_of)
}

fn table(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Table {
    // A row is its place among the rows; the total has none.
    type Row = Option<usize>;
    let rows = &pattern.rows;
    let part = move |row: &Row, column: Option<usize>| match share {
        Some(whole) => Cell::share(pattern.share(whole, *row, column)),
        None => pattern.counted(*row, column).into(),
    };
    let counted = |row: &Row| pattern.counted(*row, None).into();
    let names = name_columns(basis, rows);
    let Some(axis) = &pattern.columns else {
        let columns =
            names.col(Term::Counted, Number, counted).col(Term::CountedShare, Number, |row| {
                Cell::share(pattern.share(Whole::All, *row, None))
            });
        return Table::with_total(Term::Pattern, columns, places(rows), None)
            .bars(Term::CountedShare);
    };
    let last = match share {
        Some(_) => Columns::new().col(Term::Total, Number, move |row| part(row, None)).col(
            Term::Counted,
            Number,
            counted,
        ),
        None => Columns::new().col(Term::Total, Number, counted),
    };
    let taken: Vec<&str> =
        names.keys().chain(last.keys()).chain([Term::Others.key(), "not_told"]).collect();
    let columns = (0..axis.values.len()).fold(names, |columns, at| {
        let heading = heading(basis, axis, at, &taken);
        columns.col(heading, Number, move |row| part(row, Some(at)))
    });
    Table::with_total(Term::Pattern, columns.and(last), places(rows), None)
}

fn places(axis: &PatternAxis) -> impl Iterator<Item = Option<usize>> {
    (0..axis.values.len()).map(Some)
}

/// The columns that name a row; a channel has an id beside its name.
fn name_columns<'a>(basis: Basis<'a>, axis: &'a PatternAxis) -> Columns<'a, Option<usize>> {
    let name = move |row: &Option<usize>| row.map_or(Cell::Empty, |at| name(basis, axis, at));
    let [_, term] = terms(axis.dimension);
    match axis.dimension {
        Dimension::Channel => {
            let id = move |row: &Option<usize>| match row.map(|at| axis.values[at].0) {
                Some(AxisValue::One(id)) => basis.table.id(id).into(),
                _ => name(row),
            };
            Columns::new().col(term, Hidden, id).col(Term::Name, Text, name)
        }
        Dimension::Week => Columns::new().col(term, Number, name),
        _ => Columns::new().col(term, Text, name),
    }
}

/// What a row or a column is called by people.
fn name(basis: Basis, axis: &PatternAxis, at: usize) -> Cell {
    match (axis.dimension, axis.values[at].0) {
        (_, AxisValue::Rest(_)) => Term::Others.into(),
        (Dimension::Channel, AxisValue::One(id)) => match &basis.table.codes()[id] {
            Code::Channel(channel) => channel.name.as_str().into(),
            Code::LeftOut(left_out) => left_out.code.as_str().into(),
        },
        (dimension, AxisValue::One(id)) => name_of(basis.counts, dimension, id),
    }
}

/// The heading of a column. A value that is called as another column is gets a mark for
/// machines, so that no key of a row is there twice.
fn heading(basis: Basis, axis: &PatternAxis, at: usize, taken: &[&str]) -> Heading {
    let unique = |id: String| if taken.contains(&id.as_str()) { format!("{id}_") } else { id };
    let id = match (axis.dimension, axis.values[at].0) {
        (Dimension::Channel, AxisValue::One(id)) => Some(basis.table.id(id).to_owned()),
        _ => None,
    };
    match name(basis, axis, at) {
        Cell::Text(name) => Heading::Name { id: unique(id.unwrap_or_else(|| name.clone())), name },
        Cell::Label(week) => Heading::Week(week),
        Cell::Term(term) => Heading::Term(term),
        _ => Heading::NotStated(terms(axis.dimension)[1]),
    }
}

fn notes(basis: Basis, coverage: &Coverage, pattern: &Pattern) -> Vec<Message> {
    let fewer = coverage.fewer_weeks.iter().flat_map(|group| &group.units);
    let mut notes: Vec<Message> = vec![
        Phrase::new(Sentence::NotScaled).with_list("units", fewer.map(unit_names(basis))).into(),
    ];
    let axes = || std::iter::once(&pattern.rows).chain(&pattern.columns);
    for axis in axes() {
        match axis.dimension {
            Dimension::Type => notes.push(Sentence::TypeCodes.into()),
            Dimension::Closure => notes.push(Sentence::ClosureCodes.into()),
            _ => {}
        }
        if let Some((AxisValue::Rest(values), _)) = axis.values.last() {
            let others = Phrase::new(Sentence::Others).with("dimension", terms(axis.dimension)[1]);
            notes.push(others.with("values", *values).into());
        }
    }
    // Which channel a code is taken for matters only where channels are told apart.
    let shows_channels = axes().any(|axis| axis.dimension == Dimension::Channel);
    let no_channels = BTreeSet::new();
    let with_left_out = basis.counts.includes_left_out();
    let channels = (!shows_channels).then_some(&no_channels);
    notes
        .extend(notes_on_input(basis, NoteScope { without_prices: true, channels, with_left_out }));
    notes.extend(left_out(basis, coverage, with_left_out));
    notes.extend(same_files(basis));
    notes
}

/// The codes that are left out elsewhere: left out here too, or shown with what they stand for.
fn left_out(basis: Basis, coverage: &Coverage, are_shown: bool) -> Vec<Message> {
    if !are_shown {
        return crate::report::basis::left_out(basis.table, coverage).collect();
    }
    let note = |(reason, codes): (&str, Vec<(usize, u64)>)| {
        let counted: u64 = codes.iter().map(|(_, counted)| counted).sum();
        let code = |(position, counted): (usize, u64)| {
            let left_out = basis.table.left_out(position);
            let name = left_out.and_then(|left_out| left_out.name.as_deref());
            Phrase::new(Sentence::CodeAndNumber)
                .with("code", basis.table.id(position))
                .with_some("name", name)
                .with("number", counted)
        };
        Phrase::new(Sentence::LeftOutIncluded)
            .with("counted", counted)
            .with("reason", reason)
            .with_list("codes", codes.into_iter().map(code))
            .into()
    };
    left_out_by_reason(basis.table, coverage).into_iter().map(note).collect()
}
