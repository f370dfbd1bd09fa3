//! Tables: rows under named columns, without any format.

use super::{Chart, Phrase, Sentence, Term};
use crate::model::counts::Dimension;
use crate::model::price_table::Words;
use crate::model::quantity::{Enquiries, Exact, Money, Share, Weeks};

/// So many rows and columns has a sheet of a workbook.
const SHEET_ROWS: usize = 1_048_576;
const SHEET_COLUMNS: usize = 16_384;

/// Rows under named columns. Every row has a cell for each column.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which table it is.
    pub term: Term,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows, from top to bottom.
    pub rows: Vec<Vec<Cell>>,
    /// The total, where the rows have one.
    pub total: Option<Vec<Cell>>,
    /// What the short form shows of it.
    pub short: Short,
    /// The column whose sizes a format for people may draw as bars.
    pub bars: Option<Term>,
    /// How a format with pictures draws it.
    pub chart: Option<Chart>,
}

/// What the short form of a report shows of a table.
#[derive(Debug, Clone, Copy, Default)]
pub enum Short {
    /// All rows.
    #[default]
    All,
    /// So many rows, and the others added up.
    Largest(usize),
    /// So many rows, and the number of the others.
    First(usize),
    /// The rows with a value other than 0 in one of these columns, and the others added up, named by
    /// the sentence.
    With(&'static [Term], Sentence),
    /// Nothing.
    Hidden,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: Heading,
    /// The kind of its cells.
    pub kind: Kind,
    /// Whether the short form leaves it out.
    pub is_in_full_only: bool,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// A term, which each language has a label for.
    Term(Term),
    /// A term of one side of a comparison, which is before or after.
    OfSide { term: Term, side: Term },
    /// A move from a channel to another, and its share where the column is about one.
    Move { from: Cell, to: Cell, share: Option<Share> },
    /// A name from the input or the price table, with an id for machines.
    Name { id: String, name: Cell },
    /// A count week, by its number.
    Week(usize),
}

impl Column {
    /// A column that the short form has too.
    pub fn new(heading: impl Into<Heading>, kind: Kind) -> Self {
        Self { heading: heading.into(), kind, is_in_full_only: false }
    }
}

impl From<Term> for Heading {
    fn from(term: Term) -> Self {
        Self::Term(term)
    }
}

/// The kind of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For machines only, such as the id of a channel that people know by its name.
    Hidden,
    /// For people only: words for what other columns tell machines.
    Wording,
    /// Text.
    Text,
    /// Text that may be long; it wraps where the table is too wide.
    LongText,
    /// Numbers.
    Number,
    /// Amounts in the currency of the report.
    Money,
}

impl Kind {
    /// This kind if the column is for people, else hidden.
    pub fn shown_if(self, is_shown: bool) -> Self {
        if is_shown { self } else { Self::Hidden }
    }

    /// Whether the cells are numbers or amounts.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }
}

/// The specifications of the columns of a table: the heading, and how the cell is made from a row.
/// The two stand together, so that they cannot get out of step.
pub struct Columns<'a, R>(Vec<(Column, CellFn<'a, R>)>);

type CellFn<'a, R> = Box<dyn Fn(&R) -> Cell + 'a>;

impl<'a, R: 'a> Columns<'a, R> {
    /// No column yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// The columns with one more behind them.
    pub fn col<C: Into<Cell>>(
        mut self,
        heading: impl Into<Heading>,
        kind: Kind,
        cell: impl Fn(&R) -> C + 'a,
    ) -> Self {
        self.0.push((Column::new(heading, kind), Box::new(move |row| cell(row).into())));
        self
    }

    /// The columns, of which the short form leaves out the last.
    pub fn in_full(mut self) -> Self {
        self.0.iter_mut().next_back().into_iter().for_each(|(last, _)| last.is_in_full_only = true);
        self
    }

    /// The columns with others behind them.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The same columns for rows of which `R` is a part; their cells are empty where it is absent.
    pub fn of_part<S: 'a>(self, part: impl Fn(&S) -> Option<R> + Clone + 'a) -> Columns<'a, S> {
        let of_part = |(column, cell): (Column, CellFn<'a, R>)| {
            let part = part.clone();
            let cell: CellFn<S> =
                Box::new(move |row| Cell::or_empty(part(row).as_ref().map(&cell)));
            (column, cell)
        };
        Columns(self.0.into_iter().map(of_part).collect())
    }

    /// The keys of the headings that are terms.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().filter_map(|(column, _)| match column.heading {
            Heading::Term(term) => Some(term.key()),
            _ => None,
        })
    }
}

