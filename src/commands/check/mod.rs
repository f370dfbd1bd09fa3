//! The command `check`: every problem of the files, and what was understood of them.

pub mod args;
pub mod report;

use std::fmt;

use anyhow::Result;

use crate::input::code::Code;
use crate::input::diagnostic::{self, Diagnostic, Diagnostics, PlaceSource};
use crate::input::expected::Expected;
use crate::input::header::Wanted;
use crate::input::scenario_spec::{self, MoveSpec};
use crate::input::scenarios;
use crate::model::counts::Dimension;
use crate::render::{self, Format, Lang, render};
use crate::report::Term;
use crate::run::Streams;
use crate::run::deliver::{deliver, write_out};
use crate::run::load::{Baseline, LoadContext, file};
use args::CheckArgs;
use report::{ErrorCount, Finding};

/// Problems that a check found, after its report.
#[derive(Debug)]
pub struct DiagnosticsFound {
    count: usize,
    is_cut: bool,
}

impl fmt::Display for DiagnosticsFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems = if self.count == 1 { "problem" } else { "problems" };
        let at_least = if self.is_cut { "at least " } else { "" };
        write!(f, "error: {at_least}{} {problems} found", self.count)
    }
}

impl std::error::Error for DiagnosticsFound {}

/// Runs `kanal check`.
pub fn run(args: &CheckArgs, streams: &mut Streams) -> Result<()> {
    let output = args.output();
    let read = args.input.paths().into_iter().chain(args.scenarios.clone());
    let format =
        output.format(&read.chain(args.expect.clone()).collect::<Vec<_>>(), streams.folder)?;
    let (baseline, problems, scenarios) = read_all(args, streams);

    let scenarios = args.scenarios.as_ref().zip(scenarios);
    let scenarios = scenarios.map(|(file, scenarios)| (file.display().to_string(), scenarios));
    let basis = baseline.basis();
    let notes = report::notes(basis, scenarios);
    let warning = |text| Diagnostic::warning(Code::ReportWarning, text);
    let warnings = render::warnings(&notes, &baseline.table.currency);
    let warnings: Vec<Diagnostic> = warnings.into_iter().map(warning).collect();
    let count = problems.count() + if args.output.strict { warnings.len() } else { 0 };
    let mut findings: Vec<Finding> = problems.iter().map(finding).collect();
    findings
        .extend(problems.and_more(findings.len()).map(|rest| without_place(Term::ErrorWord, rest)));
    findings.extend(warnings.iter().map(finding));
    let errors = ErrorCount { errors: problems.count(), is_cut: problems.is_incomplete() };
    let mut report = report::report(basis, notes, &findings, errors);
    if format == Format::Text {
        // People see the lines that are wrong, and not a table of them.
        report.tables.retain(|table| table.term != Term::Problems);
        let mut parts = vec![problems.in_full()];
        parts.extend(warnings.iter().map(ToString::to_string));
        parts.push(render(&report, format, output.lang).output);
        parts.retain(|part| !part.is_empty());
        write_out(&output, &parts.join("\n\n"), streams)?;
    } else {
        deliver(report, format, &output, streams)?;
    }
    let found = DiagnosticsFound { count, is_cut: problems.is_incomplete() };
    if count == 0 { Ok(()) } else { Err(found.into()) }
}

/// Reads everything as far as it goes: the counts, what is wrong, and how many scenarios a sound
/// file has.
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
        problems.ok(scenario_spec::read(&input))
    });
    let of_scenarios = specs.iter().flatten().flat_map(|spec| &spec.moves);
    let by = expected.as_ref().map(Expected::dimensions).unwrap_or_default();
    let needed: Vec<Dimension> =
        of_scenarios.flat_map(MoveSpec::dimensions).chain(by.iter().copied()).collect();
    let wanted = Wanted { needed: &needed, all: true };
    let has_table = context.has_table();
    let (baseline, of_counts) = Baseline::read_lenient(&args.input, context, wanted, streams);
    let is_sound = has_table && of_counts.count() == 0;
    problems.extend(of_counts);
    let mut sound_scenarios = None;
    if is_sound {
        let year = baseline.year();
        if let Some(specs) = &specs {
            let scenarios = problems.ok(scenarios::resolve(specs, baseline.resolve_context(&year)));
            sound_scenarios = scenarios.map(|scenarios| scenarios.len());
        }
        if let Some(expected) = &expected {
            let report = super::cost::report::report(baseline.basis(), &baseline.cost(&by));
            let today = render(&report, Format::Json, Lang::English).output;
            problems.extend(expected.differences(&today, &args.tolerance));
        }
    }
    (baseline, problems, sound_scenarios)
}

fn finding(problem: &Diagnostic) -> Finding {
    let term = match problem.severity {
        diagnostic::Severity::Error => Term::ErrorWord,
        diagnostic::Severity::Warning => Term::WarningWord,
    };
    let finding = Finding { help: problem.help_text(), ..without_place(term, problem.text()) };
    let Some(place) = &problem.place else { return finding };
    match &place.source {
        PlaceSource::Flag(flag) => {
            Finding { message: format!("{} in `{flag}`", problem.text()), ..finding }
        }
        PlaceSource::File(file) => {
            let place = Some((place.line, place.column()));
            Finding { file: Some(file.clone()), place, ..finding }
        }
    }
}

fn without_place(term: Term, message: String) -> Finding {
    Finding { term, message, help: None, file: None, place: None }
}
