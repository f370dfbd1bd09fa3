//! Notes of the analyses that follow a count up, in English.

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
            "transfers avoided: {} general enquiries × {} / 60 hours × {} = {}",
            n.enquiries(general),
            n.number(minutes.exact()),
            n.price_in(wage, currency),
            n.money(saving, currency),
        ),
        Following::Suitability => {
            "Volume is information enquiries a year on the channels: the types INFO, VEJL, SLVBTJN and \
             FEJL. General are all but INFO. Suitability is the mean of the general share and the share \
             closed at once; score is the mean of these two and of the volume over that of the largest \
             task, from 0 to 100. High volume is the upper half by rank, suitable is 50% and more. The \
             three measures are KL's, how they are put together is ours."
                .to_owned()
        }
        Following::Bearing => {
            "The list is a bearing and no verdict: volume and score are relative numbers.".to_owned()
        }
        Following::FewCounted { at_least, tasks } => format!(
            "Few counted: {} {} fewer than {}, and the figures say little.",
            if tasks.is_empty() { "all tasks".to_owned() } else { n.cells(tasks) },
            if tasks.len() == 1 { "has" } else { "have" },
            n.count(*at_least),
        ),
        Following::NoTask { counted } => format!(
            "{} no number, score or quarter.",
            n.of(
                *counted,
                [
                    "counted has no task; it is shown last and is in the total, but has",
                    "counted have no task; they are shown last and are in the total, but have",
                ],
            ),
        ),
        Following::NoTaskNoDegree { counted, all_types } => {
            let what = if *all_types {
                ["counted enquiry has", "counted enquiries have"]
            } else {
                ["counted transaction has", "counted transactions have"]
            };
            format!(
                "{} no task; {} neither a degree nor a target.",
                n.of(*counted, what),
                match counted {
                    1 => "it is shown last and is in the total, but has",
                    _ => "they are shown last and are in the total, but have",
                },
            )
        }
        Following::Unclosed { counted, tasks } => {
            let tasks = match tasks.as_slice() {
                [] => String::new(),
                tasks => format!(" Nothing tells it of {}, so there is no score (–).", n.cells(tasks)),
            };
            let counted = match counted {
                1 => "1 counted does not tell how it was closed and is".to_owned(),
                many => {
                    format!("{} counted do not tell how they were closed and are", n.count(*many))
                }
            };
            format!("{counted} not in the share closed at once.{tasks}")
        }
        Following::Untyped { counted } => format!(
            "{} no type or an unknown one and {} not in it.",
            n.of(*counted, ["counted on the channels has", "counted on the channels have"]),
            if *counted == 1 { "is" } else { "are" },
        ),
        Following::WithoutInformation { tasks } => format!(
            "{} without information enquiries on the channels, not shown.",
            n.plural(*tasks, ["task", "tasks"]),
        ),
        Following::NationalSolutions => {
            "National solutions are counted centrally and missing in a local file. A local self-service \
             degree is therefore a floor."
                .to_owned()
        }
        Following::AllTypes => {
            "Every enquiry is taken for a transaction (--all-types), those that ask for something too. KL's \
             self-service degree is of applications and notifications alone."
                .to_owned()
        }
        Following::Transactions { others, untyped } => {
            let untyped = match untyped {
                0 => String::new(),
                untyped => format!(", {} of them without a type or with an unknown one", n.count(*untyped)),
            };
            let others = n.of(
                *others,
                [
                    "counted enquiry is of another type and",
                    "counted enquiries are of other types and",
                ],
            );
            format!(
                "Transactions are applications and notifications, the types OPRET and STATUS. {others} \
                 not in it{untyped}.",
            )
        }
        Following::ClosedGap { to: Some((channel, price)), currency } => format!(
            "The missing are taken in proportion from the other channels and priced as {channel}, {} \
             That is the dearest self-service, so the saving is not overstated.",
            ended(&n.price_in(price, currency)),
        ),
        Following::ClosedGap { to: None, .. } => {
            "No self-service channel of the price table has a price, so nobody can say what is saved (–)."
                .to_owned()
        }
        Following::MissingUnpriced { enquiries } => format!(
            "{} of the missing come in on channels without a price; no saving is claimed for them.",
            n.enquiries(enquiries),
        ),
        Following::TooFew { at_least, tasks, unranked } => {
            let tasks = match tasks.as_slice() {
                [] => String::new(),
                tasks => format!(
                    "Fewer than {} counted, so there is no degree (–): {}.",
                    n.of(*at_least, ["transaction was", "transactions were"]),
                    n.cells(tasks),
                ),
            };
            let unranked = match unranked {
                0 => String::new(),
                times => format!(
                    " {} a municipality counted fewer than {} of a task and is not ranked.",
                    n.plural(*times, ["time", "times"]),
                    n.count(*at_least),
                ),
            };
            format!("{tasks}{unranked}").trim_start().to_owned()
        }
        Following::IdleTarget { task } => {
            format!("The target of {} is of nothing: the task has no transactions.", n.cell(task))
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
        Following::Selected { dimension, values, kept, left_out } => {
            let kept = n.of(*kept, ["registration", "registrations"]);
            selected(*dimension, values, &kept, *left_out, n)
        }
        Following::LeftOutIncluded { reason, counted, codes } => format!(
            "{} left out elsewhere ({reason}) {} in here: {}.",
            n.of(*counted, ["counted that is", "counted that are"]),
            if *counted == 1 { "is" } else { "are" },
            n.included(codes),
        ),
    }
}

