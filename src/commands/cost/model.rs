//! The variable cost of a year: in total, by dimension, and by the lightest and busiest week.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share, Weeks};
use crate::model::year::{Scale, UnitId, UnitWeeks, Year};

/// What a year costs, and what one has to know to explain it.
#[derive(Debug, Clone)]
pub struct Cost {
    /// The whole year.
    pub total: Line,
    /// The year by each dimension asked for, in the order asked.
    pub by: Vec<(Dimension, Vec<Line>)>,
    /// The year by the lightest and by the busiest week, where weeks can be told apart.
    pub range: Option<Range>,
    /// How many units counted.
    pub units: usize,
    /// The numbers of the weeks in which any unit has rows.
    pub weeks_seen: BTreeSet<usize>,
    /// The most weeks that any unit counted.
    pub weeks_counted: Weeks,
    /// Weeks per year over those weeks.
    pub factor: Share,
    /// Units that have rows in another number of weeks than they are scaled by.
    pub otherwise_seen: usize,
    /// Units that counted fewer weeks than that, together by how many they counted.
    pub fewer_weeks: Vec<FewerWeeks>,
    /// A year's enquiries on channels without a price, by position in the price table.
    pub unpriced: Vec<(usize, Enquiries)>,
    /// Counted registrations that are left out of cost, by position in the price table.
    pub left_out: Vec<(usize, u64)>,
}

/// One row of a breakdown, or the total.
#[derive(Debug, Clone)]
pub struct Line {
    /// The id in the counts, or the position in the price table; 0 for a total.
    pub id: usize,
    /// Weeks counted, for a unit whose rows agree on it.
    pub weeks: Option<Weeks>,
    /// Enquiries counted.
    pub counted: u64,
    /// Enquiries of a year.
    pub enquiries: Enquiries,
    /// Variable cost of a year; `None` when nothing in it has a price.
    pub cost: Option<Money>,
    /// Cost over the enquiries that have a price.
    pub cost_per_enquiry: Option<Money>,
    /// Enquiries on digital channels over all enquiries.
    pub digital_share: Option<Share>,
}

/// What the year would be if every week were like one of the counted weeks.
///
/// Only units that counted all the weeks are in it, so that the weeks compare.
#[derive(Debug, Clone)]
pub struct Range {
    /// How many units counted all the weeks.
    pub units: usize,
    /// The year of those units, from all the weeks.
    pub as_counted: Line,
    /// The week with the fewest enquiries; `id` is its number.
    pub lightest: Line,
    /// The week with the most enquiries; `id` is its number.
    pub busiest: Line,
}

/// Units that counted the same number of weeks, fewer than others did.
#[derive(Debug, Clone)]
pub struct FewerWeeks {
    /// Weeks that these units counted.
    pub weeks: Weeks,
    /// The units.
    pub units: BTreeSet<UnitId>,
    /// What they counted together.
    pub counted: u64,
    /// Their enquiries of a year: counted × weeks per year / weeks.
    pub enquiries: Enquiries,
}

impl Cost {
    /// Prices a year of the counts.
    pub fn of(counts: &Counts, table: &PriceTable, scale: &Scale, by: &[Dimension]) -> Self {
        let year = Year::of(counts, scale);
        let mix = year.mix();
        let mut left_out = BTreeMap::new();
        for (slot, counted) in counts.left_out().filter(|(_, counted)| *counted > 0) {
            *left_out.entry(slot[Dimension::Channel]).or_default() += counted;
        }
        let weeks_counted = year.weeks_counted();
        Self {
            total: Line::of(0, counts.total(), &mix, table),
            by: by.iter().map(|&one| (one, breakdown(counts, table, &year, one))).collect(),
            range: range(counts, table, scale, &year),
            units: year.units().len(),
            weeks_seen: year.weeks_seen(),
            factor: scale.factor(&weeks_counted),
            otherwise_seen: otherwise_seen(&year),
            fewer_weeks: fewer_weeks(counts, scale, &year),
            weeks_counted,
            unpriced: mix
                .channels()
                .filter(|(position, _)| table.price(*position).is_none())
                .filter(|(_, enquiries)| !enquiries.is_zero())
                .map(|(position, enquiries)| (position, enquiries.clone()))
                .collect(),
            left_out: left_out.into_iter().collect(),
        }
    }
}

impl Line {
    fn of(id: usize, counted: u64, mix: &Mix, table: &PriceTable) -> Self {
        Self {
            id,
            weeks: None,
            counted,
            enquiries: mix.enquiries(),
            cost: mix.cost(table),
            cost_per_enquiry: mix.average_price(table),
            digital_share: mix.digital_share(table),
        }
    }
}

