//! Small comparisons that are worked by hand.

mod laws;

use kanalpris::internals::commands::compare::model::{
    ComparedUnit, Comparison, Effects, Incomparable, PlanResult, When,
};
use kanalpris::internals::commands::whatif::model::WhatIf;
use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::prices;
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::counts::Counts;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::quantity::{Enquiries, Money, Share};
use kanalpris::internals::model::scenario::{Move, RepeatContacts, Scenario};
use kanalpris::internals::model::year::{CountedYear, Scale, Year};

use crate::{root, text};

/// A table of our own, with a price for each channel that has one.
fn table(channels: &[(&str, Option<u64>)]) -> PriceTable {
    let channel = |(id, price): &(&str, Option<u64>)| {
        let price = price.map_or_else(String::new, |price| format!("price = {price}\n"));
        format!("[[channel]]\nid = \"{id}\"\nname = \"{id}\"\n{price}digital = false\n")
    };
    let head =
        "name = \"own\"\nyear = 2012\nsource = \"own\"\nbasis = \"own\"\ncurrency = \"DKK\"\n";
    let toml = format!("{head}{}", channels.iter().map(channel).collect::<String>());
    prices::parse(&Input { name: "own.toml".to_owned(), bytes: toml.into() })
        .expect("a sound table")
}

/// Calls at 30 and letters at 50; nobody knows what an SMS costs.
fn prices() -> PriceTable {
    table(&[("call", Some(30)), ("letter", Some(50)), ("sms", None)])
}

/// A count of one week in a year of one week, so that a year is what was counted.
struct Count {
    counts: Counts,
    table: PriceTable,
    year: Year,
}

fn scale() -> Scale {
    Scale { weeks_per_year: 1_u64.into(), weeks_counted: Some(1_u64.into()), ..Scale::default() }
}

impl Count {
    fn of(rows: &str, table: PriceTable) -> Self {
        Self::read(format!("unit;channel;count\n{rows}"), table, &scale())
    }

    fn read(csv: String, table: PriceTable, scale: &Scale) -> Self {
        let input = Input { name: "count.csv".to_owned(), bytes: csv.into() };
        let read = count_files::read(vec![Ok(input.into())], &table, &[], ReadOptions::default());
        let counts = read.sound().map(|(counts, _)| counts);
        let counts = counts.expect("a sound count");
        let year = Year::from_counts(&counts, scale);
        Self { counts, table, year }
    }

    fn side(&self) -> CountedYear<'_> {
        CountedYear { counts: &self.counts, table: &self.table, year: &self.year }
    }
}

#[track_caller]
fn compared(before: &Count, after: &Count) -> Comparison {
    Comparison::between(before.side(), after.side(), None).expect("two counts that compare")
}

/// Volume, mix and price in whole kroner.
fn effects(volume: i64, mix: i64, price: i64) -> Effects {
    let [volume, mix, price] = [volume, mix, price].map(kroner);
    Effects { volume, mix, price, ..Effects::default() }
}

fn kroner(amount: i64) -> Money {
    let size = Money::from(amount.unsigned_abs());
    if amount < 0 { -size } else { size }
}

fn unit<'a>(comparison: &'a Comparison, name: &str) -> &'a ComparedUnit {
    comparison.by_unit.iter().find(|unit| unit.name() == name).expect("a unit of that name")
}

#[test]
fn more_of_everything_is_volume_alone() {
    let before = Count::of("A;call;100\nA;letter;20\n", prices());
    let after = Count::of("A;call;110\nA;letter;22\n", prices());
    // A tenth of 100 × 30 + 20 × 50 = 4.000.
    assert_eq!(compared(&before, &after).total.effects, effects(400, 0, 0));
    assert_eq!(compared(&after, &before).total.effects, effects(-400, 0, 0));
}

#[test]
fn as_many_on_another_channel_is_mix_alone() {
    let before = Count::of("A;call;100\nA;letter;20\n", prices());
    let after = Count::of("A;call;115\nA;letter;5\n", prices());
    // 15 letters have become calls: 15 × (30 − 50).
    let comparison = compared(&before, &after);
    assert_eq!(comparison.total.effects, effects(0, -300, 0));
    // By channel too: 15 × 30 more, 15 × 50 less.
    assert_eq!(comparison.by_channel[&0].effects, effects(0, 450, 0));
    assert_eq!(comparison.by_channel[&1].effects, effects(0, -750, 0));
}

