//! What every report says of its basis: the assumptions, and the notes on counts and files.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Message, Phrase, Sentence, Term};
use crate::model::counts::{Counts, Dimension, folded};
use crate::model::coverage::Coverage;
use crate::model::origin::{Encoding, FileOrigin, Meaning, Origin, Reason, Shape};
use crate::model::price_table::{Code, PriceTable, Why};
use crate::model::quantity::{Enquiries, Share, Weeks};
use crate::model::year::{Scale, UnitId};

/// A week with fewer enquiries than the busiest one divided by this looks like late registration.
const LATE: u64 = 20;

/// Headings of columns that are never the unit.
const NEVER_UNITS: [&str; 6] = ["dato", "date", "id", "nr", "i alt", "total"];

/// A factor that is no whole number of these, which has four decimals, is shown as a division.
const FACTOR_STEPS: u64 = 10_000;

/// Everything that a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The names of the files that were read.
    pub files: &'a [String],
    /// Those of them that were given before, under this name or another.
    pub again: &'a [String],
    /// What was counted.
    pub counts: &'a Counts,
    /// Where the counts come from.
    pub origin: &'a Origin,
    /// What they are priced with.
    pub table: &'a PriceTable,
    /// The file that the price table was read from; `None` for a built-in one.
    pub price_file: Option<&'a str>,
    /// How they are scaled to a year.
    pub scale: &'a Scale,
}

/// What the notes on the input have to say in a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoteScope<'a> {
    /// Whether prices play no part in the report.
    pub without_prices: bool,
    /// The channels that the report tells apart; all where there is no set.
    pub channels: Option<&'a BTreeSet<usize>>,
    /// Whether left-out codes are counted too, so that not every record is an enquiry.
    pub with_left_out: bool,
}

/// The table and the column of a dimension.
pub fn terms(dimension: Dimension) -> [Term; 2] {
    match dimension {
        Dimension::Municipality => [Term::ByMunicipality, Term::Municipality],
        Dimension::Unit => [Term::ByUnit, Term::Unit],
        Dimension::Week => [Term::ByWeek, Term::Week],
        Dimension::Channel => [Term::ByChannel, Term::Channel],
        Dimension::Task => [Term::ByTask, Term::Task],
        Dimension::Type => [Term::ByType, Term::Type],
        Dimension::Closure => [Term::ByClosure, Term::Closure],
    }
}

/// The assumptions of a yearly figure.
pub fn assumptions(basis: Basis, coverage: &Coverage) -> Vec<(Term, Cell)> {
    let table = basis.table;
    vec![
        (Term::Files, Cell::List(basis.files.iter().cloned().map(Cell::Text).collect())),
        (Term::PriceTable, table.name.as_str().into()),
        (Term::PriceFile, Cell::text(basis.price_file)),
        (Term::PriceYear, Cell::Label(table.year.into())),
        (Term::Source, table.source.as_str().into()),
        (Term::Basis, table.basis.as_str().into()),
        (Term::Currency, table.currency.as_str().into()),
        (
            Term::CountWeeks,
            Cell::List(coverage.weeks_seen.iter().copied().map(Cell::Label).collect()),
        ),
        (Term::WeeksCounted, coverage.weeks_counted.clone().into()),
        (Term::WeeksPerYear, basis.scale.weeks_per_year.clone().into()),
        (Term::Factor, Cell::Factor(coverage.factor.clone())),
    ]
}

/// Some of the assumptions, for a figure without a price or one that is not scaled.
pub fn some_assumptions(basis: Basis, coverage: &Coverage, kept: &[Term]) -> Vec<(Term, Cell)> {
    let mut all = assumptions(basis, coverage);
    all.retain(|(term, _)| kept.contains(term));
    all
}

/// What the reader has to know of the counts, their weeks, and what is not in the cost.
pub fn notes(basis: Basis, coverage: &Coverage) -> Vec<Message> {
    notes_with(basis, coverage, NoteScope::default(), unpriced(basis.table, coverage))
}

/// The same for an analysis that enquiries without a price are part of.
pub fn notes_without_unpriced(basis: Basis, coverage: &Coverage, scope: NoteScope) -> Vec<Message> {
    notes_with(basis, coverage, scope, None)
}

