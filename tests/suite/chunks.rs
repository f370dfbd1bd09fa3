//! The reader in chunks and threads against a plain one: the same counts, the same problems.

use std::collections::BTreeMap;

use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::counts::{Counts, Dimension, Slot};
use proptest::prelude::*;

use crate::table;

/// Counts by unit and channel, or the problems in words.
type Read = Result<BTreeMap<(String, String), u64>, String>;

fn in_chunks(text: &str, options: ReadOptions) -> Read {
    let table = table();
    let input = Input { name: "count.csv".to_owned(), bytes: text.into() };
    let read = count_files::read(vec![Ok(input.into())], &table, &[], options).sound();
    let (counts, _) = read.map_err(|problems| problems.to_string())?;
    let named = |slot: &Slot| {
        let channel = table.id(slot.id(Dimension::Channel)).to_owned();
        (spaced(counts.name(Dimension::Unit, slot.id(Dimension::Unit))), channel)
    };
    let mut sums = BTreeMap::new();
    for (slot, counted) in counts.records() {
        *sums.entry(named(slot)).or_default() += counted;
    }
    Ok(sums)
}

/// Names that differ in spaces only are one.
fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same with the `csv` crate alone, row after row; sound rows only.
fn plainly(text: &str) -> BTreeMap<(String, String), u64> {
    let table = table();
    let mut sums = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let headings = reader.headers().expect("a header").clone();
    let is_wide = !headings.iter().any(|heading| heading == "kanal");
    for row in reader.records() {
        let row = row.expect("a sound row");
        let mut add = |channel: usize, cell: &str| {
            let key = (spaced(&row[0]), table.id(channel).to_owned());
            *sums.entry(key).or_default() += plain_count(cell);
        };
        if is_wide {
            let cells = headings.iter().zip(&row);
            let channels = cells.filter_map(|(heading, cell)| Some((table.find(heading)?, cell)));
            channels.for_each(|(channel, cell)| add(channel, cell));
        } else {
            add(table.find(&row[1]).expect("a channel"), &row[2]);
        }
    }
    sums
}

/// The count in a sound cell.
fn plain_count(cell: &str) -> u64 {
    match cell.trim() {
        "" | "-" => 0,
        digits => digits.replace('.', "").parse().expect("a count"),
    }
}

/// Unit names as all readers of CSV read them, and what comes of it if a quote stands elsewhere.
const PLAIN: [&str; 6] =
    ["Skranken", "Ældre og Sundhed", "\"Team; øst\"", "\"to\nlinjer\"", "\"et \"\"citat\"\"\"", ""];
const ODD: [&str; 3] = ["midt \"i\" cellen", "\"lukket\" og videre", "\"to\rlinjer\""];

/// A file whose rows are plain, or of which any may be odd.
fn file(count: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let channel = prop::sample::select(vec!["telefon", "Brev", "\"e-mail\"", "SMS"]);
    let row = (0..9_usize, channel, count, 0..4_usize);
    let rows = prop::collection::vec(row, 1..60);
    (rows, any::<bool>(), any::<bool>()).prop_map(|(rows, is_plain, ended)| {
        let rows = rows.iter().map(|(unit, channel, count, end)| {
            let unit =
                PLAIN.iter().chain(&ODD).nth(if is_plain { unit % PLAIN.len() } else { *unit });
            let ends = ["\n", "\r\n", "\n\n", "\r"];
            let end = ends[if is_plain { end % 3 } else { *end }];
            format!("{};{channel};{count}{end}", unit.expect("one of all"))
        });
        let text = format!("enhed;kanal;antal\n{}", rows.collect::<String>());
        if ended { text } else { text.trim_end().to_owned() }
    })
}

