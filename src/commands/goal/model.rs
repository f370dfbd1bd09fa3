//! Goal seek: the smallest common move that reaches a saving, a cost or a digital share.

use crate::commands::whatif::model::WhatIf;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Exact, Money, Share};
use crate::model::scenario::Scenario;
use crate::model::year::Year;

/// What is to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// At least this saving a year.
    Save(Money),
    /// At most this cost a year.
    Cost(Money),
    /// At least this part of the enquiries on digital channels.
    Digital(Share),
}

/// How a goal can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The year reaches it as it is.
    Already,
    /// The smallest part of the from-channels' baseline that has to move.
    Move(Share),
    /// Not even all of it is enough.
    OutOfReach,
}

impl Goal {
    /// Solves for the common part of all moves of a scenario; the parts that the
    /// moves have in it do not matter.
    ///
    /// What a scenario saves, and its digital share, are linear in that part. So the
    /// two ends, 0 % and 100 %, say what lies between: part = (goal − at 0 %) / (at 100 % − at 0 %).
    pub fn solve(&self, year: &Year, table: &PriceTable, scenario: &Scenario) -> Answer {
        let ends =
            [0, 1].map(|part| WhatIf::of(year, table, &scenario.with_all(&Share::from(part))));
        let (missing, most) = match self {
            Self::Save(goal) => {
                distance(goal.exact(), ends.each_ref().map(|end| end.saving.exact()))
            }
            Self::Cost(goal) => {
                let cost =
                    ends.each_ref().map(|end| -(end.before.cost.clone() - end.saving.clone()));
                distance((-goal.clone()).exact(), cost.each_ref().map(Money::exact))
            }
            Self::Digital(goal) => {
                let share =
                    ends.map(|end| end.digital_shares()[1].clone().unwrap_or_else(Share::zero));
                distance(goal.exact(), share.each_ref().map(Share::exact))
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

/// How far the goal is from where 0 % is, and how far 100 % gets.
fn distance(goal: &Exact, [at_0, at_100]: [&Exact; 2]) -> (Share, Share) {
    (Share::from(goal - at_0), Share::from(at_100 - at_0))
}
