//! The report of `kanal compare`.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{
    ComparedLine, ComparedUnit, ComparedWeek, Comparison, Effects, PlanResult, When, by_week,
    change_of_week,
};
use crate::commands::cost::model::{Cost, CostLine, WeekRange};
use crate::commands::cost::report::average;
use crate::commands::whatif::model::WhatIf;
use crate::commands::whatif::report::likely_slips;
use crate::model::counts::Dimension;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::week;
use crate::report::Kind::{self, Number, Text};
use crate::report::arithmetic::adds_up;
use crate::report::basis::{
    Basis, CHANNEL, NoteScope, UNIT, name_and_number, price_level, text_or_not_stated, week_cell,
};
use crate::report::{Cell, Chart, Columns, Heading, Phrase, Report, Sentence, Short, Table, Term};

/// Both years, their difference, and the plan and the target that they are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Comparing<'a> {
    /// The basis of each year; `[before, after]`.
    pub bases: [Basis<'a>; 2],
    /// The cost of each year.
    pub costs: [&'a Cost; 2],
    /// The difference.
    pub comparison: &'a Comparison,
    /// The digital share to be reached.
    pub digital_target: Option<&'a Share>,
    /// The plan that was made on the year before.
    pub plan: Option<&'a Plan>,
}

/// A plan, and what it does to the year before.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its file and name, as they were typed.
    pub source: String,
    /// The outcome of the whole plan, with its own prices.
    pub full: WhatIf,
    /// The outcome of its moves alone, at the prices of the year before.
    pub moves: WhatIf,
}

/// What changed between two years, and why.
pub fn report(comparing: Comparing) -> Report {
    let comparison = comparing.comparison;
    let results = comparing.plan.map(|plan| comparison.plan_results(&plan.moves));
    let mut units: Vec<&ComparedUnit> = comparison.by_unit.iter().collect();
    // Stable, so that equals stay in the order of their names.
    units.sort_by_key(|unit| unit.line.effects.change());
    let mut tables = vec![effects(comparison, &units), causes(comparing), by_channel(comparing)];
    tables.push(by_unit(comparison, &units));
    tables.extend(results.as_ref().map(|results| plan_table(comparing.bases[0], results)));
    tables.push(years(comparing));
    let by_week = by_week(comparing.costs);
    if by_week.len() > 1 {
        tables.push(weeks(&by_week));
    }
    let currency = &comparing.bases[0].table.currency;
    Report {
        arithmetic: arithmetic(&comparison.total),
        assumptions: assumptions(comparing),
        tables,
        notes: notes(comparing),
        ..Report::new(
            Term::CompareReport,
            currency,
            headline(comparing, &by_week, results.as_ref()),
        )
    }
}

/// The cost of each year, which both have: without one, two counts do not compare.
fn costs(line: &ComparedLine) -> [Money; 2] {
    line.cost.clone().map(Option::unwrap_or_default)
}

fn headline(
    comparing: Comparing,
    by_week: &BTreeMap<usize, ComparedWeek>,
    results: Option<&BTreeMap<usize, PlanResult>>,
) -> Phrase {
    let total = &comparing.comparison.total;
    let [before, after] = costs(total);
    let change = total.effects.change();
    let [same, fell, rose] = [Sentence::CostUnchanged, Sentence::CostFell, Sentence::CostRose];
    // A move to a channel without a price is no fall: nobody knows what the enquiries cost there.
    let is_comparable = total.effects.unpriced.is_zero();
    let sentence = Sentence::by_sign(&change, same, fell, rose);
    let cost = if is_comparable { sentence } else { Sentence::PricedCostChanged }
        .with("by", if is_comparable { Cell::About(change.abs()) } else { Cell::change(&change) })
        .with("share", change.ratio(&before).map(|share| share.abs()))
        .with("before", Cell::About(before))
        .with("after", Cell::About(after));
    let plan = comparing.plan.zip(results);
    cost.and(smaller_than_spread(comparing))
        .and(week_by_week(by_week))
        .and(comparing.digital_target.and_then(|target| digital_share(comparing, target)))
        .and(plan.map(|(plan, results)| plan_result(plan, &sum(results))))
}

