//! Words: parts of the input that still know where they stand.

use std::ops::Range;

use toml::{Spanned, Value};

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::text::Input;
use super::{listed, number, suggested};
use crate::model::quantity::{Money, NotADecimal, Share};

/// How many known names a help lists.
const KNOWN: usize = 10;
/// The most steps of a range, so that a table of them fits a page.
const STEPS: u64 = 50;

/// A part of the input, and its place for when something is wrong with it.
#[derive(Debug, Clone)]
pub struct Located {
    /// What is written, without quotes.
    pub text: String,
    place: Place,
    /// Whether it is a number of a TOML file, without quotes.
    is_number: bool,
}

impl Located {
    /// A word of an argument, which is known by its flag: `--move`.
    pub fn of_argument(flag: &str, argument: &str, span: Range<usize>) -> Self {
        let text = argument[span.clone()].trim().to_owned();
        Self { text, place: Place::in_flag(flag, argument, span, ""), is_number: false }
    }

    /// A string of a TOML file.
    pub fn of_string(input: &Input, toml: &str, string: &Spanned<String>) -> Self {
        Self {
            text: string.get_ref().clone(),
            place: Place::in_file(&input.name, toml, string.span(), ""),
            is_number: false,
        }
    }

    /// Any part of a TOML file.
    pub fn of_span(input: &Input, toml: &str, span: Range<usize>) -> Self {
        Self {
            text: toml[span.clone()].to_owned(),
            place: Place::in_file(&input.name, toml, span, ""),
            is_number: false,
        }
    }

    /// A number of a TOML file, as its digits are written, so that it never goes
    /// through a binary fraction; a string holds what is in its quotes.
    pub fn of_number(input: &Input, toml: &str, number: &Spanned<Value>) -> Self {
        let (text, is_number) = match number.get_ref() {
            Value::String(text) => (text.trim().to_owned(), false),
            _ => (toml[number.span()].replace('_', "").trim_start_matches('+').to_owned(), true),
        };
        Self { text, place: Place::in_file(&input.name, toml, number.span(), ""), is_number }
    }

    /// The values of a list within an argument, each at its place. They are split in the
    /// argument itself: the text of a place ends at the first line break, a value need not.
    pub fn list(flag: &str, argument: &str, span: Range<usize>, delimiter: char) -> Vec<Self> {
        let mut start = span.start;
        let value = |text: &str| {
            let value = start..start + text.len();
            start = value.end + delimiter.len_utf8();
            Self::of_argument(flag, argument, value)
        };
        argument[span].split(delimiter).map(value).collect()
    }

