//! One short function a subcommand: read, compute, report, render.

mod baseline;
mod check;
mod compare;
mod files;
mod following;
mod progress;

use std::fmt;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::cli::{Cli, Command, CostArgs, GoalArgs, OutputArgs, UsageError, WhatIfArgs, usage};
use crate::input::code::Code;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::located::Argument;
use crate::input::scenario_spec::{MoveSpec, ScenarioSpec};
use crate::input::{scenario_spec, scenarios};
use crate::model::counts::Dimension;
use crate::model::goal::Answer;
use crate::model::quantity::Share;
use crate::model::sensitivity::{Axis, Grid, sensitivity};
use crate::model::year::Year;
use crate::render::{self, Format, render};
use crate::report::scenario::Outcome;
use crate::report::{self, Report};
use baseline::Baseline;
use files::{file, replace, write};

/// The streams of the process, handed in so that a test can hold them.
pub struct Streams<'a> {
    /// Standard input, for `-`.
    pub input: &'a mut (dyn Read + Send),
    /// Standard output, for the report and nothing else.
    pub output: &'a mut dyn Write,
    /// Standard error, for what a format has no room for.
    pub aside: &'a mut dyn Write,
}

/// Runs one subcommand. On an error nothing is written, but for a limit that is
/// passed: the report comes first.
///
/// # Errors
///
/// [`Diagnostics`] of a file, a [`UsageError`] for wrong usage, or a [`LimitPassed`].
pub fn run(cli: &Cli, streams: &mut Streams) -> Result<()> {
    match &cli.command {
        Command::Cost(args) => cost(args, streams),
        Command::WhatIf(args) => what_if(args, streams),
        Command::Goal(args) => goal(args, streams),
        Command::Check(args) => check::check(args, streams),
        Command::Compare(args) => compare::compare(args, streams),
        Command::Pattern(args) => following::pattern(args, streams),
        Command::SelfService(args) => following::self_service(args, streams),
        Command::ContactCentre(args) => following::contact_centre(args, streams),
    }
}

/// A limit that the user set, and that the report has passed.
#[derive(Debug)]
pub struct LimitPassed(String);

impl fmt::Display for LimitPassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.0)
    }
}

impl std::error::Error for LimitPassed {}

/// The exit code of a failed run: 3 for a limit that was passed, 2 for wrong usage,
/// as clap has it, else 1.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    match error {
        limit if limit.is::<LimitPassed>() => ExitCode::from(3),
        usage if usage.is::<UsageError>() => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

fn cost(args: &CostArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths())?;
    let by = args.dimensions();
    let baseline = Baseline::read(&args.input, &by, streams.input)?;
    let cost = baseline.cost(&by);
    deliver(report::cost::report(baseline.basis(), &cost), format, &args.output, streams)?;
    match (&args.fail_above, &cost.total.cost) {
        (Some(limit), None) => passed(&format!(
            "no enquiry has a price, so no year can be within {}",
            baseline.amount(limit)
        )),
        (Some(limit), Some(cost)) if cost > limit => passed(&format!(
            "a year costs {}, more than {}",
            baseline.amount(cost),
            baseline.amount(limit)
        )),
        _ => Ok(()),
    }
}

fn what_if(args: &WhatIfArgs, streams: &mut Streams) -> Result<()> {
    let read: Vec<PathBuf> = args.input.paths().into_iter().chain(args.scenarios.clone()).collect();
    let format = args.output.format(&read)?;
    let sketches = sketches(args)?;
    let axes = MoveSpec::parse_grid(&args.grid, &args.only)?;
    let steps = sketches.iter().flat_map(|sketch| &sketch.moves).chain(&axes);
    let dimensions: Vec<Dimension> = steps.flat_map(MoveSpec::dimensions).collect();
    let baseline = Baseline::read(&args.input, &dimensions, streams.input)?;
    let year = baseline.year();

    let scenarios = match &args.scenario {
        Some(_) => vec![scenarios::resolve_selected(&sketches, baseline.world(&year))?],
        None => scenarios::resolve(&sketches, baseline.world(&year))?,
    };
    let axes = scenarios::resolve_grid(&axes, baseline.world(&year))?;
    let outcomes: Vec<Outcome> = scenarios.iter().map(|one| baseline.outcome(&year, one)).collect();
    let report = match outcomes.as_slice() {
        [one] => in_full(&baseline, &year, one, args.sensitivity.as_ref(), &axes)?,
        _ if args.sensitivity.is_some() || !axes.is_empty() => {
            let message = "--sensitivity and --grid are of one scenario; choose it with --scenario";
            return Err(usage(message).into());
        }
        many => report::scenario::side_by_side(baseline.basis(), &baseline.priced()?, many),
    };
    deliver(report, format, &args.output, streams)?;
    let Some(limit) = &args.fail_below else { return Ok(()) };
    let below = outcomes.iter().filter(|outcome| outcome.what_if.saving < *limit);
    let below: Vec<String> = below.map(|outcome| baseline.saves(outcome)).collect();
    if below.is_empty() {
        return Ok(());
    }
    passed(&format!("{}, less than {}", below.join("; "), baseline.amount(limit)))
}

