//! Numbers to text: grouping, decimals, per cent. Rounding happens here, half away from zero.

use super::Lang;
use crate::model::quantity::{Exact, Share};

/// How many decimals a machine gets of a number that has no end.
const MACHINE_DECIMALS: u32 = 10;
/// How many decimals people get of a number that is to be checked by hand.
const PLAIN_DECIMALS: u32 = 4;

/// A whole number: `1.234.567`.
pub fn count(number: u64, lang: Lang) -> String {
    whole(&Exact::from(number), lang)
}

/// Rounded to a whole number: `1.234.567`.
pub fn whole(number: &Exact, lang: Lang) -> String {
    Digits::of(number, 0).localised(lang)
}

/// Rounded to one decimal: `43,7`.
pub fn one_decimal(number: &Exact, lang: Lang) -> String {
    Digits::of(number, 1).localised(lang)
}

/// A published price, with its decimals and at least one: `31,0`, `2,59`.
pub fn price(number: &Exact, lang: Lang) -> String {
    Digits::of(number, PLAIN_DECIMALS).trimmed(1).localised(lang)
}

/// As many decimals as it needs, at most four: `26`, `17,3333`.
pub fn plain(number: &Exact, lang: Lang) -> String {
    Digits::of(number, PLAIN_DECIMALS).trimmed(0).localised(lang)
}

/// Per cent with one decimal: `12,5 %` in Danish, `12.5%` in English.
pub fn per_cent(share: &Share, lang: Lang) -> String {
    signed(hundredths(share, lang), lang)
}

/// Percentage points with one decimal: `3,9 pct.point`.
pub fn points(share: &Share, lang: Lang) -> String {
    hundredths(share, lang) + lang.conventions().points
}

/// A part of a whole as a number of 100, with one decimal.
pub fn hundredths(share: &Share, lang: Lang) -> String {
    Digits::of_scaled(&share.exact().rounded(3), 1).localised(lang)
}

/// A number with its sign even if it is above 0: `+12,5 %`. What rounds to 0 has none.
pub fn with_sign(number: &str) -> String {
    let is_above = !number.starts_with('-') && number.contains(|c| matches!(c, '1'..='9'));
    if is_above { format!("+{number}") } else { number.to_owned() }
}

/// A per cent as it was given, with at most four decimals: `20 %`, `12,5 %`. What has
/// more is rounded up, so that the answer to a goal reaches it.
pub fn percent(share: &Share, lang: Lang) -> String {
    signed(plain(&percent_up(share, PLAIN_DECIMALS), lang), lang)
}

/// A number with the sign of per cent.
fn signed(number: String, lang: Lang) -> String {
    number + lang.conventions().per_cent
}

/// A per cent for machines, rounded up like that for people.
pub fn machine_percent(share: &Share) -> String {
    machine(&percent_up(share, MACHINE_DECIMALS))
}

fn percent_up(share: &Share, decimals: u32) -> Exact {
    let steps = Exact::from(10_u64.pow(decimals));
    &(share.times(&Share::from(100)).exact() * &steps).ceil() / &steps
}

/// Plain decimal notation with a point and no grouping: `212766.6666666667`.
pub fn machine(number: &Exact) -> String {
    Digits::of(number, MACHINE_DECIMALS).trimmed(0).written("", ".")
}

/// A number in digits, of which the last ones are decimals.
struct Digits {
    text: String,
    decimals: usize,
}

impl Digits {
    /// A number rounded to so many decimals.
    fn of(number: &Exact, decimals: u32) -> Self {
        Self::of_scaled(&number.rounded(decimals), decimals as usize)
    }

    /// A whole number whose last digits stand for decimals.
    fn of_scaled(number: &Exact, decimals: usize) -> Self {
        let width = decimals + 1 + usize::from(number.is_negative());
        Self { text: format!("{number:0width$}"), decimals }
    }

    /// Without the zeros at the end of its decimals, of which it keeps so many.
    fn trimmed(mut self, least: usize) -> Self {
        while self.decimals > least && self.text.ends_with('0') {
            self.text.pop();
            self.decimals -= 1;
        }
        self
    }

