//! `FileDiagnostics`: what is wrong in the chunks of a file, put in the order of the file.

use std::collections::{BTreeMap, HashMap};

use super::number::Dot;
use super::totals::{Sums, Total};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KEPT, Place};
use crate::model::counts::Counts;
use crate::model::origin::Totals;

/// Where a row starts: the number of its chunk, and the position in it.
pub(super) type Start = (usize, usize);

/// What the chunks of a file have to say, which may be read in any order.
///
/// The lines of a problem are counted from the start of its chunk until all chunks are read.
#[derive(Default)]
pub(super) struct FileDiagnostics {
    /// How many lines end in each chunk, by its number.
    pub(super) lines: Vec<(usize, usize)>,
    /// The problems of the chunks that have some.
    problems: BTreeMap<usize, Diagnostics>,
    codes: HashMap<String, UnknownCode>,
    /// The first row of the last code, if no more are listed behind it.
    last_code: Option<Start>,
    /// Whether there are more codes than are listed.
    has_more_codes: bool,
    /// What rows state that is the sum of others.
    pub(super) totals: Vec<(Start, Total)>,
    /// How many rows are left out as sums that were checked when the header was read.
    pub(super) sound_totals: u64,
    /// The first count with a decimal point, and the first with dots between thousands.
    dots: [Option<(Start, Place, String)>; 2],
}

/// A code that is not in the price table.
struct UnknownCode {
    /// Its first row.
    first: Start,
    problem: Diagnostic,
    rows: u64,
}

impl FileDiagnostics {
    pub(super) fn add_problem(&mut self, chunk: usize, problem: impl FnOnce() -> Diagnostic) {
        let keeps = self.problems.contains_key(&chunk) || self.keeps(chunk);
        let new = || if keeps { Diagnostics::default() } else { Diagnostics::count_only() };
        self.problems.entry(chunk).or_insert_with(new).push_with(problem);
    }

    /// Adds a problem that comes after all chunks.
    pub(super) fn add_last(&mut self, problem: Diagnostic) {
        self.problems.insert(usize::MAX, problem.into());
    }

    /// Adds a row with an unknown code; only its first row has a problem.
    pub(super) fn add_code(
        &mut self,
        code: &str,
        row: Start,
        problem: impl FnOnce() -> Diagnostic,
    ) {
        if let Some(known) = self.codes.get_mut(code) {
            known.rows += 1;
            if row < known.first {
                (known.first, known.problem) = (row, problem());
            }
        } else if self.last_code.is_some_and(|last| last < row) || !self.keeps(row.0) {
            self.has_more_codes = true;
        } else {
            let unknown = UnknownCode { first: row, problem: problem(), rows: 1 };
            self.codes.insert(code.to_owned(), unknown);
            self.limit_codes();
        }
    }

    /// Keeps the first codes of the file.
    fn limit_codes(&mut self) {
        let last = |codes: &HashMap<_, UnknownCode>| codes.values().map(|code| code.first).max();
        if self.codes.len() > KEPT {
            self.has_more_codes = true;
            let surplus = last(&self.codes);
            self.codes.retain(|_, code| Some(code.first) != surplus);
        }
        if self.codes.len() == KEPT {
            self.last_code = last(&self.codes);
        }
    }

    /// Adds a count with a dot.
    pub(super) fn add_dot(&mut self, dot: Dot, row: Start, place: Place, cell: &str) {
        let first = &mut self.dots[dot as usize];
        if first.as_ref().is_none_or(|(known, ..)| row < *known) {
            *first = Some((row, place, cell.to_owned()));
        }
    }

    /// Whether problems of a chunk may be among the first, which are kept. If the chunks before it
    /// have enough of them, its problems are only counted, which is fast.
    fn keeps(&self, chunk: usize) -> bool {
        let problems: usize = self.problems.range(..chunk).map(|(_, one)| one.count()).sum();
        let codes = self.codes.values().filter(|code| code.first.0 < chunk).count();
        problems + codes < KEPT
    }

    /// The problems in the order of the file, which has so many lines before the first chunk, and
    /// how its totals compare with the counts. They are compared only if no row is missing in
    /// the counts.
    pub(super) fn finish(mut self, mut lines: usize, counts: &Counts) -> (Diagnostics, Totals) {
        self.lines.sort_unstable();
        let is_sound = self.problems.is_empty() && self.codes.is_empty();
        let mut by_chunk = self.code_problems();
        let mut compared = Totals { sound: self.sound_totals, wrong: 0 };
        if let [Some((.., decimal)), Some((row, place, _))] = std::mem::take(&mut self.dots) {
            let problem = Code::DotIsTwoThings.problem().with("decimal", decimal).at(place);
            by_chunk.entry(row.0).or_default().push(problem);
        }
        if is_sound && !self.totals.is_empty() {
            // Names that differ in case and spaces only have one id there.
            let counts = counts.clone().in_order();
            let mut sums = Sums::new(&counts);
            self.totals.sort_by_key(|(row, _)| *row);
            for row in self.totals.chunk_by(|a, b| a.0 == b.0) {
                let problems: Vec<_> =
                    row.iter().filter_map(|(_, total)| sums.problem(total)).collect();
                let is_right = problems.is_empty();
                *if is_right { &mut compared.sound } else { &mut compared.wrong } += 1;
                by_chunk.entry(row[0].0.0).or_default().extend(problems);
            }
        }
        let mut all = Diagnostics::default();
        for (chunk, lines_in_chunk) in self.lines {
            let mut problems = self.problems.remove(&chunk).unwrap_or_default();
            problems.insert_by_line(by_chunk.remove(&chunk).unwrap_or_default());
            all.extend(problems.after_lines(lines));
            lines += lines_in_chunk;
        }
        self.problems.into_values().for_each(|problems| all.extend(problems));
        if self.has_more_codes {
            all.set_incomplete();
        }
        (all, compared)
    }

    /// The problem of each unknown code, by the chunk of its first row.
    fn code_problems(&mut self) -> BTreeMap<usize, Vec<Diagnostic>> {
        let problems: usize = self.problems.values().map(Diagnostics::count).sum();
        // From there on codes are not listed, so nobody knows how many there are.
        self.has_more_codes |= !self.codes.is_empty() && problems + self.codes.len() > KEPT;
        let mut codes: Vec<_> = std::mem::take(&mut self.codes).into_values().collect();
        codes.sort_unstable_by_key(|code| code.first);
        let mut by_chunk = BTreeMap::<usize, Vec<Diagnostic>>::new();
        for UnknownCode { first, problem, rows } in codes {
            let rows = Some(rows).filter(|rows| !self.has_more_codes && *rows > 1);
            by_chunk.entry(first.0).or_default().push(problem.with_some("rows", rows));
        }
        by_chunk
    }
}
