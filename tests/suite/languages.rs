//! Problems in both languages: their templates use the same values, and each problem that a golden
//! case shows in English, one shows in Danish.

use std::collections::BTreeSet;

use kanalpris::internals::diagnostic::{Code, Diagnostic};
use kanalpris::internals::render::{self, Lang};
use kanalpris::internals::template;

use crate::{entries, root, text};

/// With fewer problems than this, some were not recognized.
const FEWEST_PROBLEMS: usize = 150;

/// What every golden case prints.
fn outputs() -> Vec<String> {
    let commands = entries(&root().join("tests/golden")).into_iter().filter(|path| path.is_dir());
    let cases = commands.flat_map(|command| entries(&command));
    let files = cases.flat_map(|case| entries(&case));
    let is_output = |name: &str| name.ends_with("stdout") || name.ends_with("stderr");
    let outputs = files.filter(|path| path.to_str().is_some_and(is_output));
    outputs.map(|path| text(&path)).collect()
}

/// The literal parts of a template, without those that may be left out.
fn literals(template: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = template;
    while let Some(start) = rest.find(['{', '[']) {
        let close = if rest[start..].starts_with('{') { '}' } else { ']' };
        let end = start + rest[start..].find(close).expect("a bracket that is closed");
        let is_literal = close == ']' && !rest[start..end].contains('{');
        let literal = if is_literal { &rest[..=end] } else { &rest[..start] };
        parts.last_mut().expect("one part at least").push_str(literal);
        if !is_literal {
            parts.push(String::new());
        }
        rest = &rest[end + 1..];
    }
    parts.last_mut().expect("one part at least").push_str(rest);
    parts
}

/// Whether a part of an output is a problem: its text, its label and its help, one after the other.
fn shows(part: &str, code: Code, lang: Lang) -> bool {
    let word = if lang == Lang::Danish { "fejl: " } else { "error: " };
    let [text, label, help] = lang.problem(code);
    let Some(mut rest) = part.strip_prefix(word) else { return false };
    let label = if part.contains("--> ") { label } else { "" };
    let text = literals(text);
    rest.starts_with(&text[0])
        && text.into_iter().chain(literals(label)).chain(literals(help)).all(|literal| {
            let found = rest.find(&literal);
            rest = found.map_or("", |at| &rest[at + literal.len()..]);
            found.is_some()
        })
}

#[test]
fn each_problem_of_a_golden_case_is_shown_in_both_languages() {
    let outputs = outputs();
    let parts: Vec<&str> = outputs.iter().flat_map(|output| output.split("\n\n")).collect();
    let is_shown = |code: Code, lang| parts.iter().any(|part| shows(part, code, lang));
    let english = Code::ALL.iter().copied().filter(|code| is_shown(*code, Lang::English));
    let english: Vec<Code> = english.collect();
    assert!(english.len() >= FEWEST_PROBLEMS, "only {} problems were found", english.len());
    for code in english {
        assert!(is_shown(code, Lang::Danish), "no golden case shows {code:?} in Danish");
    }
}

/// The names of the values in a template.
fn names(template: &'static str) -> BTreeSet<&'static str> {
    let values = template.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    values.map(|value| value.split('#').next().unwrap_or(value)).collect()
}

#[test]
fn every_problem_can_be_worded_with_its_values() {
    for lang in [Lang::Danish, Lang::English] {
        for code in Code::ALL {
            let all = lang.problem(*code).into_iter().flat_map(names);
            let add = |problem: Diagnostic, name| problem.with(name, "7");
            let worded = render::diagnostic(&all.fold(code.problem(), add), lang, false);
            assert!(!worded.contains(['{', '}', '#']), "{worded}");
        }
    }
}

#[test]
fn both_languages_use_the_same_values_of_a_problem() {
    for code in Code::ALL {
        let parts = |lang: Lang| lang.problem(*code).map(|part| (part.is_empty(), names(part)));
        assert_eq!(parts(Lang::Danish), parts(Lang::English), "{code:?}");
    }
}

#[test]
fn a_part_in_brackets_is_left_out_without_its_value() {
    let filled = |template, near: Option<&str>| {
        let value = |name: &str| match name {
            "it" => Some("{x}[y]".to_owned()),
            "near" => near.map(str::to_owned),
            _ => None,
        };
        template::fill(template, &value)
    };
    assert_eq!(filled("`{it}`[, or `{near}`]", None).as_deref(), Some("`{x}[y]`"));
    let did_you_mean = filled("[did you mean `{near}`? ]", Some("z"));
    assert_eq!(did_you_mean.as_deref(), Some("did you mean `z`? "));
    let brackets = "`[[channel]]` and [1, 2]";
    assert_eq!(filled(brackets, None).as_deref(), Some(brackets));
    assert_eq!(filled("{it} and {other}", None), None);
}

#[test]
fn a_number_has_its_word() {
    let text = |cells: usize| {
        let problem = Code::WrongRowWidth.problem().with("width", 3).with("cells", cells);
        render::problem(&problem, Lang::English)
    };
    assert_eq!(text(1), "the row has 1 cell, the header has 3");
    assert_eq!(text(2), "the row has 2 cells, the header has 3");
}
