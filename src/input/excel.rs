//! Workbooks: each sheet becomes the text of a table, with a line for each row and a tab between
//! cells. So all that is known of CSV files holds for sheets too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::iter;
use std::ops::Range as Span;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use calamine::{
    CellType, Data, Dimensions, Error, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType,
    SheetVisible, Sheets, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::archive::{Parts, broken, parts};
use super::guarded::guarded;
use super::header::SheetHeader;
use super::headings::{self, is_total};
use super::located::Located;
use super::lookup::quoted;
use super::text::{LARGEST_WORKBOOK, Sheet, Source};
use super::week;
use crate::OWN_WORKBOOK;
use crate::diagnostic::{Code, Diagnostic, letters};
use crate::model::counts::folded;
use crate::model::origin::WhyNotRead;
use crate::model::week as week_ids;
use crate::scan::threads::on_threads;

/// Merged cells may stand for so many cells of a sheet.
const MOST_MERGED: u64 = 10_000_000;
/// The header stands in one of the first rows that are used.
const ROWS_TO_HEADER: usize = 100;

/// The sheets of a smaller workbook are read before other threads have started.
const LARGE: usize = 1 << 20;

/// What a sheet is called that likely sums up others.
const SUMMARIES: &[&str] = &["oversigt", "overblik", "år", "året", "hele året", "summary"];
/// The text of a formula whose value nobody has computed.
const UNCALCULATED: &str = "=";

/// A workbook in memory.
struct Workbook<'a> {
    sheets: Sheets<Cursor<&'a [u8]>>,
    /// Whether any sheet of an xlsx workbook has merged cells. Other formats do not use it.
    has_merged_cells: bool,
}

/// The cells of a sheet that have a value, by row and column, from 0.
type Cells = BTreeMap<(u32, u32), Value>;

/// The week of a part of a sheet, and the heading above its columns that states it.
type WeekHeading = Option<(usize, String)>;

/// The value of a cell as text.
#[derive(Debug, Clone)]
struct Value {
    text: String,
    is_number: bool,
    /// Whether it is 0 by a formula; in a format that does not tell formulas, any 0.
    is_computed_zero: bool,
}

/// The sheets of a workbook that are read: those that are chosen by name, else all visible ones
/// that look like a count. `header` looks for the header in the text of the first rows of a sheet.
///
/// # Errors
///
/// A file that is no sound workbook, is a report of this program, has a password, or unpacks to too
/// much; a sheet that it does not have, or none that looks like a count; a count that is merged over
/// several cells, or that stands under no week beside others that do.
pub fn sheets(
    file: &str,
    bytes: &[u8],
    chosen: &[Located],
    header: impl Fn(&[u8]) -> Option<SheetHeader> + Sync,
) -> Result<Vec<Source<'static>>, Diagnostic> {
    let workbook = open(bytes).map_err(|problem| problem.with("file", file))?;
    if workbook.sheets.defined_names().iter().any(|(name, _)| name == OWN_WORKBOOK) {
        return Err(Code::OwnReport.problem().with("file", file));
    }
    let all: Vec<calamine::Sheet> = workbook.sheets.sheets_metadata().to_vec();
    let chosen: BTreeSet<String> =
        chosen.iter().map(|name| find(name, &all, file)).collect::<Result<_, _>>()?;
    let (to_read, others): (Vec<_>, Vec<_>) = all.iter().partition(|sheet| {
        if chosen.is_empty() { is_visible(sheet) } else { chosen.contains(&sheet.name) }
    });
    let mut not_read: Vec<_> = { others.into_iter() }
        .map(|sheet| {
            let why = if is_visible(sheet) { WhyNotRead::NotChosen } else { WhyNotRead::Hidden };
            (sheet.name.clone(), why)
        })
        .collect();
    let tables = tables_of(workbook, bytes, &to_read, header);
    let tables = tables.map_err(|problem| problem.with("file", file))?;
    let tables: Vec<Table> = { tables.into_iter().zip(to_read) }
        .map(|(table, sheet)| {
            table.map_err(|problem| problem.with("file", format!("{file}: {}", sheet.name)))
        })
        .collect::<Result<_, _>>()?;
    // The only sheet that is used, and no hidden one beside it, is the count. It is read even without
    // a header, so that the errors say what is wrong with it.
    let is_used = |table: &Table| !table.cells.is_empty();
    let is_alone = not_read.is_empty() && tables.iter().filter(|table| is_used(table)).count() == 1;
    let (tables, others): (Vec<_>, Vec<_>) = tables
        .into_iter()
        .partition(|table| !chosen.is_empty() || table.has_counts || (is_alone && is_used(table)));
    not_read.extend(others.iter().map(|other| {
        let is_alike = tables.iter().any(|table: &Table| table.is_like(other));
        (other.name.clone(), other.why_not_read(is_alike))
    }));
    if tables.is_empty() {
        let known = quoted(all.iter().map(|sheet| sheet.name.as_str()), ", ");
        return Err(Code::NoCountSheet.problem().with("file", file).with("known", known));
    }
    let mut sources = Vec::new();
    for table in tables {
        for (week, text) in table.texts().map_err(|problem| problem.with("file", file))? {
            let sheet = Sheet {
                workbook: file.to_owned(),
                name: table.name.clone(),
                week,
                is_summary: is_summary(&table.name),
                not_read: not_read.clone(),
            };
            let name = format!("{file}: {}", table.name);
            let stream = Box::new(Cursor::new(text));
            sources.push(Source { name, sheet: Some(sheet), stream });
        }
    }
    Ok(sources)
}

