//! Charts: how the rows of a table are drawn, without any format.

use super::{Cell, Term};

/// How the rows of a table are drawn. The columns are named by their terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// A bar for the size of each row, with a mark at its target where there is one. A size below 0
    /// is drawn to the left.
    Bars { size: Term, target: Option<Term> },
    /// A bar for each row, divided by the columns in front of the [total](Term::Total).
    Parts,
    /// From the level of the first row to that of the last one, by the changes of the rows between.
    Waterfall { change: Term, level: Term },
    /// For each row two bars that start where both columns would be if nothing were different.
    Tornado { less: Term, more: Term, from: Cell },
    /// Each number on a background that is darker the larger the number is.
    Shades,
    /// An upright bar for each row, which stands for a time. A size below 0 is drawn downwards.
    Times(Term),
}

impl Chart {
    /// A bar for the size of each row.
    pub fn bars(size: Term) -> Self {
        Self::Bars { size, target: None }
    }
}
