//! The self-service degree by task, its target, and what reaching the target saves.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::counts::{Counts, Dimension};
use crate::model::enquiry::{EnquiryType, types};
use crate::model::mix::Mix;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::year::Year;

/// How degrees are computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfServiceOptions {
    /// The target of every task that has none of its own.
    pub target: Share,
    /// Targets of single tasks, by their ids in the counts.
    pub targets: BTreeMap<usize, Share>,
    /// The fewest counted transactions for which a degree is computed.
    pub at_least: u64,
    /// Whether enquiries of every type are transactions.
    pub all_types: bool,
    /// Down to which rank municipalities are listed for each task; `None` for no ranking.
    pub ranks: Option<usize>,
}

/// KL's target, and as many transactions as a degree needs.
impl Default for SelfServiceOptions {
    fn default() -> Self {
        Self {
            target: "0.8".parse().expect("a decimal"),
            targets: BTreeMap::new(),
            at_least: 30,
            all_types: false,
            ranks: None,
        }
    }
}

/// The self-service degrees of a year.
#[derive(Debug, Clone)]
pub struct SelfService {
    /// All transactions. It has no target; its shortfall and saving are the sums over the tasks.
    pub total: TaskDegree,
    /// The tasks that have transactions, the largest saving first.
    pub tasks: Vec<TaskDegree>,
    /// Transactions whose task is not stated, if there are any; without degree and target.
    pub not_stated: Option<TaskDegree>,
    /// Municipalities by task: the tasks in the same order, the highest degree first.
    pub ranks: Vec<MunicipalityRank>,
    /// In how many cases a municipality has too few transactions of a task to be ranked for it.
    pub unranked: usize,
    /// The self-service channel that the shortfall is priced on: the most expensive one, so that
    /// no saving is overstated; `None` when none has a price.
    pub to: Option<usize>,
    /// The part of the shortfall that comes in on channels without a price; nothing is saved on it.
    pub unpriced: Enquiries,
    /// Counted enquiries that are no transactions.
    pub others: u64,
    /// Those of them whose type is not stated or not known.
    pub untyped: u64,
}

/// The figures of a task, or of all tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskDegree {
    /// The id of the task, or of a municipality, in the counts; 0 for a total.
    pub id: usize,
    /// Transactions counted.
    pub counted: u64,
    /// Transactions of a year.
    pub transactions: Enquiries,
    /// Those of them that come in by self-service.
    pub self_service: Enquiries,
    /// All others, by channel.
    others: Mix,
    /// Self-service over all transactions; `None` when too few were counted.
    pub degree: Option<Share>,
    /// The target; `None` for a total, and where the task is not stated.
    pub target: Option<Share>,
    /// Target − degree; negative when the degree is above the target.
    pub gap: Option<Share>,
    /// Transactions of a year that have to come in by self-service too before the target is
    /// reached; 0 when it is.
    pub shortfall: Option<Enquiries>,
    /// What a year saves when they do; `None` when none of them has a price.
    pub saving: Option<Money>,
}

/// A municipality among those that have a degree for a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalityRank {
    /// The id of the task in the counts.
    pub task: usize,
    /// How many municipalities have a higher degree, plus one: equals share a rank.
    pub rank: usize,
    /// Its transactions of that task; the id is that of the municipality.
    pub line: TaskDegree,
}

