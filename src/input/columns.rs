//! Columns: what they mean together, and what is missing among them.

use super::cells::Cells;
use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::header::{Head, Layout, Wanted};
use super::headings::{COUNT, DATE, OF_ONE_ENQUIRY, dimension, is_one_of, names};
use super::lookup::{did_you_mean, quoted};
use crate::model::counts::Dimension;
use crate::model::origin::{Column, Meaning, Shape};
use crate::model::price_table::PriceTable;

/// A header of which the columns are known, and what is wrong with them.
pub(super) struct Reading<'a> {
    pub(super) head: Head<'a>,
    /// Where the header starts, in bytes from the start of the text.
    pub(super) start: usize,
    /// How long its first line is.
    pub(super) line: usize,
    pub(super) record: Cells,
    pub(super) delimiter: u8,
    pub(super) columns: Vec<Column>,
    pub(super) problems: Diagnostics,
}

impl Reading<'_> {
    pub(super) fn layout(
        mut self,
        table: &PriceTable,
        wanted: Wanted,
    ) -> Result<Layout, Diagnostics> {
        let by_heading = self.with(|meaning| matches!(meaning, Meaning::Channel(_)));
        let channel = self.one(Meaning::Dimension(Dimension::Channel));
        let is_both = channel.is_some() && by_heading.len() > 1;
        if is_both {
            let first = by_heading[0];
            let problem = Diagnostic::new(
                Code::ChannelColumnAndHeadings,
                "a column for the channel, and channels in the header",
            );
            let place = self.place(first, "a channel");
            self.problems.push(problem.at(place).help(
                "a row has either a channel and a count, or a count in a column for each channel",
            ));
        }
        let is_wide = channel.is_none() && !by_heading.is_empty();
        let mut totals = self.with(|meaning| *meaning == Meaning::Total);
        let count = self.one(Meaning::Count);
        let (shape, counts) = if is_wide {
            totals.extend(count);
            self.refuse_almost_channels(table, &by_heading);
            for &total in &totals {
                self.columns[total].meaning = Meaning::Total;
            }
            let counts = by_heading.iter().map(|&column| match self.columns[column].meaning {
                Meaning::Channel(channel) => (column, Some(channel)),
                _ => (column, None),
            });
            (Shape::Wide, counts.collect())
        } else if let Some(count) = count.or(totals.first().copied()) {
            // A column of totals is the count where there is no other, and nothing else is a sum of rows.
            for total in totals.drain(..) {
                self.columns[total].meaning = Meaning::None;
            }
            self.columns[count].meaning = Meaning::Count;
            (Shape::Long, vec![(count, None)])
        } else if self.is_of_single_enquiries() {
            self.refuse_almost_counts();
            (Shape::Enquiries, Vec::new())
        } else {
            if !is_both {
                self.miss(COUNT);
            }
            (Shape::Long, Vec::new())
        };
        if channel.is_none() && !is_wide {
            self.miss(names(Dimension::Channel));
        }
        let (keys, dated) = self.keys(wanted, is_wide);
        if !dated {
            for column in self.with(|meaning| *meaning == Meaning::Date) {
                self.columns[column].meaning = Meaning::None;
            }
        }
        let is_named = |column: &Column| !column.heading.trim().is_empty();
        let width = self.columns.iter().rposition(is_named).map_or(0, |last| last + 1);
        // Other programs number the rows of a long table in a column without a heading.
        let all = if is_wide { 0 } else { width }..self.columns.len();
        let nameless = all.filter(|column| !is_named(&self.columns[*column])).collect();
        let ends = (keys.first().map(|(_, first)| *first), keys.last().map(|(_, last)| *last));
        let side_by_side = match ends {
            (Some(first), Some(last)) if !dated && last - first + 1 == keys.len() => {
                Some((first, last))
            }
            _ => None,
        };
        let last_key = keys.last().map_or(0, |(_, last)| *last);
        let is_other = |column: &usize| {
            let is_key = keys.iter().any(|(_, key)| key == column);
            // In a long table remarks stand behind what says where a row belongs.
            let is_label = is_wide
                || *column < last_key
                || matches!(self.columns[*column].meaning, Meaning::Dimension(_));
            let is_count = counts.iter().any(|(count, _)| count == column);
            is_label && !is_key && !is_count && !totals.contains(column)
        };
        let others = match shape {
            Shape::Enquiries => Vec::new(),
            // A nameless cell at the end may be missing.
            _ => (0..width).filter(is_other).collect(),
        };
        let layout = Layout {
            delimiter: self.delimiter,
            encoding: self.head.encoding,
            end: self.start + self.record.end(),
            cells: self.columns.len(),
            width,
            nameless,
            shape,
            filtered: wanted.filtered,
            keys,
            side_by_side,
            dated,
            counts,
            totals,
            others,
            columns: self.columns,
        };
        self.problems.into_result(layout)
    }

    /// The columns that say where a row belongs, and whether the week is a date.
    fn keys(&mut self, wanted: Wanted, is_wide: bool) -> (Vec<(Dimension, usize)>, bool) {
        let (mut keys, mut dated) = (Vec::new(), false);
        for dimension in Dimension::ALL {
            let asked = wanted.needed.contains(&dimension);
            let is_read = match dimension {
                Dimension::Channel => !is_wide,
                Dimension::Task | Dimension::Type | Dimension::Closure => asked || wanted.all,
                Dimension::Municipality | Dimension::Unit | Dimension::Week => true,
            };
            if !is_read {
                continue;
            }
            let meaning = Meaning::Dimension(dimension);
            let mut column = self.one(meaning);
            if dimension == Dimension::Week && column.is_none() {
                column = self.one(Meaning::Date);
                dated = column.is_some();
            }
            match column {
                Some(column) => keys.push((dimension, column)),
                None if asked && !matches!(dimension, Dimension::Unit | Dimension::Channel) => {
                    self.miss(names(dimension));
                }
                None => {}
            }
        }
        keys.sort_by_key(|(_, column)| *column);
        (keys, dated)
    }

    pub(super) fn with(&self, is: impl Fn(&Meaning) -> bool) -> Vec<usize> {
        (0..self.columns.len()).filter(|&column| is(&self.columns[column].meaning)).collect()
    }

    /// The column of that meaning; a second one is a problem.
    fn one(&mut self, meaning: Meaning) -> Option<usize> {
        let found = self.with(|one| *one == meaning);
        if let Some(&second) = found.get(1) {
            let what = match meaning {
                Meaning::Dimension(dimension) => names(dimension)[1],
                Meaning::Date => DATE[1],
                _ => COUNT[1],
            };
            let place = self.place(second, "the second one");
            self.problems.push(
                Diagnostic::new(Code::DuplicateColumn, format!("two columns for the {what}"))
                    .at(place)
                    .help("rename or delete one of them"),
            );
        }
        found.first().copied()
    }

    /// Whether the rows are single enquiries: a date each, or other columns that no sum has.
    fn is_of_single_enquiries(&self) -> bool {
        self.columns.iter().any(|column| {
            column.meaning == Meaning::Date || is_one_of(&column.heading, OF_ONE_ENQUIRY)
        })
    }

    /// The place of a heading.
    pub(super) fn place(&self, column: usize, expected: &str) -> Place {
        let span = self.record.span(column);
        self.place_of(span.start, span.end, expected)
    }

    fn place_of(&self, from: usize, to: usize, expected: &str) -> Place {
        self.head.place(self.start + from..self.start + to, expected)
    }

    /// What stands below the header.
    pub(super) fn below(&self) -> &[u8] {
        &self.head.bytes[self.start + self.record.end()..]
    }

    fn miss(&mut self, missing: &[&str]) {
        let unknown = self.columns.iter().filter(|column| column.meaning == Meaning::None);
        let meant = unknown
            .map(|column| column.heading.as_str())
            .find_map(|cell| Some((cell, did_you_mean(cell, missing.iter().copied())?)));
        // The type is called the same in both languages.
        let either = if missing[0] == missing[1] { &missing[..1] } else { &missing[..2] };
        let all = self.columns.iter().map(|column| column.heading.as_str());
        let all = all.filter(|heading| !heading.trim().is_empty());
        let way_out = match meant {
            Some((cell, name)) => format!("did you mean `{name}` by `{cell}`?"),
            None => format!("the columns are {}", quoted(all, ", ")),
        };
        // A title above the header is taken for it.
        let is_header = |line: &[u8]| {
            let line = self.head.encoding.decode(line);
            let mut cells = line.split([';', ',', '\t']).map(|cell| cell.trim().trim_matches('"'));
            cells.any(|cell| is_one_of(cell, missing) || is_one_of(cell, names(Dimension::Unit)))
        };
        let mut below = self.below().split(|&byte| byte == b'\n').take(10);
        let further_down = below.position(is_header).map(|at| {
            let above = &self.head.bytes[..self.start + self.record.end()];
            let line = above.split(|&byte| byte == b'\n').count() + at;
            format!("; if line {line} is the header, delete the lines above it")
        });
        let expected = format!("expected {} among them", quoted(either.iter().copied(), " or "));
        let place = self.place_of(0, self.line, &expected);
        self.problems.push(
            Diagnostic::new(Code::MissingColumn, format!("no column for the {}", missing[1]))
                .about(dimension(missing[1]))
                .at(place)
                .help(way_out + &further_down.unwrap_or_default()),
        );
    }
}