/// That the weeks of one count are further apart than the two counts, if they are.
fn smaller_than_spread(comparing: Comparing) -> Option<Phrase> {
    let spreads = comparing.costs.map(|cost| cost.range.as_ref().and_then(WeekRange::spread));
    let change = comparing.comparison.total.effects.change().abs();
    let is_smaller = !change.is_zero() && spreads.iter().flatten().any(|spread| change < *spread);
    let sides = [Term::Before, Term::After].into_iter().zip(spreads);
    let spreads =
        sides.filter_map(|(side, spread)| Some(name_and_number(side, Cell::About(spread?))));
    is_smaller.then(|| Sentence::SmallerThanSpread.with_list("spreads", spreads))
}

/// The change by the weeks that both sides counted, if those are all: then it is not the season.
fn week_by_week(by_week: &BTreeMap<usize, ComparedWeek>) -> Option<Phrase> {
    let of_week = |(&week, sides): (&usize, &ComparedWeek)| Some((week, change_of_week(sides)?));
    let changes: Vec<(usize, Money)> = by_week.iter().filter_map(of_week).collect();
    let are_same = changes.iter().all(|(_, change)| change.is_zero());
    if are_same || changes.len() < by_week.len().max(2) {
        return None;
    }
    let sentence = if changes.iter().all(|(_, change)| change.is_negative()) {
        Sentence::EachWeekFell
    } else if changes.iter().all(|(_, change)| *change > Money::zero()) {
        Sentence::EachWeekRose
    } else {
        Sentence::WeekByWeek
    };
    let weeks = changes.iter().map(|(week, change)| {
        let name = Sentence::WeekName.with("week", week_cell(*week));
        name_and_number(name, Cell::change(change))
    });
    Some(sentence.with_list("weeks", weeks))
}

/// That the two counts are of other weeks of the year, if both say their weeks.
fn other_weeks(comparing: Comparing) -> Option<Phrase> {
    let seen = comparing.costs.map(|cost| &cost.coverage.weeks_seen);
    let [before, after] = seen.map(|seen| seen.weeks().map(week::number).collect::<BTreeSet<_>>());
    let is_known = !before.is_empty() && !after.is_empty();
    let [of_before, of_after] = seen.map(|seen| seen.weeks().map(week_cell));
    (is_known && before != after)
        .then(|| Sentence::OtherWeeks.with_list("before", of_before).with_list("after", of_after))
}

/// The digital share, and how far it is from its target.
fn digital_share(comparing: Comparing, target: &Share) -> Option<Phrase> {
    let [before, after] = comparing.costs.map(|cost| cost.total.digital_share.as_ref());
    let (before, after) = before.zip(after)?;
    let is_same = before == after;
    let sentence = if is_same { Sentence::DigitalUnchanged } else { Sentence::DigitalChanged };
    let phrase = sentence
        .with("before", before)
        .with("after", after)
        .with("by", Cell::change(Cell::Points(after - before)))
        .with("target", digital_target(after, target));
    Some(phrase)
}

fn digital_target(share: &Share, target: &Share) -> Phrase {
    let percent = Cell::Percent(target.clone());
    if share >= target {
        return Sentence::DigitalTargetReached.with("target", percent);
    }
    let rest = target - share;
    // A rest that would be printed as 0,0 percentage points is not zero.
    let least = Share::from(1).ratio(&Share::from(1000)).unwrap_or_default();
    let missed = Sentence::DigitalTargetMissed.with("target", percent);
    if rest.exact().rounded(3).is_zero() {
        return missed.with("rest", Sentence::LessThan.with("amount", Cell::Points(least)));
    }
    missed.with("rest", Cell::Points(rest))
}

fn plan_result(plan: &Plan, result: &PlanResult) -> Phrase {
    let PlanResult { planned, achieved } = result;
    let shortfall = result.shortfall();
    let saving = |money: &Money| {
        if money.is_zero() { Sentence::NoSaving.into() } else { Phrase::of_saving(money) }
    };
    let is_saving = *planned > Money::zero();
    let expected = if planned.is_zero() {
        Sentence::PlanExpectedNothing.into()
    } else {
        Sentence::PlanPromised.with("saving", saving(planned))
    };
    // A plan that was to save nothing cannot fall short: it is cheaper or more expensive.
    let outcome = match (is_saving, shortfall.is_negative()) {
        _ if shortfall.is_zero() => Sentence::JustAsPromised,
        (true, true) => Sentence::MoreThanPromised,
        (true, false) => Sentence::LessThanPromised,
        (false, true) => Sentence::CheaperThanExpected,
        (false, false) => Sentence::MoreExpensiveThanExpected,
    };
    Sentence::PlanResult
        .with("name", plan.full.scenario.name.as_deref().unwrap_or_default())
        .with("expected", expected)
        .with("achieved", saving(achieved))
        .with("share", result.achieved_share().filter(|share| !share.is_negative()))
        .with("outcome", outcome.with("rest", shortfall.abs()))
}

