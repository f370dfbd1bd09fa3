//! `kanal check`: every problem of all files, and what was understood of them.

use std::fmt;

use anyhow::Result;

use super::baseline::Setting;
use super::files::file;
use super::{Baseline, Streams, deliver, written};
use crate::cli::CheckArgs;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::expected::Expected;
use crate::input::header::Wanted;
use crate::input::scenario_spec::MoveSpec;
use crate::input::{scenario_file, scenarios};
use crate::model::counts::Dimension;
use crate::render::{self, Format, Lang, render};
use crate::report::check::{Finding, Severity};
use crate::report::input::InputNote;
use crate::report::{self, Key, Note};

/// Diagnostics that a check found, after its report.
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

pub(super) fn check(args: &CheckArgs, streams: &mut Streams) -> Result<()> {
    let output = args.output();
    let read = args.input.paths().into_iter().chain(args.scenarios.clone());
    let format = output.format(&read.chain(args.expect.clone()).collect::<Vec<_>>())?;
    let (baseline, problems, scenarios) = read_all(args, streams);

    let report = report::check::report(baseline.basis());
    let warnings = render::warnings(&report);
    let count = problems.count() + if args.output.strict { warnings.len() } else { 0 };
    let mut findings: Vec<Finding> = problems.iter().map(error).collect();
    findings.extend(problems.rest(findings.len()).map(|rest| finding(Severity::Error, rest)));
    findings.extend(warnings.iter().cloned().map(|one| finding(Severity::Warning, one)));
    let errors = (problems.count(), problems.is_cut());
    let mut report = report::check::with_findings(report, &findings, errors, warnings.len());
    let checked = args.scenarios.iter().zip(scenarios).map(|(file, scenarios)| {
        let file = file.display().to_string();
        Note::Input(InputNote::SoundScenarios { file, scenarios })
    });
    report.notes.splice(..0, checked);
    if format == Format::Text {
        // People see the lines that are wrong, and not a table of them.
        report.tables.retain(|table| table.key != Key::Problems);
        let mut parts = vec![problems.in_full()];
        parts.extend(warnings.iter().map(|warning| format!("warning: {warning}")));
        parts.push(render(&report, format, output.lang).output);
        parts.retain(|part| !part.is_empty());
        written(&output, &parts.join("\n\n"), streams)?;
    } else {
        deliver(report, format, &output, streams)?;
    }
    let found = DiagnosticsFound { count, is_cut: problems.is_cut() };
    if count == 0 { Ok(()) } else { Err(found.into()) }
}

/// Reads everything as far as it goes: the counts, what is wrong, and how many scenarios a sound
/// file has.
fn read_all<'a>(
    args: &'a CheckArgs,
    streams: &mut Streams,
) -> (Baseline<'a>, Diagnostics, Option<usize>) {
    let (setting, mut problems) = Setting::of(&args.input);
    let expected = args.expect.as_ref().and_then(|path| {
        let input = problems.keep(file(path))?;
        problems.keep(Expected::parse(&input))
    });
    let sketches = args.scenarios.as_ref().and_then(|path| {
        let input = problems.keep(file(path))?;
        problems.keep(scenario_file::parse(&input))
    });
    let of_scenarios = sketches.iter().flatten().flat_map(|sketch| &sketch.moves);
    let by = expected.as_ref().map(Expected::dimensions).unwrap_or_default();
    let needed: Vec<Dimension> =
        of_scenarios.flat_map(MoveSpec::dimensions).chain(by.iter().copied()).collect();
    let wanted = Wanted { all: true, ..Wanted::from(&needed[..]) };
    let has_table = setting.has_table();
    let (baseline, of_counts) = Baseline::read_lenient(&args.input, setting, wanted, streams.input);
    let is_sound = has_table && of_counts.count() == 0;
    problems.extend(of_counts);
    let mut sound_scenarios = None;
    if is_sound {
        let year = baseline.year();
        if let Some(sketches) = &sketches {
            let scenarios = problems.keep(scenarios::resolve(sketches, baseline.world(&year)));
            sound_scenarios = scenarios.map(|scenarios| scenarios.len());
        }
        if let Some(expected) = &expected {
            let report = report::cost::report(baseline.basis(), &baseline.cost(&by));
            let today = render(&report, Format::Json, Lang::English).output;
            problems.extend(expected.differences(&today, &args.tolerance));
        }
    }
    (baseline, problems, sound_scenarios)
}

fn error(problem: &Diagnostic) -> Finding {
    let help = problem.help.clone();
    match &problem.place {
        Some(place) if place.is_of_argument() => Finding {
            help,
            ..finding(Severity::Error, format!("{} in `{}`", problem.what, place.file))
        },
        place => Finding {
            help,
            file: place.as_ref().map(|place| place.file.clone()),
            place: place.as_ref().map(|place| (place.line, place.column())),
            ..finding(Severity::Error, problem.what.clone())
        },
    }
}

/// A finding without a place.
fn finding(severity: Severity, message: String) -> Finding {
    Finding { severity, message, help: None, file: None, place: None }
}
