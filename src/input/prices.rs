//! Price tables on disk: TOML to `PriceTable`, by built-in name or from a file.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::{Spanned, Value};

use super::located::{Argument, TomlFile};
use super::lookup::{self, did_you_mean, quoted};
use super::text::Input;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::folded;
use crate::model::price_table::{self, Channel, LeftOut, Noted, PriceTable, Why, Words};

/// The tables in the binary: name and TOML.
const BUILT_IN: [(&str, &str); 1] = [("kl-2011", include_str!("../../prices/kl-2011.toml"))];

/// What a mapped code is left out for.
const REASON: &str = "--map";

/// The built-in table of that name, as [`parse`] takes it.
pub fn built_in(name: &str) -> Option<Input> {
    let (name, toml) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
    Some(Input { name: format!("prices/{name}.toml"), bytes: toml.as_bytes().to_vec() })
}

/// The problem of a name that is neither built in nor a file.
pub fn unknown(name: &str) -> Diagnostic {
    let names = BUILT_IN.map(|(name, _)| name);
    let problem = Code::UnknownPriceTable.problem().with("name", name).near(name, names);
    problem.with("known", quoted(names, ", "))
}

/// The shape of a table on disk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableToml {
    name: String,
    title: Option<String>,
    title_en: Option<String>,
    year: u16,
    source: String,
    source_en: Option<String>,
    basis: String,
    basis_en: Option<String>,
    currency: String,
    #[serde(default)]
    channel: Vec<ChannelToml>,
    #[serde(default)]
    left_out: Vec<LeftOutToml>,
    #[serde(default)]
    assumed: Vec<AssumedToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelToml {
    id: Spanned<String>,
    name: Spanned<String>,
    short_name: Option<String>,
    name_en: Option<String>,
    price: Option<Spanned<Value>>,
    digital: bool,
    #[serde(default)]
    self_service: bool,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssumedToml {
    code: Spanned<String>,
    reason: String,
    reason_en: Option<String>,
}

/// Reads a price table.
pub fn parse(input: &Input) -> Result<PriceTable, Diagnostics> {
    if is_no_toml(&input.bytes) {
        return Err(Code::NotAPriceTable.problem().with("file", &input.name).into());
    }
    let (file, toml): (_, TableToml) = TomlFile::parse(input, Code::InvalidPriceTable)?;
    let mut table = PriceTable::named(toml.name);
    table.title = toml.title.map(|text| Words { text, english: toml.title_en });
    table.year = toml.year;
    table.source = Words { text: toml.source, english: toml.source_en };
    table.basis = Words { text: toml.basis, english: toml.basis_en };
    table.currency = toml.currency;
    let mut builder = TableBuilder { file, table, problems: Diagnostics::default() };
    if toml.channel.is_empty() {
        builder.problems.push(Code::NoChannels.problem().with("file", &input.name));
    }
    for channel in toml.channel {
        builder.add_channel(channel);
    }
    for left_out in toml.left_out {
        builder.add_left_out(left_out);
    }
    for assumed in toml.assumed {
        builder.note_assumed(assumed);
    }
    builder.problems.sorted().into_result(builder.table)
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
    problems: Diagnostics,
}

impl TableBuilder<'_> {
    fn add_channel(&mut self, toml: ChannelToml) {
        let price = toml.price.map(|price| self.file.number(&price));
        let price = price.and_then(|price| self.problems.ok(price.price()));
        let position = self.table.push(price_table::Code::Channel(Channel {
            id: toml.id.get_ref().clone(),
            name: toml.name.get_ref().clone(),
            short_name: Words {
                text: toml.short_name.unwrap_or_else(|| toml.name.get_ref().clone()),
                english: toml.name_en,
            },
            price,
            digital: toml.digital,
            self_service: toml.self_service,
        }));
        self.add_name(position, &toml.id);
        // A name may repeat the id (`e-mail`, `E-mail`); an alias that adds nothing is a slip.
        self.add_name(position, &toml.name);
        for alias in &toml.aliases {
            if self.table.find(alias.get_ref()) == Some(position) {
                self.refuse(alias, Code::DuplicateAlias);
            }
            self.add_name(position, alias);
        }
    }

    fn add_left_out(&mut self, toml: LeftOutToml) {
        let LeftOutToml { reason, reason_en, codes, names } = toml;
        let reason = Words { text: reason, english: reason_en };
        for code in &codes {
            let position = self.table.push(price_table::Code::LeftOut(LeftOut {
                code: code.get_ref().clone(),
                name: names.get(code).cloned(),
                reason: reason.clone(),
            }));
            self.add_name(position, code);
        }
        for named in names.keys().filter(|named| !codes.contains(named)) {
            self.refuse(named, Code::NameOfNoCode);
        }
    }

    fn note_assumed(&mut self, AssumedToml { code, reason, reason_en }: AssumedToml) {
        if self.table.find(code.get_ref()).is_none() {
            self.refuse(&code, Code::AssumedWithoutCode);
        }
        let why = Why::Assumed(Words { text: reason, english: reason_en });
        self.table.note(Noted { code: code.into_inner(), why });
    }

    /// Lets a code of the table be found by one more name.
    fn add_name(&mut self, position: usize, name: &Spanned<String>) {
        if name.get_ref().trim().is_empty() {
            self.refuse(name, Code::EmptyName);
        } else if let Err(taken) = self.table.add_alias(position, name.get_ref()) {
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
            let left_out = LeftOut { code: code.clone(), name: None, reason };
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
