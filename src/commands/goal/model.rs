//! Target seek: the smallest common move that reaches a saving, a cost or a digital share.

use crate::commands::whatif::model::WhatIf;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Exact, Money, Share};
use crate::model::scenario::Scenario;
use crate::model::year::Year;

/// What is to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// At least this saving a year.
    Saving(Money),
    /// At most this cost a year.
    Cost(Money),
    /// At least this part of the enquiries on digital channels.
    DigitalShare(Share),
}

/// How a target can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The year reaches it as it is.
    Already,
    /// The smallest part of the from-channels' baseline that has to move.
    Move(Share),
    /// Not even all of it is enough.
    OutOfReach,
}

impl Target {
    /// Solves for the common part of all moves of a scenario; the parts that the
    /// moves have in it do not matter.
    ///
    /// What a scenario saves, and its digital share, are linear in that part. So the
    /// two ends, 0 % and 100 %, say what lies between: part = (target − at 0 %) / (at 100 % − at 0 %).
    pub fn solve(&self, year: &Year, table: &PriceTable, scenario: &Scenario) -> Answer {
        let ends =
            [0, 1].map(|part| WhatIf::compute(year, table, &scenario.with_all(&Share::from(part))));
        let (missing, most) = match self {
            Self::Saving(target) => {
                distance(target.exact(), ends.each_ref().map(|end| end.saving.exact()))
            }
            Self::Cost(target) => {
                let cost =
                    ends.each_ref().map(|end| -(end.before.cost.clone() - end.saving.clone()));
                distance((-target.clone()).exact(), cost.each_ref().map(Money::exact))
            }
            Self::DigitalShare(target) => {
                let share =
                    ends.map(|end| end.digital_shares()[1].clone().unwrap_or_else(Share::zero));
                distance(target.exact(), share.each_ref().map(Share::exact))
            }
        };
        if missing.is_negative() || missing.is_zero() {
            return Answer::Already;
        }
        match missing.ratio(&most) {
            Some(part) if !most.is_negative() && part <= Share::from(1) => Answer::Move(part),
            _ => Answer::OutOfReach,
        }
    }
}

/// How far the target is from where 0 % is, and how far 100 % gets.
fn distance(target: &Exact, [at_0, at_100]: [&Exact; 2]) -> (Share, Share) {
    (Share::from(target - at_0), Share::from(at_100 - at_0))
}
