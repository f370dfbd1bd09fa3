//! Why two counts do not compare, in words.

use super::model::{Incomparable, When};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Value};
use crate::input::lookup::quoted;
use crate::model::counts::Dimension;
use crate::model::year::CountedYear;

/// How many units an error names.
const NAMES: usize = 5;

/// The two years, in Danish and in English.
const BEFORE: [&str; 2] = ["før", "before"];
const AFTER: [&str; 2] = ["efter", "after"];

/// What keeps two counts from being compared, and the ways out.
pub fn problems(reasons: &[Incomparable], before: CountedYear, after: CountedYear) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for reason in reasons {
        problems.push(problem(reason, before, after));
    }
    problems
}

fn problem(reason: &Incomparable, before: CountedYear, after: CountedYear) -> Diagnostic {
    let in_year = |code: Code, when: &When| {
        let (side, year, other_year) = match when {
            When::Before => (before, BEFORE, AFTER),
            When::After => (after, AFTER, BEFORE),
        };
        let problem = code.problem().with("table", &side.table.name);
        let problem = problem.with_value("year", Value::Word(year));
        problem.with_value("other_year", Value::Word(other_year))
    };
    let ids = |channels: &[String]| quoted(channels.iter().map(String::as_str), ", ");
    match reason {
        Incomparable::Currencies => {
            let [before, after] = [before, after].map(|side| &side.table.currency);
            Code::DifferentCurrencies.problem().with("before", before).with("after", after)
        }
        Incomparable::NoUnitInCommon => {
            let problem = Code::NoUnitInCommon.problem().with_value("before", units(before));
            problem.with_value("after", units(after))
        }
        Incomparable::Lacking(when, channels) => {
            in_year(Code::ChannelMissingInOneTable, when).with("channels", ids(channels))
        }
        Incomparable::PricedOnly(when, channels) => {
            in_year(Code::ChannelPricedInOneTable, when).with("channels", ids(channels))
        }
        Incomparable::Unpriced(when) => in_year(Code::NothingPriced, when),
    }
}

/// The units of a count, the first few by name.
fn units(side: CountedYear) -> Value {
    if names(side).all(str::is_empty) {
        return Value::Word(["ingen", "none"]);
    }
    let more = if names(side).count() > NAMES { ", …" } else { "" };
    Value::Text(format!("{}{more}", quoted(names(side).take(NAMES), ", ")))
}

/// The units with compared enquiries; a unit with only left-out or filtered records is not listed.
fn names(side: CountedYear<'_>) -> impl Iterator<Item = &str> {
    side.counts.names_of_enquiries(Dimension::Unit)
}
