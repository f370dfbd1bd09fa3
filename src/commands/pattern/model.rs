//! The pattern: one dimension against another, as counted.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::counts::{Counts, Dimension};
use crate::model::quantity::{Enquiries, Share};

/// A dimension, and how many of its values stand by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AxisOptions {
    /// What is told apart.
    pub dimension: Dimension,
    /// The largest that are shown, and the rest summed; all of them when `None`.
    pub top: Option<usize>,
}

/// What stands in a row or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisValue {
    /// One value of the dimension, by its id in the counts.
    One(usize),
    /// The sum of so many values that do not stand by themselves.
    Rest(usize),
}

/// The rows or the columns, each with its total: the largest first, but weeks in the
/// order of the calendar, and the rest last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternAxis {
    /// What is told apart.
    pub dimension: Dimension,
    /// The values, each with what was counted in it.
    pub values: Vec<(AxisValue, u64)>,
}

/// What a share is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// The row that it stands in.
    Row,
    /// The column that it stands in.
    Column,
    /// Everything.
    All,
}

/// One dimension against another, in registrations as they were counted: nothing is
/// scaled to a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The rows.
    pub rows: PatternAxis,
    /// The columns; `None` where the totals of the rows are all there is.
    pub columns: Option<PatternAxis>,
    /// All that was counted.
    pub total: u64,
    cells: Vec<Vec<u64>>,
}

impl Pattern {
    /// Adds up the enquiries.
    pub fn from_counts(counts: &Counts, rows: AxisOptions, columns: Option<AxisOptions>) -> Self {
        let (rows, row_of) = PatternAxis::from_counts(counts, rows);
        let (columns, column_of) =
            columns.map(|columns| PatternAxis::from_counts(counts, columns)).unzip();
        let width = columns.as_ref().map_or(0, |columns: &PatternAxis| columns.values.len());
        let mut cells = vec![vec![0; width]; rows.values.len()];
        if let Some((columns, column_of)) = columns.as_ref().zip(column_of) {
            for (slot, counted) in counts.slots() {
                let row = row_of[&slot.id(rows.dimension)];
                cells[row][column_of[&slot.id(columns.dimension)]] += counted;
            }
        }
        Self { rows, columns, total: counts.total(), cells }
    }

    /// What was counted in a row and a column, by their places; `None` stands for all of them.
    ///
    /// # Panics
    ///
    /// If there is no such row or column.
    pub fn counted(&self, row: Option<usize>, column: Option<usize>) -> u64 {
        let of = |axis: Option<&PatternAxis>, at: usize| axis.expect("an axis").values[at].1;
        match (row, column) {
            (None, None) => self.total,
            (Some(row), None) => of(Some(&self.rows), row),
            (None, Some(column)) => of(self.columns.as_ref(), column),
            (Some(row), Some(column)) => self.cells[row][column],
        }
    }

    /// The same as a part of a whole; `None` where the whole is nothing.
    ///
    /// # Panics
    ///
    /// If there is no such row or column.
    pub fn share(&self, of: Whole, row: Option<usize>, column: Option<usize>) -> Option<Share> {
        let whole = match of {
            Whole::Row => self.counted(row, None),
            Whole::Column => self.counted(None, column),
            Whole::All => self.total,
        };
        Enquiries::from(self.counted(row, column)).ratio(&Enquiries::from(whole))
    }

    /// The row and the column in which most was counted, the rest left out; the first of equals.
    pub fn largest_cell(&self) -> Option<(usize, usize)> {
        let columns = self.columns.as_ref()?;
        let stands = |axis: &PatternAxis, at: usize| matches!(axis.values[at].0, AxisValue::One(_));
        let rows = (0..self.rows.values.len()).filter(|&row| stands(&self.rows, row));
        let cells = rows.flat_map(|row| (0..columns.values.len()).map(move |column| (row, column)));
        let cells = cells.filter(|&(_, column)| stands(columns, column));
        cells.min_by_key(|&(row, column)| Reverse(self.cells[row][column]))
    }
}

impl PatternAxis {
    /// The axis, and the place on it of each id in the counts.
    fn from_counts(counts: &Counts, options: AxisOptions) -> (Self, HashMap<usize, usize>) {
        let dimension = options.dimension;
        let mut all: Vec<(usize, u64)> = counts.by(dimension).into_iter().collect();
        // Stable, so that equals stay in the order of their names.
        all.sort_by_key(|(_, counted)| Reverse(*counted));
        let rest = all.split_off(options.top.unwrap_or(all.len()).min(all.len()));
        if dimension == Dimension::Week {
            all.sort_unstable();
        }
        let places = all.iter().enumerate().map(|(at, (id, _))| (*id, at));
        let places = places.chain(rest.iter().map(|(id, _)| (*id, all.len()))).collect();
        let mut values: Vec<(AxisValue, u64)> =
            all.iter().map(|(id, counted)| (AxisValue::One(*id), *counted)).collect();
        if !rest.is_empty() {
            let counted = rest.iter().map(|(_, counted)| counted).sum();
            values.push((AxisValue::Rest(rest.len()), counted));
        }
        (Self { dimension, values }, places)
    }

    /// The place of the largest value that stands by itself, the first of equals.
    pub fn largest(&self) -> Option<usize> {
        let values = self.values.iter().enumerate();
        let ones = values.filter(|(_, (value, _))| matches!(value, AxisValue::One(_)));
        ones.min_by_key(|(_, (_, counted))| Reverse(*counted)).map(|(at, _)| at)
    }
}
