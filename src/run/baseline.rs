//! The baseline: what every analysis starts from.

use std::collections::BTreeSet;
use std::io::Read;

use super::files::{given_again, name_lists, price_table, sources};
use crate::cli::InputArgs;
use crate::input::count_files::{self, CountFiles, ReadOptions};
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::filter::{Counted, FilterSpec};
use crate::input::header::Wanted;
use crate::input::name_list::NameList;
use crate::input::scenarios::ResolveContext;
use crate::input::{code_map, prices};
use crate::model::cost::Cost;
use crate::model::counts::{Counts, Dimension};
use crate::model::filter::Selection;
use crate::model::origin::Origin;
use crate::model::price_table::{Noted, PriceTable};
use crate::model::quantity::Money;
use crate::model::scenario::Scenario;
use crate::model::what_if::WhatIf;
use crate::model::year::{Scale, Year};
use crate::render;
use crate::report::basis::Basis;
use crate::report::scenario::Outcome;

/// What every analysis starts from: the year as it is.
pub(super) struct Baseline<'a> {
    pub(super) input: &'a InputArgs,
    pub(super) files: Vec<String>,
    /// Those of them that were given before.
    again: Vec<String>,
    pub(super) table: PriceTable,
    pub(super) scale: Scale,
    pub(super) counts: Counts,
    pub(super) origin: Origin,
    /// What part of it is asked for.
    pub(super) asked: FilterSpec,
}

/// What is known before a count is read: prices, names, and what is asked for.
pub(super) struct Setting {
    /// `None` where the price table cannot be read.
    table: Option<PriceTable>,
    names: Vec<NameList>,
    asked: FilterSpec,
}

impl Setting {
    /// Whether the prices are known.
    pub(super) fn has_table(&self) -> bool {
        self.table.is_some()
    }

    /// All of it, as far as it can be read.
    pub(super) fn of(input: &InputArgs) -> (Self, Diagnostics) {
        let mut problems = Diagnostics::default();
        let part = &input.part;
        let table = problems.keep(price_table(&input.prices));
        let table = table.and_then(|table| problems.keep(code_map::mapped(table, &part.map)));
        let names = problems.keep(name_lists(&part.names_of)).unwrap_or_default();
        let asked = FilterSpec::of_arguments(&part.week, &part.conditions);
        let asked = problems.keep(asked).unwrap_or_default();
        (Self { table, names, asked }, problems)
    }
}

impl<'a> Baseline<'a> {
    pub(super) fn read(
        input: &'a InputArgs,
        by: &[Dimension],
        stdin: &mut (dyn Read + Send),
    ) -> Result<Self, Diagnostics> {
        Self::whole(input, by, stdin)?.asked()
    }

    /// The same with left-out codes among the enquiries.
    pub(super) fn with_left_out(
        input: &'a InputArgs,
        by: &[Dimension],
        stdin: &mut (dyn Read + Send),
    ) -> Result<Self, Diagnostics> {
        Self::of(input, PriceTable::with_left_out, by, stdin)?.asked()
    }

    /// All that the files hold, of which a part may be asked for.
    pub(super) fn whole(
        input: &'a InputArgs,
        by: &[Dimension],
        stdin: &mut (dyn Read + Send),
    ) -> Result<Self, Diagnostics> {
        Self::of(input, |table| table, by, stdin)
    }

    fn of(
        input: &'a InputArgs,
        table: impl Fn(PriceTable) -> PriceTable,
        by: &[Dimension],
        stdin: &mut (dyn Read + Send),
    ) -> Result<Self, Diagnostics> {
        let (mut setting, problems) = Setting::of(input);
        problems.or(())?;
        setting.table = setting.table.map(table);
        let wanted = Wanted { needed: by, all: false };
        let (whole, problems) = Self::with_problems(input, setting, wanted, stdin);
        problems.or(whole)
    }

    /// The part that is asked for of what the files hold, as far as they can be read, and all
    /// problems. In a broken count the weeks and names that are asked for may be missing.
    pub(super) fn read_lenient(
        input: &'a InputArgs,
        setting: Setting,
        wanted: Wanted,
        stdin: &mut (dyn Read + Send),
    ) -> (Self, Diagnostics) {
        let has_table = setting.has_table();
        let (whole, mut problems) = Self::with_problems(input, setting, wanted, stdin);
        if !has_table || problems.count() > 0 {
            return (whole, problems);
        }
        match problems.keep(whole.asked.resolve(&whole.counts, &whole.table)) {
            Some(selection) => (whole.part(&selection), problems),
            None => (whole, problems),
        }
    }

