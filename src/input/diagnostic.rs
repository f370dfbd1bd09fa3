//! Diagnostics: what is wrong with the input, where, and what to do; many are reported together.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::code::Code;
use super::lookup::did_you_mean;
pub use super::place::Place;
use super::place::masked;
use crate::model::counts::Dimension;
use crate::template;

/// How many problems are printed, but for a check; the rest is counted.
const PRINTED: usize = 20;
/// How many problems are kept; the rest is counted.
pub const KEPT: usize = 1000;

/// One thing that is wrong: its code words it, with the values of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// Whether it is likely a slip. Otherwise it is an error, and nothing can be computed.
    pub is_warning: bool,
    /// Where it is, when it is in a file or in a flag.
    pub place: Option<Box<Place>>,
    /// What the templates of the code name. The values `label` and `help` replace the template of
    /// that name.
    values: Vec<(&'static str, String)>,
}

impl Code {
    /// An error of this kind without a place and values.
    pub fn problem(self) -> Diagnostic {
        Diagnostic { code: self, is_warning: false, place: None, values: Vec::new() }
    }
}

impl Diagnostic {
    /// The same problem as a warning.
    pub fn into_warning(self) -> Self {
        Self { is_warning: true, ..self }
    }

    /// The same problem with a place. Of a long line only the part around it is kept.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place.cut()));
        self
    }

    /// The same problem with a value, which replaces an earlier one of that name.
    #[expect(clippy::needless_pass_by_value, reason = "a value is often made for this call")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, masked(&value.to_string())));
        self
    }

    /// The same problem with the candidate that is most like a word, if one is close enough.
    pub fn near<'a>(self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(word, candidates) {
            Some(near) => self.with("near", near),
            None => self,
        }
    }

    /// The same problem with a help of its own.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.with("help", help.into())
    }

    /// Whether a file has no column for a dimension.
    pub fn is_missing_column(&self, dimension: Dimension) -> bool {
        let name = dimension.english();
        self.code == Code::MissingColumn && self.value("column") == Some(name)
    }

    /// What is there, in lower case and without a final full stop.
    pub fn text(&self) -> String {
        self.fill(self.code.wording().text).unwrap_or_else(|| {
            debug_assert!(false, "a value is missing for {:?}", self.code);
            self.code.wording().key.to_owned()
        })
    }

    /// What was expected at the place, for beside the caret.
    fn label(&self) -> Option<String> {
        self.part("label", self.code.wording().label)
    }

    /// What to do.
    pub fn help_text(&self) -> Option<String> {
        self.part("help", self.code.wording().help)
    }

    /// The value of that name, else the template if it has all its values.
    fn part(&self, name: &str, template: &str) -> Option<String> {
        let filled = self.value(name).map(str::to_owned).or_else(|| self.fill(template));
        filled.filter(|text| !text.is_empty())
    }

    fn value(&self, name: &str) -> Option<&str> {
        let value = self.values.iter().find(|(known, _)| *known == name);
        value.map(|(_, value)| value.as_str())
    }

    /// A template with its values; `None` if one is missing outside of brackets.
    fn fill(&self, template: &str) -> Option<String> {
        template::fill(template, &|name| self.value(name).map(str::to_owned))
    }

    /// The line that it is in.
    fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.line)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.is_warning { Level::WARNING } else { Level::ERROR };
        let (title, label, help) = (self.text(), self.label(), self.help_text());
        let mut primary = level.primary_title(title.as_str());
        // A warning of a report shows the code that `--allow` takes.
        if let Some(code) = self.value("code").filter(|_| self.code == Code::ReportWarning) {
            primary = primary.id(code);
        }
        let mut group = Group::with_title(primary);
        if let Some(place) = &self.place {
            let caret = AnnotationKind::Primary.span(place.span.clone());
            let snippet = Snippet::source(place.text.as_str())
                .path(place.source.as_str())
                .line_start(place.line)
                .annotation(match &label {
                    Some(label) => caret.label(label.as_str()),
                    None => caret,
                });
            group = group.element(snippet);
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let text = Renderer::plain().render(&[group]);
        let Some(place) = &self.place else { return f.write_str(&text) };
        // The renderer takes the column from what it shows, which is a part of a long line.
        let shown = format!("--> {}:{}:{}\n", place.source, place.line, place.column_in_text());
        f.write_str(&text.replacen(&shown, &format!("--> {}\n", place.location()), 1))
    }
}

impl std::error::Error for Diagnostic {}

/// All problems that were found; the first thousand are kept, the others counted.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    /// How many more were found.
    not_kept: usize,
    /// Whether there are more than that, and nobody knows how many.
    is_incomplete: bool,
    /// Whether those to come are counted and not kept.
    only_counts: bool,
}

impl Diagnostics {
    /// No problem yet. Those to come are counted and not kept.
    pub fn count_only() -> Self {
        Self { only_counts: true, ..Self::default() }
    }

    /// All values, or the problems of all results; `Iterator::collect` would stop at the first.
    pub fn collect<C: FromIterator<T>, T, E: Into<Self>>(
        results: impl IntoIterator<Item = Result<T, E>>,
    ) -> Result<C, Self> {
        let mut problems = Self::default();
        let values = results.into_iter().filter_map(|result| problems.ok(result)).collect();
        problems.into_result(values)
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        self.push_with(|| problem);
    }

