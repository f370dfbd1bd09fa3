//! The tables of `kanal compare`.

use std::collections::BTreeMap;

use super::{Comparing, all_kept, effects_of};
use crate::commands::compare::model::{ComparedLine, ComparedUnit, Comparison, PlanResult};
use crate::commands::cost::model::Cost;
use crate::model::quantity::Share;
use crate::report::basis::Basis;
use crate::report::{Cell, Column, Key, Kind, Table, columns};

/// A difference, whose sign people see.
fn change(cell: Cell) -> Cell {
    Cell::Change(Box::new(cell))
}

/// Both years beside each other.
pub(super) fn years(comparing: Comparing) -> Table {
    let lines = comparing.costs.map(|cost| &cost.total);
    let row = |(key, cost): (Key, &Cost)| {
        let line = &cost.total;
        vec![
            Cell::Word(key),
            Cell::Weeks(cost.coverage.weeks_counted.clone()),
            Cell::Count(line.counted),
            Cell::Enquiries(line.enquiries.clone()),
            Cell::cost(line.cost.clone()),
            Cell::average(line.cost_per_enquiry.clone()),
            Cell::share(line.digital_share.clone()),
        ]
    };
    let mut rows: Vec<Vec<Cell>> =
        [Key::Before, Key::After].into_iter().zip(comparing.costs).map(row).collect();
    let [before, after] = lines.map(|line| line.digital_share.clone());
    let points = |from: Option<Share>, to: Option<Share>| {
        let points = from.zip(to).map(|(from, to)| to - from);
        points.map_or(Cell::Missing, |points| change(Cell::Points(points)))
    };
    let [old, new] = lines.map(|line| line.cost_per_enquiry.clone());
    let total = &comparing.comparison.total;
    rows.push(vec![
        Cell::Word(Key::Difference),
        Cell::Empty,
        Cell::Empty,
        change(Cell::Enquiries(total.more())),
        change(Cell::cost(total.change())),
        change(Cell::average(old.zip(new).map(|(old, new)| new - old))),
        points(before, after.clone()),
    ]);
    if let Some(goal) = comparing.goal {
        let only = |key, cell| {
            let mut row = vec![Cell::Word(key)];
            row.resize(6, Cell::Empty);
            row.push(cell);
            row
        };
        rows.push(only(Key::DigitalGoal, Cell::Share(goal.clone())));
        rows.push(only(Key::ToGoal, points(after, Some(goal.clone()))));
    }
    Table {
        key: Key::Years,
        columns: columns([
            (Key::When, Kind::Text),
            (Key::Weeks, Kind::Number),
            (Key::Counted, Kind::Number),
            (Key::Enquiries, Kind::Number),
            (Key::Cost, Kind::Money),
            (Key::CostPerEnquiry, Kind::Money),
            (Key::DigitalShare, Kind::Number),
        ]),
        rows,
        total: None,
        bars: None,
    }
}

/// What a table of both years has behind its names.
fn both_years<const N: usize>(names: [(Key, Kind); N]) -> Vec<Column> {
    let mut all = columns(names);
    all.extend(columns([
        (Key::EnquiriesBefore, Kind::Number),
        (Key::EnquiriesAfter, Kind::Number),
        (Key::EnquiriesChange, Kind::Number),
        (Key::EnquiriesChangeShare, Kind::Number),
        (Key::CostBefore, Kind::Money),
        (Key::CostAfter, Kind::Money),
        (Key::Change, Kind::Money),
        (Key::ChangeShare, Kind::Number),
    ]));
    all
}

