//! The saving of a scenario taken apart: its lines of arithmetic, and its steps from the cost before
//! to the cost after.

use std::collections::BTreeSet;

use super::model::{Cause, SavingStep, WhatIf};
use crate::model::counts::Dimension;
use crate::model::quantity::{Exact, Money, Share};
use crate::model::scenario::{Move, Scenario};
use crate::report::Kind::{self, Hidden};
use crate::report::arithmetic::{adds_up, factor};
use crate::report::basis::Basis;
use crate::report::{Cell, Chart, Columns, Phrase, Sentence, Short, Table, Term};

/// The lines that add up to the saving, the part of it that is expected, the rate of repeat
/// contacts at which nothing is saved, and the payback.
pub fn arithmetic(basis: Basis, what_if: &WhatIf) -> Vec<Phrase> {
    let scenario = &what_if.scenario;
    let mut lines: Vec<Phrase> =
        what_if.steps.iter().map(|step| line(basis, scenario, step)).collect();
    if what_if.steps.len() > 1 {
        let savings: Vec<Money> = what_if.steps.iter().map(SavingStep::saving).collect();
        let sum = with_saving(Sentence::SumLine.into(), &what_if.saving);
        let is_rounded = !adds_up(&savings, &what_if.saving);
        lines.push(sum.with("rounded", is_rounded.then_some(Term::Rounded)));
    }
    if what_if.expected_saving != what_if.saving {
        let expected = &what_if.expected_saving;
        let product = |saving: &Exact| saving * scenario.realisation.exact();
        lines.push(
            Sentence::ExpectedOfSaving
                .with("share", Cell::Percent(scenario.realisation.clone()))
                .with("saving", factor(what_if.saving.exact(), product, (expected.exact(), 0)))
                .with("expected", expected),
        );
    }
    lines.extend(scenario.fixed_change.as_ref().map(|change| {
        Sentence::FixedLine
            .with("before", &change.before)
            .with("after", &change.after)
            .with("fixed", Cell::change(change.saving()))
            .with("variable", &what_if.saving)
            .with("total", what_if.total_saving())
    }));
    // That all of them may come in again says nothing: who moves to a free channel saves the price.
    let rate = what_if.break_even_repeat_rate.as_ref().filter(|share| **share != Share::from(1));
    let has_repeats = scenario.moves.iter().any(|step| step.repeat_contacts.is_some());
    let repeated: BTreeSet<usize> = scenario.moves.iter().map(Move::repeat_channel).collect();
    lines.extend(rate.map(|share| {
        let is_safe = *share > Share::from(1);
        let sentence =
            if is_safe { Sentence::SavesWhateverRepeats } else { Sentence::BreakEvenRepeatRate };
        let line = sentence.with("share", share);
        if has_repeats {
            return line.with_list("channels", repeated.iter().map(|&at| basis.channel_name(at)));
        }
        line.with("old", Sentence::OldChannel)
    }));
    if let Some(payback) = &what_if.payback {
        let case = &payback.case;
        let is_paid_back = payback.payback_year.is_some();
        let sentence = if is_paid_back { Sentence::PaidBack } else { Sentence::NotPaidBack };
        lines.push(
            sentence
                .with("investment", &case.investment)
                .with("year", payback.payback_year.map(|year| Cell::Label(year.into())))
                .with("years", Cell::Label(case.years.into()))
                .with("net_present_value", &payback.net_present_value)
                .with("discount", Cell::Percent(case.discount.clone())),
        );
    }
    lines
}

