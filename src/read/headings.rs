//! Headings: what a column is called, in Danish and English, and what that means.

use super::did_you_mean;
use crate::model::counts::{Dimension, folded};
use crate::model::origin::Meaning;
use crate::model::price_table::PriceTable;

/// Names of the column with the number of enquiries: Danish, English, then others in use.
pub(super) const COUNT: &[&str] =
    &["antal", "count", "henvendelser", "antal henvendelser", "enquiries"];
/// Names of the column with the date.
pub(super) const DATE: &[&str] = &["dato", "date"];
/// What a column, a row or a cell of totals is called, word by word.
const TOTAL: &[&[&str]] = &[
    &["i", "alt"],
    &["total"],
    &["ialt"],
    &["totalt"],
    &["hovedtotal"],
    &["grand", "total"],
    &["sum"],
    &["samlet"],
    &["subtotal"],
    &["samlet", "total"],
    &["samlet", "sum"],
    &["sum", "i", "alt"],
    &["total", "i", "alt"],
    &["total", "antal"],
];
/// The same with the count first, which is looked for in headings and new rows alone.
const COUNT_TOTAL: &[&[&str]] = &[
    &["antal", "i", "alt"],
    &["henvendelser", "i", "alt"],
    &["antal", "henvendelser", "i", "alt"],
];
/// What a name that is likely the total of others starts or ends with.
const PART_OF_TOTAL: &[&[&str]] =
    &[&["i", "alt"], &["ialt"], &["total"], &["totalt"], &["hovedtotal"], &["subtotal"]];
/// How a heading ends that numbers or dates its rows, and counts nothing.
const NUMBERING: &[&str] = &["nr", "nummer", "id", "kode", "code", "number", "år", "year"];
/// How a cell of totals starts: with one of the words, or with what may stand around it.
const STARTS: [u8; 256] = table(b"ithgsITHGS", WORD, table(b"\" ", AROUND, [0; 256]));
/// What comes second there; the last two are of a space that does not break.
const SECOND: [u8; 256] = table(b" aoruAORU\xc2\xa0", WORD | AROUND, [AROUND; 256]);
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
        Dimension::Week => &["uge", "week", "tælleuge", "count week", "ugenr"],
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
    // A space that does not break is one byte in Windows-1252 and two in UTF-8; no total has other letters of those.
    let is_space = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0xc2 | 0xa0);
    let words = word.split(is_space).filter(|word| !word.is_empty());
    TOTAL.iter().any(|total| {
        let mut words = words.clone();
        let is_next =
            |one: &&str| words.next().is_some_and(|word| word.eq_ignore_ascii_case(one.as_bytes()));
        total.iter().all(is_next) && words.next().is_none()
    })
}

/// The same for a heading or a cell of a new row, which may start otherwise.
pub(super) fn says_total(text: &str) -> bool {
    let first =
        text.bytes().find(u8::is_ascii_alphabetic).map_or(b' ', |byte| byte.to_ascii_lowercase());
    if !b"aghist".contains(&first) {
        return false;
    }
    let words = words(text);
    TOTAL.iter().chain(COUNT_TOTAL).any(|total| words == *total)
}

/// Whether a name is likely that of a total, such as `Borgerservice i alt`.
pub(super) fn is_almost_total(text: &str) -> bool {
    let has = |part: &str| {
        text.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part.as_bytes()))
    };
    if !has("alt") && !has("total") {
        return false;
    }
    let words: Vec<String> = words(text);
    let is_part = |part: &&[&str]| {
        let (first, last) = (words.iter().take(part.len()), words.iter().rev().take(part.len()));
        words.len() > part.len() && (first.eq(part.iter()) || last.eq(part.iter().rev()))
    };
    !says_total(text) && PART_OF_TOTAL.iter().any(is_part)
}

/// The words of a text in lower case, without signs around them.
fn words(text: &str) -> Vec<String> {
    let words = text
        .split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a word is one of those names, without regard to case.
pub(super) fn is_one_of(word: &str, names: &[&str]) -> bool {
    let word = folded(word);
    names.iter().any(|name| *name == word)
}

/// Whether an unread heading is likely one of the count: it is almost called so, or has the word in it.
pub(super) fn is_almost_count(heading: &str) -> bool {
    let words = words(heading);
    words.iter().any(|word| word == COUNT[0])
        || did_you_mean(heading, COUNT.iter().copied()).is_some()
}

/// Whether numbers under a heading are those of something, such as `Nr.`, `Postnr` or `År`.
pub(super) fn is_numbering(heading: &str) -> bool {
    let words = words(heading);
    words.last().is_some_and(|last| NUMBERING.iter().any(|end| last.ends_with(end)))
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
        None if says_total(heading) => Meaning::Total,
        None => table.find(heading).map_or(Meaning::None, Meaning::Channel),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_almost_count, is_almost_total, is_numbering, is_total, says_total};

    #[test]
    fn a_total_is_written_in_many_ways() {
        for cell in [
            "I alt",
            "i  alt",
            "IALT",
            "Total:",
            "\"Totalt\"",
            " Samlet total ",
            "Sum i alt",
            "Total antal",
            "Hovedtotal",
        ] {
            assert!(is_total(cell.as_bytes()), "{cell}");
        }
        assert!(is_total(b"I\xa0alt") && is_total("I\u{a0}alt".as_bytes()));
        for text in ["I\u{a0}alt", "Samlet\u{a0} total", "Antal i alt", "Henvendelser i alt:"] {
            assert!(says_total(text), "{text}");
        }
        for cell in ["Sundhed", "Samlet skole", "Totalrådgivning", "Borgerservice i alt", "I", ""]
        {
            assert!(!is_total(cell.as_bytes()) && !says_total(cell), "{cell}");
        }
    }

    #[test]
    fn a_name_that_opens_or_ends_as_a_total_is_almost_one() {
        for name in ["Borgerservice i alt", "Total Jobcenter", "Skole\u{a0}total", "Total, alle"] {
            assert!(is_almost_total(name), "{name}");
        }
        for name in ["I alt", "Totalrådgivning", "Altan", "Sumatra", "Samlet skole"] {
            assert!(!is_almost_total(name), "{name}");
        }
    }

    #[test]
    fn headings_of_counts_and_of_numbers_are_told_apart() {
        for heading in ["Antla", "Antal opkald", "henvendelse"] {
            assert!(is_almost_count(heading), "{heading}");
        }
        for heading in ["Nr.", "postnr", "Kode", "År", "Enheds-ID"] {
            assert!(is_numbering(heading) && !is_almost_count(heading), "{heading}");
        }
        assert!(!is_numbering("Webform"));
    }
}
