//! Goal seek: the smallest common share of all moves that reaches a saving, a cost or a digital
//! share.

use crate::commands::whatif::model::WhatIf;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Exact, Money, Share};
use crate::model::scenario::Scenario;
use crate::model::year::Year;

/// Tenths of a per cent in a whole.
const TENTHS_OF_A_PER_CENT: u64 = 1000;

/// What is to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// At least this saving a year.
    Saving(Money),
    /// At most this cost a year.
    Cost(Money),
    /// At least this share of the enquiries on digital channels.
    DigitalShare(Share),
}

/// How a target can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The year reaches it as counted.
    Already,
    /// The smallest share of the baseline that every move has to take, in whole tenths of a per cent,
    /// so that it is printed in full and reaches the target as it is printed.
    Move(Share),
    /// Moving everything is not enough.
    OutOfReach,
}

/// A way to reach a target, and the year at it: at the percentage that reaches the target, at 0 %
/// where it is reached already, at 100 % where it is out of reach.
#[derive(Debug, Clone)]
pub struct Route {
    /// How the target can be reached.
    pub answer: Answer,
    /// What that does to the year.
    pub outcome: WhatIf,
}

impl Route {
    /// Finds the smallest common share of the moves of a scenario, and computes the year at it.
    pub fn find(target: &Target, year: &Year, table: &PriceTable, scenario: &Scenario) -> Self {
        let answer = target.solve(year, table, scenario);
        let share = answer.share().unwrap_or_else(|| Share::from(1));
        let outcome = WhatIf::compute(year, table, &scenario.with_all(&share));
        Self { answer, outcome }
    }

    /// Whether the target can be reached by it.
    pub fn is_possible(&self) -> bool {
        self.answer != Answer::OutOfReach
    }
}

impl Answer {
    /// The share that reaches the target; `None` where none does.
    pub fn share(&self) -> Option<Share> {
        match self {
            Self::Already => Some(Share::zero()),
            Self::Move(share) => Some(share.clone()),
            Self::OutOfReach => None,
        }
    }
}

impl Target {
    /// Finds the smallest common share of the moves of a scenario; their own shares are not used.
    ///
    /// The saving and the digital share are linear in the common share, so 0 % and 100 % give
    /// all that lies between: share = (target − value at 0 %) / (value at 100 % − value at 0 %).
    pub fn solve(&self, year: &Year, table: &PriceTable, scenario: &Scenario) -> Answer {
        let (target, value): (Exact, fn(&WhatIf) -> Exact) = match self {
            Self::Saving(money) => (money.exact().clone(), |end| end.saving.exact().clone()),
            // A cost is reached from above. With the sign changed it is reached from below too.
            Self::Cost(money) => (-money.exact(), |end| -end.after.cost.exact()),
            Self::DigitalShare(share) => (share.exact().clone(), |end| {
                let [_, after] = end.digital_shares();
                after.unwrap_or_default().exact().clone()
            }),
        };
        let [at_0, at_100] = [0, 1].map(|share| {
            value(&WhatIf::compute(year, table, &scenario.with_all(&Share::from(share))))
        });
        let (shortfall, most) = (Share::from(&target - &at_0), Share::from(&at_100 - &at_0));
        if shortfall <= Share::zero() {
            return Answer::Already;
        }
        match shortfall.ratio(&most) {
            Some(share) if !most.is_negative() && share <= Share::from(1) => {
                let tenths = Exact::from(TENTHS_OF_A_PER_CENT);
                Answer::Move(Share::from(&(share.exact() * &tenths).ceil() / &tenths))
            }
            _ => Answer::OutOfReach,
        }
    }
}
