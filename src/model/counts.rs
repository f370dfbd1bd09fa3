//! Counts: how many enquiries came in, by unit, week, channel and the other dimensions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::week;

/// One way to tell enquiries apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The municipality that counted.
    Municipality,
    /// The organisational unit that counted.
    Unit,
    /// The count week, by its [id](super::week).
    Week,
    /// The way the enquiry came in.
    Channel,
    /// What the enquiry concerns.
    Task,
    /// What kind of enquiry it is.
    Type,
    /// Whether it was closed at once.
    Closure,
    /// Whether it came with a form.
    Form,
    /// The day of the week.
    Weekday,
    /// The hour of the day.
    Hour,
}

impl Dimension {
    /// All dimensions, in the order of [`Slot`].
    pub const ALL: [Self; 10] = [
        Self::Municipality,
        Self::Unit,
        Self::Week,
        Self::Channel,
        Self::Task,
        Self::Type,
        Self::Closure,
        Self::Form,
        Self::Weekday,
        Self::Hour,
    ];

    /// The dimensions whose ids stand for names.
    pub const NAMED: [Self; 8] = [
        Self::Municipality,
        Self::Unit,
        Self::Task,
        Self::Type,
        Self::Closure,
        Self::Form,
        Self::Weekday,
        Self::Hour,
    ];

    /// What its column is called: in Danish, in English, then other headings in use.
    pub fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Municipality => &["kommune", "municipality"],
            Self::Unit => &["enhed", "unit"],
            Self::Week => {
                &["uge", "week", "tælleuge", "count week", "ugenr", "uge nr", "ugenummer"]
            }
            Self::Channel => &["kanal", "channel", "henvendelseskanal"],
            Self::Task => &["opgave", "task", "opgaveområde"],
            Self::Type => &["type", "type", "henvendelsestype"],
            Self::Closure => &["afslutning", "closure"],
            Self::Form => &["blanket", "form"],
            Self::Weekday => &["ugedag", "weekday"],
            Self::Hour => &["time", "hour", "starttidspunkt", "klokkeslæt"],
        }
    }

    /// Its English name.
    pub fn english(self) -> &'static str {
        self.headings()[1]
    }

    /// Whether its values are times, which have an order of their own and may be in a date.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Week | Self::Weekday | Self::Hour)
    }

    /// Whether every command reads it; the others are read by commands that use them.
    pub fn is_always_read(self) -> bool {
        matches!(self, Self::Municipality | Self::Unit | Self::Week | Self::Channel)
    }
}

/// Where an enquiry belongs: an id in each dimension.
///
/// The id of a channel is its position in the price table; that of a week is in
/// [`week`]. The id of a name is the one that [`Counts::id`] gave it; a dimension that
/// was not read has one name, the empty one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
// A large count has millions of slots. No file has so many names that 32 bits are too few.
pub struct Slot([u32; Dimension::ALL.len() + 1]);

/// Where a slot has the number of the unit that counted, before a list gave it another name.
const SOURCE: usize = Dimension::ALL.len();

impl Slot {
    /// The id in a dimension.
    pub fn id(&self, dimension: Dimension) -> usize {
        self.0[dimension as usize] as usize
    }

    /// The same slot with another id in one dimension.
    ///
    /// # Panics
    ///
    /// If the id is above 32 bits.
    pub fn with(mut self, dimension: Dimension, id: usize) -> Self {
        self.0[dimension as usize] =
            u32::try_from(id).expect("fewer names than 32 bits can number");
        self
    }

    /// The number of the unit that counted, where lists give names to units or municipalities; 0
    /// where they do not. Units that get one name keep their own, because each is scaled to a
    /// year by the weeks that it counted.
    pub fn source(&self) -> usize {
        self.0[SOURCE] as usize
    }

    /// The same slot with new ids of its names: for each named dimension a list of the new ids
    /// by the old ones.
    fn renamed(mut self, new_ids: &NewIds) -> Self {
        for (dimension, ids) in Dimension::NAMED.into_iter().zip(new_ids) {
            self = self.with(dimension, ids[self.id(dimension)]);
        }
        self
    }
}

