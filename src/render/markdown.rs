//! Markdown: the tables as a document takes them.

use super::{Lang, Sheet, cell, label, matrix, note};
use crate::report::{Note, Report, Table};

pub fn render(report: &Report, lang: Lang) -> String {
    let headline = escaped(&note::sentence(&report.headline, lang));
    let mut parts = vec![format!("# {}\n\n{headline}\n", label::title(report.key, lang))];
    for table in &report.tables {
        let heading = label::of(table.key, lang);
        parts.push(format!("## {heading}\n\n{}", grid(table, &report.currency, lang)));
    }
    if let Some(drawn) = &report.matrix {
        let lines = matrix::lines(drawn, lang).join("\n");
        parts.push(format!("## {}\n\n```text\n{lines}\n```\n", label::of(drawn.key, lang)));
    }
    let sentences = |notes: &[Note]| -> Vec<String> {
        notes.iter().map(|note| escaped(&note::sentence(note, lang))).collect()
    };
    if !report.arithmetic.is_empty() {
        parts.push(list(label::arithmetic(lang), sentences(&report.arithmetic).into_iter()));
    }
    let assumptions = report
        .assumptions
        .iter()
        .map(|(key, value)| (label::of(*key, lang), cell(value, lang)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| format!("{label}: {}", escaped(&value)));
    parts.push(list(label::assumptions(lang), assumptions));
    if !report.notes.is_empty() {
        parts.push(list(label::notes(lang), sentences(&report.notes).into_iter()));
    }
    parts.join("\n")
}

fn list(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("- {item}\n")).collect();
    format!("## {heading}\n\n{items}")
}

fn grid(table: &Table, currency: &str, lang: Lang) -> String {
    let sheet = Sheet::of(table, currency, lang);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let ruler =
        sheet.numeric.iter().map(|numeric| if *numeric { "---:" } else { "---" }.to_owned());
    let text = |row: Vec<String>| line(row.iter().map(|text| escaped(text)).collect());
    let total = sheet.total.map(|total| {
        let bold = |text: &String| {
            if text.is_empty() { String::new() } else { format!("**{}**", escaped(text)) }
        };
        line(total.iter().map(bold).collect())
    });
    let mut output = text(sheet.header) + &line(ruler.collect());
    output.extend(sheet.rows.into_iter().map(text));
    output.extend(total);
    output
}

/// Text that Markdown takes as it stands.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '|' | '*' | '_' | '`' | '<' | '[' | '#' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}
