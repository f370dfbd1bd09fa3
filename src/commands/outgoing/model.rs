//! Outgoing records of a year: by code, unit and task, and how many of the letters are digital.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::counts::{Counts, Dimension};
use crate::model::price_table::{Outgoing, PriceTable};
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::year::CountedYear;

/// The outgoing records of a year.
#[derive(Debug, Clone)]
pub struct OutgoingYear {
    /// All of them.
    pub total: OutgoingLine,
    /// By code, unit and task, the most letters first.
    pub by: BTreeMap<Dimension, Vec<OutgoingLine>>,
}

/// The outgoing records of a code, a unit or a task, or all.
#[derive(Debug, Clone, Default)]
pub struct OutgoingLine {
    /// The id in the counts, or the position in the price table; 0 for a total.
    pub id: usize,
    /// Records counted.
    pub counted: u64,
    /// Records of a year.
    pub records: Enquiries,
    /// Those of a year by how they were sent.
    by_way: BTreeMap<Outgoing, Enquiries>,
}

/// The incoming enquiries and the outgoing records, which together say in which weeks a unit
/// counted. Page views do not say it.
pub fn in_and_out(counts: &Counts, table: &PriceTable) -> Counts {
    let is_kept = |at| table.channel(at).is_some() || table.outgoing(at).is_some();
    counts.only(|slot| is_kept(slot.id(Dimension::Channel))).with_left_out()
}

impl OutgoingYear {
    /// Adds up the outgoing records of a year, whose counts include them.
    pub fn compute(counted: CountedYear) -> Self {
        let by = [Dimension::Channel, Dimension::Unit, Dimension::Task];
        let total = lines(counted, None).pop().unwrap_or_default();
        Self { total, by: by.map(|one| (one, lines(counted, Some(one)))).into() }
    }

    /// The line of an id in one dimension.
    pub fn line(&self, dimension: Dimension, id: usize) -> Option<&OutgoingLine> {
        self.by[&dimension].iter().find(|line| line.id == id)
    }
}

fn lines(
    CountedYear { counts, table, year }: CountedYear,
    dimension: Option<Dimension>,
) -> Vec<OutgoingLine> {
    let mut lines = BTreeMap::<usize, OutgoingLine>::new();
    for (slot, counted, records) in year.with_counted(counts).filter(|(_, counted, _)| *counted > 0)
    {
        let Some(way) = table.outgoing(slot.id(Dimension::Channel)) else { continue };
        let id = dimension.map_or(0, |dimension| slot.id(dimension));
        let line = lines.entry(id).or_insert_with(|| OutgoingLine::none(id));
        line.counted += counted;
        line.records += records;
        *line.by_way.entry(way).or_default() += records;
    }
    let mut lines: Vec<OutgoingLine> = lines.into_values().collect();
    // The sort is stable: equals stay in the order of their names.
    lines.sort_by_key(|line| Reverse((line.letters(), line.records.clone())));
    lines
}

impl OutgoingLine {
    /// The line of an id without any record.
    pub fn none(id: usize) -> Self {
        Self { id, ..Self::default() }
    }

    /// The records of a year that were sent in one way.
    pub fn sent(&self, way: Outgoing) -> Enquiries {
        self.by_way.get(&way).cloned().unwrap_or_default()
    }

    /// The letters of a year: on paper, as Digital Post and by an output manager.
    pub fn letters(&self) -> Enquiries {
        &self.records - &self.sent(Outgoing::Other)
    }

    /// The share of the letters that was sent in one way; `None` when there are no letters.
    pub fn share(&self, way: Outgoing) -> Option<Share> {
        self.sent(way).ratio(&self.letters())
    }

    /// What a year saves when the letters on paper are sent as Digital Post; `None` when the table
    /// states neither postage nor print. Letters of an output manager are not among them: some of
    /// these are digital already.
    pub fn saving(&self, table: &PriceTable) -> Option<Money> {
        Some(&self.sent(Outgoing::Letter) * &table.letter_price()?)
    }
}
