//! The report of `kanal contact-centre`.

use super::model::{ContactCentre, ContactCentreOptions, Quadrant, TaskScore};
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::quantity::Money;
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{
    Basis, NoteScope, code_and_name, name_of, notes_without_unpriced, some_assumptions,
};
use crate::report::matrix::{Matrix, Point};
use crate::report::{Cell, Columns, Message, Phrase, Report, Sentence, Table, Term};

/// With fewer counted than this, shares and score say little.
const FEW: u64 = 30;

/// The tasks with their scores, and the matrix that they fall into.
pub fn report(
    basis: Basis,
    coverage: &Coverage,
    options: &ContactCentreOptions,
    result: &ContactCentre,
) -> Report {
    let transfers = options.transfer.iter().zip(&result.total.saving);
    let transfers = transfers.map(|(transfer, saving)| {
        Phrase::new(Sentence::TransfersAvoided)
            .with("general", result.total.general.clone())
            .with("minutes", Cell::Factor(transfer.minutes.clone()))
            .with("wage", Cell::Price(transfer.wage.clone()))
            .with("saving", saving.clone())
            .into()
    });
    let mut notes = notes(basis, result);
    notes.extend(options.transfer.iter().map(|_| Sentence::NoBudgetSaving.into()));
    let channels = Some(&options.channels);
    let scope = NoteScope { without_prices: true, channels, with_left_out: false };
    notes.extend(notes_without_unpriced(basis, coverage, scope));
    Report {
        arithmetic: transfers.collect(),
        assumptions: assumptions(basis, coverage, options),
        tables: vec![by_task(basis, options, result)],
        matrix: Some(matrix(result)),
        notes,
        ..Report::new(
            Term::ContactCentreReport,
            &basis.table.currency,
            headline(basis, options, result),
        )
    }
}

/// The assumptions without those of the prices, which play no part.
fn assumptions(
    basis: Basis,
    coverage: &Coverage,
    options: &ContactCentreOptions,
) -> Vec<(Term, Cell)> {
    let first = [Term::Files, Term::PriceTable, Term::PriceFile];
    let last = [Term::CountWeeks, Term::WeeksCounted, Term::WeeksPerYear, Term::Factor];
    let mut all = some_assumptions(basis, coverage, &first);
    all.push((Term::Channels, Cell::List(channels(basis, options).collect())));
    if let Some(transfer) = &options.transfer {
        all.push((Term::MinutesSaved, Cell::Factor(transfer.minutes.clone())));
        all.push((Term::Wage, Cell::Price(transfer.wage.clone())));
        all.push((Term::Currency, basis.table.currency.as_str().into()));
    }
    all.extend(some_assumptions(basis, coverage, &last));
    all
}

fn channels<'a>(basis: Basis<'a>, options: &'a ContactCentreOptions) -> impl Iterator<Item = Cell> {
    options.channels.iter().map(move |&channel| basis.table.id(channel).into())
}

fn headline(basis: Basis, options: &ContactCentreOptions, result: &ContactCentre) -> Message {
    let tasks_in =
        |quadrant| result.tasks.iter().filter(move |line| line.quadrant == Some(quadrant));
    let quadrants = [Quadrant::FrontNow, Quadrant::SmallButEasy, Quadrant::FindTheCut];
    let quadrants = quadrants.map(|quadrant| {
        let names: Vec<Cell> = tasks_in(quadrant).map(|line| task(basis, line)).collect();
        let sentence = match names.as_slice() {
            [] => Sentence::EmptyQuadrant,
            _ => Sentence::TasksOfQuadrant,
        };
        Phrase::new(sentence).with("quadrant", term(quadrant)).with_list("tasks", names)
    });
    let transfers = result.total.saving.as_ref().map(|saving| {
        let front = tasks_in(Quadrant::FrontNow).filter_map(|line| line.saving.as_ref());
        Phrase::new(Sentence::TransfersAreWorth)
            .with("general", result.total.general.clone())
            .with("saving", saving.clone())
            .with("front", front.sum::<Money>())
    });
    let phrase = Phrase::new(Sentence::ContactCentre)
        .with("volume", result.total.volume.clone())
        .with_list("channels", channels(basis, options))
        .with("tasks", result.tasks.len());
    Message::from(phrase).and(quadrants).and(transfers)
}

fn task(basis: Basis, line: &TaskScore) -> Cell {
    name_of(basis.counts, Dimension::Task, line.id)
}

