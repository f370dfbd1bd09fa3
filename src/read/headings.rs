//! Headings: what a column is called, in Danish and English, and what that means.

use crate::model::counts::Dimension;
use crate::model::origin::Meaning;
use crate::model::price_table::PriceTable;

/// Names of the column with the number of enquiries: Danish, English, then others in use.
pub(super) const COUNT: &[&str] = &["antal", "count", "henvendelser"];
/// Names of the column with the date.
pub(super) const DATE: &[&str] = &["dato", "date"];
/// What a column, a row or a cell of totals is called.
const TOTAL: &[&str] =
    &["i alt", "total", "ialt", "hovedtotal", "grand total", "sum", "samlet", "subtotal"];
/// How a cell of totals starts: with one of the words, or with what may stand around it.
const STARTS: [u8; 256] = table(b"ithgsITHGS", WORD, table(b"\" ", AROUND, [0; 256]));
/// What comes second there.
const SECOND: [u8; 256] = table(b" aoruAORU", WORD | AROUND, [AROUND; 256]);
const WORD: u8 = 1;
const AROUND: u8 = 2;
/// Columns that a row per enquiry has and a count has not.
pub(super) const OF_ONE_ENQUIRY: &[&str] =
    &["id", "blanket", "starttidspunkt", "sluttidspunkt", "datakilde"];

/// Names of a dimension: Danish, English, then others in use.
#[must_use]
pub fn names(dimension: Dimension) -> &'static [&'static str] {
    match dimension {
        Dimension::Municipality => &["kommune", "municipality"],
        Dimension::Unit => &["enhed", "unit"],
        Dimension::Week => &["uge", "week", "tælleuge", "count week"],
        Dimension::Channel => &["kanal", "channel", "henvendelseskanal"],
        Dimension::Task => &["opgave", "task", "opgaveområde"],
        Dimension::Type => &["type", "type", "henvendelsestype"],
        Dimension::Closure => &["afslutning", "closure"],
    }
}

/// The dimension that a word names in Danish or English, without regard to case.
#[must_use]
pub fn dimension(word: &str) -> Option<Dimension> {
    Dimension::ALL.into_iter().find(|&dimension| is_one_of(word, names(dimension)))
}

/// Whether a cell that starts with these bytes may say that what it stands at is a total:
/// few do. It is looked at in every row.
#[must_use]
pub(super) fn may_be_total(start: &[u8]) -> bool {
    matches!(start, [first, second, ..]
        if STARTS[usize::from(*first)] & SECOND[usize::from(*second)] != 0)
}

/// Whether a cell, as it is written, says that what it stands at is a total.
#[must_use]
pub(super) fn is_total(cell: &[u8]) -> bool {
    if !may_be_total(cell) {
        return false;
    }
    let cell = cell.trim_ascii();
    let word = if let [b'"', word @ .., b'"'] = cell { word } else { cell };
    let word = word.strip_suffix(b":").unwrap_or(word);
    TOTAL.iter().any(|total| word.eq_ignore_ascii_case(total.as_bytes()))
}

/// Whether a word is one of those names, without regard to case.
pub(super) fn is_one_of(word: &str, names: &[&str]) -> bool {
    names.contains(&word.trim().to_lowercase().as_str())
}

/// A table with that value for some bytes.
const fn table(bytes: &[u8], value: u8, mut table: [u8; 256]) -> [u8; 256] {
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = value;
        at += 1;
    }
    table
}

/// What a heading says.
pub(super) fn meaning(heading: &str, table: &PriceTable) -> Meaning {
    match dimension(heading) {
        Some(dimension) => Meaning::Dimension(dimension),
        None if is_one_of(heading, COUNT) => Meaning::Count,
        None if is_one_of(heading, DATE) => Meaning::Date,
        None if is_total(heading.as_bytes()) => Meaning::Total,
        None => table.find(heading).map_or(Meaning::None, Meaning::Channel),
    }
}
