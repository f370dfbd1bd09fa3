//! What every report says about its basis: the assumptions, the names of what was counted, and the
//! notes on the year. Those on the input and the weeks have files of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Heading, Kind, Phrase, Sentence, Term, headed};
use crate::model::counts::{Counts, Dimension};
use crate::model::coverage::Coverage;
use crate::model::enquiry;
use crate::model::origin::Origin;
use crate::model::price_table::{LeftOut, PriceTable, Words};
use crate::model::quantity::{Share, Weeks};
use crate::model::week;
use crate::model::year::{Scale, UnitId};

/// A factor that is no whole number of these, which has four decimals, is shown as a division.
const FACTOR_STEPS: u64 = 10_000;

/// With fewer enquiries counted than this, the figures of a task are not reliable.
const FEW: u64 = 30;

/// How many of such tasks a note names.
const TASKS: usize = 10;

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
            (Term::PriceTable, table_name(table)),
            (Term::PriceFile, Cell::or_empty(self.price_file)),
            (Term::PriceYear, Cell::or_empty(table.year.map(year_cell))),
            (Term::PriceIndex, Cell::or_empty(table.index.clone().map(Cell::Factor))),
            (Term::Source, (&table.source).into()),
            (Term::Basis, basis_cell(table)),
            (Term::Currency, (&table.currency).into()),
            (Term::CountWeeks, Cell::list(weeks_seen)),
            (Term::WeeksCounted, (&coverage.weeks_counted).into()),
            (Term::WeeksPerYear, (&self.scale.weeks_per_year).into()),
            (Term::Annualisation, Cell::Factor(self.scale.factor(&coverage.weeks_counted))),
        ]
    }

    /// The assumptions, and the files of an earlier count that stands beside this one.
    pub fn assumptions_since(self, before: Option<Self>) -> Vec<(Heading, Cell)> {
        let mut all = headed(self.assumptions());
        let heading = Heading::OfSide { term: Term::Files, side: Term::Before };
        all.extend(before.map(|before| (heading, Cell::list(before.files))));
        all
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
            _ => name_cell(dimension, self.counts.name(dimension, id)),
        }
    }

    /// The id and the name of a channel, each a cell of the [columns](CHANNEL).
    pub fn channel(self, position: usize) -> Option<[Cell; 2]> {
        let channel = self.table.channel(position)?;
        let (key, words) = (channel.name.clone(), channel.short_name.clone());
        Some([(&channel.id).into(), Cell::Named { key, words }])
    }

    /// The name of a channel in a sentence, with its id for machines; a left-out code has none.
    pub fn channel_name(self, position: usize) -> Cell {
        let key = self.table.id(position).to_owned();
        match self.table.channel(position) {
            Some(channel) => Cell::Named { key, words: channel.short_name.clone() },
            None => key.into(),
        }
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

impl Basis<'_> {
    /// The tasks whose figures say little, because few of their enquiries were counted.
    pub fn few_counted(self, tasks: impl Iterator<Item = (usize, u64)>) -> Option<Phrase> {
        let tasks: Vec<(usize, u64)> = tasks.collect();
        let few = || tasks.iter().filter(|(_, counted)| *counted < FEW);
        let number = few().count();
        if number > 1 && number == tasks.len() {
            return Some(Sentence::AllFewCounted.with("at_least", FEW));
        }
        let names = few().take(TASKS).map(|(task, _)| self.name(Dimension::Task, *task));
        let others = number.saturating_sub(TASKS);
        let note = Sentence::FewCounted.with_list("tasks", names).with("at_least", FEW);
        (number > 0).then(|| note.with("others", Some(others).filter(|others| *others > 0)))
    }
}

/// The name of what was counted; a weekday has one in each language.
pub fn name_cell(dimension: Dimension, name: &str) -> Cell {
    match enquiry::weekday(name).filter(|_| dimension == Dimension::Weekday) {
        Some([danish, english]) => {
            let words = Words { text: danish.to_owned(), english: Some(english.to_owned()) };
            Cell::Named { key: english.to_lowercase(), words }
        }
        None => text_or_not_stated(name, dimension),
    }
}

