//! Price tables on disk: TOML to `PriceTable`, by built-in name or from a file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::Located;
use super::text::{self, Input};
use super::{listed, suggested};
use crate::model::price_table::{Channel, Code, LeftOut, Noted, PriceTable, Why};

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
    let tables =
        format!("built-in tables are {}; a file is named with its path", listed(names, ", "));
    Diagnostic::new(format!("unknown price table `{name}`")).help(suggested(name, names, tables))
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
///
/// # Errors
///
/// What is not TOML or not the shape of a table; else every negative or
/// unreadable price and every name that is taken twice.
pub fn parse(input: &Input) -> Result<PriceTable, Diagnostics> {
    if is_no_toml(&input.bytes) {
        let what = format!("`{}` is no price table", input.name);
        return Err(Diagnostic::new(what).help(SAMPLE).into());
    }
    let text = input.text()?;
    let toml: TableToml = text::toml(input, text, "`prices/kl-2011.toml` for a table")?;
    let mut reading = Reading {
        input,
        text,
        table: PriceTable::new(toml.name, toml.year, toml.source, toml.basis, toml.currency),
        problems: Diagnostics::default(),
    };
    if toml.channel.is_empty() {
        reading.problems.push(
            Diagnostic::new(format!("price table `{}` has no channels", input.name))
                .help("a channel is a `[[channel]]` with `id`, `name`, `price` and `digital`"),
        );
    }
    for channel in toml.channel {
        reading.channel(channel);
    }
    for left_out in toml.left_out {
        reading.left_out(left_out);
    }
    for AssumedToml { code, reason } in toml.assumed {
        if reading.table.find(code.get_ref()).is_none() {
            let what = format!("`{}` is no code of the table", code.get_ref());
            let problem = reading.word(&code).problem(what, "expected an alias of a channel");
            reading.problems.push(problem);
        }
        reading.table.note(Noted { code: code.into_inner(), why: Why::Assumed(reason) });
    }
    reading.problems.in_order().or(reading.table)
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

struct Reading<'a> {
    input: &'a Input,
    text: &'a str,
    table: PriceTable,
    problems: Diagnostics,
}

impl Reading<'_> {
    fn channel(&mut self, toml: ChannelToml) {
        let price = toml.price.map(|price| Located::of_number(self.input, self.text, &price));
        let price = price.and_then(|price| self.problems.keep(price.price()));
        let position = self.table.push(Code::Channel(Channel {
            id: toml.id.get_ref().clone(),
            name: toml.name.get_ref().clone(),
            price,
            digital: toml.digital,
            self_service: toml.self_service,
        }));
        self.call(position, &toml.id);
        // A name may repeat the id (`e-mail`, `E-mail`); an alias that adds nothing is a slip.
        self.call(position, &toml.name);
        for alias in &toml.aliases {
            if self.table.find(alias.get_ref()) == Some(position) {
                let what = format!("alias `{}` is there twice", alias.get_ref());
                self.problems.push(self.word(alias).problem(what, "delete it"));
            }
            self.call(position, alias);
        }
    }

    fn left_out(&mut self, toml: LeftOutToml) {
        let LeftOutToml { reason, codes, names } = toml;
        for code in &codes {
            let name = names.iter().find(|(named, _)| named.get_ref() == code.get_ref());
            let position = self.table.push(Code::LeftOut(LeftOut {
                code: code.get_ref().clone(),
                name: name.map(|(_, name)| name.clone()),
                reason: reason.clone(),
            }));
            self.call(position, code);
        }
        let is_code =
            |named: &Spanned<String>| codes.iter().any(|code| code.get_ref() == named.get_ref());
        for named in names.keys().filter(|named| !is_code(named)) {
            let word =
                Located::of_span(self.input, self.text, named.span()).with_text(named.get_ref());
            let what = format!("`{}` has a name and is not left out", word.text);
            self.problems.push(word.problem(what, "expected one of the `codes`"));
        }
    }

    fn call(&mut self, position: usize, name: &Spanned<String>) {
        if name.get_ref().trim().is_empty() {
            self.problems.push(self.word(name).problem("a name is empty", "expected a word"));
        } else if let Err(taken) = self.table.add_alias(position, name.get_ref()) {
            let what = format!("`{}` is taken", name.get_ref());
            let by = format!("by `{}`", self.table.id(taken));
            self.problems.push(self.word(name).problem(what, by));
        }
    }

    /// A string with its place, for a problem: most have none.
    fn word(&self, string: &Spanned<String>) -> Located {
        Located::of_string(self.input, self.text, string)
    }
}
