//! The reports of `kanal whatif`: one scenario in full, or several side by side.

use std::cmp::Reverse;

use super::arithmetic::{self, move_name};
use super::basis::{Basis, assumptions, named, notes};
use super::{Cell, Key, Kind, Note, Report, Table, business_case, columns};
use crate::commands::cost::model::Cost;
use crate::commands::whatif::model::{SavingStep, WhatIf};
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::quantity::{Enquiries, Money};
use crate::model::scenario::Payback;
use crate::model::scenario::Scenario;

/// A scenario and what comes of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The scenario.
    pub scenario: Scenario,
    /// What it does to the year.
    pub what_if: WhatIf,
    /// Its business case, if it has one.
    pub payback: Option<Payback>,
}

/// One scenario in full: by channel, by unit, with its arithmetic and business case.
pub fn in_full(basis: Basis, cost: &Cost, outcome: &Outcome) -> Report {
    let mut tables = vec![
        by_channel(basis, outcome),
        by_unit(basis, &outcome.what_if),
        scenarios(cost, std::slice::from_ref(outcome), true),
    ];
    tables.extend(outcome.payback.as_ref().map(business_case::table));
    Report {
        key: Key::WhatIf,
        currency: basis.table.currency.clone(),
        headline: headline(basis, outcome),
        answer: Vec::new(),
        arithmetic: arithmetic::lines(basis, outcome),
        assumptions: assumptions(basis, &cost.coverage),
        tables,
        matrix: None,
        notes: scenario_notes(basis, &cost.coverage, std::slice::from_ref(outcome)),
    }
}

/// Several scenarios beside the baseline.
pub fn side_by_side(basis: Basis, cost: &Cost, outcomes: &[Outcome]) -> Report {
    // The first of equals: `max_by_key` takes the last.
    let best = outcomes.iter().rev().max_by_key(|outcome| outcome.what_if.expected_saving.clone());
    let currency = &basis.table.currency;
    Report {
        key: Key::WhatIf,
        currency: currency.clone(),
        headline: Note::Scenarios {
            scenarios: outcomes.len(),
            cost: cost.total.cost.clone().unwrap_or_else(Money::zero),
            best: best.and_then(|best| best.scenario.name.clone()).unwrap_or_default(),
            saving: best.map_or_else(Money::zero, |best| best.what_if.expected_saving.clone()),
            currency: currency.clone(),
        },
        answer: Vec::new(),
        arithmetic: Vec::new(),
        assumptions: assumptions(basis, &cost.coverage),
        tables: vec![scenarios(cost, outcomes, false)],
        matrix: None,
        notes: scenario_notes(basis, &cost.coverage, outcomes),
    }
}

fn headline(basis: Basis, outcome: &Outcome) -> Note {
    let what_if = &outcome.what_if;
    let [digital_before, digital_after] = what_if.digital_shares();
    Note::WhatIf {
        name: outcome.scenario.name.clone(),
        description: outcome.scenario.description.clone(),
        saving: what_if.saving.clone(),
        share: what_if.saving.ratio(&what_if.before.cost),
        before: what_if.before.cost.clone(),
        after: what_if.cost_after(),
        currency: basis.table.currency.clone(),
        digital_before,
        digital_after,
    }
}

