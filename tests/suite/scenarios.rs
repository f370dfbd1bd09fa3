//! Laws of scenarios, goals and sensitivity, and worked examples with printed results.

use std::collections::{BTreeMap, BTreeSet};

use kanalpris::internals::commands::goal::model::{Answer, Target};
use kanalpris::internals::commands::whatif::model::{Assumption, Grid, sensitivity};
use kanalpris::internals::commands::whatif::model::{CostChange, SavingStep, WhatIf};
use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::text::Input;
use kanalpris::internals::input::{prices, scenarios};
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::filter::Condition;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::quantity::{Enquiries, Exact, Money, Share, Weeks};
use kanalpris::internals::model::scenario::BusinessCase;
use kanalpris::internals::model::scenario::{GridAxis, Move, RepeatContacts, Scenario};
use kanalpris::internals::model::year::{CountedYear, Scale, Year};
use kanalpris::internals::report::Cell;
use kanalpris::internals::report::arithmetic::factor;
use proptest::prelude::*;

use crate::{root, table, text};

pub fn counts(text: &str, table: &PriceTable) -> Counts {
    let input = Input { name: "count.csv".to_owned(), bytes: text.into() };
    count_files::read(vec![Ok(input.into())], table, &[], ReadOptions::default())
        .sound()
        .expect("a sound count")
        .0
}

fn sample(table: &PriceTable) -> Year {
    let text = text(&root().join("examples/uge5-6.csv"));
    Year::from_counts(&counts(&text, table), &Scale::default())
}

pub fn percent(percent: u64) -> Share {
    Share::from(percent).ratio(&Share::from(100)).expect("100 is not 0")
}

pub fn step(from: usize, to: usize, share: Share) -> Move {
    Move { from, to, share, only: Vec::new(), repeat_contacts: None }
}

pub fn scenario(moves: Vec<Move>) -> Scenario {
    Scenario { moves, ..Scenario::unchanged() }
}

/// The positions of the six channels that KL priced.
const PRICED: std::ops::Range<usize> = 0..6;

/// A move between two priced channels of at most a quarter, so that four of them fit.
fn any_move() -> impl Strategy<Value = Move> {
    (
        PRICED,
        1..6_usize,
        0..=25_u64,
        prop::option::of(0..15_usize),
        prop::option::of((0..=100_u64, PRICED)),
    )
        .prop_map(|(from, further, share, unit, repeat)| Move {
            from,
            to: (from + further) % 6,
            share: percent(share),
            only: unit
                .map(|unit| Condition::new(Dimension::Unit, BTreeSet::from([unit])))
                .into_iter()
                .collect(),
            repeat_contacts: repeat.map(|(share, to)| RepeatContacts { share: percent(share), to }),
        })
}

pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    let prices = prop::collection::btree_map(PRICED, (0..100_u64).prop_map(Money::from), 0..3);
    (prop::collection::vec(any_move(), 0..4), prices, 0..=100_u64).prop_map(
        |(moves, prices, realisation)| Scenario {
            moves,
            prices,
            realisation: percent(realisation),
            ..Scenario::unchanged()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn closing_everything_moves_everything(to in PRICED, lost in 0..=100_u64) {
        let (year, table) = (sample(&table()), table());
        let toml = format!(
            "[[scenario]]\nname = 'A'\nclose = {{ to = '{}', percent_lost = {lost} }}\n",
            table.id(to)
        );
        let input = Input { name: "a.toml".to_owned(), bytes: toml.into() };
        let counts = counts(&text(&root().join("examples/uge5-6.csv")), &table);
        let counted = CountedYear { table: &table, counts: &counts, year: &year };
        let scenario = counted.resolve(&scenarios::read(&input).expect("a file")).expect("sound").remove(0);
        let after = WhatIf::compute(&year, &table, &scenario).after.mix;
        let all = year.mix();
        let moved = &all.enquiries() - all.get(to).expect("it was counted");
        prop_assert_eq!(after.get(to), Some(&(&all.enquiries() - &moved.times(&percent(lost)))));
        prop_assert_eq!(after.get(to), Some(&after.enquiries()));
    }

    #[test]
    fn moves_keep_the_number_of_enquiries(scenario in any_scenario()) {
        let year = sample(&table());
        prop_assert_eq!(scenario.moved(&year).mix().enquiries(), year.mix().enquiries());
        // In every unit too: a move leads to another channel, never to another desk.
        let by_unit = |year: &Year| -> BTreeMap<usize, Enquiries> {
            year.mix_by(Dimension::Unit).into_iter().map(|(unit, mix)| (unit, mix.enquiries())).collect()
        };
        prop_assert_eq!(by_unit(&scenario.moved(&year)), by_unit(&year));
    }

    #[test]
    fn the_order_of_moves_does_not_matter(scenario in any_scenario()) {
        let (table, year) = (table(), sample(&table()));
        let mut reversed = scenario.clone();
        reversed.moves.reverse();
        let [one, other] = [scenario, reversed].map(|one| WhatIf::compute(&year, &table, &one));
        prop_assert_eq!(one.saving, other.saving);
        prop_assert_eq!(one.after.mix, other.after.mix);
        prop_assert_eq!(one.by_unit, other.by_unit);
    }

    #[test]
    fn the_steps_and_the_units_add_up_to_the_saving(scenario in any_scenario()) {
        let what_if = WhatIf::compute(&sample(&table()), &table(), &scenario);
        let steps: Money = what_if.steps.iter().map(SavingStep::saving).sum();
        prop_assert_eq!(&steps, &what_if.saving);
        let units: Money = what_if.by_unit.values().filter_map(CostChange::saving).sum();
        prop_assert_eq!(units, what_if.saving);
    }

    #[test]
    fn the_saving_is_additive_over_moves(first in any_move(), second in any_move()) {
        let (table, year) = (table(), sample(&table()));
        let saving = |moves: &[&Move]| {
            let moves = moves.iter().map(|step| (*step).clone()).collect();
            WhatIf::compute(&year, &table, &scenario(moves)).saving
        };
        prop_assert_eq!(saving(&[&first, &second]), &saving(&[&first]) + &saving(&[&second]));
    }

    #[test]
    fn a_move_of_0_per_cent_changes_nothing(step in any_move()) {
        let (table, year) = (table(), sample(&table()));
        let what_if = WhatIf::compute(&year, &table, &scenario(vec![Move { share: Share::zero(), ..step }]));
        prop_assert!(what_if.saving.is_zero());
        prop_assert!(what_if.repeat_contacts.mix.enquiries().is_zero());
        prop_assert!(what_if.by_unit.values().all(|change| change.before == change.after));
    }

    #[test]
    fn a_repeat_rate_of_0_equals_none(step in any_move(), to in PRICED) {
        let (table, year) = (table(), sample(&table()));
        let with = Move { repeat_contacts: Some(RepeatContacts { share: Share::zero(), to }), ..step.clone() };
        let [none, zero] = [Move { repeat_contacts: None, ..step }, with]
            .map(|step| WhatIf::compute(&year, &table, &scenario(vec![step])));
        prop_assert_eq!(none.saving, zero.saving);
        prop_assert_eq!(none.after.mix, zero.after.mix);
        prop_assert!(zero.repeat_contacts.mix.enquiries().is_zero());
    }

    #[test]
    fn repeat_contacts_are_enquiries(scenario in any_scenario()) {
        let what_if = WhatIf::compute(&sample(&table()), &table(), &scenario);
        let [before, after, again] =
            [&what_if.before, &what_if.after, &what_if.repeat_contacts].map(|one| one.mix.enquiries());
        prop_assert_eq!(&after - &before, again);
    }

    #[test]
    fn nothing_is_saved_at_the_break_even_repeat_rate(step in any_move()) {
        let (table, year) = (table(), sample(&table()));
        let to = step.repeat_contacts.as_ref().map_or(step.from, |repeat| repeat.to);
        if let Some(share) = WhatIf::compute(&year, &table, &scenario(vec![step.clone()])).break_even_repeat_rate {
            let step = Move { repeat_contacts: Some(RepeatContacts { share, to }), ..step };
            prop_assert!(WhatIf::compute(&year, &table, &scenario(vec![step])).saving.is_zero());
        }
    }

    #[test]
    fn a_goal_of_what_a_move_saves_gives_the_move_back(share in 1..=100_u64, from in 2..6_usize, to in 0..2_usize) {
        let (table, year) = (table(), sample(&table()));
        let moves = scenario(vec![step(from, to, percent(share))]);
        let what_if = WhatIf::compute(&year, &table, &moves);
        let digital = what_if.digital_shares()[1].clone().expect("there are enquiries");
        for goal in [Target::Saving(what_if.saving.clone()), Target::Cost(what_if.after.cost.clone()), Target::DigitalShare(digital)] {
            prop_assert_eq!(goal.solve(&year, &table, &moves), Answer::Move(percent(share)), "{:?}", goal);
        }
    }

    #[test]
    fn a_goal_is_the_least_tenth_of_a_per_cent_that_reaches_it(saving in 1..=3_908_294_u64) {
        let (table, year) = (table(), sample(&table()));
        // Telephone, 3.908.294 kr. in all, to self-service, which costs nothing.
        let calls = scenario(vec![step(2, 0, Share::zero())]);
        let target = Money::from(saving);
        let answer = Target::Saving(target.clone()).solve(&year, &table, &calls);
        let Answer::Move(share) = answer else { panic!("{answer:?}") };
        let tenth = Share::from(1).ratio(&Share::from(1000)).expect("1000 is not 0");
        prop_assert!(share.times(&Share::from(1000)).exact().is_integer());
        let saved = |share: &Share| WhatIf::compute(&year, &table, &calls.with_all(share)).saving;
        prop_assert!(saved(&share) >= target);
        prop_assert!(saved(&(&share - &tenth)) < target);
    }

    #[test]
    fn a_line_of_arithmetic_is_right_as_printed(parts in 0..10_000_000_u64, of in 1..=7_u64, price in 0..100_000_u64) {
        let [number, price] = [(parts, of), (price, 100)].map(|(part, of)| &Exact::from(part) / &Exact::from(of));
        let product = &number * &price;
        // Just below a half, no number of decimals is enough.
        prop_assume!(!(&product * &Exact::from(2)).is_integer());
        let Cell::Decimals(_, decimals) = factor(&number, |one| one * &price, (&product, 0)) else { panic!() };
        let by_hand = |decimals: u32| {
            let printed = &number.rounded(decimals) / &Exact::from(10_u64.pow(decimals));
            (&printed * &price).rounded(0)
        };
        prop_assert_eq!(by_hand(decimals), product.rounded(0));
        prop_assert!((0..decimals).all(|fewer| by_hand(fewer) != product.rounded(0)));
    }

    #[test]
    fn sensitivity_at_0_per_cent_is_flat(scenario in any_scenario()) {
        let (table, year) = (table(), sample(&table()));
        let expected = WhatIf::compute(&year, &table, &scenario).expected_saving;
        for swing in sensitivity(&year, &table, &scenario, &Share::zero()) {
            prop_assert_eq!(&swing.less, &expected, "{:?}", swing.assumption);
            prop_assert!(swing.width().is_zero());
        }
    }

    #[test]
    fn a_cell_of_a_grid_is_what_its_moves_save(scenario in any_scenario(), row in any_move(), column in any_move()) {
        let (table, year) = (table(), sample(&table()));
        let axis = |step: Move| GridAxis {
            step: Move { repeat_contacts: None, ..step },
            parts: vec![percent(0), percent(30), percent(60)],
        };
        let (rows, columns) = (axis(row), axis(column));
        let grid = Grid::compute(&year, &table, &scenario, &rows, Some(&columns));
        for (row, savings) in rows.parts.iter().zip(&grid.savings) {
            for (column, saving) in columns.parts.iter().zip(savings) {
                let mut all = scenario.clone();
                all.moves.push(Move { share: row.clone(), ..rows.step.clone() });
                all.moves.push(Move { share: column.clone(), ..columns.step.clone() });
                let expected = match all.overdrawn(&year) {
                    Some(_) => None,
                    None => Some(WhatIf::compute(&year, &table, &all).expected_saving),
                };
                prop_assert_eq!(saving, &expected);
            }
        }
    }

    #[test]
    fn the_widest_swing_stands_first(scenario in any_scenario(), by in 1..=50_u64) {
        let swings = sensitivity(&sample(&table()), &table(), &scenario, &percent(by));
        prop_assert!(swings.is_sorted_by(|a, b| a.width() >= b.width()));
        prop_assert!(swings.iter().any(|swing| swing.assumption == Assumption::WeeksPerYear));
    }
}

/// A table of our own: a price in kroner or cents for each channel, by its position.
fn own(channels: &[(&str, &str)]) -> PriceTable {
    let channel = |(id, price): &(&str, &str)| {
        format!("[[channel]]\nid = \"{id}\"\nname = \"{id}\"\nprice = {price}\ndigital = false\n")
    };
    let head =
        "name = \"own\"\nyear = 2012\nsource = \"own\"\nbasis = \"own\"\ncurrency = \"GBP\"\n";
    let toml = format!("{head}{}", channels.iter().map(channel).collect::<String>());
    prices::parse(&Input { name: "own.toml".to_owned(), bytes: toml.into() })
        .expect("a sound table")
}

#[test]
fn calls_moved_to_web_forms_save_exactly_45375() {
    // Printed: 18.150 calls at 2,59 against web forms at 0,09 are 45.375,00.
    let table = own(&[("call", "2.59"), ("web", "0.09")]);
    let scale = Scale {
        weeks_per_year: Weeks::from(1),
        weeks_counted: Some(Weeks::from(1)),
        ..Scale::default()
    };
    let year = Year::from_counts(&counts("channel;count\ncall;18150\n", &table), &scale);
    let what_if = WhatIf::compute(&year, &table, &scenario(vec![step(0, 1, Share::from(1))]));
    assert_eq!(what_if.saving, Money::from(45_375));
}

#[test]
fn calls_and_mails_of_230_days_save_exactly_862500() {
    // Printed: (25 calls × 40 + 25 e-mails × 110) a day × 230 working days are 862.500.
    let table = own(&[("call", "40"), ("mail", "110"), ("none", "0")]);
    let day = "0.2".parse().expect("a decimal");
    let scale =
        Scale { weeks_per_year: Weeks::from(46), weeks_counted: Some(day), ..Scale::default() };
    let year = Year::from_counts(&counts("channel;count\ncall;25\nmail;25\n", &table), &scale);
    let all = scenario(vec![step(0, 2, Share::from(1)), step(1, 2, Share::from(1))]);
    let what_if = WhatIf::compute(&year, &table, &all);
    assert_eq!(what_if.before.cost, Money::from(862_500));
    assert_eq!(what_if.saving, Money::from(862_500));
}

#[test]
fn a_move_to_a_dearer_channel_is_an_extra_cost() {
    let table = own(&[("call", "31"), ("visit", "57")]);
    let year = Year::from_counts(&counts("channel;count\ncall;100\n", &table), &Scale::default());
    let what_if = WhatIf::compute(&year, &table, &scenario(vec![step(0, 1, percent(10))]));
    // 100 × 26 × 10 % = 260 × (31 − 57)
    assert_eq!(what_if.saving, -Money::from(260 * 26));
    // An extra cost is paid in full, whatever part of a saving is taken out.
    let half = Scenario { realisation: percent(50), ..Scenario::unchanged() };
    assert_eq!(half.expected_saving(&what_if.saving), what_if.saving);
}

#[test]
fn an_investment_is_paid_back_by_hand() {
    let case = BusinessCase {
        investment: Money::from(100),
        running: Money::from(10),
        phasing: vec![percent(50), percent(100)],
        discount: percent(25),
        years: 3,
    };
    let scenario = Scenario { realisation: percent(80), ..Scenario::unchanged() };
    let payback = case.payback(&scenario, &Money::from(100));
    // Year 1: 100 × 50 % × 80 % − 10 = 30; years 2 and 3: 100 × 80 % − 10 = 70.
    let nets: Vec<Money> = payback.years.iter().map(|year| year.net.clone()).collect();
    assert_eq!(nets, [-Money::from(100), Money::from(30), Money::from(70), Money::from(70)]);
    // −100, −70, 0: paid back when nothing is left, in year 2.
    assert_eq!(payback.payback_year, Some(2));
    // −100 + 30 / 1,25 + 70 / 1,5625 + 70 / 1,953125 = −100 + 24 + 44,8 + 35,84
    assert_eq!(payback.net_present_value, "4.64".parse().expect("a decimal"));
    let short = BusinessCase { years: 1, ..case };
    assert_eq!(short.payback(&scenario, &Money::from(100)).payback_year, None);
}

#[test]
fn a_sensitivity_moves_one_assumption_at_a_time() {
    let table = own(&[("call", "30"), ("web", "10")]);
    let year = Year::from_counts(&counts("channel;count\ncall;100\n", &table), &Scale::default());
    let half = Scenario { realisation: percent(50), ..scenario(vec![step(0, 1, percent(95))]) };
    let swings = sensitivity(&year, &table, &half, &percent(10));
    let of = |assumption| {
        let swing =
            swings.iter().find(|swing| swing.assumption == assumption).expect("it is looked at");
        [swing.less.clone(), swing.more.clone()]
    };
    // 2.600 calls × 95 % = 2.470 moved; × (30 − 10) × 50 % = 24.700.
    assert_eq!(
        of(Assumption::Price(0)),
        [2470 * (27 - 10) / 2, 2470 * (33 - 10) / 2].map(Money::from)
    );
    assert_eq!(
        of(Assumption::Price(1)),
        [2470 * (30 - 9) / 2, 2470 * (30 - 11) / 2].map(Money::from)
    );
    assert_eq!(of(Assumption::WeeksPerYear), [22_230, 27_170].map(Money::from));
    assert_eq!(of(Assumption::Realisation), [22_230, 27_170].map(Money::from));
    // 95 % + 10 % would be 104,5 %: no more than all can move, 2.600 × 20 × 50 %.
    assert_eq!(of(Assumption::Move(0)), [22_230, 26_000].map(Money::from));
}

#[test]
fn moves_of_different_units_leave_each_other_room() {
    let table = own(&[("call", "30"), ("web", "0")]);
    let rows = "unit;channel;count\nA;call;100\nB;call;100\n";
    let year = Year::from_counts(&counts(rows, &table), &Scale::default());
    let of_unit = |unit| {
        let only = vec![Condition::new(Dimension::Unit, BTreeSet::from([unit]))];
        Move { only, ..step(0, 1, percent(60)) }
    };
    let both = scenario(vec![of_unit(0), of_unit(1)]);
    let swings = sensitivity(&year, &table, &both, &percent(10));
    let more = swings
        .iter()
        .find(|swing| swing.assumption == Assumption::Move(0))
        .map(|swing| &swing.more);
    // 2.600 calls in each unit: (60 % + 10 % of it) of one and 60 % of the other, at 30.
    assert_eq!(more, Some(&Money::from((1716 + 1560) * 30)));
}

#[test]
fn a_loss_after_payback_is_no_payback() {
    let case = BusinessCase {
        investment: Money::zero(),
        running: Money::from(60),
        phasing: vec![percent(100), percent(0)],
        discount: Share::zero(),
        years: 3,
    };
    // 0, 40, −20, −80: what is not below 0 in year 1 is in year 3.
    assert_eq!(case.payback(&Scenario::unchanged(), &Money::from(100)).payback_year, None);
}

#[test]
fn a_goal_is_out_of_reach_or_reached_already() {
    let (table, year) = (table(), sample(&table()));
    let calls = scenario(vec![step(2, 0, Share::from(1))]);
    // All calls cost 3.908.294 kr.
    assert_eq!(
        Target::Saving(Money::from(3_908_294)).solve(&year, &table, &calls),
        Answer::Move(Share::from(1))
    );
    assert_eq!(
        Target::Saving(Money::from(3_908_295)).solve(&year, &table, &calls),
        Answer::OutOfReach
    );
    assert_eq!(Target::Saving(Money::zero()).solve(&year, &table, &calls), Answer::Already);
    assert_eq!(Target::Cost(Money::from(15_000_000)).solve(&year, &table, &calls), Answer::Already);
    // Visits by telephone are no more digital than before.
    let visits = scenario(vec![step(5, 2, Share::from(1))]);
    assert_eq!(Target::DigitalShare(percent(30)).solve(&year, &table, &visits), Answer::OutOfReach);
}
