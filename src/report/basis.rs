//! What every report says about its basis: the assumptions, the names of what was counted, and the
//! notes on counts and files.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Kind, Phrase, Sentence, Term};
use crate::model::counts::{Counts, Dimension, folded};
use crate::model::coverage::Coverage;
use crate::model::origin::{Encoding, FileOrigin, Meaning, Origin, Reason, Shape};
use crate::model::price_table::{LeftOut, PriceTable, Why};
use crate::model::quantity::{Enquiries, Share, Weeks};
use crate::model::year::{Scale, UnitId};

/// A week with fewer enquiries than the busiest one divided by this looks like late registration.
const LATE: u64 = 20;

/// More names than this in a dimension look like case numbers.
const MANY_NAMES: usize = 10_000;

/// Headings of columns that are never the unit.
const NEVER_UNITS: [&str; 6] = ["dato", "date", "id", "nr", "i alt", "total"];

/// A factor that is no whole number of these, which has four decimals, is shown as a division.
const FACTOR_STEPS: u64 = 10_000;

/// The columns that name a channel: its id for machines, and its name.
pub const CHANNEL: [(Term, Kind); 2] = [(Term::Channel, Kind::Hidden), (Term::Name, Kind::Text)];

/// The columns that name a task: its code for machines, and its name.
pub const TASK: [(Term, Kind); 2] = [(Term::Task, Kind::Hidden), (Term::TaskName, Kind::Text)];

/// The column that names a unit.
pub const UNIT: [(Term, Kind); 1] = [(Term::Unit, Kind::Text)];

/// The inputs of a report.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The names of the files that were read.
    pub files: &'a [String],
    /// What was counted.
    pub counts: &'a Counts,
    /// Where the counts come from.
    pub origin: &'a Origin,
    /// The price table.
    pub table: &'a PriceTable,
    /// The file that the price table was read from; `None` for a built-in one.
    pub price_file: Option<&'a str>,
    /// How the counts are scaled to a year.
    pub scale: &'a Scale,
    /// What the year covers of the counts.
    pub coverage: &'a Coverage,
}

/// Which notes a report needs.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoteScope<'a> {
    /// Whether prices play no part in the report.
    pub without_prices: bool,
    /// Whether enquiries without a price are part of the figures, so that they need no note.
    pub includes_unpriced: bool,
    /// The channels that the report shows separately; all where there is no set.
    pub channels: Option<&'a BTreeSet<usize>>,
}

/// The assumptions.
impl Basis<'_> {
    /// The assumptions of a yearly figure.
    pub fn assumptions(self) -> Vec<(Term, Cell)> {
        let (table, coverage) = (self.table, self.coverage);
        let weeks_seen = coverage.weeks_seen.weeks().map(Cell::Label);
        vec![
            (Term::Files, Cell::list(self.files)),
            (Term::PriceTable, (&table.name).into()),
            (Term::PriceFile, Cell::or_empty(self.price_file)),
            (Term::PriceYear, Cell::Label(table.year.into())),
            (Term::Source, (&table.source).into()),
            (Term::Basis, (&table.basis).into()),
            (Term::Currency, (&table.currency).into()),
            (Term::CountWeeks, Cell::list(weeks_seen)),
            (Term::WeeksCounted, (&coverage.weeks_counted).into()),
            (Term::WeeksPerYear, (&self.scale.weeks_per_year).into()),
            (Term::Factor, Cell::Factor(coverage.factor.clone())),
        ]
    }

    /// Some of the assumptions, for a figure without a price or one that is not scaled.
    pub fn some_assumptions(self, kept: &[Term]) -> Vec<(Term, Cell)> {
        let mut all = self.assumptions();
        all.retain(|(term, _)| kept.contains(term));
        all
    }
}

/// The names of what was counted.
impl<'a> Basis<'a> {
    /// The name of an id in any dimension but the channel.
    pub fn name(self, dimension: Dimension, id: usize) -> Cell {
        match dimension {
            Dimension::Week if id == 0 => Cell::not_stated(dimension),
            Dimension::Week => Cell::Label(id),
            _ => text_or_not_stated(self.counts.name(dimension, id), dimension),
        }
    }

