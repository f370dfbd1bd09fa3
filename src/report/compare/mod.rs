//! The report of `kanal compare`.

pub mod note;
mod tables;

use std::collections::BTreeMap;

use super::basis::{self, Basis};
use super::scenario::{Outcome, slips};
use super::{Cell, Key, Note, Report};
use crate::commands::compare::model::{ComparedLine, ComparedUnit, Comparison, PlanResult, When};
use crate::commands::cost::model::Cost;
use crate::model::quantity::{Enquiries, Money, Share};
use note::{Compared, Promise, Step, Years};

/// Both years, and what they are held against.
#[derive(Debug, Clone, Copy)]
pub struct Comparing<'a> {
    /// What each year is made from; `[before, after]`.
    pub bases: [Basis<'a>; 2],
    /// What each year costs.
    pub costs: [&'a Cost; 2],
    /// The difference.
    pub comparison: &'a Comparison,
    /// The digital share to be reached.
    pub goal: Option<&'a Share>,
    /// The plan that was made on the year before.
    pub plan: Option<&'a Plan>,
}

/// A plan that a comparison is held against.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its file and name, as they were typed.
    pub source: String,
    /// All of it on the year before, with the prices of its own.
    pub full: Outcome,
    /// Its moves on the year before, at the prices of that year.
    pub moves: Outcome,
}

/// What changed between two years, and why.
pub fn report(comparing: Comparing) -> Report {
    let comparison = comparing.comparison;
    let kept = comparing.plan.map(|plan| comparison.plan_results(&plan.moves.what_if));
    let mut units: Vec<&ComparedUnit> = comparison.by_unit.iter().collect();
    // Stable, so that equals stay in the order of their names.
    units.sort_by_key(|unit| unit.line.effects.change());
    let mut tables = vec![
        tables::effects(comparison, &units),
        tables::by_channel(comparing),
        tables::by_unit(comparison, &units),
    ];
    tables.extend(kept.as_ref().map(|kept| tables::plan(comparing.bases[0], kept)));
    tables.push(tables::years(comparing));
    Report {
        key: Key::Compare,
        currency: currency(comparing),
        headline: headline(comparing, kept.as_ref()),
        answer: Vec::new(),
        arithmetic: arithmetic(comparing),
        assumptions: assumptions(comparing),
        tables,
        matrix: None,
        notes: notes(comparing),
    }
}

fn currency(comparing: Comparing) -> String {
    comparing.bases[0].table.currency.clone()
}

/// The cost of each year, which both have: what has none does not compare.
fn costs(line: &ComparedLine) -> [Money; 2] {
    line.cost.clone().map(|cost| cost.unwrap_or_else(Money::zero))
}

fn headline(comparing: Comparing, kept: Option<&BTreeMap<usize, PlanResult>>) -> Note {
    let total = &comparing.comparison.total;
    let cost = costs(total);
    let change = total.effects.change();
    let enquiries = comparing.costs.map(|cost| cost.total.enquiries.clone());
    let promise = |(plan, kept): (&Plan, &BTreeMap<usize, PlanResult>)| {
        let all = all_kept(kept);
        Promise {
            name: plan.full.scenario.name.clone().unwrap_or_default(),
            missing: all.shortfall(),
            share: all.achieved_share(),
            planned: all.planned,
            realised: all.achieved,
        }
    };
    Note::Compared(Compared::Years(Box::new(Years {
        share: change.ratio(&cost[0]),
        cost,
        change,
        effects: effects_of(total),
        enquiries_share: total.more().ratio(&enquiries[0]),
        enquiries,
        digital: comparing.costs.map(|cost| cost.total.digital_share.clone()),
        goal: comparing.goal.cloned(),
        promise: comparing.plan.zip(kept).map(promise),
        currency: currency(comparing),
    })))
}

fn effects_of(line: &ComparedLine) -> [Money; 3] {
    [&line.effects.volume, &line.effects.mix, &line.effects.price].map(Clone::clone)
}

/// From the cost before to the cost after, a step an effect.
fn arithmetic(comparing: Comparing) -> Vec<Note> {
    let total = &comparing.comparison.total;
    let [before, after] = costs(total);
    let mut from = before.clone();
    let mut lines = Vec::new();
    let line = |step, from: Money, to: Money| {
        let change = to.clone() - from.clone();
        Note::Compared(Compared::Step { step, from, to, change, currency: currency(comparing) })
    };
    for (step, effect) in [Step::Volume, Step::Mix, Step::Price].into_iter().zip(effects_of(total))
    {
        let to = from.clone() + effect;
        lines.push(line(step, from, to.clone()));
        from = to;
    }
    lines.push(line(Step::Total, before, after));
    lines
}

/// A plan over all channels.
fn all_kept(kept: &BTreeMap<usize, PlanResult>) -> PlanResult {
    PlanResult {
        planned: kept.values().map(|kept| &kept.planned).sum(),
        achieved: kept.values().map(|kept| &kept.achieved).sum(),
    }
}

