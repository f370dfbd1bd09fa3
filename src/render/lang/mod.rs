//! Languages: how each writes words and numbers.

mod da;
mod da_problems;
mod en;
mod en_problems;

use crate::diagnostic::Code;
use crate::report::{Sentence, Term, Words};

/// The language of the words and numbers for people, in the order of [`Term::labels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Danish: `1.234,5 %`.
    #[default]
    Danish,
    /// English: `1,234.5%`.
    English,
}

/// What a language needs besides its sentences and labels.
pub struct Conventions {
    /// The code of the language, for browsers and screen readers.
    pub tag: &'static str,
    /// Between every three digits.
    pub grouping: &'static str,
    /// Before the decimals.
    pub decimal_point: &'static str,
    /// Behind a percentage.
    pub per_cent: &'static str,
    /// Behind a difference of two percentages.
    pub points: &'static str,
    /// Behind a number of millions.
    pub millions: &'static str,
    /// Before the last item of a list.
    pub and: &'static str,
    /// For the items that a list leaves out: one, and any other number.
    pub others: [&'static str; 2],
}

const DANISH: Conventions = Conventions {
    tag: "da",
    grouping: ".",
    decimal_point: ",",
    per_cent: " %",
    points: " procentpoint",
    millions: " mio.",
    and: "og",
    others: ["anden", "andre"],
};

const ENGLISH: Conventions = Conventions {
    tag: "en",
    grouping: ",",
    decimal_point: ".",
    per_cent: "%",
    points: " percentage points",
    millions: " million",
    and: "and",
    others: ["other", "others"],
};

impl Lang {
    /// How numbers and lists are written.
    pub fn conventions(self) -> &'static Conventions {
        match self {
            Self::Danish => &DANISH,
            Self::English => &ENGLISH,
        }
    }

    /// The template of a sentence.
    pub fn template(self, sentence: Sentence) -> &'static str {
        match self {
            Self::Danish => da::template(sentence),
            Self::English => en::template(sentence),
        }
    }

    /// The templates of a problem: its text, its label and its help.
    pub fn problem(self, code: Code) -> [&'static str; 3] {
        match self {
            Self::Danish => da_problems::templates(code),
            Self::English => en_problems::templates(code),
        }
    }

    /// The word before what to do about a problem.
    pub fn help(self) -> &'static str {
        match self {
            Self::Danish => "hjælp",
            Self::English => "help",
        }
    }

    /// The label of a term.
    pub fn label(self, term: Term) -> &'static str {
        term.labels()[self as usize]
    }

    /// The words of a price table, in the language if the table has them.
    pub fn words(self, words: &Words) -> &str {
        match (self, &words.english) {
            (Self::English, Some(english)) => english,
            _ => &words.text,
        }
    }

    /// A currency as people write it: `kr.` for `DKK`, else its ISO 4217 code.
    pub fn currency(self, code: &str) -> &str {
        match (code, self) {
            ("DKK", Self::Danish) => "kr.",
            _ => code,
        }
    }
}
