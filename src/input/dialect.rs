//! The dialect of a CSV text: where its records start, what stands between cells, and which
//! records no reader would take.

use std::borrow::Cow;
use std::ops::Range;

use super::header::Head;
use super::number;
use super::text::{Encoding, MARK};
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::record::{Record, Records, WrongQuote, line_ends_before};

/// What may stand between cells.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// How many lines may stand above the header.
const TITLES: usize = 20;

/// Says whether a cell is known as one of a header.
pub(super) type IsKnown<'a> = &'a dyn Fn(&str) -> bool;

/// How a text is written.
#[derive(Debug)]
pub(super) struct Dialect {
    /// Where the first record starts, or the header.
    pub(super) start: usize,
    pub(super) delimiter: u8,
    /// The texts above the header.
    pub(super) titles: Vec<String>,
}

impl Dialect {
    /// The dialect of a text whose first line has some cells that are known.
    pub(super) fn detect(head: Head, is_known: IsKnown) -> Self {
        let (start, stated) = first_record(head.bytes);
        let line = head.bytes[start..].split(|byte| matches!(byte, b'\n' | b'\r')).next();
        let header = head.encoding.decode(line.unwrap_or_default());
        let delimiter = stated.unwrap_or_else(|| delimiter(&header, is_known));
        Self { start, delimiter, titles: Vec::new() }
    }

    /// The dialect from the header on; `None` where no line looks like a header.
    pub(super) fn below_titles(&self, head: Head, is_known: IsKnown) -> Option<Self> {
        let header = |delimiter| self.header(head, delimiter, is_known);
        let found = header(self.delimiter)
            .filter(|(_, found)| found.titles.is_empty())
            .or_else(|| DELIMITERS.into_iter().filter_map(header).max_by_key(|(known, _)| *known));
        found.map(|(_, found)| found)
    }

    /// The first record that looks like a header: at least two of its cells are known, and none is
    /// a number. If the next record has more known cells, that one is the header: `Enhed` and weeks
    /// may stand above `Enhed` and channels. Returns how many of its cells are known, too.
    fn header(&self, head: Head, delimiter: u8, is_known: IsKnown) -> Option<(usize, Self)> {
        let mut records = Records::from(head.bytes, self.start, delimiter);
        let mut titles = Vec::new();
        let mut found: Option<(usize, Self)> = None;
        while titles.len() <= TITLES {
            let Some(record) = records.next_record() else { break };
            let cells = texts(record, head.encoding);
            let known = cells.iter().filter(|cell| is_known(cell)).count();
            let is_header = known >= 2 && !cells.iter().any(|cell| number::count(cell).is_some());
            let fewest = found.as_ref().map_or(0, |(known, ..)| *known);
            if is_header && known > fewest {
                let start = record.start;
                found = Some((known, Self { start, delimiter, titles: titles.clone() }));
            } else if found.is_some() {
                break;
            }
            let cells = cells.into_iter().filter(|cell| !cell.is_empty());
            titles.push(cells.collect::<Vec<_>>().join(" "));
        }
        found
    }
}

/// Where the first record starts, behind marks and blank lines, and the delimiter that Excel's
/// `sep=;` states before it.
fn first_record(bytes: &[u8]) -> (usize, Option<u8>) {
    let mut start = line_ends_before(bytes);
    // A program that adds a mark to a file that has one leaves two.
    while bytes[start..].starts_with(MARK) {
        start += MARK.len();
        start += line_ends_before(&bytes[start..]);
    }
    match bytes[start..] {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r' | b'\n', ..] => {
            start += b"sep=;".len();
            (start + line_ends_before(&bytes[start..]), Some(delimiter))
        }
        _ => (start, None),
    }
}

/// The delimiter that splits the header into the most known cells, else into the most cells.
fn delimiter(header: &str, is_known: IsKnown) -> u8 {
    let score = |delimiter: u8| {
        let cells = header.split(char::from(delimiter));
        let known = cells.clone().filter(|cell| is_known(cell.trim().trim_matches('"')));
        (known.count(), cells.count())
    };
    // The first of equals wins, so a header of one cell is read with `;`.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b';')
}

/// The text of a cell; empty if the record has fewer cells.
pub(super) fn text(record: Record<'_>, column: usize, encoding: Encoding) -> Cow<'_, str> {
    match record.cell(column) {
        Cow::Borrowed(bytes) => encoding.cell(bytes),
        Cow::Owned(bytes) => Cow::Owned(encoding.cell(&bytes).into_owned()),
    }
}

/// The texts of the cells of a record.
pub(super) fn texts(record: Record, encoding: Encoding) -> Vec<String> {
    (0..record.width()).map(|column| text(record, column, encoding).into_owned()).collect()
}

/// The problem of a record that no reader would take, and where it is: a wrong quote or a NUL byte.
pub(super) fn problem(record: Record) -> Option<(Diagnostic, Range<usize>)> {
    let nul = || record.nul().map(|nul| (Code::NulByte.problem(), nul..nul + 1));
    record.wrong_quote().map(quote_problem).or_else(nul)
}

/// The problem of a wrong quote, and where it is.
pub(super) fn quote_problem(quote: WrongQuote) -> (Diagnostic, Range<usize>) {
    let (code, at) = match quote {
        WrongQuote::NeverCloses(at) => (Code::UnclosedQuote, at),
        WrongQuote::ClosesOnAnotherLine(at) => (Code::StrayQuote, at),
    };
    (code.problem(), at..at + 1)
}
