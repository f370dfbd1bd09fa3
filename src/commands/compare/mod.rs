//! The command `compare`: what changed between two counts, and why.

pub mod args;
mod incomparable;
pub mod model;
pub mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;

use super::args::InputArgs;
use super::whatif::model::WhatIf;
use crate::diagnostic::Code;
use crate::input::header::Wanted;
use crate::input::scenarios::{self, MoveSpec};
use crate::model::counts::Dimension;
use crate::model::scenario::Scenario;
use crate::model::year::Year;
use crate::run::Streams;
use crate::run::deliver::deliver;
use crate::run::load::{Baseline, file};
use args::CompareArgs;
use model::Comparison;
use report::{Comparing, Plan};

/// Runs `kanal compare`.
pub fn run(args: &CompareArgs, streams: &mut Streams) -> Result<()> {
    let inputs = args.inputs();
    let spec = args.plan.as_deref().map(scenarios::parse_plan).transpose()?;
    let plan_file = spec.iter().map(|(file, _)| file.clone());
    let read: Vec<PathBuf> = inputs.iter().flat_map(InputArgs::paths).chain(plan_file).collect();
    let format = args.output.format(&read, streams.folder)?;
    let specs = match &spec {
        Some((path, name)) => {
            scenarios::select(&scenarios::read(&file(path, streams.folder)?)?, name)?
        }
        None => Vec::new(),
    };
    let moves = specs.iter().flat_map(|spec| &spec.moves);
    let dimensions: Vec<Dimension> = moves.flat_map(MoveSpec::dimensions).collect();

    let [before, after] = &inputs;
    let sides = [(before, Wanted::from(&dimensions)), (after, Wanted::from(&[]))];
    let [before, after] = Baseline::read_beside(sides, |side| side.require_enquiries(), streams)?;
    let years = [before.year(), after.year()];
    let sides = [before.counted_year(&years[0]), after.counted_year(&years[1])];
    let scenario = match &args.plan {
        Some(_) => Some(sides[0].resolve_plan(&specs)?),
        None => None,
    };
    let assumed = scenario.as_ref().map(|plan| plan.repeat_contacts(&years[0]));
    let comparison = Comparison::between(sides[0], sides[1], assumed.as_ref())
        .map_err(|reasons| incomparable::problems(&reasons, sides[0], sides[1]))?;
    let plan = args.plan.as_deref().zip(scenario.as_ref());
    let plan = plan.map(|(source, plan)| plan_on(source, plan, &before, &years[0]));
    let costs = [before.cost(&[]), after.cost(&[])];
    let comparing = Comparing {
        bases: [before.basis(&costs[0].coverage), after.basis(&costs[1].coverage)],
        costs: costs.each_ref(),
        comparison: &comparison,
        digital_target: args.digital_goal.as_ref(),
        plan: plan.as_ref(),
    };
    let report = report::report(comparing);
    deliver(report, format, &args.output, streams)?;
    let rise = comparison.total.effects.change();
    match &args.fail_rise {
        Some(limit) if rise > *limit => {
            let problem = Code::RiseOverLimit.problem();
            let problem = problem.with("rise", before.amount(&rise, args.output.lang));
            Err(problem.with("limit", before.amount(limit, args.output.lang)).into())
        }
        _ => Ok(()),
    }
}

/// The outcomes of a plan on the year before: of all of it, and of its moves at the old prices.
fn plan_on(source: &str, plan: &Scenario, before: &Baseline, year: &Year) -> Plan {
    let moves = Scenario { prices: BTreeMap::new(), ..plan.clone() };
    let [full, moves] = [plan, &moves].map(|one| WhatIf::compute(year, &before.table, one));
    Plan { source: source.to_owned(), full, moves }
}