#[test]
fn other_prices_of_the_same_count_are_price_alone() {
    let rows = "A;call;100\nA;letter;20\n";
    let dearer = table(&[("call", Some(33)), ("letter", Some(49)), ("sms", None)]);
    let comparison = compared(&Count::of(rows, prices()), &Count::of(rows, dearer));
    // 100 × 3 − 20 × 1.
    assert_eq!(comparison.total.effects, effects(0, 0, 280));
}

#[test]
fn all_three_at_once_by_hand() {
    let before = Count::of("A;call;60\nA;letter;20\n", prices());
    // The same channels in another order, so that positions differ.
    let dearer = table(&[("sms", None), ("letter", Some(55)), ("call", Some(32))]);
    let after = Count::of("A;call;90\nA;letter;10\n", dearer);
    let comparison = compared(&before, &after);
    // 80 cost 2.800, 35 each. Volume: (100 − 80) × 35 = 700.
    // Expected of 100: 75 calls and 25 letters. Mix: 15 × 30 − 15 × 50 = -300.
    // Price: 90 × (32 − 30) + 10 × (55 − 50) = 230.
    assert_eq!(comparison.total.effects, effects(700, -300, 230));
    // 90 × 32 + 10 × 55 = 3.430.
    assert_eq!(comparison.total.cost, [2800, 3430].map(|cost| Some(Money::from(cost))));
    assert_eq!(comparison.total.change(), Some(Money::from(630)));
}

#[test]
fn a_unit_on_one_side_is_volume_and_the_new_prices() {
    let before = Count::of("A;call;10\nClosed;letter;4\n", prices());
    let dearer = table(&[("call", Some(31)), ("letter", Some(50)), ("sms", None)]);
    let after = Count::of("a;call;10\nNew;call;7\n", dearer);
    let comparison = compared(&before, &after);
    assert_eq!(unit(&comparison, "a").line.effects, effects(0, 0, 10));
    assert_eq!(unit(&comparison, "Closed").line.effects, effects(-200, 0, 0));
    assert_eq!(unit(&comparison, "New").line.effects, effects(210, 0, 7));
    let only: Vec<Option<When>> = comparison.by_unit.iter().map(ComparedUnit::only).collect();
    assert_eq!(only, [None, Some(When::Before), Some(When::After)]);
    // What was not counted is not 0.
    let line = &unit(&comparison, "New").line;
    assert_eq!(line.enquiries, [None, Some(Enquiries::from(7))]);
    assert_eq!(line.cost, [None, Some(Money::from(217))]);
}

#[test]
fn a_unit_that_counted_none_before_has_no_mix() {
    let before = Count::of("A;call;0\nA;letter;0\nB;call;1\n", prices());
    let after = Count::of("A;call;5\nA;letter;3\nB;call;1\n", prices());
    assert_eq!(unit(&compared(&before, &after), "A").line.effects, effects(300, 0, 0));
    assert_eq!(unit(&compared(&after, &before), "A").line.effects, effects(-300, 0, 0));
}

#[test]
fn what_goes_from_unit_to_unit_is_volume_in_both() {
    let before = Count::of("A;call;10\nB;letter;10\n", prices());
    let after = Count::of("A;call;14\nB;letter;6\n", prices());
    let comparison = compared(&before, &after);
    assert_eq!(unit(&comparison, "A").line.effects, effects(120, 0, 0));
    assert_eq!(unit(&comparison, "B").line.effects, effects(-200, 0, 0));
    // The whole, taken as one unit, would call it mix.
    assert_eq!(comparison.total.effects, effects(-80, 0, 0));
}

