//! Aliases: values that are written in several ways and mean one thing.

use std::borrow::Cow;

use super::time_of_day;
use crate::diagnostic::Code;
use crate::model::counts::{Counts, Dimension};
use crate::model::enquiry;

/// What programs write in a cell without a value.
const NO_VALUE: [&str; 2] = ["NULL", "NA"];

/// Whether a trimmed cell has no value.
pub(super) fn is_empty(cell: &str) -> bool {
    cell.is_empty() || NO_VALUE.contains(&cell)
}

/// Whether a trimmed cell is a dash, which spreadsheets show for 0.
pub(super) fn is_dash(cell: &str) -> bool {
    ["-", "–", "—"].contains(&cell)
}

/// Whether a trimmed cell has a sign for "the same as above".
pub(super) fn is_ditto(cell: &str) -> bool {
    is_dash(cell) || ["do", "do.", "\"", "''", ",,", "-\"-", "-''-", "〃"].contains(&cell)
}

/// Whether a trimmed cell leaves its value to the cells above it: it is empty or a ditto sign.
pub(super) fn is_open(cell: &str) -> bool {
    is_empty(cell) || is_ditto(cell)
}

/// The problem of a cell whose formula has no value: `#REF!`, `#N/A`, or `=` in a workbook that no
/// program has computed.
pub(super) fn formula_problem(cell: &str) -> Option<Code> {
    let is_error =
        cell.starts_with('#') && (cell.ends_with(['!', '?']) || ["#N/A", "#I/T"].contains(&cell));
    match cell {
        "=" => Some(Code::UncalculatedFormula),
        _ => is_error.then_some(Code::FormulaError),
    }
}

/// The one name of a value in a dimension, however a trimmed cell writes it; empty without a value.
/// A type, a closure, a form or a weekday is written as its code or in words.
pub(super) fn name(dimension: Dimension, cell: &str) -> Cow<'_, str> {
    if is_empty(cell) {
        return Cow::Borrowed("");
    }
    if dimension == Dimension::Task && is_short_task(cell) {
        return Cow::Owned(format!("{cell}.00"));
    }
    if dimension == Dimension::Hour {
        return time_of_day::hour(cell).map_or(cell.into(), Cow::Owned);
    }
    let is_either = |(code, text, _): &&(&str, &str, _)| {
        code.eq_ignore_ascii_case(cell) || cell.to_lowercase() == text.to_lowercase()
    };
    enquiry::codes(dimension).iter().find(is_either).map_or(cell, |(code, ..)| *code).into()
}

/// The id of a typed value in a dimension of the counts. It is read as a cell would be; names from
/// a list are found too, and the codes that they stand for.
pub(super) fn find(counts: &Counts, dimension: Dimension, word: &str) -> Option<usize> {
    counts.find(dimension, &name(dimension, word)).or_else(|| counts.find(dimension, word))
}

/// A KLE number without its third part, which means the whole of the group: `29.03`.
fn is_short_task(cell: &str) -> bool {
    matches!(cell.as_bytes(), [a, b, b'.', c, d] if [a, b, c, d].into_iter().all(u8::is_ascii_digit))
}
