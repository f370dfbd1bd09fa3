//! CSV: the rows of the first table, without its total, so that a column adds up.

use csv::WriterBuilder;

use super::{Lang, Sheet, Style, cell, machine_heading, machine_number, printable};
use crate::report::{Cell, Column, Kind, Report, Table};

/// What Excel knows UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The first table, for scripts.
pub fn render(report: &Report, _: Style) -> Vec<u8> {
    let Some(table) = report.tables.first() else { return Vec::new() };
    let is_read = |column: &&Column| column.kind != Kind::Wording;
    let columns = table.columns.iter().filter(is_read);
    let header = columns.map(|column| machine_heading(&column.heading)).collect();
    let fields = |row: &Vec<Cell>| table.for_machines(row).map(|(_, cell)| field(cell)).collect();
    write("", b',', header, table.rows.iter().map(fields))
}

/// The first table as a Danish Excel opens it: words for people, and numbers that are not rounded.
pub fn render_for_excel(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    let Some(table) = report.tables.first() else { return Vec::new() };
    let Sheet { header, shown, .. } = Sheet::from_table(table, &report.currency, lang);
    let row = |row: &Vec<Cell>| shown.iter().map(|&at| field_for_excel(&row[at], lang)).collect();
    write(BYTE_ORDER_MARK, b';', header, table.rows.iter().map(row))
}

fn write(
    start: &str,
    delimiter: u8,
    header: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
) -> Vec<u8> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(start.into());
    for record in [header].into_iter().chain(rows) {
        writer.write_record(record).expect("memory takes what is written to it");
    }
    writer.into_inner().expect("memory takes what is written to it")
}

/// The texts of a table that a spreadsheet would take for formulas.
pub fn like_formulas(table: &Table) -> Vec<String> {
    let header = table.columns.iter().map(|column| machine_heading(&column.heading));
    let texts = table.rows.iter().flatten().filter(|cell| machine_number(cell).is_none());
    let is_like_formula = |text: &String| text.len() > 1 && text.starts_with(['=', '+', '-', '@']);
    header.chain(texts.map(field)).filter(is_like_formula).collect()
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Named { key: text, .. } => printable(text),
        Cell::List(items) => items.iter().map(field).collect::<Vec<_>>().join(", "),
        Cell::Term(term) => term.key().to_owned(),
        Cell::Truth(truth) => truth.to_string(),
        cell => machine_number(cell).unwrap_or_default(),
    }
}

fn field_for_excel(cell: &Cell, lang: Lang) -> String {
    let hundredths = match cell {
        // All shares are fractions in a sheet, and percentage points are numbers of 100.
        Cell::Percent(share) => Some(Cell::Share(share.clone())),
        Cell::Points(share) => Some(Cell::Score(share.clone())),
        _ => None,
    };
    match (cell, machine_number(hundredths.as_ref().unwrap_or(cell))) {
        (_, Some(number)) => number.replace('.', ","),
        (Cell::Missing, None) => String::new(),
        (cell, None) => self::cell(cell, lang),
    }
}
