//! Notes in words, in Danish and English.

use super::{Lang, label, number};
use crate::model::number::{Enquiries, Exact, Money, Share, Weeks};
use crate::report::{Key, Note};

/// How many names a note lists before it counts the rest.
const NAMES: usize = 5;

/// A note as a sentence.
pub fn sentence(note: &Note, lang: Lang) -> String {
    match lang {
        Lang::Danish => danish(note, Numbers(lang)),
        Lang::English => english(note, Numbers(lang)),
    }
}

fn danish(note: &Note, n: Numbers) -> String {
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
                Some(cost) if unpriced.is_zero() => {
                    format!("koster {} i variable omkostninger", n.money(cost, currency))
                }
                Some(cost) => format!(
                    "koster {} i variable omkostninger, når {} uden pris ikke er regnet med",
                    n.money(cost, currency),
                    n.enquiries(unpriced),
                ),
                None => "har ingen pris".to_owned(),
            };
            let digital = digital_share
                .as_ref()
                .map(|share| format!("; {} er digitale", n.share(share)))
                .unwrap_or_default();
            format!(
                "{} henvendelser på et år {cost}{digital}. Regnet af {} talte i {} med {} på et år og priserne {price_table} ({price_year}).",
                n.enquiries(enquiries),
                n.count(*counted),
                n.weeks(weeks_counted),
                n.weeks(weeks_per_year),
            )
        }
        Note::Annualisation {
            weeks_per_year,
            weeks_counted,
            factor,
        } => format!(
            "Et år er det talte × {} / {} = det talte × {}. Faktoren er en antagelse: der findes ingen officiel, og udsving over året er ikke med.",
            n.number(weeks_per_year.exact()),
            n.number(weeks_counted.exact()),
            n.number(factor.exact()),
        ),
        Note::WeeksAssumed { weeks } => format!(
            "Filen siger ikke, hvor mange uger der er talt; regnet er med {}. --weeks sætter et andet tal.",
            n.weeks(weeks),
        ),
        Note::WeeksGiven { given, seen } => format!(
            "Regnet er med {} talt, som --weeks siger; filen har {} forskellige.",
            n.weeks(given),
            n.count(*seen as u64),
        ),
        Note::OneWeek => "Højst én uge er talt. Én uge siger ikke meget om et år.".to_owned(),
        Note::FewerWeeks {
            units,
            weeks,
            most,
            counted,
            factor,
            enquiries,
        } => format!(
            "{} talte {} af {} og er opregnet for sig: {} × {} = {} henvendelser på et år.",
            n.names(units),
            n.number(weeks.exact()),
            n.weeks(most),
            n.count(*counted),
            n.number(factor.exact()),
            n.enquiries(enquiries),
        ),
        Note::SomeUnits { units, all } => format!(
            "Den letteste og den travleste uge er regnet for de enheder, der talte alle ugerne: {} af {}.",
            n.count(*units as u64),
            n.count(*all as u64),
        ),
        Note::Unpriced {
            enquiries,
            share,
            channels,
        } => format!(
            "{} henvendelser på et år ({}) har ingen pris og er ikke med i omkostningen: {}.",
            n.enquiries(enquiries),
            n.share(share),
            each(channels, |enquiries| n.enquiries(enquiries)),
        ),
        Note::LeftOut {
            reason,
            counted,
            codes,
        } => format!(
            "{} talte er udeladt ({reason}): {}.",
            n.count(*counted),
            each(codes, |counted| n.count(*counted)),
        ),
        Note::SameFile { file } => {
            format!("{file} er angivet mere end én gang og tæller med hver gang.")
        }
    }
}

