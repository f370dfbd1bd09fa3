//! The command `opening-hours`: enquiries and cost by opening hour.

pub mod args;
pub mod model;
pub mod report;

use std::collections::BTreeSet;

use anyhow::Result;

use crate::commands::pattern::refuse_unnamed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::lookup::{channels, quoted};
use crate::input::opening_hours::{HoursFile, parse_closing, read, target};
use crate::model::counts::Dimension;
use crate::model::opening_hours::Target;
use crate::run::load::file;
use crate::run::{Baseline, Streams, deliver};
use args::OpeningHoursArgs;
use model::Opening;

/// Refuses channels without a price, for a move whose saving is computed.
fn refuse_unpriced(channels: &BTreeSet<usize>, baseline: &Baseline) -> Result<(), Diagnostics> {
    let table = &baseline.table;
    let unpriced = channels.iter().filter(|&&channel| table.price(channel).is_none());
    Diagnostics::collect(unpriced.map(|&channel| -> Result<(), Diagnostic> {
        let problem = Code::UnpricedChannel.problem().with("table", &table.name);
        Err(problem.with("channel", table.id(channel)))
    }))
}

/// Runs `kanal opening-hours`.
pub fn run(args: &OpeningHoursArgs, streams: &mut Streams) -> Result<()> {
    let mut paths = args.input.paths();
    paths.push(args.hours.clone());
    let format = args.output.format(&paths, streams.folder)?;
    let closing = parse_closing(&args.close)?;
    let wanted = [Dimension::Weekday, Dimension::Hour];
    let mut baseline = Baseline::read(&args.input, &wanted, streams)?.filtered()?;
    // Hours without enquiries because of a filter, or because no time is stated, are not quiet.
    if baseline.filter.dimensions().any(|dimension| wanted.contains(&dimension)) {
        return Err(Code::FilteredTimes.problem().into());
    }
    for dimension in wanted {
        refuse_unnamed(&baseline, dimension)?;
    }
    let counts = &baseline.counts;
    let HoursFile { by_unit, not_counted } =
        read(&file(&args.hours, streams.folder)?, baseline.counted())?;
    let completed = &mut baseline.origin.completed;
    let default = ["telefon", "fremmøde"].map(str::to_owned);
    let words = args.channels.as_deref().unwrap_or(&default);
    let channels = channels("--channels", words, &baseline.table, completed)?;
    let to = args.to.as_ref().map(|to| target(to, counts, &baseline.table, completed));
    let to = to.transpose()?;
    if let Some(Target::Channel(_)) = to {
        refuse_unpriced(&channels, &baseline)?;
    }
    let year = baseline.year();
    let context = baseline.counted_year(&year);
    let at_least = args.at_least as u64;
    let opening = Opening::compute(context, &baseline.scale, &by_unit, &channels, at_least);
    if opening.hours.is_empty() && !opening.without_times.is_empty() {
        let units = opening.without_times.iter().map(|unit| counts.name(Dimension::Unit, *unit));
        let units = quoted(units.filter(|name| !name.is_empty()), ", ");
        let channels = channels.iter().map(|channel| baseline.table.id(*channel));
        let problem = Code::DimensionNotStated.problem().with("channels", quoted(channels, ", "));
        let problem = problem.with_some("units", Some(units).filter(|units| !units.is_empty()));
        return Err(problem.with_names("dimension", Dimension::Hour.headings()).into());
    }
    if opening.hours.is_empty() {
        return Err(Code::NeverOpen.problem().with("file", args.hours.display()).into());
    }
    let nothing = || Code::NothingToClose.problem();
    let closed = to.map(|to| opening.close(context, &closing, to).ok_or_else(nothing));
    let closed = closed.transpose()?;
    let coverage = baseline.coverage(&year);
    let basis = baseline.basis(&coverage);
    let closing = closed.as_ref().map(|closed| (&closing[..], closed));
    let report = report::report(basis, &channels, at_least, &opening, closing, &not_counted);
    deliver(report, format, &args.output, streams)
}
