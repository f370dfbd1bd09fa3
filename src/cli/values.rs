//! The values of flags: from text to the model's types, or what was expected.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::input::lookup::suggest_dimension;
use crate::input::{headings, number};
use crate::model::counts::Dimension;
use crate::model::pattern::Whole;
use crate::model::quantity::{Money, Share, Weeks};
use crate::render::{Format, Lang};

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Markdown, Self::Csv, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Text => PossibleValue::new("text").alias("txt"),
            Self::Markdown => PossibleValue::new("markdown").alias("md"),
            Self::Csv => PossibleValue::new("csv"),
            Self::Json => PossibleValue::new("json"),
            // Only a check has problems to annotate.
            Self::GitHub => return None,
        })
    }
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Danish, Self::English]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            // An empty `KANAL_LANG` is one that is not set.
            Self::Danish => PossibleValue::new("da").alias(""),
            Self::English => PossibleValue::new("en"),
        })
    }
}

impl ValueEnum for Whole {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Row, Self::Column, Self::All]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Row => PossibleValue::new("row"),
            Self::Column => PossibleValue::new("column"),
            Self::All => PossibleValue::new("all"),
        })
    }
}

pub(super) fn one_or_more(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "expected 1 or more".to_owned())
}

/// The format of a check, which can be annotations too.
pub(super) fn check_format(word: &str) -> Format {
    Format::from_str(word, true).unwrap_or(Format::GitHub)
}

pub(super) fn dimension(word: &str) -> Result<Dimension, String> {
    headings::dimension(word).ok_or_else(|| suggest_dimension(word, &Dimension::ALL))
}

pub(super) fn municipality(word: &str) -> Result<Dimension, String> {
    let is_one = |dimension: &Dimension| *dimension == Dimension::Municipality;
    headings::dimension(word)
        .filter(is_one)
        .ok_or_else(|| "expected kommune, or municipality: nothing else is ranked".to_owned())
}

pub(super) fn amount(text: &str) -> Result<Money, String> {
    number::amount(text)
        .map_err(|_| "expected 0 or more, such as `1000000`, `1.000.000` or `1 mio`".to_owned())
}

pub(super) fn per_cent(text: &str) -> Result<Share, String> {
    if let Some(percent) = number::of_a_part(text) {
        return Err(format!(
            "without a sign it is {text} per cent; write `{percent}%`, or `{text}%` if that is meant"
        ));
    }
    match number::per_cent(text) {
        Ok(share) if !share.is_negative() && share <= Share::from(1) => Ok(share),
        _ => Err("expected 0 to 100 per cent, such as `12,5%`".to_owned()),
    }
}

pub(super) fn weeks(text: &str) -> Result<Weeks, String> {
    match text.parse::<Weeks>() {
        Ok(weeks) if weeks > Weeks::zero() => Ok(weeks),
        Ok(_) => Err("expected more than 0 weeks".to_owned()),
        Err(not_a_decimal) => Err(not_a_decimal.to_string()),
    }
}

pub(super) fn minutes(text: &str) -> Result<Share, String> {
    match text.parse::<Share>() {
        Ok(minutes) if minutes > Share::zero() => Ok(minutes),
        Ok(_) => Err("expected more than 0 minutes".to_owned()),
        Err(not_a_decimal) => Err(not_a_decimal.to_string()),
    }
}
