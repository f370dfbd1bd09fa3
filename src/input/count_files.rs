//! Count files: their counts, with where those come from and what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::aliases;
use super::file_diagnostics::FileDiagnostics;
use super::header::{Head, Layout, Wanted};
use super::lookup::quoted;
use super::rows::{MOST_NAMES, RowReader, lock};

use super::text::{self, Encoding, MARK, Source};
use super::time_of_day::MIDNIGHT;
use super::unit_checks;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::origin::{Meaning, Origin};
use crate::model::price_table::PriceTable;
use crate::model::week;
use crate::scan::chunks::{ChunkError, Chunks};
use crate::scan::group_by::group_by;

/// The number of the error on Windows where another program keeps a file for itself, as Excel may.
const SHARING_VIOLATION: i32 = 32;

/// How the names of count files end.
const ENDINGS: [&str; 8] = [".csv", ".csv.gz", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];

/// The most count files of a command: each is compared with those before it.
const MOST_FILES: usize = 10_000;

/// How a file is read. The counts are the same whichever way.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// Bytes of a chunk.
    pub chunk: usize,
    /// How many threads read them, at most; `None` for as many as there are cores.
    pub threads: Option<usize>,
    /// Whether rows are kept by slot, so that it can be said how many a part of the counts has. For
    /// many units they take as much memory as the counts themselves.
    pub keeps_rows: bool,
}

impl Default for ReadOptions {
    /// Chunks that fit in a core's cache, on all cores.
    fn default() -> Self {
        Self { chunk: 1 << 17, threads: None, keeps_rows: false }
    }
}

/// What some files hold, as far as they can be read.
#[derive(Debug, Clone, Default)]
pub struct CountFiles {
    /// What was counted.
    pub counts: Counts,
    /// Where it comes from.
    pub origin: Origin,
    /// What is wrong.
    pub problems: Diagnostics,
}

impl CountFiles {
    /// Weeks keep their years where all have one and there are several. Else their numbers tell
    /// them apart.
    fn tell_weeks_apart(&mut self) {
        let (years, has_weeks_without_year) = self.counts.years_of_weeks();
        if years.is_empty() || (years.len() > 1 && !has_weeks_without_year) {
            return;
        }
        self.origin.year = years.first().copied().filter(|_| years.len() == 1);
        self.counts = std::mem::take(&mut self.counts).without_years();
        for file in &mut self.origin.files {
            file.weeks = file.weeks.iter().map(|id| week::number(*id)).collect();
        }
    }

    /// The counts and where they come from.
    ///
    /// # Errors
    ///
    /// The problems, if there are any.
    pub fn sound(self) -> Result<(Counts, Origin), Diagnostics> {
        self.problems.into_result((self.counts, self.origin))
    }
}

