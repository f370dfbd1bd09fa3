//! The report of `kanal check`: what was understood of the files, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::model::counts::Dimension;
use crate::model::origin::{Column, FileOrigin, Meaning, Reason};
use crate::model::price_table::PriceTable;
use crate::model::year::UnitId;
use crate::report::Kind::{Hidden, LongText, Money, Number, Text};
use crate::report::basis::{Basis, CHANNEL, NoteScope, UNIT, table_name};
use crate::report::input_notes::{layout, not_read};
use crate::report::{Cell, Columns, Phrase, Report, Sentence, Short, Table, Term, headed};

/// A problem of the input or a warning, ready to be a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is an error or a warning.
    pub term: Term,
    /// The kind of problem, for machines.
    pub code: String,
    /// The problem.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
    /// The file that it is about, if it is about one.
    pub file: Option<String>,
    /// The line and the column in characters, both from 1, if it has a place in the file.
    pub position: Option<(usize, usize)>,
}

/// The notes on the files. `scenarios` is the name of a sound scenario file, with the number of its
/// scenarios.
pub fn notes(basis: Basis, scenarios: Option<(String, usize)>) -> Vec<Phrase> {
    let sound = scenarios.map(|(file, scenarios)| {
        Sentence::SoundScenarios.with("file", file).with("scenarios", scenarios)
    });
    let on_input = basis.notes_on_input(NoteScope::default());
    let not_read = basis.origin.files.iter().filter_map(not_read);
    let others = not_read.chain(basis.weeks_assumed()).chain(basis.left_out());
    sound.into_iter().chain(on_input).chain(others).collect()
}

/// All findings, and how the files were read.
pub fn report(
    basis: Basis,
    notes: Vec<Phrase>,
    findings: &[Finding],
    errors: &Diagnostics,
) -> Report {
    let files = &basis.origin.files;
    let mut tables = vec![
        files_table(files),
        columns_table(basis, files),
        weeks_by_unit(basis),
        by_channel(basis),
        left_out(files, basis.table),
    ];
    // Empty tables are left out, except for the problems: that there are none is the answer.
    tables.retain(|table| !table.rows.is_empty());
    tables.insert(0, problems(findings));
    for table in &mut tables {
        table.short = Short::Hidden;
    }
    let headline = headline(files, &notes, errors);
    Report {
        assumptions: headed(vec![
            (Term::Files, Cell::list(basis.files)),
            (Term::PriceTable, table_name(basis.table)),
            (Term::PriceFile, Cell::or_empty(basis.price_file)),
        ]),
        tables,
        notes,
        is_verdict: true,
        ..Report::new(Term::CheckReport, &basis.table.currency, headline)
    }
}

/// The verdict on each file, with its name, the number of its errors and its own report; and all
/// findings.
pub fn report_on_each(checks: Vec<(String, usize, Report)>, findings: &[Finding]) -> Report {
    let warnings = |report: &Report| report.notes.iter().filter(|note| note.is_warning()).count();
    let columns = Columns::<&(String, usize, Report)>::new()
        .col(Term::File, Text, |(file, _, _)| file.clone())
        .col(Term::Errors, Number, |(_, errors, _)| *errors)
        .col(Term::WarningsFound, Number, move |(_, _, report)| warnings(report));
    let wrong = checks.iter().filter(|(_, errors, _)| *errors > 0).count();
    let warned = checks.iter().filter(|(_, _, report)| warnings(report) > 0).count();
    let headline = Sentence::CheckedEach.with("files", checks.len());
    let headline = headline.with("wrong", wrong).with("warned", warned);
    let mut all = Report::new(Term::CheckReport, "", headline);
    all.tables = vec![Table::from_rows(Term::Verdicts, columns, &checks), problems(findings)];
    let files = checks.iter().map(|(file, _, _)| file.as_str());
    all.assumptions = headed(vec![(Term::Files, Cell::list(files))]);
    for (file, _, report) in checks {
        let of_file = |note| Sentence::NoteOfFile.with("file", file.as_str()).with("note", note);
        all.notes.extend(report.notes.into_iter().filter(Phrase::is_warning).map(of_file));
        let more =
            report.assumptions.into_iter().skip(1).filter(|one| !all.assumptions.contains(one));
        let more: Vec<_> = more.collect();
        all.assumptions.extend(more);
        all.currency = report.currency;
    }
    all
}

fn headline(files: &[FileOrigin], notes: &[Phrase], errors: &Diagnostics) -> Phrase {
    let errors = match (errors.count(), errors.is_incomplete()) {
        (0, _) => Sentence::NoErrors.into(),
        (errors, true) => Sentence::AtLeastErrors.with("number", errors),
        (errors, false) => Sentence::Errors.with("number", errors),
    };
    let warnings = notes.iter().filter(|note| note.is_warning()).count();
    let warnings = match warnings {
        0 => Sentence::NoWarnings.into(),
        some => Sentence::Warnings.with("number", some),
    };
    let sum = |rows: fn(&FileOrigin) -> u64| files.iter().map(rows).sum::<u64>();
    Sentence::Checked
        .with("errors", errors)
        .with("warnings", warnings)
        .with("rows", sum(|file| file.rows))
        .with("counted", sum(|file| file.counted))
        .with("left_out", sum(|file| file.left_out.values().sum()))
        .with("wrong", sum(|file| file.wrong))
}

