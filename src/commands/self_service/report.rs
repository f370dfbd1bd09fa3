//! The report of `kanal self-service`.

use super::model::{MunicipalityRank, SelfService, SelfServiceOptions, TaskDegree};
use crate::model::counts::Dimension;
use crate::model::quantity::{Money, Share};
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{Basis, NoteScope, TASK, notes_before};
use crate::report::{Cell, Chart, Columns, Heading, Phrase, Report, Sentence, Short, Table, Term};

/// An earlier count, and its degrees.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// Its basis.
    pub basis: Basis<'a>,
    /// Its degrees.
    pub result: &'a SelfService,
}

/// The degrees by task, beside those of an earlier count, and municipalities by task where they
/// are ranked.
pub fn report(
    basis: Basis,
    options: &SelfServiceOptions,
    result: &SelfService,
    before: Option<Before>,
) -> Report {
    let mut tables = vec![by_task(basis, result, before)];
    if options.ranks.is_some() {
        tables.push(by_municipality(basis, &result.ranks));
    }
    let mut notes = notes(basis, options, result);
    notes.push(Sentence::NoBudgetSaving.into());
    let scope = NoteScope { includes_unpriced: true, ..NoteScope::default() };
    notes.extend(basis.notes(scope));
    if let Some(before) = before {
        notes.extend(gone(basis, result, before));
        notes.extend(notes_before(before.basis.notes(scope)));
    }
    let headline = headline(basis, options, result)
        .and(before.and_then(|before| trend(basis, result, before)));
    Report {
        assumptions: basis.assumptions_since(before.map(|before| before.basis)),
        tables,
        notes,
        ..Report::new(Term::SelfServiceReport, &basis.table.currency, headline)
    }
}

fn headline(basis: Basis, options: &SelfServiceOptions, result: &SelfService) -> Phrase {
    let total = &result.total;
    let what = if options.all_types { Sentence::Enquiries } else { Sentence::Transactions };
    let degree = match &total.degree {
        Some(degree) => Sentence::SelfServiceDegree
            .with("degree", degree)
            .with("self_service", &total.self_service)
            .with("transactions", &total.transactions)
            .with("what", what),
        None => Sentence::NoSelfServiceDegree.with("what", what),
    };
    let with_degree = result.tasks.iter().filter(|line| line.degree.is_some());
    let is_below = |line: &&TaskDegree| line.gap > Some(Share::zero());
    let tasks = with_degree.clone().count();
    let below = with_degree.filter(is_below).count();
    let worth = total.saving.as_ref().filter(|_| below > 0);
    let worth = worth.map(|saving| Sentence::GapIsWorth.with("saving", Phrase::of_saving(saving)));
    let best = result.tasks.first().and_then(|line| Some((line.id, line.saving.as_ref()?)));
    let best = best.filter(|(_, saving)| **saving > Money::zero()).map(|(task, saving)| {
        let task = basis.name(Dimension::Task, task);
        Sentence::MostFrom.with("task", task).with("saving", saving)
    });
    degree.and(gap(options, total, tasks, below)).and(worth).and(best)
}

/// How many of the tasks with a degree are below their target, and what reaching it takes.
fn gap(
    options: &SelfServiceOptions,
    total: &TaskDegree,
    tasks: usize,
    below: usize,
) -> Option<Phrase> {
    if tasks == 0 {
        let counted = counted_phrase(options.at_least, options);
        return Some(Sentence::NoTaskHasDegree.with("counted", counted));
    }
    if below == 0 {
        return Some(Sentence::AllOnTarget.with("tasks", tasks));
    }
    let shortfall = total.shortfall.clone().unwrap_or_default();
    let degree = (&total.self_service + &shortfall).ratio(&total.transactions)?;
    let phrase = match (below, tasks) {
        (1, 1) => Phrase::from(Sentence::OnlyTaskBelowTarget),
        _ => Sentence::TasksBelowTarget.with("below", below).with("tasks", tasks),
    };
    Some(phrase.with("shortfall", shortfall).with("degree", degree))
}

/// `30 counted transactions`, or enquiries where all of them are taken for transactions.
fn counted_phrase(number: u64, options: &SelfServiceOptions) -> Phrase {
    let sentence =
        if options.all_types { Sentence::CountedEnquiries } else { Sentence::CountedTransactions };
    sentence.with("number", number)
}

/// The degree of the earlier count for a line, which may be the total.
fn degree_before(
    basis: Basis,
    result: &SelfService,
    before: Before,
    line: &TaskDegree,
) -> Option<Share> {
    if *line == result.total {
        return before.result.total.degree.clone();
    }
    let id = basis.counts.id_in(before.basis.counts, Dimension::Task, line.id)?;
    before.result.tasks.iter().find(|task| task.id == id)?.degree.clone()
}

/// How the degree has changed, in all and for the task with the largest rise.
fn trend(basis: Basis, result: &SelfService, before: Before) -> Option<Phrase> {
    let of_line = |line: &TaskDegree| {
        let degrees = degree_before(basis, result, before, line).zip(line.degree.clone());
        degrees.map(|(before, after)| (&after - &before, before, after))
    };
    let (by, from, to) = of_line(&result.total)?;
    let tasks = result.tasks.iter().filter_map(|line| Some((of_line(line)?, line.id)));
    let best = tasks.max_by_key(|((by, ..), _)| by.clone());
    let best = best.filter(|((by, ..), _)| *by > Share::zero()).map(|((_, from, to), task)| {
        let task = basis.name(Dimension::Task, task);
        Sentence::LargestRise.with("task", task).with("before", from).with("after", to)
    });
    let trend = Sentence::DegreeTrend.with("before", from).with("after", to);
    Some(trend.with("by", Cell::change(Cell::Points(by))).and(best))
}

