//! Which tasks suit a contact centre: by volume, by what the enquiries are about, and by how
//! many are closed at first contact.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::{Counts, Dimension};
use crate::model::enquiry::{EnquiryType, closed_at_first_contact, types};
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::year::Year;

/// How tasks are scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCentreOptions {
    /// The channels that a contact centre takes, by position in the price table.
    pub channels: BTreeSet<usize>,
    /// What an avoided transfer is worth; without it no saving is computed.
    pub transfer: Option<Transfer>,
}

/// The time and cost of passing an enquiry on to another employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Minutes.
    pub minutes: Share,
    /// The hourly wage.
    pub wage: Money,
}

/// A quadrant of the matrix of volume and suitability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quadrant {
    /// High volume, suitable.
    FrontNow,
    /// Low volume, suitable.
    SmallButEasy,
    /// High volume, unsuitable: some part of the task may suit.
    FindTheCut,
    /// Low volume, unsuitable.
    Leave,
}

/// The tasks of a year, scored for a contact centre.
///
/// The three parameters are KL's: volume, what is asked, and what is closed at first contact. Many
/// new or current cases lower the score of a task, and so does little closed at first contact. How
/// the parameters are combined is this program's own (docs/service.md):
///
/// ```text
/// enquiries            = all enquiries of the task on the channels of a contact centre, with a
///                        type that is known
/// volume               = the general ones of a year: the types VEJL, SLVBTJN and FEJL
/// general share        = general enquiries / enquiries
/// closed-at-first-
/// contact share        = STRAKS / those of the enquiries whose closure is stated
/// suitability          = (general share + closed-at-first-contact share) / 2
/// score                = (volume / volume of the largest task + general share
///                        + closed-at-first-contact share) / 3, shown times 100
/// volume rank          = tasks with no larger a volume, itself included / all tasks
/// ```
///
/// Only tasks with a volume are scored. The total adds them up, and the enquiries whose task is not
/// stated where some of those are general. The volume of a task is *high* where its volume rank is
/// above one half, and the task is *suitable* from a suitability of one half. Where no closure is
/// stated, there is no closed-at-first-contact share, and so neither score nor quadrant.
#[derive(Debug, Clone)]
pub struct ContactCentre {
    /// The tasks together, and the enquiries whose task is not stated; without a score.
    pub total: TaskScore,
    /// The tasks with general enquiries on the channels, the highest score first.
    pub tasks: Vec<TaskScore>,
    /// Enquiries whose task is not stated, if some of them are general; without a score.
    pub not_stated: Option<TaskScore>,
    /// How many tasks have no general enquiries on the channels.
    pub without: usize,
    /// Counted enquiries on the channels whose type is not known; they are in no other figure.
    pub type_not_stated: u64,
}

/// The figures of a task, or of all tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskScore {
    /// The id of the task in the counts; 0 for a total.
    pub id: usize,
    /// Enquiries counted on the channels.
    pub counted: u64,
    /// Those of them whose closure is not stated.
    pub closure_not_stated: u64,
    /// General enquiries of a year on the channels.
    pub volume: Enquiries,
    /// General enquiries over all enquiries.
    pub general_share: Option<Share>,
    /// Enquiries closed at first contact over those whose closure is stated; `None` where none is.
    pub closed_at_first_contact_share: Option<Share>,
    /// The mean of the two shares; `None` without one of them.
    pub suitability: Option<Share>,
    /// The score, from 0 to 1; `None` without a suitability, and for what is no task.
    pub score: Option<Share>,
    /// The rank by volume over the number of tasks; 0 for what is no task.
    pub volume_rank: Share,
    /// The quadrant; `None` without a suitability, and for what is no task.
    pub quadrant: Option<Quadrant>,
    /// General enquiries × minutes / 60 × wage.
    pub saving: Option<Money>,
    /// All enquiries of a year on the channels.
    enquiries: Enquiries,
    /// Those of them whose closure is stated.
    closure_stated: Enquiries,
    /// Those of them that are closed at first contact.
    closed_at_first_contact: Enquiries,
}

