//! Any counts in any layout, encoding and way of writing CSV are read back as they were.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::WINDOWS_1252;
use kanalpris::internals::input::count_files::{self, CountFiles, ReadOptions};
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::counts::{Dimension, Slot};
use proptest::prelude::*;
use proptest::sample::select;

use crate::table;

/// Enquiries by unit, week and channel.
pub(super) type Counted = BTreeMap<(&'static str, usize, &'static str), u64>;

const UNITS: [&str; 7] = [
    "Skranken",
    "Børn; unge",
    "Ældre, sundhed",
    "et \"citat\"",
    "to\nlinjer",
    "tab\tog mellemrum",
    "",
];

/// Ids of channels and a code that is left out, each with its code in an export.
pub(super) const CHANNELS: [(&str, &str); 5] = [
    ("telefon", "TLFIND"),
    ("fremmøde", "PRSNLG"),
    ("e-mail", "EMLIND"),
    ("sms", "SMSIND"),
    ("WEB", "WEB"),
];

/// The count weeks, each with days of it as they are written.
const WEEKS: [(usize, [&str; 3]); 2] = [
    (43, ["21-10-2013 09:15:00", "2013-10-27", "23-10-2013 9:15"]),
    (44, ["28-10-2013", "03-11-2013 23:59:59", "2013-11-01T08:00:00"]),
];

#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    Long,
    Wide,
    /// A wide table of one channel alone.
    Single,
    Export,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Windows1252,
    Utf16Little,
    Utf16Big,
}

/// How a table is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way of writing of its own")]
pub(super) struct Style {
    pub(super) layout: Layout,
    encoding: Encoding,
    delimiter: char,
    line_end: &'static str,
    quotes_all: bool,
    says_delimiter: bool,
    blank_lines: usize,
    has_totals: bool,
    /// Whether thousands are parted: `1.203`.
    groups: bool,
    /// Whether spaces stand around what is in a cell.
    pads: bool,
    /// Whether a count of a long table is written in several rows.
    repeats: bool,
    /// Whether the nameless cell at the end of an export is missing in every other row.
    cuts_nameless: bool,
}

pub(super) fn style() -> impl Strategy<Value = Style> {
    let encodings = vec![
        Encoding::Utf8,
        Encoding::Utf8Marked,
        Encoding::Windows1252,
        Encoding::Utf16Little,
        Encoding::Utf16Big,
    ];
    let layouts = vec![Layout::Long, Layout::Wide, Layout::Single, Layout::Export];
    let line_ends = vec!["\n", "\r\n", "\r"];
    let form = (select(layouts), select(encodings), select(vec![';', ',', '\t']));
    (form, select(line_ends), any::<[bool; 7]>(), 0..3_usize).prop_map(
        |(
            (layout, encoding, delimiter),
            line_end,
            [quotes_all, says_delimiter, has_totals, groups, pads, repeats, cuts_nameless],
            blank_lines,
        )| {
            Style {
                layout,
                encoding,
                delimiter,
                line_end,
                quotes_all,
                says_delimiter,
                blank_lines,
                has_totals,
                groups,
                pads,
                repeats,
                cuts_nameless,
            }
        },
    )
}

/// Counts with at least one incoming enquiry.
pub(super) fn counted() -> impl Strategy<Value = Counted> {
    let key = (select(UNITS.to_vec()), select(vec![43, 44]), 0..CHANNELS.len());
    let key = key.prop_map(|(unit, week, channel)| (unit, week, CHANNELS[channel].0));
    prop::collection::btree_map(key, 0..7_u64, 0..20).prop_map(|mut counted| {
        counted.insert(("Skranken", 43, "telefon"), 1203);
        counted
    })
}

/// The channels that a layout can hold.
pub(super) fn channels(layout: Layout) -> &'static [(&'static str, &'static str)] {
    if matches!(layout, Layout::Single) { &CHANNELS[..1] } else { &CHANNELS }
}