#[test]
fn what_goes_to_a_channel_without_a_price_is_no_volume() {
    let before = Count::of("A;call;10\nA;letter;10\n", prices());
    let after = Count::of("A;call;10\nA;sms;10\n", prices());
    let comparison = compared(&before, &after);
    // As many as before, of which 10 of 20 with a price are left, 40 each: -400. Of these 10, 5 and 5 were
    // expected: 5 × 30 − 5 × 50 is mix.
    assert_eq!(comparison.total.effects, Effects { unpriced: kroner(-400), ..effects(0, -100, 0) });
    assert_eq!(comparison.by_channel[&2].change(), None);
    assert_eq!(comparison.by_channel[&2].enquiries, [None, Some(Enquiries::from(10))]);
}

#[test]
fn four_effects_at_once_by_hand() {
    let before = Count::of("A;call;60\nA;letter;20\nA;sms;20\n", prices());
    let dearer = table(&[("call", Some(32)), ("letter", Some(55)), ("sms", None)]);
    let after = Count::of("A;call;63\nA;letter;7\nA;sms;55\n", dearer);
    // Before: 100, 80 % with a price, 35 each. After: 125, 70 of them (56 %) with a price.
    // Volume: 25 × 0,8 × 35 = 700. Unpriced: 125 × (0,56 − 0,8) × 35 = -1.050.
    // Mix: 70 at (63 × 30 + 7 × 50) / 70 = 32 in place of 35: -210. Price: 63 × 2 + 7 × 5 = 161.
    let expected = Effects { unpriced: kroner(-1050), ..effects(700, -210, 161) };
    assert_eq!(compared(&before, &after).total.effects, expected);
}

#[test]
fn where_nothing_had_a_price_all_is_unpriced() {
    let before = Count::of("A;sms;10\nB;call;1\n", prices());
    let dearer = table(&[("call", Some(31)), ("letter", Some(50)), ("sms", None)]);
    let after = Count::of("A;call;4\nB;call;1\n", dearer);
    // 4 calls at 31.
    let expected = Effects { unpriced: kroner(124), ..Effects::default() };
    assert_eq!(unit(&compared(&before, &after), "A").line.effects, expected);
}

/// A plan moves half of the letters to calls, and a tenth of them come in by letter again.
fn plan_with_repeats(before: &Count) -> (Scenario, WhatIf) {
    let share = |parts: u64| Share::from(1).ratio(&Share::from(parts)).expect("not 0");
    let repeats = RepeatContacts { share: share(10), to: 1 };
    let only = Vec::new();
    let step = Move { from: 1, to: 0, share: share(2), only, repeat_contacts: Some(repeats) };
    let plan = Scenario { moves: vec![step], ..Scenario::unchanged() };
    let what_if = WhatIf::compute(&before.year, &before.table, &plan);
    (plan, what_if)
}

/// The comparison of two years, less the repeat contacts that a plan assumes.
fn compared_with_plan(before: &Count, after: &Count, plan: &Scenario) -> Comparison {
    let assumed = plan.repeat_contacts(&before.year);
    let comparison = Comparison::between(before.side(), after.side(), Some(&assumed));
    comparison.expect("two counts that compare")
}

#[test]
fn a_plan_that_is_kept_with_its_repeat_contacts_is_achieved() {
    let before = Count::of("A;call;60\nA;letter;40\n", prices());
    // 20 letters became calls, and 2 of them came by letter as well.
    let after = Count::of("A;call;80\nA;letter;22\n", prices());
    let (plan, what_if) = plan_with_repeats(&before);
    let comparison = compared_with_plan(&before, &after, &plan);
    // 20 × (30 − 50) is mix, and 2 × 50 are the repeat contacts that the plan assumed.
    let expected = Effects { repeat_contacts: kroner(100), ..effects(0, -400, 0) };
    assert_eq!(comparison.total.effects, expected);
    for result in comparison.plan_results(&what_if).values() {
        assert_eq!(result.planned, result.achieved);
    }
}

#[test]
fn no_more_repeat_contacts_are_taken_out_than_came_in() {
    let before = Count::of("A;call;60\nA;letter;40\n", prices());
    let after = Count::of("A;call;99\nA;letter;1\n", prices());
    let (plan, _) = plan_with_repeats(&before);
    let effects = compared_with_plan(&before, &after, &plan).total.effects;
    assert_eq!(effects.repeat_contacts, kroner(50));
    // 60 × 30 + 40 × 50 = 3.800 before, 99 × 30 + 50 = 3.020 after.
    assert_eq!(effects.change(), kroner(-780));
}

