//! The report of `kanal contact-centre`.

use super::model::{ContactCentre, ContactCentreOptions, Quadrant, TaskScore};
use crate::model::counts::Dimension;
use crate::model::quantity::{Exact, Money};
use crate::report::Kind::{self, Number, Text};
use crate::report::arithmetic::factor;
use crate::report::basis::{Basis, NoteScope, TASK};
use crate::report::matrix::{Matrix, Point};
use crate::report::{Cell, Columns, Phrase, Report, Sentence, Short, Table, Term, headed};

/// So many tasks are in the short form.
const ROWS: usize = 15;

/// The tasks with their scores, and the matrix that they fall into.
pub fn report(basis: Basis, options: &ContactCentreOptions, result: &ContactCentre) -> Report {
    let transfers = options.transfer.iter().zip(&result.total.saving);
    let transfers = transfers.map(|(transfer, saving)| {
        let price = transfer.price();
        let product = |volume: &Exact| volume * price.exact();
        Sentence::TransfersAvoided
            .with("general", factor(result.total.volume.exact(), product, (saving.exact(), 0)))
            .with("minutes", Cell::Factor(transfer.minutes.clone()))
            .with("wage", Cell::Price(transfer.wage.clone()))
            .with("saving", saving)
    });
    let mut notes = notes(basis, result);
    notes.extend(options.transfer.iter().map(|_| Sentence::NoBudgetSaving.into()));
    let channels = Some(&options.channels);
    let scope = NoteScope { without_prices: true, includes_unpriced: true, channels };
    notes.extend(basis.notes(scope));
    let headline = headline(basis, options, result);
    Report {
        arithmetic: transfers.collect(),
        assumptions: headed(assumptions(basis, options)),
        tables: vec![by_task(basis, options, result)],
        matrix: Some(matrix(result)),
        notes,
        ..Report::new(Term::ContactCentreReport, &basis.table.currency, headline)
    }
}

/// The assumptions without those of the prices, which play no part.
fn assumptions(basis: Basis, options: &ContactCentreOptions) -> Vec<(Term, Cell)> {
    let first = [Term::Files, Term::PriceTable, Term::PriceFile];
    let last = [Term::CountWeeks, Term::WeeksCounted, Term::WeeksPerYear, Term::Annualisation];
    let mut all = basis.some_assumptions(&first);
    all.push((Term::Channels, Cell::list(channels(basis, options))));
    if let Some(transfer) = &options.transfer {
        all.push((Term::MinutesSaved, Cell::Factor(transfer.minutes.clone())));
        all.push((Term::Wage, Cell::Price(transfer.wage.clone())));
        all.push((Term::Currency, (&basis.table.currency).into()));
    }
    all.extend(basis.some_assumptions(&last));
    all
}

fn channels(basis: Basis<'_>, options: &ContactCentreOptions) -> impl Iterator<Item = Cell> {
    options.channels.iter().map(move |&channel| basis.channel_name(channel))
}

fn headline(basis: Basis, options: &ContactCentreOptions, result: &ContactCentre) -> Phrase {
    let tasks_in =
        |quadrant| result.tasks.iter().filter(move |line| line.quadrant == Some(quadrant));
    let quadrants = [Quadrant::FrontNow, Quadrant::SmallButEasy, Quadrant::FindTheCut];
    let quadrants = quadrants.map(|quadrant| {
        let is_empty = tasks_in(quadrant).next().is_none();
        let sentence = if is_empty { Sentence::EmptyQuadrant } else { Sentence::TasksOfQuadrant };
        let tasks = tasks_in(quadrant).map(|line| task(basis, line));
        sentence.with("quadrant", term(quadrant)).with_list("tasks", tasks)
    });
    let transfers = result.total.saving.as_ref().map(|saving| {
        let front = tasks_in(Quadrant::FrontNow).filter_map(|line| line.saving.as_ref());
        Sentence::TransfersAreWorth.with("saving", saving).with("front", front.sum::<Money>())
    });
    Sentence::ContactCentre
        .with("volume", &result.total.volume)
        .with_list("channels", channels(basis, options))
        .with("tasks", result.tasks.len())
        .and(quadrants)
        .and(transfers)
}

