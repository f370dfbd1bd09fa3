//! The channel mix: enquiries by channel, and what they cost.

use super::price_table::{Channel, PriceTable};
use super::quantity::{Enquiries, Money, Share};

/// Enquiries by channel, in the order of the price table. A channel without a
/// row was not counted; one with 0 was, and none came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
// Every unit has a mix, of a few channels: a sorted list is smaller than a map.
pub struct Mix(Vec<(usize, Enquiries)>);

impl Mix {
    /// Adds enquiries to the channel at a position of the price table.
    pub fn add(&mut self, position: usize, enquiries: &Enquiries) {
        match self.find(position) {
            Ok(at) => self.0[at].1 += enquiries,
            Err(at) => self.0.insert(at, (position, enquiries.clone())),
        }
    }

    /// Adds the enquiries of another mix.
    pub fn add_all(&mut self, other: &Self) {
        other.channels().for_each(|(position, enquiries)| self.add(position, enquiries));
    }

    /// The channels counted, by position in the price table.
    pub fn channels(&self) -> impl Iterator<Item = (usize, &Enquiries)> {
        self.0.iter().map(|(position, enquiries)| (*position, enquiries))
    }

    /// The enquiries of one channel, if it was counted.
    pub fn get(&self, position: usize) -> Option<&Enquiries> {
        self.find(position).ok().map(|at| &self.0[at].1)
    }

    /// The index of a channel, or the index where it belongs.
    fn find(&self, position: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&position, |(position, _)| *position)
    }

    /// All enquiries.
    pub fn enquiries(&self) -> Enquiries {
        self.0.iter().map(|(_, enquiries)| enquiries).sum()
    }

    /// Enquiries on channels that have a price.
    pub fn priced_enquiries(&self, table: &PriceTable) -> Enquiries {
        self.sum(table, |channel| channel.price.is_some())
    }

    /// Variable cost: the sum of enquiries × price over the channels that have a
    /// price (docs/method.md). `None` when there are enquiries and none has a price, and when no
    /// enquiry came on the channels counted and none of these has a price.
    pub fn cost(&self, table: &PriceTable) -> Option<Money> {
        let priced = |(position, enquiries)| Some(enquiries * table.price(position)?);
        let costs: Vec<Money> = self.channels().filter_map(priced).collect();
        let is_known = if self.enquiries().is_zero() {
            self.0.is_empty() || !costs.is_empty()
        } else {
            !self.priced_enquiries(table).is_zero()
        };
        is_known.then(|| costs.iter().sum())
    }

    /// Enquiries on channels marked digital over all enquiries; `None` when there are none.
    pub fn digital_share(&self, table: &PriceTable) -> Option<Share> {
        self.sum(table, |channel| channel.digital).ratio(&self.enquiries())
    }

    fn sum(&self, table: &PriceTable, keep: impl Fn(&Channel) -> bool) -> Enquiries {
        self.channels()
            .filter(|(position, _)| table.channel(*position).is_some_and(&keep))
            .map(|(_, enquiries)| enquiries)
            .sum()
    }
}

impl<'a> FromIterator<(usize, &'a Enquiries)> for Mix {
    fn from_iter<I: IntoIterator<Item = (usize, &'a Enquiries)>>(items: I) -> Self {
        let mut mix = Self::default();
        for (position, enquiries) in items {
            mix.add(position, enquiries);
        }
        mix
    }
}
