//! The command `cost`: the variable cost of a year, by channel and by unit.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::diagnostic::Code;
use crate::model::counts::Dimension;
use crate::run::{Baseline, Streams, deliver};
use args::CostArgs;
use model::FixedCosts;

/// Runs `kanal cost`.
pub fn run(args: &CostArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let by = args.dimensions();
    let mut baseline = Baseline::read(&args.input, &by, streams)?.filtered()?;
    baseline.set_prices(&args.set_prices)?;
    let mut cost = baseline.cost(&by);
    if args.with_fixed {
        // It is not known which part of it a part of the enquiries takes.
        if baseline.filter.dimensions().any(|dimension| dimension != Dimension::Week) {
            return Err(Code::FixedOfPart.problem().into());
        }
        cost.fixed = Some(FixedCosts::of_year(&baseline.counts, &baseline.table));
    }
    let report = report::report(baseline.basis(&cost.coverage), &cost);
    deliver(report, format, &args.output, streams)?;
    let amount = |money| baseline.amount(money, args.output.lang);
    match (&args.fail_above, &cost.total.cost) {
        (Some(limit), None) => {
            Err(Code::NothingWithinLimit.problem().with("limit", amount(limit)).into())
        }
        (Some(limit), Some(cost)) if cost > limit => {
            let problem = Code::CostOverLimit.problem().with("cost", amount(cost));
            Err(problem.with("limit", amount(limit)).into())
        }
        _ => Ok(()),
    }
}
