//! Name lists: lists of `code;name`, as a municipality has them of its tasks and units.

use std::collections::BTreeMap;
use std::ops::Range;

use super::aliases;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::dialect::{self, Dialect};
use super::filter::unknown_dimension;
use super::header::Head;
use super::headings;
use super::located::pair;
use super::text::{self, Encoding, Input, MARK};
use crate::model::counts::{Counts, Dimension, folded};
use crate::model::origin::{Origin, Unnamed};
use crate::scan::record::Records;

/// What a row of a list is.
const ROW: &str = "a list of names has a row `code;name` for each code";
/// Where the rows are.
const HEADER: &str = "the first row is a header; below it, `code;name` in each row";
/// A list with more columns is likely another file.
const COLUMNS: usize = 10;
/// So many rows that are wrong, three of four, are of another file.
const WRONG: usize = 10;

/// The names of codes in one dimension.
#[derive(Debug, Clone)]
pub struct NameList {
    /// The dimension.
    pub dimension: Dimension,
    /// The files that they come from, as the user named them.
    files: Vec<String>,
    /// Each name, and the place of its file among them.
    by_code: BTreeMap<String, (String, usize)>,
}

/// The dimension and the file of `--names task=opgaver.csv`.
///
/// # Errors
///
/// An argument of another form, or a dimension that has no names.
pub fn of_argument(argument: &str) -> Result<(Dimension, String), Diagnostic> {
    let expected = "expected a dimension and a file, such as `task=opgaver.csv`";
    let (word, file) = pair("--names", argument, expected)?;
    match headings::dimension(&word.text) {
        Some(dimension) if Dimension::NAMED.contains(&dimension) => Ok((dimension, file.text)),
        Some(_) => Err(word.problem(format!("a {} has no names in a list", word.text), "")),
        None => Err(unknown_dimension(&word)),
    }
}

impl NameList {
    /// No names yet.
    pub fn none(dimension: Dimension) -> Self {
        Self { dimension, files: Vec::new(), by_code: BTreeMap::new() }
    }

    /// Reads a list on top of those before: a code and its name in each row, under a header.
    ///
    /// # Errors
    ///
    /// A file that is no text or no such list; every row without a code or a name, every code
    /// that has a name already.
    pub fn take(&mut self, input: &Input) -> Result<(), Diagnostics> {
        let utf8 = text::utf8(&input.bytes);
        let bytes = utf8.strip_prefix(MARK).unwrap_or(&utf8);
        if let Some(problem) = text::no_text(&input.name, bytes) {
            return Err(problem.into());
        }
        let encoding = Encoding::of(bytes);
        let head = Head { file: &input.name, bytes, encoding };
        let Dialect { start, delimiter } = Dialect::detect(head, |_| true);
        let mut records = Records::from(bytes, start, delimiter);
        self.files.push(input.name.clone());
        let known = self.by_code.len();
        let mut problems = Diagnostics::default();
        let mut width = None;
        let (mut rows, mut wrong) = (0, 0);
        while let Some(record) = records.next_record() {
            let at = |problem: Diagnostic, span: Range<usize>| problem.at(head.place(span, ""));
            if let Some((problem, span)) = dialect::problem(record) {
                problems.push_with(|| at(problem, span));
            } else {
                let texts = dialect::texts(record, encoding);
                // The first row is the header.
                match width {
                    None => {
                        let end = texts.iter().rposition(|cell| !cell.trim().is_empty());
                        width = Some(end.map_or(0, |end| end + 1));
                    }
                    Some(width) => {
                        rows += 1;
                        if let Err((problem, cell)) = self.add(&texts, width) {
                            wrong += 1;
                            problems.push_with(|| at(problem, record.span(cell)));
                        }
                    }
                }
            }
        }
        if let Some(mut problem) = no_list(&input.name, width.unwrap_or_default(), rows, wrong) {
            problem.place = problems.iter().next().and_then(|first| first.place.clone());
            return Err(problem.into());
        }
        if self.by_code.len() == known && problems.count() == 0 {
            let what = format!("`{}` has no names", input.name);
            problems.push(Diagnostic::new(what).help(HEADER));
        }
        problems.or(())
    }

    /// Takes a row of a list whose header has so many cells, or says what is wrong with which cell.
    fn add(&mut self, cells: &[String], width: usize) -> Result<(), (Diagnostic, usize)> {
        let wrong = |what: String, help: &str, cell| Err((Diagnostic::new(what).help(help), cell));
        let cell = |number| cells.get(number).map_or("", |cell: &String| cell.trim());
        let (code, name) = (cell(0), cell(1));
        let key = folded(&aliases::name(self.dimension, code));
        if let Some(cell) = (width..cells.len()).find(|number| !cell(*number).is_empty()) {
            let what = format!("the row has {} cells, the header has {width}", cells.len());
            return wrong(what, "a name that holds the delimiter needs quotes around it", cell);
        }
        match (code, name) {
            ("", "") => Ok(()),
            ("", _) => wrong("a name without a code".to_owned(), ROW, 0),
            (_, "") => wrong("a code without a name".to_owned(), ROW, 1),
            _ => match self.by_code.get(&key) {
                None => {
                    self.by_code.insert(key, (name.to_owned(), self.files.len() - 1));
                    Ok(())
                }
                Some((_, file)) if *file + 1 == self.files.len() => {
                    wrong(format!("code `{code}` is there twice"), "delete one of them", 0)
                }
                Some((_, file)) => {
                    let what = format!("code `{code}` has a name in `{}` too", self.files[*file]);
                    wrong(what, "delete one of them", 0)
                }
            },
        }
    }

    /// The counts with names for codes, and their origin with the codes that have none.
    pub fn applied(&self, counts: Counts, mut origin: Origin) -> (Counts, Origin) {
        let named = |code: &str| self.by_code.get(&folded(code)).map(|(name, _)| name.clone());
        let codes = counts.names(self.dimension).iter();
        let unnamed = codes.filter(|code| !code.is_empty() && named(code).is_none());
        let (dimension, files) = (self.dimension, self.files.clone());
        origin.unnamed.push(Unnamed { dimension, files, codes: unnamed.cloned().collect() });
        for file in &mut origin.files {
            file.places = file.places.take().map(|places| places.called(dimension, named));
        }
        (counts.called(self.dimension, named), origin)
    }
}

/// The problem of a file that has no names of codes, by its columns and by how many of its rows are wrong.
fn no_list(file: &str, columns: usize, rows: usize, wrong: usize) -> Option<Diagnostic> {
    let why = if columns > COLUMNS {
        format!("the header has {columns} columns")
    } else if wrong >= WRONG && wrong * 4 >= rows * 3 {
        format!("{wrong} of {rows} rows are none of it, or have a code that is there twice")
    } else {
        return None;
    };
    let what = format!("`{file}` does not look like a list `code;name`: {why}");
    Some(Diagnostic::new(what).help(HEADER))
}