/// The cells of a table with its header, and how many rows below it there are.
pub(super) fn cells(counted: &Counted, style: &Style) -> (Vec<Vec<String>>, u64) {
    let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let number = |count: u64| match (style.groups, count) {
        (true, 1000..) => format!("{}.{:03}", count / 1000, count % 1000),
        _ => count.to_string(),
    };
    let total: u64 = counted.values().sum();
    let mut table = Vec::new();
    let has_totals = style.has_totals && !matches!(style.layout, Layout::Export);
    match style.layout {
        Layout::Long => {
            table.push(texts(&["Enhed", "uge", "Kanal", "antal"]));
            for ((unit, week, channel), count) in counted {
                let parts = if style.repeats { vec![1, 1, *count] } else { vec![*count] };
                let mut rest = *count;
                for part in parts {
                    let part = part.min(rest);
                    rest -= part;
                    table.push(texts(&[unit, &week.to_string(), channel, &number(part)]));
                }
            }
            if has_totals {
                table.push(texts(&["I alt", "", "", &number(total)]));
            }
        }
        Layout::Wide | Layout::Single => {
            let channels = channels(style.layout);
            let mut header = texts(&["enhed", "Uge"]);
            header.extend(channels.iter().map(|(id, _)| (*id).to_owned()));
            header.extend(has_totals.then(|| "I alt".to_owned()));
            table.push(header);
            let places: BTreeSet<_> = counted.keys().map(|key| (key.0, key.1)).collect();
            for (unit, week) in places {
                let count = |(id, _): &(&'static str, _)| counted.get(&(unit, week, *id)).copied();
                let counts: Vec<Option<u64>> = channels.iter().map(count).collect();
                let mut row = texts(&[unit, &week.to_string()]);
                // No count is an empty cell.
                row.extend(counts.iter().map(|count| count.map_or(String::new(), number)));
                let sum: u64 = counts.iter().flatten().sum();
                row.extend(has_totals.then(|| number(sum)));
                table.push(row);
            }
            if has_totals {
                let of = |channel| counted.iter().filter(move |(key, _)| key.2 == channel);
                let sum = |(id, _): &(&'static str, _)| number(of(*id).map(|one| one.1).sum());
                let mut row = texts(&["I alt", ""]);
                row.extend(channels.iter().map(sum));
                row.push(number(total));
                table.push(row);
            }
        }
        Layout::Export => {
            table.push(texts(&["Kommune", "Enhed", "Kanal", "Dato", "En hel sætning?", ""]));
            for ((unit, week, channel), count) in counted {
                let code = CHANNELS.iter().find(|(id, _)| id == channel).expect("a channel").1;
                let days = WEEKS.iter().find(|(number, _)| number == week).expect("a week").1;
                for row in 0..usize::try_from(*count).expect("a small count") {
                    let cells = ["Klintholm", unit, code, days[row % 3], "", ""];
                    let is_cut = style.cuts_nameless && row % 2 == 1;
                    table.push(texts(&cells[..cells.len() - usize::from(is_cut)]));
                }
            }
        }
    }
    let rows = table.len() as u64 - 1;
    (table, rows)
}

/// A table as the bytes of a file.
fn bytes(table: &[Vec<String>], style: &Style) -> Vec<u8> {
    let quoted = |cell: &String| {
        let cell =
            &if style.pads && !cell.is_empty() { format!(" {cell}  ") } else { cell.clone() };
        let is_needed = cell.contains([style.delimiter, '"', '\n', '\r']);
        if style.quotes_all || is_needed {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let delimiter = style.delimiter.to_string();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(quoted).collect();
        format!("{}{}", cells.join(&delimiter), style.line_end)
    };
    let mut text = String::new();
    if style.says_delimiter {
        text = format!("sep={delimiter}{}", style.line_end);
    }
    text.extend(table.iter().map(line));
    text.push_str(&style.line_end.repeat(style.blank_lines));
    let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        ['\u{feff}']
            .into_iter()
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(to)
            .collect()
    };
    match style.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
        Encoding::Windows1252 => WINDOWS_1252.encode(&text).0.into_owned(),
        Encoding::Utf16Little => utf16(u16::to_le_bytes),
        Encoding::Utf16Big => utf16(u16::to_be_bytes),
    }
}

fn read(bytes: Vec<u8>, effort: ReadOptions) -> CountFiles {
    let input = Input { name: "count.csv".to_owned(), bytes };
    count_files::read(vec![Ok(input.into())], &table(), &[], effort)
}

fn effort() -> impl Strategy<Value = ReadOptions> {
    (1..4000_usize, 1..=3_usize).prop_map(|(chunk, threads)| ReadOptions {
        chunk,
        threads: Some(threads),
        ..ReadOptions::default()
    })
}

/// What was read, without places where none came.
pub(super) fn counts(tally: &CountFiles) -> BTreeMap<(String, usize, String), u64> {
    let (table, counts) = (table(), &tally.counts);
    let key = |slot: &Slot| {
        let unit = counts.name(Dimension::Unit, slot.id(Dimension::Unit)).to_owned();
        (unit, slot.id(Dimension::Week), table.id(slot.id(Dimension::Channel)).to_owned())
    };
    counts
        .records()
        .filter(|(_, count)| *count > 0)
        .map(|(slot, count)| (key(slot), count))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn counts_written_in_any_way_are_read_back(counted in counted(), style in style(), effort in effort()) {
        let has = |channel: &str| channels(style.layout).iter().any(|(id, _)| *id == channel);
        let counted: Counted = counted.into_iter().filter(|(key, _)| has(key.2)).collect();
        let (table, rows) = cells(&counted, &style);
        let tally = read(bytes(&table, &style), effort);
        prop_assert!(tally.problems.count() == 0, "{}", tally.problems);
        let expected: BTreeMap<_, _> = counted
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|((unit, week, channel), count)| ((unit.to_owned(), week, channel.to_owned()), count))
            .collect();
        prop_assert_eq!(counts(&tally), expected);
        let file = &tally.origin.files[0];
        let left_out: u64 = file.left_out.values().sum();
        prop_assert_eq!((file.rows, file.counted + left_out), (rows, rows));
    }
}
