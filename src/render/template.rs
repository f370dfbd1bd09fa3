//! Templates: the sentences of a language with their values filled in.
//!
//! | in a template | stands for |
//! |---|---|
//! | `{name}` | the value; of a list `a, b and c`, or `a, b, c, d, e and 7 others` |
//! | `{name#one\|many}` | a number, or the length of a list, and the word for it: `2 weeks` |
//! | `{name?one\|many}` | the word alone |
//! | `{name/or}` | a list with that word before its last item |
//! | `{name,}` `{name;}` `{name+}` | all items of a list, with that sign between them |
//! | `{name:number}` | an amount without its currency |
//! | `{name:lower}` `{name:start}` | in lower case; with a capital |
//! | `{currency}` | the currency of the report |
//! | `[…]` | text that is left out where one of its values is not there |
//!
//! A full stop behind a value that ends with one, such as `19 kr.`, is written once.

use super::{Lang, number};
use crate::model::quantity::Weeks;
use crate::report::{Cell, Message, Phrase, Sentence, Value};

/// A list names this many items, and counts the rest.
const NAMES: usize = 5;

/// A space that no line breaks at: it keeps a number with its unit.
const NO_BREAK: char = '\u{a0}';

/// A message in which numbers are kept with their units, for text that wraps.
/// [`plain_spaces`] puts ordinary spaces there.
pub fn non_breaking(message: &Message, lang: Lang, currency: &str) -> String {
    let writer = Writer { lang, currency };
    let sentences: Vec<String> =
        message.phrases.iter().map(|phrase| writer.phrase(phrase)).collect();
    sentences.join(" ")
}

/// A message as plain text.
pub fn text(message: &Message, lang: Lang, currency: &str) -> String {
    plain_spaces(&non_breaking(message, lang, currency))
}

/// A sentence with one value, which is no amount.
pub fn short(
    sentence: Sentence,
    name: &'static str,
    value: impl Into<Value>,
    lang: Lang,
) -> String {
    Writer { lang, currency: "" }.phrase(&sentence.with(name, value))
}

/// A text with ordinary spaces where a number is kept with its unit.
pub fn plain_spaces(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// Writes values and sentences in one language.
#[derive(Clone, Copy)]
struct Writer<'a> {
    lang: Lang,
    currency: &'a str,
}

