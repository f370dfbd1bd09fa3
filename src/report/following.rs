//! Notes of the analyses that follow a count up: pattern, self-service and contact centre.

use super::{Cell, Key};
use crate::model::quantity::{Enquiries, Money, Share};

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

/// A code that the price table leaves out, and that is shown all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// The code.
    pub code: String,
    /// What it stands for, if the table says it.
    pub name: Option<String>,
    /// How much was counted.
    pub counted: u64,
}

/// What was counted in one dimension against another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosstab {
    /// All that was counted.
    pub counted: u64,
    /// The dimensions, that of the rows first.
    pub by: Vec<Key>,
    /// The largest row, and the largest column.
    pub largest: Vec<Part>,
    /// The largest row and column together.
    pub together: Option<Part>,
    /// What the per cents of the table are of; `None` for a table of counts.
    pub share_of: Option<ShareOf>,
    /// Whether left-out codes are in it.
    pub with_left_out: bool,
}

/// How far the self-service degrees are from their goals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degrees {
    /// Self-service over all transactions; `None` when too few were counted.
    pub degree: Option<Share>,
    /// Transactions of a year.
    pub transactions: Enquiries,
    /// Those of them that come in by self-service.
    pub self_service: Enquiries,
    /// Whether every enquiry is taken for a transaction.
    pub all_types: bool,
    /// The fewest counted transactions that a degree is taken of.
    pub at_least: u64,
    /// How many tasks have a degree.
    pub tasks: usize,
    /// How many of them are below their goal.
    pub below: usize,
    /// The degree when all gaps are closed.
    pub closed: Option<Share>,
    /// Transactions that have to come in by self-service too.
    pub missing: Enquiries,
    /// What that saves; negative for an extra cost.
    pub saving: Option<Money>,
    /// The task where most is saved, and how much.
    pub best: Option<(Cell, Money)>,
    /// ISO 4217 code of the amounts.
    pub currency: String,
}

/// Which tasks suit a contact centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// Information enquiries of a year.
    pub volume: Enquiries,
    /// Ids of the channels that they come in on.
    pub channels: Vec<String>,
    /// How many tasks have some.
    pub tasks: usize,
    /// The tasks of each quarter that is worth looking at.
    pub quarters: Vec<(Key, Vec<Cell>)>,
    /// General enquiries of a year.
    pub general: Enquiries,
    /// What is saved when none of them is passed on; `None` where nothing is claimed.
    pub saving: Option<Money>,
    /// What of that the tasks in front are worth.
    pub front: Money,
    /// ISO 4217 code of the amounts.
    pub currency: String,
}

/// One thing to know, with its numbers; the words are in the renderers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Following {
    /// The headline of `kanal pattern`.
    Pattern(Box<Crosstab>),
    /// The headline of `kanal self-service`.
    SelfService(Box<Degrees>),
    /// The headline of `kanal contact-centre`.
    ContactCentre(Box<Candidates>),
    /// Arithmetic of avoided transfers: general × minutes / 60 × wage = saving.
    Transfers {
        /// General enquiries of a year.
        general: Enquiries,
        /// Minutes of a transfer.
        minutes: Share,
        /// What an hour costs.
        wage: Money,
        /// What is saved.
        saving: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// How suitability, score and quarters come about.
    Suitability,
    /// A list of candidates is no verdict.
    Bearing,
    /// Tasks of which so few are counted that their figures say little.
    FewCounted {
        /// How many are enough.
        at_least: u64,
        /// The tasks; none where all are so.
        tasks: Vec<Cell>,
    },
    /// Information enquiries whose task is not told, which have no place among the tasks.
    NoTask {
        /// How many were counted.
        counted: u64,
    },
    /// Transactions whose task is not told, which have neither degree nor goal.
    NoTaskNoDegree {
        /// How many were counted.
        counted: u64,
        /// Whether every enquiry is taken for a transaction.
        all_types: bool,
    },
    /// Information enquiries whose closure is not told.
    Unclosed {
        /// How many were counted.
        counted: u64,
        /// Tasks in which none is told.
        tasks: Vec<Cell>,
    },
    /// Enquiries without a type that is known.
    Untyped {
        /// How many were counted.
        counted: u64,
    },
    /// Tasks without information enquiries.
    WithoutInformation {
        /// How many.
        tasks: usize,
    },
    /// Nationally counted solutions are missing in a local count.
    NationalSolutions,
    /// Every enquiry is taken for a transaction.
    AllTypes,
    /// What a transaction is.
    Transactions {
        /// Counted enquiries that are none.
        others: u64,
        /// Those of them without a type that is known.
        untyped: u64,
    },
    /// How the gap is closed and priced.
    ClosedGap {
        /// Id and price of the channel that the missing are priced on; `None` when none has a price.
        to: Option<(String, Money)>,
        /// ISO 4217 code of the price.
        currency: String,
    },
    /// Missing transactions on channels without a price.
    MissingUnpriced {
        /// How many a year.
        enquiries: Enquiries,
    },
    /// Tasks with too few transactions for a degree.
    TooFew {
        /// The fewest that a degree is taken of.
        at_least: u64,
        /// The tasks.
        tasks: Vec<Cell>,
        /// How many times a municipality has too few of a task to be ranked.
        unranked: usize,
    },
    /// A goal of a task without transactions.
    IdleTarget {
        /// The task.
        task: Cell,
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
    /// What `--week` or `--where` kept where left-out codes count too, so that not all are enquiries.
    Selected {
        /// The dimension of the condition.
        dimension: Key,
        /// Its values.
        values: Vec<Cell>,
        /// Registrations that it kept.
        kept: u64,
        /// Registrations that it left out.
        left_out: u64,
    },
    /// Counted registrations that are not incoming enquiries, and are shown all the same.
    LeftOutIncluded {
        /// Why they are left out elsewhere, in the words of the price table.
        reason: String,
        /// All of them.
        counted: u64,
        /// Code by code.
        codes: Vec<Included>,
    },
}

impl Following {
    /// The stable name of the note, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pattern(_) => "pattern",
            Self::SelfService(_) => "self_service",
            Self::ContactCentre(_) => "contact_centre",
            Self::Transfers { .. } => "transfers",
            Self::Suitability => "suitability",
            Self::Bearing => "bearing",
            Self::FewCounted { .. } => "few_counted",
            Self::NoTask { .. } | Self::NoTaskNoDegree { .. } => "no_task",
            Self::Unclosed { .. } => "unclosed",
            Self::Untyped { .. } => "untyped",
            Self::WithoutInformation { .. } => "without_information",
            Self::NationalSolutions => "national_solutions",
            Self::AllTypes => "all_types",
            Self::Transactions { .. } => "transactions",
            Self::ClosedGap { .. } => "closed_gap",
            Self::MissingUnpriced { .. } => "missing_unpriced",
            Self::TooFew { .. } => "too_few",
            Self::IdleTarget { .. } => "idle_target",
            Self::NotScaled { .. } => "not_scaled",
            Self::TypeCodes => "type_codes",
            Self::ClosureCodes => "closure_codes",
            Self::Others { .. } => "others",
            Self::Selected { .. } => "selected",
            Self::LeftOutIncluded { .. } => "left_out_included",
        }
    }

    /// Whether it says that something is likely a slip.
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::IdleTarget { .. })
    }
}
