//! The report of `kanal goal`: the answer, then the full what-if at it.

use super::model::{Answer, Target};
use crate::commands::cost::model::Cost;
use crate::commands::whatif::model::WhatIf;
use crate::commands::whatif::report::{in_full, limits};
use crate::report::basis::Basis;
use crate::report::{Cell, Phrase, Report, Sentence, Term};

/// The answer, and the scenario that it comes from: at the percentage that reaches the target,
/// at 0 % where it is reached already, at 100 % where it is out of reach.
pub fn report(
    basis: Basis,
    cost: &Cost,
    target: &Target,
    answer: &Answer,
    what_if: &WhatIf,
) -> Report {
    let share = answer.share();
    let reached = Cell::Truth(share.is_some());
    let percent = share.map(Cell::Percent).into();
    Report {
        term: Term::GoalReport,
        headline: headline(basis, target, answer, what_if),
        answer: vec![(Term::Reached, reached), (Term::Percent, percent)],
        ..in_full(basis, cost, what_if, None, None)
    }
}

fn headline(basis: Basis, target: &Target, answer: &Answer, what_if: &WhatIf) -> Phrase {
    let (what, result) = match target {
        Target::Saving(saving) => (
            Phrase::of_saving(saving),
            Sentence::ResultYearly.with("amount", Phrase::of_saving(&what_if.saving)),
        ),
        Target::Cost(cost) => (
            Sentence::CostAtMost.with("amount", Cell::About(cost.clone())),
            Sentence::ResultCost.with("amount", Cell::About(what_if.after.cost.clone())),
        ),
        Target::DigitalShare(share) => (
            Sentence::DigitalShareOf.with("share", Cell::Percent(share.clone())),
            match what_if.digital_shares() {
                [_, Some(share)] => Sentence::DigitalShareOf.with("share", share),
                [_, None] => Sentence::ResultNoDigital.into(),
            },
        ),
    };
    let (sentence, share) = match answer {
        Answer::OutOfReach => (Sentence::TargetOutOfReach, None),
        // The smallest move may be none at all.
        Answer::Move(share) if !share.is_zero() => (Sentence::TargetReached, Some(share)),
        Answer::Already | Answer::Move(_) => (Sentence::TargetAlreadyReached, None),
    };
    let moves = &what_if.scenario.moves;
    // All moves have the same destination and the same limits.
    let first = moves.first();
    // A saving or a cost that is reached is the target again; a digital share says what it saves.
    let result = match (target, share) {
        (_, None) => Some(result),
        (Target::DigitalShare(_), Some(_)) => {
            Some(Sentence::ResultYearly.with("amount", Phrase::of_saving(&what_if.saving)))
        }
        (Target::Saving(_) | Target::Cost(_), Some(_)) => None,
    };
    sentence
        .with("target", what)
        .with("share", share.cloned().map(Cell::Percent))
        .with_list("from", moves.iter().map(|step| basis.channel_name(step.from)))
        .with("result", result)
        .with("to", first.map(|step| basis.channel_name(step.to)))
        .with_list("only", first.into_iter().flat_map(|step| limits(basis, step)))
}
