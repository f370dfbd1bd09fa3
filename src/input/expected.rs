//! A saved `kanal cost --format json`, held against the one of today.

use serde_json::{Map, Value};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::headings;
use super::text::Input;
use crate::model::counts::Dimension;
use crate::model::quantity::Share;

/// The report that was saved.
#[derive(Debug, Clone)]
pub struct Expected {
    report: Value,
}

impl Expected {
    /// Reads a saved report.
    ///
    /// # Errors
    ///
    /// What is not JSON, or not a report of `kanal cost`.
    pub fn parse(input: &Input) -> Result<Self, Diagnostic> {
        let text = input.text()?;
        let way_out = "save one with `kanal cost … --format json -o FILE`";
        let report: Value = serde_json::from_str(text).map_err(|error| {
            let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
            let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let at = (0..=at.min(text.len())).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
            Diagnostic::new(Code::InvalidJson, format!("`{}` is no JSON", input.name))
                .at(Place::in_file(&input.name, text, at..at, ""))
                .help(way_out)
        })?;
        if report["report"] != "cost" {
            let what = format!("`{}` is no report of `kanal cost`", input.name);
            return Err(Diagnostic::new(Code::NotACostReport, what).help(way_out));
        }
        Ok(Self { report })
    }

    /// The dimensions of its tables, which the report of today needs too.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let has = |dimension: &Dimension| {
            self.report["tables"].get(format!("by_{}", headings::names(*dimension)[1])).is_some()
        };
        Dimension::ALL.into_iter().filter(has).collect()
    }

    /// Every figure, name and assumption that the report of today has otherwise. Figures may
    /// differ by a part of the expected one, the tolerance; the files may be others.
    ///
    /// # Panics
    ///
    /// If `today` is no JSON.
    pub fn differences(&self, today: &str, tolerance: &Share) -> Diagnostics {
        let today: Value = serde_json::from_str(today).expect("a rendered report is JSON");
        let mut assumptions = [&self.report, &today].map(|one| one["assumptions"].clone());
        for one in assumptions.iter_mut().filter_map(Value::as_object_mut) {
            one.retain(|key, _| !["files", "price_file"].contains(&key.as_str()));
        }
        let [expected, actual] = &assumptions;
        let nothing = Share::zero();
        let mut found =
            Comparison { tolerance: &nothing, path: Vec::new(), problems: Diagnostics::default() };
        found.compare("assumptions", expected, actual);
        found.tolerance = tolerance;
        found.compare(TABLES, &self.report["tables"], &today["tables"]);
        found.problems
    }
}

/// The key of the tables of a report, and of the rows of a table.
const TABLES: &str = "tables";
const ROWS: &str = "rows";
/// Columns of what figures rest on, which are no figures themselves.
const EXACT: [&str; 3] = ["price", "weeks", "units"];

struct Comparison<'a> {
    tolerance: &'a Share,
    /// The keys from the report down to the values that are compared.
    path: Vec<String>,
    problems: Diagnostics,
}

impl Comparison<'_> {
    fn compare(&mut self, key: &str, expected: &Value, actual: &Value) {
        self.path.push(key.to_owned());
        match (expected, actual) {
            _ if expected == actual => {}
            _ if EXACT.contains(&key) => self.push_change(expected, actual),
            (Value::Object(expected), Value::Object(actual)) => {
                self.compare_objects(expected, actual);
            }
            (Value::Array(expected), Value::Array(actual)) if is_rows(expected, actual) => {
                let [expected, actual] = [expected, actual].map(|rows| by_name(rows));
                self.compare_objects(&expected, &actual);
            }
            (Value::Number(one), Value::Number(other)) if self.is_near(one, other) => {}
            _ => self.push_change(expected, actual),
        }
        self.path.pop();
    }

    fn compare_objects(&mut self, expected: &Map<String, Value>, actual: &Map<String, Value>) {
        for (key, value) in expected {
            match actual.get(key) {
                Some(actual) => self.compare(key, value, actual),
                None => self.push_at(key, "expected, and not there"),
            }
        }
        for key in actual.keys().filter(|key| !expected.contains_key(*key)) {
            self.push_at(key, "not expected, and there");
        }
    }

    fn push_change(&mut self, expected: &Value, actual: &Value) {
        self.push(&format!("expected {expected}, is {actual}"));
    }

    fn push_at(&mut self, key: &str, what: &str) {
        self.path.push(key.to_owned());
        self.push(what);
        self.path.pop();
    }

    /// Adds a difference at the path. The tables are the report, and their rows have names.
    fn push(&mut self, what: &str) {
        let (last, above) = self.path.split_last().expect("a value has a key");
        let above = above.iter().filter(|key| ![TABLES, ROWS].contains(&key.as_str()));
        let path: Vec<&str> = above.chain([last]).map(String::as_str).collect();
        let text = format!("{}: {what}", path.join(", "));
        self.problems.push(Diagnostic::new(Code::ReportDiffers, text));
    }

    /// Whether two numbers differ by no more than the tolerance.
    fn is_near(&self, expected: &serde_json::Number, actual: &serde_json::Number) -> bool {
        let [expected, actual] =
            [expected, actual].map(|number| number.to_string().parse::<Share>());
        let (Ok(expected), Ok(actual)) = (expected, actual) else { return false };
        let size = |share: Share| if share.is_negative() { -share } else { share };
        size(actual - expected.clone()) <= size(expected).times(self.tolerance)
    }
}

fn is_rows(expected: &[Value], actual: &[Value]) -> bool {
    expected.iter().chain(actual).all(Value::is_object)
}

/// Rows by what their first cell says, which is the name of the row in every table of the report.
fn by_name(rows: &[Value]) -> Map<String, Value> {
    let named = |row: &Value| {
        let first = row.as_object()?.values().next()?;
        let name = first.as_str().map_or_else(|| first.to_string(), str::to_owned);
        Some((format!("`{name}`"), row.clone()))
    };
    rows.iter().filter_map(named).collect()
}
