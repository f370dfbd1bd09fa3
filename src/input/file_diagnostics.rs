//! `FileDiagnostics`: what the chunks of a file have to say besides their counts, put in the order of the file.

use std::collections::{BTreeMap, HashMap};

use super::diagnostic::{Diagnostic, Diagnostics, KEPT};
use super::totals::{Sums, Total};
use crate::model::counts::Counts;
use crate::model::origin::Totals;

/// How many unknown codes are told apart; a file with more has codes in the wrong column.
const CODES: usize = 1000;

/// What a chunk has to say, with lines counted from its start.
#[derive(Default)]
pub(super) struct ChunkDiagnostics {
    /// How many lines end in it.
    lines: usize,
    pub(super) problems: Diagnostics,
    pub(super) codes: Codes,
    pub(super) totals: Vec<Total>,
}

/// Codes that nobody knows, in the order in which they came.
#[derive(Default)]
pub(super) struct Codes {
    places: HashMap<String, usize>,
    list: Vec<(String, UnknownCode)>,
    /// How many are told apart.
    room: usize,
    /// Whether there were more than are told apart.
    overflows: bool,
}

struct UnknownCode {
    problem: Diagnostic,
    rows: u64,
}

impl ChunkDiagnostics {
    /// Nothing to say yet; problems will be kept in full, or only counted.
    pub(super) fn new(lines: usize, in_full: bool) -> Self {
        let problems = if in_full { Diagnostics::default() } else { Diagnostics::counted() };
        let room = if in_full { CODES } else { 0 };
        Self { lines, problems, codes: Codes { room, ..Codes::default() }, totals: Vec::new() }
    }
}

impl Codes {
    /// Takes a code that a row has; `problem` tells of it when it is new.
    pub(super) fn add(&mut self, code: &str, problem: impl FnOnce() -> Diagnostic) {
        match self.places.get(code) {
            Some(&place) => self.list[place].1.rows += 1,
            None if self.list.len() < self.room => {
                self.places.insert(code.to_owned(), self.list.len());
                self.list.push((code.to_owned(), UnknownCode { problem: problem(), rows: 1 }));
            }
            None => self.overflows = true,
        }
    }
}

/// What all chunks of a file had to say, until all of them are read and their lines known.
#[derive(Default)]
pub(super) struct FileDiagnostics {
    /// Lines that end in each chunk.
    lines: Vec<(usize, usize)>,
    /// The problems of the chunks that have some.
    problems: BTreeMap<usize, Diagnostics>,
    /// Unknown codes, each with the first chunk that has it and its place among those of the chunk.
    codes: HashMap<String, ((usize, usize), UnknownCode)>,
    overflows: bool,
    totals: Vec<(usize, Total)>,
}

impl FileDiagnostics {
    /// Whether the problems of a chunk may be among those that are kept: not where the chunks
    /// before it have enough of them, so that a file that is wrong in every row is soon done with.
    pub(super) fn wants(&self, number: usize) -> bool {
        let before: usize = self.problems.range(..number).map(|(_, one)| one.count()).sum();
        let codes = self.codes.values().filter(|((chunk, _), _)| *chunk < number).count();
        before + codes < KEPT
    }

    /// Takes what a chunk has to say.
    pub(super) fn take(&mut self, number: usize, found: ChunkDiagnostics) {
        self.lines.push((number, found.lines));
        self.totals.extend(found.totals.into_iter().map(|total| (number, total)));
        self.take_codes(number, found.codes);
        if found.problems.count() == 0 {
            return;
        }
        self.problems.insert(number, found.problems);
        // Of problems behind those that will be shown the number is enough.
        let mut before = 0;
        for problems in self.problems.values_mut() {
            if before >= KEPT {
                problems.forget();
            }
            before += problems.count();
        }
    }

    /// Takes a problem that is behind all chunks.
    pub(super) fn take_last(&mut self, problem: Diagnostic) {
        self.problems.insert(usize::MAX, problem.into());
    }

    fn take_codes(&mut self, number: usize, codes: Codes) {
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

    /// The problems in the order of the file, of which so many lines come before the
    /// first chunk, and what came of its totals. Totals are only held against counts from
    /// which no row is missing.
    pub(super) fn problems(mut self, mut lines: usize, counts: &Counts) -> (Diagnostics, Totals) {
        self.lines.sort_unstable();
        let is_sound = self.problems.is_empty() && self.codes.is_empty();
        let counted: usize = self.problems.values().map(Diagnostics::count).sum();
        // From there on chunks are not asked for their codes, and nobody knows how many there are.
        self.overflows |= !self.codes.is_empty() && counted + self.codes.len() > KEPT;
        let mut of_chunks = BTreeMap::<usize, Vec<Diagnostic>>::new();
        let mut codes: Vec<_> = self.codes.into_values().collect();
        codes.sort_unstable_by_key(|(first, _)| *first);
        for ((number, _), UnknownCode { mut problem, rows }) in codes {
            if !self.overflows && rows > 1 {
                problem = problem.in_rows(rows);
            }
            of_chunks.entry(number).or_default().push(problem);
        }
        let mut held = Totals::default();
        if is_sound && !self.totals.is_empty() {
            // Names that are one have one id there.
            let counts = counts.clone().in_order();
            let mut sums = Sums::new(&counts);
            self.totals.sort_by_key(|(number, total)| (*number, total.row));
            for row in self.totals.chunk_by(|a, b| (a.0, a.1.row) == (b.0, b.1.row)) {
                let problems = of_chunks.entry(row[0].0).or_default();
                let before = problems.len();
                problems.extend(row.iter().filter_map(|(_, total)| sums.problem(total)));
                *if problems.len() == before { &mut held.sound } else { &mut held.wrong } += 1;
            }
        }
        let mut all = Diagnostics::default();
        for (number, of_chunk) in self.lines {
            let mut problems = self.problems.remove(&number).unwrap_or_default();
            problems.insert_by_line(of_chunks.remove(&number).unwrap_or_default());
            all.extend(problems.after_lines(lines));
            lines += of_chunk;
        }
        self.problems.into_values().for_each(|problems| all.extend(problems));
        if self.overflows {
            all.and_more();
        }
        (all, held)
    }
}
