//! Headings: what a column is called, in Danish and English, and what that means.

use super::lookup::did_you_mean;
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
    &["totalsum"],
    &["delsum"],
];
/// What a row of averages or of parts is called, word by word.
const AVERAGE: &[&[&str]] = &[
    &["gns"],
    &["gnsn"],
    &["gennemsnit"],
    &["gennemsnitligt"],
    &["middel"],
    &["andel"],
    &["heraf"],
    &["i", "pct"],
    &["andel", "i", "pct"],
    &["pct"],
    &["average"],
    &["avg"],
    &["mean"],
    &["snit"],
    &["median"],
];
/// What a unit is called that likely repeats the smallest or the largest of the others.
const EXTREMES: &[&str] = &["min", "minimum", "max", "maks", "maksimum", "maximum"];
/// How a unit's name starts that is likely a figure beside the counts.
const FIGURES: &[&str] =
    &["pris", "udgift", "udgifter", "omkostning", "omkostninger", "mål", "ændring", "forskel"];
/// What a sheet is called that likely sums up others.
const SUMMARIES: &[&str] = &["oversigt", "overblik", "år", "året", "hele året", "summary"];
/// What a unit is called that may be the sum of others, as a whole.
const SUMS: &[&str] = &["alle", "all", "overall", "tilsammen", "hele", "samlet set"];
/// What a name that is likely the total of others starts or ends with.
const PART_OF_TOTAL: &[&[&str]] =
    &[&["i", "alt"], &["ialt"], &["total"], &["totalt"], &["hovedtotal"], &["subtotal"]];
/// How the last word of a heading ends where its numbers count no enquiries: they number or date
/// the rows, or measure something.
const NEVER_COUNTS: &[&str] = &[
    "nr",
    "nummer",
    "id",
    "kode",
    "code",
    "number",
    "cpr",
    "kle",
    "år",
    "year",
    "dag",
    "day",
    "måned",
    "month",
    "alder",
    "age",
    "min",
    "minutter",
    "sek",
    "sekunder",
    "varighed",
    "tid",
    "time",
    "klokken",
    "kl",
    "pris",
    "price",
    "beløb",
    "kr",
    "score",
    "tilfredshed",
];
/// Words anywhere in a heading whose numbers are parts or averages.
const PARTS: &[&str] = &["andel", "gns", "gennemsnit", "pct", "procent", "share", "average"];
/// How a word ends in a heading that is likely that of a count. Without a column for the channel,
/// some of them are a channel.
const LIKE_COUNTS: &[&str] = &[
    "antal",
    "opkald",
    "kald",
    "samtaler",
    "besøg",
    "ekspeditioner",
    "ekspederinger",
    "henvendelser",
    "optalt",
    "volumen",
    "mængde",
    "kvantitet",
    "quantity",
    "calls",
    "contacts",
    "requests",
    "tickets",
    "visits",
];
/// Short words that are likely a count, each as a whole.
const LIKE_COUNTS_WHOLE: &[&str] = &["stk", "henv", "n", "talt"];
/// Headings of a column with months.
pub(super) const MONTH: &[&str] = &["måned", "måneder", "md", "md.", "mdr", "mdr.", "month"];
/// Headings of a column with years.
pub(super) const YEAR: &[&str] = &["år", "year", "aar"];
/// Headings that only the CSV reports of this program have.
pub(super) const OWN_REPORT: &[&str] = &[
    "cost_share",
    "cost_per_enquiry",
    "cost_before",
    "enquiries_before",
    "planned_saving",
    "rows_counted",
    "self_service",
    "closed_at_once_share",
    "expected_saving",
    "achieved_saving",
];
/// Other headings that are in use for a role, and that may also mean something else.
pub(super) const OTHER_HEADINGS: &[(Meaning, &[&str])] = &[
    (Meaning::Dimension(Dimension::Unit), &["afdeling", "sted", "forvaltning", "område", "team"]),
    (
        Meaning::Dimension(Dimension::Channel),
        &["henvendelsesform", "kontaktform", "kanaltype", "medie"],
    ),
    (Meaning::Date, &["tidspunkt", "oprettet", "registreret", "modtaget"]),
];
/// The first two bytes of every entry of [`TOTAL`], [`AVERAGE`] and [`PART_OF_TOTAL`]. A non-breaking space is
/// `A0` in Windows-1252 and starts with `C2` in UTF-8.
const STARTS: [&[u8; 2]; 19] = [
    b"i ", b"i\xa0", b"i\xc2", b"ia", b"to", b"ho", b"gr", b"su", b"sa", b"an", b"he", b"de",
    b"gn", b"ge", b"mi", b"pc", b"av", b"me", b"sn",
];
/// The last two bytes of every entry of [`PART_OF_TOTAL`].
const ENDS: [&[u8; 2]; 2] = [b"lt", b"al"];
/// Lookup tables: bit n of `FIRST[byte]` is set if pair n of [`STARTS`] starts with the byte, and
/// bit n of `SECOND[byte]` if the byte is its second. `LAST_BUT_ONE` and `LAST` are the same for
/// [`ENDS`].
const FIRST: [u32; 256] = bits(&STARTS, 0, false);
const SECOND: [u32; 256] = bits(&STARTS, 1, true);
const LAST_BUT_ONE: [u32; 256] = bits(&ENDS, 0, true);
const LAST: [u32; 256] = bits(&ENDS, 1, false);
/// Columns that a row per enquiry has and a count has not.
pub(super) const OF_ONE_ENQUIRY: &[&str] =
    &["id", "blanket", "starttidspunkt", "sluttidspunkt", "datakilde"];

