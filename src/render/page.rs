//! The part of a page that a reader can change: its controls, its figures, and what its script needs.

use maud::{Markup, PreEscaped, html};
use serde_json::{Number, Value, json};

use super::lang::{DECIMAL_POINT, GROUPING, PER_CENT};
use super::{Lang, cell, heading, number, template};
use crate::model::quantity::Exact;
use crate::report::live::{
    Control, ControlKind, Explorer, Formula, LiveTable, LiveValue, Operation,
};
use crate::report::{Cell, Column, Kind, Phrase, Sentence, Term};

/// What evaluates the formulas.
pub const SCRIPT: &str = include_str!("page.js");

/// The name under which the copied scenario is saved.
const SAVED: [&str; 2] = ["fra-siden.toml", "from-page.toml"];

/// The controls, the figures that follow from them, and the data of the script. Without a script it
/// is not shown.
pub fn explorer(explorer: &Explorer, currency: &str, lang: Lang) -> Markup {
    let label = |term: Term| lang.label(term);
    let say = |phrase: Phrase| template::text(&phrase, lang, currency);
    let text = data(explorer, currency, lang).to_string();
    let prices = format!("{}, {}", label(Term::PricesOfChannels), lang.currency(currency));
    let without_preset =
        Sentence::WithoutPreset.with_list("names", explorer.without_preset.iter().cloned());
    let save_as = Sentence::SaveScenarioAs.with("file", lang.localized(SAVED));
    html! {
        section id="try" hidden {
            h2 { (label(Term::Try)) }
            p { (say(Sentence::TryUse.into())) }
            p {
                label { (label(Term::Unit)) " " select name="part" {
                    option value="0" { (label(Term::AllOfThem)) }
                    @for (at, part) in (1..).zip(&explorer.live.parts) {
                        option value=(at) { (cell(part, lang)) }
                    }
                } }
            }
            p {
                @for (at, (name, _)) in explorer.presets.iter().enumerate() {
                    button type="button" data-preset=(at) { (cell(name, lang)) } " "
                }
                button type="button" data-preset="none" { (label(Term::Reset)) }
            }
            @if !explorer.without_preset.is_empty() {
                p.note { (say(without_preset)) }
            }
            p.warning id="unknown" role="alert" hidden {
                (say(Sentence::AddressUnknown.into())) " " span {}
            }
            p.answer id="live" aria-live="polite" {}
            p.warning id="over" role="alert" hidden {
                (say(Sentence::LiveOverAll.into()))
            }
            div.controls {
                (fields(explorer, label(Term::Moves), &[ControlKind::Move, ControlKind::Pair], lang))
                (fields(explorer, label(Term::RepeatContactsOfMoves), &[ControlKind::Rate], lang))
                (fields(explorer, &prices, &[ControlKind::Price], lang))
                (fields(explorer, label(Term::OtherAssumptions), &[ControlKind::Realisation, ControlKind::Weeks], lang))
            }
            div id="result" {
                (step_table(explorer, currency, lang))
                div.table { (channel_table(&explorer.channels, currency, lang)) }
            }
            div id="takeaway" {
                p {
                    button type="button" data-copy="scenario" { (label(Term::CopyScenario)) } " "
                    button type="button" data-copy="command" { (label(Term::CopyCommand)) }
                }
                details {
                    summary { (label(Term::Copied)) }
                    pre id="command" {}
                    p.note { (say(save_as)) }
                    pre id="scenario" {}
                }
            }
        }
        noscript { p { (say(Sentence::TryNeedsScript.into())) } }
        script type="application/json" id="data" { (PreEscaped(super::json::escaped(text).replace('<', "\\u003c"))) }
    }
}

