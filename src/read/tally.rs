//! The tally: the rows of count files, added up to `Counts`.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use csv::{ByteRecord, ReaderBuilder};
use foldhash::fast::FixedState;

use super::blocks::{Block, Blocks, line_ends};
use super::header::Layout;
use super::problem::{Place, Problem, Problems, SHOWN};
use super::text::{Cells, MARK, Source, blank, decoded};
use super::{channels_like, number};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::price_table::PriceTable;

/// A single count at or above this is absurd; it also keeps every sum within `u64`.
const ABSURD: u64 = 1_000_000_000;

/// How much of a cell a message repeats, in characters.
const LONGEST: usize = 60;

/// How a file is read; the result is the same whichever way.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Bytes of a block.
    pub block: usize,
    /// How many threads read them, at most.
    pub threads: usize,
}

impl Default for Effort {
    /// Blocks that fit a core's cache, on all cores.
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        Self { block: 1 << 20, threads }
    }
}

/// Reads count files and adds them up, in memory that does not grow with the files.
///
/// `wanted` dimensions must be in every file. Without a week column the week is
/// not told; all files have the column, or none.
///
/// # Errors
///
/// Every problem of every file, in their order; counts without an incoming enquiry.
pub fn counts(
    sources: Vec<Result<Source, Problem>>,
    table: &PriceTable,
    wanted: &[Dimension],
    effort: Effort,
) -> Result<Counts, Problems> {
    let mut counts = Counts::default();
    let mut problems = Problems::default();
    let mut with_weeks: Option<(String, bool)> = None;
    for source in sources {
        let Some(source) = problems.keep(source) else { continue };
        let Some(file) = problems.keep(File::open(source, table, wanted, effort)) else {
            continue;
        };
        let has_weeks =
            file.layout.others.iter().any(|(dimension, _)| *dimension == Dimension::Week);
        let (first, expected) = with_weeks.get_or_insert_with(|| (file.name.clone(), has_weeks));
        if *expected != has_weeks {
            let (with, without) =
                if has_weeks { (&file.name, &*first) } else { (&*first, &file.name) };
            problems.push(
                Problem::new(format!(
                    "`{without}` has no column for the week, but `{with}` has one"
                ))
                .help("add the column, or leave it out of both and give `--weeks`"),
            );
        }
        if let Some(of_file) = problems.keep(file.counts(effort)) {
            counts.merge(&of_file);
        }
    }
    let counts = problems.or(counts)?.in_order();
    if !counts.slots().any(|(slot, _)| table.is_enquiry(slot)) {
        return Err(Problem::new("no incoming enquiries in the count")
            .help(format!("every row has a code that price table `{}` leaves out", table.name))
            .into());
    }
    Ok(counts)
}

/// A file whose header is read.
struct File<'a> {
    name: String,
    table: &'a PriceTable,
    layout: Layout,
    blocks: Blocks<Box<dyn Read + Send + 'a>>,
    /// How many lines stand before the first block.
    lines: usize,
}

impl<'a> File<'a> {
    fn open(
        source: Source<'a>,
        table: &'a PriceTable,
        wanted: &[Dimension],
        effort: Effort,
    ) -> Result<Self, Problems> {
        let name = source.name;
        let mut blocks =
            Blocks::open(source.stream, effort.block).map_err(|error| unreadable(&name, &error))?;
        let mark = if blocks.head().starts_with(MARK) { MARK.len() } else { 0 };
        let head = &blocks.head()[mark..];
        let text = match str::from_utf8(head) {
            Ok(text) => text,
            // The head may end within a letter; what is wrong behind the header is told with its block.
            Err(error) if !blocks.is_whole() => {
                str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => decoded(&name, head)?,
        };
        let layout = Layout::of(&name, text, wanted)?;
        let lines = line_ends(&head[..layout.end]);
        blocks.skip(mark + layout.end, layout.delimiter);
        Ok(Self { name, table, layout, blocks, lines })
    }

    /// Adds up the blocks, each thread the next one that nobody has read.
    fn counts(self, effort: Effort) -> Result<Counts, Problems> {
        let Self { name, table, layout, blocks, lines } = self;
        let threads = if blocks.is_whole() { 1 } else { effort.threads.max(1) };
        let blocks = Mutex::new(blocks);
        let found = Mutex::new(Found::default());
        let read = || {
            let mut part = Part {
                file: &name,
                table,
                layout: &layout,
                counts: Counts::default(),
                rows: 0,
                known: HashMap::default(),
                key: Vec::new(),
            };
            let mut buffer = Vec::new();
            loop {
                let next = lock(&blocks).next(buffer);
                let block = match next {
                    Ok(Some(block)) => block,
                    Ok(None) => return part.poured(),
                    Err(error) => {
                        lock(&found).problems.insert(usize::MAX, unreadable(&name, &error).into());
                        return part.poured();
                    }
                };
                let problems = part.block(&block);
                lock(&found).take(block.number, line_ends(&block.bytes), problems);
                buffer = block.bytes;
            }
        };
        let parts: Vec<(Counts, usize)> = if threads == 1 {
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
        let mut rows = 0;
        for (of_part, rows_of_part) in &parts {
            counts.merge(of_part);
            rows += rows_of_part;
        }
        let mut problems =
            found.into_inner().unwrap_or_else(PoisonError::into_inner).problems(lines);
        if rows == 0 && problems.count() == 0 {
            problems.push(
                Problem::new(format!("`{name}` has a header but no rows"))
                    .help("a count has a row for each unit, week and channel; a row with 0 says that none came"),
            );
        }
        problems.or(counts)
    }
}

/// A lock that a panic elsewhere does not spoil: that panic ends the run anyway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreadable(file: &str, error: &io::Error) -> Problem {
    Problem::new(format!("cannot read `{file}`: {error}"))
}

/// What the blocks of a file had to say, until all of them are read and their lines known.
#[derive(Default)]
struct Found {
    /// Lines that end in each block.
    lines: Vec<(usize, usize)>,
    /// The problems of the blocks that have some, with lines counted from the block.
    problems: BTreeMap<usize, Problems>,
}

impl Found {
    fn take(&mut self, number: usize, lines: usize, problems: Problems) {
        self.lines.push((number, lines));
        if problems.count() == 0 {
            return;
        }
        self.problems.insert(number, problems);
        // Of problems behind those that will be shown the number is enough.
        let mut before = 0;
        for problems in self.problems.values_mut() {
            if before >= SHOWN {
                problems.forget();
            }
            before += problems.count();
        }
    }

