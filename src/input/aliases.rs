//! The aliases of cells: what is written in several ways and means one thing.

use std::borrow::Cow;

use crate::model::counts::{Counts, Dimension};
use crate::model::enquiry::{Closure, EnquiryType};

/// What a template and a re-export write for "not given".
const NOT_GIVEN: [&str; 2] = ["NULL", "NA"];

/// Whether a trimmed cell says nothing.
pub(super) fn is_empty(cell: &str) -> bool {
    cell.is_empty() || NOT_GIVEN.contains(&cell)
}

/// Whether a trimmed cell is a dash, which spreadsheets show for 0.
pub(super) fn is_dash(cell: &str) -> bool {
    ["-", "–", "—"].contains(&cell)
}

/// The name that a trimmed cell stands for in a dimension; empty for "not given".
pub(super) fn name(dimension: Dimension, cell: &str) -> Cow<'_, str> {
    if is_empty(cell) {
        return Cow::Borrowed("");
    }
    match dimension {
        Dimension::Task if is_short_task(cell) => Cow::Owned(format!("{cell}.00")),
        Dimension::Type => coded(cell, EnquiryType::ALL.map(|one| (one.code(), text(one)))),
        Dimension::Closure => coded(cell, Closure::ALL.map(|one| (one.code(), closure_text(one)))),
        _ => Cow::Borrowed(cell),
    }
}

/// The id of a typed value in a dimension of the counts. It is read as a cell would be; names from
/// a list are found too, and the codes that they stand for.
pub(super) fn find(counts: &Counts, dimension: Dimension, word: &str) -> Option<usize> {
    counts.find(dimension, &name(dimension, word)).or_else(|| counts.find(dimension, word))
}

/// The code of what a cell says in code or in Danish; a word that is neither stands for itself.
fn coded<'a, const N: usize>(
    cell: &'a str,
    all: [(&'static str, &'static str); N],
) -> Cow<'a, str> {
    let folded = cell.to_lowercase();
    let means = |(code, text): &(&str, &str)| folded == code.to_lowercase() || folded == *text;
    all.into_iter().find(means).map_or(Cow::Borrowed(cell), |(code, _)| Cow::Borrowed(code))
}

/// A KLE number without its third part, which means the whole of the group: `29.03`.
fn is_short_task(cell: &str) -> bool {
    matches!(cell.as_bytes(), [a, b, b'.', c, d] if [a, b, c, d].into_iter().all(u8::is_ascii_digit))
}

fn text(one: EnquiryType) -> &'static str {
    match one {
        EnquiryType::NewCase => "oprettelse af ny sag",
        EnquiryType::Status => "ændring af status på eksisterende sag",
        EnquiryType::CaseInformation => "information om eksisterende sag",
        EnquiryType::Guidance => "råd og vejledning",
        EnquiryType::Help => "hjælp til selvbetjening",
        EnquiryType::Misdirected => "fejlhenvendelse",
    }
}

fn closure_text(one: Closure) -> &'static str {
    match one {
        Closure::AtOnce => "straks",
        Closure::Later => "hold",
    }
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::model::counts::Dimension;

    #[test]
    fn a_short_task_is_its_whole_group() {
        assert_eq!(name(Dimension::Task, "29.03"), "29.03.00");
        for cell in ["29.03.04", "29.3", "29", "Pas"] {
            assert_eq!(name(Dimension::Task, cell), cell);
        }
        assert_eq!(name(Dimension::Unit, "29.03"), "29.03");
    }

    #[test]
    fn types_and_closures_answer_to_code_and_danish() {
        assert_eq!(name(Dimension::Type, "Råd og vejledning"), "VEJL");
        assert_eq!(name(Dimension::Type, "vejl"), "VEJL");
        assert_eq!(name(Dimension::Type, "Klage"), "Klage");
        assert_eq!(name(Dimension::Closure, "Straks"), "STRAKS");
    }

    #[test]
    fn null_and_na_are_empty() {
        assert_eq!(name(Dimension::Unit, "NULL"), "");
        assert_eq!(name(Dimension::Task, "NA"), "");
        assert_eq!(name(Dimension::Unit, "Nadia"), "Nadia");
    }
}