/// A field for each control of some kinds; nothing without any.
fn fields(explorer: &Explorer, title: &str, kinds: &[ControlKind], lang: Lang) -> Markup {
    let controls: Vec<&Control> =
        explorer.controls.iter().filter(|one| kinds.contains(&one.kind)).collect();
    let pairs = || controls.iter().filter(|one| one.kind == ControlKind::Pair);
    html! {
        @if !controls.is_empty() {
            fieldset {
                legend { (title) }
                @for control in &controls {
                    @let pair = (control.kind == ControlKind::Pair).then_some(control.input);
                    p data-pair=[pair] hidden[pair.is_some()] { (field(control, lang)) }
                }
                @if pairs().next().is_some() {
                    p {
                        select name="pair" aria-label=(lang.label(Term::OtherMove)) {
                            @for pair in pairs() {
                                option value=(pair.input) { (cell(&pair.label, lang)) }
                            }
                        }
                        " " button type="button" data-reveal { (lang.label(Term::OtherMove)) }
                    }
                }
            }
        }
    }
}

/// A label with a number, and a slider where the number is a per cent.
fn field(control: &Control, lang: Lang) -> Markup {
    let name = cell(&control.label, lang);
    let is_share = !matches!(control.kind, ControlKind::Price | ControlKind::Weeks);
    html! {
        label {
            span { (name) } " "
            input type="number" min="0" max=[is_share.then_some("100")] step="any"
                data-input=(control.input);
            @if is_share { (lang.localized(PER_CENT)) }
        }
        @if is_share {
            input type="range" min="0" max="100" step="1" aria-label=(name)
                data-input=(control.input);
        }
    }
}

/// A bar for the cost before and after, and for each step between them.
fn step_table(explorer: &Explorer, currency: &str, lang: Lang) -> Markup {
    let end = |term: Term, index: usize| {
        html! {
            tr data-level {
                th scope="row" { (template::capitalised(lang.label(term))) }
                td { (bar(&html! { rect height="12" width="0" {} })) }
                td align="right" data-value=(index) data-kind="amount" {}
            }
        }
    };
    html! {
        table.live {
            caption { (lang.label(Term::Steps)) }
            tbody {
                (end(Term::Baseline, explorer.costs[0]))
                @for (names, values) in &explorer.steps.rows {
                    @if let (Some(saved), false) = (values[2], names[0] == Cell::Term(Term::Total)) {
                        tr data-step=(saved) hidden {
                            th scope="row" { (cell(&names[0], lang)) ": " (cell(&names[1], lang)) }
                            td { (bar(&html! { rect height="12" width="0" {} })) }
                            td align="right" data-value=(saved) data-kind="amount" {}
                        }
                    }
                }
                (end(Term::WithChanges, explorer.costs[1]))
            }
        }
        p id="cut" hidden { (template::text(&Sentence::BarsNotFromZero.into(), lang, currency)) }
    }
}