fn english(note: &Note, n: Numbers) -> String {
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
                Some(cost) if unpriced.is_zero() => {
                    format!("cost {} in variable cost", n.money(cost, currency))
                }
                Some(cost) => format!(
                    "cost {} in variable cost, leaving out {} that have no price",
                    n.money(cost, currency),
                    n.enquiries(unpriced),
                ),
                None => "have no price".to_owned(),
            };
            let digital = digital_share
                .as_ref()
                .map(|share| format!("; {} are digital", n.share(share)))
                .unwrap_or_default();
            format!(
                "{} enquiries a year {cost}{digital}. From {} counted in {}, with {} a year and the prices {price_table} ({price_year}).",
                n.enquiries(enquiries),
                n.count(*counted),
                n.weeks(weeks_counted),
                n.weeks(weeks_per_year),
            )
        }
        Note::Annualisation {
            weeks_per_year,
            weeks_counted,
            factor,
        } => format!(
            "A year is what was counted × {} / {} = × {}. The factor is an assumption: there is no official one, and swings over the year are not in it.",
            n.number(weeks_per_year.exact()),
            n.number(weeks_counted.exact()),
            n.number(factor.exact()),
        ),
        Note::WeeksAssumed { weeks } => format!(
            "The file does not tell how many weeks were counted; {} assumed. --weeks sets another number.",
            n.weeks(weeks),
        ),
        Note::WeeksGiven { given, seen } => format!(
            "Scaled from {}, as --weeks says; the file has {} different ones.",
            n.weeks(given),
            n.count(*seen as u64),
        ),
        Note::OneWeek => {
            "No more than one week was counted. One week says little about a year.".to_owned()
        }
        Note::FewerWeeks {
            units,
            weeks,
            most,
            counted,
            factor,
            enquiries,
        } => format!(
            "{} counted {} of {}, scaled apart: {} × {} = {} enquiries a year.",
            n.names(units),
            n.number(weeks.exact()),
            n.weeks(most),
            n.count(*counted),
            n.number(factor.exact()),
            n.enquiries(enquiries),
        ),
        Note::SomeUnits { units, all } => format!(
            "The lightest and the busiest week are of the units that counted all the weeks: {} of {}.",
            n.count(*units as u64),
            n.count(*all as u64),
        ),
        Note::Unpriced {
            enquiries,
            share,
            channels,
        } => format!(
            "{} enquiries a year ({}) have no price and no part in the cost: {}.",
            n.enquiries(enquiries),
            n.share(share),
            each(channels, |enquiries| n.enquiries(enquiries)),
        ),
        Note::LeftOut {
            reason,
            counted,
            codes,
        } => format!(
            "{} counted are left out ({reason}): {}.",
            n.count(*counted),
            each(codes, |counted| n.count(*counted)),
        ),
        Note::SameFile { file } => format!("{file} was given more than once and counts each time."),
    }
}

/// Numbers and lists in the language of the sentence.
#[derive(Clone, Copy)]
struct Numbers(Lang);

impl Numbers {
    fn count(self, count: u64) -> String {
        number::count(count, self.0)
    }

    fn enquiries(self, enquiries: &Enquiries) -> String {
        number::whole(enquiries.exact(), self.0)
    }

    fn money(self, money: &Money, currency: &str) -> String {
        let amount = number::whole(money.exact(), self.0);
        format!("{amount} {}", label::currency(currency, self.0))
    }

    fn share(self, share: &Share) -> String {
        number::per_cent(share, self.0)
    }

    fn number(self, number: &Exact) -> String {
        number::plain(number, self.0)
    }

    fn weeks(self, weeks: &Weeks) -> String {
        let word = match (self.0, *weeks == Weeks::from(1)) {
            (Lang::Danish, true) => "uge",
            (Lang::Danish, false) => "uger",
            (Lang::English, true) => "week",
            (Lang::English, false) => "weeks",
        };
        format!("{} {word}", self.number(weeks.exact()))
    }

    /// `A, B og C`, and a count of those that are too many to name.
    fn names(self, units: &[String]) -> String {
        let name = |unit: &String| match unit.as_str() {
            "" => label::untold(Key::Unit, self.0),
            unit => unit.to_owned(),
        };
        let mut shown: Vec<String> = units.iter().take(NAMES).map(name).collect();
        if units.len() > NAMES {
            let more = self.count((units.len() - NAMES) as u64);
            shown.push(format!("{more} {}", label::pick(self.0, "andre", "others")));
        }
        let last = shown.pop().unwrap_or_default();
        match shown.as_slice() {
            [] => last,
            shown => format!(
                "{} {} {last}",
                shown.join(", "),
                label::pick(self.0, "og", "and")
            ),
        }
    }
}

/// `Digital Post 1.000, SMS 234`.
fn each<T>(items: &[(String, T)], number: impl Fn(&T) -> String) -> String {
    let each = items
        .iter()
        .map(|(name, item)| format!("{name} {}", number(item)));
    each.collect::<Vec<_>>().join(", ")
}
