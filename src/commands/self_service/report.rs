//! The report of `kanal self-service`.

use super::model::{MunicipalityRank, SelfService, SelfServiceOptions, TaskDegree};
use crate::model::counts::Dimension;
use crate::model::quantity::{Money, Share};
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{Basis, NoteScope, TASK};
use crate::report::{Cell, Chart, Columns, Phrase, Report, Sentence, Short, Table, Term, headed};

/// The degrees by task, and municipalities by task where they are ranked.
pub fn report(basis: Basis, options: &SelfServiceOptions, result: &SelfService) -> Report {
    let mut tables = vec![by_task(basis, result)];
    if options.ranks.is_some() {
        tables.push(by_municipality(basis, &result.ranks));
    }
    let mut notes = notes(basis, options, result);
    notes.push(Sentence::NoBudgetSaving.into());
    let scope = NoteScope { includes_unpriced: true, ..NoteScope::default() };
    notes.extend(basis.notes(scope));
    let headline = headline(basis, options, result);
    Report {
        assumptions: headed(basis.assumptions()),
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

fn by_task(basis: Basis, result: &SelfService) -> Table {
    let columns = figures(Number).col(Term::Shortfall, Number, |line| line.shortfall.clone()).col(
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
