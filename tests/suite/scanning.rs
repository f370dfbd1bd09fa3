//! The parts of the scan: line ends and quotes, chunks of a stream, records and their cells, and
//! sums by key.

use std::collections::BTreeMap;
use std::io::{self, Read};

use fearless_simd::Level;
use kanalpris::internals::scan::chunks::{Chunk, ChunkError, Chunks};
use kanalpris::internals::scan::group_by::{ColumnRoles, Grouping, KeyColumn, Verdict, group_by};
use kanalpris::internals::scan::quotes::{last_end, line_ends};
use kanalpris::internals::scan::record::{Record, Records, WrongQuote};
use kanalpris::internals::scan::split::CellEnds;

/// The bytes that are read of a stream before its first chunk.
const HEAD: usize = 64 * 1024;

#[test]
fn lines_end_in_three_ways() {
    assert_eq!(line_ends(b"a\nb\r\nc\rd"), 3);
}

#[test]
fn a_record_ends_outside_quotes_alone() {
    let end = |text: &str| last_end(text.as_bytes(), b';', b'\n');
    assert_eq!(end("a;b\nc;d"), (Some(4), false));
    assert_eq!(end("a;\"b\nc\";d"), (None, false));
    assert_eq!(end("a;\"b\"\"\n\"\nc;\"d\n"), (Some(9), true));
    // A quote within a cell opens nothing.
    assert_eq!(end("a \"b\nc;d\ne"), (Some(9), false));
}

/// A stream that gives a byte at a time, is interrupted before each, and breaks off.
struct Failing<'a>(&'a [u8], bool);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        match self.0 {
            _ if self.1 => Err(io::ErrorKind::Interrupted.into()),
            [] => Err(io::ErrorKind::BrokenPipe.into()),
            _ => self.0.read(&mut buffer[..1]),
        }
    }
}

