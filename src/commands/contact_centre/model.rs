//! Which tasks suit a contact centre: by volume, by what is asked, and by what is closed at once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::counts::{Counts, Dimension, Slot};
use crate::model::enquiry::{Closure, EnquiryType, EnquiryTypes};
use crate::model::quantity::{Enquiries, Money, Share};
use crate::model::year::Year;

/// What is asked of the tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCentreOptions {
    /// The channels that a contact centre takes, by position in the price table.
    pub channels: BTreeSet<usize>,
    /// What a transfer that is avoided is worth; without it no money is claimed.
    pub transfer: Option<Transfer>,
}

/// What it takes to pass an enquiry on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Minutes.
    pub minutes: Share,
    /// What an hour costs.
    pub wage: Money,
}

/// A quadrant of the matrix of volume and suitability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quadrant {
    /// High volume, suitable.
    FrontNow,
    /// Low volume, suitable.
    SmallButEasy,
    /// High volume, unsuitable: a part of it may be cut out that suits.
    FindTheCut,
    /// Low volume, unsuitable.
    Leave,
}

/// The tasks of a year, as a contact centre sees them.
///
/// The three parameters are KL's: volume, what is asked, and what is closed at once. How they
/// are put together is ours, and this is all of it:
///
/// ```text
/// volume               = information enquiries of a year on the channels of a contact centre:
///                        the types INFO, VEJL, SLVBTJN and FEJL
/// general share        = those of them that are VEJL, SLVBTJN or FEJL / volume; INFO, on an
///                        existing case, counts against
/// closed-at-once share = STRAKS / those of the volume whose closure is stated
/// suitability          = (general share + closed-at-once share) / 2
/// score                = (volume / volume of the largest task + general share
///                        + closed-at-once share) / 3, shown times 100
/// height               = tasks with no larger a volume, itself among them / all tasks
/// ```
///
/// Only tasks with a volume are in it; enquiries whose task is not stated are in the total alone,
/// with no place among the tasks. The volume of a task is *high* where its height is
/// above a half, and the task is *suitable* from a suitability of a half on: *front now* is
/// both, *small but easy* suitable alone, *find the cut* high alone, *leave* neither. Where
/// no closure is stated there is no closed-at-once share, and so no score and no quadrant.
#[derive(Debug, Clone)]
pub struct ContactCentre {
    /// All tasks together, and what has none; it has no score.
    pub total: TaskScore,
    /// The tasks with information enquiries on the channels, the highest score first.
    pub tasks: Vec<TaskScore>,
    /// Enquiries whose task is not stated, if there are any; they have no score.
    pub not_stated: Option<TaskScore>,
    /// How many tasks have none.
    pub without: usize,
    /// Counted enquiries on the channels without a type that is known; they are not in it.
    pub untyped: u64,
    /// Counted information enquiries whose closure is not stated; they are not in the share closed at once.
    pub unclosed: u64,
}

/// A task, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskScore {
    /// The id of the task in the counts; 0 for a total.
    pub id: usize,
    /// Information enquiries counted on the channels.
    pub counted: u64,
    /// Information enquiries of a year on the channels.
    pub volume: Enquiries,
    /// Those of them that are general.
    pub general: Enquiries,
    /// General enquiries over the volume.
    pub general_share: Option<Share>,
    /// What is closed at once over all whose closure is stated; `None` where none is stated.
    pub closed_at_first_contact_share: Option<Share>,
    /// The mean of the two shares; `None` without one of them.
    pub suitability: Option<Share>,
    /// Its place among the others, from 0 to 1; `None` without a suitability, and for what is no task.
    pub score: Option<Share>,
    /// Its rank by volume over the number of tasks; 0 for what is no task.
    pub height: Share,
    /// Where it falls; `None` without a suitability, and for what is no task.
    pub quadrant: Option<Quadrant>,
    /// General enquiries × minutes / 60 × wage.
    pub saving: Option<Money>,
}

/// Enquiries of a year, by what a contact centre looks at.
#[derive(Debug, Clone)]
struct Sums {
    counted: u64,
    volume: Enquiries,
    general: Enquiries,
    stated: Enquiries,
    at_once: Enquiries,
}

