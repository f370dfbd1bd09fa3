//! Origin: the files that counts come from, what was understood of them, and what was left out.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::Dimension;
use super::selection::Selected;

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
}

/// One file.
#[derive(Debug, Clone)]
pub struct FileOrigin {
    /// The file as the user named it.
    pub name: String,
    /// The name of its encoding.
    pub encoding: &'static str,
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
}

/// All files.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The files, as they were given.
    pub files: Vec<FileOrigin>,
    /// The years in which each week has dates.
    pub years: BTreeMap<usize, BTreeSet<i16>>,
    /// The codes that were seen and whose channel is an assumption of the price table.
    pub assumed: BTreeSet<String>,
    /// Lists of names, and the codes that they do not have.
    pub unnamed: Vec<Unnamed>,
    /// What was asked for, and what that left out.
    pub selected: Vec<Selected>,
}

/// Codes without a name.
#[derive(Debug, Clone)]
pub struct Unnamed {
    /// The dimension of the codes.
    pub dimension: Dimension,
    /// The file with the names.
    pub file: String,
    /// The codes, which stand for themselves.
    pub codes: Vec<String>,
}