type NewIds = [Vec<usize>; Dimension::NAMED.len()];

/// The names seen in one dimension, each with an id: its index in the list.
#[derive(Debug, Clone, Default)]
struct Names {
    list: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, usize, FixedState>,
    /// By id, the codes that a list of names gave the name to.
    codes: BTreeMap<usize, BTreeSet<String>>,
}

impl Names {
    fn id(&mut self, name: &str) -> usize {
        self.ids.get(name).copied().unwrap_or_else(|| self.push(Arc::from(name)))
    }

    /// The id of a name that another list has, and that was given to codes.
    fn add<'a>(&mut self, name: &Arc<str>, codes: impl IntoIterator<Item = &'a String>) -> usize {
        let known = self.ids.get(name).copied();
        let id = known.unwrap_or_else(|| self.push(Arc::clone(name)));
        let mut codes = codes.into_iter().cloned().peekable();
        if codes.peek().is_some() {
            self.codes.entry(id).or_default().extend(codes);
        }
        id
    }

    fn push(&mut self, name: Arc<str>) -> usize {
        let id = self.list.len();
        self.list.push(Arc::clone(&name));
        self.ids.insert(name, id);
        id
    }

    fn codes(&self, id: usize) -> &BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        self.codes.get(&id).unwrap_or(&NONE)
    }
}

/// A name in composed characters (NFC), lower case and single spaces: `job  Centeret ` becomes
/// `job centeret`.
pub fn folded(name: &str) -> String {
    if !name.is_ascii() && !is_nfc(name) {
        return folded(&name.nfc().collect::<String>());
    }
    let mut joined = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined.to_lowercase()
}

