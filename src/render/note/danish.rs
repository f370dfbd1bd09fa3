//! Notes in Danish.

use super::{Words, arithmetic, compare, danish_following, each, ended, input, size};
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
                "{} henvendelser på et år {cost}{unpriced}.{digital} Beregnet ud fra {} i {}, {} \
                 pr. år og pristabellen {price_table} ({price_year}).",
                n.enquiries(enquiries),
                n.of(*counted, ["optalt henvendelse", "optalte henvendelser"]),
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
                None => "Ændringerne".to_owned(),
                Some(name) => format!("Scenariet {name}"),
            };
            let change = if saving.is_zero() {
                format!(
                    "{scenario} ændrer ikke de variable omkostninger: de er {}",
                    n.money(before, currency)
                )
            } else {
                format!(
                    "{scenario} giver en {} på {} om året{}: de variable omkostninger går fra {} til {}",
                    saving_word(saving),
                    n.money(&size(saving), currency),
                    n.in_brackets(share.as_ref()),
                    n.money(before, currency),
                    n.money(after, currency),
                )
            };
            let digital = match (digital_before, digital_after) {
                (Some(before), Some(after)) if before == after => {
                    format!("Den digitale andel er uændret {}.", n.share(after))
                }
                (Some(before), Some(after)) => {
                    format!(
                        "Den digitale andel går fra {} til {}.",
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
                saving if saving.is_zero() => "Ingen af dem giver en besparelse.".to_owned(),
                saving if saving.is_negative() => {
                    format!("Ingen af dem sparer; mindst merudgift har {best}: {amount} om året.")
                }
                _ => format!("Størst realiseret besparelse har {best}: {amount} om året."),
            };
            format!(
                "{} holdt op mod et år, der koster {} i variable omkostninger. {best}",
                n.plural(*scenarios, ["scenarie", "scenarier"]),
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
                Aim::Saving => format!("En besparelse på {target}"),
                Aim::Cost => format!("En omkostning på højst {target}"),
                Aim::DigitalShare => format!("En digital andel på {target}"),
            };
            let from = format!("{}{}", n.names(from), n.only(only));
            let result = match (aim, digital_share) {
                (Aim::Saving, _) => {
                    format!(
                        "en {} på {} om året",
                        saving_word(saving),
                        n.money(&size(saving), currency)
                    )
                }
                (Aim::Cost, _) => format!("en omkostning på {} om året", n.money(cost, currency)),
                (Aim::DigitalShare, Some(share)) => {
                    format!("en digital andel på {}", n.share(share))
                }
                (Aim::DigitalShare, None) => "ingen digital andel".to_owned(),
            };
            match share {
                None => format!(
                    "{goal} kan ikke nås: selv 100\u{a0}% af {from} flyttet til {to} giver {result}."
                ),
                Some(share) if share.is_zero() => {
                    format!("{goal} er allerede nået: uden flytning er der {result}.")
                }
                Some(share) => format!(
                    "{goal} nås, når {} af {from} flyttes til {to}; det giver {result}.",
                    n.percent(share),
                ),
            }
        }
        Note::Grid { moves } => {
            format!("Besparelsen om året, når de viste andele flyttes: {}.", n.steps(moves))
        }
        Note::Following(note) => danish_following::sentence(note, n),
        Note::Line(line) => arithmetic::sentence(line, n),
        Note::Input(note) => input::sentence(note, n),
        Note::Compared(note) => compare::danish(note, n),
        Note::Realised { share, saving, realised, currency } => format!(
            "heraf ventes {} realiseret: {}",
            n.percent(share),
            n.product(saving, share, realised, currency),
        ),
        Note::BreakEvenRebound { share } if *share > Share::from(1) => {
            "der er en besparelse, selv hvis alle de flyttede henvendelser kommer igen".to_owned()
        }
        Note::BreakEvenRebound { share } => {
            format!(
                "intet er sparet, hvis {} af de flyttede henvendelser kommer igen",
                n.share(share)
            )
        }
        Note::Payback { investment, year, years, net_present_value, discount, currency } => {
            let investment = n.money(investment, currency);
            let paid_back = match year {
                Some(year) => {
                    format!("investeringen på {investment} er tjent hjem i det {year}. år")
                }
                None => {
                    format!("investeringen på {investment} er ikke tjent hjem inden for {years} år")
                }
            };
            format!(
                "{paid_back}; nettonutidsværdien over {years} år er {} ved en diskonteringsrente på {} om året",
                n.money(net_present_value, currency),
                n.percent(discount),
            )
        }
        Note::NoBudgetSaving => {
            "Besparelsen er i variable omkostninger, primært arbejdstid. Den er ingen \
                                 budgetbesparelse, før arbejdstiden er frigjort."
                .to_owned()
        }
        Note::NothingMoves { name } => {
            format!("{} flytter ingen henvendelser: der er ingen at flytte.", n.step(name))
        }
        Note::Capped { by } => format!(
            "Følsomheden er regnet med hver forudsætning {} lavere og højere; andele går højst til 100\u{a0}%.",
            n.percent(by),
        ),
        Note::NothingPriced { channel } => format!(
            "Den nye pris på {channel} gælder ingen henvendelser: der er ingen på den kanal."
        ),
        Note::NothingChanges { name } => {
            format!("Scenariet {name} har hverken flytninger eller priser.")
        }
        Note::GridGaps => "– i tabellen: mere end 100\u{a0}% ville forlade en kanal.".to_owned(),
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
            "{} er udeladt ({reason}): {}.",
            n.of(*counted, ["optalt", "optalte"]),
            each(codes, |counted| n.count(*counted)),
        ),
        Note::SameFile { file } => {
            format!("{file} er angivet mere end én gang og tæller med hver gang.")
        }
    }
}

fn saving_word(saving: &Money) -> &'static str {
    if saving.is_negative() { "merudgift" } else { "besparelse" }
}
