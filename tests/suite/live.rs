//! The laws of a live scenario: each formula gives the figure of the report, for the inputs of the
//! report and for any others.

use std::collections::BTreeMap;

use kanalpris::internals::commands::cost::model::Cost;
use kanalpris::internals::commands::whatif::live::{live, live_with_units};
use kanalpris::internals::commands::whatif::model::WhatIf;
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::coverage::Coverage;
use kanalpris::internals::model::filter::Condition;
use kanalpris::internals::model::origin::Origin;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::quantity::{Exact, Money, Share, Weeks};
use kanalpris::internals::model::scenario::{Closed, Move, Scenario};
use kanalpris::internals::model::year::{Scale, Year};
use kanalpris::internals::report::Cell;
use kanalpris::internals::report::basis::Basis;
use kanalpris::internals::report::live::{Formula, Live, Operation};
use proptest::prelude::*;

use crate::scenarios::{any_scenario, counts, percent, scenario, step};
use crate::{root, table, text};

/// Some enquiries have no price, and one unit counted a week less.
const COUNT: &str = "enhed;uge;kanal;antal\nA;5;telefon;7\nA;6;sms;5\nB;5;brev;3\n";

fn live_of(count: &str, table: &PriceTable, weeks: u64, scenario: &Scenario) -> Live {
    let counts = counts(count, table);
    let scale = Scale { weeks_per_year: Weeks::from(weeks), ..Scale::default() };
    let coverage = Cost::from_counts(&counts, table, &scale, &[]).coverage;
    let origin = Origin::default();
    let basis = basis(&counts, &coverage, &origin, table, &scale);
    live(basis, &WhatIf::compute(&Year::from_counts(&counts, &scale), table, scenario))
}

fn basis<'a>(
    counts: &'a Counts,
    coverage: &'a Coverage,
    origin: &'a Origin,
    table: &'a PriceTable,
    scale: &'a Scale,
) -> Basis<'a> {
    Basis { files: &[], coverage, counts, origin, table, price_file: None, scale }
}

fn sample() -> String {
    text(&root().join("examples/uge5-6.csv"))
}

/// The number of a value; `None` for one that is not known.
fn number(value: &Cell) -> Option<Exact> {
    Some(match value {
        Cell::Cost(money) | Cell::Price(money) => money.exact().clone(),
        Cell::Enquiries(enquiries) => enquiries.exact().clone(),
        Cell::Weeks(weeks) => weeks.exact().clone(),
        Cell::Share(share) | Cell::Percent(share) => share.exact().clone(),
        Cell::Missing => return None,
        other => panic!("{other:?} is no value"),
    })
}

/// The number of a formula, for all enquiries, which are part 0, or for a part of them.
fn evaluate(formula: &Formula, part: usize, of: &dyn Fn(usize) -> Option<Exact>) -> Option<Exact> {
    Some(match formula {
        Formula::Constant(number) => number.clone(),
        Formula::ByPart(numbers) => numbers[part].clone(),
        Formula::Value(index) => of(*index)?,
        Formula::Sum(items) => {
            items.iter().try_fold(Exact::zero(), |sum, index| Some(&sum + &of(*index)?))?
        }
        Formula::Pair(operation, both) => {
            let (first, second) = (evaluate(&both[0], part, of)?, evaluate(&both[1], part, of)?);
            match operation {
                Operation::Times => &first * &second,
                Operation::Minus => &first - &second,
                Operation::Over if second.is_zero() => return None,
                Operation::Over => &first / &second,
                Operation::Smaller => first.min(second),
            }
        }
    })
}

/// A value of the sheet when its inputs are those of another scenario.
fn recalculated(formulas: &Live, inputs: &Live, index: usize) -> Option<Exact> {
    match &formulas.values[index].formula {
        None => number(&inputs.values[index].value),
        Some(formula) => evaluate(formula, 0, &|index| recalculated(formulas, inputs, index)),
    }
}

