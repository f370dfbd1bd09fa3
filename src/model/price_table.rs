//! Price tables: the channels of one source and year, and what one enquiry costs on each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::counts::folded;
use super::fixed::FixedCost;
use super::quantity::{Money, Share};

/// The prices of one source and year.
///
/// Channels and left-out codes share one numbering, their *position*, in the
/// order of the table. It is the id of the channel dimension in
/// [`Counts`](super::counts::Counts).
#[derive(Debug, Clone, Default)]
pub struct PriceTable {
    /// The name that the table is found by, such as `kl-2011`.
    pub name: String,
    /// What people call the table, such as `KL's kanalpriser 2011`, if it says so.
    pub title: Option<Words>,
    /// The year of the prices; `None` for a list, which does not state it.
    pub year: Option<u16>,
    /// The name of the table that it builds on, and has only the differences from.
    pub based_on: Option<String>,
    /// The year of the own prices, where it is another than that of the other prices.
    pub own_year: Option<u16>,
    /// The channels whose price differs from that table, or is given with `--price`.
    pub own_prices: BTreeSet<usize>,
    /// Where the prices are published.
    pub source: Words,
    /// What a price covers and what it does not.
    pub basis: Words,
    /// ISO 4217 code of the prices, such as `DKK`.
    pub currency: String,
    /// Postage of one outgoing letter, if the table states it.
    pub postage: Option<Money>,
    /// Paper and print of one outgoing letter, if the table states it.
    pub print: Option<Money>,
    /// Fixed cost, which may name units.
    pub fixed: Vec<FixedCost<String>>,
    /// The factor that all prices are multiplied with, for another price level.
    pub index: Option<Share>,
    codes: Vec<Code>,
    /// The positions by every word that stands for a code, [folded].
    positions: HashMap<String, usize, FixedState>,
    noted: BTreeMap<String, Noted>,
}

/// A code that needs a note: one with an assumed channel if a count has it, one of `--map` if no
/// count has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The code as the price table or `--map` writes it.
    pub code: String,
    /// Why it is mentioned.
    pub why: Why,
}

/// Why a report mentions the use of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The code does not say which channel it means, so the price table assumes one. Its reason.
    Assumed(Words),
    /// `--map` gives the code its meaning.
    Mapped {
        /// A code of the table with nearly the same spelling.
        near: Option<String>,
    },
}

/// Words of a price table for people; in English too, where the table has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    /// In the language of the table.
    pub text: String,
    /// In English.
    pub english: Option<String>,
}

/// One code that a count may carry in its channel column.
#[derive(Debug, Clone)]
pub enum Code {
    /// A way that an enquiry comes in.
    Channel(Channel),
    /// Something that is registered but is not an incoming enquiry.
    LeftOut(LeftOut),
}

/// A way that an enquiry comes in.
#[derive(Debug, Clone, Default)]
pub struct Channel {
    /// The short name, such as `telefon`.
    pub id: String,
    /// The name in full, such as `Selvbetjening med systemintegration`.
    pub name: String,
    /// The name for people, as it stands within a sentence: `selvbetjening, integreret`.
    pub short_name: Words,
    /// Variable cost of one incoming enquiry; `None` when nobody has published one.
    pub price: Option<Money>,
    /// Whether it counts towards the digital share.
    pub digital: bool,
    /// Whether it counts towards the self-service degree.
    pub self_service: bool,
}

/// A code that is left out of cost, such as website hits.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// The code as the table writes it.
    pub code: String,
    /// What it stands for, if the table says it.
    pub name: Option<String>,
    /// Why it is left out.
    pub reason: Words,
    /// How it was sent, if it is outgoing.
    pub outgoing: Option<Outgoing>,
}

/// How an outgoing record was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outgoing {
    /// As a letter on paper.
    Letter,
    /// As Digital Post.
    DigitalPost,
    /// By an output manager, which sends on paper or digitally: the record does not say which.
    OutputManager,
    /// Not as a letter; a call, for example.
    Other,
}

impl PriceTable {
    /// A table of that name without channels; [`push`](Self::push) and
    /// [`add_alias`](Self::add_alias) fill it.
    pub fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Adds a code at the end and gives its position.
    pub fn push(&mut self, code: Code) -> usize {
        self.codes.push(code);
        self.codes.len() - 1
    }

    /// Changes the channel at `position`.
    pub fn replace(&mut self, position: usize, channel: Channel) {
        self.codes[position] = Code::Channel(channel);
    }

    /// Lets `word` stand for the code at `position`, without regard to case.
    ///
    /// # Errors
    ///
    /// The position of the other code that the word stands for already.
    pub fn add_alias(&mut self, position: usize, word: &str) -> Result<(), usize> {
        let taken = *self.positions.entry(folded(word)).or_insert(position);
        if taken == position { Ok(()) } else { Err(taken) }
    }

