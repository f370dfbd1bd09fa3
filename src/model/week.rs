//! Weeks as ids: the number of a week, and before it its year where the counts have weeks of
//! several years.

/// What a year is multiplied with in an id: `201343` is week 43 of 2013.
const YEAR: usize = 100;

/// The id of a week; 0 is a week that is not stated.
pub fn id(year: Option<i16>, number: usize) -> usize {
    year.and_then(|year| usize::try_from(year).ok()).unwrap_or(0) * YEAR + number
}

/// The year of a week, if its id has one.
pub fn year(id: usize) -> Option<usize> {
    Some(id / YEAR).filter(|year| *year > 0)
}

/// The number of a week in its year.
pub fn number(id: usize) -> usize {
    id % YEAR
}

/// A week as it is written: `43`, or `2013-W43`.
pub fn label(id: usize) -> String {
    let number = number(id);
    year(id).map_or(number.to_string(), |year| format!("{year}-W{number:02}"))
}
