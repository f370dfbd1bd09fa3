//! The header: which column is what, and so how rows are read.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use super::dialect::{self, Dialect};
use super::headings::{
    COUNT, OF_ONE_ENQUIRY, OTHER_HEADINGS, is_like_count, is_of_own_report, is_one_of, meaning,
    names,
};
use super::layout_options::{LayoutOptions, UnitFrom};
use super::preview::{Preview, RecordHashes};
use super::text::{Encoding, Sheet};
use super::time_of_day;
use super::unit_checks::UnitChecks;
use super::week::{self, DateOrder};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::counts::Dimension;
use crate::model::origin::{Column, FileOrigin, Meaning, Shape, SheetOrigin};
use crate::model::price_table::PriceTable;
use crate::scan::group_by::{ColumnRoles, KeyColumn, PrefixLen};
use crate::scan::quotes::line_ends;
use crate::scan::record::{Record, Records};

/// The start of a file.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The file as the user named it.
    pub file: &'a str,
    pub bytes: &'a [u8],
    /// Whether the file ends here.
    pub is_whole: bool,
    pub encoding: Encoding,
    /// The sheet that it is, if the file is a workbook.
    pub sheet: Option<&'a Sheet>,
}

impl Head<'_> {
    /// A place in it.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        self.encoding.place(self.file, self.bytes, span)
    }
}

/// What the caller wants of a file.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The dimensions that every file must have, besides those that are always read.
    pub needed: &'a [Dimension],
    /// Whether all others are read too, from the files that have them.
    pub all: bool,
    /// How the columns are to be read.
    pub options: &'a LayoutOptions,
}

impl<'a, T: AsRef<[Dimension]> + ?Sized> From<&'a T> for Wanted<'a> {
    fn from(needed: &'a T) -> Self {
        static NONE: LazyLock<LayoutOptions> = LazyLock::new(LayoutOptions::default);
        Self { needed: needed.as_ref(), all: false, options: &NONE }
    }
}

/// How the rows of a file are to be read.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What the header says of the file. Its rows are not counted yet.
    pub origin: FileOrigin,
    /// Where the header ends, in bytes from the start of the text.
    pub end: usize,
    /// Cells in a row; those of the header without nameless ones at its end.
    pub width: usize,
    /// The columns without a heading that must be empty: those at the end, and in a wide table all.
    pub nameless: Vec<usize>,
    /// The columns that say where a row belongs, each with its dimension, from left to right.
    pub keys: Vec<(Dimension, usize)>,
    /// What stands first in its dates.
    pub date_order: DateOrder,
    /// Whether the dates prove what stands first; `None` where the option says it.
    pub is_order_proven: Option<bool>,
    /// The years beside weeks that are written without one.
    pub(super) years: BTreeSet<String>,
    /// Whether an empty cell means the same as the one above it.
    pub fill_down: bool,
    /// What the start of the file shows of its units.
    pub(super) unit_checks: UnitChecks,
    /// The records at the start, where other files may have them too.
    pub(super) records: RecordHashes,
    /// In a wide table the channel of each column with counts.
    pub channels: Vec<usize>,
    /// The other columns in which a row with a count may say that it is a total; none for single enquiries.
    pub others: Vec<usize>,
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
        let is_known = |cell: &str| is_known(cell, table, wanted.options);
        let dialect = Dialect::detect(head, &is_known);
        // Without a line that looks like a header the first one is it.
        let below = dialect.below_titles(head, &is_known);
        let Dialect { start, delimiter, titles } = below.unwrap_or(dialect);
        let mut records = Records::from(head.bytes, start, delimiter);
        let Some(record) = records.next_record().filter(|_| !head.bytes.trim_ascii().is_empty())
        else {
            return Err(Code::EmptyFile.problem().with("file", head.file).into());
        };
        if let Some((problem, span)) = dialect::problem(record) {
            return Err(problem.at(head.place(span)).into());
        }
        let headings = dialect::texts(record, head.encoding);
        if headings.iter().any(|heading| is_of_own_report(heading)) {
            return Err(Code::OwnReport.problem().with("file", head.file).into());
        }
        let column = |heading: String| Column {
            meaning: meaning(&heading, table),
            heading,
            is_guessed: false,
        };
        let columns = headings.into_iter().map(column).collect();
        let preview = Preview::read(head, record.end(), delimiter);
        let problems = Diagnostics::default();
        Header { head, table, record, delimiter, titles, columns, preview, wanted, problems }
            .layout()
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

    /// Whether the weeks of its rows are known.
    pub(super) fn has_weeks(&self) -> bool {
        self.key(Dimension::Week).is_some() || self.origin.week.is_some()
    }

    /// Whether a dimension is read from the date.
    pub(super) fn is_dated(&self, dimension: Dimension) -> bool {
        let is_date = |column: usize| self.origin.columns[column].meaning == Meaning::Date;
        self.key(dimension).is_some_and(is_date)
    }

    /// How many bytes of a cell say where its row belongs: the date without its time, or all up to the
    /// hour.
    pub(super) fn key_prefix(&self, dimension: Dimension) -> Option<PrefixLen> {
        match dimension {
            Dimension::Hour => Some(time_of_day::hour_len),
            _ => self.is_dated(dimension).then_some(week::day_len),
        }
    }
}

