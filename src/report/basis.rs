//! What every yearly figure rests on: the assumptions, and the notes on a count.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::{Cell, Key, Note, origin};
use crate::model::counts::{Counts, Dimension, folded};
use crate::model::coverage::Coverage;
use crate::model::origin::Origin;
use crate::model::price_table::{Code, PriceTable};
use crate::model::quantity::{Enquiries, Weeks};
use crate::model::year::{Scale, UnitId};

/// Everything that the report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The names of the files that were read.
    pub files: &'a [String],
    /// Those of them that were given before, under this name or another.
    pub again: &'a [String],
    /// What was counted.
    pub counts: &'a Counts,
    /// Where they come from.
    pub origin: &'a Origin,
    /// What it was priced with.
    pub table: &'a PriceTable,
    /// The file that the price table was read from; `None` for a built-in one.
    pub price_file: Option<&'a str>,
    /// How it was scaled.
    pub scale: &'a Scale,
}

/// The assumptions of a yearly figure.
pub(super) fn assumptions(basis: Basis, coverage: &Coverage) -> Vec<(Key, Cell)> {
    let table = basis.table;
    let price_file = basis.price_file.map_or(Cell::Empty, |file| Cell::Text(file.to_owned()));
    vec![
        (Key::Files, Cell::List(basis.files.iter().cloned().map(Cell::Text).collect())),
        (Key::PriceTable, Cell::Text(table.name.clone())),
        (Key::PriceFile, price_file),
        (Key::PriceYear, Cell::Label(table.year.into())),
        (Key::Source, Cell::Text(table.source.clone())),
        (Key::Basis, Cell::Text(table.basis.clone())),
        (Key::Currency, Cell::Text(table.currency.clone())),
        (
            Key::CountWeeks,
            Cell::List(coverage.weeks_seen.iter().copied().map(Cell::Label).collect()),
        ),
        (Key::WeeksCounted, Cell::Weeks(coverage.weeks_counted.clone())),
        (Key::WeeksPerYear, Cell::Weeks(basis.scale.weeks_per_year.clone())),
        (Key::Factor, Cell::Factor(coverage.factor.clone())),
    ]
}

/// Those of the assumptions that a figure without a price, or one that is not scaled, rests on.
pub(super) fn assumed(basis: Basis, coverage: &Coverage, kept: &[Key]) -> Vec<(Key, Cell)> {
    let mut all = assumptions(basis, coverage);
    all.retain(|(key, _)| kept.contains(key));
    all
}

/// What has to be known of the counts, their weeks and what has no part in the coverage.
pub(super) fn notes(basis: Basis, coverage: &Coverage) -> Vec<Note> {
    notes_with(basis, coverage, unpriced(basis.table, coverage))
}

/// The same for an analysis in which enquiries without a price have a part.
pub(super) fn notes_without_prices(basis: Basis, coverage: &Coverage) -> Vec<Note> {
    notes_with(basis, coverage, None)
}

fn notes_with(basis: Basis, coverage: &Coverage, unpriced: Option<Note>) -> Vec<Note> {
    let mut notes = weeks(basis, coverage);
    notes.extend(notes_on_input(basis));
    notes.extend(unpriced);
    notes.extend(left_out(basis.table, coverage));
    notes.extend(same_files(basis));
    notes
}

/// How the files were read, and names that were written in more than one way.
pub(super) fn notes_on_input(basis: Basis) -> impl Iterator<Item = Note> {
    let counted = counted_words(basis);
    let spellings = basis.counts.spellings();
    let is_counted = move |(dimension, names): &(Dimension, &[String])| {
        names.iter().any(|name| counted(*dimension, name))
    };
    let spellings = spellings.filter(is_counted);
    let spellings = spellings.map(|(_, names)| Note::Spellings { names: names.to_vec() });
    origin::notes(basis).into_iter().map(Note::Input).chain(spellings)
}

/// Whether a name, or the code that was given one, is that of enquiries: rows that are left
/// out or not asked for have names too.
pub(super) fn counted_words(basis: Basis) -> impl Fn(Dimension, &str) -> bool {
    // Most reports never ask, and need no list.
    let words = Dimension::NAMED.map(|dimension| {
        (dimension, LazyCell::new(move || basis.counts.words_of_enquiries(dimension)))
    });
    let words = BTreeMap::from(words);
    move |dimension, word| words.get(&dimension).is_some_and(|words| words.contains(&folded(word)))
}

/// Files that were given more than once.
pub(super) fn same_files(basis: Basis) -> impl Iterator<Item = Note> {
    basis.again.iter().map(|file| Note::SameFile { file: file.clone() })
}

