//! Workbooks: what they hold is read as a CSV file with the same cells would be.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};

use kanalpris::internals::diagnostic::Diagnostic;
use kanalpris::internals::input::count_files::{self, CountFiles, ReadOptions};
use kanalpris::internals::input::excel;
use kanalpris::internals::input::header::SheetHeader;
use kanalpris::internals::input::layout_options::LayoutOptions;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::layouts::{Counted, cells, channels, counted, counts, style};
use crate::{root, table};

/// Where a table stands in its sheet, and how its cells are written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is another way to write a workbook")]
struct SheetStyle {
    /// Lines with a title above the header.
    titles: u32,
    /// Empty rows between the titles and the header.
    gap: u32,
    /// Empty columns left of the table.
    left: u16,
    /// Whether numbers are texts.
    numbers_are_texts: bool,
    /// Whether equal cells below each other are merged, in the first two columns.
    merges: bool,
    /// Whether another sheet, that is no count, stands before it.
    has_guide: bool,
    /// Whether the sheets have other names in the archive than Excel gives them.
    is_elsewhere: bool,
    /// Whether the file is so large that its sheets are read on several threads.
    is_large: bool,
}

fn sheet_style() -> impl Strategy<Value = SheetStyle> {
    (0..4_u32, 0..3_u32, 0..3_u16, any::<[bool; 5]>()).prop_map(
        |(titles, gap, left, [numbers_are_texts, merges, has_guide, is_elsewhere, is_large])| {
            SheetStyle {
                titles,
                gap,
                left,
                numbers_are_texts,
                merges,
                has_guide,
                is_elsewhere,
                is_large,
            }
        },
    )
}

fn write(sheet: &mut Worksheet, at: (u32, u16), cell: &str, style: &SheetStyle) {
    let day = Format::new().set_num_format("dd-mm-yyyy");
    let (row, column) = at;
    let written = match (cell.parse::<u32>(), ExcelDateTime::parse_from_str(cell)) {
        (Ok(number), _) if !style.numbers_are_texts => sheet.write_number(row, column, number),
        (Err(_), Ok(date)) if cell.len() == "2013-10-27".len() => {
            sheet.write_datetime_with_format(row, column, &date, &day)
        }
        _ => sheet.write_string(row, column, cell),
    };
    written.expect("a cell that can be written");
}

/// A table as the bytes of a workbook.
fn workbook(table: &[Vec<String>], style: &SheetStyle) -> Vec<u8> {
    let mut workbook = Workbook::new();
    if style.has_guide {
        let guide = workbook.add_worksheet().set_name("Vejledning").expect("a name");
        guide.write_string(0, 0, "Ét kryds for hver henvendelse").expect("a cell");
    }
    let sheet = workbook.add_worksheet().set_name("Tælling").expect("a name");
    for title in 0..style.titles {
        sheet.write_string(title, 0, format!("Kanaltælling, del {title}")).expect("a cell");
    }
    let top = style.titles + style.gap;
    let place = |row: usize, column: usize| {
        let row = top + u32::try_from(row).expect("few rows");
        (row, style.left + u16::try_from(column).expect("few columns"))
    };
    for (row, cells) in table.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            write(sheet, place(row, column), cell, style);
        }
    }
    for column in (0..2).filter(|_| style.merges) {
        let is_last =
            |row: usize| table.get(row + 1).is_none_or(|next| next[column] != table[row][column]);
        let mut first = 1;
        for row in (1..table.len()).filter(|row| is_last(*row)) {
            if row > first && !table[row][column].is_empty() {
                let (from, to) = (place(first, column), place(row, column));
                let merged = sheet.merge_range(from.0, from.1, to.0, to.1, "", &Format::new());
                merged.expect("cells that are not merged yet");
                write(sheet, from, &table[row][column], style);
            }
            first = row + 1;
        }
    }
    repacked(&workbook.save_to_buffer().expect("a workbook"), style)
}

