//! The command `whatif`: what it would be if enquiries came in on other channels.

pub mod args;
pub mod live;
pub mod model;
pub mod report;
pub mod steps;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::located::Argument;
use crate::input::saved_scenarios;
use crate::input::scenarios::{self, MoveSpec, ScenarioSpec};
use crate::input::text::Input;
use crate::model::counts::Dimension;
use crate::model::quantity::Share;
use crate::model::scenario::GridAxis;
use crate::model::year::Year;
use crate::report::Report;
use crate::run::Streams;
use crate::run::deliver::{deliver, write_file};
use crate::run::load::{Baseline, file};
use args::WhatIfArgs;
use model::{Grid, WhatIf, sensitivity};

/// Runs `kanal whatif`.
pub fn run(args: &WhatIfArgs, streams: &mut Streams) -> Result<()> {
    let mut read = args.input.paths();
    read.extend(args.scenarios.clone());
    let format = args.output.format(&read, streams.folder)?;
    let mut specs = scenarios_of_file(args, streams)?;
    if !args.has_change() {
        return Err(Code::NothingToTry.problem().into());
    }
    let of_file = specs.len();
    if !args.moves.is_empty() || !args.set_prices.is_empty() || args.scenarios.is_none() {
        let WhatIfArgs { moves, set_prices, only, repeat, .. } = args;
        specs.push(ScenarioSpec::parse(moves, set_prices, only, repeat.as_deref())?);
    }
    let mut axes = MoveSpec::parse_grid(&args.grid, &args.only)?;
    let steps = specs.iter().flat_map(|spec| &spec.moves).chain(&axes);
    let dimensions: Vec<Dimension> = steps.flat_map(MoveSpec::dimensions).collect();
    let mut baseline = Baseline::read(&args.input, &dimensions, streams)?.filtered()?;
    baseline.complete(&mut specs, &mut axes)?;
    let year = baseline.year();

    let context = baseline.counted_year(&year);
    let (of_file, typed) = specs.split_at(of_file);
    let mut scenarios = match &args.scenario {
        Some(_) => vec![context.resolve_selected(of_file)?],
        None => context.resolve(of_file)?,
    };
    scenarios.extend(context.resolve(typed)?);
    for (scenario, share) in scenarios.iter_mut().zip(args.realisation.iter().cycle()) {
        scenario.realisation = share.clone();
    }
    let axes = context.resolve_grid(&axes)?;
    let compute = |one| WhatIf::compute(&year, &baseline.table, one);
    let outcomes: Vec<WhatIf> = scenarios.iter().map(compute).collect();
    let report = match outcomes.as_slice() {
        [one] => in_full(&baseline, &year, one, args.sensitivity.as_ref(), &axes)?,
        _ if args.sensitivity.is_some() || !axes.is_empty() => {
            return Err(Code::OptionsOfOneScenario.problem().into());
        }
        many => {
            let cost = baseline.require_cost()?;
            report::side_by_side(baseline.basis(&cost.coverage), &cost, many)
        }
    };
    let to_save = args.save_scenario.as_ref().zip(typed.first());
    let to_save = to_save.map(|(to, spec)| saved(to, spec, args, streams.folder)).transpose()?;
    deliver(report, format, &args.output, streams)?;
    if let Some((path, text)) = to_save {
        write_file(&path, &text, &args.output, streams)?;
    }
    let Some(limit) = &args.fail_below else { return Ok(()) };
    let below = outcomes.iter().filter(|outcome| outcome.saving < *limit);
    let amount = |money| baseline.amount(money, args.output.lang);
    let below = Diagnostics::collect(below.map(|outcome| -> Result<(), Diagnostic> {
        let problem = Code::SavingBelowLimit.problem().with("saving", amount(&outcome.saving));
        let problem = problem.with("limit", amount(limit));
        Err(problem.with_some("scenario", outcome.scenario.name.as_ref()))
    }));
    Ok(below?)
}

/// The scenarios of the file, or the one of `--scenario` and those that it builds on.
fn scenarios_of_file(args: &WhatIfArgs, streams: &Streams) -> Result<Vec<ScenarioSpec>> {
    let Some(path) = &args.scenarios else {
        if args.scenario.is_some() {
            return Err(Code::ScenarioWithoutFile.problem().into());
        }
        return Ok(Vec::new());
    };
    let all = scenarios::read(&file(path, streams.folder)?)?;
    match &args.scenario {
        Some(name) => Ok(scenarios::select(&all, &Argument::new("--scenario", name).whole())?),
        None => Ok(all),
    }
}

/// The file of `--save-scenario`, and its text with one more scenario.
fn saved(
    to: &str,
    spec: &ScenarioSpec,
    args: &WhatIfArgs,
    folder: &Path,
) -> Result<(PathBuf, String), Diagnostics> {
    let (name, path) = saved_scenarios::parse(to)?;
    let input = if folder.join(&path).exists() {
        file(&path, folder)?
    } else {
        Input { name: path.display().to_string(), bytes: Vec::new() }
    };
    let realisation = args.output.given.iter().find(|(flag, _)| *flag == "realisation");
    let realisation = realisation.and_then(|(_, values)| values.first());
    Ok((path, saved_scenarios::with_scenario(&input, &name, spec, realisation)?))
}

/// The report of one scenario, with the tables of `--sensitivity` and `--grid`.
fn in_full(
    baseline: &Baseline,
    year: &Year,
    one: &WhatIf,
    by: Option<&Share>,
    axes: &[GridAxis],
) -> Result<Report, Diagnostics> {
    let (cost, scenario) = (baseline.require_cost()?, &one.scenario);
    let basis = baseline.basis(&cost.coverage);
    let grid = axes.split_first().map(|(rows, columns)| {
        Grid::compute(year, &baseline.table, scenario, rows, columns.first())
    });
    if let Some(grid) = grid.as_ref().filter(|_| scenario.is_unchanged()) {
        return Ok(report::grid_alone(basis, grid));
    }
    let swings = by.map(|by| sensitivity(year, &baseline.table, scenario, by));
    Ok(report::in_full(basis, &cost, one, swings.as_deref().zip(by), grid.as_ref()))
}
