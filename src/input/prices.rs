//! Price tables on disk: TOML to `PriceTable`, by built-in name or from a file. A file may build on
//! another table, and one without TOML may be a list of prices.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::located::{Argument, Located, TomlFile};
use super::lookup::{self, did_you_mean, quoted};
use super::price_list;
use super::text::{self, Input};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Dimension, folded};
use crate::model::fixed::FixedCost;
use crate::model::origin::Completed;
use crate::model::price_table::{self, Channel, LeftOut, Noted, Outgoing, PriceTable, Why, Words};

/// The table that is used if no other is given.
pub const DEFAULT: &str = "kl-2011";

/// The tables in the binary: name and TOML.
const BUILT_IN: [(&str, &str); 1] = [(DEFAULT, include_str!("../../prices/kl-2011.toml"))];

/// The names of the built-in tables.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// What a mapped code is left out for.
const REASON: &str = "--map";

/// The built-in table of that name, as [`parse`] takes it.
pub fn built_in(name: &str) -> Option<Input> {
    let (name, toml) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
    Some(Input { name: format!("prices/{name}.toml"), bytes: toml.as_bytes().to_vec() })
}

/// The problem of a name that is neither built in nor a file.
pub fn unknown(name: &str) -> Diagnostic {
    let problem = Code::UnknownPriceTable.problem().with("name", name).near(name, names());
    problem.with("known", quoted(names(), ", "))
}

/// The problem of a `based_on` that is neither built in nor a file.
pub fn unknown_base(word: &Located) -> Diagnostic {
    word.unknown(Code::UnknownBaseTable, names())
}

/// The shape of a table on disk. One that builds on another has only what differs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableToml {
    based_on: Option<Spanned<String>>,
    name: Option<String>,
    title: Option<String>,
    title_en: Option<String>,
    year: Option<u16>,
    source: Option<String>,
    source_en: Option<String>,
    basis: Option<String>,
    basis_en: Option<String>,
    currency: Option<String>,
    postage: Option<Spanned<Value>>,
    print: Option<Spanned<Value>>,
    #[serde(default)]
    channel: Vec<ChannelToml>,
    #[serde(default)]
    left_out: Vec<LeftOutToml>,
    #[serde(default)]
    fixed: Vec<FixedToml>,
    #[serde(default)]
    assumed: Vec<AssumedToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelToml {
    id: Spanned<String>,
    name: Option<Spanned<String>>,
    short_name: Option<String>,
    name_en: Option<String>,
    price: Option<Spanned<Value>>,
    digital: Option<bool>,
    self_service: Option<bool>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOutToml {
    reason: String,
    reason_en: Option<String>,
    codes: Vec<Spanned<String>>,
    #[serde(default)]
    names: BTreeMap<Spanned<String>, String>,
    outgoing: Option<OutgoingToml>,
}

/// How the codes of a list are sent. Its presence says that all of them are outgoing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutgoingToml {
    #[serde(default)]
    letters: Vec<Spanned<String>>,
    #[serde(default)]
    digital_post: Vec<Spanned<String>>,
    #[serde(default)]
    output_manager: Vec<Spanned<String>>,
}