    /// The problems in the order of the file, of which so many lines come before the first block.
    fn problems(mut self, mut lines: usize) -> Problems {
        self.lines.sort_unstable();
        let mut all = Problems::default();
        for (number, of_block) in self.lines {
            if let Some(problems) = self.problems.remove(&number) {
                all.extend(problems.after_lines(lines));
            }
            lines += of_block;
        }
        self.problems.into_values().for_each(|problems| all.extend(problems));
        all
    }
}

/// What one thread has counted of a file.
struct Part<'a> {
    file: &'a str,
    table: &'a PriceTable,
    layout: &'a Layout,
    counts: Counts,
    rows: usize,
    /// The cells that say where a row belongs, as they are written, and what was counted there.
    known: HashMap<Vec<u8>, (Slot, u64), FixedState>,
    key: Vec<u8>,
}

/// Stands between the cells of a key; no text in UTF-8 has it.
const BETWEEN: u8 = 0xff;

/// A row of a block, with all that is needed to tell where one of its cells is.
struct Row<'a> {
    file: &'a str,
    text: &'a str,
    start: usize,
    delimiter: u8,
    cells: &'a ByteRecord,
}

impl Row<'_> {
    fn cell(&self, number: usize) -> &str {
        str::from_utf8(&self.cells[number]).unwrap_or_default().trim()
    }

    fn record(&self) -> Cells {
        Cells::of(&self.text.as_bytes()[self.start..], self.delimiter)
    }

    fn place(&self, span: Range<usize>, expected: &str) -> Place {
        Place::of(self.file, self.text, self.start + span.start..self.start + span.end, expected)
    }
}

