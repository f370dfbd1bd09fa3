//! The report of `kanal pattern`.

use super::basis::{Basis, assumed, keys, left_out, named, notes_on_input, same_files, unit_names};
use super::following::{Crosstab, Following, Included, Part, ShareOf};
use super::input::InputNote;
use super::{Cell, Column, Heading, Key, Kind, Note, Report, Table, columns};
use crate::commands::pattern::model::{AxisValue, Pattern, PatternAxis, Whole};
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::price_table::Code;

/// One dimension against another, as a table of counts or of shares.
pub fn report(
    basis: Basis,
    coverage: &Coverage,
    pattern: &Pattern,
    share: Option<Whole>,
) -> Report {
    let kept = [Key::Files, Key::PriceTable, Key::PriceFile, Key::CountWeeks];
    Report {
        key: Key::Pattern,
        currency: basis.table.currency.clone(),
        headline: Note::Following(headline(basis, pattern, share)),
        answer: Vec::new(),
        arithmetic: Vec::new(),
        assumptions: assumed(basis, coverage, &kept),
        tables: vec![table(basis, pattern, share)],
        matrix: None,
        notes: notes(basis, coverage, pattern),
    }
}

fn headline(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Following {
    let part = |row: Option<usize>, column: Option<usize>| Part {
        names: [row.map(|at| (&pattern.rows, at)), pattern.columns.as_ref().zip(column)]
            .into_iter()
            .flatten()
            .map(|(axis, at)| name(basis, axis, at))
            .collect(),
        counted: pattern.counted(row, column),
        share: pattern.share(Whole::All, row, column),
    };
    let columns = pattern.columns.as_ref();
    let (_, rows_key) = keys(pattern.rows.dimension);
    let columns_key = columns.map(|columns| keys(columns.dimension).1);
    let largest_cell = pattern.largest_cell().map(|(row, column)| part(Some(row), Some(column)));
    Following::Pattern(Box::new(Crosstab {
        counted: pattern.total,
        by: [Some(rows_key), columns_key].into_iter().flatten().collect(),
        largest: [
            pattern.rows.largest().map(|at| part(Some(at), None)),
            columns.and_then(PatternAxis::largest).map(|at| part(None, Some(at))),
        ]
        .into_iter()
        .flatten()
        .collect(),
        together: largest_cell,
        share_of: share.map(|share| match (share, columns_key) {
            (Whole::Row, _) => ShareOf::Each(rows_key),
            (Whole::Column, Some(columns)) => ShareOf::Each(columns),
            _ => ShareOf::All,
        }),
        with_left_out: basis.counts.includes_left_out(),
    }))
}

fn table(basis: Basis, pattern: &Pattern, share: Option<Whole>) -> Table {
    let across: Vec<usize> =
        pattern.columns.iter().flat_map(|columns| 0..columns.values.len()).collect();
    let row = |names: Vec<Cell>, row: Option<usize>| {
        let mut cells = names;
        let counted = |column| Cell::Count(pattern.counted(row, column));
        match (share, &pattern.columns) {
            (_, None) => {
                cells.extend([counted(None), Cell::share(pattern.share(Whole::All, row, None))]);
            }
            (None, Some(_)) => {
                cells.extend(across.iter().map(|&column| counted(Some(column))));
                cells.push(counted(None));
            }
            (Some(whole), Some(_)) => {
                let part = |column| Cell::share(pattern.share(whole, row, column));
                cells.extend(across.iter().map(|&column| part(Some(column))));
                cells.extend([part(None), counted(None)]);
            }
        }
        cells
    };
    let first = first_columns(pattern.rows.dimension);
    let last = match (share, &pattern.columns) {
        (_, None) => columns([(Key::Counted, Kind::Number), (Key::CountedShare, Kind::Number)]),
        (None, Some(_)) => columns([(Key::Total, Kind::Number)]),
        (Some(_), Some(_)) => columns([(Key::Total, Kind::Number), (Key::Counted, Kind::Number)]),
    };
    let no_name = vec![Cell::Empty; first.len()];
    let values =
        pattern.columns.iter().flat_map(|axis| (0..axis.values.len()).map(move |at| (axis, at)));
    let fixed = first.iter().chain(&last).filter_map(|column| match &column.heading {
        Heading::Key(key) => Some(key.text()),
        _ => None,
    });
    let taken: Vec<&str> = fixed.chain([Key::Others.text(), "not_told"]).collect();
    let headings: Vec<Column> = values
        .map(|(axis, at)| Column { heading: heading(basis, axis, at, &taken), kind: Kind::Number })
        .collect();
    Table {
        key: Key::Pattern,
        rows: (0..pattern.rows.values.len())
            .map(|at| row(first_cells(basis, &pattern.rows, at), Some(at)))
            .collect(),
        total: Some(row(no_name, None)),
        bars: pattern.columns.is_none().then_some(Key::CountedShare),
        columns: first.into_iter().chain(headings).chain(last).collect(),
    }
}

/// The columns that say what a row is of; a channel has an id beside its name.
fn first_columns(dimension: Dimension) -> Vec<Column> {
    match dimension {
        Dimension::Channel => columns([(Key::Channel, Kind::Hidden), (Key::Name, Kind::Text)]),
        Dimension::Week => columns([(Key::Week, Kind::Number)]),
        dimension => columns([(keys(dimension).1, Kind::Text)]),
    }
}

fn first_cells(basis: Basis, axis: &PatternAxis, at: usize) -> Vec<Cell> {
    let name = name(basis, axis, at);
    match (axis.dimension, axis.values[at].0) {
        (Dimension::Channel, AxisValue::One(id)) => {
            vec![Cell::Text(basis.table.id(id).to_owned()), name]
        }
        (Dimension::Channel, AxisValue::Rest(_)) => vec![name.clone(), name],
        _ => vec![name],
    }
}

/// What a row or a column is called by people.
fn name(basis: Basis, axis: &PatternAxis, at: usize) -> Cell {
    match (axis.dimension, axis.values[at].0) {
        (_, AxisValue::Rest(_)) => Cell::Word(Key::Others),
        (Dimension::Channel, AxisValue::One(id)) => Cell::Text(match &basis.table.codes()[id] {
            Code::Channel(channel) => channel.name.clone(),
            Code::LeftOut(left_out) => left_out.code.clone(),
        }),
        (dimension, AxisValue::One(id)) => named(basis.counts, dimension, id),
    }
}

/// The heading of a column. A value that is called as another column is gets a mark for
/// machines, so that no key of a row is there twice.
fn heading(basis: Basis, axis: &PatternAxis, at: usize, taken: &[&str]) -> Heading {
    let machine = |id: String| if taken.contains(&id.as_str()) { format!("{id}_") } else { id };
    let id = match (axis.dimension, axis.values[at].0) {
        (Dimension::Channel, AxisValue::One(id)) => Some(basis.table.id(id).to_owned()),
        _ => None,
    };
    match name(basis, axis, at) {
        Cell::Text(name) => Heading::Name { id: machine(id.unwrap_or_else(|| name.clone())), name },
        Cell::Label(week) => Heading::Week(week),
        Cell::Word(key) => Heading::Key(key),
        _ => Heading::Untold(keys(axis.dimension).1),
    }
}

/// A note for a report without prices: which channel a code is taken for matters where channels
/// are told apart.
fn without_price(note: Note, pattern: &Pattern) -> Option<Note> {
    let Note::Input(InputNote::Assumed { code, channel, reason, currency, .. }) = note else {
        return Some(note);
    };
    let mut axes = std::iter::once(&pattern.rows).chain(&pattern.columns);
    axes.any(|axis| axis.dimension == Dimension::Channel)
        .then_some(Note::Input(InputNote::Assumed { code, channel, price: None, reason, currency }))
}

fn notes(basis: Basis, coverage: &Coverage, pattern: &Pattern) -> Vec<Note> {
    let fewer = coverage.fewer_weeks.iter().flat_map(|group| &group.units);
    let fewer = fewer.map(unit_names(basis)).collect();
    let mut own = vec![Following::NotScaled { fewer_weeks: fewer }];
    for axis in std::iter::once(&pattern.rows).chain(&pattern.columns) {
        match axis.dimension {
            Dimension::Type => own.push(Following::TypeCodes),
            Dimension::Closure => own.push(Following::ClosureCodes),
            _ => {}
        }
        if let Some((AxisValue::Rest(values), _)) = axis.values.last() {
            own.push(Following::Others { of: keys(axis.dimension).1, values: *values });
        }
    }
    let mut notes: Vec<Note> = own.into_iter().map(Note::Following).collect();
    notes.extend(notes_on_input(basis).filter_map(|note| without_price(note, pattern)).map(
        |note| match note {
            Note::Input(InputNote::Selected { dimension, values, kept, left_out })
                if basis.counts.includes_left_out() =>
            {
                Note::Following(Following::Selected { dimension, values, kept, left_out })
            }
            note => note,
        },
    ));
    notes.extend(left_out(basis.table, coverage).into_iter().map(|note| match note {
        Note::LeftOut { reason, counted, codes } if basis.counts.includes_left_out() => {
            let codes = codes.into_iter().map(|(code, counted)| included(basis, code, counted));
            let codes = codes.collect();
            Note::Following(Following::LeftOutIncluded { reason, counted, codes })
        }
        note => note,
    }));
    notes.extend(same_files(basis));
    notes
}

/// A code that is left out elsewhere, with what it stands for.
fn included(basis: Basis, code: String, counted: u64) -> Included {
    let left_out = basis.table.find(&code).map(|at| &basis.table.codes()[at]);
    let name = match left_out {
        Some(Code::LeftOut(left_out)) => left_out.name.clone(),
        _ => None,
    };
    Included { code, name, counted }
}
