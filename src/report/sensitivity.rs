//! What a saving rests on: one assumption at a time, and over a grid of moves.

use super::arithmetic::move_name;
use super::basis::{Basis, assumptions, notes};
use super::{Cell, Column, Heading, Key, Kind, Note, Report, Table, columns};
use crate::commands::whatif::model::{Assumption, Grid, Swing};
use crate::model::coverage::Coverage;
use crate::model::quantity::{Money, Share};
use crate::model::scenario::{GridAxis, Scenario};

/// The report with the tornado: the saving with each assumption lower and higher.
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

/// The report of a scenario with a grid of further moves.
pub fn with_grid(mut report: Report, basis: Basis, grid: &Grid) -> Report {
    report.tables.push(table(basis, grid));
    report.notes.splice(0..0, grid_notes(basis, grid));
    report
}

/// The report of a grid on the year as it is.
pub fn grid_alone(basis: Basis, coverage: &Coverage, grid: &Grid) -> Report {
    let axes = std::iter::once(grid.rows).chain(grid.columns);
    let mut all = grid_notes(basis, grid);
    all.push(Note::NoBudgetSaving);
    all.extend(notes(basis, coverage));
    Report {
        key: Key::WhatIf,
        currency: basis.table.currency.clone(),
        headline: Note::Grid { moves: axes.map(|axis| move_name(basis, &axis.step)).collect() },
        answer: Vec::new(),
        arithmetic: Vec::new(),
        assumptions: assumptions(basis, coverage),
        tables: vec![table(basis, grid)],
        matrix: None,
        notes: all,
    }
}

fn grid_notes(basis: Basis, grid: &Grid) -> Vec<Note> {
    let idle = grid.idle.iter().map(|step| Note::NothingMoves { name: move_name(basis, step) });
    let gaps = grid.savings.iter().flatten().any(Option::is_none);
    idle.chain(gaps.then_some(Note::GridGaps)).collect()
}

/// A row an assumption, the widest swing first.
fn tornado(basis: Basis, scenario: &Scenario, swings: &[Swing]) -> Table {
    let id = |channel: usize| Cell::Text(basis.table.id(channel).to_owned());
    let of_move = |at: usize| {
        let name = move_name(basis, &scenario.moves[at]);
        let only: Vec<String> =
            name.only.iter().map(|names| format!(" ({})", names.join(", "))).collect();
        Cell::Text(format!("{} → {}{}", name.from, name.to, only.concat()))
    };
    let row = |swing: &Swing| {
        let [assumption, of] = match swing.assumption {
            Assumption::Price(channel) => [Cell::Word(Key::AssumedPrice), id(channel)],
            Assumption::NewPrice(channel) => [Cell::Word(Key::AssumedNewPrice), id(channel)],
            Assumption::WeeksPerYear => [Cell::Word(Key::WeeksPerYear), Cell::Empty],
            Assumption::Move(at) => [Cell::Word(Key::AssumedMove), of_move(at)],
            Assumption::Realisation => [Cell::Word(Key::AssumedRealised), Cell::Empty],
            Assumption::RepeatContacts => [Cell::Word(Key::Rebound), Cell::Empty],
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
fn table(basis: Basis, grid: &Grid) -> Table {
    let heading = |axis: &GridAxis, share: Option<&Share>| {
        let name = move_name(basis, &axis.step);
        Heading::Move { from: name.from, to: name.to, share: share.cloned() }
    };
    let money = |heading| Column { heading, kind: Kind::Money };
    let mut columns = vec![Column { heading: heading(grid.rows, None), kind: Kind::Number }];
    match grid.columns {
        None => columns.push(money(Heading::Key(Key::RealisedSaving))),
        Some(axis) => {
            columns.extend(axis.parts.iter().map(|part| money(heading(axis, Some(part)))));
        }
    }
    let row = |(part, savings): (&Share, &Vec<Option<Money>>)| {
        let savings = savings.iter().cloned().map(Cell::cost);
        std::iter::once(Cell::Percent(part.clone())).chain(savings).collect()
    };
    Table {
        key: Key::Grid,
        columns,
        rows: grid.rows.parts.iter().zip(&grid.savings).map(row).collect(),
        total: None,
        bars: None,
    }
}
