//! Weeks: the number of a calendar week, as it is written or as a date tells it.

use jiff::civil::Date;
use memchr::memchr2;

/// The number of a week: `5`, `05`, `uge 5`, `2013-W05`.
pub(super) fn number(cell: &str) -> Option<usize> {
    written(cell).map(|(_, week)| week)
}

/// The number of a week and its year, where one is written: `2013-W05`.
pub(super) fn written(cell: &str) -> Option<(Option<i16>, usize)> {
    let cell = cell.to_lowercase();
    let iso = cell.split_once("-w").filter(|(year, _)| is_digits(year));
    let worded = ["uge", "week"].iter().find_map(|word| cell.strip_prefix(word));
    let week = iso.map(|(_, week)| week).or(worded).unwrap_or(&cell).trim();
    // A program that knows decimals alone writes `43.0`.
    let week = week.strip_suffix(".0").unwrap_or(week);
    let year = iso.map(|(year, _)| year.parse()).transpose().ok()?;
    let number = week.parse().ok().filter(|_| is_digits(week))?;
    (1..=53).contains(&number).then_some((year, number))
}

/// The ISO week of a date and its year: `21-10-2013`, `21-10-2013 09:15:00`, `2013-10-21T09:15`.
/// The time of day is not looked at.
pub(super) fn of_date(cell: &str) -> Option<(i16, usize)> {
    let day = cell.split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let is_sound = year.len() == 4 && [year, month, day].into_iter().all(is_digits);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let week = date.iso_week_date();
    is_sound.then(|| Some((week.year(), usize::try_from(week.week()).ok()?))).flatten()
}

/// The bytes of a cell with a date up to its time, which does not matter. Spaces and a quote may
/// stand before the day.
pub(super) fn day(cell: &[u8]) -> &[u8] {
    let starts = cell.iter().position(u8::is_ascii_digit).unwrap_or(cell.len());
    let ends = memchr2(b' ', b'T', &cell[starts..]);
    ends.map_or(cell, |ends| &cell[..starts + ends])
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{number, of_date, written};

    #[test]
    fn a_week_is_written_in_several_ways() {
        for cell in ["5", "05", "uge 5", "Uge 05", "uge5", "2013-W05", "5.0"] {
            assert_eq!(number(cell), Some(5), "{cell}");
        }
        for cell in ["0", "54", "+5", "5,5", "uge", "marts", "2013-05"] {
            assert_eq!(number(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_week_may_have_a_year_before_it() {
        assert_eq!(written("2013-W05"), Some((Some(2013), 5)));
        assert_eq!(written("2014-w5"), Some((Some(2014), 5)));
        assert_eq!(written("uge 5"), Some((None, 5)));
        assert_eq!(written("99999-W05"), None);
    }

    #[test]
    fn a_date_tells_its_iso_week() {
        // 21 October 2013 was a Monday, of week 43.
        for cell in
            ["21-10-2013", "27-10-2013 09:15:00", "2013-10-21", "2013-10-21T09:15", "21.10.2013"]
        {
            assert_eq!(of_date(cell), Some((2013, 43)), "{cell}");
        }
        // 30 December 2013 was a Monday, of the first week of 2014.
        assert_eq!(of_date("30-12-2013 00:00"), Some((2014, 1)));
        for cell in ["31-02-2013", "21-10-13", "10-2013", "21-10-2013-1", "i går", ""] {
            assert_eq!(of_date(cell), None, "{cell}");
        }
    }
}
