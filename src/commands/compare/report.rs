//! The report of `kanal compare`.

use std::collections::BTreeMap;

use super::model::{ComparedLine, ComparedUnit, Comparison, PlanResult, When};
use crate::commands::cost::model::Cost;
use crate::commands::goal::report::saving_of;
use crate::commands::whatif::report::{Outcome, likely_slips};
use crate::model::quantity::{Enquiries, Money, Share};
use crate::report::Kind::{self, Hidden, Number, Text};
use crate::report::basis::{self, Basis, text_or_not_stated};
use crate::report::{Cell, Columns, Message, Phrase, Report, Sentence, Table, Term, Value};

/// Both years, and what they are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Comparing<'a> {
    /// What each year is made from; `[before, after]`.
    pub bases: [Basis<'a>; 2],
    /// What each year costs.
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
    /// All of it, with the prices of its own.
    pub full: Outcome,
    /// Its moves, at the prices of that year.
    pub moves: Outcome,
}

/// What changed between two years, and why.
pub fn report(comparing: Comparing) -> Report {
    let comparison = comparing.comparison;
    let kept = comparing.plan.map(|plan| comparison.plan_results(&plan.moves.what_if));
    let mut units: Vec<&ComparedUnit> = comparison.by_unit.iter().collect();
    // Stable, so that equals stay in the order of their names.
    units.sort_by_key(|unit| unit.line.effects.change());
    let mut tables =
        vec![effects(comparison, &units), by_channel(comparing), by_unit(comparison, &units)];
    tables.extend(kept.as_ref().map(|kept| plan_table(comparing.bases[0], kept)));
    tables.push(years(comparing));
    let currency = &comparing.bases[0].table.currency;
    Report {
        arithmetic: arithmetic(comparing),
        assumptions: assumptions(comparing),
        tables,
        notes: notes(comparing),
        ..Report::new(Term::CompareReport, currency, headline(comparing, kept.as_ref()))
    }
}

/// The cost of each year, which both have: without one, two counts do not compare.
fn costs(line: &ComparedLine) -> [Money; 2] {
    line.cost.clone().map(|cost| cost.unwrap_or_else(Money::zero))
}

fn headline(comparing: Comparing, kept: Option<&BTreeMap<usize, PlanResult>>) -> Message {
    let total = &comparing.comparison.total;
    let [before, after] = costs(total);
    let change = total.effects.change();
    let sentence = match &change {
        change if change.is_zero() => Sentence::CostUnchanged,
        change if change.is_negative() => Sentence::CostFell,
        _ => Sentence::CostRose,
    };
    let cost = Phrase::new(sentence)
        .with("by", change.abs())
        .with_some("share", change.ratio(&before).map(|share| Cell::Share(share.abs())))
        .with("before", before)
        .with("after", after);
    let [volume, mix, price] = effects_of(total);
    let has_effects = [&volume, &mix, &price].into_iter().any(|effect| !effect.is_zero());
    let effects = has_effects.then(|| {
        Phrase::new(Sentence::EffectsOfChange)
            .with("volume", change_of(volume))
            .with("mix", change_of(mix))
            .with("price", change_of(price))
    });
    let promise = comparing.plan.zip(kept).map(|(plan, kept)| plan_result(plan, &all_kept(kept)));
    Message::from(cost)
        .and(effects)
        .and([enquiries(comparing)])
        .and(digital_share(comparing))
        .and(promise)
}

/// A difference, whose sign people see.
fn change_of(difference: impl Into<Cell>) -> Cell {
    Cell::change(difference.into())
}

fn enquiries(comparing: Comparing) -> Phrase {
    let [before, after] = comparing.costs.map(|cost| cost.total.enquiries.clone());
    let is_same = before == after;
    let sentence = if is_same { Sentence::EnquiriesUnchanged } else { Sentence::EnquiriesChanged };
    let share = comparing.comparison.total.more().ratio(&before);
    Phrase::new(sentence)
        .with("before", before)
        .with("after", after)
        .with_some("share", share.map(|share| Cell::change(Cell::Share(share))))
}