/// The dimension that a word names in Danish or English, without regard to case.
pub fn dimension(word: &str) -> Option<Dimension> {
    Dimension::ALL.into_iter().find(|&dimension| is_one_of(word, dimension.headings()))
}

/// A cheap test for every row: whether a cell that starts with these bytes may be a total, or
/// almost one. It says yes to every such cell, and to a few others.
pub(super) fn may_start_total(start: &[u8]) -> bool {
    matches!(start, [first, second, ..]
        if FIRST[usize::from(*first)] & SECOND[usize::from(*second)] != 0)
}

/// Whether a cell, as it is written, may be that of almost a total by its end.
pub(super) fn may_end_total(cell: &[u8]) -> bool {
    matches!(cell, [.., last_but_one, last]
        if LAST_BUT_ONE[usize::from(*last_but_one)] & LAST[usize::from(*last)] != 0)
}

/// Whether a cell or a heading says that what it stands at is a total.
pub(super) fn is_total(text: &str) -> bool {
    is_any(text, TOTAL)
}

/// Whether a unit is called as a sum of others, which only its counts can prove: `Borgerservice
/// samlet`, `Hele kommunen`, `Alle enheder`. `Alle Børns Hus` is no such name.
pub(super) fn is_named_as_sum(name: &str) -> bool {
    let words: Vec<String> = words(name).take(3).map(str::to_lowercase).collect();
    let is_whole = matches!(&words[..], [first, _] if ["hele", "alle"].contains(&first.as_str()));
    let last = self::words(name).last().map(str::to_lowercase);
    is_whole
        || SUMS.contains(&words.join(" ").as_str())
        || (words.len() > 1 && last.is_some_and(|last| last == "samlet"))
}

/// Whether a sheet is called as the sum of others.
pub(super) fn is_summary(name: &str) -> bool {
    is_total(name) || is_named_as_sum(name) || is_one_of(name, SUMMARIES)
}

/// Whether a cell says that its row has averages, or a part of another row.
pub(super) fn is_average(text: &str) -> bool {
    is_any(text, AVERAGE)
}