fn breakdown(counts: &Counts, table: &PriceTable, year: &Year, dimension: Dimension) -> Vec<Line> {
    let counted = counts.by(dimension);
    let weeks = if dimension == Dimension::Unit { unit_weeks(year) } else { BTreeMap::new() };
    let line = |(id, mix): (usize, Mix)| {
        let weeks = weeks.get(&id).cloned().flatten();
        Line { weeks, ..Line::of(id, counted[&id], &mix, table) }
    };
    year.mix_by(dimension).into_iter().map(line).collect()
}

/// The weeks of each unit's name; `None` where units of that name did not count as many.
fn unit_weeks(year: &Year) -> BTreeMap<usize, Option<Weeks>> {
    let mut all = BTreeMap::<usize, Option<Weeks>>::new();
    for (unit, UnitWeeks { counted, .. }) in year.units() {
        let of_name = all.entry(unit.name()).or_insert_with(|| Some(counted.clone()));
        if of_name.as_ref() != Some(counted) {
            *of_name = None;
        }
    }
    all
}

/// How many units have rows in another number of weeks than they are scaled by.
fn otherwise_seen(year: &Year) -> usize {
    let differs = |weeks: &&UnitWeeks| {
        !weeks.seen.is_empty() && Weeks::from(weeks.seen.len() as u64) != weeks.counted
    };
    year.units().values().filter(differs).count()
}

/// The year by the lightest and by the busiest week; `None` with fewer than two
/// weeks, or when no unit counted them all.
fn range(counts: &Counts, table: &PriceTable, scale: &Scale, year: &Year) -> Option<Range> {
    let weeks = year.weeks_seen();
    let all = |(unit, own): (&UnitId, &UnitWeeks)| (own.seen == weeks).then_some(*unit);
    let units: BTreeSet<UnitId> = year.units().iter().filter_map(all).collect();
    if weeks.len() < 2 || units.is_empty() {
        return None;
    }
    let is_of_them = |slot: &Slot| units.contains(&UnitId::of(slot));
    let same_units = year.slots().filter(|(slot, _)| is_of_them(slot));
    let as_counted: Mix = same_units.map(|(slot, one)| (slot[Dimension::Channel], one)).collect();
    // Where the number of weeks is given, each week stands for its part of them.
    let seen = Weeks::from(weeks.len() as u64);
    let given = scale.weeks_counted.as_ref().unwrap_or(&seen);
    let factor = scale.factor(&Weeks::from(1).times(&given.ratio(&seen)?));
    let mut by_week: BTreeMap<usize, (u64, Mix)> =
        weeks.iter().map(|week| (*week, Default::default())).collect();
    for (slot, one) in counts.slots().filter(|(slot, _)| is_of_them(slot)) {
        let (counted, mix) = by_week.entry(slot[Dimension::Week]).or_default();
        *counted += one;
        mix.add(slot[Dimension::Channel], &Enquiries::from(one).times(&factor));
    }
    let mut by_week: Vec<Line> = by_week
        .into_iter()
        .map(|(week, (counted, mix))| Line::of(week, counted, &mix, table))
        .collect();
    // Stable, so that of equals the first is the lightest and the last the busiest.
    by_week.sort_by_key(|line| line.counted);
    Some(Range {
        units: units.len(),
        as_counted: Line::of(0, by_week.iter().map(|line| line.counted).sum(), &as_counted, table),
        lightest: by_week.first()?.clone(),
        busiest: by_week.last()?.clone(),
    })
}

/// The units that counted fewer weeks than others, those with the most weeks first.
fn fewer_weeks(counts: &Counts, scale: &Scale, year: &Year) -> Vec<FewerWeeks> {
    let most = year.weeks_counted();
    let mut groups = BTreeMap::<&Weeks, BTreeSet<UnitId>>::new();
    for (unit, weeks) in year.units().iter().filter(|(_, weeks)| weeks.counted < most) {
        groups.entry(&weeks.counted).or_default().insert(*unit);
    }
    let group = |(weeks, units): (&Weeks, BTreeSet<UnitId>)| {
        let counted = counts
            .slots()
            .filter(|(slot, _)| units.contains(&UnitId::of(slot)))
            .map(|(_, counted)| counted)
            .sum();
        FewerWeeks {
            weeks: weeks.clone(),
            units,
            counted,
            enquiries: Enquiries::from(counted).times(&scale.factor(weeks)),
        }
    };
    groups.into_iter().rev().map(group).collect()
}