/// The tasks that have transactions in the earlier count alone.
fn gone(basis: Basis, result: &SelfService, before: Before) -> Option<Phrase> {
    let is_gone = |line: &&TaskDegree| {
        let id = before.basis.counts.id_in(basis.counts, Dimension::Task, line.id);
        id.is_none_or(|id| result.tasks.iter().all(|task| task.id != id))
    };
    let mut gone = before.result.tasks.iter().filter(is_gone).peekable();
    gone.peek()?;
    let names = gone.map(|line| before.basis.name(Dimension::Task, line.id));
    Some(Sentence::TasksBeforeAlone.with_list("tasks", names))
}

fn by_task(basis: Basis, result: &SelfService, before: Option<Before>) -> Table {
    let mut columns = figures(Number);
    if let Some(before) = before {
        let degree = move |line: &&TaskDegree| degree_before(basis, result, before, line);
        let heading = Heading::OfSide { term: Term::Degree, side: Term::Before };
        columns = columns
            .col(heading, Number, degree)
            .col(Term::Change, Number, move |line| {
                let degrees = line.degree.clone().zip(degree(line));
                degrees.map(|(after, before)| Cell::change(Cell::Points(&after - &before)))
            })
            .in_full();
    }
    let columns = columns.col(Term::Shortfall, Number, |line| line.shortfall.clone()).col(
        Term::Saving,
        Kind::Money,
        |line| line.saving.clone(),
    );
    let lines = result.tasks.iter().chain(&result.not_stated);
    let rows = lines.map(|line| (basis.task(line.id), line));
    let table = Table::named(Term::ByTask, &TASK, columns, rows, Some(&result.total));
    table
        .chart(Chart::Bars { size: Term::Degree, target: Some(Term::Target) })
        .short(Short::With(&[Term::Degree], Sentence::RowsWithoutDegree))
}

fn by_municipality(basis: Basis, ranks: &[MunicipalityRank]) -> Table {
    let [code, name] = TASK;
    let names = [code, name, (Term::Rank, Number), (Term::Municipality, Text)];
    let rows = ranks.iter().map(|rank| {
        let [code, name] = basis.task(rank.task);
        let municipality = basis.name(Dimension::Municipality, rank.line.id);
        ([code, name, Cell::Label(rank.rank), municipality], &rank.line)
    });
    Table::named(Term::ByMunicipality, &names, figures(Hidden), rows, None).bars(Term::Degree)
}

/// Counted, of a year, by self-service, degree, target and gap. A total has no target and so no
/// gap; the gap of a task without a degree is not known.
fn figures<'a>(of_a_year: Kind) -> Columns<'a, &'a TaskDegree> {
    Columns::<&TaskDegree>::new()
        .col(Term::Counted, Number, |line| line.counted)
        .col(Term::Transactions, of_a_year, |line| line.transactions.clone())
        .in_full()
        .col(Term::SelfServiceColumn, of_a_year, |line| line.self_service.clone())
        .in_full()
        .col(Term::Degree, Number, |line| line.degree.clone())
        .col(Term::Target, Number, |line| Cell::or_empty(line.target.as_ref()))
        .col(Term::Gap, Number, |line| match &line.target {
            None => Cell::Empty,
            Some(_) => line.gap.clone().map(Cell::Points).into(),
        })
        .in_full()
}

fn notes(basis: Basis, options: &SelfServiceOptions, result: &SelfService) -> Vec<Phrase> {
    let task = |id: usize| basis.name(Dimension::Task, id);
    let mut notes: Vec<Phrase> = vec![Sentence::NationalSolutions.into()];
    if options.all_types {
        notes.push(Sentence::AllTypes.into());
    } else {
        let untyped = Some(result.untyped).filter(|untyped| *untyped > 0);
        let note = Sentence::TransactionTypes.with("others", result.others);
        notes.push(note.with("untyped", untyped));
    }
    if result.total.shortfall.as_ref().is_some_and(|shortfall| !shortfall.is_zero()) {
        let channel = result.to.and_then(|to| Some((to, basis.table.price(to)?)));
        notes.push(match channel {
            Some((to, price)) => Sentence::ClosedGap
                .with("channel", basis.channel_name(to))
                .with("price", Cell::Price(price.clone())),
            None => Sentence::ClosedGapUnpriced.into(),
        });
    }
    if !result.unpriced.is_zero() && result.to.is_some() {
        notes.push(Sentence::ShortfallUnpriced.with("enquiries", &result.unpriced));
    }
    let thin = result.tasks.iter().filter(|line| line.degree.is_none());
    let unranked = Some(result.unranked).filter(|unranked| *unranked > 0);
    if thin.clone().next().is_some() || unranked.is_some() {
        let too_few = Sentence::TooFew.with("at_least", options.at_least);
        let too_few = too_few.with_list("tasks", thin.map(|line| task(line.id)));
        notes.push(too_few.with("unranked", unranked));
    }
    notes.extend(result.not_stated.iter().map(|line| {
        let what = counted_phrase(line.counted, options);
        Sentence::NoTaskNoDegree.with("what", what).with("counted", line.counted)
    }));
    let is_idle = |id: &&usize| result.tasks.iter().all(|line| line.id != **id);
    let idle = options.targets.keys().filter(is_idle);
    notes.extend(idle.map(|&id| Sentence::IdleTarget.with("task", task(id))));
    notes
}
