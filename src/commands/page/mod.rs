//! The command `page`: one page for a meeting, with the reports of the other commands, pictures,
//! and a calculation that a reader can change.

pub mod args;
pub mod controls;
pub mod model;
pub mod report;

use std::collections::BTreeSet;

use anyhow::Result;

use super::{contact_centre, cost, outgoing, self_service, whatif};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::description;
use crate::input::header::Wanted;
use crate::input::scenarios::{self, MoveSpec};
use crate::model::counts::Dimension;
use crate::model::quantity::Share;
use crate::model::year::Year;
use crate::render::Format;
use crate::report::{Report, Section, Term};
use crate::run::{Baseline, Streams, deliver, file};
use crate::shell::pasteable;
use args::PageArgs;
use model::Playground;
use report::SectionKind;
use self_service::model::SelfServiceOptions;
use whatif::model::{WhatIf, sensitivity};

/// Runs `kanal page`.
pub fn run(args: &PageArgs, streams: &mut Streams) -> Result<()> {
    let mut read = args.input.paths();
    read.extend(args.scenarios.clone());
    if args.output.output.is_none() || args.output.format(&read, streams.folder)? != Format::Html {
        return Err(Code::PageNeedsFile.problem().into());
    }
    let mut specs = match &args.scenarios {
        Some(path) => scenarios::read(&file(path, streams.folder)?)?,
        None => Vec::new(),
    };
    let dimensions = specs.iter().flat_map(|spec| &spec.moves).flat_map(MoveSpec::dimensions);
    let dimensions: Vec<Dimension> = dimensions.collect();
    let wanted = Wanted { all: true, ..Wanted::from(&dimensions) };
    let mut baseline = Baseline::read(&args.input, wanted, streams)?.filtered()?;
    baseline.complete(&mut specs, &mut [])?;
    let year = baseline.year();
    let scenarios = baseline.counted_year(&year).resolve(&specs)?;

    let cost = baseline.cost(&[Dimension::Channel, Dimension::Unit]);
    let outcomes: Vec<WhatIf> = match &cost.total.cost {
        Some(_) => {
            scenarios.iter().map(|one| WhatIf::compute(&year, &baseline.table, one)).collect()
        }
        None => Vec::new(),
    };
    let of_cost = cost::report::report(baseline.basis(&cost.coverage), &cost);
    let chosen =
        if args.sections.is_empty() { SectionKind::all().collect() } else { args.sections.clone() };
    let (mut sections, mut left_out) = (Vec::new(), Vec::new());
    for &kind in &chosen {
        let basis = baseline.basis(&cost.coverage);
        let found = match kind {
            _ if !lacking(&baseline, kind).is_empty() => Vec::new(),
            SectionKind::Cost | SectionKind::Units => {
                Vec::from_iter(report::costs(kind, basis, &cost, &of_cost))
            }
            SectionKind::Scenarios => of_scenarios(&baseline, &year, &cost, &outcomes),
            SectionKind::Try => Vec::new(),
            SectionKind::SelfService => {
                let composed =
                    self_service::compose(&baseline, None, &SelfServiceOptions::default());
                titled(kind, composed)
            }
            SectionKind::ContactCentre => {
                titled(kind, contact_centre::compose(&mut baseline, None, None))
            }
            SectionKind::Outgoing => {
                let mut found = titled(kind, Ok(outgoing::report_on(&baseline, None)));
                // Without outgoing records its sentence says so, and nothing else.
                found.retain(|one| one.report.tables.iter().any(|table| !table.rows.is_empty()));
                found
            }
            _ => Vec::from_iter(report::pattern_section(kind, basis)),
        };
        if found.is_empty() && !kind.dimensions().is_empty() {
            left_out.push(kind);
        }
        sections.extend(found);
    }
    let missing: BTreeSet<Dimension> =
        left_out.iter().flat_map(|&kind| lacking(&baseline, kind)).collect();
    let has_try = chosen.contains(&SectionKind::Try) && cost.total.cost.is_some();
    let basis = baseline.basis(&cost.coverage);
    let explorer = has_try.then(|| {
        let playground = Playground::build(&scenarios, &baseline.table, &year);
        controls::explorer(basis, &year, &playground, &model::units(&year), command(args))
    });
    let best = whatif::report::verdict(&outcomes);
    let left_out = report::left_out(&left_out, &missing);
    let page = report::page(of_cost, best, sections, left_out, explorer);
    deliver(page, Format::Html, &args.output, streams)
}

/// The dimensions of a section that the counts do not have.
fn lacking(baseline: &Baseline, kind: SectionKind) -> Vec<Dimension> {
    let lacks = |dimension: &&Dimension| !baseline.counts.states(**dimension);
    kind.dimensions().iter().filter(lacks).copied().collect()
}

/// A report of another command as a section; none where the counts have nothing for it.
fn titled(kind: SectionKind, composed: Result<Report, Diagnostics>) -> Vec<Section> {
    let section = |report| Section { title: kind.title().into(), report };
    composed.ok().map(section).into_iter().collect()
}

/// The scenarios side by side, and each in full.
fn of_scenarios(
    baseline: &Baseline,
    year: &Year,
    cost: &cost::model::Cost,
    outcomes: &[WhatIf],
) -> Vec<Section> {
    let basis = baseline.basis(&cost.coverage);
    let by = "0.1".parse::<Share>().expect("a decimal");
    let in_full = |one: &WhatIf| {
        let swings = sensitivity(year, &baseline.table, &one.scenario, &by);
        let in_full = whatif::report::in_full(basis, cost, one, Some((&swings, &by)), None);
        report::scenario(one, in_full)
    };
    let beside = (outcomes.len() > 1).then(|| Section {
        title: Term::Scenarios.into(),
        report: whatif::report::side_by_side(basis, cost, outcomes),
    });
    beside.into_iter().chain(outcomes.iter().map(in_full)).collect()
}

/// `kanal whatif` with the files and the options of the page. The weeks of a year are a control.
fn command(args: &PageArgs) -> String {
    let files = args.input.files.iter().map(|file| match file.display().to_string() {
        stdin if stdin == "-" => " -".to_owned(),
        // It is no flag.
        name if name.starts_with('-') => pasteable("", &format!("./{name}")),
        name => pasteable("", &name),
    });
    let options = args.read.iter().filter(|(key, _)| *key != "weeks_per_year");
    let options = options.flat_map(|(key, values)| {
        let flag = description::flag(key);
        values.iter().map(move |value| {
            let is_switch = description::is_switch(key);
            format!(" {}", if is_switch { flag.clone() } else { pasteable(&flag, value) })
        })
    });
    format!("kanal whatif{}{}", files.collect::<String>(), options.collect::<String>())
}