/// A week: its number, and its year where the counts have several.
pub fn week_cell(id: usize) -> Cell {
    match week::year(id) {
        Some(_) => week::label(id).into(),
        None => Cell::Label(id),
    }
}

/// The title of a price table, or else its name, which machines get.
pub fn table_name(table: &PriceTable) -> Cell {
    let PriceTable { name, title, .. } = table;
    title.as_ref().map_or_else(
        || name.into(),
        |title| Cell::Named { key: name.clone(), words: title.clone() },
    )
}

/// The name of a price table, its price level, and the prices that are not those of the table that
/// it builds on.
pub fn price_level(table: &PriceTable) -> Phrase {
    let own = table.own_prices.iter().filter_map(|&at| {
        let channel = table.channel(at)?;
        let name = Cell::Named { key: channel.id.clone(), words: channel.short_name.clone() };
        Some(name_and_number(name, channel.price.clone().map(Cell::Price)))
    });
    let own: Vec<Phrase> = own.collect();
    let own_prices = Sentence::OwnPrices.with("price_year", table.own_year.map(year_cell));
    let is_dated = table.year.is_some();
    Sentence::PriceLevel
        .with("price_table", table_name(table))
        .with("based_on", table.based_on.as_ref())
        .with("price_year", table.year.map(year_cell))
        .with("no_year", (!is_dated).then_some(Sentence::NoPriceLevel))
        .with("price_index", table.index.clone().map(Cell::Factor))
        .with("not_indexed", (is_dated && table.index.is_none()).then_some(Sentence::NotIndexed))
        .with("own", (!own.is_empty()).then(|| own_prices.with_list("prices", own)))
}

/// The year of prices.
pub fn year_cell(year: u16) -> Cell {
    Cell::Label(year.into())
}

/// What a letter costs, if the table says it.
pub fn letter_prices(table: &PriceTable) -> [(Term, Cell); 2] {
    let prices = [(Term::Postage, &table.postage), (Term::Print, &table.print)];
    prices.map(|(term, price)| (term, Cell::or_empty(price.clone().map(Cell::Price))))
}

/// What the prices cover, if the table says it.
pub fn basis_cell(table: &PriceTable) -> Cell {
    Cell::or_empty(Some(&table.basis).filter(|basis| !basis.text.is_empty()))
}

/// A name, or that the dimension is not stated.
pub fn text_or_not_stated(name: &str, dimension: Dimension) -> Cell {
    if name.is_empty() { Cell::not_stated(dimension) } else { name.into() }
}

