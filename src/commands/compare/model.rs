//! Comparison of two counts: what a year cost before and after, and why it changed.
//!
//! The change in cost is split into effects. KL names no such split; the definition is this
//! program's own. In each unit, with all its incoming enquiries, those of them that have a price,
//! and their average price at the old prices,
//!
//! ```text
//! volume   = (all after − all before) × share with a price before × average before
//! unpriced = all after × (share with a price after − share before) × average before
//! mix      = with a price after × (average after, at the old prices − average before)
//! price    = with a price after × (average after, at the new prices − at the old prices)
//! ```
//!
//! so that they add up to cost after − cost before, exactly, for every unit and for any sum of
//! them. Of each channel with a price:
//!
//! ```text
//! volume   = (before × growth of all − before) × price before
//! unpriced = (before × growth of those with a price − before × growth of all) × price before
//! mix      = (after − before × growth of those with a price) × price before
//! price    = after × (price after − price before)
//! ```
//!
//! All effects of the whole are sums over the units. So enquiries that go from one unit to another
//! are volume in both, each at its own average, and never mix. A unit without enquiries before has
//! no mix that could be expected: all that it costs at the old prices is volume. Where enquiries came
//! and none had a price, all of the change is *unpriced*.
//!
//! The repeat contacts that a plan assumes are taken out of the count after before it is split, on
//! their channel in each unit, as far as there are so many. They are an effect of their own, at the
//! old price; what they cost more at the new price is under price.

use std::collections::{BTreeMap, BTreeSet};

use crate::commands::cost::model::{Cost, CostLine};
use crate::commands::whatif::model::WhatIf;
use crate::model::counts::{Dimension, folded_name};
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::week;
use crate::model::year::{CountedYear, Year};

/// One of the two sides of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// The count that is compared with.
    Before,
    /// The count that is compared.
    After,
}

/// Two years side by side. Channels have their position in the price table of the year before.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Both years in all.
    pub total: ComparedLine,
    /// Both years by unit, in the order of the names.
    pub by_unit: Vec<ComparedUnit>,
    /// Both years by channel.
    pub by_channel: BTreeMap<usize, ComparedLine>,
    /// By side, the municipalities that only this side has counted.
    pub municipalities: [Vec<String>; 2],
    /// Whether all channels that were counted have the same price in both years.
    pub same_prices: bool,
}

/// A part of both years; `[before, after]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLine {
    /// Enquiries; `None` on a side that did not count the part.
    pub enquiries: [Option<Enquiries>; 2],
    /// Variable cost; `None` where nothing has a price.
    pub cost: [Option<Money>; 2],
    /// Why the cost has changed.
    pub effects: Effects,
}

/// A unit of both years, or of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedUnit {
    /// Its names before and after. Empty on a side that did not count it; several where a side
    /// has names that are the same without case and spaces.
    pub names: [Vec<String>; 2],
    /// Its figures.
    pub line: ComparedLine,
}

/// A change in cost taken apart; positive where the cost rises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// More or fewer enquiries, at the old mix and the old prices.
    pub volume: Money,
    /// More or fewer of them on channels that have a price.
    pub unpriced: Money,
    /// The same number of enquiries on other channels, at the old prices.
    pub mix: Money,
    /// Other prices, for the enquiries after.
    pub price: Money,
    /// The repeat contacts that a plan assumes.
    pub repeat_contacts: Money,
}

/// What a plan promised of a channel, and what was achieved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanResult {
    /// Saving of the plan, on the year before.
    pub planned: Money,
    /// Saving by mix, less the repeat contacts that the plan assumed.
    pub achieved: Money,
}

/// Why two counts cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// The prices are in two currencies.
    Currencies,
    /// No name of a unit occurs on both sides.
    NoUnitInCommon,
    /// The price table of this side lacks channels that the other side counted.
    Lacking(When, Vec<String>),
    /// Channels that have a price on this side only, so that their cost comes or goes with it.
    PricedOnly(When, Vec<String>),
    /// No enquiry of this side has a price.
    Unpriced(When),
}

impl Effects {
    /// Cost after − cost before.
    pub fn change(&self) -> Money {
        let Self { volume, unpriced, mix, price, repeat_contacts } = self;
        [volume, unpriced, mix, price, repeat_contacts].into_iter().sum()
    }

    fn add(&mut self, other: &Self) {
        self.volume += &other.volume;
        self.unpriced += &other.unpriced;
        self.mix += &other.mix;
        self.price += &other.price;
        self.repeat_contacts += &other.repeat_contacts;
    }
}

impl ComparedLine {
    /// Cost after − cost before; `None` where nothing has a price on either side.
    pub fn change(&self) -> Option<Money> {
        self.cost.iter().any(Option::is_some).then(|| self.effects.change())
    }

