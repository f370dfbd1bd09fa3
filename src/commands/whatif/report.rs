//! The reports of `kanal whatif`: one scenario in full, several side by side, a grid of moves.

use std::cmp::Reverse;

use super::live::live;
use super::model::{Assumption, Cause, CostChange, Grid, Swing, WhatIf};
use super::steps::{arithmetic, move_name, steps};
use crate::commands::cost::model::Cost;
use crate::commands::cost::report::average;
use crate::model::counts::Dimension;
use crate::model::mix::Mix;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::scenario::{CaseYear, GridAxis, Move, Payback, Scenario};
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{Basis, CHANNEL, NoteScope, UNIT, name_and_number};
use crate::report::{
    Cell, Chart, Columns, Heading, Phrase, Report, Sentence, Short, Table, Term, headed,
};

/// One scenario in full: by channel, by unit, with its arithmetic and business case, the savings
/// with each assumption lower and higher by a share, and a grid of further moves.
pub fn in_full(
    basis: Basis,
    cost: &Cost,
    one: &WhatIf,
    sensitivity: Option<(&[Swing], &Share)>,
    grid: Option<&Grid>,
) -> Report {
    let all = std::slice::from_ref(one);
    let mut tables = vec![
        by_channel(basis, one),
        by_unit(basis, one),
        scenarios(cost, all, true),
        steps(basis, one),
    ];
    tables.extend(one.payback.as_ref().map(business_case));
    tables.extend(sensitivity.map(|(swings, _)| tornado(basis, one, swings)));
    tables.extend(grid.map(|grid| grid_table(basis, grid)));
    let capped =
        sensitivity.map(|(_, by)| Sentence::SharesAreCapped.with("by", Cell::Percent(by.clone())));
    let first_notes = most_saved(basis, one).into_iter();
    let of_grid = grid.into_iter().flat_map(|grid| grid_notes(basis, grid));
    let first_notes = first_notes.chain(of_grid).chain(capped);
    Report {
        arithmetic: arithmetic(basis, one),
        tables,
        live: Some(live(basis, one)),
        ..about_scenarios(basis, all, headline(basis, one), first_notes)
    }
}

/// Several scenarios beside the baseline.
pub fn side_by_side(basis: Basis, cost: &Cost, all: &[WhatIf]) -> Report {
    let typed = all
        .iter()
        .find(|one| one.scenario.name.is_none())
        .map(|one| Sentence::TypedScenario.with_list("changes", changes(basis, &one.scenario)));
    let headline = Sentence::ScenariosBeside
        .with("scenarios", all.len())
        .with("cost", Cell::About(cost.total.cost.clone().unwrap_or_default()))
        .and(verdict(all));
    Report {
        tables: vec![scenarios(cost, all, false)],
        ..about_scenarios(basis, all, headline, typed)
    }
}

/// Which scenario saves the most, or costs the least.
pub fn verdict(all: &[WhatIf]) -> Option<Phrase> {
    // The first of equals: `max_by_key` takes the last.
    let best = all.iter().rev().max_by_key(|one| one.expected_total())?;
    let saving = &best.expected_total();
    let fixed = best.fixed_saving().filter(|fixed| *fixed > Money::zero());
    let [none, extra, most] =
        [Sentence::NoScenarioSaves, Sentence::LeastExtraCost, Sentence::MostSaved];
    let verdict = Sentence::by_sign(saving, none, extra, most)
        .with("best", name_or(best, Term::CommandLine))
        .with("amount", Cell::About(saving.abs()))
        .with("full", expected(best).map(|_| Cell::About(best.total_saving().abs())))
        .with("fixed", fixed.map(Cell::About));
    Some(verdict)
}

