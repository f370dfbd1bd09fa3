//! Lines of arithmetic: what makes up a saving, with every number in it.

use crate::model::quantity::{Enquiries, Money, Share};

/// A move in the words of its channels, and the names that it is limited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveName {
    /// Id of the channel that enquiries leave.
    pub from: String,
    /// Id of the channel that they come in on.
    pub to: String,
    /// The only names that it is about, by dimension: of one they are alternatives,
    /// and all dimensions hold. All enquiries when empty.
    pub only: Vec<Vec<String>>,
}

/// One line; all lines but the last add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Arithmetic of a new price: enquiries × (before − after) = saving.
    Price {
        /// Id of the channel.
        channel: String,
        /// Its enquiries of a year.
        enquiries: Enquiries,
        /// Its price as it is.
        before: Money,
        /// Its price in the scenario.
        after: Money,
        /// What that saves.
        saving: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// Arithmetic of a move: share × baseline = moved; moved × (from − to) = saving.
    Move {
        /// The move.
        name: MoveName,
        /// The part that moves.
        share: Share,
        /// The enquiries that it is a part of.
        baseline: Enquiries,
        /// Those that move.
        moved: Enquiries,
        /// Price where they came in.
        price_from: Money,
        /// Price where they come in now.
        price_to: Money,
        /// What that saves.
        saving: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// Arithmetic of a rebound: share × moved = again; again × price is lost.
    Rebound {
        /// Id of the channel that they come in on again.
        channel: String,
        /// The part that comes in again.
        share: Share,
        /// The enquiries that it is a part of.
        moved: Enquiries,
        /// Those that come in again.
        again: Enquiries,
        /// Price of one.
        price: Money,
        /// What that saves: less than 0.
        saving: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// The sum of the lines above it.
    Total {
        /// What they save together.
        saving: Money,
        /// ISO 4217 code of the amount.
        currency: String,
    },
}

impl Line {
    /// The stable name of the line, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Price { .. } => "price",
            Self::Move { .. } => "move",
            Self::Rebound { .. } => "rebound",
            Self::Total { .. } => "total",
        }
    }
}
