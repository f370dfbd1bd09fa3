//! Notes of a comparison.

use crate::model::quantity::{Enquiries, Money, Share};
use crate::report::Note;

/// A step from the cost before to the cost after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// More or fewer enquiries.
    Volume,
    /// The same enquiries on other channels.
    Mix,
    /// Other prices.
    Price,
    /// All three.
    Total,
}

/// A plan and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its name.
    pub name: String,
    /// What it was to save.
    pub planned: Money,
    /// What the mix effect has saved.
    pub realised: Money,
    /// Planned − realised.
    pub missing: Money,
    /// Realised over planned; `None` where nothing was to be saved.
    pub share: Option<Share>,
}

/// Two years in short; `[before, after]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Years {
    /// Cost of a year.
    pub cost: [Money; 2],
    /// Cost after − before.
    pub change: Money,
    /// Change over the cost before.
    pub share: Option<Share>,
    /// Volume, mix and price effect, which add up to the change.
    pub effects: [Money; 3],
    /// Enquiries of a year.
    pub enquiries: [Enquiries; 2],
    /// Enquiries after − before, over those before.
    pub enquiries_share: Option<Share>,
    /// Digital share.
    pub digital: [Option<Share>; 2],
    /// The digital share to be reached.
    pub goal: Option<Share>,
    /// The plan that it is held against.
    pub promise: Option<Promise>,
    /// ISO 4217 code of the amounts.
    pub currency: String,
}

/// One thing to know of a comparison; `[before, after]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// The headline.
    Years(Box<Years>),
    /// A line of arithmetic: to − from = change.
    Step {
        /// What changes.
        step: Step,
        /// Cost before the step.
        from: Money,
        /// Cost after it.
        to: Money,
        /// The difference.
        change: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// How the effects are defined, and by whom.
    Definition,
    /// Both years have the same prices, so there is no price effect.
    SamePrices,
    /// Units that one side only has counted.
    OneSided {
        /// Their names, by side.
        units: [Vec<String>; 2],
        /// What they change.
        change: Money,
        /// What the other units change.
        rest: Money,
        /// ISO 4217 code of the amounts.
        currency: String,
    },
    /// Municipalities that one side only has counted.
    Municipalities {
        /// Their names, by side.
        only: [Vec<String>; 2],
    },
    /// A channel without a price has more or fewer enquiries, which look as if they were fewer or more in all.
    UnpricedMoves,
    /// The plan has prices of its own, which its saving is shown without.
    PlanPrices {
        /// What it saves with them.
        saving: Money,
        /// ISO 4217 code of the amount.
        currency: String,
    },
    /// The plan expects a part of its saving only, and is shown with all of it.
    PlanRealised {
        /// The part.
        share: Share,
    },
    /// The same file is on both sides.
    SameFile {
        /// The file.
        file: String,
    },
    /// What has to be known of one side.
    Side {
        /// Whether it is the side after.
        after: bool,
        /// What.
        note: Box<Note>,
    },
}

impl Compared {
    /// The stable name of the note, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Years(_) => "compare",
            Self::Step { step: Step::Volume, .. } => "volume",
            Self::Step { step: Step::Mix, .. } => "mix",
            Self::Step { step: Step::Price, .. } => "price",
            Self::Step { step: Step::Total, .. } => "total",
            Self::Definition => "effects",
            Self::SamePrices => "same_prices",
            Self::OneSided { .. } => "units_on_one_side",
            Self::Municipalities { .. } => "municipalities_on_one_side",
            Self::UnpricedMoves => "unpriced_moves",
            Self::PlanPrices { .. } => "plan_prices",
            Self::PlanRealised { .. } => "plan_realised",
            Self::SameFile { .. } => "same_file",
            Self::Side { note, .. } => note.code(),
        }
    }

    /// Whether it says that something is likely a slip.
    pub fn is_warning(&self) -> bool {
        match self {
            Self::SameFile { .. } => true,
            Self::Side { note, .. } => note.is_warning(),
            _ => false,
        }
    }
}
