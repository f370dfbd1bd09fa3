//! Scenarios: as they are written, in a TOML file or on the command line, and then resolved against
//! prices and counts to the model's `Scenario`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::closings::{CloseSpec, CloseToml, one_or_many};
use super::description::Description;
use super::filter::{ConditionSpec, Counted, parse_only};
use super::located::{Argument, Located, TomlFile};
use super::lookup::channel;
use super::prices::FixedToml;
use super::text::Input;
use crate::diagnostic::{self, Code, Diagnostic, Diagnostics};
use crate::model::counts::Dimension;
use crate::model::fixed::FixedCost;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Money, Share};
use crate::model::scenario::{BusinessCase, GridAxis, Move, RepeatContacts, Scenario};
use crate::model::year::CountedYear;

/// The most scenarios of a file. Each may build on all others.
const MOST_SCENARIOS: usize = 1000;
/// The most years that a business case may look at.
const YEARS: u16 = 50;

/// A scenario as it is written.
#[derive(Debug, Clone, Default)]
pub struct ScenarioSpec {
    /// Its name; `None` for the scenario of the command line.
    pub name: Option<Located>,
    /// What it is about.
    pub description: String,
    /// The scenario that it builds on.
    pub based_on: Option<Located>,
    /// Its moves.
    pub moves: Vec<MoveSpec>,
    /// Channels and their prices.
    pub prices: Vec<(Located, Located)>,
    /// What it closes.
    pub closed: Vec<CloseSpec>,
    /// Its fixed costs: a unit, a channel and kroner.
    pub fixed: Vec<(Option<Located>, Option<Located>, Located)>,
    /// The per cent of a saving that is expected to be taken out.
    pub realisation: Option<Located>,
    /// Its business case, or what is wrong with it, which matters only if the scenario is resolved.
    pub case: Option<Result<BusinessCase, Diagnostics>>,
}

/// A move as it is written.
#[derive(Debug, Clone)]
pub struct MoveSpec {
    /// The channel that enquiries leave.
    pub from: Located,
    /// The channel that they come in on.
    pub to: Located,
    /// How many of them, in per cent; a range for an axis of a grid.
    pub percent: Located,
    /// What it is limited to.
    pub only: Vec<ConditionSpec>,
    /// The per cent that comes in again, and the channel that it comes in on.
    pub repeat: Option<(Located, Located)>,
}

impl ScenarioSpec {
    /// The scenario of `--move`, `--price`, `--only` and `--repeat`.
    pub fn parse(
        moves: &[String],
        prices: &[String],
        only: &[String],
        repeat: Option<&str>,
    ) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let only = problems.ok(parse_only(only)).unwrap_or_default();
        let repeat = repeat.map(|text| Argument::new("--repeat", text));
        let repeat = repeat.and_then(|one| problems.ok(one.split(one.text.find(':'))));
        let parse_move = |argument: Argument| {
            Ok(MoveSpec { repeat: repeat.clone(), ..MoveSpec::parse(argument, &only)? })
        };
        let moves = problems.ok(Argument::parse_all("--move", moves, parse_move));
        let prices = problems.ok(Argument::parse_all("--price", prices, Argument::pair));
        problems.into_result(Self {
            moves: moves.unwrap_or_default(),
            prices: prices.unwrap_or_default(),
            ..Self::default()
        })
    }

    /// Its channels and the values that its moves are limited to.
    pub fn words(&mut self) -> impl Iterator<Item = (Dimension, &mut Located)> {
        let prices = self.prices.iter_mut().map(|(word, _)| (Dimension::Channel, word));
        prices.chain(self.moves.iter_mut().flat_map(MoveSpec::words))
    }

    /// The moves of `--from` to a channel, each of all enquiries.
    pub fn for_goal(from: &[String], to: &str, only: &[ConditionSpec]) -> Self {
        let step = |from: &String| {
            let from = Argument::new("--from", from).whole();
            MoveSpec {
                to: Argument::new("--to", to).whole(),
                percent: from.with_text("100"),
                from,
                only: only.to_vec(),
                repeat: None,
            }
        };
        Self { moves: from.iter().map(step).collect(), ..Self::default() }
    }
}