    /// The id and the name of a channel.
    pub fn channel(self, position: usize) -> Option<[Cell; 2]> {
        let channel = self.table.channel(position)?;
        Some([(&channel.id).into(), (&channel.name).into()])
    }

    /// The code of a task and its name, which differ where a list names the codes.
    pub fn task(self, id: usize) -> [Cell; 2] {
        let code = self.counts.code(Dimension::Task, id);
        [text_or_not_stated(code, Dimension::Task), self.name(Dimension::Task, id)]
    }

    /// The names of units: with their municipality, where several have counted.
    pub fn unit_names(self) -> impl Fn(&UnitId) -> Cell + 'a {
        let counts = self.counts;
        let several = counts.by(Dimension::Municipality).len() > 1;
        move |unit| {
            let municipality = counts.name(Dimension::Municipality, unit.municipality);
            match counts.name(Dimension::Unit, unit.name) {
                "" if several && !municipality.is_empty() => municipality.into(),
                name if !several || municipality.is_empty() => {
                    text_or_not_stated(name, Dimension::Unit)
                }
                name => format!("{name} ({municipality})").into(),
            }
        }
    }
}

/// A name, or that the dimension is not stated.
pub fn text_or_not_stated(name: &str, dimension: Dimension) -> Cell {
    if name.is_empty() { Cell::not_stated(dimension) } else { name.into() }
}

/// The notes on a year.
impl Basis<'_> {
    /// The notes on the counts, their weeks, and the enquiries that are not in the cost.
    pub fn notes(self, scope: NoteScope) -> Vec<Phrase> {
        let mut notes = self.weeks();
        notes.extend(self.notes_on_input(scope));
        notes.extend(self.unpriced().filter(|_| !scope.includes_unpriced));
        notes.extend(self.left_out());
        notes
    }

    /// How many weeks were counted, by which units, and how they are scaled.
    fn weeks(self) -> Vec<Phrase> {
        let (scale, coverage) = (self.scale, self.coverage);
        let weeks_counted = &coverage.weeks_counted;
        let mut notes = vec![
            Sentence::Annualisation
                .with("weeks_per_year", &scale.weeks_per_year)
                .with("weeks_counted", weeks_counted),
        ];
        let is_overruled = scale.weeks_counted.is_some() && coverage.units_scaled_otherwise > 0;
        match &scale.weeks_counted {
            None if coverage.weeks_seen.count() == 0 => {
                notes.push(Sentence::WeeksAssumed.with("weeks", weeks_counted));
            }
            Some(given) if is_overruled => notes.push(
                Sentence::WeeksGiven
                    .with("given", given)
                    .with("units", coverage.units_scaled_otherwise)
                    .with("all", coverage.units),
            ),
            _ => {}
        }
        if *weeks_counted <= Weeks::from(1) && !is_overruled {
            notes.push(Sentence::OneWeek.into());
        }
        let name = self.unit_names();
        notes.extend(coverage.fewer_weeks.iter().map(|group| {
            Sentence::FewerWeeks
                .with_list("units", group.units.iter().map(&name))
                .with("weeks", &group.weeks)
                .with("most", weeks_counted)
                .with("counted", group.counted)
                .with("factor", factor(&scale.weeks_per_year, &group.weeks))
                .with("enquiries", &group.enquiries)
        }));
        notes
    }

    fn unpriced(self) -> Option<Phrase> {
        let enquiries: Enquiries = self.coverage.unpriced.values().sum();
        let channels = self.coverage.unpriced.iter().filter_map(|(position, enquiries)| {
            Some(name_and_number(&self.table.channel(*position)?.name, enquiries))
        });
        let share = enquiries.ratio(&self.coverage.enquiries).filter(|_| !enquiries.is_zero())?;
        let note = Sentence::Unpriced.with("enquiries", enquiries).with("share", share);
        Some(note.with_list("channels", channels))
    }

    /// The codes that the price table leaves out, with a note for each reason: left out of the
    /// figures, or included with their names.
    pub fn left_out(self) -> Vec<Phrase> {
        let mut reasons = BTreeMap::<&str, Vec<(&LeftOut, u64)>>::new();
        for (&position, &counted) in &self.coverage.left_out {
            if let Some(code) = self.table.left_out(position) {
                reasons.entry(&code.reason).or_default().push((code, counted));
            }
        }
        let is_included = self.counts.includes_left_out();
        let sentence = if is_included { Sentence::LeftOutIncluded } else { Sentence::LeftOut };
        let code = |(code, counted): &(&LeftOut, u64)| {
            if !is_included {
                return name_and_number(&code.code, *counted);
            }
            let phrase = Sentence::CodeAndNumber.with("code", &code.code);
            phrase.with("name", code.name.as_deref()).with("number", *counted)
        };
        let note = |(reason, codes): (&str, Vec<(&LeftOut, u64)>)| {
            let counted: u64 = codes.iter().map(|(_, counted)| counted).sum();
            let note = sentence.with("counted", counted).with("reason", reason);
            note.with_list("codes", codes.iter().map(code))
        };
        reasons.into_iter().map(note).collect()
    }
}

