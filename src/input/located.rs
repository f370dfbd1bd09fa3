//! Values that know where they are written: in the argument of a flag, or in a TOML file.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::DeTable;
use toml::{Spanned, Value};

use super::lookup::quoted;
use super::number;
use super::text::Input;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, shortened};
use crate::model::quantity::{MOST_DIGITS, Money, NotADecimal, Share};

/// How many known names a help lists.
const KNOWN: usize = 10;
/// The most steps of a range, so that a table of them fits a page.
const STEPS: u64 = 50;
/// Flags whose arguments have parts, each with an example.
const EXAMPLES: [(&str, &str); 11] = [
    ("--column", "kanal=Henvendelsesform"),
    ("--grid", "telefon:selvbetjening=0..40/10"),
    ("--map", "WEBFORM=selvbetjening"),
    ("--move", "telefon:selvbetjening=20%"),
    ("--names", "task=opgaver.csv"),
    ("--only", "unit=JobCenteret"),
    ("--plan", "scenarier.toml:Begge dele"),
    ("--price", "telefon=28"),
    ("--repeat", "10%:telefon"),
    ("--save-scenario", "Opkald=scenarier.toml"),
    ("--where", "unit=JobCenteret"),
];
/// Keys of scenario files that have a new name, each with that name.
const RENAMED: [(&str, &str); 2] = [("rebound", "repeat"), ("realised", "realisation")];

/// A part of the input, and its place for when something is wrong with it.
#[derive(Debug, Clone)]
pub struct Located {
    /// What is written, without quotes.
    pub text: String,
    place: Place,
    /// Whether a dot in it may be a decimal point: a number of a TOML file without quotes, or a cell.
    is_number: bool,
}

/// The argument of a flag, as it was typed.
#[derive(Debug, Clone, Copy)]
pub struct Argument<'a> {
    flag: &'static str,
    /// What was typed.
    pub text: &'a str,
}

impl<'a> Argument<'a> {
    /// The argument of a flag such as `--move`.
    pub fn new(flag: &'static str, text: &'a str) -> Self {
        Self { flag, text }
    }

    /// Parses every argument of a flag, or collects the problems of all.
    pub fn parse_all<T, C: FromIterator<T>>(
        flag: &'static str,
        texts: &'a [String],
        parse: impl Fn(Self) -> Result<T, Diagnostic>,
    ) -> Result<C, Diagnostics> {
        Diagnostics::collect(texts.iter().map(|text| parse(Self::new(flag, text))))
    }

    /// All of it.
    pub fn whole(self) -> Located {
        self.part(0..self.text.len())
    }

    /// A part of it, without the spaces around.
    pub fn part(self, span: Range<usize>) -> Located {
        let text = self.text[span.clone()].trim();
        Located::new(text, Place::in_flag(self.flag, self.text, span))
    }

    /// The problem of an argument in another form than its flag takes.
    pub fn malformed(self) -> Diagnostic {
        let known = EXAMPLES.iter().find(|(flag, _)| *flag == self.flag);
        let (flag, example) = known.expect("a flag with an example");
        self.whole().problem(Code::InvalidForm).with("flag", flag).with("example", example)
    }

    /// What stands before and behind a sign at a position.
    pub fn split(self, sign: Option<usize>) -> Result<(Located, Located), Diagnostic> {
        let at = sign.ok_or_else(|| self.malformed())?;
        Ok((self.part(0..at), self.part(at + 1..self.text.len())))
    }

    /// What stands before and behind the first equals sign.
    pub fn pair(self) -> Result<(Located, Located), Diagnostic> {
        self.split(self.text.find('='))
    }

    /// What stands before the first equals sign, and the list of values behind it. The values are
    /// split in the argument itself: the text of a place ends at the first line break, a value
    /// need not.
    pub fn list(self) -> Result<(Located, Vec<Located>), Diagnostic> {
        let at = self.text.find('=').ok_or_else(|| self.malformed())?;
        Ok((self.part(0..at), self.values(at + 1)))
    }