fn task(basis: Basis, line: &TaskScore) -> Cell {
    basis.name(Dimension::Task, line.id)
}

fn by_task(basis: Basis, options: &ContactCentreOptions, result: &ContactCentre) -> Table {
    let [code, name] = TASK;
    // Enquiries without a task have no rank.
    let tasks = result.tasks.iter().enumerate().map(|(at, line)| (line, Cell::Label(at + 1)));
    let not_stated = result.not_stated.iter().map(|line| (line, Cell::Empty));
    let rows = tasks.chain(not_stated).map(|(line, rank)| {
        let [code, name] = basis.task(line.id);
        ([code, name, rank], (line, Cell::Missing))
    });
    // A task may lack a score and a quadrant; the total is not supposed to have them.
    let total = Some((&result.total, Cell::Empty));
    let mut columns = Columns::<(&TaskScore, Cell)>::new()
        .col(Term::Counted, Number, |(line, _)| line.counted)
        .in_full()
        .col(Term::YearlyVolume, Number, |(line, _)| line.volume.clone())
        .col(Term::GeneralShare, Number, |(line, _)| line.general_share.clone())
        .col(Term::ClosedAtFirstContactShare, Number, |(line, _)| {
            line.closed_at_first_contact_share.clone()
        })
        .col(Term::Suitability, Number, |(line, _)| line.suitability.clone())
        .in_full()
        .col(Term::Score, Number, |(line, none)| {
            line.score.clone().map_or(none.clone(), Cell::Score)
        })
        .col(Term::Quadrant, Text, |(line, none)| {
            line.quadrant.map_or(none.clone(), |quadrant| term(quadrant).into())
        });
    if options.transfer.is_some() {
        columns = columns.col(Term::Saving, Kind::Money, |(line, _)| line.saving.clone());
    }
    let names = [code, name, (Term::Rank, Number)];
    Table::named(Term::ByTask, &names, columns, rows, total).short(Short::First(ROWS))
}

fn matrix(result: &ContactCentre) -> Matrix {
    let point = |(at, line): (usize, &TaskScore)| {
        Some(Point {
            label: at + 1,
            quadrant: term(line.quadrant?),
            right: line.suitability.clone()?,
            up: line.volume_rank.clone(),
        })
    };
    Matrix {
        term: Term::Matrix,
        up: Term::VolumeByRank,
        right: Term::Suitability,
        corners: [Term::FindTheCut, Term::FrontNow, Term::Leave, Term::SmallButEasy],
        points: result.tasks.iter().enumerate().filter_map(point).collect(),
    }
}

fn term(quadrant: Quadrant) -> Term {
    match quadrant {
        Quadrant::FrontNow => Term::FrontNow,
        Quadrant::SmallButEasy => Term::SmallButEasy,
        Quadrant::FindTheCut => Term::FindTheCut,
        Quadrant::Leave => Term::Leave,
    }
}

fn notes(basis: Basis, result: &ContactCentre) -> Vec<Phrase> {
    let mut notes: Vec<Phrase> =
        vec![Sentence::SuitabilityDefined.into(), Sentence::IsABearing.into()];
    notes.extend(basis.few_counted(result.tasks.iter().map(|line| (line.id, line.counted))));
    let not_stated = result.not_stated.iter();
    notes.extend(not_stated.map(|line| Sentence::NoTaskNoScore.with("counted", line.counted)));
    if result.total.closure_not_stated > 0 {
        let note = Sentence::ClosureNotStated.with("counted", result.total.closure_not_stated);
        let without_score = result.tasks.iter().filter(|line| line.score.is_none());
        notes.push(note.with_list("tasks", without_score.map(|line| task(basis, line))));
    }
    if result.type_not_stated > 0 {
        notes.push(Sentence::TypeNotStated.with("counted", result.type_not_stated));
    }
    if result.without > 0 {
        notes.push(Sentence::TasksWithoutGeneral.with("tasks", result.without));
    }
    notes
}