#[track_caller]
fn assert_recalculates(formulas: &Live, as_in: &Live) {
    assert_eq!(formulas.values.len(), as_in.values.len());
    for (index, value) in as_in.values.iter().enumerate() {
        assert_eq!(
            recalculated(formulas, as_in, index),
            number(&value.value),
            "{index}: {value:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn each_formula_gives_the_figure_of_the_report(scenario in any_scenario()) {
        let live = live_of(&sample(), &table(), 52, &scenario);
        assert_recalculates(&live, &live);
        let mut places: Vec<usize> = live
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().flat_map(|(_, values)| values.iter().flatten().copied()))
            .collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..live.values.len()).collect::<Vec<_>>(), "each in one place");
    }

    #[test]
    fn with_other_inputs_the_formulas_give_the_figures_of_that_run(
        scenario in any_scenario(), share in 0..=100_u64, weeks in 1..=53_u64, prices in prop::array::uniform6(0..90_u64)
    ) {
        let mut other = scenario.clone();
        for one in &mut other.moves {
            one.share = one.share.times(&percent(share));
            one.repeat_contacts.iter_mut().for_each(|repeats| repeats.share = percent(share));
        }
        other.prices.values_mut().for_each(|price| *price = price.times(&percent(share)));
        other.realisation = percent(share);
        let prices: BTreeMap<usize, Money> = prices.into_iter().map(Money::from).enumerate().collect();
        let other = live_of(&sample(), &table().with_prices(&prices), weeks, &other);
        assert_recalculates(&live_of(&sample(), &table(), 52, &scenario), &other);
    }

    #[test]
    fn a_limit_is_passed_where_the_moves_are_refused(scenario in any_scenario(), times in 1..8_u64) {
        let mut scenario = scenario;
        scenario.moves.iter_mut().for_each(|one| one.share = one.share.times(&Share::from(times)));
        let year = Year::from_counts(&counts(&sample(), &table()), &Scale::default());
        let live = live_of(&sample(), &table(), 52, &scenario);
        let sums = live.limits.iter().map(|limit| {
            let formula = limit.formula.as_ref().expect("no input");
            let sum = evaluate(formula, 0, &|index| recalculated(&live, &live, index));
            assert_eq!(sum, number(&limit.value));
            sum
        });
        let is_passed = sums.max().flatten() > Some(Exact::from(1));
        prop_assert_eq!(is_passed, scenario.overdrawn(&year).is_some());
    }
}

/// The values of a calculation for a part of the enquiries. A formula names only values in front of
/// it, which is what the script of a page relies on.
fn values_of_part(live: &Live, part: usize) -> Vec<Option<Exact>> {
    let mut values = Vec::<Option<Exact>>::new();
    for value in &live.values {
        let known = |index: usize| -> Option<Exact> { values[index].clone() };
        values.push(match &value.formula {
            None => number(&value.value),
            Some(formula) => evaluate(formula, part, &known),
        });
    }
    values
}

#[test]
fn a_unit_alone_has_the_answer_of_its_own_count() {
    let of_job_centre = step(2, 0, percent(15));
    let only = vec![Condition::new(Dimension::Unit, [2].into())];
    let scenario = scenario(vec![step(2, 0, percent(20)), Move { only, ..of_job_centre }]);
    let (table, scale) = (table(), Scale::default());
    let all = counts(&sample(), &table);
    let year = Year::from_counts(&all, &scale);
    let units: Vec<usize> = year.mix_by(Dimension::Unit).into_keys().collect();
    let answer = |live: &Live, part: usize| -> Vec<Option<Exact>> {
        let values = values_of_part(live, part);
        live.tables[0]
            .rows
            .iter()
            .map(|(_, row)| values[row[0].expect("a value")].clone())
            .collect()
    };
    let on = |counts: &Counts, units: Option<&[usize]>| {
        let coverage = Cost::from_counts(counts, &table, &scale, &[]).coverage;
        let origin = Origin::default();
        let basis = basis(counts, &coverage, &origin, &table, &scale);
        let year = Year::from_counts(counts, &scale);
        let what_if = WhatIf::compute(&year, &table, &scenario);
        live_with_units(basis, &what_if, units.map(|units| (&year, units))).0
    };
    let live = on(&all, Some(&units));
    assert_eq!(live.parts.len(), 15);
    assert_eq!(answer(&live, 0), answer(&on(&all, None), 0));
    for (part, unit) in (1..).zip(&units) {
        let alone = all.only(|slot| slot.id(Dimension::Unit) == *unit);
        assert_eq!(
            answer(&live, part),
            answer(&on(&alone, None), 0),
            "{}",
            all.name(Dimension::Unit, *unit)
        );
    }
}

#[test]
fn what_no_longer_comes_in_has_formulas_too() {
    let closed = |lost| {
        let lost = percent(lost);
        let closed = Closed { unit: None, channel: Some(2), to: 0, lost, keeps_entrance: false };
        Scenario { closed: vec![closed], ..scenario(vec![step(2, 0, percent(100))]) }
    };
    let prices = [(0, Money::from(7))].into();
    let live = live_of(&sample(), &table().with_prices(&prices), 52, &closed(10));
    assert_recalculates(&live, &live);
    let other = live_of(&sample(), &table().with_prices(&prices), 46, &closed(35));
    assert_recalculates(&live, &other);
}

#[test]
fn channels_without_a_price_and_a_cost_of_0_have_no_figure() {
    let scenario = scenario(vec![step(2, 0, percent(20))]);
    let live = live_of(COUNT, &table(), 52, &scenario);
    assert_recalculates(&live, &live);
    let free: BTreeMap<usize, Money> = (0..6).map(|channel| (channel, Money::zero())).collect();
    let free = live_of(COUNT, &table().with_prices(&free), 52, &scenario);
    assert_recalculates(&live, &free);
    assert!(free.values.iter().any(|value| value.value == Cell::Missing));
}
