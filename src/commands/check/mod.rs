//! The command `check`: every problem of the files, and what was understood of them.

pub mod args;
pub mod report;

use anyhow::{Result, bail};

use super::args::{OutputArgs, usage};
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::expected::Expected;
use crate::input::header::Wanted;
use crate::input::scenarios::{self, MoveSpec};
use crate::model::counts::Dimension;
use crate::render::{Format, Lang, render};
use crate::report::{Term, take_allowed};
use crate::run::{Baseline, LoadContext, Streams, file, warnings, write_out, write_report};
use args::CheckArgs;
use report::{ErrorCount, Finding};

/// Runs `kanal check`.
pub fn run(args: &CheckArgs, streams: &mut Streams) -> Result<()> {
    // Warnings are findings here: the check itself counts them as errors if it is strict.
    let output = OutputArgs { strict: false, ..args.output.clone() };
    let mut read = args.input.paths();
    read.extend(args.scenarios.iter().chain(&args.expect).cloned());
    let format = output.format(&read, streams.folder)?;
    let (baseline, problems, scenarios) = read_all(args, streams);

    let scenarios = args.scenarios.as_ref().zip(scenarios);
    let scenarios = scenarios.map(|(file, scenarios)| (file.display().to_string(), scenarios));
    let coverage = baseline.coverage(&baseline.year());
    let basis = baseline.basis(&coverage);
    let mut notes = report::notes(basis, scenarios);
    let allowed = take_allowed(&mut notes, &output.allow);
    let warnings = warnings(&notes, &baseline.table.currency).into_iter();
    let warnings: Vec<Diagnostic> = warnings.map(Diagnostic::into_warning).collect();
    let mut findings: Vec<Finding> = problems.iter().map(finding).collect();
    let (term, more) = (Term::ErrorWord, problems.and_more(findings.len()));
    findings.extend(more.map(|message| Finding { term, message, help: None, place: None }));
    findings.extend(warnings.iter().map(finding));
    let errors = ErrorCount { errors: problems.count(), is_cut: problems.is_incomplete() };
    let mut report = report::report(basis, notes, &findings, errors);
    report.assumptions.extend(allowed);
    if format == Format::Text {
        // People see the lines that are wrong, and not a table of them.
        report.tables.retain(|table| table.term != Term::Problems);
        let mut parts = vec![problems.in_full()];
        parts.extend(warnings.iter().map(ToString::to_string));
        parts.push(render(&report, format, output.lang).output);
        parts.retain(|part| !part.is_empty());
        write_out(&output, &parts.join("\n\n"), streams)?;
    } else {
        write_report(report, format, &output, streams)?;
    }
    let at_least = if errors.is_cut { "at least " } else { "" };
    let strict_warnings = if args.output.strict { warnings.len() } else { 0 };
    let found = match errors.errors + strict_warnings {
        0 => return Ok(()),
        1 => format!("{at_least}1 problem found"),
        count => format!("{at_least}{count} problems found"),
    };
    let is_usage = strict_warnings == 0 && problems.are_in_flags();
    if is_usage { Err(usage(&found).into()) } else { bail!("error: {found}") }
}

/// Reads what can be read: the counts, all problems, and the number of scenarios in a sound file.
fn read_all<'a>(
    args: &'a CheckArgs,
    streams: &mut Streams,
) -> (Baseline<'a>, Diagnostics, Option<usize>) {
    let (context, mut problems) = LoadContext::read(&args.input, streams.folder);
    let expected = args.expect.as_ref().and_then(|path| {
        let input = problems.ok(file(path, streams.folder))?;
        problems.ok(Expected::parse(&input))
    });
    let specs = args.scenarios.as_ref().and_then(|path| {
        let input = problems.ok(file(path, streams.folder))?;
        problems.ok(scenarios::read(&input))
    });
    let of_scenarios = specs.iter().flatten().flat_map(|spec| &spec.moves);
    let by = expected.as_ref().map(Expected::dimensions).unwrap_or_default();
    let needed: Vec<Dimension> =
        of_scenarios.flat_map(MoveSpec::dimensions).chain(by.iter().copied()).collect();
    let wanted = Wanted { all: true, ..Wanted::from(&needed) };
    let has_table = context.has_table();
    let (baseline, of_counts) = context.read_lenient(wanted, streams);
    let is_sound = has_table && of_counts.count() == 0;
    problems.extend(of_counts);
    if !is_sound {
        return (baseline, problems, None);
    }
    let year = baseline.year();
    let context = baseline.resolve_context(&year);
    let scenarios = specs.and_then(|specs| problems.ok(context.resolve(&specs)));
    if let Some(expected) = &expected {
        let cost = baseline.cost(&by);
        let report = super::cost::report::report(baseline.basis(&cost.coverage), &cost);
        let today = render(&report, Format::Json, Lang::English).output;
        problems.extend(expected.differences(&today, &args.tolerance));
    }
    (baseline, problems, scenarios.map(|scenarios| scenarios.len()))
}

fn finding(problem: &Diagnostic) -> Finding {
    let term = if problem.is_warning { Term::WarningWord } else { Term::ErrorWord };
    let (mut message, mut in_file) = (problem.text(), None);
    match &problem.place {
        Some(place) if place.is_in_flag => message = format!("{message} in `{}`", place.source),
        Some(place) => in_file = Some((place.source.clone(), place.line, place.column)),
        None => {}
    }
    Finding { term, message, help: problem.help_text(), place: in_file }
}
