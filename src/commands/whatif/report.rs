//! The reports of `kanal whatif`: one scenario in full, several side by side, a grid of moves.

use std::cmp::Reverse;

use super::model::{Assumption, CostChange, Grid, SavingStep, Swing, WhatIf};
use crate::commands::cost::model::Cost;
use crate::model::counts::Dimension;
use crate::model::coverage::Coverage;
use crate::model::filter::Condition;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::scenario::{CaseYear, GridAxis, Move, Payback, Scenario};
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{Basis, assumptions, name_of, notes};
use crate::report::{
    Cell, Columns, Heading, Message, Phrase, Report, Sentence, Table, Term, Value,
};

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
    tables.extend(outcome.payback.as_ref().map(business_case));
    Report {
        arithmetic: arithmetic(basis, outcome),
        assumptions: assumptions(basis, &cost.coverage),
        tables,
        notes: scenario_notes(basis, &cost.coverage, std::slice::from_ref(outcome)),
        ..Report::new(Term::WhatIfReport, &basis.table.currency, headline(outcome))
    }
}

/// Several scenarios beside the baseline.
pub fn side_by_side(basis: Basis, cost: &Cost, outcomes: &[Outcome]) -> Report {
    // The first of equals: `max_by_key` takes the last.
    let best = outcomes.iter().rev().max_by_key(|outcome| outcome.what_if.expected_saving.clone());
    let verdict = best.map(|best| {
        let saving = &best.what_if.expected_saving;
        let sentence = match saving {
            saving if saving.is_zero() => return Phrase::new(Sentence::NoScenarioSaves),
            saving if saving.is_negative() => Sentence::LeastExtraCost,
            _ => Sentence::MostSaved,
        };
        let name = best.scenario.name.as_deref().unwrap_or_default();
        Phrase::new(sentence).with("best", name).with("amount", saving.abs())
    });
    let headline = Phrase::new(Sentence::ScenariosBeside)
        .with("scenarios", outcomes.len())
        .with("cost", cost.total.cost.clone().unwrap_or_else(Money::zero));
    Report {
        assumptions: assumptions(basis, &cost.coverage),
        tables: vec![scenarios(cost, outcomes, false)],
        notes: scenario_notes(basis, &cost.coverage, outcomes),
        ..Report::new(
            Term::WhatIfReport,
            &basis.table.currency,
            Message::from(headline).and(verdict),
        )
    }
}

/// The report of a grid on the baseline.
pub fn grid_alone(basis: Basis, coverage: &Coverage, grid: &Grid) -> Report {
    let axes = std::iter::once(grid.rows).chain(grid.columns);
    let moves = axes.map(|axis| move_name(basis, &axis.step));
    let mut all = grid_notes(basis, grid);
    all.push(Sentence::NoBudgetSaving.into());
    all.extend(notes(basis, coverage));
    Report {
        assumptions: assumptions(basis, coverage),
        tables: vec![grid_table(basis, grid)],
        notes: all,
        ..Report::new(
            Term::WhatIfReport,
            &basis.table.currency,
            Phrase::new(Sentence::GridOfMoves).with_list("moves", moves),
        )
    }
}

/// Adds the tornado: the saving with each assumption lower and higher.
pub fn add_swings(
    report: &mut Report,
    basis: Basis,
    scenario: &Scenario,
    swings: &[Swing],
    by: &Share,
) {
    report.tables.push(tornado(basis, scenario, swings));
    let by = Cell::Percent(by.clone());
    report.notes.insert(0, Phrase::new(Sentence::SharesAreCapped).with("by", by).into());
}

/// Adds a grid of further moves to the report of a scenario.
pub fn add_grid(report: &mut Report, basis: Basis, grid: &Grid) {
    report.tables.push(grid_table(basis, grid));
    report.notes.splice(0..0, grid_notes(basis, grid));
}