fn problems(findings: &[Finding]) -> Table {
    let columns = Columns::<&Finding>::new()
        .col(Term::Severity, Text, |finding| finding.term)
        .col(Term::Code, Hidden, |finding| finding.code.clone())
        .col(Term::File, Text, |one| Cell::or_empty(one.file.as_ref()))
        .col(Term::Line, Number, |one| Cell::or_empty(one.position.map(|at| Cell::Label(at.0))))
        .col(Term::Column, Number, |one| Cell::or_empty(one.position.map(|at| Cell::Label(at.1))))
        .col(Term::Message, LongText, |finding| finding.message.clone())
        .col(Term::Help, LongText, |finding| Cell::or_empty(finding.help.as_ref()));
    Table::from_rows(Term::Problems, columns, findings)
}

fn files_table(files: &[FileOrigin]) -> Table {
    let columns = Columns::<&FileOrigin>::new()
        .col(Term::File, Text, |file| file.name.clone())
        .col(Term::Encoding, Text, |file| match file.sheet {
            Some(_) => Cell::Empty,
            None => file.encoding.name().into(),
        })
        .col(Term::Delimiter, Text, |file| match file.delimiter {
            _ if file.sheet.is_some() => Cell::Empty,
            '\t' => Term::Tab.into(),
            sign => sign.to_string().into(),
        })
        .col(Term::HeaderLine, Number, |file| Cell::Label(file.header_line))
        .col(Term::Layout, LongText, |file| layout(file.shape).unwrap_or(Term::PlainTable))
        .col(Term::Rows, Number, |file| file.rows)
        .col(Term::RowsCounted, Number, |file| file.counted)
        .col(Term::RowsLeftOut, Number, |file| file.left_out.values().sum::<u64>())
        .col(Term::RowsWrong, Number, |file| file.wrong);
    Table::from_rows(Term::FilesRead, columns, files)
}

fn columns_table(basis: Basis, files: &[FileOrigin]) -> Table {
    let rows = files.iter().flat_map(|file| {
        let named = file.columns.iter().filter(|column| !column.heading.trim().is_empty());
        named.map(move |column| (file, column))
    });
    let columns = Columns::<(&FileOrigin, &Column)>::new()
        .col(Term::File, Text, |(file, _)| file.name.clone())
        .col(Term::Heading, LongText, |(_, column)| Cell::from(column.heading.trim()))
        .col(Term::Meaning, LongText, |(_, column)| match column.meaning {
            Meaning::Dimension(dimension) => Cell::from(dimension),
            Meaning::Date => Term::Date.into(),
            Meaning::Count => Term::CountColumn.into(),
            Meaning::Total => Term::SumOfOthers.into(),
            Meaning::Channel(position) => basis.channel_name(position),
            Meaning::None => Term::NotRead.into(),
        });
    Table::from_rows(Term::Columns, columns, rows)
}

fn weeks_by_unit(basis: Basis) -> Table {
    let mut units = BTreeMap::<UnitId, (BTreeSet<usize>, u64)>::new();
    for (slot, counted) in basis.counts.slots() {
        let (weeks, sum) = units.entry(UnitId::of(slot).named()).or_default();
        weeks.insert(slot.id(Dimension::Week));
        *sum += counted;
    }
    let week = move |&week: &usize| basis.name(Dimension::Week, week);
    let columns = Columns::<(BTreeSet<usize>, u64)>::new()
        .col(Term::CountWeeks, LongText, move |(weeks, _)| Cell::list(weeks.iter().map(week)))
        .col(Term::Counted, Number, |(_, counted)| *counted);
    let name = basis.unit_names();
    let rows = units.into_iter().map(|(unit, figures)| ([name(&unit)], figures));
    Table::named(Term::WeeksByUnit, &UNIT, columns, rows, None)
}

fn by_channel(basis: Basis) -> Table {
    let counted = basis.counts.by(Dimension::Channel).into_iter();
    let rows = counted.filter_map(|row| Some((basis.channel(row.0)?, row)));
    let price = move |position| basis.table.price(position).cloned().map(Cell::Price);
    let columns = Columns::<(usize, u64)>::new()
        .col(Term::Counted, Number, |(_, counted)| *counted)
        .col(Term::Price, Money, move |(position, _)| price(*position));
    Table::named(Term::ByChannel, &CHANNEL, columns, rows, None)
}

fn left_out(files: &[FileOrigin], prices: &PriceTable) -> Table {
    let rows = files
        .iter()
        .flat_map(|file| file.left_out.iter().map(move |(reason, rows)| (file, *reason, *rows)));
    let columns = Columns::<(&FileOrigin, Reason, u64)>::new()
        .col(Term::File, Text, |(file, ..)| file.name.clone())
        .col(Term::Code, Text, |(_, reason, _)| match reason {
            Reason::Code(position) => prices.id(*position).into(),
            Reason::Total | Reason::Average | Reason::NotSelected => Cell::Empty,
        })
        .col(Term::Reason, LongText, |(_, reason, _)| match reason {
            Reason::Total => Cell::from(Term::SumOfOthers),
            Reason::Average => Term::AverageRow.into(),
            Reason::NotSelected => Term::NotSelected.into(),
            Reason::Code(position) => {
                Cell::or_empty(prices.left_out(*position).map(|code| &code.reason))
            }
        })
        .col(Term::Rows, Number, |(.., rows)| *rows);
    Table::from_rows(Term::LeftOut, columns, rows)
}
