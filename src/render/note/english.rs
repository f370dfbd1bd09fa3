//! Notes in English.

use super::{Words, each};
use crate::report::Note;

pub fn sentence(note: &Note, n: Words) -> String {
    match note {
        Note::CostOfYear {
            enquiries,
            cost,
            unpriced,
            currency,
            digital_share,
            counted,
            weeks_counted,
            weeks_per_year,
            price_table,
            price_year,
        } => {
            let cost = match cost {
                None => "have no price".to_owned(),
                Some(cost) => format!("cost {} in variable cost", n.money(cost, currency)),
            };
            let unpriced = if unpriced.is_zero() || unpriced == enquiries {
                String::new()
            } else {
                format!("; {} of them have no price and are not in it", n.enquiries(unpriced))
            };
            let digital = match digital_share {
                Some(share) => format!(" {} are digital.", n.share(share)),
                None => String::new(),
            };
            format!(
                "{} enquiries a year {cost}{unpriced}.{digital} From {} counted enquiries in {}, {} a \
                 year and the price table {price_table} ({price_year}).",
                n.enquiries(enquiries),
                n.count(*counted),
                n.weeks(weeks_counted),
                n.weeks(weeks_per_year),
            )
        }
        Note::Annualisation { weeks_per_year, weeks_counted } => format!(
            "A year is what was counted × {} / {}. The factor is an assumption: there is no official one, \
             and swings over the year are not in it.",
            n.number(weeks_per_year.exact()),
            n.number(weeks_counted.exact()),
        ),
        Note::WeeksAssumed { weeks } => format!(
            "The file does not tell how many weeks were counted; {} assumed. Give another number with --weeks.",
            n.weeks(weeks),
        ),
        Note::WeeksGiven { given, units, all } => format!(
            "{} taken for all units (given by --weeks); in the file {} of {} units have another number of \
             count weeks.",
            n.weeks(given),
            n.count(*units as u64),
            n.count(*all as u64),
        ),
        Note::OneWeek => {
            "No unit counted more than one week. One week says little about a year.".to_owned()
        }
        Note::FewerWeeks { units, weeks, most, weeks_per_year, counted, enquiries } => format!(
            "{} counted {} of {}, scaled apart: {} × {} = {} enquiries a year.",
            n.names(units),
            n.number(weeks.exact()),
            n.weeks(most),
            n.count(*counted),
            n.factor(weeks_per_year, weeks),
            n.enquiries(enquiries),
        ),
        Note::SomeUnits { units, all } => format!(
            "The lightest and the busiest week are of the units that counted all the weeks: {} of {}.",
            n.count(*units as u64),
            n.count(*all as u64),
        ),
        Note::NoRange => {
            "No unit counted all the weeks, so the weeks do not compare, and the lightest and \
                          the busiest week are not shown."
                .to_owned()
        }
        Note::Spellings { names } => format!("{} are taken as one name.", n.names(names)),
        Note::Unpriced { enquiries, share, channels } => format!(
            "{} enquiries a year ({}) have no price and no part in the cost: {}.",
            n.enquiries(enquiries),
            n.share(share),
            each(channels, |enquiries| n.enquiries(enquiries)),
        ),
        Note::LeftOut { reason, counted, codes } => format!(
            "{} counted are left out ({reason}): {}.",
            n.count(*counted),
            each(codes, |counted| n.count(*counted)),
        ),
        Note::SameFile { file } => format!("{file} was given more than once and counts each time."),
    }
}
