//! The pattern: one dimension against another, in enquiries as they were counted.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::counts::{Counts, Dimension};
use crate::model::quantity::{Enquiries, Share};

/// A dimension, and how many of its values are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AxisOptions {
    /// The dimension.
    pub dimension: Dimension,
    /// How many of the largest values are shown, the others being added up; `None` for all.
    pub top: Option<usize>,
}

/// What a row or a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisValue {
    /// One value of the dimension, by its id in the counts.
    One(usize),
    /// The sum of so many values that are not shown.
    Rest(usize),
}

/// The rows or the columns, each with its total. The largest comes first, but times are in
/// their order, and the rest comes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternAxis {
    /// The dimension.
    pub dimension: Dimension,
    /// The values, each with its enquiries.
    pub values: Vec<(AxisValue, u64)>,
}

/// What a share is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// The total of its row.
    Row,
    /// The total of its column.
    Column,
    /// The total of all.
    All,
}

/// One dimension against another. Nothing is scaled to a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The rows.
    pub rows: PatternAxis,
    /// The columns; `None` where there are only the totals of the rows.
    pub columns: Option<PatternAxis>,
    /// All enquiries.
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

    /// The enquiries of a row and a column, by their indices; `None` stands for all of them.
    ///
    /// # Panics
    ///
    /// If there is no such row or column.
    pub fn counted(&self, row: Option<usize>, column: Option<usize>) -> u64 {
        match (row, column) {
            (None, None) => self.total,
            (Some(row), None) => self.rows.values[row].1,
            (None, Some(column)) => {
                self.columns.as_ref().expect("a pattern with columns").values[column].1
            }
            (Some(row), Some(column)) => self.cells[row][column],
        }
    }

    /// The same as a share of a whole; `None` where the whole is 0.
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

    /// The row and the column with the most enquiries, the first of equals. The rest is no
    /// candidate.
    pub fn largest_cell(&self) -> Option<(usize, usize)> {
        let columns = self.columns.as_ref()?;
        let cells =
            self.rows.shown().flat_map(|row| columns.shown().map(move |column| (row, column)));
        cells.min_by_key(|&(row, column)| Reverse(self.cells[row][column]))
    }
}

impl PatternAxis {
    /// The axis, and a map from each id in the counts to its index on the axis.
    fn from_counts(counts: &Counts, options: AxisOptions) -> (Self, HashMap<usize, usize>) {
        let dimension = options.dimension;
        let mut all: Vec<(usize, u64)> = counts.by(dimension).into_iter().collect();
        // The sort is stable: equals stay in the order of their names.
        all.sort_by_key(|(_, counted)| Reverse(*counted));
        let rest = all.split_off(options.top.unwrap_or(all.len()).min(all.len()));
        if dimension.is_time() {
            all.sort_by_key(|(id, _)| (!counts.is_stated(dimension, *id), *id));
        }
        let indices = all.iter().enumerate().map(|(at, (id, _))| (*id, at));
        let indices = indices.chain(rest.iter().map(|(id, _)| (*id, all.len()))).collect();
        let mut values: Vec<(AxisValue, u64)> =
            all.iter().map(|(id, counted)| (AxisValue::One(*id), *counted)).collect();
        if !rest.is_empty() {
            let counted = rest.iter().map(|(_, counted)| counted).sum();
            values.push((AxisValue::Rest(rest.len()), counted));
        }
        (Self { dimension, values }, indices)
    }

    /// The index of the largest value, the first of equals. The rest is no candidate.
    pub fn largest(&self) -> Option<usize> {
        self.shown().min_by_key(|&at| Reverse(self.values[at].1))
    }

    /// The indices of the values that are shown by themselves.
    fn shown(&self) -> impl Iterator<Item = usize> {
        let is_shown = |at: &usize| matches!(self.values[*at].0, AxisValue::One(_));
        (0..self.values.len()).filter(is_shown)
    }
}
