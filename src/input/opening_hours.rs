//! Opening hours as they are written, in a TOML file and in `--close`, for the units of a count.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::filter::{ConditionSpec, Counted};
use super::located::{Argument, Located, TomlFile};
use super::text::Input;
use super::week::{self, DateOrder};
use super::{aliases, lookup};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Counts, Dimension, folded_name};
use crate::model::enquiry;
use crate::model::opening_hours::{Closing, DAY, Hours, OpeningHours, Target, UnitHours, hours_in};
use crate::model::origin::Completed;
use crate::model::price_table::PriceTable;
use crate::model::week::label;

/// What closed is called, in place of hours.
const CLOSED: [&str; 3] = ["", "lukket", "closed"];

/// The shape of the file: tables with a unit, weekdays and dates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToml {
    opening: Vec<BTreeMap<Spanned<String>, Spanned<String>>>,
}

/// The opening hours of a file.
#[derive(Debug, Default)]
pub struct HoursFile {
    /// Those of the units of a count.
    pub by_unit: OpeningHours,
    /// The units and the dates of the file that the count does not have.
    pub not_counted: Vec<String>,
}

/// Reads the opening hours of units of a count.
pub fn read(input: &Input, counted: Counted) -> Result<HoursFile, Diagnostics> {
    let (file, shape) = TomlFile::parse::<FileToml>(input, Code::InvalidOpeningHours)?;
    let mut problems = Diagnostics::default();
    let HoursFile { mut by_unit, mut not_counted } = HoursFile::default();
    for table in &shape.opening {
        let mut hours = UnitHours::default();
        let (mut unit, mut is_known) = (None, true);
        let mut days = BTreeSet::new();
        for (key, value) in table {
            let (key, value) = (file.string(key), file.string(value));
            if Dimension::Unit.headings().contains(&key.text.as_str()) {
                if unit.is_some() {
                    problems.push(key.problem(Code::DuplicateDay));
                }
                unit = match unit_of(&value, counted.counts) {
                    // A unit that did not count is no mistake, unless its name is like another.
                    Err(problem) if is_unlike_all(&problem) => {
                        not_counted.push(value.text);
                        None
                    }
                    found => problems.ok(found),
                };
                is_known = unit.is_some();
                continue;
            }
            let parsed = problems.ok(parse_hours(&value)).unwrap_or_default();
            let is_second = if let Some(day) = weekday(&key.text) {
                hours.days[day] = parsed;
                !days.insert(day)
            } else {
                let day = problems.ok(exception(&key, counted)).flatten();
                not_counted.extend(day.is_none().then(|| key.text.clone()));
                day.is_some_and(|day| hours.exceptions.insert(day, parsed).is_some())
            };
            if is_second {
                problems.push(key.problem(Code::DuplicateDay));
            }
        }
        let is_second = is_known && by_unit.insert(unit, hours).is_some();
        if let Some((key, _)) = table.first_key_value().filter(|_| is_second) {
            problems.push(file.string(key).problem(Code::DuplicateOpening));
        }
    }
    problems.sorted().into_result(HoursFile { by_unit, not_counted })
}

/// Parses `torsdag 15-18` of `--close`, and `torsdag` for the whole day.
pub fn parse_closing(arguments: &[String]) -> Result<Vec<Closing>, Diagnostics> {
    Argument::parse_all("--close", arguments, |argument| {
        let end = argument.text.len();
        let space = argument.text.find(' ').unwrap_or(end);
        let day = argument.part(0..space);
        let hours = parse_hours(&argument.part(end.min(space + 1)..end))?;
        let unknown = || lookup::unknown_value(&day, Dimension::Weekday, weekdays());
        let number = weekday(&day.text).ok_or_else(unknown)?;
        Ok(Closing { day: number, hours: if hours == 0 { DAY } else { hours } })
    })
}

