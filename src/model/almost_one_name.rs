//! Units whose names are almost one: likely a slip in one of the weeks.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension, folded};
use super::year::UnitId;

/// Names are compared with each other among so many units at most.
const MOST_UNITS: usize = 1000;
/// In a shorter word a letter makes another name: HR and HA, Hasle and Haslev.
const SHORTEST_WORD: usize = 6;

/// The units of one municipality whose names are one edit apart and that share no week.
pub fn pairs(counts: &Counts) -> Vec<[String; 2]> {
    let mut weeks = BTreeMap::<UnitId, BTreeSet<usize>>::new();
    for (slot, _) in counts.slots() {
        let unit = UnitId::of(slot);
        // The slots are in the order of their units: only other units follow.
        if weeks.len() == MOST_UNITS && !weeks.contains_key(&unit) {
            break;
        }
        weeks.entry(unit).or_default().insert(slot.id(Dimension::Week));
    }
    // A unit with all weeks, as nearly all units are, shares a week with every other one.
    let all: BTreeSet<usize> = weeks.values().flatten().copied().collect();
    let units: Vec<_> = weeks.iter().filter(|(_, weeks)| weeks.len() < all.len()).collect();
    let mut pairs = Vec::new();
    for (at, (one, weeks)) in units.iter().enumerate() {
        for (other, others) in &units[at + 1..] {
            let names = [one, other].map(|unit| counts.name(Dimension::Unit, unit.name));
            if one.municipality == other.municipality
                && weeks.is_disjoint(others)
                && is_one_edit(names[0], names[1])
            {
                pairs.push(names.map(str::to_owned));
            }
        }
    }
    pairs
}

/// Whether two names differ in their signs alone, or in one letter of a word: one more, one less,
/// another one, or two that changed places. Names that differ in a digit or in a short word are
/// two names: Team 1, Team B, HR.
fn is_one_edit(one: &str, other: &str) -> bool {
    let without_signs = |name: &str| -> String {
        folded(name).chars().filter(|sign| sign.is_alphanumeric()).collect()
    };
    // Most names differ in more than one letter. Counting finds them faster than comparing.
    let letters = |name: &str| name.chars().filter(|sign| sign.is_alphanumeric()).count();
    if one.is_empty() || other.is_empty() || letters(one).abs_diff(letters(other)) > 1 {
        return false;
    }
    // Between digits a sign makes another name: Hold 1-2, Hold 12.
    let has_digit = one.contains(|sign: char| sign.is_numeric());
    if without_signs(one) == without_signs(other) {
        return !has_digit;
    }
    let words = |name| -> Vec<&str> {
        let words = str::split(name, |sign: char| !sign.is_alphanumeric());
        words.filter(|word| !word.is_empty()).collect()
    };
    let (one, other) = (words(one), words(other));
    let pairs = one.iter().zip(&other);
    let differing: Vec<_> = pairs.filter(|(a, b)| a.to_lowercase() != b.to_lowercase()).collect();
    one.len() == other.len() && matches!(differing.as_slice(), [(a, b)] if is_slip(a, b))
}

/// Whether two words are one slip apart. A capital at the end is a name of its own: `SkoleA`.
fn is_slip(one: &str, other: &str) -> bool {
    let is_word = |word: &str| {
        let mut letters = word.chars();
        let is_long = letters.clone().count() >= SHORTEST_WORD && letters.all(char::is_alphabetic);
        let mut last = word.chars().rev();
        let ends_in_capital = last.next().is_some_and(char::is_uppercase)
            && last.next().is_some_and(char::is_lowercase);
        is_long && !ends_in_capital
    };
    is_word(one)
        && is_word(other)
        && strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase()) == 1
}