#[test]
fn nothing_comes_after_an_error() {
    let text = "a;b\n".repeat(HEAD);
    let mut chunks = Chunks::open(Failing(text.as_bytes(), false), 2 * HEAD).expect("a head");
    let chunk = chunks.next(Chunk::default()).expect("a chunk").expect("a chunk");
    assert_eq!(chunk.bytes, text.as_bytes()[..2 * HEAD]);
    assert!(chunks.next(chunk).expect("a chunk").is_some());
    let error = chunks.next(Chunk::default()).expect_err("a broken pipe");
    let ChunkError::Io(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    assert!(chunks.next(Chunk::default()).expect("nothing to read").is_none());
}

#[test]
fn no_chunk_ends_within_quotes_whether_there_are_few_or_many() {
    // One quoted line break in so many rows.
    for rows in [0, 1, 200] {
        let text =
            format!("{}\"x\ny\";2\n", "a;1\n".repeat(rows)).repeat(2 * HEAD / (4 * rows + 8));
        for size in [300, 1000, HEAD] {
            let mut chunks = Chunks::open(text.as_bytes(), size).expect("a head");
            let mut joined = Vec::new();
            while let Some(chunk) = chunks.next(Chunk::default()).expect("a chunk") {
                // The last one is empty where the stream ends with the one before.
                assert!(matches!(chunk.bytes.last(), None | Some(b'\n')), "{rows}, size {size}");
                let quotes = memchr::memchr_iter(b'"', &chunk.bytes).count();
                assert_eq!(quotes % 2, 0, "{rows}, size {size}");
                joined.extend(chunk.bytes);
            }
            assert!(joined == text.as_bytes(), "{rows}, size {size}");
        }
    }
}

fn wrong_quote(text: &str) -> Option<WrongQuote> {
    Records::from(text.as_bytes(), 0, b';').next_record()?.wrong_quote()
}

#[test]
fn an_open_quote_is_found_where_it_opens() {
    assert_eq!(wrong_quote("a;\"b;c\nd;e\n"), Some(WrongQuote::NeverCloses(2)));
    assert_eq!(wrong_quote("a;\"b\"\""), Some(WrongQuote::NeverCloses(5)));
}

#[test]
fn cells_are_what_the_csv_crate_reads() {
    for text in [
        "a;\"b\";\"c\"\"d\"\n\n;\"\";e;\r\n\"f\ng\"h\"i;j\"k\"\rl",
        "\n\"\"\"\";\"a\"\"\";\"b\"\"\"\"c\"",
        "\u{feff}\"a\";b;\"c\"\"",
    ] {
        // The crate leaves out a mark at the start, which is not there for it.
        let line = format!("x\n{text}");
        let mut crate_reader = csv::ReaderBuilder::new();
        crate_reader.delimiter(b';').has_headers(false).flexible(true);
        let mut crate_reader = crate_reader.from_reader(line.as_bytes());
        let expected = crate_reader.byte_records().skip(1).map(|row| row.expect("a row"));
        let mut records = Records::from(text.as_bytes(), 0, b';');
        for expected in expected {
            let record = records.next_record().expect("as many records");
            let cells = (0..record.width()).map(|cell| record.cell(cell).into_owned());
            assert_eq!(cells.collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
        }
        assert!(records.next_record().is_none());
    }
}

/// What is found in a chunk: the same with the instructions that every processor has, and with the
/// best ones of this processor.
fn found(chunk: &[u8], delimiter: u8) -> CellEnds {
    let [least, most] = [Level::baseline(), Level::new()].map(|level| {
        let mut ends = CellEnds::default();
        ends.find_on(level, chunk, delimiter);
        ends
    });
    assert_eq!(format!("{least:?}"), format!("{most:?}"));
    most
}

fn ends(chunk: &str) -> Vec<Vec<u32>> {
    let chunk = chunk.as_bytes();
    found(chunk, b';').of_records(chunk, 2).map(<[u32]>::to_vec).collect()
}

#[test]
fn records_may_have_any_number_of_cells() {
    // All have as many cells as records of two would.
    assert_eq!(ends("a;b\nc\nd;e;f\n"), [vec![1, 3], vec![5], vec![7, 9, 11]]);
    assert_eq!(ends("a\nb;c;d"), [vec![1], vec![3, 5, 7]]);
    assert_eq!(ends("a;\"\n\"\nb;c;d;e"), [vec![1, 5], vec![7, 9, 11, 13]]);
}

#[test]
fn what_fills_the_last_lane_ends_nothing() {
    for delimiter in *b"; ." {
        let chunk = [b'a', delimiter, b'b', b'\n'];
        let ends = found(&chunk, delimiter);
        assert_eq!(ends.of_records(&chunk, 2).collect::<Vec<_>>(), [[1, 3]]);
        assert!(ends.is_plain());
    }
}

#[test]
fn every_line_is_counted_once() {
    for text in ["", "a", "a\n", "a\nb", "a;\"\n\n\"\r\n\n", &"a\n".repeat(100)] {
        let ends = found(text.as_bytes(), b';');
        assert_eq!(ends.lines(), line_ends(text.as_bytes()), "{text}");
    }
}

#[test]
fn quotes_hold_across_lanes() {
    let text = format!("\"{}\";b\n", ";".repeat(200));
    assert_eq!(ends(&text), [[202, 204]]);
}

#[test]
fn a_chunk_is_plain_where_quotes_stand_around_whole_cells_and_nothing_is_nul() {
    let plain = |text: &str| found(text.as_bytes(), b';').is_plain();
    // Each also where it lies across two lanes, or ends with the first one.
    let shifted = |text: &str| [0, 57, 58, 59, 60, 61, 62, 63].map(|n| "x\n".repeat(n) + text);
    for text in ["a;b\nc;d", "\"a;\n\"\"\";b\r\nc;\"d\"", "\"a\"\n\"\";\"b\"", "\"\"\"\"", ""] {
        assert!(shifted(text).iter().all(|text| plain(text)), "{text}");
    }
    for text in [
        "a\"b\"", "\"a\"b;c", "\"a", "\"\"\"", "a\rb", "a\r", "\"a\rb\"", "a \"\"", "\"a\" ;b",
        "a;\0",
    ] {
        assert!(!shifted(text).iter().any(|text| plain(text)), "{text}");
    }
}

/// Sums the second cell by the first, and keeps the rows that it had to read.
#[derive(Default)]
struct Sums(Vec<String>);

impl Grouping for Sums {
    type Group = String;

    fn start_chunk(&mut self, _: &Chunk, _: usize) {}

    fn is_ordinary(&self, row: Record) -> bool {
        row.raw(2).is_empty()
    }

    fn row(&mut self, row: Record, known: Option<&String>, counts: &mut [u64]) -> Verdict<String> {
        let text = |cell| String::from_utf8_lossy(&row.cell(cell)).into_owned();
        self.0.push(format!("{} {}", text(0), text(1)));
        let Ok(count) = text(1).trim().parse() else { return Verdict::Skip };
        counts[0] = count;
        let key = || String::from_utf8_lossy(row.raw(0)).into_owned();
        let group = known.cloned().unwrap_or_else(key);
        if group.is_empty() { Verdict::ReadEach(group) } else { Verdict::Group(group) }
    }
}

/// The rows and the sum of each group, and the rows that were read.
fn sums(text: &str, chunk: usize) -> (BTreeMap<String, (u64, u64)>, Vec<String>) {
    let roles = ColumnRoles {
        delimiter: b';',
        width: 3,
        keys: vec![KeyColumn { column: 0, prefix: None }],
        counts: vec![1],
        totals: Vec::new(),
        zeros: &[],
    };
    let chunks = Chunks::open(text.as_bytes(), chunk).expect("memory can be read");
    let (mut parts, error) = group_by(chunks, &roles, 1, Sums::default);
    assert!(error.is_none());
    let (Sums(read), groups) = parts.remove(0);
    let sums = groups.iter().map(|(group, rows, sums)| (group.clone(), (rows, sums[0])));
    (sums.collect(), read)
}

#[test]
fn only_the_first_row_of_a_key_and_rows_that_are_not_plain_are_read() {
    let text = "a;1;\nb;2;\na;3;\na;4;!\na; 5;\na;x;\na;\"6\";\n\"a\";7;\n";
    let (sums, read) = sums(text, 1000);
    assert_eq!(sums, [("a", (5, 19)), ("b", (1, 2)), ("\"a\"", (1, 7))].map(own).into());
    assert_eq!(read, ["a 1", "b 2", "a 4", "a  5", "a x", "a 7"]);
}

#[test]
fn a_group_may_need_each_of_its_rows_to_be_read() {
    let (sums, read) = sums(";1;\n;2;\n;3;\n", 1000);
    assert_eq!(sums, [("", (3, 6))].map(own).into());
    assert_eq!(read.len(), 3);
}

fn own((group, sums): (&str, (u64, u64))) -> (String, (u64, u64)) {
    (group.to_owned(), sums)
}
