//! `kanal check`: every problem of all files, and what was understood of them.

use std::fmt;

use anyhow::Result;

use super::files::{file, name_lists, price_table, sources};
use super::{Baseline, Streams, deliver, written};
use crate::cli::CheckArgs;
use crate::model::counts::Counts;
use crate::model::origin::Origin;
use crate::model::price_table::PriceTable;
use crate::read::expected::Expected;
use crate::read::problem::{Problem, Problems};
use crate::read::selection::SelectionWords;
use crate::read::sketch::MoveWords;
use crate::read::tally::{self, Effort, Tally};
use crate::read::{code_map, scenario_file, scenarios};
use crate::render::{self, Format, Lang, render};
use crate::report::check::{Finding, Severity};
use crate::report::{self, Key};

/// Problems that a check found, after its report.
#[derive(Debug)]
pub struct ProblemsFound(usize);

impl fmt::Display for ProblemsFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems = if self.0 == 1 { "problem" } else { "problems" };
        write!(f, "error: {} {problems} found", self.0)
    }
}

impl std::error::Error for ProblemsFound {}

pub(super) fn check(args: &CheckArgs, streams: &mut Streams) -> Result<()> {
    let output = args.output();
    let read = args.input.paths().into_iter().chain(args.scenarios.clone());
    let format = output.format(&read.chain(args.expect.clone()).collect::<Vec<_>>())?;
    let (baseline, problems) = read_all(args, streams);

    let basis = baseline.basis();
    let warnings = render::warnings(&report::check::report(basis, &[], 0));
    let told: Vec<Finding> = problems.iter().map(error).collect();
    let more = problems.count() - told.len();
    let found = problems.count() + if args.strict { warnings.len() } else { 0 };
    let findings: Vec<Finding> =
        told.into_iter().chain(warnings.iter().cloned().map(warning)).collect();
    let mut report = report::check::report(basis, &findings, more);
    if format == Format::Text {
        // People see the lines that are wrong, and not a table of them.
        report.tables.retain(|table| table.key != Key::Problems);
        let mut parts = vec![problems.in_full()];
        parts.extend(warnings.iter().map(|warning| format!("warning: {warning}")));
        parts.push(render(&report, format, args.lang).output);
        parts.retain(|part| !part.is_empty());
        written(&output, &parts.join("\n\n"), streams)?;
    } else {
        deliver(report, format, &output, streams)?;
    }
    if found == 0 { Ok(()) } else { Err(ProblemsFound(found).into()) }
}

/// Reads everything as far as it goes.
fn read_all<'a>(args: &'a CheckArgs, streams: &mut Streams) -> (Baseline<'a>, Problems) {
    let input = &args.input;
    let mut problems = Problems::default();
    let table = problems.keep(price_table(&input.prices));
    let table = table.and_then(|table| problems.keep(code_map::mapped(table, &input.part.map)));
    let names = problems.keep(name_lists(&input.part.names_of)).unwrap_or_default();
    let asked = SelectionWords::of_arguments(&input.part.week, &input.part.conditions);
    let asked = problems.keep(asked).unwrap_or_default();
    let expected = args.expect.as_ref().and_then(|path| {
        let input = problems.keep(file(path))?;
        problems.keep(Expected::parse(&input))
    });
    let sketches = args.scenarios.as_ref().and_then(|path| {
        let input = problems.keep(file(path))?;
        problems.keep(scenario_file::parse(&input))
    });
    let mut baseline = Baseline {
        input,
        files: input.names(),
        table: PriceTable::new(
            input.prices.clone(),
            0,
            String::new(),
            String::new(),
            String::new(),
        ),
        scale: input.scale(),
        counts: Counts::default(),
        origin: Origin::default(),
    };
    // Without prices nobody knows a channel, and every row would be wrong.
    let Some(table) = table else {
        for source in sources(&input.files, streams.input) {
            problems.keep(source);
        }
        return (baseline, problems);
    };
    let of_scenarios = sketches.iter().flatten().flat_map(|sketch| &sketch.moves);
    let by = expected.as_ref().map(Expected::dimensions).unwrap_or_default();
    let wanted: Vec<_> = of_scenarios
        .flat_map(MoveWords::dimensions)
        .chain(asked.dimensions())
        .chain(by.iter().copied())
        .collect();
    let sources = sources(&input.files, streams.input);
    let Tally { mut counts, mut origin, problems: of_counts } =
        tally::read(sources, &table, &wanted, Effort::default());
    let is_sound = of_counts.count() == 0;
    problems.extend(of_counts);
    for list in names {
        (counts, origin) = list.applied(counts, origin);
    }
    if let Some(selection) = problems.keep(asked.resolve(&counts, &table)).filter(|_| is_sound) {
        (counts, origin.selected) = selection.of(counts, &table);
    }
    baseline = Baseline { table, counts, origin, ..baseline };
    if is_sound {
        let year = baseline.year();
        if let Some(sketches) = &sketches {
            problems.keep(scenarios::resolve(sketches, baseline.world(&year)));
        }
        if let Some(expected) = &expected {
            let report = report::cost::report(baseline.basis(), &baseline.cost(&by));
            let today = render(&report, Format::Json, Lang::English).output;
            problems.extend(expected.differences(&today, &args.tolerance));
        }
    }
    (baseline, problems)
}

fn error(problem: &Problem) -> Finding {
    let place = problem.place.as_ref();
    Finding {
        severity: Severity::Error,
        message: problem.what.clone(),
        help: problem.help.clone(),
        file: place.map(|place| place.file.clone()),
        place: place.map(|place| (place.line, place.column())),
    }
}

fn warning(message: String) -> Finding {
    Finding { severity: Severity::Warning, message, help: None, file: None, place: None }
}
