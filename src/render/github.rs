//! Workflow annotations: a line for each problem of a report, as GitHub shows them beside a change.

use super::{Lang, Style, cell};
use crate::report::{Cell, Report, Table, Term};

/// An annotation for each problem.
pub fn render(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    let problems = report.tables.iter().filter(|table| table.term == Term::Problems);
    let rows = problems.flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    rows.flat_map(|(table, row)| annotation(table, row, lang).into_bytes()).collect()
}

fn annotation(table: &Table, row: &[Cell], lang: Lang) -> String {
    let of = |key| table.position(key).map_or_else(String::new, |at| cell(&row[at], Lang::English));
    let properties = [("file", Term::File), ("line", Term::Line), ("col", Term::Column)];
    let properties = properties.map(|(name, key)| (name, of(key)));
    let properties = properties.iter().filter(|(_, value)| !value.is_empty());
    let properties: Vec<String> =
        properties.map(|(name, value)| format!("{name}={}", escaped_property(value))).collect();
    let properties = match properties.as_slice() {
        [] => String::new(),
        all => format!(" {}", all.join(",")),
    };
    let help = match of(Term::Help) {
        help if help.is_empty() => help,
        help => format!("\n{}: {help}", lang.label(Term::HelpWord)),
    };
    let message = escaped(&format!("{}{help}", of(Term::Message)));
    format!("::{}{properties}::{message}\n", of(Term::Severity))
}

/// A message on one line, escaped as workflow commands require.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
