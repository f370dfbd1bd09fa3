//! Notes of the analyses that follow a count up, in Danish.

use super::input::selected;
use super::{Words, ended, size};
use crate::report::following::{Candidates, Crosstab, Degrees, Following, ShareOf};
use crate::report::{Cell, Key};

#[expect(clippy::too_many_lines, reason = "one sentence after the other, and nothing else")]
pub fn sentence(note: &Following, n: Words) -> String {
    match note {
        Following::Pattern(headline) => pattern(headline, n),
        Following::SelfService(headline) => self_service(headline, n),
        Following::ContactCentre(headline) => contact_centre(headline, n),
        Following::Transfers { general, minutes, wage, saving, currency } => format!(
            "undgåede viderestillinger: {} generelle henvendelser × {} / 60 timer × {} = {}",
            n.enquiries(general),
            n.number(minutes.exact()),
            n.price_in(wage, currency),
            n.money(saving, currency),
        ),
        Following::Suitability => {
            "Volumen er informationshenvendelser på et år via kanalerne: typerne INFO, VEJL, SLVBTJN og \
             FEJL. Generelle er alle andre end INFO. Egnethed er gennemsnittet af de generelles andel og \
             andelen afsluttet straks; score er gennemsnittet af de to og volumen i forhold til den \
             største opgave, fra 0 til 100. Stor volumen er den øvre halvdel efter rang, egnet er 50\u{a0}% og \
             derover. De tre mål er KL's, sammensætningen er vores."
                .to_owned()
        }
        Following::Bearing => {
            "Listen er en pejling og ingen afgørelse: volumen og score er relative tal.".to_owned()
        }
        Following::FewCounted { at_least, tasks } => format!(
            "Få optalte: {} har færre end {}, og tallene siger ikke meget.",
            if tasks.is_empty() { "alle opgaver".to_owned() } else { n.cells(tasks) },
            n.count(*at_least),
        ),
        Following::NoTask { counted } => format!(
            "{} nederst og er med i summen, men har hverken nummer, score eller kvadrant.",
            n.of(*counted, ["optalt har ingen opgave; den står", "optalte har ingen opgave; de står"]),
        ),
        Following::NoTaskNoDegree { counted, all_types } => {
            let what = if *all_types {
                ["optalt henvendelse", "optalte henvendelser"]
            } else {
                ["optalt transaktion", "optalte transaktioner"]
            };
            format!(
                "{} har ingen opgave; {} står nederst og er med i summen, men har hverken grad eller mål.",
                n.of(*counted, what),
                if *counted == 1 { "den" } else { "de" },
            )
        }
        Following::Unclosed { counted, tasks } => {
            let tasks = match tasks.as_slice() {
                [] => String::new(),
                tasks => format!(" {} har ingen, der fortæller det, og derfor ingen score (–).", n.cells(tasks)),
            };
            let counted = match counted {
                1 => "1 optalt fortæller ikke, hvordan den er afsluttet, og er".to_owned(),
                many => format!(
                    "{} optalte fortæller ikke, hvordan de er afsluttet, og er",
                    n.count(*many)
                ),
            };
            format!("{counted} ikke med i andelen afsluttet straks.{tasks}")
        }
        Following::Untyped { counted } => format!(
            "{} via kanalerne har ingen type eller en ukendt type og er ikke med.",
            n.of(*counted, ["optalt", "optalte"]),
        ),
        Following::WithoutInformation { tasks } => format!(
            "{} har ingen informationshenvendelser via kanalerne og er ikke vist.",
            n.plural(*tasks, ["opgave", "opgaver"]),
        ),
        Following::NationalSolutions => {
            "Nationale løsninger tælles centralt og mangler i en lokal fil. En lokal selvbetjeningsgrad er \
             derfor et minimum."
                .to_owned()
        }
        Following::AllTypes => {
            "Alle henvendelser er regnet som transaktioner (--all-types), også dem, der spørger om noget. \
             KL's selvbetjeningsgrad er af ansøgninger og anmeldelser alene."
                .to_owned()
        }
        Following::Transactions { others, untyped } => {
            let untyped = match untyped {
                0 => String::new(),
                untyped => format!(", heraf {} uden type eller med en ukendt type", n.count(*untyped)),
            };
            let others = n.of(
                *others,
                ["optalt henvendelse er af en anden type", "optalte henvendelser er af andre typer"],
            );
            format!(
                "Transaktioner er ansøgninger og anmeldelser, typerne OPRET og STATUS. {others} og \
                 ikke med{untyped}.",
            )
        }
        Following::ClosedGap { to: Some((channel, price)), currency } => format!(
            "De manglende er taget forholdsmæssigt fra de andre kanaler og regnet til prisen på {channel}, \
             {} Det er den dyreste selvbetjening, så besparelsen er ikke sat for højt.",
            ended(&n.price_in(price, currency)),
        ),
        Following::ClosedGap { to: None, .. } => {
            "Ingen selvbetjeningskanal i pristabellen har en pris, så ingen kan sige, hvad der spares (–)."
                .to_owned()
        }
        Following::MissingUnpriced { enquiries } => format!(
            "{} af de manglende kommer ind via kanaler uden pris; for dem er ingen besparelse regnet med.",
            n.enquiries(enquiries),
        ),
        Following::TooFew { at_least, tasks, unranked } => {
            let tasks = match tasks.as_slice() {
                [] => String::new(),
                tasks => format!(
                    "Færre end {} er talt, så der er ingen grad (–): {}.",
                    n.of(*at_least, ["transaktion", "transaktioner"]),
                    n.cells(tasks),
                ),
            };
            let unranked = match unranked {
                0 => String::new(),
                times => format!(
                    " {} har en kommune talt færre end {} af en opgave og er ikke rangeret.",
                    n.plural(*times, ["gang", "gange"]),
                    n.count(*at_least),
                ),
            };
            format!("{tasks}{unranked}").trim_start().to_owned()
        }
        Following::IdleTarget { task } => {
            format!("Målet for {} gælder intet: opgaven har ingen transaktioner.", n.cell(task))
        }
        Following::NotScaled { fewer_weeks } if fewer_weeks.is_empty() => {
            "Tallene er, som de er optalt, og ikke opregnet til et år.".to_owned()
        }
        Following::NotScaled { fewer_weeks } => format!(
            "Tallene er, som de er optalt, og ikke opregnet til et år. {} talte færre uger end andre \
             og vejer derfor mindre her end i et år.",
            n.names(fewer_weeks),
        ),
        Following::TypeCodes => {
            "Typer: OPRET er oprettelse af ny sag, STATUS ændring af status på eksisterende sag, INFO \
             information om eksisterende sag, VEJL råd og vejledning, SLVBTJN hjælp til selvbetjening, \
             FEJL fejlhenvendelse."
                .to_owned()
        }
        Following::ClosureCodes => {
            "Afslutning: STRAKS er afsluttet med det samme, HOLD lagt til side til senere.".to_owned()
        }
        Following::Others { of, values } => {
            format!("{}: øvrige er summen af {}.", n.title(*of), n.count(*values as u64))
        }
        Following::Selected { dimension, values, kept, left_out } => {
            let kept = n.of(*kept, ["registrering", "registreringer"]);
            selected(*dimension, values, &kept, *left_out, n)
        }
        Following::LeftOutIncluded { reason, counted, codes } => format!(
            "{}, som ellers udelades ({reason}), er med her: {}.",
            n.of(*counted, ["optalt", "optalte"]),
            n.included(codes),
        ),
    }
}

