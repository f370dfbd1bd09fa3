//! Filters: the values of dimensions that `--week`, `--where` and `--only` name.

use std::collections::BTreeSet;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::{Argument, Located};
use super::lookup::{quoted, suggest_channel, suggest_dimension};
use super::{aliases, headings, lookup, week};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::filter::{Condition, Filter};
use crate::model::price_table::PriceTable;

/// The dimensions that a move can be limited to.
const LIMITS: [Dimension; 3] = [Dimension::Unit, Dimension::Task, Dimension::Type];

/// Values of a dimension, of which an enquiry must have one: `unit=JobCenteret,Skranken`.
#[derive(Debug, Clone)]
pub struct ConditionSpec {
    /// The dimension.
    pub dimension: Dimension,
    /// The values as they are written.
    pub values: Vec<Located>,
}

/// The conditions of `--week` and `--where`, which all hold.
#[derive(Debug, Clone, Default)]
pub struct FilterSpec(Vec<ConditionSpec>);

/// Counts that conditions are resolved against.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// The files that they were read from.
    pub files: &'a [String],
    /// What was counted.
    pub counts: &'a Counts,
    /// The channels.
    pub table: &'a PriceTable,
}

impl ConditionSpec {
    /// Parses `DIM=VALUE,…`; `dimension` says which dimensions the flag takes.
    fn parse(
        argument: Argument,
        expected: &str,
        dimension: impl Fn(&Located) -> Result<Dimension, Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        let (name, values) = argument.list(expected)?;
        Ok(Self { dimension: dimension(&name)?, values })
    }

    /// The condition in counts that stand beside each other: each keeps what it has of the values.
    /// A value that none of them has is an error.
    pub(super) fn resolve<const N: usize>(
        &self,
        sides: [Counted; N],
    ) -> Result<[Condition; N], Diagnostics> {
        let mut problems = Diagnostics::default();
        let dimension = self.dimension;
        let mut conditions = sides.map(|_| Condition { dimension, ids: BTreeSet::new() });
        for value in &self.values {
            let ids = sides.map(|side| side.find(dimension, value));
            if ids.iter().all(Option::is_none) {
                problems.push(unknown_value(dimension, value, &sides));
            }
            for (condition, id) in conditions.iter_mut().zip(ids) {
                condition.ids.extend(id);
            }
        }
        problems.into_result(conditions)
    }
}

/// Parses `--only`. Several flags of one dimension are alternatives.
pub(super) fn parse_only(arguments: &[String]) -> Result<Vec<ConditionSpec>, Diagnostics> {
    let dimension = |name: &Located| {
        let dimension = headings::dimension(&name.text).filter(|one| LIMITS.contains(one));
        dimension.ok_or_else(|| {
            let text = format!("moves cannot be limited by `{}`", name.text);
            name.problem(Code::UnlimitedDimension, text, "")
                .help(suggest_dimension(&name.text, &LIMITS))
        })
    };
    let expected = "expected a dimension and a value, such as `unit=JobCenteret`";
    let parse =
        |text: &String| ConditionSpec::parse(Argument::new("--only", text), expected, dimension);
    let mut merged = Vec::<ConditionSpec>::new();
    for spec in Diagnostics::collect::<Vec<_>, _, _>(arguments.iter().map(parse))? {
        match merged.iter_mut().find(|one| one.dimension == spec.dimension) {
            Some(one) => one.values.extend(spec.values),
            None => merged.push(spec),
        }
    }
    Ok(merged)
}

impl FilterSpec {
    /// Parses the arguments of `--week` and `--where`.
    pub fn parse(weeks: &[String], conditions: &[String]) -> Result<Self, Diagnostics> {
        let weeks: Vec<Located> =
            weeks.iter().map(|week| Argument::new("--week", week).whole()).collect();
        let weeks = ConditionSpec { dimension: Dimension::Week, values: weeks };
        let expected = "expected a dimension and its values, such as `unit=JobCenteret`";
        let conditions = Diagnostics::collect(conditions.iter().map(|text| {
            ConditionSpec::parse(Argument::new("--where", text), expected, lookup::dimension)
        }));
        let mut specs: Vec<ConditionSpec> = conditions?;
        if !weeks.values.is_empty() {
            specs.insert(0, weeks);
        }
        Ok(Self(specs))
    }

    /// The dimensions that the counts must have.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.0.iter().map(|spec| spec.dimension)
    }

    /// The selection in some counts. Every value that matches nothing is an error.
    pub fn resolve(&self, counts: &Counts, table: &PriceTable) -> Result<Filter, Diagnostics> {
        let [selection] = self.resolve_each([Counted { files: &[], counts, table }])?;
        Ok(selection)
    }

    /// The selections in counts that stand beside each other. Every value that matches nothing in
    /// any of them is an error, and so are counts of which nothing is left.
    pub fn resolve_each<const N: usize>(
        &self,
        sides: [Counted; N],
    ) -> Result<[Filter; N], Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut selections = sides.map(|_| Filter::default());
        for spec in &self.0 {
            let conditions = problems.ok(spec.resolve(sides)).into_iter().flatten();
            for (selection, condition) in selections.iter_mut().zip(conditions) {
                selection.conditions.push(condition);
            }
        }
        if problems.count() == 0 {
            for (side, selection) in sides.iter().zip(&selections) {
                if let Some(problem) = side.nothing_selected(selection, N > 1) {
                    problems.push(problem);
                }
            }
        }
        problems.into_result(selections)
    }
}

