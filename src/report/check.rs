//! The report of `kanal check`: what was understood of the files, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::{Basis, keys, named, notes_on_input, same_files, unit_names};
use super::input::InputNote;
use super::{Cell, Key, Kind, Note, Report, Table, columns, origin};
use crate::model::counts::Dimension;
use crate::model::origin::{Column, FileOrigin, Meaning, Reason};
use crate::model::price_table::PriceTable;
use crate::model::year::UnitId;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing can be computed with it.
    Error,
    /// It is likely a slip.
    Warning,
}

/// One thing that is wrong, in the words of the edge that found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file, when it is in one.
    pub file: Option<String>,
    /// Its line and its column in characters, both from 1.
    pub place: Option<(usize, usize)>,
}

/// What was understood. What is wrong is told by [`with_findings`].
pub fn report(basis: Basis) -> Report {
    let files = &basis.origin.files;
    let price_file = basis.price_file.map_or(Cell::Empty, |file| Cell::Text(file.to_owned()));
    let mut tables = vec![
        of_files(files),
        of_columns(files, basis.table),
        weeks_by_unit(basis),
        by_channel(basis),
        left_out(files, basis.table),
    ];
    // What has no rows has nothing to say.
    tables.retain(|table| !table.rows.is_empty());
    Report {
        key: Key::Check,
        currency: basis.table.currency.clone(),
        headline: Note::Input(InputNote::Checked {
            errors: 0,
            is_cut: false,
            warnings: 0,
            rows: files.iter().map(|file| file.rows).sum(),
            counted: files.iter().map(|file| file.counted).sum(),
            left_out: files.iter().flat_map(|file| file.left_out.values()).sum(),
            wrong: files.iter().map(|file| file.wrong).sum(),
        }),
        answer: Vec::new(),
        arithmetic: Vec::new(),
        assumptions: vec![
            (Key::Files, Cell::List(basis.files.iter().cloned().map(Cell::Text).collect())),
            (Key::PriceTable, Cell::Text(basis.table.name.clone())),
            (Key::PriceFile, price_file),
        ],
        tables,
        matrix: None,
        notes: notes_on_input(basis).chain(same_files(basis)).collect(),
    }
}

/// The report with what is wrong: how many errors, and whether there are more of them.
pub fn with_findings(
    mut report: Report,
    findings: &[Finding],
    (found, may_be_more): (usize, bool),
    warned: usize,
) -> Report {
    if let Note::Input(InputNote::Checked { errors, is_cut, warnings, .. }) = &mut report.headline {
        (*errors, *is_cut, *warnings) = (found, may_be_more, warned);
    }
    report.tables.insert(0, problems(findings));
    report
}

fn problems(findings: &[Finding]) -> Table {
    let row = |finding: &Finding| {
        let severity = match finding.severity {
            Severity::Error => Key::ErrorWord,
            Severity::Warning => Key::WarningWord,
        };
        let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
        let [line, column] = match finding.place {
            Some((line, column)) => [line, column].map(Cell::Label),
            None => [Cell::Empty, Cell::Empty],
        };
        let message = Cell::Text(finding.message.clone());
        vec![Cell::Word(severity), text(&finding.file), line, column, message, text(&finding.help)]
    };
    let columns = columns([
        (Key::Severity, Kind::Text),
        (Key::File, Kind::Text),
        (Key::Line, Kind::Number),
        (Key::Column, Kind::Number),
        (Key::Message, Kind::LongText),
        (Key::Help, Kind::LongText),
    ]);
    table(Key::Problems, columns, findings.iter().map(row).collect())
}

fn of_files(files: &[FileOrigin]) -> Table {
    let row = |file: &FileOrigin| {
        let left_out: u64 = file.left_out.values().sum();
        vec![
            Cell::Text(file.name.clone()),
            Cell::Text(file.encoding.name().to_owned()),
            match file.delimiter {
                '\t' => Cell::Word(Key::Tab),
                sign => Cell::Text(sign.to_string()),
            },
            Cell::Word(origin::layout(file.shape).unwrap_or(Key::PlainTable)),
            Cell::Count(file.rows),
            Cell::Count(file.counted),
            Cell::Count(left_out),
            Cell::Count(file.wrong),
        ]
    };
    let columns = columns([
        (Key::File, Kind::Text),
        (Key::Encoding, Kind::Text),
        (Key::Delimiter, Kind::Text),
        (Key::Layout, Kind::LongText),
        (Key::Rows, Kind::Number),
        (Key::RowsCounted, Kind::Number),
        (Key::RowsLeftOut, Kind::Number),
        (Key::RowsWrong, Kind::Number),
    ]);
    table(Key::FilesRead, columns, files.iter().map(row).collect())
}

