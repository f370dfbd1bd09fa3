//! The command `self-service`: the self-service degree of each task against its target.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::input::code::Code;
use crate::input::diagnostic::Diagnostic;
use crate::model::counts::Dimension;
use crate::run::Streams;
use crate::run::deliver::deliver;
use crate::run::load::{Baseline, without_type};
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
        let text = format!("no channel of price table `{}` is self-service", table.name);
        let help = "mark those that are with `self_service = true`";
        return Err(Diagnostic::new(Code::NoSelfServiceChannel, text).help(help).into());
    }
    if !args.all_types {
        baseline.refuse_merged_codes(&[Dimension::Type])?;
    }
    let options = args.options(counts)?;
    let year = baseline.year();
    let result = SelfService::compute(counts, table, &year, &options);
    if result.tasks.is_empty() && result.not_stated.is_none() {
        let text = "no applications or notifications in the count";
        let help = format!(
            "they are the types `OPRET` and `STATUS`{}; `--all-types` takes every enquiry for one",
            without_type(result.untyped)
        );
        return Err(Diagnostic::new(Code::NoApplications, text).help(help).into());
    }
    let coverage = baseline.coverage(&year);
    let report = report::report(baseline.basis(&coverage), &options, &result);
    deliver(report, format, &args.output, streams)
}