impl MoveSpec {
    /// Its channels and the values that it is limited to.
    pub fn words(&mut self) -> impl Iterator<Item = (Dimension, &mut Located)> {
        let repeat = self.repeat.as_mut().map(|(_, channel)| channel);
        let channels = [&mut self.from, &mut self.to].into_iter().chain(repeat);
        let channels = channels.map(|word| (Dimension::Channel, word));
        channels.chain(self.only.iter_mut().flat_map(ConditionSpec::words))
    }

    /// The dimensions that it is limited in, which the counts must have.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.only.iter().map(|condition| condition.dimension)
    }

    /// Parses `telefon:selvbetjening=20%`.
    fn parse(argument: Argument, only: &[ConditionSpec]) -> Result<Self, Diagnostic> {
        let text = argument.text;
        let signs = text.find(':').zip(text.rfind('=')).filter(|(colon, equals)| colon < equals);
        let (colon, equals) = signs.ok_or_else(|| argument.malformed())?;
        Ok(Self {
            from: argument.part(0..colon),
            to: argument.part(colon + 1..equals),
            percent: argument.part(equals + 1..text.len()),
            only: only.to_vec(),
            repeat: None,
        })
    }

    /// Parses the axes of `--grid`: one or two moves, each with a range as its per cent.
    pub fn parse_grid(arguments: &[String], only: &[String]) -> Result<Vec<Self>, Diagnostics> {
        let only = parse_only(only)?;
        let mut problems = Diagnostics::default();
        if let Some(third) = arguments.get(2) {
            let third = Argument::new("--grid", third).whole();
            problems.push(third.problem(Code::TooManyAxes));
        }
        let parse = |argument: Argument| Self::parse(argument, &only);
        let axes = problems.ok(Argument::parse_all("--grid", arguments, parse));
        problems.into_result(axes.unwrap_or_default())
    }
}

/// Parses the scenario file of `--plan` and the name of one of its scenarios:
/// `scenarier.toml:Begge dele`.
pub fn parse_plan(text: &str) -> Result<(PathBuf, Located), Diagnostic> {
    let argument = Argument::new("--plan", text);
    // A path may have a colon in it, as may a name.
    let end = text.find(".toml:").map(|at| at + ".toml".len()).or(text.find(':'));
    let end =
        end.filter(|end| *end > 0 && *end + 1 < text.len()).ok_or_else(|| argument.malformed())?;
    Ok((PathBuf::from(&text[..end]), argument.part(end + 1..text.len())))
}

/// The shape of a scenario file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToml {
    #[serde(default)]
    scenario: Vec<ScenarioToml>,
}