/// The effects in their order, each with its name and its step. Some are shown only if there are any.
fn shown_effects(effects: &Effects) -> impl Iterator<Item = (Term, Sentence, &Money)> {
    let Effects { volume, unpriced, mix, price, repeat_contacts } = effects;
    let all = [
        (Term::VolumeCause, Sentence::VolumeStep, volume, true),
        (Term::Unpriced, Sentence::UnpricedStep, unpriced, !unpriced.is_zero()),
        (Term::MixCause, Sentence::MixStep, mix, true),
        (Term::PriceCause, Sentence::PriceStep, price, true),
        (
            Term::AssumedRepeats,
            Sentence::RepeatContactsStep,
            repeat_contacts,
            !repeat_contacts.is_zero(),
        ),
    ];
    let shown = all.into_iter().filter(|(.., is_shown)| *is_shown);
    shown.map(|(name, step, effect, _)| (name, step, effect))
}

/// From the cost before to the cost after, a step for each effect.
fn arithmetic(total: &ComparedLine) -> Vec<Phrase> {
    let [before, after] = costs(total);
    let mut from = before.clone();
    let mut lines = Vec::new();
    let mut line = |sentence: Sentence, from: &Money, change: &Money, to: &Money| {
        let is_rounded = !adds_up([from, change], to);
        let line = sentence.with("to", to).with("from", from).with("change", Cell::change(change));
        lines.push(line.with("rounded", is_rounded.then_some(Term::Rounded)));
    };
    for (_, sentence, effect) in shown_effects(&total.effects) {
        let to = &from + effect;
        line(sentence, &from, effect, &to);
        from = to;
    }
    line(Sentence::TotalStep, &before, &total.effects.change(), &after);
    lines
}

/// The result of a plan over all channels.
fn sum(results: &BTreeMap<usize, PlanResult>) -> PlanResult {
    PlanResult {
        planned: results.values().map(|result| &result.planned).sum(),
        achieved: results.values().map(|result| &result.achieved).sum(),
    }
}

/// The assumptions of a count, which each side has of its own.
const OF_COUNT: [Term; 4] =
    [Term::Files, Term::CountWeeks, Term::WeeksCounted, Term::Annualisation];
/// The assumptions of a price table, which both sides have in common unless they have two.
const OF_PRICES: [Term; 6] = [
    Term::PriceTable,
    Term::PriceFile,
    Term::PriceYear,
    Term::PriceIndex,
    Term::Source,
    Term::Basis,
];

/// The assumptions of both sides; one that both share is there once.
fn assumptions(comparing: Comparing) -> Vec<(Heading, Cell)> {
    let [before, after] = comparing.bases.map(Basis::assumptions);
    let has_two_tables =
        before.iter().zip(&after).any(|(old, new)| OF_PRICES.contains(&old.0) && old != new);
    let mut all = Vec::new();
    for ((term, old), (_, new)) in before.into_iter().zip(after) {
        let of_side = |side| Heading::OfSide { term, side };
        let is_of_count = OF_COUNT.contains(&term);
        all.push((if is_of_count { of_side(Term::Before) } else { term.into() }, old));
        if is_of_count || (has_two_tables && OF_PRICES.contains(&term)) {
            all.push((of_side(Term::After), new));
        }
    }
    all.extend(comparing.plan.map(|plan| (Term::PlanSource.into(), (&plan.source).into())));
    all
}

