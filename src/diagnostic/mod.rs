//! Diagnostics: what is wrong with the input, where, and with which values; many are reported
//! together. They hold no sentence: `render/` words them in the language of the report.

mod code;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

pub use code::Code;

use crate::model::quantity::Share;
use crate::scan::quotes::line_ends;

/// How many problems are kept; the rest is counted.
pub const KEPT: usize = 1000;

/// One thing that is wrong: its code, and the values of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// Whether it is likely a slip. Otherwise it is an error, and nothing can be computed.
    pub is_warning: bool,
    /// Where it is, when it is in a file or in a flag.
    pub place: Option<Box<Place>>,
    /// What the templates of the code name.
    values: BTreeMap<&'static str, Value>,
}

/// A value of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The same in all languages.
    Text(String),
    /// A word in Danish and in English.
    Word([&'static str; 2]),
    /// A percentage.
    Percent(Share),
}

impl From<&[&'static str]> for Value {
    /// What a dimension or another role is called: its Danish and its English name come first.
    fn from(names: &[&'static str]) -> Self {
        Self::Word([names[0], names[1]])
    }
}

impl Code {
    /// An error of this kind without a place and values.
    pub fn problem(self) -> Diagnostic {
        Diagnostic { code: self, is_warning: false, place: None, values: BTreeMap::new() }
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

    /// The same problem with so many lines before it.
    pub fn after_lines(mut self, lines: usize) -> Self {
        if let Some(place) = &mut self.place {
            place.line += lines;
        }
        self
    }

    /// The same problem with a text as a value, which replaces an earlier one of that name.
    #[expect(clippy::needless_pass_by_value, reason = "a value is often made for this call")]
    pub fn with(self, name: &'static str, value: impl ToString) -> Self {
        self.with_value(name, Value::Text(masked(&cut(&value.to_string(), LONGEST_VALUE))))
    }

    /// The same problem with a text as a value, if there is one.
    pub fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same problem with a value.
    pub fn with_value(mut self, name: &'static str, value: Value) -> Self {
        self.values.insert(name, value);
        self
    }

    /// The same problem with what a dimension or another role is called, also in each language.
    pub fn with_names(self, name: &'static str, names: &'static [&'static str]) -> Self {
        let problem = self.with_value(name, Value::from(names));
        let problem = problem.with("danish", names[0]);
        if names[0] == names[1] { problem } else { problem.with("english", names[1]) }
    }

    /// The value of that name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// The file that it is about.
    pub fn file(&self) -> Option<&str> {
        match (&self.place, self.value("file")) {
            (Some(place), _) => Some(place.source.as_str()).filter(|_| !place.is_in_flag),
            (None, Some(Value::Text(file))) => Some(file),
            (None, _) => None,
        }
    }

    /// The exit code of a command that ends with it. A mistyped value of a flag is wrong usage.
    fn exit_code(&self) -> u8 {
        let is_in_flag = self.place.as_ref().is_some_and(|place| place.is_in_flag);
        if is_in_flag { 2 } else { self.code.exit_code() }
    }

    /// The line that it is in.
    fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.line)
    }
}

/// All problems that were found; the first thousand are kept, the others counted.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    /// How many more were found.
    not_kept: usize,
    /// Whether there are more than that, and nobody knows how many.
    is_incomplete: bool,
}

impl Diagnostics {
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
        if self.kept.len() >= KEPT {
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

    /// The exit code of a command that ends with them: 1 if any of them is in a file.
    pub fn exit_code(&self) -> u8 {
        self.kept.iter().map(Diagnostic::exit_code).min().unwrap_or(1)
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

    /// Adds so many problems that are not kept.
    pub fn count_more(&mut self, problems: usize) {
        self.not_kept += problems;
    }

    /// The same problems, sorted by their lines.
    pub fn sorted(mut self) -> Self {
        self.kept.sort_by_key(Diagnostic::line);
        self
    }

    /// The same problems, each changed by a function.
    pub fn map(mut self, change: impl Fn(Diagnostic) -> Diagnostic) -> Self {
        self.kept = self.kept.into_iter().map(change).collect();
        self
    }

    /// How many problems there are besides those that are printed, if there are any.
    pub fn and_more(&self, printed: usize) -> Option<Diagnostic> {
        let more = self.count() - printed;
        let name = if self.is_incomplete { "least" } else { "number" };
        let more = Some(more).filter(|more| *more > 0);
        let is_printed = more.is_some() || self.is_incomplete;
        is_printed.then(|| Code::MoreProblems.problem().with_some(name, more))
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(problem: Diagnostic) -> Self {
        Self { kept: vec![problem], ..Self::default() }
    }
}

/// How many characters of a word, such as a cell, a problem repeats; and of a list of them.
const LONGEST_WORD: usize = 60;
const LONGEST_VALUE: usize = 1000;

/// A word that fits a line.
pub fn shortened(word: &str) -> String {
    cut(word, LONGEST_WORD)
}

/// The start of a text, with an ellipsis for what is cut.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}{ELLIPSIS}", &text[..end]),
        None => text.to_owned(),
    }
}

/// How many characters of a line are kept before and behind what is wrong, and of it.
const AROUND: usize = 300;
/// What stands for the others.
const ELLIPSIS: &str = "…";

/// A place in a file or in an argument, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, by the name that the user gave it, or the flag, such as `--where`.
    pub source: String,
    /// Whether it is in the value of a flag.
    pub is_in_flag: bool,
    /// The line, from 1.
    pub line: usize,
    /// The text of the line, or the part of it that is around the span.
    pub text: String,
    /// What the caret points at, in bytes of the line.
    pub span: Range<usize>,
    /// The column of its start, from 1: in characters, or in a sheet that of the cell.
    pub column: usize,
    is_in_sheet: bool,
}

impl Place {
    /// The place of a span of bytes in the text of a file. A span over several
    /// lines is cut at the end of its first.
    pub fn in_file(file: &str, text: &str, span: Range<usize>) -> Self {
        Self::in_bytes(file, text.as_bytes(), span, String::from_utf8_lossy)
    }

    /// The place of a span of bytes in the value of a flag.
    pub fn in_flag(flag: &str, argument: &str, span: Range<usize>) -> Self {
        Self { is_in_flag: true, ..Self::in_file(flag, argument, span) }
    }

    /// The place of a span in a file whose bytes are decoded by `decode`.
    pub fn in_bytes<'a>(
        file: &str,
        bytes: &'a [u8],
        span: Range<usize>,
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
            source: file.to_owned(),
            is_in_flag: false,
            line: line_ends(&bytes[..start]) + 1,
            span: left.len()..left.len() + marked.len(),
            text: masked(&format!("{left}{marked}{}", decode(&rest[to..line]))),
            column: left.chars().count() + 1,
            is_in_sheet: false,
        }
    }

    /// The same place in the text of a sheet, which has a tab between cells.
    pub(crate) fn in_sheet(self) -> Self {
        let column = self.text[..self.span.start].matches('\t').count() + 1;
        Self { column, is_in_sheet: true, ..self }
    }

    /// Where it is, for people: `count.csv:7:3`, and in a workbook `count.xlsx: Uge 5!C7`.
    pub fn location(&self) -> String {
        if self.is_in_sheet {
            return format!("{}!{}{}", self.source, letters(self.column - 1), self.line);
        }
        format!("{}:{}:{}", self.source, self.line, self.column)
    }

    /// The column of its start in the part of the line that is left, in characters from 1.
    pub fn column_in_text(&self) -> usize {
        self.text[..self.span.start].chars().count() + 1
    }

    /// The same place with a long line cut to the characters around the span, so that a thousand
    /// problems take little memory. An ellipsis stands for what is cut.
    pub fn cut(mut self) -> Self {
        let Range { start, end } = self.span;
        let after = |at: usize| {
            let behind = self.text[at..].char_indices().nth(AROUND);
            behind.map_or(self.text.len(), |(behind, _)| at + behind)
        };
        let before = self.text[..start].char_indices().rev().take(AROUND).last();
        let from = before.map_or(0, |(at, _)| at);
        let end = end.min(after(start));
        let to = after(end);
        let left = if from > 0 { ELLIPSIS } else { "" };
        let right = if to < self.text.len() { ELLIPSIS } else { "" };
        self.span = start - from + left.len()..end - from + left.len();
        self.text = format!("{left}{}{right}", &self.text[from..to]);
        self
    }
}