/// The scenarios of the file, or the named one and what it builds on, or that of the command line.
fn sketches(args: &WhatIfArgs) -> Result<Vec<ScenarioSpec>> {
    match (&args.scenarios, &args.scenario) {
        (Some(path), name) => {
            let all = scenario_spec::read(&file(path).map_err(Diagnostics::from)?)?;
            Ok(match name {
                Some(name) => scenarios::select(&all, &Argument::new("--scenario", name).whole())?,
                None => all,
            })
        }
        (None, Some(_)) => {
            Err(usage("--scenario names one of a file; give the file with --scenarios").into())
        }
        (None, None) => Ok(vec![ScenarioSpec::parse(&args.moves, &args.set_prices, &args.only)?]),
    }
}

/// One scenario, with what its saving rests on and the moves of a grid on top, if asked for.
fn in_full(
    baseline: &Baseline,
    year: &Year,
    one: &Outcome,
    by: Option<&Share>,
    axes: &[Axis],
) -> Result<Report, Diagnostics> {
    let (basis, cost, scenario) = (baseline.basis(), baseline.priced()?, &one.scenario);
    let grid = axes
        .split_first()
        .map(|(rows, columns)| Grid::of(year, &baseline.table, scenario, rows, columns.first()));
    if let Some(grid) = grid.as_ref().filter(|_| scenario.is_unchanged()) {
        return Ok(report::sensitivity::grid_alone(basis, &cost, grid));
    }
    let mut report = report::scenario::in_full(basis, &cost, one);
    if let Some(by) = by {
        let swings = sensitivity(year, &baseline.table, scenario, by);
        report = report::sensitivity::with_swings(report, basis, scenario, &swings, by);
    }
    if let Some(grid) = &grid {
        report = report::sensitivity::with_grid(report, basis, grid);
    }
    Ok(report)
}

fn goal(args: &GoalArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths())?;
    let sketch = ScenarioSpec::parse_goal(&args.from, &args.to, &args.only)?;
    let dimensions: Vec<Dimension> = sketch.moves.iter().flat_map(MoveSpec::dimensions).collect();
    let baseline = Baseline::read(&args.input, &dimensions, streams.input)?;
    let (cost, year) = (baseline.priced()?, baseline.year());
    let all = scenarios::resolve(&[sketch], baseline.world(&year))?.remove(0);
    let goal = args.goal();
    let answer = goal.solve(&year, &baseline.table, &all);
    let share = match &answer {
        Answer::Already => Share::zero(),
        Answer::Move(share) => share.clone(),
        Answer::OutOfReach => Share::from(1),
    };
    let outcome = baseline.outcome(&year, &all.with_all(&share));
    let report = report::goal::report(baseline.basis(), &cost, &goal, &answer, &outcome);
    deliver(report, format, &args.output, streams)?;
    match answer {
        Answer::OutOfReach => passed("the goal is out of reach"),
        Answer::Already | Answer::Move(_) => Ok(()),
    }
}

fn passed(what: &str) -> Result<()> {
    Err(LimitPassed(what.to_owned()).into())
}

/// Writes a report where the arguments say.
fn deliver(report: Report, format: Format, args: &OutputArgs, streams: &mut Streams) -> Result<()> {
    let warnings = render::warnings(&report);
    if args.strict {
        let mut problems = Diagnostics::default();
        for warning in warnings {
            problems.push(Diagnostic::new(Code::ReportWarning, warning));
        }
        problems.into_result(())?;
    }
    let report = match &args.table {
        Some(name) => {
            let tables: Vec<&str> = report.tables.iter().map(|table| table.key.text()).collect();
            let unknown =
                format!("no table `{name}` in this report: expected one of {}", tables.join(", "));
            report.only(name).ok_or_else(|| usage(&unknown))?
        }
        None => report,
    };
    let rendered = render(&report, format, args.lang);
    written(args, &rendered.output, streams)?;
    write(streams.aside, &rendered.aside)?;
    Ok(())
}

/// Writes a text where the arguments say.
fn written(args: &OutputArgs, text: &str, streams: &mut Streams) -> Result<(), Diagnostics> {
    match &args.output {
        Some(path) => replace(path, text),
        None => write(streams.output, text),
    }
}
