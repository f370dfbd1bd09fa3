//! Notes in Danish.

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
                None => "har ingen pris".to_owned(),
                Some(cost) => format!("koster {} i variable omkostninger", n.money(cost, currency)),
            };
            let unpriced = if unpriced.is_zero() || unpriced == enquiries {
                String::new()
            } else {
                format!("; {} af dem har ingen pris og er ikke medregnet", n.enquiries(unpriced))
            };
            let digital = match digital_share {
                Some(share) => format!(" {} er digitale.", n.share(share)),
                None => String::new(),
            };
            format!(
                "{} henvendelser på et år {cost}{unpriced}.{digital} Beregnet ud fra {} optalte \
                 henvendelser i {}, {} pr. år og pristabellen {price_table} ({price_year}).",
                n.enquiries(enquiries),
                n.count(*counted),
                n.weeks(weeks_counted),
                n.weeks(weeks_per_year),
            )
        }
        Note::Annualisation { weeks_per_year, weeks_counted } => format!(
            "Et år er det optalte antal × {} / {}. Faktoren er en antagelse: der findes ingen officiel, \
             og udsving over året er ikke med.",
            n.number(weeks_per_year.exact()),
            n.number(weeks_counted.exact()),
        ),
        Note::WeeksAssumed { weeks } => format!(
            "Filen fortæller ikke, hvor mange uger der er talt; der er regnet med {}. Angiv et andet \
             antal med --weeks.",
            n.weeks(weeks),
        ),
        Note::WeeksGiven { given, units, all } => format!(
            "Der er regnet med {} for alle enheder (angivet med --weeks); i filen har {} af {} enheder \
             et andet antal tælleuger.",
            n.weeks(given),
            n.count(*units as u64),
            n.count(*all as u64),
        ),
        Note::OneWeek => {
            "Ingen enhed har talt i mere end én uge. Én uge siger ikke meget om et år.".to_owned()
        }
        Note::FewerWeeks { units, weeks, most, weeks_per_year, counted, enquiries } => format!(
            "{} talte {} af {} og er opregnet for sig: {} × {} = {} henvendelser på et år.",
            n.names(units),
            n.number(weeks.exact()),
            n.weeks(most),
            n.count(*counted),
            n.factor(weeks_per_year, weeks),
            n.enquiries(enquiries),
        ),
        Note::SomeUnits { units, all } => format!(
            "Den roligste og den travleste uge er beregnet for de enheder, der talte alle ugerne: {} af {}.",
            n.count(*units as u64),
            n.count(*all as u64),
        ),
        Note::NoRange => {
            "Ingen enhed talte alle ugerne, så ugerne kan ikke sammenlignes, og den roligste \
                          og den travleste uge er ikke vist."
                .to_owned()
        }
        Note::Spellings { names } => format!("{} er regnet som ét navn.", n.names(names)),
        Note::Unpriced { enquiries, share, channels } => format!(
            "{} henvendelser på et år ({}) har ingen pris og er ikke med i omkostningen: {}.",
            n.enquiries(enquiries),
            n.share(share),
            each(channels, |enquiries| n.enquiries(enquiries)),
        ),
        Note::LeftOut { reason, counted, codes } => format!(
            "{} optalte er udeladt ({reason}): {}.",
            n.count(*counted),
            each(codes, |counted| n.count(*counted)),
        ),
        Note::SameFile { file } => {
            format!("{file} er angivet mere end én gang og tæller med hver gang.")
        }
    }
}
