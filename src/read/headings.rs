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
    &["antal", "i", "alt"],
    &["henvendelser", "i", "alt"],
    &["antal", "henvendelser", "i", "alt"],
];
/// What a name that is likely the total of others starts or ends with.
const PART_OF_TOTAL: &[&[&str]] =
    &[&["i", "alt"], &["ialt"], &["total"], &["totalt"], &["hovedtotal"], &["subtotal"]];
/// How a heading ends that numbers or dates its rows, and counts nothing.
const NUMBERING: &[&str] = &["nr", "nummer", "id", "kode", "code", "number", "år", "year"];
/// How they start; a space that does not break is one byte or two.
const STARTS: [&[u8; 2]; 11] =
    [b"i ", b"i\xa0", b"i\xc2", b"ia", b"to", b"ho", b"gr", b"su", b"sa", b"an", b"he"];
/// What may stand before them.
const AROUND: &[u8] = b"\"' (*=-:.\xa0\xc2";
/// For each byte the starts that it is the first byte of, as bits, and the second.
const FIRST: [u16; 256] = bits(0);
const SECOND: [u16; 256] = bits(1);
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
        if FIRST[usize::from(*first)] & SECOND[usize::from(*second)] != 0)
}

/// Whether a cell or a heading says that what it stands at is a total.
#[must_use]
pub(super) fn is_total(text: &str) -> bool {
    may_be_total(text.as_bytes())
        && TOTAL.iter().any(|total| {
            let mut words = words(text);
            total.iter().all(|one| words.next().is_some_and(|word| word.eq_ignore_ascii_case(one)))
                && words.next().is_none()
        })
}

/// Whether a name is likely that of a total, such as `Borgerservice i alt`.
pub(super) fn is_almost_total(text: &str) -> bool {
    let has = |part: &str| {
        text.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part.as_bytes()))
    };
    if !has("alt") && !has("total") {
        return false;
    }
    let words: Vec<String> = words(text).map(str::to_lowercase).collect();
    let is_part = |part: &&[&str]| {
        let (first, last) = (words.iter().take(part.len()), words.iter().rev().take(part.len()));
        words.len() > part.len() && (first.eq(part.iter()) || last.eq(part.iter().rev()))
    };
    !is_total(text) && PART_OF_TOTAL.iter().any(is_part)
}

/// The words of a text, without signs around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Whether a word is one of those names, without regard to case.
pub(super) fn is_one_of(word: &str, names: &[&str]) -> bool {
    let word = folded(word);
    names.iter().any(|name| *name == word)
}

/// Whether an unread heading is likely one of the count: it is almost called so, or has the word in it.
pub(super) fn is_almost_count(heading: &str) -> bool {
    words(heading).any(|word| word.eq_ignore_ascii_case(COUNT[0]))
        || did_you_mean(heading, COUNT.iter().copied()).is_some()
}

/// Whether numbers under a heading are those of something, such as `Nr.`, `Postnr` or `År`.
pub(super) fn is_numbering(heading: &str) -> bool {
    let last = words(heading).last().map(str::to_lowercase);
    last.is_some_and(|last| NUMBERING.iter().any(|end| last.ends_with(end)))
}

/// For each byte the [`STARTS`] that have it at a place, as bits. The highest is for what
/// may stand [`AROUND`], behind which anything may come.
const fn bits(place: usize) -> [u16; 256] {
    let around = 1 << STARTS.len();
    let mut bits = [if place == 0 { 0 } else { around }; 256];
    let mut at = 0;
    while place == 0 && at < AROUND.len() {
        bits[AROUND[at] as usize] = around;
        at += 1;
    }
    at = 0;
    while at < STARTS.len() {
        let byte = STARTS[at][place];
        bits[byte as usize] |= 1 << at;
        bits[byte.to_ascii_uppercase() as usize] |= 1 << at;
        at += 1;
    }
    bits
}

/// What a heading says.
pub(super) fn meaning(heading: &str, table: &PriceTable) -> Meaning {
    match dimension(heading) {
        Some(dimension) => Meaning::Dimension(dimension),
        None if is_one_of(heading, COUNT) => Meaning::Count,
        None if is_one_of(heading, DATE) => Meaning::Date,
        None if is_total(heading.trim()) => Meaning::Total,
        None => table.find(heading).map_or(Meaning::None, Meaning::Channel),
    }
}

#[cfg(test)]
mod tests {
    use super::{STARTS, TOTAL, is_almost_count, is_almost_total, is_numbering, is_total};

    #[test]
    fn a_total_is_written_in_many_ways() {
        for text in [
            "I alt",
            "i  alt",
            "IALT",
            "Total:",
            "(Totalt)",
            "* Samlet total",
            "Sum i alt",
            "Total antal",
            "Hovedtotal",
            "I\u{a0}alt",
            "Samlet\u{a0} total",
            "Antal i alt",
            "Henvendelser i alt:",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in ["Sundhed", "Samlet skole", "Totalrådgivning", "Borgerservice i alt", "I", ""]
        {
            assert!(!is_total(text), "{text}");
        }
    }

    #[test]
    fn every_total_starts_as_is_looked_for() {
        for words in TOTAL {
            let text = words.join(" ");
            assert!(STARTS.iter().any(|start| text.as_bytes().starts_with(*start)), "{text}");
            assert!(is_total(&text) && is_total(&text.to_uppercase()), "{text}");
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
