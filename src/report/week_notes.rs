//! The notes on the count weeks: late registration and holidays.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::{Basis, NoteScope, week_cell};
use super::{Phrase, Sentence, Term};
use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::late_weeks::WeekOfUnit;
use crate::model::year::{Scale, UnitId, Year};
use crate::model::{holidays, week};
use crate::shell::pasteable;

/// How many units the way out names.
const UNITS: usize = 5;

impl Basis<'_> {
    /// Weeks that look like late registration, with what the year costs without them.
    pub(super) fn late_weeks(self, scope: NoteScope) -> Vec<Phrase> {
        // Where the number or the weeks of all units are given, late weeks change nothing.
        if self.scale.weeks_counted.is_some() || self.has_week_filter() {
            return Vec::new();
        }
        let late = &self.origin.late_weeks;
        // Units whose weeks are given are not scaled by late ones.
        let is_scaled = |unit: usize| !self.scale.weeks_of_units.contains_key(&unit);
        let is_late = |slot: &Slot| late.weeks.contains(&slot.id(Dimension::Week));
        let mut slots = self.counts.slots().map(|(slot, _)| slot);
        let mut notes = Vec::new();
        if slots.any(|slot| is_late(slot) && is_scaled(slot.id(Dimension::Unit))) {
            let kept = self.counts.only(|slot| !is_late(slot));
            let cost = |counts: &Counts, scale: &Scale| {
                let year = Year::from_counts(counts, scale);
                year.mix().cost(self.table).filter(|_| !scope.without_prices)
            };
            let note = Sentence::LateWeeks
                .with_list("weeks", late.weeks.iter().copied().map(week_cell))
                .with("counted", late.counted)
                .with("total", late.total)
                .with("option", format!("--week {}", labels(kept.ids(Dimension::Week))))
                .with("cost", cost(self.counts, self.scale))
                .with("without", cost(&kept, &self.scale.without_weeks(&late.weeks)));
            notes.push(note);
        }
        let late: Vec<_> = late.units.iter().filter(|late| is_scaled(late.unit.name)).collect();
        if !late.is_empty() {
            let name = self.unit_names();
            let of_unit = |late: &&WeekOfUnit| {
                Sentence::LateWeek
                    .with("unit", name(&late.unit))
                    .with("week", week_cell(late.week))
                    .with("counted", late.counted)
                    .with("total", late.total)
            };
            let others = late.len().saturating_sub(UNITS);
            let note = Sentence::LateWeeksOfUnits
                .with_list("units", late.iter().take(UNITS).map(of_unit))
                .with("others", Some(others as u64).filter(|others| *others > 0));
            let units: BTreeSet<UnitId> = late.iter().map(|late| late.unit).collect();
            // A name that two municipalities have, or that a list gave to several codes, does not
            // say which of them is meant.
            let is_one = |unit: &UnitId| self.coverage.unit_names.get(&unit.name) == Some(&1);
            let options = units.into_iter().filter(is_one).take(UNITS);
            let options: Vec<_> = options.map(|unit| self.weeks_without(unit, &late)).collect();
            let options = Some(options.join(" ")).filter(|options| !options.is_empty());
            notes.push(note.with("options", options));
        }
        notes
    }

    /// The argument of `--week` that keeps the weeks of a unit which are not late.
    fn weeks_without(self, unit: UnitId, late: &[&WeekOfUnit]) -> String {
        let is_late = |week: usize| late.iter().any(|late| late.unit == unit && late.week == week);
        let own = self.counts.slots().filter(|(slot, _)| UnitId::of(slot) == unit);
        let mut weeks: BTreeSet<usize> = own.map(|(slot, _)| slot.id(Dimension::Week)).collect();
        weeks.retain(|week| !is_late(*week));
        let unit = self.counts.name(Dimension::Unit, unit.name);
        pasteable("--week", &format!("{unit}={}", labels(weeks)))
    }

    /// Whether the weeks of all units were chosen with `--week`.
    fn has_week_filter(self) -> bool {
        let mut conditions = self.origin.filter_effects.iter().map(|effect| &effect.condition);
        conditions.any(|one| one.dimension == Dimension::Week && !one.keeps_other_units)
    }

    /// Count weeks with public holidays, and those with enquiries on fewer weekdays than others.
    pub(super) fn short_weeks(self) -> Vec<Phrase> {
        let weeks = self.counts.by(Dimension::Week);
        let full_id = |id: usize| match (week::year(id), self.origin.year) {
            (None, Some(year)) => i16::try_from(year).map_or(id, |year| week::id(Some(year), id)),
            _ => id,
        };
        let mut notes = Vec::new();
        let mut weekdays = BTreeMap::new();
        for &id in weeks.keys() {
            let week = full_id(id);
            let year = week::year(week).unwrap_or_default();
            let holidays = holidays::in_week(year, week::number(week));
            if !holidays.is_empty() {
                let note = Sentence::Holidays.with("week", week_cell(id));
                notes.push(note.with_list("holidays", holidays.into_iter().map(Term::from)));
            }
            // Monday to Friday.
            let days = self.origin.weekdays.get(&week).map(|days| (days & 0b1_1111).count_ones());
            weekdays.extend(days.map(|days| (id, days)));
        }
        let most = weekdays.values().max().copied().unwrap_or(0);
        for (id, days) in weekdays.into_iter().filter(|(_, days)| *days < most) {
            let note = Sentence::FewerDays.with("week", week_cell(id));
            notes.push(note.with("days", u64::from(days)).with("most", u64::from(most)));
        }
        notes
    }
}

/// The weeks as `--week` takes them; rows without a week have none.
fn labels(weeks: BTreeSet<usize>) -> String {
    let stated = weeks.into_iter().filter(|week| *week > 0);
    stated.map(week::label).collect::<Vec<_>>().join(",")
}
