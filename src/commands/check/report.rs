//! The report of `kanal check`: what was understood of the files, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::Dimension;
use crate::model::origin::{Column, FileOrigin, Meaning, Reason};
use crate::model::price_table::{Channel, PriceTable};
use crate::model::year::UnitId;
use crate::report::Kind::{Hidden, LongText, Money, Number, Text};
use crate::report::basis::{
    Basis, NoteScope, layout, name_of, notes_on_input, same_files, terms, unit_names,
};
use crate::report::{Cell, Columns, Message, Phrase, Report, Sentence, Severity, Table, Term};

/// One thing that is wrong, as the input describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is an error or a warning.
    pub term: Term,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file, when it is in one.
    pub file: Option<String>,
    /// Its line and its column in characters, both from 1.
    pub place: Option<(usize, usize)>,
}

/// How many errors were found.
#[derive(Debug, Clone, Copy)]
pub struct ErrorCount {
    /// The errors that were counted.
    pub errors: usize,
    /// Whether there are more of them.
    pub is_cut: bool,
}

/// What was understood of the files; `scenarios` is a sound file of them, and how many it has.
pub fn notes(basis: Basis, scenarios: Option<(String, usize)>) -> Vec<Message> {
    let sound = scenarios.map(|(file, scenarios)| {
        Phrase::new(Sentence::SoundScenarios).with("file", file).with("scenarios", scenarios).into()
    });
    sound
        .into_iter()
        .chain(notes_on_input(basis, NoteScope::default()))
        .chain(same_files(basis))
        .collect()
}

/// What is wrong with the files, and what was understood of them.
pub fn report(
    basis: Basis,
    notes: Vec<Message>,
    findings: &[Finding],
    errors: ErrorCount,
) -> Report {
    let files = &basis.origin.files;
    let mut tables = vec![
        files_table(files),
        columns_table(files, basis.table),
        weeks_by_unit(basis),
        by_channel(basis),
        left_out(files, basis.table),
    ];
    // A table without rows has nothing to say, but that there are no problems is the answer.
    tables.retain(|table| !table.rows.is_empty());
    tables.insert(0, problems(findings));
    let file_names = basis.files.iter().cloned().map(Cell::Text).collect();
    let headline = headline(files, &notes, errors);
    Report {
        assumptions: vec![
            (Term::Files, Cell::List(file_names)),
            (Term::PriceTable, basis.table.name.as_str().into()),
            (Term::PriceFile, Cell::text(basis.price_file)),
        ],
        tables,
        notes,
        ..Report::new(Term::CheckReport, &basis.table.currency, headline)
    }
}

fn headline(files: &[FileOrigin], notes: &[Message], errors: ErrorCount) -> Phrase {
    let ErrorCount { errors, is_cut } = errors;
    let errors = match (errors, is_cut) {
        (0, _) => Phrase::new(Sentence::NoErrors),
        (some, true) => Phrase::new(Sentence::AtLeastErrors).with("number", some),
        (some, false) => Phrase::new(Sentence::Errors).with("number", some),
    };
    let warnings = notes.iter().filter(|note| note.severity == Severity::Warning).count();
    let warnings = match warnings {
        0 => Phrase::new(Sentence::NoWarnings),
        some => Phrase::new(Sentence::Warnings).with("number", some),
    };
    let sum = |rows: fn(&FileOrigin) -> u64| files.iter().map(rows).sum::<u64>();
    Phrase::new(Sentence::Checked)
        .with("errors", errors)
        .with("warnings", warnings)
        .with("rows", sum(|file| file.rows))
        .with("counted", sum(|file| file.counted))
        .with("left_out", sum(|file| file.left_out.values().sum()))
        .with("wrong", sum(|file| file.wrong))
}

fn problems(findings: &[Finding]) -> Table {
    let label = |at: Option<usize>| at.map_or(Cell::Empty, Cell::Label);
    let columns = Columns::<&Finding>::new()
        .col(Term::Severity, Text, |finding| finding.term.into())
        .col(Term::File, Text, |finding| Cell::text(finding.file.clone()))
        .col(Term::Line, Number, |finding| label(finding.place.map(|(line, _)| line)))
        .col(Term::Column, Number, |finding| label(finding.place.map(|(_, column)| column)))
        .col(Term::Message, LongText, |finding| finding.message.as_str().into())
        .col(Term::Help, LongText, |finding| Cell::text(finding.help.clone()));
    Table::from_rows(Term::Problems, columns, findings)
}

