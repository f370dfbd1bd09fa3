//! Notes of a comparison, in both languages.

use super::{Words, danish, ended, english, years};
use crate::model::quantity::Money;
use crate::render::number;
use crate::report::compare::note::{Compared, Step};

pub fn danish(note: &Compared, n: Words) -> String {
    match note {
        Compared::Years(years) => years::sentences(years, n),
        Compared::Step { step, from, to, change, currency } => {
            let step = match step {
                Step::Volume => "volumen (de nye antal med det gamle mix og de gamle priser)",
                Step::Mix => "mix (det nye mix med de gamle priser)",
                Step::Price => "pris (de nye priser)",
                Step::Total => "i alt",
            };
            n.step_of(step, [to, from, change], currency)
        }
        Compared::Definition => "Volumen, mix og pris er regnet i hver enhed for sig og lagt sammen. \
            En henvendelse, der går fra en enhed til en anden, er volumen i begge. Opdelingen er vores, ikke KL's."
            .to_owned(),
        Compared::SamePrices => {
            "De to år har de samme priser, så der er ingen priseffekt. Angiv andre med --prices-after.".to_owned()
        }
        Compared::OneSided { units: [before, after], change, rest, currency } => {
            let counted = |when: &str, names: &[String]| match names {
                [] => String::new(),
                names => format!("Kun talt {when}: {}. ", n.names(names)),
            };
            let is_one = before.len() + after.len() == 1;
            format!(
                "{}{}{} Tællingerne viser ikke, om en enhed er lukket, ny, omdøbt eller blot ikke \
                 har talt; en omdøbt enhed får ét navn med --names unit=FIL.",
                counted("før", before),
                counted("efter", after),
                ended(&format!(
                    "{} omkostningen med {}; uden {} er ændringen {}",
                    if is_one { "Den ændrer" } else { "De ændrer" },
                    n.difference(change, currency),
                    if is_one { "den" } else { "dem" },
                    n.difference(rest, currency)
                )),
            )
        }
        Compared::Municipalities { only: [before, after] } => {
            let counted = |when: &str, names: &[String]| match names {
                [] => String::new(),
                [name] => format!("Kommunen {name} er kun talt {when}. "),
                names => format!("Kommunerne {} er kun talt {when}. ", n.names(names)),
            };
            format!(
                "{}{}Enheder sammenlignes ved navn på tværs af kommuner, så forskellen mellem \
                 kommunerne er med i ændringen.",
                counted("før", before),
                counted("efter", after),
            )
        }
        Compared::UnpricedMoves => {
            "Antallet på kanaler uden pris har ændret sig. En henvendelse, der går fra en kanal med pris til \
             en uden, ses som en henvendelse færre i omkostningen, og omvendt: den er volumen, ikke mix."
                .to_owned()
        }
        Compared::PlanPrices { saving, currency } => ended(&format!(
            "Planens egne priser er ikke med i sammenligningen, kun dens flytninger og tilbageløb; \
             med priserne er dens besparelse {}",
            n.money(saving, currency)
        )),
        Compared::PlanRealised { share } => format!(
            "Planen regner med, at {} af besparelsen bliver realiseret; her er hele besparelsen holdt op mod \
             mixeffekten.",
            n.percent(share)
        ),
        Compared::SameFile { file } => format!("{file} er angivet på begge sider."),
        Compared::Side { after, note } => {
            format!("{}: {}", if *after { "Efter" } else { "Før" }, danish::sentence(note, n))
        }
    }
}

pub fn english(note: &Compared, n: Words) -> String {
    match note {
        Compared::Years(years) => years::sentences(years, n),
        Compared::Step { step, from, to, change, currency } => {
            let step = match step {
                Step::Volume => "volume (the new numbers at the old mix and the old prices)",
                Step::Mix => "mix (the new mix at the old prices)",
                Step::Price => "price (the new prices)",
                Step::Total => "total",
            };
            n.step_of(step, [to, from, change], currency)
        }
        Compared::Definition => "Volume, mix and price are computed in each unit and added up. An enquiry \
            that goes from one unit to another is volume in both. The split is ours, not KL's."
            .to_owned(),
        Compared::SamePrices => {
            "Both years have the same prices, so there is no price effect. Give others with --prices-after.".to_owned()
        }
        Compared::OneSided { units: [before, after], change, rest, currency } => {
            let counted = |when: &str, names: &[String]| match names {
                [] => String::new(),
                names => format!("Counted {when} only: {}. ", n.names(names)),
            };
            let is_one = before.len() + after.len() == 1;
            format!(
                "{}{}{} The counts do not tell whether a unit is closed, new, renamed or just has not \
                 counted; --names unit=FILE gives a renamed one a single name.",
                counted("before", before),
                counted("after", after),
                ended(&format!(
                    "{} the cost by {}; without {} the change is {}",
                    if is_one { "It changes" } else { "They change" },
                    n.difference(change, currency),
                    if is_one { "it" } else { "them" },
                    n.difference(rest, currency)
                )),
            )
        }
        Compared::Municipalities { only: [before, after] } => {
            let counted = |when: &str, names: &[String]| match names {
                [] => String::new(),
                [name] => format!("The municipality {name} counted {when} only. "),
                names => format!("The municipalities {} counted {when} only. ", n.names(names)),
            };
            format!(
                "{}{}Units are compared by name across municipalities, so the difference between \
                 the municipalities is in the change.",
                counted("before", before),
                counted("after", after),
            )
        }
        Compared::UnpricedMoves => {
            "The number on channels without a price has changed. An enquiry that goes from a channel with a \
             price to one without is seen as one fewer in the cost, and the other way round: it is volume, not mix."
                .to_owned()
        }
        Compared::PlanPrices { saving, currency } => ended(&format!(
            "The plan's own prices are not in the comparison, only its moves and rebound are; \
             with the prices its saving is {}",
            n.money(saving, currency)
        )),
        Compared::PlanRealised { share } => format!(
            "The plan expects {} of its saving to be realised; here all of it stands beside the mix effect.",
            n.percent(share)
        ),
        Compared::SameFile { file } => format!("{file} is on both sides."),
        Compared::Side { after, note } => {
            format!("{}: {}", if *after { "After" } else { "Before" }, english::sentence(note, n))
        }
    }
}

impl Words {
    /// `volumen: 13.711.000 - 14.016.808 = -305.808 kr.`
    fn step_of(self, step: &str, [to, from, change]: [&Money; 3], currency: &str) -> String {
        let [to, from] = [to, from].map(|money| number::whole(money.exact(), self.0));
        format!("{step}: {to} - {from} = {}", self.difference(change, currency))
    }
}