fn digital_share(comparing: Comparing) -> Option<Phrase> {
    let [before, after] = comparing.costs.map(|cost| cost.total.digital_share.clone());
    let (before, after) = before.zip(after)?;
    let target = comparing.digital_target.map(|target| digital_target(&after, target));
    let sentence =
        if before == after { Sentence::DigitalUnchanged } else { Sentence::DigitalChanged };
    let by = Cell::change(Cell::Points(after.clone() - before.clone()));
    let phrase = Phrase::new(sentence)
        .with("before", Cell::Share(before))
        .with("after", Cell::Share(after))
        .with("by", by);
    Some(phrase.with_some("target", target))
}

fn digital_target(share: &Share, target: &Share) -> Phrase {
    let percent = Cell::Percent(target.clone());
    if share >= target {
        return Phrase::new(Sentence::DigitalTargetReached).with("target", percent);
    }
    let rest = target.clone() - share.clone();
    // What rounds to 0,0 percentage points is not nothing yet.
    let least = Share::from(1).ratio(&Share::from(1000)).unwrap_or_else(Share::zero);
    let rest: Value = if rest.exact().rounded(3).is_zero() {
        Phrase::new(Sentence::LessThan).with("amount", Cell::Points(least)).into()
    } else {
        Cell::Points(rest).into()
    };
    Phrase::new(Sentence::DigitalTargetMissed).with("target", percent).with("rest", rest)
}

fn plan_result(plan: &Plan, kept: &PlanResult) -> Phrase {
    let PlanResult { planned, achieved } = kept;
    let shortfall = kept.shortfall();
    let saving = |money: &Money| {
        if money.is_zero() { Phrase::new(Sentence::NoSaving) } else { saving_of(money) }
    };
    let is_saving = *planned > Money::zero();
    let expected = match is_saving {
        true => Phrase::new(Sentence::PlanPromised).with("saving", saving(planned)),
        false if planned.is_zero() => Phrase::new(Sentence::PlanExpectedNothing),
        false => Phrase::new(Sentence::PlanExpected).with("saving", saving(planned)),
    };
    // A plan that was to save nothing cannot fall short: it is cheaper or more expensive.
    let outcome = match (is_saving, shortfall.is_negative()) {
        _ if shortfall.is_zero() => Sentence::JustAsPromised,
        (true, true) => Sentence::MoreThanPromised,
        (true, false) => Sentence::LessThanPromised,
        (false, true) => Sentence::CheaperThanExpected,
        (false, false) => Sentence::MoreExpensiveThanExpected,
    };
    let share = kept.achieved_share().filter(|share| !share.is_negative());
    Phrase::new(Sentence::PlanResult)
        .with("name", plan.full.scenario.name.as_deref().unwrap_or_default())
        .with("expected", expected)
        .with("achieved", saving(achieved))
        .with_some("share", share.map(Cell::Share))
        .with("outcome", Phrase::new(outcome).with("rest", shortfall.abs()))
}

fn effects_of(line: &ComparedLine) -> [Money; 3] {
    [&line.effects.volume, &line.effects.mix, &line.effects.price].map(Clone::clone)
}

/// From the cost before to the cost after, a step for each effect.
fn arithmetic(comparing: Comparing) -> Vec<Message> {
    let total = &comparing.comparison.total;
    let [before, after] = costs(total);
    let line = |sentence, from: &Money, to: &Money| {
        Phrase::new(sentence)
            .with("to", to.clone())
            .with("from", from.clone())
            .with("change", change_of(to.clone() - from.clone()))
            .into()
    };
    let sentences = [Sentence::VolumeStep, Sentence::MixStep, Sentence::PriceStep];
    let mut from = before.clone();
    let mut lines = Vec::new();
    for (sentence, effect) in sentences.into_iter().zip(effects_of(total)) {
        let to = from.clone() + effect;
        lines.push(line(sentence, &from, &to));
        from = to;
    }
    lines.push(line(Sentence::TotalStep, &before, &after));
    lines
}

/// A plan over all channels.
fn all_kept(kept: &BTreeMap<usize, PlanResult>) -> PlanResult {
    PlanResult {
        planned: kept.values().map(|kept| &kept.planned).sum(),
        achieved: kept.values().map(|kept| &kept.achieved).sum(),
    }
}

