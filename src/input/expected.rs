//! A saved report of `kanal cost --format json`, compared with the report of today.

use serde_json::{Map, Value};

use super::text::Input;
use crate::SCHEMA_VERSION;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::counts::Dimension;
use crate::model::quantity::Share;

/// A saved report.
#[derive(Debug, Clone)]
pub struct Expected {
    report: Value,
}

impl Expected {
    /// Reads a saved report of `kanal cost`.
    pub fn parse(input: &Input) -> Result<Self, Diagnostic> {
        let not_a_report = || Code::NotACostReport.problem().with("file", &input.name);
        let text = input.text().map_err(|_| not_a_report())?;
        let report: Value = serde_json::from_str(text).map_err(|error| {
            let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
            let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let at = (0..=at.min(text.len())).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let place = Place::in_file(&input.name, text, at..at);
            not_a_report().at(place)
        })?;
        let problem = |code: Code| Err(code.problem().with("file", &input.name));
        if report["report"] != "cost" {
            return problem(Code::NotACostReport);
        }
        match report["schema_version"].as_u64() {
            Some(SCHEMA_VERSION) => Ok(Self { report }),
            Some(newer) if newer > SCHEMA_VERSION => problem(Code::NewerReport)
                .map_err(|problem| problem.with("version", newer).with("known", SCHEMA_VERSION)),
            _ => problem(Code::ReportWithoutVersion),
        }
    }

    /// The dimensions of its tables, which the counts must have.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let has = |dimension: &Dimension| {
            self.report["tables"].get(format!("by_{}", dimension.english())).is_some()
        };
        Dimension::ALL.into_iter().filter(has).collect()
    }

    /// Every figure, name and assumption that differs in the report of today. If one of them is a
    /// cause, such as a count or a price, the figures that follow from it are only counted. Figures
    /// may differ by `tolerance`, a fraction of the expected one. The names of files may differ, and
    /// so may the options that choose a part of the count: `unit=A` and `enhed=A` choose the same.
    ///
    /// `file` is where an annotation shows them.
    pub fn differences(&self, today: &str, tolerance: &Share, file: &str) -> Diagnostics {
        let today: Value = serde_json::from_str(today).expect("a rendered report is JSON");
        let [causes, following] = [Diagnostics::default(), Diagnostics::default()];
        let has_parts = [&self.report, &today].iter().all(|one| one[TABLES].get(PARTS).is_some());
        let mut found =
            Comparison { tolerance, file, path: Vec::new(), causes, following, has_parts };
        let [expected, actual] = [&self.report, &today].map(|report| {
            let mut assumptions = report["assumptions"].clone();
            if let Some(assumptions) = assumptions.as_object_mut() {
                assumptions.retain(|key, _| !AS_GIVEN.contains(&key.as_str()));
            }
            assumptions
        });
        found.compare("assumptions", Some(&expected), Some(&actual));
        found.compare(TABLES, Some(&self.report[TABLES]), Some(&today[TABLES]));
        if found.causes.count() == 0 {
            // No cause is known: the report was changed, or it is calculated in another way now.
            return found.following;
        }
        let number = found.following.count();
        if number > 0 {
            let problem = Code::FiguresFollow.problem();
            found.causes.push(problem.with("number", number).with("file", file));
        }
        found.causes
    }
}

/// Assumptions that are as the user gave them. What they change is in the figures.
#[rustfmt::skip]
const AS_GIVEN: [&str; 15] = [
    "files", "price_file", "week", "where", "names", "map", "by", "weeks",
    "prices", "column", "unit", "unit_from", "sheet", "date_order", "fill_down",
];
/// The key of the tables of a report, and of the rows of a table.
const TABLES: &str = "tables";
const ROWS: &str = "rows";
/// The table with the counts of the units on the channels, and the tables of its sums.
const PARTS: &str = "by_unit_and_channel";
const SUMS: [&str; 2] = ["by_unit", "by_channel"];
/// Columns that figures are calculated from: the tolerance is not for them.
const EXACT: [&str; 3] = ["price", "weeks", "units"];
/// Columns that are no cause of a difference elsewhere: they follow from counts, prices and weeks.
#[rustfmt::skip]
const FOLLOWING: [&str; 7] = [
    "enquiries", "enquiries_share", "cost", "cost_share", "cost_per_enquiry", "digital_share",
    "annualisation_factor",
];