fn headline(outcome: &Outcome) -> Message {
    let (scenario, what_if) = (&outcome.scenario, &outcome.what_if);
    let saving = &what_if.saving;
    let sentence = match saving {
        saving if saving.is_zero() => Sentence::WhatIfUnchanged,
        saving if saving.is_negative() => Sentence::WhatIfCosts,
        _ => Sentence::WhatIfSaves,
    };
    let name = match &scenario.name {
        None => Phrase::new(Sentence::TheChanges),
        Some(name) => Phrase::new(Sentence::TheScenario).with("name", name.as_str()),
    };
    let change = Phrase::new(sentence)
        .with("scenario", name)
        .with("saving", saving.abs())
        .with_some(
            "share",
            saving.ratio(&what_if.before.cost).map(|share| Cell::Share(share.abs())),
        )
        .with("before", what_if.before.cost.clone())
        .with("after", what_if.cost_after());
    let digital = match what_if.digital_shares().map(|share| share.map(Cell::Share)) {
        [Some(before), Some(after)] => {
            let is_same = before == after;
            let sentence = if is_same { Sentence::DigitalUnchanged } else { Sentence::DigitalGoes };
            Some(Phrase::new(sentence).with("before", before).with("after", after))
        }
        _ => None,
    };
    let description = Some(scenario.description.trim()).filter(|text| !text.is_empty());
    let description = description.map(|text| Phrase::new(Sentence::Description).with("text", text));
    Message::from(change).and(digital).and(description)
}

/// The lines that add up to the saving, the part of it that is realised, and what it can bear.
fn arithmetic(basis: Basis, outcome: &Outcome) -> Vec<Message> {
    let (scenario, what_if) = (&outcome.scenario, &outcome.what_if);
    let mut lines: Vec<Phrase> =
        what_if.steps.iter().map(|step| line(basis, scenario, step)).collect();
    if what_if.steps.len() > 1 {
        lines.push(Phrase::new(Sentence::SumLine).with("saving", signed_saving(&what_if.saving)));
    }
    if what_if.expected_saving != what_if.saving {
        lines.push(
            Phrase::new(Sentence::Realised)
                .with("share", Cell::Percent(scenario.realisation.clone()))
                .with("saving", what_if.saving.clone())
                .with("realised", what_if.expected_saving.clone()),
        );
    }
    lines.extend(what_if.break_even_repeat_rate.clone().map(|share| match share {
        share if share > Share::from(1) => Phrase::new(Sentence::SavesWhateverRepeats),
        share => Phrase::new(Sentence::BreakEvenRepeatRate).with("share", Cell::Share(share)),
    }));
    if let (Some(case), Some(payback)) = (&scenario.business_case, &outcome.payback) {
        let sentence = match payback.payback_year {
            Some(_) => Sentence::PaidBack,
            None => Sentence::NotPaidBack,
        };
        lines.push(
            Phrase::new(sentence)
                .with("investment", case.investment.clone())
                .with_some("year", payback.payback_year.map(|year| Cell::Label(year.into())))
                .with("years", Cell::Label(case.years.into()))
                .with("net_present_value", payback.net_present_value.clone())
                .with("discount", Cell::Percent(case.discount.clone())),
        );
    }
    lines.into_iter().map(Message::from).collect()
}

/// A step of the saving, with every number in it.
fn line(basis: Basis, scenario: &Scenario, step: &SavingStep) -> Phrase {
    let id = |position: usize| basis.table.id(position);
    let phrase = match step {
        SavingStep::Price { channel, enquiries, before, after, .. } => {
            Phrase::new(Sentence::PriceLine)
                .with("channel", id(*channel))
                .with("enquiries", enquiries.clone())
                .with("before", Cell::Price(before.clone()))
                .with("after", Cell::Price(after.clone()))
        }
        SavingStep::Move { at, baseline, moved, price_from, price_to, .. } => {
            let step = &scenario.moves[*at];
            Phrase::new(Sentence::MoveLine)
                .with("name", move_name(basis, step))
                .with("share", Cell::Percent(step.share.clone()))
                .with("baseline", baseline.clone())
                .with("moved", moved.clone())
                .with("price_from", Cell::Price(price_from.clone()))
                .with("price_to", Cell::Price(price_to.clone()))
        }
        SavingStep::RepeatContacts { channel, share, moved, again, price, .. } => {
            Phrase::new(Sentence::RepeatContactLine)
                .with("channel", id(*channel))
                .with("share", Cell::Percent(share.clone()))
                .with("moved", moved.clone())
                .with("again", again.clone())
                .with("price", Cell::Price(price.clone()))
        }
    };
    phrase.with("saving", signed_saving(step.saving()))
}

