//! Notes on the input: how files were read, and what was guessed, merged or left out of them.

use super::{Cell, Key};
use crate::model::quantity::Money;

/// One thing to know of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputNote {
    /// A file is no plain table in UTF-8.
    ReadAs {
        /// The file.
        file: String,
        /// Its encoding, where it is not UTF-8.
        encoding: Option<&'static str>,
        /// What its rows stand for, where that is no count of a unit on a channel.
        layout: Option<Key>,
        /// Whether weeks are those of dates.
        dated: bool,
        /// Headings of columns that are not read, where one of them could be a channel.
        ignored: Vec<String>,
    },
    /// A file has no column for the unit, and others that are not read.
    NoUnit {
        /// The file.
        file: String,
        /// Their headings.
        ignored: Vec<String>,
    },
    /// A code does not say its channel, and the price table assumes one.
    Assumed {
        /// The code.
        code: String,
        /// The name of the channel.
        channel: String,
        /// Its price, where the report has prices; `None` inside where the channel has none.
        price: Option<Option<Money>>,
        /// Why, in the words of the table.
        reason: String,
        /// ISO 4217 code of the price.
        currency: String,
    },
    /// A code that `--map` gives a meaning, and that no row has.
    UnusedMap {
        /// The code.
        code: String,
        /// A code of the price table that is nearly written so.
        near: Option<String>,
    },
    /// Rows that are the sum of others.
    Totals {
        /// How many.
        rows: u64,
        /// Whether they were held against the others, and these add up to them.
        held: bool,
    },
    /// A unit that has just what all others have together, on every channel: a total by another name.
    LikeTotal {
        /// The unit.
        unit: Cell,
    },
    /// A week in which so little was counted that it may be registered late.
    LateWeek {
        /// Its number.
        week: usize,
        /// What was counted in it.
        counted: u64,
        /// The number of the busiest week.
        busiest: usize,
        /// What was counted in that one.
        most: u64,
    },
    /// Weeks of several years with one number, which count as one.
    SeveralYears {
        /// Its number.
        week: usize,
        /// The years.
        years: Vec<i16>,
    },
    /// Codes without a name in a list of names.
    Unnamed {
        /// The dimension of the codes.
        dimension: Key,
        /// The list.
        file: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// The headline of a check.
    Checked {
        /// Errors.
        errors: usize,
        /// Whether there are more of them than were counted.
        is_cut: bool,
        /// Warnings.
        warnings: usize,
        /// Rows that were read.
        rows: u64,
        /// Rows that are counted.
        counted: u64,
        /// Rows that are left out for a reason.
        left_out: u64,
        /// Rows with errors.
        wrong: u64,
    },
    /// A scenario file that was checked against the counts, and is sound.
    SoundScenarios {
        /// The file.
        file: String,
        /// How many scenarios it has.
        scenarios: usize,
    },
    /// What `--week` or `--where` kept.
    Selected {
        /// The dimension of the condition.
        dimension: Key,
        /// Its values.
        values: Vec<Cell>,
        /// Enquiries that it kept.
        kept: u64,
        /// Enquiries that it left out.
        left_out: u64,
    },
}

impl InputNote {
    /// The stable name of the note, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ReadAs { .. } => "read_as",
            Self::NoUnit { .. } => "no_unit",
            Self::Assumed { .. } => "assumed_channel",
            Self::UnusedMap { .. } => "unused_map",
            Self::Totals { .. } => "totals",
            Self::LikeTotal { .. } => "like_total",
            Self::LateWeek { .. } => "late_week",
            Self::SeveralYears { .. } => "several_years",
            Self::Unnamed { .. } => "unnamed",
            Self::Checked { .. } => "checked",
            Self::SoundScenarios { .. } => "scenarios",
            Self::Selected { .. } => "selected",
        }
    }

    /// Whether it says that something is likely a slip, which `--strict` makes an error.
    pub fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::NoUnit { .. }
                | Self::LikeTotal { .. }
                | Self::LateWeek { .. }
                | Self::SeveralYears { .. }
                | Self::UnusedMap { .. }
        )
    }
}
