//! The command `cost`: the variable cost of a year, by channel and by unit.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::run::{Baseline, Streams, deliver, limit_passed};
use args::CostArgs;

/// Runs `kanal cost`.
pub fn run(args: &CostArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let by = args.dimensions();
    let baseline = Baseline::read(&args.input, &by, streams)?;
    let cost = baseline.cost(&by);
    let report = report::report(baseline.basis(&cost.coverage), &cost);
    let report = report.with_options(args.input.given.iter());
    deliver(report, format, &args.output, streams)?;
    match (&args.fail_above, &cost.total.cost) {
        (Some(limit), None) => limit_passed(format!(
            "no enquiry has a price, so no year can be within {}",
            baseline.amount(limit)
        )),
        (Some(limit), Some(cost)) if cost > limit => limit_passed(format!(
            "a year costs {}, more than {}",
            baseline.amount(cost),
            baseline.amount(limit)
        )),
        _ => Ok(()),
    }
}