    /// The list of values from a position on.
    pub fn values(self, mut start: usize) -> Vec<Located> {
        let values = self.text[start..].split(',');
        let value = |value: &str| {
            let span = start..start + value.len();
            start = span.end + 1;
            self.part(span)
        };
        values.map(value).collect()
    }
}

/// The span of a number with a comma at this position, such as `42,75`.
fn decimal_with_comma(text: &str, comma: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..comma)?, text.get(comma..)?.strip_prefix(',')?);
    let digits = |bytes: &mut dyn Iterator<Item = u8>| bytes.take_while(u8::is_ascii_digit).count();
    let (whole, decimals) = (digits(&mut before.bytes().rev()), digits(&mut after.bytes()));
    (whole > 0 && decimals > 0).then(|| comma - whole..comma + 1 + decimals)
}

/// The text of a TOML file.
#[derive(Debug, Clone, Copy)]
pub struct TomlFile<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> TomlFile<'a> {
    /// Reads a file of the shape `T`; `code` is the problem of a file of another shape.
    pub fn parse<T: DeserializeOwned>(
        input: &'a Input,
        code: Code,
    ) -> Result<(Self, T), Diagnostic> {
        let file = Self { name: &input.name, text: input.text()? };
        let shape = toml::from_str(file.text).map_err(|error| file.problem(&error, code))?;
        Ok((file, shape))
    }

    /// Reads a file of any shape, in which each key and value knows its span.
    pub fn table(input: &'a Input, code: Code) -> Result<(Self, DeTable<'a>), Diagnostic> {
        let file = Self { name: &input.name, text: input.text()? };
        let table = DeTable::parse(file.text).map_err(|error| file.problem(&error, code))?;
        Ok((file, table.into_inner()))
    }

    fn problem(self, error: &toml::de::Error, code: Code) -> Diagnostic {
        let span = error.span().unwrap_or(0..0);
        if let Some(span) = decimal_with_comma(self.text, span.start) {
            return self.part(span).decimal_comma();
        }
        // The span of an unknown key is the key.
        let key = self.text.get(span.clone()).unwrap_or_default();
        if let Some((_, new)) = RENAMED.iter().find(|(old, _)| *old == key) {
            return self.part(span).problem(Code::RenamedKey).with("new", new);
        }
        let place = self.place(span);
        code.problem().with("message", error.message()).at(place)
    }

    /// A string of the file.
    pub fn string(self, string: &Spanned<String>) -> Located {
        Located::new(string.get_ref(), self.place(string.span()))
    }

    /// Any part of the file.
    pub fn part(self, span: Range<usize>) -> Located {
        Located::new(&self.text[span.clone()], self.place(span))
    }

    /// A number of the file, as its digits are written, so that it never goes through a binary
    /// fraction; a string holds what is in its quotes.
    pub fn number(self, number: &Spanned<Value>) -> Located {
        let place = self.place(number.span());
        if let Value::String(text) = number.get_ref() {
            return Located::new(text.trim(), place);
        }
        let digits = self.text[number.span()].replace('_', "");
        Located { is_number: true, ..Located::new(digits.trim_start_matches('+'), place) }
    }

    fn place(self, span: Range<usize>) -> Place {
        Place::in_file(self.name, self.text, span)
    }
}

impl Located {
    fn new(text: &str, place: Place) -> Self {
        Self { text: text.to_owned(), place, is_number: false }
    }

    /// A cell of a table, where `1.250` may have a decimal point or not.
    pub(super) fn cell(text: &str, place: Place) -> Self {
        Self { is_number: true, ..Self::new(text, place) }
    }

    /// Whether it is in the value of a flag, and not in a file.
    pub fn is_in_flag(&self) -> bool {
        self.place.is_in_flag
    }

