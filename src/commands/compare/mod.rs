//! The command `compare`: what changed between two counts, and why.

pub mod args;
mod incomparable;
pub mod model;
pub mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;

use super::args::InputArgs;
use crate::input::diagnostic::Diagnostics;
use crate::input::scenario_spec::{self, MoveSpec, PlanSpec};
use crate::input::scenarios;
use crate::model::counts::Dimension;
use crate::model::scenario::Scenario;
use crate::model::year::Year;
use crate::run::deliver::deliver;
use crate::run::load::{Baseline, file, is_stdin, stdin_again};
use crate::run::{Streams, limit_passed};
use args::CompareArgs;
use model::{Comparison, Side};
use report::{Comparing, Plan};

/// Runs `kanal compare`.
pub fn run(args: &CompareArgs, streams: &mut Streams) -> Result<()> {
    let inputs = args.inputs();
    let spec = args.plan.as_deref().map(PlanSpec::parse).transpose();
    let spec = spec.map_err(Diagnostics::from)?;
    let plan_file = spec.iter().map(|spec| spec.file.clone());
    let read: Vec<PathBuf> = inputs.iter().flat_map(InputArgs::paths).chain(plan_file).collect();
    let format = args.output.format(&read, streams.folder)?;
    // Each side would take it for itself.
    if inputs.iter().all(|input| input.files.iter().any(|file| is_stdin(file))) {
        return Err(Diagnostics::from(stdin_again()).into());
    }
    let line = match &spec {
        Some(spec) => {
            let file = file(&spec.file, streams.folder).map_err(Diagnostics::from)?;
            scenarios::select(&scenario_spec::read(&file)?, &spec.name)?
        }
        None => Vec::new(),
    };
    let moves = line.iter().flat_map(|spec| &spec.moves);
    let dimensions: Vec<Dimension> = moves.flat_map(MoveSpec::dimensions).collect();

    let mut problems = Diagnostics::default();
    let before = problems.ok(Baseline::whole(&inputs[0], &dimensions, streams));
    let after = problems.ok(Baseline::whole(&inputs[1], &[], streams));
    let (Some(before), Some(after)) = (before, after) else { return Err(problems.into()) };
    // The same is asked of both.
    let parts = before.asked.resolve_each([before.counted(), after.counted()])?;
    let [before, after] = [before.part(&parts[0]), after.part(&parts[1])];
    // A code of one of the counts is used.
    let noted = [&before, &after].map(|side| side.origin.noted.clone());
    let [before, after] = [before.beside(&noted[1]), after.beside(&noted[0])];
    let years = [before.year(), after.year()];
    let sides = [side(&before, &years[0]), side(&after, &years[1])];
    let comparison = Comparison::between(sides[0], sides[1])
        .map_err(|reasons| incomparable::problems(&reasons, sides[0], sides[1]))?;
    let plan = match &args.plan {
        Some(source) => {
            let counted: Vec<usize> = comparison.by_channel.keys().copied().collect();
            let plan = scenarios::resolve_plan(&line, before.world(&years[0]), &counted)?;
            Some(plan_on(source, &plan, &before, &years[0]))
        }
        None => None,
    };
    let costs = [before.cost(&[]), after.cost(&[])];
    let comparing = Comparing {
        bases: [before.basis(), after.basis()],
        costs: costs.each_ref(),
        comparison: &comparison,
        digital_target: args.digital_goal.as_ref(),
        plan: plan.as_ref(),
    };
    deliver(report::report(comparing), format, &args.output, streams)?;
    let rise = comparison.total.effects.change();
    match &args.fail_rise {
        Some(limit) if rise > *limit => limit_passed(&format!(
            "the cost of a year rises by {}, more than {}",
            before.amount(&rise),
            before.amount(limit)
        )),
        _ => Ok(()),
    }
}

/// A plan on the year before: all of it, and its moves at the prices that hold.
fn plan_on(source: &str, plan: &Scenario, before: &Baseline, year: &Year) -> Plan {
    let moves = Scenario { prices: BTreeMap::new(), ..plan.clone() };
    let [full, moves] = [plan, &moves].map(|one| before.outcome(year, one));
    Plan { source: source.to_owned(), full, moves }
}

fn side<'a>(baseline: &'a Baseline, year: &'a Year) -> Side<'a> {
    Side { counts: &baseline.counts, table: &baseline.table, year }
}
