//! The report of `kanal cost`.

use std::cmp::Reverse;

use super::model::{Cost, CostLine, FixedCosts, WeekRange};
use crate::commands::pattern::model::{AxisOptions, Pattern};
use crate::commands::pattern::report::table as pattern_table;
use crate::model::counts::Dimension;
use crate::model::quantity::{Money as Amount, Share, Weeks};
use crate::report::Kind::{Money, Number, Text};
use crate::report::basis::{Basis, CHANNEL, NoteScope, UNIT, week_cell};
use crate::report::{Cell, Chart, Columns, Phrase, Report, Sentence, Short, Table, Term, headed};

/// So many rows of a breakdown are in the short form, and the others added up.
const ROWS: usize = 8;

/// With more units than this, their counts on each channel would be most of the report, and of its
/// memory.
const MOST_PARTS: usize = 1000;

/// The variable cost of a year, as tables.
pub fn report(basis: Basis, cost: &Cost) -> Report {
    let by_dimension = cost.by.iter().map(|(dimension, lines)| match dimension {
        Dimension::Channel => by_channel(basis, cost, lines),
        dimension => by_name(basis, *dimension, cost, lines),
    });
    let has_fixed = cost.fixed.as_ref().is_some_and(|fixed| !fixed.costs.is_empty());
    let with_fixed = cost.by.iter().filter_map(|(dimension, lines)| {
        let fixed = cost.fixed.as_ref().filter(|fixed| !fixed.costs.is_empty())?;
        let term = match dimension {
            Dimension::Channel => Term::FixedByChannel,
            Dimension::Unit => Term::FixedByUnit,
            _ => return None,
        };
        Some(by_kind(basis, term, *dimension, cost, fixed, lines))
    });
    let notes = basis.notes(NoteScope::default());
    let has = |dimension| {
        let several = 2..=MOST_PARTS;
        cost.by.iter().any(|(by, lines)| *by == dimension && several.contains(&lines.len()))
    };
    let has_both = has(Dimension::Unit) && has(Dimension::Channel);
    Report {
        assumptions: headed(basis.assumptions()),
        tables: by_dimension
            .map(|table| if has_fixed { table.short(Short::Hidden) } else { table })
            .chain(with_fixed)
            .chain([year(cost)])
            .chain(has_both.then(|| by_unit_and_channel(basis)))
            .collect(),
        notes: fixed_notes(cost)
            .chain(range_note(basis, cost))
            .chain(few_counted(basis, cost))
            .chain(notes)
            .collect(),
        ..Report::new(Term::CostReport, &basis.table.currency, headline(cost))
    }
}

fn headline(cost: &Cost) -> Phrase {
    let total = &cost.total;
    let unpriced = cost.coverage.unpriced.enquiries();
    let is_partial = !unpriced.is_zero() && unpriced != total.enquiries;
    // One week says less about a year than several, and has no range that would show it.
    let has_one_week = cost.coverage.weeks_counted <= Weeks::from(1);
    let range = cost.range.as_ref().and_then(WeekRange::cost).map(|[cheapest, most_expensive]| {
        Sentence::RangeOfCost
            .with("low", cheapest.cost.clone().map(Cell::About))
            .with("high", most_expensive.cost.clone().map(Cell::About))
            .with("cheapest", week_cell(cheapest.id))
            .with("most_expensive", week_cell(most_expensive.id))
    });
    let is_known = total.cost.is_some();
    let sentence = if is_known { Sentence::CostOfYear } else { Sentence::CostUnknown };
    sentence
        .with("enquiries", &total.enquiries)
        .with("cost", total.cost.clone().map(Cell::About))
        .with("average", average(total))
        .with("unpriced", is_partial.then_some(unpriced))
        .and(range)
        .and(has_one_week.then(|| Sentence::WithoutRange.into()))
        .and(total.digital_share.as_ref().map(|share| Sentence::DigitalIs.with("share", share)))
        .and(cost.fixed.as_ref().and_then(|fixed| fixed_headline(total, fixed)))
}

/// Fixed and total cost, and the average of each; or that the price table states no fixed cost.
fn fixed_headline(line: &CostLine, fixed: &FixedCosts) -> Option<Phrase> {
    if fixed.costs.is_empty() {
        return fixed.unknown.is_empty().then(|| Sentence::NoFixedCost.into());
    }
    let row = Row { line: Some(line), fixed: fixed.total() };
    let phrase = Sentence::WithFixedCost
        .with("fixed", Cell::About(row.fixed.clone()))
        .with("fixed_average", row.average(Some(row.fixed.clone()), false))
        .with("total", row.total().map(Cell::About))
        .with("average", row.average(row.total(), true));
    Some(phrase)
}

fn fixed_notes(cost: &Cost) -> impl Iterator<Item = Phrase> {
    let fixed = cost.fixed.as_ref().filter(|fixed| !fixed.costs.is_empty());
    let defined = fixed.map(|_| Sentence::FixedCostDefined.into());
    let unknown = cost.fixed.as_ref().filter(|fixed| !fixed.unknown.is_empty());
    let unknown = unknown.map(|fixed| Sentence::FixedOfUnknown.with_list("units", &fixed.unknown));
    defined.into_iter().chain(unknown)
}