    fn with_problems(
        input: &'a InputArgs,
        setting: Setting,
        wanted: Wanted,
        stdin: &mut (dyn Read + Send),
    ) -> (Self, Diagnostics) {
        let Setting { table, names, asked } = setting;
        let sources = sources(input, stdin);
        let baseline = |table, counts, origin| Self {
            input,
            files: input.names(),
            again: given_again(&input.files),
            asked: asked.clone(),
            table,
            scale: input.scale(),
            counts,
            origin,
        };
        // Without prices nobody knows a channel, and every row would be wrong.
        let Some(table) = table else {
            let mut problems = Diagnostics::default();
            for source in sources {
                problems.keep(source);
            }
            let table = PriceTable::unread(input.prices.clone());
            return (baseline(table, Counts::default(), Origin::default()), problems);
        };
        let needed: Vec<Dimension> =
            wanted.needed.iter().copied().chain(asked.dimensions()).collect();
        let wanted = Wanted { needed: &needed, ..wanted };
        let keeps_rows = asked.dimensions().next().is_some();
        let options = ReadOptions { keeps_rows, ..ReadOptions::default() };
        let CountFiles { mut counts, mut origin, problems } =
            count_files::read(sources, &table, wanted, options);
        for list in names {
            (counts, origin) = list.applied(counts, origin);
        }
        (baseline(table, counts, origin), problems)
    }

    /// The part that the arguments ask for.
    fn asked(self) -> Result<Self, Diagnostics> {
        let selection = self.asked.resolve(&self.counts, &self.table)?;
        Ok(self.part(&selection))
    }

    /// A part of it.
    pub(super) fn part(mut self, selection: &Selection) -> Self {
        if selection.conditions.is_empty() {
            return self;
        }
        self.scale = self.scale.of_part(&selection.in_weeks(&self.counts), &self.table);
        (self.counts, self.origin) = selection.of(self.counts, self.origin, &self.table);
        self
    }

    /// The same beside another count, with codes of `--map` that this one has.
    pub(super) fn beside(mut self, noted: &BTreeSet<String>) -> Self {
        let is_mapped = |code: &&String| self.table.noted(code).is_some_and(Noted::is_mapped);
        self.origin.noted.extend(noted.iter().filter(is_mapped).cloned());
        self
    }

    /// What a part can be asked of.
    pub(super) fn counted(&self) -> Counted<'_> {
        Counted { files: &self.files, counts: &self.counts, table: &self.table }
    }

    pub(super) fn year(&self) -> Year {
        Year::of(&self.counts, &self.table, &self.scale)
    }

    pub(super) fn cost(&self, by: &[Dimension]) -> Cost {
        Cost::of(&self.counts, &self.table, &self.scale, by)
    }

    /// The cost of the year as it is, without which nothing can be saved of it.
    pub(super) fn priced(&self) -> Result<Cost, Diagnostics> {
        let cost = self.cost(&[]);
        if cost.total.cost.is_some() {
            return Ok(cost);
        }
        let what = format!("no enquiry has a price in price table `{}`", self.table.name);
        Err(Diagnostic::new(what).help("without one nobody can say what a move saves").into())
    }

    pub(super) fn outcome(&self, year: &Year, scenario: &Scenario) -> Outcome {
        let what_if = WhatIf::of(year, &self.table, scenario);
        let case = scenario.business_case.as_ref();
        let payback = case.map(|case| case.payback(scenario, &what_if.saving));
        Outcome { scenario: scenario.clone(), what_if, payback }
    }

    pub(super) fn basis(&self) -> Basis<'_> {
        let prices = self.input.prices.as_str();
        Basis {
            files: &self.files,
            again: &self.again,
            counts: &self.counts,
            origin: &self.origin,
            table: &self.table,
            price_file: prices::built_in(prices).is_none().then_some(prices),
            scale: &self.scale,
        }
    }

    /// What a scenario saves, in a few words.
    pub(super) fn saves(&self, outcome: &Outcome) -> String {
        let saving = self.amount(&outcome.what_if.saving);
        match &outcome.scenario.name {
            Some(name) => format!("scenario `{name}` saves {saving} a year"),
            None => format!("a year saves {saving}"),
        }
    }

    pub(super) fn amount(&self, money: &Money) -> String {
        format!(
            "{} {}",
            render::number::plain(money.exact(), render::Lang::English),
            self.table.currency
        )
    }

    pub(super) fn world<'b>(&'b self, year: &'b Year) -> ResolveContext<'b> {
        ResolveContext { table: &self.table, counts: &self.counts, year }
    }
}