/// The report of a grid on the baseline.
pub fn grid_alone(basis: Basis, grid: &Grid) -> Report {
    let axes = std::iter::once(grid.rows).chain(grid.columns);
    let moves = axes.map(|axis| move_name(basis, &axis.step));
    let headline = Sentence::GridOfMoves.with_list("moves", moves);
    Report {
        tables: vec![grid_table(basis, grid)],
        ..about_scenarios(basis, &[], headline, grid_notes(basis, grid))
    }
}

/// What all reports of scenarios have in common.
pub fn about_scenarios(
    basis: Basis,
    all: &[WhatIf],
    headline: Phrase,
    first_notes: impl IntoIterator<Item = Phrase>,
) -> Report {
    let mut notes: Vec<Phrase> = first_notes.into_iter().collect();
    // An extra cost is no saving, and a grid shows both.
    let may_save = all.is_empty() || all.iter().any(|one| one.saving > Money::zero());
    notes.extend(may_save.then(|| Sentence::NoBudgetSaving.into()));
    notes.extend(fixed_notes(all));
    notes.extend(all.iter().flat_map(|one| likely_slips(basis, one)));
    notes.extend(basis.notes(NoteScope::default()));
    Report {
        assumptions: headed(basis.assumptions()),
        notes,
        ..Report::new(Term::WhatIfReport, &basis.table.currency, headline)
    }
}

/// That nothing is known of the fixed cost of what closes, and when fixed cost is saved.
fn fixed_notes(all: &[WhatIf]) -> Vec<Phrase> {
    let saves = |one: &WhatIf| {
        let change = one.scenario.fixed_change.as_ref();
        change.is_some_and(|change| !change.closed.is_zero())
    };
    let is_unknown = |one: &WhatIf| !one.scenario.closed.is_empty() && !saves(one);
    let unknown: Vec<&WhatIf> = all.iter().filter(|one| is_unknown(one)).collect();
    let names = unknown.iter().map(|one| name_or(one, Term::CommandLine));
    let names = names.filter(|_| all.len() > 1);
    let unknown =
        (!unknown.is_empty()).then(|| Sentence::NoFixedOfClosed.with_list("scenarios", names));
    let ended = all.iter().any(saves).then(|| Sentence::FixedCostEnds.into());
    unknown.into_iter().chain(ended).collect()
}

fn grid_notes(basis: Basis, grid: &Grid) -> impl Iterator<Item = Phrase> {
    let has_gaps = grid.savings.iter().flatten().any(Option::is_none);
    let gaps = has_gaps.then(|| Sentence::GridHasGaps.into());
    grid.idle.iter().map(move |step| nothing_moves(basis, step)).chain(gaps)
}

/// What a scenario changes.
fn changes(basis: Basis, scenario: &Scenario) -> impl Iterator<Item = Phrase> {
    let moves = scenario.moves.iter().map(move |step| {
        let share = Cell::Percent(step.share.clone());
        Phrase { sentence: Sentence::MoveChange, ..move_name(basis, step) }.with("share", share)
    });
    moves.chain(scenario.prices.iter().map(move |(&channel, price)| {
        let change = Sentence::PriceChange.with("channel", basis.channel_name(channel));
        change.with("price", Cell::Price(price.clone()))
    }))
}

