//! The tally: count files, added up to `Counts` chunk by chunk and on all cores.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::findings::FileDiagnostics;
use super::header::{Head, Layout, Wanted};
use super::part::PartialCounts;
use super::rows::Rows;
use super::text::{self, Encoding, MARK, Source};
use crate::model::counts::{Counts, Dimension};
use crate::model::origin::{FileOrigin, Meaning, Origin, Totals};
use crate::model::price_table::PriceTable;
use crate::scan::chunks::Chunks;
use crate::scan::quotes::LineEnds;

/// How a file is read; the result is the same whichever way.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// Bytes of a chunk.
    pub chunk: usize,
    /// How many threads read them, at most; `None` for as many as there are cores.
    pub threads: Option<usize>,
}

impl Default for ReadOptions {
    /// Chunks that leave room in a core's cache, on all cores.
    fn default() -> Self {
        Self { chunk: 1 << 17, threads: None }
    }
}

/// What was read of the files, as far as it can be read.
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
    /// The counts and where they come from.
    ///
    /// # Errors
    ///
    /// The problems, if there are any.
    pub fn sound(self) -> Result<(Counts, Origin), Diagnostics> {
        self.problems.or((self.counts, self.origin))
    }
}

/// Reads count files and adds them up, in memory that does not grow with the files.
///
/// `wanted` dimensions must be in every file. Without a week column the week is
/// not told; all files have the column, or none. Diagnostics are every problem of every
/// file, in their order; counts without an incoming enquiry are one too.
pub fn read<'s, 'w>(
    sources: impl IntoIterator<Item = Result<Source<'s>, Diagnostic>>,
    table: &PriceTable,
    wanted: impl Into<Wanted<'w>>,
    effort: ReadOptions,
) -> CountFiles {
    let wanted = wanted.into();
    let mut tally = CountFiles::default();
    let mut with_weeks: Option<(String, bool)> = None;
    for source in sources {
        let Some(source) = tally.problems.keep(source) else { continue };
        let file = File::open(source, table, wanted, effort);
        let Some(file) = tally.problems.keep(file) else { continue };
        let has_weeks = file.layout.key(Dimension::Week).is_some();
        let (first, expected) = with_weeks.get_or_insert_with(|| (file.name.clone(), has_weeks));
        if *expected != has_weeks {
            let (with, without) =
                if has_weeks { (&file.name, &*first) } else { (&*first, &file.name) };
            tally.problems.push(
                Diagnostic::new(format!(
                    "`{without}` has no column for the week, but `{with}` has one"
                ))
                .help("add the column, or leave it out of both and give `--weeks`"),
            );
        }
        file.add_to(&mut tally, effort);
    }
    tally.counts = std::mem::take(&mut tally.counts).in_order_by(|slot| table.is_enquiry(slot));
    if tally.problems.count() == 0 && !tally.counts.slots().any(|(slot, _)| table.is_enquiry(slot))
    {
        tally.problems.push(
            Diagnostic::new("no incoming enquiries in the count")
                .help(format!("every row has a code that price table `{}` leaves out", table.name)),
        );
    }
    tally
}

/// A file whose header is read.
struct File<'a> {
    name: String,
    table: &'a PriceTable,
    layout: Layout,
    chunks: Chunks<Box<dyn Read + Send + 'a>>,
    /// How many lines stand before the first chunk.
    lines: usize,
}

impl<'a> File<'a> {
    fn open(
        source: Source<'a>,
        table: &'a PriceTable,
        wanted: Wanted,
        effort: ReadOptions,
    ) -> Result<Self, Diagnostics> {
        let name = source.name.clone();
        let opened = source
            .in_utf8()
            .and_then(|(stream, is_utf16)| Ok((Chunks::open(stream, effort.chunk)?, is_utf16)));
        let (mut chunks, is_utf16) = opened.map_err(|error| unreadable(&name, &error))?;
        let mark = if chunks.head().starts_with(MARK) { MARK.len() } else { 0 };
        let bytes = &chunks.head()[mark..];
        if let Some(problem) = text::no_text(&name, bytes) {
            return Err(problem.into());
        }
        let encoding = match (is_utf16, mark) {
            (true, _) => Encoding::Utf16,
            (false, 1..) => Encoding::Utf8,
            (false, 0) => Encoding::of(bytes),
        };
        let layout = Layout::of(Head { file: &name, bytes, encoding }, table, wanted)?;
        let lines = LineEnds::of(&bytes[..layout.end]).count();
        chunks.skip(mark + layout.end, layout.delimiter);
        Ok(Self { name, table, layout, chunks, lines })
    }