/// Reads count files and adds them up, in memory that does not grow with the files.
///
/// Every file must have the dimensions that are `wanted`. All files have a column for the week,
/// or none. The problems are those of every file, in their order.
pub fn read<'s, 'w>(
    sources: impl IntoIterator<Item = Result<Source<'s>, Diagnostic>>,
    table: &PriceTable,
    wanted: impl Into<Wanted<'w>>,
    options: ReadOptions,
) -> CountFiles {
    let wanted = wanted.into();
    let mut files = CountFiles::default();
    let mut layouts = Vec::<Layout>::new();
    for source in sources {
        let Some(source) = files.problems.ok(source) else { continue };
        let opened = open(source, table, wanted, options);
        let Some((layout, chunks)) = files.problems.ok(opened) else { continue };
        let file = &layout.origin;
        let first = layouts.first().unwrap_or(&layout);
        if first.has_weeks() != layout.has_weeks() {
            let (with, without) =
                if first.has_weeks() { (&first.origin, file) } else { (file, &first.origin) };
            let problem = Code::WeekColumnInSomeFiles.problem();
            let problem = problem.with("with", &with.name).with("without", &without.name);
            let workbook = file.sheet.as_ref().map(|one| &one.sheet.workbook);
            files.problems.push(problem.with_some("workbook", workbook));
        }
        for other in layouts.iter().filter(|other| other.records.are_shared(&layout.records)) {
            files.origin.shared_records.push([other.origin.name.clone(), file.name.clone()]);
        }
        add_rows(&layout, chunks, table, &mut files, options);
        layouts.push(layout);
    }
    let options = wanted.options;
    if layouts.len() > 1 && !layouts.iter().any(Layout::has_weeks) && !options.has_weeks {
        files.problems.push(Code::NoWeeksInFiles.problem());
    }
    if layouts.iter().any(|layout| layout.origin.month_first)
        && layouts.iter().any(|layout| layout.is_order_proven == Some(false))
    {
        files.problems.push(Code::DateOrderOfFiles.problem());
    }
    let mut years_of_weeks = BTreeMap::<usize, BTreeSet<String>>::new();
    for (layout, file) in layouts.iter().zip(&files.origin.files) {
        for &week in &file.weeks {
            let own = week::year(week).map(|year| BTreeSet::from([year.to_string()]));
            let years = years_of_weeks.entry(week::number(week)).or_default();
            years.extend(own.unwrap_or_else(|| layout.years.clone()));
        }
    }
    let has_weeks_without_year = files.counts.years_of_weeks().1;
    let several = years_of_weeks.iter().find(|(_, years)| years.len() > 1);
    if let Some((week, years)) = several.filter(|_| has_weeks_without_year) {
        let years = quoted(years.iter().map(String::as_str), ", ");
        let problem = Code::AmbiguousWeek.problem().with("week", week);
        files.problems.push(problem.with("years", years));
    }
    let has_sheets = layouts.iter().any(|layout| layout.origin.sheet.is_some());
    if !options.sheets.is_empty() && files.problems.count() == 0 && !has_sheets {
        files.problems.push(Code::SheetWithoutWorkbook.problem());
    }
    let has_unit = options.unit.is_some() || options.unit_from.is_some();
    let is_without_unit = |layout: &Layout| layout.key(Dimension::Unit).is_none();
    if has_unit && !layouts.is_empty() && !layouts.iter().any(is_without_unit) {
        files.problems.push(Code::UnitColumnInAllFiles.problem());
    }
    if Dimension::NAMED.iter().any(|one| files.counts.names(*one).len() > MOST_NAMES) {
        files.problems.push(Code::TooManyNames.problem());
    }
    files.counts = std::mem::take(&mut files.counts).in_order();
    files.tell_weeks_apart();
    files
}

/// The rows of a file below its header.
type Rows<'a> = Chunks<Box<dyn Read + Send + 'a>>;

/// Opens a file and reads its header.
fn open<'a>(
    source: Source<'a>,
    table: &PriceTable,
    wanted: Wanted,
    options: ReadOptions,
) -> Result<(Layout, Rows<'a>), Diagnostics> {
    let (name, sheet) = (source.name.clone(), source.sheet.clone());
    let opened = source
        .into_utf8()
        .and_then(|(stream, is_utf16)| Ok((Chunks::open(stream, options.chunk)?, is_utf16)));
    let (mut chunks, is_utf16) = opened.map_err(|error| unreadable(&name, &error))?;
    let mark = if chunks.head().starts_with(MARK) { MARK.len() } else { 0 };
    let bytes = &chunks.head()[mark..];
    if let Some(problem) = text::not_text(&name, bytes) {
        return Err(problem.into());
    }
    let encoding = match (is_utf16, mark) {
        _ if sheet.is_some() => Encoding::Workbook,
        (true, _) => Encoding::Utf16,
        (false, 1..) => Encoding::Utf8,
        (false, 0) => Encoding::guess(bytes),
    };
    let is_whole = chunks.is_whole();
    let head = Head { file: &name, bytes, is_whole, encoding, sheet: sheet.as_ref() };
    let layout = Layout::read(head, table, wanted)?;
    chunks.skip(mark + layout.end, layout.roles.delimiter);
    Ok((layout, chunks))
}