fn assumptions(comparing: Comparing) -> Vec<(Term, Cell)> {
    let [before, after] =
        [0, 1].map(|at| basis::assumptions(comparing.bases[at], &comparing.costs[at].coverage));
    let prices = |all: &[(Term, Cell)]| -> Vec<(Term, Cell)> {
        all.iter().filter(|(term, _)| is_price(*term)).cloned().collect()
    };
    let same_table = prices(&before) == prices(&after);
    let mut all = Vec::new();
    for ((term, old), (_, new)) in before.into_iter().zip(after) {
        match sides(term) {
            Some(terms) if !is_price(term) || !same_table => {
                all.extend(terms.into_iter().zip([old, new]));
            }
            _ => all.push((term, old)),
        }
    }
    all.extend(comparing.plan.map(|plan| (Term::PlanSource, plan.source.as_str().into())));
    all
}

/// The terms of an assumption that each side has its own of; before first.
fn sides(term: Term) -> Option<[Term; 2]> {
    Some(match term {
        Term::Files => [Term::FilesBefore, Term::FilesAfter],
        Term::CountWeeks => [Term::CountWeeksBefore, Term::CountWeeksAfter],
        Term::WeeksCounted => [Term::WeeksCountedBefore, Term::WeeksCountedAfter],
        Term::Factor => [Term::FactorBefore, Term::FactorAfter],
        Term::PriceTable => [Term::PriceTable, Term::PriceTableAfter],
        Term::PriceFile => [Term::PriceFile, Term::PriceFileAfter],
        Term::PriceYear => [Term::PriceYear, Term::PriceYearAfter],
        Term::Source => [Term::Source, Term::SourceAfter],
        Term::Basis => [Term::Basis, Term::BasisAfter],
        _ => return None,
    })
}

fn is_price(term: Term) -> bool {
    matches!(
        term,
        Term::PriceTable | Term::PriceFile | Term::PriceYear | Term::Source | Term::Basis
    )
}

fn notes(comparing: Comparing) -> Vec<Message> {
    let comparison = comparing.comparison;
    let mut all = Vec::<Message>::new();
    if comparing.plan.is_some() || comparison.total.effects.change().is_negative() {
        all.push(Sentence::NoBudgetSaving.into());
    }
    all.push(Sentence::EffectsDefined.into());
    if comparison.same_prices {
        all.push(Sentence::SamePrices.into());
    }
    all.extend(units_on_one_side(comparing));
    if comparison.municipalities.iter().any(|names| !names.is_empty()) {
        let names = |at: usize| {
            let names = comparison.municipalities[at].iter();
            names.map(|name| text_or_not_stated(name, Term::Municipality))
        };
        let note = Phrase::new(Sentence::MunicipalitiesOnOneSide);
        all.push(note.with_list("before", names(0)).with_list("after", names(1)).into());
    }
    all.extend(comparing.plan.iter().flat_map(|plan| plan_notes(comparing, plan)));
    let [before, after] = comparing.bases;
    let on_both = before.files.iter().filter(|file| after.files.contains(file));
    all.extend(
        on_both
            .map(|file| Phrase::new(Sentence::FileOnBothSides).with("file", file.as_str()).into()),
    );
    all.extend(comparison.by_unit.iter().filter_map(spellings));
    all.extend(notes_of_sides(comparing));
    if unpriced_changed(comparing) {
        all.push(Sentence::UnpricedMoves.into());
    }
    all
}

/// What of a plan is not in the comparison, and its likely slips.
fn plan_notes(comparing: Comparing, plan: &Plan) -> Vec<Message> {
    let scenario = &plan.full.scenario;
    let mut notes = Vec::<Message>::new();
    if !scenario.prices.is_empty() {
        let saving = plan.full.what_if.saving.clone();
        notes.push(Phrase::new(Sentence::PlanPrices).with("saving", saving).into());
    }
    if scenario.realisation != Share::from(1) {
        let share = Cell::Percent(scenario.realisation.clone());
        notes.push(Phrase::new(Sentence::PlanRealised).with("share", share).into());
    }
    notes.extend(likely_slips(comparing.bases[0], &plan.full));
    notes
}