/// The factor from counted weeks to a year: `26`, or `52 / 3`, which no decimal holds.
fn factor(weeks_per_year: &Weeks, weeks: &Weeks) -> Cell {
    let is_short = |factor: &Share| factor.times(&Share::from(FACTOR_STEPS)).exact().is_integer();
    match weeks_per_year.ratio(weeks).filter(is_short) {
        Some(factor) => Cell::Factor(factor),
        None => Sentence::Quotient.with("dividend", weeks_per_year).with("divisor", weeks).into(),
    }
}

/// `Digital Post 1.000`
fn name_and_number(name: &str, number: impl Into<Cell>) -> Phrase {
    Sentence::NameAndNumber.with("name", name).with("number", number.into())
}

/// The notes on the input.
impl Basis<'_> {
    /// How the files were read, and what was assumed, merged or left out of them.
    pub fn notes_on_input(self, scope: NoteScope) -> Vec<Phrase> {
        let files = &self.origin.files;
        let mut notes: Vec<Phrase> = files.iter().filter_map(read_as).collect();
        notes.extend(files.iter().flat_map(read_otherwise));
        notes.extend(files.iter().filter_map(no_unit));
        notes.extend(files.iter().flat_map(doubtful_units));
        notes = grouped_by_file(notes);
        notes.extend(totals(files));
        notes.extend(
            self.origin
                .shared_records
                .iter()
                .map(|files| Sentence::SharedRecords.with_list("files", files)),
        );
        notes.extend(self.many_names());
        notes.extend(self.filter_effects());
        notes.extend(self.assumed_channels(scope));
        notes.extend(self.unused_maps());
        notes.extend(self.late_weeks());
        notes.extend(self.several_years());
        notes.extend(self.unnamed());
        notes.extend(self.spellings());
        notes
    }

    /// What the conditions of `--week` and `--where` kept and left out.
    fn filter_effects(self) -> impl Iterator<Item = Phrase> {
        let with_left_out = self.counts.includes_left_out();
        let sentence = if with_left_out { Sentence::OnlyRecords } else { Sentence::OnlyCounted };
        self.origin.filter_effects.iter().map(move |effect| {
            let dimension = effect.condition.dimension;
            let value = |&id: &usize| match dimension {
                Dimension::Channel => self.table.id(id).into(),
                _ => self.name(dimension, id),
            };
            sentence
                .with("dimension", dimension)
                .with_list("values", effect.condition.ids.iter().map(value))
                .with("kept", effect.kept)
                .with("left_out", effect.left_out)
        })
    }

    /// Codes that do not state their channel, so that the price table assumes one.
    fn assumed_channels(self, scope: NoteScope) -> impl Iterator<Item = Phrase> {
        self.origin.noted.iter().filter_map(move |code| {
            let Why::Assumed(reason) = &self.table.noted(code)?.why else { return None };
            let position = self.table.find(code)?;
            let channel = self.table.channel(position)?;
            if scope.channels.is_some_and(|channels| !channels.contains(&position)) {
                return None;
            }
            let price = match &channel.price {
                Some(price) => Cell::Price(price.clone()),
                None => Sentence::WithoutPrice.into(),
            };
            let note = Sentence::AssumedChannel
                .with("code", code)
                .with("channel", &channel.name)
                .with("price", (!scope.without_prices).then_some(price))
                .with("reason", reason);
            Some(note)
        })
    }

    /// Codes that `--map` gives a meaning, and that neither a row nor a heading has.
    fn unused_maps(self) -> impl Iterator<Item = Phrase> {
        let noted = self.table.all_noted().filter(|_| !self.origin.files.is_empty());
        noted.filter(move |noted| !self.origin.noted.contains(&noted.code)).filter_map(|noted| {
            let Why::Mapped { near } = &noted.why else { return None };
            Some(Sentence::UnusedMap.with("code", &noted.code).with("near", near.as_deref()))
        })
    }

    /// Dimensions with more names than any municipality has.
    fn many_names(self) -> impl Iterator<Item = Phrase> {
        let names =
            Dimension::NAMED.into_iter().map(move |one| (one, self.counts.names(one).len()));
        names.filter(|(_, names)| *names > MANY_NAMES).map(|(dimension, names)| {
            Sentence::ManyNames.with("dimension", dimension).with("names", names as u64)
        })
    }

    /// Weeks with less than a twentieth of the enquiries of the busiest one.
    fn late_weeks(self) -> impl Iterator<Item = Phrase> {
        let mut weeks = self.counts.by(Dimension::Week);
        weeks.remove(&0);
        let busiest = weeks.iter().max_by_key(|(_, counted)| **counted);
        let (busiest, most) = busiest.map_or((0, 0), |(week, counted)| (*week, *counted));
        let late = weeks.into_iter().filter(move |(_, counted)| counted * LATE < most);
        late.map(move |(week, counted)| {
            Sentence::LateWeek
                .with("week", Cell::Label(week))
                .with("counted", counted)
                .with("most", most)
                .with("busiest", Cell::Label(busiest))
        })
    }

    /// Weeks that the files state several years for.
    fn several_years(self) -> impl Iterator<Item = Phrase> {
        let several = self.origin.years.iter().filter(|(_, years)| years.len() > 1);
        several.map(|(&week, years)| {
            let years = years.iter().map(ToString::to_string);
            Sentence::SeveralYears.with("week", Cell::Label(week)).with_list("years", years)
        })
    }

    /// Codes of enquiries that have no name in a list of names.
    fn unnamed(self) -> impl Iterator<Item = Phrase> {
        let is_counted = self.is_counted();
        self.origin.unnamed.iter().filter_map(move |list| {
            let codes = list.codes.iter().filter(|code| is_counted(list.dimension, code));
            let codes: Vec<&String> = codes.collect();
            let note = Sentence::Unnamed.with("file", list.files.join(", "));
            (!codes.is_empty()).then(|| note.with_list("codes", codes))
        })
    }

    /// Names of enquiries that were written in more than one way and count as one.
    fn spellings(self) -> impl Iterator<Item = Phrase> {
        let is_counted = self.is_counted();
        let spellings = self.counts.spellings();
        spellings
            .filter(move |(dimension, names)| names.iter().any(|name| is_counted(*dimension, name)))
            .map(|(_, names)| Sentence::Spellings.with_list("names", names))
    }

    /// Whether any enquiry has a name, or the code that was given one. Rows that are left out or
    /// not selected have names too.
    fn is_counted(self) -> impl Fn(Dimension, &str) -> bool {
        // Most reports need none of these lists.
        let words = Dimension::NAMED.map(|dimension| {
            (dimension, LazyCell::new(move || self.counts.words_of_enquiries(dimension)))
        });
        let words = BTreeMap::from(words);
        move |dimension, word| {
            words.get(&dimension).is_some_and(|words| words.contains(&folded(word)))
        }
    }
}