impl ContactCentre {
    /// Scores the tasks of a year.
    pub fn compute(counts: &Counts, year: &Year, options: &ContactCentreOptions) -> Self {
        let type_of = types(counts);
        let at_first_contact = closed_at_first_contact(counts);
        let mut type_not_stated = 0;
        let mut by_task = BTreeMap::<usize, TaskScore>::new();
        for (slot, counted, enquiries) in year.with_counted(counts) {
            let id = slot.id(Dimension::Task);
            let task =
                by_task.entry(id).or_insert_with(|| TaskScore { id, ..TaskScore::default() });
            if !options.channels.contains(&slot.id(Dimension::Channel)) {
                continue;
            }
            let Some(kind) = type_of(slot) else {
                type_not_stated += counted;
                continue;
            };
            task.counted += counted;
            task.enquiries += enquiries;
            if kind == EnquiryType::General {
                task.volume += enquiries;
            }
            let closure = slot.id(Dimension::Closure);
            if counts.name(Dimension::Closure, closure).is_empty() {
                task.closure_not_stated += counted;
            } else {
                task.closure_stated += enquiries;
            }
            if Some(closure) == at_first_contact {
                task.closed_at_first_contact += enquiries;
            }
        }
        let not_stated = counts.find(Dimension::Task, "").and_then(|id| by_task.remove(&id));
        let not_stated = not_stated.filter(|task| !task.volume.is_zero());
        let all = by_task.len();
        by_task.retain(|_, task| !task.volume.is_zero());
        let mut total = TaskScore::default();
        by_task.values().chain(&not_stated).for_each(|task| total.add(task));
        let mut volumes: Vec<Enquiries> =
            by_task.values().map(|task| task.volume.clone()).collect();
        volumes.sort_unstable();
        let score = |task: TaskScore| task.with_shares(options).placed(&volumes);
        let mut tasks: Vec<TaskScore> = by_task.into_values().map(score).collect();
        // The sort is stable: equals stay in the order of their names.
        tasks.sort_by_key(|task| Reverse((task.score.clone(), task.volume.clone())));
        Self {
            total: total.with_shares(options),
            without: all - tasks.len(),
            tasks,
            not_stated: not_stated.map(|task| task.with_shares(options)),
            type_not_stated,
        }
    }
}

impl Transfer {
    /// The cost of one transfer.
    pub fn price(&self) -> Money {
        let minute = Share::from(1).ratio(&Share::from(60)).expect("60 is not 0");
        self.wage.times(&self.minutes).times(&minute)
    }
}

impl TaskScore {
    /// Adds the sums of another task.
    fn add(&mut self, other: &Self) {
        self.counted += other.counted;
        self.closure_not_stated += other.closure_not_stated;
        self.volume += &other.volume;
        self.enquiries += &other.enquiries;
        self.closure_stated += &other.closure_stated;
        self.closed_at_first_contact += &other.closed_at_first_contact;
    }

    /// The sums with the figures that do not depend on other tasks.
    fn with_shares(mut self, options: &ContactCentreOptions) -> Self {
        self.general_share = self.volume.ratio(&self.enquiries);
        self.closed_at_first_contact_share =
            self.closed_at_first_contact.ratio(&self.closure_stated);
        self.suitability = mean([&self.general_share, &self.closed_at_first_contact_share]);
        let price = options.transfer.as_ref().map(Transfer::price);
        self.saving = price.map(|price| &self.volume * &price);
        self
    }

    /// The same with the figures that compare it to all tasks; `volumes` are theirs, in order.
    fn placed(mut self, volumes: &[Enquiries]) -> Self {
        let relative = volumes.last().and_then(|largest| self.volume.ratio(largest));
        self.score = mean([&self.general_share, &self.closed_at_first_contact_share, &relative]);
        let no_larger = volumes.partition_point(|volume| *volume <= self.volume) as u64;
        let volume_rank = Share::from(no_larger).ratio(&Share::from(volumes.len() as u64));
        self.volume_rank = volume_rank.unwrap_or_default();
        let half = Share::half();
        let is_high = self.volume_rank > half;
        self.quadrant =
            self.suitability.as_ref().map(|suitability| match (is_high, *suitability >= half) {
                (true, true) => Quadrant::FrontNow,
                (false, true) => Quadrant::SmallButEasy,
                (true, false) => Quadrant::FindTheCut,
                (false, false) => Quadrant::Leave,
            });
        self
    }
}

/// The mean of some shares; `None` where one of them is missing.
fn mean<const N: usize>(shares: [&Option<Share>; N]) -> Option<Share> {
    let sum: Share = shares.into_iter().map(Option::as_ref).sum::<Option<Share>>()?;
    sum.ratio(&Share::from(N as u64))
}
