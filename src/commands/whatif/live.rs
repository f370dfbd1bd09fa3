//! A scenario as a calculation that can be repeated with other prices, percentages and weeks.

use std::collections::BTreeMap;

use super::model::{Cause, CostChange, SavingStep, WhatIf};
use super::report::{channel_changes, saving_share, total_change};
use super::steps::move_name;
use crate::model::counts::{Dimension, Slot};
use crate::model::quantity::{Enquiries, Exact, Share};
use crate::model::year::Year;
use crate::report::Kind::{self, Money, Number};
use crate::report::basis::Basis;
use crate::report::live::Operation::{Minus, Over, Smaller, Times};
use crate::report::live::{Formula, Live, LiveTable, LiveValue};
use crate::report::{Cell, Term};

/// The steps of the saving, and the channels.
const STEPS: [(Term, Kind); 3] =
    [(Term::Enquiries, Number), (Term::Affected, Number), (Term::Saving, Money)];
const CHANNELS: [(Term, Kind); 5] = [
    (Term::EnquiriesBefore, Number),
    (Term::EnquiriesAfter, Number),
    (Term::CostBefore, Money),
    (Term::CostAfter, Money),
    (Term::Saving, Money),
];

/// The answer, the inputs, the steps of the saving, and the channels.
pub fn live(basis: Basis, what_if: &WhatIf) -> Live {
    live_with_units(basis, what_if, None).0
}

/// The indices of inputs and figures.
pub struct LiveIndices {
    /// The shares of the moves.
    pub shares: Vec<usize>,
    /// The shares of their repeat contacts.
    pub rates: Vec<Option<usize>>,
    /// The prices of the channels, before and after.
    pub prices: BTreeMap<usize, [Option<usize>; 2]>,
    /// The weeks of a year.
    pub weeks: usize,
    /// The expected part of the saving.
    pub realisation: usize,
    /// The cost before and after.
    pub costs: [usize; 2],
    /// The saving, its share of the cost before, and the part that is expected.
    pub saving: [usize; 3],
    /// The digital share before and after.
    pub digital: [usize; 2],
}

/// The same, also for each of these units alone, and where its inputs are.
pub fn live_with_units(
    basis: Basis,
    what_if: &WhatIf,
    units: Option<(&Year, &[usize])>,
) -> (Live, LiveIndices) {
    let mut builder = Builder::new(basis, what_if, units);
    let (steps, saving) = builder.steps();
    let (channels, [digital_before, digital_after], costs) = builder.channels();
    let mut answer = LiveTable::new(Term::Answer, &[]);
    let mut add = |term: Term, of: Cell, value: Cell, formula| {
        let index = builder.live.add(value, Some(formula));
        answer.rows.push(([term.into(), of], vec![Some(index)]));
        index
    };
    let all = add(Term::Saving, Cell::Empty, (&what_if.saving).into(), saving.into());
    let share = saving_share(&total_change(what_if)).into();
    let of_cost = Formula::pair(saving, Over, costs[0]);
    let share = add(Term::Saving, Term::SavingShare.into(), share, of_cost);
    // An extra cost is expected in full. It is below 0, and so it is the smaller number.
    let part = Formula::pair(saving, Times, builder.realisation);
    let expected = (&what_if.expected_saving).into();
    let smaller = Formula::pair(saving, Smaller, part);
    let expected = add(Term::ExpectedSaving, Cell::Empty, expected, smaller);
    let [before, after] = what_if.digital_shares();
    let digital = [
        add(Term::DigitalShare, Term::Before.into(), before.into(), digital_before),
        add(Term::DigitalShare, Term::After.into(), after.into(), digital_after),
    ];
    let sum = |moves: &Vec<usize>| {
        let shares: Share = moves.iter().map(|&at| &what_if.scenario.moves[at].share).sum();
        let formula = Formula::Sum(moves.iter().map(|&at| builder.shares[at]).collect());
        LiveValue { value: shares.into(), formula: Some(formula) }
    };
    builder.live.limits = what_if.concurrent_moves.iter().map(sum).collect();
    let Builder { mut live, inputs, shares, rates, prices, weeks, realisation, .. } = builder;
    live.tables = vec![answer, inputs, steps, channels];
    let saving = [all, share, expected];
    (live, LiveIndices { shares, rates, prices, weeks, realisation, costs, saving, digital })
}

/// The calculation so far. Values are named by their index.
struct Builder<'a> {
    basis: Basis<'a>,
    what_if: &'a WhatIf,
    units: Option<(&'a Year, &'a [usize])>,
    live: Live,
    inputs: LiveTable,
    /// The shares of the moves.
    shares: Vec<usize>,
    /// The shares of their repeat contacts.
    rates: Vec<Option<usize>>,
    /// The prices of the channels, before and after.
    prices: BTreeMap<usize, [Option<usize>; 2]>,
    /// The shares that are lost of what closes.
    lost: Vec<Option<usize>>,
    weeks: usize,
    realisation: usize,
    /// The enquiries of the channels before.
    before: BTreeMap<usize, usize>,
    /// For each step of the saving: the channels that enquiries leave and reach, and the enquiries.
    flows: Vec<([Option<usize>; 2], usize)>,
}

