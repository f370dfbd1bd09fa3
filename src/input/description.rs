//! Count descriptions: a TOML file that says once which files a count has and how they are read.
//! Its keys are `files`, the flags that say how, by their ids, and `scenario`.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::DeValue;
use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::located::{Located, TomlFile};
use super::prices;
use super::text::Input;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Value};
use crate::shell::pasteable;

/// The flags that are keys, by their ids, in the order in which they are written.
#[rustfmt::skip]
pub const FLAGS: [&str; 14] = [
    "prices", "price_index", "weeks_per_year", "unit", "unit_from", "sheet", "date_order",
    "fill_down", "week", "weeks", "where", "names", "column", "map",
];
pub const FILES: &str = "files";
const SCENARIO: &str = "scenario";
/// The only key that is true or false.
const FILL_DOWN: &str = "fill_down";
/// Keys that may be a table, of which each line is one argument: `WEBFORM = "selvbetjening"`.
const TABLES: [&str; 6] = ["week", "weeks", "where", "names", "column", "map"];

/// What a description says.
#[derive(Debug, Clone)]
pub struct Description {
    pub path: PathBuf,
    /// The files and the arguments of flags, in their order.
    pub values: Vec<DescribedValue>,
    pub has_scenarios: bool,
}

/// A file, or the argument of a flag.
#[derive(Debug, Clone)]
pub struct DescribedValue {
    /// The id of the flag, or `files`.
    pub key: &'static str,
    /// The value as the flag takes it, with paths as seen from the working folder.
    pub text: String,
    /// The value as it is written, in a table with its name.
    written: Located,
}

impl Description {
    /// Reads a description.
    pub fn parse(input: &Input) -> Result<Self, Diagnostics> {
        let (file, table) = TomlFile::table(input, Code::InvalidDescription)?;
        let has = |key: &str| table.contains_key(key);
        let not_one = || Code::NotADescription.problem().with("file", &input.name);
        if has("channel") || has("based_on") {
            return Err(not_one().with("prices", pasteable("--prices", &input.name)).into());
        }
        if has(SCENARIO) && table.len() == 1 {
            return Err(not_one().with("scenarios", pasteable("--scenarios", &input.name)).into());
        }
        let path = PathBuf::from(&input.name);
        let known = [FILES].into_iter().chain(FLAGS).chain([SCENARIO]);
        let values: Vec<Vec<_>> = Diagnostics::collect(table.iter().map(|(key, entry)| {
            match known.clone().find(|known| *known == key.get_ref()) {
                Some(SCENARIO) => Ok(Vec::new()),
                Some(key) => values(file, key, entry, &path),
                None => {
                    let key = file.part(key.span());
                    Err(key.unknown(Code::UnknownDescriptionKey, known.clone()).into())
                }
            }
        }))?;
        let description = Self { values: values.concat(), has_scenarios: has(SCENARIO), path };
        if description.files().next().is_none() {
            return Err(not_one().with("example", "\"uge43.csv\"").into());
        }
        Ok(description)
    }

    /// The count files.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let files = self.values.iter().filter(|value| value.key == FILES);
        files.map(|value| PathBuf::from(&value.text))
    }

    /// A problem with a flag or a file of the description, at its place in it.
    pub fn relocated(&self, problem: Diagnostic) -> Diagnostic {
        let is_missing = matches!(problem.code, Code::FileNotFound | Code::UnknownPriceTable);
        let named = problem.value("file").or(problem.value("name")).filter(|_| is_missing);
        let value = self.values.iter().find(|value| match (&problem.place, named) {
            (Some(place), _) => place.is_in_flag && value.is_at(place),
            (None, Some(Value::Text(path))) => {
                value.text == *path || value.text.ends_with(&format!("={path}"))
            }
            _ => false,
        });
        match value {
            Some(value) => problem.at(value.written.place()),
            None => problem,
        }
    }
}

impl DescribedValue {
    /// The flag with its value, as one word.
    pub fn word(&self) -> String {
        word(self.key, &self.text)
    }

    /// The problem of a value that its flag does not take.
    pub fn misfit(&self, message: Option<String>) -> Diagnostic {
        misfit(&self.written, self.key).with_some("message", message)
    }

