//! Notes of the analyses that follow a count up: pattern, self-service and contact centre.

use super::{Cell, Key};
use crate::model::number::Share;

/// What the per cents of a pattern are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOf {
    /// Each value of a dimension is a whole.
    Each(Key),
    /// Everything together is.
    All,
}

/// A part of what was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is called in each dimension.
    pub names: Vec<Cell>,
    /// How much was counted.
    pub counted: u64,
    /// Its part of the whole.
    pub share: Option<Share>,
}

/// One thing to know, with its numbers; the words are in the renderers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Following {
    /// The headline of `kanal pattern`.
    Pattern {
        /// All that was counted.
        counted: u64,
        /// The dimensions, that of the rows first.
        by: Vec<Key>,
        /// The largest row, and the largest column.
        largest: Vec<Part>,
        /// The largest row and column together.
        together: Option<Part>,
        /// What the per cents of the table are of; `None` for a table of counts.
        share_of: Option<ShareOf>,
        /// Whether left-out codes are in it.
        with_left_out: bool,
    },
    /// Figures are as they were counted.
    NotScaled {
        /// Units that counted fewer weeks than others, and so weigh less.
        fewer_weeks: Vec<String>,
    },
    /// What the codes of the types mean.
    TypeCodes,
    /// What the codes of the closures mean.
    ClosureCodes,
    /// How many values are summed in the rest.
    Others {
        /// The dimension.
        of: Key,
        /// How many of its values.
        values: usize,
    },
    /// Counted registrations that are not incoming enquiries, and are shown all the same.
    LeftOutIncluded {
        /// Why they are left out elsewhere, in the words of the price table.
        reason: String,
        /// All of them.
        counted: u64,
        /// Code by code.
        codes: Vec<(String, u64)>,
    },
}

impl Following {
    /// The stable name of the note, for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pattern { .. } => "pattern",
            Self::NotScaled { .. } => "not_scaled",
            Self::TypeCodes => "type_codes",
            Self::ClosureCodes => "closure_codes",
            Self::Others { .. } => "others",
            Self::LeftOutIncluded { .. } => "left_out_included",
        }
    }
}