impl Table {
    /// A table with a row for each item.
    pub fn from_rows<R>(
        term: Term,
        columns: Columns<R>,
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        Self::named(term, &[], columns, rows.into_iter().map(|row| ([], row)), None)
    }

    /// A table whose rows have names, in columns in front of the others. The total has none.
    pub fn named<R, N: IntoIterator<Item = Cell>>(
        term: Term,
        names: &[(Term, Kind)],
        Columns(columns): Columns<R>,
        rows: impl IntoIterator<Item = (N, R)>,
        total: Option<R>,
    ) -> Self {
        let cells = |row: &R| columns.iter().map(|(_, cell)| cell(row)).collect::<Vec<_>>();
        let row = |(names, row): (N, R)| names.into_iter().chain(cells(&row)).collect();
        let no_names = vec![Cell::Empty; names.len()];
        let of_names = names.iter().map(|&(term, kind)| Column::new(term, kind));
        Self {
            term,
            rows: rows.into_iter().map(row).collect(),
            total: total.map(|total| [no_names, cells(&total)].concat()),
            short: Short::All,
            bars: None,
            chart: None,
            columns: of_names.chain(columns.into_iter().map(|one| one.0)).collect(),
        }
    }

    /// The same table with another short form.
    pub fn short(self, short: Short) -> Self {
        Self { short, ..self }
    }

    /// What the short form of a report shows of the table; `None` if that is nothing.
    pub fn in_short(&self) -> Option<Self> {
        let mut rows: Vec<&Vec<Cell>> = self.rows.iter().collect();
        // A single row is no shorter when it is called the other one.
        let behind = |rows: &mut Vec<_>, most: usize| {
            if rows.len() > most + 1 { rows.split_off(most) } else { Vec::new() }
        };
        let (others, name) = match self.short {
            Short::Hidden => return None,
            Short::All => (Vec::new(), Sentence::OtherRows),
            Short::Largest(most) => (behind(&mut rows, most), Sentence::OtherRows),
            Short::First(most) => (behind(&mut rows, most), Sentence::MoreRows),
            Short::With(terms, sentence) => {
                let values: Vec<usize> =
                    terms.iter().filter_map(|&term| self.position(term)).collect();
                let is_other =
                    |row: &&Vec<Cell>| values.iter().all(|&at| row[at].is_zero_or_missing());
                let are_several = rows.iter().filter(|row| is_other(row)).count() > 1;
                (rows.extract_if(.., |row| are_several && is_other(row)).collect(), sentence)
            }
        };
        let is_added_up = !matches!(self.short, Short::First(_));
        let shown: Vec<usize> = (0..self.columns.len())
            .filter(|&at| self.columns[at].kind != Kind::Hidden)
            .filter(|&at| !self.columns[at].is_in_full_only)
            .collect();
        let pick = |row: &Vec<Cell>| shown.iter().map(|&at| row[at].clone()).collect::<Vec<_>>();
        let mut short: Vec<Vec<Cell>> = rows.into_iter().map(pick).collect();
        if !others.is_empty() {
            let sum = |&at: &usize| {
                // Of shares only those of the whole add up, and they have bars.
                let has_bars = self.bars.is_some_and(|bars| self.position(bars) == Some(at));
                let may_add =
                    |cell: &Cell| is_added_up && (has_bars || !matches!(cell, Cell::Share(_)));
                let cells = others.iter().map(|row| row[at].clone()).filter(may_add);
                cells.reduce(|sum, cell| sum.plus(&cell)).unwrap_or(Cell::Empty)
            };
            let mut row: Vec<Cell> = shown.iter().map(sum).collect();
            row[0] = name.with("rows", others.len()).with("things", self.things()).into();
            short.push(row);
        }
        Some(Self {
            columns: shown.iter().map(|&at| self.columns[at].clone()).collect(),
            rows: short,
            total: self.total.as_ref().map(pick),
            ..self.clone()
        })
    }

