//! Problems: what is wrong with a file, where, and what to do; many are reported together.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::blocks::line_ends;

/// How many problems are printed; the rest is counted.
const SHOWN: usize = 20;
/// How many are kept, for a check that tells of them all; the rest is counted.
pub const KEPT: usize = 1000;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is there, in lower case and without a final full stop.
    pub what: String,
    /// Where it is, when it is in a file.
    pub place: Option<Box<Place>>,
    /// What to do.
    pub help: Option<String>,
}

/// A place in a file, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The text of the line.
    pub text: String,
    /// What the caret points at, in bytes of the line.
    pub span: Range<usize>,
    /// What was expected, beside the caret; may be empty.
    pub expected: String,
}

impl Problem {
    /// A problem without a place in a file.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), place: None, help: None }
    }

    /// The same problem with a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// The line that it is in.
    fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.line)
    }

    /// The same problem with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Place {
    /// The place of a span of bytes in the text of a file. A span over several
    /// lines is cut at the end of its first.
    #[must_use]
    pub fn of(file: &str, text: &str, span: Range<usize>, expected: impl Into<String>) -> Self {
        Self::in_bytes(file, text.as_bytes(), span, expected, String::from_utf8_lossy)
    }

    /// The same for bytes that become text in a way of their own.
    #[must_use]
    pub fn in_bytes<'a>(
        file: &str,
        bytes: &'a [u8],
        span: Range<usize>,
        expected: impl Into<String>,
        decode: impl Fn(&'a [u8]) -> Cow<'a, str>,
    ) -> Self {
        // A CR right before an LF ends no line of its own.
        let before = match &bytes[..span.start] {
            [before @ .., b'\r'] if bytes.get(span.start) == Some(&b'\n') => before,
            before => before,
        };
        let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
        let rest = &bytes[start..];
        let line = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        // The text of the line may be longer than its bytes.
        let [from, to] = [span.start, span.end].map(|at| (at - start).min(line));
        let left = decode(&rest[..from]);
        let marked = decode(&rest[from..to]);
        Self {
            file: file.to_owned(),
            line: line_ends(&bytes[..start]) + 1,
            span: left.len()..left.len() + marked.len(),
            text: format!("{left}{marked}{}", decode(&rest[to..line])),
            expected: expected.into(),
        }
    }
}

impl Place {
    /// Whether it is in an argument, which is known by its flag, and in no file.
    #[must_use]
    pub fn is_of_argument(&self) -> bool {
        self.file.starts_with("--")
    }

    /// The column of its start, in characters from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.text[..self.span.start].chars().count() + 1
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut group = Group::with_title(Level::ERROR.primary_title(self.what.as_str()));
        if let Some(place) = &self.place {
            let caret = AnnotationKind::Primary.span(place.span.clone());
            group = group.element(
                Snippet::source(place.text.as_str())
                    .path(place.file.as_str())
                    .line_start(place.line)
                    .annotation(match place.expected.as_str() {
                        "" => caret,
                        expected => caret.label(expected),
                    }),
            );
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        f.write_str(&Renderer::plain().render(&[group]))
    }
}

/// All problems that were found; the first thousand are kept, the others counted.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    first: Vec<Problem>,
    more: usize,
    /// Whether there are more than were counted, of a number that nobody knows.
    is_cut: bool,
    /// Whether they are counted and not kept.
    is_count: bool,
}

impl Problems {
    /// Takes one more problem.
    pub fn push(&mut self, problem: Problem) {
        self.push_with(|| problem);
    }

    /// Takes one more problem, which is only told in full if it will be shown.
    pub fn push_with(&mut self, problem: impl FnOnce() -> Problem) {
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
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.first.iter()
    }

    /// Whether there are more than [`count`](Self::count) says.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// That there are more than those which were told, if there are.
    #[must_use]
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
    #[must_use]
    pub fn count(&self) -> usize {
        self.first.len() + self.more
    }

    /// Keeps their number alone, for those that will not be shown.
    pub fn forget(&mut self) {
        self.more += self.first.len();
        self.first.clear();
    }

    /// None yet, and those to come will be counted and not kept.
    #[must_use]
    pub fn counted() -> Self {
        Self { is_count: true, ..Self::default() }
    }

    /// The problems in full, as a person reads them.
    #[must_use]
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
    pub fn insert_by_line(&mut self, problems: Vec<Problem>) {
        self.first.extend(problems);
        self.first.sort_by_key(Problem::line);
        self.more += self.first.len().saturating_sub(KEPT);
        self.first.truncate(KEPT);
    }

    /// The same problems with so many lines before them.
    #[must_use]
    pub fn after_lines(mut self, lines: usize) -> Self {
        for place in self.first.iter_mut().filter_map(|problem| problem.place.as_mut()) {
            place.line += lines;
        }
        self
    }

    /// The same problems in the order of their lines, for those found in another.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.first.sort_by_key(Problem::line);
        self
    }

    /// Takes the problems of another part of the work, after those at hand.
    pub fn extend(&mut self, other: Self) {
        self.more += other.more;
        self.is_cut |= other.is_cut;
        other.first.into_iter().for_each(|problem| self.push(problem));
    }

    /// The value of a part of the work that went well, else its problems.
    pub fn keep<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|problems| self.extend(problems.into())).ok()
    }

    /// The same problems, with more of a way out where one says just that.
    #[must_use]
    pub fn helped(mut self, what: &str, more: &str) -> Self {
        for problem in self.first.iter_mut().filter(|problem| problem.what == what) {
            let help = problem.help.take().map_or(String::new(), |help| format!("{help}; "));
            problem.help = Some(format!("{help}{more}"));
        }
        self
    }

    /// `value` if no problem was found.
    ///
    /// # Errors
    ///
    /// The problems.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.count() == 0 { Ok(value) } else { Err(self) }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { first: vec![problem], ..Self::default() }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(SHOWN))
    }
}

impl std::error::Error for Problems {}