impl Counted<'_> {
    /// The ids that occur in a dimension.
    fn seen(&self, dimension: Dimension) -> BTreeSet<usize> {
        self.counts.ids(dimension)
    }

    /// The id of a value, if it occurs.
    fn find(&self, dimension: Dimension, value: &Located) -> Option<usize> {
        let is_seen = |id: &usize| self.seen(dimension).contains(id);
        match dimension {
            Dimension::Week => week::number(&value.text).filter(is_seen),
            Dimension::Channel => self.table.find(&value.text).filter(is_seen),
            _ => aliases::find(self.counts, dimension, &value.text),
        }
    }

    /// The values that occur, as the count writes them.
    fn values(&self, dimension: Dimension) -> Vec<String> {
        let seen = || self.seen(dimension).into_iter();
        match dimension {
            Dimension::Week => seen().map(|week| week.to_string()).collect(),
            Dimension::Channel => seen().map(|code| self.table.id(code).to_owned()).collect(),
            _ => self.counts.words(dimension).map(str::to_owned).collect(),
        }
    }

    /// The problem of a selection without enquiries; beside other counts it names the files.
    fn nothing_selected(&self, selection: &Filter, is_beside: bool) -> Option<Diagnostic> {
        let conditions = &selection.conditions;
        let is_selected = |slot: &Slot| conditions.iter().all(|condition| condition.holds(slot));
        if conditions.is_empty() || self.counts.slots().any(|(slot, _)| is_selected(slot)) {
            return None;
        }
        let files = quoted(self.files.iter().map(String::as_str), ", ");
        let of = if is_beside { format!(" of {files}") } else { String::new() };
        let left_out = self.counts.left_out().filter(|(slot, _)| is_selected(slot));
        let left_out: BTreeSet<usize> =
            left_out.map(|(slot, _)| slot.id(Dimension::Channel)).collect();
        let text = format!("no enquiries are left{of} by what is asked for");
        let (text, help) = if !left_out.is_empty() {
            let codes = quoted(left_out.into_iter().map(|code| self.table.id(code)), ", ");
            let text = format!("no incoming enquiries are left{of} by what is asked for: {codes}");
            let help = format!(
                "price table `{}` leaves {codes} out of cost; `kanal pattern` shows what is left out with `--include left-out`",
                self.table.name,
            );
            (text, help)
        } else if conditions.iter().any(|condition| condition.ids.is_empty()) {
            let help = "name a value that it has too: each count keeps those of `--week` and `--where` that it has";
            (text, help.to_owned())
        } else {
            let help = "each of `--week` and `--where` matches some, but none matches all of them";
            (text, help.to_owned())
        };
        Some(Diagnostic::new(Code::NothingSelected, text).help(help))
    }
}

/// The problem of a value that none of the counts has.
fn unknown_value(dimension: Dimension, value: &Located, sides: &[Counted]) -> Diagnostic {
    let files = sides.iter().flat_map(|side| side.files).map(String::as_str);
    let absent = match sides {
        [_] => "not in the count".to_owned(),
        _ => format!("not in {}", quoted(files, ", ")),
    };
    let mut known: Vec<String> = sides.iter().flat_map(|side| side.values(dimension)).collect();
    let mut seen = BTreeSet::new();
    known.retain(|name| seen.insert(name.clone()));
    let known = || known.iter().map(String::as_str);
    match dimension {
        Dimension::Week => {
            let problem = if let Some(week) = week::number(&value.text) {
                let text = format!("no enquiries in week {week}");
                value.problem(Code::NoEnquiriesInWeek, text, absent)
            } else {
                let text = format!("`{}` is not a week", value.text);
                value.problem(Code::InvalidWeek, text, "expected a number from 1 to 53")
            };
            problem.help(format!("weeks are {}", quoted(known(), ", ")))
        }
        Dimension::Channel => {
            let is_code = sides.iter().any(|side| side.table.find(&value.text).is_some());
            let help = if is_code {
                format!("channels in the count are {}", quoted(known(), ", "))
            } else {
                suggest_channel(&value.text, sides[0].table)
            };
            let text = format!("no enquiries on channel `{}`", value.text);
            value.problem(Code::NoEnquiriesOnChannel, text, absent).help(help)
        }
        _ => value.unknown(Code::UnknownValue, headings::names(dimension)[1], known(), &absent),
    }
}
