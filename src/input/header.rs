//! The header: which column is what, and so how rows are read.

use std::ops::Range;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::dialect::{self, Dialect};
use super::headings::meaning;
use super::headings::{COUNT, DATE, OF_ONE_ENQUIRY, is_almost_count, is_numbering, is_one_of};
use super::lookup::{did_you_mean, quoted};
use super::row::quoted_for_shell;
use super::text::Encoding;
use super::{aliases, number, week};
use crate::model::counts::Dimension;
use crate::model::origin::{Column, Meaning, Shape};
use crate::model::price_table::PriceTable;
use crate::scan::group_by::{CellPart, ColumnRoles, KeyColumn};
use crate::scan::record::{Record, Records};

/// How many lines below the first one are searched for the real header.
const SEARCHED_LINES: usize = 10;

/// The start of a file.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The file as the user named it.
    pub file: &'a str,
    pub bytes: &'a [u8],
    pub encoding: Encoding,
}

impl Head<'_> {
    /// A place in it.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::in_bytes(self.file, self.bytes, span, |bytes| self.encoding.decode(bytes))
    }
}

/// The dimensions that are read besides those that always are.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Every file must have these.
    pub needed: &'a [Dimension],
    /// Whether all others are read too, from the files that have them.
    pub all: bool,
}

impl<'a> From<&'a [Dimension]> for Wanted<'a> {
    fn from(needed: &'a [Dimension]) -> Self {
        Self { needed, all: false }
    }
}

impl<'a, const N: usize> From<&'a [Dimension; N]> for Wanted<'a> {
    fn from(needed: &'a [Dimension; N]) -> Self {
        Self { needed, all: false }
    }
}

/// How the rows of a file are to be read.
#[derive(Debug, Clone)]
pub struct Layout {
    pub encoding: Encoding,
    /// Where the header ends, in bytes from the start of the text.
    pub end: usize,
    /// Cells in a row; those of the header without nameless ones at its end.
    pub width: usize,
    /// The columns without a heading that must be empty: those at the end, and in a wide table all.
    pub nameless: Vec<usize>,
    pub shape: Shape,
    /// The columns that say where a row belongs, each with its dimension, from left to right.
    pub keys: Vec<(Dimension, usize)>,
    /// Whether the week comes from a date.
    pub dated: bool,
    /// In a wide table the channel of each column with counts.
    pub channels: Vec<usize>,
    /// The other columns in which a row with a count may say that it is a total; none for single enquiries.
    pub others: Vec<usize>,
    /// All columns and what was understood of them.
    pub columns: Vec<Column>,
    /// What each column is for the scan.
    pub(super) roles: ColumnRoles,
}

impl Layout {
    /// Reads the header of a file. It must have a column for each needed dimension, for the
    /// channel and for the count; a column that nobody wants is ignored.
    ///
    /// # Errors
    ///
    /// A column that is missing, is there twice, or seems to hold enquiries and is not read.
    pub fn read(head: Head, table: &PriceTable, wanted: Wanted) -> Result<Self, Diagnostics> {
        let is_known = |cell: &str| meaning(cell, table) != Meaning::None;
        let Dialect { start, delimiter } = Dialect::detect(head, is_known);
        let mut records = Records::from(head.bytes, start, delimiter);
        let Some(record) = records.next_record().filter(|_| !head.bytes.trim_ascii().is_empty())
        else {
            return Err(Code::EmptyFile.problem().with("file", head.file).into());
        };
        if let Some((problem, span)) = dialect::problem(record) {
            return Err(problem.at(head.place(span)).into());
        }
        let headings = dialect::texts(record, head.encoding).into_iter();
        let columns =
            headings.map(|heading| Column { meaning: meaning(&heading, table), heading }).collect();
        let problems = Diagnostics::default();
        Header { head, record, delimiter, columns, problems }.layout(table, wanted)
    }

    /// The columns with names that say where a row belongs.
    pub fn named(&self) -> impl Iterator<Item = usize> {
        let named = self.keys.iter().filter(|(one, _)| Dimension::NAMED.contains(one));
        named.map(|(_, column)| *column)
    }

