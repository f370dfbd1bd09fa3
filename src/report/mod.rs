//! The output model: tables and messages, without any format. The reports of the commands are in
//! `commands/*/report.rs`; what several of them share is in `basis`.

pub mod arithmetic;
pub mod basis;
mod chart;
pub mod input_notes;
pub mod live;
pub mod matrix;
mod message;
mod table;
mod term;
mod week_notes;

pub use chart::Chart;
use live::{Explorer, Live};
use matrix::Matrix;
pub use message::{Phrase, Sentence, parts_counted, take_allowed};
pub use table::{Cell, Column, Columns, Heading, Kind, Short, Table};
pub use term::Term;

pub use crate::model::price_table::Words;

/// The result of a command, for any renderer.
#[derive(Debug, Clone)]
pub struct Report {
    /// Which report it is.
    pub term: Term,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Whether the short form is a verdict: the headline and the notes, without a title.
    pub is_verdict: bool,
    /// The answer in a sentence or two.
    pub headline: Phrase,
    /// The answer in values, for machines; most reports have it only in their tables.
    pub answer: Vec<(Term, Cell)>,
    /// How the figures come about, in lines that can be checked by hand.
    pub arithmetic: Vec<Phrase>,
    /// The assumptions of the figures.
    pub assumptions: Vec<(Heading, Cell)>,
    /// The figures.
    pub tables: Vec<Table>,
    /// The rows of a table as points, for formats that draw.
    pub matrix: Option<Matrix>,
    /// The calculation with inputs that can be changed, for formats that calculate.
    pub live: Option<Live>,
    /// Notes and warnings.
    pub notes: Vec<Phrase>,
    /// The reports that this one is composed of; none but a page has them.
    pub sections: Vec<Section>,
    /// The calculation with its controls; none but a page has it.
    pub explorer: Option<Explorer>,
}

/// A report within another one.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its title.
    pub title: Cell,
    /// The report.
    pub report: Report,
}

impl Report {
    /// A report with a headline and nothing else.
    pub fn new(term: Term, currency: &str, headline: impl Into<Phrase>) -> Self {
        Self {
            term,
            is_verdict: false,
            currency: currency.to_owned(),
            headline: headline.into(),
            answer: Vec::new(),
            arithmetic: Vec::new(),
            assumptions: Vec::new(),
            tables: Vec::new(),
            matrix: None,
            live: None,
            notes: Vec::new(),
            sections: Vec::new(),
            explorer: None,
        }
    }

    /// Adds options as they were given, so that the report can be made again.
    pub fn add_options(&mut self, options: &[(&str, Vec<String>)]) {
        let heading = |flag: &str| {
            let id = match flag {
                "move" => "moves",
                "price" => "prices",
                flag => flag,
            };
            let name = format!("--{}", flag.replace('_', "-"));
            Heading::Name { id: id.to_owned(), name: name.into() }
        };
        let options = options.iter().map(|(flag, given)| (heading(flag), Cell::list(given)));
        self.assumptions.extend(options);
    }
}

/// Assumptions under their terms.
pub fn headed(assumptions: Vec<(Term, Cell)>) -> Vec<(Heading, Cell)> {
    assumptions.into_iter().map(|(term, value)| (term.into(), value)).collect()
}
