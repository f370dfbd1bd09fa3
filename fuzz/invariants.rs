//! What holds for every input, whatever its bytes. The fuzz targets of this folder check it, and
//! so does the test `tests/suite/fuzz_corpus.rs` for the samples and for what was found.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use kanalpris::internals::commands::{Cli, Command, parse};
use kanalpris::internals::input::count_files::{self, CountFiles, ReadOptions};
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::origin::Encoding;
use kanalpris::internals::render::{Format, Lang};
use kanalpris::internals::run::{Colors, Streams, run_to_exit_code};
use kanalpris::{PriceTable, built_in_prices};
use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// A kind of input, and what is checked of it.
pub struct Target {
    /// The name of the fuzz target, and of the folder of what was found.
    pub name: &'static str,
    /// How the names of samples of this kind end.
    pub endings: &'static [&'static str],
    /// Panics where an invariant does not hold.
    pub check: fn(&[u8]),
}

/// All kinds of input.
pub const TARGETS: [Target; 9] = [
    Target { name: "counts", endings: &["csv", "tsv", "txt", "gz", "dat"], check: counts },
    Target { name: "workbook", endings: &["xlsx", "xls", "xlsb", "ods", "xml"], check: workbook },
    Target { name: "prices", endings: &["toml", "csv"], check: prices },
    Target { name: "scenarios", endings: &["toml"], check: scenarios },
    Target { name: "description", endings: &["toml"], check: description },
    Target { name: "hours", endings: &["toml"], check: hours },
    Target { name: "names", endings: &["csv"], check: names },
    Target { name: "arguments", endings: &["cmd"], check: arguments },
    Target { name: "expected", endings: &["json"], check: expected },
];

/// Checks one input of a kind.
pub fn check(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a target of that name").check)(data);
}

/// The files that commands name beside their input.
const FILES: [(&str, &[u8]); 5] = [
    ("count.csv", include_bytes!("../examples/uge5-6.csv")),
    ("short.csv", SHORT),
    ("times.csv", TIMES),
    ("hours.toml", include_bytes!("../examples/aabningstider.toml")),
    ("scenarios.toml", include_bytes!("../examples/scenarier.toml")),
];
const SHORT: &[u8] = b"enhed;uge;kanal;antal\nA;43;telefon;50\nA;44;brev;70\nB;43;e-mail;90\n";
const TIMES: &[u8] = b"Enhed;Kanal;Dato;StartTidspunkt\n\
    A;TLFIND;21-10-2013;09:15:00\nA;PRSNLG;24-10-2013;17:15:00\nB;TLFIND;26-10-2013;NULL\n";

/// A count description, which takes the place of arguments when it is read.
const DESCRIPTION: &str = "count.toml";

/// A chunk that no input of a fuzzer fills.
const WHOLE: usize = 1 << 24;
/// How much of a file is read before any thread starts.
const HEAD: usize = 64 * 1024;

/// The parts of a workbook beside its sheet.
const WORKBOOK: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Uge 43" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// What is computed of a count on standard input. One of them is run for each input.
const ANALYSES: [&str; 12] = [
    "cost -",
    "cost - --by enhed,uge,kanal --with-fixed",
    "whatif - --move telefon:selvbetjening=20% --sensitivity 10%",
    "whatif - --move telefon:brev=5 --repeat 10%:telefon --realisation 80%",
    "goal - --from telefon,brev --save 100",
    "compare - short.csv",
    "compare short.csv - --digital-goal 30%",
    "pattern - --rows enhed --columns kanal --share row --top 2",
    "self-service - --at-least 1",
    "contact-centre - --minutes-saved 2 --wage 240",
    "outgoing -",
    "opening-hours - --hours hours.toml",
];

/// A count in text.
fn counts(data: &[u8]) {
    reads_the_same_in_any_blocks(data);
    if in_all_formats("check -", data) {
        in_all_formats(chosen::<&str>(&ANALYSES, data), data);
        if hash(data).is_multiple_of(4) {
            in_all_formats("page -", data);
        }
    }
}

