//! The command `check`: every problem of the files, and what was understood of them.

pub mod args;
pub mod report;

use std::path::Path;

use anyhow::Result;
use toml_edit::Item;

use super::args::{GivenOptions, InputArgs, OutputArgs};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Value};
use crate::input::count_files;
use crate::input::description;
use crate::input::expected::Expected;
use crate::input::header::Wanted;
use crate::input::saved_scenarios;
use crate::input::scenarios::{self, MoveSpec};
use crate::model::counts::Dimension;
use crate::render::{self, Format, Lang, render};
use crate::report::{Report, Term, take_allowed};
use crate::run::{
    Baseline, LoadContext, Streams, file, warnings, write_file, write_out, write_report,
};
use args::CheckArgs;
use report::Finding;

/// Runs `kanal check`.
pub fn run(args: &CheckArgs, streams: &mut Streams) -> Result<()> {
    // Warnings are findings here: the check itself counts them as errors if it is strict.
    let output = OutputArgs { strict: false, ..args.output.clone() };
    let mut read = args.input.paths();
    read.extend(args.scenarios.iter().chain(&args.expect).cloned());
    let format = output.format(&read, streams.folder)?;
    if let Some(path) = args.describe.as_ref().filter(|path| streams.folder.join(path).exists()) {
        return Err(Code::FileExists.problem().with("file", path.display()).into());
    }
    let (problems, warnings, mut report) =
        if args.each { check_each(args, streams)? } else { check(args, streams) };
    if format == Format::Text {
        // People see the lines that are wrong, and not a table of them.
        report.tables.retain(|table| table.term != Term::Problems);
        let mut parts = vec![render::diagnostics(&problems, usize::MAX, output.lang, false)];
        parts.push(render(&report, format, output.style(streams.auto_colors)).text());
        parts.retain(|part| !part.is_empty());
        write_out(&output, parts.join("\n\n").as_bytes(), streams)?;
    } else {
        write_report(report, format, &output, streams)?;
    }
    let strict_warnings = if args.output.strict { warnings.len() } else { 0 };
    let is_in_flags = strict_warnings == 0 && problems.exit_code() == 2;
    let code = if is_in_flags { Code::FlagProblemsFound } else { Code::ProblemsFound };
    let name = if problems.is_incomplete() { "least" } else { "problems" };
    match problems.count() + strict_warnings {
        0 => match &args.describe {
            Some(path) => describe(path, args, streams),
            None => Ok(()),
        },
        count => Err(code.problem().with(name, count).into()),
    }
}

/// What is wrong with the files, the warnings, and the report on both.
type Checked = (Diagnostics, Vec<Diagnostic>, Report);

/// Checks the files together.
fn check(args: &CheckArgs, streams: &mut Streams) -> Checked {
    let (baseline, problems, scenarios) = read_all(args, streams);
    let problems = args.output.relocated(problems);
    let scenarios = args.scenarios.as_ref().zip(scenarios);
    let scenarios = scenarios.map(|(file, scenarios)| (file.display().to_string(), scenarios));
    let coverage = baseline.coverage(&baseline.year());
    let basis = baseline.basis(&coverage);
    let mut notes = report::notes(basis, scenarios);
    let allowed = take_allowed(&mut notes, &args.output.allow);
    let warnings = warnings(&notes, &baseline.table.currency, args.output.lang).into_iter();
    let warnings: Vec<Diagnostic> = warnings.map(Diagnostic::into_warning).collect();
    let findings = findings(&problems, &warnings, args.output.lang);
    let mut report = report::report(basis, notes, &findings, &problems);
    report.assumptions.extend(allowed);
    (problems, warnings, report)
}

/// Checks the files one by one.
fn check_each(args: &CheckArgs, streams: &mut Streams) -> Result<Checked> {
    let (mut problems, mut warnings) = (Diagnostics::default(), Vec::new());
    let mut checks = Vec::new();
    for file in count_files::expanded(&args.input.files, streams.folder)? {
        let name = file.display().to_string();
        let input = InputArgs { files: vec![file], ..args.input.clone() };
        let (errors, warned, report) = check(&CheckArgs { input, ..args.clone() }, streams);
        warnings.extend(warned.into_iter().map(|warning| warning.with("file", &name)));
        checks.push((name, errors.count(), report));
        problems.extend(errors);
    }
    let findings = findings(&problems, &warnings, args.output.lang);
    let report = report::report_on_each(checks, &findings);
    Ok((problems, warnings, report))
}

