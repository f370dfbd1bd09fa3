//! CSV: the rows of one table, without its total, so that a column adds up.

use super::machine_number;
use crate::report::{Cell, Table};

pub fn render(table: &Table) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = table
        .columns
        .iter()
        .map(|column| column.key.text().to_owned())
        .collect();
    for record in
        std::iter::once(header).chain(table.rows.iter().map(|row| row.iter().map(field).collect()))
    {
        let record: Vec<String> = record;
        writer
            .write_record(&record)
            .expect("memory takes what is written to it");
    }
    let bytes = writer
        .into_inner()
        .expect("memory takes what is written to it");
    String::from_utf8(bytes).expect("what was written is text")
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::List(items) => items.join(", "),
        Cell::Word(key) => key.text().to_owned(),
        cell => machine_number(cell).unwrap_or_default(),
    }
}