/// Fixed cost, in a price table or a scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a fixed cost: `{ unit, channel, cost }`")]
pub(super) struct FixedToml {
    pub unit: Option<Spanned<String>>,
    pub channel: Option<Spanned<String>>,
    pub cost: Spanned<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssumedToml {
    code: Spanned<String>,
    reason: String,
    reason_en: Option<String>,
}

impl OutgoingToml {
    fn ways(self) -> impl Iterator<Item = (Spanned<String>, Outgoing)> {
        let of_way = |codes: Vec<_>, way| codes.into_iter().map(move |code| (code, way));
        of_way(self.letters, Outgoing::Letter)
            .chain(of_way(self.digital_post, Outgoing::DigitalPost))
            .chain(of_way(self.output_manager, Outgoing::OutputManager))
    }
}

/// Reads a price table, which may build on a built-in one.
pub fn parse(input: &Input) -> Result<PriceTable, Diagnostics> {
    read(input, &|word| Err(unknown_base(word).into()))
}

/// Reads a price table or a list of prices. If it builds on a table in another file, `read_base`
/// reads that one.
pub fn read(
    input: &Input,
    read_base: &dyn Fn(&Located) -> Result<PriceTable, Diagnostics>,
) -> Result<PriceTable, Diagnostics> {
    // Windows PowerShell writes `> mine.toml` as UTF-16.
    let bytes = text::to_utf8(&input.bytes).into_owned();
    let input = &Input { name: input.name.clone(), bytes };
    if text::is_workbook(&input.bytes) || is_no_toml(&input.bytes) {
        return price_list::read(input);
    }
    let (file, toml): (_, TableToml) = TomlFile::parse(input, Code::InvalidPriceTable)?;
    let read_base = |word: Located| match built_in(&word.text) {
        Some(table) => parse(&table),
        None => read_base(&word),
    };
    let base = toml.based_on.map(|word| read_base(file.string(&word))).transpose()?;
    let mut problems = Diagnostics::default();
    if base.is_none() {
        let keys = [
            ("name", toml.name.is_none()),
            ("year", toml.year.is_none()),
            ("source", toml.source.is_none()),
            ("basis", toml.basis.is_none()),
            ("currency", toml.currency.is_none()),
        ];
        let missing = keys.into_iter().filter(|(_, is_missing)| *is_missing);
        let missing: Vec<&str> = missing.map(|(key, _)| key).collect();
        if !missing.is_empty() {
            let problem = Code::MissingKeys.problem().with("file", &input.name);
            problems.push(problem.with("keys", quoted(missing, ", ")));
        }
        if toml.channel.is_empty() {
            problems.push(Code::NoChannels.problem().with("file", &input.name));
        }
    }
    let based_on = base.as_ref().map(|base| base.name.clone());
    let mut table = base.unwrap_or_default();
    table.name = toml.name.unwrap_or_else(|| file_stem(&input.name));
    table.based_on = based_on;
    table.title = toml.title.map(|text| Words { text, english: toml.title_en });
    let base_year = table.year.filter(|_| table.based_on.is_some());
    table.year = toml.year.or(table.own_year.take()).or(table.year);
    if let Some(text) = toml.source {
        table.source = Words { text, english: toml.source_en };
    }
    table.currency = toml.currency.unwrap_or(table.currency);
    if let Some(text) = toml.basis {
        table.basis = Words { text, english: toml.basis_en };
    }
    for (price, of_table) in [(toml.postage, &mut table.postage), (toml.print, &mut table.print)] {
        let price = price.and_then(|price| problems.ok(file.number(&price).price()));
        *of_table = price.or(of_table.take());
    }
    let (own_words, own_channels) = Default::default();
    let mut builder = TableBuilder { file, table, own_words, own_channels, problems };
    for channel in toml.channel {
        builder.add_channel(channel);
    }
    for left_out in toml.left_out {
        builder.add_left_out(left_out);
    }
    for assumed in toml.assumed {
        builder.note_assumed(assumed);
    }
    // What a file states replaces the list of the table that it builds on.
    if !toml.fixed.is_empty() {
        builder.table.fixed.clear();
    }
    for fixed in toml.fixed {
        builder.add_fixed(&fixed);
    }
    let TableBuilder { mut table, problems, .. } = builder;
    // A year of one's own is that of one's own prices alone.
    let is_own = |(at, channel): (usize, &Channel)| {
        channel.price.is_none() || table.own_prices.contains(&at)
    };
    if base_year.is_some_and(|year| table.year != Some(year)) && !table.channels().all(is_own) {
        (table.own_year, table.year) = (table.year, base_year);
    }
    problems.sorted().into_result(table)
}

/// Takes the names of a built-in table from one in a file: a copy may have other prices.
pub fn drop_built_in_names(table: &mut PriceTable, file: &str) {
    for built_in in names().filter_map(built_in).filter_map(|input| parse(&input).ok()) {
        if table.name == built_in.name {
            table.name = file_stem(file);
            table.title = None;
        }
        let (Some(title), Some(known)) = (&mut table.title, built_in.title) else { continue };
        if title.text == known.text {
            table.title = None;
        } else if title.english == known.english {
            title.english = None;
        }
    }
}

/// The name of a file without its folder and extension, for a table that states no name.
pub fn file_stem(file: &str) -> String {
    let stem = Path::new(file).file_stem();
    stem.map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The table with the prices of `--price`, such as `telefon=33`.
pub fn with_given(
    table: &PriceTable,
    arguments: &[String],
    completed: &mut Completed,
) -> Result<PriceTable, Diagnostics> {
    let mut prices = BTreeMap::new();
    Diagnostics::collect::<(), _, Diagnostics>(arguments.iter().map(|text| {
        let (mut word, price) = Argument::new("--price", text).pair()?;
        lookup::complete((Dimension::Channel, &mut word), &[], table, completed)?;
        let channel = lookup::channel(&word, table)?;
        if prices.insert(channel, price.price()?).is_some() {
            let problem = word.problem(Code::DuplicatePrice);
            return Err(problem.with("channel", table.id(channel)).into());
        }
        Ok(())
    }))?;
    let mut given = table.with_prices(&prices);
    given.own_prices.extend(prices.into_keys());
    Ok(given)
}

/// Whether no line of a file looks like TOML, such as those of a count: it is another file, whatever
/// else may be wrong with it.
fn is_no_toml(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_key = |key: &str| {
        let key = key.trim();
        !key.is_empty() && key.chars().all(|sign| sign.is_alphanumeric() || "_-.\"'".contains(sign))
    };
    let is_toml = |line: &str| {
        line.starts_with('[') || line.split_once('=').is_some_and(|(key, _)| is_key(key))
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some() && !lines.any(is_toml)
}

/// A table that is being built, and what is wrong with it.
struct TableBuilder<'a> {
    file: TomlFile<'a>,
    table: PriceTable,
    /// The words of this file, [folded]. Any other word of the table is one of the base.
    own_words: BTreeSet<String>,
    /// The channels of this file, by position.
    own_channels: BTreeSet<usize>,
    problems: Diagnostics,
}

impl TableBuilder<'_> {
    /// Adds a channel, or changes one of the table that this one builds on.
    fn add_channel(&mut self, toml: ChannelToml) {
        let id = toml.id.get_ref();
        let price = toml.price.map(|price| self.file.number(&price));
        let price = price.and_then(|price| self.problems.ok(price.price()));
        let found = self.table.channels().find(|(_, one)| folded(&one.id) == folded(id));
        let found = found.map(|(at, channel)| (at, channel.clone()));
        if let Some((at, _)) = found.as_ref().filter(|(at, _)| self.own_channels.contains(at)) {
            let problem = self.file.string(&toml.id).problem(Code::NameTaken);
            self.problems.push(problem.with("taken", self.table.id(*at)));
        }
        if found.is_none() && (toml.name.is_none() || toml.digital.is_none()) {
            let mut problem = self.file.string(&toml.id).problem(Code::IncompleteChannel);
            if self.table.based_on.is_some() {
                problem = lookup::with_channels(problem, id, &self.table)
                    .with_some("near", lookup::nearest_channel(id, &self.table));
            }
            return self.problems.push(problem);
        }
        let (position, mut channel) = found.unwrap_or_else(|| {
            let channel = Channel { id: id.clone(), ..Channel::default() };
            (self.table.push(price_table::Code::Channel(channel.clone())), channel)
        });
        if let Some(name) = &toml.name {
            channel.name.clone_from(name.get_ref());
            channel.short_name = Words { text: name.get_ref().clone(), english: None };
        }
        if let Some(short_name) = toml.short_name {
            channel.short_name = Words { text: short_name, english: None };
        }
        channel.short_name.english = toml.name_en.or(channel.short_name.english);
        channel.digital = toml.digital.unwrap_or(channel.digital);
        channel.self_service = toml.self_service.unwrap_or(channel.self_service);
        if price.is_some() && price != channel.price {
            channel.price = price;
            if self.table.based_on.is_some() {
                self.table.own_prices.insert(position);
            }
        }
        self.table.replace(position, channel);
        self.own_channels.insert(position);
        self.add_name(position, &toml.id);
        // A name may repeat the id (`e-mail`, `E-mail`); an alias that adds nothing is a slip.
        if let Some(name) = &toml.name {
            self.add_name(position, name);
        }
        for alias in &toml.aliases {
            let is_own = self.own_words.contains(&folded(alias.get_ref()));
            if is_own && self.table.find(alias.get_ref()) == Some(position) {
                self.refuse(alias, Code::DuplicateAlias);
            }
            self.add_name(position, alias);
        }
    }

    fn add_left_out(&mut self, toml: LeftOutToml) {
        let LeftOutToml { reason, reason_en, codes, names, outgoing } = toml;
        let is_outgoing = outgoing.is_some();
        let mut ways = BTreeMap::new();
        for (code, way) in outgoing.into_iter().flat_map(OutgoingToml::ways) {
            if ways.contains_key(&code) {
                self.refuse(&code, Code::DuplicateAlias);
            }
            ways.insert(code, way);
        }
        let reason = Words { text: reason, english: reason_en };
        for code in &codes {
            let position = self.table.push(price_table::Code::LeftOut(LeftOut {
                code: code.get_ref().clone(),
                name: names.get(code).cloned(),
                reason: reason.clone(),
                outgoing: ways.get(code).copied().or(is_outgoing.then_some(Outgoing::Other)),
            }));
            self.add_name(position, code);
        }
        for named in names.keys().chain(ways.keys()).filter(|named| !codes.contains(named)) {
            self.refuse(named, Code::NameOfNoCode);
        }
    }

    fn add_fixed(&mut self, toml: &FixedToml) {
        let channel = toml.channel.as_ref().map(|word| self.file.string(word));
        let channel = channel.map(|word| self.problems.ok(lookup::channel(&word, &self.table)));
        let cost = self.problems.ok(self.file.number(&toml.cost).amount());
        let unit = toml.unit.as_ref().map(|unit| unit.get_ref().clone());
        // A channel that is not known is a problem already.
        if let Some(cost) = cost {
            self.table.fixed.push(FixedCost { unit, channel: channel.flatten(), cost });
        }
    }

    fn note_assumed(&mut self, AssumedToml { code, reason, reason_en }: AssumedToml) {
        if self.table.find(code.get_ref()).is_none() {
            self.refuse(&code, Code::AssumedWithoutCode);
        }
        let why = Why::Assumed(Words { text: reason, english: reason_en });
        self.table.note(Noted { code: code.into_inner(), why });
    }

    /// Lets a code of the table be found by one more name. A word of the base gets another meaning.
    fn add_name(&mut self, position: usize, name: &Spanned<String>) {
        let word = name.get_ref();
        if word.trim().is_empty() {
            self.refuse(name, Code::EmptyName);
        } else if self.own_words.insert(folded(word)) {
            self.table.override_alias(position, word);
        } else if let Err(taken) = self.table.add_alias(position, word) {
            let problem = self.file.string(name).problem(Code::NameTaken);
            self.problems.push(problem.with("taken", self.table.id(taken)));
        }
    }

    fn refuse(&mut self, word: &Spanned<String>, code: Code) {
        self.problems.push(self.file.string(word).problem(code));
    }
}

/// The table with the codes that `--map` gives a meaning, whatever they meant before:
/// `WEBFORM=selvbetjening`, `TEST=-`. Each argument is resolved in the
/// table as it was, so that their order does not matter.
pub fn mapped(table: &PriceTable, arguments: &[String]) -> Result<PriceTable, Diagnostics> {
    let mut mapped = table.clone();
    let mut codes = BTreeSet::new();
    Diagnostics::collect::<(), _, Diagnostic>(arguments.iter().map(|text| {
        // A code may hold the sign; no channel does.
        let argument = Argument::new("--map", text);
        let (code, channel) = argument.split(text.rfind('='))?;
        if code.text.is_empty() {
            return Err(argument.malformed());
        }
        if !codes.insert(folded(&code.text)) {
            return Err(code.problem(Code::DuplicateMap));
        }
        let code = code.text;
        let position = if channel.text == "-" {
            let reason = Words { text: REASON.to_owned(), english: None };
            let left_out = LeftOut { code: code.clone(), name: None, reason, outgoing: None };
            mapped.push(price_table::Code::LeftOut(left_out))
        } else {
            lookup::code(&channel, table)?
        };
        let others = table.aliases().filter(|word| *word != folded(&code));
        let near = did_you_mean(&code, others).map(str::to_owned);
        mapped.override_alias(position, &code);
        mapped.note(Noted { code, why: Why::Mapped { near } });
        Ok(())
    }))?;
    Ok(mapped)
}
