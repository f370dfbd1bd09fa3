//! Notes of the analyses that follow a count up, in Danish.

use super::{Words, each};
use crate::report::following::{Following, ShareOf};

pub fn sentence(note: &Following, n: Words) -> String {
    match note {
        Following::Pattern { counted, by, largest, together, share_of, with_left_out } => {
            let what = if *with_left_out { "optalte registreringer" } else { "optalte henvendelser" };
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
                "{} {what}, fordelt på {}. Flest: {largest}{together}.{share_of}",
                n.count(*counted),
                n.words(by),
            )
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
        Following::LeftOutIncluded { reason, counted, codes } => format!(
            "{} optalte, som ellers udelades ({reason}), er med her: {}.",
            n.count(*counted),
            each(codes, |counted| n.count(*counted)),
        ),
    }
}