/// The letters of a column in a spreadsheet: A to Z, then AA.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("less than 26"));
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

/// The same text with an `x` for each digit of what looks like a CPR number: the day, month and
/// year of birth, and four digits. Messages end in logs that others read.
fn masked(text: &str) -> String {
    let mut masked = text.as_bytes().to_vec();
    for start in 0..masked.len().saturating_sub(9) {
        if let Some(end) = end_of_cpr_number(text.as_bytes(), start) {
            masked[start..end]
                .iter_mut()
                .filter(|byte| byte.is_ascii_digit())
                .for_each(|byte| *byte = b'x');
        }
    }
    String::from_utf8(masked).unwrap_or_else(|_| text.to_owned())
}

/// The end of the CPR number that starts at a position, if one does.
fn end_of_cpr_number(text: &[u8], start: usize) -> Option<usize> {
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let two_digits = |at: usize| {
        (is_digit(at) && is_digit(at + 1)).then(|| (text[at] - b'0') * 10 + text[at + 1] - b'0')
    };
    let (day, month) = (two_digits(start)?, two_digits(start + 2)?);
    two_digits(start + 4)?;
    let behind = start + 6 + usize::from(matches!(text.get(start + 6), Some(b'-' | b' ')));
    let is_in_longer = is_digit(behind + 4) || start.checked_sub(1).is_some_and(is_digit);
    let is_date = (1..=31).contains(&day) && (1..=12).contains(&month);
    let is_number = is_date && !is_in_longer && (behind..behind + 4).all(is_digit);
    is_number.then_some(behind + 4)
}
