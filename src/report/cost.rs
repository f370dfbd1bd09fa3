//! The report of `kanal cost`.

use std::cmp::Reverse;

use super::basis::{Basis, assumptions, keys, named, notes};
use super::{Cell, Heading, Key, Kind, Note, Report, Table, columns};
use crate::commands::cost::model::{Cost, CostLine};
use crate::model::counts::{Counts, Dimension};
use crate::model::price_table::PriceTable;
use crate::model::quantity::Enquiries;

/// The variable cost of a year, as tables.
pub fn report(basis: Basis, cost: &Cost) -> Report {
    let mut tables: Vec<Table> = cost
        .by
        .iter()
        .map(|(dimension, lines)| match dimension {
            Dimension::Channel => by_channel(basis.table, cost, lines),
            dimension => by_name(basis.counts, *dimension, cost, lines),
        })
        .collect();
    tables.push(year(cost));
    Report {
        key: Key::Cost,
        currency: basis.table.currency.clone(),
        headline: Note::CostOfYear {
            enquiries: cost.total.enquiries.clone(),
            cost: cost.total.cost.clone(),
            unpriced: cost.coverage.unpriced.values().sum(),
            currency: basis.table.currency.clone(),
            digital_share: cost.total.digital_share.clone(),
            counted: cost.total.counted,
            weeks_counted: cost.coverage.weeks_counted.clone(),
            weeks_per_year: basis.scale.weeks_per_year.clone(),
            price_table: basis.table.name.clone(),
            price_year: basis.table.year,
        },
        answer: Vec::new(),
        arithmetic: Vec::new(),
        assumptions: assumptions(basis, &cost.coverage),
        tables,
        matrix: None,
        notes: range_note(cost).into_iter().chain(notes(basis, &cost.coverage)).collect(),
    }
}

fn by_channel(table: &PriceTable, cost: &Cost, lines: &[CostLine]) -> Table {
    let row = |id: [Cell; 2], price: Cell, line: &CostLine| {
        let [channel, name] = id;
        let [counted, counted_share, enquiries] = volume(line, cost);
        let [amount, share] = amount(line, cost);
        vec![channel, name, counted, counted_share, enquiries, price, amount, share]
    };
    Table {
        key: Key::ByChannel,
        columns: columns([
            (Key::Channel, Kind::Hidden),
            (Key::Name, Kind::Text),
            (Key::Counted, Kind::Number),
            (Key::CountedShare, Kind::Number),
            (Key::Enquiries, Kind::Number),
            (Key::Price, Kind::Money),
            (Key::Cost, Kind::Money),
            (Key::CostShare, Kind::Number),
        ]),
        rows: lines
            .iter()
            .filter_map(|line| Some((table.channel(line.id)?, line)))
            .map(|(channel, line)| {
                let id = [channel.id.clone(), channel.name.clone()].map(Cell::Text);
                row(id, Cell::price(channel.price.clone()), line)
            })
            .collect(),
        total: Some(row(
            [Cell::Empty, Cell::Empty],
            Cell::average(cost.total.cost_per_enquiry.clone()),
            &cost.total,
        )),
        bars: Some(Key::CostShare),
    }
}

/// A breakdown by any dimension but the channel.
fn by_name(counts: &Counts, dimension: Dimension, cost: &Cost, lines: &[CostLine]) -> Table {
    let (table, name) = keys(dimension);
    let has_weeks = dimension == Dimension::Unit;
    let row = |name: Cell, line: &CostLine| {
        let [counted, _, enquiries] = volume(line, cost);
        let [amount, share] = amount(line, cost);
        let mut row = vec![name];
        if has_weeks {
            row.push(line.weeks.clone().map_or(Cell::Empty, Cell::Weeks));
        }
        row.extend([
            counted,
            enquiries,
            amount,
            share,
            Cell::average(line.cost_per_enquiry.clone()),
        ]);
        row
    };
    let kind = if dimension == Dimension::Week { Kind::Number } else { Kind::Text };
    let mut columns = columns([
        (name, kind),
        (Key::Weeks, Kind::Number),
        (Key::Counted, Kind::Number),
        (Key::Enquiries, Kind::Number),
        (Key::Cost, Kind::Money),
        (Key::CostShare, Kind::Number),
        (Key::CostPerEnquiry, Kind::Money),
    ]);
    columns.retain(|column| has_weeks || column.heading != Heading::Key(Key::Weeks));
    Table {
        key: table,
        columns,
        rows: in_order(dimension, lines)
            .into_iter()
            .map(|line| row(named(counts, dimension, line.id), line))
            .collect(),
        total: Some(row(Cell::Empty, &cost.total)),
        bars: Some(Key::CostShare),
    }
}

/// Which units the lightest and the busiest week are of.
fn range_note(cost: &Cost) -> Option<Note> {
    match &cost.range {
        Some(range) if range.units < cost.coverage.units => {
            Some(Note::SomeUnits { units: range.units, all: cost.coverage.units })
        }
        None if cost.coverage.weeks_seen.len() > 1 => Some(Note::NoRange),
        _ => None,
    }
}

/// The year as counted, and by the lightest and the busiest week.
fn year(cost: &Cost) -> Table {
    let row = |case: Key, units: usize, line: &CostLine| {
        vec![
            Cell::Word(case),
            if line.id == 0 { Cell::Empty } else { Cell::Label(line.id) },
            Cell::Count(units as u64),
            Cell::Count(line.counted),
            Cell::Enquiries(line.enquiries.clone()),
            Cell::cost(line.cost.clone()),
            Cell::average(line.cost_per_enquiry.clone()),
            Cell::share(line.digital_share.clone()),
        ]
    };
    let mut rows = vec![row(Key::AsCounted, cost.coverage.units, &cost.total)];
    if let Some(range) = &cost.range {
        if range.units < cost.coverage.units {
            rows.push(row(Key::AsCountedSameUnits, range.units, &range.as_counted));
        }
        rows.push(row(Key::AsLightestWeek, range.units, &range.quietest));
        rows.push(row(Key::AsBusiestWeek, range.units, &range.busiest));
    }
    Table {
        key: Key::Year,
        columns: columns([
            (Key::Case, Kind::Text),
            (Key::Week, Kind::Number),
            (Key::Units, Kind::Number),
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

fn volume(line: &CostLine, cost: &Cost) -> [Cell; 3] {
    let all = Enquiries::from(cost.total.counted);
    [
        Cell::Count(line.counted),
        Cell::share(Enquiries::from(line.counted).ratio(&all)),
        Cell::Enquiries(line.enquiries.clone()),
    ]
}

fn amount(line: &CostLine, cost: &Cost) -> [Cell; 2] {
    let share =
        line.cost.as_ref().zip(cost.total.cost.as_ref()).and_then(|(part, all)| part.ratio(all));
    [Cell::cost(line.cost.clone()), Cell::share(share)]
}

/// Weeks as they come, in the order of the calendar; everything else with the dearest first.
fn in_order(dimension: Dimension, lines: &[CostLine]) -> Vec<&CostLine> {
    let mut lines: Vec<&CostLine> = lines.iter().collect();
    if dimension != Dimension::Week {
        // Stable, so that equals stay in the order of their names.
        lines.sort_by_key(|line| Reverse((line.cost.clone(), line.enquiries.clone())));
    }
    lines
}
