//! Headings: what a column is called, in Danish and English, and what that means.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::lookup::did_you_mean;
use crate::model::counts::{Dimension, folded};
use crate::model::origin::Meaning;
use crate::model::price_table::PriceTable;

/// Names of the column with the number of enquiries: Danish, English, then others in use.
pub(super) const COUNT: &[&str] =
    &["antal", "count", "henvendelser", "antal henvendelser", "enquiries"];
/// Names of the column with the date.
pub(super) const DATE: &[&str] = &["dato", "date"];
/// What a column, a row or a cell of totals is called.
const TOTAL: &str = "
    i alt, ialt, total, totalt, totalsum, hovedtotal, grand total, subtotal, delsum, sum, samlet,
    samlet total, samlet sum, sum i alt, total i alt, total antal, antal i alt,
    henvendelser i alt, antal henvendelser i alt";
/// What a row of averages or of parts is called.
const AVERAGE: &str = "
    gns, gnsn, gennemsnit, gennemsnitligt, snit, middel, median, average, avg, mean,
    andel, heraf, i pct, andel i pct, pct";
/// What a unit is called that likely repeats the smallest or the largest of the others.
const EXTREMES: &str = "min, minimum, max, maks, maksimum, maximum";
/// How a unit's name starts that is likely a figure beside the counts.
const FIGURES: &str = "
    pris, udgift, udgifter, omkostning, omkostninger, mål, ændring, forskel";
/// What a unit is called that may be the sum of others, as a whole.
const SUMS: &str = "alle, all, overall, tilsammen, hele, samlet set";
/// What a name that is likely the total of others starts or ends with.
const PART_OF_TOTAL: &str = "i alt, ialt, total, totalt, hovedtotal, subtotal";
/// How the last word of a heading ends where its numbers count no enquiries: they number or date
/// the rows, or measure something.
const NEVER_COUNTS: &str = "
    nr, nummer, number, id, kode, code, cpr, kle,
    år, year, måned, month, dag, day, tid, time, klokken, kl, alder, age,
    min, minutter, sek, sekunder, varighed,
    pris, price, beløb, kr, score, tilfredshed";
/// Words anywhere in a heading whose numbers are parts or averages.
const PARTS: &str = "andel, gns, gennemsnit, pct, procent, share, average";
/// How a word ends in a heading that is likely that of a count. Without a column for the channel,
/// some of them are a channel.
const LIKE_COUNTS: &str = "
    antal, opkald, kald, samtaler, besøg, ekspeditioner, ekspederinger, henvendelser,
    optalt, volumen, mængde, kvantitet, quantity, calls, contacts, requests, tickets, visits";
/// Short words that are likely a count, each as a whole.
const LIKE_COUNTS_WHOLE: &str = "stk, henv, n, talt";
/// Headings of a column with months.
pub(super) const MONTH: &[&str] = &["måned", "måneder", "md", "md.", "mdr", "mdr.", "month"];
/// Headings of a column with years.
pub(super) const YEAR: &[&str] = &["år", "year", "aar"];
/// Headings that only the CSV reports of this program have, those for Excel in lower case.
const OWN_REPORT: &str = "
    kr. pr. år, dkk a year, andel af henv., share of enquiries, henv. før, number before,
    cost_share, cost_per_enquiry, cost_before, enquiries_before, planned_saving, records_counted,
    self_service, closed_at_first_contact_share, expected_saving, achieved_saving";
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
    // Every cell that may be a heading comes here, so it is folded once and not for each dimension.
    let word = folded(word);
    Dimension::ALL.into_iter().find(|one| one.headings().contains(&word.as_str()))
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

/// The entries of a list of words.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim)
}

/// Whether a text in lower case is an entry of a list.
fn is_in(text: &str, list: &'static str) -> bool {
    entries(list).any(|entry| entry == text)
}

/// The words of a text, without punctuation around them and with one space between them. Only ASCII
/// letters are put in lower case: no entry of the lists of whole texts has another.
fn normalized_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let is_behind_another = !words.is_empty() && !word.is_empty();
        words.extend(is_behind_another.then_some(' '));
        words.push_str(word);
    }
    words.make_ascii_lowercase();
    words
}

/// What a cell says of the row that it is in, or a heading of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// It is a total.
    Total,
    /// It is likely a total: `Borgerservice i alt`.
    AlmostTotal,
    /// It has averages, or a part of another row.
    Average,
    /// None of these.
    Other,
}

/// The labels of whole texts. A map, because a cell of each row may have to be looked up.
static LABELS: LazyLock<HashMap<&str, Label, FixedState>> = LazyLock::new(|| {
    let totals = entries(TOTAL).map(|entry| (entry, Label::Total));
    totals.chain(entries(AVERAGE).map(|entry| (entry, Label::Average))).collect()
});

impl Label {
    pub(super) fn read(text: &str) -> Self {
        let words = normalized_words(text);
        let is_around = |part: &str| {
            words.strip_prefix(part).is_some_and(|rest| rest.starts_with(' '))
                || words.strip_suffix(part).is_some_and(|rest| rest.ends_with(' '))
        };
        match LABELS.get(words.as_str()) {
            Some(label) => *label,
            None if words.contains(' ') && entries(PART_OF_TOTAL).any(is_around) => {
                Self::AlmostTotal
            }
            None => Self::Other,
        }
    }
}

/// Whether a cell or a heading says that what it stands at is a total.
pub(super) fn is_total(text: &str) -> bool {
    Label::read(text) == Label::Total
}

