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
//!
//! What is in brackets, and the rule for full stops, are those of [all templates](crate::template).

use std::slice;

use super::lang::{AND, OTHERS};
use super::{Lang, number};
use crate::model::quantity::{Money, Weeks};
use crate::report::{Cell, Phrase};
use crate::template::fill;

/// A list names this many items for people, and counts the rest.
const NAMES: usize = 5;

/// A space that no line breaks at: it keeps a number with its unit.
const NO_BREAK: char = '\u{a0}';

/// A message in which numbers are kept with their units, for text that wraps.
/// [`plain_spaces`] puts ordinary spaces there.
pub fn non_breaking(message: &Phrase, lang: Lang, currency: &str) -> String {
    Writer { lang, currency, names: NAMES, is_whole: false }.phrase(message)
}

/// A message as plain text.
pub fn text(message: &Phrase, lang: Lang, currency: &str) -> String {
    plain_spaces(&non_breaking(message, lang, currency))
}

/// A message as plain text for machines: its lists name all items.
pub fn complete(message: &Phrase, lang: Lang, currency: &str) -> String {
    plain_spaces(&Writer { lang, currency, names: usize::MAX, is_whole: false }.phrase(message))
}

/// A phrase without amounts.
pub fn phrase(phrase: &Phrase, lang: Lang) -> String {
    Writer { lang, currency: "", names: NAMES, is_whole: false }.phrase(phrase)
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
    /// How many items of a list are named.
    names: usize,
    /// Whether all amounts of the sentence are written in full: two units in one sentence are hard
    /// to compare.
    is_whole: bool,
}

impl Writer<'_> {
    fn phrase(self, phrase: &Phrase) -> String {
        let template = self.lang.template(phrase.sentence);
        let writer =
            Self { is_whole: self.is_whole || needs_whole_amounts(phrase, self.lang), ..self };
        let text =
            fill(template, &|inner| writer.placeholder(inner, phrase)).unwrap_or_else(|| {
                debug_assert!(false, "a value is missing for {:?}", phrase.sentence);
                template.to_owned()
            });
        let more = phrase.more.iter().map(|more| format!(" {}", self.phrase(more)));
        more.fold(text.trim_start().to_owned(), |text, more| text + &more)
    }

    fn placeholder(self, inner: &str, phrase: &Phrase) -> Option<String> {
        let (name, how) = parts(inner);
        if name == "currency" {
            return Some(self.lang.currency(self.currency));
        }
        let (_, value) = phrase.values.iter().find(|(known, _)| *known == name)?;
        let word = |words: &str| {
            let (one, many) = words.split_once('|').unwrap_or((words, words));
            if is_one(value) { one.to_owned() } else { many.to_owned() }
        };
        Some(match how.split_at_checked(1) {
            None => self.value(value),
            Some(("#", words)) => format!("{} {}", self.bare_number(value), word(words)),
            Some(("?", words)) => word(words),
            Some(("/", last_word)) => self.list(items(value), last_word),
            Some((",", _)) => self.items(value).join(", "),
            Some((";", _)) => self.items(value).join("; "),
            Some(("+", _)) => self.items(value).join(" + "),
            Some((_, "number")) => self.bare_number(value),
            Some((_, "start")) => capitalised(&self.value(value)),
            Some(_) => self.value(value).to_lowercase(),
        })
    }

    fn items(self, value: &Cell) -> Vec<String> {
        items(value).iter().map(|item| self.value(item)).collect()
    }

    /// `a, b and c`, and a count of the items that are too many to name.
    fn list(self, items: &[Cell], last_word: &str) -> String {
        let mut shown: Vec<String> =
            items.iter().take(self.names).map(|item| self.value(item)).collect();
        if items.len() > self.names {
            let more = items.len() - self.names;
            let [one, many] = self.lang.localized(OTHERS);
            let word = if more == 1 { one } else { many };
            shown.push(format!("{} {word}", number::count(more as u64, self.lang)));
        }
        let last = shown.pop().unwrap_or_default();
        match shown.as_slice() {
            [] => last,
            shown => format!("{} {last_word} {last}", shown.join(", ")),
        }
    }

    /// A value with its unit, from which no line break parts it.
    fn value(self, value: &Cell) -> String {
        let text = match value {
            Cell::List(items) => return self.list(items, self.lang.localized(AND)),
            Cell::Phrase(phrase) => return self.phrase(phrase),
            // Within a sentence a name is as the price table writes it.
            Cell::Named { words, .. } => return super::printable(self.lang.words(words)),
            Cell::Cost(_) | Cell::Price(_) | Cell::Average { .. } | Cell::About(_) => {
                format!("{} {}", self.amount(value), self.lang.currency(self.currency))
            }
            Cell::Points(points) => number::points(points, self.lang),
            Cell::Change(difference) => number::with_sign(&self.value(difference)),
            Cell::Share(_) | Cell::Percent(_) => super::cell(value, self.lang),
            _ => return super::cell(value, self.lang),
        };
        text.replace(' ', &NO_BREAK.to_string())
    }

    /// An amount without its currency. A price has no more decimals than it needs.
    fn amount(self, cell: &Cell) -> String {
        match cell {
            Cell::Price(price) => number::plain(price.exact(), self.lang),
            Cell::About(money) if !self.is_whole => number::about(money.exact(), self.lang),
            cell => super::cell(cell, self.lang),
        }
    }

    fn bare_number(self, value: &Cell) -> String {
        match value {
            Cell::Cost(_) | Cell::Price(_) => self.amount(value),
            Cell::List(items) => number::count(items.len() as u64, self.lang),
            value => self.value(value),
        }
    }
}

/// Whether the amounts of a sentence are written in full: one is too small for millions, or two that
/// differ would look alike.
fn needs_whole_amounts(sentence: &Phrase, lang: Lang) -> bool {
    fn collect<'a>(cell: &'a Cell, all: &mut Vec<&'a Money>) {
        match cell {
            Cell::About(money) => all.push(money),
            Cell::Change(cell) => collect(cell, all),
            Cell::List(items) => items.iter().for_each(|item| collect(item, all)),
            Cell::Phrase(phrase) => phrase.values.iter().for_each(|(_, cell)| collect(cell, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    sentence.values.iter().for_each(|(_, cell)| collect(cell, &mut all));
    let is_small = |money: &&Money| !money.is_zero() && number::is_below_millions(money.exact());
    let text = |money: &Money| number::about(money.exact(), lang);
    let looks_like_another =
        |one: &&Money| all.iter().any(|other| *one != *other && text(one) == text(other));
    all.iter().any(is_small) || all.iter().any(looks_like_another)
}

/// The name in a placeholder, and what is said behind it.
fn parts(placeholder: &str) -> (&str, &str) {
    let end = placeholder.find(['#', '?', '/', ',', ';', '+', ':']).unwrap_or(placeholder.len());
    placeholder.split_at(end)
}

fn items(value: &Cell) -> &[Cell] {
    match value {
        Cell::List(items) => items,
        one => slice::from_ref(one),
    }
}

fn is_one(value: &Cell) -> bool {
    match value {
        Cell::Count(1) => true,
        Cell::Weeks(weeks) => *weeks == Weeks::from(1),
        Cell::List(items) => items.len() == 1,
        _ => false,
    }
}

pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