    /// The column that says where a row belongs in a dimension, if it is read.
    pub fn key(&self, dimension: Dimension) -> Option<usize> {
        let found = self.keys.iter().find(|(read, _)| *read == dimension);
        found.map(|(_, column)| *column)
    }

    /// The part of a cell that says where its row belongs: all but the time of a date.
    pub(super) fn key_part(&self, dimension: Dimension) -> Option<CellPart> {
        (self.dated && dimension == Dimension::Week).then_some(week::day)
    }
}

/// A header, and what is wrong with it so far.
struct Header<'a> {
    head: Head<'a>,
    record: Record<'a>,
    delimiter: u8,
    columns: Vec<Column>,
    problems: Diagnostics,
}

/// The columns with counts and with sums of them, and so what a row stands for.
struct CountColumns {
    shape: Shape,
    counts: Vec<usize>,
    /// In a wide table the channel of each column with counts.
    channels: Vec<usize>,
    totals: Vec<usize>,
}

impl Header<'_> {
    fn layout(mut self, table: &PriceTable, wanted: Wanted) -> Result<Layout, Diagnostics> {
        let CountColumns { shape, counts, channels, totals } = self.count_columns(table);
        let is_wide = shape == Shape::Wide;
        let (keys, dated) = self.keys(wanted, is_wide);
        if !dated {
            for column in self.with(|meaning| *meaning == Meaning::Date) {
                self.columns[column].meaning = Meaning::None;
            }
        }
        let is_named = |column: &Column| !column.heading.trim().is_empty();
        let width = self.columns.iter().rposition(is_named).map_or(0, |last| last + 1);
        // Other programs number the rows of a long table in a column without a heading.
        let first_nameless = if is_wide { 0 } else { width };
        let nameless = (first_nameless..self.columns.len())
            .filter(|column| !is_named(&self.columns[*column]))
            .collect();
        let last_key = keys.last().map_or(0, |(_, last)| *last);
        let may_say_total = |column: &usize| {
            let is_key = keys.iter().any(|(_, key)| key == column);
            // In a long table remarks stand behind what says where a row belongs.
            let is_label = is_wide
                || *column < last_key
                || matches!(self.columns[*column].meaning, Meaning::Dimension(_));
            is_label && !is_key && !counts.contains(column) && !totals.contains(column)
        };
        let others = match shape {
            Shape::Enquiries => Vec::new(),
            // A nameless cell at the end may be missing.
            Shape::Long | Shape::Wide => (0..width).filter(may_say_total).collect(),
        };
        let mut layout = Layout {
            encoding: self.head.encoding,
            end: self.record.end(),
            width,
            nameless,
            shape,
            keys,
            dated,
            channels,
            others,
            roles: ColumnRoles {
                delimiter: self.delimiter,
                width: self.columns.len(),
                keys: Vec::new(),
                counts,
                totals,
                // An empty cell of a wide table says that none came, and so does a dash.
                zeros: if is_wide { &[b"", b"-"] } else { &[] },
            },
            columns: self.columns,
        };
        let role = |&(dimension, column)| KeyColumn { column, part: layout.key_part(dimension) };
        layout.roles.keys = layout.keys.iter().map(role).collect();
        self.problems.into_result(layout)
    }

    /// The columns with counts. A table is wide where channels are in its header and no column
    /// has the channel.
    fn count_columns(&mut self, table: &PriceTable) -> CountColumns {
        let by_heading = self.with(|meaning| matches!(meaning, Meaning::Channel(_)));
        let channel = self.one(Meaning::Dimension(Dimension::Channel));
        let is_both = channel.is_some() && by_heading.len() > 1;
        if is_both {
            let problem = Code::ChannelColumnAndHeadings.problem();
            self.reject(by_heading[0], problem);
        }
        let mut totals = self.with(|meaning| *meaning == Meaning::Total);
        let count = self.one(Meaning::Count);
        if channel.is_none() && !by_heading.is_empty() {
            totals.extend(count);
            self.reject_almost_channels(table, &by_heading);
            for &total in &totals {
                self.columns[total].meaning = Meaning::Total;
            }
            let channel = |&column: &usize| match self.columns[column].meaning {
                Meaning::Channel(channel) => Some(channel),
                _ => None,
            };
            let channels = by_heading.iter().filter_map(channel).collect();
            return CountColumns { shape: Shape::Wide, counts: by_heading, channels, totals };
        }
        let (mut shape, mut counts) = (Shape::Long, Vec::new());
        if let Some(count) = count.or(totals.first().copied()) {
            // Without another count a column of totals is the count, and no column has sums of rows.
            for total in totals {
                self.columns[total].meaning = Meaning::None;
            }
            self.columns[count].meaning = Meaning::Count;
            counts.push(count);
        } else if self.has_single_enquiries() {
            self.reject_almost_counts();
            shape = Shape::Enquiries;
        } else if !is_both {
            self.reject_missing(COUNT);
        }
        if channel.is_none() {
            self.reject_missing(Dimension::Channel.headings());
        }
        CountColumns { shape, counts, channels: Vec::new(), totals: Vec::new() }
    }

    /// The columns that say where a row belongs, and whether the week comes from a date.
    fn keys(&mut self, wanted: Wanted, is_wide: bool) -> (Vec<(Dimension, usize)>, bool) {
        let (mut keys, mut dated) = (Vec::new(), false);
        for dimension in Dimension::ALL {
            let is_needed = wanted.needed.contains(&dimension);
            let is_read = match dimension {
                Dimension::Channel => !is_wide,
                _ => is_needed || wanted.all || dimension.is_always_read(),
            };
            if !is_read {
                continue;
            }
            let mut column = self.one(Meaning::Dimension(dimension));
            if dimension == Dimension::Week && column.is_none() {
                column = self.one(Meaning::Date);
                dated = column.is_some();
            }
            match column {
                Some(column) => keys.push((dimension, column)),
                None if is_needed && !matches!(dimension, Dimension::Unit | Dimension::Channel) => {
                    self.reject_missing(dimension.headings());
                }
                None => {}
            }
        }
        keys.sort_by_key(|(_, column)| *column);
        (keys, dated)
    }

    fn with(&self, is: impl Fn(&Meaning) -> bool) -> Vec<usize> {
        (0..self.columns.len()).filter(|&column| is(&self.columns[column].meaning)).collect()
    }

    /// The column with a meaning; a second one is a problem.
    fn one(&mut self, meaning: Meaning) -> Option<usize> {
        let found = self.with(|one| *one == meaning);
        if let Some(&second) = found.get(1) {
            let what = match meaning {
                Meaning::Dimension(dimension) => dimension.english(),
                Meaning::Date => DATE[1],
                _ => COUNT[1],
            };
            self.reject(second, Code::DuplicateColumn.problem().with("column", what));
        }
        found.first().copied()
    }

    /// Whether each row is one enquiry: it has a date, or other columns that no sum has.
    fn has_single_enquiries(&self) -> bool {
        self.columns.iter().any(|column| {
            column.meaning == Meaning::Date || is_one_of(&column.heading, OF_ONE_ENQUIRY)
        })
    }

    /// The enquiries of a column that is not read would be lost. So a wide table is refused if the
    /// heading of such a column is almost a channel, or if it holds numbers. A column that numbers
    /// the rows is fine, unless it stands between channels.
    fn reject_almost_channels(&mut self, table: &PriceTable, channels: &[usize]) {
        let unread = self.unread();
        let rows = if unread.is_empty() { Vec::new() } else { self.rows() };
        for column in unread {
            let heading = self.columns[column].heading.trim().to_owned();
            let is_between = channels.first().is_some_and(|first| *first < column)
                && channels.last().is_some_and(|last| *last > column);
            let near = did_you_mean(&heading, table.aliases());
            let problem = match (Contents::guess(&rows, column), near) {
                (Contents::Numbers | Contents::Nothing, Some(near)) => {
                    Code::LikelyChannel.problem().with("near", near)
                }
                (Contents::Numbers, None) if is_between || !is_numbering(&heading) => {
                    Code::UnknownHeading.problem()
                }
                _ => continue,
            };
            let problem = problem.with("code", quoted_for_shell(&heading));
            self.reject(column, problem.with("heading", heading));
        }
    }

    /// Where each row is one enquiry, a row with a count in a column that is not read would count
    /// as 1. So a column of numbers is refused if its heading is almost that of a count.
    fn reject_almost_counts(&mut self) {
        let mut unread = self.unread();
        unread.retain(|column| is_almost_count(&self.columns[*column].heading));
        let rows = if unread.is_empty() { Vec::new() } else { self.rows() };
        unread.retain(|column| Contents::guess(&rows, *column) == Contents::Numbers);
        for column in unread {
            let problem = Code::LikelyCountColumn.problem().with("count", COUNT[0]);
            self.reject(column, problem.with("heading", self.columns[column].heading.trim()));
        }
    }

    /// The columns that have a heading and are not read.
    fn unread(&self) -> Vec<usize> {
        let mut unread = self.with(|meaning| *meaning == Meaning::None);
        unread.retain(|column| !self.columns[*column].heading.trim().is_empty());
        unread
    }

    /// The rows at the start of the file.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut records = Records::from(self.head.bytes, self.record.end(), self.delimiter);
        let mut rows = Vec::new();
        while let Some(record) = records.next_record() {
            rows.push(dialect::texts(record, self.head.encoding));
        }
        rows
    }

    fn reject_missing(&mut self, missing: &[&str]) {
        let unknown = self.columns.iter().filter(|column| column.meaning == Meaning::None);
        let near = unknown
            .map(|column| column.heading.as_str())
            .find_map(|cell| Some((cell, did_you_mean(cell, missing.iter().copied())?)));
        // The type is called the same in both languages.
        let either = if missing[0] == missing[1] { &missing[..1] } else { &missing[..2] };
        let all = self.columns.iter().map(|column| column.heading.as_str());
        let all = all.filter(|heading| !heading.trim().is_empty());
        let mut problem = Code::MissingColumn
            .problem()
            .with("column", missing[1])
            .with("names", quoted(either.iter().copied(), " or "))
            .at(self.head.place(self.record.start..self.record.end()));
        problem = match near {
            Some((cell, name)) => problem.with("heading", cell).with("near", name),
            None => problem.with("columns", quoted(all, ", ")),
        };
        if let Some(line) = self.line_of_header_below(missing) {
            problem = problem.with("line", line);
        }
        self.problems.push(problem);
    }

    /// The line below that looks like the header, where a title stands above it and was taken for it.
    fn line_of_header_below(&self, missing: &[&str]) -> Option<usize> {
        let is_header = |line: &[u8]| {
            let line = self.head.encoding.decode(line);
            let mut cells = line.split([';', ',', '\t']).map(|cell| cell.trim().trim_matches('"'));
            cells
                .any(|cell| is_one_of(cell, missing) || is_one_of(cell, Dimension::Unit.headings()))
        };
        let (above, below) = self.head.bytes.split_at(self.record.end());
        let mut below = below.split(|&byte| byte == b'\n').take(SEARCHED_LINES);
        let lines_above = above.split(|&byte| byte == b'\n').count();
        below.position(is_header).map(|at| lines_above + at)
    }

    /// Adds a problem with a heading.
    fn reject(&mut self, column: usize, problem: Diagnostic) {
        let place = self.head.place(self.record.span(column));
        self.problems.push(problem.at(place));
    }
}

/// What the cells of a column hold, as far as the start of the file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contents {
    Nothing,
    Numbers,
    Words,
}

impl Contents {
    fn guess(rows: &[Vec<String>], column: usize) -> Self {
        let cells = rows.iter().filter_map(|row| Some(row.get(column)?.trim()));
        let (mut numbers, mut words) = (0, 0);
        for cell in cells.filter(|cell| !aliases::is_empty(cell) && !aliases::is_dash(cell)) {
            match number::count(cell) {
                Some(_) => numbers += 1,
                None => words += 1,
            }
        }
        match (numbers, words) {
            (0, 0) => Self::Nothing,
            // A word among counts is a slip, a number among remarks is a remark.
            _ if numbers >= words => Self::Numbers,
            _ => Self::Words,
        }
    }
}
