//! The command `self-service`: the self-service degree of each task against its target.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::input::code::Code;
use crate::model::counts::Dimension;
use crate::run::{Baseline, Streams, deliver, without_type};
use args::SelfServiceArgs;
use model::SelfService;

/// Runs `kanal self-service`.
pub fn run(args: &SelfServiceArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let baseline = Baseline::read(&args.input, &args.dimensions(), streams).map_err(|problems| {
        let why = "a self-service degree is of applications and notifications, and the type tells which those are; \
                   `--all-types` does without and takes every enquiry for one";
        problems.with_help(|one| one.is_missing_column(Dimension::Type), why)
    })?;
    let (table, counts) = (&baseline.table, &baseline.counts);
    if !model::is_known(table) {
        return Err(Code::NoSelfServiceChannel.problem().with("table", &table.name).into());
    }
    if !args.all_types {
        baseline.refuse_merged_codes(&[Dimension::Type])?;
    }
    let options = args.options(counts)?;
    let year = baseline.year();
    let result = SelfService::compute(counts, table, &year, &options);
    if result.tasks.is_empty() && result.not_stated.is_none() {
        let untyped = without_type(result.untyped);
        return Err(Code::NoApplications.problem().with("untyped", untyped).into());
    }
    let coverage = baseline.coverage(&year);
    let report = report::report(baseline.basis(&coverage), &options, &result);
    let report = report.with_options(args.input.given.iter());
    deliver(report, format, &args.output, streams)
}