impl Part<'_> {
    /// What was counted, and in how many rows.
    fn poured(mut self) -> (Counts, usize) {
        for (slot, counted) in self.known.into_values() {
            self.counts.add(slot, counted);
        }
        (self.counts, self.rows)
    }

    /// Adds the rows of a block, or says everything that is wrong with them.
    fn block(&mut self, block: &Block) -> Problems {
        let text = match decoded(self.file, &block.bytes) {
            Ok(text) => text,
            Err(problem) => return problem.into(),
        };
        let mut problems = Problems::default();
        let mut reader = ReaderBuilder::new()
            .delimiter(self.layout.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut cells = ByteRecord::new();
        // Reading from memory with `flexible` on has no way to fail.
        while reader.read_byte_record(&mut cells).unwrap_or(false) {
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            self.rows += 1;
            let position = cells.position().and_then(|at| usize::try_from(at.byte()).ok());
            let position = position.expect("a record from memory knows where it is");
            // The reader counts the line end of the row before, and blank lines, to the record.
            let start = position + blank(&text[position..]);
            let row = Row {
                file: self.file,
                text,
                start,
                delimiter: self.layout.delimiter,
                cells: &cells,
            };
            // A quote that is never closed takes all the rest of the file into one cell.
            let is_last = block.is_last && reader.position().byte() == text.len() as u64;
            match is_last.then(|| row.record().open_quote).flatten() {
                Some(quote) => problems.push_with(|| {
                    Problem::new("the quote is never closed")
                        .at(row.place(quote..quote + 1, "opens here"))
                        .help("close it, or double it if it is meant as a sign: `\"\"`")
                }),
                None => self.row(&row, &mut problems),
            }
        }
        problems
    }

    /// Adds a row to the slot that its columns say, or says everything that is wrong with it.
    fn row(&mut self, row: &Row, problems: &mut Problems) {
        let width = row.cells.len();
        if width != self.layout.width {
            problems.push_with(|| {
                let cells = if width == 1 { "cell" } else { "cells" };
                let place = row.record().span(width.min(self.layout.width));
                Problem::new(format!(
                    "the row has {width} {cells}, the header has {}",
                    self.layout.width
                ))
                .at(row.place(place, ""))
                .help("a cell that holds the delimiter needs quotes around it")
            });
            return;
        }
        let count = number::whole(row.cell(self.layout.count)).filter(|count| *count < ABSURD);
        self.key.clear();
        self.key.extend_from_slice(&row.cells[self.layout.channel]);
        for &(_, column) in &self.layout.others {
            self.key.push(BETWEEN);
            self.key.extend_from_slice(&row.cells[column]);
        }
        if let (Some(count), Some((_, counted))) = (count, self.known.get_mut(&self.key)) {
            *counted += count;
            return;
        }
        match (self.slot(row), count) {
            (Ok(slot), Some(count)) => drop(self.known.insert(self.key.clone(), (slot, count))),
            (slot, count) => {
                let mut faults = slot.err().unwrap_or_default();
                if count.is_none() {
                    faults.push((Fault::Count, self.layout.count));
                }
                for (fault, column) in faults {
                    problems.push_with(|| fault.problem(row, column, self.table));
                }
            }
        }
    }

    /// The slot that the columns of a row say, or what is wrong with them.
    fn slot(&mut self, row: &Row) -> Result<Slot, Vec<(Fault, usize)>> {
        let mut slot = Slot::default();
        let mut faults = Vec::new();
        for dimension in Dimension::NAMED {
            let column = self.layout.others.iter().find(|(read, _)| *read == dimension);
            slot[dimension] =
                self.counts.id(dimension, column.map_or("", |(_, column)| row.cell(*column)));
        }
        if let Some(&(_, column)) =
            self.layout.others.iter().find(|(read, _)| *read == Dimension::Week)
        {
            match week(row.cell(column)) {
                Some(week) => slot[Dimension::Week] = week,
                None => faults.push((Fault::Week, column)),
            }
        }
        match self.table.find(row.cell(self.layout.channel)) {
            Some(channel) => slot[Dimension::Channel] = channel,
            None => faults.push((Fault::Channel, self.layout.channel)),
        }
        if faults.is_empty() { Ok(slot) } else { Err(faults) }
    }
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Week,
    Channel,
    Count,
}

impl Fault {
    /// The fault in words, with its place.
    fn problem(self, row: &Row, column: usize, table: &PriceTable) -> Problem {
        let cell = shortened(row.cell(column));
        let (what, expected) = match self {
            Self::Week if cell.is_empty() => {
                ("no week in the row".to_owned(), "expected a number from 1 to 53")
            }
            Self::Week => (format!("`{cell}` is not a week"), "expected a number from 1 to 53"),
            Self::Channel if cell.is_empty() => ("no channel in the row".to_owned(), ""),
            Self::Channel => (format!("unknown channel `{cell}`"), ""),
            Self::Count => not_a_count(&cell),
        };
        let span = row.record().span(column);
        match self {
            Self::Channel => {
                let expected = format!("not in price table `{}`", table.name);
                Problem::new(what).at(row.place(span, &expected)).help(channels_like(&cell, table))
            }
            Self::Week | Self::Count => Problem::new(what).at(row.place(span, expected)),
        }
    }
}

fn not_a_count(cell: &str) -> (String, &'static str) {
    let negative = cell.strip_prefix('-').is_some_and(|rest| number::whole(rest).is_some());
    match cell {
        "" => ("no count in the row".to_owned(), "expected a whole number; 0 if none came"),
        _ if number::whole(cell).is_some() => {
            (format!("count `{cell}` is absurd"), "expected less than a thousand million")
        }
        _ if negative => (format!("count `{cell}` is negative"), "enquiries are counted from 0"),
        _ => (
            format!("count `{cell}` is not a whole number"),
            "expected a whole number, such as `120` or `1.234`",
        ),
    }
}

/// The number of a calendar week.
fn week(cell: &str) -> Option<usize> {
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    cell.parse().ok().filter(|week| digits && (1..=53).contains(week))
}

/// A cell that fits a line.
fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
