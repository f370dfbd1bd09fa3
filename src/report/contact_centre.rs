//! The report of `kanal contact-centre`.

use super::basis::{Basis, assumed, coded, named, notes_without_prices};
use super::following::{Candidates, Following};
use super::input::InputNote;
use super::matrix::{Matrix, Point};
use super::{Cell, Key, Kind, Note, Report, Table, columns};
use crate::commands::contact_centre::model::{
    ContactCentre, ContactCentreOptions, Quadrant, TaskScore,
};
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::quantity::Money;

/// With fewer counted than this, shares and score say little.
const FEW: u64 = 30;

/// The tasks with their scores, and the matrix that they fall into.
pub fn report(
    basis: Basis,
    coverage: &Coverage,
    question: &ContactCentreOptions,
    result: &ContactCentre,
) -> Report {
    let currency = basis.table.currency.clone();
    let arithmetic =
        question.transfer.iter().zip(&result.total.saving).map(|(transfer, saving)| {
            Note::Following(Following::Transfers {
                general: result.total.general.clone(),
                minutes: transfer.minutes.clone(),
                wage: transfer.wage.clone(),
                saving: saving.clone(),
                currency: currency.clone(),
            })
        });
    let mut all: Vec<Note> = notes(basis, result).into_iter().map(Note::Following).collect();
    all.extend(question.transfer.iter().map(|_| Note::NoBudgetSaving));
    all.extend(
        notes_without_prices(basis, coverage)
            .into_iter()
            .filter_map(|note| on_channels(note, basis, question)),
    );
    Report {
        key: Key::ContactCentre,
        headline: Note::Following(headline(basis, question, result)),
        answer: Vec::new(),
        arithmetic: arithmetic.collect(),
        assumptions: assumptions(basis, coverage, question),
        tables: vec![by_task(basis, question, result)],
        matrix: Some(matrix(result)),
        notes: all,
        currency,
    }
}

/// A note that has a part here: a code that is taken for a channel has none where that channel is
/// not looked at, and its price has none at all.
fn on_channels(note: Note, basis: Basis, question: &ContactCentreOptions) -> Option<Note> {
    let Note::Input(InputNote::Assumed { code, channel, reason, currency, .. }) = note else {
        return Some(note);
    };
    let is_looked_at = basis.table.find(&code).is_some_and(|at| question.channels.contains(&at));
    is_looked_at.then_some(Note::Input(InputNote::Assumed {
        code,
        channel,
        price: None,
        reason,
        currency,
    }))
}

/// Those of the prices have no part in it.
fn assumptions(
    basis: Basis,
    coverage: &Coverage,
    question: &ContactCentreOptions,
) -> Vec<(Key, Cell)> {
    let first = [Key::Files, Key::PriceTable, Key::PriceFile];
    let last = [Key::CountWeeks, Key::WeeksCounted, Key::WeeksPerYear, Key::Factor];
    let mut all = assumed(basis, coverage, &first);
    all.push((Key::Channels, Cell::List(channels(basis, question).map(Cell::Text).collect())));
    if let Some(transfer) = &question.transfer {
        all.push((Key::MinutesSaved, Cell::Factor(transfer.minutes.clone())));
        all.push((Key::Wage, Cell::Price(transfer.wage.clone())));
        all.push((Key::Currency, Cell::Text(basis.table.currency.clone())));
    }
    all.extend(assumed(basis, coverage, &last));
    all
}

fn channels<'a>(
    basis: Basis<'a>,
    question: &'a ContactCentreOptions,
) -> impl Iterator<Item = String> {
    question.channels.iter().map(move |&channel| basis.table.id(channel).to_owned())
}

fn headline(basis: Basis, question: &ContactCentreOptions, result: &ContactCentre) -> Following {
    let of = |quarter| {
        let lines = result.tasks.iter().filter(move |line| line.quadrant == Some(quarter));
        lines.collect::<Vec<_>>()
    };
    let front = of(Quadrant::FrontNow);
    let names = |lines: &[&TaskScore]| {
        lines.iter().map(|line| named(basis.counts, Dimension::Task, line.id)).collect()
    };
    let quarters = [
        (Key::FrontNow, names(&front)),
        (Key::SmallButEasy, names(&of(Quadrant::SmallButEasy))),
        (Key::FindTheCut, names(&of(Quadrant::FindTheCut))),
    ];
    Following::ContactCentre(Box::new(Candidates {
        volume: result.total.volume.clone(),
        channels: channels(basis, question).collect(),
        tasks: result.tasks.len(),
        quarters: quarters.into_iter().collect(),
        general: result.total.general.clone(),
        saving: result.total.saving.clone(),
        front: front.iter().filter_map(|line| line.saving.as_ref()).sum::<Money>(),
        currency: basis.table.currency.clone(),
    }))
}

