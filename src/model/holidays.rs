//! Danish public holidays that fall on weekdays: a count week with one has fewer enquiries.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

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
    let Ok(year) = i16::try_from(year) else { return Vec::new() };
    let is_in_week = |day: &Date| {
        let iso = day.iso_week_date();
        iso.year() == year && usize::try_from(iso.week()) == Ok(week)
    };
    let is_weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    // The first week of a year may start in the year before, and the last may end in the next.
    let days = [year - 1, year, year + 1].into_iter().flat_map(of_year);
    let found = days.filter(|(day, _)| is_in_week(day) && is_weekday(day));
    found.map(|(_, holiday)| holiday).collect()
}

fn of_year(year: i16) -> Vec<(Date, Holiday)> {
    let easter = easter(year);
    let by_easter = [
        ((-3).days(), Holiday::MaundyThursday),
        ((-2).days(), Holiday::GoodFriday),
        (1.day(), Holiday::EasterMonday),
        (26.days(), Holiday::PrayerDay),
        (39.days(), Holiday::AscensionDay),
        (50.days(), Holiday::WhitMonday),
    ];
    let is_held = |holiday: Holiday| holiday != Holiday::PrayerDay || year <= LAST_PRAYER_DAY;
    let by_easter = by_easter.into_iter().filter(|(_, holiday)| is_held(*holiday));
    let moved = |(days, holiday): (Span, Holiday)| (easter.saturating_add(days), holiday);
    let fixed = [
        (date(year, 1, 1), Holiday::NewYearsDay),
        (date(year, 12, 25), Holiday::ChristmasDay),
        (date(year, 12, 26), Holiday::SecondChristmasDay),
    ];
    by_easter.map(moved).chain(fixed).collect()
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Holiday, easter, in_week};

    #[test]
    fn easter_is_where_the_calendar_has_it() {
        let known = [date(2011, 4, 24), date(2013, 3, 31), date(2024, 3, 31), date(2038, 4, 25)];
        for day in known {
            assert_eq!(easter(day.year()), day);
        }
    }

    #[test]
    fn a_week_has_the_holidays_on_its_weekdays() {
        // Easter Sunday was 31 March 2013, of week 13.
        assert_eq!(in_week(2013, 13), [Holiday::MaundyThursday, Holiday::GoodFriday]);
        assert_eq!(in_week(2013, 14), [Holiday::EasterMonday]);
        // Store bededag was Friday 5 May 2023, of week 18, for the last time.
        assert_eq!(in_week(2023, 18), [Holiday::PrayerDay]);
        assert!(in_week(2024, 17).is_empty());
        // 1 January 2014 was a Wednesday, of the first week of 2014.
        assert_eq!(in_week(2014, 1), [Holiday::NewYearsDay]);
        assert!(in_week(2013, 43).is_empty());
    }
}