    /// Where it is.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Another text at the same place.
    pub fn with_text(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self.clone() }
    }

    /// A problem with this value, which its texts call `it`.
    pub fn problem(&self, code: Code) -> Diagnostic {
        code.problem().with("it", shortened(&self.text)).at(self.place.clone())
    }

    /// The problem of a name that is not among the known ones, which the help lists.
    pub fn unknown<'a>(&self, code: Code, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let known: Vec<&str> = known.into_iter().filter(|name| !name.is_empty()).collect();
        let more = if known.len() > KNOWN { ", …" } else { "" };
        let all = format!("{}{more}", quoted(known.iter().copied().take(KNOWN), ", "));
        self.problem(code).near(&self.text, known).with("known", all)
    }

    /// An amount of 0 or more.
    pub fn amount(&self) -> Result<Money, Diagnostic> {
        self.money(Code::InvalidAmount)
    }

    /// The price of one enquiry, 0 or more. `31.500` is refused wherever it stands: an enquiry
    /// seldom costs thousands, and 31,5 may be meant.
    pub fn price(&self) -> Result<Money, Diagnostic> {
        self.refuse_two_readings()?;
        self.money(Code::InvalidPrice)
    }

    fn refuse_two_readings(&self) -> Result<(), Diagnostic> {
        if !self.text.contains('.') || number::whole(&self.text).is_none() {
            return Ok(());
        }
        let problem = self.problem(Code::AmbiguousNumber).with("plain", self.text.replace('.', ""));
        Err(problem.with("comma", self.text.replace('.', ",")))
    }

    /// The problem of a decimal that is written with a comma.
    fn decimal_comma(&self) -> Diagnostic {
        self.problem(Code::DecimalComma).with("point", self.text.replace(',', "."))
    }

    fn money(&self, code: Code) -> Result<Money, Diagnostic> {
        let text = &self.text;
        // In TOML `400.000` is 400, but whoever writes it means 400 thousand.
        if self.is_number {
            self.refuse_two_readings()?;
        }
        number::amount(text).map_err(|NotADecimal| self.not_a_number(code))
    }

    /// The problem of a text that is no number of its kind.
    fn not_a_number(&self, code: Code) -> Diagnostic {
        let is_long = self.text.chars().filter(char::is_ascii_digit).count() > MOST_DIGITS;
        let code = if is_long { Code::TooManyDigits } else { code };
        self.problem(code).with("most", MOST_DIGITS)
    }

    /// Refuses a fraction of 1 in an argument: `0,2` without a sign is 0,2 %, and seldom meant so.
    fn refuse_fraction(&self, number: &str) -> Result<(), Diagnostic> {
        match number::fraction_as_percent(number).filter(|_| self.place.is_in_flag) {
            Some(percent) => {
                let problem = self.problem(Code::PercentWithoutSign);
                Err(problem.with("number", number).with("percent", percent))
            }
            None => Ok(()),
        }
    }

    /// A per cent from 0 to 100; in an argument, a fraction of 1 needs its sign.
    pub fn per_cent(&self) -> Result<Share, Diagnostic> {
        self.refuse_fraction(&self.text)?;
        number::per_cent(&self.text).map_err(|NotADecimal| self.not_a_number(Code::InvalidPercent))
    }

    /// The per cents of `0..40/10`: from the lowest to the highest by the step.
    pub fn range(&self) -> Result<Vec<Share>, Diagnostic> {
        let problem = || self.problem(Code::InvalidRange).with("steps", STEPS);
        let (lowest, rest) = self.text.split_once("..").ok_or_else(problem)?;
        let (highest, step) = rest.split_once('/').ok_or_else(problem)?;
        let per_cent = |text| number::per_cent(text).map_err(|NotADecimal| problem());
        let (first, last, step) = (per_cent(lowest)?, per_cent(highest)?, per_cent(step)?);
        self.refuse_fraction(highest)?;
        let is_sound = first <= last
            && step > Share::zero()
            && &last - &first <= step.times(&Share::from(STEPS));
        if !is_sound {
            return Err(problem());
        }
        let all = std::iter::successors(Some(first), |share| Some(share + &step));
        Ok(all.take_while(|share| *share <= last).collect())
    }
}
