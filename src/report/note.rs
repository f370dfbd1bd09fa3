//! Notes: what has to be known to read the figures right.

use super::Cell;
use super::compare::note::Compared;
use super::following::Following;
use super::input::InputNote;
use super::line::{Line, MoveName};
use crate::model::quantity::{Enquiries, Money, Share, Weeks};

/// What a goal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// At least a saving.
    Saving,
    /// At most a cost.
    Cost,
    /// At least a digital share.
    DigitalShare,
}

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
    /// The headline of one scenario.
    WhatIf {
        /// Its name; `None` for what the command line says.
        name: Option<String>,
        /// What it is about.
        description: String,
        /// What it saves; negative for an extra cost.
        saving: Money,
        /// Saving over the cost before.
        share: Option<Share>,
        /// Cost of the year as it is.
        before: Money,
        /// Cost of the year in the scenario.
        after: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
        /// Digital share of the year as it is.
        digital_before: Option<Share>,
        /// Digital share of the year in the scenario.
        digital_after: Option<Share>,
    },
    /// The headline of several scenarios.
    Scenarios {
        /// How many.
        scenarios: usize,
        /// Cost of the year as it is.
        cost: Money,
        /// Name of the one whose realised saving is largest.
        best: String,
        /// What of that one's saving is expected to be taken out.
        saving: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// The headline of a goal.
    Goal {
        /// What is to be reached.
        aim: Aim,
        /// How much of it.
        target: Cell,
        /// The part that has to move; 0 where the year has reached it, `None` where all is not enough.
        share: Option<Share>,
        /// Ids of the channels that enquiries leave.
        from: Vec<String>,
        /// The only names that it is about, by dimension; all when empty.
        only: Vec<Vec<String>>,
        /// Id of the channel that they come in on.
        to: String,
        /// What the answer, or 100 %, saves.
        saving: Money,
        /// Cost of a year with it.
        cost: Money,
        /// Digital share with it.
        digital_share: Option<Share>,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// The headline of a grid.
    Grid {
        /// The move of the rows, and of the columns if there is one.
        moves: Vec<MoveName>,
    },
    /// What the analyses that follow a count up have to say.
    Following(Following),
    /// A line of arithmetic.
    Line(Line),
    /// Something to know of the input.
    Input(InputNote),
    /// What is said of a comparison.
    Compared(Compared),
    /// The part of the saving that is taken out.
    Realised {
        /// The part.
        share: Share,
        /// The saving.
        saving: Money,
        /// The part of it.
        realised: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// The rebound at which nothing is saved.
    BreakEvenRebound {
        /// As a part of the moved enquiries.
        share: Share,
    },
    /// When an investment is paid back.
    Payback {
        /// What is paid in year 0.
        investment: Money,
        /// The year from which nothing is left to pay back.
        year: Option<u16>,
        /// The years that were looked at.
        years: u16,
        /// Sum of the discounted nets.
        net_present_value: Money,
        /// What money loses in a year.
        discount: Share,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// A saving in variable cost is mostly working time.
    NoBudgetSaving,
    /// A move that touches no enquiry.
    NothingMoves {
        /// The move.
        name: MoveName,
    },
    /// In a sensitivity, no part goes over 100 %.
    Capped {
        /// What the assumptions were moved by.
        by: Share,
    },
    /// A new price of a channel without enquiries.
    NothingPriced {
        /// Id of the channel.
        channel: String,
    },
    /// A scenario without moves and prices.
    NothingChanges {
        /// Its name.
        name: String,
    },
    /// Cells of a grid where more than 100 % would leave a channel.
    GridGaps,
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
    pub fn code(&self) -> &'static str {
        match self {
            Self::WhatIf { .. } => "what_if",
            Self::Scenarios { .. } => "scenarios",
            Self::Goal { .. } => "goal",
            Self::Grid { .. } => "grid",
            Self::Line(line) => line.code(),
            Self::Input(note) => note.code(),
            Self::Compared(note) => note.code(),
            Self::Following(note) => note.code(),
            Self::Realised { .. } => "realised",
            Self::BreakEvenRebound { .. } => "break_even_rebound",
            Self::Payback { .. } => "payback",
            Self::NoBudgetSaving => "no_budget_saving",
            Self::NothingMoves { .. } => "nothing_moves",
            Self::NothingPriced { .. } => "nothing_priced",
            Self::NothingChanges { .. } => "nothing_changes",
            Self::Capped { .. } => "capped",
            Self::GridGaps => "grid_gaps",
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

    /// Whether it says that something is likely a slip, which `--strict` makes an error.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::Input(note) => note.is_warning(),
            Self::Compared(note) => note.is_warning(),
            Self::Following(note) => note.is_warning(),
            Self::NothingMoves { .. }
            | Self::NothingPriced { .. }
            | Self::NothingChanges { .. }
            | Self::SameFile { .. } => true,
            _ => false,
        }
    }
}