impl<'a> Builder<'a> {
    /// The inputs, and the enquiries that they change.
    fn new(basis: Basis<'a>, what_if: &'a WhatIf, units: Option<(&'a Year, &'a [usize])>) -> Self {
        let scenario = &what_if.scenario;
        let (mut live, mut inputs) = (Live::default(), LiveTable::new(Term::Assumptions, &[]));
        let mut input = |term: Term, of: Cell, value: Cell| {
            let index = live.add(value, None);
            inputs.rows.push(([term.into(), of], vec![Some(index)]));
            index
        };
        let (mut shares, mut rates, mut prices) = (Vec::new(), Vec::new(), BTreeMap::new());
        for one in &scenario.moves {
            let mut share =
                |term, share| input(term, move_name(basis, one).into(), Cell::Percent(share));
            shares.push(share(Term::AssumedMove, one.share.clone()));
            let repeats = one.repeat_contacts.as_ref();
            rates
                .push(repeats.map(|repeats| share(Term::AssumedRepeatRate, repeats.share.clone())));
        }
        let lost = scenario.closed.iter().map(|closed| {
            let share = Cell::Percent(closed.lost.clone());
            let of = basis.channel_name(closed.to);
            (!closed.lost.is_zero()).then(|| input(Term::LostEnquiries, of, share))
        });
        let lost = lost.collect();
        for (channel, ..) in channel_changes(basis, what_if) {
            let before = (Term::AssumedPrice, basis.table.price(channel));
            let new = (Term::AssumedNewPrice, scenario.prices.get(&channel));
            let [before, new] = [before, new].map(|(term, price)| {
                Some(input(term, basis.channel_name(channel), Cell::Price(price?.clone())))
            });
            prices.insert(channel, [before.or(new), new.or(before)]);
        }
        let weeks = input(Term::WeeksPerYear, Cell::Empty, (&basis.scale.weeks_per_year).into());
        let realisation = Cell::Percent(scenario.realisation.clone());
        let realisation = input(Term::AssumedRealisation, Cell::Empty, realisation);
        let (before, flows) = (BTreeMap::new(), Vec::new());
        let mut builder = Self {
            basis,
            what_if,
            units,
            live,
            inputs,
            shares,
            rates,
            prices,
            lost,
            weeks,
            realisation,
            before,
            flows,
        };
        if let Some((_, units)) = units {
            builder.live.parts = units.iter().map(|&id| basis.name(Dimension::Unit, id)).collect();
        }
        for (channel, [enquiries, ..], _) in channel_changes(basis, what_if) {
            let formula = builder.yearly(&enquiries, |slot| slot.id(Dimension::Channel) == channel);
            let index = builder.figure(enquiries, formula);
            builder.before.insert(channel, index);
        }
        builder
    }

    fn figure(&mut self, value: impl Into<Cell>, formula: Formula) -> usize {
        self.live.add(value, Some(formula))
    }

    /// Enquiries of a year, those of the slots that a condition holds for. All of them are
    /// proportional to the weeks of a year.
    fn yearly(&self, enquiries: &Enquiries, holds: impl Fn(&Slot) -> bool) -> Formula {
        let weekly = |of: &Enquiries| of.exact() / self.basis.scale.weeks_per_year.exact();
        let Some((year, units)) = self.units else {
            return Formula::pair(self.weeks, Times, Formula::Constant(weekly(enquiries)));
        };
        let mut by_unit = BTreeMap::<usize, Enquiries>::new();
        for (slot, one) in year.slots().filter(|(slot, _)| holds(slot)) {
            *by_unit.entry(slot.id(Dimension::Unit)).or_default() += one;
        }
        let of_unit = |unit| by_unit.get(unit).map_or_else(Exact::zero, weekly);
        let parts = std::iter::once(weekly(enquiries)).chain(units.iter().map(of_unit));
        Formula::pair(self.weeks, Times, Formula::ByPart(parts.collect()))
    }

    /// The price of a channel, before or after; 0 without a channel, and of one without enquiries.
    fn price(&self, channel: Option<usize>, when: usize) -> Formula {
        let prices = channel.and_then(|channel| self.prices.get(&channel));
        let price = prices.and_then(|prices| prices[when]);
        price.map_or(Formula::Constant(Exact::zero()), Formula::Value)
    }

