//! Every word for people, in Danish and English.

use super::{Lang, number};
use crate::report::{Heading, Key};

/// The word for a key.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one word after the other, and nothing else")]
pub fn of(key: Key, lang: Lang) -> &'static str {
    let [danish, english] = match key {
        Key::Pattern => ["Mønster", "Pattern"],
        Key::SelfService => ["Selvbetjeningsgrad", "Self-service degree"],
        Key::Transactions => ["Transaktioner pr. år", "Transactions a year"],
        Key::SelfServiceColumn => ["Heraf selvbetjening", "By self-service"],
        Key::Degree => ["Grad", "Degree"],
        Key::Target => ["Mål", "Target"],
        Key::Gap => ["Afstand, pct.point", "Gap, points"],
        Key::MissingColumn => ["Mangler til målet", "Missing to target"],
        Key::Rank => ["Nr.", "No."],
        Key::ContactCentre => ["Kontaktcenter", "Contact centre"],
        Key::Matrix => {
            ["Opgaverne efter volumen og egnethed", "The tasks by volume and suitability"]
        }
        Key::YearlyVolume => ["Volumen pr. år", "Volume a year"],
        Key::GeneralShare => ["Generelle", "General"],
        Key::ClosedAtOnceShare => ["Afsluttet straks", "Closed at once"],
        Key::Suitability => ["Egnethed", "Suitability"],
        Key::Score => ["Score", "Score"],
        Key::Quarter => ["Kvadrant", "Quarter"],
        Key::FrontNow => ["i front nu", "front now"],
        Key::SmallButEasy => ["lille, men let", "small but easy"],
        Key::FindTheCut => ["find et snit", "find the cut"],
        Key::Leave => ["lad ligge", "leave"],
        Key::Channels => ["Kanaler", "Channels"],
        Key::MinutesSaved => ["Sparede minutter", "Minutes saved"],
        Key::Wage => ["Timeløn", "Wage an hour"],
        Key::Total => ["I alt", "Total"],
        Key::Others => ["øvrige", "others"],
        Key::Cost => ["Omkostning", "Cost"],
        Key::ByChannel => ["Fordelt på kanal", "By channel"],
        Key::ByUnit => ["Fordelt på enhed", "By unit"],
        Key::ByWeek => ["Fordelt på tælleuge", "By count week"],
        Key::ByTask => ["Fordelt på opgave", "By task"],
        Key::ByClosure => ["Fordelt på afslutning", "By closure"],
        Key::ByType => ["Fordelt på henvendelsestype", "By type"],
        Key::ByMunicipality => ["Fordelt på kommune", "By municipality"],
        Key::Year => [
            "Året, og spændet mellem tælleugerne",
            "The year, and the range between the count weeks",
        ],
        Key::WhatIf | Key::Scenarios => ["Scenarier", "Scenarios"],
        Key::Goal => ["Mål", "Goal"],
        Key::BusinessCase => ["Business case", "Business case"],
        Key::Sensitivity => [
            "Følsomhed: realiseret besparelse, når én forudsætning ad gangen er lavere og højere",
            "Sensitivity: the realised saving with one assumption at a time lower and higher",
        ],
        Key::Grid => ["Realiseret besparelse ved flytning", "Realised saving by move"],
        Key::Compare => ["Sammenligning", "Comparison"],
        Key::Years => ["De to år", "The two years"],
        Key::Effects => ["Hvorfor omkostningen har ændret sig", "Why the cost has changed"],
        Key::Plan => ["Planen og det, der kom ud af den", "The plan and what came of it"],
        Key::Before => ["før", "before"],
        Key::After => ["efter", "after"],
        Key::DigitalGoal => ["mål", "goal"],
        Key::ToGoal => ["op til målet", "up to the goal"],
        Key::Difference => ["ændring", "change"],
        Key::Change => ["Ændring", "Change"],
        Key::ChangeShare | Key::EnquiriesChangeShare => ["i %", "in %"],
        Key::Volume => ["Volumen", "Volume"],
        Key::Mix => ["Mix", "Mix"],
        Key::PlanSource => ["Plan", "Plan"],
        Key::PlannedSaving => ["Planlagt", "Planned"],
        Key::MissingSaving => ["Mangler", "Missing"],
        Key::FilesBefore => ["Tælling, før", "Count, before"],
        Key::FilesAfter => ["Tælling, efter", "Count, after"],
        Key::PriceTableAfter => ["Pristabel, efter", "Price table, after"],
        Key::PriceFileAfter => ["Pristabellens fil, efter", "Price table file, after"],
        Key::PriceYearAfter => ["Prisår, efter", "Price year, after"],
        Key::SourceAfter => ["Kilde, efter", "Source, after"],
        Key::BasisAfter => ["Prisen dækker, efter", "Price covers, after"],
        Key::CountWeeksBefore => ["Tælleuger, før", "Count weeks, before"],
        Key::CountWeeksAfter => ["Tælleuger, efter", "Count weeks, after"],
        Key::WeeksCountedBefore => ["Talte uger, højst, før", "Weeks counted, at most, before"],
        Key::WeeksCountedAfter => ["Talte uger, højst, efter", "Weeks counted, at most, after"],
        Key::FactorBefore => ["Opregningsfaktor, før", "Factor to a year, before"],
        Key::FactorAfter => ["Opregningsfaktor, efter", "Factor to a year, after"],
        Key::Scenario => ["Scenarie", "Scenario"],
        Key::WithChanges => ["med ændringerne", "with the changes"],
        Key::Baseline => ["som i dag", "as it is"],
        Key::EnquiriesBefore => ["Henv. før", "Enquiries before"],
        Key::EnquiriesAfter => ["Henv. efter", "Enquiries after"],
        Key::EnquiriesChange => ["Henv. ændring", "Enquiries change"],
        Key::Rebound => ["Tilbageløb", "Rebound"],
        Key::CostBefore => ["Omk. før", "Cost before"],
        Key::CostAfter => ["Omk. efter", "Cost after"],
        Key::Saving => ["Besparelse", "Saving"],
        Key::SavingShare => ["Sparet", "Saved"],
        Key::RealisedSaving => ["Realiseret", "Realised"],
        Key::BreakEvenRebound => ["Nul ved tilbageløb", "Nil at rebound"],
        Key::Investment => ["Investering", "Investment"],
        Key::NetPresentValue => ["Nettonutidsværdi", "Net present value"],
        Key::PaybackYear => ["Tjent hjem, år", "Paid back, year"],
        Key::CaseYear => ["År", "Year"],
        Key::Phasing => ["Indfasning", "Phasing"],
        Key::Paid => ["Udgift", "Paid"],
        Key::Net => ["Netto", "Net"],
        Key::Cumulative => ["Akkumuleret", "Cumulative"],
        Key::Discounted => ["Diskonteret", "Discounted"],
        Key::Assumption => ["Forudsætning", "Assumption"],
        Key::Of => ["For", "Of"],
        Key::SavingLess => ["Lavere", "Lower"],
        Key::SavingMore => ["Højere", "Higher"],
        Key::Swing => ["Udsving", "Swing"],
        Key::AssumedNewPrice => ["Ny pris", "New price"],
        Key::AssumedMove => ["Flytning", "Move"],
        Key::AssumedRealised => ["Realisering", "Realisation"],
        Key::Reached => ["Nået", "Reached"],
        Key::Percent => ["Procent", "Per cent"],
        Key::Channel | Key::Name => ["Kanal", "Channel"],
        Key::Unit => ["Enhed", "Unit"],
        Key::Week => ["Uge", "Week"],
        Key::Task => ["Opgave", "Task"],
        Key::Closure => ["Afslutning", "Closure"],
        Key::Type => ["Type", "Type"],
        Key::Municipality => ["Kommune", "Municipality"],
        Key::Weeks => ["Uger", "Weeks"],
        Key::Counted => ["Optalt", "Counted"],
        Key::CountedShare => ["Andel af antal", "Share of counted"],
        Key::CostShare => ["Andel af omk.", "Share of cost"],
        Key::Enquiries => ["Henvendelser pr. år", "Enquiries a year"],
        Key::Price | Key::AssumedPrice => ["Pris", "Price"],
        Key::CostPerEnquiry => ["Pr. henvendelse", "Per enquiry"],
        Key::DigitalShare => ["Digital andel", "Digital share"],
        Key::Case => ["Opregnet fra", "Scaled from"],
        Key::Units => ["Enheder", "Units"],
        Key::AsCounted => ["de talte uger", "the weeks counted"],
        Key::AsCountedSameUnits => ["de samme enheders uger", "the same units' weeks"],
        Key::AsLightestWeek => ["den roligste uge", "the lightest week"],
        Key::AsBusiestWeek => ["den travleste uge", "the busiest week"],
        Key::WideTable => {
            ["en tabel med en kolonne pr. kanal", "a table with a column for each channel"]
        }
        Key::RowPerEnquiry => ["en række pr. henvendelse", "a row for each enquiry"],
        Key::Files | Key::When => ["Tælling", "Count"],
        Key::PriceTable => ["Pristabel", "Price table"],
        Key::PriceFile => ["Pristabellens fil", "Price table file"],
        Key::PriceYear => ["Prisår", "Price year"],
        Key::Source => ["Kilde", "Source"],
        Key::Basis => ["Prisen dækker", "Price covers"],
        Key::Currency => ["Valuta", "Currency"],
        Key::CountWeeks => ["Tælleuger", "Count weeks"],
        Key::WeeksCounted => ["Talte uger, højst", "Weeks counted, at most"],
        Key::WeeksPerYear => ["Uger pr. år", "Weeks per year"],
        Key::Factor => ["Opregningsfaktor", "Factor to a year"],
    };
    pick(lang, danish, english)
}