fn by_task(basis: Basis, question: &ContactCentreOptions, result: &ContactCentre) -> Table {
    let row = |[task, name]: [Cell; 2], rank: Cell, line: &TaskScore, placed: [Cell; 2]| {
        let mut row = vec![task, name, rank];
        row.extend([
            Cell::Count(line.counted),
            Cell::Enquiries(line.volume.clone()),
            Cell::share(line.general_share.clone()),
            Cell::share(line.closed_at_first_contact_share.clone()),
            Cell::share(line.suitability.clone()),
        ]);
        row.extend(placed);
        // Of all of them or of none.
        row.extend(line.saving.clone().map(Cell::Cost));
        row
    };
    let line = |(at, line): (usize, &TaskScore)| {
        let task = coded(basis.counts, Dimension::Task, line.id);
        let score = line.score.clone().map_or(Cell::Missing, Cell::Score);
        let quarter = line.quadrant.map_or(Cell::Missing, |quarter| Cell::Word(key(quarter)));
        row(task, Cell::Label(at + 1), line, [score, quarter])
    };
    let none = || [Cell::Empty, Cell::Empty];
    // What has no task has no place among them.
    let untold = result.not_stated.iter().map(|line| {
        let task = coded(basis.counts, Dimension::Task, line.id);
        row(task, Cell::Empty, line, [Cell::Missing, Cell::Missing])
    });
    let mut all = columns([
        (Key::Task, Kind::Hidden),
        (Key::TaskName, Kind::Text),
        (Key::Rank, Kind::Number),
        (Key::Counted, Kind::Number),
        (Key::YearlyVolume, Kind::Number),
        (Key::GeneralShare, Kind::Number),
        (Key::ClosedAtOnceShare, Kind::Number),
        (Key::Suitability, Kind::Number),
        (Key::Score, Kind::Number),
        (Key::Quarter, Kind::Text),
    ]);
    if question.transfer.is_some() {
        all.extend(columns([(Key::Saving, Kind::Money)]));
    }
    Table {
        key: Key::ByTask,
        columns: all,
        rows: result.tasks.iter().enumerate().map(line).chain(untold).collect(),
        total: Some(row(none(), Cell::Empty, &result.total, none())),
        bars: None,
    }
}

fn matrix(result: &ContactCentre) -> Matrix {
    let point = |(at, line): (usize, &TaskScore)| {
        Some(Point {
            label: at + 1,
            quarter: key(line.quadrant?),
            right: line.suitability.clone()?,
            up: line.height.clone(),
        })
    };
    Matrix {
        key: Key::Matrix,
        up: Key::YearlyVolume,
        right: Key::Suitability,
        corners: [
            Quadrant::FindTheCut,
            Quadrant::FrontNow,
            Quadrant::Leave,
            Quadrant::SmallButEasy,
        ]
        .map(key),
        points: result.tasks.iter().enumerate().filter_map(point).collect(),
    }
}

fn key(quarter: Quadrant) -> Key {
    match quarter {
        Quadrant::FrontNow => Key::FrontNow,
        Quadrant::SmallButEasy => Key::SmallButEasy,
        Quadrant::FindTheCut => Key::FindTheCut,
        Quadrant::Leave => Key::Leave,
    }
}

fn notes(basis: Basis, result: &ContactCentre) -> Vec<Following> {
    let task = |line: &TaskScore| named(basis.counts, Dimension::Task, line.id);
    let unscored = result.tasks.iter().filter(|line| line.score.is_none());
    let unscored: Vec<Cell> = unscored.map(task).collect();
    let few: Vec<Cell> = result.tasks.iter().filter(|line| line.counted < FEW).map(task).collect();
    let mut notes = vec![Following::Suitability, Following::Bearing];
    if !few.is_empty() {
        let are_all = few.len() > 1 && few.len() == result.tasks.len();
        let tasks = if are_all { Vec::new() } else { few };
        notes.push(Following::FewCounted { at_least: FEW, tasks });
    }
    notes.extend(result.not_stated.iter().map(|line| Following::NoTask { counted: line.counted }));
    if result.unclosed > 0 {
        notes.push(Following::Unclosed { counted: result.unclosed, tasks: unscored });
    }
    if result.untyped > 0 {
        notes.push(Following::Untyped { counted: result.untyped });
    }
    if result.without > 0 {
        notes.push(Following::WithoutInformation { tasks: result.without });
    }
    notes
}