/// A saving at the end of a line of arithmetic; an extra cost is named.
fn signed_saving(saving: &Money) -> Value {
    if saving.is_negative() {
        return Phrase::new(Sentence::ExtraCostAmount).with("amount", saving.clone()).into();
    }
    saving.clone().into()
}

/// A move in the words of its channels and limits.
pub fn move_name(basis: Basis, step: &Move) -> Phrase {
    Phrase::new(Sentence::MoveName)
        .with("from", basis.table.id(step.from))
        .with("to", basis.table.id(step.to))
        .with_list("only", limits(basis, step))
}

/// The names that a move is limited to, a phrase for each dimension.
pub fn limits(basis: Basis, step: &Move) -> impl Iterator<Item = Phrase> {
    step.only.iter().map(move |only| {
        Phrase::new(Sentence::OnlyNames).with_list("names", limit_names(basis, only))
    })
}

fn limit_names<'a>(basis: Basis<'a>, only: &'a Condition) -> impl Iterator<Item = Cell> {
    only.ids.iter().map(move |&id| name_of(basis.counts, only.dimension, id))
}

fn by_channel(basis: Basis, outcome: &Outcome) -> Table {
    struct Row {
        id: Cell,
        name: Cell,
        /// Before, after and repeat contacts.
        enquiries: [Enquiries; 3],
        change: CostChange,
    }
    impl Row {
        fn difference(&self) -> Enquiries {
            self.enquiries[1].clone() - self.enquiries[0].clone()
        }
    }
    let what_if = &outcome.what_if;
    let lines = [&what_if.before, &what_if.after, &what_if.repeat_contacts];
    let is_counted = |position| lines.iter().any(|line| line.mix.get(position).is_some());
    let counted = what_if.table.channels().filter(|(position, _)| is_counted(*position));
    let rows = counted.map(|(position, channel)| {
        let enquiries =
            lines.map(|line| line.mix.get(position).cloned().unwrap_or_else(Enquiries::zero));
        // A price that the scenario assumes is no cost of a year without such enquiries.
        let price_before = basis.table.price(position).or(channel.price.as_ref());
        let [before, after, repeated] = &enquiries;
        let change = CostChange {
            before: price_before.map(|price| before * price),
            after: channel.price.as_ref().map(|price| &(after.clone() + repeated.clone()) * price),
        };
        Row {
            id: channel.id.as_str().into(),
            name: channel.name.as_str().into(),
            enquiries,
            change,
        }
    });
    let total = Row {
        id: Cell::Empty,
        name: Cell::Empty,
        enquiries: lines.map(|line| line.mix.enquiries()),
        change: total_change(what_if),
    };
    let has_repeats = outcome.scenario.moves.iter().any(|step| step.repeat_contacts.is_some());
    let columns = Columns::<Row>::new()
        .col(Term::Channel, Hidden, |row| row.id.clone())
        .col(Term::Name, Text, |row| row.name.clone())
        .col(Term::EnquiriesBefore, Number, |row| row.enquiries[0].clone().into())
        .col(Term::EnquiriesAfter, Number, |row| row.enquiries[1].clone().into())
        .col(Term::EnquiriesChange, Number, |row| row.difference().into())
        .col(Term::RepeatContacts, Number.shown_if(has_repeats), |row| {
            row.enquiries[2].clone().into()
        })
        .col(Term::CostBefore, Kind::Money, |row| Cell::cost(row.change.before.clone()))
        .col(Term::CostAfter, Kind::Money, |row| Cell::cost(row.change.after.clone()))
        .col(Term::Saving, Kind::Money, |row| Cell::cost(row.change.saving()))
        .col(Term::SavingShare, Number, |row| {
            let difference = row.difference();
            // What a channel that gains enquiries "saves" in per cent says nothing.
            let gains = !difference.is_negative() && !difference.is_zero();
            if gains { Cell::Missing } else { Cell::share(saving_share(&row.change)) }
        });
    Table::with_total(Term::ByChannel, columns, rows, total)
}

