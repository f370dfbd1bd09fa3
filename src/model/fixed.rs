//! Fixed cost: what a channel or the entrance of a unit costs in a year, however many come in.

use super::counts::{Counts, Dimension};
use super::quantity::Money;

/// The fixed cost of a channel, of a unit, of a channel of a unit, or of neither: of the
/// municipality. `U` is the name of a unit, or its id in the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedCost<U> {
    /// The unit, if it is that of one.
    pub unit: Option<U>,
    /// The channel, by position in the price table, if it is that of one.
    pub channel: Option<usize>,
    /// Kroner a year.
    pub cost: Money,
}

impl FixedCost<String> {
    /// The same with the id of the unit; `None` for a unit that the counts do not have.
    pub fn counted(&self, counts: &Counts) -> Option<FixedCost<usize>> {
        let unit = match &self.unit {
            Some(name) => Some(counts.find(Dimension::Unit, name)?),
            None => None,
        };
        Some(FixedCost { unit, channel: self.channel, cost: self.cost.clone() })
    }
}

impl FixedCost<usize> {
    /// The id in one dimension, if the cost has one there.
    pub fn id(&self, dimension: Dimension) -> Option<usize> {
        match dimension {
            Dimension::Unit => self.unit,
            Dimension::Channel => self.channel,
            _ => None,
        }
    }
}

/// The fixed cost of a year before and after a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedChange {
    /// As the price table states it.
    pub before: Money,
    /// With what the scenario states, and without what it closes.
    pub after: Money,
    /// That of what it closes.
    pub closed: Money,
}

impl FixedChange {
    /// Before − after; negative for an extra cost.
    pub fn saving(&self) -> Money {
        &self.before - &self.after
    }
}
