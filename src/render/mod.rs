//! A report to text. A renderer knows the report and nothing else; it calculates nothing.

mod csv;
mod diagnostic;
#[cfg(feature = "excel")]
mod excel;
mod github;
mod html;
mod json;
pub mod lang;
#[cfg(feature = "excel")]
mod live_sheet;
mod markdown;
pub mod matrix;
pub mod number;
mod page;
mod svg;
pub mod template;
mod text;

use crate::model::quantity::Share;
use crate::report::{Cell, Column, Heading, Kind, Phrase, Report, Sentence, Table, Term};
pub use csv::like_formulas;
pub use diagnostic::{PRINTED, diagnostic, diagnostics, help, problem};
pub use lang::Lang;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned columns for a terminal.
    #[default]
    Text,
    /// Tables for a document.
    Markdown,
    /// A page for a browser, with tables that can be pasted into a document.
    Html,
    /// One table, for a script.
    Csv,
    /// One table in CSV as a Danish Excel reads and writes it.
    ExcelCsv,
    /// A workbook: the answer, and a sheet for each table.
    #[cfg(feature = "excel")]
    Workbook,
    /// Everything, for a script.
    Json,
    /// The problems of a check, as annotations of a workflow.
    GitHub,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: &[Self] = &[
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Csv,
        Self::ExcelCsv,
        #[cfg(feature = "excel")]
        Self::Workbook,
        Self::Json,
        Self::GitHub,
    ];

    /// The name on the command line, and behind it the file extension where that is another.
    pub fn names(self) -> &'static [&'static str] {
        self.names_and_renderer().0
    }

    /// The format of that name or extension.
    pub fn find(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::ALL.iter().copied().find(|format| format.names().contains(&name.as_str()))
    }

    /// Whether it shows the problems of a check and nothing of other reports.
    pub fn is_for_checks_only(self) -> bool {
        self == Self::GitHub
    }

    /// Whether it has one table, and nothing else of a report.
    pub fn is_csv(self) -> bool {
        matches!(self, Self::Csv | Self::ExcelCsv)
    }

    /// Whether it is written to a file only. Some shells take what is written to standard output
    /// for text, and damage it.
    pub fn needs_file(self) -> bool {
        self.names().contains(&"xlsx")
    }

    /// The names, and the function that writes the output.
    fn names_and_renderer(self) -> (&'static [&'static str], Renderer) {
        match self {
            Self::Text => (&["text", "txt"], text::render),
            Self::Markdown => (&["markdown", "md"], markdown::render),
            Self::Html => (&["html", "htm"], html::render),
            Self::Csv => (&["csv"], csv::render),
            Self::ExcelCsv => (&["excel-csv"], csv::render_for_excel),
            #[cfg(feature = "excel")]
            Self::Workbook => (&["xlsx"], excel::render),
            Self::Json => (&["json"], json::render),
            Self::GitHub => (&["github"], github::render),
        }
    }
}

/// A function that writes a report.
type Renderer = fn(&Report, Style) -> Vec<u8>;

/// A report in its final form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What goes to the output.
    pub output: Vec<u8>,
    /// What the format cannot carry, for people to read beside it.
    pub aside: String,
}

impl Rendered {
    /// The output of a format that is text.
    ///
    /// # Panics
    ///
    /// If the format is a workbook.
    pub fn text(self) -> String {
        String::from_utf8(self.output).expect("the format is text")
    }
}

/// How a report is written for people.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether text has everything, as all other formats have, and not the answer alone.
    pub is_full: bool,
    /// The width at which text wraps, whatever the terminal, so that output never depends on it.
    pub width: usize,
    /// Whether text is for a terminal that shows the headline and totals in bold, and notes dimmed.
    pub is_coloured: bool,
}

impl Style {
    /// The width of a terminal that nobody has widened.
    pub const WIDTH: usize = 80;
}

impl From<Lang> for Style {
    fn from(lang: Lang) -> Self {
        Self { lang, is_full: true, width: Self::WIDTH, is_coloured: false }
    }
}

/// Writes a report.
pub fn render(report: &Report, format: Format, style: impl Into<Style>) -> Rendered {
    let style = style.into();
    let aside = if format.is_csv() { text::aside(report, style) } else { String::new() };
    let (_, renderer) = format.names_and_renderer();
    Rendered { output: renderer(report, style), aside }
}