fn notes_with(
    basis: Basis,
    coverage: &Coverage,
    scope: NoteScope,
    unpriced: Option<Message>,
) -> Vec<Message> {
    let mut notes = weeks(basis, coverage);
    notes.extend(notes_on_input(basis, scope));
    notes.extend(unpriced);
    notes.extend(left_out(basis.table, coverage));
    notes.extend(same_files(basis));
    notes
}

/// How many weeks were counted, by which units, and how they are scaled.
fn weeks(basis: Basis, coverage: &Coverage) -> Vec<Message> {
    let (scale, weeks_counted) = (basis.scale, &coverage.weeks_counted);
    let mut notes: Vec<Message> = vec![
        Phrase::new(Sentence::Annualisation)
            .with("weeks_per_year", scale.weeks_per_year.clone())
            .with("weeks_counted", weeks_counted.clone())
            .into(),
    ];
    let is_overruled = scale.weeks_counted.is_some() && coverage.units_scaled_otherwise > 0;
    match &scale.weeks_counted {
        None if coverage.weeks_seen.is_empty() => {
            let assumed = Phrase::new(Sentence::WeeksAssumed);
            notes.push(assumed.with("weeks", weeks_counted.clone()).into());
        }
        Some(given) if is_overruled => notes.push(
            Phrase::new(Sentence::WeeksGiven)
                .with("given", given.clone())
                .with("units", coverage.units_scaled_otherwise)
                .with("all", coverage.units)
                .into(),
        ),
        _ => {}
    }
    if *weeks_counted <= Weeks::from(1) && !is_overruled {
        notes.push(Sentence::OneWeek.into());
    }
    let name = unit_names(basis);
    notes.extend(coverage.fewer_weeks.iter().map(|group| {
        Phrase::new(Sentence::FewerWeeks)
            .with_list("units", group.units.iter().map(&name))
            .with("weeks", group.weeks.clone())
            .with("most", weeks_counted.clone())
            .with("counted", group.counted)
            .with("factor", factor(&scale.weeks_per_year, &group.weeks))
            .with("enquiries", group.enquiries.clone())
            .into()
    }));
    notes
}

/// The factor from counted weeks to a year: `26`, or `52 / 3`, which no decimal holds.
fn factor(weeks_per_year: &Weeks, weeks: &Weeks) -> Phrase {
    let is_short = |factor: &Share| factor.times(&Share::from(FACTOR_STEPS)).exact().is_integer();
    match weeks_per_year.ratio(weeks).filter(is_short) {
        Some(factor) => Phrase::new(Sentence::Number).with("number", Cell::Factor(factor)),
        None => Phrase::new(Sentence::Quotient)
            .with("dividend", weeks_per_year.clone())
            .with("divisor", weeks.clone()),
    }
}

fn unpriced(table: &PriceTable, coverage: &Coverage) -> Option<Message> {
    let enquiries: Enquiries = coverage.unpriced.values().sum();
    let channels = coverage.unpriced.iter().filter_map(|(position, enquiries)| {
        let name = table.channel(*position)?.name.as_str();
        Some(name_and_number(name, enquiries.clone()))
    });
    let share = enquiries.ratio(&coverage.enquiries).filter(|_| !enquiries.is_zero())?;
    let phrase = Phrase::new(Sentence::Unpriced)
        .with("enquiries", enquiries)
        .with("share", Cell::Share(share))
        .with_list("channels", channels);
    Some(phrase.into())
}

/// One note for each reason, in alphabetical order.
pub fn left_out(table: &PriceTable, coverage: &Coverage) -> impl Iterator<Item = Message> {
    left_out_by_reason(table, coverage).into_iter().map(move |(reason, codes)| {
        let counted: u64 = codes.iter().map(|(_, counted)| counted).sum();
        let codes = codes.iter().map(|(at, counted)| name_and_number(table.id(*at), *counted));
        Phrase::new(Sentence::LeftOut)
            .with("counted", counted)
            .with("reason", reason)
            .with_list("codes", codes)
            .into()
    })
}