/// The shape of a count description, which has other keys beside its scenarios.
#[derive(Deserialize)]
struct DescribedToml {
    #[serde(default)]
    scenario: Vec<ScenarioToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioToml {
    name: Spanned<String>,
    #[serde(default)]
    description: String,
    based_on: Option<Spanned<String>>,
    #[serde(default)]
    moves: Vec<MoveToml>,
    #[serde(default)]
    prices: BTreeMap<Spanned<String>, Spanned<Value>>,
    #[serde(default, deserialize_with = "one_or_many")]
    close: Vec<CloseToml>,
    #[serde(default)]
    fixed: Vec<FixedToml>,
    realisation: Option<Spanned<Value>>,
    business_case: Option<CaseToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a move: `{ from, to, percent }`")]
struct MoveToml {
    from: Spanned<String>,
    to: Spanned<String>,
    percent: Spanned<Value>,
    unit: Option<Spanned<String>>,
    task: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    form: Option<Spanned<String>>,
    repeat: Option<RepeatToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "repeat contacts: `{ percent, to }`")]
struct RepeatToml {
    percent: Spanned<Value>,
    to: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a business case with an `investment`")]
struct CaseToml {
    investment: Spanned<Value>,
    running: Option<Spanned<Value>>,
    phasing: Option<Spanned<Vec<Spanned<Value>>>>,
    discount: Option<Spanned<Value>>,
    years: Option<Spanned<Value>>,
}

/// Reads a scenario file, which has one scenario at least. It may be a count description.
pub fn read(input: &Input) -> Result<Vec<ScenarioSpec>, Diagnostics> {
    let (file, table) = TomlFile::table(input, Code::InvalidScenarios)?;
    let scenarios = if table.contains_key("files") {
        Description::parse(input)?;
        TomlFile::parse::<DescribedToml>(input, Code::InvalidScenarios)?.1.scenario
    } else {
        TomlFile::parse::<FileToml>(input, Code::InvalidScenarios)?.1.scenario
    };
    if scenarios.is_empty() {
        return Err(Code::NoScenarios.problem().with("file", &input.name).into());
    }
    if scenarios.len() > MOST_SCENARIOS {
        let problem = Code::TooManyScenarios.problem().with("file", &input.name);
        return Err(problem.with("most", MOST_SCENARIOS).into());
    }
    Ok(scenarios.into_iter().map(|scenario| scenario.locate(file)).collect())
}

impl ScenarioToml {
    fn locate(self, file: TomlFile) -> ScenarioSpec {
        let price = |(channel, price)| (file.string(&channel), file.number(&price));
        let word = |word: Option<Spanned<String>>| word.map(|word| file.string(&word));
        let fixed =
            |fixed: FixedToml| (word(fixed.unit), word(fixed.channel), file.number(&fixed.cost));
        ScenarioSpec {
            name: Some(file.string(&self.name)),
            description: self.description,
            based_on: self.based_on.map(|name| file.string(&name)),
            moves: self.moves.into_iter().map(|step| step.locate(file)).collect(),
            prices: self.prices.into_iter().map(price).collect(),
            closed: self.close.into_iter().map(|close| close.locate(file)).collect(),
            fixed: self.fixed.into_iter().map(fixed).collect(),
            realisation: self.realisation.map(|percent| file.number(&percent)),
            case: self.business_case.map(|case| case.resolve(file)),
        }
    }
}

impl MoveToml {
    fn locate(self, file: TomlFile) -> MoveSpec {
        let only = [
            (Dimension::Unit, self.unit),
            (Dimension::Task, self.task),
            (Dimension::Type, self.r#type),
            (Dimension::Form, self.form),
        ];
        let condition = |(dimension, value): (_, Option<Spanned<String>>)| {
            Some(ConditionSpec::new(dimension, vec![file.string(&value?)]))
        };
        MoveSpec {
            from: file.string(&self.from),
            to: file.string(&self.to),
            percent: file.number(&self.percent),
            only: only.into_iter().filter_map(condition).collect(),
            repeat: self
                .repeat
                .map(|repeat| (file.number(&repeat.percent), file.string(&repeat.to))),
        }
    }
}

impl CaseToml {
    /// The business case: nothing in it depends on prices or counts.
    fn resolve(self, file: TomlFile) -> Result<BusinessCase, Diagnostics> {
        let mut problems = Diagnostics::default();
        let investment = problems.ok(file.number(&self.investment).amount());
        let running = self.running.and_then(|running| problems.ok(file.number(&running).amount()));
        let parse_years = |years: Spanned<Value>| {
            let years = file.number(&years);
            let number = years.text.parse().ok().filter(|years| (1..=YEARS).contains(years));
            number.ok_or_else(|| years.problem(Code::InvalidYears).with("most", YEARS))
        };
        let years = problems.ok(self.years.map_or(Ok(5), parse_years));
        let phasing = self.phasing.iter().flat_map(Spanned::get_ref);
        let phasing: Vec<Located> = phasing.map(|percent| file.number(percent)).collect();
        if let Some(list) = self.phasing.as_ref().filter(|list| list.get_ref().is_empty()) {
            problems.push(file.part(list.span()).problem(Code::EmptyPhasing));
        }
        if let Some(percent) = years.and_then(|years| phasing.get(usize::from(years))) {
            problems.push(percent.problem(Code::PhasingTooLong));
        }
        let phasing =
            phasing.iter().filter_map(|percent| problems.ok(percent.per_cent())).collect();
        let discount =
            self.discount.and_then(|discount| problems.ok(file.number(&discount).per_cent()));
        problems.into_result(BusinessCase {
            investment: investment.unwrap_or_else(Money::zero),
            running: running.unwrap_or_else(Money::zero),
            phasing,
            discount: discount.unwrap_or_else(Share::zero),
            years: years.unwrap_or_default(),
        })
    }
}

/// Scenarios are resolved against the year before them.
impl CountedYear<'_> {
    /// Resolves all scenarios of a file or of the command line, in their order.
    pub fn resolve(self, specs: &[ScenarioSpec]) -> Result<Vec<Scenario>, Diagnostics> {
        let mut problems = Diagnostics::default();
        for name in specs.iter().filter_map(|spec| spec.name.as_ref()) {
            if name.text.trim().is_empty() {
                problems.push(name.problem(Code::EmptyName));
            }
        }
        problems.ok(refuse_same_names(specs, |_| true));
        let positions = positions(specs);
        let one = |at| problems.ok(self.resolve_one(at, specs, &positions));
        let scenarios = (0..specs.len()).filter_map(one).collect();
        problems.sorted().into_result(scenarios)
    }

