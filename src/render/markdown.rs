//! Markdown: the tables as a document takes them.

use super::{Lang, Sheet, Style, matrix, sections, template, warnings};
use crate::report::{Phrase, Report, Table};

/// The whole report.
pub fn render(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    let sentence =
        |phrase: &Phrase| escaped(&template::non_breaking(phrase, lang, &report.currency));
    let headline = sentence(&report.headline);
    let mut parts = vec![format!("## {}\n\n{headline}\n", lang.label(report.term))];
    parts.extend(warnings(report).map(|warning| format!("**{}**\n", sentence(&warning))));
    for table in &report.tables {
        let heading = lang.label(table.term);
        parts.push(format!("### {heading}\n\n{}", grid(table, &report.currency, lang)));
    }
    if let Some(drawn) = &report.matrix {
        let lines = matrix::lines(drawn, lang).join("\n");
        parts.push(format!("### {}\n\n```text\n{lines}\n```\n", lang.label(drawn.term)));
    }
    for (heading, lines) in sections(report, lang) {
        let item = |(label, text): (String, String)| match label.as_str() {
            "" => format!("- {}\n", escaped(&text)),
            label => format!("- {label}: {}\n", escaped(&text)),
        };
        let items: String = lines.into_iter().map(item).collect();
        parts.push(format!("### {heading}\n\n{items}"));
    }
    parts.join("\n").into_bytes()
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