/// How many weeks were counted, by whom, and what that makes of them.
fn weeks(basis: Basis, coverage: &Coverage) -> Vec<Note> {
    let weeks_per_year = &basis.scale.weeks_per_year;
    let weeks_counted = coverage.weeks_counted.clone();
    let mut notes = vec![Note::Annualisation {
        weeks_per_year: weeks_per_year.clone(),
        weeks_counted: weeks_counted.clone(),
    }];
    match &basis.scale.weeks_counted {
        None if coverage.weeks_seen.is_empty() => {
            notes.push(Note::WeeksAssumed { weeks: weeks_counted.clone() });
        }
        Some(given) if coverage.units_scaled_otherwise > 0 => notes.push(Note::WeeksGiven {
            given: given.clone(),
            units: coverage.units_scaled_otherwise,
            all: coverage.units,
        }),
        _ => {}
    }
    let told_otherwise = basis.scale.weeks_counted.is_some() && coverage.units_scaled_otherwise > 0;
    if weeks_counted <= Weeks::from(1) && !told_otherwise {
        notes.push(Note::OneWeek);
    }
    let name = unit_names(basis);
    notes.extend(coverage.fewer_weeks.iter().map(|group| Note::FewerWeeks {
        units: group.units.iter().map(&name).collect(),
        weeks: group.weeks.clone(),
        most: weeks_counted.clone(),
        weeks_per_year: weeks_per_year.clone(),
        counted: group.counted,
        enquiries: group.enquiries.clone(),
    }));
    notes
}

/// What units are called: with their municipality, where several have counted.
pub(super) fn unit_names(basis: Basis) -> impl Fn(&UnitId) -> String {
    let counts = basis.counts;
    let several = counts.by(Dimension::Municipality).len() > 1;
    move |unit| {
        let municipality = counts.name(Dimension::Municipality, unit.municipality());
        match counts.name(Dimension::Unit, unit.name()) {
            name if !several || municipality.is_empty() => name.to_owned(),
            "" => municipality.to_owned(),
            name => format!("{name} ({municipality})"),
        }
    }
}

fn unpriced(table: &PriceTable, coverage: &Coverage) -> Option<Note> {
    let enquiries: Enquiries = coverage.unpriced.values().sum();
    let channel = |(position, enquiries): (&usize, &Enquiries)| {
        Some((table.channel(*position)?.name.clone(), enquiries.clone()))
    };
    (!enquiries.is_zero()).then(|| Note::Unpriced {
        share: enquiries.ratio(&coverage.enquiries).expect("the total holds these enquiries"),
        enquiries,
        channels: coverage.unpriced.iter().filter_map(channel).collect(),
    })
}

/// One note a reason, in alphabetical order.
pub(super) fn left_out(table: &PriceTable, coverage: &Coverage) -> Vec<Note> {
    let mut reasons = BTreeMap::<&str, Vec<(String, u64)>>::new();
    for (&position, &counted) in &coverage.left_out {
        if let Code::LeftOut(left_out) = &table.codes()[position] {
            reasons.entry(&left_out.reason).or_default().push((left_out.code.clone(), counted));
        }
    }
    reasons
        .into_iter()
        .map(|(reason, codes)| Note::LeftOut {
            reason: reason.to_owned(),
            counted: codes.iter().map(|(_, counted)| counted).sum(),
            codes,
        })
        .collect()
}

/// What an id of a dimension is called; not for channels.
pub(super) fn named(counts: &Counts, dimension: Dimension, id: usize) -> Cell {
    let (_, key) = keys(dimension);
    match dimension {
        Dimension::Week if id == 0 => Cell::Untold(key),
        Dimension::Week => Cell::Label(id),
        _ => match counts.name(dimension, id) {
            "" => Cell::Untold(key),
            name => Cell::Text(name.to_owned()),
        },
    }
}

/// The code of an id and what it is called, where a list may have given it a name.
pub(super) fn coded(counts: &Counts, dimension: Dimension, id: usize) -> [Cell; 2] {
    let code = match counts.code(dimension, id) {
        "" => named(counts, dimension, id),
        code => Cell::Text(code.to_owned()),
    };
    [code, named(counts, dimension, id)]
}

/// The table of a dimension and its first column.
pub(super) fn keys(dimension: Dimension) -> (Key, Key) {
    match dimension {
        Dimension::Municipality => (Key::ByMunicipality, Key::Municipality),
        Dimension::Unit => (Key::ByUnit, Key::Unit),
        Dimension::Week => (Key::ByWeek, Key::Week),
        Dimension::Channel => (Key::ByChannel, Key::Channel),
        Dimension::Task => (Key::ByTask, Key::Task),
        Dimension::Type => (Key::ByType, Key::Type),
        Dimension::Closure => (Key::ByClosure, Key::Closure),
    }
}
