//! The command `self-service`: the self-service degree of each task against its target.

pub mod args;
pub mod model;
pub mod report;

use std::collections::BTreeMap;

use anyhow::Result;

use crate::diagnostic::{Code, Diagnostics};
use crate::input::header::Wanted;
use crate::model::counts::Dimension;
use crate::report::Report;
use crate::run::{Baseline, Streams, deliver};
use args::SelfServiceArgs;
use model::{SelfService, SelfServiceOptions};
use report::Before;

/// Runs `kanal self-service`.
pub fn run(args: &SelfServiceArgs, streams: &mut Streams) -> Result<()> {
    let paths = [args.input.paths(), args.before.clone()].concat();
    let format = args.output.format(&paths, streams.folder)?;
    let earlier = args.input.before(&args.before);
    let dimensions = args.dimensions();
    let wanted = Wanted::from(&dimensions);
    let (before, mut baseline) = Baseline::read_since(
        earlier.as_ref(),
        &args.input,
        wanted,
        |side| side.require_enquiries(),
        streams,
    )
    .map_err(|problems| problems.map(|one| one.with("all_types", "--all-types")))?;
    baseline.set_prices(&args.set_prices)?;
    let options = args.options(&baseline.counts)?;
    let report = compose(&baseline, before.as_ref(), &options)?;
    deliver(report, format, &args.output, streams)
}

/// The report on a count, and on an earlier one beside it.
pub fn compose(
    baseline: &Baseline,
    before: Option<&Baseline>,
    options: &SelfServiceOptions,
) -> Result<Report, Diagnostics> {
    let (table, counts) = (&baseline.table, &baseline.counts);
    if !model::is_known(table) {
        return Err(Code::NoSelfServiceChannel.problem().with("table", &table.name).into());
    }
    if !options.all_types {
        for side in before.into_iter().chain([baseline]) {
            side.refuse_merged_codes(&[Dimension::Type])?;
        }
    }
    let year = baseline.year();
    let result = SelfService::compute(counts, table, &year, options);
    if result.tasks.is_empty() && result.not_stated.is_none() {
        let untyped = Some(result.untyped).filter(|untyped| *untyped > 0);
        return Err(Code::NoApplications.problem().with_some("untyped", untyped).into());
    }
    let coverage = baseline.coverage(&year);
    let before = before.map(|side| {
        let year = side.year();
        // The ids of tasks with a target are those of the other count.
        let options = SelfServiceOptions { targets: BTreeMap::new(), ..options.clone() };
        let result = SelfService::compute(&side.counts, &side.table, &year, &options);
        (side, side.coverage(&year), result)
    });
    let before = before.as_ref();
    let before =
        before.map(|(side, coverage, result)| Before { basis: side.basis(coverage), result });
    Ok(report::report(baseline.basis(&coverage), options, &result, before))
}
