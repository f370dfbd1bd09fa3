//! Counts: enquiries by unit, week, channel and whatever else is asked for.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Index, IndexMut};

/// One way to tell enquiries apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The municipality that counted.
    Municipality,
    /// The organisational unit that counted.
    Unit,
    /// The count week, by its number in the calendar.
    Week,
    /// The way the enquiry came in.
    Channel,
    /// What the enquiry concerns.
    Task,
    /// What kind of enquiry it is.
    Type,
}

impl Dimension {
    /// All dimensions, in the order of [`Cell`].
    pub const ALL: [Self; 6] = [
        Self::Municipality,
        Self::Unit,
        Self::Week,
        Self::Channel,
        Self::Task,
        Self::Type,
    ];
}

/// Where an enquiry belongs: an id in each dimension.
///
/// In the channel dimension the id is the position in the price table; in the
/// others it is the id that [`Counts::id`] gave the name. A dimension that was
/// not read has one name, the empty one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell([usize; Dimension::ALL.len()]);

impl Index<Dimension> for Cell {
    type Output = usize;

    fn index(&self, dimension: Dimension) -> &usize {
        &self.0[dimension as usize]
    }
}

impl IndexMut<Dimension> for Cell {
    fn index_mut(&mut self, dimension: Dimension) -> &mut usize {
        &mut self.0[dimension as usize]
    }
}

/// The names seen in one dimension, each with a number.
#[derive(Debug, Clone, Default)]
struct Names {
    list: Vec<String>,
    ids: HashMap<String, usize>,
}

impl Names {
    fn id(&mut self, name: &str) -> usize {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.list.len();
        self.list.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }
}

/// Counted enquiries. A cell that is present with 0 says "counted, none came".
#[derive(Debug, Clone, Default)]
pub struct Counts {
    names: [Names; Dimension::ALL.len()],
    cells: BTreeMap<Cell, u64>,
}

impl Counts {
    /// The id of a name, which is new the first time. Not for the channel
    /// dimension, whose ids are positions in the price table.
    pub fn id(&mut self, dimension: Dimension, name: &str) -> usize {
        self.names[dimension as usize].id(name)
    }

    /// The name behind an id; empty for "not told". Not for the channel dimension.
    ///
    /// # Panics
    ///
    /// If [`id`](Self::id) never gave that id.
    #[must_use]
    pub fn name(&self, dimension: Dimension, id: usize) -> &str {
        &self.names[dimension as usize].list[id]
    }

    /// Adds counted enquiries to a cell.
    ///
    /// The sum stays in `u64` for any file that fits a disk, because the reader
    /// takes no single count of a thousand million or more.
    pub fn add(&mut self, cell: Cell, counted: u64) {
        *self.cells.entry(cell).or_default() += counted;
    }

    /// The same counts with the ids of each dimension in the order of its names:
    /// weeks as in the calendar, all else by alphabet. So nothing that is made of
    /// counts depends on the order of files and rows.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        for dimension in Dimension::ALL
            .into_iter()
            .filter(|&dimension| dimension != Dimension::Channel)
        {
            let names = std::mem::take(&mut self.names[dimension as usize].list);
            let mut order: Vec<usize> = (0..names.len()).collect();
            // Weeks are numbers without leading zeros: the shorter is the smaller.
            let digits = |id: usize| {
                if dimension == Dimension::Week {
                    names[id].len()
                } else {
                    0
                }
            };
            order.sort_by_key(|&id| (digits(id), &names[id]));
            let mut sorted = Names::default();
            let mut new_ids = vec![0; names.len()];
            for old in order {
                new_ids[old] = sorted.id(&names[old]);
            }
            self.names[dimension as usize] = sorted;
            self.cells = std::mem::take(&mut self.cells)
                .into_iter()
                .map(|(mut cell, counted)| {
                    cell[dimension] = new_ids[cell[dimension]];
                    (cell, counted)
                })
                .collect();
        }
        self
    }

    /// All cells with their counts, in a fixed order.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, u64)> {
        self.cells.iter().map(|(cell, &counted)| (cell, counted))
    }

    /// Counted enquiries by the ids of one dimension, over the cells that `keep` keeps.
    pub fn by(&self, dimension: Dimension, keep: impl Fn(&Cell) -> bool) -> BTreeMap<usize, u64> {
        let mut sums = BTreeMap::new();
        for (cell, counted) in self.cells().filter(|(cell, _)| keep(cell)) {
            *sums.entry(cell[dimension]).or_default() += counted;
        }
        sums
    }

    /// The same counts with only the cells that `keep` keeps.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&Cell) -> bool) -> Self {
        Self {
            names: self.names.clone(),
            cells: self
                .cells()
                .filter(|(cell, _)| keep(cell))
                .map(|(cell, n)| (*cell, n))
                .collect(),
        }
    }
}