    /// Enquiries after − before; a side that did not count has none.
    pub fn more(&self) -> Enquiries {
        let [before, after] = self.enquiries.clone().map(Option::unwrap_or_default);
        &after - &before
    }
}

impl ComparedUnit {
    /// The only side that counted the unit; `None` where both did.
    pub fn only(&self) -> Option<When> {
        match &self.names {
            [_, after] if after.is_empty() => Some(When::Before),
            [before, _] if before.is_empty() => Some(When::After),
            _ => None,
        }
    }

    /// Its name after, or its name before if it has none after.
    pub fn name(&self) -> &str {
        let [before, after] = &self.names;
        after.first().or(before.first()).map_or("", String::as_str)
    }
}

impl PlanResult {
    /// Planned − achieved; negative when more was achieved.
    pub fn shortfall(&self) -> Money {
        &self.planned - &self.achieved
    }

    /// Achieved over planned; `None` where the plan saves nothing.
    pub fn achieved_share(&self) -> Option<Share> {
        if self.planned > Money::zero() { self.achieved.ratio(&self.planned) } else { None }
    }
}

impl Comparison {
    /// Compares two years; `assumed` are the repeat contacts that a plan on the year before assumes.
    /// Units match by name without regard to case and spaces, channels by their ids or by a word
    /// that only they have in each price table.
    ///
    /// # Errors
    ///
    /// Everything that keeps the two from being compared.
    pub fn between(
        before: CountedYear,
        after: CountedYear,
        assumed: Option<&Year>,
    ) -> Result<Self, Vec<Incomparable>> {
        let reasons = reasons_against(before, after);
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let tables = [before.table, &repriced(before.table, after.table)];
        let channel = |position| counterpart(after.table, position, before.table);
        let here = |mix: &Mix| -> Mix {
            mix.channels().filter_map(|(position, n)| Some((channel(position)?, n))).collect()
        };
        let mut repeats_by_unit = BTreeMap::<String, Mix>::new();
        for (id, mix) in assumed.iter().flat_map(|year| year.mix_by(Dimension::Unit)) {
            let unit = folded_name(before.counts.name(Dimension::Unit, id));
            repeats_by_unit.entry(unit).or_default().add_all(&mix);
        }
        let mut by_unit = Vec::new();
        let mut by_channel = BTreeMap::<usize, Effects>::new();
        let mut total = Effects::default();
        for (unit, Pair { names, mixes: [mix_before, mix_after] }) in pairs(before, after) {
            let mixes = [mix_before, here(&mix_after)];
            let repeats = repeats_by_unit.remove(&unit).unwrap_or_default();
            let mut effects = Effects::default();
            for (channel, of_channel) in effects_by_channel(&mixes, &repeats, tables) {
                effects.add(&of_channel);
                by_channel.entry(channel).or_default().add(&of_channel);
            }
            total.add(&effects);
            let has_counted = names.each_ref().map(|names| !names.is_empty());
            let line = ComparedLine {
                enquiries: [0, 1].map(|at| has_counted[at].then(|| mixes[at].enquiries())),
                cost: [0, 1].map(|at| mixes[at].cost(tables[at]).filter(|_| has_counted[at])),
                effects,
            };
            by_unit.push(ComparedUnit { names, line });
        }
        let mixes = [before.year.mix(), here(&after.year.mix())];
        let price = |at: usize, channel| tables[at].price(channel);
        let line = |(channel, effects): (usize, Effects)| {
            let enquiries = mixes.each_ref().map(|mix| mix.get(channel).cloned());
            let cost = |at: usize| Some(enquiries[at].as_ref()? * price(at, channel)?);
            (channel, ComparedLine { cost: [0, 1].map(cost), enquiries, effects })
        };
        Ok(Self {
            total: ComparedLine {
                enquiries: mixes.each_ref().map(|mix| Some(mix.enquiries())),
                cost: [0, 1].map(|at| mixes[at].cost(tables[at])),
                effects: total,
            },
            by_unit,
            same_prices: by_channel.keys().all(|&channel| price(0, channel) == price(1, channel)),
            by_channel: by_channel.into_iter().map(line).collect(),
            municipalities: municipalities(before, after),
        })
    }

