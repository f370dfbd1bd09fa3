//! Counts: enquiries by unit, week, channel and whatever else is asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Index, IndexMut};

use foldhash::fast::FixedState;

/// One way to tell enquiries apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The municipality that counted.
    Municipality,
    /// The organisational unit that counted.
    Unit,
    /// The count week, by its number in the calendar.
    Week,
    /// The way the enquiry came in.
    Channel,
    /// What the enquiry concerns.
    Task,
    /// What kind of enquiry it is.
    Type,
    /// Whether it was closed at once.
    Closure,
}

impl Dimension {
    /// All dimensions, in the order of [`Slot`].
    pub const ALL: [Self; 7] = [
        Self::Municipality,
        Self::Unit,
        Self::Week,
        Self::Channel,
        Self::Task,
        Self::Type,
        Self::Closure,
    ];

    /// The dimensions whose ids stand for names.
    pub const NAMED: [Self; 5] =
        [Self::Municipality, Self::Unit, Self::Task, Self::Type, Self::Closure];
}

/// Where an enquiry belongs: an id in each dimension.
///
/// The id of a channel is its position in the price table, the id of a week its
/// number, 0 if it is not told. The id of a name is what [`Counts::id`] gave it;
/// a dimension that was not read has one name, the empty one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot([usize; Dimension::ALL.len()]);

impl Slot {
    /// The same slot on another channel.
    pub fn on_channel(mut self, channel: usize) -> Self {
        self[Dimension::Channel] = channel;
        self
    }

    /// The same slot with new ids for its names: of each named dimension, by the old ones.
    fn renamed(mut self, ids: &[Vec<usize>; Dimension::NAMED.len()]) -> Self {
        for (dimension, ids) in Dimension::NAMED.into_iter().zip(ids) {
            self[dimension] = ids[self[dimension]];
        }
        self
    }
}

impl Index<Dimension> for Slot {
    type Output = usize;

    fn index(&self, dimension: Dimension) -> &usize {
        &self.0[dimension as usize]
    }
}

impl IndexMut<Dimension> for Slot {
    fn index_mut(&mut self, dimension: Dimension) -> &mut usize {
        &mut self.0[dimension as usize]
    }
}

/// The names seen in one dimension, each with a number.
#[derive(Debug, Clone, Default)]
struct Names {
    list: Vec<String>,
    ids: HashMap<String, usize, FixedState>,
    /// The codes that each name was given to, where a list of names gave it.
    codes: Vec<BTreeSet<String>>,
}

impl Names {
    fn id(&mut self, name: &str) -> usize {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.list.len();
        self.list.push(name.to_owned());
        self.codes.push(BTreeSet::new());
        self.ids.insert(name.to_owned(), id);
        id
    }
}

/// A name without regard to case and surplus spaces: `job  Centeret ` is `Job Centeret`, and
/// `JobCenteret` is another name.
pub fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.to_lowercase());
    }
    folded
}

/// What was counted: the incoming enquiries, and apart from them the records whose code the
/// price table leaves out of cost.
///
/// A slot that is present with 0 says "counted, none came".
#[derive(Debug, Clone, Default)]
pub struct Counts {
    names: [Names; Dimension::ALL.len()],
    enquiries: BTreeMap<Slot, u64>,
    left_out: BTreeMap<Slot, u64>,
    /// Whether the left-out records count as enquiries.
    includes_left_out: bool,
    spellings: Vec<Spellings>,
}

/// The ways in which one name was written.
#[derive(Debug, Clone)]
struct Spellings {
    dimension: Dimension,
    /// Those of incoming enquiries.
    of_enquiries: Vec<String>,
    /// Those of all records.
    of_records: Vec<String>,
}

impl Counts {
    /// The id of a name in one of the [named](Dimension::NAMED) dimensions.
    pub fn id(&mut self, dimension: Dimension, name: &str) -> usize {
        self.names[dimension as usize].id(name)
    }

