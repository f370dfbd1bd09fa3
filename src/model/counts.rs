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
    pub fn on(mut self, channel: usize) -> Self {
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

/// Counted enquiries. A slot that is present with 0 says "counted, none came".
#[derive(Debug, Clone, Default)]
pub struct Counts {
    names: [Names; Dimension::ALL.len()],
    slots: BTreeMap<Slot, u64>,
    spellings: Vec<(Dimension, Vec<String>)>,
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

    /// The names of a [named](Dimension::NAMED) dimension that occur in slots that `keep` keeps:
    /// rows that are left out have names too.
    pub fn names_in(
        &self,
        dimension: Dimension,
        keep: impl Fn(&Slot) -> bool,
    ) -> impl Iterator<Item = &str> {
        self.by(dimension, keep).into_keys().map(move |id| self.name(dimension, id))
    }

    /// The names of a [named](Dimension::NAMED) dimension that occur in slots that `keep` keeps,
    /// and the codes that were given them, [folded].
    pub fn words_in(&self, dimension: Dimension, keep: impl Fn(&Slot) -> bool) -> BTreeSet<String> {
        let words = |id: usize| {
            let name = folded(self.name(dimension, id));
            self.codes(dimension, id).iter().map(|code| folded(code)).chain([name])
        };
        self.by(dimension, keep).into_keys().flat_map(words).collect()
    }

    /// The name behind an id of a [named](Dimension::NAMED) dimension; empty for "not told".
    ///
    /// # Panics
    ///
    /// If [`id`](Self::id) never gave that id.
    pub fn name(&self, dimension: Dimension, id: usize) -> &str {
        &self.names[dimension as usize].list[id]
    }

    /// Adds counted enquiries to a slot.
    ///
    /// The sum stays in `u64` for any file that fits a disk, because the reader
    /// takes no single count of a thousand million or more.
    pub fn add(&mut self, slot: Slot, counted: u64) {
        *self.slots.entry(slot).or_default() += counted;
    }

    /// Adds all of another count, whose ids are its own. Where nothing is counted yet
    /// that is the other count as it is.
    pub fn merge(&mut self, other: Self) {
        if self.slots.is_empty() {
            *self = other;
            return;
        }
        let ids = Dimension::NAMED.map(|dimension| {
            let Names { list, codes, .. } = &other.names[dimension as usize];
            let id =
                |(name, codes): (&String, &BTreeSet<String>)| self.coded_id(dimension, name, codes);
            list.iter().zip(codes).map(id).collect::<Vec<_>>()
        });
        for (slot, counted) in other.slots() {
            self.add(slot.renamed(&ids), counted);
        }
    }

    /// The same counts with the ids of each named dimension in the order of its
    /// names, so that nothing made of counts depends on the order of files and rows.
    ///
    /// Names that differ in case and surplus spaces only are one; [`spellings`](Self::spellings)
    /// tells which.
    pub fn in_order(self) -> Self {
        self.in_order_by(|_| true)
    }

    /// The same with spellings of the slots that `tells` takes alone.
    pub fn in_order_by(mut self, tells: impl Fn(&Slot) -> bool) -> Self {
        let ids = Dimension::NAMED.map(|dimension| {
            let told = self.by(dimension, &tells);
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
                let told = alike.iter().filter(|(_, _, id)| told.contains_key(id));
                let told: Vec<String> = told.map(|(_, name, _)| name.clone()).collect();
                if told.len() > 1 {
                    self.spellings.push((dimension, told));
                }
            }
            self.names[dimension as usize] = sorted;
            new_ids
        });
        for (slot, counted) in std::mem::take(&mut self.slots) {
            self.add(slot.renamed(&ids), counted);
        }
        self
    }

    /// The same counts with the names that `name` gives to those of one dimension, which
    /// merges all that get the same one; where it gives none, the name stays.
    pub fn called(mut self, dimension: Dimension, name: impl Fn(&str) -> Option<String>) -> Self {
        let spellings = std::mem::take(&mut self.spellings);
        let mut called = Self { spellings, ..Self::default() };
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
        for (slot, counted) in self.slots() {
            called.add(slot.renamed(&ids), counted);
        }
        called.in_order()
    }

    /// Names that were written in more than one way and count as one, with their dimension.
    pub fn spellings(&self) -> &[(Dimension, Vec<String>)] {
        &self.spellings
    }

    /// All slots with their counts, in a fixed order.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, u64)> {
        self.slots.iter().map(|(slot, &counted)| (slot, counted))
    }

    /// Counted enquiries by the ids of one dimension, over the slots that `keep` keeps.
    pub fn by(&self, dimension: Dimension, keep: impl Fn(&Slot) -> bool) -> BTreeMap<usize, u64> {
        let mut sums = BTreeMap::new();
        for (slot, counted) in self.slots().filter(|(slot, _)| keep(slot)) {
            *sums.entry(slot[dimension]).or_default() += counted;
        }
        sums
    }

    /// The same counts with only the slots that `keep` keeps.
    pub fn only(&self, keep: impl Fn(&Slot) -> bool) -> Self {
        Self {
            names: self.names.clone(),
            spellings: self.spellings.clone(),
            slots: self
                .slots()
                .filter(|(slot, _)| keep(slot))
                .map(|(slot, n)| (*slot, n))
                .collect(),
        }
    }
}
