//! Price tables on disk: TOML to `PriceTable`, by built-in name or from a file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::TomlFile;
use super::lookup::{quoted, suggestion};
use super::text::Input;
use crate::model::price_table::{self, Channel, LeftOut, Noted, PriceTable, Why};

/// The tables in the binary: name and TOML.
const BUILT_IN: [(&str, &str); 1] = [("kl-2011", include_str!("../../prices/kl-2011.toml"))];

/// What a price table is.
const SAMPLE: &str = "a price table is a TOML file; `prices/kl-2011.toml` is one that is complete";

/// The built-in table of that name, as [`parse`] takes it.
pub fn built_in(name: &str) -> Option<Input> {
    let (name, toml) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
    Some(Input { name: format!("prices/{name}.toml"), bytes: toml.as_bytes().to_vec() })
}

/// The problem of a name that is neither built in nor a file.
pub fn unknown(name: &str) -> Diagnostic {
    let names = BUILT_IN.map(|(name, _)| name);
    let all = format!("built-in tables are {}; a file is named with its path", quoted(names, ", "));
    Diagnostic::new(Code::UnknownPriceTable, format!("unknown price table `{name}`"))
        .help(suggestion(name, names, &all))
}

/// The shape of a table on disk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableToml {
    name: String,
    year: u16,
    source: String,
    basis: String,
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
    codes: Vec<Spanned<String>>,
    #[serde(default)]
    names: BTreeMap<Spanned<String>, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssumedToml {
    code: Spanned<String>,
    reason: String,
}

/// Reads a price table.
pub fn parse(input: &Input) -> Result<PriceTable, Diagnostics> {
    if is_no_toml(&input.bytes) {
        let text = format!("`{}` is no price table", input.name);
        return Err(Diagnostic::new(Code::NotAPriceTable, text).help(SAMPLE).into());
    }
    let sample = "`prices/kl-2011.toml` for a table";
    let (file, toml): (_, TableToml) = TomlFile::parse(input, sample)?;
    let TableToml { name, year, source, basis, currency, channel, left_out, assumed } = toml;
    let table = PriceTable::new(name, year, source, basis, currency);
    let mut builder = TableBuilder { file, table, problems: Diagnostics::default() };
    if channel.is_empty() {
        let text = format!("price table `{}` has no channels", input.name);
        let help = "a channel is a `[[channel]]` with `id`, `name`, `price` and `digital`";
        builder.problems.push(Diagnostic::new(Code::NoChannels, text).help(help));
    }
    for channel in channel {
        builder.add_channel(channel);
    }
    for left_out in left_out {
        builder.add_left_out(left_out);
    }
    for assumed in assumed {
        builder.note_assumed(assumed);
    }
    builder.problems.in_order().into_result(builder.table)
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
            price,
            digital: toml.digital,
            self_service: toml.self_service,
        }));
        self.add_name(position, &toml.id);
        // A name may repeat the id (`e-mail`, `E-mail`); an alias that adds nothing is a slip.
        self.add_name(position, &toml.name);
        for alias in &toml.aliases {
            if self.table.find(alias.get_ref()) == Some(position) {
                let text = format!("alias `{}` is there twice", alias.get_ref());
                self.refuse(alias, Code::DuplicateAlias, text, "delete it");
            }
            self.add_name(position, alias);
        }
    }

    fn add_left_out(&mut self, toml: LeftOutToml) {
        let LeftOutToml { reason, codes, names } = toml;
        for code in &codes {
            let name = names.iter().find(|(named, _)| named.get_ref() == code.get_ref());
            let position = self.table.push(price_table::Code::LeftOut(LeftOut {
                code: code.get_ref().clone(),
                name: name.map(|(_, name)| name.clone()),
                reason: reason.clone(),
            }));
            self.add_name(position, code);
        }
        for named in names.keys() {
            if codes.iter().all(|code| code.get_ref() != named.get_ref()) {
                let text = format!("`{}` has a name and is not left out", named.get_ref());
                self.refuse(named, Code::NameOfNoCode, text, "expected one of the `codes`");
            }
        }
    }

    fn note_assumed(&mut self, AssumedToml { code, reason }: AssumedToml) {
        if self.table.find(code.get_ref()).is_none() {
            let text = format!("`{}` is no code of the table", code.get_ref());
            self.refuse(&code, Code::UnknownCode, text, "expected an alias of a channel");
        }
        self.table.note(Noted { code: code.into_inner(), why: Why::Assumed(reason) });
    }

    /// Lets a code of the table be found by one more name.
    fn add_name(&mut self, position: usize, name: &Spanned<String>) {
        if name.get_ref().trim().is_empty() {
            self.refuse(name, Code::EmptyName, "a name is empty".to_owned(), "expected a word");
        } else if let Err(taken) = self.table.add_alias(position, name.get_ref()) {
            let by = format!("by `{}`", self.table.id(taken));
            self.refuse(name, Code::NameTaken, format!("`{}` is taken", name.get_ref()), &by);
        }
    }

    fn refuse(&mut self, word: &Spanned<String>, code: Code, text: String, expected: &str) {
        self.problems.push(self.file.string(word).problem(code, text, expected));
    }
}