/// The cost from before to after, step by step.
pub fn steps(basis: Basis, what_if: &WhatIf) -> Table {
    /// The change, and the cost behind it.
    type Row = (Option<Money>, Money);
    let move_name = |at: usize| move_name(basis, &what_if.scenario.moves[at]);
    let names = |step: &SavingStep| -> [Cell; 2] {
        let (term, name) = match step.cause {
            Cause::NewPrice(at) => (
                Term::AssumedNewPrice,
                Sentence::NewPriceOf.with("channel", basis.channel_name(at)),
            ),
            Cause::Move(at) => (Term::AssumedMove, move_name(at)),
            Cause::Lost(at) => {
                let channel = basis.channel_name(what_if.scenario.closed[at].to);
                (Term::LostEnquiries, Sentence::LostOn.with("channel", channel))
            }
            Cause::RepeatContacts(at) => {
                (Term::AssumedRepeatRate, Sentence::RepeatContactsOf.with("name", move_name(at)))
            }
        };
        [term.into(), name.into()]
    };
    let end = |term: Term| [term.into(), term.into()];
    let mut level = what_if.before.cost.clone();
    let mut rows: Vec<([Cell; 2], Row)> = vec![(end(Term::Baseline), (None, level.clone()))];
    for step in &what_if.steps {
        level = &level - &step.saving();
        let change = &Money::zero() - &step.saving();
        rows.push((names(step), (Some(change), level.clone())));
    }
    rows.push((end(Term::WithChanges), (None, level)));
    let columns = Columns::<Row>::new()
        .col(Term::Change, Kind::Money, |(change, _)| {
            Cell::or_empty(change.clone().map(Cell::change))
        })
        .col(Term::Cost, Kind::Money, |(_, level)| level.clone());
    let chart = Chart::Waterfall { change: Term::Change, level: Term::Cost };
    let names = [(Term::Cause, Hidden), (Term::Step, Kind::Wording)];
    Table::named(Term::Steps, &names, columns, rows, None).chart(chart).short(Short::Hidden)
}

/// A step of the saving, with every number in it.
pub fn line(basis: Basis, scenario: &Scenario, step: &SavingStep) -> Phrase {
    let [before, after] =
        [&step.price_before, &step.price_after].map(|price| Cell::Price(price.clone()));
    let phrase = match step.cause {
        Cause::NewPrice(channel) => {
            Sentence::PriceLine.with("channel", basis.channel_name(channel))
        }
        Cause::Move(at) => Sentence::MoveLine
            .with("name", move_name(basis, &scenario.moves[at]))
            .with("share", Cell::Percent(scenario.moves[at].share.clone())),
        Cause::Lost(at) => {
            let closed = &scenario.closed[at];
            Sentence::LostLine
                .with("channel", basis.channel_name(closed.to))
                .with("share", Cell::Percent(closed.lost.clone()))
        }
        Cause::RepeatContacts(at) => {
            let repeats = scenario.moves[at].repeat_contacts.as_ref();
            Sentence::RepeatContactLine
                .with("channel", repeats.map(|repeats| basis.channel_name(repeats.to)))
                .with("share", repeats.map(|repeats| Cell::Percent(repeats.share.clone())))
        }
    };
    let price = &step.price_before - &step.price_after;
    let saving = step.saving();
    let enquiries = factor(step.enquiries.exact(), |one| one * price.exact(), (saving.exact(), 0));
    let decimals = if let Cell::Decimals(_, decimals) = enquiries { decimals } else { 0 };
    let share = step.enquiries.ratio(&step.baseline).unwrap_or_default();
    let moved = (step.enquiries.exact(), decimals);
    let phrase = phrase
        .with("baseline", factor(step.baseline.exact(), |one| one * share.exact(), moved))
        .with("enquiries", enquiries)
        .with("before", before)
        .with("after", after);
    with_saving(phrase, &saving)
}

/// A line of arithmetic with the saving at its end; an extra cost is named.
fn with_saving(line: Phrase, saving: &Money) -> Phrase {
    if saving.is_negative() {
        return line.with("saving", Sentence::ExtraCostAmount.with("amount", saving));
    }
    line.with("saving", saving)
}

/// A move: its channels and its limits.
pub fn move_name(basis: Basis, step: &Move) -> Phrase {
    Sentence::MoveName
        .with("from", basis.channel_name(step.from))
        .with("to", basis.channel_name(step.to))
        .with_list("only", limits(basis, step))
}

/// The names that a move is limited to, a phrase for each dimension.
pub fn limits(basis: Basis, step: &Move) -> impl Iterator<Item = Phrase> {
    step.only.iter().map(move |only| {
        let names = only.ids.iter().map(|&id| basis.name(only.dimension, id));
        // Without its dimension, a yes or a no says nothing.
        let dimension = Some(only.dimension).filter(|one| *one == Dimension::Form);
        Sentence::OnlyNames.with("dimension", dimension).with_list("names", names)
    })
}
