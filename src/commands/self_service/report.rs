//! The report of `kanal self-service`.

use super::model::{MunicipalityRank, SelfService, SelfServiceOptions, TaskDegree};
use crate::commands::goal::report::saving_of;
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::quantity::{Enquiries, Money};
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{
    Basis, NoteScope, assumptions, code_and_name, name_of, notes_without_unpriced,
};
use crate::report::{Cell, Columns, Message, Phrase, Report, Sentence, Table, Term};

/// The degrees by task, and municipalities by task where they are ranked.
pub fn report(
    basis: Basis,
    coverage: &Coverage,
    options: &SelfServiceOptions,
    result: &SelfService,
) -> Report {
    let mut tables = vec![by_task(basis, result)];
    if options.ranks.is_some() {
        tables.push(by_municipality(basis, &result.ranks));
    }
    let mut notes = notes(basis, options, result);
    notes.push(Sentence::NoBudgetSaving.into());
    notes.extend(notes_without_unpriced(basis, coverage, NoteScope::default()));
    Report {
        assumptions: assumptions(basis, coverage),
        tables,
        notes,
        ..Report::new(
            Term::SelfServiceReport,
            &basis.table.currency,
            headline(basis, options, result),
        )
    }
}

fn headline(basis: Basis, options: &SelfServiceOptions, result: &SelfService) -> Message {
    let total = &result.total;
    let what =
        Phrase::new(if options.all_types { Sentence::Enquiries } else { Sentence::Transactions });
    let degree = match total.degree.clone() {
        Some(degree) => Phrase::new(Sentence::SelfServiceDegree)
            .with("degree", Cell::Share(degree))
            .with("self_service", total.self_service.clone())
            .with("transactions", total.transactions.clone())
            .with("what", what),
        None => Phrase::new(Sentence::NoSelfServiceDegree).with("what", what),
    };
    let with_degree = result.tasks.iter().filter(|line| line.degree.is_some());
    let is_below = |line: &&TaskDegree| {
        line.gap.as_ref().is_some_and(|gap| !gap.is_negative() && !gap.is_zero())
    };
    let tasks = with_degree.clone().count();
    let below = with_degree.filter(is_below).count();
    let worth = total.saving.as_ref().filter(|_| below > 0);
    let worth =
        worth.map(|saving| Phrase::new(Sentence::GapIsWorth).with("saving", saving_of(saving)));
    let best = result.tasks.first().and_then(|line| Some((line.id, line.saving.clone()?)));
    let best = best.filter(|(_, saving)| *saving > Money::zero()).map(|(task, saving)| {
        Phrase::new(Sentence::MostFrom)
            .with("task", name_of(basis.counts, Dimension::Task, task))
            .with("saving", saving)
    });
    Message::from(degree).and(gap(options, total, tasks, below)).and(worth).and(best)
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
        return Some(Phrase::new(Sentence::NoTaskHasDegree).with("counted", counted));
    }
    if below == 0 {
        return Some(Phrase::new(Sentence::AllOnTarget).with("tasks", tasks));
    }
    let shortfall = total.shortfall.clone().unwrap_or_else(Enquiries::zero);
    let closed = (total.self_service.clone() + shortfall.clone()).ratio(&total.transactions)?;
    let phrase = match (below, tasks) {
        (1, 1) => Phrase::new(Sentence::OnlyTaskBelowTarget),
        _ => Phrase::new(Sentence::TasksBelowTarget).with("below", below).with("tasks", tasks),
    };
    Some(phrase.with("shortfall", shortfall).with("degree", Cell::Share(closed)))
}

/// `30 counted transactions`, or enquiries where all of them are taken for transactions.
fn counted_phrase(number: u64, options: &SelfServiceOptions) -> Phrase {
    let sentence =
        if options.all_types { Sentence::CountedEnquiries } else { Sentence::CountedTransactions };
    Phrase::new(sentence).with("number", number)
}

fn by_task(basis: Basis, result: &SelfService) -> Table {
    let names = |line: &TaskDegree| code_and_name(basis.counts, Dimension::Task, line.id);
    let lines = result.tasks.iter().chain(&result.not_stated);
    let columns = Columns::<Row>::new().col(Term::Task, Hidden, |([code, _], _)| code.clone()).col(
        Term::TaskName,
        Text,
        |([_, name], _)| name.clone(),
    );
    let columns = columns
        .and(figures(Number))
        .col(Term::Shortfall, Number, |(_, line)| {
            line.shortfall.clone().map_or(Cell::Missing, Cell::Enquiries)
        })
        .col(Term::Saving, Kind::Money, |(_, line)| Cell::cost(line.saving.clone()));
    let rows = lines.map(|line| (names(line), line));
    let total = ([Cell::Empty, Cell::Empty], &result.total);
    Table::with_total(Term::ByTask, columns, rows, total)
}