/// Whether a unit is called as an average or a part, with more words behind: `Gns. pr. uge`, `%`.
pub(super) fn is_almost_average(name: &str) -> bool {
    let first = words(name).next().unwrap_or_default();
    let is_first = |entry: &&[&str]| entry.len() == 1 && entry[0].eq_ignore_ascii_case(first);
    name.ends_with('%')
        || is_one_of(name, EXTREMES)
        || is_one_of(first, FIGURES)
        || (!is_average(name) && AVERAGE.iter().any(is_first))
}

/// Whether the words of a text are those of an entry.
fn is_any(text: &str, entries: &[&[&str]]) -> bool {
    // One word more than the longest entry has is enough to see that a text is longer.
    let longest = entries.iter().map(|entry| entry.len()).max().unwrap_or(0);
    let words: Vec<&str> = words(text).take(longest + 1).collect();
    let is_it = |entry: &&[&str]| {
        entry.len() == words.len()
            && entry.iter().zip(&words).all(|(one, word)| word.eq_ignore_ascii_case(one))
    };
    entries.iter().any(is_it)
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

/// Whether a heading is almost that of a count: it has the word in it, or a slip of it.
pub(super) fn is_almost_count(heading: &str) -> bool {
    is_like_count(heading) || did_you_mean(heading, COUNT.iter().copied()).is_some()
}

/// Whether a heading has a word of a count: `Opkald`, `Antal opkald`, `antal_breve`.
pub(super) fn is_like_count(heading: &str) -> bool {
    let folded = folded(heading);
    let mut words = words_of_heading(&folded);
    let is_like = |word: &str| {
        LIKE_COUNTS.iter().any(|end| word.ends_with(end)) || LIKE_COUNTS_WHOLE.contains(&word)
    };
    !is_never_count(heading) && words.any(is_like)
}

/// Whether numbers under a heading count nothing: `Nr.`, `Postnr`, `Varighed (min)`.
pub(super) fn is_never_count(heading: &str) -> bool {
    let folded = folded(heading);
    let last = words_of_heading(&folded).last().unwrap_or("");
    NEVER_COUNTS.iter().any(|end| last.ends_with(end))
        || words_of_heading(&folded).any(|word| PARTS.iter().any(|part| word.ends_with(part)))
}

fn words_of_heading(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The role that a word names, for `--column`.
pub(super) fn role(word: &str) -> Option<Meaning> {
    // `Ugenr.`, `Enhed:`
    let word = word.trim_end_matches(['.', ':']);
    match dimension(word) {
        Some(dimension) => Some(Meaning::Dimension(dimension)),
        None if is_one_of(word, COUNT) => Some(Meaning::Count),
        None if is_one_of(word, DATE) => Some(Meaning::Date),
        None => None,
    }
}

/// The words for roles, in Danish.
pub(super) fn roles() -> impl Iterator<Item = &'static str> {
    let dimensions = Dimension::ALL.into_iter().map(|dimension| dimension.headings()[0]);
    dimensions.chain([COUNT[0], DATE[0]])
}

/// Builds a lookup table: bit n of an entry is set if pair n has the byte, in either case, at
/// `place`. The highest bit stands for signs around a word: it is set for every byte that is no
/// letter or digit, and for all bytes if `is_inside`, where a sign may be followed by anything.
const fn bits(pairs: &[&[u8; 2]], place: usize, is_inside: bool) -> [u32; 256] {
    const AROUND: u32 = 1 << 31;
    let mut bits = [0; 256];
    let mut byte: u8 = 0;
    loop {
        // Beyond ASCII these are the letters of Windows-1252, and the first bytes of letters in UTF-8.
        let is_letter =
            byte.is_ascii_alphanumeric() || (byte >= 0xc0 && !matches!(byte, 0xc2 | 0xe2 | 0xe3));
        if is_inside || !is_letter {
            bits[byte as usize] = AROUND;
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    let mut at = 0;
    while at < pairs.len() {
        let byte = pairs[at][place];
        bits[byte as usize] |= 1 << at;
        bits[byte.to_ascii_uppercase() as usize] |= 1 << at;
        at += 1;
    }
    bits
}

/// What a heading says.
pub(super) fn meaning(heading: &str, table: &PriceTable) -> Meaning {
    match role(heading) {
        Some(role) => role,
        None if is_total(heading) => Meaning::Total,
        None => table.find(heading).map_or(Meaning::None, Meaning::Channel),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        AVERAGE, PART_OF_TOTAL, TOTAL, is_almost_average, is_almost_count, is_almost_total,
        is_average, is_like_count, is_named_as_sum, is_never_count, is_total, may_end_total,
        may_start_total,
    };
    use encoding_rs::WINDOWS_1252;

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
    fn every_total_may_be_one_whatever_stands_around_it() {
        let around = [
            "", " ", "\t", "\"", "[", "#", "_", "*", "/", "+", "§", "»", "…", "–", "“", "\u{202f}",
            ">> ",
        ];
        let encoded = |text: &str| [text.as_bytes().to_vec(), WINDOWS_1252.encode(text).0.to_vec()];
        for words in TOTAL.iter().chain(AVERAGE).map(|words| words.join(" ")) {
            for words in [words.to_uppercase(), words] {
                for (before, after) in around.iter().flat_map(|a| around.map(|b| (a, b))) {
                    let text = format!("{before}{words}{after}");
                    assert!(is_total(&text) || is_average(&text), "{text}");
                    assert!(encoded(&text).iter().all(|cell| may_start_total(cell)), "{text}");
                }
            }
        }
        for part in PART_OF_TOTAL.iter().map(|part| part.join(" ")) {
            for text in [format!("Skole {part}"), format!("{part} Skole"), format!("Ø, {part}:")] {
                let may_be = |cell: &Vec<u8>| may_start_total(cell) || may_end_total(cell);
                assert!(is_almost_total(&text), "{text}");
                assert!(encoded(&text).iter().all(may_be), "{text}");
            }
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
    fn a_unit_may_be_called_as_a_sum() {
        for name in [
            "Borgerservice samlet",
            "Hele kommunen",
            "Alle enheder",
            "Job og Ydelse samlet:",
            "Alle",
        ] {
            assert!(is_named_as_sum(name), "{name}");
        }
        for name in ["Alle Børns Hus", "Samlet skole", "Samlet", "Halle Skole"] {
            assert!(!is_named_as_sum(name), "{name}");
        }
    }

    #[test]
    fn an_average_may_have_more_words() {
        for name in [
            "Gns. pr. uge",
            "Gennemsnit pr. enhed",
            "Andel i pct. af alle",
            "I %",
            "Heraf digitalt",
        ] {
            assert!(is_almost_average(name), "{name}");
        }
        for name in ["Middelfart", "Andelsboliger", "Gennemsnit", "Skranken"] {
            assert!(!is_almost_average(name), "{name}");
        }
    }

    #[test]
    fn headings_of_counts_and_of_numbers_are_told_apart() {
        for heading in ["Antla", "Antal opkald", "henvendelse"] {
            assert!(is_almost_count(heading), "{heading}");
        }
        for heading in ["Nr.", "postnr", "Kode", "År", "Enheds-ID", "Varighed (min)", "Ventetid"] {
            assert!(is_never_count(heading) && !is_almost_count(heading), "{heading}");
        }
        for heading in [
            "Opkald",
            "Antal opkald",
            "antal_breve",
            "Henv.",
            "n",
            "Number of calls",
            "Telefonopkald",
        ] {
            assert!(is_like_count(heading), "{heading}");
        }
        for heading in
            ["Webform", "Antla", "Enhed", "Besøgstid", "Gns. antal", "Andel opkald", "Antal min."]
        {
            assert!(!is_like_count(heading), "{heading}");
        }
        assert!(!is_never_count("Webform"));
    }
}