fn findings(problems: &Diagnostics, warnings: &[Diagnostic], lang: Lang) -> Vec<Finding> {
    let more = problems.and_more(problems.iter().count());
    let all = problems.iter().chain(&more).chain(warnings);
    all.map(|problem| finding(problem, lang)).collect()
}

/// Writes a description of a count without errors.
fn describe(path: &Path, args: &CheckArgs, streams: &mut Streams) -> Result<()> {
    let files = args.input.files.iter().map(|file| file.display().to_string());
    let mut keys: GivenOptions = vec![(description::FILES, files.collect())];
    keys.extend(args.read.clone());
    for (key, values) in &mut keys {
        let seen = |file: &str| relative(file, path, streams.folder);
        for text in values {
            *text = description::map_path(key, text, &seen);
        }
    }
    let scenarios = match &args.scenarios {
        Some(path) => saved_scenarios::to_toml(&file(path, streams.folder)?)?,
        None => Item::None,
    };
    let text = description::to_toml(&keys, scenarios);
    write_file(path, &text, &args.output, streams)
}

/// A path as seen from the folder of a description.
fn relative(path: &str, description: &Path, folder: &Path) -> String {
    let base = description.parent().unwrap_or(Path::new(""));
    let real = |path: &Path| folder.join(path).canonicalize().ok();
    let is_same = base == Path::new("") || Path::new(path).is_absolute();
    let both = real(Path::new(path)).zip(real(base)).filter(|_| !is_same);
    let relative = both.and_then(|(path, base)| pathdiff::diff_paths(path, base));
    relative.map_or_else(|| path.to_owned(), |path| path.display().to_string())
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
    let (mut baseline, of_counts) = context.read_lenient(wanted, streams);
    let is_sound = has_table && of_counts.count() == 0;
    problems.extend(of_counts);
    if !is_sound || problems.ok(baseline.set_prices(&args.set_prices)).is_none() {
        return (baseline, problems, None);
    }
    let year = baseline.year();
    let context = baseline.counted_year(&year);
    let scenarios = specs.and_then(|specs| problems.ok(context.resolve(&specs)));
    if let Some((expected, saved)) = expected.as_ref().zip(args.expect.as_ref()) {
        let cost = baseline.cost(&by);
        let report = super::cost::report::report(baseline.basis(&cost.coverage), &cost);
        let today = render(&report, Format::Json, Lang::English).text();
        // An annotation is shown beside a change of the count, if it is one file of text.
        let is_file = args.input.files != [Path::new("-")];
        let file = match baseline.origin.files.as_slice() {
            [one] if is_file && one.sheet.is_none() => one.name.clone(),
            _ => saved.display().to_string(),
        };
        problems.extend(expected.differences(&today, &args.tolerance, &file));
    }
    (baseline, problems, scenarios.map(|scenarios| scenarios.len()))
}

fn finding(problem: &Diagnostic, lang: Lang) -> Finding {
    let term = if problem.is_warning { Term::WarningWord } else { Term::ErrorWord };
    let (mut message, mut position) = (render::problem(problem, lang), None);
    match &problem.place {
        Some(place) if place.is_in_flag => {
            let in_flag = Code::InFlag.problem().with("problem", message);
            message = render::problem(&in_flag.with("flag", &place.source), lang);
        }
        Some(place) => position = Some((place.line, place.column)),
        None => {}
    }
    // A warning of a report has the code that `--allow` takes.
    let code = match problem.value("code") {
        Some(Value::Text(code)) => code.clone(),
        _ => problem.code.name(),
    };
    let file = problem.file().map(str::to_owned);
    Finding { term, code, message, help: render::help(problem, lang), file, position }
}
