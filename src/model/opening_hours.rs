//! Opening hours: when units are open in a week, and on single days.

use std::collections::BTreeMap;
use std::ops::Range;

use super::quantity::Weeks;

/// The hours of a day that a unit is open: bit 9 is from 9 to 10.
pub type Hours = u32;

/// The hours in a range: `9..12`.
pub fn hours_in(range: Range<usize>) -> Hours {
    range.map(|hour| 1 << hour).sum()
}

/// All hours of a day.
pub const DAY: Hours = (1 << 24) - 1;

/// Whether an hour is among some hours.
fn has(hours: Hours, hour: usize) -> bool {
    hours >> hour & 1 == 1
}

/// When a unit is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitHours {
    /// From Monday to Sunday.
    pub days: [Hours; 7],
    /// The hours of single days, by the id of the week and the day of that week: 0 is Monday.
    pub exceptions: BTreeMap<(usize, usize), Hours>,
}

impl UnitHours {
    /// Whether it is open in an hour of a day: 0 is Monday.
    pub fn is_open(&self, week: usize, day: usize, hour: usize) -> bool {
        let exception = self.exceptions.get(&(week, day));
        has(*exception.unwrap_or(&self.days[day]), hour)
    }

    /// How often it was open in an hour of a day, of so many weeks; these are the ids of those that
    /// are known, in which there may be exceptions.
    pub fn openings(
        &self,
        (day, hour): (usize, usize),
        counted: &Weeks,
        weeks: impl Iterator<Item = usize>,
    ) -> Weeks {
        let is_usual = has(self.days[day], hour);
        let changed = weeks.filter(|week| self.is_open(*week, day, hour) != is_usual).count();
        let changed = Weeks::from(changed as u64);
        if is_usual { counted - &changed } else { changed }
    }
}

/// When the units are open, by their ids in the counts. `None` has the hours of those without their
/// own.
pub type OpeningHours = BTreeMap<Option<usize>, UnitHours>;

/// Hours of a weekday that are closed in a what-if.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// 0 is Monday.
    pub day: usize,
    /// Which hours.
    pub hours: Hours,
}

impl Closing {
    /// The hours that follow each other: the first, and the one behind the last.
    pub fn spans(&self) -> Vec<Range<usize>> {
        let open: Vec<usize> = (0..24).filter(|hour| has(self.hours, *hour)).collect();
        let spans = open.chunk_by(|hour, next| hour + 1 == *next);
        spans.map(|span| span[0]..span[span.len() - 1] + 1).collect()
    }

    /// Whether it closes an hour of a day: 0 is Monday.
    pub fn closes(&self, day: usize, hour: usize) -> bool {
        self.day == day && has(self.hours, hour)
    }
}

/// Where the enquiries of closed hours come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// In another unit, by its id in the counts, on the same channels.
    Unit(usize),
    /// On another channel, by its position in the price table.
    Channel(usize),
}