/// The tables of some sheets, in their order. Those of a large workbook are read on all cores.
fn tables_of(
    workbook: Workbook,
    bytes: &[u8],
    sheets: &[&calamine::Sheet],
    header: impl Fn(&[u8]) -> Option<SheetHeader> + Sync,
) -> Result<Vec<Result<Table, Diagnostic>>, Diagnostic> {
    let is_large = sheets.len() > 1 && bytes.len() > LARGE;
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let threads = if is_large { cores().min(sheets.len()) } else { 1 };
    let next = AtomicUsize::new(0);
    // For the thread that comes first. Each other one opens the workbook again.
    let opened = Mutex::new(Some(workbook));
    let read = || {
        let opened = opened.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut workbook = opened.map_or_else(|| open(bytes), Ok)?;
        let sheets = iter::from_fn(|| {
            let at = next.fetch_add(1, Ordering::Relaxed);
            sheets.get(at).map(|sheet| (at, Table::read(&mut workbook, &sheet.name, &header)))
        });
        Ok(sheets.collect::<Vec<_>>())
    };
    let parts: Vec<_> = on_threads(threads, read).into_iter().collect::<Result<_, Diagnostic>>()?;
    let tables: BTreeMap<usize, _> = parts.into_iter().flatten().collect();
    Ok(tables.into_values().collect())
}

/// The visible sheets as text, each with its name.
pub(super) fn visible_sheets(
    file: &str,
    bytes: &[u8],
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let mut workbook = open(bytes).map_err(|problem| problem.with("file", file))?;
    let mut sheets = workbook.sheets.sheets_metadata().to_vec();
    sheets.retain(is_visible);
    let text = |sheet: calamine::Sheet| {
        let name = format!("{file}: {}", sheet.name);
        let table = Table::read(&mut workbook, &sheet.name, |_| None);
        let text = table.and_then(|table| table.text(|_, _| true));
        Ok((name.clone(), text.map_err(|problem| problem.with("file", name))?))
    };
    sheets.into_iter().map(text).collect()
}

/// Whether a sheet has cells, and is not hidden.
fn is_visible(sheet: &calamine::Sheet) -> bool {
    sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
}

/// Whether a sheet is called as the sum of others.
fn is_summary(name: &str) -> bool {
    is_total(name) || headings::is_named_as_sum(name) || headings::is_one_of(name, SUMMARIES)
}

/// The sheet with a name, without regard to case.
fn find(name: &Located, all: &[calamine::Sheet], file: &str) -> Result<String, Diagnostic> {
    let names = || all.iter().map(|sheet| sheet.name.as_str());
    let found = names().find(|one| folded(one) == folded(&name.text));
    let unknown = || name.unknown(Code::UnknownSheet, names()).with("file", file);
    found.map(str::to_owned).ok_or_else(unknown)
}

