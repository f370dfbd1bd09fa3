//! Weeks: the number of a calendar week, as it is written or as a date tells it.

use std::collections::BTreeSet;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use memchr::memchr2;

use crate::model::week;

/// The id of a week as it is written: `5`, `05`, `uge 5`, or with its year `2013-W05`.
pub(super) fn written(cell: &str) -> Option<usize> {
    let cell = cell.to_lowercase();
    let iso = cell.split_once("-w").filter(|(year, _)| is_digits(year));
    let worded = ["uge", "week"].iter().find_map(|word| cell.strip_prefix(word));
    let week = iso.map(|(_, week)| week).or(worded).unwrap_or(&cell).trim();
    // A program that knows decimals alone writes `43.0`.
    let week = week.strip_suffix(".0").unwrap_or(week);
    let year = iso.map(|(year, _)| year.parse()).transpose().ok()?;
    let number = week.parse().ok().filter(|_| is_digits(week))?;
    let is_in_year = |year| ISOWeekDate::new(year, 53, Weekday::Monday).is_ok();
    let has_week = number < 53 || year.is_none_or(is_in_year);
    ((1..=53).contains(&number) && has_week).then(|| week::id(year, number))
}

/// Whether the day or the month stands first in a date: `31-12-2013` or `12/31/2013`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// As in Denmark.
    #[default]
    Day,
    /// As in the United States.
    Month,
}

impl DateOrder {
    /// The order of some dates, and whether they prove it: a number above 12 can only be a day.
    /// `None` where they look American and nothing proves it.
    pub(super) fn detect(dates: impl IntoIterator<Item: AsRef<str>>) -> Option<(Self, bool)> {
        let (mut is_day_first, mut is_month_first, mut is_american) = (false, false, false);
        let mut is_open = false;
        for date in dates {
            let date = date.as_ref();
            if let Some(DateParts { first, second, is_iso: false, .. }) = date_parts(date) {
                is_open |= first != second;
                is_day_first |= first > 12;
                is_month_first |= second > 12;
                // `2:15 PM`, `2:15 p.m.`
                is_american |= date.trim_end_matches('.').ends_with(['m', 'M']);
            }
        }
        match (is_day_first, is_month_first) {
            (false, true) => Some((Self::Month, true)),
            (false, false) if is_american => None,
            _ => Some((Self::Day, is_day_first || !is_open)),
        }
    }
}

/// The numbers of a date as they are written, but for the year.
pub(super) struct DateParts {
    year: i16,
    first: i8,
    second: i8,
    /// Whether the year stands first.
    is_iso: bool,
}

/// The numbers of a date: `21-10-2013`, `21-10-2013 09:15:00`, `2013-10-21T09:15`. The time of day
/// is not looked at.
pub(super) fn date_parts(cell: &str) -> Option<DateParts> {
    let day = cell.split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let [a, b, c] = parts[..] else { return None };
    let is_iso = a.len() == 4;
    let (year, first, second) = if is_iso { (a, b, c) } else { (c, a, b) };
    let is_sound = year.len() == 4 && [year, first, second].into_iter().all(is_digits);
    let parts = DateParts {
        year: year.parse().ok()?,
        first: first.parse().ok()?,
        second: second.parse().ok()?,
        is_iso,
    };
    is_sound.then_some(parts)
}

/// Whether a cell is a time of day other than midnight, or a date with one.
pub(super) fn has_time(cell: &str) -> bool {
    let time = cell.split_once([' ', 'T']).map_or(cell, |(_, time)| time);
    let mut parts = time.split(':').take(2);
    let is_part =
        |part: Option<&str>| part.is_some_and(|part| is_digits(part.get(..2).unwrap_or(part)));
    is_part(parts.next())
        && is_part(parts.next())
        && time.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// The date in a cell.
pub(super) fn date(cell: &str, order: DateOrder) -> Option<Date> {
    let DateParts { year, first, second, is_iso } = date_parts(cell)?;
    let is_month_first = is_iso || order == DateOrder::Month;
    let (month, day) = if is_month_first { (first, second) } else { (second, first) };
    Date::new(year, month, day).ok()
}

/// The id of the ISO week of a date, and the day of that week: 0 is Monday.
pub(super) fn of_date(cell: &str, order: DateOrder) -> Option<(usize, i8)> {
    let week = date(cell, order)?.iso_week_date();
    let id = week::id(Some(week.year()), usize::try_from(week.week()).ok()?);
    Some((id, week.weekday().to_monday_zero_offset()))
}

/// The week that titles and the name of a file state, if it is one: `Uge 43`, `tælling_uge43`,
/// `2013-W43`. A single year beside it is the year of the week. `Uge 5-6` is two weeks, and another
/// number, as in `2 uger fra uge 43`, leaves it open.
pub(super) fn in_texts(texts: impl IntoIterator<Item: AsRef<str>>) -> Option<usize> {
    const JOINED: [&str; 9] = ["og", "and", "til", "to", "t", "o", "m", "tom", "nr"];
    let (mut weeks, mut years) = (BTreeSet::new(), BTreeSet::new());
    for text in texts {
        years.extend(years_in(text.as_ref()));
        let tokens = tokens(text.as_ref());
        // After the word, numbers with signs or small words between them are weeks.
        let (mut is_open, mut is_stated) = (false, false);
        for (at, token) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).map_or("", |before| &tokens[before]);
            let is_part_of_word = before.chars().all(char::is_alphabetic) && !before.is_empty();
            let is_date = before.ends_with(['.', '/', ':'])
                || tokens.get(at + 1).is_some_and(|next| next.starts_with(['.', '/', ':']));
            match (token.parse().ok(), token.as_str()) {
                (Some(week @ 1..=53_usize), _) if is_open => {
                    weeks.insert(week);
                    is_stated = true;
                }
                // `uge 43 samt 44`, `uge 1 af 3`
                (Some(1..=53_usize), _) if is_stated && !is_part_of_word && !is_date => {
                    return None;
                }
                (None, "ff" | "frem" | "fremad" | "ugen" | "efter") if is_stated => return None,
                // `fra og med uge 43`
                (None, "uge" | "week") if is_after_from(&tokens[..at]) => return None,
                // `2 uger fra uge 43`
                (None, "uger" | "weeks")
                    if before == " " && at > 1 && is_number(&tokens[at - 2]) =>
                {
                    return None;
                }
                (None, "uge" | "uger" | "ugenr" | "week" | "weeks") => is_open = true,
                (None, "w") if before == "-" => is_open = true,
                (None, word) if JOINED.contains(&word) => {}
                (None, signs) if signs.chars().all(|sign| " -–_./+&,:#".contains(sign)) => {}
                _ => is_open = false,
            }
        }
    }
    let year = years.first().copied();
    let week = weeks.pop_first().filter(|_| weeks.is_empty() && years.len() < 2);
    week.map(|week| week::id(year, week))
}

