//! Slots: where an enquiry belongs, by the dimensions that tell enquiries apart.

use std::ops::{Index, IndexMut};

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
/// number, 0 if it is not told. The id of a name is what [`Counts::id`](super::counts::Counts::id) gave it;
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
    pub(super) fn renamed(mut self, ids: &[Vec<usize>; Dimension::NAMED.len()]) -> Self {
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
