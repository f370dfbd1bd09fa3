//! The report of `kanal self-service`.

use super::basis::{Basis, assumptions, coded, named, notes_without_prices};
use super::following::{Degrees, Following};
use super::{Cell, Key, Kind, Note, Report, Table, columns};
use crate::commands::self_service::model::{
    MunicipalityRank, SelfService, SelfServiceOptions, TaskDegree,
};
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::quantity::{Enquiries, Money};

/// The degrees by task, and municipalities by task where they are ranked.
pub fn report(
    basis: Basis,
    coverage: &Coverage,
    question: &SelfServiceOptions,
    result: &SelfService,
) -> Report {
    let mut tables = vec![by_task(basis, result)];
    if question.ranks.is_some() {
        tables.push(by_municipality(basis, &result.ranks));
    }
    let mut all: Vec<Note> =
        notes(basis, question, result).into_iter().map(Note::Following).collect();
    all.push(Note::NoBudgetSaving);
    all.extend(notes_without_prices(basis, coverage));
    Report {
        key: Key::SelfService,
        currency: basis.table.currency.clone(),
        headline: Note::Following(headline(basis, question, result)),
        answer: Vec::new(),
        arithmetic: Vec::new(),
        assumptions: assumptions(basis, coverage),
        tables,
        matrix: None,
        notes: all,
    }
}

fn headline(basis: Basis, question: &SelfServiceOptions, result: &SelfService) -> Following {
    let total = &result.total;
    let missing = total.shortfall.clone().unwrap_or_else(Enquiries::zero);
    let with_degree = result.tasks.iter().filter(|line| line.degree.is_some());
    let is_below = |line: &&TaskDegree| {
        line.gap.as_ref().is_some_and(|gap| !gap.is_negative() && !gap.is_zero())
    };
    let best = result.tasks.first().and_then(|line| Some((line.id, line.saving.clone()?)));
    let best = best.filter(|(_, saving)| *saving > Money::zero());
    Following::SelfService(Box::new(Degrees {
        degree: total.degree.clone(),
        transactions: total.transactions.clone(),
        self_service: total.self_service.clone(),
        all_types: question.all_types,
        at_least: question.at_least,
        tasks: with_degree.clone().count(),
        below: with_degree.filter(is_below).count(),
        closed: (total.self_service.clone() + missing.clone()).ratio(&total.transactions),
        missing,
        saving: total.saving.clone(),
        best: best.map(|(task, saving)| (named(basis.counts, Dimension::Task, task), saving)),
        currency: basis.table.currency.clone(),
    }))
}

fn by_task(basis: Basis, result: &SelfService) -> Table {
    let row = |name: [Cell; 2], line: &TaskDegree| {
        let mut row = name.to_vec();
        row.extend(figures(line));
        row.extend([
            line.shortfall.clone().map_or(Cell::Missing, Cell::Enquiries),
            Cell::cost(line.saving.clone()),
        ]);
        row
    };
    Table {
        key: Key::ByTask,
        columns: columns([
            (Key::Task, Kind::Hidden),
            (Key::TaskName, Kind::Text),
            (Key::Counted, Kind::Number),
            (Key::Transactions, Kind::Number),
            (Key::SelfServiceColumn, Kind::Number),
            (Key::Degree, Kind::Number),
            (Key::Target, Kind::Number),
            (Key::Gap, Kind::Number),
            (Key::MissingColumn, Kind::Number),
            (Key::Saving, Kind::Money),
        ]),
        rows: result
            .tasks
            .iter()
            .chain(&result.not_stated)
            .map(|line| row(coded(basis.counts, Dimension::Task, line.id), line))
            .collect(),
        total: Some(row([Cell::Empty, Cell::Empty], &result.total)),
        bars: None,
    }
}

fn by_municipality(basis: Basis, ranks: &[MunicipalityRank]) -> Table {
    let row = |rank: &MunicipalityRank| {
        let mut row = coded(basis.counts, Dimension::Task, rank.task).to_vec();
        row.extend([
            Cell::Label(rank.rank),
            named(basis.counts, Dimension::Municipality, rank.line.id),
        ]);
        row.extend(figures(&rank.line));
        row
    };
    Table {
        key: Key::ByMunicipality,
        columns: columns([
            (Key::Task, Kind::Hidden),
            (Key::TaskName, Kind::Text),
            (Key::Rank, Kind::Number),
            (Key::Municipality, Kind::Text),
            (Key::Counted, Kind::Number),
            (Key::Transactions, Kind::Hidden),
            (Key::SelfServiceColumn, Kind::Hidden),
            (Key::Degree, Kind::Number),
            (Key::Target, Kind::Number),
            (Key::Gap, Kind::Number),
        ]),
        rows: ranks.iter().map(row).collect(),
        total: None,
        bars: Some(Key::Degree),
    }
}

/// Counted, of a year, by self-service, degree, goal and gap. A total has no goal and so no gap;
/// the gap of a task without a degree is not known.
fn figures(line: &TaskDegree) -> [Cell; 6] {
    [
        Cell::Count(line.counted),
        Cell::Enquiries(line.transactions.clone()),
        Cell::Enquiries(line.self_service.clone()),
        Cell::share(line.degree.clone()),
        line.target.clone().map_or(Cell::Empty, Cell::Share),
        match (&line.target, &line.gap) {
            (None, _) => Cell::Empty,
            (Some(_), None) => Cell::Missing,
            (Some(_), Some(gap)) => Cell::Points(gap.clone()),
        },
    ]
}

fn notes(basis: Basis, question: &SelfServiceOptions, result: &SelfService) -> Vec<Following> {
    let task = |id: usize| named(basis.counts, Dimension::Task, id);
    let mut notes = vec![
        Following::NationalSolutions,
        if question.all_types {
            Following::AllTypes
        } else {
            Following::Transactions { others: result.others, untyped: result.untyped }
        },
    ];
    let missing = result.total.shortfall.as_ref().is_some_and(|missing| !missing.is_zero());
    notes.extend(missing.then(|| Following::ClosedGap {
        to:
            result.to.and_then(|to| {
                Some((basis.table.id(to).to_owned(), basis.table.price(to)?.clone()))
            }),
        currency: basis.table.currency.clone(),
    }));
    if !result.unpriced.is_zero() && result.to.is_some() {
        notes.push(Following::MissingUnpriced { enquiries: result.unpriced.clone() });
    }
    let thin: Vec<Cell> = result
        .tasks
        .iter()
        .filter(|line| line.degree.is_none())
        .map(|line| task(line.id))
        .collect();
    if !thin.is_empty() || result.unranked > 0 {
        notes.push(Following::TooFew {
            at_least: question.at_least,
            tasks: thin,
            unranked: result.unranked,
        });
    }
    notes.extend(result.not_stated.iter().map(|line| Following::NoTaskNoDegree {
        counted: line.counted,
        all_types: question.all_types,
    }));
    let idle = question.targets.keys().filter(|id| result.tasks.iter().all(|line| line.id != **id));
    notes.extend(idle.map(|&id| Following::IdleTarget { task: task(id) }));
    notes
}
