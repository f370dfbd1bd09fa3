//! KeyResolver: what the cells that say where a row belongs stand for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::header::Layout;
use super::row::{CellError, Row, is_text};
use super::{aliases, week};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::price_table::PriceTable;

/// The ids that one thread has met in a file.
pub(super) struct KeyResolver<'a> {
    table: &'a PriceTable,
    layout: &'a Layout,
    /// For each column that says where a row belongs, the ids of the sound cells so far by
    /// the bytes that tell them.
    met: Vec<HashMap<Box<[u8]>, usize, FixedState>>,
    /// The slot of a row before its cells are read: no name where there is no column.
    untold: Slot,
    /// The names behind ids; nothing is counted there.
    pub(super) names: Counts,
    /// The years of the weeks that were told with one.
    pub(super) years: BTreeMap<usize, BTreeSet<i16>>,
    /// The codes whose use is noted.
    pub(super) noted: BTreeSet<String>,
}

impl<'a> KeyResolver<'a> {
    /// None met yet.
    pub(super) fn of(table: &'a PriceTable, layout: &'a Layout) -> Self {
        let (mut names, mut untold) = (Counts::default(), Slot::default());
        for dimension in Dimension::NAMED {
            if layout.key(dimension).is_none() {
                untold[dimension] = names.id(dimension, "");
            }
        }
        let met = vec![HashMap::default(); layout.keys.len()];
        let (years, noted) = (BTreeMap::new(), BTreeSet::new());
        Self { table, layout, met, untold, names, years, noted }
    }

    /// The slot that the columns of a row say, and what is wrong with them.
    pub(super) fn slot(&mut self, row: &Row, faults: &mut Vec<(CellError, usize)>) -> Slot {
        let mut slot = self.untold;
        for (at, &(dimension, column)) in self.layout.keys.iter().enumerate() {
            let bytes = self.layout.telling(dimension, &row.cells[column]);
            if let Some(id) = self.met[at].get(bytes) {
                slot[dimension] = *id;
                continue;
            }
            match self.id(dimension, bytes) {
                Ok(id) => {
                    slot[dimension] = id;
                    self.met[at].insert(bytes.into(), id);
                }
                Err(fault) => faults.push((fault, column)),
            }
        }
        slot
    }

    /// The id that a cell tells, or what is wrong with it.
    fn id(&mut self, dimension: Dimension, bytes: &[u8]) -> Result<usize, CellError> {
        if !is_text(bytes, self.layout.encoding) {
            return Err(CellError::Letters);
        }
        let cell = self.layout.encoding.decode(bytes);
        let cell = cell.trim();
        match dimension {
            Dimension::Week => {
                let (year, week) = if self.layout.dated {
                    let (year, week) = week::of_date(cell).ok_or(CellError::Date)?;
                    (Some(year), week)
                } else {
                    week::written(cell).ok_or(CellError::Week)?
                };
                if let Some(year) = year {
                    self.years.entry(week).or_default().insert(year);
                }
                Ok(week)
            }
            Dimension::Channel => {
                if let Some(noted) = self.table.noted(cell) {
                    self.noted.insert(noted.code.clone());
                }
                self.table.find(cell).ok_or(CellError::Channel)
            }
            named => Ok(self.names.id(named, &aliases::name(named, cell))),
        }
    }
}