    /// What the rows are.
    pub fn things(&self) -> Option<Term> {
        self.columns.iter().find_map(|column| match column.heading {
            Heading::Term(term) => term.plural(),
            _ => None,
        })
    }

    /// Whether the table, with its header and total, fits a sheet of a workbook.
    pub fn fits_sheet(&self) -> bool {
        self.rows.len() + 2 <= SHEET_ROWS && self.columns.len() <= SHEET_COLUMNS
    }

    /// The columns of a row with their cells, without those for people only.
    pub fn for_machines<'a>(
        &'a self,
        row: &'a [Cell],
    ) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(row).filter(|(column, _)| column.kind != Kind::Wording)
    }

    /// Whether its numbers have [shades](Chart::Shades).
    pub fn has_shades(&self) -> bool {
        self.chart == Some(Chart::Shades)
    }

    /// How dark each cell of a row may be shaded: from 1, up to 4 for the largest number of the table;
    /// 0 for no shade. What is not stated has none.
    pub fn shades(&self) -> impl Fn(&[Cell]) -> Vec<usize> {
        let is_shaded = |column: &Column| match &column.heading {
            Heading::Name { name, .. } => self.has_shades() && !matches!(name, Cell::Phrase(_)),
            _ => false,
        };
        let is_shaded: Vec<bool> = self.columns.iter().map(is_shaded).collect();
        let sizes = move |row: &[Cell]| -> Vec<Share> {
            let is_stated = !matches!(row[0], Cell::Phrase(_));
            let size = |(cell, is_shaded): (&Cell, &bool)| match cell {
                Cell::Count(count) if is_stated && *is_shaded => Share::from(*count),
                Cell::Share(share) if is_stated && *is_shaded => share.clone(),
                _ => Share::zero(),
            };
            row.iter().zip(&is_shaded).map(size).collect()
        };
        let largest = self.rows.iter().flat_map(|row| sizes(row)).max();
        let largest = largest.unwrap_or_else(Share::zero);
        move |row| {
            let above = |size: &Share, quarters: u64| {
                size.times(&Share::from(4)) > largest.times(&Share::from(quarters))
            };
            let shade = |size: &Share| (0..4).filter(|quarters| above(size, *quarters)).count();
            sizes(row).iter().map(shade).collect()
        }
    }

    /// The position of a column.
    pub fn position(&self, term: Term) -> Option<usize> {
        self.columns.iter().position(|column| column.heading == Heading::Term(term))
    }

    /// The same table with bars for the sizes in a column.
    pub fn bars(self, column: Term) -> Self {
        Self { bars: Some(column), ..self }
    }

    /// The same table with a picture.
    pub fn chart(self, chart: Chart) -> Self {
        Self { chart: Some(chart), ..self }
    }
}