/// Opens a workbook by its content: an archive of XML, or the old format of Excel.
fn open(bytes: &[u8]) -> Result<Workbook<'_>, Diagnostic> {
    let cursor = Cursor::new(bytes);
    if !bytes.starts_with(b"PK") {
        let sheets = by_calamine(|| {
            // A password makes an archive an encrypted part of the old format.
            if let Err(XlsxError::Password) = Xlsx::new(cursor.clone()) {
                return Err(XlsxError::Password.into());
            }
            Ok(Sheets::Xls(Xls::new(cursor)?))
        });
        return Ok(Workbook { sheets: sheets?, has_merged_cells: false });
    }
    let Parts { names, has_merged_cells } = parts(bytes, LARGEST_WORKBOOK)?;
    let sheets = by_calamine(|| {
        Ok(if names.contains("xl/workbook.bin") {
            Sheets::Xlsb(Xlsb::new(cursor)?)
        } else if names.contains("content.xml") {
            Sheets::Ods(Ods::new(cursor)?)
        } else {
            Sheets::Xlsx(Xlsx::new(cursor)?)
        })
    });
    Ok(Workbook { sheets: sheets?, has_merged_cells })
}

/// Lets calamine read, which panics on some damaged workbooks.
fn by_calamine<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Diagnostic> {
    let read =
        guarded(read).ok_or_else(|| broken("a part of it is cut off or contradicts another"))?;
    read.map_err(damaged)
}

/// The problem of a workbook that cannot be read.
fn damaged(error: Error) -> Diagnostic {
    match error {
        Error::Xlsx(XlsxError::Password)
        | Error::Xls(XlsError::Password)
        | Error::Xlsb(XlsbError::Password)
        | Error::Ods(OdsError::Password) => Code::WorkbookWithPassword.problem(),
        Error::Ods(OdsError::CellLimitExceeded { .. }) => Code::TooLargeWorkbook.problem(),
        error => broken(error),
    }
}

/// The cells of a sheet, and where its header is.
struct Table {
    /// The name of the sheet.
    name: String,
    cells: Cells,
    /// The ranges of merged cells.
    merged: Vec<Dimensions>,
    /// One more than the last column with a value.
    width: u32,
    /// The header; `None` where no row looks like one.
    header: Option<SheetHeader>,
    /// Whether it looks like a count that is filled in. A sheet that is prepared for another week
    /// would be a week without enquiries.
    has_counts: bool,
}

impl Table {
    fn read(
        workbook: &mut Workbook,
        name: &str,
        find_header: impl Fn(&[u8]) -> Option<SheetHeader>,
    ) -> Result<Self, Diagnostic> {
        let (cells, merged) = by_calamine(|| cells(workbook, name))?;
        let width = cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
        let name = name.to_owned();
        let mut table = Self { name, cells, merged, width, header: None, has_counts: false };
        table.clip_merged()?;
        table.fill_down();
        let last = table.cells.keys().nth(ROWS_TO_HEADER * width as usize).map(|(row, _)| *row);
        let start = table.text_up_to(last.unwrap_or(u32::MAX), |_, _| true)?;
        if let Some(header) = find_header(&start) {
            let mut below = table.cells.range((header.line + 1, 0)..);
            // A sum of a sheet that is not filled in yet is 0.
            table.has_counts = header.is_count
                && below.any(|((_, column), value)| {
                    header.counts.is_empty()
                        || (header.counts.contains(column) && !value.is_computed_zero)
                });
            table.fill_rows(&header)?;
            table.header = Some(header);
        }
        Ok(table)
    }

    /// Whether another table has as many headings in the row of the header, and at least half of them
    /// are the same, one of them that of a count.
    fn is_like(&self, other: &Self) -> bool {
        let Some(header) = &self.header else { return false };
        let row = (header.line, 0)..(header.line + 1, 0);
        let own = self.cells.range(row.clone());
        let same: Vec<u32> = own
            .filter(|(at, value)| other.cells.get(at).is_some_and(|one| one.text == value.text))
            .map(|((_, column), _)| *column)
            .collect();
        let headings = self.cells.range(row.clone()).count();
        other.cells.range(row).count() == headings
            && same.len() * 2 >= headings
            && same.iter().any(|column| header.counts.contains(column))
    }