/// The rows of a wide table, with counts and totals as people and programs write them. Each row
/// adds up, unless `slip` says by how much its total is wrong.
fn wide(slip: impl Strategy<Value = u64>) -> impl Strategy<Value = String> {
    let counts = prop::array::uniform3((prop_oneof![Just(0), 0..3000_u64], 0..6_usize));
    let row = (0..PLAIN.len(), 43..45_u64, counts, (slip, 0..6_usize), 0..4_usize);
    let rows = prop::collection::vec(row, 1..60);
    (rows, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(rows, returns, quotes, marks)| {
            let end = if returns { "\r\n" } else { "\n" };
            let line = |cells: Vec<String>| cells.join(";") + end;
            let quoted = |cell: String| {
                if quotes && !cell.starts_with('"') { format!("\"{cell}\"") } else { cell }
            };
            let headings = ["enhed", "telefon", "uge", "\"Brev\"", "bemærkning", "e-mail", "i alt"];
            let rows = rows.into_iter().map(|(unit, week, counts, (slip, style), remark)| {
                let total = counts.iter().map(|(count, _)| count).sum::<u64>() + slip;
                let [phone, letter, mail] = counts.map(|(count, style)| written(count, style));
                let remark = ["", "ok", "Sundhed", "\"sagen; igen\""][remark];
                let week = week.to_string();
                let cells = [PLAIN[unit], &phone, &week, &letter, remark, &mail];
                let total = if marks && slip == 0 { String::new() } else { written(total, style) };
                line(cells.map(str::to_owned).into_iter().chain([total]).map(quoted).collect())
            });
            let rows: String = rows.collect();
            line(headings.map(str::to_owned).into_iter().map(quoted).collect()) + &rows
        },
    )
}

/// A count as people and programs write it.
fn written(count: u64, style: usize) -> String {
    let thousands = || format!("{}.{:03}", count / 1000, count % 1000);
    match (style, count) {
        (0, 0) => String::new(),
        (1, 0) => "-".to_owned(),
        (2, 1000..) => thousands(),
        (3, _) => format!("\"{count}\""),
        (4, _) => format!(" {count} "),
        _ => count.to_string(),
    }
}

fn options() -> impl Strategy<Value = ReadOptions> {
    (1..400_usize, 1..=4_usize).prop_map(|(chunk, threads)| ReadOptions {
        chunk,
        threads: Some(threads),
        ..ReadOptions::default()
    })
}

/// A file with columns of one kind, in which rows like one another come again and again. Its
/// lines end with LF, so that a row is known when it comes again.
fn repeating() -> impl Strategy<Value = String> {
    let columns = [
        ("enhed;uge;kanal;antal", vec!["43", "uge 43", "\"44\""], vec!["telefon", "WEB", "fax"]),
        (
            "enhed;uge;opgave;kanal;antal",
            vec!["43", "44"],
            vec![
                "Pas;telefon",
                "Antal i alt;telefon",
                "\"I alt:\";telefon",
                " total;telefon",
                "Sundhed;telefon",
                ";brev",
            ],
        ),
        ("enhed;uge;telefon;i alt;", vec!["43", "44"], vec!["5;5", "1.000;1000", "5;6", "-;0"]),
        ("enhed;uge;WEB;telefon", vec!["43", "44"], vec!["5;", "5;1", "0;-", "x;1"]),
        (
            "enhed;dato;kanal;",
            vec![
                "21-10-2013",
                " 28-10-2013",
                "\" 28-10-2013 09:15\"",
                "\u{a0} 21-10-2013",
                "21-10-2013\u{a0}",
                "21-10-2013\u{a0} 09:15",
                "\u{a0} 28-10-2013 09:15",
                "2013-10-28T09:15",
                "31-02-2013",
                "T",
                "",
            ],
            vec!["TLFIND", "EMLUD", "fax"],
        ),
    ];
    prop::sample::select(columns.to_vec()).prop_flat_map(|(header, weeks, cells)| {
        let counts = ["10", "100", "1.000", "1 000", " 7", "\"8\"", "12,0", "9999999999", "x"];
        let row = (
            prop::sample::select(vec![
                "A",
                "\"A\"",
                " A",
                "Enheden for alt det, som ikke hører til i andre enheder",
                "I alt",
            ]),
            prop::sample::select(weeks),
            prop::sample::select(cells),
            prop::sample::select(counts.to_vec()),
            any::<bool>(),
        );
        prop::collection::vec(row, 1..40).prop_map(move |rows| {
            let rows = rows.into_iter().map(|(unit, week, cells, count, trails)| {
                let count =
                    if header.contains("antal") { format!(";{count}") } else { String::new() };
                let trail = if header.ends_with(';') && trails { ";" } else { "" };
                format!("{unit};{week};{cells}{count}{trail}\n")
            });
            format!("{header}\n{}", rows.collect::<String>())
        })
    })
}

const WHOLE: ReadOptions = ReadOptions { chunk: 1 << 20, threads: Some(1), keeps_rows: false };

