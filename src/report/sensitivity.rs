//! What a saving rests on: one assumption at a time, and over a grid of moves.

use super::basis::Basis;
use super::scenario::move_name;
use super::{Cell, Column, Heading, Key, Kind, Note, Report, Table, columns};
use crate::model::number::{Money, Share};
use crate::model::scenario::Scenario;
use crate::model::sensitivity::{Assumption, Axis, Swing};

/// The report with the tornado: the saving with each assumption lower and higher.
#[must_use]
pub fn with_swings(
    mut report: Report,
    basis: Basis,
    scenario: &Scenario,
    swings: &[Swing],
    by: &Share,
) -> Report {
    report.tables.push(tornado(basis, scenario, swings));
    report.notes.insert(0, Note::Capped { by: by.clone() });
    report
}

/// The report with a grid. Of a scenario that does nothing by itself there is nothing else to show.
#[must_use]
pub fn with_grid(
    mut report: Report,
    basis: Basis,
    scenario: &Scenario,
    rows: &Axis,
    columns: Option<&Axis>,
    savings: &[Vec<Option<Money>>],
) -> Report {
    if scenario.moves.is_empty() && scenario.prices.is_empty() {
        report.tables.clear();
        report.arithmetic.clear();
        let moves =
            std::iter::once(rows).chain(columns).map(|axis| move_name(basis, &axis.step)).collect();
        report.headline = Note::Grid { moves };
    }
    report.tables.push(grid(basis, rows, columns, savings));
    if savings.iter().flatten().any(Option::is_none) {
        report.notes.insert(0, Note::GridGaps);
    }
    report
}

/// A row an assumption, the widest swing first.
fn tornado(basis: Basis, scenario: &Scenario, swings: &[Swing]) -> Table {
    let of_move = |at: usize| {
        let name = move_name(basis, &scenario.moves[at]);
        let mut text = format!("{} → {}", name.from, name.to);
        if !name.only.is_empty() {
            text = format!("{text} ({})", name.only.join(", "));
        }
        Cell::Text(text)
    };
    let row = |swing: &Swing| {
        let [assumption, of] = match swing.assumption {
            Assumption::Price(channel) => [
                Cell::Word(Key::AssumedPrice),
                Cell::Text(basis.table.codes()[channel].id().to_owned()),
            ],
            Assumption::WeeksPerYear => [Cell::Word(Key::WeeksPerYear), Cell::Empty],
            Assumption::Move(at) => [Cell::Word(Key::AssumedMove), of_move(at)],
            Assumption::Realised => [Cell::Word(Key::AssumedRealised), Cell::Empty],
            Assumption::Rebound => [Cell::Word(Key::Rebound), Cell::Empty],
        };
        let savings = [swing.less.clone(), swing.more.clone(), swing.width()].map(Cell::Cost);
        [assumption, of].into_iter().chain(savings).collect()
    };
    Table {
        key: Key::Sensitivity,
        columns: columns([
            (Key::Assumption, Kind::Text),
            (Key::Of, Kind::Text),
            (Key::SavingLess, Kind::Money),
            (Key::SavingMore, Kind::Money),
            (Key::Swing, Kind::Money),
        ]),
        rows: swings.iter().map(row).collect(),
        total: None,
        bars: Some(Key::Swing),
    }
}

/// A row for each part of the first move, a column for each of the second.
fn grid(
    basis: Basis,
    rows: &Axis,
    columns: Option<&Axis>,
    savings: &[Vec<Option<Money>>],
) -> Table {
    let heading = |axis: &Axis, share: Option<&Share>| {
        let name = move_name(basis, &axis.step);
        Heading::Move { from: name.from, to: name.to, share: share.cloned() }
    };
    let mut headings = vec![Column { heading: heading(rows, None), kind: Kind::Number }];
    match columns {
        None => headings.push(Column { heading: Heading::Key(Key::Saving), kind: Kind::Money }),
        Some(axis) => headings.extend(
            axis.parts
                .iter()
                .map(|part| Column { heading: heading(axis, Some(part)), kind: Kind::Money }),
        ),
    }
    let row = |(part, savings): (&Share, &Vec<Option<Money>>)| {
        let savings = savings.iter().cloned().map(Cell::cost);
        std::iter::once(Cell::Percent(part.clone())).chain(savings).collect()
    };
    Table {
        key: Key::Grid,
        columns: headings,
        rows: rows.parts.iter().zip(savings).map(row).collect(),
        total: None,
        bars: None,
    }
}