/// A [folded] name of a unit, a task or the like, without spaces but for those between digits:
/// `Job Centeret` and `JobCenteret` are one name, `Team 1 2` and `Team 12` are two.
pub fn folded_name(name: &str) -> String {
    let mut joined = String::with_capacity(name.len());
    for word in folded(name).split(' ') {
        if joined.ends_with(|sign: char| sign.is_numeric())
            && word.starts_with(|sign: char| sign.is_numeric())
        {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// What was counted: the incoming enquiries, and apart from them the records whose code the
/// price table leaves out of cost.
///
/// A slot that is present with 0 says "counted, none came".
#[derive(Debug, Clone, Default)]
pub struct Counts {
    names: [Names; Dimension::ALL.len()],
    records: BTreeMap<Slot, u64>,
    /// The codes that are left out of cost, by position in the price table.
    left_out: BTreeSet<usize>,
    /// Whether the left-out records count as enquiries.
    includes_left_out: bool,
    /// How many rows were counted in each slot of each file, where they are kept.
    rows: BTreeMap<(usize, Slot), u64>,
    /// The ways in which one name was written, each with whether incoming enquiries have it.
    spellings: Vec<(Dimension, BTreeMap<String, bool>)>,
}

/// The names, each of a [named](Dimension::NAMED) dimension.
impl Counts {
    /// The id of a name; a new one if the name is new.
    pub fn id(&mut self, dimension: Dimension, name: &str) -> usize {
        self.names[dimension as usize].id(name)
    }

    /// The names, in the order of their ids.
    pub fn names(&self, dimension: Dimension) -> impl ExactSizeIterator<Item = &str> {
        self.names[dimension as usize].list.iter().map(|name| &**name)
    }

    /// The name of an id; empty for "not stated".
    ///
    /// # Panics
    ///
    /// If no name has that id.
    pub fn name(&self, dimension: Dimension, id: usize) -> &str {
        &self.names[dimension as usize].list[id]
    }

    /// Whether some enquiry has a name in a dimension.
    pub fn states(&self, dimension: Dimension) -> bool {
        self.names_of_enquiries(dimension).any(|name| !name.is_empty())
    }

    /// Whether an id stands for a value, and not for "not stated".
    pub fn is_stated(&self, dimension: Dimension, id: usize) -> bool {
        match dimension {
            Dimension::Channel => true,
            Dimension::Week => id > 0,
            _ => !self.name(dimension, id).is_empty(),
        }
    }

    /// The codes that a list of names gave the name of an id; none where no list did.
    pub fn codes(&self, dimension: Dimension, id: usize) -> &BTreeSet<String> {
        self.names[dimension as usize].codes(id)
    }

    /// The code of an id: the one that a list gave the name to, if that is one code; else the
    /// name itself.
    ///
    /// # Panics
    ///
    /// If no name has that id.
    pub fn code(&self, dimension: Dimension, id: usize) -> &str {
        let mut codes = self.codes(dimension, id).iter();
        match (codes.next(), codes.next()) {
            (Some(code), None) => code,
            _ => self.name(dimension, id),
        }
    }

    /// The id of a name, or of a code that was given a name; without regard to case and surplus
    /// spaces.
    pub fn find(&self, dimension: Dimension, word: &str) -> Option<usize> {
        let word = folded_name(word);
        let names = &self.names[dimension as usize];
        let by_name = names.list.iter().position(|name| folded_name(name) == word);
        let is_code = |(_, codes): &(&usize, &BTreeSet<String>)| {
            codes.iter().any(|code| folded_name(code) == word)
        };
        by_name.or_else(|| names.codes.iter().find(is_code).map(|(id, _)| *id))
    }

    /// The id that another count has for what has this id here, by its code or else by its name.
    pub fn id_in(&self, other: &Self, dimension: Dimension, id: usize) -> Option<usize> {
        let found = other.find(dimension, self.code(dimension, id));
        found.or_else(|| other.find(dimension, self.name(dimension, id)))
    }

    /// The words that [`find`](Self::find) finds: the names, and behind them the codes that were
    /// given one.
    pub fn words(&self, dimension: Dimension) -> impl Iterator<Item = &str> {
        let names = &self.names[dimension as usize];
        let codes = names.codes.values().flatten().map(String::as_str);
        self.names(dimension).chain(codes.filter(|code| !names.ids.contains_key(*code)))
    }

    /// The names that enquiries have; left-out records may have others.
    pub fn names_of_enquiries(&self, dimension: Dimension) -> impl Iterator<Item = &str> {
        self.by(dimension).into_keys().map(move |id| self.name(dimension, id))
    }

    /// The names that enquiries have, and the codes that were given them, [folded].
    pub fn words_of_enquiries(&self, dimension: Dimension) -> BTreeSet<String> {
        let words = |id: usize| {
            let name = folded_name(self.name(dimension, id));
            self.codes(dimension, id).iter().map(|code| folded_name(code)).chain([name])
        };
        self.by(dimension).into_keys().flat_map(words).collect()
    }

    /// Names that were written in several ways and count as one, with their dimension.
    ///
    /// Spellings that only left-out records have are not among them, unless those count as
    /// enquiries.
    pub fn spellings(&self) -> impl Iterator<Item = (Dimension, Vec<&String>)> {
        let all = self.spellings.iter().map(|(dimension, names)| {
            let names =
                names.iter().filter(|(_, in_enquiries)| **in_enquiries || self.includes_left_out);
            (*dimension, names.map(|(name, _)| name).collect::<Vec<_>>())
        });
        all.filter(|(_, names)| names.len() > 1)
    }
}

/// The slots.
impl Counts {
    /// Adds incoming enquiries to a slot.
    ///
    /// The sum stays in `u64` for any file that fits a disk, because the reader
    /// takes no single count of a thousand million or more.
    pub fn add(&mut self, slot: Slot, counted: u64) {
        *self.records.entry(slot).or_default() += counted;
    }

    /// Adds records whose code the price table leaves out.
    pub fn add_left_out(&mut self, slot: Slot, counted: u64) {
        self.left_out.insert(slot.id(Dimension::Channel));
        self.add(slot, counted);
    }

    /// Adds counted rows to a slot of the file at a position.
    pub fn add_rows(&mut self, file: usize, slot: Slot, rows: u64) {
        *self.rows.entry((file, slot)).or_default() += rows;
    }

    /// Takes out how many rows were counted in each slot of each file.
    pub fn take_rows(&mut self) -> BTreeMap<(usize, Slot), u64> {
        std::mem::take(&mut self.rows)
    }

    /// The same counts with another name in place of one.
    pub fn with_name(mut self, dimension: Dimension, old: &str, new: &str) -> Self {
        let names = std::mem::take(&mut self.names[dimension as usize]).list;
        let names = names.iter().map(|name| if **name == *old { new } else { name });
        let ids: Vec<usize> = names.map(|name| self.id(dimension, name)).collect();
        self.map_slots(|slot| slot.with(dimension, ids[slot.id(dimension)]));
        self
    }

    /// Adds all of another count, whose ids are its own.
    pub fn merge(&mut self, other: Self) {
        // Nearly all counts are of one file that one thread has read.
        if self.records.is_empty() {
            *self = other;
            return;
        }
        let new_ids = Dimension::NAMED.map(|dimension| {
            let own = &mut self.names[dimension as usize];
            let names = &other.names[dimension as usize];
            names.list.iter().enumerate().map(|(id, name)| own.add(name, names.codes(id))).collect()
        });
        for (slot, counted) in other.records {
            self.add(slot.renamed(&new_ids), counted);
        }
        for ((file, slot), rows) in other.rows {
            self.add_rows(file, slot.renamed(&new_ids), rows);
        }
        self.left_out.extend(other.left_out);
    }

    /// The same counts with the left-out records among the enquiries, on channels that have no price.
    pub fn with_left_out(self) -> Self {
        Self { includes_left_out: true, ..self }
    }

    /// Whether the left-out records count as enquiries.
    pub fn includes_left_out(&self) -> bool {
        self.includes_left_out
    }

    /// The same counts with the ids of each named dimension in the order of its names, so that
    /// no result depends on the order of files and rows.
    ///
    /// Names that differ in case and surplus spaces only become one;
    /// [`spellings`](Self::spellings) lists them.
    pub fn in_order(self) -> Self {
        self.renamed(|_, _| None)
    }

    /// The same counts, in order, with the names that `name` gives to those of one dimension; a
    /// name that it gives none stays. Names that become the same are merged.
    pub fn relabelled(
        mut self,
        dimension: Dimension,
        name: impl Fn(&str) -> Option<String>,
    ) -> Self {
        if matches!(dimension, Dimension::Municipality | Dimension::Unit) {
            self.number_sources();
        }
        self.renamed(|one, known| {
            let is_code = one == dimension && !known.is_empty();
            is_code.then(|| name(known).unwrap_or_else(|| known.to_owned()))
        })
    }

    /// Gives each unit of each municipality its number, unless they have one.
    fn number_sources(&mut self) {
        let unit = |slot: &Slot| {
            [Dimension::Municipality, Dimension::Unit].map(|dimension| slot.id(dimension))
        };
        let units: BTreeSet<_> = self.records().map(|(slot, _)| unit(slot)).collect();
        let numbers: BTreeMap<_, u32> = units.into_iter().zip(1..).collect();
        self.map_slots(|mut slot| {
            if slot.0[SOURCE] == 0 {
                slot.0[SOURCE] = numbers[&unit(&slot)];
            }
            slot
        });
    }

    /// The same counts, in order, with the names that `given` gives to codes.
    fn renamed(mut self, given: impl Fn(Dimension, &str) -> Option<String>) -> Self {
        let new_ids = Dimension::NAMED.map(|dimension| {
            let old = std::mem::take(&mut self.names[dimension as usize]);
            let renamed = old.list.iter().enumerate().map(|(id, known)| {
                let given = given(dimension, known).map(Arc::from);
                // A name that an earlier list gave keeps the codes of that list.
                let code = (given.is_some() && old.codes(id).is_empty()).then(|| known.to_string());
                let name = given.unwrap_or_else(|| Arc::clone(known));
                (folded_name(&name), name, id, code)
            });
            let mut sorted: Vec<(String, Arc<str>, usize, Option<String>)> = renamed.collect();
            sorted.sort_unstable();
            // Summed only if some names are alike: with many units the sum takes long.
            let has_alike = sorted.windows(2).any(|pair| pair[0].0 == pair[1].0);
            let in_enquiries = if has_alike { self.by(dimension) } else { BTreeMap::new() };
            let new = &mut self.names[dimension as usize];
            let mut new_ids = vec![0; sorted.len()];
            for alike in sorted.chunk_by(|a, b| a.0 == b.0) {
                for (_, _, id, code) in alike {
                    new_ids[*id] = new.add(&alike[0].1, old.codes(*id).iter().chain(code));
                }
                if alike.len() > 1 {
                    let mut spellings = BTreeMap::<String, bool>::new();
                    for (_, name, id, _) in alike {
                        *spellings.entry(name.to_string()).or_default() |=
                            in_enquiries.contains_key(id);
                    }
                    self.spellings.push((dimension, spellings));
                }
            }
            new_ids
        });
        self.map_slots(|slot| slot.renamed(&new_ids));
        self
    }

    /// Gives each slot another one. The counts and rows of slots that become the same are added.
    fn map_slots(&mut self, new: impl Fn(Slot) -> Slot) {
        let old = std::mem::take(&mut self.records).into_iter();
        let mapped = summed(old.map(|(slot, counted)| (new(slot), counted)).collect());
        // Made of sorted slots, a map has full nodes.
        self.records = mapped.into_iter().collect();
        let old = self.take_rows().into_iter();
        let mapped = summed(old.map(|((file, slot), rows)| ((file, new(slot)), rows)).collect());
        self.rows = mapped.into_iter().collect();
    }

    /// The slots of the enquiries with their counts, in a fixed order.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, u64)> {
        self.records().filter(|(slot, _)| self.includes_left_out || !self.is_left_out(slot))
    }

    /// The slots of the left-out records with their counts, in a fixed order.
    pub fn left_out(&self) -> impl Iterator<Item = (&Slot, u64)> {
        self.records().filter(|(slot, _)| self.is_left_out(slot))
    }

    /// The slots of all records with their counts, in a fixed order.
    pub fn records(&self) -> impl Iterator<Item = (&Slot, u64)> {
        self.records.iter().map(|(slot, &counted)| (slot, counted))
    }

    fn is_left_out(&self, slot: &Slot) -> bool {
        self.left_out.contains(&slot.id(Dimension::Channel))
    }

    /// All enquiries.
    pub fn total(&self) -> u64 {
        self.slots().map(|(_, counted)| counted).sum()
    }

    /// Enquiries by the ids of one dimension.
    pub fn by(&self, dimension: Dimension) -> BTreeMap<usize, u64> {
        let ids = self.slots().map(|(slot, counted)| (slot.id(dimension), counted));
        summed(ids.collect()).into_iter().collect()
    }

    /// The ids of one dimension that any record has.
    pub fn ids(&self, dimension: Dimension) -> BTreeSet<usize> {
        self.records().map(|(slot, _)| slot.id(dimension)).collect()
    }

    /// The years of its weeks, and whether a stated week has none.
    pub fn years_of_weeks(&self) -> (BTreeSet<usize>, bool) {
        let weeks = self.ids(Dimension::Week);
        let has_weeks_without_year = weeks.iter().any(|id| *id > 0 && week::year(*id).is_none());
        (weeks.into_iter().filter_map(week::year).collect(), has_weeks_without_year)
    }

    /// The same counts with the week number as each week: week 5 of 2019 and of 2023 become week 5.
    pub fn without_years(mut self) -> Self {
        self.map_slots(|slot| slot.with(Dimension::Week, week::number(slot.id(Dimension::Week))));
        self
    }

    /// The same counts with only the slots that `keep` keeps.
    pub fn only(&self, keep: impl Fn(&Slot) -> bool) -> Self {
        let mut only = self.clone();
        only.records.retain(|slot, _| keep(slot));
        only
    }
}

/// The sum of each key, in the order of the keys. On a list that is nearly in order this is faster
/// than a map.
pub(super) fn summed<K: Ord>(mut counted: Vec<(K, u64)>) -> Vec<(K, u64)> {
    counted.sort_unstable();
    counted.dedup_by(|one, sum| {
        let is_same = one.0 == sum.0;
        sum.1 += if is_same { one.1 } else { 0 };
        is_same
    });
    counted
}