/// A line of a breakdown, or the total, and its fixed cost.
struct Row<'a> {
    /// `None` for the fixed cost that belongs to no line.
    line: Option<&'a CostLine>,
    fixed: Amount,
}

impl Row<'_> {
    fn variable(&self) -> Option<Amount> {
        self.line?.cost.clone()
    }

    /// Variable and fixed cost, as far as they are known.
    fn total(&self) -> Option<Amount> {
        let is_known = self.variable().is_some() || !self.fixed.is_zero();
        is_known.then(|| &self.variable().unwrap_or_default() + &self.fixed)
    }

    /// The average of a cost; not known where a part of it is variable and enquiries have no price.
    fn average(&self, cost: Option<Amount>, has_variable: bool) -> Cell {
        let Some(line) = self.line.filter(|line| !line.enquiries.is_zero()) else {
            return Cell::Empty;
        };
        let is_known = !has_variable || line.priced == line.enquiries;
        let average = |cost| Cell::Average { cost, enquiries: line.enquiries.clone() };
        cost.filter(|_| is_known).map(average).into()
    }
}

/// A breakdown by kind of cost: variable, fixed and both, and the average of each.
fn by_kind(
    basis: Basis,
    term: Term,
    dimension: Dimension,
    cost: &Cost,
    fixed: &FixedCosts,
    lines: &[CostLine],
) -> Table {
    let columns = Columns::<Row>::new()
        .col(Term::VariableCost, Money, |row| Cell::or_empty(row.line.map(|_| row.variable())))
        .col(Term::FixedCost, Money, |row| row.fixed.clone())
        .col(Term::TotalCost, Money, Row::total)
        .col(Term::VariableAverage, Money, |row| Cell::or_empty(row.line.map(average)))
        .in_full()
        .col(Term::FixedAverage, Money, |row| row.average(Some(row.fixed.clone()), false))
        .in_full()
        .col(Term::TotalAverage, Money, |row| row.average(row.total(), true));
    let names = |line: &CostLine| match dimension {
        Dimension::Channel => basis.channel(line.id).map(Vec::from),
        _ => Some(vec![basis.name(dimension, line.id)]),
    };
    let lines = in_order(basis, dimension, lines).into_iter();
    let mut rows: Vec<(Vec<Cell>, Row)> = lines
        .filter_map(|line| {
            let fixed = fixed.of_line(dimension, line.id);
            Some((names(line)?, Row { line: Some(line), fixed }))
        })
        .collect();
    let others = &fixed.total() - &rows.iter().map(|(_, row)| &row.fixed).sum();
    let columns_of_names = if dimension == Dimension::Channel { &CHANNEL[..] } else { &UNIT[..] };
    if !others.is_zero() {
        let names = vec![Term::OtherFixed.into(); columns_of_names.len()];
        rows.push((names, Row { line: None, fixed: others }));
    }
    let total = Row { line: Some(&cost.total), fixed: fixed.total() };
    let table = Table::named(term, columns_of_names, columns, rows, Some(total));
    let is_unit = dimension == Dimension::Unit;
    table.short(if is_unit { Short::Largest(ROWS) } else { Short::All })
}

fn by_channel(basis: Basis, cost: &Cost, lines: &[CostLine]) -> Table {
    let columns = Columns::<(Cell, &CostLine)>::new()
        .col(Term::Counted, Number, |(_, line)| line.counted)
        .col(Term::Enquiries, Number, |(_, line)| line.enquiries.clone())
        .col(Term::EnquiriesShare, Number, |(_, line)| line.enquiries.ratio(&cost.total.enquiries))
        .in_full()
        .col(Term::Price, Money, |(price, _)| price.clone())
        .col(Term::Cost, Money, |(_, line)| line.cost.clone())
        .col(Term::CostShare, Number, |(_, line)| cost_share(line, cost));
    let rows = lines.iter().filter_map(|line| {
        let price = basis.table.price(line.id).cloned().map(Cell::Price);
        Some((basis.channel(line.id)?, (price.into(), line)))
    });
    let total = Some((average(&cost.total), &cost.total));
    let table = Table::named(Term::ByChannel, &CHANNEL, columns, rows, total);
    table
        .bars(Term::CostShare)
        .chart(Chart::bars(Term::Cost))
        .short(Short::With(&[Term::Price], Sentence::RowsWithoutPrice))
}

