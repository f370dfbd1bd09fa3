//! Names: lists of `code;name`, as a municipality has them of its tasks and units.

use std::collections::BTreeMap;

use super::cells::{self, Cells};
use super::headings;
use super::problem::{Place, Problem, Problems};
use super::selection::unknown_dimension;
use super::text::{self, Encoding, Input, MARK};
use super::vocabulary;
use super::word::pair;
use crate::model::counts::{Counts, Dimension};
use crate::model::origin::{Origin, Unnamed};

/// The names of codes in one dimension.
#[derive(Debug, Clone)]
pub struct Names {
    /// The dimension.
    pub dimension: Dimension,
    /// The file that they come from, as the user named it.
    pub file: String,
    by_code: BTreeMap<String, String>,
}

/// The dimension and the file of `--names task=opgaver.csv`.
///
/// # Errors
///
/// An argument of another form, or a dimension that has no names.
pub fn of_argument(argument: &str) -> Result<(Dimension, String), Problem> {
    let expected = "expected a dimension and a file, such as `task=opgaver.csv`";
    let (word, file) = pair("--names", argument, expected)?;
    match headings::dimension(&word.text) {
        Some(dimension) if Dimension::NAMED.contains(&dimension) => Ok((dimension, file.text)),
        Some(_) => Err(word.problem(format!("a {} has no names in a list", word.text), "")),
        None => Err(unknown_dimension(&word)),
    }
}

impl Names {
    /// Reads a list: a code and its name in each row, under a header.
    ///
    /// # Errors
    ///
    /// A file that is no text; every row without a code or a name, every code that is there twice.
    pub fn parse(dimension: Dimension, input: &Input) -> Result<Self, Problems> {
        let utf8 = text::utf8(&input.bytes);
        let bytes = utf8.strip_prefix(MARK).unwrap_or(&utf8);
        if let Some(problem) = text::no_text(&input.name, bytes) {
            return Err(problem.into());
        }
        let encoding = Encoding::of(bytes);
        let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let delimiter = cells::delimiter(&encoding.decode(line), |_| true);
        let mut list = Self { dimension, file: input.name.clone(), by_code: BTreeMap::new() };
        let mut problems = Problems::default();
        let (mut start, mut is_header) = (0, true);
        loop {
            start += cells::blank(&bytes[start..]);
            if start == bytes.len() {
                break;
            }
            let record = Cells::of(&bytes[start..], delimiter);
            let texts = record.texts(&bytes[start..], encoding);
            let problem = |what: &str, cell| {
                let span = record.span(cell);
                let span = start + span.start..start + span.end;
                let decode = |bytes| encoding.decode(bytes);
                Problem::new(what).at(Place::in_bytes(&input.name, bytes, span, "", decode))
            };
            let mut cells = texts.iter().map(|cell| cell.trim());
            let (code, name) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            let key = folded(&vocabulary::name(dimension, code));
            match (code, name) {
                _ if std::mem::take(&mut is_header) => {}
                ("", "") => {}
                ("", _) => problems.push(problem("a name without a code", 0)),
                (_, "") => problems.push(
                    problem("a code without a name", 1)
                        .help("a list of names has a row `code;name` for each code"),
                ),
                _ if list.by_code.contains_key(&key) => problems.push(
                    problem(&format!("code `{code}` is there twice"), 0).help("delete one of them"),
                ),
                _ => drop(list.by_code.insert(key, name.to_owned())),
            }
            start += record.end();
        }
        if list.by_code.is_empty() && problems.count() == 0 {
            let what = format!("`{}` has no names", input.name);
            problems.push(
                Problem::new(what)
                    .help("the first row is a header; below it, `code;name` in each row"),
            );
        }
        problems.or(list)
    }

    /// The counts with names for codes, and their origin with the codes that have none.
    #[must_use]
    pub fn applied(&self, counts: Counts, mut origin: Origin) -> (Counts, Origin) {
        let named = |code: &str| self.by_code.get(&folded(code)).cloned();
        let codes = counts.names(self.dimension).iter();
        let unnamed = codes.filter(|code| !code.is_empty() && named(code).is_none());
        let (dimension, file) = (self.dimension, self.file.clone());
        origin.unnamed.push(Unnamed { dimension, file, codes: unnamed.cloned().collect() });
        (counts.called(self.dimension, named), origin)
    }
}

fn folded(code: &str) -> String {
    code.to_lowercase()
}