    /// What a plan that was made on the year before promised, and what was achieved, by channel.
    ///
    /// The plan has no prices of its own: those would be a price effect. All of its channels were
    /// counted.
    pub fn plan_results(&self, plan: &WhatIf) -> BTreeMap<usize, PlanResult> {
        let mixes = [&plan.before.mix, &plan.after.mix];
        // A channel of the plan that nobody used has no line.
        let of_plan = mixes.iter().flat_map(|mix| mix.channels()).map(|(channel, _)| channel);
        let channels: BTreeSet<usize> = of_plan.chain(self.by_channel.keys().copied()).collect();
        let result = |channel: usize| {
            let price = plan.table.price(channel)?;
            let [before, after] =
                mixes.map(|mix| mix.get(channel).map(|n| n * price).unwrap_or_default());
            let effects = self.by_channel.get(&channel).map(|line| &line.effects);
            let achieved = effects.map(|one| -(&one.mix + &one.repeat_contacts));
            let achieved = achieved.unwrap_or_default();
            Some((channel, PlanResult { planned: &before - &after, achieved }))
        };
        channels.into_iter().filter_map(result).collect()
    }
}

/// A count week as the two sides have it, as if every week were like it
/// ([`WeekRange`](crate::commands::cost::model::WeekRange)); `None` on a side that did not count it.
pub type ComparedWeek<'a> = [Option<&'a CostLine>; 2];

/// The count weeks of both sides. Weeks are the same that have the same number; where a side has a
/// number in two years, those of the same year are.
pub fn by_week(costs: [&Cost; 2]) -> BTreeMap<usize, ComparedWeek<'_>> {
    let ranges = costs.map(|cost| cost.range.iter().flat_map(|range| &range.weeks));
    let has_number_twice = ranges.clone().into_iter().any(|weeks| {
        let numbers: BTreeSet<usize> = weeks.clone().map(|line| week::number(line.id)).collect();
        numbers.len() < weeks.count()
    });
    let mut by_week = BTreeMap::<usize, ComparedWeek>::new();
    for (at, weeks) in ranges.into_iter().enumerate() {
        for line in weeks {
            let id = if has_number_twice { line.id } else { week::number(line.id) };
            by_week.entry(id).or_default()[at] = Some(line);
        }
    }
    by_week
}

/// Cost after − cost before; `None` where a side did not count the week, or nothing has a price.
pub fn change_of_week(week: &ComparedWeek) -> Option<Money> {
    let [before, after] = week.map(|line| line.and_then(|line| line.cost.as_ref()));
    Some(after? - before?)
}

/// The effects of one unit by channel, as the head of this file defines them.
fn effects_by_channel(
    mixes: &[Mix; 2],
    assumed: &Mix,
    tables: [&PriceTable; 2],
) -> BTreeMap<usize, Effects> {
    let counted = |at: usize, channel| mixes[at].get(channel).cloned().unwrap_or_default();
    let channels: BTreeSet<usize> =
        mixes.iter().flat_map(|mix| mix.channels().map(|(channel, _)| channel)).collect();
    // No more repeat contacts can be taken out than came in.
    let repeats = |channel: usize| {
        let assumed = assumed.get(channel).cloned().unwrap_or_default();
        assumed.min(counted(1, channel))
    };
    let mut without_repeats = Mix::default();
    for &channel in &channels {
        without_repeats.add(channel, &(&counted(1, channel) - &repeats(channel)));
    }
    let sides = [&mixes[0], &without_repeats];
    let [all_before, all_after] = sides.map(Mix::enquiries);
    let [priced_before, priced_after] = sides.map(|mix| mix.priced_enquiries(tables[0]));
    let growth = all_after.ratio(&all_before);
    let growth_of_priced = priced_after.ratio(&priced_before);
    let effects = |channel: usize| {
        let [Some(old), Some(new)] = tables.map(|table| table.price(channel)) else {
            return (channel, Effects::default());
        };
        let before = counted(0, channel);
        let after = without_repeats.get(channel).cloned().unwrap_or_default();
        let price_change = new - old;
        let mut effects = Effects {
            price: &counted(1, channel) * &price_change,
            repeat_contacts: &repeats(channel) * old,
            ..Effects::default()
        };
        match (&growth, &growth_of_priced) {
            (None, _) => effects.volume = &after * old,
            (Some(_), None) => {
                effects.price = &repeats(channel) * &price_change;
                effects.unpriced = &after * new;
            }
            (Some(growth), Some(growth_of_priced)) => {
                let [expected, priced] = [growth, growth_of_priced].map(|one| before.times(one));
                effects.volume = &(&expected - &before) * old;
                effects.unpriced = &(&priced - &expected) * old;
                effects.mix = &(&after - &priced) * old;
            }
        }
        (channel, effects)
    };
    channels.into_iter().map(effects).collect()
}

/// A unit's names and its enquiries by channel, each side with the positions of its own table.
#[derive(Default)]
struct Pair {
    names: [Vec<String>; 2],
    mixes: [Mix; 2],
}