/// A workbook, or the XML of a sheet, which is put into one.
fn workbook(data: &[u8]) {
    let is_whole = data.starts_with(b"PK") || data.starts_with(b"\xd0\xcf\x11\xe0");
    let whole = if is_whole { data.to_vec() } else { workbook_around(data) };
    if in_all_formats("check -", &whole) {
        in_all_formats(chosen::<&str>(&ANALYSES, data), &whole);
    }
}

/// A price table in TOML, or as a list in CSV.
fn prices(data: &[u8]) {
    let file = if data.contains(&b'=') { "new.toml" } else { "new.csv" };
    let check = |command: &str| with_file(file, data, &command.replace("FILE", file));
    if check("prices FILE") {
        check("cost short.csv --prices FILE --with-fixed");
        check("whatif short.csv --prices FILE --scenarios scenarios.toml");
    }
}

fn scenarios(data: &[u8]) {
    let check = |command: &str| with_file("new.toml", data, command);
    if check("check short.csv --scenarios new.toml") {
        check("whatif short.csv --scenarios new.toml");
        check("page short.csv --scenarios new.toml");
        check("whatif short.csv --move telefon:brev=10 --save-scenario Ny=new.toml");
    }
}

fn description(data: &[u8]) {
    let check = |command: &str| with_file(DESCRIPTION, data, command);
    if check("check count.toml") {
        check("cost count.toml");
        check("whatif count.toml --move telefon:brev=10");
    }
}

fn hours(data: &[u8]) {
    with_file("new.toml", data, "opening-hours times.csv --hours new.toml");
}

fn names(data: &[u8]) {
    with_file("new.csv", data, "cost short.csv --names unit=new.csv --by enhed,kanal");
}

fn expected(data: &[u8]) {
    with_file("new.json", data, "check short.csv --expect new.json");
}

/// Command lines as a shell takes them, one a line. At most three are run.
fn arguments(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // Nothing outside the folder is read or written.
    if text.contains(['/', '\\']) || text.contains("..") {
        return;
    }
    for line in text.lines().take(3) {
        let Some(words) = shlex::split(line) else { continue };
        match parse(words, Some(80)) {
            Ok(mut cli) => {
                let is_check = matches!(cli.command, Command::Check(_));
                let format = cli.command.output().format;
                let outcome = in_folder(&[], |folder| run(&mut cli, SHORT, folder));
                outcome.check(format.unwrap_or_default(), is_check);
            }
            Err(error) => drop(error.render().to_string()),
        }
    }
}

/// What a command wrote, and its exit code.
struct Outcome {
    code: u8,
    output: Vec<u8>,
    aside: Vec<u8>,
}

impl Outcome {
    /// Checks what holds for the output of every command.
    fn check(&self, format: Format, is_check: bool) {
        let text = || std::str::from_utf8(&self.output).expect("output is text");
        let aside = std::str::from_utf8(&self.aside).expect("errors are text");
        assert!(self.code <= 3, "exit code {}", self.code);
        // A report whose limit was passed is printed, and so are the problems that a check finds.
        let may_print = [0, 3].contains(&self.code) || is_check;
        assert!(may_print || self.output.is_empty(), "exit code {}, and {}", self.code, text());
        assert!(self.code == 0 || !aside.is_empty(), "exit code {} without a word", self.code);
        if self.output.is_empty() {
            return;
        }
        match format {
            Format::Json => {
                let report: Value = serde_json::from_str(text()).expect("a report is JSON");
                records_add_up(&report);
            }
            Format::Csv => {
                let mut reader = csv::Reader::from_reader(text().as_bytes());
                reader.records().for_each(|row| drop(row.expect("rows of one width")));
            }
            format if format.needs_file() => {
                let archive = zip::ZipArchive::new(Cursor::new(&self.output));
                assert!(archive.expect("a workbook is an archive").len() > 3);
            }
            _ => drop(text()),
        }
    }
}

