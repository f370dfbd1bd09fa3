//! HTML: the whole report on a page of its own, whose tables can be pasted into a document.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{Lang, SHADES, Sheet, Style, cell, lang, page, sections, svg, template, warnings};
use crate::report::{Phrase, Report, Section, Table, Term};

/// The look of the page.
const STYLE: &str = include_str!("html.css");

/// What the page may do: it loads nothing, and no style or script but these, known by their hashes,
/// has an effect.
fn policy(has_script: bool) -> String {
    let hash = |text| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let script = if has_script { hash(page::SCRIPT) } else { "'none'".to_owned() };
    format!(
        "default-src 'none'; style-src {}; script-src {script}; base-uri 'none'; \
         form-action 'none'",
        hash(STYLE)
    )
}

/// The whole report.
pub fn render(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    let text = |phrase: &Phrase| template::non_breaking(phrase, lang, &report.currency);
    let title = lang.label(report.term);
    let page = html! {
        (DOCTYPE)
        html lang=(lang.localized(lang::TAG)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(report.explorer.is_some()));
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p.answer { (text(&report.headline)) }
                    @for warning in warnings(report) { p.warning { (text(&warning)) } }
                    @if !report.sections.is_empty() {
                        @for note in report.notes.iter().filter(|note| note.is_key()) {
                            p.note { (text(note)) }
                        }
                        (contents(&report.sections, lang))
                    }
                    @if let Some(explorer) = &report.explorer {
                        (page::explorer(explorer, &report.currency, lang))
                    }
                    @for (at, section) in (1..).zip(&report.sections) {
                        section id=(format!("section-{at}")) tabindex="-1" { (self::section(section, lang)) }
                    }
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
                @if report.explorer.is_some() { script { (PreEscaped(page::SCRIPT)) } }
            }
        }
    };
    (page.into_string() + "\n").into_bytes()
}

/// Links to the sections.
fn contents(all: &[Section], lang: Lang) -> Markup {
    html! {
        nav aria-label=(lang.label(Term::Contents)) {
            ul {
                @for (at, section) in (1..).zip(all) {
                    li { a href=(format!("#section-{at}")) { (cell(&section.title, lang)) } }
                }
            }
        }
    }
}

/// A section: its sentence, its pictures with their tables one click away, and its notes.
fn section(Section { title, report }: &Section, lang: Lang) -> Markup {
    let text = |phrase: &Phrase| template::non_breaking(phrase, lang, &report.currency);
    html! {
        h2 { (cell(title, lang)) }
        p { strong { (text(&report.headline)) } }
        @for warning in warnings(report) { p.warning { (text(&warning)) } }
        @for table in &report.tables {
            @if let Some(picture) = svg::chart(table, &report.currency, lang) { (picture) }
            details {
                summary { (lang.label(Term::Figures)) ": " (lang.label(table.term)) }
                div.table { (grid(table, &report.currency, lang)) }
            }
        }
        @if let Some(drawn) = &report.matrix { (svg::scatter(drawn, lang)) }
        ul.note {
            @for phrase in report.arithmetic.iter().chain(&report.notes) {
                @if !phrase.is_warning() { li { (text(phrase)) } }
            }
        }
    }
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

/// A table. Its alignment and its shades are attributes of each cell, since a style is lost when it
/// is pasted.
fn grid(table: &Table, currency: &str, lang: Lang) -> Markup {
    let sheet = Sheet::from_table(table, currency, lang);
    let align = |at: usize| sheet.columns[at].kind.is_numeric().then_some("right");
    let shades = table.shades();
    let color = |shade: usize| SHADES[shade].map(|color| format!("#{color}"));
    let cells = |row: Vec<String>, shades: Vec<usize>| {
        html! {
            @for (at, text) in row.iter().enumerate() {
                @if at == 0 { th scope="row" align=[align(at)] { (text) } }
                @else if let Some(&shade @ 1..) = sheet.shown.get(at).and_then(|at| shades.get(*at)) {
                    td.shade align=[align(at)] bgcolor=[color(shade)] { (text) }
                }
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
            tbody { @for row in &table.rows { tr { (cells(sheet.row(row), shades(row))) } } }
            @if let Some(total) = sheet.total() { tfoot { tr { (cells(total, Vec::new())) } } }
        }
    }
}