    /// Lets `word` stand for the code at `position`, and no longer for another one.
    pub fn override_alias(&mut self, position: usize, word: &str) {
        let word = folded(word);
        self.noted.remove(&word);
        self.positions.insert(word, position);
    }

    /// Adds a code that reports mention, in place of an earlier reason.
    pub fn note(&mut self, code: Noted) {
        self.noted.insert(folded(&code.code), code);
    }

    /// All codes that reports mention.
    pub fn all_noted(&self) -> impl Iterator<Item = &Noted> {
        self.noted.values()
    }

    /// The code that reports mention, if it is written like `word`.
    pub fn noted(&self, word: &str) -> Option<&Noted> {
        self.noted.get(&folded(word))
    }

    /// Whether `--map` gave a code its meaning.
    pub fn is_mapped(&self, word: &str) -> bool {
        self.noted(word).is_some_and(|noted| matches!(noted.why, Why::Mapped { .. }))
    }

    /// The position of the code that `word` stands for, without regard to case.
    pub fn find(&self, word: &str) -> Option<usize> {
        self.positions.get(&folded(word)).copied()
    }

    /// Every word that stands for a code, in lower case, in no order.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.positions.keys().map(String::as_str)
    }

    /// The words that stand for the code at `position`, in lower case, in no order.
    pub fn aliases_of(&self, position: usize) -> impl Iterator<Item = &str> {
        let of_it = move |(_, at): &(&String, &usize)| **at == position;
        self.positions.iter().filter(of_it).map(|(word, _)| word.as_str())
    }

    /// The id of the channel at `position`, or the code that is left out there.
    ///
    /// # Panics
    ///
    /// If no code has that position.
    pub fn id(&self, position: usize) -> &str {
        match &self.codes[position] {
            Code::Channel(channel) => &channel.id,
            Code::LeftOut(left_out) => &left_out.code,
        }
    }

    /// The channel at `position`; `None` for a left-out code.
    pub fn channel(&self, position: usize) -> Option<&Channel> {
        match self.codes.get(position)? {
            Code::Channel(channel) => Some(channel),
            Code::LeftOut(_) => None,
        }
    }

    /// The left-out code at `position`; `None` for a channel.
    pub fn left_out(&self, position: usize) -> Option<&LeftOut> {
        match self.codes.get(position)? {
            Code::Channel(_) => None,
            Code::LeftOut(code) => Some(code),
        }
    }

    /// How the code at `position` was sent; `None` for one that is not outgoing.
    pub fn outgoing(&self, position: usize) -> Option<Outgoing> {
        self.left_out(position)?.outgoing
    }

    /// Whether it says which codes are outgoing.
    pub fn has_outgoing(&self) -> bool {
        (0..self.codes.len()).any(|position| self.outgoing(position).is_some())
    }

    /// Postage and print of one outgoing letter; `None` when the table states neither.
    pub fn letter_price(&self) -> Option<Money> {
        self.postage.iter().chain(&self.print).cloned().reduce(|sum, one| &sum + &one)
    }

    /// The price of one enquiry on the channel at `position`, if it has one.
    pub fn price(&self, position: usize) -> Option<&Money> {
        self.channel(position)?.price.as_ref()
    }

    /// The table with other prices for some channels, by position.
    pub fn with_prices(&self, prices: &BTreeMap<usize, Money>) -> Self {
        let mut table = self.clone();
        for (position, price) in prices {
            if let Some(Code::Channel(channel)) = table.codes.get_mut(*position) {
                channel.price = Some(price.clone());
            }
        }
        table
    }

    /// The same table with all prices multiplied by a factor.
    pub fn indexed(&self, factor: &Share) -> Self {
        let prices = self.channels().filter_map(|(at, one)| Some((at, one.price.as_ref()?)));
        let prices = prices.map(|(at, price)| (at, price.times(factor))).collect();
        let times = |price: &Option<Money>| price.as_ref().map(|price| price.times(factor));
        Self {
            index: Some(factor.clone()),
            postage: times(&self.postage),
            print: times(&self.print),
            fixed: self
                .fixed
                .iter()
                .map(|one| FixedCost { cost: one.cost.times(factor), ..one.clone() })
                .collect(),
            ..self.with_prices(&prices)
        }
    }

    /// The channels with their positions, in the order of the table.
    pub fn channels(&self) -> impl Iterator<Item = (usize, &Channel)> {
        (0..self.codes.len()).filter_map(|position| Some((position, self.channel(position)?)))
    }
}