/// The answer of a report in a paragraph of text.
pub fn headline(report: &Report, style: Style) -> String {
    text::paragraph(&report.headline, &report.currency, style)
}

/// A warning in the form of an error message: no full stop at the end, and in English lower case
/// at the start.
pub fn warning(note: &Phrase, currency: &str, lang: Lang) -> String {
    let text = template::text(note, lang, currency);
    let text = text.strip_prefix("The ").map_or(text.clone(), |rest| format!("the {rest}"));
    text.trim_end_matches('.').to_owned()
}

/// A cell for people.
fn cell(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Text(text) => printable(text),
        Cell::Named { words, .. } => template::capitalised(&printable(lang.words(words))),
        Cell::List(items) => {
            items.iter().map(|item| self::cell(item, lang)).collect::<Vec<_>>().join(", ")
        }
        Cell::Term(term) => lang.label(*term).to_owned(),
        Cell::Phrase(phrase) => template::phrase(phrase, lang),
        Cell::Count(count) => number::count(*count, lang),
        Cell::Label(label) => label.to_string(),
        Cell::Decimals(number, decimals) => number::with_decimals(number, *decimals, lang),
        Cell::Enquiries(enquiries) => number::whole(enquiries.exact(), lang),
        Cell::Cost(money) | Cell::About(money) => number::whole(money.exact(), lang),
        Cell::Price(money) => number::price(money.exact(), lang),
        Cell::Average { .. } => cell.average().map_or_else(
            || self::cell(&Cell::Missing, lang),
            |average| number::with_decimals(average.exact(), 2, lang),
        ),
        Cell::Share(share) => number::per_cent(share, lang),
        Cell::Score(share) | Cell::Points(share) => number::hundredths(share, lang),
        Cell::Weeks(weeks) => number::plain(weeks.exact(), lang),
        Cell::Factor(factor) => number::plain(factor.exact(), lang),
        Cell::Percent(share) => number::percent(share, lang),
        Cell::Change(difference) => number::with_sign(&match &**difference {
            // Among changes of other kinds it needs its unit.
            Cell::Points(points) => number::points(points, lang),
            other => self::cell(other, lang),
        }),
        Cell::Truth(truth) => lang.label(if *truth { Term::Yes } else { Term::No }).to_owned(),
        Cell::Missing => "–".to_owned(),
        Cell::Empty => String::new(),
    }
}

/// A text from a file, a file name or an argument as every output shows it: on one line, and
/// without characters that a terminal, a log or a browser would obey.
pub fn printable(text: &str) -> String {
    text.replace(is_obeyed, " ")
}

/// Whether a character is a control character, ends a line, or sets the direction of writing.
fn is_obeyed(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// What stands below the tables for people: each part with its heading and its lines. An
/// assumption has a label before its text, a message has none.
fn sections(report: &Report, lang: Lang) -> Vec<(&'static str, Vec<(String, String)>)> {
    let text = |message| (String::new(), template::non_breaking(message, lang, &report.currency));
    let assumptions = report
        .assumptions
        .iter()
        .map(|(heading, value)| (label(heading, lang), cell(value, lang)))
        .filter(|(_, value)| !value.is_empty());
    let notes = report.notes.iter().filter(|note| !note.is_warning());
    let mut sections: Vec<(_, Vec<_>)> = vec![
        (lang.label(Term::Arithmetic), report.arithmetic.iter().map(text).collect()),
        (lang.label(Term::Assumptions), assumptions.collect()),
        (lang.label(Term::Notes), notes.map(text).collect()),
    ];
    sections.retain(|(_, lines)| !lines.is_empty());
    sections
}

/// The warnings, which stand below the headline.
fn warnings(report: &Report) -> impl Iterator<Item = Phrase> {
    let warnings = report.notes.iter().filter(|note| note.is_warning());
    warnings.map(|note| Sentence::WarningLine.with("code", note.code()).with("text", note.clone()))
}

/// The number in a cell for machines; `None` for what is not a number.
fn machine_number(cell: &Cell) -> Option<String> {
    Some(match cell {
        Cell::Count(count) => count.to_string(),
        Cell::Label(label) => label.to_string(),
        Cell::Decimals(number, _) => number::machine(number),
        Cell::Enquiries(enquiries) => number::machine(enquiries.exact()),
        Cell::Cost(money) | Cell::About(money) | Cell::Price(money) => {
            number::machine(money.exact())
        }
        Cell::Average { .. } => number::machine(cell.average()?.exact()),
        Cell::Percent(share) => number::machine_percent(share),
        Cell::Change(difference) => return machine_number(difference),
        Cell::Score(share) => number::machine(share.times(&Share::from(100)).exact()),
        Cell::Share(share) | Cell::Points(share) | Cell::Factor(share) => {
            number::machine(share.exact())
        }
        Cell::Weeks(weeks) => number::machine(weeks.exact()),
        Cell::Text(_)
        | Cell::Named { .. }
        | Cell::List(_)
        | Cell::Term(_)
        | Cell::Phrase(_)
        | Cell::Truth(_)
        | Cell::Missing
        | Cell::Empty => return None,
    })
}

/// The words of a cell for machines; empty for what has none.
fn machine_text(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        Cell::Named { key, .. } => key,
        Cell::Term(term) => term.key(),
        _ => "",
    }
}