fn by_channel(basis: Basis, outcome: &Outcome) -> Table {
    let what_if = &outcome.what_if;
    let row = |[channel, name]: [Cell; 2], enquiries: [Enquiries; 3], costs: [Option<Money>; 2]| {
        let [before, after, rebound] = enquiries;
        let difference = after.clone() - before.clone();
        let mut row = vec![channel, name];
        row.extend([before, after, difference.clone()].map(Cell::Enquiries));
        row.push(Cell::Enquiries(rebound));
        let gains = !difference.is_negative() && !difference.is_zero();
        let [before, after, saving, share] = change(costs);
        // What a channel that gains enquiries "saves" in per cent says nothing.
        row.extend([before, after, saving, if gains { Cell::Missing } else { share }]);
        row
    };
    let lines = [&what_if.before, &what_if.after, &what_if.repeat_contacts];
    let counted = |position| lines.iter().any(|line| line.mix.get(position).is_some());
    let rows = what_if.table.channels().filter(|(position, _)| counted(*position)).map(
        |(position, channel)| {
            let [before, after, rebound] =
                lines.map(|line| line.mix.get(position).cloned().unwrap_or_else(Enquiries::zero));
            // A price that the scenario assumes is no cost of a year without such enquiries.
            let price_before = basis.table.price(position).or(channel.price.as_ref());
            let costs = [
                price_before.map(|price| &before * price),
                channel.price.as_ref().map(|price| &(after.clone() + rebound.clone()) * price),
            ];
            let id = [channel.id.clone(), channel.name.clone()].map(Cell::Text);
            row(id, [before, after, rebound], costs)
        },
    );
    Table {
        key: Key::ByChannel,
        columns: columns([
            (Key::Channel, Kind::Hidden),
            (Key::Name, Kind::Text),
            (Key::EnquiriesBefore, Kind::Number),
            (Key::EnquiriesAfter, Kind::Number),
            (Key::EnquiriesChange, Kind::Number),
            (Key::Rebound, shown(has_rebound(outcome), Kind::Number)),
            (Key::CostBefore, Kind::Money),
            (Key::CostAfter, Kind::Money),
            (Key::Saving, Kind::Money),
            (Key::SavingShare, Kind::Number),
        ]),
        rows: rows.collect(),
        total: Some(row(
            [Cell::Empty, Cell::Empty],
            lines.map(|line| line.mix.enquiries()),
            [what_if.before.cost.clone(), what_if.cost_after()].map(Some),
        )),
        bars: None,
    }
}

fn by_unit(basis: Basis, what_if: &WhatIf) -> Table {
    let mut units: Vec<_> = what_if.by_unit.iter().collect();
    // Stable, so that equals stay in the order of their names.
    units.sort_by_key(|(_, change)| Reverse(change.saving()));
    let row = |name: Cell, costs: [Option<Money>; 2]| {
        let mut row = vec![name];
        row.extend(change(costs));
        row
    };
    Table {
        key: Key::ByUnit,
        columns: columns([
            (Key::Unit, Kind::Text),
            (Key::CostBefore, Kind::Money),
            (Key::CostAfter, Kind::Money),
            (Key::Saving, Kind::Money),
            (Key::SavingShare, Kind::Number),
        ]),
        rows: units
            .into_iter()
            .map(|(&unit, change)| {
                let name = named(basis.counts, Dimension::Unit, unit);
                row(name, [change.before.clone(), change.after.clone()])
            })
            .collect(),
        total: Some(row(
            Cell::Empty,
            [what_if.before.cost.clone(), what_if.cost_after()].map(Some),
        )),
        bars: Some(Key::Saving),
    }
}

/// Cost before and after, the saving, and its part of the cost before.
fn change([before, after]: [Option<Money>; 2]) -> [Cell; 4] {
    let saving = before.clone().zip(after.clone()).map(|(before, after)| before - after);
    let share =
        saving.as_ref().zip(before.as_ref()).and_then(|(saving, before)| saving.ratio(before));
    [Cell::cost(before), Cell::cost(after), Cell::cost(saving), Cell::share(share)]
}

