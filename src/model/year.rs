//! Annualisation: from the weeks that each unit counted to a year.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Cell, Counts, Dimension};
use super::mix::Mix;
use super::number::{Enquiries, Share, Weeks};
use super::price_table::PriceTable;

/// How many weeks a count without a week column is taken for, unless told otherwise.
pub const WEEKS_WHEN_NOT_TOLD: u64 = 2;

/// How counted weeks are scaled to a year.
///
/// No official factor exists: 52 weeks a year is the plain one, and 46 working
/// weeks are in use too. So it is an assumption that every report prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Weeks in a year.
    pub weeks_per_year: Weeks,
    /// Weeks counted, for every unit; `None` lets each unit's own rows tell.
    pub weeks_counted: Option<Weeks>,
}

impl Default for Scale {
    /// 52 weeks in a year, and each unit's own rows tell how many it counted.
    fn default() -> Self {
        Self {
            weeks_per_year: Weeks::from(52),
            weeks_counted: None,
        }
    }
}

impl Scale {
    /// Weeks per year over weeks counted. Weeks counted are never 0: a unit has
    /// a row in some week, and the command line refuses 0.
    ///
    /// # Panics
    ///
    /// If `weeks` is zero.
    #[must_use]
    pub fn factor(&self, weeks: &Weeks) -> Share {
        self.weeks_per_year
            .share_of(weeks)
            .expect("a count has at least a part of a week")
    }
}

/// A unit: its municipality and its name, by their ids in the counts.
///
/// Two municipalities may each have a unit of the same name, and they may have
/// counted different weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitId(usize, usize);

impl UnitId {
    /// The unit that a cell belongs to.
    #[must_use]
    pub fn of(cell: &Cell) -> Self {
        Self(cell[Dimension::Municipality], cell[Dimension::Unit])
    }

    /// The id of the unit's name in the counts.
    #[must_use]
    pub fn name(self) -> usize {
        self.1
    }
}

/// The weeks in which each unit has rows, by their ids in the counts.
#[must_use]
pub fn weeks_seen(counts: &Counts) -> BTreeMap<UnitId, BTreeSet<usize>> {
    let mut seen = BTreeMap::<_, BTreeSet<_>>::new();
    for (cell, _) in counts.cells() {
        seen.entry(UnitId::of(cell))
            .or_default()
            .insert(cell[Dimension::Week]);
    }
    seen
}

/// A year's enquiries, in the cells of the counts that they come from.
///
/// Codes that the price table leaves out are not in it.
#[derive(Debug, Clone)]
pub struct Year {
    cells: BTreeMap<Cell, Enquiries>,
    weeks: BTreeMap<UnitId, Weeks>,
}

impl Year {
    /// Scales every unit by the weeks that it counted: counted × weeks per year
    /// / weeks counted (README, "Method").
    #[must_use]
    pub fn of(counts: &Counts, table: &PriceTable, scale: &Scale) -> Self {
        let weeks: BTreeMap<_, _> = weeks_seen(counts)
            .into_iter()
            .map(|(unit, seen)| (unit, weeks_counted(counts, scale, &seen)))
            .collect();
        let factors: BTreeMap<_, _> = weeks
            .iter()
            .map(|(&unit, weeks)| (unit, scale.factor(weeks)))
            .collect();
        let cells = counts
            .cells()
            .filter(|(cell, _)| table.channel(cell[Dimension::Channel]).is_some())
            .map(|(cell, counted)| {
                (
                    *cell,
                    Enquiries::from(counted).part(&factors[&UnitId::of(cell)]),
                )
            })
            .collect();
        Self { cells, weeks }
    }

    /// The weeks that each unit counted.
    #[must_use]
    pub fn weeks(&self) -> &BTreeMap<UnitId, Weeks> {
        &self.weeks
    }

    /// The most weeks that any unit counted; the default when there is no unit.
    #[must_use]
    pub fn weeks_counted(&self) -> Weeks {
        self.weeks
            .values()
            .max()
            .cloned()
            .unwrap_or_else(|| Weeks::from(WEEKS_WHEN_NOT_TOLD))
    }

    /// The channel mix of the whole year.
    #[must_use]
    pub fn mix(&self) -> Mix {
        self.cells
            .iter()
            .map(|(cell, enquiries)| (cell[Dimension::Channel], enquiries))
            .collect()
    }

    /// The channel mix of each value of a dimension, by its id in the counts.
    #[must_use]
    pub fn mix_by(&self, dimension: Dimension) -> BTreeMap<usize, Mix> {
        let mut mixes = BTreeMap::<_, Mix>::new();
        for (cell, enquiries) in &self.cells {
            mixes
                .entry(cell[dimension])
                .or_default()
                .add(cell[Dimension::Channel], enquiries);
        }
        mixes
    }
}

/// What the flag says, else the number of weeks seen, else the default.
fn weeks_counted(counts: &Counts, scale: &Scale, seen: &BTreeSet<usize>) -> Weeks {
    let told = || {
        seen.iter()
            .all(|&week| !counts.name(Dimension::Week, week).is_empty())
    };
    match &scale.weeks_counted {
        Some(weeks) => weeks.clone(),
        None if told() => Weeks::from(seen.len() as u64),
        None => Weeks::from(WEEKS_WHEN_NOT_TOLD),
    }
}
