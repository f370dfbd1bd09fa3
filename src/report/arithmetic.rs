//! The arithmetic of a scenario, line by line, as anyone can check it by hand.

use super::Note;
use super::basis::Basis;
use super::line::{Line, MoveName};
use super::scenario::Outcome;
use crate::model::filter::Condition;
use crate::model::scenario::{Move, Scenario};
use crate::model::what_if::Step;

/// The lines that add up to the saving, what is taken out of it, and what it can bear.
pub(super) fn lines(basis: Basis, outcome: &Outcome) -> Vec<Note> {
    let currency = &basis.table.currency;
    let (scenario, what_if) = (&outcome.scenario, &outcome.what_if);
    let mut lines: Vec<Note> =
        what_if.steps.iter().map(|step| Note::Line(line(basis, scenario, step))).collect();
    if what_if.steps.len() > 1 {
        lines.push(Note::Line(Line::Total {
            saving: what_if.saving.clone(),
            currency: currency.clone(),
        }));
    }
    if what_if.realised != what_if.saving {
        lines.push(Note::Realised {
            share: scenario.realised.clone(),
            saving: what_if.saving.clone(),
            realised: what_if.realised.clone(),
            currency: currency.clone(),
        });
    }
    lines.extend(what_if.break_even_rebound.clone().map(|share| Note::BreakEvenRebound { share }));
    if let (Some(case), Some(payback)) = (&scenario.business_case, &outcome.payback) {
        lines.push(Note::Payback {
            investment: case.investment.clone(),
            year: payback.payback_year,
            years: case.years,
            net_present_value: payback.net_present_value.clone(),
            discount: case.discount.clone(),
            currency: currency.clone(),
        });
    }
    lines
}

fn line(basis: Basis, scenario: &Scenario, step: &Step) -> Line {
    let id = |position: usize| basis.table.id(position).to_owned();
    let currency = basis.table.currency.clone();
    match step.clone() {
        Step::Price { channel, enquiries, before, after, saving } => {
            Line::Price { channel: id(channel), enquiries, before, after, saving, currency }
        }
        Step::Move { at, baseline, moved, price_from, price_to, saving } => Line::Move {
            name: move_name(basis, &scenario.moves[at]),
            share: scenario.moves[at].share.clone(),
            baseline,
            moved,
            price_from,
            price_to,
            saving,
            currency,
        },
        Step::Rebound { channel, share, moved, again, price, saving } => {
            Line::Rebound { channel: id(channel), share, moved, again, price, saving, currency }
        }
    }
}

/// A move in the words of its channels and limits.
pub(super) fn move_name(basis: Basis, step: &Move) -> MoveName {
    let id = |position: usize| basis.table.id(position).to_owned();
    let names = |only: &Condition| {
        let name = |&id: &usize| basis.counts.name(only.dimension, id).to_owned();
        only.ids.iter().map(name).collect::<Vec<_>>()
    };
    MoveName { from: id(step.from), to: id(step.to), only: step.only.iter().map(names).collect() }
}