fn headline(basis: Basis, what_if: &WhatIf) -> Phrase {
    let (scenario, saving) = (&what_if.scenario, &what_if.saving);
    let sparing = if saving.is_negative() { Sentence::CostsMore } else { Sentence::Saves };
    let is_same = saving.is_zero();
    let sentence = if is_same { Sentence::WhatIfUnchanged } else { Sentence::WhatIfChanges };
    let name = match &scenario.name {
        None => Sentence::TheChanges.with_list("changes", changes(basis, scenario)),
        Some(name) => Sentence::TheScenario.with("name", name),
    };
    let change = sentence
        .with("scenario", name)
        .with("saving", sparing.with("amount", Cell::About(saving.abs())))
        .with("share", saving.ratio(&what_if.before.cost).map(|share| share.abs()))
        .with("expected", expected(what_if))
        .with("before", Cell::About(what_if.before.cost.clone()))
        .with("after", Cell::About(what_if.after.cost.clone()));
    let [before, after] = what_if.digital_shares();
    let digital = before.zip(after).map(|(before, after)| {
        let is_same = before == after;
        let sentence = if is_same { Sentence::DigitalUnchanged } else { Sentence::DigitalGoes };
        sentence.with("before", before).with("after", after)
    });
    let fixed = scenario.fixed_change.as_ref().map(|change| {
        let total = what_if.total_saving();
        let saves = if total.is_negative() { Sentence::CostsMore } else { Sentence::Saves };
        Sentence::FixedGoes
            .with("before", Cell::About(change.before.clone()))
            .with("after", Cell::About(change.after.clone()))
            .with("saving", saves.with("amount", Cell::About(total.abs())))
    });
    let description = Some(scenario.description.trim()).filter(|text| !text.is_empty());
    let description = description.map(|text| Sentence::Description.with("text", text));
    change.and(fixed).and(digital).and(description)
}

/// The part of the saving that is expected to be taken out, unless it is all of it.
fn expected(what_if: &WhatIf) -> Option<Phrase> {
    let share = Cell::Percent(what_if.scenario.realisation.clone());
    let expected =
        Sentence::ExpectedPart.with("amount", Cell::About(what_if.expected_saving.abs()));
    (what_if.expected_saving != what_if.saving).then(|| expected.with("share", share))
}

/// The enquiries before and after, and the repeat contacts among those after.
fn mixes(what_if: &WhatIf) -> [&Mix; 3] {
    [&what_if.before, &what_if.after, &what_if.repeat_contacts].map(|one| &one.mix)
}

/// The channels counted before or after: the enquiries before and after, the repeat contacts among
/// those after, and the cost.
pub fn channel_changes(
    basis: Basis,
    what_if: &WhatIf,
) -> impl Iterator<Item = (usize, [Enquiries; 3], CostChange)> {
    let mixes = mixes(what_if);
    let is_counted = move |position| mixes.iter().any(|mix| mix.get(position).is_some());
    let counted = what_if.table.channels().filter(move |(position, _)| is_counted(*position));
    counted.map(move |(position, channel)| {
        let enquiries = mixes.map(|mix| mix.get(position).cloned().unwrap_or_default());
        // A price that the scenario assumes is no cost of a year without such enquiries.
        let price_before = basis.table.price(position).or(channel.price.as_ref());
        let [before, after, _] = &enquiries;
        let change = CostChange {
            before: price_before.map(|price| before * price),
            after: channel.price.as_ref().map(|price| after * price),
        };
        (position, enquiries, change)
    })
}

fn by_channel(basis: Basis, what_if: &WhatIf) -> Table {
    /// Enquiries before and after, repeat contacts among those after, and the cost.
    type Row = ([Enquiries; 3], CostChange);
    let more = |[before, after, _]: &[Enquiries; 3]| after - before;
    let rows = channel_changes(basis, what_if).filter_map(|(channel, enquiries, change)| {
        Some((basis.channel(channel)?, (enquiries, change)))
    });
    let total = (mixes(what_if).map(Mix::enquiries), total_change(what_if));
    let has_repeats = what_if.scenario.moves.iter().any(|step| step.repeat_contacts.is_some());
    let columns = Columns::<Row>::new()
        .col(Term::EnquiriesBefore, Number, |(enquiries, _)| enquiries[0].clone())
        .col(Term::EnquiriesAfter, Number, |(enquiries, _)| enquiries[1].clone())
        .col(Term::RepeatContacts, Number.shown_if(has_repeats), |(enquiries, _)| {
            enquiries[2].clone()
        })
        .in_full()
        .col(Term::EnquiriesChange, Number, move |(enquiries, _)| more(enquiries))
        .in_full()
        .and(cost_columns().of_part(|(_, change): &Row| Some(change.clone())))
        .col(Term::SavingShare, Number, move |(enquiries, change)| {
            // A channel that gains enquiries costs more: a loss in per cent would mislead. The total
            // may save with more enquiries, when they are cheaper.
            let is_saving = change.saving().is_some_and(|saving| saving > Money::zero());
            let has_more = more(enquiries) > Enquiries::zero();
            saving_share(change).filter(|_| is_saving || !has_more)
        })
        .in_full();
    let table = Table::named(Term::ByChannel, &CHANNEL, columns, rows, Some(total));
    table.short(Short::With(&[Term::EnquiriesChange, Term::Saving], Sentence::UnchangedRows))
}

