//! Numbers to text: grouping, decimals, per cent. Rounding happens here, half away from zero.

use super::Lang;
use super::lang::{DECIMAL_POINT, GROUPING, MILLIONS, PER_CENT, POINTS};
use crate::model::quantity::{Exact, Share};

/// Decimals for programs, of a number that has infinitely many.
const MACHINE_DECIMALS: u32 = 10;
/// Decimals for people, of a number that they may check by hand.
const PLAIN_DECIMALS: u32 = 4;

/// The minus of numbers for people.
const MINUS: &str = "\u{2212}";

/// A whole number: `1.234.567`.
pub fn count(number: u64, lang: Lang) -> String {
    whole(&Exact::from(number), lang)
}

/// Rounded to a whole number: `1.234.567`.
pub fn whole(number: &Exact, lang: Lang) -> String {
    localised(number, 0, 0, lang)
}

/// Rounded to so many decimals: `25.214,8`.
pub fn with_decimals(number: &Exact, decimals: u32, lang: Lang) -> String {
    localised(number, decimals, decimals as usize, lang)
}

/// An amount as a headline has it: `781.659` is `0,8 mio.`, and `214.074` stays as it is.
pub fn about(number: &Exact, lang: Lang) -> String {
    if is_below_millions(number) {
        return whole(number, lang);
    }
    with_decimals(&(number / &Exact::from(1_000_000)), 1, lang) + lang.localized(MILLIONS)
}

/// Whether an amount is too small to be written in millions: less than half of one.
pub fn is_below_millions(number: &Exact) -> bool {
    let size = if number.is_negative() { -number } else { number.clone() };
    size.rounded(0) < Exact::from(500_000)
}

/// A published price, with its decimals and at least two: `31,00`, `2,595`.
pub fn price(number: &Exact, lang: Lang) -> String {
    localised(number, PLAIN_DECIMALS, 2, lang)
}

/// As many decimals as it needs, at most four: `26`, `17,3333`.
pub fn plain(number: &Exact, lang: Lang) -> String {
    localised(number, PLAIN_DECIMALS, 0, lang)
}

/// Per cent with one decimal: `12,5 %` in Danish, `12.5%` in English.
pub fn per_cent(share: &Share, lang: Lang) -> String {
    signed(hundredths(share, lang), lang)
}

/// Percentage points with one decimal: `3,9 procentpoint`.
pub fn points(share: &Share, lang: Lang) -> String {
    hundredths(share, lang) + lang.localized(POINTS)
}

/// A share as a number of hundredths, with one decimal: 0,125 is `12,5`.
pub fn hundredths(share: &Share, lang: Lang) -> String {
    with_decimals(share.times(&Share::from(100)).exact(), 1, lang)
}

/// A number with its sign even if it is above 0: `+12,5 %`. What rounds to 0 has none.
pub fn with_sign(number: &str) -> String {
    let is_above = !number.starts_with(MINUS) && number.contains(|c| matches!(c, '1'..='9'));
    if is_above { format!("+{number}") } else { number.to_owned() }
}

/// A per cent as it was given, with at most four decimals: `20 %`, `12,5 %`.
pub fn percent(share: &Share, lang: Lang) -> String {
    signed(plain(share.times(&Share::from(100)).exact(), lang), lang)
}

/// A number with the sign of per cent.
fn signed(number: String, lang: Lang) -> String {
    number + lang.localized(PER_CENT)
}

/// A per cent for machines.
pub fn machine_percent(share: &Share) -> String {
    machine(share.times(&Share::from(100)).exact())
}

/// Plain decimal notation with a point and no grouping: `212766.6666666667`.
pub fn machine(number: &Exact) -> String {
    digits(number, MACHINE_DECIMALS, 0, ["", "."])
}

fn localised(number: &Exact, most: u32, least: usize, lang: Lang) -> String {
    let signs = [GROUPING, DECIMAL_POINT].map(|signs| lang.localized(signs));
    digits(number, most, least, signs).replace('-', MINUS)
}

/// A number rounded to `most` decimals, without the zeros at the end but with `least` decimals.
/// One sign stands between every three whole digits, and the other before the decimals.
fn digits(number: &Exact, most: u32, least: usize, [grouping, point]: [&str; 2]) -> String {
    let number = number.rounded(most);
    let (most, minus) = (most as usize, usize::from(number.is_negative()));
    let digits = format!("{number:0width$}", width = minus + 1 + most);
    let (whole, decimals) = digits.split_at(digits.len() - most);
    let shown = decimals.trim_end_matches('0').len().max(least);
    // Long enough for the separators, and for a sign of per cent that may be added.
    let mut text = String::with_capacity(2 * digits.len() + 2);
    for (at, digit) in whole.chars().enumerate() {
        if at > minus && (whole.len() - at) % 3 == 0 {
            text.push_str(grouping);
        }
        text.push(digit);
    }
    if shown > 0 {
        text.push_str(point);
        text.push_str(&decimals[..shown]);
    }
    text
}
