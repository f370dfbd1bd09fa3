//! The report of `kanal pattern`.

use std::collections::BTreeSet;

use super::model::{AxisValue, Pattern, PatternAxis, Whole};
use crate::model::counts::Dimension;
use crate::report::Kind::{self, Number, Text};
use crate::report::basis::{Basis, CHANNEL, NoteScope};
use crate::report::{Cell, Chart, Columns, Heading, Phrase, Report, Sentence, Table, Term, headed};

/// The key of the column for what has no name.
const NOT_STATED: &str = "not_stated";

/// One dimension against another, as a table of counts or of shares.
pub fn report(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Report {
    let kept = [Term::Files, Term::PriceTable, Term::PriceFile, Term::CountWeeks];
    let headline = headline(basis, pattern, share);
    Report {
        assumptions: headed(basis.some_assumptions(&kept)),
        tables: vec![table(basis, pattern, share)],
        notes: notes(basis, pattern),
        ..Report::new(Term::PatternReport, &basis.table.currency, headline)
    }
}

fn headline(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Phrase {
    let (rows, columns) = (&pattern.rows, pattern.columns.as_ref());
    let part = |row: Option<usize>, column: Option<usize>| {
        let names = [row.map(|at| (rows, at)), columns.zip(column)];
        let names = names.into_iter().flatten().map(|(axis, at)| match name(basis, axis, at) {
            week @ Cell::Label(_) => Sentence::WeekName.with("week", week).into(),
            hour @ Cell::Text(_) if axis.dimension == Dimension::Hour => {
                Sentence::HourName.with("hour", hour).into()
            }
            name => name,
        });
        Phrase::from(Sentence::PatternPart)
            .with_list("names", names)
            .with("counted", pattern.counted(row, column))
            .with("share", pattern.share(Whole::All, row, column))
    };
    let largest_row = rows.largest().map(|at| part(Some(at), None));
    let largest_column = columns.and_then(PatternAxis::largest).map(|at| part(None, Some(at)));
    let together = pattern.largest_cell().map(|(row, column)| part(Some(row), Some(column)));
    let each = |axis: &PatternAxis| Sentence::SharesOfEach.with("dimension", axis.dimension);
    let shares_of = share.map(|share| match (share, columns) {
        (Whole::Row, _) => each(rows),
        (Whole::Column, Some(columns)) => each(columns),
        _ => Sentence::SharesOfAll.into(),
    });
    let of_records = basis.counts.includes_left_out();
    let sentence = if of_records { Sentence::PatternOfRecords } else { Sentence::Pattern };
    sentence
        .with("counted", pattern.total)
        .with_list("by", axes(pattern).map(|axis| axis.dimension))
        .with_list("largest", largest_row.into_iter().chain(largest_column))
        .with("together", together)
        .and(shares_of)
}

fn axes(pattern: &Pattern) -> impl Iterator<Item = &PatternAxis> {
    std::iter::once(&pattern.rows).chain(&pattern.columns)
}

/// The counts, or the shares of a whole.
pub fn table(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Table {
    // A row is its place among the rows; the total has none.
    type Row = Option<usize>;
    let axis = &pattern.rows;
    let part = move |row: &Row, column: Option<usize>| match share {
        Some(whole) => Cell::from(pattern.share(whole, *row, column)),
        None => pattern.counted(*row, column).into(),
    };
    let counted = |row: &Row| pattern.counted(*row, None);
    let names = name_columns(axis.dimension);
    let rows = (0..axis.values.len()).map(|at| (row_names(basis, axis, at), Some(at)));
    let Some(axis) = &pattern.columns else {
        let columns = Columns::new().col(Term::Counted, Number, counted).col(
            Term::CountedShare,
            Number,
            |row| pattern.share(Whole::All, *row, None),
        );
        let table = Table::named(Term::Pattern, &names, columns, rows, Some(None));
        return table.bars(Term::CountedShare).chart(Chart::bars(Term::Counted));
    };
    let mut last = Columns::<Row>::new().col(Term::Total, Number, move |row| part(row, None));
    if share.is_some() {
        last = last.col(Term::Counted, Number, counted);
    }
    let names_taken = names.iter().map(|(term, _)| term.key());
    let taken: Vec<&str> =
        names_taken.chain(last.keys()).chain([Term::Others.key(), NOT_STATED]).collect();
    let columns = (0..axis.values.len()).fold(Columns::new(), |columns, at| {
        columns.col(heading(basis, axis, at, &taken), Number, move |row| part(row, Some(at)))
    });
    let is_of_days =
        |axis: &PatternAxis| matches!(axis.dimension, Dimension::Weekday | Dimension::Hour);
    let chart = if axes(pattern).all(is_of_days) { Chart::Shades } else { Chart::Parts };
    Table::named(Term::Pattern, &names, columns.and(last), rows, Some(None)).chart(chart)
}

/// The columns that name a row; a channel has an id beside its name.
fn name_columns(dimension: Dimension) -> Vec<(Term, Kind)> {
    let column = dimension.into();
    match dimension {
        Dimension::Channel => CHANNEL.to_vec(),
        Dimension::Week => vec![(column, Number)],
        _ => vec![(column, Text)],
    }
}

/// The names of a row, one for each of its [columns](name_columns).
fn row_names(basis: Basis, axis: &PatternAxis, at: usize) -> Vec<Cell> {
    let name = name(basis, axis, at);
    match (axis.dimension, axis.values[at].0) {
        (Dimension::Channel, AxisValue::One(position)) => {
            basis.channel(position).map_or_else(|| vec![name.clone(), name], Vec::from)
        }
        (Dimension::Channel, AxisValue::Rest(_)) => vec![name.clone(), name],
        _ => vec![name],
    }
}

/// The name of a row or a column.
fn name(basis: Basis, axis: &PatternAxis, at: usize) -> Cell {
    match (axis.dimension, axis.values[at].0) {
        (_, AxisValue::Rest(_)) => Term::Others.into(),
        (Dimension::Channel, AxisValue::One(position)) => basis.channel_name(position),
        (dimension, AxisValue::One(id)) => basis.name(dimension, id),
    }
}

/// The heading of a column. The key of a value that is called like another column ends in `_`, so
/// that no two columns have the same key.
fn heading(basis: Basis, axis: &PatternAxis, at: usize, taken: &[&str]) -> Heading {
    let id = match name(basis, axis, at) {
        Cell::Label(week) => return Heading::Week(week),
        Cell::Term(term) => return Heading::Term(term),
        Cell::Named { key, .. } | Cell::Text(key) => key,
        name => return Heading::Name { id: NOT_STATED.to_owned(), name },
    };
    let mark = if taken.contains(&id.as_str()) { "_" } else { "" };
    Heading::Name { id: format!("{id}{mark}"), name: name(basis, axis, at) }
}

fn notes(basis: Basis, pattern: &Pattern) -> Vec<Phrase> {
    let fewer = basis.coverage.fewer_weeks.iter().flat_map(|group| &group.units);
    let mut notes = vec![Sentence::NotScaled.with_list("units", fewer.map(basis.unit_names()))];
    for axis in axes(pattern) {
        match axis.dimension {
            Dimension::Type => notes.push(Sentence::TypeCodes.into()),
            Dimension::Closure => notes.push(Sentence::ClosureCodes.into()),
            _ => {}
        }
        if let Some((AxisValue::Rest(values), _)) = axis.values.last() {
            let things = Term::from(axis.dimension).plural();
            notes.push(Sentence::Others.with("values", *values).with("things", things));
        }
    }
    // Which channel is assumed for a code matters only where channels are shown.
    let shows_channels = axes(pattern).any(|axis| axis.dimension == Dimension::Channel);
    let no_channels = BTreeSet::new();
    let channels = (!shows_channels).then_some(&no_channels);
    let scope = NoteScope { without_prices: true, channels, ..NoteScope::default() };
    notes.extend(basis.notes_on_input(scope));
    notes.extend(basis.left_out());
    notes
}