    /// Why it is no count.
    fn why_not_read(&self, is_alike: bool) -> WhyNotRead {
        match &self.header {
            Some(header) if header.is_count => WhyNotRead::Empty,
            _ if self.cells.is_empty() => WhyNotRead::Empty,
            _ if is_alike || week::in_texts([&self.name]).is_some() => WhyNotRead::LikelyCount,
            _ => WhyNotRead::NoHeader,
        }
    }

    /// Keeps of each range of merged cells what lies within the cells that are used.
    fn clip_merged(&mut self) -> Result<(), Diagnostic> {
        let last = self.cells.keys().next_back().map_or(0, |(row, _)| *row);
        self.merged.retain(|Dimensions { start, end }| {
            start.0 <= end.0 && start.1 <= end.1 && self.cells.contains_key(start)
        });
        for range in &mut self.merged {
            range.end = (range.end.0.min(last), range.end.1.min(self.width - 1));
        }
        let filled: u64 = self.merged.iter().map(Dimensions::len).sum();
        if filled > MOST_MERGED { Err(Code::TooLargeWorkbook.problem()) } else { Ok(()) }
    }

    /// Gives the cells below the first of a merged column its text: a heading may stand on
    /// several rows, and a unit beside several.
    fn fill_down(&mut self) {
        for Dimensions { start, end } in &self.merged {
            let value = self.cells[start].clone();
            if !value.is_number {
                self.cells.extend((start.0..=end.0).map(|row| ((row, start.1), value.clone())));
            }
        }
    }

    /// Gives merged cells below the header the text of the first, to the right as well, where their
    /// column has a heading and is no count. A number is only filled down, and only in a column that
    /// says where a row belongs, such as the week.
    ///
    /// # Errors
    ///
    /// A count that is merged over several counts: nobody can say how much of it each is.
    fn fill_rows(&mut self, header: &SheetHeader) -> Result<(), Diagnostic> {
        let below = self.merged.iter().filter(|range| range.start.0 > header.line);
        for Dimensions { start, end } in below {
            let value = self.cells[start].clone();
            let counts = header.counts.iter().filter(|at| (start.1..=end.1).contains(*at)).count();
            let rows = (end.0 - start.0 + 1) as usize;
            let is_total = header.totals.contains(&start.1);
            if value.is_number && counts * rows > 1 && !is_total {
                let cell = format!("{}{}", letters(start.1 as usize), start.0 + 1);
                return Err(Code::MergedCount.problem().with("it", value.text).with("cell", cell));
            }
            let is_filled = |column: &u32| {
                if value.is_number {
                    return *column == start.1 && header.keys.contains(column);
                }
                self.cells.contains_key(&(header.line, *column)) && !header.counts.contains(column)
            };
            let columns: Vec<u32> = (start.1..=end.1).filter(is_filled).collect();
            for row in start.0..=end.0 {
                self.cells.extend(columns.iter().map(|column| ((row, *column), value.clone())));
            }
        }
        Ok(())
    }

