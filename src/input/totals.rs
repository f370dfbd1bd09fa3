//! Totals: rows and cells that say they are the sum of others. They are checked and not counted.

use std::borrow::Cow;
use std::collections::HashMap;

use super::headings::{self, Label};
use super::row::Row;
use super::{aliases, number, week};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::counts::{Counts, Dimension, folded_name};
use crate::model::price_table::PriceTable;

/// A row, or a cell, that says it is the sum of others.
#[derive(Debug, Clone)]
pub(super) struct Total {
    /// What the others have in common: ids of weeks and channels, names of all else.
    pub(super) common: Vec<(Dimension, Common)>,
    /// The sum that is written.
    pub(super) stated: u64,
    /// Where it is written.
    pub(super) place: Place,
}

/// What the rows of a total have in common in one dimension.
#[derive(Debug, Clone)]
pub(super) enum Common {
    Id(usize),
    Name(String),
}

/// The sums that totals are compared with, each made when the first total needs it.
pub(super) struct Sums<'a> {
    counts: &'a Counts,
    /// The names of each dimension without regard to case and spaces.
    ids: HashMap<(Dimension, String), usize>,
    /// For some dimensions, the sums by the ids in each of them.
    by_ids: HashMap<Vec<Dimension>, HashMap<Vec<usize>, u64>>,
}

impl<'a> Sums<'a> {
    pub(super) fn new(counts: &'a Counts) -> Self {
        let of_dimension = |dimension| {
            let names = counts.names(dimension).enumerate();
            names.map(move |(id, name)| ((dimension, folded_name(name)), id))
        };
        let ids = Dimension::NAMED.into_iter().flat_map(of_dimension).collect();
        Self { counts, ids, by_ids: HashMap::new() }
    }

    /// The problem of a total that the counts do not add up to.
    pub(super) fn problem(&mut self, total: &Total) -> Option<Diagnostic> {
        let id = |(dimension, common): &(Dimension, Common)| match common {
            Common::Id(id) => Some(*id),
            Common::Name(name) => self.ids.get(&(*dimension, folded_name(name))).copied(),
        };
        let ids: Option<Vec<usize>> = total.common.iter().map(id).collect();
        let dimensions: Vec<Dimension> =
            total.common.iter().map(|(dimension, _)| *dimension).collect();
        let sums = self.by_ids.entry(dimensions).or_insert_with_key(|dimensions| {
            let mut sums = HashMap::new();
            for (slot, counted) in self.counts.records() {
                let ids = dimensions.iter().map(|dimension| slot.id(*dimension)).collect();
                *sums.entry(ids).or_default() += counted;
            }
            sums
        });
        let sum = ids.and_then(|ids| sums.get(&ids).copied()).unwrap_or(0);
        (sum != total.stated).then(|| {
            let problem = Code::WrongTotal.problem().at(total.place.clone());
            problem.with("total", total.stated).with("sum", sum)
        })
    }
}

impl Row<'_> {
    /// Whether a row with counts says that it is a total, or that it has averages.
    pub(super) fn is_called(&self, label: Label) -> bool {
        let keys = self.layout.keys.iter().map(|(_, column)| column);
        let mut columns = keys.chain(&self.layout.others);
        !self.layout.roles.counts.is_empty() && columns.any(|column| self.says(*column, label))
    }

    /// Whether its unit is the sum of others.
    pub(super) fn is_unit_sum(&self) -> bool {
        let sums = &self.layout.unit_checks.sums;
        let unit = self.layout.key(Dimension::Unit).filter(|_| !sums.is_empty());
        unit.is_some_and(|column| sums.contains(&folded_name(&self.cell(column))))
    }

    /// Whether a cell has a label. Few cells need to be decoded for that.
    fn says(&self, column: usize, label: Label) -> bool {
        let cell = self.record.raw(column);
        (headings::may_start_total(cell) || headings::may_end_total(cell))
            && Label::read(&self.cell(column)) == label
    }

    /// The column of a wide table with the sum of all, in a total that states no other sum.
    pub(super) fn grand_total(&self) -> Option<(usize, u64)> {
        let roles = &self.layout.roles;
        let is_empty = |column: &usize| aliases::is_empty(&self.cell(*column));
        let mut totals = roles.totals.iter();
        let total = totals.find_map(|column| Some((*column, number::count(&self.cell(*column))?)));
        total.filter(|_| roles.counts.iter().all(is_empty))
    }

    /// The column with a name that is likely that of a total: `Borgerservice i alt`. In a
    /// column that is not read it is one only where no name stands beside it.
    pub(super) fn almost_total(&self) -> Option<usize> {
        let is_almost = |column: &usize| self.says(*column, Label::AlmostTotal);
        if self.has_name() {
            self.layout.named().find(is_almost)
        } else {
            self.layout.others.iter().copied().find(is_almost)
        }
    }

    /// Whether a name stands in one of the columns that are read.
    pub(super) fn has_name(&self) -> bool {
        self.layout.named().any(|column| !aliases::is_empty(&self.cell(column)))
    }

    /// What the rows of a total have in common: every cell that neither is empty nor says total.
    /// `None` where that depends on a column that is not read.
    pub(super) fn common(&self, table: &PriceTable) -> Option<Vec<(Dimension, Common)>> {
        let is_open = |cell: &str| aliases::is_empty(cell) || headings::is_total(cell);
        if self.layout.others.iter().any(|column| !is_open(&self.cell(*column))) {
            return None;
        }
        let keys =
            self.layout.keys.iter().map(|(dimension, column)| (*dimension, self.cell(*column)));
        let common = |(dimension, cell): (Dimension, Cow<str>)| {
            let common = match dimension {
                // The total of a day is not that of its week.
                Dimension::Week if self.layout.origin.dated => return None,
                Dimension::Week => Common::Id(week::written(&cell)?),
                Dimension::Channel => Common::Id(table.find(&cell)?),
                _ => Common::Name(aliases::name(dimension, &cell).into_owned()),
            };
            Some((dimension, common))
        };
        keys.filter(|(_, cell)| !is_open(cell)).map(common).collect()
    }
}
