//! The controls of the page: the inputs of its calculation, and how the result is taken elsewhere.

use toml_edit::{Key, Value};

use super::model::{Playground, Preset};
use crate::commands::whatif::live::{LiveIndices, live_with_units};
use crate::commands::whatif::model::WhatIf;
use crate::commands::whatif::steps::move_name;
use crate::model::counts::Dimension;
use crate::model::quantity::{Exact, Share};
use crate::model::scenario::Move;
use crate::model::year::Year;
use crate::report::basis::Basis;
use crate::report::live::{Control, ControlKind, Explorer, LiveTable};
use crate::report::{Cell, Sentence, Term};
use crate::shell::pasteable;

/// The calculation of everything that can be tried. `command` has the files and options of the page.
pub fn explorer(
    basis: Basis,
    year: &Year,
    playground: &Playground,
    units: &[usize],
    command: String,
) -> Explorer {
    let what_if = WhatIf::compute(year, basis.table, &playground.scenario);
    let (live, at) = live_with_units(basis, &what_if, Some((year, units)));
    let place = |index: usize| Cell::Text(format!("{{{index}}}"));
    // The same with the other sign: an extra cost is a negative saving.
    let extra = |index: usize| Cell::Text(format!("{{-{index}}}"));
    let [saving, share, expected] = at.saving;
    let sentence = |sentence: Sentence, saving: Cell, share: Cell| {
        sentence
            .with("saving", saving)
            .with("share", share)
            .with("expected", place(expected))
            .with("digital_before", place(at.digital[0]))
            .with("digital_after", place(at.digital[1]))
            .with("before", place(at.costs[0]))
            .with("after", place(at.costs[1]))
    };
    let sentences = [
        sentence(Sentence::LiveUnchanged, place(saving), place(share)),
        sentence(Sentence::LiveCostsMore, extra(saving), extra(share)),
        sentence(Sentence::LiveSaves, place(saving), place(share)),
    ];
    let part_flag = |unit: &usize| {
        let name = basis.counts.name(Dimension::Unit, *unit);
        // `--where` takes a name with a comma for two.
        let [start, end] =
            flag("--where", &format!("unit={name}")).filter(|_| !name.contains(','))?;
        Some(start + &end)
    };
    let [_, _, steps, channels] = <[LiveTable; 4]>::try_from(live.tables.clone())
        .expect("the answer, the inputs, the steps and the channels");
    Explorer {
        controls: controls(basis, playground, &at),
        presets: presets(playground, &at),
        without_preset: playground.without_preset.iter().map(Cell::from).collect(),
        part_flags: units.iter().map(part_flag).collect(),
        sentences,
        command,
        saving,
        costs: at.costs,
        steps,
        channels,
        live,
    }
}

/// A flag up to its value, and what stands behind the value; `None` if no shell takes it as it is.
fn flag(name: &str, start: &str) -> Option<[String; 2]> {
    let text = pasteable(name, start);
    if text.contains('…') {
        return None;
    }
    let quoted = text.strip_suffix('"').map(|start| [start.to_owned(), "\"".to_owned()]);
    Some(quoted.unwrap_or_else(|| [text.clone(), String::new()]))
}

/// The named scenarios, as the inputs that they change.
fn presets(playground: &Playground, at: &LiveIndices) -> Vec<(Cell, Vec<(usize, Exact)>)> {
    let preset = |one: &Preset| {
        let mut inputs = vec![(at.realisation, one.realisation.exact().clone())];
        for (&step, [share, rate]) in &one.moves {
            inputs.push((at.shares[step], share.exact().clone()));
            inputs.extend(at.rates[step].map(|index| (index, rate.exact().clone())));
        }
        let prices = one.prices.iter();
        inputs.extend(prices.filter_map(|(channel, price)| {
            Some((at.prices.get(channel)?[1]?, price.exact().clone()))
        }));
        (Cell::from(&one.name), inputs)
    };
    playground.presets.iter().map(preset).collect()
}