fn pattern(headline: &Crosstab, n: Words) -> String {
    let Crosstab { counted, by, largest, together, share_of, with_left_out } = headline;
    let what = if *with_left_out {
        ["optalt registrering", "optalte registreringer"]
    } else {
        ["optalt henvendelse", "optalte henvendelser"]
    };
    let largest = n.parts(largest, "med");
    let together = n.parts(together.as_slice(), "med");
    let together = match together.as_str() {
        "" => String::new(),
        together => format!("; flest sammen: {together}"),
    };
    let share_of = match share_of {
        None => String::new(),
        Some(ShareOf::Each(key)) => {
            format!(" Tabellens procenter er af hver {}.", n.word(*key))
        }
        Some(ShareOf::All) => " Tabellens procenter er af det hele.".to_owned(),
    };
    format!(
        "{}, fordelt på {}. Flest: {largest}{together}.{share_of}",
        n.of(*counted, what),
        n.words(by),
    )
}

fn self_service(headline: &Degrees, n: Words) -> String {
    let Degrees {
        degree,
        transactions,
        self_service,
        all_types,
        at_least,
        tasks,
        below,
        closed,
        missing,
        saving,
        best,
        currency,
    } = headline;
    let what = if *all_types { "henvendelser" } else { "ansøgninger og anmeldelser" };
    let degree = match degree {
        Some(degree) => format!(
            "Selvbetjeningsgraden er {}: {} af {} {what} på et år kommer ind ved selvbetjening.",
            n.share(degree),
            n.enquiries(self_service),
            n.enquiries(transactions),
        ),
        None => format!("Der er talt for få {what} til en selvbetjeningsgrad."),
    };
    let all = n.plural(*tasks, ["opgave", "opgaver"]);
    let gap = match (tasks, below, closed) {
        (0, ..) => {
            let what = if *all_types {
                ["optalt henvendelse", "optalte henvendelser"]
            } else {
                ["optalt transaktion", "optalte transaktioner"]
            };
            format!(
                " Ingen opgave har {}, så ingen kan holdes op mod målet.",
                n.of(*at_least, what)
            )
        }
        (_, 0, _) => {
            format!(" Målet er nået for alle opgaver med en grad ({}).", n.count(*tasks as u64))
        }
        (_, below, Some(closed)) => format!(
            " {} under målet; når {} målet, kommer {} flere ind ved selvbetjening, og graden \
             bliver {}.",
            match (below, tasks) {
                (1, 1) => "Den eneste opgave med en grad ligger".to_owned(),
                _ => format!("{} af {all} ligger", n.count(*below as u64)),
            },
            if *below == 1 { "den" } else { "de" },
            n.enquiries(missing),
            n.share(closed),
        ),
        (_, _, None) => String::new(),
    };
    let worth = match saving {
        Some(saving) if *below > 0 => {
            let word = if saving.is_negative() { "en merudgift" } else { "en besparelse" };
            ended(&format!(" Det giver {word} på {} om året", n.money(&size(saving), currency)))
        }
        _ => String::new(),
    };
    let worth = if worth.is_empty() { worth } else { format!(" {worth}") };
    let best = match best {
        Some((task, saving)) => {
            format!(
                " Mest er der at hente ved {}: {}",
                n.cell(task),
                ended(&n.money(saving, currency))
            )
        }
        None => String::new(),
    };
    format!("{degree}{gap}{worth}{best}")
}

fn contact_centre(headline: &Candidates, n: Words) -> String {
    let Candidates { volume, channels, tasks, quarters, general, saving, front, currency } =
        headline;
    let quarter = |(key, tasks): &(Key, Vec<Cell>)| match tasks.as_slice() {
        [] => format!(" {}: ingen.", n.started(*key)),
        tasks => format!(" {}: {}.", n.started(*key), n.cells(tasks)),
    };
    let saving = match saving {
        None => String::new(),
        Some(saving) => format!(
            " Undgås viderestilling af de {} generelle, er det {} værd på et år, heraf {} i front nu.",
            n.enquiries(general),
            n.money(saving, currency),
            n.money(front, currency),
        ),
    };
    format!(
        "{} informationshenvendelser på et år via {}, fordelt på {}.{}{saving}",
        n.enquiries(volume),
        n.names(channels),
        n.plural(*tasks, ["opgave", "opgaver"]),
        quarters.iter().map(quarter).collect::<String>(),
    )
}
