//! What every report says about its basis: the assumptions, the names of what was counted, and the
//! notes on counts and files.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Kind, Phrase, Sentence, Term};
use crate::model::counts::{Counts, Dimension, Slot, folded};
use crate::model::coverage::Coverage;
use crate::model::holidays;
use crate::model::late_weeks::{LateWeek, LateWeeks};
use crate::model::origin::{Encoding, FileOrigin, Meaning, Origin, Reason, Shape};
use crate::model::price_table::{LeftOut, PriceTable, Why};
use crate::model::quantity::{Enquiries, Share, Weeks};
use crate::model::week;
use crate::model::year::{Scale, UnitId, Year};
use crate::shell::pasteable;

/// In a count with fewer enquiries a unit may equal all others by chance.
const DOUBTFUL: u64 = 40;

/// Names are compared with each other among so many units at most.
const MANY_UNITS: usize = 1000;

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
        let weeks_seen = coverage.weeks_seen.weeks().map(week_cell);
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
            Dimension::Week => week_cell(id),
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

/// A week: its number, and its year where the counts have several.
pub fn week_cell(id: usize) -> Cell {
    match week::year(id) {
        Some(_) => week::label(id).into(),
        None => Cell::Label(id),
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
        notes.extend(self.unit_like_all_others());
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
        notes.extend(self.late_weeks(scope));
        notes.extend(self.short_weeks());
        notes.extend(self.several_years());
        notes.extend(self.unnamed());
        notes.extend(self.spellings());
        let cleaned = Sentence::Cleaned.with_list("names", &self.origin.cleaned);
        notes.extend((!self.origin.cleaned.is_empty()).then_some(cleaned));
        notes.extend(self.almost_one_name());
        notes
    }

    /// What the conditions of `--week` and `--where` kept and left out.
    fn filter_effects(self) -> impl Iterator<Item = Phrase> {
        let with_left_out = self.counts.includes_left_out();
        let sentence = if with_left_out { Sentence::OnlyRecords } else { Sentence::OnlyCounted };
        let dropped = self.origin.filter_effects.iter().filter_map(move |effect| {
            let units = effect.dropped_units.iter().map(|(unit, counted)| {
                let name = self.name(Dimension::Unit, *unit);
                Sentence::NameAndNumber.with("name", name).with("number", *counted)
            });
            let note = Sentence::DroppedUnits.with_list("units", units);
            (!effect.dropped_units.is_empty()).then_some(note)
        });
        self.origin
            .filter_effects
            .iter()
            .map(move |effect| {
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
            .chain(dropped)
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

    /// A unit that has on each channel as many enquiries as all others together, which may stand in
    /// other files: likely a total under another name.
    fn unit_like_all_others(self) -> Option<Phrase> {
        let mut all = BTreeMap::<usize, u64>::new();
        let mut by_unit = BTreeMap::<usize, BTreeMap<usize, u64>>::new();
        for (slot, counted) in self.counts.records().filter(|(_, counted)| *counted > 0) {
            let channel = slot.id(Dimension::Channel);
            *all.entry(channel).or_default() += counted;
            *by_unit.entry(slot.id(Dimension::Unit)).or_default().entry(channel).or_default() +=
                counted;
        }
        // With only two units that are alike, each would look like a total.
        let is_doubtful = by_unit.len() > 2 && all.len() > 1 && self.counts.total() >= DOUBTFUL;
        let is_half = |own: &BTreeMap<usize, u64>| {
            own.len() == all.len()
                && own.iter().all(|(channel, half)| half.checked_mul(2) == Some(all[channel]))
        };
        let (unit, _) = by_unit.iter().find(|(_, own)| is_doubtful && is_half(own))?;
        let name = self.counts.name(Dimension::Unit, *unit);
        let is_known = |file: &FileOrigin| file.likely_sums.iter().any(|one| one == name);
        if self.origin.files.iter().any(is_known) {
            return None;
        }
        let files = self.origin.files.iter().map(|file| file.name.as_str());
        Some(Sentence::LikeTotal.with_list("unit", [name]).with_list("file", files))
    }

    /// Dimensions with more names than any municipality has.
    fn many_names(self) -> impl Iterator<Item = Phrase> {
        let names =
            Dimension::NAMED.into_iter().map(move |one| (one, self.counts.names(one).len()));
        names.filter(|(_, names)| *names > MANY_NAMES).map(|(dimension, names)| {
            Sentence::ManyNames.with("dimension", dimension).with("names", names as u64)
        })
    }

    /// Weeks that look like late registration, with what the year costs without them.
    fn late_weeks(self, scope: NoteScope) -> Vec<Phrase> {
        // Where the number of weeks is given, another week does not change the year.
        if self.scale.weeks_counted.is_some() || self.has_week_filter() {
            return Vec::new();
        }
        let late = LateWeeks::find(self.counts);
        let mut notes = Vec::new();
        if !late.weeks.is_empty() {
            let kept = self.counts.only(|slot| !late.weeks.contains(&slot.id(Dimension::Week)));
            let cost = |counts: &Counts| {
                let year = Year::from_counts(counts, self.scale);
                year.mix().cost(self.table).filter(|_| !scope.without_prices)
            };
            let weeks = kept.ids(Dimension::Week).into_iter().map(week::label);
            let option = format!("--week {}", weeks.collect::<Vec<_>>().join(","));
            let drops_units =
                kept.by(Dimension::Unit).len() < self.counts.by(Dimension::Unit).len();
            let note = Sentence::LateWeeks
                .with_list("weeks", late.weeks.iter().copied().map(week_cell))
                .with("counted", late.counted)
                .with("total", self.counts.total());
            notes.push(if drops_units {
                note.with("options", "--week ENHED=UGE")
            } else {
                let note = note.with("option", option).with("cost", cost(self.counts));
                note.with("without", cost(&kept))
            });
        }
        if !late.units.is_empty() {
            let name = self.unit_names();
            let of_unit = |late: &LateWeek| {
                Sentence::LateWeek
                    .with("unit", name(&late.unit))
                    .with("week", week_cell(late.week))
                    .with("counted", late.counted)
                    .with("total", late.total)
            };
            let first = &late.units[0];
            let is_kept = |slot: &Slot| {
                let is_late = late.units.iter().any(|late| {
                    late.unit == UnitId::of(slot) && late.week == slot.id(Dimension::Week)
                });
                UnitId::of(slot) == first.unit && !is_late
            };
            let weeks = self.counts.only(is_kept).ids(Dimension::Week).into_iter().map(week::label);
            let unit = self.counts.name(Dimension::Unit, first.unit.name);
            let argument = format!("{unit}={}", weeks.collect::<Vec<_>>().join(","));
            let note =
                Sentence::LateWeeksOfUnits.with_list("units", late.units.iter().map(of_unit));
            notes.push(note.with("option", pasteable("--week", &argument)));
        }
        notes
    }

    /// Whether the weeks of all units were chosen with `--week`.
    fn has_week_filter(self) -> bool {
        let mut conditions = self.origin.filter_effects.iter().map(|effect| &effect.condition);
        conditions.any(|one| one.dimension == Dimension::Week && one.by_unit.is_empty())
    }

    /// Count weeks with public holidays, and those with enquiries on fewer weekdays than others.
    fn short_weeks(self) -> Vec<Phrase> {
        let weeks = self.counts.by(Dimension::Week);
        let full_id = |id: usize| match (week::year(id), self.origin.year) {
            (None, Some(year)) => i16::try_from(year).map_or(id, |year| week::id(Some(year), id)),
            _ => id,
        };
        let mut notes = Vec::new();
        let mut weekdays = BTreeMap::new();
        for &id in weeks.keys() {
            let week = full_id(id);
            let year = week::year(week).unwrap_or_default();
            let holidays = holidays::in_week(year, week::number(week));
            if !holidays.is_empty() {
                let note = Sentence::Holidays.with("week", week_cell(id));
                notes.push(note.with_list("holidays", holidays.into_iter().map(Term::from)));
            }
            // Monday to Friday.
            let days = self.origin.weekdays.get(&week).map(|days| (days & 0b1_1111).count_ones());
            weekdays.extend(days.map(|days| (id, days)));
        }
        let most = weekdays.values().max().copied().unwrap_or(0);
        for (id, days) in weekdays.into_iter().filter(|(_, days)| *days < most) {
            let note = Sentence::FewerDays.with("week", week_cell(id));
            notes.push(note.with("days", u64::from(days)).with("most", u64::from(most)));
        }
        notes
    }

    /// Two names of one edit that share no week, where there are several weeks: likely one unit.
    fn almost_one_name(self) -> Vec<Phrase> {
        let mut weeks = BTreeMap::<usize, BTreeSet<usize>>::new();
        for (slot, _) in self.counts.slots() {
            weeks.entry(slot.id(Dimension::Unit)).or_default().insert(slot.id(Dimension::Week));
        }
        let units: Vec<_> = weeks.iter().take(MANY_UNITS).collect();
        let name = |unit: &usize| self.counts.name(Dimension::Unit, *unit);
        let mut notes = Vec::new();
        for (at, (one, weeks)) in units.iter().enumerate() {
            for (other, others) in &units[at + 1..] {
                if weeks.is_disjoint(others) && is_one_edit(name(one), name(other)) {
                    let names = [name(one), name(other)];
                    notes.push(Sentence::AlmostOneName.with_list("names", names));
                }
            }
        }
        notes
    }

    /// Weeks that the files state several years for.
    fn several_years(self) -> impl Iterator<Item = Phrase> {
        let several = self.origin.merged_years.iter();
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

/// Whether two names differ in one letter: one more, one less, another one, or two that changed
/// places. Names that differ in a digit or in a word of one letter are two names: Team 1, Team B.
fn is_one_edit(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| folded(name).chars().collect::<Vec<char>>());
    if one.len().abs_diff(other.len()) > 1 || one.is_empty() || other.is_empty() {
        return false;
    }
    let same = |(a, b): &(&char, &char)| a == b;
    let start = one.iter().zip(&other).take_while(same).count();
    let shorter = one.len().min(other.len()) - start;
    let end = one.iter().rev().zip(other.iter().rev()).take(shorter).take_while(same).count();
    let middles = [&one[start..one.len() - end], &other[start..other.len() - end]];
    let is_swap = matches!(middles, [[a, b], [c, d]] if a == d && b == c);
    let is_letter = middles.iter().all(|middle| middle.iter().all(|sign| sign.is_alphabetic()));
    let is_in_word = |name: &[char]| {
        let is_part = |at: Option<&char>| at.is_some_and(|sign| sign.is_alphanumeric());
        is_part(start.checked_sub(1).and_then(|at| name.get(at)))
            || is_part(name.get(name.len() - end))
    };
    let are_short = middles.iter().all(|middle| middle.len() < 2);
    is_letter && (are_short || is_swap) && is_in_word(&one) && is_in_word(&other)
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
    let has_unit = file.unit.is_some() || file.columns.iter().any(|column| column.meaning == unit);
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