/// How a file was read, unless it is a plain table in UTF-8.
fn read_as(file: &FileOrigin) -> Option<Phrase> {
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
    let ignored = ignored(file).filter(|_| file.shape == Shape::Wide);
    let note = sentence.with("file", &file.name).with_list("as", read_as);
    Some(note.with_list("ignored", ignored))
}

/// What was read otherwise than its heading or its place says.
fn read_otherwise(file: &FileOrigin) -> Vec<Phrase> {
    let of_file = |sentence: Sentence| sentence.with("file", &file.name);
    let mut notes = Vec::new();
    if file.titles > 0 {
        notes.push(of_file(Sentence::TitleLines).with("lines", file.titles));
    }
    for column in file.columns.iter().filter(|column| column.is_guessed) {
        let role = match column.meaning {
            Meaning::Dimension(dimension) => Cell::from(dimension),
            Meaning::Date => Term::Date.into(),
            _ => Term::CountColumn.into(),
        };
        let note = of_file(Sentence::ColumnGuessed).with("heading", column.heading.as_str());
        notes.push(note.with("role", role));
    }
    if file.month_first {
        notes.push(of_file(Sentence::MonthFirst));
    }
    if let Some((week, text)) = &file.week {
        let note = of_file(Sentence::WeekByName).with("week", Cell::Label(*week));
        notes.push(note.with("text", text.as_str()));
    }
    notes
}

