//! The command `pattern`: one dimension against another, as counted.

pub mod args;
pub mod model;
pub mod report;

use anyhow::Result;

use super::args::usage;
use crate::input::code::Code;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::lookup::quoted;
use crate::model::counts::Dimension;
use crate::model::origin::{FileOrigin, Meaning};
use crate::run::Streams;
use crate::run::deliver::deliver;
use crate::run::load::Baseline;
use args::{Include, PatternArgs};
use model::Pattern;

/// Runs `kanal pattern`.
pub fn run(args: &PatternArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths(), streams.folder)?;
    let (rows, columns) = args.selections();
    if columns.is_some_and(|columns| columns.dimension == rows.dimension) {
        let name = rows.dimension.english();
        let message =
            format!("--rows and --columns are both `{name}`; a pattern is of two dimensions");
        return Err(usage(&message).into());
    }
    let wanted: Vec<Dimension> =
        [Some(rows), columns].iter().flatten().map(|one| one.dimension).collect();
    let baseline = match args.include {
        Some(Include::LeftOut) => {
            let baseline = Baseline::read_unfiltered(&args.input, &wanted, streams)?;
            baseline.with_left_out().filtered()?
        }
        None => Baseline::read(&args.input, &wanted, streams).map_err(|problems| {
            let way_out = "`--include left-out` shows those that are counted";
            problems.with_help(|one| one.code == Code::NoEnquiries, way_out)
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
fn refuse_unnamed(baseline: &Baseline, dimension: Dimension) -> Result<(), Diagnostics> {
    let is_named = Dimension::NAMED.contains(&dimension);
    if !is_named || baseline.counts.names_of_enquiries(dimension).any(|name| !name.is_empty()) {
        return Ok(());
    }
    let [danish, english] = [0, 1].map(|at| dimension.headings()[at]);
    let either = if danish == english {
        format!("`{danish}`")
    } else {
        format!("`{danish}` or `{english}`")
    };
    let meaning = Meaning::Dimension(dimension);
    let is_lacking = |file: &&FileOrigin| file.columns.iter().all(|one| one.meaning != meaning);
    let lacking = baseline.origin.files.iter().filter(is_lacking);
    Diagnostics::collect::<(), (), _>(lacking.map(|file| {
        let columns = file.columns.iter().map(|column| column.heading.as_str());
        let columns = quoted(columns.filter(|heading| !heading.trim().is_empty()), ", ");
        let text = format!("no column for the {english} in `{}`", file.name);
        let help = format!("expected {either} among them; the columns are {columns}");
        Err(Diagnostic::new(Code::MissingColumn, text).help(help))
    }))?;
    let text = format!("no row tells its {english}");
    let help = format!("the pattern needs a column {either} with a name in some row");
    Err(Diagnostic::new(Code::DimensionNotStated, text).help(help).into())
}
