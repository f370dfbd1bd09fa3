//! Cells: what stands between them, and where each of a record is.

use std::ops::Range;

use super::diagnostic::Diagnostic;
use super::text::{Encoding, MARK};
use crate::scan::quotes::stray_quote;
use crate::scan::record::unescape;

/// What is wrong with a NUL byte, and the way out.
pub const NUL: [&str; 2] =
    ["a NUL byte in the row", "the file is damaged, or is no CSV; write it once more"];

/// What may stand between cells.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// The delimiter that parts the header into the most cells that `known` knows.
pub fn delimiter(header: &str, known: impl Fn(&str) -> bool) -> u8 {
    let score = |delimiter: u8| {
        let cells = header.split(char::from(delimiter));
        let (known, all) = cells.fold((0, 0), |(k, n), cell| {
            (k + usize::from(known(cell.trim().trim_matches('"'))), n + 1)
        });
        (known, all)
    };
    // The first of equals wins, so a header of one cell is read with `;`.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b';')
}

/// Where the cells of a record are, in bytes from its start, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    spans: Vec<Range<usize>>,
    /// Where a quote opens that the text never closes.
    pub open_quote: Option<usize>,
}

impl Cells {
    /// Finds the cells of the record that a text starts with.
    pub fn of(record: &[u8], delimiter: u8) -> Self {
        let mut spans = Vec::new();
        let mut start = 0;
        let mut open_quote = None;
        // A quote opens at the start of a cell, and again right after it closed: `""` is a quote.
        let mut may_open = true;
        for (at, &byte) in record.iter().enumerate() {
            match (byte, open_quote) {
                (b'"', Some(_)) => (open_quote, may_open) = (None, true),
                (b'"', None) if may_open => open_quote = Some(at),
                (_, Some(_)) => {}
                (b'\n' | b'\r', None) => {
                    spans.push(start..at);
                    return Self { spans, open_quote };
                }
                (byte, None) => {
                    may_open = byte == delimiter;
                    if may_open {
                        spans.push(start..at);
                        start = at + 1;
                    }
                }
            }
        }
        spans.push(start..record.len());
        Self { spans, open_quote }
    }

    /// Where the cell with that number is; the end of the record if it has fewer.
    pub fn span(&self, number: usize) -> Range<usize> {
        self.spans.get(number).cloned().unwrap_or(self.end()..self.end())
    }

    /// The texts of the cells, without the quotes around them.
    pub fn texts(&self, record: &[u8], encoding: Encoding) -> Vec<String> {
        let text =
            |span: &Range<usize>| encoding.decode(&unescape(&record[span.clone()])).into_owned();
        self.spans.iter().map(text).collect()
    }

    /// Where the record ends, before its line end.
    pub fn end(&self) -> usize {
        self.spans.last().map_or(0, |last| last.end)
    }
}

/// How many bytes of line ends a text starts with: the blank lines before a record.
pub fn blank(text: &[u8]) -> usize {
    text.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(text.len())
}

/// Where the first record of a text starts, behind marks and blank lines, and the delimiter
/// that Excel's `sep=;` tells before it.
pub fn start(text: &[u8]) -> (usize, Option<u8>) {
    let mut start = blank(text);
    // A program that marks what another one has marked leaves two.
    while text[start..].starts_with(MARK) {
        start += MARK.len() + blank(&text[start + MARK.len()..]);
    }
    match text[start..] {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r' | b'\n', ..] => {
            let behind = start + b"sep=;".len();
            (behind + blank(&text[behind..]), Some(delimiter))
        }
        _ => (start, None),
    }
}

/// The problem of a quote that takes more into its cell than is meant, and where in the record
/// it is: all the rest, if the record is the last and it never closes, or the lines up to the
/// next stray one.
pub fn wrong_quote(
    record: &[u8],
    cells: &Cells,
    delimiter: u8,
    is_last: bool,
) -> Option<(Diagnostic, Range<usize>)> {
    let (quote, what) = match cells.open_quote {
        Some(quote) if is_last => (quote, "the quote is never closed"),
        _ => {
            let quote = stray_quote(&record[..cells.end()], delimiter)?;
            (quote, "the quote closes on another line, in the middle of a cell")
        }
    };
    let help = "close it, or double it if it is meant as a sign: `\"\"`";
    Some((Diagnostic::new(what).help(help), quote..quote + 1))
}

/// The problem of a record that no reader would take: a wrong quote or a NUL byte in it; and
/// where in the record it is.
pub fn broken(record: &[u8], cells: &Cells, delimiter: u8) -> Option<(Diagnostic, Range<usize>)> {
    wrong_quote(record, cells, delimiter, true).or_else(|| {
        let nul = record[..cells.end()].iter().position(|byte| *byte == 0)?;
        let [what, help] = NUL;
        Some((Diagnostic::new(what).help(help), nul..nul + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::{Cells, delimiter};

    #[test]
    fn a_cell_is_found_behind_quoted_delimiters() {
        let record = "a;\"b;\nb\";c\r\nnext;row";
        let cells = Cells::of(record.as_bytes(), b';');
        let cell = |number| &record[cells.span(number)];
        assert_eq!([cell(0), cell(1), cell(2), cell(3)], ["a", "\"b;\nb\"", "c", ""]);
        assert_eq!(cells.open_quote, None);
    }

    #[test]
    fn a_quote_within_a_cell_is_no_more_than_a_quote() {
        let record = "a \"b;\"c\"\"d;\"";
        let cells = Cells::of(record.as_bytes(), b';');
        assert_eq!(&record[cells.span(0)], "a \"b");
        assert_eq!(&record[cells.span(1)], "\"c\"\"d;\"");
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        assert_eq!(Cells::of(b"a;\"b;c\nd;e\n", b';').open_quote, Some(2));
        assert_eq!(Cells::of(b"a;\"b\"\"", b';').open_quote, Some(5));
    }

    #[test]
    fn the_delimiter_is_the_one_that_parts_known_names() {
        let known = |cell: &str| ["unit", "count"].contains(&cell);
        assert_eq!(delimiter("unit,\"a;b\",count", known), b',');
        assert_eq!(delimiter("unit\tcount", known), b'\t');
        assert_eq!(delimiter("unit;count;a,b,c,d", known), b';');
    }
}