/// The ways in which the two counts write the name of a unit, if there are several.
fn spellings(unit: &ComparedUnit) -> Option<Message> {
    let mut names = Vec::<&str>::new();
    for name in unit.names.iter().flatten().filter(|name| !name.is_empty()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    (names.len() > 1).then(|| Phrase::new(Sentence::Spellings).with_list("names", names).into())
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

/// The notes on each count; what holds for both is said once.
fn notes_of_sides(comparing: Comparing) -> Vec<Message> {
    let [before, after] =
        [0, 1].map(|at| basis::notes(comparing.bases[at], &comparing.costs[at].coverage));
    let after_alone = after.iter().filter(|note| !before.contains(note)).cloned();
    let after_alone: Vec<Message> =
        after_alone.map(|note| note.within(Sentence::NoteAfter)).collect();
    let of_before = before
        .into_iter()
        .map(|note| if after.contains(&note) { note } else { note.within(Sentence::NoteBefore) });
    of_before.chain(after_alone).collect()
}

fn units_on_one_side(comparing: Comparing) -> Option<Message> {
    let units = &comparing.comparison.by_unit;
    let names = |when| {
        let of_side = units.iter().filter(move |unit| unit.only() == Some(when));
        of_side.map(unit_name)
    };
    let of_one_side = || units.iter().filter(|unit| unit.only().is_some());
    let change: Money = of_one_side().map(|unit| unit.line.effects.change()).sum();
    let rest = comparing.comparison.total.effects.change() - change.clone();
    let number = of_one_side().count();
    let note = Phrase::new(Sentence::UnitsOnOneSide)
        .with_list("before", names(When::Before))
        .with_list("after", names(When::After))
        .with("units", number)
        .with("change", change_of(change))
        .with("rest", change_of(rest));
    (number > 0).then(|| note.into())
}

fn unit_name(unit: &ComparedUnit) -> Cell {
    text_or_not_stated(unit.name(), Term::Unit)
}

/// Both years beside each other, and the target.
fn years(comparing: Comparing) -> Table {
    struct Row {
        when: Term,
        weeks: Cell,
        counted: Cell,
        enquiries: Cell,
        cost: Cell,
        average: Cell,
        digital: Cell,
    }
    let row = |when, cost: &Cost| Row {
        when,
        weeks: cost.coverage.weeks_counted.clone().into(),
        counted: cost.total.counted.into(),
        enquiries: cost.total.enquiries.clone().into(),
        cost: Cell::cost(cost.total.cost.clone()),
        average: Cell::average(cost.total.cost_per_enquiry.clone()),
        digital: Cell::share(cost.total.digital_share.clone()),
    };
    let target_row = |when, digital| Row {
        when,
        weeks: Cell::Empty,
        counted: Cell::Empty,
        enquiries: Cell::Empty,
        cost: Cell::Empty,
        average: Cell::Empty,
        digital,
    };
    let points = |from: &Option<Share>, to: &Option<Share>| {
        let points = from.clone().zip(to.clone()).map(|(from, to)| to - from);
        points.map_or(Cell::Missing, |points| Cell::change(Cell::Points(points)))
    };
    let [before, after] = comparing.costs;
    let [old, new] = comparing.costs.map(|cost| cost.total.cost_per_enquiry.clone());
    let total = &comparing.comparison.total;
    let mut rows = vec![
        row(Term::Before, before),
        row(Term::After, after),
        Row {
            enquiries: change_of(total.more()),
            cost: Cell::change(Cell::cost(total.change())),
            average: Cell::change(Cell::average(old.zip(new).map(|(old, new)| new - old))),
            ..target_row(
                Term::Difference,
                points(&before.total.digital_share, &after.total.digital_share),
            )
        },
    ];
    if let Some(target) = comparing.digital_target {
        rows.push(target_row(Term::DigitalTarget, Cell::Share(target.clone())));
        let rest = points(&after.total.digital_share, &Some(target.clone()));
        rows.push(target_row(Term::ToTarget, rest));
    }
    let columns = Columns::<Row>::new()
        .col(Term::When, Text, |row| row.when.into())
        .col(Term::Weeks, Number, |row| row.weeks.clone())
        .col(Term::Counted, Number, |row| row.counted.clone())
        .col(Term::Enquiries, Number, |row| row.enquiries.clone())
        .col(Term::Cost, Kind::Money, |row| row.cost.clone())
        .col(Term::CostPerEnquiry, Kind::Money, |row| row.average.clone())
        .col(Term::DigitalShare, Number, |row| row.digital.clone());
    Table::from_rows(Term::Years, columns, rows)
}

/// The names of a row, and its figures in both years.
type Row<'a> = ([Cell; 2], &'a ComparedLine);

fn by_channel(comparing: Comparing) -> Table {
    let comparison = comparing.comparison;
    let rows = comparison
        .by_channel
        .iter()
        .filter_map(|(&position, line)| Some((channel_cells(comparing.bases[0], position)?, line)));
    let columns = Columns::<Row>::new().col(Term::Channel, Hidden, |([id, _], _)| id.clone()).col(
        Term::Name,
        Text,
        |([_, name], _)| name.clone(),
    );
    let columns = columns.and(both_years());
    let total = ([Cell::Empty, Cell::Empty], &comparison.total);
    Table::with_total(Term::ByChannel, columns, rows, total)
}

fn by_unit(comparison: &Comparison, units: &[&ComparedUnit]) -> Table {
    let columns = Columns::<Row>::new()
        .col(Term::Unit, Text, |([name, _], _)| name.clone())
        .and(both_years());
    let rows = units.iter().map(|unit| ([unit_name(unit), Cell::Empty], &unit.line));
    let total = ([Cell::Empty, Cell::Empty], &comparison.total);
    Table::with_total(Term::ByUnit, columns, rows, total)
}

/// The columns behind the names in a table of both years.
fn both_years<'a>() -> Columns<'a, Row<'a>> {
    let enquiries = |line: &ComparedLine, at: usize| {
        line.enquiries[at].clone().map_or(Cell::Missing, Cell::Enquiries)
    };
    Columns::<Row>::new()
        .col(Term::EnquiriesBefore, Number, move |(_, line)| enquiries(line, 0))
        .col(Term::EnquiriesAfter, Number, move |(_, line)| enquiries(line, 1))
        .col(Term::EnquiriesChange, Number, |(_, line)| change_of(line.more()))
        .col(Term::EnquiriesChangeShare, Number, |(_, line)| {
            let before = line.enquiries[0].as_ref();
            Cell::change(Cell::share(before.and_then(|before| line.more().ratio(before))))
        })
        .col(Term::CostBefore, Kind::Money, |(_, line)| Cell::cost(line.cost[0].clone()))
        .col(Term::CostAfter, Kind::Money, |(_, line)| Cell::cost(line.cost[1].clone()))
        .col(Term::Change, Kind::Money, |(_, line)| Cell::change(Cell::cost(line.change())))
        .col(Term::ChangeShare, Number, |(_, line)| {
            let changed = line.change().zip(line.cost[0].as_ref());
            Cell::change(Cell::share(changed.and_then(|(change, before)| change.ratio(before))))
        })
}

