//! Every word for people, in Danish and English.

mod words;

use super::{Lang, number};
use crate::report::{Heading, Key};
pub use words::of;

/// The text over a column.
pub fn heading(heading: &Heading, lang: Lang) -> String {
    match heading {
        Heading::Key(key) => of(*key, lang).to_owned(),
        Heading::Move { from, to, share: None } => format!("{from} → {to}"),
        Heading::Move { from, to, share: Some(share) } => {
            format!("{from} → {to} {}", number::percent(share, lang))
        }
        // A control character could move the cursor of a terminal or split a row.
        Heading::Name { name, .. } => name.replace(char::is_control, " "),
        Heading::Week(week) => format!("{} {week}", of(Key::Week, lang)),
        Heading::Untold(key) => untold(*key, lang),
    }
}

/// Yes or no.
pub fn truth(truth: bool, lang: Lang) -> &'static str {
    if truth { pick(lang, "ja", "yes") } else { pick(lang, "nej", "no") }
}

/// What does not happen in so many years.
pub fn not_within(years: u16, lang: Lang) -> String {
    match lang {
        Lang::Danish => format!("ikke inden for {years} år"),
        Lang::English => format!("not within {years} years"),
    }
}

/// What an axis of a matrix is of.
pub fn axis(key: Key, lang: Lang) -> String {
    match key {
        Key::YearlyVolume => pick(lang, "volumen, efter rang", "volume, by rank").to_owned(),
        key => of(key, lang).to_lowercase(),
    }
}

/// How many points found no room in a matrix.
pub fn no_room(points: usize, lang: Lang) -> String {
    match lang {
        Lang::Danish => format!("… og {points} til, som der ikke er plads til"),
        Lang::English => format!("… and {points} more, for which there is no room"),
    }
}

/// The heading over the arithmetic.
pub fn arithmetic(lang: Lang) -> &'static str {
    pick(lang, "Regnestykket", "The arithmetic")
}

/// The title of a report.
pub fn title(key: Key, lang: Lang) -> &'static str {
    match key {
        Key::Cost => pick(
            lang,
            "Variable omkostninger på et år (primært arbejdstid)",
            "Variable cost of a year (mostly working time)",
        ),
        Key::WhatIf => pick(
            lang,
            "Hvad hvis henvendelser kom ind via andre kanaler? Variable omkostninger på et år",
            "What if enquiries came in on other channels? Variable cost of a year",
        ),
        Key::SelfService => pick(
            lang,
            "Selvbetjeningsgrad og mål, og hvad det er værd at nå målet på et år",
            "Self-service degree and target, and what reaching it is worth in a year",
        ),
        Key::ContactCentre => pick(
            lang,
            "Opgaver, der egner sig til et kontaktcenter",
            "Tasks that suit a contact centre",
        ),
        Key::Pattern => pick(
            lang,
            "Henvendelsesmønster: henvendelserne, som de er optalt",
            "The pattern of enquiries, as they were counted",
        ),
        Key::Check => pick(
            lang,
            "Kontrol: hvad filerne indeholder, og hvad der er galt med dem",
            "Check: what the files hold, and what is wrong with them",
        ),
        Key::Goal => pick(
            lang,
            "Hvad skal der til? Variable omkostninger på et år",
            "What does it take? Variable cost of a year",
        ),
        Key::Compare => pick(
            lang,
            "Hvad har ændret sig mellem to tællinger? Variable omkostninger på et år",
            "What changed between two counts? Variable cost of a year",
        ),
        other => of(other, lang),
    }
}

/// The name of the total row.
pub fn total(lang: Lang) -> &'static str {
    pick(lang, "I alt", "Total")
}

/// The heading over the notes.
pub fn notes(lang: Lang) -> &'static str {
    pick(lang, "Noter", "Notes")
}

/// The heading over the assumptions.
pub fn assumptions(lang: Lang) -> &'static str {
    pick(lang, "Forudsætninger", "Assumptions")
}

/// What stands for a name that the input does not tell: `(uden enhed)`.
pub fn untold(key: Key, lang: Lang) -> String {
    let without = pick(lang, "uden", "no");
    format!("({without} {})", of(key, lang).to_lowercase())
}

/// A currency as people write it: `kr.` for `DKK`, else its code.
pub fn currency(code: &str, lang: Lang) -> &str {
    match (code, lang) {
        ("DKK", Lang::Danish) => "kr.",
        _ => code,
    }
}

/// One of two, by language.
pub(super) fn pick<T>(lang: Lang, danish: T, english: T) -> T {
    match lang {
        Lang::Danish => danish,
        Lang::English => english,
    }
}