    /// Adds up the chunks, each thread the next one that nobody has read.
    fn add_to(self, tally: &mut CountFiles, effort: ReadOptions) {
        let Self { name, table, layout, chunks, lines } = self;
        // Cores are counted for a file that is worth it: it takes as long as reading a small one.
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let threads = if chunks.is_whole() { 1 } else { effort.threads.unwrap_or_else(cores) };
        let chunks = Mutex::new(chunks);
        let found = Mutex::new(FileDiagnostics::default());
        let read = || {
            let mut rows = Rows::of(&name, table, &layout);
            let mut buffer = Vec::new();
            loop {
                let next = lock(&chunks).next(buffer);
                let chunk = match next {
                    Ok(Some(chunk)) => chunk,
                    Ok(None) => return rows.finish(),
                    Err(error) => {
                        lock(&found).take_last(unreadable(&name, &error));
                        return rows.finish();
                    }
                };
                let in_full = lock(&found).wants(chunk.number);
                let findings = rows.block(&chunk, in_full);
                lock(&found).take(chunk.number, findings);
                buffer = chunk.bytes;
            }
        };
        let parts: Vec<PartialCounts> = if threads == 1 {
            vec![read()]
        } else {
            thread::scope(|scope| {
                let workers: Vec<_> = (0..threads).map(|_| scope.spawn(read)).collect();
                workers
                    .into_iter()
                    .map(|worker| worker.join().expect("a worker does not panic"))
                    .collect()
            })
        };
        let mut counts = Counts::default();
        tally.origin.noted.extend(layout.noted(table));
        let mut origin = layout.origin(name);
        for part in parts {
            counts.merge(part.counts);
            origin.rows += part.rows;
            origin.wrong += part.wrong;
            origin.counted += part.counted;
            origin.places.merge(part.places);
            for (reason, rows) in part.left_out {
                *origin.left_out.entry(reason).or_default() += rows;
            }
            for (week, years) in part.years {
                tally.origin.years.entry(week).or_default().extend(years);
            }
            tally.origin.noted.extend(part.noted);
        }
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (mut problems, totals) = found.problems(lines, &counts);
        origin.totals = totals;
        if origin.rows == 0 && problems.count() == 0 {
            problems.push(
                Diagnostic::new(format!("`{}` has a header but no rows", origin.name))
                    .help("a count has a row for each unit, week and channel; a row with 0 says that none came"),
            );
        }
        tally.problems.extend(problems);
        tally.counts.merge(counts);
        tally.origin.files.push(origin);
    }
}

impl Layout {
    /// The codes over its columns whose use is noted.
    fn noted(&self, table: &PriceTable) -> impl Iterator<Item = String> {
        let channels = self.columns.iter();
        let channels = channels.filter(|column| matches!(column.meaning, Meaning::Channel(_)));
        channels.filter_map(|column| Some(table.noted(&column.heading)?.code.clone()))
    }

    /// What is known of a file before its rows are read.
    fn origin(&self, name: String) -> FileOrigin {
        FileOrigin {
            name,
            encoding: self.encoding,
            delimiter: char::from(self.delimiter),
            shape: self.shape,
            dated: self.dated,
            columns: self.columns.clone(),
            rows: 0,
            wrong: 0,
            counted: 0,
            left_out: BTreeMap::new(),
            places: Counts::default(),
            totals: Totals::default(),
        }
    }
}

/// A lock that a panic elsewhere does not spoil: that panic ends the run anyway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The problem of a file that cannot be read to its end.
pub fn unreadable(file: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(format!("cannot read `{file}`: {error}"))
}
