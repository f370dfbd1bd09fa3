//! Price tables on disk: TOML to `PriceTable`, by built-in name or from a file.

use serde::Deserialize;
use toml::{Spanned, Value};

use super::problem::{Place, Problem, Problems};
use super::text::Input;
use super::word::Word;
use super::{did_you_mean, listed};
use crate::model::price_table::{Channel, Code, LeftOut, PriceTable};

/// The tables in the binary: name and TOML.
const BUILT_IN: [(&str, &str); 1] = [("kl-2011", include_str!("../../prices/kl-2011.toml"))];

/// The built-in table of that name, as [`parse`] takes it.
#[must_use]
pub fn built_in(name: &str) -> Option<Input> {
    let (name, toml) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
    Some(Input { name: format!("prices/{name}.toml"), bytes: toml.as_bytes().to_vec() })
}

/// The problem of a name that is neither built in nor a file.
#[must_use]
pub fn unknown(name: &str) -> Problem {
    let names = BUILT_IN.map(|(name, _)| name);
    let tables =
        format!("built-in tables are {}; a file is named with its path", listed(names, ", "));
    Problem::new(format!("unknown price table `{name}`")).help(match did_you_mean(name, names) {
        Some(near) => format!("did you mean `{near}`? {tables}"),
        None => tables,
    })
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelToml {
    id: Spanned<String>,
    name: Spanned<String>,
    price: Option<Spanned<Value>>,
    digital: bool,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOutToml {
    reason: String,
    codes: Vec<Spanned<String>>,
}

/// Reads a price table.
///
/// # Errors
///
/// What is not TOML or not the shape of a table; else every negative or
/// unreadable price and every name that is taken twice.
pub fn parse(input: &Input) -> Result<PriceTable, Problems> {
    let text = input.text()?;
    let toml: TableToml = toml::from_str(text).map_err(|error| not_a_table(&error, input, text))?;
    let mut reading = Reading {
        input,
        text,
        table: PriceTable::new(toml.name, toml.year, toml.source, toml.basis, toml.currency),
        problems: Problems::default(),
    };
    if toml.channel.is_empty() {
        reading.problems.push(
            Problem::new(format!("price table `{}` has no channels", input.name))
                .help("a channel is a `[[channel]]` with `id`, `name`, `price` and `digital`"),
        );
    }
    for channel in toml.channel {
        reading.channel(channel);
    }
    for LeftOutToml { reason, codes } in toml.left_out {
        for code in codes {
            let left_out = LeftOut { code: code.get_ref().clone(), reason: reason.clone() };
            let position = reading.table.push(Code::LeftOut(left_out));
            reading.call(position, &code);
        }
    }
    reading.problems.in_order().or(reading.table)
}

fn not_a_table(error: &toml::de::Error, input: &Input, text: &str) -> Problem {
    let place = Place::of(&input.name, text, error.span().unwrap_or(0..0), "");
    Problem::new(error.message())
        .at(place)
        .help("see `prices/kl-2011.toml` for a table that is complete")
}

struct Reading<'a> {
    input: &'a Input,
    text: &'a str,
    table: PriceTable,
    problems: Problems,
}

impl Reading<'_> {
    fn channel(&mut self, toml: ChannelToml) {
        let price = toml.price.map(|price| Word::of_number(self.input, self.text, &price));
        let price = price.and_then(|price| self.problems.keep(price.price()));
        let position = self.table.push(Code::Channel(Channel {
            id: toml.id.get_ref().clone(),
            name: toml.name.get_ref().clone(),
            price,
            digital: toml.digital,
        }));
        self.call(position, &toml.id);
        // A name may repeat the id (`e-mail`, `E-mail`); an alias that adds nothing is a slip.
        self.call(position, &toml.name);
        for alias in &toml.aliases {
            if self.table.find(alias.get_ref()) == Some(position) {
                self.problem(
                    alias,
                    format!("alias `{}` is there twice", alias.get_ref()),
                    "delete it",
                );
            }
            self.call(position, alias);
        }
    }

    fn call(&mut self, position: usize, word: &Spanned<String>) {
        if word.get_ref().trim().is_empty() {
            self.problem(word, "a name is empty".to_owned(), "expected a word");
            return;
        }
        if let Err(taken) = self.table.call(position, word.get_ref()) {
            let by = self.table.codes()[taken].id();
            self.problem(word, format!("`{}` is taken", word.get_ref()), &format!("by `{by}`"));
        }
    }

    fn problem<T>(&mut self, at: &Spanned<T>, what: String, expected: &str) {
        let place = Place::of(&self.input.name, self.text, at.span(), expected);
        self.problems.push(Problem::new(what).at(place));
    }
}
