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

// What a language needs besides its sentences and labels.

/// The code of the language, for browsers and screen readers.
pub const TAG: [&str; 2] = ["da", "en"];
/// Between every three digits.
pub const GROUPING: [&str; 2] = [".", ","];
/// Before the decimals.
pub const DECIMAL_POINT: [&str; 2] = [",", "."];
/// Behind a percentage.
pub const PER_CENT: [&str; 2] = [" %", "%"];
/// Behind a difference of two percentages.
pub const POINTS: [&str; 2] = [" procentpoint", " percentage points"];
/// Behind a number of millions.
pub const MILLIONS: [&str; 2] = [" mio.", " million"];
/// Before the last item of a list.
pub const AND: [&str; 2] = ["og", "and"];
/// For the items that a list leaves out: one, and any other number.
pub const OTHERS: [[&str; 2]; 2] = [["anden", "andre"], ["other", "others"]];

impl Lang {
    /// The one of a list with an item for each language, in the order of [`Term::labels`].
    pub fn localized<T: Copy>(self, of_languages: [T; 2]) -> T {
        of_languages[self as usize]
    }

    /// The template of a sentence.
    pub fn template(self, sentence: Sentence) -> &'static str {
        self.localized([da::template(sentence), en::template(sentence)])
    }

    /// The templates of a problem: its text, its label and its help.
    pub fn problem(self, code: Code) -> [&'static str; 3] {
        self.localized([da_problems::templates(code), en_problems::templates(code)])
    }

    /// The label of a term.
    pub fn label(self, term: Term) -> &'static str {
        self.localized(term.labels())
    }

    /// The words of a price table, in the language if the table has them.
    pub fn words(self, words: &Words) -> &str {
        match (self, &words.english) {
            (Self::English, Some(english)) => english,
            _ => &words.text,
        }
    }

    /// A currency as people write it: `kr.` for `DKK`, else its ISO 4217 code.
    pub fn currency(self, code: &str) -> String {
        match (code, self) {
            ("DKK", Self::Danish) => "kr.".to_owned(),
            _ => super::printable(code),
        }
    }
}