/// A control for each input: the moves with their repeat contacts, the prices, the weeks, and the
/// expected part.
fn controls(basis: Basis, playground: &Playground, at: &LiveIndices) -> Vec<Control> {
    let id = |channel: usize| basis.table.id(channel);
    let mut controls = Vec::<Control>::new();
    for (step_at, step) in playground.scenario.moves.iter().enumerate() {
        let (input, rate) = (at.shares[step_at], at.rates[step_at]);
        let base = key(basis, step);
        let is_taken = |key: &String| controls.iter().any(|one| one.key == *key);
        // Two moves may differ in the channel of their repeat contacts alone.
        let others = (1..).map(|number| format!("{base}~{number}"));
        let key = std::iter::once(base.clone()).chain(others).find(|key| !is_taken(key));
        let key = key.unwrap_or_default();
        let repeats = rate.zip(step.repeat_contacts.as_ref()).map(|(rate, repeats)| {
            let to = Value::from(id(repeats.to));
            (rate, [", repeat = { percent = ".to_owned(), format!(", to = {to} }}")])
        });
        let label = Cell::from(move_name(basis, step));
        let is_in_sight = step_at < playground.in_sight;
        let of_all = step.only.is_empty();
        let move_flag = || flag("--move", &format!("{}:{}=", id(step.from), id(step.to)));
        controls.push(Control {
            input,
            kind: if is_in_sight { ControlKind::Move } else { ControlKind::Pair },
            label: label.clone(),
            flag: of_all.then(move_flag).flatten(),
            toml: toml(basis, step),
            repeats,
            neutral: Exact::zero(),
            key: key.clone(),
        });
        controls.extend(rate.map(|rate| Control {
            input: rate,
            kind: ControlKind::Rate,
            label,
            key: format!("genhenv.{key}"),
            flag: None,
            toml: Default::default(),
            repeats: None,
            neutral: Exact::zero(),
        }));
    }
    let prices = at.prices.iter().filter_map(|(&channel, price)| {
        let neutral = basis.table.price(channel)?.exact().clone();
        Some(Control {
            input: price[1]?,
            kind: ControlKind::Price,
            label: basis.channel_name(channel),
            key: format!("pris.{}", id(channel)),
            flag: flag("--price", &format!("{}=", id(channel))),
            toml: [format!("{} = ", Key::new(id(channel))), String::new()],
            repeats: None,
            neutral,
        })
    });
    controls.extend(prices);
    let mut add = |kind, input: usize, label: Term, key: &str, name: &str, neutral| {
        controls.push(Control {
            input,
            kind,
            label: label.into(),
            key: key.to_owned(),
            flag: flag(&format!("--{name}"), ""),
            toml: [format!("{name} = "), String::new()],
            repeats: None,
            neutral,
        });
    };
    let all = Share::from(1).exact().clone();
    let (expected, weeks) = (Term::AssumedRealisation, Term::WeeksPerYear);
    add(ControlKind::Realisation, at.realisation, expected, "forventet", "realisation", all);
    add(ControlKind::Weeks, at.weeks, weeks, "uger", "weeks-per-year", Exact::from(52));
    controls
}

/// The name of a move in the address of the page: `telefon:e-mail`, `telefon:e-mail@JobCenteret`.
fn key(basis: Basis, step: &Move) -> String {
    let [from, to] = [step.from, step.to].map(|channel| basis.table.id(channel));
    let names = step.only.iter().flat_map(|only| {
        only.ids.iter().map(|&id| format!("@{}", basis.counts.name(only.dimension, id)))
    });
    format!("{from}:{to}{}", names.collect::<String>())
}

/// A move as a scenario file has it: what stands before its share and behind it. Repeat contacts may
/// follow.
fn toml(basis: Basis, step: &Move) -> [String; 2] {
    let [from, to] = [step.from, step.to].map(|channel| Value::from(basis.table.id(channel)));
    let only = step.only.iter().flat_map(|only| {
        only.ids.iter().map(move |&id| {
            let name = Value::from(basis.counts.name(only.dimension, id));
            format!(", {} = {name}", only.dimension.english())
        })
    });
    [format!("from = {from}, to = {to}, percent = "), only.collect()]
}