/// The scenarios beside the baseline. Where one is shown in full, people see its
/// realised saving and business case elsewhere.
fn scenarios(cost: &Cost, outcomes: &[Outcome], full: bool) -> Table {
    let some_unrealised =
        outcomes.iter().any(|outcome| outcome.what_if.expected_saving != outcome.what_if.saving);
    let mut rows = vec![vec![
        Cell::Word(Key::Baseline),
        Cell::cost(cost.total.cost.clone()),
        Cell::average(cost.total.cost_per_enquiry.clone()),
        Cell::share(cost.total.digital_share.clone()),
    ]];
    // The baseline saves nothing and has no business case.
    rows[0].resize(12, Cell::Empty);
    rows.extend(outcomes.iter().map(scenario_row));
    Table {
        key: Key::Scenarios,
        columns: columns([
            (Key::Scenario, Kind::Text),
            (Key::Cost, Kind::Money),
            (Key::CostPerEnquiry, shown(full, Kind::Money)),
            (Key::DigitalShare, Kind::Number),
            (Key::Saving, Kind::Money),
            (Key::SavingShare, Kind::Number),
            (Key::RealisedSaving, shown(!full && some_unrealised, Kind::Money)),
            (Key::Rebound, Kind::Hidden),
            (Key::BreakEvenRebound, Kind::Hidden),
            (Key::Investment, shown(!full, Kind::Money)),
            (Key::NetPresentValue, shown(!full, Kind::Money)),
            (Key::PaybackYear, shown(!full, Kind::Number)),
        ]),
        rows,
        total: None,
        bars: None,
    }
}

fn shown(shown: bool, kind: Kind) -> Kind {
    if shown { kind } else { Kind::Hidden }
}

fn scenario_row(outcome: &Outcome) -> Vec<Cell> {
    let what_if = &outcome.what_if;
    let cost = what_if.cost_after();
    let priced = what_if.after.mix.priced_enquiries(&what_if.table)
        + what_if.repeat_contacts.mix.priced_enquiries(&what_if.table);
    let [_, digital_share] = what_if.digital_shares();
    let case = outcome.scenario.business_case.as_ref().zip(outcome.payback.as_ref());
    vec![
        match &outcome.scenario.name {
            None => Cell::Word(Key::WithChanges),
            Some(name) => Cell::Text(name.clone()),
        },
        Cell::Cost(cost.clone()),
        Cell::average(cost.per(&priced)),
        Cell::share(digital_share),
        Cell::Cost(what_if.saving.clone()),
        Cell::share(what_if.saving.ratio(&what_if.before.cost)),
        Cell::Cost(what_if.expected_saving.clone()),
        Cell::Enquiries(what_if.repeat_contacts.mix.enquiries()),
        Cell::share(what_if.break_even_repeat_rate.clone()),
        case.map_or(Cell::Empty, |(case, _)| Cell::Cost(case.investment.clone())),
        case.map_or(Cell::Empty, |(_, payback)| Cell::Cost(payback.net_present_value.clone())),
        case.map_or(Cell::Empty, |(case, payback)| match payback.payback_year {
            Some(year) => Cell::Label(year.into()),
            None => Cell::NotWithin(case.years),
        }),
    ]
}

fn has_rebound(outcome: &Outcome) -> bool {
    outcome.scenario.moves.iter().any(|step| step.repeat_contacts.is_some())
}

fn scenario_notes(basis: Basis, coverage: &Coverage, outcomes: &[Outcome]) -> Vec<Note> {
    let mut all = vec![Note::NoBudgetSaving];
    all.extend(outcomes.iter().flat_map(|outcome| slips(basis, outcome)));
    all.extend(notes(basis, coverage));
    all
}

/// What in a scenario is likely a slip.
pub(super) fn slips(basis: Basis, outcome: &Outcome) -> Vec<Note> {
    let mut all = Vec::new();
    let idle = outcome.what_if.steps.iter().filter_map(|step| match step {
        SavingStep::Move { at, baseline, .. } if baseline.is_zero() => {
            Some(&outcome.scenario.moves[*at])
        }
        _ => None,
    });
    all.extend(idle.map(|step| Note::NothingMoves { name: move_name(basis, step) }));
    let mixes = [&outcome.what_if.before, &outcome.what_if.after, &outcome.what_if.repeat_contacts];
    let unused = outcome.scenario.prices.keys().filter(|&&channel| {
        mixes.iter().all(|line| line.mix.get(channel).is_none_or(Enquiries::is_zero))
    });
    let id = |channel: usize| basis.table.id(channel).to_owned();
    all.extend(unused.map(|&channel| Note::NothingPriced { channel: id(channel) }));
    if let (true, Some(name)) = (outcome.scenario.is_unchanged(), &outcome.scenario.name) {
        all.push(Note::NothingChanges { name: name.clone() });
    }
    all
}
