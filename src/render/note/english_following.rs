//! Notes of the analyses that follow a count up, in English.

use super::{Words, each};
use crate::report::following::{Following, ShareOf};

pub fn sentence(note: &Following, n: Words) -> String {
    match note {
        Following::Pattern { counted, by, largest, together, share_of, with_left_out } => {
            let what = if *with_left_out { "registrations" } else { "enquiries" };
            let largest = n.parts(largest, "with");
            let together = n.parts(together.as_slice(), "with");
            let together = match together.as_str() {
                "" => String::new(),
                together => format!("; most together: {together}"),
            };
            let share_of = match share_of {
                None => String::new(),
                Some(ShareOf::Each(key)) => {
                    format!(" The table's percentages are of each {}.", n.word(*key))
                }
                Some(ShareOf::All) => " The table's percentages are of the whole.".to_owned(),
            };
            format!(
                "{} {what} counted, by {}. Most: {largest}{together}.{share_of}",
                n.count(*counted),
                n.words(by),
            )
        }
        Following::NotScaled { fewer_weeks } if fewer_weeks.is_empty() => {
            "Figures are as they were counted and not scaled to a year.".to_owned()
        }
        Following::NotScaled { fewer_weeks } => format!(
            "Figures are as they were counted and not scaled to a year. {} counted fewer weeks than \
             others, which gives less weight here than in a year.",
            n.names(fewer_weeks),
        ),
        Following::TypeCodes => {
            "Types: OPRET is a new case, STATUS a change of an existing case's status, INFO information \
             on an existing case, VEJL guidance, SLVBTJN help with self-service, FEJL misdirected."
                .to_owned()
        }
        Following::ClosureCodes => {
            "Closure: STRAKS is closed at once, HOLD put aside for later.".to_owned()
        }
        Following::Others { of, values } => {
            format!("{}: others is the sum of {}.", n.title(*of), n.count(*values as u64))
        }
        Following::LeftOutIncluded { reason, counted, codes } => format!(
            "{} counted that are left out elsewhere ({reason}) are in here: {}.",
            n.count(*counted),
            each(codes, |counted| n.count(*counted)),
        ),
    }
}
