//! Words: parts of the input that still know where they stand.

use std::ops::Range;

use toml::{Spanned, Value};

use super::problem::{Place, Problem};
use super::text::Input;

/// A part of the input, and its place for when something is wrong with it.
#[derive(Debug, Clone)]
pub struct Word {
    /// What is written, without quotes.
    pub text: String,
    place: Place,
}

impl Word {
    /// A word of an argument, which is known by its flag: `--move`.
    #[must_use]
    pub fn of_argument(flag: &str, argument: &str, span: Range<usize>) -> Self {
        let text = argument[span.clone()].trim().to_owned();
        Self { text, place: Place::of(flag, argument, span, "") }
    }

    /// A string of a TOML file.
    #[must_use]
    pub fn of_string(input: &Input, toml: &str, string: &Spanned<String>) -> Self {
        Self {
            text: string.get_ref().clone(),
            place: Place::of(&input.name, toml, string.span(), ""),
        }
    }

    /// Any part of a TOML file.
    #[must_use]
    pub fn of_span(input: &Input, toml: &str, span: Range<usize>) -> Self {
        Self { text: toml[span.clone()].to_owned(), place: Place::of(&input.name, toml, span, "") }
    }

    /// A number of a TOML file, as its digits are written, so that it never goes
    /// through a binary fraction; a string holds what is in its quotes.
    #[must_use]
    pub fn of_number(input: &Input, toml: &str, number: &Spanned<Value>) -> Self {
        let text = match number.get_ref() {
            Value::String(text) => text.trim().to_owned(),
            _ => toml[number.span()].replace('_', ""),
        };
        Self { text, place: Place::of(&input.name, toml, number.span(), "") }
    }

    /// A problem with this word, and what was expected in its place.
    #[must_use]
    pub fn problem(&self, what: impl Into<String>, expected: impl Into<String>) -> Problem {
        Problem::new(what).at(Place { expected: expected.into(), ..self.place.clone() })
    }
}
