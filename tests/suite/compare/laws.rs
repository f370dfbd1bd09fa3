//! Laws that hold for any two counts that compare.

use std::collections::BTreeMap;

use kanalpris::internals::commands::compare::model::{Effects, by_week, change_of_week};
use kanalpris::internals::commands::cost::model::Cost;
use kanalpris::internals::commands::whatif::model::WhatIf;
use kanalpris::internals::model::counts::Dimension;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::quantity::{Enquiries, Money, Share};
use kanalpris::internals::model::scenario::{Move, RepeatContacts, Scenario};
use kanalpris::internals::model::year::Scale;
use proptest::prelude::*;

use super::{Count, compared, compared_with_plan, effects, prices, scale, table};

const CHANNELS: [&str; 3] = ["call", "letter", "sms"];

/// Rows of up to four units, of which `A` has called, so that two such counts compare.
fn rows() -> impl Strategy<Value = String> {
    let row = (0..4_usize, 0..3_usize, 0..500_u64).prop_map(|(unit, channel, count)| {
        format!("{};{};{count}\n", ["A", "b", "C d", "E"][unit], CHANNELS[channel])
    });
    (1..100_u64, prop::collection::vec(row, 0..12))
        .prop_map(|(calls, rows)| format!("a;call;{calls}\n{}", rows.concat()))
}

/// Two units that both counted two weeks.
fn full_weeks() -> impl Strategy<Value = String> {
    prop::array::uniform8(1..500_u64).prop_map(|counts| {
        let row = |(at, count): (usize, u64)| {
            let (unit, week, channel) = (["A", "B"][at / 4], 5 + at / 2 % 2, CHANNELS[at % 2]);
            format!("{unit};{week};{channel};{count}\n")
        };
        counts.into_iter().enumerate().map(row).collect()
    })
}

fn any_prices() -> impl Strategy<Value = PriceTable> {
    (0..90_u64, 0..90_u64).prop_map(|(call, letter)| {
        table(&[("letter", Some(letter)), ("sms", None), ("call", Some(call))])
    })
}

/// What `kanal cost` says of each unit, by its name in lower case.
fn costs(count: &Count) -> BTreeMap<String, Money> {
    let cost = Cost::from_counts(&count.counts, &count.table, &scale(), &[Dimension::Unit]);
    let lines = cost.by.into_iter().flat_map(|(_, lines)| lines);
    let name = |id| count.counts.name(Dimension::Unit, id).to_lowercase();
    lines.map(|line| (name(line.id), line.cost.unwrap_or_else(Money::zero))).collect()
}