    /// Resolves the scenario of a [selection](select), which is its last.
    pub fn resolve_selected(self, specs: &[ScenarioSpec]) -> Result<Scenario, Diagnostics> {
        self.resolve_one(specs.len() - 1, specs, &positions(specs))
    }

    /// Resolves a [selection](select) as a plan to compare with what happened. Its moves need prices
    /// even without the prices of the plan.
    pub fn resolve_plan(self, specs: &[ScenarioSpec]) -> Result<Scenario, Diagnostics> {
        let plan = self.resolve_selected(specs)?;
        let mut problems = Diagnostics::default();
        let moves = specs.iter().flat_map(|spec| self.moves_of(spec));
        for (spec, step) in moves.zip(&plan.moves) {
            problems.ok(refuse_unpriced(&spec, step, self.table));
        }
        problems.into_result(plan)
    }

    /// Resolves the axes of a grid: each a move, and its per cents from the lowest to the highest.
    pub fn resolve_grid(self, specs: &[MoveSpec]) -> Result<Vec<GridAxis>, Diagnostics> {
        Diagnostics::collect(specs.iter().map(|spec| {
            let parts = spec.percent.range()?;
            let share = parts.last().cloned().unwrap_or_else(Share::zero);
            let step = self.resolve_move(spec, share)?;
            refuse_unpriced(spec, &step, self.table)?;
            Ok::<_, Diagnostics>(GridAxis { step, parts })
        }))
    }

    /// The scenario at a position, whatever is wrong with those that it does not build on.
    fn resolve_one(
        self,
        at: usize,
        specs: &[ScenarioSpec],
        positions: &Positions,
    ) -> Result<Scenario, Diagnostics> {
        let mut problems = Diagnostics::default();
        // If the scenario that it builds on does not exist, it is checked alone.
        let chain = problems.ok(base_chain(at, specs, positions)).unwrap_or_else(|| vec![at]);
        let mut scenario = Scenario::unchanged();
        scenario.name = specs[at].name.as_ref().map(|name| name.text.clone());
        scenario.description.clone_from(&specs[at].description);
        for &at in &chain {
            problems.ok(self.extend(&mut scenario, &specs[at]));
        }
        let mut scenario = problems.into_result(scenario)?;
        let of_table = self.table.fixed.iter().filter_map(|one| one.counted(self.counts));
        scenario.fixed_change = scenario.change_fixed(&of_table.collect::<Vec<_>>());

        let mut problems = Diagnostics::default();
        let moves: Vec<MoveSpec> = chain.iter().flat_map(|&at| self.moves_of(&specs[at])).collect();
        let priced = self.table.with_prices(&scenario.prices);
        for (spec, step) in moves.iter().zip(&scenario.moves) {
            problems.ok(refuse_unpriced(spec, step, &priced));
            problems.ok(self.refuse_closed(spec, step, &scenario));
        }
        problems.ok(self.refuse_overdrawn(&moves, &scenario));
        problems.into_result(scenario)
    }

