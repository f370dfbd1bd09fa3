//! Filters: the values of dimensions that `--week`, `--where` and `--only` name.

use std::collections::{BTreeMap, BTreeSet};

use super::located::{Argument, Located};
use super::lookup::{quoted, with_channels};
use super::week as input_week;
use super::{aliases, lookup};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::enquiry;
use crate::model::filter::{Condition, Filter};
use crate::model::origin::Completed;
use crate::model::price_table::PriceTable;
use crate::model::week;

/// The dimensions that a move can be limited to.
const LIMITS: [Dimension; 4] = [Dimension::Unit, Dimension::Task, Dimension::Type, Dimension::Form];

/// Values of a dimension, of which an enquiry must have one: `unit=JobCenteret,Skranken`.
#[derive(Debug, Clone)]
pub struct ConditionSpec {
    /// The dimension.
    pub dimension: Dimension,
    /// The values as they are written.
    pub values: Vec<Located>,
    /// For weeks: single units, and the weeks that are kept of each.
    by_unit: Vec<(Located, Vec<Located>)>,
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
    /// The year of all weeks, where the ids of the weeks have none.
    pub year: Option<usize>,
}

impl ConditionSpec {
    /// Values of a dimension.
    pub fn new(dimension: Dimension, values: Vec<Located>) -> Self {
        Self { dimension, values, by_unit: Vec::new() }
    }

    /// Parses the arguments `DIM=VALUE,…` of a flag that takes these dimensions.
    fn parse_all(
        flag: &'static str,
        arguments: &[String],
        dimensions: &[Dimension],
    ) -> Result<Vec<Self>, Diagnostics> {
        Argument::parse_all(flag, arguments, |argument| {
            let (name, values) = argument.list()?;
            let dimension = lookup::dimension(&name, dimensions)?;
            Ok(Self::new(dimension, values))
        })
    }

    /// Its words, each with the dimension that it is a value of.
    pub(super) fn words(&mut self) -> impl Iterator<Item = (Dimension, &mut Located)> {
        let units = self.by_unit.iter_mut().map(|(unit, _)| (Dimension::Unit, unit));
        units.chain(self.values.iter_mut().map(|value| (self.dimension, value)))
    }

    /// Resolves the condition in each of the compared counts, to the ids of the values that it has.
    /// A value that none of them has is an error.
    pub(super) fn resolve<const N: usize>(
        &self,
        sides: [Counted; N],
    ) -> Result<[Condition; N], Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut refuse_unknown = |dimension, value: &Located| {
            if sides.iter().all(|side| side.find(dimension, value).is_empty()) {
                problems.push(unknown_value(dimension, value, &sides));
            }
        };
        for value in &self.values {
            refuse_unknown(self.dimension, value);
        }
        for (unit, weeks) in &self.by_unit {
            for side in sides.iter().filter(|side| !side.find(Dimension::Unit, unit).is_empty()) {
                lookup::unit(unit, side.counts)?;
            }
            refuse_unknown(Dimension::Unit, unit);
            for week in weeks {
                refuse_unknown(self.dimension, week);
            }
        }
        problems.into_result(sides.map(|side| side.condition(self)))
    }
}

/// Parses `--only`. Several flags of one dimension are alternatives.
pub fn parse_only(arguments: &[String]) -> Result<Vec<ConditionSpec>, Diagnostics> {
    let specs = ConditionSpec::parse_all("--only", arguments, &LIMITS)?;
    let mut merged = Vec::<ConditionSpec>::new();
    for spec in specs {
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
        let mut kept = ConditionSpec::new(Dimension::Week, Vec::new());
        for text in weeks {
            let argument = Argument::new("--week", text);
            // No week has the sign, and a unit may.
            match text.rfind('=') {
                Some(at) => kept.by_unit.push((argument.part(0..at), argument.values(at + 1))),
                None => kept.values.extend(argument.values(0)),
            }
        }
        let mut specs = ConditionSpec::parse_all("--where", conditions, &Dimension::ALL)?;
        if !weeks.is_empty() {
            specs.insert(0, kept);
        }
        Ok(Self(specs))
    }

    /// The dimensions that the counts must have.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let by_unit = self.0.iter().filter(|spec| !spec.by_unit.is_empty());
        self.0.iter().map(|spec| spec.dimension).chain(by_unit.map(|_| Dimension::Unit))
    }

    /// The filter of each of the counts that stand beside each other. Every value that none of
    /// them has is an error, and so are counts of which nothing is left.
    pub fn resolve<const N: usize>(&self, sides: [Counted; N]) -> Result<[Filter; N], Diagnostics> {
        let mut problems = Diagnostics::default();
        let mut filters = sides.map(|_| Filter::default());
        let mut completed = Completed::new();
        for mut spec in self.0.clone() {
            // A start must be that of one name in all of the counts.
            let counts = sides.map(|side| side.counts);
            let complete = |word| lookup::complete(word, &counts, sides[0].table, &mut completed);
            let is_complete = Diagnostics::collect(spec.words().map(complete));
            let conditions = is_complete.and_then(|()| spec.resolve(sides));
            let conditions = problems.ok(conditions).into_iter().flatten();
            for (filter, condition) in filters.iter_mut().zip(conditions) {
                filter.conditions.push(condition);
                filter.completed.clone_from(&completed);
            }
        }
        let filters = problems.into_result(filters)?;
        let of_sides = sides.iter().zip(&filters);
        let selected = of_sides.map(|(side, filter)| side.require_selected(filter, N > 1));
        Diagnostics::collect::<(), _, _>(selected)?;
        Ok(filters)
    }
}

