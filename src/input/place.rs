//! Places: where in a file something is wrong, with the line that it is in.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::scan::quotes::line_ends;

/// How many characters of a line are kept before and behind what is wrong, and of it.
const AROUND: usize = 300;
/// What stands for the others.
const ELLIPSIS: &str = "…";

/// What a place is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceSource {
    /// A file, by the name that the user gave it.
    File(String),
    /// The value of a flag, such as `--where`.
    Flag(String),
}

impl fmt::Display for PlaceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::File(name) | Self::Flag(name)) = self;
        f.write_str(name)
    }
}

/// A place in a file or in an argument, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file or the flag.
    pub source: PlaceSource,
    /// The line, from 1.
    pub line: usize,
    /// The text of the line, or the part of it that is around the span.
    pub text: String,
    /// What the caret points at, in bytes of the line.
    pub span: Range<usize>,
    /// How many characters of the line stand before the text.
    pub(super) before: usize,
}

impl Place {
    /// The place of a span of bytes in the text of a file. A span over several
    /// lines is cut at the end of its first.
    pub fn in_file(file: &str, text: &str, span: Range<usize>) -> Self {
        Self::in_bytes(file, text.as_bytes(), span, String::from_utf8_lossy)
    }

    /// The place of a span of bytes in the value of a flag.
    pub fn in_flag(flag: &str, argument: &str, span: Range<usize>) -> Self {
        let source = PlaceSource::Flag(flag.to_owned());
        Self { source, ..Self::in_file(flag, argument, span) }
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
            source: PlaceSource::File(file.to_owned()),
            line: line_ends(&bytes[..start]) + 1,
            span: left.len()..left.len() + marked.len(),
            text: format!("{left}{marked}{}", decode(&rest[to..line])),
            before: 0,
        }
    }

    /// Whether it is in the value of a flag.
    pub fn is_in_flag(&self) -> bool {
        matches!(self.source, PlaceSource::Flag(_))
    }

    /// The column of its start, in characters from 1.
    pub fn column(&self) -> usize {
        self.before + self.column_in_text()
    }

    /// The same in the part of the line that is left.
    pub(super) fn column_in_text(&self) -> usize {
        self.text[..self.span.start].chars().count() + 1
    }

    /// The same place with a long line cut to the characters around the span, so that a thousand
    /// problems take little memory. An ellipsis stands for what is cut.
    pub(super) fn cut(mut self) -> Self {
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
        if from > 0 {
            // The ellipsis is a character itself.
            self.before += self.text[..from].chars().count() - 1;
        }
        self.span = start - from + left.len()..end - from + left.len();
        if from > 0 || to < self.text.len() {
            self.text = format!("{left}{}{right}", &self.text[from..to]);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::input::code::Code;

    #[test]
    fn a_long_line_is_cut_around_what_is_wrong() {
        let (left, right) = ("æ".repeat(10_000), "å".repeat(10_000));
        let text = format!("først\n{left};telefno;{right}");
        let start = text.find("telefno").expect("it is there");
        let whole = Place::in_file("a.csv", &text, start..start + 7);
        let cut = whole.clone().cut();
        assert!(whole.text.len() > 40_000 && cut.text.len() < 1300, "{}", cut.text.len());
        assert_eq!(&cut.text[cut.span.clone()], "telefno");
        assert!(cut.text.starts_with("…æ") && cut.text.ends_with("å…"), "{}", cut.text);
        assert_eq!((cut.line, cut.column()), (2, 10_002));
        assert_eq!(cut.column(), whole.column());
        assert_eq!(cut.clone().cut().column(), 10_002);
        let shown = Code::UnknownChannel.problem().with("it", "telefno").at(whole).to_string();
        assert!(shown.contains("--> a.csv:2:10002\n"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
    }

    #[test]
    fn a_long_cell_is_cut_too_and_a_short_line_is_not() {
        let text = format!("a;{};b", "x".repeat(10_000));
        let cut = Place::in_file("a.csv", &text, 2..10_002).cut();
        assert_eq!((cut.column(), cut.span.clone()), (3, 2..302));
        assert!(cut.text.ends_with("x…") && cut.text.len() < 700, "{}", cut.text.len());
        let short = Place::in_file("a.csv", "a;b;c", 2..3);
        assert_eq!(short.clone().cut(), short);
    }
}