    /// Adds a problem, which is only built if it is kept.
    pub fn push_with(&mut self, problem: impl FnOnce() -> Diagnostic) {
        if self.only_counts || self.kept.len() >= KEPT {
            self.not_kept += 1;
            return;
        }
        let problem = problem();
        // Two scenarios that build on a third have the problems of the third in common.
        if !self.kept.contains(&problem) {
            self.kept.push(problem);
        }
    }

    /// Adds the problems of another part of the work.
    pub fn extend(&mut self, other: Self) {
        self.not_kept += other.not_kept;
        self.is_incomplete |= other.is_incomplete;
        other.kept.into_iter().for_each(|problem| self.push(problem));
    }

    /// The value of a result, like [`Result::ok`]; its problems are added.
    pub fn ok<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|problems| self.extend(problems.into())).ok()
    }

    /// A value, if no problem was found on the way to it.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.count() == 0 { Ok(value) } else { Err(self) }
    }

    /// The problems that are kept.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.kept.iter()
    }

    /// How many problems there are; more where it [is incomplete](Self::is_incomplete).
    pub fn count(&self) -> usize {
        self.kept.len() + self.not_kept
    }

    /// Whether there are more problems than [`count`](Self::count) says.
    pub fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// Marks that there are more problems, and that nobody knows how many.
    pub fn set_incomplete(&mut self) {
        (self.not_kept, self.is_incomplete) = (0, true);
    }

    /// Adds problems of the same part of a file, and sorts all by their lines.
    pub fn insert_by_line(&mut self, problems: Vec<Diagnostic>) {
        self.kept.extend(problems);
        self.kept.sort_by_key(Diagnostic::line);
        self.not_kept += self.kept.len().saturating_sub(KEPT);
        self.kept.truncate(KEPT);
    }

    /// The same problems with so many lines before them.
    pub fn after_lines(mut self, lines: usize) -> Self {
        for place in self.kept.iter_mut().filter_map(|problem| problem.place.as_mut()) {
            place.line += lines;
        }
        self
    }

    /// The same problems, sorted by their lines.
    pub fn sorted(mut self) -> Self {
        self.kept.sort_by_key(Diagnostic::line);
        self
    }

    /// The same problems, with one more way out for those that it helps with.
    pub fn with_help(mut self, is_helped: impl Fn(&Diagnostic) -> bool, more: &str) -> Self {
        let add = |problem: Diagnostic| match problem.help_text() {
            _ if !is_helped(&problem) => problem,
            Some(help) => problem.help(format!("{help}; {more}")),
            None => problem.help(more),
        };
        self.kept = self.kept.into_iter().map(add).collect();
        self
    }

    /// All problems that are kept, for people, and how many more there are.
    pub fn in_full(&self) -> String {
        self.first(self.kept.len())
    }

    /// The first problems for people, and how many more there are.
    fn first(&self, number: usize) -> String {
        let mut parts: Vec<String> =
            self.kept.iter().take(number).map(ToString::to_string).collect();
        parts.extend(self.and_more(parts.len()));
        parts.join("\n\n")
    }

    /// How many problems there are besides those that are printed, if there are any.
    pub fn and_more(&self, printed: usize) -> Option<String> {
        match (self.count() - printed, self.is_incomplete) {
            (0, true) => Some("and more problems".to_owned()),
            (0, false) => None,
            (more, true) => Some(format!("and at least {more} more problems")),
            (1, false) => Some("and 1 more problem".to_owned()),
            (more, false) => Some(format!("and {more} more problems")),
        }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(problem: Diagnostic) -> Self {
        Self { kept: vec![problem], ..Self::default() }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first(PRINTED))
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic};
    use crate::input::code::Wording;

    #[test]
    fn a_part_in_brackets_is_left_out_without_its_value() {
        let problem = || Code::NoScenarios.problem().with("it", "{x}[y]");
        assert_eq!(problem().fill("`{it}`[, or `{near}`]").as_deref(), Some("`{x}[y]`"));
        let near = problem().with("near", "z");
        assert_eq!(near.fill("[did you mean `{near}`? ]").as_deref(), Some("did you mean `z`? "));
        assert_eq!(
            near.fill("`[[channel]]` and [1, 2]").as_deref(),
            Some("`[[channel]]` and [1, 2]")
        );
        assert_eq!(near.fill("{it} and {other}"), None);
    }

    #[test]
    fn every_template_is_complete_with_its_values() {
        for code in Code::ALL {
            let Wording { text, label, help, .. } = code.wording();
            for template in [text, label, help] {
                let names = template.split('{').skip(1).map(|rest| rest.split('}').next());
                let add = |problem: Diagnostic, name: Option<&'static str>| {
                    problem.with(name.expect("a name in braces"), "7")
                };
                let filled = names.fold(code.problem(), add).fill(template).expect("all values");
                assert!(!filled.contains(['{', '}']), "{filled}");
            }
        }
    }
}