/// The text over a column.
#[must_use]
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
#[must_use]
pub fn truth(truth: bool, lang: Lang) -> &'static str {
    if truth { pick(lang, "ja", "yes") } else { pick(lang, "nej", "no") }
}

/// What does not happen in so many years.
#[must_use]
pub fn not_within(years: u16, lang: Lang) -> String {
    match lang {
        Lang::Danish => format!("ikke inden for {years} år"),
        Lang::English => format!("not within {years} years"),
    }
}

/// What an axis of a matrix is of.
#[must_use]
pub fn axis(key: Key, lang: Lang) -> String {
    match key {
        Key::YearlyVolume => pick(lang, "volumen, efter rang", "volume, by rank").to_owned(),
        key => of(key, lang).to_lowercase(),
    }
}

/// How many points found no room in a matrix.
#[must_use]
pub fn no_room(points: usize, lang: Lang) -> String {
    match lang {
        Lang::Danish => format!("… og {points} til, som der ikke er plads til"),
        Lang::English => format!("… and {points} more, for which there is no room"),
    }
}

/// The heading over the arithmetic.
#[must_use]
pub fn arithmetic(lang: Lang) -> &'static str {
    pick(lang, "Regnestykket", "The arithmetic")
}

/// The title of a report.
#[must_use]
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
#[must_use]
pub fn total(lang: Lang) -> &'static str {
    pick(lang, "I alt", "Total")
}

/// The heading over the notes.
#[must_use]
pub fn notes(lang: Lang) -> &'static str {
    pick(lang, "Noter", "Notes")
}

/// The heading over the assumptions.
#[must_use]
pub fn assumptions(lang: Lang) -> &'static str {
    pick(lang, "Forudsætninger", "Assumptions")
}

/// What stands for a name that the input does not tell: `(uden enhed)`.
#[must_use]
pub fn untold(key: Key, lang: Lang) -> String {
    let without = pick(lang, "uden", "no");
    format!("({without} {})", of(key, lang).to_lowercase())
}

/// A currency as people write it: `kr.` for `DKK`, else its code.
#[must_use]
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