/// Whether a heading is known, or likely one of a count.
fn is_known(heading: &str, table: &PriceTable, options: &LayoutOptions) -> bool {
    meaning(heading, table) != Meaning::None
        || is_like_count(heading)
        || OTHER_HEADINGS.iter().any(|(_, headings)| is_one_of(heading, headings))
        || options.role(heading).is_some()
}

/// The header of a sheet.
#[derive(Debug, Clone)]
pub struct SheetHeader {
    /// Its line, from 0.
    pub line: u32,
    /// The columns that say where a row belongs, from 0.
    pub keys: Vec<u32>,
    /// The columns with counts and with sums of them, from 0; none where each row is one enquiry.
    pub counts: Vec<u32>,
    /// Those of them with sums.
    pub totals: Vec<u32>,
    /// Whether it is the header of a count: it has a channel, and a count, a date, or a column that
    /// only single enquiries have.
    pub is_count: bool,
}

impl SheetHeader {
    /// Looks for the header in the text of a sheet; `None` where no line looks like one.
    pub fn find(text: &[u8], table: &PriceTable, options: &LayoutOptions) -> Option<Self> {
        let encoding = Encoding::Workbook;
        let head = Head { file: "", bytes: text, is_whole: true, encoding, sheet: None };
        let is_known = |cell: &str| is_known(cell, table, options);
        let dialect = Dialect::detect(head, &is_known).below_titles(head, &is_known)?;
        let mut records = Records::from(text, dialect.start, dialect.delimiter);
        let record = records.next_record()?;
        let headings = dialect::texts(record, encoding);
        let role = |(column, heading): (u32, &String)| {
            let given = options.role_at(column, heading);
            let other = OTHER_HEADINGS.iter().find(|(_, words)| is_one_of(heading, words));
            match (given.unwrap_or_else(|| meaning(heading, table)), other) {
                (Meaning::None, Some((role, _))) => *role,
                (Meaning::None, None) if is_like_count(heading) => Meaning::Count,
                (role, _) => role,
            }
        };
        let roles: Vec<Meaning> = (0..).zip(&headings).map(role).collect();
        let with = |is_it: fn(&Meaning) -> bool| -> Vec<u32> {
            (0..).zip(&roles).filter(|(_, role)| is_it(role)).map(|(column, _)| column).collect()
        };
        let keys = with(|role| matches!(role, Meaning::Dimension(_) | Meaning::Date));
        let totals = with(|role| *role == Meaning::Total);
        let counts =
            with(|role| matches!(role, Meaning::Count | Meaning::Channel(_) | Meaning::Total));
        let has_channel = roles.iter().any(|role| {
            matches!(role, Meaning::Dimension(Dimension::Channel) | Meaning::Channel(_))
        });
        let is_single = options.without_count
            || roles.contains(&Meaning::Date)
            || headings.iter().any(|heading| is_one_of(heading, OF_ONE_ENQUIRY));
        let is_count = has_channel && (is_single || !counts.is_empty());
        let line = u32::try_from(line_ends(&text[..record.start])).ok()?;
        Some(Self { line, keys, counts, totals, is_count })
    }
}

