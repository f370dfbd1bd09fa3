//! The command `pattern`: one dimension against another, as counted.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use crate::diagnostic::{Code, Diagnostics};
use crate::input::lookup::quoted;
use crate::model::counts::Dimension;
use crate::model::origin::{Column, FileOrigin, Meaning};
use crate::render::Format;
use crate::run::{Baseline, Streams, deliver};
use args::{Include, PatternArgs};
use model::Pattern;

/// Runs `kanal pattern`.
pub fn run(args: &PatternArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let is_short = format == Format::Text && !args.output.style(streams.auto_colors).is_full;
    let (rows, columns) = args.selections(is_short);
    if columns.is_some_and(|columns| columns.dimension == rows.dimension) {
        let problem = Code::OneDimensionTwice.problem();
        return Err(problem.with_names("dimension", rows.dimension.headings()).into());
    }
    let wanted: Vec<Dimension> =
        [Some(rows), columns].iter().flatten().map(|one| one.dimension).collect();
    let baseline = Baseline::read(&args.input, &wanted, streams)?;
    let baseline = match args.include {
        Some(Include::LeftOut) => baseline.with_left_out().filtered()?,
        None => baseline.filtered().map_err(|problems| {
            problems.map(|problem| problem.with("include", "--include left-out"))
        })?,
    };
    for dimension in wanted {
        refuse_unnamed(&baseline, dimension)?;
    }
    let pattern = Pattern::from_counts(&baseline.counts, rows, columns);
    let coverage = baseline.coverage(&baseline.year());
    let report = report::report(baseline.basis(&coverage), &pattern, args.share);
    deliver(report, format, &args.output, streams)
}

/// Refuses a dimension that no row has a name in. A count may do without units and
/// municipalities, but a pattern of them would be empty.
pub fn refuse_unnamed(baseline: &Baseline, dimension: Dimension) -> Result<(), Diagnostics> {
    let is_named = Dimension::NAMED.contains(&dimension);
    if !is_named || baseline.counts.states(dimension) {
        return Ok(());
    }
    let problem = |code: Code| code.problem().with_names("dimension", dimension.headings());
    let meaning = Meaning::Dimension(dimension);
    let may_state = |one: &Column| {
        one.meaning == meaning || (dimension.is_time() && one.meaning == Meaning::Date)
    };
    let is_lacking = |file: &&FileOrigin| !file.columns.iter().any(may_state);
    let lacking = baseline.origin.files.iter().filter(is_lacking);
    Diagnostics::collect::<(), (), _>(lacking.map(|file| {
        let columns = file.columns.iter().map(|column| column.heading.as_str());
        let columns = quoted(columns.filter(|heading| !heading.trim().is_empty()), ", ");
        let problem = problem(Code::DimensionWithoutColumn);
        Err(problem.with("file", &file.name).with("columns", columns))
    }))?;
    let midnight = (dimension == Dimension::Hour).then_some("00:00");
    Err(problem(Code::DimensionNotStated).with_some("midnight", midnight).into())
}