fn notes(comparing: Comparing) -> Vec<Phrase> {
    let comparison = comparing.comparison;
    let [before, after] = comparing.bases.map(|basis| basis.files);
    let counts = Sentence::CountsCompared.with_list("before", before).with_list("after", after);
    let mut all = vec![counts];
    all.extend(largest_changes(comparison));
    if comparing.plan.is_some() || comparison.total.effects.change().is_negative() {
        all.push(Sentence::NoBudgetSaving.into());
    }
    all.push(Sentence::EffectsDefined.into());
    if comparison.same_prices {
        let prices = price_level(comparing.bases[0].table);
        all.push(Sentence::SamePrices.with("prices", prices));
    }
    all.extend(other_weeks(comparing));
    all.extend(units_on_one_side(comparison).into_iter().flatten());
    if comparison.municipalities.iter().any(|names| !names.is_empty()) {
        let [before, after] = comparison.municipalities.each_ref().map(|names| {
            names.iter().map(|name| text_or_not_stated(name, Dimension::Municipality))
        });
        let note = Sentence::MunicipalitiesOnOneSide.with_list("before", before);
        all.push(note.with_list("after", after));
    }
    all.extend(comparing.plan.iter().flat_map(|plan| plan_notes(comparing.bases[0], plan)));
    let [before, after] = comparing.bases;
    let on_both = before.files.iter().filter(|file| after.files.contains(file));
    all.extend(on_both.map(|file| Sentence::FileOnBothSides.with("file", file)));
    all.extend(comparison.by_unit.iter().filter_map(spellings));
    all.extend(notes_of_sides(comparing.bases));
    all
}

/// The parts of a plan that the comparison leaves out, and its likely slips.
fn plan_notes(basis: Basis, plan: &Plan) -> Vec<Phrase> {
    let scenario = &plan.full.scenario;
    let mut notes = Vec::new();
    if !scenario.prices.is_empty() {
        notes.push(Sentence::PlanPrices.with("saving", &plan.full.saving));
    }
    if scenario.realisation != Share::from(1) {
        let share = Cell::Percent(scenario.realisation.clone());
        notes.push(Sentence::PlanRealisation.with("share", share));
    }
    notes.extend(likely_slips(basis, &plan.full));
    notes
}

/// The ways in which the two counts write the name of a unit, if there are several.
fn spellings(unit: &ComparedUnit) -> Option<Phrase> {
    let mut names = Vec::<&String>::new();
    for name in unit.names.iter().flatten().filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (names.len() > 1).then(|| Sentence::Spellings.with_list("names", names))
}

/// The notes on each count; a note on both is there once.
fn notes_of_sides(bases: [Basis; 2]) -> Vec<Phrase> {
    let [before, after] = bases.map(|basis| price_level(basis.table));
    let has_two = before != after;
    // What both sides have in common is said once, beside them.
    let [before, after] = bases.map(|basis| {
        let notes = basis.notes(NoteScope::default()).into_iter();
        notes.map(|note| if has_two { note } else { note.without(&["prices"]) }).collect::<Vec<_>>()
    });
    let of_side = |side, note: &Phrase| Sentence::NoteOfSide.with("side", side).with("note", note);
    let only_after = after.iter().filter(|note| !before.contains(note));
    let only_after = only_after.map(|note| of_side(Term::After, note));
    let of_before = before.iter().map(|note| {
        let is_on_both = after.contains(note);
        if is_on_both { note.clone() } else { of_side(Term::Before, note) }
    });
    of_before.chain(only_after).collect()
}

/// The units with the largest fall and the largest rise, if there are several units.
fn largest_changes(comparison: &Comparison) -> Option<Phrase> {
    let change = |unit: &&ComparedUnit| unit.line.effects.change();
    let named = |unit| name_and_number(unit_name(unit), Cell::change(change(&unit)));
    let units = &comparison.by_unit;
    let fall = units.iter().min_by_key(change).filter(|unit| change(unit).is_negative());
    let rise = units.iter().max_by_key(change).filter(|unit| change(unit) > Money::zero());
    let is_known = units.len() > 1 && (fall.is_some() || rise.is_some());
    let note = Sentence::LargestChanges.with("fall", fall.map(named));
    is_known.then(|| note.with("rise", rise.map(named)))
}

fn units_on_one_side(comparison: &Comparison) -> Option<[Phrase; 2]> {
    let units: Vec<&ComparedUnit> =
        comparison.by_unit.iter().filter(|unit| unit.only().is_some()).collect();
    let names = |when| {
        let of_side = units.iter().filter(move |unit| unit.only() == Some(when));
        of_side.map(|unit| unit_name(unit))
    };
    let change: Money = units.iter().map(|unit| unit.line.effects.change()).sum();
    let rest = &comparison.total.effects.change() - &change;
    let note = Phrase::from(Sentence::UnitsOnOneSide)
        .with_list("before", names(When::Before))
        .with_list("after", names(When::After))
        .with("units", units.len())
        .with("change", Cell::change(change))
        .with("rest", Cell::change(rest));
    (!units.is_empty()).then(|| [note, Sentence::UnitsMayBeRenamed.into()])
}

