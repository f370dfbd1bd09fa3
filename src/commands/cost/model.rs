//! The variable cost of a year: in total, by dimension, and by single weeks.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::coverage::Coverage;
use crate::model::fixed::FixedCost;
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share, Weeks};
use crate::model::year::{Scale, UnitId, UnitWeeks, Year};

/// What a year costs.
#[derive(Debug, Clone)]
pub struct Cost {
    /// The whole year.
    pub total: CostLine,
    /// The year by each of the dimensions that were given, in their order.
    pub by: Vec<(Dimension, Vec<CostLine>)>,
    /// The year by single weeks; `None` when the files have no week, when no unit counted them all, or
    /// when the number of weeks is given and is another.
    pub range: Option<WeekRange>,
    /// Who counted which weeks, and what has no part in the cost.
    pub coverage: Coverage,
    /// The fixed cost; `None` where only the variable cost is shown.
    pub fixed: Option<FixedCosts>,
}

/// The fixed cost of a year.
#[derive(Debug, Clone, Default)]
pub struct FixedCosts {
    /// The costs.
    pub costs: Vec<FixedCost<usize>>,
    /// The units with a fixed cost that are not among the counts; their cost is not included.
    pub unknown: Vec<String>,
}

impl FixedCosts {
    /// The fixed cost that a price table states of the units that counted.
    pub fn of_year(counts: &Counts, table: &PriceTable) -> Self {
        let mut fixed = Self::default();
        for one in &table.fixed {
            match one.counted(counts) {
                Some(cost) => fixed.costs.push(cost),
                None => fixed.unknown.extend(one.unit.clone()),
            }
        }
        fixed
    }

    /// All of it.
    pub fn total(&self) -> Money {
        self.costs.iter().map(|one| &one.cost).sum()
    }

    /// That of a line of a breakdown.
    pub fn of_line(&self, dimension: Dimension, id: usize) -> Money {
        let of_line = self.costs.iter().filter(|one| one.id(dimension) == Some(id));
        of_line.map(|one| &one.cost).sum()
    }
}

/// One row of a breakdown, or the total.
#[derive(Debug, Clone)]
pub struct CostLine {
    /// The id in the counts, or the position in the price table; 0 for a total.
    pub id: usize,
    /// Weeks counted, in a breakdown by unit; `None` where units of one name counted different
    /// numbers of weeks, and in every other line.
    pub weeks: Option<Weeks>,
    /// Enquiries counted.
    pub counted: u64,
    /// Enquiries of a year.
    pub enquiries: Enquiries,
    /// [Variable cost](Mix::cost) of a year.
    pub cost: Option<Money>,
    /// The enquiries that have a price.
    pub priced: Enquiries,
    /// Enquiries on digital channels over all enquiries; `None` when there are none.
    pub digital_share: Option<Share>,
}

/// What the year would be if every week were like one of the counted weeks, so that the year lies
/// between the ends.
///
/// The weeks of the units that counted them all are compared. Every other unit has its own year at
/// both ends.
#[derive(Debug, Clone)]
pub struct WeekRange {
    /// How many units counted all the weeks.
    pub units: usize,
    /// The year by each week, in their order; `id` is that of the week, and `counted` is of the units
    /// that counted all the weeks.
    pub weeks: Vec<CostLine>,
    /// Whether every week has an enquiry with a price.
    all_have_prices: bool,
}

impl WeekRange {
    /// The weeks with the fewest and with the most enquiries; `None` where there is one week.
    pub fn enquiries(&self) -> Option<[&CostLine; 2]> {
        self.ends(|line| &line.enquiries)
    }

    /// The cheapest and the most expensive week; `None` also where a week has no enquiry with a price.
    pub fn cost(&self) -> Option<[&CostLine; 2]> {
        self.ends(|line| &line.cost).filter(|_| self.all_have_prices)
    }

    /// The cost of the most expensive week − that of the cheapest.
    pub fn spread(&self) -> Option<Money> {
        let [cheapest, most_expensive] = self.cost()?.map(|line| line.cost.as_ref());
        Some(most_expensive? - cheapest?)
    }