/// Whether a unit is called as a sum of others, which only its counts can prove: `Borgerservice
/// samlet`, `Hele kommunen`, `Alle enheder`. `Alle Børns Hus` is no such name.
pub(super) fn is_named_as_sum(name: &str) -> bool {
    let name = normalized_words(name);
    let words: Vec<&str> = name.split(' ').collect();
    is_in(&name, SUMS) || matches!(words[..], ["hele" | "alle", _] | [_, .., "samlet"])
}

/// Whether a unit is called as a figure beside the counts: an average or a part with more words
/// behind, a price: `Gns. pr. uge`, `%`, `Pris pr. stk.`
pub(super) fn is_almost_average(name: &str) -> bool {
    let words = normalized_words(name);
    let (first, has_more) = words.split_once(' ').map_or((&*words, false), |(one, _)| (one, true));
    name.ends_with('%')
        || is_in(&folded(name), EXTREMES)
        || is_in(&folded(first), FIGURES)
        || (has_more && is_in(first, AVERAGE))
}

/// Whether a heading is one that only the reports of this program have.
pub(super) fn is_of_own_report(heading: &str) -> bool {
    is_in(&heading.to_lowercase(), OWN_REPORT)
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
        entries(LIKE_COUNTS).any(|end| word.ends_with(end)) || is_in(word, LIKE_COUNTS_WHOLE)
    };
    !is_never_count(heading) && words.any(is_like)
}

/// Whether numbers under a heading count nothing: `Nr.`, `Postnr`, `Varighed (min)`.
pub(super) fn is_never_count(heading: &str) -> bool {
    let folded = folded(heading);
    let last = words_of_heading(&folded).last().unwrap_or("");
    entries(NEVER_COUNTS).any(|end| last.ends_with(end))
        || words_of_heading(&folded).any(|word| entries(PARTS).any(|part| word.ends_with(part)))
}

fn words_of_heading(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The roles that a column can be given.
pub(super) fn roles() -> impl Iterator<Item = Meaning> {
    let dimensions = Dimension::ALL.into_iter().map(Meaning::Dimension);
    dimensions.chain([Meaning::Count, Meaning::Date])
}

/// What a column with a role is called: in Danish, in English, then other headings in use.
pub(super) fn names(role: Meaning) -> &'static [&'static str] {
    match role {
        Meaning::Dimension(dimension) => dimension.headings(),
        Meaning::Date => DATE,
        _ => COUNT,
    }
}

/// The role that a word names, for `--column`.
pub(super) fn role(word: &str) -> Option<Meaning> {
    // `Ugenr.`, `Enhed:`
    let word = folded(word.trim_end_matches(['.', ':']));
    roles().find(|role| names(*role).contains(&word.as_str()))
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
        AVERAGE, Label, PART_OF_TOTAL, TOTAL, entries, is_almost_average, is_almost_count,
        is_like_count, is_named_as_sum, is_never_count, may_end_total, may_start_total,
    };
    use encoding_rs::WINDOWS_1252;

    /// Asserts that a test is true of some texts and false of others. A bar stands between texts.
    fn assert_only(is_it: impl Fn(&str) -> bool, true_of: &str, false_of: &str) {
        for (texts, expected) in [(true_of, true), (false_of, false)] {
            for text in texts.split('|') {
                assert_eq!(is_it(text), expected, "{text}");
            }
        }
    }

    #[test]
    fn every_total_may_be_one_whatever_stands_around_it() {
        let around = [
            "", " ", "\t", "\"", "[", "#", "_", "*", "/", "+", "§", "»", "…", "–", "“", "\u{202f}",
            ">> ",
        ];
        let encoded = |text: &str| [text.as_bytes().to_vec(), WINDOWS_1252.encode(text).0.to_vec()];
        for words in entries(TOTAL).chain(entries(AVERAGE)) {
            for words in [words.to_uppercase(), words.to_owned()] {
                for (before, after) in around.iter().flat_map(|a| around.map(|b| (a, b))) {
                    let text = format!("{before}{words}{after}");
                    assert!([Label::Total, Label::Average].contains(&Label::read(&text)), "{text}");
                    assert!(encoded(&text).iter().all(|cell| may_start_total(cell)), "{text}");
                }
            }
        }
        for part in entries(PART_OF_TOTAL) {
            for text in [format!("Skole {part}"), format!("{part} Skole"), format!("Ø, {part}:")] {
                let may_be = |cell: &Vec<u8>| may_start_total(cell) || may_end_total(cell);
                assert_eq!(Label::read(&text), Label::AlmostTotal, "{text}");
                assert!(encoded(&text).iter().all(may_be), "{text}");
            }
        }
    }

    #[test]
    fn a_unit_may_be_called_as_a_sum() {
        let sums = "Borgerservice samlet|Hele kommunen|Alle enheder|Job og Ydelse samlet:|Alle";
        assert_only(is_named_as_sum, sums, "Alle Børns Hus|Samlet skole|Samlet|Halle Skole");
    }

    #[test]
    fn an_average_may_have_more_words() {
        let averages = "Gns. pr. uge|Gennemsnit pr. enhed|Andel i pct. af alle|I %|Heraf digitalt";
        let others = "Middelfart|Andelsboliger|Gennemsnit|Skranken";
        assert_only(is_almost_average, averages, others);
    }

    #[test]
    fn headings_of_counts_and_of_numbers_are_told_apart() {
        let never_counts = "Nr.|postnr|Kode|År|Enheds-ID|Varighed (min)|Ventetid";
        let counts = "Opkald|Antal opkald|antal_breve|Henv.|n|Number of calls|Telefonopkald";
        let others = "Webform|Antla|Enhed|Besøgstid|Gns. antal|Andel opkald|Antal min.";
        assert_only(is_almost_count, "Antla|Antal opkald|henvendelse", never_counts);
        assert_only(is_never_count, never_counts, "Webform");
        assert_only(is_like_count, counts, others);
    }
}