    /// Adds what a spec says to the scenario that it builds on: its moves come on top, its prices,
    /// realisation and business case replace those before.
    fn extend(self, scenario: &mut Scenario, spec: &ScenarioSpec) -> Result<(), Diagnostics> {
        let mut problems = Diagnostics::default();
        for step in &self.moves_of(spec) {
            let share = problems.ok(step.percent.per_cent()).unwrap_or_else(Share::zero);
            scenario.moves.extend(problems.ok(self.resolve_move(step, share)));
        }
        let mut priced = BTreeSet::new();
        for (word, price) in &spec.prices {
            let Some((position, price)) = problems.ok(self.resolve_price(word, price)) else {
                continue;
            };
            if !priced.insert(position) {
                let id = self.table.id(position);
                problems.push(word.problem(Code::DuplicatePrice).with("channel", id));
            }
            scenario.prices.insert(position, price);
        }
        for close in &spec.closed {
            scenario.closed.extend(problems.ok(self.resolve_close(close)));
        }
        let mut own = BTreeSet::new();
        for (unit, channel, cost) in &spec.fixed {
            let place = problems.ok(self.resolve_place(unit.as_ref(), channel.as_ref()));
            let written = cost;
            if let Some(((unit, channel), cost)) = place.zip(problems.ok(cost.amount())) {
                if !own.insert((unit, channel)) {
                    problems.push(written.problem(Code::DuplicateFixed));
                }
                scenario.fixed.retain(|one| (one.unit, one.channel) != (unit, channel));
                scenario.fixed.push(FixedCost { unit, channel, cost });
            }
        }
        if let Some(percent) = &spec.realisation {
            scenario.realisation = problems.ok(percent.per_cent()).unwrap_or_else(Share::zero);
        }
        if let Some(case) = spec.case.clone() {
            scenario.business_case = problems.ok(case);
        }
        problems.into_result(())
    }

    fn resolve_move(self, spec: &MoveSpec, share: Share) -> Result<Move, Diagnostics> {
        let Self { table, counts, .. } = self;
        let mut problems = Diagnostics::default();
        let from = problems.ok(channel(&spec.from, table));
        let to = problems.ok(channel(&spec.to, table));
        if from.is_some() && from == to {
            problems.push(spec.to.problem(Code::MoveToItself));
        }
        let mut only = Vec::new();
        for condition in &spec.only {
            let condition = condition.resolve([Counted { files: &[], counts, table, year: None }]);
            only.extend(problems.ok(condition).into_iter().flatten());
        }
        let repeat_contacts = spec.repeat.as_ref().and_then(|(percent, to)| {
            let (share, to) = (problems.ok(percent.per_cent()), problems.ok(channel(to, table)));
            Some(RepeatContacts { share: share?, to: to? })
        });
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        problems.into_result(Move { from, to, share, only, repeat_contacts })
    }

    /// Refuses moves that together take more from a channel than there is.
    fn refuse_overdrawn(self, specs: &[MoveSpec], scenario: &Scenario) -> Result<(), Diagnostic> {
        let moves = scenario.overdrawn(self.year).unwrap_or_default();
        let Some(&last) = moves.last() else { return Ok(()) };
        let bare = |percent: &Located| percent.text.trim_end_matches('%').trim_end().to_owned();
        let all: Vec<String> = moves.iter().map(|&at| bare(&specs[at].percent)).collect();
        let problem = specs[last].percent.problem(Code::MovesOverAll);
        let sum = moves.iter().map(|&at| &scenario.moves[at].share).sum();
        let problem = problem.with("percents", all.join(" % + "));
        let problem = problem.with_value("sum", diagnostic::Value::Percent(sum));
        Err(problem.with("channel", self.table.id(scenario.moves[last].from)))
    }