fn by_task(basis: Basis, options: &ContactCentreOptions, result: &ContactCentre) -> Table {
    struct Row<'a> {
        names: [Cell; 2],
        line: &'a TaskScore,
        /// Its place among the tasks; the total and what has no task have none.
        rank: Option<usize>,
        /// What stands for a score or a quadrant that is not there.
        none: Cell,
    }
    let names = |line: &TaskScore| code_and_name(basis.counts, Dimension::Task, line.id);
    let tasks = result.tasks.iter().enumerate().map(|(at, line)| Row {
        names: names(line),
        line,
        rank: Some(at + 1),
        none: Cell::Missing,
    });
    let not_stated = result.not_stated.iter().map(|line| Row {
        names: names(line),
        line,
        rank: None,
        none: Cell::Missing,
    });
    let total = Row {
        names: [Cell::Empty, Cell::Empty],
        line: &result.total,
        rank: None,
        none: Cell::Empty,
    };
    let mut columns = Columns::<Row>::new()
        .col(Term::Task, Hidden, |row| row.names[0].clone())
        .col(Term::TaskName, Text, |row| row.names[1].clone())
        .col(Term::Rank, Number, |row| row.rank.map_or(Cell::Empty, Cell::Label))
        .col(Term::Counted, Number, |row| row.line.counted.into())
        .col(Term::YearlyVolume, Number, |row| row.line.volume.clone().into())
        .col(Term::GeneralShare, Number, |row| Cell::share(row.line.general_share.clone()))
        .col(Term::ClosedAtFirstContactShare, Number, |row| {
            Cell::share(row.line.closed_at_first_contact_share.clone())
        })
        .col(Term::Suitability, Number, |row| Cell::share(row.line.suitability.clone()))
        .col(Term::Score, Number, |row| {
            row.line.score.clone().map_or(row.none.clone(), Cell::Score)
        })
        .col(Term::Quadrant, Text, |row| {
            row.line.quadrant.map_or(row.none.clone(), |quadrant| term(quadrant).into())
        });
    if options.transfer.is_some() {
        columns = columns.col(Term::Saving, Kind::Money, |row| Cell::cost(row.line.saving.clone()));
    }
    Table::with_total(Term::ByTask, columns, tasks.chain(not_stated), total)
}

fn matrix(result: &ContactCentre) -> Matrix {
    let point = |(at, line): (usize, &TaskScore)| {
        Some(Point {
            label: at + 1,
            quadrant: term(line.quadrant?),
            right: line.suitability.clone()?,
            up: line.height.clone(),
        })
    };
    Matrix {
        term: Term::Matrix,
        up: Term::VolumeByRank,
        right: Term::Suitability,
        corners: [
            Quadrant::FindTheCut,
            Quadrant::FrontNow,
            Quadrant::Leave,
            Quadrant::SmallButEasy,
        ]
        .map(term),
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

fn notes(basis: Basis, result: &ContactCentre) -> Vec<Message> {
    let names = |is_one: fn(&&TaskScore) -> bool| {
        result.tasks.iter().filter(is_one).map(|line| task(basis, line)).collect::<Vec<_>>()
    };
    let mut notes: Vec<Message> =
        vec![Sentence::SuitabilityDefined.into(), Sentence::IsABearing.into()];
    let few = names(|line| line.counted < FEW);
    if few.len() > 1 && few.len() == result.tasks.len() {
        notes.push(Phrase::new(Sentence::AllFewCounted).with("at_least", FEW).into());
    } else if !few.is_empty() {
        let few = Phrase::new(Sentence::FewCounted).with_list("tasks", few);
        notes.push(few.with("at_least", FEW).into());
    }
    let counted = |sentence, counted: u64| Phrase::new(sentence).with("counted", counted);
    notes.extend(
        result.not_stated.iter().map(|line| counted(Sentence::NoTaskNoScore, line.counted).into()),
    );
    if result.unclosed > 0 {
        let unscored = names(|line| line.score.is_none());
        let unclosed = counted(Sentence::ClosureNotStated, result.unclosed);
        notes.push(unclosed.with_list("tasks", unscored).into());
    }
    if result.untyped > 0 {
        notes.push(counted(Sentence::TypeNotStated, result.untyped).into());
    }
    if result.without > 0 {
        let without = Phrase::new(Sentence::TasksWithoutInformation);
        notes.push(without.with("tasks", result.without).into());
    }
    notes
}
