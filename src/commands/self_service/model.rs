//! The self-service degree by task, its goal, and what closing the gap saves.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::enquiry::{EnquiryType, EnquiryTypes};
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::year::Year;

/// What is asked of the degrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfServiceOptions {
    /// The goal of every task that has none of its own.
    pub target: Share,
    /// Goals of single tasks, by their ids in the counts.
    pub targets: BTreeMap<usize, Share>,
    /// The fewest counted transactions that a degree is taken of.
    pub at_least: u64,
    /// Whether every enquiry is taken for a transaction.
    pub all_types: bool,
    /// The last place that is shown in a ranking of municipalities for each task, if any.
    pub ranks: Option<usize>,
}

/// The degrees of a year.
#[derive(Debug, Clone)]
pub struct SelfService {
    /// All tasks together, and what has none; it has no goal, and what is shortfall in it is the sum over the tasks.
    pub total: TaskDegree,
    /// The tasks that have transactions: what is worth most when its gap is closed comes first.
    pub tasks: Vec<TaskDegree>,
    /// Transactions whose task is not told, if there are any; they have neither degree nor goal.
    pub not_stated: Option<TaskDegree>,
    /// Municipalities by task, the tasks in the same order and the highest degree first.
    pub ranks: Vec<MunicipalityRank>,
    /// How many times a municipality has too few transactions of a task to be ranked for it.
    pub unranked: usize,
    /// The self-service channel that the shortfall are priced on: the dearest, so that no
    /// saving is overstated; `None` when none has a price.
    pub to: Option<usize>,
    /// Those of the shortfall that come in on channels without a price; nothing is saved on them.
    pub unpriced: Enquiries,
    /// Counted enquiries that are no transactions.
    pub others: u64,
    /// Those of them that have no type, or one that is not known.
    pub untyped: u64,
}

/// A task, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskDegree {
    /// The id of the task, or of a municipality, in the counts; 0 for a total.
    pub id: usize,
    /// Transactions counted.
    pub counted: u64,
    /// Transactions of a year.
    pub transactions: Enquiries,
    /// Those of them that come in by self-service.
    pub self_service: Enquiries,
    /// Self-service over all transactions; `None` when too few were counted.
    pub degree: Option<Share>,
    /// The goal.
    pub target: Option<Share>,
    /// Goal − degree; negative when the goal is passed.
    pub gap: Option<Share>,
    /// Transactions of a year that have to come in by self-service too; 0 when the goal is reached.
    pub shortfall: Option<Enquiries>,
    /// What a year saves when they do; `None` when nobody knows.
    pub saving: Option<Money>,
}

/// A municipality among those that have a degree for a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalityRank {
    /// The id of the task in the counts.
    pub task: usize,
    /// Its place, from 1: how many have a higher degree, and one more. Equals share a place.
    pub rank: usize,
    /// Its transactions of that task; the id is that of the municipality.
    pub line: TaskDegree,
}

/// Transactions of a task: how many were counted, and those of a year by channel.
#[derive(Debug, Clone, Default)]
struct Transactions {
    counted: u64,
    mix: Mix,
}

impl SelfService {
    /// Takes the degrees of a year (README, "Self-service degree").
    pub fn compute(
        counts: &Counts,
        table: &PriceTable,
        year: &Year,
        options: &SelfServiceOptions,
    ) -> Self {
        let types = EnquiryTypes::from_counts(counts);
        let is_transaction = |slot: &Slot| {
            options.all_types || types.at(slot).is_some_and(EnquiryType::is_transaction)
        };
        let line = |id, of: &Transactions, task| {
            let target = options.targets.get(&task).unwrap_or(&options.target);
            TaskDegree::from_transactions(id, of, target, options.at_least, table)
        };
        let mut by_task = grouped(counts, year, is_transaction, |slot| slot.id(Dimension::Task));
        let not_stated = counts.find(Dimension::Task, "").and_then(|id| by_task.remove_entry(&id));
        let not_stated = not_stated.map(|(id, of)| TaskDegree::without_degree(id, &of, table));
        let mut tasks: Vec<TaskDegree> =
            by_task.iter().map(|(&task, of)| line(task, of, task)).collect();
        // Stable, so that equals stay in the order of their names.
        tasks.sort_by_key(|line| Reverse((line.saving.clone(), line.transactions.clone())));
        let (mut ranks, mut unranked) = (Vec::new(), 0);
        if let Some(top) = options.ranks {
            let by = |slot: &Slot| (slot.id(Dimension::Task), slot.id(Dimension::Municipality));
            let by_both = grouped(counts, year, is_transaction, by);
            for task in tasks.iter().map(|line| line.id) {
                let of_task = by_both.iter().filter(|((of, _), _)| *of == task);
                let lines = of_task.map(|((_, id), of)| line(*id, of, task));
                let (mut some, none): (Vec<_>, Vec<_>) =
                    lines.partition(|line| line.degree.is_some());
                unranked += none.len();
                some.sort_by_key(|line| Reverse((line.degree.clone(), line.transactions.clone())));
                let degrees: Vec<_> = some.iter().map(|line| line.degree.clone()).collect();
                let rank = |line: &TaskDegree| {
                    1 + degrees.iter().filter(|degree| **degree > line.degree).count()
                };
                let ranked =
                    some.into_iter().map(|line| MunicipalityRank { task, rank: rank(&line), line });
                ranks.extend(ranked.take_while(|one| one.rank <= top));
            }
        }
        let counted = |keep: &dyn Fn(&Slot) -> bool| {
            let kept = counts.slots().filter(|(slot, _)| keep(slot));
            kept.map(|(_, counted)| counted).sum()
        };
        Self {
            total: total(tasks.iter().chain(&not_stated), options.at_least),
            ranks,
            unranked,
            to: dearest(table),
            unpriced: tasks.iter().map(|line| line.unpriced(&by_task[&line.id].mix, table)).sum(),
            others: counted(&|slot| !is_transaction(slot)),
            untyped: counted(&|slot| !is_transaction(slot) && types.at(slot).is_none()),
            tasks,
            not_stated,
        }
    }
}