fn of_columns(files: &[FileOrigin], prices: &PriceTable) -> Table {
    let meaning = |meaning| match meaning {
        Meaning::Dimension(dimension) => Cell::Word(keys(dimension).1),
        Meaning::Date => Cell::Word(Key::DateWord),
        Meaning::Count => Cell::Word(Key::CountWord),
        Meaning::Total => Cell::Word(Key::TotalWord),
        Meaning::Channel(position) => Cell::Text(prices.id(position).to_owned()),
        Meaning::None => Cell::Word(Key::NotRead),
    };
    let of_file = |file: &FileOrigin| -> Vec<Vec<Cell>> {
        let named = file.columns.iter().filter(|column| !column.heading.trim().is_empty());
        let row = |column: &Column| {
            let (file, heading) = (file.name.clone(), column.heading.trim().to_owned());
            vec![Cell::Text(file), Cell::Text(heading), meaning(column.meaning)]
        };
        named.map(row).collect()
    };
    let columns = columns([
        (Key::File, Kind::Text),
        (Key::Heading, Kind::LongText),
        (Key::Meaning, Kind::LongText),
    ]);
    table(Key::Columns, columns, files.iter().flat_map(of_file).collect())
}

fn weeks_by_unit(basis: Basis) -> Table {
    let name = unit_names(basis);
    let mut units = BTreeMap::<UnitId, (BTreeSet<usize>, u64)>::new();
    for (slot, counted) in basis.counts.slots() {
        let (weeks, sum) = units.entry(UnitId::of(slot)).or_default();
        weeks.insert(slot.id(Dimension::Week));
        *sum += counted;
    }
    let row = |(unit, (weeks, counted)): (UnitId, (BTreeSet<usize>, u64))| {
        let weeks = weeks.into_iter().map(|week| named(basis.counts, Dimension::Week, week));
        let unit = match name(&unit) {
            name if name.is_empty() => Cell::Untold(Key::Unit),
            name => Cell::Text(name),
        };
        vec![unit, Cell::List(weeks.collect()), Cell::Count(counted)]
    };
    let columns = columns([
        (Key::Unit, Kind::Text),
        (Key::CountWeeks, Kind::LongText),
        (Key::Counted, Kind::Number),
    ]);
    table(Key::WeeksByUnit, columns, units.into_iter().map(row).collect())
}

fn by_channel(basis: Basis) -> Table {
    let counted = basis.counts.by(Dimension::Channel).into_iter();
    let row = |(position, counted): (usize, u64)| {
        let channel = basis.table.channel(position)?;
        Some(vec![
            Cell::Text(channel.id.clone()),
            Cell::Text(channel.name.clone()),
            Cell::Count(counted),
            Cell::price(channel.price.clone()),
        ])
    };
    let columns = columns([
        (Key::Channel, Kind::Hidden),
        (Key::Name, Kind::Text),
        (Key::Counted, Kind::Number),
        (Key::Price, Kind::Money),
    ]);
    table(Key::ByChannel, columns, counted.filter_map(row).collect())
}

fn left_out(files: &[FileOrigin], prices: &PriceTable) -> Table {
    let row = |file: &FileOrigin, reason: Reason, rows: u64| {
        let (code, reason) = match reason {
            Reason::Total => (Cell::Empty, Cell::Word(Key::TotalWord)),
            Reason::NotSelected => (Cell::Empty, Cell::Word(Key::NotSelected)),
            Reason::Code(position) => {
                let why = prices.left_out(position).map(|code| code.reason.clone());
                let reason = why.map_or(Cell::Empty, Cell::Text);
                (Cell::Text(prices.id(position).to_owned()), reason)
            }
        };
        vec![Cell::Text(file.name.clone()), code, reason, Cell::Count(rows)]
    };
    let rows = files.iter().flat_map(|file| {
        file.left_out.iter().map(|(reason, rows)| row(file, *reason, *rows)).collect::<Vec<_>>()
    });
    let columns = columns([
        (Key::File, Kind::Text),
        (Key::Code, Kind::Text),
        (Key::Reason, Kind::LongText),
        (Key::Rows, Kind::Number),
    ]);
    table(Key::LeftOut, columns, rows.collect())
}

fn table(key: Key, columns: Vec<super::Column>, rows: Vec<Vec<Cell>>) -> Table {
    Table { key, columns, rows, total: None, bars: None }
}