impl Counted<'_> {
    /// A condition with the ids of its values that occur.
    fn condition(&self, spec: &ConditionSpec) -> Condition {
        let ids = |values: &[Located]| -> BTreeSet<usize> {
            values.iter().flat_map(|value| self.find(spec.dimension, value)).collect()
        };
        let mut by_unit = BTreeMap::<usize, BTreeSet<usize>>::new();
        for (unit, weeks) in &spec.by_unit {
            for unit in self.find(Dimension::Unit, unit) {
                by_unit.entry(unit).or_default().extend(ids(weeks));
            }
        }
        let keeps_other_units = spec.values.is_empty();
        let of_all_units = Condition::new(spec.dimension, ids(&spec.values));
        Condition { by_unit, keeps_other_units, ..of_all_units }
    }

    /// The ids of a value that occur: a week without a year may be in several years.
    fn find(&self, dimension: Dimension, value: &Located) -> Vec<usize> {
        let seen = || self.counts.ids(dimension).into_iter();
        match dimension {
            Dimension::Week => {
                let Some(wanted) = input_week::written(&value.text) else { return Vec::new() };
                let is_it = |id: &usize| {
                    let year = week::year(*id).or(self.year);
                    week::number(*id) == week::number(wanted)
                        && (week::year(wanted).is_none() || week::year(wanted) == year)
                };
                seen().filter(is_it).collect()
            }
            Dimension::Channel => {
                let wanted = self.table.find(&value.text);
                seen().filter(|id| Some(*id) == wanted).collect()
            }
            _ => aliases::find(self.counts, dimension, &value.text).into_iter().collect(),
        }
    }

    /// The values that occur, as the count writes them.
    fn values(&self, dimension: Dimension) -> Vec<String> {
        let seen = || self.counts.ids(dimension).into_iter();
        match dimension {
            Dimension::Week => seen().filter(|week| *week > 0).map(week::label).collect(),
            Dimension::Channel => seen().map(|code| self.table.id(code).to_owned()).collect(),
            _ => {
                let words = self.counts.words(dimension);
                let weekday = |word| enquiry::weekday(word).map_or(word, |[danish, _]| danish);
                let is_day = dimension == Dimension::Weekday;
                words.map(|word| if is_day { weekday(word) } else { word }.to_owned()).collect()
            }
        }
    }

    /// Refuses a filter that leaves no enquiry; beside other counts the problem names the files.
    fn require_selected(&self, filter: &Filter, is_beside: bool) -> Result<(), Diagnostic> {
        let conditions = &filter.conditions;
        let is_selected = |slot: &Slot| conditions.iter().all(|condition| condition.holds(slot));
        if conditions.is_empty() || self.counts.slots().any(|(slot, _)| is_selected(slot)) {
            return Ok(());
        }
        let left_out = self.counts.left_out().filter(|(slot, _)| is_selected(slot));
        let left_out: BTreeSet<usize> =
            left_out.map(|(slot, _)| slot.id(Dimension::Channel)).collect();
        let problem = if !left_out.is_empty() {
            let codes = quoted(left_out.into_iter().map(|code| self.table.id(code)), ", ");
            let problem = Code::OnlyLeftOutSelected.problem().with("codes", codes);
            problem.with("table", &self.table.name)
        } else if conditions.iter().any(|one| one.ids.is_empty() && !one.keeps_other_units) {
            Code::NothingInCommon.problem()
        } else {
            Code::NothingSelected.problem()
        };
        let files = quoted(self.files.iter().map(String::as_str), ", ");
        Err(if is_beside { problem.with("files", files) } else { problem })
    }
}

/// The problem of a value that none of the counts has.
fn unknown_value(dimension: Dimension, value: &Located, sides: &[Counted]) -> Diagnostic {
    let files = sides.iter().flat_map(|side| side.files).map(String::as_str);
    let mut known: Vec<String> = sides.iter().flat_map(|side| side.values(dimension)).collect();
    let mut seen = BTreeSet::new();
    known.retain(|name| seen.insert(name.clone()));
    let known = || known.iter().map(String::as_str);
    let problem = match dimension {
        Dimension::Week => {
            let problem = match input_week::written(&value.text) {
                Some(id) => value.problem(Code::NoEnquiriesInWeek).with("week", week::label(id)),
                None => value.problem(Code::InvalidWeek),
            };
            problem.with("known", quoted(known(), ", "))
        }
        Dimension::Channel => {
            let problem = value.problem(Code::NoEnquiriesOnChannel);
            if sides.iter().any(|side| side.table.find(&value.text).is_some()) {
                problem.with("known", quoted(known(), ", "))
            } else {
                with_channels(problem, &value.text, sides[0].table)
            }
        }
        _ => lookup::unknown_value(value, dimension, known()),
    };
    if sides.len() > 1 { problem.with("counts", quoted(files, ", ")) } else { problem }
}