/// Records of each file = counted + left out + wrong.
fn records_add_up(report: &Value) {
    for file in report["tables"]["files"]["rows"].as_array().into_iter().flatten() {
        let number = |key: &str| file[key].as_u64().expect("a number of records");
        let parts = ["records_counted", "records_left_out", "records_wrong"].map(number);
        assert_eq!(number("records"), parts.iter().sum::<u64>(), "{file}");
    }
}

/// Runs a command in every format, with bytes on standard input. Whether there is a report, and
/// no error.
fn in_all_formats(command: &str, stdin: &[u8]) -> bool {
    formats_agree(command, stdin, &[])
}

/// The same with bytes as a file.
fn with_file(name: &str, bytes: &[u8], command: &str) -> bool {
    formats_agree(command, bytes, &[(name, bytes)])
}

/// Runs a command in every format. The exit code is the same in each. Most inputs of a fuzzer are
/// wrong, and the problems of a check are then printed in one more format only.
fn formats_agree(command: &str, data: &[u8], files: &[(&str, &[u8])]) -> bool {
    let is_check = command.starts_with("check");
    if command.starts_with("page") {
        return report(command, Format::Html, data, files).code == 0;
    }
    let first = report(command, Format::Json, data, files);
    let mut formats = Format::ALL.to_vec();
    formats.retain(|format| is_check || !format.is_for_checks_only());
    if first.code != 0 {
        formats = if is_check { vec![*chosen(&formats, data)] } else { Vec::new() };
    }
    for format in formats {
        let outcome = report(command, format, data, files);
        assert_eq!(outcome.code, first.code, "the exit code of {command} depends on the format");
    }
    first.code == 0 && !first.output.is_empty()
}

/// Runs a command, and checks what it prints.
fn report(command: &str, format: Format, data: &[u8], files: &[(&str, &[u8])]) -> Outcome {
    let (is_check, is_page) = (command.starts_with("check"), command.starts_with("page"));
    let file = (format.needs_file() || is_page).then_some(Path::new("report"));
    let outcome = in_folder(files, |folder| {
        let mut outcome = with_cli(command, |cli| {
            let output = cli.command.output();
            output.format = Some(format);
            output.output = file.map(Path::to_owned);
            output.lang = *chosen(&[Lang::Danish, Lang::English], data);
            run(cli, data, folder)
        });
        if let Some(file) = file {
            // With an error no file is written.
            outcome.output = fs::read(folder.join(file)).unwrap_or_default();
        }
        outcome
    });
    outcome.check(format, is_check);
    outcome
}

fn run(cli: &mut Cli, mut stdin: &[u8], folder: &Path) -> Outcome {
    let (mut output, mut aside) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        folder,
        input: &mut stdin,
        output: &mut output,
        aside: &mut aside,
        auto_colors: Colors::default(),
    };
    let code = run_to_exit_code(cli, &mut streams);
    Outcome { code, output, aside }
}

/// Parses a command once for all inputs: that takes nearly as long as a small count.
fn with_cli<T>(command: &str, use_it: impl FnOnce(&mut Cli) -> T) -> T {
    thread_local!(static PARSED: RefCell<HashMap<String, Cli>> = RefCell::default());
    PARSED.with_borrow_mut(|parsed| {
        // A description changes the arguments.
        if command.contains(DESCRIPTION) {
            parsed.remove(command);
        }
        use_it(parsed.entry(command.to_owned()).or_insert_with(|| {
            let words = ["kanal"].into_iter().chain(command.split(' '));
            parse(words, Some(80)).expect("arguments of the command")
        }))
    })
}