/// The units, those that save the most first.
fn units(what_if: &WhatIf) -> Vec<(usize, &CostChange)> {
    let mut units: Vec<_> = what_if.by_unit.iter().map(|(&unit, change)| (unit, change)).collect();
    // Stable, so that equals stay in the order of their names.
    units.sort_by_key(|(_, change)| Reverse(change.saving()));
    units
}

/// The two units that save the most, if there are others.
fn most_saved(basis: Basis, what_if: &WhatIf) -> Option<Phrase> {
    let saving = units(what_if).into_iter().filter_map(|(unit, change)| {
        let saving = change.saving().filter(|saving| *saving > Money::zero())?;
        Some(name_and_number(basis.name(Dimension::Unit, unit), saving))
    });
    let most: Vec<Phrase> = saving.take(2).collect();
    let has_others = what_if.by_unit.len() > most.len() && !most.is_empty();
    has_others.then(|| Sentence::MostSavedIn.with_list("units", most))
}

fn by_unit(basis: Basis, what_if: &WhatIf) -> Table {
    let name = |unit: usize| basis.name(Dimension::Unit, unit);
    let units = units(what_if).into_iter();
    let rows = units.map(|(unit, change)| ([name(unit)], change.clone()));
    let columns = cost_columns().col(Term::SavingShare, Number, saving_share);
    let total = Some(total_change(what_if));
    let table = Table::named(Term::ByUnit, &UNIT, columns, rows, total);
    table.bars(Term::Saving).short(Short::Hidden)
}

/// The cost before and after, and the saving.
fn cost_columns<'a>() -> Columns<'a, CostChange> {
    Columns::<CostChange>::new()
        .col(Term::CostBefore, Kind::Money, |change| change.before.clone())
        .col(Term::CostAfter, Kind::Money, |change| change.after.clone())
        .col(Term::Saving, Kind::Money, CostChange::saving)
}

pub fn total_change(what_if: &WhatIf) -> CostChange {
    CostChange {
        before: Some(what_if.before.cost.clone()),
        after: Some(what_if.after.cost.clone()),
    }
}

/// The saving over the cost before.
pub fn saving_share(change: &CostChange) -> Option<Share> {
    change.saving()?.ratio(change.before.as_ref()?)
}

