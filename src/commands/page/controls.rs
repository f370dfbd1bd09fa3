//! The controls of the page: the inputs of its calculation, and how the result is taken elsewhere.

use toml_edit::Value;

use super::model::Playground;
use crate::commands::whatif::live::{LiveIndices, live_with_units};
use crate::commands::whatif::model::WhatIf;
use crate::commands::whatif::report::move_name;
use crate::model::counts::Dimension;
use crate::model::quantity::{Exact, Share};
use crate::model::scenario::Move;
use crate::model::year::Year;
use crate::report::basis::Basis;
use crate::report::live::{Control, ControlKind, Explorer};
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
    let answer = &live.tables[0].rows;
    let figure = |row: usize| answer[row].1[0].unwrap_or_default();
    let sentence = |sentence: Sentence, saving: Cell| {
        sentence
            .with("saving", saving)
            .with("share", place(figure(1)))
            .with("expected", place(figure(2)))
            .with("digital_before", place(figure(3)))
            .with("digital_after", place(figure(4)))
            .with("before", place(at.costs[0]))
            .with("after", place(at.costs[1]))
    };
    let saving = figure(0);
    let sentences = [
        sentence(Sentence::LiveUnchanged, Cell::Missing),
        sentence(Sentence::LiveCostsMore, Cell::Text(format!("{{-{saving}}}"))),
        sentence(Sentence::LiveSaves, place(saving)),
    ];
    let flag_of = |unit: &usize| {
        pasteable("--where", &format!("unit={}", basis.counts.name(Dimension::Unit, *unit)))
    };
    Explorer {
        controls: controls(basis, playground, &at),
        presets: presets(playground, &at),
        part_flags: units.iter().map(flag_of).collect(),
        sentences,
        command,
        live,
    }
}

/// The named scenarios, as the inputs that they change.
fn presets(playground: &Playground, at: &LiveIndices) -> Vec<(Cell, Vec<(usize, Exact)>)> {
    let preset = |one: &super::model::Preset| {
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
        let key = key(basis, step);
        // Two moves may differ in the channel of their repeat contacts alone.
        let taken = controls.iter().filter(|one| one.key == key).count();
        let key = if taken > 0 { format!("{key}~{taken}") } else { key };
        let argument = format!("{}:{}={{{input}}}", id(step.from), id(step.to));
        let repeats = rate.zip(step.repeat_contacts.as_ref()).map(|(rate, repeats)| {
            let to = Value::from(id(repeats.to));
            (rate, format!(", repeat = {{ percent = {{{rate}}}, to = {to} }}"))
        });
        let label = Cell::from(move_name(basis, step));
        let is_in_sight = step_at < playground.in_sight;
        controls.push(Control {
            input,
            kind: if is_in_sight { ControlKind::Move } else { ControlKind::Pair },
            label: label.clone(),
            flag: step.only.is_empty().then(|| format!("--move \"{argument}\"")),
            toml: toml(basis, step, input),
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
            toml: String::new(),
            repeats: None,
            neutral: Exact::zero(),
        }));
    }
    let prices = at.prices.iter().filter_map(|(&channel, price)| {
        let neutral = basis.table.price(channel)?.exact().clone();
        let input = price[1]?;
        Some(Control {
            input,
            kind: ControlKind::Price,
            label: basis.channel_name(channel),
            key: format!("pris.{}", id(channel)),
            flag: Some(format!("--price \"{}={{{input}}}\"", id(channel))),
            toml: format!("{} = {{{input}}}", toml_edit::Key::new(id(channel))),
            repeats: None,
            neutral,
        })
    });
    controls.extend(prices);
    let mut add = |kind, input: usize, label: Term, key: &str, flag: &str, neutral| {
        controls.push(Control {
            input,
            kind,
            label: label.into(),
            key: key.to_owned(),
            flag: Some(format!("--{flag} {{{input}}}")),
            toml: format!("{flag} = {{{input}}}"),
            repeats: None,
            neutral,
        });
    };
    let all = Share::from(1).exact().clone();
    add(
        ControlKind::Realisation,
        at.realisation,
        Term::AssumedRealisation,
        "forventet",
        "realisation",
        all,
    );
    add(
        ControlKind::Weeks,
        at.weeks,
        Term::WeeksPerYear,
        "uger",
        "weeks-per-year",
        Exact::from(52),
    );
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

/// A move as a scenario file has it, without its end, behind which repeat contacts may stand.
fn toml(basis: Basis, step: &Move, share: usize) -> String {
    let [from, to] = [step.from, step.to].map(|channel| Value::from(basis.table.id(channel)));
    let only = step.only.iter().flat_map(|only| {
        only.ids.iter().map(move |&id| {
            let name = Value::from(basis.counts.name(only.dimension, id));
            format!(", {} = {name}", only.dimension.english())
        })
    });
    format!("from = {from}, to = {to}, percent = {{{share}}}{}", only.collect::<String>())
}