/// Whether it is known how much of the transactions comes in by self-service: some channel is marked so.
pub fn is_known(table: &PriceTable) -> bool {
    table.channels().any(|(_, channel)| channel.self_service)
}

/// The self-service channel with the highest price, the first of equals.
fn dearest(table: &PriceTable) -> Option<usize> {
    let priced =
        table.channels().filter(|(_, channel)| channel.self_service && channel.price.is_some());
    priced.min_by_key(|(_, channel)| Reverse(channel.price.clone())).map(|(position, _)| position)
}

fn is_self_service(table: &PriceTable, position: usize) -> bool {
    table.channel(position).is_some_and(|channel| channel.self_service)
}

fn grouped<K: Ord>(
    counts: &Counts,
    year: &Year,
    keep: impl Fn(&Slot) -> bool,
    key: impl Fn(&Slot) -> K,
) -> BTreeMap<K, Transactions> {
    let mut groups = BTreeMap::<K, Transactions>::new();
    for (slot, counted) in counts.slots().filter(|(slot, _)| keep(slot)) {
        groups.entry(key(slot)).or_default().counted += counted;
    }
    for (slot, enquiries) in year.slots().filter(|(slot, _)| keep(slot)) {
        groups.entry(key(slot)).or_default().mix.add(slot.id(Dimension::Channel), enquiries);
    }
    // A row that says that none came is no reason for a line of nothing.
    groups.retain(|_, of| of.counted > 0);
    groups
}

/// All lines together.
fn total<'a>(lines: impl Iterator<Item = &'a TaskDegree> + Clone, at_least: u64) -> TaskDegree {
    let counted = lines.clone().map(|line| line.counted).sum();
    let transactions: Enquiries = lines.clone().map(|line| &line.transactions).sum();
    let self_service: Enquiries = lines.clone().map(|line| &line.self_service).sum();
    let shortfall: Vec<&Enquiries> =
        lines.clone().filter_map(|line| line.shortfall.as_ref()).collect();
    let savings: Vec<&Money> = lines.filter_map(|line| line.saving.as_ref()).collect();
    TaskDegree {
        id: 0,
        counted,
        degree: degree(counted, at_least, &self_service, &transactions),
        transactions,
        self_service,
        target: None,
        gap: None,
        shortfall: (!shortfall.is_empty()).then(|| shortfall.into_iter().sum()),
        saving: (!savings.is_empty()).then(|| savings.into_iter().sum()),
    }
}

fn degree(counted: u64, at_least: u64, part: &Enquiries, all: &Enquiries) -> Option<Share> {
    (counted >= at_least).then(|| part.ratio(all)).flatten()
}

impl TaskDegree {
    fn from_transactions(
        id: usize,
        of: &Transactions,
        target: &Share,
        at_least: u64,
        table: &PriceTable,
    ) -> Self {
        let mut line = Self::without_degree(id, of, table);
        line.degree = degree(of.counted, at_least, &line.self_service, &line.transactions);
        line.gap = line.degree.clone().map(|degree| target.clone() - degree);
        line.shortfall = line.gap.as_ref().map(|gap| {
            if gap.is_negative() { Enquiries::zero() } else { line.transactions.times(gap) }
        });
        line.target = Some(target.clone());
        line.saving = line.saving(&of.mix, table);
        line
    }

    fn without_degree(id: usize, of: &Transactions, table: &PriceTable) -> Self {
        let own = of.mix.channels().filter(|(position, _)| is_self_service(table, *position));
        Self {
            id,
            counted: of.counted,
            transactions: of.mix.enquiries(),
            self_service: own.map(|(_, enquiries)| enquiries).sum(),
            degree: None,
            target: None,
            gap: None,
            shortfall: None,
            saving: None,
        }
    }

    /// The part of every other channel that has to move: the shortfall are taken in proportion.
    fn moved(&self) -> Option<Share> {
        self.shortfall.as_ref()?.ratio(&(self.transactions.clone() - self.self_service.clone()))
    }

    /// Missing × (price where they come in − price of self-service), over the channels that
    /// have a price; `None` when there are shortfall ones and no price for any of them.
    fn saving(&self, mix: &Mix, table: &PriceTable) -> Option<Money> {
        if self.shortfall.as_ref()?.is_zero() {
            return Some(Money::zero());
        }
        let (moved, to) = (self.moved()?, table.price(dearest(table)?)?);
        let others = mix.channels().filter(|(position, enquiries)| {
            !is_self_service(table, *position) && !enquiries.is_zero()
        });
        let savings: Vec<Money> = others
            .filter_map(|(position, enquiries)| {
                Some(&enquiries.times(&moved) * &(table.price(position)?.clone() - to.clone()))
            })
            .collect();
        (!savings.is_empty()).then(|| savings.into_iter().sum())
    }

    /// Those of the shortfall that come in on channels without a price.
    fn unpriced(&self, mix: &Mix, table: &PriceTable) -> Enquiries {
        let Some(moved) = self.moved() else { return Enquiries::zero() };
        let unpriced = mix.channels().filter(|(position, _)| {
            !is_self_service(table, *position) && table.price(*position).is_none()
        });
        unpriced.map(|(_, enquiries)| enquiries.times(&moved)).sum()
    }
}
