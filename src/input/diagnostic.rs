//! Diagnostics: what is wrong with the input, where, and what to do; many are reported together.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::code::Code;
pub use super::place::{Place, PlaceSource};
use crate::model::counts::Dimension;

/// How many problems are printed, but for a check; the rest is counted.
const PRINTED: usize = 20;
/// How many problems are kept; the rest is counted.
pub const KEPT: usize = 1000;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing can be computed with it.
    Error,
    /// It is likely a slip.
    Warning,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is there, in lower case and without a final full stop.
    pub text: String,
    /// Where it is, when it is in a file or in a flag.
    pub place: Option<Box<Place>>,
    /// The dimension whose column is missing, where a column is.
    pub dimension: Option<Dimension>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn new(code: Code, text: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            text: text.into(),
            place: None,
            dimension: None,
            help: None,
        }
    }

    /// A warning without a place.
    pub fn warning(code: Code, text: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::new(code, text) }
    }

    /// The same problem with a place. Of a long line only the part around it is kept.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place.cut()));
        self
    }

    /// The same problem with a way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same problem with the dimension whose column is missing.
    pub fn about(mut self, dimension: Option<Dimension>) -> Self {
        self.dimension = dimension;
        self
    }

    /// The same problem for all of the rows that have it.
    pub fn in_rows(mut self, rows: u64) -> Self {
        let text = if self.code == Code::MissingChannel { "no channel" } else { &self.text };
        self.text = format!("{text} in {rows} rows");
        self
    }

    /// Whether a file has no column for a dimension.
    pub fn is_missing_column(&self, dimension: Dimension) -> bool {
        self.code == Code::MissingColumn && self.dimension == Some(dimension)
    }

    /// The line that it is in.
    fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.line)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(self.text.as_str()));
        if let Some(place) = &self.place {
            let caret = AnnotationKind::Primary.span(place.span.clone());
            let snippet = Snippet::source(place.text.as_str())
                .path(place.source.to_string())
                .line_start(place.line)
                .annotation(match place.expected.as_str() {
                    "" => caret,
                    expected => caret.label(expected),
                });
            group = group.element(snippet);
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let text = Renderer::plain().render(&[group]);
        let Some(place) = &self.place else { return f.write_str(&text) };
        // The renderer takes the column from what it shows, which is a part of a long line.
        let [shown, real] = [place.column_in_text(), place.column()]
            .map(|column| format!("--> {}:{}:{column}\n", place.source, place.line));
        f.write_str(&text.replacen(&shown, &real, 1))
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

    /// Drops the problems and keeps their number, for those that will not be printed.
    pub fn drop_kept(&mut self) {
        self.not_kept += self.kept.len();
        self.kept.clear();
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
        for problem in self.kept.iter_mut().filter(|problem| is_helped(problem)) {
            let help = problem.help.take().map_or(String::new(), |help| format!("{help}; "));
            problem.help = Some(format!("{help}{more}"));
        }
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