/// The id and the name of a channel.
fn channel_cells(basis: Basis, position: usize) -> Option<[Cell; 2]> {
    let channel = basis.table.channel(position)?;
    Some([channel.id.as_str(), channel.name.as_str()].map(Cell::from))
}

/// Why the cost of each unit has changed.
fn effects(comparison: &Comparison, units: &[&ComparedUnit]) -> Table {
    let columns = Columns::<Row>::new()
        .col(Term::Unit, Text, |([name, _], _)| name.clone())
        .col(Term::Volume, Kind::Money, |(_, line)| change_of(line.effects.volume.clone()))
        .col(Term::Mix, Kind::Money, |(_, line)| change_of(line.effects.mix.clone()))
        .col(Term::Price, Kind::Money, |(_, line)| change_of(line.effects.price.clone()))
        .col(Term::Change, Kind::Money, |(_, line)| change_of(line.effects.change()));
    let rows = units.iter().map(|unit| ([unit_name(unit), Cell::Empty], &unit.line));
    let total = ([Cell::Empty, Cell::Empty], &comparison.total);
    Table::with_total(Term::Effects, columns, rows, total).bars(Term::Change)
}

/// What the plan was to save by channel, what the mix effect has saved, and the shortfall.
fn plan_table(basis: Basis, kept: &BTreeMap<usize, PlanResult>) -> Table {
    type Row = ([Cell; 2], PlanResult);
    let columns = Columns::<Row>::new()
        .col(Term::Channel, Hidden, |([id, _], _)| id.clone())
        .col(Term::Name, Text, |([_, name], _)| name.clone())
        .col(Term::PlannedSaving, Kind::Money, |(_, kept)| kept.planned.clone().into())
        .col(Term::AchievedSaving, Kind::Money, |(_, kept)| kept.achieved.clone().into())
        .col(Term::ShortfallSaving, Kind::Money, |(_, kept)| kept.shortfall().into());
    let rows = kept
        .iter()
        .filter_map(|(&position, kept)| Some((channel_cells(basis, position)?, kept.clone())));
    let total = ([Cell::Empty, Cell::Empty], all_kept(kept));
    Table::with_total(Term::Plan, columns, rows, total)
}
