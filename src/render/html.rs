//! HTML: the whole report on a page of its own, whose tables can be pasted into a document.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Lang, Sheet, Style, lang, sections, svg, template, warnings};
use crate::report::{Phrase, Report, Table};

/// The look of the page.
const STYLE: &str = include_str!("html.css");
/// Nothing is loaded, and no script runs.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole report.
pub fn render(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    let text = |phrase: &Phrase| template::non_breaking(phrase, lang, &report.currency);
    let title = lang.label(report.term);
    let page = html! {
        (DOCTYPE)
        html lang=(lang.localized(lang::TAG)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p.answer { (text(&report.headline)) }
                    @for warning in warnings(report) { p.warning { (text(&warning)) } }
                    @for table in &report.tables {
                        h2 { (lang.label(table.term)) }
                        @if let Some(picture) = svg::chart(table, &report.currency, lang) { (picture) }
                        div.table { (grid(table, &report.currency, lang)) }
                    }
                    @if let Some(drawn) = &report.matrix {
                        h2 { (lang.label(drawn.term)) }
                        (svg::scatter(drawn, lang))
                    }
                    @for (heading, lines) in sections(report, lang) {
                        h2 { (heading) }
                        (below_tables(&lines))
                    }
                }
            }
        }
    };
    (page.into_string() + "\n").into_bytes()
}

/// Assumptions with their labels, or messages.
fn below_tables(lines: &[(String, String)]) -> Markup {
    let have_labels = lines.iter().any(|(label, _)| !label.is_empty());
    html! {
        @if have_labels {
            dl { @for (label, text) in lines { dt { (label) } dd { (text) } } }
        } @else {
            ul { @for (_, text) in lines { li { (text) } } }
        }
    }
}

/// A table. Its alignment is an attribute of each cell, since a style is lost when it is pasted.
fn grid(table: &Table, currency: &str, lang: Lang) -> Markup {
    let sheet = Sheet::from_table(table, currency, lang);
    let align = |at: usize| sheet.columns[at].kind.is_numeric().then_some("right");
    let cells = |row: Vec<String>| {
        html! {
            @for (at, text) in row.iter().enumerate() {
                @if at == 0 { th scope="row" align=[align(at)] { (text) } }
                @else { td align=[align(at)] { (text) } }
            }
        }
    };
    html! {
        table {
            thead {
                tr {
                    @for (at, text) in sheet.header.iter().enumerate() {
                        th scope="col" align=[align(at)] { (text) }
                    }
                }
            }
            tbody { @for row in sheet.rows() { tr { (cells(row)) } } }
            @if let Some(total) = sheet.total() { tfoot { tr { (cells(total)) } } }
        }
    }
}