/// A header, and what is wrong with it so far.
pub(super) struct Header<'a> {
    pub(super) head: Head<'a>,
    pub(super) table: &'a PriceTable,
    pub(super) record: Record<'a>,
    delimiter: u8,
    /// The lines above it.
    titles: Vec<String>,
    pub(super) columns: Vec<Column>,
    /// The records below it.
    pub(super) preview: Preview<'a>,
    pub(super) wanted: Wanted<'a>,
    pub(super) problems: Diagnostics,
}

impl Header<'_> {
    fn layout(mut self) -> Result<Layout, Diagnostics> {
        self.assign_columns();
        // Other problems would only follow from columns that are not there.
        self.problems = std::mem::take(&mut self.problems).into_result(Diagnostics::default())?;
        self.guess_columns();
        let week = self.week_by_name();
        let (shape, counts, totals) = self.count_columns();
        let is_wide = shape == Shape::Wide;
        let keys = self.keys(is_wide, week.is_some());
        let key = |wanted| keys.iter().find(|(one, _)| *one == wanted).map(|(_, column)| *column);
        let week_column = key(Dimension::Week);
        let date_columns = self.with(|meaning| *meaning == Meaning::Date);
        let dated = week_column.is_some_and(|at| date_columns.contains(&at));
        let has_dates = keys.iter().any(|(_, column)| date_columns.contains(column));
        if !has_dates {
            for column in date_columns {
                self.columns[column].meaning = Meaning::None;
            }
        }
        let (date_order, is_order_proven) = self.date_order(has_dates);
        let written = week_column.filter(|_| !dated);
        let years = written.map(|column| self.years_beside_weeks(column)).unwrap_or_default();
        if dated && shape != Shape::Enquiries {
            self.reject_dates_of_months(date_order);
        }
        let week = week.filter(|_| week_column.is_none());
        if week_column.is_none() && week.is_none() {
            self.reject_months();
        }
        let unit = if key(Dimension::Unit).is_some() { None } else { self.unit_by_option() };
        let all_cells = self.columns.len();
        let is_named = |column: &Column| !column.heading.is_empty();
        let width = self.columns.iter().rposition(is_named).map_or(0, |last| last + 1);
        // Other programs number the rows of a long table in a column without a heading.
        let first_nameless = if is_wide { 0 } else { width };
        let nameless = (first_nameless..all_cells)
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
        let channel = |column: &usize| match self.columns[*column].meaning {
            Meaning::Channel(channel) => Some(channel),
            _ => None,
        };
        let channels = counts.iter().filter_map(channel).collect();
        let sheet = self.head.sheet.cloned();
        let mut layout = Layout {
            origin: FileOrigin {
                name: self.head.file.to_owned(),
                sheet: sheet.map(|sheet| SheetOrigin { sheet, by_channel: BTreeMap::new() }),
                header_line: line_ends(&self.head.bytes[..self.record.end()]) + 1,
                encoding: self.head.encoding,
                delimiter: char::from(self.delimiter),
                shape,
                dated,
                month_first: is_order_proven == Some(true) && date_order == DateOrder::Month,
                week,
                unit,
                titles: self.titles.len(),
                columns: std::mem::take(&mut self.columns),
                ..FileOrigin::default()
            },
            end: self.record.end(),
            width,
            nameless,
            keys,
            date_order,
            is_order_proven,
            years,
            fill_down: self.wanted.options.fill_down,
            unit_checks: UnitChecks::default(),
            records: RecordHashes::default(),
            channels,
            others,
            roles: ColumnRoles {
                delimiter: self.delimiter,
                width: all_cells,
                keys: Vec::new(),
                counts,
                totals,
                // An empty cell of a wide table says that none came, and so does a dash.
                zeros: if is_wide { &[b"", b"-"] } else { &[] },
            },
        };
        layout.unit_checks = UnitChecks::read(&layout, &self.preview, self.head.is_whole);
        if self.wanted.options.has_several_files || self.head.sheet.is_some() {
            layout.records = RecordHashes::read(&layout, &self.preview);
        }
        let role =
            |&(dimension, column)| KeyColumn { column, prefix: layout.key_prefix(dimension) };
        layout.roles.keys = layout.keys.iter().map(role).collect();
        self.problems.into_result(layout)
    }

    /// What a row stands for, and the columns with counts and with sums of them. A table is wide
    /// where channels are in its header and no column has the channel.
    fn count_columns(&mut self) -> (Shape, Vec<usize>, Vec<usize>) {
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
            self.reject_repeated(&by_heading);
            self.reject_almost_channels(&by_heading);
            for &total in &totals {
                self.columns[total].meaning = Meaning::Total;
            }
            return (Shape::Wide, by_heading, totals);
        }
        let (mut shape, mut counts) = (Shape::Long, Vec::new());
        if let (None, [_, second, ..]) = (count, &totals[..]) {
            self.reject(*second, Code::DuplicateColumn.problem().with_names("column", COUNT));
        }
        let has_count = !self.wanted.options.without_count;
        let count = match count.or(totals.first().copied()) {
            None if has_count => self.column_like_count(channel),
            known => known.filter(|_| has_count),
        };
        if !has_count {
            shape = Shape::Enquiries;
        } else if let Some(count) = count {
            // Without another count a column of totals is the count, and no column has sums of rows.
            for total in totals {
                self.columns[total].meaning = Meaning::None;
            }
            self.columns[count].meaning = Meaning::Count;
            counts.push(count);
        } else if self.has_single_enquiries() {
            self.reject_unread_counts();
            shape = Shape::Enquiries;
        } else if !is_both && self.problems.count() == 0 {
            self.reject_missing(Meaning::Count);
        }
        if channel.is_none() {
            self.reject_missing(Meaning::Dimension(Dimension::Channel));
        }
        (shape, counts, Vec::new())
    }

    /// The columns that say where a row belongs. A time may come from the date.
    fn keys(&mut self, is_wide: bool, has_week: bool) -> Vec<(Dimension, usize)> {
        let date = self.one(Meaning::Date);
        let mut keys = Vec::new();
        for dimension in Dimension::ALL {
            let is_needed = self.wanted.needed.contains(&dimension);
            let is_read = match dimension {
                Dimension::Channel => !is_wide,
                _ => is_needed || self.wanted.all || dimension.is_always_read(),
            };
            if !is_read {
                continue;
            }
            let mut column = self.one(Meaning::Dimension(dimension));
            let may_be_date = dimension == Dimension::Week || (is_needed && dimension.is_time());
            if dimension == Dimension::Hour && column.is_none() {
                column = self.end_of_enquiry();
            }
            if may_be_date && column.is_none() {
                column = date;
            }
            match column {
                Some(column) => keys.push((dimension, column)),
                None if dimension == Dimension::Week && has_week => {}
                None if is_needed && !matches!(dimension, Dimension::Unit | Dimension::Channel) => {
                    self.reject_missing(Meaning::Dimension(dimension));
                }
                None => {}
            }
        }
        keys.sort_by_key(|(_, column)| *column);
        keys
    }

    /// The column with the time at which an enquiry ended, for a file without that of its start. It
    /// gets this role, so that no note says that it is not read.
    fn end_of_enquiry(&mut self) -> Option<usize> {
        let is_end = |column: &Column| is_one_of(&column.heading, &["sluttidspunkt"]);
        let at = self.columns.iter().position(is_end)?;
        self.columns[at].meaning = Meaning::Dimension(Dimension::Hour);
        Some(at)
    }

    /// What stands first in the dates: as the options say, else as the cells show.
    fn date_order(&mut self, dated: bool) -> (DateOrder, Option<bool>) {
        let column = self.first(Meaning::Date);
        let given = self.wanted.options.date_order;
        let Some(column) = column.filter(|_| dated && given.is_none()) else {
            return (given.unwrap_or_default(), None);
        };
        let Some((order, is_proven)) = DateOrder::detect(self.preview.cells(column)) else {
            self.reject(column, Code::DoubtfulDateOrder.problem());
            return (DateOrder::default(), None);
        };
        (order, Some(is_proven))
    }

    /// The week that the headings above the columns, the lines above the header, or the names of
    /// the sheet and the file state, if it is one. A workbook of several weeks has them all in its
    /// name, so what stands closer to the table is enough.
    fn week_by_name(&self) -> Option<(usize, String)> {
        let above = self.head.sheet.and_then(|sheet| sheet.week.clone());
        above.or_else(|| {
            let texts = self.names();
            let (_, close) = texts.split_last()?;
            let week = week::in_texts(&texts).or_else(|| week::in_texts(close))?;
            let states = |text: &String| week::in_texts([text]).is_some();
            Some((week, texts.into_iter().find(states).unwrap_or_default()))
        })
    }

    /// The lines above the header, the name of the sheet and, last, that of the file.
    pub(super) fn names(&self) -> Vec<String> {
        let sheet = self.head.sheet.map(|sheet| sheet.name.clone());
        self.titles.iter().cloned().chain(sheet).chain([self.file_stem()]).collect()
    }

    /// The name of the file without its folder and extension.
    fn file_stem(&self) -> String {
        let file = self.head.sheet.map_or(self.head.file, |sheet| &sheet.workbook);
        let stem = Path::new(file).file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
        // `tælling.csv.gz`
        let stem = stem.strip_suffix(".csv").unwrap_or(&stem);
        // A browser numbers what it downloads again: `uge 43 (1)`.
        let is_number = |number: &str| number.parse::<u32>().is_ok();
        let copy = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once(" ("));
        copy.filter(|(_, number)| is_number(number)).map_or(stem, |(stem, _)| stem).to_owned()
    }

    /// The unit of the whole file, as `--unit` and `--unit-from` give it.
    fn unit_by_option(&mut self) -> Option<String> {
        let options = self.wanted.options;
        let from = options.unit_from.filter(|_| options.unit.is_none());
        let unit = match from {
            None => return options.unit.clone(),
            Some(UnitFrom::Sheet) => self.head.sheet.map(|sheet| sheet.name.clone()),
            Some(UnitFrom::File) => Some(self.file_stem()).filter(|stem| stem != "-"),
        };
        if unit.is_none() {
            self.problems.push(Code::NoNameForUnit.problem().with("file", self.head.file));
        }
        unit
    }

    pub(super) fn with(&self, is: impl Fn(&Meaning) -> bool) -> Vec<usize> {
        (0..self.columns.len()).filter(|&column| is(&self.columns[column].meaning)).collect()
    }

    /// The first column with a meaning.
    pub(super) fn first(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }

    /// The column with a meaning; a second one is a problem.
    fn one(&mut self, meaning: Meaning) -> Option<usize> {
        let found = self.with(|one| *one == meaning);
        if let Some(&second) = found.get(1) {
            let problem = Code::DuplicateColumn.problem();
            self.reject(second, problem.with_names("column", names(meaning)));
        }
        found.first().copied()
    }

    /// The columns that have a heading and are not read.
    pub(super) fn unread(&self) -> Vec<usize> {
        let mut unread = self.with(|meaning| *meaning == Meaning::None);
        unread.retain(|column| !self.columns[*column].heading.is_empty());
        unread
    }

    /// Adds a problem with a heading.
    pub(super) fn reject(&mut self, column: usize, problem: Diagnostic) {
        let place = self.head.place(self.record.span(column));
        self.problems.push(problem.with("heading", &self.columns[column].heading).at(place));
    }
}