    /// Of equals the first is at the lower end and the last at the upper one.
    fn ends<K: Ord>(&self, key: impl Fn(&CostLine) -> &K) -> Option<[&CostLine; 2]> {
        let weeks = Some(self.weeks.iter()).filter(|weeks| weeks.len() > 1)?;
        Some([weeks.clone().min_by_key(|line| key(line))?, weeks.max_by_key(|line| key(line))?])
    }
}

impl Cost {
    /// Prices a year of the counts.
    pub fn from_counts(
        counts: &Counts,
        table: &PriceTable,
        scale: &Scale,
        by: &[Dimension],
    ) -> Self {
        let year = Year::from_counts(counts, scale);
        let coverage = Coverage::build(counts, table, scale, &year);
        let range = range(counts, table, scale, &year);
        Self {
            total: CostLine::from_mix(0, counts.total(), &year.mix(), table),
            by: by.iter().map(|&one| (one, breakdown(counts, table, &year, one))).collect(),
            range: range.filter(|_| !coverage.overrules_weeks(scale)),
            coverage,
            fixed: None,
        }
    }
}

impl CostLine {
    fn from_mix(id: usize, counted: u64, mix: &Mix, table: &PriceTable) -> Self {
        Self {
            id,
            weeks: None,
            counted,
            enquiries: mix.enquiries(),
            cost: mix.cost(table),
            priced: mix.priced_enquiries(table),
            digital_share: mix.digital_share(table),
        }
    }
}

fn breakdown(
    counts: &Counts,
    table: &PriceTable,
    year: &Year,
    dimension: Dimension,
) -> Vec<CostLine> {
    let counted = counts.by(dimension);
    let mut weeks_by_name = BTreeMap::<usize, BTreeSet<&Weeks>>::new();
    for (unit, weeks) in year.units().iter().filter(|_| dimension == Dimension::Unit) {
        weeks_by_name.entry(unit.name).or_default().insert(&weeks.counted);
    }
    let line = |(id, mix): (usize, Mix)| {
        let weeks = weeks_by_name.get(&id).filter(|weeks| weeks.len() == 1);
        let weeks = weeks.and_then(BTreeSet::first).map(|weeks| (*weeks).clone());
        CostLine { weeks, ..CostLine::from_mix(id, counted[&id], &mix, table) }
    };
    year.mix_by(dimension).into_iter().map(line).collect()
}

fn range(counts: &Counts, table: &PriceTable, scale: &Scale, year: &Year) -> Option<WeekRange> {
    let weeks = year.weeks_seen();
    let all_weeks = |(unit, own): &(&UnitId, &UnitWeeks)| {
        own.seen == weeks && !scale.weeks_of_units.contains_key(&unit.name)
    };
    let units: BTreeSet<UnitId> =
        year.units().iter().filter(all_weeks).map(|(unit, _)| *unit).collect();
    if weeks.count() == 0 || units.is_empty() {
        return None;
    }
    // In most counts all units counted all the weeks, and need not be looked up.
    let is_any = units.len() == year.units().len();
    let is_compared = |slot: &Slot| is_any || units.contains(&UnitId::of(slot));
    let own_years = year.slots().filter(|(slot, _)| !is_compared(slot));
    let own_years: Mix = own_years.map(|(slot, one)| (slot.id(Dimension::Channel), one)).collect();
    let mut by_week: BTreeMap<usize, (u64, Mix)> =
        weeks.weeks().map(|week| (week, (0, Mix::default()))).collect();
    let factor = scale.factor(&Weeks::from(1));
    for (slot, one) in counts.slots().filter(|(slot, _)| is_compared(slot)) {
        let (counted, mix) = by_week.entry(slot.id(Dimension::Week)).or_default();
        *counted += one;
        mix.add(slot.id(Dimension::Channel), &Enquiries::from(one).times(&factor));
    }
    let has_price = |(_, mix): &(u64, Mix)| !mix.priced_enquiries(table).is_zero();
    let all_have_prices = by_week.values().all(has_price);
    for (_, mix) in by_week.values_mut() {
        mix.add_all(&own_years);
    }
    let line = |(week, (counted, mix)): (usize, (u64, Mix))| {
        CostLine::from_mix(week, counted, &mix, table)
    };
    Some(WeekRange {
        units: units.into_iter().map(UnitId::named).collect::<BTreeSet<_>>().len(),
        weeks: by_week.into_iter().map(line).collect(),
        all_have_prices,
    })
}
