//! `kanal compare`: two baselines, their difference, and a plan if there is one.

use std::path::PathBuf;

use anyhow::Result;

use super::files::file;
use super::{Baseline, Streams, deliver, passed};
use crate::cli::{CompareArgs, InputArgs};
use crate::model::compare::{Comparison, Incomparable, Side, When};
use crate::model::counts::Dimension;
use crate::model::year::Year;
use crate::read::plan::{self, PlanWords};
use crate::read::problem::{Problem, Problems};
use crate::read::scenario_file;
use crate::read::sketch::MoveWords;
use crate::report;
use crate::report::compare::{Comparing, Plan};

/// How many units an error names.
const NAMES: usize = 5;

pub(super) fn compare(args: &CompareArgs, streams: &mut Streams) -> Result<()> {
    let inputs = args.inputs();
    let words = args.plan.as_deref().map(PlanWords::of_argument).transpose();
    let words = words.map_err(Problems::from)?;
    let plan_file = words.iter().map(|words| words.file.clone());
    let read: Vec<PathBuf> = inputs.iter().flat_map(InputArgs::paths).chain(plan_file).collect();
    let format = args.output.format(&read)?;
    let sketches = match &words {
        Some(words) => scenario_file::parse(&file(&words.file).map_err(Problems::from)?)?,
        None => Vec::new(),
    };
    let moves = sketches.iter().flat_map(|sketch| &sketch.moves);
    let dimensions: Vec<Dimension> = moves.flat_map(MoveWords::dimensions).collect();

    let mut problems = Problems::default();
    let before = problems.keep(Baseline::read(&inputs[0], &dimensions, streams.input));
    let after = problems.keep(Baseline::read(&inputs[1], &[], streams.input));
    let (Some(before), Some(after)) = (before, after) else { return Err(problems.into()) };
    let years = [before.year(), after.year()];
    let comparison = Comparison::of(side(&before, &years[0]), side(&after, &years[1]))
        .map_err(|reasons| incomparable(&reasons, &before, &after))?;
    let plan = match (&args.plan, &words) {
        (Some(source), Some(words)) => {
            let counted: Vec<usize> = comparison.by_channel.keys().copied().collect();
            let world = before.world(&years[0]);
            let plan = plan::plan(&sketches, &words.name, world, &counted)?;
            Some(held_against(source, &plan, &before, &years[0]))
        }
        _ => None,
    };
    let costs = [before.cost(&[]), after.cost(&[])];
    let comparing = Comparing {
        bases: [before.basis(), after.basis()],
        costs: costs.each_ref(),
        comparison: &comparison,
        goal: args.digital_goal.as_ref(),
        plan: plan.as_ref(),
    };
    deliver(report::compare::report(comparing), format, &args.output, streams)?;
    let rise = comparison.total.effects.change();
    match &args.fail_rise {
        Some(limit) if rise > *limit => passed(&format!(
            "the cost of a year rises by {}, more than {}",
            before.amount(&rise),
            before.amount(limit)
        )),
        _ => Ok(()),
    }
}

/// A plan on the year before: its moves at the prices that hold, and what it saves with its own.
fn held_against(source: &str, plan: &plan::Plan, before: &Baseline, year: &Year) -> Plan {
    let with_prices =
        (!plan.full.prices.is_empty()).then(|| before.outcome(year, &plan.full).what_if.saving);
    let outcome = before.outcome(year, &plan.moves);
    Plan { source: source.to_owned(), outcome, with_prices }
}

fn side<'a>(baseline: &'a Baseline, year: &'a Year) -> Side<'a> {
    Side { counts: &baseline.counts, table: &baseline.table, year }
}

/// What keeps two counts from being compared, in words.
fn incomparable(reasons: &[Incomparable], before: &Baseline, after: &Baseline) -> Problems {
    let mut problems = Problems::default();
    for reason in reasons {
        problems.push(problem(reason, before, after));
    }
    problems
}

fn problem(reason: &Incomparable, before: &Baseline, after: &Baseline) -> Problem {
    let this = |when: &When| if *when == When::Before { before } else { after };
    let [word, other] = match reason {
        Incomparable::Lacking(When::After, _)
        | Incomparable::PricedOnly(When::After, _)
        | Incomparable::Unpriced(When::After) => ["after", "before"],
        _ => ["before", "after"],
    };
    match reason {
        Incomparable::Currencies => Problem::new(format!(
            "the prices before are in `{}`, those after in `{}`",
            before.table.currency, after.table.currency
        ))
        .help("give price tables in one currency"),
        Incomparable::NoUnitInCommon => Problem::new(format!(
            "no unit in common: before has {}; after has {}",
            units(before),
            units(after)
        ))
        .help(if [before, after].into_iter().any(is_without_units) {
            "name the units in both counts, or in neither"
        } else {
            "names match without regard to case and spaces, and not beyond"
        }),
        Incomparable::Lacking(when, ids) => Problem::new(format!(
            "price table `{}` of the year {word} lacks {}, counted {other}",
            this(when).table.name,
            quoted(ids.iter().map(String::as_str))
        ))
        .help("give the channel the same id in both tables; it may be without a price"),
        Incomparable::PricedOnly(_, ids) => Problem::new(format!(
            "{} has a price {word} and none {other}",
            quoted(ids.iter().map(String::as_str))
        ))
        .help("give it a price in both price tables or in none; else its cost comes and goes with the price"),
        Incomparable::Unpriced(when) => Problem::new(format!(
            "no enquiry {word} has a price in price table `{}`",
            this(when).table.name
        ))
        .help("without one nobody can say what changed"),
    }
}

fn is_without_units(baseline: &Baseline) -> bool {
    baseline.counts.names(Dimension::Unit).iter().all(String::is_empty)
}

/// The units of a count, the first few by name.
fn units(baseline: &Baseline) -> String {
    if is_without_units(baseline) {
        return "none".to_owned();
    }
    let names = baseline.counts.names(Dimension::Unit);
    let more = if names.len() > NAMES { ", …" } else { "" };
    format!("{}{more}", quoted(names.iter().take(NAMES).map(String::as_str)))
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