fn by_unit(basis: Basis, what_if: &WhatIf) -> Table {
    let mut units: Vec<_> = what_if.by_unit.iter().collect();
    // Stable, so that equals stay in the order of their names.
    units.sort_by_key(|(_, change)| Reverse(change.saving()));
    let name = |unit| name_of(basis.counts, Dimension::Unit, unit);
    let rows = units.into_iter().map(|(&unit, change)| (name(unit), change.clone()));
    let columns = Columns::<(Cell, CostChange)>::new()
        .col(Term::Unit, Text, |(unit, _)| unit.clone())
        .col(Term::CostBefore, Kind::Money, |(_, change)| Cell::cost(change.before.clone()))
        .col(Term::CostAfter, Kind::Money, |(_, change)| Cell::cost(change.after.clone()))
        .col(Term::Saving, Kind::Money, |(_, change)| Cell::cost(change.saving()))
        .col(Term::SavingShare, Number, |(_, change)| Cell::share(saving_share(change)));
    let total = (Cell::Empty, total_change(what_if));
    Table::with_total(Term::ByUnit, columns, rows, total).bars(Term::Saving)
}

fn total_change(what_if: &WhatIf) -> CostChange {
    CostChange { before: Some(what_if.before.cost.clone()), after: Some(what_if.cost_after()) }
}

/// The saving over the cost before.
fn saving_share(change: &CostChange) -> Option<Share> {
    change.saving()?.ratio(change.before.as_ref()?)
}

/// A scenario, or the baseline, which saves nothing and has no business case.
type ScenarioRow<'a> = Option<&'a Outcome>;

/// The scenarios beside the baseline. Where one is shown in full, people see its realised saving
/// and its business case elsewhere.
fn scenarios(cost: &Cost, outcomes: &[Outcome], in_full: bool) -> Table {
    let some_unrealised =
        outcomes.iter().any(|outcome| outcome.what_if.expected_saving != outcome.what_if.saving);
    let of = |row: &ScenarioRow, cell: &dyn Fn(&Outcome) -> Cell| row.map_or(Cell::Empty, cell);
    let case = |row: &ScenarioRow, cell: &dyn Fn(&Outcome, &Payback) -> Cell| {
        of(row, &|one| one.payback.as_ref().map_or(Cell::Empty, |payback| cell(one, payback)))
    };
    let columns = Columns::<ScenarioRow>::new()
        .col(Term::Scenario, Text, |row| match row.map(|one| &one.scenario.name) {
            None => Term::Baseline.into(),
            Some(None) => Term::WithChanges.into(),
            Some(Some(name)) => name.as_str().into(),
        })
        .col(Term::Cost, Kind::Money, |row| match row {
            None => Cell::cost(cost.total.cost.clone()),
            Some(one) => one.what_if.cost_after().into(),
        })
        .col(Term::CostPerEnquiry, Kind::Money.shown_if(in_full), |row| match row {
            None => Cell::average(cost.total.cost_per_enquiry.clone()),
            Some(one) => Cell::average(cost_per_enquiry(&one.what_if)),
        })
        .col(Term::DigitalShare, Number, |row| match row {
            None => Cell::share(cost.total.digital_share.clone()),
            Some(one) => Cell::share(one.what_if.digital_shares()[1].clone()),
        })
        .col(Term::Saving, Kind::Money, |row| of(row, &|one| one.what_if.saving.clone().into()))
        .col(Term::SavingShare, Number, |row| {
            of(row, &|one| Cell::share(one.what_if.saving.ratio(&one.what_if.before.cost)))
        })
        .col(Term::RealisedSaving, Kind::Money.shown_if(!in_full && some_unrealised), |row| {
            of(row, &|one| one.what_if.expected_saving.clone().into())
        })
        .col(Term::RepeatContacts, Hidden, |row| {
            of(row, &|one| one.what_if.repeat_contacts.mix.enquiries().into())
        })
        .col(Term::BreakEvenRepeatRate, Hidden, |row| {
            of(row, &|one| Cell::share(one.what_if.break_even_repeat_rate.clone()))
        })
        .col(Term::Investment, Kind::Money.shown_if(!in_full), |row| {
            case(row, &|one, _| match &one.scenario.business_case {
                Some(case) => case.investment.clone().into(),
                None => Cell::Empty,
            })
        })
        .col(Term::NetPresentValue, Kind::Money.shown_if(!in_full), |row| {
            case(row, &|_, payback| payback.net_present_value.clone().into())
        })
        .col(Term::PaybackYear, Number.shown_if(!in_full), |row| {
            case(row, &|one, payback| match (payback.payback_year, &one.scenario.business_case) {
                (Some(year), _) => Cell::Label(year.into()),
                (None, Some(case)) => Cell::NotWithin(case.years),
                (None, None) => Cell::Empty,
            })
        });
    let rows = std::iter::once(None).chain(outcomes.iter().map(Some));
    Table::from_rows(Term::Scenarios, columns, rows)
}

