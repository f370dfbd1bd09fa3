//! The arguments of `kanal pattern`.

use clap::Args;

use super::model::{AxisOptions, Whole};
use crate::commands::args::{InputArgs, OutputArgs, dimension, one_or_more, whole, words};
use crate::model::counts::Dimension;

/// So many rows and columns are in the short form, and the others added up.
const ROWS: usize = 12;
const COLUMNS: usize = 5;

/// What `kanal pattern` takes.
#[derive(Debug, Args)]
pub struct PatternArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Dimension of the rows: kanal (channel), enhed (unit), uge (week), opgave (task), type, afslutning (closure), blanket (form), ugedag (weekday), time (hour), kommune (municipality)
    #[arg(long, value_name = "DIM", value_parser = dimension)]
    pub rows: Dimension,
    /// Dimension of the columns; without it, only the totals of the rows
    #[arg(long, value_name = "DIM", value_parser = dimension)]
    pub columns: Option<Dimension>,
    /// Shares of each row, of each column or of everything, in place of counts
    #[arg(long, value_parser = whole(), value_name = "WHOLE", requires = "columns")]
    pub share: Option<Whole>,
    /// Show so many of the largest rows, and the rest summed
    #[arg(long, value_name = "N", value_parser = one_or_more)]
    pub top: Option<usize>,
    /// Show so many of the largest columns, and the rest summed
    #[arg(long, value_name = "N", value_parser = one_or_more, requires = "columns")]
    pub top_columns: Option<usize>,
    /// Show codes that the price table leaves out of cost, such as outgoing letters, too
    #[arg(long, value_parser = words(vec![(&["left-out"], Include::LeftOut)]), value_name = "WHAT")]
    pub include: Option<Include>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What is shown besides incoming enquiries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Include {
    /// The codes that the price table leaves out.
    LeftOut,
}

impl PatternArgs {
    /// The rows, and the columns if there are any. The short form has as many as fit a page, but all
    /// days and hours.
    pub fn selections(&self, is_short: bool) -> (AxisOptions, Option<AxisOptions>) {
        let axis = |dimension, top: Option<usize>, of_short| {
            let is_cut = is_short && !matches!(dimension, Dimension::Weekday | Dimension::Hour);
            AxisOptions { dimension, top: top.or(is_cut.then_some(of_short)) }
        };
        let columns = self.columns.map(|dimension| axis(dimension, self.top_columns, COLUMNS));
        (axis(self.rows, self.top, ROWS), columns)
    }
}
