//! Origin: the files that counts come from, what was understood of them, and what was left out.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Counts, Dimension};
use super::filter::FilterEffect;

/// How bytes stand for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 with a byte order mark, which is turned into UTF-8 on the way in.
    Utf16,
    /// What Windows in western Europe writes where nobody asks for UTF-8.
    Windows1252,
    /// No letter beyond ASCII so far, so each name tells for itself.
    Ascii,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Ascii => "ASCII",
        }
    }
}

/// What a row of a file stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The enquiries of a unit on a channel, with their number.
    Long,
    /// The enquiries of a unit, with a number for each channel.
    Wide,
    /// One enquiry, as in an export of KOMHEN.
    Enquiries,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Where a row belongs.
    Dimension(Dimension),
    /// The day, which tells the week.
    Date,
    /// The number of enquiries.
    Count,
    /// The number of enquiries on a channel, by its position in the price table.
    Channel(usize),
    /// The sum of the row.
    Total,
    /// Nothing that is read.
    None,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub heading: String,
    /// What it means.
    pub meaning: Meaning,
}

/// Why a row has no part in the counted enquiries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The price table leaves out its code, by position.
    Code(usize),
    /// It is the sum of others.
    Total,
    /// It is not among those asked for.
    NotSelected,
}

/// Rows that say they are the sum of others, and what came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Those that the others add up to.
    pub sound: u64,
    /// Those that they do not; each has a problem.
    pub wrong: u64,
}

/// One file.
#[derive(Debug, Clone)]
pub struct FileOrigin {
    /// The file as the user named it.
    pub name: String,
    /// How its bytes stand for letters.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: char,
    /// What its rows stand for.
    pub shape: Shape,
    /// Whether its weeks are those of dates.
    pub dated: bool,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows below the header, blank ones aside: those that are wrong, counted, and left out.
    pub rows: u64,
    /// Rows with a problem.
    pub wrong: u64,
    /// Rows that are counted.
    pub counted: u64,
    /// Rows that are not, by reason.
    pub left_out: BTreeMap<Reason, u64>,
    /// The rows that are counted, by their slots. Only kept where a part of the counts is wanted:
    /// for many units they take as much memory as the counts themselves.
    pub places: Option<Counts>,
    /// Its totals that were held against the rows; others could not be.
    pub totals: Totals,
}

/// All files.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The files, as they were given.
    pub files: Vec<FileOrigin>,
    /// The years of each week, where a date or the week itself tells them.
    pub years: BTreeMap<usize, BTreeSet<i16>>,
    /// The codes that were seen, of those whose use is noted.
    pub noted: BTreeSet<String>,
    /// Lists of names, and the codes that they do not have.
    pub unnamed: Vec<Unnamed>,
    /// What was asked for, and what that left out.
    pub selected: Vec<FilterEffect>,
}

/// Codes without a name.
#[derive(Debug, Clone)]
pub struct Unnamed {
    /// The dimension of the codes.
    pub dimension: Dimension,
    /// The files with the names.
    pub files: Vec<String>,
    /// The codes, which stand for themselves.
    pub codes: Vec<String>,
}
