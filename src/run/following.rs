//! What follows a count up.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Baseline, Streams, deliver};
use crate::cli::following::{ContactCentreArgs, Include, PatternArgs, SelfServiceArgs};
use crate::cli::usage;
use crate::input::code::Code;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::headings;
use crate::input::lookup::{channels, quoted, targets};
use crate::model::contact_centre::{ContactCentre, Question};
use crate::model::counts::{Dimension, Slot};
use crate::model::enquiry;
use crate::model::origin::Meaning;
use crate::model::pattern::Pattern;
use crate::model::price_table::PriceTable;
use crate::model::self_service::{self, SelfService};
use crate::report;

pub(super) fn pattern(args: &PatternArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths())?;
    let (rows, columns) = args.selections();
    if columns.is_some_and(|columns| columns.dimension == rows.dimension) {
        let name = headings::names(rows.dimension)[1];
        let message =
            format!("--rows and --columns are both `{name}`; a pattern is of two dimensions");
        return Err(usage(&message).into());
    }
    let wanted: Vec<Dimension> =
        [Some(rows), columns].iter().flatten().map(|one| one.dimension).collect();
    let baseline = match args.include {
        Some(Include::LeftOut) => Baseline::with_left_out(&args.input, &wanted, streams.input)?,
        None => Baseline::read(&args.input, &wanted, streams.input).map_err(|problems| {
            let way_out = "`--include left-out` shows those that are counted";
            problems.with_help(|one| one.code == Code::NoEnquiries, way_out)
        })?,
    };
    for dimension in wanted {
        told(&baseline, dimension)?;
    }
    let pattern = Pattern::of(&baseline.counts, &baseline.table, rows, columns);
    let (basis, cost) = (baseline.basis(), baseline.cost(&[]));
    let report = report::pattern::report(basis, &cost, &pattern, args.share);
    deliver(report, format, &args.output, streams)
}

/// A dimension that no row tells is a pattern of nothing: a count may do without units and
/// municipalities.
fn told(baseline: &Baseline, dimension: Dimension) -> Result<(), Diagnostics> {
    let is_named = Dimension::NAMED.contains(&dimension);
    let is_enquiry = |slot: &Slot| baseline.table.is_enquiry(slot);
    if !is_named || baseline.counts.names_in(dimension, is_enquiry).any(|name| !name.is_empty()) {
        return Ok(());
    }
    let [danish, english] = [0, 1].map(|at| headings::names(dimension)[at]);
    let either = if danish == english {
        format!("`{danish}`")
    } else {
        format!("`{danish}` or `{english}`")
    };
    let mut problems = Diagnostics::default();
    for file in &baseline.origin.files {
        let meaning = Meaning::Dimension(dimension);
        if file.columns.iter().all(|column| column.meaning != meaning) {
            let columns = file.columns.iter().map(|column| column.heading.as_str());
            let columns = quoted(columns.filter(|heading| !heading.trim().is_empty()), ", ");
            let what = format!("no column for the {english} in `{}`", file.name);
            let help = format!("expected {either} among them; the columns are {columns}");
            problems.push(Diagnostic::new(Code::MissingColumn, what).help(help));
        }
    }
    if problems.count() == 0 {
        let help = format!("the pattern needs a column {either} with a name in some row");
        problems.push(
            Diagnostic::new(Code::DimensionNotStated, format!("no row tells its {english}"))
                .help(help),
        );
    }
    Err(problems)
}

pub(super) fn self_service(args: &SelfServiceArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths())?;
    let baseline = Baseline::read(&args.input, &args.dimensions(), streams.input).map_err(|problems| {
        let why = "a self-service degree is of applications and notifications, and the type tells which those are; \
                   `--all-types` does without and takes every enquiry for one";
        problems.with_help(|one| one.is_missing_column(Dimension::Type), why)
    })?;
    let (table, counts) = (&baseline.table, &baseline.counts);
    if !self_service::is_known(table) {
        let what = format!("no channel of price table `{}` is self-service", table.name);
        let help = "mark those that are with `self_service = true`";
        return Err(Diagnostics::from(
            Diagnostic::new(Code::NoSelfServiceChannel, what).help(help),
        )
        .into());
    }
    if !args.all_types {
        told_apart(&baseline, &[Dimension::Type])?;
    }
    let question = args.question(targets(&args.targets, counts)?);
    let result = SelfService::of(counts, table, &baseline.year(), &question);
    if result.tasks.is_empty() && result.untold.is_none() {
        let problem =
            Diagnostic::new(Code::NoApplications, "no applications or notifications in the count");
        let help = format!(
            "they are the types `OPRET` and `STATUS`{}; `--all-types` takes every enquiry for one",
            untyped(result.untyped)
        );
        return Err(Diagnostics::from(problem.help(help)).into());
    }
    let (basis, cost) = (baseline.basis(), baseline.cost(&[]));
    let report = report::self_service::report(basis, &cost, &question, &result);
    deliver(report, format, &args.output, streams)
}

