//! The command `goal`: the smallest move that reaches a saving, a cost or a digital share.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::diagnostic::{Code, Diagnostics};
use crate::input::filter::parse_only;
use crate::input::lookup::channels;
use crate::input::scenarios::ScenarioSpec;
use crate::model::counts::Dimension;
use crate::run::Streams;
use crate::run::deliver::deliver;
use crate::run::load::Baseline;
use args::GoalArgs;
use model::{Answer, Route};

/// Runs `kanal goal`.
pub fn run(args: &GoalArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let only = parse_only(&args.only)?;
    let dimensions: Vec<Dimension> = only.iter().map(|condition| condition.dimension).collect();
    let mut baseline = Baseline::read(&args.input, &dimensions, streams)?.filtered()?;
    let destinations = match &args.to {
        Some(to) => vec![to.clone()],
        None => other_channels(&args.from, &mut baseline)?,
    };
    let spec = |to: &String| ScenarioSpec::for_goal(&args.from, to, &only);
    let mut specs: Vec<ScenarioSpec> = destinations.iter().map(spec).collect();
    baseline.complete(&mut specs, &mut [])?;
    let (cost, year) = (baseline.require_cost()?, baseline.year());
    let target = args.goal();
    let scenarios = baseline.counted_year(&year).resolve(&specs)?;
    let route = |scenario| Route::find(&target, &year, &baseline.table, scenario);
    let routes: Vec<Route> = scenarios.iter().map(route).collect();
    let basis = baseline.basis(&cost.coverage);
    let report = match (&args.to, routes.as_slice()) {
        (Some(_), [one]) => report::report(basis, &cost, &target, one),
        _ => report::side_by_side(basis, &target, &routes),
    };
    deliver(report, format, &args.output, streams)?;
    if routes.iter().all(|route| route.answer == Answer::OutOfReach) {
        return Err(Code::TargetOutOfReach.problem().into());
    }
    Ok(())
}

/// The channels with a price that enquiries do not leave.
fn other_channels(from: &[String], baseline: &mut Baseline) -> Result<Vec<String>, Diagnostics> {
    let table = &baseline.table;
    let from = channels("--from", from, table, &mut baseline.origin.completed)?;
    let others = table.channels().filter(|(at, one)| !from.contains(at) && one.price.is_some());
    Ok(others.map(|(_, channel)| channel.id.clone()).collect())
}
