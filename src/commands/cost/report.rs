//! The report of `kanal cost`.

use std::cmp::Reverse;

use super::model::{Cost, CostLine};
use crate::model::counts::{Counts, Dimension};
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Share};
use crate::report::Kind::{Hidden, Money, Number, Text};
use crate::report::basis::{Basis, assumptions, name_of, notes, terms};
use crate::report::{Cell, Columns, Message, Phrase, Report, Sentence, Table, Term};

/// The variable cost of a year, as tables.
pub fn report(basis: Basis, cost: &Cost) -> Report {
    let by_dimension = cost.by.iter().map(|(dimension, lines)| match dimension {
        Dimension::Channel => by_channel(basis.table, cost, lines),
        dimension => by_name(basis.counts, *dimension, cost, lines),
    });
    let tables = by_dimension.chain([year(cost)]).collect();
    Report {
        assumptions: assumptions(basis, &cost.coverage),
        tables,
        notes: range_note(cost).into_iter().chain(notes(basis, &cost.coverage)).collect(),
        ..Report::new(Term::CostReport, &basis.table.currency, headline(basis, cost))
    }
}

fn headline(basis: Basis, cost: &Cost) -> Phrase {
    let total = &cost.total;
    let unpriced: Enquiries = cost.coverage.unpriced.values().sum();
    let sentence = match total.cost {
        Some(_) => Sentence::CostOfYear,
        None => Sentence::CostUnknown,
    };
    let is_partial = !unpriced.is_zero() && unpriced != total.enquiries;
    Phrase::new(sentence)
        .with("enquiries", total.enquiries.clone())
        .with_some("cost", total.cost.clone())
        .with_some("unpriced", is_partial.then_some(unpriced))
        .with_some("digital", total.digital_share.clone().map(Cell::Share))
        .with("counted", total.counted)
        .with("weeks", cost.coverage.weeks_counted.clone())
        .with("weeks_per_year", basis.scale.weeks_per_year.clone())
        .with("price_table", basis.table.name.as_str())
        .with("price_year", Cell::Label(basis.table.year.into()))
}

fn by_channel(table: &PriceTable, cost: &Cost, lines: &[CostLine]) -> Table {
    struct Row<'a> {
        id: Cell,
        name: Cell,
        price: Cell,
        line: &'a CostLine,
    }
    let all = Enquiries::from(cost.total.counted);
    let columns = Columns::<Row>::new()
        .col(Term::Channel, Hidden, |row| row.id.clone())
        .col(Term::Name, Text, |row| row.name.clone())
        .col(Term::Counted, Number, |row| row.line.counted.into())
        .col(Term::CountedShare, Number, |row| {
            Cell::share(Enquiries::from(row.line.counted).ratio(&all))
        })
        .col(Term::Enquiries, Number, |row| row.line.enquiries.clone().into())
        .col(Term::Price, Money, |row| row.price.clone())
        .col(Term::Cost, Money, |row| Cell::cost(row.line.cost.clone()))
        .col(Term::CostShare, Number, |row| Cell::share(cost_share(row.line, cost)));
    let rows = lines.iter().filter_map(|line| {
        let channel = table.channel(line.id)?;
        let (id, name) = (channel.id.as_str().into(), channel.name.as_str().into());
        Some(Row { id, name, price: Cell::price(channel.price.clone()), line })
    });
    let average = Cell::average(cost.total.cost_per_enquiry.clone());
    let total = Row { id: Cell::Empty, name: Cell::Empty, price: average, line: &cost.total };
    Table::with_total(Term::ByChannel, columns, rows, total).bars(Term::CostShare)
}

/// A breakdown by any dimension but the channel.
fn by_name(counts: &Counts, dimension: Dimension, cost: &Cost, lines: &[CostLine]) -> Table {
    let [table, term] = terms(dimension);
    let kind = if dimension == Dimension::Week { Number } else { Text };
    let mut columns = Columns::<(Cell, &CostLine)>::new().col(term, kind, |(name, _)| name.clone());
    if dimension == Dimension::Unit {
        columns = columns.col(Term::Weeks, Number, |(_, line)| {
            line.weeks.clone().map_or(Cell::Empty, Cell::Weeks)
        });
    }
    let columns = columns
        .col(Term::Counted, Number, |(_, line)| line.counted.into())
        .col(Term::Enquiries, Number, |(_, line)| line.enquiries.clone().into())
        .col(Term::Cost, Money, |(_, line)| Cell::cost(line.cost.clone()))
        .col(Term::CostShare, Number, |(_, line)| Cell::share(cost_share(line, cost)))
        .col(Term::CostPerEnquiry, Money, |(_, line)| Cell::average(line.cost_per_enquiry.clone()));
    let rows = in_order(dimension, lines)
        .into_iter()
        .map(|line| (name_of(counts, dimension, line.id), line));
    Table::with_total(table, columns, rows, (Cell::Empty, &cost.total)).bars(Term::CostShare)
}

/// The year as counted, and by the quietest and the busiest week.
fn year(cost: &Cost) -> Table {
    struct Row<'a> {
        case: Term,
        units: usize,
        line: &'a CostLine,
    }
    let mut rows =
        vec![Row { case: Term::AsCounted, units: cost.coverage.units, line: &cost.total }];
    if let Some(range) = &cost.range {
        let row = |case, line| Row { case, units: range.units, line };
        if range.units < cost.coverage.units {
            rows.push(row(Term::AsCountedSameUnits, &range.as_counted));
        }
        rows.push(row(Term::AsQuietestWeek, &range.quietest));
        rows.push(row(Term::AsBusiestWeek, &range.busiest));
    }
    let columns = Columns::<Row>::new()
        .col(Term::Case, Text, |row| row.case.into())
        .col(Term::Week, Number, |row| match row.line.id {
            0 => Cell::Empty,
            week => Cell::Label(week),
        })
        .col(Term::Units, Number, |row| row.units.into())
        .col(Term::Counted, Number, |row| row.line.counted.into())
        .col(Term::Enquiries, Number, |row| row.line.enquiries.clone().into())
        .col(Term::Cost, Money, |row| Cell::cost(row.line.cost.clone()))
        .col(Term::CostPerEnquiry, Money, |row| Cell::average(row.line.cost_per_enquiry.clone()))
        .col(Term::DigitalShare, Number, |row| Cell::share(row.line.digital_share.clone()));
    Table::from_rows(Term::Year, columns, rows)
}

/// Which units the quietest and the busiest week are computed from.
fn range_note(cost: &Cost) -> Option<Message> {
    match &cost.range {
        Some(range) if range.units < cost.coverage.units => {
            let note = Phrase::new(Sentence::SomeUnits);
            Some(note.with("units", range.units).with("all", cost.coverage.units).into())
        }
        None if cost.coverage.weeks_seen.len() > 1 => Some(Sentence::NoRange.into()),
        _ => None,
    }
}

/// The share of a line in the cost; `None` where one of the two has no price.
fn cost_share(line: &CostLine, cost: &Cost) -> Option<Share> {
    line.cost.as_ref()?.ratio(cost.total.cost.as_ref()?)
}

/// Weeks in the order of the calendar; everything else with the most expensive first.
fn in_order(dimension: Dimension, lines: &[CostLine]) -> Vec<&CostLine> {
    let mut lines: Vec<&CostLine> = lines.iter().collect();
    if dimension != Dimension::Week {
        // Stable, so that equals stay in the order of their names.
        lines.sort_by_key(|line| Reverse((line.cost.clone(), line.enquiries.clone())));
    }
    lines
}