fn unit_name(unit: &ComparedUnit) -> Cell {
    text_or_not_stated(unit.name(), Dimension::Unit)
}

/// Both years, their difference, and the target.
fn years(comparing: Comparing) -> Table {
    let columns = Columns::<&Cost>::new()
        .col(Term::Weeks, Number, |cost| cost.coverage.weeks_counted.clone())
        .col(Term::Counted, Number, |cost| cost.total.counted)
        .col(Term::Enquiries, Number, |cost| cost.total.enquiries.clone())
        .col(Term::Cost, Kind::Money, |cost| cost.total.cost.clone())
        .col(Term::CostPerEnquiry, Kind::Money, |cost| average(&cost.total))
        .col(Term::DigitalShare, Number, |cost| cost.total.digital_share.clone());
    let rows = [Term::Before, Term::After].map(|when| [when.into()]).into_iter();
    let rows = rows.zip(comparing.costs);
    let mut table = Table::named(Term::Years, &[(Term::When, Text)], columns, rows, None);
    table.short = Short::Hidden;
    // Differences and targets have no weeks and no count.
    let mut push = |when: Term, figures: [Cell; 4]| {
        table.rows.push([&[when.into(), Cell::Empty, Cell::Empty][..], &figures].concat());
    };

    let points = |from: Option<&Share>, to: Option<&Share>| {
        Cell::from(from.zip(to).map(|(from, to)| Cell::change(Cell::Points(to - from))))
    };
    let [old, new] = comparing.costs.map(|cost| average(&cost.total).average());
    let average = Cell::from(
        old.zip(new)
            .map(|(old, new)| Cell::Average { cost: &new - &old, enquiries: Enquiries::from(1) }),
    );
    let [before, after] = comparing.costs.map(|cost| cost.total.digital_share.as_ref());
    let total = &comparing.comparison.total;
    let [more, cost] = [Cell::change(total.more()), Cell::change(total.change())];
    push(Term::Difference, [more, cost, Cell::change(average), points(before, after)]);
    if let Some(target) = comparing.digital_target {
        let digital = |cell| [Cell::Empty, Cell::Empty, Cell::Empty, cell];
        push(Term::DigitalTarget, digital(target.into()));
        push(Term::ToTarget, digital(points(after, Some(target))));
    }
    table
}

fn by_channel(comparing: Comparing) -> Table {
    let comparison = comparing.comparison;
    let lines = comparison.by_channel.iter();
    let rows = lines.filter_map(|(&at, line)| Some((comparing.bases[0].channel(at)?, line)));
    let table =
        Table::named(Term::ByChannel, &CHANNEL, both_years(), rows, Some(&comparison.total));
    // One table by channel is enough for the short form: that of the plan, if there is one.
    if comparing.plan.is_some() { table.short(Short::Hidden) } else { table }
}

/// Each count week as if every week were like it.
fn weeks(by_week: &BTreeMap<usize, ComparedWeek>) -> Table {
    let enquiries = |line: Option<&CostLine>| line.map(|line| line.enquiries.clone());
    let cost = |line: Option<&CostLine>| line.and_then(|line| line.cost.clone());
    let columns = Columns::<&ComparedWeek>::new()
        .col(Term::EnquiriesBefore, Number, move |[before, _]| enquiries(*before))
        .col(Term::EnquiriesAfter, Number, move |[_, after]| enquiries(*after))
        .col(Term::CostBefore, Kind::Money, move |[before, _]| cost(*before))
        .col(Term::CostAfter, Kind::Money, move |[_, after]| cost(*after))
        .col(Term::Change, Kind::Money, |week| Cell::change(change_of_week(week)));
    let rows = by_week.iter().map(|(&id, week)| ([week_cell(id)], week));
    let table = Table::named(Term::ByWeek, &[(Term::Week, Number)], columns, rows, None);
    table.short(Short::Hidden)
}

fn by_unit(comparison: &Comparison, units: &[&ComparedUnit]) -> Table {
    let rows = units.iter().map(|unit| ([unit_name(unit)], &unit.line));
    let table = Table::named(Term::ByUnit, &UNIT, both_years(), rows, Some(&comparison.total));
    table.short(Short::Hidden)
}