/// The scenarios beside the baseline, which saves nothing and has no business case. Where one is
/// shown in full, people see its expected saving and its business case elsewhere.
fn scenarios(cost: &Cost, all: &[WhatIf], in_full: bool) -> Table {
    /// A scenario; `None` for the baseline.
    type Row<'a> = Option<&'a WhatIf>;
    let some_not_expected = all.iter().any(|one| one.expected_saving != one.saving);
    let money_if = |is_shown| Kind::Money.shown_if(is_shown);
    let saving = Columns::<&WhatIf>::new()
        .col(Term::Saving, Kind::Money, |one| one.saving.clone())
        .col(Term::SavingShare, Number, |one| one.saving.ratio(&one.before.cost))
        .in_full()
        .col(Term::ExpectedSaving, money_if(!in_full && some_not_expected), |one| {
            one.expected_saving.clone()
        })
        .col(Term::RepeatContacts, Hidden, |one| one.repeat_contacts.mix.enquiries())
        .col(Term::BreakEvenRepeatRate, Hidden, |one| one.break_even_repeat_rate.clone());
    let has_fixed = all.iter().any(|one| one.scenario.fixed_change.is_some());
    let saving = if has_fixed {
        saving.col(Term::FixedSaving, Kind::Money, |one| one.fixed_saving()).col(
            Term::TotalSaving,
            Kind::Money,
            |one| one.total_saving(),
        )
    } else {
        saving
    };
    let case = Columns::<&Payback>::new()
        .col(Term::Investment, money_if(!in_full), |one| one.case.investment.clone())
        .in_full()
        .col(Term::NetPresentValue, money_if(!in_full), |one| one.net_present_value.clone())
        .in_full()
        .col(Term::PaybackYear, Number.shown_if(!in_full), |one| match one.payback_year {
            Some(year) => Cell::Label(year.into()),
            None => Sentence::NotWithin.with("years", u64::from(one.case.years)).into(),
        });
    let baseline = &cost.total;
    let unnamed = if in_full { Term::WithChanges } else { Term::CommandLine };
    let columns = Columns::<Row>::new()
        .col(Term::Scenario, Text, |one| match one {
            None => Cell::from(Term::Baseline),
            Some(one) => name_or(one, unnamed),
        })
        .col(Term::Cost, Kind::Money, |one| match one {
            None => baseline.cost.clone(),
            Some(one) => Some(one.after.cost.clone()),
        })
        .col(Term::CostPerEnquiry, money_if(in_full), |one| match one {
            None => average(baseline),
            Some(one) => {
                let enquiries = one.after.mix.priced_enquiries(&one.table);
                Cell::Average { cost: one.after.cost.clone(), enquiries }
            }
        })
        .col(Term::DigitalShare, Number, |one| match one {
            None => baseline.digital_share.clone(),
            Some(one) => one.digital_shares()[1].clone(),
        })
        .and(saving.of_part(|one: &Row| *one))
        .and(case.of_part(|one: &Row| one.and_then(|one| one.payback.as_ref())));
    let rows = std::iter::once(None).chain(all.iter().map(Some));
    let table = Table::from_rows(Term::Scenarios, columns, rows);
    if in_full { table.short(Short::Hidden) } else { table.chart(Chart::bars(Term::Cost)) }
}

/// The name of a scenario, or what a scenario without one is called.
fn name_or(what_if: &WhatIf, unnamed: Term) -> Cell {
    what_if.scenario.name.as_ref().map_or(unnamed.into(), Cell::from)
}

/// A row for each year, from the year of the investment on.
fn business_case(payback: &Payback) -> Table {
    let columns = Columns::<&CaseYear>::new()
        .col(Term::CaseYear, Number, |year| Cell::Label(year.year.into()))
        .col(Term::Phasing, Number, |year| year.phasing.clone())
        .col(Term::Saving, Kind::Money, |year| year.saving.clone())
        .col(Term::ExpectedSaving, Kind::Money, |year| year.expected_saving.clone())
        .col(Term::Paid, Kind::Money, |year| year.paid.clone())
        .col(Term::Net, Kind::Money, |year| year.net.clone())
        .col(Term::Cumulative, Kind::Money, |year| year.cumulative.clone())
        .col(Term::Discounted, Kind::Money, |year| year.discounted.clone());
    Table::from_rows(Term::BusinessCase, columns, &payback.years)
        .chart(Chart::Times(Term::Cumulative))
        .short(Short::Hidden)
}

