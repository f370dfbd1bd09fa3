//! The variable cost of a year: in total, by dimension, and by the lightest and busiest week.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Cell, Counts, Dimension};
use super::mix::Mix;
use super::number::{Enquiries, Money, Share, Weeks};
use super::price_table::PriceTable;
use super::year::{Scale, UnitId, Year, weeks_seen};

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
    /// The weeks seen in any unit, by their ids in the counts.
    pub weeks_seen: BTreeSet<usize>,
    /// The most weeks that any unit counted.
    pub weeks_counted: Weeks,
    /// Weeks per year over those weeks.
    pub factor: Share,
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
    /// The week with the fewest enquiries; `id` is the week's id in the counts.
    pub lightest: Line,
    /// The week with the most enquiries; `id` is the week's id in the counts.
    pub busiest: Line,
}

/// Units that counted the same number of weeks, fewer than others did.
#[derive(Debug, Clone)]
pub struct FewerWeeks {
    /// Weeks that these units counted.
    pub weeks: Weeks,
    /// Their names, by id in the counts.
    pub units: Vec<usize>,
    /// What they counted together.
    pub counted: u64,
    /// Weeks per year over the weeks that they counted.
    pub factor: Share,
    /// Their enquiries of a year: counted × factor.
    pub enquiries: Enquiries,
}

impl Cost {
    /// Prices a year of the counts.
    #[must_use]
    pub fn of(counts: &Counts, table: &PriceTable, scale: &Scale, by: &[Dimension]) -> Self {
        let year = Year::of(counts, table, scale);
        let is_enquiry = |cell: &Cell| table.channel(cell[Dimension::Channel]).is_some();
        let mix = year.mix();
        let counted = counts.by(Dimension::Channel, is_enquiry).values().sum();
        let weeks_counted = year.weeks_counted();
        let mut seen = weeks_seen(counts);
        let all_weeks: BTreeSet<usize> = seen.values().flatten().copied().collect();
        seen.retain(|_, weeks| *weeks == all_weeks);
        Self {
            by: by
                .iter()
                .map(|&dimension| {
                    let counted = counts.by(dimension, is_enquiry);
                    let line = |(id, mix): (usize, Mix)| Line {
                        weeks: unit_weeks(&year, dimension, id),
                        ..Line::of(id, counted[&id], &mix, table)
                    };
                    (
                        dimension,
                        year.mix_by(dimension).into_iter().map(line).collect(),
                    )
                })
                .collect(),
            range: range(
                counts,
                table,
                scale,
                &all_weeks,
                &seen.into_keys().collect(),
            ),
            fewer_weeks: fewer_weeks(counts, &year, scale, &weeks_counted, is_enquiry),
            unpriced: mix
                .channels()
                .filter(|(position, enquiries)| {
                    table
                        .channel(*position)
                        .is_some_and(|channel| channel.price.is_none())
                        && !enquiries.is_zero()
                })
                .map(|(position, enquiries)| (position, enquiries.clone()))
                .collect(),
            left_out: counts
                .by(Dimension::Channel, |cell| !is_enquiry(cell))
                .into_iter()
                .collect(),
            total: Line::of(0, counted, &mix, table),
            factor: scale.factor(&weeks_counted),
            units: year.weeks().len(),
            weeks_counted,
            weeks_seen: all_weeks,
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

/// The weeks of a unit's name, if all units of that name counted as many.
fn unit_weeks(year: &Year, dimension: Dimension, name: usize) -> Option<Weeks> {
    if dimension != Dimension::Unit {
        return None;
    }
    let mut weeks = year
        .weeks()
        .iter()
        .filter(|(unit, _)| unit.name() == name)
        .map(|(_, weeks)| weeks);
    let first = weeks.next()?;
    weeks.all(|other| other == first).then(|| first.clone())
}

/// The year by the lightest and by the busiest week; `None` with fewer than two
/// weeks, or when no unit counted them all.
fn range(
    counts: &Counts,
    table: &PriceTable,
    scale: &Scale,
    weeks: &BTreeSet<usize>,
    units: &BTreeSet<UnitId>,
) -> Option<Range> {
    if weeks.len() < 2 || units.is_empty() {
        return None;
    }
    let one_week = Scale {
        weeks_counted: Some(Weeks::from(1)),
        ..scale.clone()
    };
    let lines: Vec<Line> = weeks
        .iter()
        .map(|&week| {
            let in_week =
                |cell: &Cell| cell[Dimension::Week] == week && units.contains(&UnitId::of(cell));
            let of_week = counts.only(in_week);
            let counted = of_week
                .by(Dimension::Week, |cell| {
                    table.channel(cell[Dimension::Channel]).is_some()
                })
                .values()
                .sum();
            Line::of(
                week,
                counted,
                &Year::of(&of_week, table, &one_week).mix(),
                table,
            )
        })
        .collect();
    let lightest = lines.iter().min_by_key(|line| line.counted)?.clone();
    let busiest = lines.iter().max_by_key(|line| line.counted)?.clone();
    Some(Range {
        units: units.len(),
        lightest,
        busiest,
    })
}

/// The units that counted fewer weeks than `most`, those with the most weeks first.
fn fewer_weeks(
    counts: &Counts,
    year: &Year,
    scale: &Scale,
    most: &Weeks,
    is_enquiry: impl Fn(&Cell) -> bool,
) -> Vec<FewerWeeks> {
    let mut groups = BTreeMap::<&Weeks, BTreeSet<UnitId>>::new();
    for (unit, weeks) in year.weeks().iter().filter(|(_, weeks)| *weeks < most) {
        groups.entry(weeks).or_default().insert(*unit);
    }
    groups
        .into_iter()
        .rev()
        .map(|(weeks, units)| {
            let counted = counts
                .cells()
                .filter(|(cell, _)| units.contains(&UnitId::of(cell)) && is_enquiry(cell))
                .map(|(_, counted)| counted)
                .sum();
            let factor = scale.factor(weeks);
            FewerWeeks {
                weeks: weeks.clone(),
                units: units.into_iter().map(UnitId::name).collect(),
                counted,
                enquiries: Enquiries::from(counted).part(&factor),
                factor,
            }
        })
        .collect()
}