/// The columns behind the names in a table of both years.
fn both_years<'a>() -> Columns<'a, &'a ComparedLine> {
    Columns::<&ComparedLine>::new()
        .col(Term::EnquiriesBefore, Number, |line| line.enquiries[0].clone())
        .col(Term::EnquiriesAfter, Number, |line| line.enquiries[1].clone())
        .col(Term::EnquiriesChange, Number, |line| Cell::change(line.more()))
        .col(Term::EnquiriesChangeShare, Number, |line| {
            let before = line.enquiries[0].as_ref();
            Cell::change(before.and_then(|before| line.more().ratio(before)))
        })
        .in_full()
        .col(Term::CostBefore, Kind::Money, |line| line.cost[0].clone())
        .in_full()
        .col(Term::CostAfter, Kind::Money, |line| line.cost[1].clone())
        .in_full()
        .col(Term::Change, Kind::Money, |line| Cell::change(line.change()))
        .col(Term::ChangeShare, Number, |line| {
            // A side without a cost has not fallen or risen by a share of itself.
            let [before, after] = &line.cost;
            let changed = before.as_ref().filter(|_| after.is_some());
            Cell::change(changed.and_then(|before| line.effects.change().ratio(before)))
        })
        .in_full()
}

/// Why the cost has changed, and what changed before and after.
fn causes(comparing: Comparing) -> Table {
    type Row<'a> = (&'a Money, [Cell; 2]);
    let effects = &comparing.comparison.total.effects;
    let change = effects.change();
    let sides = |term| match term {
        Term::VolumeCause => comparing.costs.map(|cost| (&cost.total.enquiries).into()),
        Term::MixCause => comparing.costs.map(|cost| cost.total.digital_share.clone().into()),
        _ => [Cell::Empty, Cell::Empty],
    };
    let rows = shown_effects(effects);
    let rows = rows.map(|(term, _, effect)| ([term.into()], (effect, sides(term))));
    let columns = Columns::<Row>::new()
        .col(Term::Change, Kind::Money, |(effect, _)| Cell::change(*effect))
        .col(Term::ValueBefore, Number, |(_, sides)| sides[0].clone())
        .col(Term::ValueAfter, Number, |(_, sides)| sides[1].clone());
    Table::named(
        Term::Causes,
        &[(Term::Cause, Text)],
        columns,
        rows,
        Some((&change, sides(Term::Total))),
    )
    .chart(Chart::bars(Term::Change))
}

/// Why the cost of each unit has changed.
fn effects(comparison: &Comparison, units: &[&ComparedUnit]) -> Table {
    let shown_if = |is_not_zero: fn(&Effects) -> bool| {
        let is_shown = comparison.by_unit.iter().any(|unit| is_not_zero(&unit.line.effects));
        Kind::Money.shown_if(is_shown)
    };
    let columns = Columns::<&ComparedLine>::new()
        .col(Term::Volume, Kind::Money, |line| Cell::change(&line.effects.volume))
        .col(Term::Unpriced, shown_if(|one| !one.unpriced.is_zero()), |line| {
            Cell::change(&line.effects.unpriced)
        })
        .col(Term::Mix, Kind::Money, |line| Cell::change(&line.effects.mix))
        .col(Term::Price, Kind::Money, |line| Cell::change(&line.effects.price))
        .col(Term::AssumedRepeats, shown_if(|one| !one.repeat_contacts.is_zero()), |line| {
            Cell::change(&line.effects.repeat_contacts)
        })
        .col(Term::Change, Kind::Money, |line| Cell::change(line.effects.change()));
    let rows = units.iter().map(|unit| ([unit_name(unit)], &unit.line));
    let total = Some(&comparison.total);
    Table::named(Term::Effects, &UNIT, columns, rows, total)
        .bars(Term::Change)
        .chart(Chart::bars(Term::Change))
        .short(Short::Hidden)
}

/// What the plan was to save by channel, what the mix effect has saved, and the shortfall.
fn plan_table(basis: Basis, results: &BTreeMap<usize, PlanResult>) -> Table {
    let columns = Columns::<PlanResult>::new()
        .col(Term::PlannedSaving, Kind::Money, |result| result.planned.clone())
        .col(Term::AchievedSaving, Kind::Money, |result| result.achieved.clone())
        .col(Term::ShortfallSaving, Kind::Money, PlanResult::shortfall);
    let by_channel = results.iter();
    let rows = by_channel.filter_map(|(&at, result)| Some((basis.channel(at)?, result.clone())));
    Table::named(Term::Plan, &CHANNEL, columns, rows, Some(sum(results)))
}
