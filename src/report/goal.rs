//! The report of `kanal goal`: the answer, then the full what-if at it.

use super::arithmetic::move_name;
use super::basis::Basis;
use super::note::Aim;
use super::scenario::{Outcome, in_full};
use super::{Cell, Key, Note, Report};
use crate::commands::cost::model::Cost;
use crate::commands::goal::model::{Answer, Target};
use crate::model::quantity::Share;

/// The answer, and the scenario that it comes from: at the percentage that reaches
/// the goal, at 0 % where it is reached already, at 100 % where it is out of reach.
pub fn report(
    basis: Basis,
    cost: &Cost,
    goal: &Target,
    answer: &Answer,
    outcome: &Outcome,
) -> Report {
    let id = |position: usize| basis.table.id(position).to_owned();
    let moves = &outcome.scenario.moves;
    let share = match answer {
        Answer::Already => Some(Share::zero()),
        Answer::Move(share) => Some(share.clone()),
        Answer::OutOfReach => None,
    };
    let [_, digital_share] = outcome.what_if.digital_shares();
    let (aim, target) = match goal {
        Target::Saving(saving) => (Aim::Saving, Cell::Cost(saving.clone())),
        Target::Cost(cost) => (Aim::Cost, Cell::Cost(cost.clone())),
        Target::DigitalShare(share) => (Aim::DigitalShare, Cell::Percent(share.clone())),
    };
    let reached = Cell::Truth(share.is_some());
    let percent = share.clone().map_or(Cell::Missing, Cell::Percent);
    let headline = Note::Goal {
        aim,
        target,
        share,
        from: moves.iter().map(|step| id(step.from)).collect(),
        only: moves.first().map_or_else(Vec::new, |step| move_name(basis, step).only),
        to: moves.first().map_or_else(String::new, |step| id(step.to)),
        saving: outcome.what_if.saving.clone(),
        cost: outcome.what_if.cost_after(),
        digital_share,
        currency: basis.table.currency.clone(),
    };
    let answer = vec![(Key::Reached, reached), (Key::Percent, percent)];
    Report { key: Key::Goal, headline, answer, ..in_full(basis, cost, outcome) }
}
