//! Places: where in a file something is wrong, with the line that it is in.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::letters;
use crate::scan::quotes::line_ends;

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
    /// How many characters of the line stand before the text.
    pub(super) before: usize,
    /// In a sheet, the column of the cell, from 0.
    cell: Option<usize>,
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
            before: 0,
            cell: None,
        }
    }

    /// The same place in the text of a sheet, which has a tab between cells.
    pub(super) fn in_sheet(self) -> Self {
        Self { cell: Some(self.text[..self.span.start].matches('\t').count()), ..self }
    }

    /// Where it is, for people: `count.csv:7:3`, and in a workbook `count.xlsx: Uge 5!C7`.
    pub(super) fn location(&self) -> String {
        match self.cell {
            Some(cell) => format!("{}!{}{}", self.source, letters(cell), self.line),
            None => format!("{}:{}:{}", self.source, self.line, self.column()),
        }
    }

    /// The column of its start, in characters from 1; in a sheet the column of the cell.
    pub fn column(&self) -> usize {
        self.cell.map_or(self.before + self.column_in_text(), |cell| cell + 1)
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

/// The same text with an `x` for each digit of what looks like a CPR number: the day, month and
/// year of birth, and four digits. Messages end in logs that others read.
pub(super) fn masked(text: &str) -> String {
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
    let digits = |from: usize, count: usize| {
        let digits = text.get(from..from + count)?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    };
    let is_digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let (day, month) = (digits(start, 2)?, digits(start + 2, 2)?);
    digits(start + 4, 2)?;
    let behind = start + 6 + usize::from(matches!(text.get(start + 6), Some(b'-' | b' ')));
    digits(behind, 4)?;
    let is_alone = !is_digit(start.checked_sub(1).and_then(|at| text.get(at)))
        && !is_digit(text.get(behind + 4));
    (is_alone && (1..=31).contains(&day) && (1..=12).contains(&month)).then_some(behind + 4)
}

#[cfg(test)]
mod tests {
    use super::{Place, masked};
    use crate::input::code::Code;

    #[test]
    fn what_looks_like_a_cpr_number_is_masked() {
        assert_eq!(masked("A;0101701234;æ"), "A;xxxxxxxxxx;æ");
        assert_eq!(masked("311299-1234 og 010170 1234"), "xxxxxx-xxxx og xxxxxx xxxx");
        for text in
            ["4501701234", "01017012345", "10101701234", "0113701234", "21-10-2013", "1234567"]
        {
            assert_eq!(masked(text), text);
        }
    }

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
