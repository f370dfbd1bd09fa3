//! Tables to text. A renderer knows the report and nothing else; it calculates nothing.

mod csv;
mod github;
mod json;
pub mod label;
mod markdown;
mod matrix;
mod note;
pub mod number;
mod text;

use crate::model::quantity::Share;
use crate::report::{Cell, Heading, Kind, Report, Table};

/// The language of the words and numbers for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Danish: `1.234,5 %`.
    #[default]
    Danish,
    /// English: `1,234.5%`.
    English,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns for a terminal.
    #[default]
    Text,
    /// Tables for a document.
    Markdown,
    /// One table, for a spreadsheet or a script.
    Csv,
    /// Everything, for a script.
    Json,
    /// The problems of a check, as annotations of a workflow.
    GitHub,
}

/// A report in its final form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What goes to the output.
    pub output: String,
    /// What the format has no room for, for people to read beside it.
    pub aside: String,
}

/// Writes a report. CSV carries its first table.
pub fn render(report: &Report, format: Format, lang: Lang) -> Rendered {
    let whole = |output| Rendered { output, aside: String::new() };
    match format {
        Format::Text => whole(text::render(report, lang)),
        Format::Markdown => whole(markdown::render(report, lang)),
        Format::Json => whole(json::render(report, lang)),
        Format::GitHub => whole(github::render(report)),
        Format::Csv => Rendered { output: csv::render(report), aside: text::aside(report, lang) },
    }
}

/// The notes of a report that say that something is likely a slip, as English errors.
pub fn warnings(report: &Report) -> Vec<String> {
    let text = |note| {
        let text = note::sentence(note, Lang::English);
        let text = text.strip_prefix("The ").map_or(text.clone(), |rest| format!("the {rest}"));
        text.trim_end_matches('.').to_owned()
    };
    report.notes.iter().filter(|note| note.is_warning()).map(text).collect()
}

/// A cell for people.
fn cell(cell: &Cell, lang: Lang) -> String {
    match cell {
        // A control character could move the cursor of a terminal or split a row.
        Cell::Text(text) => text.replace(char::is_control, " "),
        Cell::List(items) => {
            items.iter().map(|item| self::cell(item, lang)).collect::<Vec<_>>().join(", ")
        }
        Cell::Word(key) => label::of(*key, lang).to_owned(),
        Cell::Untold(key) => label::untold(*key, lang),
        Cell::Count(count) => number::count(*count, lang),
        Cell::Label(label) => label.to_string(),
        Cell::Enquiries(enquiries) => number::whole(enquiries.exact(), lang),
        Cell::Cost(money) => number::whole(money.exact(), lang),
        Cell::Price(money) => number::price(money.exact(), lang),
        Cell::Average(money) => number::one_decimal(money.exact(), lang),
        Cell::Share(share) => number::per_cent(share, lang),
        Cell::Score(share) => number::hundredths(share, lang),
        Cell::Weeks(weeks) => number::plain(weeks.exact(), lang),
        Cell::Factor(factor) => number::plain(factor.exact(), lang),
        Cell::Percent(share) => number::percent(share, lang),
        Cell::Points(points) => number::hundredths(points, lang),
        Cell::Change(difference) => number::with_sign(&match &**difference {
            // Among changes of other kinds it needs its unit.
            Cell::Points(points) => number::points(points, lang),
            other => self::cell(other, lang),
        }),
        Cell::Truth(truth) => label::truth(*truth, lang).to_owned(),
        Cell::NotWithin(years) => label::not_within(*years, lang),
        Cell::Missing => "–".to_owned(),
        Cell::Empty => String::new(),
    }
}

/// The number in a cell for machines; `None` for what is not a number.
fn machine_number(cell: &Cell) -> Option<String> {
    Some(match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Label(label) => label.to_string(),
        Cell::Enquiries(enquiries) => number::machine(enquiries.exact()),
        Cell::Cost(money) | Cell::Price(money) | Cell::Average(money) => {
            number::machine(money.exact())
        }
        Cell::Percent(share) => number::machine_percent(share),
        Cell::Change(difference) => return machine_number(difference),
        Cell::Score(share) => number::machine(share.times(&Share::from(100)).exact()),
        Cell::Share(share) | Cell::Points(share) | Cell::Factor(share) => {
            number::machine(share.exact())
        }
        Cell::Weeks(weeks) => number::machine(weeks.exact()),
        Cell::Text(_)
        | Cell::List(_)
        | Cell::Word(_)
        | Cell::Untold(_)
        | Cell::Truth(_)
        | Cell::NotWithin(_)
        | Cell::Missing
        | Cell::Empty => {
            return None;
        }
    })
}

/// What a column is called by machines: a key, or a move as it is typed.
fn machine_heading(heading: &Heading) -> String {
    match heading {
        Heading::Key(key) => key.text().to_owned(),
        Heading::Move { from, to, share: None } => format!("{from}:{to}"),
        Heading::Move { from, to, share: Some(share) } => {
            format!("{from}:{to}={}", number::machine_percent(share))
        }
        Heading::Name { id, .. } => id.clone(),
        Heading::Week(week) => week.to_string(),
        Heading::Untold(_) => "not_told".to_owned(),
    }
}

/// A table for people: header, rows and total as text, without the columns for machines.
struct Sheet {
    header: Vec<String>,
    numeric: Vec<bool>,
    may_wrap: Vec<bool>,
    rows: Vec<Vec<String>>,
    total: Option<Vec<String>>,
}

impl Sheet {
    fn of(table: &Table, currency: &str, lang: Lang) -> Self {
        // A column without anything to say in it is not for people.
        let says = |at: usize| {
            table.rows.is_empty() || table.rows.iter().any(|row| row[at] != Cell::Empty)
        };
        let is_shown = |&at: &usize| table.columns[at].kind != Kind::Hidden && says(at);
        let shown: Vec<usize> = (0..table.columns.len()).filter(is_shown).collect();
        let texts = |row: &Vec<Cell>| shown.iter().map(|&at| cell(&row[at], lang)).collect();
        let total = table.total.as_ref().map(|total| {
            let mut texts: Vec<String> = texts(total);
            label::total(lang).clone_into(&mut texts[0]);
            texts
        });
        Self {
            header: shown
                .iter()
                .map(|&at| {
                    let column = &table.columns[at];
                    match (&column.heading, column.kind) {
                        (Heading::Key(key), Kind::Money) => {
                            format!(
                                "{}, {}",
                                label::of(*key, lang),
                                label::currency(currency, lang)
                            )
                        }
                        (heading, _) => label::heading(heading, lang),
                    }
                })
                .collect(),
            numeric: shown
                .iter()
                .map(|&at| matches!(table.columns[at].kind, Kind::Number | Kind::Money))
                .collect(),
            may_wrap: shown.iter().map(|&at| table.columns[at].kind == Kind::LongText).collect(),
            rows: table.rows.iter().map(texts).collect(),
            total,
        }
    }
}
