//! Notes: what has to be known to read the figures right.

use crate::model::number::{Enquiries, Money, Share, Weeks};

/// One thing to know, with its numbers; the words are in the renderers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The headline of `kanal cost`.
    CostOfYear {
        /// Enquiries of a year.
        enquiries: Enquiries,
        /// What they cost; `None` when none has a price.
        cost: Option<Money>,
        /// Those of the enquiries that have no price and no part in the cost.
        unpriced: Enquiries,
        /// ISO 4217 code of the cost.
        currency: String,
        /// Enquiries on digital channels over all enquiries.
        digital_share: Option<Share>,
        /// Enquiries counted.
        counted: u64,
        /// The most weeks that any unit counted.
        weeks_counted: Weeks,
        /// Weeks in a year.
        weeks_per_year: Weeks,
        /// Name of the price table.
        price_table: String,
        /// Year of the prices.
        price_year: u16,
    },
    /// What the year is scaled with, and that it is an assumption.
    Annualisation {
        /// Weeks in a year.
        weeks_per_year: Weeks,
        /// The most weeks that any unit counted.
        weeks_counted: Weeks,
    },
    /// The files have no week column, so a number of weeks is assumed.
    WeeksAssumed {
        /// The weeks assumed.
        weeks: Weeks,
    },
    /// The user gave another number of weeks than the files tell.
    WeeksGiven {
        /// The weeks that were given.
        given: Weeks,
        /// How many units have rows in another number of weeks.
        units: usize,
        /// Units in all.
        all: usize,
    },
    /// One week only was counted, which says little about a year.
    OneWeek,
    /// Units that counted fewer weeks than others.
    FewerWeeks {
        /// Their names.
        units: Vec<String>,
        /// Weeks that they counted.
        weeks: Weeks,
        /// The most weeks that any unit counted.
        most: Weeks,
        /// Weeks in a year.
        weeks_per_year: Weeks,
        /// What they counted together.
        counted: u64,
        /// Their enquiries of a year.
        enquiries: Enquiries,
    },
    /// The lightest and busiest week are of some units only.
    SomeUnits {
        /// Units that counted all the weeks.
        units: usize,
        /// Units in all.
        all: usize,
    },
    /// No unit counted all the weeks, so that no two weeks compare.
    NoRange,
    /// Names that were written in more than one way and count as one.
    Spellings {
        /// The ways, of which the first is shown.
        names: Vec<String>,
    },
    /// Enquiries of a year that have no price, and so no part in the cost.
    Unpriced {
        /// All of them.
        enquiries: Enquiries,
        /// Their part of the year's enquiries.
        share: Share,
        /// Channel by channel.
        channels: Vec<(String, Enquiries)>,
    },
    /// Counted registrations that are not incoming enquiries.
    LeftOut {
        /// Why they are left out, in the words of the price table.
        reason: String,
        /// All of them.
        counted: u64,
        /// Code by code.
        codes: Vec<(String, u64)>,
    },
    /// A file was given more than once and counts as often.
    SameFile {
        /// The file.
        file: String,
    },
}

impl Note {
    /// The stable name of the note, for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CostOfYear { .. } => "cost_of_year",
            Self::NoRange => "no_range",
            Self::Spellings { .. } => "spellings",
            Self::SomeUnits { .. } => "some_units",
            Self::Annualisation { .. } => "annualisation",
            Self::WeeksAssumed { .. } => "weeks_assumed",
            Self::WeeksGiven { .. } => "weeks_given",
            Self::OneWeek => "one_week",
            Self::FewerWeeks { .. } => "fewer_weeks",
            Self::Unpriced { .. } => "unpriced",
            Self::LeftOut { .. } => "left_out",
            Self::SameFile { .. } => "same_file",
        }
    }
}
