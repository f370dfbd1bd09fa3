//! A calculation that a reader can repeat with other inputs, such as by the formulas of a workbook.

use super::{Cell, Column, Kind, Phrase, Term};
use crate::model::quantity::Exact;

/// Inputs, the figures that follow from them, and how both stand in tables.
#[derive(Debug, Clone, Default)]
pub struct Live {
    /// Inputs and figures. A formula names them by their index.
    pub values: Vec<LiveValue>,
    /// The tables, from top to bottom. Every value stands in one of them.
    pub tables: Vec<LiveTable>,
    /// Sums of shares that may not pass 1. They stand in no table, and no formula names them.
    pub limits: Vec<LiveValue>,
    /// The parts of the enquiries that can be looked at alone, such as units; none in a workbook.
    pub parts: Vec<Cell>,
}

/// A calculation with what a page needs to change its inputs, and to take the result elsewhere.
#[derive(Debug, Clone)]
pub struct Explorer {
    /// The calculation.
    pub live: Live,
    /// The inputs that a reader can change.
    pub controls: Vec<Control>,
    /// The named scenarios, each with the inputs that differ from their first value.
    pub presets: Vec<(Cell, Vec<(usize, Exact)>)>,
    /// The scenarios that the controls cannot set.
    pub without_preset: Vec<Cell>,
    /// The command with the files and options of the page, ready for further flags.
    pub command: String,
    /// The flags that choose each of the [parts](Live::parts); `None` for a name that no shell takes.
    pub part_flags: Vec<Option<String>>,
    /// The sentences on a saving of 0, below 0 and above it; numbers in braces name values.
    pub sentences: [Phrase; 3],
    /// The saving, by its index.
    pub saving: usize,
    /// The cost before and after, by their indices.
    pub costs: [usize; 2],
    /// The steps of the saving: the name, and last of its values the amount.
    pub steps: LiveTable,
    /// The channels, with the cost before and after as their third and fourth value.
    pub channels: LiveTable,
}

/// An input that a reader can change.
#[derive(Debug, Clone)]
pub struct Control {
    /// The value, by its index.
    pub input: usize,
    /// What it is.
    pub kind: ControlKind,
    /// Its label.
    pub label: Cell,
    /// Its name in the address of the page.
    pub key: String,
    /// What stands before and behind the value in the flag of the command that sets it; `None` where
    /// only a scenario file can.
    pub flag: Option<[String; 2]>,
    /// The same in a scenario file: a move, the price of a channel, or a key.
    pub toml: [String; 2],
    /// The share of repeat contacts of a move, by its index, and what stands around it in a scenario
    /// file, at the end of the move.
    pub repeats: Option<(usize, [String; 2])>,
    /// The value that need not be stated.
    pub neutral: Exact,
}

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlKind {
    /// The share of a move that is always in sight.
    Move,
    /// The share of a move between two other channels, shown when a reader chooses it.
    Pair,
    /// The share of repeat contacts of a move.
    Rate,
    /// The price of a channel.
    Price,
    /// The weeks of a year.
    Weeks,
    /// The expected part of the saving.
    Realisation,
}

/// An input or a figure.
#[derive(Debug, Clone)]
pub struct LiveValue {
    /// What the report says.
    pub value: Cell,
    /// How it follows from other values; `None` for an input.
    pub formula: Option<Formula>,
}

/// A table of values.
#[derive(Debug, Clone)]
pub struct LiveTable {
    /// Which table it is.
    pub term: Term,
    /// The columns; without any, each value has its own unit.
    pub columns: Vec<Column>,
    /// The rows: the name, what it applies to, and the values by their index.
    pub rows: Vec<([Cell; 2], Vec<Option<usize>>)>,
}

/// How a figure follows from others.
#[derive(Debug, Clone)]
pub enum Formula {
    /// A number that is no input.
    Constant(Exact),
    /// A number that is no input, for all enquiries and then for each [part](Live::parts) of them.
    ByPart(Vec<Exact>),
    /// A value, by its index.
    Value(usize),
    /// The sum of values; 0 of none.
    Sum(Vec<usize>),
    /// Two numbers, and what is done with them.
    Pair(Operation, Box<[Self; 2]>),
}

/// What is done with two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// The first × the second.
    Times,
    /// The first − the second.
    Minus,
    /// The first over the second; not known if that is 0.
    Over,
    /// The smaller one.
    Smaller,
}

impl Live {
    /// Adds a value, and gives its index.
    pub fn add(&mut self, value: impl Into<Cell>, formula: Option<Formula>) -> usize {
        self.values.push(LiveValue { value: value.into(), formula });
        self.values.len() - 1
    }
}

impl LiveTable {
    /// A table without rows.
    pub fn new(term: Term, columns: &[(Term, Kind)]) -> Self {
        let columns = columns.iter().map(|&(term, kind)| Column::new(term, kind));
        Self { term, columns: columns.collect(), rows: Vec::new() }
    }
}

/// A value, by its index.
impl From<usize> for Formula {
    fn from(index: usize) -> Self {
        Self::Value(index)
    }
}

impl Formula {
    /// Two numbers, and what is done with them.
    pub fn pair(first: impl Into<Self>, operation: Operation, second: impl Into<Self>) -> Self {
        Self::Pair(operation, Box::new([first.into(), second.into()]))
    }
}