#[test]
fn the_time_of_day_is_not_looked_at_in_any_row() {
    let rows =
        b"enhed;dato;kanal\n\xc3\x85st;21-10-2013 \xe6;TLFIND\n\xc3\x85st;21-10-2013;TLFIND\n";
    let input = Input { name: "count.csv".to_owned(), bytes: rows.to_vec() };
    let read = count_files::read(vec![Ok(input.into())], &table(), &[], WHOLE).sound();
    let (counts, _) = read.expect("a sound count");
    assert_eq!(counts.records().map(|(_, counted)| counted).sum::<u64>(), 2);
}

proptest! {
    #[test]
    fn chunks_and_threads_count_as_a_plain_reader(text in file((0..900_u64).prop_map(|n| n.to_string())), options in options()) {
        prop_assert_eq!(in_chunks(&text, options), Ok(plainly(&text)));
    }

    #[test]
    fn chunks_and_threads_find_the_same_problems(
        text in file(prop::sample::select(vec!["1", "x", "1;2", "", "-3", "\"5"]).prop_map(str::to_owned)),
        options in options(),
    ) {
        prop_assert_eq!(in_chunks(&text, options), in_chunks(&text, WHOLE));
    }

    #[test]
    fn wide_tables_count_as_a_plain_reader_counts_them(text in wide(Just(0)), options in options()) {
        prop_assert_eq!(in_chunks(&text, options), Ok(plainly(&text)));
    }

    #[test]
    fn wide_tables_have_the_same_problems_in_any_chunks(
        text in wide(prop_oneof![9 => Just(0), 1 => Just(1)]),
        options in options(),
    ) {
        prop_assert_eq!(in_chunks(&text, options), in_chunks(&text, WHOLE));
    }

    #[test]
    fn rows_that_are_known_count_as_those_that_are_read_with_care(text in repeating(), options in options()) {
        let table = table();
        let read = |text: &str| {
            let input = Input { name: "count.csv".to_owned(), bytes: text.into() };
            count_files::read(vec![Ok(input.into())], &table, &[], options)
        };
        // Where lines end with CR alone no row is known.
        let (known, with_care) = (read(&text), read(&text.replace('\n', "\r")));
        prop_assert_eq!(known.problems.to_string(), with_care.problems.to_string());
        let slots = |counts: &Counts| counts.records().map(|(slot, n)| (*slot, n)).collect::<Vec<_>>();
        prop_assert_eq!(slots(&known.counts), slots(&with_care.counts));
        for file in known.origin.files.iter().chain(&with_care.origin.files) {
            prop_assert_eq!(file.rows, file.wrong + file.counted + file.left_out.values().sum::<u64>());
        }
        for (one, other) in known.origin.files.iter().zip(&with_care.origin.files) {
            prop_assert_eq!((one.wrong, &one.left_out), (other.wrong, &other.left_out));
        }
    }
}

/// Rows with a mark in front of some, whose lines end in several ways; the last row is wrong.
fn marked() -> impl Strategy<Value = (Vec<&'static str>, String)> {
    let end = || prop::sample::select(vec!["\n", "\r", "\r\n"]);
    let mark = prop::sample::select(vec!["", "\u{feff}"]);
    (end(), prop::collection::vec((mark, end()), 1..60)).prop_map(|(first, rows)| {
        let lines = rows.iter().map(|(mark, end)| format!("{mark}Skranken;telefon;7{end}"));
        let text = lines.collect::<String>();
        (
            rows.iter().map(|(mark, _)| *mark).collect(),
            format!("enhed;kanal;antal{first}{text}Skranken;telefno;7\n"),
        )
    })
}

proptest! {
    #[test]
    fn a_mark_and_a_line_end_are_read_the_same_at_any_place(
        (rows, text) in marked(),
        options in options(),
    ) {
        let sound = text.replace("telefno;", "telefon;");
        let counts = in_chunks(&sound, options).expect("a sound count");
        let all = 7 * (rows.len() as u64 + 1);
        let channel = ("Skranken".to_owned(), "telefon".to_owned());
        prop_assert_eq!(counts, BTreeMap::from([(channel, all)]));
        // The header is the first line.
        let problem = in_chunks(&text, options).expect_err("an unknown channel");
        let place = format!(" --> count.csv:{}:10\n", rows.len() + 2);
        prop_assert!(problem.contains(&place), "{}", problem);
    }
}