/// The cost of a scenario over its enquiries that have a price, repeat contacts included.
fn cost_per_enquiry(what_if: &WhatIf) -> Option<Money> {
    let priced = what_if.after.mix.priced_enquiries(&what_if.table)
        + what_if.repeat_contacts.mix.priced_enquiries(&what_if.table);
    what_if.cost_after().per(&priced)
}

/// A row for each year, from the year of the investment on.
fn business_case(payback: &Payback) -> Table {
    let columns = Columns::<&CaseYear>::new()
        .col(Term::CaseYear, Number, |year| Cell::Label(year.year.into()))
        .col(Term::Phasing, Number, |year| Cell::Share(year.phasing.clone()))
        .col(Term::Saving, Kind::Money, |year| year.saving.clone().into())
        .col(Term::RealisedSaving, Kind::Money, |year| year.expected_saving.clone().into())
        .col(Term::Paid, Kind::Money, |year| year.paid.clone().into())
        .col(Term::Net, Kind::Money, |year| year.net.clone().into())
        .col(Term::Cumulative, Kind::Money, |year| year.cumulative.clone().into())
        .col(Term::Discounted, Kind::Money, |year| year.discounted.clone().into());
    Table::from_rows(Term::BusinessCase, columns, &payback.years)
}

/// A row for each assumption, the widest swing first.
fn tornado(basis: Basis, scenario: &Scenario, swings: &[Swing]) -> Table {
    let id = |channel: usize| basis.table.id(channel).into();
    let what = |swing: &Swing| match swing.assumption {
        Assumption::Price(_) => Term::AssumedPrice,
        Assumption::NewPrice(_) => Term::AssumedNewPrice,
        Assumption::WeeksPerYear => Term::WeeksPerYear,
        Assumption::Move(_) => Term::AssumedMove,
        Assumption::Realisation => Term::AssumedRealised,
        Assumption::RepeatContacts => Term::RepeatContacts,
    };
    let columns = Columns::<&Swing>::new()
        .col(Term::Assumption, Text, |swing| what(swing).into())
        .col(Term::Of, Text, |swing| match swing.assumption {
            Assumption::Price(channel) | Assumption::NewPrice(channel) => id(channel),
            Assumption::Move(at) => move_text(basis, &scenario.moves[at]),
            Assumption::WeeksPerYear | Assumption::Realisation | Assumption::RepeatContacts => {
                Cell::Empty
            }
        })
        .col(Term::SavingLess, Kind::Money, |swing| swing.less.clone().into())
        .col(Term::SavingMore, Kind::Money, |swing| swing.more.clone().into())
        .col(Term::Swing, Kind::Money, |swing| swing.width().into());
    Table::from_rows(Term::Sensitivity, columns, swings).bars(Term::Swing)
}