    fn localised(&self, lang: Lang) -> String {
        let conventions = lang.conventions();
        self.written(conventions.grouping, conventions.decimal_point)
    }

    /// With a sign between every three whole digits, and one before the decimals.
    fn written(&self, grouping: &str, point: &str) -> String {
        let (whole, decimals) = self.text.split_at(self.text.len() - self.decimals);
        let minus = whole.len() - whole.trim_start_matches('-').len();
        // With room for a sign behind it.
        let mut text = String::with_capacity(2 * self.text.len() + 2);
        for (at, digit) in whole.chars().enumerate() {
            if at > minus && (whole.len() - at) % 3 == 0 {
                text.push_str(grouping);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push_str(point);
            text.push_str(decimals);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Lang, machine, one_decimal, per_cent, percent, plain, points, price, whole, with_sign,
    };
    use crate::model::quantity::{Money, Share, Weeks};

    fn money(text: &str) -> Money {
        text.parse().expect("a decimal")
    }

    #[test]
    fn danish_groups_with_dots_and_english_with_commas() {
        let amounts = ["0", "999", "1000", "1234567.5", "-1234.5"].map(money);
        let in_lang = |lang| amounts.clone().map(|amount| whole(amount.exact(), lang));
        assert_eq!(in_lang(Lang::Danish), ["0", "999", "1.000", "1.234.568", "-1.235"]);
        assert_eq!(in_lang(Lang::English), ["0", "999", "1,000", "1,234,568", "-1,235"]);
    }

    #[test]
    fn a_price_has_one_decimal_rounded_half_up() {
        assert_eq!(one_decimal(money("38.45").exact(), Lang::Danish), "38,5");
        assert_eq!(one_decimal(money("1000").exact(), Lang::English), "1,000.0");
        assert_eq!(one_decimal(money("-0.25").exact(), Lang::Danish), "-0,3");
    }

    #[test]
    fn a_published_price_keeps_its_decimals() {
        let prices = ["31", "38.50", "0.09", "2.595", "0"].map(money);
        let texts = prices.map(|amount| price(amount.exact(), Lang::Danish));
        assert_eq!(texts, ["31,0", "38,5", "0,09", "2,595", "0,0"]);
    }

    #[test]
    fn what_rounds_to_zero_has_no_sign() {
        assert_eq!(whole(money("-0.4").exact(), Lang::Danish), "0");
        assert_eq!(machine(money("-0.00000000001").exact()), "0");
    }

    #[test]
    fn a_share_is_per_cent_with_one_decimal() {
        let share: Share = "0.0305".parse().expect("a decimal");
        assert_eq!(per_cent(&share, Lang::Danish), "3,1 %");
        assert_eq!(per_cent(&Share::from(1), Lang::English), "100.0%");
    }

    #[test]
    fn a_difference_shows_its_sign_unless_it_rounds_to_zero() {
        assert_eq!(
            ["12", "-12", "0", "0,0 %", "–"].map(with_sign),
            ["+12", "-12", "0", "0,0 %", "–"]
        );
        let share: Share = "0.0386".parse().expect("a decimal");
        assert_eq!(with_sign(&points(&share, Lang::Danish)), "+3,9 pct.point");
        assert_eq!(points(&-share, Lang::English), "-3.9 pp");
    }

    #[test]
    fn a_per_cent_that_is_to_reach_something_is_rounded_up() {
        let share: Share = "0.16631301".parse().expect("a decimal");
        assert_eq!(percent(&share, Lang::Danish), "16,6314 %");
        assert_eq!(percent(&Share::from(1), Lang::English), "100%");
    }

    #[test]
    fn a_number_without_an_end_is_cut_for_machines_and_people() {
        let factor = Weeks::from(52).ratio(&Weeks::from(3)).expect("3 is not 0");
        assert_eq!(machine(factor.exact()), "17.3333333333");
        assert_eq!(plain(factor.exact(), Lang::Danish), "17,3333");
        assert_eq!(plain(Weeks::from(26).exact(), Lang::Danish), "26");
    }
}