/// The text over a column for people. An amount says its currency.
fn heading(column: &Column, currency: &str, lang: Lang) -> String {
    let label = label(&column.heading, lang);
    match column.heading {
        Heading::Term(_) if column.kind == Kind::Money => {
            let currency = lang.currency(currency);
            match label.split_once("{currency}") {
                Some((before, after)) => {
                    template::capitalised(&format!("{before}{currency}{after}"))
                }
                None => format!("{label}, {currency}"),
            }
        }
        _ => label,
    }
}

fn label(heading: &Heading, lang: Lang) -> String {
    match heading {
        Heading::Term(term) => lang.label(*term).to_owned(),
        Heading::OfSide { term, side } => format!("{}, {}", lang.label(*term), lang.label(*side)),
        Heading::Move { from, to, share } => {
            let share = share.iter().map(|share| format!(" {}", number::percent(share, lang)));
            format!("{} → {}{}", cell(from, lang), cell(to, lang), share.collect::<String>())
        }
        Heading::Name { name, .. } => cell(name, lang),
        Heading::Week(week) => format!("{} {week}", lang.label(Term::Week)),
    }
}

/// What a column is called by machines: a key, or a move as it is typed.
fn machine_heading(heading: &Heading) -> String {
    match heading {
        Heading::Term(term) => term.key().to_owned(),
        Heading::OfSide { term, side } => format!("{}_{}", term.key(), side.key()),
        Heading::Move { from, to, share } => {
            let share = share.iter().map(|share| format!("={}", number::machine_percent(share)));
            let ends = format!("{}:{}", machine_text(from), machine_text(to));
            printable(&ends) + &share.collect::<String>()
        }
        Heading::Name { id, .. } => printable(id),
        Heading::Week(week) => week.to_string(),
    }
}

/// The background of a number by its [shade](Table::shades), from none to the darkest.
const SHADES: [Option<&str>; 5] =
    [None, Some("FDE8DC"), Some("FAC9AE"), Some("F5A57B"), Some("EC7A45")];

/// A table for people, without the columns for machines. Its rows become text when they are written.
struct Sheet<'a> {
    table: &'a Table,
    lang: Lang,
    /// The positions of the columns that are shown.
    shown: Vec<usize>,
    columns: Vec<&'a Column>,
    header: Vec<String>,
}

impl<'a> Sheet<'a> {
    fn from_table(table: &'a Table, currency: &str, lang: Lang) -> Self {
        // A column without anything in it is not for people.
        let is_filled = |at: usize| {
            table.rows.is_empty() || table.rows.iter().any(|row| row[at] != Cell::Empty)
        };
        let is_shown = |&at: &usize| table.columns[at].kind != Kind::Hidden && is_filled(at);
        let shown: Vec<usize> = (0..table.columns.len()).filter(is_shown).collect();
        let columns: Vec<&Column> = shown.iter().map(|&at| &table.columns[at]).collect();
        let header = columns.iter().map(|column| heading(column, currency, lang)).collect();
        Self { table, lang, shown, columns, header }
    }

    fn row(&self, cells: &[Cell]) -> Vec<String> {
        self.shown.iter().map(|&at| cell(&cells[at], self.lang)).collect()
    }

    fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.table.rows.iter().map(|row| self.row(row))
    }

    fn total(&self) -> Option<Vec<String>> {
        let mut total = self.row(self.table.total.as_ref()?);
        self.lang.label(Term::Total).clone_into(&mut total[0]);
        Some(total)
    }
}