/// The unit or the channel of `--to`.
pub fn target(
    word: &str,
    counts: &Counts,
    table: &PriceTable,
    completed: &mut Completed,
) -> Result<Target, Diagnostic> {
    let mut word = Argument::new("--to", word).whole();
    lookup::complete((Dimension::Unit, &mut word), &[counts], table, completed)?;
    lookup::complete((Dimension::Channel, &mut word), &[], table, completed)?;
    if let Some(unit) = aliases::find(counts, Dimension::Unit, &word.text) {
        return Ok(Target::Unit(unit));
    }
    if table.find(&word.text).is_none() {
        let channels = table.channels().map(|(_, channel)| channel.id.as_str());
        let known = counts.words(Dimension::Unit).chain(channels);
        let problem = word.unknown(Code::UnknownValue, known);
        return Err(problem.with_names("kind", &["enhed eller kanal", "unit or channel"]));
    }
    let channel = lookup::channel(&word, table)?;
    if table.price(channel).is_none() {
        let problem = word.problem(Code::UnpricedChannel).with("table", &table.name);
        return Err(problem.with("channel", table.id(channel)));
    }
    Ok(Target::Channel(channel))
}

/// A unit by its name. The code of one of several units with one name is refused: its hours are not
/// those of the others.
fn unit_of(word: &Located, counts: &Counts) -> Result<usize, Diagnostic> {
    let unit = lookup::value(Dimension::Unit, word, counts)?;
    let name = counts.name(Dimension::Unit, unit);
    let is_name = folded_name(name) == folded_name(&word.text);
    if is_name { Ok(unit) } else { lookup::unit(&word.with_text(name), counts) }
}

/// The number of a weekday from its name in Danish or English: 0 is Monday.
fn weekday(word: &str) -> Option<usize> {
    let code = aliases::name(Dimension::Weekday, word);
    enquiry::weekday(&code)?;
    code.parse::<usize>().ok()?.checked_sub(1)
}

/// The week and the weekday of a date that has other hours; `None` if it was not counted.
fn exception(key: &Located, counted: Counted) -> Result<Option<(usize, usize)>, Diagnostic> {
    let Some((week, day)) = week::of_date(&key.text, DateOrder::Day) else {
        let known = ["unit"].into_iter().chain(weekdays());
        return Err(key.unknown(Code::UnknownOpeningKey, known));
    };
    let week = key.with_text(&label(week));
    let found = ConditionSpec::new(Dimension::Week, vec![week]).resolve([counted]);
    let week = found.ok().and_then(|[found]| found.ids.first().copied());
    Ok(week.zip(usize::try_from(day).ok()))
}

/// The names of the weekdays.
fn weekdays() -> impl Iterator<Item = &'static str> {
    enquiry::codes(Dimension::Weekday).iter().map(|(_, name, _)| *name)
}

/// Whether it is the problem of a name that no known one is like.
fn is_unlike_all(problem: &Diagnostic) -> bool {
    problem.code == Code::UnknownValue && problem.value("near").is_none()
}

/// The hours of `9-12, 13-18`. What lies between two parts is a break.
fn parse_hours(text: &Located) -> Result<Hours, Diagnostic> {
    if CLOSED.contains(&text.text.to_lowercase().as_str()) {
        return Ok(0);
    }
    let whole = |time: &str| {
        let time = time.trim();
        let hour = time.strip_suffix(":00").or(time.strip_suffix(".00")).unwrap_or(time);
        let is_number = hour.bytes().all(|byte| byte.is_ascii_digit());
        hour.parse::<usize>().ok().filter(|hour| is_number && *hour <= 24)
    };
    let mut hours = 0;
    for part in text.text.split(',') {
        let ends = part.split_once(['-', '–']);
        let ends = ends.and_then(|(start, end)| Some((whole(start)?, whole(end)?)));
        let (start, end) = ends.ok_or_else(|| text.problem(Code::InvalidHours))?;
        let part = part.trim();
        if start >= end {
            return Err(text.problem(Code::HoursEndBeforeStart).with("part", part));
        }
        let added = hours_in(start..end);
        if hours & added != 0 {
            return Err(text.problem(Code::OverlappingHours).with("part", part));
        }
        hours |= added;
    }
    Ok(hours)
}
