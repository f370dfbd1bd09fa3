//! What belongs together on both sides: units by name, channels by word; and what does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Side, When};
use crate::model::counts::Dimension;
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;

/// Why two counts do not compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// The prices are in two currencies.
    Currencies,
    /// No name of a unit occurs on both sides.
    NoUnitInCommon,
    /// The price table of one side has no such channels, and the other side counted them.
    Lacking(When, Vec<String>),
    /// Channels that have a price on this side only, so that their cost comes or goes with it.
    PricedOnly(When, Vec<String>),
    /// No enquiry of this side has a price.
    Unpriced(When),
}

/// A unit's names and its enquiries by channel, each side with its own positions.
#[derive(Default)]
pub(super) struct Pair {
    pub(super) names: [Vec<String>; 2],
    pub(super) mixes: [Mix; 2],
}

/// A name without its case and without any space: `Job Centeret` is `jobcenteret`.
fn unspaced(name: &str) -> String {
    name.split_whitespace().collect::<String>().to_lowercase()
}

/// The units of both sides by their names without regard to case and spaces. Units of one
/// side whose names fall together so are one: nothing tells which of them the other side means.
pub(super) fn pairs(before: Side, after: Side) -> BTreeMap<String, Pair> {
    let mut pairs = BTreeMap::<String, Pair>::new();
    for (at, side) in [before, after].into_iter().enumerate() {
        for (id, mix) in side.year.mix_by(Dimension::Unit) {
            let name = side.counts.name(Dimension::Unit, id);
            let pair = pairs.entry(unspaced(name)).or_default();
            pair.names[at].push(name.to_owned());
            mix.channels().for_each(|(position, n)| pair.mixes[at].add(position, n));
        }
    }
    pairs
}

/// The municipalities that one side only has counted, by name; none where a side tells none,
/// because then nobody knows.
pub(super) fn municipalities(before: Side, after: Side) -> [Vec<String>; 2] {
    let sides = [before, after].map(|side| -> BTreeMap<String, &str> {
        let ids: BTreeSet<usize> =
            side.year.slots().map(|(slot, _)| slot[Dimension::Municipality]).collect();
        let names = ids.into_iter().map(|id| side.counts.name(Dimension::Municipality, id));
        names.filter(|name| !name.is_empty()).map(|name| (unspaced(name), name)).collect()
    });
    if sides.iter().any(BTreeMap::is_empty) {
        return [Vec::new(), Vec::new()];
    }
    [0, 1].map(|at| {
        let only = sides[at].iter().filter(|(unspaced, _)| !sides[1 - at].contains_key(*unspaced));
        only.map(|(_, name)| (*name).to_owned()).collect()
    })
}

/// The position in `there` of a channel of `here`: each table has the other's id for it, or
/// it is the only channel of each that shares a word with the other.
pub(super) fn counterpart(here: &PriceTable, position: usize, there: &PriceTable) -> Option<usize> {
    let by_id = |from: &PriceTable, position: usize, to: &PriceTable| {
        to.find(&from.channel(position)?.id).filter(|&found| to.channel(found).is_some())
    };
    if let Some(found) = by_id(here, position, there)
        && by_id(there, found, here) == Some(position)
    {
        return Some(found);
    }
    let by_word = |from: &PriceTable, position: usize, to: &PriceTable| {
        let found = from.channel(position).into_iter().flat_map(|_| from.words_of(position));
        let found: BTreeSet<usize> = found.filter_map(|word| to.find(word)).collect();
        let mut channels = found.into_iter().filter(|&found| to.channel(found).is_some());
        // The first, if there is no second.
        channels.next().filter(|_| channels.next().is_none())
    };
    let found = by_word(here, position, there)?;
    (by_word(there, found, here) == Some(position)).then_some(found)
}

/// The table of before with the prices of after.
pub(super) fn repriced(before: &PriceTable, after: &PriceTable) -> PriceTable {
    let price = |(position, _)| {
        Some((position, after.price(counterpart(before, position, after)?)?.clone()))
    };
    before.with(&before.channels().filter_map(price).collect())
}

/// What keeps the two from being compared.
pub(super) fn reasons(before: Side, after: Side) -> Vec<Incomparable> {
    let mut reasons = Vec::new();
    if before.table.currency != after.table.currency {
        reasons.push(Incomparable::Currencies);
    }
    if pairs(before, after).values().all(|pair| pair.names.iter().any(Vec::is_empty)) {
        reasons.push(Incomparable::NoUnitInCommon);
    }
    let mut lacking = BTreeMap::<When, Vec<String>>::new();
    let mut priced_only = BTreeMap::<When, BTreeSet<String>>::new();
    let both_ways =
        [(before, When::Before, after, When::After), (after, When::After, before, When::Before)];
    for (here, when_here, there, when_there) in both_ways {
        let mix = here.year.mix();
        for (position, _) in mix.channels().filter(|(_, enquiries)| !enquiries.is_zero()) {
            let id = here.table.id(position);
            let Some(found) = counterpart(here.table, position, there.table) else {
                lacking.entry(when_there).or_default().push(id.to_owned());
                continue;
            };
            let only = match (here.table.price(position), there.table.price(found)) {
                (Some(_), None) => (when_here, id),
                (None, Some(_)) => (when_there, there.table.id(found)),
                _ => continue,
            };
            priced_only.entry(only.0).or_default().insert(only.1.to_owned());
        }
    }
    reasons.extend(lacking.into_iter().map(|(when, ids)| Incomparable::Lacking(when, ids)));
    let priced_only = priced_only.into_iter();
    reasons.extend(
        priced_only.map(|(when, ids)| Incomparable::PricedOnly(when, ids.into_iter().collect())),
    );
    let unpriced = |(side, when): (Side, When)| {
        side.year.mix().cost(side.table).is_none().then_some(Incomparable::Unpriced(when))
    };
    reasons.extend([(before, When::Before), (after, When::After)].into_iter().filter_map(unpriced));
    reasons
}