#[test]
fn a_plan_to_a_channel_that_nobody_used_is_not_achieved() {
    let four =
        || table(&[("call", Some(30)), ("letter", Some(50)), ("sms", None), ("web", Some(0))]);
    let [before, after] = [(); 2].map(|()| Count::of("A;call;60\nA;letter;40\n", four()));
    let half = Share::from(1).ratio(&Share::from(2)).expect("2 is not 0");
    let step = Move { from: 1, to: 3, share: half, only: Vec::new(), repeat_contacts: None };
    let plan = Scenario { moves: vec![step], ..Scenario::unchanged() };
    let plan = WhatIf::compute(&before.year, &before.table, &plan);
    let results = compared(&before, &after).plan_results(&plan);
    let sum = |figure: fn(&PlanResult) -> &Money| results.values().map(figure).sum::<Money>();
    assert_eq!(sum(|result| &result.planned), kroner(1000));
    assert_eq!(sum(|result| &result.achieved), kroner(0));
}

#[test]
fn a_plan_is_held_against_the_mix_effect() {
    let before = Count::of("A;call;60\nA;letter;40\n", prices());
    let after = Count::of("A;call;75\nA;letter;25\n", prices());
    let half = Share::from(1).ratio(&Share::from(2)).expect("2 is not 0");
    let step = Move { from: 1, to: 0, share: half, only: Vec::new(), repeat_contacts: None };
    let plan = Scenario { moves: vec![step], ..Scenario::unchanged() };
    let plan = WhatIf::compute(&before.year, &before.table, &plan);
    let kept = compared(&before, &after).plan_results(&plan);
    // Planned: 20 letters become calls. Come: 15 of them.
    let figures = |channel| [kept[&channel].planned.clone(), kept[&channel].achieved.clone()];
    assert_eq!(figures(0), [-600, -450].map(kroner));
    assert_eq!(figures(1), [1000, 750].map(kroner));
    let missing: Money = kept.values().map(PlanResult::shortfall).sum();
    assert_eq!(missing, Money::from(400 - 300));
}

#[test]
fn all_that_keeps_two_counts_apart_is_told() {
    let before = Count::of("A;call;10\nA;letter;1\nA;sms;1\n", prices());
    let other = table(&[("call", Some(30)), ("sms", Some(1)), ("fax", Some(2))]);
    let after = Count::of("B;call;10\nB;fax;3\n", other);
    let reasons = Comparison::between(before.side(), after.side(), None).map(drop);
    let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        reasons,
        Err(vec![
            Incomparable::NoUnitInCommon,
            Incomparable::Lacking(When::Before, ids(&["fax"])),
            Incomparable::Lacking(When::After, ids(&["letter"])),
            Incomparable::PricedOnly(When::After, ids(&["sms"])),
        ])
    );
}

#[test]
fn one_word_for_two_channels_is_no_match() {
    let two = table(&[("call", Some(30)), ("web", Some(1)), ("form", Some(9))]);
    let toml = "name = \"own\"\nyear = 2012\nsource = \"own\"\nbasis = \"own\"\ncurrency = \"DKK\"\n\
        [[channel]]\nid = \"call\"\nname = \"call\"\nprice = 30\ndigital = false\n\
        [[channel]]\nid = \"web\"\nname = \"web\"\nprice = 1\ndigital = true\naliases = [\"form\"]\n";
    let one = prices::parse(&Input { name: "own.toml".to_owned(), bytes: toml.into() });
    let before = Count::of("A;call;10\nA;web;1\nA;form;1\n", two);
    let after = Count::of("A;call;10\nA;web;2\n", one.expect("a sound table"));
    assert_eq!(
        Comparison::between(before.side(), after.side(), None).map(drop),
        Err(vec![Incomparable::Lacking(When::After, vec!["form".to_owned()])])
    );
}

/// A table of channels at a price of 1, each with its aliases.
fn with_aliases(channels: &[(&str, &[&str])]) -> PriceTable {
    let mut table = table(&channels.iter().map(|(id, _)| (*id, Some(1))).collect::<Vec<_>>());
    for (position, (_, aliases)) in channels.iter().enumerate() {
        for alias in *aliases {
            table.add_alias(position, alias).expect("a word that is free");
        }
    }
    table
}