fn files_table(files: &[FileOrigin]) -> Table {
    let columns = Columns::<&FileOrigin>::new()
        .col(Term::File, Text, |file| file.name.as_str().into())
        .col(Term::Encoding, Text, |file| file.encoding.name().into())
        .col(Term::Delimiter, Text, |file| match file.delimiter {
            '\t' => Term::Tab.into(),
            sign => sign.to_string().into(),
        })
        .col(Term::Layout, LongText, |file| layout(file.shape).unwrap_or(Term::PlainTable).into())
        .col(Term::Rows, Number, |file| file.rows.into())
        .col(Term::RowsCounted, Number, |file| file.counted.into())
        .col(Term::RowsLeftOut, Number, |file| file.left_out.values().sum::<u64>().into())
        .col(Term::RowsWrong, Number, |file| file.wrong.into());
    Table::from_rows(Term::FilesRead, columns, files)
}

fn columns_table(files: &[FileOrigin], prices: &PriceTable) -> Table {
    type Row<'a> = (&'a FileOrigin, &'a Column);
    let rows = files.iter().flat_map(|file| {
        let named = file.columns.iter().filter(|column| !column.heading.trim().is_empty());
        named.map(move |column| (file, column))
    });
    let columns = Columns::<Row>::new()
        .col(Term::File, Text, |(file, _)| file.name.as_str().into())
        .col(Term::Heading, LongText, |(_, column)| column.heading.trim().into())
        .col(Term::Meaning, LongText, |(_, column)| match column.meaning {
            Meaning::Dimension(dimension) => terms(dimension)[1].into(),
            Meaning::Date => Term::Date.into(),
            Meaning::Count => Term::CountColumn.into(),
            Meaning::Total => Term::SumOfOthers.into(),
            Meaning::Channel(position) => prices.id(position).into(),
            Meaning::None => Term::NotRead.into(),
        });
    Table::from_rows(Term::Columns, columns, rows)
}

fn weeks_by_unit(basis: Basis) -> Table {
    type Row = (UnitId, (BTreeSet<usize>, u64));
    let name = unit_names(basis);
    let mut units = BTreeMap::<UnitId, (BTreeSet<usize>, u64)>::new();
    for (slot, counted) in basis.counts.slots() {
        let (weeks, sum) = units.entry(UnitId::of(slot)).or_default();
        weeks.insert(slot.id(Dimension::Week));
        *sum += counted;
    }
    let week = |&week: &usize| name_of(basis.counts, Dimension::Week, week);
    let columns = Columns::<Row>::new()
        .col(Term::Unit, Text, |(unit, _)| name(unit))
        .col(Term::CountWeeks, LongText, |(_, (weeks, _))| {
            Cell::List(weeks.iter().map(week).collect())
        })
        .col(Term::Counted, Number, |(_, (_, counted))| (*counted).into());
    Table::from_rows(Term::WeeksByUnit, columns, units)
}

fn by_channel(basis: Basis) -> Table {
    let counted = basis.counts.by(Dimension::Channel).into_iter();
    let rows =
        counted.filter_map(|(position, counted)| Some((basis.table.channel(position)?, counted)));
    let columns = Columns::<(&Channel, u64)>::new()
        .col(Term::Channel, Hidden, |(channel, _)| channel.id.as_str().into())
        .col(Term::Name, Text, |(channel, _)| channel.name.as_str().into())
        .col(Term::Counted, Number, |(_, counted)| (*counted).into())
        .col(Term::Price, Money, |(channel, _)| Cell::price(channel.price.clone()));
    Table::from_rows(Term::ByChannel, columns, rows)
}

fn left_out(files: &[FileOrigin], prices: &PriceTable) -> Table {
    type Row<'a> = (&'a FileOrigin, Reason, u64);
    let rows = files
        .iter()
        .flat_map(|file| file.left_out.iter().map(move |(reason, rows)| (file, *reason, *rows)));
    let columns = Columns::<Row>::new()
        .col(Term::File, Text, |(file, ..)| file.name.as_str().into())
        .col(Term::Code, Text, |(_, reason, _)| match reason {
            Reason::Code(position) => prices.id(*position).into(),
            Reason::Total | Reason::NotSelected => Cell::Empty,
        })
        .col(Term::Reason, LongText, |(_, reason, _)| match reason {
            Reason::Total => Term::SumOfOthers.into(),
            Reason::NotSelected => Term::NotSelected.into(),
            Reason::Code(position) => {
                Cell::text(prices.left_out(*position).map(|code| code.reason.as_str()))
            }
        })
        .col(Term::Rows, Number, |(.., rows)| (*rows).into());
    Table::from_rows(Term::LeftOut, columns, rows)
}