/// A move as the name of a row, which is the same in each language.
fn move_text(basis: Basis, step: &Move) -> Cell {
    let limit = |only: &Condition| {
        let name = |&id: &usize| basis.counts.name(only.dimension, id);
        format!(" ({})", only.ids.iter().map(name).collect::<Vec<_>>().join(", "))
    };
    let limits: String = step.only.iter().map(limit).collect();
    format!("{} → {}{limits}", basis.table.id(step.from), basis.table.id(step.to)).into()
}

/// A row for each share of the first move, a column for each share of the second.
fn grid_table(basis: Basis, grid: &Grid) -> Table {
    type Row<'a> = (&'a Share, &'a Vec<Option<Money>>);
    let heading = |axis: &GridAxis, share: Option<&Share>| Heading::Move {
        from: basis.table.id(axis.step.from).to_owned(),
        to: basis.table.id(axis.step.to).to_owned(),
        share: share.cloned(),
    };
    let saving = |at: usize| move |(_, savings): &Row| Cell::cost(savings[at].clone());
    let columns = Columns::<Row>::new()
        .col(heading(grid.rows, None), Number, |(share, _)| Cell::Percent((*share).clone()));
    let columns = match grid.columns {
        None => columns.col(Term::RealisedSaving, Kind::Money, saving(0)),
        Some(axis) => axis.parts.iter().enumerate().fold(columns, |columns, (at, share)| {
            columns.col(heading(axis, Some(share)), Kind::Money, saving(at))
        }),
    };
    Table::from_rows(Term::Grid, columns, grid.rows.parts.iter().zip(&grid.savings))
}

fn grid_notes(basis: Basis, grid: &Grid) -> Vec<Message> {
    let idle = grid.idle.iter().map(|step| nothing_moves(basis, step));
    let has_gaps = grid.savings.iter().flatten().any(Option::is_none);
    idle.chain(has_gaps.then(|| Sentence::GridHasGaps.into())).collect()
}

fn nothing_moves(basis: Basis, step: &Move) -> Message {
    Phrase::new(Sentence::NothingMoves).with("name", move_name(basis, step)).into()
}

fn scenario_notes(basis: Basis, coverage: &Coverage, outcomes: &[Outcome]) -> Vec<Message> {
    let mut all = vec![Sentence::NoBudgetSaving.into()];
    all.extend(outcomes.iter().flat_map(|outcome| likely_slips(basis, outcome)));
    all.extend(notes(basis, coverage));
    all
}

/// Warnings of moves and prices in a scenario that change nothing.
pub fn likely_slips(basis: Basis, outcome: &Outcome) -> Vec<Message> {
    let (scenario, what_if) = (&outcome.scenario, &outcome.what_if);
    let idle = what_if.steps.iter().filter_map(|step| match step {
        SavingStep::Move { at, baseline, .. } if baseline.is_zero() => Some(&scenario.moves[*at]),
        _ => None,
    });
    let mut all: Vec<Message> = idle.map(|step| nothing_moves(basis, step)).collect();
    let mixes = [&what_if.before, &what_if.after, &what_if.repeat_contacts];
    let is_unused = |channel: &&usize| {
        mixes.iter().all(|line| line.mix.get(**channel).is_none_or(Enquiries::is_zero))
    };
    all.extend(scenario.prices.keys().filter(is_unused).map(|&channel| {
        Phrase::new(Sentence::NothingPriced).with("channel", basis.table.id(channel)).into()
    }));
    if let (true, Some(name)) = (scenario.is_unchanged(), &scenario.name) {
        all.push(Phrase::new(Sentence::NothingChanges).with("name", name.as_str()).into());
    }
    all
}