/// The left-out codes by reason, by their position in the price table, and how many were counted.
pub fn left_out_by_reason<'a>(
    table: &'a PriceTable,
    coverage: &Coverage,
) -> BTreeMap<&'a str, Vec<(usize, u64)>> {
    let mut reasons = BTreeMap::<&str, Vec<(usize, u64)>>::new();
    for (&position, &counted) in &coverage.left_out {
        if let Code::LeftOut(left_out) = &table.codes()[position] {
            reasons.entry(&left_out.reason).or_default().push((position, counted));
        }
    }
    reasons
}

/// `Digital Post 1.000`
fn name_and_number(name: &str, number: impl Into<Cell>) -> Phrase {
    Phrase::new(Sentence::NameAndNumber).with("name", name).with("number", number.into())
}

/// Files that were given more than once.
pub fn same_files(basis: Basis) -> impl Iterator<Item = Message> {
    let note = |file: &String| Phrase::new(Sentence::SameFile).with("file", file.as_str()).into();
    basis.again.iter().map(note)
}

/// How the files were read, and what was assumed, merged or left out of them.
pub fn notes_on_input(basis: Basis, scope: NoteScope) -> Vec<Message> {
    let origin = basis.origin;
    let mut notes: Vec<Message> = origin.files.iter().filter_map(read_as).collect();
    notes.extend(origin.files.iter().filter_map(no_unit));
    notes.extend(totals(&origin.files));
    notes.extend(selected(basis, scope));
    notes.extend(assumed_channels(basis, scope));
    notes.extend(unused_maps(basis));
    notes.extend(like_total(basis));
    notes.extend(late_weeks(basis));
    let several = origin.years.iter().filter(|(_, years)| years.len() > 1);
    notes.extend(several.map(|(&week, years)| {
        let years = years.iter().map(std::string::ToString::to_string);
        let note = Phrase::new(Sentence::SeveralYears).with("week", Cell::Label(week));
        note.with_list("years", years).into()
    }));
    notes.extend(unnamed(basis));
    notes.extend(spellings(basis));
    notes
}

/// How a file was read, unless it is a plain table in UTF-8.
fn read_as(file: &FileOrigin) -> Option<Message> {
    let is_windows = file.encoding == Encoding::Windows1252;
    let encoding = is_windows.then(|| Cell::from(file.encoding.name()));
    let read_as: Vec<Cell> =
        encoding.into_iter().chain(layout(file.shape).map(Cell::from)).collect();
    let sentence = match (read_as.is_empty(), file.dated) {
        (true, false) => return None,
        (true, true) => Sentence::ReadDated,
        (false, true) => Sentence::ReadAsDated,
        (false, false) => Sentence::ReadAs,
    };
    let note = Phrase::new(sentence)
        .with("file", file.name.as_str())
        .with_list("as", read_as)
        .with_list("ignored", ignored(file).filter(|_| file.shape == Shape::Wide));
    Some(note.into())
}

/// The word for what rows stand for; none for plain rows.
pub fn layout(shape: Shape) -> Option<Term> {
    match shape {
        Shape::Long => None,
        Shape::Wide => Some(Term::WideTable),
        Shape::Enquiries => Some(Term::RowPerEnquiry),
    }
}

/// The headings of columns that are not read.
fn ignored(file: &FileOrigin) -> impl Iterator<Item = &str> {
    let columns = file.columns.iter().filter(|column| column.meaning == Meaning::None);
    columns.map(|column| column.heading.trim()).filter(|heading| !heading.is_empty())
}

/// Without a unit column, one of the other columns may be the unit under another heading.
fn no_unit(file: &FileOrigin) -> Option<Message> {
    let unit = Meaning::Dimension(Dimension::Unit);
    let has_unit = file.columns.iter().any(|column| column.meaning == unit);
    let may_be_it = |heading: &&str| !NEVER_UNITS.contains(&heading.to_lowercase().as_str());
    let mut ignored = ignored(file).filter(may_be_it).peekable();
    if has_unit || ignored.peek().is_none() {
        return None;
    }
    let note = Phrase::new(Sentence::NoUnit).with("file", file.name.as_str());
    Some(note.with_list("ignored", ignored).into())
}

