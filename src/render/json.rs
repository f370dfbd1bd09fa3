//! JSON: the whole report, with English keys, plain numbers and `null` for what is missing.

use serde_json::{Map, Number, Value, json};

use super::{Lang, machine_heading, machine_number, template};
use crate::report::{Cell, Column, Message, Report, Table, Term};

/// The whole report.
pub fn render(report: &Report, lang: Lang) -> String {
    let pair = |(term, cell): &(Term, Cell)| (term.key().to_owned(), value(cell));
    let object =
        |pairs: &[(Term, Cell)]| Value::from(pairs.iter().map(pair).collect::<Map<_, _>>());
    let tables = report.tables.iter().map(|one| (one.term.key().to_owned(), table(one)));
    let text = |message: &Message| template::text(message, lang, &report.currency);
    let sentences = |messages: &[Message]| -> Value {
        let sentence = |message: &Message| json!({ "code": message.code, "text": text(message) });
        messages.iter().map(sentence).collect()
    };
    let mut parts = vec![
        ("kanal", Value::from(env!("CARGO_PKG_VERSION"))),
        ("report", Value::from(report.term.key())),
        ("headline", Value::from(text(&report.headline))),
        ("assumptions", object(&report.assumptions)),
        ("tables", Value::from(tables.collect::<Map<_, _>>())),
        ("arithmetic", sentences(&report.arithmetic)),
        ("notes", sentences(&report.notes)),
    ];
    if report.arithmetic.is_empty() {
        parts.retain(|(key, _)| *key != "arithmetic");
    }
    if !report.answer.is_empty() {
        parts.insert(3, (report.term.key(), object(&report.answer)));
    }
    let parts = parts.into_iter().map(|(key, value)| (key.to_owned(), value));
    format!("{:#}\n", Value::from(parts.collect::<Map<_, _>>()))
}

fn table(table: &Table) -> Value {
    let rows: Vec<Value> = table.rows.iter().map(|row| object(&table.columns, row)).collect();
    let mut parts = Map::from_iter([("rows".to_owned(), Value::from(rows))]);
    if let Some(total) = &table.total {
        // A total has no name: its empty cells are left out, not null.
        let named = |(column, cell): (&Column, &Cell)| {
            (*cell != Cell::Empty).then(|| (machine_heading(&column.heading), value(cell)))
        };
        let total: Map<String, Value> = table.columns.iter().zip(total).filter_map(named).collect();
        parts.insert("total".to_owned(), Value::from(total));
    }
    Value::from(parts)
}

fn object(columns: &[Column], row: &[Cell]) -> Value {
    let pair = |(column, cell): (&Column, &Cell)| (machine_heading(&column.heading), value(cell));
    Value::from(columns.iter().zip(row).map(pair).collect::<Map<_, _>>())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::List(items) => items.iter().map(value).collect(),
        Cell::Term(term) => Value::from(term.key()),
        Cell::Truth(truth) => Value::from(*truth),
        cell => machine_number(cell)
            .and_then(|number| number.parse::<Number>().ok())
            .map_or(Value::Null, Value::Number),
    }
}