fn assumptions(comparing: Comparing) -> Vec<(Key, Cell)> {
    let [before, after] =
        [0, 1].map(|at| basis::assumptions(comparing.bases[at], &comparing.costs[at].coverage));
    let of_prices = |all: &[(Key, Cell)]| -> Vec<(Key, Cell)> {
        all.iter().filter(|(key, _)| is_price(*key)).cloned().collect()
    };
    let same_table = of_prices(&before) == of_prices(&after);
    let mut all = Vec::new();
    for ((key, old), (_, new)) in before.into_iter().zip(after) {
        match sides(key) {
            Some(keys) if !is_price(key) || !same_table => {
                all.extend(keys.into_iter().zip([old, new]));
            }
            _ => all.push((key, old)),
        }
    }
    if let Some(plan) = comparing.plan {
        all.push((Key::PlanSource, Cell::Text(plan.source.clone())));
    }
    all
}

/// The keys of an assumption that each side has its own of; before first.
fn sides(key: Key) -> Option<[Key; 2]> {
    Some(match key {
        Key::Files => [Key::FilesBefore, Key::FilesAfter],
        Key::CountWeeks => [Key::CountWeeksBefore, Key::CountWeeksAfter],
        Key::WeeksCounted => [Key::WeeksCountedBefore, Key::WeeksCountedAfter],
        Key::Factor => [Key::FactorBefore, Key::FactorAfter],
        Key::PriceTable => [Key::PriceTable, Key::PriceTableAfter],
        Key::PriceFile => [Key::PriceFile, Key::PriceFileAfter],
        Key::PriceYear => [Key::PriceYear, Key::PriceYearAfter],
        Key::Source => [Key::Source, Key::SourceAfter],
        Key::Basis => [Key::Basis, Key::BasisAfter],
        _ => return None,
    })
}

fn is_price(key: Key) -> bool {
    matches!(key, Key::PriceTable | Key::PriceFile | Key::PriceYear | Key::Source | Key::Basis)
}

fn notes(comparing: Comparing) -> Vec<Note> {
    let comparison = comparing.comparison;
    let mut all = Vec::new();
    if comparing.plan.is_some() || comparison.total.effects.change().is_negative() {
        all.push(Note::NoBudgetSaving);
    }
    all.push(Note::Compared(Compared::Definition));
    if comparison.same_prices {
        all.push(Note::Compared(Compared::SamePrices));
    }
    all.extend(one_sided(comparing));
    if comparison.municipalities.iter().any(|names| !names.is_empty()) {
        let only = comparison.municipalities.clone();
        all.push(Note::Compared(Compared::Municipalities { only }));
    }
    if let Some(plan) = comparing.plan {
        let scenario = &plan.full.scenario;
        if !scenario.prices.is_empty() {
            let (saving, currency) = (plan.full.what_if.saving.clone(), currency(comparing));
            all.push(Note::Compared(Compared::PlanPrices { saving, currency }));
        }
        if scenario.realisation != Share::from(1) {
            let share = scenario.realisation.clone();
            all.push(Note::Compared(Compared::PlanRealised { share }));
        }
        all.extend(slips(comparing.bases[0], &plan.full));
    }
    let [before, after] = comparing.bases;
    let again = before.files.iter().filter(|file| after.files.contains(file));
    all.extend(again.map(|file| Note::Compared(Compared::SameFile { file: file.clone() })));
    let spelled = comparison.by_unit.iter().map(|unit| {
        let mut names = Vec::new();
        for name in unit.names.iter().flatten().filter(|name| !name.is_empty()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    });
    let spelled = spelled.filter(|names| names.len() > 1);
    all.extend(spelled.map(|names| Note::Spellings { names }));
    all.extend(of_sides(comparing));
    if unpriced_changed(comparing) {
        all.push(Note::Compared(Compared::UnpricedMoves));
    }
    all
}

/// Whether a channel without a price has more or fewer enquiries than before.
fn unpriced_changed(comparing: Comparing) -> bool {
    comparing.comparison.by_channel.values().any(|line| {
        let [before, after] = line.enquiries.clone();
        let zero = Enquiries::zero;
        line.cost.iter().all(Option::is_none)
            && before.unwrap_or_else(zero) != after.unwrap_or_else(zero)
    })
}

/// The notes on each count; what holds of both is said once.
fn of_sides(comparing: Comparing) -> Vec<Note> {
    let [before, after] =
        [0, 1].map(|at| basis::notes(comparing.bases[at], &comparing.costs[at].coverage));
    let side =
        |after, note: &Note| Note::Compared(Compared::Side { after, note: Box::new(note.clone()) });
    let of_before = before
        .iter()
        .map(|note| if after.contains(note) { note.clone() } else { side(false, note) });
    let of_after = after.iter().filter(|note| !before.contains(note)).map(|note| side(true, note));
    of_before.chain(of_after).collect()
}

fn one_sided(comparing: Comparing) -> Option<Note> {
    let units = &comparing.comparison.by_unit;
    let names = |when| {
        let of_side = units.iter().filter(|unit| unit.only() == Some(when));
        of_side.map(|unit| unit.name().to_owned()).collect::<Vec<_>>()
    };
    let names = [When::Before, When::After].map(names);
    let of_one_side = units.iter().filter(|unit| unit.only().is_some());
    let change: Money = of_one_side.map(|unit| unit.line.effects.change()).sum();
    (!names.iter().all(Vec::is_empty)).then(|| {
        Note::Compared(Compared::OneSided {
            units: names,
            rest: comparing.comparison.total.effects.change() - change.clone(),
            change,
            currency: currency(comparing),
        })
    })
}