    /// The texts of the table: one, or one for each week where weeks stand side by side. In the
    /// text of a week the columns of other weeks are empty.
    fn texts(&self) -> Result<Vec<(WeekHeading, Vec<u8>)>, Diagnostic> {
        let blocks = self.blocks();
        // The first of several headings of a week counts.
        let headings = blocks.iter().rev();
        let weeks: BTreeMap<usize, &str> =
            headings.filter_map(|block| Some((block.week?, &*block.heading))).collect();
        let Some(header) = self.header.as_ref().filter(|_| weeks.len() > 1) else {
            return Ok(vec![(None, self.text(|_, _| true)?)]);
        };
        // The columns before all counts say where a row of any week belongs.
        let first_count = header.counts.first().copied().unwrap_or(0);
        let block_of = |column: u32| blocks.iter().find(|block| block.columns.contains(&column));
        let heading = |column: u32| {
            self.cells.get(&(header.line, column)).map_or("", |value| value.text.as_str())
        };
        // A count that belongs to no week would be one of each.
        let has_week = |column: &u32| {
            let is_in_week = |block: &Block| block.week.is_some() || is_total(&block.heading);
            is_total(heading(*column)) || block_of(*column).is_some_and(is_in_week)
        };
        if let Some(column) = header.counts.iter().find(|column| !has_week(column)) {
            let problem = Code::CountWithoutWeek.problem().with("heading", heading(*column));
            return Err(problem.with("column", letters(*column as usize)));
        }
        let texts = weeks.into_iter().map(|(week, week_heading)| {
            let is_of_week = |column: u32| match block_of(column) {
                _ if column < first_count => true,
                Some(Block { week: Some(one), .. }) => *one == week,
                Some(block) => !is_total(&block.heading),
                // A sum behind all weeks is no sum of one.
                None => !is_total(heading(column)),
            };
            let kept: Vec<bool> = (0..self.width).map(is_of_week).collect();
            let text = self.text(|row, column| row < header.line || kept[column as usize])?;
            Ok((Some((week, week_heading.to_owned())), text))
        });
        texts.collect()
    }

    /// The columns under each heading of the last used row above the header.
    fn blocks(&self) -> Vec<Block> {
        let Some(header) = &self.header else { return Vec::new() };
        let above = || self.cells.range(..(header.line, 0));
        let Some(((row, _), _)) = above().next_back() else { return Vec::new() };
        let years: BTreeSet<i16> =
            above().flat_map(|(_, value)| week::years_in(&value.text)).collect();
        let year = years.first().copied().filter(|_| years.len() == 1);
        let headings = || self.cells.range((*row, 0)..(row + 1, 0));
        let ends = headings().skip(1).map(|((_, column), _)| *column).chain([self.width]);
        let block = |((at, Value { text, .. }), next): ((&(u32, u32), &Value), u32)| {
            let merged = self.merged.iter().find(|range| range.start == *at);
            let end = merged.map_or(next, |range| range.end.1 + 1);
            let week = week::in_texts([text]).filter(|_| week::starts_with_word(text));
            let in_year =
                |id| if week_ids::year(id).is_none() { week_ids::id(year, id) } else { id };
            Block { columns: at.1..end, heading: text.clone(), week: week.map(in_year) }
        };
        headings().zip(ends).map(block).collect()
    }

    /// The cells that are kept as text, with a line for each row and a tab between cells.
    fn text(&self, is_kept: impl Fn(u32, u32) -> bool) -> Result<Vec<u8>, Diagnostic> {
        self.text_up_to(u32::MAX, is_kept)
    }

    /// The same up to a row.
    fn text_up_to(
        &self,
        last_row: u32,
        is_kept: impl Fn(u32, u32) -> bool,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut text = Vec::new();
        let pad = |text: &mut Vec<u8>, sign: u8, number: u32| {
            text.resize(text.len() + number as usize, sign);
        };
        // The cell before the next one. Every row that is used has all cells.
        let (mut row, mut column) = (0, 0);
        let last = self.width.saturating_sub(1);
        for (&(next_row, next_column), value) in self.cells.range(..=(last_row, u32::MAX)) {
            let longest = u64::from(self.width) + u64::from(next_row - row);
            if text.len() as u64 + longest + value.text.len() as u64 > LARGEST_WORKBOOK {
                return Err(Code::TooLargeWorkbook.problem());
            }
            if next_row > row {
                let rest = if text.is_empty() { 0 } else { last - column };
                pad(&mut text, b'\t', rest);
                pad(&mut text, b'\n', next_row - row);
                (row, column) = (next_row, 0);
            }
            pad(&mut text, b'\t', next_column - column);
            column = next_column;
            if is_kept(row, column) {
                text.extend_from_slice(value.text.as_bytes());
            }
        }
        pad(&mut text, b'\t', last - column);
        text.push(b'\n');
        Ok(text)
    }
}

/// Columns under one heading.
struct Block {
    columns: Span<u32>,
    heading: String,
    /// The week that the heading states.
    week: Option<usize>,
}

