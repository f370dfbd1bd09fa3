//! Lists of names: `code;name` in each row, as a municipality has them of its tasks and units.

use std::collections::BTreeMap;

use super::aliases;
use super::dialect::{self, Dialect};
use super::header::Head;
use super::located::Argument;
use super::lookup;
use super::text::{self, Encoding, Input, MARK};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Counts, Dimension, folded_name};
use crate::model::origin::{Origin, Unnamed};
use crate::scan::record::Records;

/// A file with more columns than this is likely no list.
const MAX_COLUMNS: usize = 10;
/// A file with this many wrong rows, three quarters of all, is likely no list.
const WRONG_ROWS: usize = 10;

/// The names of codes in one dimension.
#[derive(Debug, Clone)]
pub struct NameList {
    /// The dimension.
    pub dimension: Dimension,
    /// The files that the names come from, as the user named them.
    files: Vec<String>,
    /// By code, each name and the index of its file.
    by_code: BTreeMap<String, (String, usize)>,
}

/// Parses `--names task=opgaver.csv`: a dimension that has names, and a file.
pub fn parse_argument(text: &str) -> Result<(Dimension, String), Diagnostic> {
    let (word, file) = Argument::new("--names", text).pair()?;
    Ok((lookup::dimension(&word, &Dimension::NAMED)?, file.text))
}

impl NameList {
    /// A list without names.
    pub fn new(dimension: Dimension) -> Self {
        Self { dimension, files: Vec::new(), by_code: BTreeMap::new() }
    }

    /// Adds the names of a file: a code and its name in each row, under a header. A code has one
    /// name in all files of a dimension.
    pub fn read(&mut self, input: &Input) -> Result<(), Diagnostics> {
        let utf8 = text::to_utf8(&input.bytes);
        let bytes = utf8.strip_prefix(MARK).unwrap_or(&utf8);
        if let Some(problem) = text::not_text(&input.name, bytes) {
            return Err(problem.into());
        }
        let encoding = Encoding::guess(bytes);
        let head = Head { file: &input.name, bytes, is_whole: true, encoding, sheet: None };
        let Dialect { start, delimiter, .. } = Dialect::detect(head, &|_| true);
        let mut records = Records::from(bytes, start, delimiter);
        self.files.push(input.name.clone());
        let names_before = self.by_code.len();
        let mut problems = Diagnostics::default();
        let mut header_width = None;
        let (mut rows, mut wrong) = (0, 0);
        while let Some(record) = records.next_record() {
            if let Some((problem, span)) = dialect::problem(record) {
                problems.push(problem.at(head.place(span)));
                continue;
            }
            let cells = dialect::texts(record, encoding);
            let Some(width) = header_width else {
                let last = cells.iter().rposition(|cell| !cell.trim().is_empty());
                header_width = Some(last.map_or(0, |last| last + 1));
                continue;
            };
            rows += 1;
            if let Err((problem, cell)) = self.add(&cells, width) {
                wrong += 1;
                problems.push_with(|| problem.at(head.place(record.span(cell))));
            }
        }
        let columns = header_width.unwrap_or_default();
        if let Some(mut problem) = unlike_a_list(&input.name, columns, rows, wrong) {
            problem.place = problems.iter().next().and_then(|first| first.place.clone());
            return Err(problem.into());
        }
        if self.by_code.len() == names_before && problems.count() == 0 {
            problems.push(Code::NoNames.problem().with("file", &input.name));
        }
        problems.into_result(())
    }

    /// Adds the name of a row. An error is the problem and the cell that it is in.
    fn add(&mut self, cells: &[String], width: usize) -> Result<(), (Diagnostic, usize)> {
        let cell = |number| cells.get(number).map_or("", |cell: &String| cell.trim());
        let (code, name) = (cell(0), cell(1));
        let key = folded_name(&aliases::name(self.dimension, code));
        let extra = (width..cells.len()).find(|number| !cell(*number).is_empty());
        let (problem, cell) = if let Some(extra) = extra {
            let problem = Code::WrongRowWidth.problem().with("width", width);
            (problem.with("cells", cells.len()), extra)
        } else if code.is_empty() && name.is_empty() {
            return Ok(());
        } else if code.is_empty() || name.is_empty() {
            (Code::MissingCodeOrName.problem(), usize::from(name.is_empty()))
        } else if let Some((_, file)) = self.by_code.get(&key) {
            let problem = Code::DuplicateCode.problem().with("code", code);
            let before = self.files.get(*file).filter(|_| file + 1 < self.files.len());
            (problem.with_some("file", before), 0)
        } else {
            self.by_code.insert(key, (name.to_owned(), self.files.len() - 1));
            return Ok(());
        };
        Err((problem, cell))
    }

    /// The counts with names instead of codes, and their origin with the codes without a name.
    pub fn apply(&self, counts: Counts, mut origin: Origin) -> (Counts, Origin) {
        let named = |code: &str| self.by_code.get(&folded_name(code)).map(|(name, _)| name.clone());
        let codes = counts.names(self.dimension);
        let unnamed = codes.filter(|code| !code.is_empty() && named(code).is_none());
        origin.unnamed.push(Unnamed {
            dimension: self.dimension,
            files: self.files.clone(),
            codes: unnamed.map(str::to_owned).collect(),
        });
        (counts.relabelled(self.dimension, named), origin)
    }
}

/// The problem of a file that is likely no list: by its columns, or by its wrong rows.
fn unlike_a_list(file: &str, columns: usize, rows: usize, wrong: usize) -> Option<Diagnostic> {
    let problem = Code::NotANameList.problem().with("file", file);
    if columns > MAX_COLUMNS {
        return Some(problem.with("columns", columns));
    }
    let is_mostly_wrong = wrong >= WRONG_ROWS && wrong * 4 >= rows * 3;
    is_mostly_wrong.then(|| problem.with("wrong", wrong).with("rows", rows))
}