    /// The id of a name that was given to codes.
    fn coded_id<'a>(
        &mut self,
        dimension: Dimension,
        name: &str,
        codes: impl IntoIterator<Item = &'a String>,
    ) -> usize {
        let id = self.id(dimension, name);
        self.names[dimension as usize].codes[id].extend(codes.into_iter().cloned());
        id
    }

    /// The names of a [named](Dimension::NAMED) dimension, by their ids.
    pub fn names(&self, dimension: Dimension) -> &[String] {
        &self.names[dimension as usize].list
    }

    /// The id of a name in a [named](Dimension::NAMED) dimension, or of a code that was given
    /// a name; without regard to case and surplus spaces.
    pub fn find(&self, dimension: Dimension, word: &str) -> Option<usize> {
        let word = folded(word);
        let is_it = |known: &String| folded(known) == word;
        let Names { list, codes, .. } = &self.names[dimension as usize];
        let by_name = list.iter().position(is_it);
        by_name.or_else(|| codes.iter().position(|codes| codes.iter().any(is_it)))
    }

    /// What [`find`](Self::find) finds in a [named](Dimension::NAMED) dimension: the names, and
    /// behind them the codes that were given one.
    pub fn words(&self, dimension: Dimension) -> impl Iterator<Item = &str> {
        let Names { list, ids, codes } = &self.names[dimension as usize];
        let codes = codes.iter().flatten().filter(|code| !ids.contains_key(*code));
        list.iter().chain(codes).map(String::as_str)
    }

    /// The code of an id in a [named](Dimension::NAMED) dimension: what its name was given to,
    /// if that is one code; else the name itself.
    ///
    /// # Panics
    ///
    /// If [`id`](Self::id) never gave that id.
    pub fn code(&self, dimension: Dimension, id: usize) -> &str {
        let mut codes = self.codes(dimension, id).iter();
        match (codes.next(), codes.next()) {
            (Some(code), None) => code,
            _ => self.name(dimension, id),
        }
    }

    /// The codes that a list gave the name of an id in a [named](Dimension::NAMED) dimension;
    /// none where no list did.
    ///
    /// # Panics
    ///
    /// If [`id`](Self::id) never gave that id.
    pub fn codes(&self, dimension: Dimension, id: usize) -> &BTreeSet<String> {
        &self.names[dimension as usize].codes[id]
    }

    /// The names of a [named](Dimension::NAMED) dimension that enquiries have; left-out records
    /// may have others.
    pub fn names_of_enquiries(&self, dimension: Dimension) -> impl Iterator<Item = &str> {
        self.by(dimension).into_keys().map(move |id| self.name(dimension, id))
    }

    /// The names of a [named](Dimension::NAMED) dimension that enquiries have, and the codes
    /// that were given them, [folded].
    pub fn words_of_enquiries(&self, dimension: Dimension) -> BTreeSet<String> {
        let words = |id: usize| {
            let name = folded(self.name(dimension, id));
            self.codes(dimension, id).iter().map(|code| folded(code)).chain([name])
        };
        self.by(dimension).into_keys().flat_map(words).collect()
    }

    /// The name behind an id of a [named](Dimension::NAMED) dimension; empty for "not told".
    ///
    /// # Panics
    ///
    /// If [`id`](Self::id) never gave that id.
    pub fn name(&self, dimension: Dimension, id: usize) -> &str {
        &self.names[dimension as usize].list[id]
    }

    /// Adds incoming enquiries to a slot.
    ///
    /// The sum stays in `u64` for any file that fits a disk, because the reader
    /// takes no single count of a thousand million or more.
    pub fn add(&mut self, slot: Slot, counted: u64) {
        *self.enquiries.entry(slot).or_default() += counted;
    }

    /// Adds records whose code the price table leaves out.
    pub fn add_left_out(&mut self, slot: Slot, counted: u64) {
        *self.left_out.entry(slot).or_default() += counted;
    }

    /// The same counts with the left-out records among the enquiries, on channels that have no price.
    pub fn with_left_out(self) -> Self {
        Self { includes_left_out: true, ..self }
    }

    /// Whether the left-out records count as enquiries.
    pub fn includes_left_out(&self) -> bool {
        self.includes_left_out
    }

    /// Adds all of another count, whose ids are its own. Where nothing is counted yet
    /// that is the other count as it is.
    pub fn merge(&mut self, other: Self) {
        if self.records().next().is_none() {
            *self = other;
            return;
        }
        let ids = Dimension::NAMED.map(|dimension| {
            let Names { list, codes, .. } = &other.names[dimension as usize];
            let id =
                |(name, codes): (&String, &BTreeSet<String>)| self.coded_id(dimension, name, codes);
            list.iter().zip(codes).map(id).collect::<Vec<_>>()
        });
        self.add_renamed(other.enquiries, other.left_out, &ids);
    }

    /// Adds enquiries and left-out records whose names have other ids in these counts.
    fn add_renamed(
        &mut self,
        enquiries: BTreeMap<Slot, u64>,
        left_out: BTreeMap<Slot, u64>,
        ids: &[Vec<usize>; Dimension::NAMED.len()],
    ) {
        for (slot, counted) in enquiries {
            self.add(slot.renamed(ids), counted);
        }
        for (slot, counted) in left_out {
            self.add_left_out(slot.renamed(ids), counted);
        }
    }

    /// The same counts with the ids of each named dimension in the order of its
    /// names, so that nothing made of counts depends on the order of files and rows.
    ///
    /// Names that differ in case and surplus spaces only are one; [`spellings`](Self::spellings)
    /// tells which.
    pub fn in_order(mut self) -> Self {
        let ids = Dimension::NAMED.map(|dimension| {
            let in_enquiries = ids(self.enquiries.keys(), dimension);
            let Names { list, codes, .. } = std::mem::take(&mut self.names[dimension as usize]);
            let mut new_ids = vec![0; list.len()];
            let mut names: Vec<(String, String, usize)> =
                list.into_iter().enumerate().map(|(id, name)| (folded(&name), name, id)).collect();
            names.sort();
            let mut sorted = Names::default();
            for alike in names.chunk_by(|a, b| a.0 == b.0) {
                let new_id = sorted.id(&alike[0].1);
                for (_, _, old) in alike {
                    new_ids[*old] = new_id;
                    sorted.codes[new_id].extend(codes[*old].iter().cloned());
                }
                if alike.len() > 1 {
                    let name = |(_, name, _): &(String, String, usize)| name.clone();
                    let is_in_enquiries =
                        |(_, _, id): &&(String, String, usize)| in_enquiries.contains(id);
                    self.spellings.push(Spellings {
                        dimension,
                        of_enquiries: alike.iter().filter(is_in_enquiries).map(name).collect(),
                        of_records: alike.iter().map(name).collect(),
                    });
                }
            }
            self.names[dimension as usize] = sorted;
            new_ids
        });
        let enquiries = std::mem::take(&mut self.enquiries);
        let left_out = std::mem::take(&mut self.left_out);
        self.add_renamed(enquiries, left_out, &ids);
        self
    }

    /// The same counts with the names that `name` gives to those of one dimension, which
    /// merges all that get the same one; where it gives none, the name stays.
    pub fn relabelled(
        mut self,
        dimension: Dimension,
        name: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let spellings = std::mem::take(&mut self.spellings);
        let includes_left_out = self.includes_left_out;
        let mut called = Self { includes_left_out, spellings, ..Self::default() };
        let ids = Dimension::NAMED.map(|one| {
            let Names { list, codes, .. } = &self.names[one as usize];
            let called_id = |(known, codes): (&String, &BTreeSet<String>)| {
                if one != dimension || known.is_empty() {
                    return called.coded_id(one, known, codes);
                }
                let given = name(known);
                let given = given.as_deref().unwrap_or(known);
                // What a list before has named stays known by its first codes.
                let own = Some(known).filter(|_| codes.is_empty());
                called.coded_id(one, given, codes.iter().chain(own))
            };
            list.iter().zip(codes).map(called_id).collect::<Vec<_>>()
        });
        called.add_renamed(self.enquiries, self.left_out, &ids);
        called.in_order()
    }

    /// Names that were written in more than one way and count as one, with their dimension.
    ///
    /// Spellings that only left-out records have are not among them, unless those count as
    /// enquiries.
    pub fn spellings(&self) -> impl Iterator<Item = (Dimension, &[String])> {
        let all = self.spellings.iter().map(|one| {
            let names = if self.includes_left_out { &one.of_records } else { &one.of_enquiries };
            (one.dimension, names.as_slice())
        });
        all.filter(|(_, names)| names.len() > 1)
    }

    /// The slots of the enquiries with their counts, in a fixed order.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, u64)> {
        let left_out = self.includes_left_out.then_some(&self.left_out);
        let slots = self.enquiries.iter().chain(left_out.into_iter().flatten());
        slots.map(|(slot, &counted)| (slot, counted))
    }

    /// The slots of the left-out records with their counts, in a fixed order.
    pub fn left_out(&self) -> impl Iterator<Item = (&Slot, u64)> {
        self.left_out.iter().map(|(slot, &counted)| (slot, counted))
    }

    /// The slots of all records with their counts, in a fixed order.
    pub fn records(&self) -> impl Iterator<Item = (&Slot, u64)> {
        let slots = self.enquiries.iter().chain(&self.left_out);
        slots.map(|(slot, &counted)| (slot, counted))
    }

    /// All enquiries.
    pub fn total(&self) -> u64 {
        self.slots().map(|(_, counted)| counted).sum()
    }

    /// Enquiries by the ids of one dimension.
    pub fn by(&self, dimension: Dimension) -> BTreeMap<usize, u64> {
        let mut sums = BTreeMap::new();
        for (slot, counted) in self.slots() {
            *sums.entry(slot[dimension]).or_default() += counted;
        }
        sums
    }

    /// The ids of one dimension that any record has.
    pub fn ids(&self, dimension: Dimension) -> BTreeSet<usize> {
        ids(self.records().map(|(slot, _)| slot), dimension)
    }

    /// The same counts with only the slots that `keep` keeps.
    pub fn only(&self, keep: impl Fn(&Slot) -> bool) -> Self {
        let mut only = self.clone();
        only.enquiries.retain(|slot, _| keep(slot));
        only.left_out.retain(|slot, _| keep(slot));
        only
    }
}

fn ids<'a>(slots: impl Iterator<Item = &'a Slot>, dimension: Dimension) -> BTreeSet<usize> {
    slots.map(|slot| slot[dimension]).collect()
}
