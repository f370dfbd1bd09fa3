//! JSON: the whole report, with English keys, plain numbers and `null` for what is missing.

use serde_json::{Map, Number, Value, json};

use super::{Lang, machine_number, note};
use crate::report::{Cell, Column, Report, Table};

pub fn render(report: &Report, lang: Lang) -> String {
    let pairs = |(key, cell): &(crate::report::Key, Cell)| (key.text().to_owned(), value(cell));
    let assumptions: Map<String, Value> = report.assumptions.iter().map(pairs).collect();
    let tables: Map<String, Value> =
        report.tables.iter().map(|one| (one.key.text().to_owned(), table(one))).collect();
    let notes: Vec<Value> = report
        .notes
        .iter()
        .map(|note| json!({ "code": note.code(), "text": note::sentence(note, lang) }))
        .collect();
    let report = json!({
        "kanal": env!("CARGO_PKG_VERSION"),
        "report": report.key.text(),
        "headline": note::sentence(&report.headline, lang),
        "assumptions": assumptions,
        "tables": tables,
        "notes": notes,
    });
    format!("{report:#}\n")
}

fn table(table: &Table) -> Value {
    let rows: Vec<Value> = table.rows.iter().map(|row| object(&table.columns, row)).collect();
    let mut parts = Map::from_iter([("rows".to_owned(), Value::from(rows))]);
    if let Some(total) = &table.total {
        // A total has no name: its empty cells are left out, not null.
        let named = |(column, cell): (&Column, &Cell)| {
            (*cell != Cell::Empty).then(|| (column.key.text().to_owned(), value(cell)))
        };
        let total: Map<String, Value> = table.columns.iter().zip(total).filter_map(named).collect();
        parts.insert("total".to_owned(), Value::from(total));
    }
    Value::from(parts)
}

fn object(columns: &[Column], row: &[Cell]) -> Value {
    let pair = |(column, cell): (&Column, &Cell)| (column.key.text().to_owned(), value(cell));
    Value::from(columns.iter().zip(row).map(pair).collect::<Map<_, _>>())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => Value::from(text.as_str()),
        Cell::List(items) => items.iter().map(value).collect(),
        Cell::Word(key) => Value::from(key.text()),
        cell => machine_number(cell)
            .and_then(|number| number.parse::<Number>().ok())
            .map_or(Value::Null, Value::Number),
    }
}
