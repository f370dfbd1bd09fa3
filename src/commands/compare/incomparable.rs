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
    let table = |when: &When| if *when == When::Before { before.table } else { after.table };
    let [word, other] = match reason {
        Incomparable::Lacking(When::After, _)
        | Incomparable::PricedOnly(When::After, _)
        | Incomparable::Unpriced(When::After) => ["after", "before"],
        _ => ["before", "after"],
    };
    let ids = |ids: &[String]| quoted(ids.iter().map(String::as_str), ", ");
    match reason {
        Incomparable::Currencies => Diagnostic::new(Code::DifferentCurrencies, format!(
            "the prices before are in `{}`, those after in `{}`",
            before.table.currency, after.table.currency
        ))
        .help("give price tables in one currency"),
        Incomparable::NoUnitInCommon => Diagnostic::new(Code::NoUnitInCommon, format!(
            "no unit in common: before has {}; after has {}",
            units(before),
            units(after)
        ))
        .help(if [before, after].into_iter().any(is_without_units) {
            "name the units in both counts, or in neither"
        } else {
            "names match without regard to case and spaces, and not beyond"
        }),
        Incomparable::Lacking(when, channels) => Diagnostic::new(Code::ChannelMissingInOneTable, format!(
            "price table `{}` of the year {word} lacks {}, counted {other}",
            table(when).name,
            ids(channels)
        ))
        .help("give the channel the same id in both tables, or an alias that is its own in both; it may be without a price"),
        Incomparable::PricedOnly(_, channels) => Diagnostic::new(Code::ChannelPricedInOneTable, format!(
            "{} has a price {word} and none {other}",
            ids(channels)
        ))
        .help("give it a price in both price tables or in none; else its cost comes and goes with the price"),
        Incomparable::Unpriced(when) => Diagnostic::new(Code::NothingPriced, format!(
            "no enquiry {word} has a price in price table `{}`",
            table(when).name
        ))
        .help("without one nobody can say what changed"),
    }
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