/// The notes on a year.
impl Basis<'_> {
    /// The notes on the counts, their weeks, and the enquiries that are not in the cost.
    pub fn notes(self, scope: NoteScope) -> Vec<Phrase> {
        let mut notes = self.weeks(scope);
        notes.extend(self.notes_on_input(scope));
        notes.extend(self.unpriced().filter(|_| !scope.includes_unpriced));
        notes.extend(self.left_out());
        notes
    }

    /// How many weeks were counted, by which units, and how they are scaled.
    pub fn weeks(self, scope: NoteScope) -> Vec<Phrase> {
        let (scale, coverage) = (self.scale, self.coverage);
        let weeks_counted = &coverage.weeks_counted;
        let weeks = coverage.weeks_seen.weeks().map(week_cell);
        let [basis, fewer_weeks] = if self.counts.includes_left_out() {
            [Sentence::AnnualisationOfRecords, Sentence::FewerWeeksOfRecords]
        } else {
            [Sentence::Annualisation, Sentence::FewerWeeks]
        };
        let basis = basis
            .with("counted", self.counts.total())
            .with_list("weeks", weeks)
            .with("weeks_per_year", &scale.weeks_per_year)
            .with("weeks_counted", weeks_counted)
            .with("assumed", coverage.has_assumed_weeks(scale).then_some(Sentence::Assumed))
            .with("prices", (!scope.without_prices).then(|| price_level(self.table)));
        let mut notes = vec![basis, Sentence::FactorIsAssumed.into()];
        let is_overruled = coverage.overrules_weeks(scale);
        if let Some(given) = scale.weeks_counted.as_ref().filter(|_| is_overruled) {
            let note = Sentence::WeeksGiven.with("given", given);
            let note = note.with("units", coverage.units_scaled_otherwise);
            notes.push(note.with("all", coverage.units));
        }
        let are_days = scale.weeks_per_year > Weeks::from(53);
        notes.extend(
            are_days.then(|| Sentence::MoreThanWeeks.with("weeks_per_year", &scale.weeks_per_year)),
        );
        notes.extend(self.weeks_assumed());
        if *weeks_counted <= Weeks::from(1) && !is_overruled {
            notes.push(Sentence::OneWeek.into());
        }
        let name = self.unit_names();
        let apart: u64 = coverage.fewer_weeks.iter().map(|group| group.counted).sum();
        let others = Sentence::OtherUnits
            .with("counted", self.counts.total() - apart)
            .with("annualisation_factor", factor(&scale.weeks_per_year, weeks_counted));
        let last = coverage.fewer_weeks.len().saturating_sub(1);
        notes.extend(coverage.fewer_weeks.iter().enumerate().map(|(at, group)| {
            fewer_weeks
                .with_list("units", group.units.iter().map(&name))
                .with("weeks", &group.weeks)
                .with("most", weeks_counted)
                .with("counted", group.counted)
                .with("annualisation_factor", factor(&scale.weeks_per_year, &group.weeks))
                .with("enquiries", &group.enquiries)
                .with("others", (at == last).then(|| others.clone()))
        }));
        notes
    }

    /// That the files do not tell how many weeks were counted.
    pub fn weeks_assumed(self) -> Option<Phrase> {
        let is_assumed = self.coverage.has_assumed_weeks(self.scale);
        let note = Sentence::WeeksAssumed.with("weeks", &self.coverage.weeks_counted);
        is_assumed.then_some(note).filter(|_| self.coverage.units > 0)
    }

    fn unpriced(self) -> Option<Phrase> {
        let enquiries = self.coverage.unpriced.enquiries();
        let channels =
            self.coverage.unpriced.channels().map(|(position, enquiries)| {
                name_and_number(self.channel_name(position), enquiries)
            });
        let share = enquiries.ratio(&self.coverage.enquiries).filter(|_| !enquiries.is_zero())?;
        let note = Sentence::Unpriced.with("enquiries", enquiries).with("share", share);
        Some(note.with_list("channels", channels))
    }

    /// The codes that the price table leaves out, with a note for each reason: left out of the
    /// figures, or included with their names.
    pub fn left_out(self) -> Vec<Phrase> {
        let mut reasons = BTreeMap::<&Words, Vec<(&LeftOut, u64)>>::new();
        for (&position, &counted) in &self.coverage.left_out {
            if let Some(code) = self.table.left_out(position) {
                reasons.entry(&code.reason).or_default().push((code, counted));
            }
        }
        let is_included = self.counts.includes_left_out();
        let sentence = if is_included { Sentence::LeftOutIncluded } else { Sentence::LeftOut };
        let code = |(code, counted): &(&LeftOut, u64)| {
            let meaning = code.name.as_deref().filter(|_| is_included);
            name_and_number(code.code.as_str(), *counted).with("meaning", meaning)
        };
        let note = |(reason, codes): (&Words, Vec<(&LeftOut, u64)>)| {
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

/// The notes on an earlier count, marked as such.
pub fn notes_before(notes: Vec<Phrase>) -> impl Iterator<Item = Phrase> {
    let of_side = |note| Sentence::NoteOfSide.with("side", Term::Before).with("note", note);
    notes.into_iter().map(of_side)
}

/// `Digital Post 1.000`
pub fn name_and_number(name: impl Into<Cell>, number: impl Into<Cell>) -> Phrase {
    Sentence::NameAndNumber.with("name", name).with("number", number)
}
