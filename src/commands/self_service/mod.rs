//! The command `self-service`: the self-service degree of each task against its target.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::diagnostic::{Code, Diagnostics};
use crate::model::counts::Dimension;
use crate::report::Report;
use crate::run::{Baseline, Streams, deliver};
use args::SelfServiceArgs;
use model::{SelfService, SelfServiceOptions};

/// Runs `kanal self-service`.
pub fn run(args: &SelfServiceArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let mut baseline = Baseline::read(&args.input, &args.dimensions(), streams)
        .map_err(|problems| problems.map(|one| one.with("all_types", "--all-types")))?
        .filtered()?;
    baseline.set_prices(&args.set_prices)?;
    let options = args.options(&baseline.counts)?;
    let report = compose(&baseline, &options)?;
    deliver(report, format, &args.output, streams)
}

/// The report on a count.
pub fn compose(baseline: &Baseline, options: &SelfServiceOptions) -> Result<Report, Diagnostics> {
    let (table, counts) = (&baseline.table, &baseline.counts);
    if !model::is_known(table) {
        return Err(Code::NoSelfServiceChannel.problem().with("table", &table.name).into());
    }
    if !options.all_types {
        baseline.refuse_merged_codes(&[Dimension::Type])?;
    }
    let year = baseline.year();
    let result = SelfService::compute(counts, table, &year, options);
    if result.tasks.is_empty() && result.not_stated.is_none() {
        let untyped = Some(result.untyped).filter(|untyped| *untyped > 0);
        return Err(Code::NoApplications.problem().with_some("untyped", untyped).into());
    }
    let coverage = baseline.coverage(&year);
    Ok(report::report(baseline.basis(&coverage), options, &result))
}