/// Units that are likely sums, and enquiries that likely belong to the unit above.
fn doubtful_units(file: &FileOrigin) -> Vec<Phrase> {
    let mut notes = Vec::new();
    if file.merged > 0 {
        let note = Sentence::MergedCells.with("file", &file.name);
        notes.push(note.with("enquiries", file.merged));
    }
    if !file.likely_sums.is_empty() {
        let note = Sentence::LikeTotal.with("file", &file.name);
        notes.push(note.with_list("unit", &file.likely_sums));
    }
    notes
}

/// The same notes, with one note for all files that have the same one.
fn grouped_by_file(notes: Vec<Phrase>) -> Vec<Phrase> {
    let mut grouped = Vec::<(Phrase, Vec<Cell>)>::new();
    for mut note in notes {
        let position = note.values.iter().position(|(name, _)| *name == "file");
        let file = position.map(|at| note.values.remove(at).1);
        match grouped.iter_mut().find(|(known, _)| *known == note) {
            Some((_, files)) => files.extend(file),
            None => grouped.push((note, file.into_iter().collect())),
        }
    }
    grouped.into_iter().map(|(note, files)| note.with_list("file", files)).collect()
}

/// The term for what rows stand for; none for plain rows.
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
fn no_unit(file: &FileOrigin) -> Option<Phrase> {
    let unit = Meaning::Dimension(Dimension::Unit);
    let has_unit = file.columns.iter().any(|column| column.meaning == unit);
    let may_be_it = |heading: &&str| !NEVER_UNITS.contains(&heading.to_lowercase().as_str());
    let ignored: Vec<&str> = ignored(file).filter(may_be_it).collect();
    let note = Sentence::NoUnit.with("file", &file.name);
    (!has_unit && !ignored.is_empty()).then(|| note.with_list("ignored", ignored))
}

/// The rows with totals: those that the other rows add up to, and those that were not checked.
/// A total that the rows do not add up to is an error of its own.
fn totals(files: &[FileOrigin]) -> impl Iterator<Item = Phrase> {
    let all: u64 = files.iter().filter_map(|file| file.left_out.get(&Reason::Total)).sum();
    let sound: u64 = files.iter().map(|file| file.totals.sound).sum();
    let wrong: u64 = files.iter().map(|file| file.totals.wrong).sum();
    let unchecked = all.saturating_sub(sound + wrong);
    let rows = [(Sentence::TotalsAddUp, sound), (Sentence::TotalsUnchecked, unchecked)];
    let averages = files.iter().filter_map(|file| file.left_out.get(&Reason::Average)).sum();
    let rows = rows.into_iter().chain([(Sentence::AveragesLeftOut, averages)]);
    let some = rows.filter(|(_, rows)| *rows > 0);
    some.map(|(sentence, rows)| sentence.with("rows", rows))
}