/// Code and name of the task, and its figures.
type Row<'a> = ([Cell; 2], &'a TaskDegree);

/// A municipality among others, and its figures.
type Ranked<'a> = (&'a MunicipalityRank, Row<'a>);

fn by_municipality(basis: Basis, ranks: &[MunicipalityRank]) -> Table {
    let counts = basis.counts;
    let task = |rank: &MunicipalityRank| code_and_name(counts, Dimension::Task, rank.task);
    let columns = Columns::<Ranked>::new()
        .col(Term::Task, Hidden, |(_, ([code, _], _))| code.clone())
        .col(Term::TaskName, Text, |(_, ([_, name], _))| name.clone())
        .col(Term::Rank, Number, |(rank, _)| Cell::Label(rank.rank))
        .col(Term::Municipality, Text, |(rank, _)| {
            name_of(counts, Dimension::Municipality, rank.line.id)
        });
    let columns = columns.and(figures(Hidden).of(|(_, row): &Ranked| row));
    let rows = ranks.iter().map(|rank| (rank, (task(rank), &rank.line)));
    Table::from_rows(Term::ByMunicipality, columns, rows).bars(Term::Degree)
}

/// Counted, of a year, by self-service, degree, target and gap. A total has no target and so no
/// gap; the gap of a task without a degree is not known.
fn figures<'a>(of_a_year: Kind) -> Columns<'a, Row<'a>> {
    Columns::<Row>::new()
        .col(Term::Counted, Number, |(_, line)| line.counted.into())
        .col(Term::Transactions, of_a_year, |(_, line)| line.transactions.clone().into())
        .col(Term::SelfServiceColumn, of_a_year, |(_, line)| line.self_service.clone().into())
        .col(Term::Degree, Number, |(_, line)| Cell::share(line.degree.clone()))
        .col(Term::Target, Number, |(_, line)| line.target.clone().map_or(Cell::Empty, Cell::Share))
        .col(Term::Gap, Number, |(_, line)| match (&line.target, &line.gap) {
            (None, _) => Cell::Empty,
            (Some(_), None) => Cell::Missing,
            (Some(_), Some(gap)) => Cell::Points(gap.clone()),
        })
}

fn notes(basis: Basis, options: &SelfServiceOptions, result: &SelfService) -> Vec<Message> {
    let task = |id: usize| name_of(basis.counts, Dimension::Task, id);
    let mut notes: Vec<Message> = vec![Sentence::NationalSolutions.into()];
    notes.push(if options.all_types {
        Sentence::AllTypes.into()
    } else {
        Phrase::new(Sentence::TransactionTypes)
            .with("others", result.others)
            .with_some("untyped", (result.untyped > 0).then_some(result.untyped))
            .into()
    });
    if result.total.shortfall.as_ref().is_some_and(|shortfall| !shortfall.is_zero()) {
        let channel = result.to.and_then(|to| Some((to, basis.table.price(to)?)));
        notes.push(match channel {
            Some((to, price)) => Phrase::new(Sentence::ClosedGap)
                .with("channel", basis.table.id(to))
                .with("price", Cell::Price(price.clone()))
                .into(),
            None => Sentence::ClosedGapUnpriced.into(),
        });
    }
    if !result.unpriced.is_zero() && result.to.is_some() {
        let unpriced = Phrase::new(Sentence::ShortfallUnpriced);
        notes.push(unpriced.with("enquiries", result.unpriced.clone()).into());
    }
    let thin = result.tasks.iter().filter(|line| line.degree.is_none());
    if thin.clone().next().is_some() || result.unranked > 0 {
        let unranked = (result.unranked > 0).then_some(result.unranked);
        notes.push(
            Phrase::new(Sentence::TooFew)
                .with("at_least", options.at_least)
                .with_list("tasks", thin.map(|line| task(line.id)))
                .with_some("unranked", unranked)
                .into(),
        );
    }
    notes.extend(result.not_stated.iter().map(|line| {
        Phrase::new(Sentence::NoTaskNoDegree)
            .with("what", counted_phrase(line.counted, options))
            .with("counted", line.counted)
            .into()
    }));
    let is_idle = |id: &&usize| result.tasks.iter().all(|line| line.id != **id);
    notes.extend(
        options
            .targets
            .keys()
            .filter(is_idle)
            .map(|&id| Phrase::new(Sentence::IdleTarget).with("task", task(id)).into()),
    );
    notes
}