/// A workbook with the same sheets in an archive of another form.
fn repacked(bytes: &[u8], style: &SheetStyle) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut repacked = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &[u8]| {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        repacked.start_file(name, options).expect("a part");
        repacked.write_all(content).expect("memory takes it");
    };
    let place = |text: &str| {
        if style.is_elsewhere {
            text.replace("worksheets/sheet", "Ark/side")
        } else {
            text.to_owned()
        }
    };
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = place(&part.name().expect("a name"));
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML");
        add(&name, place(&text).as_bytes());
    }
    if style.is_large {
        add("docProps/picture.dat", &vec![0; 2 << 20]);
    }
    repacked.finish().expect("an archive").into_inner()
}

/// Reads the sheets of a workbook that look like a count.
fn read(bytes: &[u8]) -> Result<CountFiles, Diagnostic> {
    let (table, options) = (table(), LayoutOptions::default());
    let header = |text: &[u8]| SheetHeader::find(text, &table, &options);
    let sheets = excel::sheets("count.xlsx", bytes, &[], header)?;
    Ok(count_files::read(sheets.into_iter().map(Ok), &table, &[], ReadOptions::default()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn counts_in_a_workbook_are_read_back(
        counted in counted(), style in style(), sheet in sheet_style(),
    ) {
        let has = |channel: &str| channels(style.layout).iter().any(|(id, _)| *id == channel);
        let counted: Counted = counted.into_iter().filter(|(key, _)| has(key.2)).collect();
        let (table, _) = cells(&counted, &style);
        let files = read(&workbook(&table, &sheet)).expect("a sound workbook");
        prop_assert!(files.problems.count() == 0, "{}", files.problems);
        // A cell has no line breaks and tabs: they are spaces.
        let one_line = |unit: &str| unit.replace(['\n', '\t'], " ");
        let mut expected = BTreeMap::<(String, usize, String), u64>::new();
        for ((unit, week, channel), count) in counted.into_iter().filter(|(_, count)| *count > 0) {
            *expected.entry((one_line(unit), week, channel.to_owned())).or_default() += count;
        }
        prop_assert_eq!(counts(&files), expected);
        let not_read = &files.origin.files[0].sheet.as_ref().expect("a sheet").sheet.not_read;
        prop_assert_eq!(not_read.len(), usize::from(sheet.has_guide));
    }
}

/// `tests/data/workbooks/README.md` says which program wrote which file.
#[test]
fn programs_write_workbooks_that_are_read_alike() {
    let folder = root().join("tests/data/workbooks");
    let csv = fs::read(folder.join("count.csv")).expect("a file");
    let input = kanalpris::Input { name: "count.csv".to_owned(), bytes: csv };
    let expected = count_files::read([Ok(input.into())], &table(), &[], ReadOptions::default());
    let expected = counts(&expected);
    // Worked by hand: 120 + 95 + 0 + 33 + 70 + 41.
    assert_eq!(expected.values().sum::<u64>(), 359);
    for name in ["calc.xlsx", "calc.xls", "calc.ods", "sheetjs.xlsb", "sheetjs.xlsx"] {
        let bytes = fs::read(folder.join(name)).expect(name);
        let files = read(&bytes).expect(name);
        assert_eq!(files.problems.count(), 0, "{name}: {}", files.problems);
        assert_eq!(counts(&files), expected, "{name}");
    }
}

/// The text of a workbook with one cell, which `write` writes.
fn text_of(write: impl Fn(&mut Worksheet)) -> String {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    write(sheet);
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let mut sheets = excel::sheets("count.xlsx", &bytes, &[], |_| None).expect("a sheet");
    std::io::read_to_string(&mut sheets[0].stream).expect("text")
}

#[test]
fn a_number_is_written_as_excel_computes_it() {
    for (number, text) in [
        (12.0, "12\n"),
        (0.1 + 0.2, "0.3\n"),
        (1.125, "1.1250\n"),
        (45.2, "45.2\n"),
        (-3.0, "-3\n"),
        (1_234_567.0, "1234567\n"),
    ] {
        let written = text_of(|sheet| drop(sheet.write_number(0, 0, number)));
        assert_eq!(written, text);
    }
}

#[test]
fn a_text_is_one_line_and_one_cell() {
    let written = |text: &str| text_of(|sheet| drop(sheet.write_string(0, 0, text)));
    assert_eq!(written(" Antal\nhenvendelser "), "Antal henvendelser\n");
    assert_eq!(written("\"Pas\" og\tkort"), "\"\"\"Pas\"\" og kort\"\n");
}
