//! `FileDiagnostics`: what the chunks of a file have to say besides their counts, put in the order of the file.

use std::collections::{BTreeMap, HashMap};

use super::diagnostic::{Diagnostic, Diagnostics, KEPT};
use super::totals::{Sums, Total};
use crate::model::counts::Counts;
use crate::model::origin::Totals;

/// How many unknown codes are listed one by one. A file with more has codes in the wrong column.
const CODES: usize = 1000;

/// What a chunk has to say, with lines counted from its start.
#[derive(Default)]
pub(super) struct ChunkDiagnostics {
    /// How many lines end in it.
    lines: usize,
    pub(super) problems: Diagnostics,
    pub(super) codes: UnknownCodes,
    pub(super) totals: Vec<Total>,
}

/// Codes that are not in the price table, in the order in which they came.
#[derive(Default)]
pub(super) struct UnknownCodes {
    positions: HashMap<String, usize>,
    list: Vec<(String, UnknownCode)>,
    /// How many are listed.
    limit: usize,
    /// Whether there were more.
    overflows: bool,
}

struct UnknownCode {
    /// The problem of its first row.
    problem: Diagnostic,
    rows: u64,
}

impl ChunkDiagnostics {
    /// Keeps problems in full, or only counts them.
    pub(super) fn new(lines: usize, in_full: bool) -> Self {
        let problems = if in_full { Diagnostics::default() } else { Diagnostics::count_only() };
        let limit = if in_full { CODES } else { 0 };
        let codes = UnknownCodes { limit, ..UnknownCodes::default() };
        Self { lines, problems, codes, totals: Vec::new() }
    }
}

impl UnknownCodes {
    /// Adds a row with a code. Only its first row needs a `problem`.
    pub(super) fn add(&mut self, code: &str, problem: impl FnOnce() -> Diagnostic) {
        match self.positions.get(code) {
            Some(&position) => self.list[position].1.rows += 1,
            None if self.list.len() < self.limit => {
                self.positions.insert(code.to_owned(), self.list.len());
                self.list.push((code.to_owned(), UnknownCode { problem: problem(), rows: 1 }));
            }
            None => self.overflows = true,
        }
    }
}

/// What all chunks of a file have to say, until all are read and the lines of each are known.
/// Chunks may come in any order.
#[derive(Default)]
pub(super) struct FileDiagnostics {
    /// How many lines end in each chunk.
    lines: Vec<(usize, usize)>,
    /// The problems of the chunks that have some.
    problems: BTreeMap<usize, Diagnostics>,
    /// Unknown codes, each with the first chunk that has it and its position in the list of the chunk.
    codes: HashMap<String, ((usize, usize), UnknownCode)>,
    overflows: bool,
    totals: Vec<(usize, Total)>,
}

impl FileDiagnostics {
    /// Whether problems of a chunk may be among those that are kept. If the chunks before it have
    /// enough of them, their number will do: a file that is wrong in every row is soon read.
    pub(super) fn wants(&self, number: usize) -> bool {
        let before: usize = self.problems.range(..number).map(|(_, one)| one.count()).sum();
        let codes = self.codes.values().filter(|((chunk, _), _)| *chunk < number).count();
        before + codes < KEPT
    }

    /// Takes what a chunk has to say.
    pub(super) fn take(&mut self, number: usize, chunk: ChunkDiagnostics) {
        self.lines.push((number, chunk.lines));
        self.totals.extend(chunk.totals.into_iter().map(|total| (number, total)));
        self.take_codes(number, chunk.codes);
        if chunk.problems.count() == 0 {
            return;
        }
        self.problems.insert(number, chunk.problems);
        // Of the problems behind those that will be shown only the number is kept.
        let mut before = 0;
        for problems in self.problems.values_mut() {
            if before >= KEPT {
                problems.drop_kept();
            }
            before += problems.count();
        }
    }

    /// Takes a problem that comes after all chunks.
    pub(super) fn take_last(&mut self, problem: Diagnostic) {
        self.problems.insert(usize::MAX, problem.into());
    }

    fn take_codes(&mut self, number: usize, codes: UnknownCodes) {
        self.overflows |= codes.overflows;
        for (order, (code, mut unknown)) in codes.list.into_iter().enumerate() {
            let first = (number, order);
            match self.codes.get_mut(&code) {
                Some((known_first, known)) => {
                    let rows = known.rows + unknown.rows;
                    if first < *known_first {
                        std::mem::swap(known, &mut unknown);
                        *known_first = first;
                    }
                    known.rows = rows;
                }
                None => drop(self.codes.insert(code, (first, unknown))),
            }
        }
        if self.codes.len() > CODES {
            self.overflows = true;
            let mut firsts: Vec<_> = self.codes.values().map(|(first, _)| *first).collect();
            firsts.sort_unstable();
            self.codes.retain(|_, (first, _)| *first < firsts[CODES]);
        }
    }

    /// The problems in the order of the file, which has so many lines before the first chunk, and
    /// how its totals compare with the counts. They are compared only if no row is missing in
    /// the counts.
    pub(super) fn problems(mut self, mut lines: usize, counts: &Counts) -> (Diagnostics, Totals) {
        self.lines.sort_unstable();
        let is_sound = self.problems.is_empty() && self.codes.is_empty();
        let mut by_chunk = self.code_problems();
        let mut compared = Totals::default();
        if is_sound && !self.totals.is_empty() {
            // Names that differ in case and spaces only have one id there.
            let counts = counts.clone().in_order();
            let mut sums = Sums::new(&counts);
            self.totals.sort_by_key(|(number, total)| (*number, total.row));
            for row in self.totals.chunk_by(|a, b| (a.0, a.1.row) == (b.0, b.1.row)) {
                let problems = by_chunk.entry(row[0].0).or_default();
                let before = problems.len();
                problems.extend(row.iter().filter_map(|(_, total)| sums.problem(total)));
                let is_right = problems.len() == before;
                *if is_right { &mut compared.sound } else { &mut compared.wrong } += 1;
            }
        }
        let mut all = Diagnostics::default();
        for (number, lines_in_chunk) in self.lines {
            let mut problems = self.problems.remove(&number).unwrap_or_default();
            problems.insert_by_line(by_chunk.remove(&number).unwrap_or_default());
            all.extend(problems.after_lines(lines));
            lines += lines_in_chunk;
        }
        self.problems.into_values().for_each(|problems| all.extend(problems));
        if self.overflows {
            all.set_incomplete();
        }
        (all, compared)
    }

    /// The problem of each unknown code, by the chunk of its first row.
    fn code_problems(&mut self) -> BTreeMap<usize, Vec<Diagnostic>> {
        let problems: usize = self.problems.values().map(Diagnostics::count).sum();
        // From there on chunks do not list their codes, so nobody knows how many there are.
        self.overflows |= !self.codes.is_empty() && problems + self.codes.len() > KEPT;
        let mut codes: Vec<_> = std::mem::take(&mut self.codes).into_values().collect();
        codes.sort_unstable_by_key(|(first, _)| *first);
        let mut by_chunk = BTreeMap::<usize, Vec<Diagnostic>>::new();
        for ((number, _), UnknownCode { mut problem, rows }) in codes {
            if !self.overflows && rows > 1 {
                problem = problem.in_rows(rows);
            }
            by_chunk.entry(number).or_default().push(problem);
        }
        by_chunk
    }
}
