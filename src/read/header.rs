//! The header: which column is what, by its Danish or English name.

use super::problem::{Place, Problem, Problems};
use super::text;
use super::{did_you_mean, listed};
use crate::model::counts::Dimension;

/// Names of the column with the number of enquiries: Danish, English, then others in use.
const COUNT: &[&str] = &["antal", "count", "henvendelser"];

/// Names of a dimension: Danish, English, then others in use.
#[must_use]
pub fn names(dimension: Dimension) -> &'static [&'static str] {
    match dimension {
        Dimension::Municipality => &["kommune", "municipality"],
        Dimension::Unit => &["enhed", "unit"],
        Dimension::Week => &["uge", "week", "tælleuge", "count week"],
        Dimension::Channel => &["kanal", "channel", "henvendelseskanal"],
        Dimension::Task => &["opgave", "task", "opgaveområde"],
        Dimension::Type => &["type", "type", "henvendelsestype"],
        Dimension::Closure => &["afslutning", "closure"],
    }
}

/// The dimension that a word names in Danish or English, without regard to case.
#[must_use]
pub fn dimension(word: &str) -> Option<Dimension> {
    Dimension::ALL.into_iter().find(|&dimension| is_one_of(word, names(dimension)))
}

fn is_known(word: &str) -> bool {
    dimension(word).is_some() || is_one_of(word, COUNT)
}

fn is_one_of(word: &str, names: &[&str]) -> bool {
    names.contains(&word.trim().to_lowercase().as_str())
}

/// How the rows of a file are to be read.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What stands between cells.
    pub delimiter: u8,
    /// Where the header ends, in bytes from the start of the text.
    pub end: usize,
    /// Cells in a row.
    pub width: usize,
    /// The column with the number of enquiries.
    pub count: usize,
    /// The column with the channel.
    pub channel: usize,
    /// The other columns to read, each with its dimension.
    pub others: Vec<(Dimension, usize)>,
}

impl Layout {
    /// Reads the header of a file. Columns for `wanted` dimensions must be there,
    /// besides channel and count; columns nobody asks for are ignored.
    ///
    /// # Errors
    ///
    /// A column that is needed and not there, or that is there twice.
    pub fn of(file: &str, text: &str, wanted: &[Dimension]) -> Result<Self, Problems> {
        if text.trim().is_empty() {
            return Err(Problem::new(format!("`{file}` is empty"))
                .help(
                    "the first line of a count names its columns, such as `enhed;uge;kanal;antal`",
                )
                .into());
        }
        let start = text::blank(text);
        let line = text[start..].split(['\n', '\r']).next().unwrap_or("");
        let delimiter = text::delimiter(line, is_known);
        let cells: Vec<String> = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
            .next()
            .and_then(Result::ok)
            .map(|record| record.iter().map(str::to_owned).collect())
            .unwrap_or_default();
        let record = text::Cells::of(&text.as_bytes()[start..], delimiter);
        let mut problems = Problems::default();
        let mut column = |names: &[&str], needed: bool| {
            let mut found = (0..cells.len()).filter(|&column| is_one_of(&cells[column], names));
            let first = found.next();
            if let Some(second) = found.next() {
                let span = record.span(second);
                let span = start + span.start..start + span.end;
                problems.push(
                    Problem::new(format!("two columns for the {}", names[1]))
                        .at(Place::of(file, text, span, "the second one"))
                        .help("rename or delete one of them"),
                );
            } else if needed && first.is_none() {
                let place = Place::of(file, text, start..start + line.len(), "");
                problems.push(missing(names, &cells, place));
            }
            first
        };
        let count = column(COUNT, true);
        let channel = column(names(Dimension::Channel), true);
        let mut others = Vec::new();
        for dimension in Dimension::ALL {
            let asked = wanted.contains(&dimension);
            let read = match dimension {
                Dimension::Channel => false,
                Dimension::Task | Dimension::Type | Dimension::Closure => asked,
                Dimension::Municipality | Dimension::Unit | Dimension::Week => true,
            };
            if read
                && let Some(column) =
                    column(names(dimension), asked && dimension != Dimension::Unit)
            {
                others.push((dimension, column));
            }
        }
        match (count, channel) {
            (Some(count), Some(channel)) => {
                let end = start + record.end();
                problems.or(Self { delimiter, width: cells.len(), count, channel, others, end })
            }
            _ => Err(problems),
        }
    }

    /// The column of a dimension, if it is read.
    #[must_use]
    pub fn column(&self, dimension: Dimension) -> Option<usize> {
        let found = self.others.iter().find(|(read, _)| *read == dimension);
        found.map(|(_, column)| *column)
    }

    /// The columns that say where a row belongs.
    pub fn keys(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.channel).chain(self.others.iter().map(|(_, column)| *column))
    }
}

fn missing(names: &[&str], cells: &[String], mut place: Place) -> Problem {
    let meant = cells
        .iter()
        .filter(|cell| !is_known(cell))
        .find_map(|cell| Some((cell, did_you_mean(cell, names.iter().copied())?)));
    place.expected =
        format!("expected {} among them", listed(names.iter().copied().take(2), " or "));
    Problem::new(format!("no column for the {}", names[1])).at(place).help(match meant {
        Some((cell, name)) => format!("did you mean `{name}` by `{cell}`?"),
        None => format!("the columns are {}", listed(cells.iter().map(String::as_str), ", ")),
    })
}