#[test]
fn channels_with_other_ids_match_by_an_alias_of_both_tables() {
    let old = with_aliases(&[("call", &["TLFIND"]), ("letter", &["PPRIND"])]);
    let new = with_aliases(&[("post", &["PPRIND"]), ("phone", &["tlf", "TLFIND"])]);
    let before = Count::of("A;call;10\nA;letter;4\n", old);
    let after = Count::of("A;phone;7\nA;post;5\n", new);
    let comparison = compared(&before, &after);
    let enquiries = |channel: usize| comparison.by_channel[&channel].enquiries.clone();
    assert_eq!(enquiries(0), [10, 7].map(|n| Some(Enquiries::from(n))));
    assert_eq!(enquiries(1), [4, 5].map(|n| Some(Enquiries::from(n))));
    assert!(comparison.same_prices);
}

#[test]
fn an_alias_of_two_channels_is_no_match() {
    // Both words of `post` are in the old table, each on a channel of its own.
    let old = with_aliases(&[("call", &[]), ("letter", &["PPRIND"]), ("parcel", &["PAK"])]);
    let new = with_aliases(&[("call", &[]), ("post", &["PPRIND", "PAK"])]);
    let before = Count::of("A;call;10\nA;letter;4\nA;parcel;1\n", old);
    let after = Count::of("A;call;10\nA;post;5\n", new);
    let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        Comparison::between(before.side(), after.side(), None).map(drop),
        Err(vec![
            Incomparable::Lacking(When::Before, ids(&["post"])),
            Incomparable::Lacking(When::After, ids(&["letter", "parcel"])),
        ])
    );
}

#[test]
fn units_match_without_regard_to_case_and_any_space() {
    let before = Count::of("Job Centeret;call;10\nJOBCENTERET;call;2\nB;call;1\n", prices());
    let after = Count::of("Job  centeret;call;9\nb;call;1\n", prices());
    let comparison = compared(&before, &after);
    // Two ways to write it on one side are one unit: 9 − (10 + 2) calls at 30.
    let jobs = unit(&comparison, "Job  centeret");
    assert_eq!(jobs.names[0], ["JOBCENTERET"]);
    assert_eq!(jobs.line.effects, effects(-90, 0, 0));
    assert_eq!(comparison.by_unit.len(), 2);
}

#[test]
fn a_municipality_of_one_side_is_told_where_both_tell_theirs() {
    let count =
        |rows: &str| Count::read(format!("kommune;unit;channel;count\n{rows}"), prices(), &scale());
    let before = count("Nordby;A;call;1\nSydby;A;call;1\n;B;call;1\n");
    let after = count("Nord By;A;call;1\nVestby;A;call;1\n");
    assert_eq!(compared(&before, &after).municipalities, [["Sydby"], ["Vestby"]]);
    let not_stated = Count::of("A;call;1\n", prices());
    assert_eq!(compared(&before, &not_stated).municipalities, [[""; 0]; 2]);
}

/// The sample and its follow-up.
#[test]
fn the_council_office_of_the_sample_by_hand() {
    let count =
        |file: &str| Count::read(text(&root().join(file)), crate::table(), &Scale::default());
    let [before, after] = ["examples/uge5-6.csv", "examples/uge5-6-2012.csv"].map(count);
    let comparison = compared(&before, &after);
    // 14 calls, 7 letters and 7 e-mails cost 434 + 364 + 357 = 1.155, 41,25 each.
    // 24 after: -4 × 41,25 × 26 = -4.290. In all (989 − 1.155) × 26 = -4.316.
    assert_eq!(unit(&comparison, "Sekretariatet").line.effects, effects(-4290, -26, 0));
    let jobs = unit(&comparison, "Jobcenteret");
    assert_eq!(jobs.names, ["JobCenteret", "Jobcenteret"].map(|name| vec![name.to_owned()]));
    assert_eq!(comparison.total.cost, [14_016_808, 13_429_338].map(|kr| Some(Money::from(kr))));
}
