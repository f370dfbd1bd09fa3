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
    /// The first problems of the file, by their rows and in the order in which a row has them.
    problems: BTreeMap<(Start, usize), Diagnostic>,
    /// How many there are, with those that are not kept.
    count: usize,
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
    /// Adds a problem of a row, which is only built if it is among the first.
    pub(super) fn add_problem(&mut self, row: Start, problem: impl FnOnce() -> Diagnostic) {
        self.count += 1;
        let at = (row, self.count);
        let is_before = |(last, _): (&(Start, usize), &Diagnostic)| at < *last;
        if self.problems.len() < KEPT || self.problems.last_key_value().is_some_and(is_before) {
            self.problems.insert(at, problem());
        }
        if self.problems.len() > KEPT {
            self.problems.pop_last();
        }
    }

    /// Adds a problem that comes after all chunks.
    pub(super) fn add_last(&mut self, problem: Diagnostic) {
        self.add_problem((usize::MAX, 0), || problem);
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
        } else if self.last_code.is_some_and(|last| last < row) {
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

    /// The problems in the order of the file, which has so many lines before the first chunk, and
    /// how its totals compare with the counts. They are compared only if no row is missing in
    /// the counts.
    pub(super) fn finish(mut self, mut lines: usize, counts: &Counts) -> (Diagnostics, Totals) {
        let is_sound = self.count == 0 && self.codes.is_empty();
        for UnknownCode { first, problem, rows } in std::mem::take(&mut self.codes).into_values() {
            let rows = Some(rows).filter(|rows| !self.has_more_codes && *rows > 1);
            self.add_problem(first, || problem.with_some("rows", rows));
        }
        if let [Some((.., decimal)), Some((row, place, _))] = std::mem::take(&mut self.dots) {
            let problem = Code::DotIsTwoThings.problem().with("decimal", decimal);
            self.add_problem(row, || problem.at(place));
        }
        let mut compared = Totals { sound: self.sound_totals, wrong: 0 };
        let mut totals = std::mem::take(&mut self.totals);
        if is_sound && !totals.is_empty() {
            // Names that differ in case and spaces only have one id there.
            let counts = counts.clone().in_order();
            let mut sums = Sums::new(&counts);
            totals.sort_by_key(|(row, _)| *row);
            for row in totals.chunk_by(|a, b| a.0 == b.0) {
                let before = self.count;
                for problem in row.iter().filter_map(|(_, total)| sums.problem(total)) {
                    self.add_problem(row[0].0, || problem);
                }
                let is_right = self.count == before;
                *if is_right { &mut compared.sound } else { &mut compared.wrong } += 1;
            }
        }
        let mut lines_before = HashMap::new();
        self.lines.sort_unstable();
        for (chunk, lines_in_chunk) in self.lines {
            lines_before.insert(chunk, lines);
            lines += lines_in_chunk;
        }
        let mut all = Diagnostics::default();
        all.count_more(self.count - self.problems.len());
        for (((chunk, _), _), problem) in self.problems {
            // What comes after all chunks has no line.
            all.push(problem.after_lines(lines_before.get(&chunk).copied().unwrap_or_default()));
        }
        if self.has_more_codes {
            all.set_incomplete();
        }
        (all, compared)
    }
}