/// Whether a text opens with the word for a week: `Uge 43 (21.-27. okt.)`, and not `Udskrevet uge 45`.
pub(super) fn starts_with_word(text: &str) -> bool {
    let text = text.trim_start();
    let start = |word: &str| text.get(..word.len()).unwrap_or_default();
    ["uge", "week"].iter().any(|word| start(word).eq_ignore_ascii_case(word))
}

/// Whether the last word of some tokens is `fra`, signs and small words aside.
fn is_after_from(tokens: &[String]) -> bool {
    let is_word = |token: &&String| token.starts_with(char::is_alphabetic);
    let mut words = tokens.iter().rev().filter(is_word);
    words.find(|word| !["og", "med"].contains(&word.as_str())).is_some_and(|word| word == "fra")
}

/// The years in a title or the name of a file, but for those of dates.
pub(super) fn years_in(text: &str) -> Vec<i16> {
    let tokens = tokens(text);
    let is_joined = |sign: &str, number: &str| ["-", ".", "/"].contains(&sign) && is_digits(number);
    let is_of_date = |at: usize| {
        matches!(&tokens[..at], [.., number, sign] if is_joined(sign, number))
            || matches!(&tokens[at + 1..], [sign, number, ..] if is_joined(sign, number))
    };
    let numbers = tokens.iter().enumerate().filter(|(at, _)| !is_of_date(*at));
    let years = numbers.filter_map(|(_, token)| token.parse().ok());
    years.filter(|year| (1990..=2099).contains(year)).collect()
}

/// Numbers, words and signs, in lower case.
fn tokens(text: &str) -> Vec<String> {
    let kind = |sign: char| (sign.is_numeric(), sign.is_alphabetic());
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    letters.chunk_by(|a, b| kind(*a) == kind(*b)).map(|token| token.iter().collect()).collect()
}

/// How many bytes of a cell with a date come before its time, which does not matter. Spaces and a
/// quote may stand before the day.
pub(super) fn day_len(cell: &[u8]) -> usize {
    let starts = cell.iter().position(u8::is_ascii_digit).unwrap_or(cell.len());
    let ends = memchr2(b' ', b'T', &cell[starts..]);
    ends.map_or(cell.len(), |ends| starts + ends)
}

fn is_number(token: &str) -> bool {
    is_digits(token) || ["to", "tre", "fire"].contains(&token)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, has_time, of_date};
    use crate::model::week;

    fn in_year(year: i16, number: usize) -> usize {
        week::id(Some(year), number)
    }

    #[test]
    fn the_order_of_a_date_is_what_its_numbers_prove() {
        let detected = |dates: &[&str]| DateOrder::detect(dates);
        assert_eq!(detected(&["10/07/2013", "10/08/2013"]), Some((DateOrder::Day, false)));
        assert_eq!(detected(&["10/07/2013 02:15 PM"]), None);
        assert_eq!(
            detected(&["10/07/2013 02:15 PM", "10/13/2013"]),
            Some((DateOrder::Month, true))
        );
        assert_eq!(detected(&["13/10/2013 02:15 am"]), Some((DateOrder::Day, true)));
        assert_eq!(detected(&["2013-10-31"]), Some((DateOrder::Day, true)));
        // 7 October 2013 was a Monday, of week 41; 10 July a Wednesday, of week 28.
        assert_eq!(of_date("10/07/2013", DateOrder::Month), Some((in_year(2013, 41), 0)));
        assert_eq!(of_date("10/07/2013", DateOrder::Day), Some((in_year(2013, 28), 2)));
        assert_eq!(of_date("2013-10-07", DateOrder::Month), Some((in_year(2013, 41), 0)));
    }

    #[test]
    fn midnight_is_no_time_of_day() {
        assert!(has_time("21-10-2013 09:15") && has_time("2013-10-21T00:01:00"));
        assert!(!has_time("21-10-2013 00:00:00") && !has_time("21-10-2013"));
    }
}