/// The channels before and after, with bars for their cost.
fn channel_table(channels: &LiveTable, currency: &str, lang: Lang) -> Markup {
    let kind = |column: &Column| if column.kind == Kind::Money { "money" } else { "number" };
    html! {
        table.live {
            caption { (lang.label(Term::ByChannel)) }
            thead { tr {
                th scope="col" { (lang.label(Term::Channel)) }
                @for column in &channels.columns {
                    th scope="col" align="right" { (heading(column, currency, lang)) }
                }
                th scope="col" { (lang.label(Term::BarsBeforeAfter)) }
            } }
            tbody {
                @for (names, values) in &channels.rows {
                    @let is_total = names[0] == Cell::Term(Term::Total);
                    tr.total[is_total] {
                        th scope="row" { (cell(&names[0], lang)) }
                        @for (value, column) in values.iter().zip(&channels.columns) {
                            @if let Some(index) = value {
                                td align="right" data-value=(index) data-kind=(kind(column)) {}
                            } @else { td align="right" { (cell(&Cell::Missing, lang)) } }
                        }
                        td {
                            @if let ([_, _, Some(before), Some(after), ..], false) = (values.as_slice(), is_total) {
                                (bar(&html! {
                                    rect.before height="5" width="0" data-bar=(before) {}
                                    rect.after y="7" height="5" width="0" data-bar=(after) {}
                                }))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A drawing that is as wide as its cell. The numbers beside it say the same.
fn bar(content: &Markup) -> Markup {
    html! {
        svg.strip viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" { (content) }
    }
}

/// What the script needs: values with their formulas, controls, scenarios, sentences and signs.
fn data(explorer: &Explorer, currency: &str, lang: Lang) -> Value {
    let live = &explorer.live;
    let value = |value: &LiveValue| match &value.formula {
        None => json!([kind(&value.value), input(&value.value)]),
        Some(formula) => json!([kind(&value.value), 0, self::formula(formula)]),
    };
    let control = |one: &Control| {
        json!({
            "input": one.input, "kind": control_kind(one.kind), "key": one.key, "flag": one.flag,
            "toml": one.toml, "repeats": one.repeats, "neutral": plain(&one.neutral),
        })
    };
    let preset = |(_, inputs): &(Cell, Vec<(usize, Exact)>)| -> Value {
        inputs.iter().map(|(index, number)| json!([index, plain(number)])).collect()
    };
    let limits = live.limits.iter().filter_map(|limit| limit.formula.as_ref());
    let sentences = explorer.sentences.each_ref().map(|one| template::text(one, lang, currency));
    json!({
        "values": live.values.iter().map(value).collect::<Vec<_>>(),
        "limits": limits.map(formula).collect::<Vec<_>>(),
        "controls": explorer.controls.iter().map(control).collect::<Vec<_>>(),
        "presets": explorer.presets.iter().map(preset).collect::<Vec<_>>(),
        "parts": live.parts.iter().map(|part| cell(part, lang)).collect::<Vec<_>>(),
        "partFlags": explorer.part_flags,
        "command": explorer.command,
        "costs": explorer.costs,
        "saving": explorer.saving,
        "sentences": sentences,
        "words": {
            "name": lang.label(Term::FromPage),
            "file": lang.localized(SAVED),
            "noCommand": template::text(&Sentence::NoCommand.into(), lang, currency),
        },
        "grouping": lang.localized(GROUPING), "point": lang.localized(DECIMAL_POINT),
        "percent": lang.localized(PER_CENT).replace(' ', "\u{a0}"), "currency": lang.currency(currency),
    })
}

/// A number for the script.
fn plain(number: &Exact) -> Value {
    number::machine(number).parse().map_or(Value::Null, |number: Number| Value::Number(number))
}

/// The number of an input.
fn input(value: &Cell) -> Value {
    match value {
        Cell::Percent(share) => plain(share.exact()),
        Cell::Price(price) => plain(price.exact()),
        Cell::Weeks(weeks) => plain(weeks.exact()),
        _ => Value::Null,
    }
}

/// How the script writes a value.
fn kind(value: &Cell) -> &'static str {
    match value {
        Cell::Cost(_) | Cell::Price(_) => "money",
        Cell::Share(_) | Cell::Percent(_) | Cell::Missing => "share",
        _ => "number",
    }
}

fn control_kind(kind: ControlKind) -> &'static str {
    match kind {
        ControlKind::Move => "move",
        ControlKind::Pair => "pair",
        ControlKind::Rate => "rate",
        ControlKind::Price => "price",
        ControlKind::Weeks => "weeks",
        ControlKind::Realisation => "realisation",
    }
}

/// A formula for the script: the index of a value, or an operation with its operands.
fn formula(formula: &Formula) -> Value {
    match formula {
        Formula::Constant(number) => json!(["constant", plain(number)]),
        Formula::ByPart(numbers) => {
            json!(["part", numbers.iter().map(plain).collect::<Vec<_>>()])
        }
        Formula::Value(index) => json!(index),
        Formula::Sum(items) => json!(["sum", items]),
        Formula::Pair(operation, both) => {
            let name = match operation {
                Operation::Times => "times",
                Operation::Minus => "minus",
                Operation::Over => "over",
                Operation::Smaller => "smaller",
            };
            let [first, second] = both.each_ref().map(self::formula);
            json!([name, first, second])
        }
    }
}
