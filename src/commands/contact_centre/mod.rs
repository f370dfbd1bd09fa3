//! The command `contact-centre`: the tasks that suit a contact centre.

pub mod args;
pub mod model;
pub mod report;

use std::collections::BTreeSet;

use anyhow::Result;

use crate::diagnostic::{Code, Diagnostics};
use crate::input::lookup::{channels, quoted};
use crate::model::counts::Dimension;
use crate::report::Report;
use crate::run::{Baseline, Streams, deliver};
use args::ContactCentreArgs;
use model::{ContactCentre, ContactCentreOptions, Transfer};

/// Runs `kanal contact-centre`.
pub fn run(args: &ContactCentreArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let wanted = [Dimension::Task, Dimension::Type, Dimension::Closure];
    let mut baseline = Baseline::read(&args.input, &wanted, streams)?.filtered()?;
    let report = compose(&mut baseline, args.channels.as_deref(), args.transfer())?;
    deliver(report, format, &args.output, streams)
}

/// The report on a count, with these channels or else the usual ones.
pub fn compose(
    baseline: &mut Baseline,
    channels: Option<&[String]>,
    transfer: Option<Transfer>,
) -> Result<Report, Diagnostics> {
    baseline.refuse_merged_codes(&[Dimension::Type, Dimension::Closure])?;
    let options = ContactCentreOptions { channels: channels_of(channels, baseline)?, transfer };
    let year = baseline.year();
    let result = ContactCentre::compute(&baseline.counts, &year, &options);
    if result.tasks.is_empty() && result.not_stated.is_some() {
        return Err(Code::NoTasks.problem().into());
    }
    if result.tasks.is_empty() {
        let ids = options.channels.iter().map(|&at| baseline.table.id(at));
        let problem = Code::NoGeneralEnquiries.problem().with("channels", quoted(ids, ", "));
        let untyped = Some(result.type_not_stated).filter(|untyped| *untyped > 0);
        return Err(problem.with_some("untyped", untyped).into());
    }
    let coverage = baseline.coverage(&year);
    Ok(report::report(baseline.basis(&coverage), &options, &result))
}

/// The channels that a contact centre takes: those of `--channels`, else the usual ones that
/// the price table has.
fn channels_of(
    words: Option<&[String]>,
    baseline: &mut Baseline,
) -> Result<BTreeSet<usize>, Diagnostics> {
    let table = &baseline.table;
    let usual = ["telefon", "e-mail", "chat"].map(str::to_owned);
    let is_known = |word: &&String| table.find(word).is_some_and(|at| table.channel(at).is_some());
    let known: Vec<String> = usual.iter().filter(is_known).cloned().collect();
    // For a table without any of them the error names the usual ones.
    let default = if known.is_empty() { &usual[..] } else { &known };
    channels("--channels", words.unwrap_or(default), table, &mut baseline.origin.completed)
}