fn both_years_of(names: &[Cell], line: &ComparedLine) -> Vec<Cell> {
    let more = line.more();
    let more_share = line.enquiries[0].as_ref().and_then(|before| more.ratio(before));
    let changed = line.change();
    let changed_share =
        changed.as_ref().zip(line.cost[0].as_ref()).and_then(|(more, before)| more.ratio(before));
    let enquiries = |at: usize| line.enquiries[at].clone().map_or(Cell::Missing, Cell::Enquiries);
    let mut row = names.to_vec();
    row.extend([
        enquiries(0),
        enquiries(1),
        change(Cell::Enquiries(more)),
        change(Cell::share(more_share)),
        Cell::cost(line.cost[0].clone()),
        Cell::cost(line.cost[1].clone()),
        change(Cell::cost(changed)),
        change(Cell::share(changed_share)),
    ]);
    row
}

/// The id and the name of a channel.
fn channel_cells(basis: Basis, position: usize) -> Option<[Cell; 2]> {
    let channel = basis.table.channel(position)?;
    Some([channel.id.clone(), channel.name.clone()].map(Cell::Text))
}

/// Both years by channel.
pub(super) fn by_channel(comparing: Comparing) -> Table {
    let comparison = comparing.comparison;
    let row = |(&position, line)| {
        Some(both_years_of(&channel_cells(comparing.bases[0], position)?, line))
    };
    Table {
        key: Key::ByChannel,
        columns: both_years([(Key::Channel, Kind::Hidden), (Key::Name, Kind::Text)]),
        rows: comparison.by_channel.iter().filter_map(row).collect(),
        total: Some(both_years_of(&[Cell::Empty, Cell::Empty], &comparison.total)),
        bars: None,
    }
}

fn unit_cell(unit: &ComparedUnit) -> Cell {
    match unit.name() {
        "" => Cell::Untold(Key::Unit),
        name => Cell::Text(name.to_owned()),
    }
}

/// Both years by unit.
pub(super) fn by_unit(comparison: &Comparison, units: &[&ComparedUnit]) -> Table {
    Table {
        key: Key::ByUnit,
        columns: both_years([(Key::Unit, Kind::Text)]),
        rows: units.iter().map(|unit| both_years_of(&[unit_cell(unit)], &unit.line)).collect(),
        total: Some(both_years_of(&[Cell::Empty], &comparison.total)),
        bars: None,
    }
}

/// Why the cost of each unit has changed.
pub(super) fn effects(comparison: &Comparison, units: &[&ComparedUnit]) -> Table {
    let row = |name: Cell, line: &ComparedLine| {
        let mut row = vec![name];
        row.extend(effects_of(line).map(|effect| change(Cell::Cost(effect))));
        row.push(change(Cell::Cost(line.effects.change())));
        row
    };
    Table {
        key: Key::Effects,
        columns: columns([
            (Key::Unit, Kind::Text),
            (Key::Volume, Kind::Money),
            (Key::Mix, Kind::Money),
            (Key::Price, Kind::Money),
            (Key::Change, Kind::Money),
        ]),
        rows: units.iter().map(|unit| row(unit_cell(unit), &unit.line)).collect(),
        total: Some(row(Cell::Empty, &comparison.total)),
        bars: Some(Key::Change),
    }
}

/// What the plan was to save by channel, what the mix effect has saved, and what is missing.
pub(super) fn plan(basis: Basis, kept: &BTreeMap<usize, PlanResult>) -> Table {
    let row = |[channel, name]: [Cell; 2], kept: &PlanResult| {
        let savings = [kept.planned.clone(), kept.achieved.clone(), kept.shortfall()];
        let mut row = vec![channel, name];
        row.extend(savings.map(Cell::Cost));
        row
    };
    Table {
        key: Key::Plan,
        columns: columns([
            (Key::Channel, Kind::Hidden),
            (Key::Name, Kind::Text),
            (Key::PlannedSaving, Kind::Money),
            (Key::KeptSaving, Kind::Money),
            (Key::MissingSaving, Kind::Money),
        ]),
        rows: kept
            .iter()
            .filter_map(|(&position, kept)| Some(row(channel_cells(basis, position)?, kept)))
            .collect(),
        total: Some(row([Cell::Empty, Cell::Empty], &all_kept(kept))),
        bars: None,
    }
}
