//! JSON: the whole report, with English keys, plain numbers and `null` for what is missing.

use serde_json::{Map, Number, Value, json};

use super::{Style, is_obeyed, machine_heading, machine_number, template};
use crate::SCHEMA_VERSION;
use crate::report::{Cell, Column, Phrase, Report, Table};

/// The whole report.
pub fn render(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    let sentences = |messages: &[Phrase]| -> Value {
        let text = |message: &Phrase| template::complete(message, lang, &report.currency);
        let sentence = |message: &Phrase| {
            let mut parts = json!({ "code": message.code(), "text": text(message) });
            let values = values(message);
            if !values.is_empty() {
                parts["values"] = values.into();
            }
            parts
        };
        messages.iter().map(sentence).collect()
    };
    let mut parts = Map::new();
    let mut add = |key: &str, part: Value| parts.insert(key.to_owned(), part);
    add("kanal", env!("CARGO_PKG_VERSION").into());
    add("schema_version", SCHEMA_VERSION.into());
    add("report", report.term.key().into());
    let headline = template::text(&report.headline, lang, &report.currency);
    add("headline", headline.into());
    if !report.answer.is_empty() {
        let answer = report.answer.iter();
        add(report.term.key(), answer.map(|(term, cell)| (term.key(), value(cell))).collect());
    }
    let assumptions = report.assumptions.iter();
    let assumptions = assumptions.map(|(heading, cell)| (machine_heading(heading), value(cell)));
    add("assumptions", assumptions.collect());
    add("tables", report.tables.iter().map(|one| (one.term.key(), table(one))).collect());
    if !report.arithmetic.is_empty() {
        add("arithmetic", sentences(&report.arithmetic));
    }
    add("notes", sentences(&report.notes));
    let text = serde_json::to_string_pretty(&parts).expect("all keys are text") + "\n";
    escaped(text).into_bytes()
}

/// JSON with an escape for each character in its strings that [`printable`](super::printable)
/// would replace. The strings stay the same.
pub(super) fn escaped(json: String) -> String {
    // Line feeds stand between values alone.
    let must_escape = |sign: char| sign != '\n' && is_obeyed(sign);
    if !json.contains(must_escape) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for sign in json.chars() {
        if must_escape(sign) {
            escaped.extend(["\\u", &format!("{:04x}", u32::from(sign))]);
        } else {
            escaped.push(sign);
        }
    }
    escaped
}

fn table(table: &Table) -> Value {
    let pair = |(column, cell): (&Column, &Cell)| (machine_heading(&column.heading), value(cell));
    let row = |row: &Vec<Cell>| table.for_machines(row).map(pair).collect::<Value>();
    // Not by `json!`, which would copy the rows.
    let mut parts = Map::new();
    parts.insert("rows".to_owned(), table.rows.iter().map(row).collect());
    if let Some(total) = &table.total {
        // A total has no name: its empty cells are left out, not null.
        let named = table.for_machines(total).filter(|(_, cell)| **cell != Cell::Empty);
        parts.insert("total".to_owned(), named.map(pair).collect());
    }
    Value::from(parts)
}

/// The values of a message by their names in the templates, and those of the phrases within it.
fn values(phrase: &Phrase) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, cell) in &phrase.values {
        match cell {
            // The code of a note on one side is that of the note, and so are the values.
            Cell::Phrase(note) if *name == "note" => all.extend(values(note)),
            cell => drop(all.insert((*name).to_owned(), message_value(cell))),
        }
    }
    all
}

fn message_value(cell: &Cell) -> Value {
    match cell {
        Cell::Phrase(phrase) => values(phrase).into(),
        Cell::List(items) => items.iter().map(message_value).collect(),
        Cell::Change(cell) => message_value(cell),
        cell => value(cell),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) | Cell::Named { key: text, .. } => Value::from(text.as_str()),
        Cell::List(items) => items.iter().map(value).collect(),
        Cell::Term(term) => Value::from(term.key()),
        Cell::Truth(truth) => Value::from(*truth),
        cell => machine_number(cell)
            .and_then(|number| number.parse::<Number>().ok())
            .map_or(Value::Null, Value::Number),
    }
}
