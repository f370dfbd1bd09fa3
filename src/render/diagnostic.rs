//! Problems for people: what is wrong, the line with a caret, and what to do.
//!
//! | in a template | stands for |
//! |---|---|
//! | `{name}` | a value of the problem; `{it}` is the word at its place |
//! | `{name#one\|many}` | a number and the word for it: `2 cells` |
//!
//! A part in brackets with a value in it is left out where the problem has no such value, and so
//! is a whole label or help. The rest is as in [all templates](crate::template).

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use super::template::plain_spaces;
use super::{Lang, is_obeyed, number, printable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Value};
use crate::report::Term;
use crate::template;

/// How many problems are printed, but for a check; the rest is counted.
pub const PRINTED: usize = 20;

/// What is there, in lower case and without a final full stop.
pub fn problem(problem: &Diagnostic, lang: Lang) -> String {
    let [text, ..] = lang.problem(problem.code);
    fill(problem, text, lang).unwrap_or_else(|| {
        debug_assert!(false, "a value is missing for {:?}", problem.code);
        text.to_owned()
    })
}

/// What to do.
pub fn help(problem: &Diagnostic, lang: Lang) -> Option<String> {
    let [.., help] = lang.problem(problem.code);
    fill(problem, help, lang).filter(|text| !text.is_empty())
}

/// A template with its values; `None` if one is missing outside of brackets.
fn fill(problem: &Diagnostic, template: &str, lang: Lang) -> Option<String> {
    template::fill(template, &|inner| {
        let (name, words) = inner.split_once('#').unwrap_or((inner, ""));
        let value = match problem.value(name)? {
            Value::Text(text) => printable(text),
            Value::Word(words) => lang.localized(*words).to_owned(),
            Value::Percent(share) => plain_spaces(&number::percent(share, lang)),
        };
        let Some((one, many)) = words.split_once('|') else { return Some(value) };
        Some(format!("{value} {}", if value == "1" { one } else { many }))
    })
}

/// A problem as it is printed, with the word that it starts with in colour if `is_coloured`.
pub fn diagnostic(problem: &Diagnostic, lang: Lang, is_coloured: bool) -> String {
    let (level, word, color) = if problem.is_warning {
        (Level::WARNING, lang.label(Term::WarningWord), AnsiColor::Yellow)
    } else {
        (Level::ERROR, lang.label(Term::ErrorWord), AnsiColor::Red)
    };
    let style = if is_coloured { color.on_default().bold() } else { Style::new() };
    let title = self::problem(problem, lang);
    // What was expected at the place, for beside the caret.
    let [_, label, _] = lang.problem(problem.code);
    let label = fill(problem, label, lang).filter(|text| !text.is_empty());
    let help = help(problem, lang);
    let mut primary = level.with_name(word).primary_title(title.as_str());
    // A warning of a report shows the code that `--allow` takes.
    if let (Code::ReportWarning, Some(Value::Text(code))) = (problem.code, problem.value("code")) {
        primary = primary.id(code.as_str());
    }
    let mut group = Group::with_title(primary);
    let place = problem.place.as_deref().cloned().map(shown);
    if let Some(place) = &place {
        let caret = AnnotationKind::Primary.span(place.span.clone());
        let snippet = Snippet::source(place.text.as_str())
            .path(place.source.as_str())
            .line_start(place.line)
            .annotation(caret.label(label.as_deref()));
        group = group.element(snippet);
    }
    if let Some(help) = &help {
        group =
            group.element(Level::HELP.with_name(lang.label(Term::HelpWord)).message(help.as_str()));
    }
    let text = Renderer::plain().render(&[group]);
    let text = text.replacen(word, &format!("{style}{word}{style:#}"), 1);
    let Some(place) = place else { return text };
    // The renderer takes the column from what it shows, which is a part of a long line.
    let shown = format!("--> {}:{}:{}\n", place.source, place.line, place.column_in_text());
    text.replacen(&shown, &format!("--> {}\n", place.location()), 1)
}

/// A place without characters that a terminal would obey. Those of one byte in its line are shown by
/// the renderer; for each of the others one of the same length stands, so that the span still fits.
fn shown(mut place: Place) -> Place {
    let visible = |sign: char| match sign.len_utf8() {
        2 if is_obeyed(sign) => '\u{a0}',
        3 if is_obeyed(sign) => '\u{fffd}',
        _ => sign,
    };
    place.text = place.text.chars().map(visible).collect();
    place.source = printable(&place.source);
    place
}

/// The first problems, so many at most, and how many more there are.
pub fn diagnostics(problems: &Diagnostics, most: usize, lang: Lang, is_coloured: bool) -> String {
    let mut parts: Vec<String> =
        problems.iter().take(most).map(|problem| diagnostic(problem, lang, is_coloured)).collect();
    parts.extend(problems.and_more(parts.len()).map(|more| problem(&more, lang)));
    parts.join("\n\n")
}

/// In English, for users of the library and for tests. The program prints problems in the language
/// of its report.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&diagnostic(self, Lang::English, false))
    }
}

impl std::error::Error for Diagnostic {}

/// In English, as a single problem is.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&diagnostics(self, PRINTED, Lang::English, false))
    }
}

impl std::error::Error for Diagnostics {}
