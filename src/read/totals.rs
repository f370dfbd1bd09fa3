//! Totals: rows and cells that say they are the sum of others, held against them and left out.

use super::fault::Row;
use super::problem::{Place, Problem};
use super::{headings, number, vocabulary, week};
use crate::model::counts::{Counts, Dimension};
use crate::model::price_table::PriceTable;

/// A row, or a cell, that says it is the sum of others.
#[derive(Debug, Clone)]
pub(super) struct Total {
    /// What the others have in common: ids of weeks and channels, names of all else.
    pub(super) of: Vec<(Dimension, Common)>,
    /// What it says.
    pub(super) said: u64,
    /// Where it says so.
    pub(super) place: Place,
}

/// What the rows of a total have in common in one dimension.
#[derive(Debug, Clone)]
pub(super) enum Common {
    Id(usize),
    Name(String),
}

impl Total {
    /// The problem of a total that the counts do not add up to.
    pub(super) fn problem(&self, counts: &Counts) -> Option<Problem> {
        let ids: Vec<(Dimension, Option<usize>)> = self
            .of
            .iter()
            .map(|(dimension, common)| match common {
                Common::Id(id) => (*dimension, Some(*id)),
                Common::Name(name) => (*dimension, counts.find(*dimension, name)),
            })
            .collect();
        let sum: u64 = counts
            .slots()
            .filter(|(slot, _)| ids.iter().all(|(dimension, id)| Some(slot[*dimension]) == *id))
            .map(|(_, counted)| counted)
            .sum();
        (sum != self.said).then(|| {
            Problem::new(format!("the total is {}, but its rows add up to {sum}", self.said))
                .at(self.place.clone())
                .help("mend the total or the rows, or delete the total; it is not needed")
        })
    }
}

impl Row<'_> {
    /// Whether a row with counts says that it is the sum of others.
    pub(super) fn is_total(&self) -> bool {
        let keys = self.layout.keys.iter().map(|(_, column)| column);
        let mut cells = keys.chain(&self.layout.others).map(|column| self.cell(*column));
        !self.layout.counts.is_empty() && cells.any(|cell| headings::is_total(&cell))
    }

    /// The column of a wide table with the sum of all, in a total that has no other.
    pub(super) fn grand_total(&self) -> Option<(usize, u64)> {
        let is_empty = |(column, channel): &(usize, Option<usize>)| {
            channel.is_some() && vocabulary::is_empty(&self.cell(*column))
        };
        let mut totals = self.layout.totals.iter();
        let total = totals.find_map(|column| Some((*column, number::count(&self.cell(*column))?)));
        total.filter(|_| self.layout.counts.iter().all(is_empty))
    }

    /// The column with a name that is likely that of a total: `Borgerservice i alt`.
    pub(super) fn almost_total(&self) -> Option<usize> {
        let named = |(dimension, _): &&(Dimension, usize)| Dimension::NAMED.contains(dimension);
        let mut named = self.layout.keys.iter().filter(named).map(|(_, column)| *column);
        named.find(|column| headings::is_almost_total(&self.cell(*column)))
    }

    /// What the rows of a total have in common: every cell that is neither empty nor
    /// says total. `None` where a column that is not read has a say in it.
    pub(super) fn common(&self, table: &PriceTable) -> Option<Vec<(Dimension, Common)>> {
        let is_open = |cell: &str| vocabulary::is_empty(cell) || headings::is_total(cell);
        if self.layout.others.iter().any(|column| !is_open(&self.cell(*column))) {
            return None;
        }
        let mut of = Vec::new();
        for &(dimension, column) in &self.layout.keys {
            let cell = self.cell(column);
            if is_open(&cell) {
                continue;
            }
            of.push((
                dimension,
                match dimension {
                    Dimension::Week if self.layout.dated => Common::Id(week::of_date(&cell)?.1),
                    Dimension::Week => Common::Id(week::number(&cell)?),
                    Dimension::Channel => Common::Id(table.find(&cell)?),
                    _ => Common::Name(vocabulary::name(dimension, &cell).into_owned()),
                },
            ));
        }
        Some(of)
    }
}
