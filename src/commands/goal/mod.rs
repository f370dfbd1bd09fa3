//! The command `goal`: the smallest move that reaches a saving, a cost or a digital share.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use super::whatif::model::WhatIf;
use crate::diagnostic::Code;
use crate::input::scenarios::{MoveSpec, ScenarioSpec};
use crate::model::counts::Dimension;
use crate::model::quantity::Share;
use crate::run::Streams;
use crate::run::deliver::deliver;
use crate::run::load::Baseline;
use args::GoalArgs;
use model::Answer;

/// Runs `kanal goal`.
pub fn run(args: &GoalArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let mut specs = [ScenarioSpec::parse_goal(&args.from, &args.to, &args.only)?];
    let dimensions: Vec<Dimension> = specs[0].moves.iter().flat_map(MoveSpec::dimensions).collect();
    let mut baseline = Baseline::read(&args.input, &dimensions, streams)?.filtered()?;
    baseline.complete(&mut specs, &mut [])?;
    let (cost, year) = (baseline.require_cost()?, baseline.year());
    let all = baseline.counted_year(&year).resolve(&specs)?.remove(0);
    let goal = args.goal();
    let answer = goal.solve(&year, &baseline.table, &all);
    let share = answer.share().unwrap_or_else(|| Share::from(1));
    let outcome = WhatIf::compute(&year, &baseline.table, &all.with_all(&share));
    let report = report::report(baseline.basis(&cost.coverage), &cost, &goal, &answer, &outcome);
    deliver(report, format, &args.output, streams)?;
    match answer {
        Answer::OutOfReach => Err(Code::TargetOutOfReach.problem().into()),
        Answer::Already | Answer::Move(_) => Ok(()),
    }
}
