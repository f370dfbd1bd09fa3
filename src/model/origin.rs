//! Origin: the files that counts come from, how they were read, and what was left out.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::Dimension;
use super::filter::FilterEffect;
use super::late_weeks::LateWeeks;

/// The encoding of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 with a byte order mark; it is converted to UTF-8 while it is read.
    Utf16,
    /// The default of Windows in western Europe.
    Windows1252,
    /// Only ASCII in the first block; later names are decoded one by one.
    #[default]
    Ascii,
    /// That of a sheet: its cells as UTF-8, with a line for each row.
    Workbook,
}

impl Encoding {
    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Ascii => "ASCII",
            Self::Workbook => "workbook",
        }
    }
}

/// What a record of a file stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// The enquiries of a unit on a channel, with their number.
    #[default]
    Long,
    /// The enquiries of a unit, with a number for each channel.
    Wide,
    /// One enquiry, as in an export of KOMHEN.
    Enquiries,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A dimension: where a record belongs.
    Dimension(Dimension),
    /// The day, which gives the week.
    Date,
    /// The number of enquiries.
    Count,
    /// The number of enquiries on a channel, by its position in the price table.
    Channel(usize),
    /// The sum of the record.
    Total,
    /// The column is not read.
    None,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header cell.
    pub heading: String,
    /// What it means.
    pub meaning: Meaning,
    /// Whether the heading could also mean something else.
    pub is_guessed: bool,
}

/// Why a record is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The price table leaves out its code. The position of the code in the table.
    Code(usize),
    /// It is the sum of other records.
    Total,
    /// It is an average, or a part of another record.
    Average,
    /// A filter leaves it out.
    NotSelected,
}

/// Total rows that were checked against the sum of their parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Those that are right.
    pub sound: u64,
    /// Those that are wrong; each has a diagnostic.
    pub wrong: u64,
}

/// A sheet of a workbook, or the part of one that has the counts of one week.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The workbook as the user named it.
    pub workbook: String,
    /// The name of the sheet.
    pub name: String,
    /// The week of the part, and the heading above its columns that states it.
    pub week: Option<(usize, String)>,
    /// Whether it is called as the sum of others.
    pub is_summary: bool,
    /// The sheets of the workbook that are not read.
    pub not_read: Vec<(String, WhyNotRead)>,
}

/// Why a sheet of a workbook is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNotRead {
    /// Others are chosen.
    NotChosen,
    /// It is hidden.
    Hidden,
    /// It has no counts, such as one that is prepared for another week.
    Empty,
    /// No row looks like the header of a count.
    NoHeader,
    /// No row looks like the header of a count, but its name states a week, or its columns are like
    /// those of a sheet that is read.
    LikelyCount,
}

/// A sheet that was read.
#[derive(Debug, Clone)]
pub struct SheetOrigin {
    /// The sheet.
    pub sheet: Sheet,
    /// Its enquiries by channel, by the position of the channel in the price table.
    pub by_channel: BTreeMap<usize, u64>,
}

/// One file, or one sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub struct FileOrigin {
    /// The file as the user named it, and in a workbook the sheet.
    pub name: String,
    /// The sheet that it is, if the file is a workbook.
    pub sheet: Option<SheetOrigin>,
    /// The line of the header, from 1.
    pub header_line: usize,
    /// Its encoding.
    pub encoding: Encoding,
    /// The delimiter between its cells.
    pub delimiter: char,
    /// What its records stand for.
    pub shape: Shape,
    /// Whether its weeks come from dates.
    pub dated: bool,
    /// Whether the month stands before the day in its dates.
    pub month_first: bool,
    /// The one week of the file where no column has it, and the title or name that states it.
    pub week: Option<(usize, String)>,
    /// The ids of the weeks in which it has records.
    pub weeks: BTreeSet<usize>,
    /// The unit of all its records, where the command line gives it.
    pub unit: Option<String>,
    /// How many lines above the header are left out.
    pub titles: usize,
    /// Units that are counted and likely the sum of others.
    pub likely_sums: Vec<String>,
    /// The enquiries without a unit; only where their cells look like merged ones.
    pub merged: Option<u64>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Records below the header, blank ones not included: wrong + counted + left out.
    pub rows: u64,
    /// Records with a problem.
    pub wrong: u64,
    /// Records that are counted.
    pub counted: u64,
    /// Records that are left out, by reason.
    pub left_out: BTreeMap<Reason, u64>,
    /// Its total rows; those that could not be checked are not included.
    pub totals: Totals,
}

impl FileOrigin {
    /// Adds records that are left out.
    pub fn leave_out(&mut self, reason: Reason, records: u64) {
        *self.left_out.entry(reason).or_default() += records;
    }
}

/// The starts of names as they were typed, each with the one name that starts so. A unit and a channel
/// may start alike.
pub type Completed = BTreeSet<(String, String)>;

/// All files.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The files, in the order of the command line.
    pub files: Vec<FileOrigin>,
    /// The year of all weeks, if they are of one; the ids of the weeks have none then.
    pub year: Option<usize>,
    /// Pairs of units, as the files name them, that are likely one.
    pub almost_one_name: Vec<[String; 2]>,
    /// The weeks of the whole counts that look like late registration.
    pub late_weeks: LateWeeks,
    /// The weekdays on which enquiries came in each dated week: bit 0 is Monday. The ids of the
    /// weeks have their year.
    pub weekdays: BTreeMap<usize, u8>,
    /// The [noted](super::price_table::Noted) codes that the files have.
    pub noted: BTreeSet<String>,
    /// For each list of names, the codes that it lacks.
    pub unnamed: Vec<Unnamed>,
    /// The names of which characters that cannot be seen were removed.
    pub cleaned: BTreeSet<String>,
    /// Pairs of files that have most of their records in common.
    pub shared_records: Vec<[String; 2]>,
    /// What each condition of the filter left out.
    pub filter_effects: Vec<FilterEffect>,
    /// The names that were taken for the start of a name in a flag.
    pub completed: Completed,
}

/// The codes that a list of names lacks.
#[derive(Debug, Clone)]
pub struct Unnamed {
    /// The dimension of the codes.
    pub dimension: Dimension,
    /// The files with the names.
    pub files: Vec<String>,
    /// The codes; they are shown as they are.
    pub codes: Vec<String>,
}
