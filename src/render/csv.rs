//! CSV: the rows of the first table, without its total, so that a column adds up.

use super::{Style, machine_heading, machine_number};
use crate::report::{Cell, Report};

/// The first table.
pub fn render(report: &Report, _: Style) -> String {
    let Some(table) = report.tables.first() else { return String::new() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = table.columns.iter().map(|column| machine_heading(&column.heading));
    writer.write_record(header).expect("memory takes what is written to it");
    for row in &table.rows {
        let record = row.iter().map(field);
        writer.write_record(record).expect("memory takes what is written to it");
    }
    let bytes = writer.into_inner().expect("memory takes what is written to it");
    String::from_utf8(bytes).expect("what was written is text")
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Named { key: text, .. } => text.clone(),
        Cell::List(items) => items.iter().map(field).collect::<Vec<_>>().join(", "),
        Cell::Term(term) => term.key().to_owned(),
        Cell::Truth(truth) => truth.to_string(),
        cell => machine_number(cell).unwrap_or_default(),
    }
}