/// Calls a function in a folder with files, and tidies up behind it.
fn in_folder<T>(files: &[(&str, &[u8])], use_it: impl FnOnce(&Path) -> T) -> T {
    thread_local!(static FOLDER: TempDir = TempDir::new().expect("a folder for the test"));
    FOLDER.with(|folder| {
        let folder = folder.path();
        for (name, bytes) in FILES.iter().chain(files) {
            let path = folder.join(name);
            if fs::read(&path).ok().as_deref() != Some(bytes) {
                fs::write(path, bytes).expect("the folder takes a file");
            }
        }
        let result = use_it(folder);
        for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
            let path = entry.path();
            let is_kept = FILES.iter().any(|(name, _)| entry.file_name() == *name);
            let removed = match path.is_dir() {
                true => fs::remove_dir_all(path),
                false if is_kept => Ok(()),
                false => fs::remove_file(path),
            };
            removed.expect("what a command wrote can be removed");
        }
        result
    })
}

/// Reads a count as a whole, and in small blocks; a large one on several threads too.
fn reads_the_same_in_any_blocks(data: &[u8]) {
    let read = |bytes: &[u8], chunk, threads| {
        let input = Input { name: "count.csv".to_owned(), bytes: bytes.to_vec() };
        let options = ReadOptions { chunk, threads: Some(threads), keeps_rows: true };
        with_table(|table| count_files::read([Ok(input.into())], table, &[], options))
    };
    let whole = read(data, WHOLE, 1);
    records_are_all_lines(data, &whole);
    let small = 2 + hash(data) as usize % 60;
    for chunk in [1, small, 10 * small] {
        are_same(&whole, &read(data, chunk, 1));
    }
    // Only what is larger than the head of a file is read on several threads.
    if hash(data).is_multiple_of(16) && !data.is_empty() {
        let large = data.repeat(3 * HEAD / 2 / data.len() + 1);
        let whole = read(&large, WHOLE, 1);
        records_are_all_lines(&large, &whole);
        are_same(&whole, &read(&large, 50 * small, 3));
    }
}

fn are_same(one: &CountFiles, other: &CountFiles) {
    assert_eq!(format!("{:?}", one.problems), format!("{:?}", other.problems));
    assert_eq!(format!("{:?}", one.origin), format!("{:?}", other.origin));
    assert_eq!(format!("{:?}", one.counts), format!("{:?}", other.counts));
}

/// Every line below the header is a record, unless it is blank. Quotes join lines, so files with
/// quotes are not counted here.
fn records_are_all_lines(data: &[u8], read: &CountFiles) {
    let [file] = &read.origin.files[..] else { return };
    let is_converted = file.encoding == Encoding::Utf16;
    if is_converted || data.contains(&b'"') {
        return;
    }
    let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    let mut lines = 0;
    let mut records = 0;
    let mut rest = data;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(end);
        rest = behind.strip_prefix(b"\r\n").unwrap_or(behind.get(1..).unwrap_or_default());
        lines += 1;
        let is_blank = line
            .split(|byte| char::from(*byte) == file.delimiter)
            .all(|cell| file.encoding.cell(cell).is_empty());
        records += u64::from(lines > file.header_line && !is_blank);
    }
    assert_eq!(file.rows, records, "{} lines, header {}", lines, file.header_line);
}

/// The price table that is built in, parsed once.
fn with_table<T>(use_it: impl FnOnce(&PriceTable) -> T) -> T {
    thread_local!(static TABLE: PriceTable = built_in_prices("kl-2011").expect("it is built in"));
    TABLE.with(use_it)
}

/// A workbook with one sheet.
fn workbook_around(sheet: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = WORKBOOK.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in parts.chain([("xl/worksheets/sheet1.xml", sheet)]) {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, options).expect("memory takes it");
        archive.write_all(bytes).expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}

/// One of some choices, which follows from the bytes of the input.
fn chosen<'a, T>(choices: &'a [T], data: &[u8]) -> &'a T {
    &choices[hash(data) as usize % choices.len()]
}

/// The hash FNV-1a: the same input is always checked in the same way.
fn hash(data: &[u8]) -> u32 {
    data.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