proptest! {
    #[test]
    fn the_effects_are_the_change(
        before in rows(), after in rows(), old in any_prices(), new in any_prices()
    ) {
        let (before, after) = (Count::of(&before, old), Count::of(&after, new));
        let comparison = compared(&before, &after);
        let (old, new) = (costs(&before), costs(&after));
        for unit in &comparison.by_unit {
            let name = unit.name().to_lowercase();
            let cost = |costs: &BTreeMap<String, Money>| {
                costs.get(&name).cloned().unwrap_or_else(Money::zero)
            };
            prop_assert_eq!(unit.line.effects.change(), &cost(&new) - &cost(&old), "{}", name);
        }
        let sum = |costs: BTreeMap<String, Money>| costs.into_values().sum::<Money>();
        prop_assert_eq!(comparison.total.effects.change(), &sum(new) - &sum(old));
        for line in comparison.by_channel.values() {
            let [old, new] = line.cost.clone().map(|cost| cost.unwrap_or_else(Money::zero));
            prop_assert_eq!(line.effects.change(), &new - &old);
        }
    }

    #[test]
    fn the_change_is_the_mean_of_the_changes_of_the_weeks(
        before in full_weeks(), after in full_weeks(), old in any_prices(), new in any_prices()
    ) {
        let sides = [(before, old), (after, new)].map(|(rows, table)| {
            Count::read(format!("unit;week;channel;count\n{rows}"), table, &Scale::default())
        });
        let costs = sides.each_ref().map(|side| {
            Cost::from_counts(&side.counts, &side.table, &Scale::default(), &[])
        });
        let change = compared(&sides[0], &sides[1]).total.effects.change();
        let weeks = by_week(costs.each_ref());
        prop_assert_eq!(weeks.len(), 2);
        let sum: Money = weeks.values().filter_map(change_of_week).sum();
        prop_assert_eq!(sum, &change + &change);
    }

    #[test]
    fn a_plan_that_is_kept_is_achieved(
        rows in rows(), moves in prop::collection::vec((0..=1_usize, 0..=50_u64, 0..=100_u64), 1..=2)
    ) {
        let per_cent = |parts: u64| Share::from(parts).ratio(&Share::from(100)).expect("not 0");
        let step = |(from, share, repeats): (usize, u64, u64)| Move {
            from,
            to: 1 - from,
            share: per_cent(share),
            only: Vec::new(),
            repeat_contacts: Some(RepeatContacts { share: per_cent(repeats), to: from }),
        };
        let moves = moves.into_iter().map(step).collect();
        let plan = Scenario { moves, ..Scenario::unchanged() };
        let before = Count::of(&rows, prices());
        let mut after = Count::of(&rows, prices());
        after.year = plan.moved(&before.year);
        for (slot, again) in plan.repeat_contacts(&before.year).slots() {
            after.year.add(*slot, again);
        }
        let what_if = WhatIf::compute(&before.year, &before.table, &plan);
        let comparison = compared_with_plan(&before, &after, &plan);
        for result in comparison.plan_results(&what_if).values() {
            prop_assert_eq!(&result.planned, &result.achieved);
        }
    }

    #[test]
    fn each_effect_is_the_sum_over_units_and_over_channels(
        before in rows(), after in rows(), old in any_prices(), new in any_prices()
    ) {
        let comparison = compared(&Count::of(&before, old), &Count::of(&after, new));
        let units: Vec<&Effects> =
            comparison.by_unit.iter().map(|unit| &unit.line.effects).collect();
        let channels: Vec<&Effects> =
            comparison.by_channel.values().map(|line| &line.effects).collect();
        for parts in [units, channels] {
            let sum = Effects {
                volume: parts.iter().map(|part| &part.volume).sum(),
                unpriced: parts.iter().map(|part| &part.unpriced).sum(),
                mix: parts.iter().map(|part| &part.mix).sum(),
                price: parts.iter().map(|part| &part.price).sum(),
                repeat_contacts: Money::zero(),
            };
            prop_assert_eq!(&sum, &comparison.total.effects);
        }
    }

    #[test]
    fn the_effects_of_a_unit_are_those_of_the_definition(before in rows(), after in rows()) {
        let (before, after) = (Count::of(&before, prices()), Count::of(&after, prices()));
        // Of each unit: all enquiries, those with a price, and their average price.
        let sides = |count: &Count| -> BTreeMap<String, (Enquiries, Enquiries, Option<Money>)> {
            let mixes = count.year.mix_by(Dimension::Unit).into_iter();
            let name = |id| count.counts.name(Dimension::Unit, id).to_lowercase();
            mixes
                .map(|(id, mix)| {
                    let priced = mix.priced_enquiries(&count.table);
                    (name(id), (mix.enquiries(), priced, mix.cost(&count.table).and_then(|cost| cost.per(&mix.priced_enquiries(&count.table)))))
                })
                .collect()
        };
        let (old, new) = (sides(&before), sides(&after));
        for unit in &compared(&before, &after).by_unit {
            let name = unit.name().to_lowercase();
            let none = (Enquiries::zero(), Enquiries::zero(), None);
            let (all_after, priced_after, _) = new.get(&name).unwrap_or(&none);
            let Some((all, priced, Some(average))) = old.get(&name) else { continue };
            let share = priced.ratio(all).expect("there were enquiries");
            let effects = &unit.line.effects;
            prop_assert_eq!(&effects.volume, &(&(all_after - all).times(&share) * average));
            let expected = all_after.times(&share);
            prop_assert_eq!(&effects.unpriced, &(&(priced_after - &expected) * average));
        }
    }

    #[test]
    fn a_count_beside_itself_has_not_changed(rows in rows(), table in any_prices()) {
        let count = Count::of(&rows, table);
        let comparison = compared(&count, &count);
        let lines = comparison.by_unit.iter().map(|unit| &unit.line);
        for line in lines.chain(comparison.by_channel.values()).chain([&comparison.total]) {
            prop_assert_eq!(&line.effects, &effects(0, 0, 0));
            prop_assert!(line.more().is_zero());
        }
    }

    #[test]
    fn swapping_the_sides_flips_the_sign(
        before in rows(), after in rows(), old in any_prices(), new in any_prices()
    ) {
        let (before, after) = (Count::of(&before, old), Count::of(&after, new));
        let (there, back) = (compared(&before, &after), compared(&after, &before));
        prop_assert_eq!(there.total.effects.change(), -back.total.effects.change());
        prop_assert_eq!(there.total.more(), -back.total.more());
        for (there, back) in there.by_unit.iter().zip(&back.by_unit) {
            prop_assert_eq!(there.name().to_lowercase(), back.name().to_lowercase());
            prop_assert_eq!(there.line.effects.change(), -back.line.effects.change());
            prop_assert_eq!(there.line.more(), -back.line.more());
        }
    }
}
