//! Danish public holidays that fall on weekdays: a count week with one has fewer enquiries.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// A public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    NewYearsDay,
    MaundyThursday,
    GoodFriday,
    EasterMonday,
    /// Store bededag, a public holiday up to 2023.
    PrayerDay,
    AscensionDay,
    WhitMonday,
    ChristmasDay,
    SecondChristmasDay,
}

/// The last year with [`Holiday::PrayerDay`].
const LAST_PRAYER_DAY: i16 = 2023;

/// The public holidays on weekdays of an ISO week.
pub fn in_week(year: usize, week: usize) -> Vec<Holiday> {
    let (Ok(year), Ok(week)) = (i16::try_from(year), i8::try_from(week)) else { return Vec::new() };
    let monday = ISOWeekDate::new(year, week, Weekday::Monday);
    let days = monday.into_iter().flat_map(|monday| monday.date().series(1.day()).take(5));
    days.filter_map(on_day).collect()
}

fn on_day(day: Date) -> Option<Holiday> {
    match (day.month(), day.day()) {
        (1, 1) => return Some(Holiday::NewYearsDay),
        (12, 25) => return Some(Holiday::ChristmasDay),
        (12, 26) => return Some(Holiday::SecondChristmasDay),
        _ => {}
    }
    match (day - easter(day.year())).get_days() {
        -3 => Some(Holiday::MaundyThursday),
        -2 => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        26 if day.year() <= LAST_PRAYER_DAY => Some(Holiday::PrayerDay),
        39 => Some(Holiday::AscensionDay),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday in the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher).
fn easter(year: i16) -> Date {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let shift = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * shift + 114;
    let [month, day] = [days / 31, days % 31 + 1].map(|part| i8::try_from(part).unwrap_or(1));
    date(year, month, day)
}
