//! Diagnostics: what is wrong with the input, where, and what to do; many are reported together.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::code::Code;
pub use super::place::{Place, PlaceSource};
use crate::model::counts::Dimension;

/// How many problems are printed; the rest is counted.
const SHOWN: usize = 20;
/// How many are kept, for a check that lists them all; the rest is counted.
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

/// All problems that were found; the first thousand are kept, the others counted.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    first: Vec<Diagnostic>,
    more: usize,
    /// Whether there are more than were counted, of a number that nobody knows.
    is_cut: bool,
    /// Whether they are counted and not kept.
    is_count: bool,
}

impl Diagnostics {
    /// Takes one more problem.
    pub fn push(&mut self, problem: Diagnostic) {
        self.push_with(|| problem);
    }

    /// Takes one more problem, which is only told in full if it will be shown.
    pub fn push_with(&mut self, problem: impl FnOnce() -> Diagnostic) {
        if self.is_count || self.first.len() >= KEPT {
            self.more += 1;
            return;
        }
        let problem = problem();
        // What is built upon twice is wrong once.
        if !self.first.contains(&problem) {
            self.first.push(problem);
        }
    }

    /// Those that are told in full.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.first.iter()
    }

    /// Whether there are more than [`count`](Self::count) says.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// That there are more than those which were told, if there are.
    pub fn rest(&self, told: usize) -> Option<String> {
        match (self.count() - told, self.is_cut) {
            (0, true) => Some("and more problems".to_owned()),
            (0, false) => None,
            (more, true) => Some(format!("and at least {more} more problems")),
            (1, false) => Some("and 1 more problem".to_owned()),
            (more, false) => Some(format!("and {more} more problems")),
        }
    }

    /// How many there are, at least.
    pub fn count(&self) -> usize {
        self.first.len() + self.more
    }

    /// Keeps their number alone, for those that will not be shown.
    pub fn forget(&mut self) {
        self.more += self.first.len();
        self.first.clear();
    }

    /// None yet, and those to come will be counted and not kept.
    pub fn counted() -> Self {
        Self { is_count: true, ..Self::default() }
    }

    /// The problems in full, as a person reads them.
    pub fn in_full(&self) -> String {
        self.shown(self.first.len())
    }

    /// The first ones in full, and how many more there are.
    fn shown(&self, most: usize) -> String {
        let mut parts: Vec<String> =
            self.first.iter().take(most).map(ToString::to_string).collect();
        parts.extend(self.rest(parts.len()));
        parts.join("\n\n")
    }

    /// Says that there are more than those kept, of a number that nobody knows.
    pub fn and_more(&mut self) {
        (self.more, self.is_cut) = (0, true);
    }

    /// Takes problems of the same part of a file, and puts all in the order of their lines.
    pub fn insert_by_line(&mut self, problems: Vec<Diagnostic>) {
        self.first.extend(problems);
        self.first.sort_by_key(Diagnostic::line);
        self.more += self.first.len().saturating_sub(KEPT);
        self.first.truncate(KEPT);
    }

    /// The same problems with so many lines before them.
    pub fn after_lines(mut self, lines: usize) -> Self {
        for place in self.first.iter_mut().filter_map(|problem| problem.place.as_mut()) {
            place.line += lines;
        }
        self
    }

    /// The same problems in the order of their lines, for those found in another.
    pub fn in_order(mut self) -> Self {
        self.first.sort_by_key(Diagnostic::line);
        self
    }

    /// Takes the problems of another part of the work, after those at hand.
    pub fn extend(&mut self, other: Self) {
        self.more += other.more;
        self.is_cut |= other.is_cut;
        other.first.into_iter().for_each(|problem| self.push(problem));
    }

    /// The value of a result, like [`Result::ok`]; its problems are added.
    pub fn ok<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|problems| self.extend(problems.into())).ok()
    }

    /// All values, or the problems of all results; `Iterator::collect` would stop at the first.
    pub fn collect<C: FromIterator<T>, T, E: Into<Self>>(
        results: impl IntoIterator<Item = Result<T, E>>,
    ) -> Result<C, Self> {
        let mut problems = Self::default();
        let values = results.into_iter().filter_map(|result| problems.ok(result)).collect();
        problems.into_result(values)
    }

    /// The same problems, with one more way out for those that it helps with.
    pub fn with_help(mut self, is_helped: impl Fn(&Diagnostic) -> bool, more: &str) -> Self {
        for problem in self.first.iter_mut().filter(|problem| is_helped(problem)) {
            let help = problem.help.take().map_or(String::new(), |help| format!("{help}; "));
            problem.help = Some(format!("{help}{more}"));
        }
        self
    }

    /// A value, if no problem was found on the way to it.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.count() == 0 { Ok(value) } else { Err(self) }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(problem: Diagnostic) -> Self {
        Self { first: vec![problem], ..Self::default() }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(SHOWN))
    }
}

impl std::error::Error for Diagnostics {}