    /// A price that holds in the scenario. A channel that was counted without a price
    /// cannot get one there: the baseline would leave its cost out, and the scenario not.
    fn resolve_price(self, word: &Located, price: &Located) -> Result<(usize, Money), Diagnostic> {
        let position = channel(word, self.table)?;
        let mix = self.year.mix();
        let is_counted = mix.get(position).is_some_and(|enquiries| !enquiries.is_zero());
        if is_counted && self.table.price(position).is_none() {
            let problem = word.problem(Code::CountedWithoutPrice);
            return Err(problem.with("channel", self.table.id(position)));
        }
        Ok((position, price.price()?))
    }
}

/// The scenario of that name and all that it builds on, itself last. The others of the file are
/// not looked at, so what is wrong in them does not matter.
pub fn select(specs: &[ScenarioSpec], name: &Located) -> Result<Vec<ScenarioSpec>, Diagnostics> {
    let positions = positions(specs);
    let at = *positions.get(&*name.text).ok_or_else(|| unknown_scenario(name, specs))?;
    let chain = base_chain(at, specs, &positions)?;
    let is_in_chain = |name: &str| positions.get(name).is_some_and(|at| chain.contains(at));
    refuse_same_names(specs, is_in_chain)?;
    Ok(chain.into_iter().map(|at| specs[at].clone()).collect())
}

/// The positions of a scenario and of all that it builds on, the deepest first.
fn base_chain(
    at: usize,
    specs: &[ScenarioSpec],
    positions: &Positions,
) -> Result<Vec<usize>, Diagnostic> {
    let mut chain = vec![at];
    let mut current = &specs[at];
    while let Some(base) = &current.based_on {
        let at = *positions.get(&*base.text).ok_or_else(|| unknown_scenario(base, specs))?;
        if chain.contains(&at) {
            return Err(base.problem(Code::CircularBase));
        }
        chain.push(at);
        current = &specs[at];
    }
    chain.reverse();
    Ok(chain)
}

/// The position of the first scenario of each name.
pub(super) type Positions<'a> = HashMap<&'a str, usize>;

pub(super) fn positions(specs: &[ScenarioSpec]) -> Positions<'_> {
    let named = specs.iter().enumerate().rev();
    named.filter_map(|(at, spec)| Some((spec.name.as_ref()?.text.as_str(), at))).collect()
}

fn unknown_scenario(name: &Located, specs: &[ScenarioSpec]) -> Diagnostic {
    let names = specs.iter().filter_map(|spec| Some(spec.name.as_ref()?.text.as_str()));
    name.unknown(Code::UnknownScenario, names)
}

/// Refuses a second scenario of one name, for names that are checked.
fn refuse_same_names(
    specs: &[ScenarioSpec],
    is_checked: impl Fn(&str) -> bool,
) -> Result<(), Diagnostics> {
    let positions = positions(specs);
    let names = specs.iter().enumerate().filter_map(|(at, spec)| Some((at, spec.name.as_ref()?)));
    let same = names.filter(|(at, name)| {
        let is_again = || positions.get(&*name.text).is_some_and(|first| first < at);
        !name.text.trim().is_empty() && is_checked(&name.text) && is_again()
    });
    Diagnostics::collect(same.map(|(_, name)| Err(name.problem(Code::DuplicateScenario))))
}

/// Refuses a move from or to a channel without a price.
fn refuse_unpriced(spec: &MoveSpec, step: &Move, table: &PriceTable) -> Result<(), Diagnostics> {
    let repeat = spec.repeat.as_ref().zip(step.repeat_contacts.as_ref());
    let repeat = repeat.map(|((_, to), repeat)| (to, repeat.to));
    let channels = [(&spec.from, step.from), (&spec.to, step.to)].into_iter().chain(repeat);
    let unpriced = channels.filter(|(_, position)| table.price(*position).is_none());
    Diagnostics::collect(unpriced.map(|(word, position)| {
        let problem = word.problem(Code::UnpricedChannel).with("table", &table.name);
        Err(problem.with("channel", table.id(position)))
    }))
}