    /// Whether a place is in this argument of its flag.
    fn is_at(&self, place: &Place) -> bool {
        let flag = flag(self.key);
        flag == place.source && Place::in_flag(&flag, &self.text, 0..0).text == place.text
    }
}

/// A flag with its value, as one word: a value that starts with a hyphen is no flag.
pub fn word(key: &str, value: &str) -> String {
    if is_switch(key) { flag(key) } else { format!("{}={value}", flag(key)) }
}

/// Whether a flag takes no value.
pub fn is_switch(key: &str) -> bool {
    key == FILL_DOWN
}

pub fn flag(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

fn misfit(written: &Located, key: &str) -> Diagnostic {
    let problem = written.problem(Code::InvalidDescriptionValue).with("key", key);
    problem.with("flag", flag(key))
}

/// The values of a key. A path is relative to the folder of the description.
fn values(
    file: TomlFile,
    key: &'static str,
    entry: &Spanned<DeValue>,
    description: &Path,
) -> Result<Vec<DescribedValue>, Diagnostics> {
    let folder = description.parent().unwrap_or(Path::new(""));
    let read = |name: &str, start: usize, value: &Spanned<DeValue>| {
        let written = file.part(start..value.span().end);
        let text = match value.get_ref() {
            DeValue::Boolean(true) if key == FILL_DOWN => "true".to_owned(),
            DeValue::String(text) if key != FILL_DOWN => text.to_string(),
            DeValue::Integer(_) | DeValue::Float(_) if key != FILL_DOWN => {
                file.part(value.span()).text.replace('_', "")
            }
            _ => return Err(misfit(&written, key)),
        };
        let from_folder = |path: &str| folder.join(path).display().to_string();
        let text = map_path(key, &format!("{name}{text}"), &from_folder);
        if key == FILES && is_description(Path::new(&text)) {
            return Err(written.problem(Code::DescriptionAmongFiles).with("file", text));
        }
        Ok(DescribedValue { key, text, written })
    };
    let one = |value: &Spanned<DeValue>| read("", value.span().start, value);
    match entry.get_ref() {
        DeValue::Boolean(false) if key == FILL_DOWN => Ok(Vec::new()),
        DeValue::Array(items) => Diagnostics::collect(items.iter().map(one)),
        DeValue::Table(lines) if TABLES.contains(&key) => {
            Diagnostics::collect(lines.iter().map(|(name, value)| {
                read(&format!("{}=", name.get_ref()), name.span().start, value)
            }))
        }
        _ => Ok(vec![one(entry)?]),
    }
}

/// The value of a key with another path, if it has one. Standard input and a built-in price table
/// have none.
pub fn map_path(key: &str, text: &str, change: &dyn Fn(&str) -> String) -> String {
    match (key, text.split_once('=')) {
        (FILES, _) if text != "-" => change(text),
        ("prices", _) if prices::built_in(text).is_none() => change(text),
        ("names", Some((dimension, list))) => format!("{dimension}={}", change(list.trim())),
        _ => text.to_owned(),
    }
}

/// Whether a count file is a description.
pub fn is_description(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// A description as it is written: files and flags with their values, and scenarios.
pub fn to_toml(keys: &[(&str, Vec<String>)], scenarios: Item) -> String {
    let mut document = DocumentMut::new();
    for (key, values) in keys {
        let table = table(values).filter(|_| TABLES.contains(key));
        document[key] = match (table, values.as_slice()) {
            _ if *key == FILL_DOWN => value(true),
            (Some(table), _) => Item::Table(table),
            (None, [one]) => value(scalar(one)),
            (None, many) => value(many.iter().map(|one| scalar(one)).collect::<Array>()),
        };
    }
    if !scenarios.is_none() {
        document[SCENARIO] = scenarios;
    }
    document.to_string()
}

/// Arguments as a table, if each has a name of its own.
fn table(values: &[String]) -> Option<Table> {
    let pairs: Option<Vec<_>> = values.iter().map(|argument| argument.split_once('=')).collect();
    let table: Table = pairs?.into_iter().map(|(name, text)| (name, scalar(text))).collect();
    Some(table).filter(|table| table.len() == values.len())
}

/// A whole number without quotes, or a text.
pub fn scalar(text: &str) -> toml_edit::Value {
    let number = text.parse::<i64>().ok().filter(|number| number.to_string() == text);
    number.map_or_else(|| text.into(), Into::into)
}