pub(super) fn contact_centre(args: &ContactCentreArgs, streams: &mut Streams) -> Result<()> {
    let format = args.output.format(&args.input.paths())?;
    let wanted = [Dimension::Task, Dimension::Type, Dimension::Closure];
    let baseline = Baseline::read(&args.input, &wanted, streams.input).map_err(|problems| {
        let types =
            "the type tells what asks for information, and what of it is on an existing case";
        let closures = "the closure tells what is closed at once";
        problems
            .with_help(|one| one.is_missing_column(Dimension::Type), types)
            .with_help(|one| one.is_missing_column(Dimension::Closure), closures)
    })?;
    told_apart(&baseline, &[Dimension::Type, Dimension::Closure])?;
    let channels = taken(args.channels.as_deref(), &baseline.table)?;
    let question = Question { channels, transfer: args.transfer() };
    let result = ContactCentre::of(&baseline.counts, &baseline.year(), &question);
    if result.tasks.is_empty() && result.untold.is_some() {
        let problem =
            Diagnostic::new(Code::NoTasks, "no information enquiry in the count has a task")
                .help("the column for the task is empty in their rows; tasks are what is ranked");
        return Err(Diagnostics::from(problem).into());
    }
    if result.tasks.is_empty() {
        let ids = question.channels.iter().map(|&at| baseline.table.id(at));
        let what = format!("no information enquiries on {}", quoted(ids, ", "));
        let help = format!(
            "they are the types `INFO`, `VEJL`, `SLVBTJN` and `FEJL`{}; `--channels` takes other channels",
            untyped(result.untyped)
        );
        return Err(Diagnostics::from(
            Diagnostic::new(Code::NoInformationEnquiries, what).help(help),
        )
        .into());
    }
    let (basis, cost) = (baseline.basis(), baseline.cost(&[]));
    let report = report::contact_centre::report(basis, &cost, &question, &result);
    deliver(report, format, &args.output, streams)
}

/// Types and closures are told by their codes: those of one name are not.
fn told_apart(baseline: &Baseline, dimensions: &[Dimension]) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::default();
    let merged = dimensions.iter().flat_map(|one| enquiry::merged(&baseline.counts, *one));
    for merged in merged {
        let name = headings::names(merged.dimension)[1];
        let codes = quoted(merged.codes.iter().map(String::as_str), ", ");
        let what = format!("{name}s {codes} have one name, `{}`", merged.name);
        let help = format!(
            "what they mean is told by the code, and two codes of one name cannot be told apart; give each its own name in the list of `--names {name}=`"
        );
        problems.push(Diagnostic::new(Code::CodesOfOneName, what).help(help));
    }
    problems.into_result(())
}

/// How many of the enquiries have no type that is known, where there are such.
fn untyped(counted: u64) -> String {
    match counted {
        0 => String::new(),
        1 => ", and 1 enquiry has no type or an unknown one".to_owned(),
        many => format!(", and {many} enquiries have no type or an unknown one"),
    }
}

/// The channels that a contact centre takes: as told, else those of the usual that the table has.
fn taken(words: Option<&[String]>, table: &PriceTable) -> Result<BTreeSet<usize>, Diagnostics> {
    let usual = ["telefon", "e-mail", "chat"].map(str::to_owned);
    let is_known = |word: &&String| table.find(word).is_some_and(|at| table.channel(at).is_some());
    let known: Vec<String> = usual.iter().filter(is_known).cloned().collect();
    match words {
        Some(words) => channels("--channels", words, table),
        None if known.is_empty() => channels("--channels", &usual, table),
        None => channels("--channels", &known, table),
    }
}