/// A breakdown by any dimension but the channel.
fn by_name(basis: Basis, dimension: Dimension, cost: &Cost, lines: &[CostLine]) -> Table {
    let (table, column) = (Term::by(dimension), Term::from(dimension));
    let kind = if dimension == Dimension::Week { Number } else { Text };
    let mut columns = Columns::<&CostLine>::new();
    if dimension == Dimension::Unit {
        columns =
            columns.col(Term::Weeks, Number, |line| Cell::or_empty(line.weeks.as_ref())).in_full();
    }
    let columns =
        columns.and(figures()).col(Term::CostShare, Number, |line| cost_share(line, cost));
    let short = match dimension {
        _ if dimension.is_time() => Short::All,
        // One unit is the whole.
        Dimension::Unit if lines.len() == 1 => Short::Hidden,
        _ => Short::Largest(ROWS),
    };
    let lines = in_order(basis, dimension, lines).into_iter();
    let rows = lines.map(|line| ([basis.name(dimension, line.id)], line));
    let table = Table::named(table, &[(column, kind)], columns, rows, Some(&cost.total));
    table.bars(Term::CostShare).chart(Chart::bars(Term::Cost)).short(short)
}

/// The count of each unit on each channel. Nothing is scaled.
fn by_unit_and_channel(basis: Basis) -> Table {
    let [units, channels] =
        [Dimension::Unit, Dimension::Channel].map(|dimension| AxisOptions { dimension, top: None });
    let pattern = Pattern::from_counts(basis.counts, units, Some(channels));
    let table = pattern_table(basis, &pattern, None);
    Table { term: Term::ByUnitAndChannel, ..table }.short(Short::Hidden)
}

/// The year as counted, and by single weeks.
fn year(cost: &Cost) -> Table {
    let mut lines = vec![(Term::AsCounted, cost.coverage.units, &cost.total)];
    if let Some(range) = &cost.range {
        let ends = [
            (range.enquiries(), [Term::AsFewest, Term::AsMost]),
            (range.cost(), [Term::AsCheapest, Term::AsMostExpensive]),
        ];
        for (weeks, terms) in ends {
            let weeks = terms.into_iter().zip(weeks.into_iter().flatten());
            lines.extend(weeks.map(|(term, week)| (term, range.units, week)));
        }
    }
    let rows = lines.into_iter().map(|(case, units, line)| {
        let week = Some(line.id).filter(|week| *week > 0).map(week_cell);
        ([case.into(), Cell::or_empty(week), units.into()], line)
    });
    let names = [(Term::Case, Text), (Term::Week, Number), (Term::Units, Number)];
    let columns = figures().col(Term::DigitalShare, Number, |line| line.digital_share.clone());
    Table::named(Term::Year, &names, columns, rows, None).short(Short::Hidden)
}

/// The columns that all tables but the one by channel have first.
fn figures<'a>() -> Columns<'a, &'a CostLine> {
    Columns::<&CostLine>::new()
        .col(Term::Counted, Number, |line| line.counted)
        .col(Term::Enquiries, Number, |line| line.enquiries.clone())
        .col(Term::CostPerEnquiry, Money, |line| average(line))
        .col(Term::Cost, Money, |line| line.cost.clone())
}

/// The cost per enquiry.
pub fn average(line: &CostLine) -> Cell {
    let cost = line.cost.clone().filter(|_| !line.priced.is_zero());
    cost.map(|cost| Cell::Average { cost, enquiries: line.priced.clone() }).into()
}

/// The tasks of which few enquiries were counted.
fn few_counted(basis: Basis, cost: &Cost) -> Option<Phrase> {
    let (_, lines) = cost.by.iter().find(|(dimension, _)| *dimension == Dimension::Task)?;
    let is_stated = |line: &&CostLine| !basis.counts.name(Dimension::Task, line.id).is_empty();
    let tasks = lines.iter().filter(is_stated);
    basis.few_counted(tasks.map(|line| (line.id, line.counted)))
}

/// Which units the weeks are compared of, or why they are not.
fn range_note(basis: Basis, cost: &Cost) -> Option<Phrase> {
    let coverage = &cost.coverage;
    match &cost.range {
        _ if coverage.weeks_seen.count() < 2 => None,
        Some(range) if range.units < coverage.units => {
            Some(Sentence::SomeUnits.with("units", range.units).with("all", coverage.units))
        }
        Some(_) => None,
        None if coverage.overrules_weeks(basis.scale) => Some(Sentence::NoRangeOfGivenWeeks.into()),
        None => Some(Sentence::NoRange.into()),
    }
}

/// The share of a line in the cost; `None` where one of the two has no price.
fn cost_share(line: &CostLine, cost: &Cost) -> Option<Share> {
    line.cost.as_ref()?.ratio(cost.total.cost.as_ref()?)
}

/// Times in their order, those that are not stated last; everything else with the most expensive
/// first.
pub fn in_order<'a>(
    basis: Basis,
    dimension: Dimension,
    lines: &'a [CostLine],
) -> Vec<&'a CostLine> {
    let mut lines: Vec<&CostLine> = lines.iter().collect();
    // Both sorts are stable, so that equals stay in the order of their names.
    if dimension.is_time() {
        lines.sort_by_key(|line| !basis.counts.is_stated(dimension, line.id));
    } else {
        lines.sort_by_key(|line| Reverse((&line.cost, &line.enquiries)));
    }
    lines
}