fn pattern(headline: &Crosstab, n: Words) -> String {
    let Crosstab { counted, by, largest, together, share_of, with_left_out } = headline;
    let what =
        if *with_left_out { ["registration", "registrations"] } else { ["enquiry", "enquiries"] };
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
        "{} counted, by {}. Most: {largest}{together}.{share_of}",
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
    let what = if *all_types { "enquiries" } else { "applications and notifications" };
    let degree = match degree {
        Some(degree) => format!(
            "The self-service degree is {}: {} of {} {what} a year come in by self-service.",
            n.share(degree),
            n.enquiries(self_service),
            n.enquiries(transactions),
        ),
        None => format!("Too few {what} were counted for a self-service degree."),
    };
    let all = n.plural(*tasks, ["task", "tasks"]);
    let gap = match (tasks, below, closed) {
        (0, ..) => {
            let what = if *all_types {
                ["counted enquiry", "counted enquiries"]
            } else {
                ["counted transaction", "counted transactions"]
            };
            format!(
                " No task has {}, so none can be held against its target.",
                n.of(*at_least, what)
            )
        }
        (_, 0, _) => format!(
            " All tasks with a degree have reached their target ({}).",
            n.count(*tasks as u64)
        ),
        (_, below, Some(closed)) => format!(
            " {} below target; on target, {} more come in by self-service, and the degree is {}.",
            match (below, tasks) {
                (1, 1) => "The only task with a degree is".to_owned(),
                (1, _) => format!("1 of {all} is"),
                _ => format!("{} of {all} are", n.count(*below as u64)),
            },
            n.enquiries(missing),
            n.share(closed),
        ),
        (_, _, None) => String::new(),
    };
    let worth = match saving {
        Some(saving) if *below > 0 => {
            let word = if saving.is_negative() { "an extra cost" } else { "a saving" };
            format!(" That is {word} of {} a year.", n.money(&size(saving), currency))
        }
        _ => String::new(),
    };
    let best = match best {
        Some((task, saving)) => {
            format!(" Most is to be had from {}: {}.", n.cell(task), n.money(saving, currency))
        }
        None => String::new(),
    };
    format!("{degree}{gap}{worth}{best}")
}

fn contact_centre(headline: &Candidates, n: Words) -> String {
    let Candidates { volume, channels, tasks, quarters, general, saving, front, currency } =
        headline;
    let quarter = |(key, tasks): &(Key, Vec<Cell>)| match tasks.as_slice() {
        [] => format!(" {}: none.", n.started(*key)),
        tasks => format!(" {}: {}.", n.started(*key), n.cells(tasks)),
    };
    let saving = match saving {
        None => String::new(),
        Some(saving) => format!(
            " Avoiding transfers of the {} general ones is worth {} a year, {} of it front now.",
            n.enquiries(general),
            n.money(saving, currency),
            n.money(front, currency),
        ),
    };
    format!(
        "{} information enquiries a year by {}, in {}.{}{saving}",
        n.enquiries(volume),
        n.names(channels),
        n.plural(*tasks, ["task", "tasks"]),
        quarters.iter().map(quarter).collect::<String>(),
    )
}