    /// Another text at the place of this word.
    pub fn with_text(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self.clone() }
    }

    /// A problem with this word, and what was expected in its place.
    pub fn problem(
        &self,
        code: Code,
        text: impl Into<String>,
        expected: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, text).at(Place { expected: expected.into(), ..self.place.clone() })
    }

    /// A problem with this word, which is the name of nothing: the known one most like it, and all there are.
    pub fn unknown<'a>(
        &self,
        code: Code,
        kind: &str,
        known: impl IntoIterator<Item = &'a str>,
        expected: &str,
    ) -> Diagnostic {
        let known: Vec<&str> = known.into_iter().filter(|name| !name.is_empty()).collect();
        let more = if known.len() > KNOWN { ", …" } else { "" };
        let kinds = match kind.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{kind}s"),
        };
        let all = format!("{kinds} are {}{more}", listed(known.iter().copied().take(KNOWN), ", "));
        self.problem(code, format!("unknown {kind} `{}`", self.text), expected)
            .help(suggested(&self.text, known, all))
    }

    /// An amount of 0 or more.
    ///
    /// # Errors
    ///
    /// Anything else, with its place.
    pub fn amount(&self) -> Result<Money, Diagnostic> {
        self.money("amount", "expected 0 or more, such as `400000` or `\"1,5 mio\"`")
    }

    /// The price of one enquiry, 0 or more.
    ///
    /// # Errors
    ///
    /// Anything else, with its place.
    pub fn price(&self) -> Result<Money, Diagnostic> {
        self.money("price", "expected 0 or more, such as `31`, `38.50` or `\"38,50\"`")
    }

    fn money(&self, kind: &str, expected: &str) -> Result<Money, Diagnostic> {
        // In TOML `400.000` is 400, but whoever writes it means 400 thousand.
        if self.is_number && number::whole(&self.text).is_some_and(|_| self.text.contains('.')) {
            let what = format!("`{}` can be read in two ways", self.text);
            let plain = self.text.replace('.', "");
            return Err(self.problem(
                Code::AmbiguousNumber,
                what,
                format!("expected `{plain}` or `\"{}\"`", self.text),
            ));
        }
        match number::amount(&self.text) {
            Ok(money) => Ok(money),
            Err(_) if self.text.starts_with('-') => Err(self.problem(
                Code::NegativeAmount,
                format!("{kind} `{}` is negative", self.text),
                "expected 0 or more",
            )),
            Err(NotADecimal) => {
                let article = if kind.starts_with('a') { "an" } else { "a" };
                Err(self.problem(
                    Code::InvalidAmount,
                    format!("`{}` is not {article} {kind}", self.text),
                    expected,
                ))
            }
        }
    }

    /// Refuses a part of 1 in an argument: `0,2` without a sign is 0,2 %, and seldom meant so.
    fn no_part(&self, number: &str) -> Result<(), Diagnostic> {
        match number::of_a_part(number).filter(|_| self.place.is_in_flag()) {
            Some(percent) => Err(self
                .problem(
                    Code::PercentWithoutSign,
                    format!("`{number}` without a sign is {number} %"),
                    "expected a per cent",
                )
                .help(format!("write `{percent}%`, or `{number}%` if that is meant"))),
            None => Ok(()),
        }
    }

    /// A per cent from 0 to 100.
    ///
    /// # Errors
    ///
    /// Anything else, with its place; in an argument, a part of 1 without a sign too.
    pub fn per_cent(&self) -> Result<Share, Diagnostic> {
        self.no_part(&self.text)?;
        let wrong = |what: &str| {
            Err(self.problem(
                Code::InvalidPercent,
                format!("`{}` is {what}", self.text),
                "expected 0 to 100 per cent",
            ))
        };
        match number::per_cent(&self.text) {
            Ok(share) if share.is_negative() => wrong("below 0 %"),
            Ok(share) if share > Share::from(1) => wrong("over 100 %"),
            Ok(share) => Ok(share),
            Err(NotADecimal) => wrong("not a per cent"),
        }
    }

    /// The per cents of `0..40/10`: from the lowest to the highest by the step.
    ///
    /// # Errors
    ///
    /// Anything else, or a range that is empty, too fine or beyond 100 %, with its place.
    pub fn range(&self) -> Result<Vec<Share>, Diagnostic> {
        let range = || {
            let (lowest, rest) = self.text.split_once("..")?;
            let (highest, step) = rest.split_once('/')?;
            let [lowest, highest, step] =
                [lowest, highest, step].map(|part| number::per_cent(part).ok());
            Some((lowest?, highest?, step?))
        };
        let problem = || {
            let expected =
                format!("expected LOWEST..HIGHEST/STEP within 0 to 100, at most {STEPS} steps");
            self.problem(
                Code::InvalidRange,
                format!("`{}` is no range of per cents", self.text),
                expected,
            )
        };
        let (lowest, highest, step) = range().ok_or_else(problem)?;
        if let Some((_, highest)) = self.text.split_once("..") {
            self.no_part(highest.split('/').next().unwrap_or(highest))?;
        }
        let sound = !lowest.is_negative()
            && lowest <= highest
            && highest <= Share::from(1)
            && step > Share::zero()
            && highest.clone() - lowest.clone() <= step.times(&Share::from(STEPS));
        if !sound {
            return Err(problem());
        }
        let parts = std::iter::successors(Some(lowest), |part| Some(part.clone() + step.clone()));
        Ok(parts.take_while(|part| *part <= highest).collect())
    }
}

/// Two words of an argument with an equals sign between.
///
/// # Errors
///
/// An argument without one.
pub(super) fn pair(
    flag: &str,
    argument: &str,
    expected: &str,
) -> Result<(Located, Located), Diagnostic> {
    parted(flag, argument, argument.find('='), expected)
}

/// The same, with the last equals sign of the argument between.
pub(super) fn last_pair(
    flag: &str,
    argument: &str,
    expected: &str,
) -> Result<(Located, Located), Diagnostic> {
    parted(flag, argument, argument.rfind('='), expected)
}

fn parted(
    flag: &str,
    argument: &str,
    at: Option<usize>,
    expected: &str,
) -> Result<(Located, Located), Diagnostic> {
    let word = |span| Located::of_argument(flag, argument, span);
    match at {
        Some(at) => Ok((word(0..at), word(at + 1..argument.len()))),
        None => Err(word(0..argument.len()).problem(
            Code::MissingEquals,
            format!("`{argument}` has no `=`"),
            expected,
        )),
    }
}