/// A row for each assumption, the widest swing first.
fn tornado(basis: Basis, what_if: &WhatIf, swings: &[Swing]) -> Table {
    let alone = |term: Term| (term, Cell::Empty, term.into());
    let price = |sentence: Sentence, channel| sentence.with("channel", basis.channel_name(channel));
    let names = |swing: &Swing| -> [Cell; 3] {
        let (term, of, name) = match swing.assumption {
            Assumption::Price(at) => {
                let name = price(Sentence::PriceOf, at);
                (Term::AssumedPrice, basis.channel_name(at), name.into())
            }
            Assumption::NewPrice(at) => {
                let name = price(Sentence::NewPriceOf, at);
                (Term::AssumedNewPrice, basis.channel_name(at), name.into())
            }
            Assumption::Move(at) => {
                let name = Cell::from(move_name(basis, &what_if.scenario.moves[at]));
                (Term::AssumedMove, name.clone(), name)
            }
            Assumption::WeeksPerYear => alone(Term::WeeksPerYear),
            Assumption::Realisation => alone(Term::AssumedRealisation),
            Assumption::RepeatContacts => alone(Term::AssumedRepeatRate),
        };
        [term.into(), of, name]
    };
    let columns = Columns::<&Swing>::new()
        .col(Term::SavingLess, Kind::Money, |swing| swing.less.clone())
        .col(Term::SavingMore, Kind::Money, |swing| swing.more.clone())
        .col(Term::Swing, Kind::Money, |swing| swing.width());
    let rows = swings.iter().map(|swing| (names(swing), swing));
    let names =
        [(Term::Assumption, Hidden), (Term::Of, Hidden), (Term::AssumptionName, Kind::Wording)];
    let from = (&what_if.expected_saving).into();
    Table::named(Term::Sensitivity, &names, columns, rows, None)
        .bars(Term::Swing)
        .chart(Chart::Tornado { less: Term::SavingLess, more: Term::SavingMore, from })
}

/// A row for each share of the first move, a column for each share of the second.
fn grid_table(basis: Basis, grid: &Grid) -> Table {
    type Row<'a> = (&'a Share, &'a Vec<Option<Money>>);
    let heading = |axis: &GridAxis, share: Option<&Share>| Heading::Move {
        from: basis.channel_name(axis.step.from),
        to: basis.channel_name(axis.step.to),
        share: share.cloned(),
    };
    let saving = |at: usize| move |(_, savings): &Row| savings[at].clone();
    let columns = Columns::<Row>::new()
        .col(heading(grid.rows, None), Number, |(share, _)| Cell::Percent((*share).clone()));
    let columns = match grid.columns {
        None => columns.col(Term::ExpectedSaving, Kind::Money, saving(0)),
        Some(axis) => axis.parts.iter().enumerate().fold(columns, |columns, (at, share)| {
            columns.col(heading(axis, Some(share)), Kind::Money, saving(at))
        }),
    };
    Table::from_rows(Term::Grid, columns, grid.rows.parts.iter().zip(&grid.savings))
}

fn nothing_moves(basis: Basis, step: &Move) -> Phrase {
    Sentence::NothingMoves.with("name", move_name(basis, step))
}

/// Warnings of moves and prices in a scenario that change nothing.
pub fn likely_slips(basis: Basis, what_if: &WhatIf) -> Vec<Phrase> {
    let scenario = &what_if.scenario;
    let idle = what_if.steps.iter().filter_map(|step| match step.cause {
        Cause::Move(at) if step.baseline.is_zero() => Some(&scenario.moves[at]),
        _ => None,
    });
    let mut all: Vec<Phrase> = idle.map(|step| nothing_moves(basis, step)).collect();
    let mixes = [&what_if.before.mix, &what_if.after.mix];
    let is_unused = |channel: &&usize| {
        mixes.iter().all(|mix| mix.get(**channel).is_none_or(Enquiries::is_zero))
    };
    let unused = scenario.prices.keys().filter(is_unused);
    all.extend(unused.map(|&at| Sentence::NothingPriced.with("channel", basis.channel_name(at))));
    if let (true, Some(name)) = (scenario.is_unchanged(), &scenario.name) {
        all.push(Sentence::NothingChanges.with("name", name));
    }
    all
}
