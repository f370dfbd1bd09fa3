//! Why two counts do not compare, in words.

use super::model::{Incomparable, Side, When};
use crate::input::code::Code;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::lookup::quoted;
use crate::model::counts::Dimension;

/// How many units an error names.
const NAMES: usize = 5;

/// What keeps two counts from being compared, and the ways out.
pub fn problems(reasons: &[Incomparable], before: Side, after: Side) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for reason in reasons {
        problems.push(problem(reason, before, after));
    }
    problems
}

fn problem(reason: &Incomparable, before: Side, after: Side) -> Diagnostic {
    let (year, other_year) = match reason {
        Incomparable::Lacking(When::After, _)
        | Incomparable::PricedOnly(When::After, _)
        | Incomparable::Unpriced(When::After) => ("after", "before"),
        _ => ("before", "after"),
    };
    let table = |when: &When| match when {
        When::Before => &before.table.name,
        When::After => &after.table.name,
    };
    let ids = |channels: &[String]| quoted(channels.iter().map(String::as_str), ", ");
    let (code, text, help) = match reason {
        Incomparable::Currencies => {
            let [before, after] = [before, after].map(|side| &side.table.currency);
            let text = format!("the prices before are in `{before}`, those after in `{after}`");
            (Code::DifferentCurrencies, text, "give price tables in one currency")
        }
        Incomparable::NoUnitInCommon => {
            let help = if [before, after].into_iter().any(is_without_units) {
                "name the units in both counts, or in neither"
            } else {
                "names match without regard to case and spaces, and not beyond"
            };
            let [before, after] = [before, after].map(units);
            let text = format!("no unit in common: before has {before}; after has {after}");
            (Code::NoUnitInCommon, text, help)
        }
        Incomparable::Lacking(when, channels) => (
            Code::ChannelMissingInOneTable,
            format!(
                "price table `{}` of the year {year} lacks {}, counted {other_year}",
                table(when),
                ids(channels)
            ),
            "give the channel the same id in both tables, or an alias that is its own in both; \
             it may be without a price",
        ),
        Incomparable::PricedOnly(_, channels) => (
            Code::ChannelPricedInOneTable,
            format!("{} has a price {year} and none {other_year}", ids(channels)),
            "give it a price in both price tables or in none; \
             else its cost comes and goes with the price",
        ),
        Incomparable::Unpriced(when) => (
            Code::NothingPriced,
            format!("no enquiry {year} has a price in price table `{}`", table(when)),
            "without one nobody can say what changed",
        ),
    };
    Diagnostic::new(code, text).help(help)
}

fn is_without_units(side: Side) -> bool {
    names(side).all(str::is_empty)
}

/// The units of a count, the first few by name.
fn units(side: Side) -> String {
    if is_without_units(side) {
        return "none".to_owned();
    }
    let more = if names(side).count() > NAMES { ", …" } else { "" };
    format!("{}{more}", quoted(names(side).take(NAMES), ", "))
}

/// The units that are compared: of those that are left out or not asked for nothing is.
fn names(side: Side<'_>) -> impl Iterator<Item = &str> {
    side.counts.names_of_enquiries(Dimension::Unit)
}