    /// The steps of the saving, and their sum.
    fn steps(&mut self) -> (LiveTable, usize) {
        let (basis, what_if) = (self.basis, self.what_if);
        let mut table = LiveTable::new(Term::Arithmetic, &STEPS);
        let mut savings = Vec::new();
        for step in &what_if.steps {
            let mut prices = None;
            let move_of = |at: usize| &what_if.scenario.moves[at];
            let none = || Formula::Constant(Exact::zero());
            let all_of =
                |channel| self.before.get(&channel).map_or_else(none, |&all| Formula::Value(all));
            let name = |at| Cell::from(move_name(basis, move_of(at)));
            let (term, of, baseline, share, ends) = match step.cause {
                Cause::NewPrice(channel) => {
                    prices = Some([0, 1].map(|when| self.price(Some(channel), when)));
                    let of = basis.channel_name(channel);
                    (Term::AssumedNewPrice, of, all_of(channel), None, [None, None])
                }
                Cause::Move(at) => {
                    let step_of = move_of(at);
                    let ends = [step_of.from, step_of.to].map(Some);
                    let baseline = if step_of.only.is_empty() {
                        all_of(step_of.from)
                    } else {
                        self.yearly(&step.baseline, |slot| step_of.concerns(slot))
                    };
                    (Term::AssumedMove, name(at), baseline, Some(self.shares[at]), ends)
                }
                Cause::Lost(at) => {
                    let closed = &what_if.scenario.closed[at];
                    let baseline = self.yearly(&step.baseline, |slot| closed.covers(slot));
                    let of = basis.channel_name(closed.to);
                    (Term::LostEnquiries, of, baseline, self.lost[at], [Some(closed.to), None])
                }
                Cause::RepeatContacts(at) => {
                    // They are a part of the enquiries that the move affects.
                    let is_move = |step: &SavingStep| step.cause == Cause::Move(at);
                    let moved = what_if.steps.iter().position(is_move).map(|at| self.flows[at].1);
                    let moved = moved.map_or_else(none, Formula::Value);
                    let ends = [None, Some(move_of(at).repeat_channel())];
                    (Term::AssumedRepeatRate, name(at), moved, self.rates[at], ends)
                }
            };
            let baseline = self.figure(&step.baseline, baseline);
            let part = share.map_or(baseline.into(), |share| Formula::pair(share, Times, baseline));
            let affected = self.figure(&step.enquiries, part);
            let [before, after] = prices.unwrap_or_else(|| ends.map(|end| self.price(end, 1)));
            let saved = Formula::pair(affected, Times, Formula::pair(before, Minus, after));
            let saved = self.figure(step.saving(), saved);
            let row = [baseline, affected, saved].map(Some);
            table.rows.push(([term.into(), of], row.into()));
            self.flows.push((ends, affected));
            savings.push(saved);
        }
        let saving = self.figure(&what_if.saving, Formula::Sum(savings));
        table.rows.push(([Term::Total.into(), Cell::Empty], vec![None, None, Some(saving)]));
        (table, saving)
    }

    /// The channels before and after, the digital shares, and the cost.
    fn channels(&mut self) -> (LiveTable, [Formula; 2], [usize; 2]) {
        let (basis, what_if) = (self.basis, self.what_if);
        let mut table = LiveTable::new(Term::ByChannel, &CHANNELS);
        let mut digital = [Vec::new(), Vec::new()];
        for (channel, [_, enquiries_after, _], change) in channel_changes(basis, what_if) {
            let before = self.before[&channel];
            let flow = |end: usize| {
                let flows = self.flows.iter().filter(move |(ends, _)| ends[end] == Some(channel));
                flows.map(|(_, affected)| *affected)
            };
            let fewer = Formula::Sum(flow(0).collect());
            let more = Formula::Sum([before].into_iter().chain(flow(1)).collect());
            let after = Formula::pair(more, Minus, fewer);
            let after = self.figure(&enquiries_after, after);
            let prices = self.prices[&channel];
            let mut cost = |at: usize, cost| {
                Some(self.figure(cost, Formula::pair([before, after][at], Times, prices[at]?)))
            };
            let costs = [cost(0, &change.before), cost(1, &change.after)];
            let row = self.row([before, after], costs, &change);
            table.rows.push(([basis.channel_name(channel), Cell::Empty], row));
            if what_if.table.channel(channel).is_some_and(|channel| channel.digital) {
                digital[0].push(before);
                digital[1].push(after);
            }
        }
        let change = total_change(what_if);
        let sum =
            |at: usize| Formula::Sum(table.rows.iter().filter_map(|(_, row)| row[at]).collect());
        let enquiries = [&what_if.before, &what_if.after].map(|one| one.mix.enquiries());
        let [before, after] = enquiries;
        let enquiries = [self.figure(before, sum(0)), self.figure(after, sum(1))];
        let costs = [self.figure(&change.before, sum(2)), self.figure(&change.after, sum(3))];
        let row = self.row(enquiries, costs.map(Some), &change);
        table.rows.push(([Term::Total.into(), Cell::Empty], row));
        let [before, after] = digital.map(Formula::Sum);
        let digital =
            [Formula::pair(before, Over, enquiries[0]), Formula::pair(after, Over, enquiries[1])];
        (table, digital, costs)
    }

    /// The row of a channel or of all, with the saving at its end.
    fn row(
        &mut self,
        [before, after]: [usize; 2],
        costs: [Option<usize>; 2],
        change: &CostChange,
    ) -> Vec<Option<usize>> {
        let [cost_before, cost_after] = costs;
        let saved = cost_before.zip(cost_after);
        let saved = saved.map(|(before, after)| {
            self.figure(change.saving(), Formula::pair(before, Minus, after))
        });
        vec![Some(before), Some(after), cost_before, cost_after, saved]
    }
}