struct Comparison<'a> {
    tolerance: &'a Share,
    /// The file that the differences are shown at.
    file: &'a str,
    /// The keys from the report down to the values that are compared.
    path: Vec<String>,
    causes: Diagnostics,
    following: Diagnostics,
    /// Whether both reports have the counts of the units on the channels.
    has_parts: bool,
}

impl Comparison<'_> {
    /// Compares what two reports have at a key; `None` where one has nothing there.
    fn compare(&mut self, key: &str, expected: Option<&Value>, actual: Option<&Value>) {
        self.path.push(key.to_owned());
        match (expected, actual) {
            // A later version may have more tables.
            (None, _) if matches!(self.path.as_slice(), [first, _] if first == TABLES) => {}
            (None, _) => self.push(Code::ReportHasMore.problem()),
            (_, None) => self.push(Code::ReportHasLess.problem()),
            (Some(expected), Some(actual)) => self.compare_values(key, expected, actual),
        }
        self.path.pop();
    }

    fn compare_values(&mut self, key: &str, expected: &Value, actual: &Value) {
        let is_same = match (expected, actual) {
            _ if expected == actual => true,
            _ if EXACT.contains(&key) => false,
            (Value::Object(expected), Value::Object(actual)) => {
                return self.compare_objects(expected, actual);
            }
            (Value::Array(expected), Value::Array(actual))
                if expected.iter().chain(actual).all(Value::is_object) =>
            {
                return self.compare_objects(&by_name(expected), &by_name(actual));
            }
            (Value::Number(expected), Value::Number(actual)) => {
                self.path[0] == TABLES && self.is_near(expected, actual)
            }
            _ => false,
        };
        if !is_same {
            let problem = Code::ReportDiffers.problem().with("expected", expected);
            self.push(problem.with("actual", actual));
        }
    }

    fn compare_objects(&mut self, expected: &Map<String, Value>, actual: &Map<String, Value>) {
        for (key, value) in expected {
            self.compare(key, Some(value), actual.get(key));
        }
        for (key, value) in actual.iter().filter(|(key, _)| !expected.contains_key(*key)) {
            self.compare(key, None, Some(value));
        }
    }

    /// Adds a difference at the path. The tables are the report, and their rows have names.
    fn push(&mut self, difference: Diagnostic) {
        let (last, above) = self.path.split_last().expect("a value has a key");
        let above = above.iter().filter(|key| ![TABLES, ROWS].contains(&key.as_str()));
        let path: Vec<&str> = above.chain([last]).map(String::as_str).collect();
        let difference = difference.with("path", path.join(", ")).with("file", self.file);
        // Totals and the range between the weeks follow from the rows of the other tables, and the
        // counts of a unit or a channel from those of the units on the channels.
        let is_sum = path.iter().any(|key| ["total", "year"].contains(key))
            || (*last == "counted" && self.has_parts && SUMS.contains(&path[0]));
        let follows = is_sum || FOLLOWING.contains(&last.as_str());
        if follows { &mut self.following } else { &mut self.causes }.push(difference);
    }

    /// Whether two numbers differ by no more than the tolerance.
    fn is_near(&self, expected: &serde_json::Number, actual: &serde_json::Number) -> bool {
        let [expected, actual] =
            [expected, actual].map(|number| number.to_string().parse::<Share>());
        let (Ok(expected), Ok(actual)) = (expected, actual) else { return false };
        (&actual - &expected).abs() <= expected.abs().times(self.tolerance)
    }
}

/// Rows by their first cell, which is the name of the row in every table of the report.
fn by_name(rows: &[Value]) -> Map<String, Value> {
    let named = |row: &Value| {
        let first = row.as_object()?.values().next()?;
        let name = first.as_str().map_or_else(|| first.to_string(), str::to_owned);
        Some((format!("`{name}`"), row.clone()))
    };
    rows.iter().filter_map(named).collect()
}