impl Writer<'_> {
    fn phrase(self, phrase: &Phrase) -> String {
        let mut text = String::new();
        self.fill(self.lang.template(phrase.sentence), phrase, &mut text);
        text.trim_start().to_owned()
    }

    /// Appends a template, or a part of one.
    fn fill(self, mut template: &str, phrase: &Phrase, text: &mut String) {
        while let Some(at) = template.find(['{', '[']) {
            push_literal(text, &template[..at]);
            let close = if template[at..].starts_with('{') { '}' } else { ']' };
            let end = template[at..].find(close).map_or(template.len(), |end| at + end);
            let inner = &template[at + 1..end];
            if close == '}' {
                text.push_str(&self.placeholder(inner, phrase));
            } else if placeholders(inner).all(|name| self.value_of(name, phrase).is_some()) {
                self.fill(inner, phrase, text);
            }
            template = template.get(end + 1..).unwrap_or_default();
        }
        push_literal(text, template);
    }

    fn value_of(self, name: &str, phrase: &Phrase) -> Option<Value> {
        let value = phrase.values.iter().find(|(known, _)| *known == name);
        match value {
            Some((_, value)) => Some(value.clone()),
            None if name == "currency" => Some(self.lang.currency(self.currency).into()),
            None => None,
        }
    }

    fn placeholder(self, inner: &str, phrase: &Phrase) -> String {
        let (name, how) = parts(inner);
        let Some(value) = self.value_of(name, phrase) else {
            debug_assert!(false, "{:?} has no value `{name}`", phrase.sentence);
            return String::new();
        };
        let word = |words: &str| {
            let (one, many) = words.split_once('|').unwrap_or((words, words));
            if is_one(&value) { one.to_owned() } else { many.to_owned() }
        };
        match how.split_at_checked(1) {
            None => self.value(&value),
            Some(("#", words)) => format!("{} {}", self.bare_number(&value), word(words)),
            Some(("?", words)) => word(words),
            Some(("/", last_word)) => self.list(&items(&value), last_word),
            Some((",", _)) => self.items(&value).join(", "),
            Some((";", _)) => self.items(&value).join("; "),
            Some(("+", _)) => self.items(&value).join(" + "),
            Some((_, "number")) => self.bare_number(&value),
            Some((_, "start")) => capitalised(&self.value(&value)),
            Some(_) => self.value(&value).to_lowercase(),
        }
    }

    fn items(self, value: &Value) -> Vec<String> {
        items(value).iter().map(|item| self.value(item)).collect()
    }

    /// `a, b and c`, and a count of the items that are too many to name.
    fn list(self, items: &[Value], last_word: &str) -> String {
        let mut shown: Vec<String> =
            items.iter().take(NAMES).map(|item| self.value(item)).collect();
        if items.len() > NAMES {
            let more = items.len() - NAMES;
            let [one, many] = self.lang.conventions().others;
            let word = if more == 1 { one } else { many };
            shown.push(format!("{} {word}", number::count(more as u64, self.lang)));
        }
        let last = shown.pop().unwrap_or_default();
        match shown.as_slice() {
            [] => last,
            shown => format!("{} {last_word} {last}", shown.join(", ")),
        }
    }

    fn value(self, value: &Value) -> String {
        match value {
            Value::Cell(Cell::List(_)) | Value::List(_) => {
                self.list(&items(value), self.lang.conventions().and)
            }
            Value::Cell(cell) => self.cell(cell),
            Value::Phrase(phrase) => self.phrase(phrase),
        }
    }

    /// A value with its unit, from which no line break parts it.
    fn cell(self, cell: &Cell) -> String {
        let text = match cell {
            Cell::Cost(_) | Cell::Price(_) => {
                format!("{} {}", self.amount(cell), self.lang.currency(self.currency))
            }
            Cell::Points(points) => number::points(points, self.lang),
            Cell::Change(difference) => number::with_sign(&self.cell(difference)),
            Cell::Share(_) | Cell::Percent(_) => super::cell(cell, self.lang),
            _ => return super::cell(cell, self.lang),
        };
        text.replace(' ', &NO_BREAK.to_string())
    }

    /// An amount without its currency. A price has no more decimals than it needs.
    fn amount(self, cell: &Cell) -> String {
        match cell {
            Cell::Price(price) => number::plain(price.exact(), self.lang),
            cell => super::cell(cell, self.lang),
        }
    }

    fn bare_number(self, value: &Value) -> String {
        match value {
            Value::Cell(cell @ (Cell::Cost(_) | Cell::Price(_))) => self.amount(cell),
            Value::Cell(Cell::List(_)) | Value::List(_) => {
                number::count(items(value).len() as u64, self.lang)
            }
            value => self.value(value),
        }
    }
}

/// Appends text of a template, whose full stop is left out behind another one.
fn push_literal(text: &mut String, literal: &str) {
    let is_ended = text.ends_with(['.', '!', '?']);
    text.push_str(literal.strip_prefix('.').filter(|_| is_ended).unwrap_or(literal));
}

/// The name in a placeholder, and what is said behind it.
fn parts(placeholder: &str) -> (&str, &str) {
    let end = placeholder.find(['#', '?', '/', ',', ';', '+', ':']).unwrap_or(placeholder.len());
    placeholder.split_at(end)
}

/// The names of the values that a template uses.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).map(|rest| parts(rest.split('}').next().unwrap_or(rest)).0)
}

fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) => items.clone(),
        Value::Cell(Cell::List(cells)) => cells.iter().cloned().map(Value::Cell).collect(),
        one => vec![one.clone()],
    }
}

fn is_one(value: &Value) -> bool {
    match value {
        Value::Cell(Cell::Count(1)) => true,
        Value::Cell(Cell::Weeks(weeks)) => *weeks == Weeks::from(1),
        Value::Cell(Cell::List(cells)) => cells.len() == 1,
        Value::List(items) => items.len() == 1,
        _ => false,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
