//! Quotes and line ends: where quotes open and close, and so which line ends are those of records.

use memchr::{memchr, memchr_iter, memrchr};

/// How many lines end in some bytes: with LF, CR LF, or CR alone.
pub fn line_ends(bytes: &[u8]) -> usize {
    let is_alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    line_feeds(bytes) + memchr_iter(b'\r', bytes).filter(is_alone).count()
}

/// How many line feeds are in some bytes.
pub(super) fn line_feeds(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

/// Where the last record within the bytes ends, behind its line end, and whether a quote behind
/// that is never closed. The bytes start at a record; a quote opens at the start of a cell, as in
/// `csv`.
pub fn last_end(bytes: &[u8], delimiter: u8, line_end: u8) -> (Option<usize>, bool) {
    let mut end = None;
    let mut outside = 0;
    loop {
        let quote = opening_quote(bytes, outside, delimiter);
        let stretch = &bytes[outside..quote.unwrap_or(bytes.len())];
        end = memrchr(line_end, stretch).map(|at| outside + at + 1).or(end);
        let Some(closed) = quote.and_then(|quote| closing_quote(bytes, quote + 1)) else {
            return (end, quote.is_some());
        };
        outside = closed + 1;
    }
}

/// Where the next quote stands that is the first byte of a cell.
fn opening_quote(bytes: &[u8], mut from: usize, delimiter: u8) -> Option<usize> {
    let is_separator = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    loop {
        let at = from + memchr(b'"', &bytes[from..])?;
        if at.checked_sub(1).is_none_or(|before| is_separator(bytes[before])) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Where the quote closes that opened before a position; two in a row do not close it.
pub(super) fn closing_quote(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let at = from + memchr(b'"', &bytes[from..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        from = at + 2;
    }
}
