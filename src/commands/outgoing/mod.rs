//! The command `outgoing`: outgoing letters, and how many of them are sent digitally.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::input::header::Wanted;
use crate::model::counts::Counts;
use crate::model::coverage::Coverage;
use crate::model::year::{CountedYear, Year};
use crate::report::Report;
use crate::report::basis::Basis;
use crate::run::{Baseline, Streams, deliver};
use args::OutgoingArgs;
use model::{OutgoingYear, in_and_out};
use report::Side;

/// Runs `kanal outgoing`.
pub fn run(args: &OutgoingArgs, streams: &mut Streams) -> Result<()> {
    let format =
        args.output.format(&[args.input.paths(), args.before.clone()].concat(), streams.folder)?;
    let wanted = Wanted { all: true, ..Wanted::from(&[]) };
    let before = args.input.before(&args.before);
    // A count without any enquiry may have outgoing records.
    let (before, now) = Baseline::read_since(
        before.as_ref(),
        &args.input,
        wanted,
        |side| {
            side.counts = in_and_out(&side.counts, &side.table);
            Ok(())
        },
        streams,
    )?;
    deliver(report_on(&now, before.as_ref()), format, &args.output, streams)
}

/// The report on the outgoing records of a count, and of an earlier one beside it.
pub fn report_on(now: &Baseline, before: Option<&Baseline>) -> Report {
    let (now, before) = (Computed::from(now), before.map(Computed::from));
    report::report(now.side(), before.as_ref().map(Computed::side))
}

/// What is computed of one count.
struct Computed<'a> {
    baseline: &'a Baseline<'a>,
    counts: Counts,
    coverage: Coverage,
    result: OutgoingYear,
}

impl<'a> From<&'a Baseline<'a>> for Computed<'a> {
    fn from(baseline: &'a Baseline<'a>) -> Self {
        let (table, scale) = (&baseline.table, &baseline.scale);
        let counts = in_and_out(&baseline.counts, table);
        let year = Year::from_counts(&counts, scale);
        let coverage = Coverage::build(&counts, table, scale, &year);
        let result = OutgoingYear::compute(CountedYear { table, counts: &counts, year: &year });
        Self { baseline, counts, coverage, result }
    }
}

impl Computed<'_> {
    fn side(&self) -> Side<'_> {
        let basis = Basis { counts: &self.counts, ..self.baseline.basis(&self.coverage) };
        Side { basis, result: &self.result }
    }
}
