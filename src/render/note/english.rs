//! Notes in English.

use super::{Words, arithmetic, compare, each, ended, english_following, input, size};
use crate::model::quantity::{Money, Share};
use crate::report::Note;
use crate::report::note::Aim;

#[expect(clippy::too_many_lines, reason = "one sentence after the other, and nothing else")]
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
                "{} enquiries a year {cost}{unpriced}.{digital} From {} in {}, {} a \
                 year and the price table {price_table} ({price_year}).",
                n.enquiries(enquiries),
                n.of(*counted, ["counted enquiry", "counted enquiries"]),
                n.weeks(weeks_counted),
                n.weeks(weeks_per_year),
            )
        }
        Note::WhatIf {
            name,
            description,
            saving,
            share,
            before,
            after,
            currency,
            digital_before,
            digital_after,
        } => {
            let scenario = match name {
                None => "The changes give".to_owned(),
                Some(name) => format!("The scenario {name} gives"),
            };
            let change = if saving.is_zero() {
                format!(
                    "{scenario} no saving: variable cost stays at {}",
                    n.money(before, currency)
                )
            } else {
                format!(
                    "{scenario} {} of {} a year{}: variable cost goes from {} to {}",
                    saving_word(saving),
                    n.money(&size(saving), currency),
                    n.in_brackets(share.as_ref()),
                    n.money(before, currency),
                    n.money(after, currency),
                )
            };
            let digital = match (digital_before, digital_after) {
                (Some(before), Some(after)) if before == after => {
                    format!("The digital share stays at {}.", n.share(after))
                }
                (Some(before), Some(after)) => {
                    format!(
                        "The digital share goes from {} to {}.",
                        n.share(before),
                        n.share(after)
                    )
                }
                _ => String::new(),
            };
            format!("{} {digital} {}", ended(&change), ended(description)).trim_end().to_owned()
        }
        Note::Scenarios { scenarios, cost, best, saving, currency } => {
            let amount = n.money(&size(saving), currency);
            let best = match saving {
                saving if saving.is_zero() => "None of them gives a saving.".to_owned(),
                saving if saving.is_negative() => {
                    format!("None of them saves; {best} has the least extra cost: {amount} a year.")
                }
                _ => format!("{best} has the largest realised saving: {amount} a year."),
            };
            format!(
                "{} beside a year that costs {} in variable cost. {best}",
                n.plural(*scenarios, ["scenario", "scenarios"]),
                n.money(cost, currency)
            )
        }
        Note::Goal {
            aim,
            target,
            share,
            from,
            only,
            to,
            saving,
            cost,
            digital_share,
            currency,
        } => {
            let target = n.target(target, currency);
            let goal = match aim {
                Aim::Saving => format!("A saving of {target}"),
                Aim::Cost => format!("A cost of at most {target}"),
                Aim::DigitalShare => format!("A digital share of {target}"),
            };
            let from = format!("{}{}", n.names(from), n.only(only));
            let result = match (aim, digital_share) {
                (Aim::Saving, _) => {
                    format!(
                        "{} of {} a year",
                        saving_word(saving),
                        n.money(&size(saving), currency)
                    )
                }
                (Aim::Cost, _) => format!("a cost of {} a year", n.money(cost, currency)),
                (Aim::DigitalShare, Some(share)) => {
                    format!("a digital share of {}", n.share(share))
                }
                (Aim::DigitalShare, None) => "no digital share".to_owned(),
            };
            match share {
                None => format!(
                    "{goal} is out of reach: even 100% of {from} moved to {to} gives {result}."
                ),
                Some(share) if share.is_zero() => {
                    format!("{goal} is reached already: with no move there is {result}.")
                }
                Some(share) => format!(
                    "{goal} is reached when {} of {from} moves to {to}; that gives {result}.",
                    n.percent(share),
                ),
            }
        }
        Note::Grid { moves } => {
            format!("The saving of a year when the parts shown move: {}.", n.steps(moves))
        }
        Note::Following(note) => english_following::sentence(note, n),
        Note::Line(line) => arithmetic::sentence(line, n),
        Note::Input(note) => input::sentence(note, n),
        Note::Compared(note) => compare::english(note, n),
        Note::Realised { share, saving, realised, currency } => format!(
            "of it {} is expected to be realised: {}",
            n.percent(share),
            n.product(saving, share, realised, currency),
        ),
        Note::BreakEvenRebound { share } if *share > Share::from(1) => {
            "there is a saving even if all of the moved enquiries come in again".to_owned()
        }
        Note::BreakEvenRebound { share } => {
            format!("nothing is saved if {} of the moved enquiries come in again", n.share(share))
        }
        Note::Payback { investment, year, years, net_present_value, discount, currency } => {
            let investment = n.money(investment, currency);
            let paid_back = match year {
                Some(year) => format!("the investment of {investment} is paid back in year {year}"),
                None => {
                    format!("the investment of {investment} is not paid back within {years} years")
                }
            };
            format!(
                "{paid_back}; the net present value over {years} years is {} at a discount of {} a year",
                n.money(net_present_value, currency),
                n.percent(discount),
            )
        }
        Note::NoBudgetSaving => {
            "The saving is in variable cost, mostly working time. It is no budget saving \
                                 until the time is taken out."
                .to_owned()
        }
        Note::NothingMoves { name } => {
            format!("{} moves no enquiry: there is none to move.", n.step(name))
        }
        Note::Capped { by } => format!(
            "The sensitivity has each assumption {} lower and higher; parts go no higher than 100%.",
            n.percent(by),
        ),
        Note::NothingPriced { channel } => {
            format!("The new price of {channel} is of no enquiry: there is none on that channel.")
        }
        Note::NothingChanges { name } => {
            format!("The scenario {name} has neither moves nor prices.")
        }
        Note::GridGaps => "– in the grid: more than 100% would leave a channel.".to_owned(),
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
            "{} left out ({reason}): {}.",
            n.of(*counted, ["counted is", "counted are"]),
            each(codes, |counted| n.count(*counted)),
        ),
        Note::SameFile { file } => format!("{file} was given more than once and counts each time."),
    }
}

fn saving_word(saving: &Money) -> &'static str {
    if saving.is_negative() { "an extra cost" } else { "a saving" }
}
