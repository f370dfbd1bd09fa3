//! The reports of `kanal goal`: the answer with the full what-if at it, or the answers for several
//! destinations side by side.

use super::model::{Answer, Route, Target};
use crate::commands::cost::model::Cost;
use crate::commands::whatif::model::{Cause, WhatIf};
use crate::commands::whatif::report::{about_scenarios, in_full};
use crate::commands::whatif::steps::limits;
use crate::model::quantity::Enquiries;
use crate::report::Kind::{Money, Number};
use crate::report::basis::{Basis, CHANNEL};
use crate::report::{Cell, Columns, Phrase, Report, Sentence, Table, Term};

/// The answer, and the scenario that it comes from.
pub fn report(basis: Basis, cost: &Cost, target: &Target, route: &Route) -> Report {
    let percent = route.answer.share().map(Cell::Percent).into();
    Report {
        term: Term::GoalReport,
        headline: headline(basis, target, route),
        answer: vec![(Term::Reached, Cell::Truth(route.is_possible())), (Term::Percent, percent)],
        ..in_full(basis, cost, &route.outcome, None, None)
    }
}

/// What each destination would take, the least first.
pub fn side_by_side(basis: Basis, target: &Target, routes: &[Route]) -> Report {
    let mut routes: Vec<&Route> = routes.iter().collect();
    // Stable, so that those out of reach stay in the order of the table.
    routes.sort_by_key(|route| (!route.is_possible(), route.answer.share()));
    let possible = routes.iter().filter(|route| route.is_possible()).count();
    let outcomes = routes.iter().filter(|route| route.is_possible());
    let outcomes: Vec<WhatIf> = outcomes.map(|route| route.outcome.clone()).collect();
    let headline = match routes.first() {
        Some(first) if first.answer == Answer::Already => headline(basis, target, first),
        first => {
            let moves = first.into_iter().flat_map(|route| &route.outcome.scenario.moves);
            let none = possible == 0;
            let sentence = if none { Sentence::NoDestination } else { Sentence::Destinations };
            sentence
                .with("target", wanted(target))
                .with_list("from", moves.map(|step| basis.channel_name(step.from)))
                .with("possible", possible)
                .with("all", routes.len())
                .with_list("only", first.into_iter().flat_map(|route| only(basis, route)))
        }
    };
    let unpriced = basis.table.channels().filter(|(_, channel)| channel.price.is_none());
    let unpriced: Vec<Cell> = unpriced.map(|(at, _)| basis.channel_name(at)).collect();
    let left_out = Sentence::UnpricedDestinations.with_list("names", &unpriced);
    Report {
        term: Term::GoalReport,
        answer: vec![(Term::Reached, Cell::Truth(possible > 0))],
        tables: vec![destinations(basis, &routes)],
        ..about_scenarios(basis, &outcomes, headline, (!unpriced.is_empty()).then_some(left_out))
    }
}

fn destinations(basis: Basis, routes: &[&Route]) -> Table {
    let moved = |outcome: &WhatIf| -> Enquiries {
        let moves = outcome.steps.iter().filter(|step| matches!(step.cause, Cause::Move(_)));
        moves.map(|step| &step.enquiries).sum()
    };
    let outcomes = Columns::<&WhatIf>::new()
        .col(Term::EnquiriesMoved, Number, move |outcome| moved(outcome))
        .col(Term::Saving, Money, |outcome| outcome.saving.clone())
        .col(Term::DigitalShare, Number, |outcome| outcome.digital_shares()[1].clone());
    let columns = Columns::<&Route>::new()
        .col(Term::LeastMoved, Number, |route| {
            let share = route.answer.share().map(Cell::Percent);
            share.unwrap_or_else(|| Sentence::NotEnough.into())
        })
        .and(outcomes.of_part(|route: &&Route| Some(&route.outcome)));
    let rows = routes.iter().filter_map(|route| {
        let to = route.outcome.scenario.moves.first()?.to;
        Some((basis.channel(to)?, *route))
    });
    Table::named(Term::Destinations, &CHANNEL, columns, rows, None)
}

/// The limits that all moves have.
fn only(basis: Basis, route: &Route) -> impl Iterator<Item = Phrase> {
    let first = route.outcome.scenario.moves.first();
    first.into_iter().flat_map(move |step| limits(basis, step))
}

fn headline(basis: Basis, target: &Target, route: &Route) -> Phrase {
    let Route { answer, outcome } = route;
    let (sentence, share) = match answer {
        Answer::OutOfReach => (Sentence::TargetOutOfReach, None),
        // The smallest move may be none at all.
        Answer::Move(share) if !share.is_zero() => (Sentence::TargetReached, Some(share)),
        Answer::Already | Answer::Move(_) => (Sentence::TargetAlreadyReached, None),
    };
    // A saving or a cost that is reached is the target again; a digital share says what it saves.
    let result = match (target, share) {
        (_, None) => Some(result(target, outcome)),
        (Target::DigitalShare(_), Some(_)) => Some(yearly_saving(outcome)),
        (Target::Saving(_) | Target::Cost(_), Some(_)) => None,
    };
    let moves = &outcome.scenario.moves;
    sentence
        .with("target", wanted(target))
        .with("share", share.cloned().map(Cell::Percent))
        .with_list("from", moves.iter().map(|step| basis.channel_name(step.from)))
        .with("result", result)
        // All moves have the same destination.
        .with("to", moves.first().map(|step| basis.channel_name(step.to)))
        .with_list("only", only(basis, route))
}

/// What is to be reached.
fn wanted(target: &Target) -> Phrase {
    match target {
        Target::Saving(saving) => Phrase::of_saving(saving),
        Target::Cost(cost) => Sentence::CostAtMost.with("amount", Cell::About(cost.clone())),
        Target::DigitalShare(share) => {
            Sentence::DigitalShareOf.with("share", Cell::Percent(share.clone()))
        }
    }
}

/// What the year has of that.
fn result(target: &Target, outcome: &WhatIf) -> Phrase {
    match (target, outcome.digital_shares()) {
        (Target::Saving(_), _) => yearly_saving(outcome),
        (Target::Cost(_), _) => {
            Sentence::ResultCost.with("amount", Cell::About(outcome.after.cost.clone()))
        }
        (Target::DigitalShare(_), [_, Some(share)]) => {
            Sentence::DigitalShareOf.with("share", share)
        }
        (Target::DigitalShare(_), [_, None]) => Sentence::ResultNoDigital.into(),
    }
}

fn yearly_saving(outcome: &WhatIf) -> Phrase {
    Sentence::ResultYearly.with("amount", Phrase::of_saving(&outcome.saving))
}