/// One value, exact and without a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text from the input or the price table.
    Text(String),
    /// Words of the price table, with a key for machines: the id of a channel, or its full name.
    Named { key: String, words: Words },
    /// Several values.
    List(Vec<Cell>),
    /// A term, which each language has a label for.
    Term(Term),
    /// Words with values of their own; no number for machines.
    Phrase(Phrase),
    /// A whole number.
    Count(u64),
    /// A number that names something, such as a year or a week, and is never grouped.
    Label(usize),
    /// A number with so many decimals, in a [line of arithmetic](super::arithmetic).
    Decimals(Exact, u32),
    /// Enquiries.
    Enquiries(Enquiries),
    /// Weeks.
    Weeks(Weeks),
    /// A cost.
    Cost(Money),
    /// A cost as a headline has it: in millions where it is large.
    About(Money),
    /// The price of one enquiry, as it is published.
    Price(Money),
    /// Cost over enquiries.
    Average { cost: Money, enquiries: Enquiries },
    /// A share of a whole.
    Share(Share),
    /// A share of a whole as a number of 100.
    Score(Share),
    /// A share of a whole that was given as a percentage, and stays one for machines.
    Percent(Share),
    /// A difference of two shares, in percentage points; as a [change](Cell::Change) with their unit.
    Points(Share),
    /// A difference, whose sign people see.
    Change(Box<Cell>),
    /// Yes or no.
    Truth(bool),
    /// A factor.
    Factor(Share),
    /// A number that is not known; never 0.
    Missing,
    /// A cell without a value, such as the name of a total.
    Empty,
}

impl Cell {
    /// The value, or an empty cell for `None`, which would otherwise be [missing](Self::Missing).
    pub fn or_empty(value: Option<impl Into<Self>>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }

    /// Cost over enquiries; `None` where there are none.
    pub fn average(&self) -> Option<Money> {
        let Self::Average { cost, enquiries } = self else { return None };
        cost.per(enquiries)
    }

    /// The cell of a row that adds up others: empty where they cannot be added.
    pub fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Missing | Self::Empty, one) | (one, Self::Missing | Self::Empty) => one.clone(),
            (Self::Count(one), Self::Count(other)) => Self::Count(one + other),
            (Self::Enquiries(one), Self::Enquiries(other)) => Self::Enquiries(one + other),
            (Self::Cost(one), Self::Cost(other)) => Self::Cost(one + other),
            (Self::Share(one), Self::Share(other)) => Self::Share(one + other),
            (Self::Change(one), Self::Change(other)) => Self::change(one.plus(other)),
            (Self::Average { cost, enquiries }, Self::Average { cost: more, enquiries: of }) => {
                Self::Average { cost: cost + more, enquiries: enquiries + of }
            }
            _ => Self::Empty,
        }
    }

    fn is_zero_or_missing(&self) -> bool {
        match self {
            Self::Missing | Self::Empty => true,
            Self::Cost(money) => money.is_zero(),
            Self::Enquiries(enquiries) => enquiries.is_zero(),
            Self::Change(difference) => difference.is_zero_or_missing(),
            _ => false,
        }
    }

    /// A difference, whose sign people see.
    pub fn change(difference: impl Into<Self>) -> Self {
        Self::Change(Box::new(difference.into()))
    }

    /// Several values in one cell.
    pub fn list(values: impl IntoIterator<Item: Into<Self>>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }

    /// The name of the rows that have none in a dimension: `(no unit)`.
    pub fn not_stated(dimension: Dimension) -> Self {
        Sentence::NotStated.with("dimension", dimension).into()
    }
}

/// Words whose text is their key.
impl From<Words> for Cell {
    fn from(words: Words) -> Self {
        Self::Named { key: words.text.clone(), words }
    }
}

/// A reference is cloned here, so that callers need not.
impl<T: Into<Cell> + Clone> From<&T> for Cell {
    fn from(value: &T) -> Self {
        value.clone().into()
    }
}

/// `None` is a number that is not known.
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

macro_rules! cell_from {
    ($($from:ty => $cell:expr;)*) => {
        $(impl From<$from> for Cell {
            fn from(value: $from) -> Self {
                $cell(value)
            }
        })*
    };
}

cell_from! {
    String => Cell::Text;
    &str => |text: &str| Cell::Text(text.to_owned());
    u64 => Cell::Count;
    usize => |count| Cell::Count(count as u64);
    Term => Cell::Term;
    Phrase => Cell::Phrase;
    Sentence => |sentence: Sentence| Cell::Phrase(sentence.into());
    Dimension => |dimension: Dimension| Cell::Term(dimension.into());
    Enquiries => Cell::Enquiries;
    Weeks => Cell::Weeks;
    Money => Cell::Cost;
    Share => Cell::Share;
}