impl SelfService {
    /// Computes the degrees of a year (docs/method.md).
    pub fn compute(
        counts: &Counts,
        table: &PriceTable,
        year: &Year,
        options: &SelfServiceOptions,
    ) -> Self {
        let type_of = types(counts);
        let (mut others, mut untyped) = (0, 0);
        let mut total = TaskDegree::default();
        let mut by_task = BTreeMap::<usize, TaskDegree>::new();
        let mut by_both = BTreeMap::<(usize, usize), TaskDegree>::new();
        for (slot, counted, enquiries) in year.with_counted(counts) {
            let kind = type_of(slot);
            if !options.all_types && kind != Some(EnquiryType::Transaction) {
                others += counted;
                untyped += if kind.is_none() { counted } else { 0 };
                continue;
            }
            let [task, municipality, channel] =
                [Dimension::Task, Dimension::Municipality, Dimension::Channel]
                    .map(|dimension| slot.id(dimension));
            let by_self_service = table.channel(channel).is_some_and(|one| one.self_service);
            let of_task = by_task.entry(task).or_default();
            let of_both = by_both.entry((task, municipality)).or_default();
            (of_task.id, of_both.id) = (task, municipality);
            for sums in [&mut total, of_task, of_both] {
                sums.counted += counted;
                sums.transactions += enquiries;
                if by_self_service {
                    sums.self_service += enquiries;
                } else {
                    sums.others.add(channel, enquiries);
                }
            }
        }
        // A task whose rows all say that none came needs no line.
        by_task.retain(|_, sums| sums.counted > 0);
        by_both.retain(|_, sums| sums.counted > 0);
        let not_stated = counts.find(Dimension::Task, "").and_then(|id| by_task.remove(&id));
        let degree = |sums: TaskDegree, task: usize| {
            let target = options.targets.get(&task).unwrap_or(&options.target);
            sums.with_target(target, options.at_least, table)
        };
        let mut tasks: Vec<TaskDegree> =
            by_task.into_iter().map(|(task, sums)| degree(sums, task)).collect();
        // The sort is stable: equals stay in the order of their names.
        tasks.sort_by_key(|task| Reverse((task.saving.clone(), task.transactions.clone())));
        let (mut ranks, mut unranked) = (Vec::new(), 0);
        for (task, last) in tasks.iter().filter_map(|task| Some((task.id, options.ranks?))) {
            let of_task = by_both.range((task, 0)..(task + 1, 0));
            let of_task = of_task.map(|(_, sums)| degree(sums.clone(), task));
            let (with_degree, without): (Vec<_>, Vec<_>) =
                of_task.partition(|one| one.degree.is_some());
            unranked += without.len();
            ranks.extend(ranked(task, with_degree).take_while(|one| one.rank <= last));
        }
        let shortfalls = tasks.iter().filter_map(|task| task.shortfall.clone());
        let savings = tasks.iter().filter_map(|task| task.saving.clone());
        Self {
            total: TaskDegree {
                degree: total.computed_degree(options.at_least),
                shortfall: shortfalls.reduce(|sum, one| &sum + &one),
                saving: savings.reduce(|sum, one| &sum + &one),
                ..total
            },
            ranks,
            unranked,
            to: most_expensive(table),
            unpriced: tasks.iter().map(|task| task.unpriced(table)).sum(),
            others,
            untyped,
            tasks,
            not_stated,
        }
    }
}

/// Whether the table says which channels are self-service.
pub fn is_known(table: &PriceTable) -> bool {
    table.channels().any(|(_, channel)| channel.self_service)
}

/// The self-service channel with the highest price, the first of equals.
fn most_expensive(table: &PriceTable) -> Option<usize> {
    let priced =
        table.channels().filter(|(_, channel)| channel.self_service && channel.price.is_some());
    priced.min_by_key(|(_, channel)| Reverse(channel.price.clone())).map(|(position, _)| position)
}

/// The municipalities of a task by their degrees, the highest first.
fn ranked(
    task: usize,
    mut municipalities: Vec<TaskDegree>,
) -> impl Iterator<Item = MunicipalityRank> {
    municipalities.sort_by_key(|one| Reverse((one.degree.clone(), one.transactions.clone())));
    let degrees: Vec<_> = municipalities.iter().map(|one| one.degree.clone()).collect();
    municipalities.into_iter().map(move |line| MunicipalityRank {
        task,
        rank: 1 + degrees.iter().filter(|degree| **degree > line.degree).count(),
        line,
    })
}

impl TaskDegree {
    /// The same with the degree, and what is missing to a target.
    fn with_target(mut self, target: &Share, at_least: u64, table: &PriceTable) -> Self {
        self.degree = self.computed_degree(at_least);
        self.gap = self.degree.as_ref().map(|degree| target - degree);
        let shortfall = |gap: &Share| {
            if gap.is_negative() { Enquiries::zero() } else { self.transactions.times(gap) }
        };
        self.shortfall = self.gap.as_ref().map(shortfall);
        self.target = Some(target.clone());
        self.saving = self.computed_saving(table);
        self
    }

    fn computed_degree(&self, at_least: u64) -> Option<Share> {
        if self.counted < at_least {
            return None;
        }
        self.self_service.ratio(&self.transactions)
    }

    /// The share of every other channel that has to move: the shortfall is taken in proportion.
    fn moved(&self) -> Option<Share> {
        self.shortfall.as_ref()?.ratio(&self.others.enquiries())
    }

    /// Shortfall × (price where it comes in − price of self-service), over the channels that have
    /// a price; `None` when there is a shortfall and no price for any of it.
    fn computed_saving(&self, table: &PriceTable) -> Option<Money> {
        if self.shortfall.as_ref()?.is_zero() {
            return Some(Money::zero());
        }
        let to = table.price(most_expensive(table)?)?;
        let by_self_service = &self.others.priced_enquiries(table) * to;
        Some((&self.others.cost(table)? - &by_self_service).times(&self.moved()?))
    }

    /// The part of the shortfall that comes in on channels without a price.
    fn unpriced(&self, table: &PriceTable) -> Enquiries {
        let unpriced = &self.others.enquiries() - &self.others.priced_enquiries(table);
        unpriced.times(&self.moved().unwrap_or_default())
    }
}
