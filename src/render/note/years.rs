//! The headline of a comparison, part by part, in both languages.

use super::{Lang, Words, ended, size};
use crate::model::quantity::{Money, Share};
use crate::render::number;
use crate::report::compare::note::{Promise, Years};

pub fn sentences(years: &Years, n: Words) -> String {
    let promise = years.promise.as_ref().map(|promise| of_promise(promise, &years.currency, n));
    // Nothing of nothing is no news.
    let has_effects = years.effects.iter().any(|effect| !effect.is_zero());
    let effects = has_effects.then(|| of_effects(years, n));
    let parts = [Some(of_cost(years, n)), effects, Some(of_enquiries(years, n))];
    let parts = parts.into_iter().chain([of_digital(years, n), promise]).flatten();
    parts.map(|part| ended(&part)).collect::<Vec<_>>().join(" ")
}

fn of_cost(years: &Years, n: Words) -> String {
    let [before, after] = years.cost.each_ref().map(|cost| n.money(cost, &years.currency));
    let by = n.money(&size(&years.change), &years.currency);
    let share = n.in_brackets(years.share.as_ref());
    let falls = years.change.is_negative();
    match n.0 {
        Lang::Danish if years.change.is_zero() => {
            format!("Et års variable omkostninger er uændret {before}")
        }
        Lang::English if years.change.is_zero() => {
            format!("The variable cost of a year stays at {before}")
        }
        Lang::Danish => {
            let word = if falls { "et fald" } else { "en stigning" };
            format!(
                "Et års variable omkostninger er gået fra {before} til {after}: {word} på {by}{share}"
            )
        }
        Lang::English => {
            let word = if falls { "a fall" } else { "a rise" };
            format!(
                "The variable cost of a year has gone from {before} to {after}: {word} of {by}{share}"
            )
        }
    }
}

fn of_effects(years: &Years, n: Words) -> String {
    let effects = years.effects.each_ref().map(|effect| n.difference(effect, &years.currency));
    let [volume, mix, price] = effects;
    match n.0 {
        Lang::Danish => {
            format!("Heraf er volumen (antallet) {volume}, mix (kanalerne) {mix} og pris {price}")
        }
        Lang::English => {
            format!(
                "Of this, volume (the number) is {volume}, mix (the channels) {mix} and price {price}"
            )
        }
    }
}

fn of_enquiries(years: &Years, n: Words) -> String {
    let [before, after] = years.enquiries.each_ref().map(|enquiries| n.enquiries(enquiries));
    let by = years
        .enquiries_share
        .as_ref()
        .map_or_else(String::new, |share| format!(" ({})", number::with_sign(&n.share(share))));
    let same = years.enquiries[0] == years.enquiries[1];
    match n.0 {
        Lang::Danish if same => format!("Antallet af henvendelser er uændret {before}"),
        Lang::English if same => format!("The number of enquiries stays at {before}"),
        Lang::Danish => format!("Antallet af henvendelser er gået fra {before} til {after}{by}"),
        Lang::English => format!("The number of enquiries has gone from {before} to {after}{by}"),
    }
}

fn of_digital(years: &Years, n: Words) -> Option<String> {
    let [Some(old), Some(new)] = &years.digital else { return None };
    let goal = years.goal.as_ref().map_or_else(String::new, |goal| of_goal(new, goal, n));
    let [before, after] = [old, new].map(|share| n.share(share));
    let by = number::with_sign(&n.points(&(new.clone() - old.clone())));
    Some(match n.0 {
        Lang::Danish if old == new => format!("Den digitale andel er uændret {before}{goal}"),
        Lang::English if old == new => format!("The digital share stays at {before}{goal}"),
        Lang::Danish => {
            format!("Den digitale andel er gået fra {before} til {after} ({by}){goal}")
        }
        Lang::English => {
            format!("The digital share has gone from {before} to {after} ({by}){goal}")
        }
    })
}

fn of_goal(share: &Share, goal: &Share, n: Words) -> String {
    let rest = n.points(&(goal.clone() - share.clone()));
    // What rounds to nothing is not yet nothing.
    let rest = if rest.contains(|c| matches!(c, '1'..='9')) {
        rest
    } else {
        let least = n.points(&"0.001".parse().expect("a decimal"));
        n.pick(format!("under {least}"), format!("less than {least}"))
    };
    let goal_text = n.percent(goal);
    match (n.0, share < goal) {
        (Lang::Danish, true) => format!("; til målet på {goal_text} mangler {rest}"),
        (Lang::Danish, false) => format!("; målet på {goal_text} er nået"),
        (Lang::English, true) => format!("; the goal of {goal_text} is {rest} away"),
        (Lang::English, false) => format!("; the goal of {goal_text} is reached"),
    }
}

fn of_promise(promise: &Promise, currency: &str, n: Words) -> String {
    let Promise { name, planned, realised, missing, share } = promise;
    let amount = |money: &Money| n.money(&size(money), currency);
    let saving = |money: &Money| match (n.0, money.is_negative()) {
        (_, _) if money.is_zero() => n.pick("ingen besparelse", "no saving").to_owned(),
        (Lang::Danish, false) => format!("en besparelse på {}", amount(money)),
        (Lang::Danish, true) => format!("en merudgift på {}", amount(money)),
        (Lang::English, false) => format!("a saving of {}", amount(money)),
        (Lang::English, true) => format!("an extra cost of {}", amount(money)),
    };
    let [promised, given] = [planned, realised].map(saving);
    let share = n.in_brackets(share.as_ref().filter(|share| !share.is_negative()));
    let rest = amount(missing);
    let less = missing.is_negative();
    let outcome = if missing.is_zero() {
        n.pick("netop det lovede", "just as promised").to_owned()
    } else if *planned > Money::zero() {
        match (n.0, less) {
            (Lang::Danish, true) => format!("{rest} mere end lovet"),
            (Lang::Danish, false) => format!("der mangler {rest}"),
            (Lang::English, true) => format!("{rest} more than promised"),
            (Lang::English, false) => format!("{rest} are missing"),
        }
    } else {
        // What was to save nothing has nothing missing: it is cheaper or dearer than that.
        match (n.0, less) {
            (Lang::Danish, true) => format!("{rest} billigere end ventet"),
            (Lang::Danish, false) => format!("{rest} dyrere end ventet"),
            (Lang::English, true) => format!("{rest} cheaper than expected"),
            (Lang::English, false) => format!("{rest} dearer than expected"),
        }
    };
    let expected = match (n.0, *planned > Money::zero()) {
        (_, false) if planned.is_zero() => n
            .pick("ventede ingen besparelse af flytninger", "expected no saving by moves")
            .to_owned(),
        (Lang::Danish, true) => format!("lovede {promised} om året"),
        (Lang::Danish, false) => format!("ventede {promised} om året"),
        (Lang::English, true) => format!("promised {promised} a year"),
        (Lang::English, false) => format!("expected {promised} a year"),
    };
    n.pick(
        format!("Planen {name} {expected}; mixeffekten giver {given}{share}: {outcome}"),
        format!("The plan {name} {expected}; the mix effect gives {given}{share}: {outcome}"),
    )
}