/// The cells of a sheet that have a value, and its merged cells, where the format tells.
fn cells(workbook: &mut Workbook, name: &str) -> Result<(Cells, Vec<Dimensions>), Error> {
    let mut cells = Cells::new();
    let mut add = |at: (u32, u32), data: Data, is_formula: bool| {
        let value = Value::read(data, is_formula);
        cells.extend(value.map(|value| (at, value)));
    };
    let has_merged_cells = workbook.has_merged_cells;
    let merged = match &mut workbook.sheets {
        // These are read cell by cell: a range has all cells up to the last one, used or not.
        Sheets::Xlsx(workbook) => {
            let mut reader = workbook.worksheet_cells_reader(name)?;
            while let Some(cell) = reader.next_cell_with_formula_metadata()? {
                add(cell.pos, cell.value.into(), cell.formula.is_some());
            }
            drop(reader);
            if has_merged_cells { workbook.merge_cells_by_sheet_name(name)? } else { Vec::new() }
        }
        Sheets::Xlsb(workbook) => {
            let mut reader = workbook.worksheet_cells_reader(name)?;
            while let Some(cell) = reader.next_cell()? {
                add(cell.get_position(), cell.get_value().clone().into(), true);
            }
            Vec::new()
        }
        Sheets::Xls(workbook) => {
            let range = workbook.worksheet_range(name)?;
            used_cells(&range, |at, data| add(at, data.clone(), true));
            workbook.merge_cells_by_sheet_name(name)?
        }
        Sheets::Ods(workbook) => {
            let range = workbook.worksheet_range(name)?;
            used_cells(&range, |at, data| add(at, data.clone(), true));
            // A formula without a value is no used cell.
            let formulas = workbook.worksheet_formula(name)?;
            used_cells(&formulas, |at, _| {
                let is_empty = range.get_value(at).is_none_or(|data| *data == Data::Empty);
                if is_empty {
                    add(at, Data::Empty, true);
                }
            });
            Vec::new()
        }
    };
    Ok((cells, merged))
}

/// Calls `add` with each used cell of a range and its position in the sheet.
fn used_cells<T: CellType>(range: &Range<T>, mut add: impl FnMut((u32, u32), &T)) {
    let Some((row, column)) = range.start() else { return };
    for (at_row, at_column, data) in range.used_cells() {
        let [at_row, at_column] =
            [at_row, at_column].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        add((row + at_row, column + at_column), data);
    }
}

impl Value {
    /// The value of a cell, and not how it is displayed; `None` where there is nothing in it.
    /// `is_formula` is also set where the format does not tell.
    fn read(cell: Data, is_formula: bool) -> Option<Self> {
        let is_number = matches!(cell, Data::Int(_) | Data::Float(_));
        let text = match cell {
            Data::Empty if is_formula => UNCALCULATED.to_owned(),
            Data::Empty => return None,
            Data::String(text) => one_line(text),
            Data::Int(number) => number.to_string(),
            Data::Float(number) => plain_number(number),
            Data::Bool(is_true) => is_true.to_string(),
            Data::DateTime(date) => date_and_time(&date),
            Data::DateTimeIso(date) => date.replace('T', " "),
            Data::DurationIso(time) => time,
            Data::Error(error) => error.to_string(),
        };
        let is_computed_zero = is_formula && is_number && text == "0";
        (!text.is_empty()).then_some(Self { text, is_number, is_computed_zero })
    }
}

/// A text without line breaks and tabs, which would end its row or its cell; in quotes if it has
/// quotes itself.
fn one_line(text: String) -> String {
    if text.trim().len() == text.len() && !text.contains(['\n', '\r', '\t', '"']) {
        return text;
    }
    let line = text.trim().replace(['\n', '\r', '\t'], " ");
    if line.contains('"') { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}

/// A number with the fifteen digits that Excel computes with.
fn plain_number(number: f64) -> String {
    if number.fract() == 0.0 {
        return number.to_string();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let text = rounded.to_string();
    // `1.125` would be read as a thousand.
    match text.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => text + "0",
        _ => text,
    }
}

/// A date, with its time of day unless that is midnight; a time of day alone where there is no
/// date.
fn date_and_time(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match date.as_f64() {
        days if days < 1.0 || date.is_duration() => time,
        days if days.fract() == 0.0 => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}
