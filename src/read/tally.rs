//! The tally: count files, added up to `Counts` block by block and on all cores.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::blocks::{Blocks, line_ends};
use super::header::Layout;
use super::problem::{Problem, Problems, SHOWN};
use super::rows::Part;
use super::text::{MARK, Source, decoded};
use crate::model::counts::{Counts, Dimension};
use crate::model::price_table::PriceTable;

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
        let has_weeks = file.layout.column(Dimension::Week).is_some();
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
        // What is wrong behind the header is told with its block, and the head may end within a letter.
        let valid = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let has_header = valid.trim_start().contains(['\n', '\r']);
        let text = if has_header && !blocks.is_whole() { valid } else { decoded(&name, head)? };
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
            let mut part = Part::of(&name, table, &layout);
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