impl ContactCentre {
    /// Scores the tasks of a year.
    pub fn compute(counts: &Counts, year: &Year, options: &ContactCentreOptions) -> Self {
        let types = EnquiryTypes::from_counts(counts);
        let on_channels = |slot: &Slot| options.channels.contains(&slot.id(Dimension::Channel));
        let information = |slot: &Slot| types.at(slot).filter(|one| !one.is_transaction());
        let at_once = Closure::AtOnce.id(counts);
        let unclosed =
            |slot: &Slot| counts.name(Dimension::Closure, slot.id(Dimension::Closure)).is_empty();
        let mut by_task = BTreeMap::<usize, Sums>::new();
        for (slot, enquiries) in year.slots() {
            let sums = by_task.entry(slot.id(Dimension::Task)).or_insert_with(Sums::none);
            let Some(kind) = information(slot).filter(|_| on_channels(slot)) else { continue };
            sums.volume += enquiries;
            if kind != EnquiryType::CaseInformation {
                sums.general += enquiries;
            }
            if !unclosed(slot) {
                sums.stated += enquiries;
            }
            if Some(slot.id(Dimension::Closure)) == at_once {
                sums.at_once += enquiries;
            }
        }
        for (slot, counted) in counts.slots().filter(|(slot, _)| on_channels(slot)) {
            let of_task =
                information(slot).and_then(|_| by_task.get_mut(&slot.id(Dimension::Task)));
            if let Some(sums) = of_task {
                sums.counted += counted;
            }
        }
        let not_stated = counts.find(Dimension::Task, "").and_then(|id| by_task.remove_entry(&id));
        let not_stated = not_stated.filter(|(_, sums)| !sums.volume.is_zero());
        let all = by_task.len();
        by_task.retain(|_, sums| !sums.volume.is_zero());
        let mut tasks: Vec<TaskScore> = by_task
            .iter()
            .map(|(&id, sums)| TaskScore::from_sums(id, sums, options).placed(&by_task))
            .collect();
        // Stable, so that equals stay in the order of their names.
        tasks.sort_by_key(|line| Reverse((line.score.clone(), line.volume.clone())));
        let mut total = Sums::none();
        for sums in by_task.values().chain(not_stated.iter().map(|(_, sums)| sums)) {
            total.add(sums);
        }
        let counted = |keep: &dyn Fn(&Slot) -> bool| {
            let kept = counts.slots().filter(|(slot, _)| on_channels(slot) && keep(slot));
            kept.map(|(_, counted)| counted).sum()
        };
        Self {
            total: TaskScore::from_sums(0, &total, options),
            without: all - tasks.len(),
            tasks,
            not_stated: not_stated.map(|(id, sums)| TaskScore::from_sums(id, &sums, options)),
            untyped: counted(&|slot| types.at(slot).is_none()),
            unclosed: counted(&|slot| information(slot).is_some() && unclosed(slot)),
        }
    }
}

impl Transfer {
    /// What one transfer costs.
    fn price(&self) -> Money {
        let minute = Share::from(1).ratio(&Share::from(60)).expect("60 is not 0");
        self.wage.times(&self.minutes).times(&minute)
    }
}

impl Sums {
    fn none() -> Self {
        let zero = Enquiries::zero;
        Self { counted: 0, volume: zero(), general: zero(), stated: zero(), at_once: zero() }
    }

    fn add(&mut self, other: &Self) {
        self.counted += other.counted;
        self.volume += &other.volume;
        self.general += &other.general;
        self.stated += &other.stated;
        self.at_once += &other.at_once;
    }
}

impl TaskScore {
    /// The shares of a task, which is not compared to others yet.
    fn from_sums(id: usize, sums: &Sums, options: &ContactCentreOptions) -> Self {
        let general_share = sums.general.ratio(&sums.volume);
        let closed_at_first_contact_share = sums.at_once.ratio(&sums.stated);
        let both = general_share.clone().zip(closed_at_first_contact_share.clone());
        Self {
            id,
            counted: sums.counted,
            volume: sums.volume.clone(),
            general: sums.general.clone(),
            suitability: both.map(|(general, at_once)| mean(&[general, at_once])),
            general_share,
            closed_at_first_contact_share,
            score: None,
            height: Share::zero(),
            quadrant: None,
            saving: options.transfer.as_ref().map(|transfer| &sums.general * &transfer.price()),
        }
    }

    /// The same with its place among all tasks.
    fn placed(mut self, all: &BTreeMap<usize, Sums>) -> Self {
        let volumes = || all.values().map(|sums| &sums.volume);
        let relative = volumes().max().and_then(|largest| self.volume.ratio(largest));
        let shares =
            [self.general_share.clone(), self.closed_at_first_contact_share.clone(), relative];
        self.score = shares.into_iter().collect::<Option<Vec<_>>>().map(|shares| mean(&shares));
        let no_larger = volumes().filter(|volume| **volume <= self.volume).count() as u64;
        let share = Share::from(no_larger).ratio(&Share::from(all.len() as u64));
        self.height = share.unwrap_or_else(Share::zero);
        let half = mean(&[Share::zero(), Share::from(1)]);
        let high = self.height > half;
        self.quadrant =
            self.suitability.as_ref().map(|suitability| match (high, *suitability >= half) {
                (true, true) => Quadrant::FrontNow,
                (false, true) => Quadrant::SmallButEasy,
                (true, false) => Quadrant::FindTheCut,
                (false, false) => Quadrant::Leave,
            });
        self
    }
}

/// The mean of some shares, of which there is at least one.
fn mean(shares: &[Share]) -> Share {
    let sum: Share = shares.iter().sum();
    sum.ratio(&Share::from(shares.len() as u64)).expect("a mean is of something")
}