/// The units of both sides by their names without case and spaces. Units of one side whose names
/// are the same so become one: nothing says which of them the other side means.
fn pairs(before: CountedYear, after: CountedYear) -> BTreeMap<String, Pair> {
    let mut pairs = BTreeMap::<String, Pair>::new();
    for (at, side) in [before, after].into_iter().enumerate() {
        for (id, mix) in side.year.mix_by(Dimension::Unit) {
            let name = side.counts.name(Dimension::Unit, id);
            let pair = pairs.entry(folded_name(name)).or_default();
            pair.names[at].push(name.to_owned());
            pair.mixes[at].add_all(&mix);
        }
    }
    pairs
}

/// By side, the municipalities that only this side has counted. None where a side names no
/// municipality, because then they cannot be matched.
fn municipalities(before: CountedYear, after: CountedYear) -> [Vec<String>; 2] {
    let sides = [before, after].map(|side| -> BTreeMap<String, &str> {
        let names = side.counts.names_of_enquiries(Dimension::Municipality);
        names.filter(|name| !name.is_empty()).map(|name| (folded_name(name), name)).collect()
    });
    if sides.iter().any(BTreeMap::is_empty) {
        return [Vec::new(), Vec::new()];
    }
    [0, 1].map(|at| {
        let only = sides[at].iter().filter(|(unspaced, _)| !sides[1 - at].contains_key(*unspaced));
        only.map(|(_, name)| (*name).to_owned()).collect()
    })
}

/// The position in `there` of a channel of `here`. Either each table finds the other's channel by
/// its id, or each finds it by a word, and finds no other channel by any of its words.
fn counterpart(here: &PriceTable, position: usize, there: &PriceTable) -> Option<usize> {
    let ways = [channel_by_id, channel_by_word];
    ways.into_iter().find_map(|find| {
        find(here, position, there).filter(|&found| find(there, found, here) == Some(position))
    })
}

/// The channel of `to` that the id of a channel of `from` stands for.
fn channel_by_id(from: &PriceTable, position: usize, to: &PriceTable) -> Option<usize> {
    to.find(&from.channel(position)?.id).filter(|&found| to.channel(found).is_some())
}

/// The only channel of `to` that the words of a channel of `from` stand for.
fn channel_by_word(from: &PriceTable, position: usize, to: &PriceTable) -> Option<usize> {
    from.channel(position)?;
    let found: BTreeSet<usize> =
        from.aliases_of(position).filter_map(|word| to.find(word)).collect();
    let mut channels = found.into_iter().filter(|&found| to.channel(found).is_some());
    channels.next().filter(|_| channels.next().is_none())
}

/// The table of the year before with the prices of the year after.
fn repriced(before: &PriceTable, after: &PriceTable) -> PriceTable {
    let price = |(position, _)| {
        Some((position, after.price(counterpart(before, position, after)?)?.clone()))
    };
    before.with_prices(&before.channels().filter_map(price).collect())
}

/// Everything that keeps the two from being compared.
fn reasons_against(before: CountedYear, after: CountedYear) -> Vec<Incomparable> {
    let mut reasons = Vec::new();
    if before.table.currency != after.table.currency {
        reasons.push(Incomparable::Currencies);
    }
    if pairs(before, after).values().all(|pair| pair.names.iter().any(Vec::is_empty)) {
        reasons.push(Incomparable::NoUnitInCommon);
    }
    let mut lacking = BTreeMap::<When, Vec<String>>::new();
    let mut priced_only = BTreeMap::<When, BTreeSet<String>>::new();
    let sides = [(before, When::Before), (after, When::After)];
    for ((here, when_here), (there, when_there)) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        let mix = here.year.mix();
        for (position, _) in mix.channels().filter(|(_, enquiries)| !enquiries.is_zero()) {
            let id = here.table.id(position);
            let Some(found) = counterpart(here.table, position, there.table) else {
                lacking.entry(when_there).or_default().push(id.to_owned());
                continue;
            };
            let (when, id) = match (here.table.price(position), there.table.price(found)) {
                (Some(_), None) => (when_here, id),
                (None, Some(_)) => (when_there, there.table.id(found)),
                _ => continue,
            };
            priced_only.entry(when).or_default().insert(id.to_owned());
        }
    }
    reasons.extend(lacking.into_iter().map(|(when, ids)| Incomparable::Lacking(when, ids)));
    let priced_only = priced_only.into_iter().map(|(when, ids)| (when, ids.into_iter().collect()));
    reasons.extend(priced_only.map(|(when, ids)| Incomparable::PricedOnly(when, ids)));
    let unpriced = sides.into_iter().filter(|(side, _)| side.year.mix().cost(side.table).is_none());
    reasons.extend(unpriced.map(|(_, when)| Incomparable::Unpriced(when)));
    reasons
}
