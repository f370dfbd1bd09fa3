//! Results to neutral tables: decides rows, order, totals and notes; formats nothing.

mod arithmetic;
pub mod basis;
mod business_case;
pub mod check;
pub mod compare;
pub mod contact_centre;
pub mod cost;
pub mod following;
pub mod goal;
pub mod input;
pub mod key;
pub mod line;
pub mod matrix;
pub mod note;
mod origin;
pub mod pattern;
pub mod scenario;
pub mod self_service;
pub mod sensitivity;

use crate::model::quantity::{Enquiries, Money, Share, Weeks};
pub use key::Key;
use matrix::Matrix;
pub use note::Note;

/// What a subcommand has to say, for any renderer.
#[derive(Debug, Clone)]
pub struct Report {
    /// Which report it is.
    pub key: Key,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// The answer in a sentence or two.
    pub headline: Note,
    /// The answer in values, for machines; most reports have it in their tables alone.
    pub answer: Vec<(Key, Cell)>,
    /// How the figures come about, in lines that can be checked by hand.
    pub arithmetic: Vec<Note>,
    /// What the figures rest on.
    pub assumptions: Vec<(Key, Cell)>,
    /// The figures.
    pub tables: Vec<Table>,
    /// The rows of a table as points, for formats that draw.
    pub matrix: Option<Matrix>,
    /// What the reader has to know besides.
    pub notes: Vec<Note>,
}

/// Rows under named columns. Every row has a cell for each column.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which table it is.
    pub key: Key,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, from top to bottom.
    pub rows: Vec<Vec<Cell>>,
    /// The total, where the rows have one.
    pub total: Option<Vec<Cell>>,
    /// The column with shares that a format for people may draw as bars.
    pub bars: Option<Key>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub heading: Heading,
    /// What stands in it.
    pub kind: Kind,
}

/// What stands over a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// A word that each language has its own of.
    Key(Key),
    /// A move from a channel to another, by their ids, and its part where the column is of one.
    Move {
        /// The channel that enquiries leave.
        from: String,
        /// The channel that they come in on.
        to: String,
        /// The part that moves.
        share: Option<Share>,
    },
    /// A value from the input or the price table.
    Name {
        /// What machines call it.
        id: String,
        /// What people call it.
        name: String,
    },
    /// A week, by its number.
    Week(usize),
    /// The input tells none.
    Untold(Key),
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something that people see elsewhere, such as the id of a name.
    Hidden,
    /// Words.
    Text,
    /// Words of which there may be many; they wrap where the table is too wide.
    LongText,
    /// Numbers.
    Number,
    /// Amounts in the currency of the report.
    Money,
}

/// One value, exact and without a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words from the input or the price table.
    Text(String),
    /// Several of them.
    List(Vec<Cell>),
    /// A word that each language has its own of.
    Word(Key),
    /// The input tells none: a unit without a name, say.
    Untold(Key),
    /// A whole number.
    Count(u64),
    /// A number that names something, such as a year or a week, and is never grouped.
    Label(usize),
    /// Enquiries.
    Enquiries(Enquiries),
    /// Weeks.
    Weeks(Weeks),
    /// A cost.
    Cost(Money),
    /// The price of one enquiry, as it is published.
    Price(Money),
    /// Cost over enquiries.
    Average(Money),
    /// A part of a whole.
    Share(Share),
    /// A part of a whole as a number of 100.
    Score(Share),
    /// A part of a whole that was given as a per cent, and stays one for machines.
    Percent(Share),
    /// A year that is not among so many; no number for machines.
    NotWithin(u16),
    /// A difference of two shares, in percentage points; as a [change](Cell::Change) with their unit.
    Points(Share),
    /// A difference, whose sign people see.
    Change(Box<Cell>),
    /// Yes or no.
    Truth(bool),
    /// What a number is multiplied with.
    Factor(Share),
    /// A number that nobody knows; never 0.
    Missing,
    /// Nothing to say here, as for the name in a total.
    Empty,
}

impl Cell {
    /// A cost, or missing.
    pub fn cost(cost: Option<Money>) -> Self {
        cost.map_or(Self::Missing, Self::Cost)
    }

    /// A price, or missing.
    pub fn price(price: Option<Money>) -> Self {
        price.map_or(Self::Missing, Self::Price)
    }

    /// An average, or missing.
    pub fn average(average: Option<Money>) -> Self {
        average.map_or(Self::Missing, Self::Average)
    }

    /// A share, or missing.
    pub fn share(share: Option<Share>) -> Self {
        share.map_or(Self::Missing, Self::Share)
    }
}

impl Report {
    /// The report with one of its tables only; `None` when it has no such table.
    pub fn only(mut self, table: &str) -> Option<Self> {
        self.tables.retain(|one| one.key.text() == table);
        (!self.tables.is_empty()).then_some(self)
    }
}

/// Columns from keys and kinds.
fn columns<const N: usize>(columns: [(Key, Kind); N]) -> Vec<Column> {
    columns.into_iter().map(|(key, kind)| Column { heading: Heading::Key(key), kind }).collect()
}
