//! The moves and prices that a reader of the page can try.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::counts::Dimension;
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::scenario::{Move, RepeatContacts, Scenario};
use crate::model::year::Year;

/// All that can be changed on a page, and the scenarios as settings of it.
#[derive(Debug, Clone)]
pub struct Playground {
    /// Every move that may be made, with a share of 0, and every price, unchanged.
    pub scenario: Scenario,
    /// The settings of the named scenarios.
    pub presets: Vec<Preset>,
    /// The scenarios that are more than moves and prices of the page: they close something, or give
    /// a price to a channel without one.
    pub without_preset: Vec<String>,
    /// The number of moves that are in sight: those of the scenarios, and those to the first digital
    /// channel. Behind them are all other pairs of channels.
    pub in_sight: usize,
}

/// A named scenario, as settings of the [`Playground`].
#[derive(Debug, Clone)]
pub struct Preset {
    /// Its name.
    pub name: String,
    /// By the index of a move: its share, and the share of its repeat contacts.
    pub moves: BTreeMap<usize, [Share; 2]>,
    /// The prices that it changes, by position in the price table.
    pub prices: BTreeMap<usize, Money>,
    /// The part of the saving that is expected to be taken out.
    pub realisation: Share,
}

impl Playground {
    /// The moves of the scenarios, and the moves between all channels that have a price, from those
    /// with enquiries.
    pub fn build(scenarios: &[Scenario], table: &PriceTable, year: &Year) -> Self {
        let prices =
            table.channels().filter_map(|(at, channel)| Some((at, channel.price.clone()?)));
        let mut all = Scenario { prices: prices.collect(), ..Scenario::unchanged() };
        let (mut presets, mut without_preset) = (Vec::new(), Vec::new());
        for scenario in scenarios {
            let has_price = |channel: &usize| table.price(*channel).is_some();
            if !scenario.closed.is_empty() || !scenario.prices.keys().all(has_price) {
                without_preset.extend(scenario.name.clone());
                continue;
            }
            let mut moves = BTreeMap::new();
            for one in &scenario.moves {
                let is_same = |(at, other): &(usize, &mut Move)| {
                    !moves.contains_key(at) && is_same_move(one, other)
                };
                let found = all.moves.iter_mut().enumerate().find(is_same);
                let at = if let Some((at, known)) = found {
                    known.repeat_contacts =
                        known.repeat_contacts.take().or_else(|| no_repeats(one));
                    at
                } else {
                    let repeat_contacts = no_repeats(one);
                    all.moves.push(Move { share: Share::zero(), repeat_contacts, ..one.clone() });
                    all.moves.len() - 1
                };
                let rate = one.repeat_contacts.as_ref().map(|repeats| repeats.share.clone());
                moves.insert(at, [one.share.clone(), rate.unwrap_or_default()]);
            }
            presets.push(Preset {
                name: scenario.name.clone().unwrap_or_default(),
                moves,
                prices: scenario.prices.clone(),
                realisation: scenario.realisation.clone(),
            });
        }
        let mix = year.mix();
        let is_counted = |at: &usize| mix.get(*at).is_some_and(|one| *one > Enquiries::zero());
        let is_digital = |at: &usize| table.channel(*at).is_some_and(|channel| channel.digital);
        let channels: Vec<usize> = all.prices.keys().copied().collect();
        let first_digital = channels.iter().copied().find(is_digital);
        let counted = channels.iter().copied().filter(is_counted);
        let to_digital = counted.clone().filter(|from| !is_digital(from));
        add_pairs(&mut all.moves, to_digital.zip(first_digital.into_iter().cycle()));
        let in_sight = all.moves.len();
        add_pairs(
            &mut all.moves,
            counted.flat_map(|from| channels.iter().map(move |&to| (from, to))),
        );
        Self { scenario: all, presets, without_preset, in_sight }
    }
}

/// Adds a move of 0 % between the channels of each pair, where there is none yet.
fn add_pairs(all: &mut Vec<Move>, pairs: impl Iterator<Item = (usize, usize)>) {
    for (from, to) in pairs.filter(|(from, to)| from != to) {
        let (only, repeat_contacts) = (Vec::new(), None);
        let pair = Move { from, to, share: Share::zero(), only, repeat_contacts };
        if !all.iter().any(|known| is_same_move(&pair, known)) {
            all.push(pair);
        }
    }
}

/// Whether two moves differ in their shares alone. A move without repeat contacts is one with 0 %
/// of them.
fn is_same_move(one: &Move, other: &Move) -> bool {
    let [first, second] = [one, other].map(|step| step.repeat_contacts.as_ref());
    let is_same_repeat = first.zip(second).is_none_or(|(first, second)| first.to == second.to);
    (one.from, one.to, &one.only) == (other.from, other.to, &other.only) && is_same_repeat
}

/// The repeat contacts of a move, with a share of 0.
fn no_repeats(step: &Move) -> Option<RepeatContacts> {
    let to = step.repeat_contacts.as_ref()?.to;
    Some(RepeatContacts { share: Share::zero(), to })
}

/// The units, those with the most enquiries first; none where there is only one.
pub fn units(year: &Year) -> Vec<usize> {
    let mut units: Vec<(usize, Mix)> = year.mix_by(Dimension::Unit).into_iter().collect();
    // The sort is stable: equals stay in the order of their names.
    units.sort_by_key(|(_, mix)| Reverse(mix.enquiries()));
    let is_several = units.len() > 1;
    units.into_iter().filter(|_| is_several).map(|(unit, _)| unit).collect()
}