/// The rows with totals: those that the other rows add up to, and those that were not checked.
/// A total that the rows do not add up to is an error of its own.
fn totals(files: &[FileOrigin]) -> impl Iterator<Item = Message> {
    let all: u64 = files.iter().filter_map(|file| file.left_out.get(&Reason::Total)).sum();
    let sound: u64 = files.iter().map(|file| file.totals.sound).sum();
    let wrong: u64 = files.iter().map(|file| file.totals.wrong).sum();
    let unchecked = all.saturating_sub(sound + wrong);
    [(Sentence::TotalsAddUp, sound), (Sentence::TotalsUnchecked, unchecked)]
        .into_iter()
        .filter(|(_, rows)| *rows > 0)
        .map(|(sentence, rows)| Phrase::new(sentence).with("rows", rows).into())
}

/// What `--week` and `--where` kept and left out.
fn selected(basis: Basis, scope: NoteScope) -> impl Iterator<Item = Message> {
    let sentence = if scope.with_left_out { Sentence::OnlyRecords } else { Sentence::OnlyCounted };
    basis.origin.filter_effects.iter().map(move |selected| {
        let dimension = selected.condition.dimension;
        let value = |&id: &usize| match basis.table.codes().get(id) {
            Some(code) if dimension == Dimension::Channel => code.id().into(),
            _ => name_of(basis.counts, dimension, id),
        };
        let [_, term] = terms(dimension);
        Phrase::new(sentence)
            .with("dimension", term)
            .with_list("values", selected.condition.ids.iter().map(value))
            .with("kept", selected.kept)
            .with("left_out", selected.left_out)
            .into()
    })
}

/// Codes that do not say their channel, so that the price table assumes one.
fn assumed_channels(basis: Basis, scope: NoteScope) -> impl Iterator<Item = Message> {
    basis.origin.noted.iter().filter_map(move |code| {
        let Why::Assumed(reason) = &basis.table.noted(code)?.why else { return None };
        let position = basis.table.find(code)?;
        let channel = basis.table.channel(position)?;
        if scope.channels.is_some_and(|channels| !channels.contains(&position)) {
            return None;
        }
        let price = match &channel.price {
            Some(price) => Phrase::new(Sentence::Number).with("number", Cell::Price(price.clone())),
            None => Phrase::new(Sentence::WithoutPrice),
        };
        let note = Phrase::new(Sentence::AssumedChannel)
            .with("code", code.as_str())
            .with("channel", channel.name.as_str())
            .with_some("price", (!scope.without_prices).then_some(price))
            .with("reason", reason.as_str());
        Some(note.into())
    })
}

/// Codes that `--map` gives a meaning, and that neither a row nor a heading has.
fn unused_maps(basis: Basis) -> impl Iterator<Item = Message> {
    let noted = basis.table.all_noted().filter(|_| !basis.origin.files.is_empty());
    noted.filter_map(move |noted| {
        let Why::Mapped { near } = &noted.why else { return None };
        let note = Phrase::new(Sentence::UnusedMap).with("code", noted.code.as_str());
        (!basis.origin.noted.contains(&noted.code))
            .then(|| note.with_some("near", near.as_deref()).into())
    })
}

/// A unit that has on each channel what all others have together: a total under another name.
/// Of two units that are alike each has what the other has, so there have to be three.
fn like_total(basis: Basis) -> Option<Message> {
    let mut all = BTreeMap::<usize, u64>::new();
    let mut by_unit = BTreeMap::<usize, BTreeMap<usize, u64>>::new();
    for (slot, counted) in basis.counts.records() {
        *all.entry(slot.id(Dimension::Channel)).or_default() += counted;
        let of_unit = by_unit.entry(slot.id(Dimension::Unit)).or_default();
        *of_unit.entry(slot.id(Dimension::Channel)).or_default() += counted;
    }
    if by_unit.len() < 3 || all.values().all(|counted| *counted == 0) {
        return None;
    }
    let is_half = |own: &BTreeMap<usize, u64>| {
        all.iter().all(|(channel, counted)| {
            own.get(channel).copied().unwrap_or(0).checked_mul(2) == Some(*counted)
        })
    };
    let (unit, _) = by_unit.iter().find(|(_, own)| is_half(own))?;
    let unit = name_of(basis.counts, Dimension::Unit, *unit);
    Some(Phrase::new(Sentence::LikeTotal).with("unit", unit).into())
}

