//! Markdown: the tables as a document takes them.

use super::{Lang, Sheet, cell, matrix, template};
use crate::report::{Message, Report, Table, Term};

/// The whole report.
pub fn render(report: &Report, lang: Lang) -> String {
    let sentence = |message: &Message| escaped(&template::text(message, lang, &report.currency));
    let headline = sentence(&report.headline);
    let mut parts = vec![format!("# {}\n\n{headline}\n", lang.label(report.term))];
    for table in &report.tables {
        let heading = lang.label(table.term);
        parts.push(format!("## {heading}\n\n{}", grid(table, &report.currency, lang)));
    }
    if let Some(drawn) = &report.matrix {
        let lines = matrix::lines(drawn, lang).join("\n");
        parts.push(format!("## {}\n\n```text\n{lines}\n```\n", lang.label(drawn.term)));
    }
    let messages = |heading: Term, messages: &[Message]| {
        (!messages.is_empty()).then(|| list(lang.label(heading), messages.iter().map(sentence)))
    };
    parts.extend(messages(Term::Arithmetic, &report.arithmetic));
    let assumptions = report
        .assumptions
        .iter()
        .map(|(term, value)| (lang.label(*term), cell(value, lang)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| format!("{label}: {}", escaped(&value)));
    parts.push(list(lang.label(Term::Assumptions), assumptions));
    parts.extend(messages(Term::Notes, &report.notes));
    parts.join("\n")
}

fn list(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("- {item}\n")).collect();
    format!("## {heading}\n\n{items}")
}

fn grid(table: &Table, currency: &str, lang: Lang) -> String {
    let sheet = Sheet::from_table(table, currency, lang);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let ruler = sheet.columns.iter().map(|column| {
        let is_numeric = column.kind.is_numeric();
        if is_numeric { "---:" } else { "---" }.to_owned()
    });
    let text = |row: Vec<String>| line(row.iter().map(|text| escaped(text)).collect());
    let total = sheet.total().map(|total| {
        let bold = |text: &String| {
            if text.is_empty() { String::new() } else { format!("**{}**", escaped(text)) }
        };
        line(total.iter().map(bold).collect())
    });
    let mut output = text(sheet.header.clone()) + &line(ruler.collect());
    output.extend(sheet.rows().map(text));
    output.extend(total);
    output
}

/// Text escaped so that Markdown shows it as it is.
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