/// Adds up the rows of a file.
fn add_rows(
    layout: &Layout,
    chunks: Rows,
    table: &PriceTable,
    files: &mut CountFiles,
    options: ReadOptions,
) {
    // Cores are only counted for a large file: counting takes as long as reading a small one.
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let is_in_order = chunks.is_whole() || layout.fill_down;
    let threads = if is_in_order { 1 } else { options.threads.unwrap_or_else(cores) };
    let found = Mutex::new(FileDiagnostics::default());
    let reader = || RowReader::new(table, layout, &found);
    let (parts, error) = group_by(chunks, &layout.roles, threads, reader);
    if let Some(error) = error {
        lock(&found).add_last(match error {
            ChunkError::Io(error) => unreadable(&layout.origin.name, &error),
            ChunkError::LongRecord => Code::RowTooLong.problem().with("file", &layout.origin.name),
        });
    }
    let mut counts = Counts::default();
    let mut origin = layout.origin.clone();
    let channels = origin.columns.iter();
    let channels = channels.filter(|column| matches!(column.meaning, Meaning::Channel(_)));
    let noted = channels.filter_map(|column| Some(table.noted(&column.heading)?.code.clone()));
    files.origin.noted.extend(noted);
    if let Some((_, heading)) = origin.sheet.as_ref().and_then(|one| one.sheet.week.as_ref()) {
        origin.name = format!("{}, {heading}", origin.name);
    }
    for (reader, groups) in parts {
        reader.add_to(&groups, &mut counts, &mut origin, &mut files.origin, options);
    }
    origin.rows = origin.wrong + origin.counted + origin.left_out.values().sum::<u64>();
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (mut problems, totals) = found.finish(origin.header_line - 1, &counts);
    origin.totals = totals;
    if origin.rows == 0 && problems.count() == 0 {
        problems.push(Code::NoRows.problem().with("file", &origin.name));
    }
    if let Some(sheet) = &mut origin.sheet {
        sheet.by_channel = counts.by(Dimension::Channel);
    }
    origin.likely_sums = unit_checks::likely_sums(layout, &counts);
    if layout.unit_checks.has_merged_cells {
        let is_without_unit = |slot: &Slot| {
            let name = counts.name(Dimension::Unit, slot.id(Dimension::Unit));
            name.is_empty() || aliases::is_ditto(name)
        };
        origin.merged = Some(counts.only(is_without_unit).total());
    }
    let hours = || counts.names(Dimension::Hour);
    if hours().any(|name| name == MIDNIGHT) {
        let is_stated = hours().any(|name| !["", MIDNIGHT].contains(&name));
        counts = counts.with_name(Dimension::Hour, MIDNIGHT, if is_stated { "00" } else { "" });
    }
    files.problems.extend(problems);
    origin.weeks = counts.ids(Dimension::Week);
    files.counts.merge(counts);
    files.origin.files.push(origin);
}

/// Whether the error says that another program keeps the file for itself.
pub fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION)
}

/// The problem of a file that cannot be read to its end.
pub fn unreadable(file: &str, error: &io::Error) -> Diagnostic {
    if is_open_elsewhere(error) {
        return Code::OpenElsewhere.problem().with("file", file);
    }
    let code = match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            Code::GzipDamaged
        }
        _ => Code::CannotRead,
    };
    code.problem().with("file", file).with("error", error)
}

/// The same paths, with the count files of a folder in place of the folder, in the order of their
/// names. Folders in it are not looked into.
///
/// # Errors
///
/// A folder without a count file, or one that cannot be read; or too many files.
pub fn expanded(paths: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let files: Vec<Vec<PathBuf>> = Diagnostics::collect(paths.iter().map(|path| {
        if folder.join(path).is_dir() { in_folder(path, folder) } else { Ok(vec![path.clone()]) }
    }))?;
    let files = files.concat();
    if files.len() > MOST_FILES {
        return Err(Code::TooManyFiles.problem().with("most", MOST_FILES).into());
    }
    Ok(files)
}

fn in_folder(path: &Path, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let name = path.display().to_string();
    let entries = fs::read_dir(folder.join(path)).map_err(|error| unreadable(&name, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(&name, &error))?;
        let file = entry.file_name();
        let lower = file.to_string_lossy().to_lowercase();
        // Excel keeps a file `~$…` beside a workbook that is open.
        let is_count =
            ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !lower.starts_with(['.', '~']);
        if is_count && entry.path().is_file() {
            files.push(path.join(file));
        }
    }
    files.sort();
    if files.is_empty() {
        let endings = quoted(ENDINGS, ", ");
        return Err(Code::EmptyFolder.problem().with("file", name).with("endings", endings));
    }
    Ok(files)
}