/// Weeks with less than a twentieth of the enquiries of the busiest one.
fn late_weeks(basis: Basis) -> Vec<Message> {
    let mut weeks = basis.counts.by(Dimension::Week);
    weeks.remove(&0);
    let busiest = weeks.iter().max_by_key(|(_, counted)| **counted);
    let Some((&busiest, &most)) = busiest else { return Vec::new() };
    let late = weeks.into_iter().filter(|(_, counted)| counted * LATE < most);
    late.map(|(week, counted)| {
        Phrase::new(Sentence::LateWeek)
            .with("week", Cell::Label(week))
            .with("counted", counted)
            .with("most", most)
            .with("busiest", Cell::Label(busiest))
            .into()
    })
    .collect()
}

/// Codes of enquiries that have no name in a list of names.
fn unnamed(basis: Basis) -> impl Iterator<Item = Message> {
    let is_counted = counted_words(basis);
    basis.origin.unnamed.iter().filter_map(move |list| {
        let codes = list.codes.iter().filter(|code| is_counted(list.dimension, code));
        let codes: Vec<&str> = codes.map(String::as_str).collect();
        let note = Phrase::new(Sentence::Unnamed).with("file", list.files.join(", "));
        (!codes.is_empty()).then(|| note.with_list("codes", codes).into())
    })
}

/// Names of enquiries that were written in more than one way and count as one.
fn spellings(basis: Basis) -> impl Iterator<Item = Message> {
    let is_counted = counted_words(basis);
    let spellings = basis.counts.spellings();
    spellings
        .filter(move |(dimension, names)| names.iter().any(|name| is_counted(*dimension, name)))
        .map(|(_, names)| {
            Phrase::new(Sentence::Spellings).with_list("names", names.iter().cloned()).into()
        })
}

/// Whether a name, or the code that was given one, is that of enquiries: rows that are left out
/// or not selected have names too.
fn counted_words(basis: Basis) -> impl Fn(Dimension, &str) -> bool {
    // Most reports need none of these lists.
    let words = Dimension::NAMED.map(|dimension| {
        (dimension, LazyCell::new(move || basis.counts.words_of_enquiries(dimension)))
    });
    let words = BTreeMap::from(words);
    move |dimension, word| words.get(&dimension).is_some_and(|words| words.contains(&folded(word)))
}

/// What units are called: with their municipality, where several have counted.
pub fn unit_names(basis: Basis) -> impl Fn(&UnitId) -> Cell {
    let counts = basis.counts;
    let several = counts.by(Dimension::Municipality).len() > 1;
    move |unit| {
        let municipality = counts.name(Dimension::Municipality, unit.municipality());
        match counts.name(Dimension::Unit, unit.name()) {
            "" if several && !municipality.is_empty() => municipality.into(),
            name if !several || municipality.is_empty() => text_or_not_stated(name, Term::Unit),
            name => format!("{name} ({municipality})").into(),
        }
    }
}

/// What an id of a dimension is called; not for channels.
pub fn name_of(counts: &Counts, dimension: Dimension, id: usize) -> Cell {
    let [_, term] = terms(dimension);
    match dimension {
        Dimension::Week if id == 0 => Cell::NotStated(term),
        Dimension::Week => Cell::Label(id),
        _ => text_or_not_stated(counts.name(dimension, id), term),
    }
}

/// A name, or that there is none in a dimension.
pub fn text_or_not_stated(name: &str, dimension: Term) -> Cell {
    if name.is_empty() { Cell::NotStated(dimension) } else { name.into() }
}

/// The code of an id and what it is called, where a list may have given it a name.
pub fn code_and_name(counts: &Counts, dimension: Dimension, id: usize) -> [Cell; 2] {
    let [_, term] = terms(dimension);
    let name = name_of(counts, dimension, id);
    [text_or_not_stated(counts.code(dimension, id), term), name]
}
