//! The options of the command line that say how the columns of count files are read.

use super::headings;
use super::located::{Argument, Located};
use super::week::DateOrder;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, letters};
use crate::model::counts::folded;
use crate::model::origin::Meaning;

/// How the columns of count files are to be read.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Clone, Default)]
pub struct LayoutOptions {
    /// The columns that `--column` gives a role.
    pub columns: Vec<ColumnSpec>,
    /// Whether each row is one enquiry, whatever numbers it has: `--column antal=-`.
    pub without_count: bool,
    /// The unit of the files that have no column for it.
    pub unit: Option<String>,
    /// What names the unit of a file that has no column for it.
    pub unit_from: Option<UnitFrom>,
    /// The sheets of workbooks that are read; those that look like a count where none is named.
    pub sheets: Vec<Located>,
    /// Whether the day or the month stands first in a date; `None` where the cells tell.
    pub date_order: Option<DateOrder>,
    /// Whether an empty cell means the same as the one above it, as in merged cells.
    pub fill_down: bool,
    /// Whether the number of weeks is given, so that the files need not tell it.
    pub has_weeks: bool,
    /// Whether several files are read, which may have records in common.
    pub has_several_files: bool,
}

/// What names the unit of a file that has no column for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitFrom {
    /// The name of the file, without its extension.
    File,
    /// The name of the sheet.
    Sheet,
}

/// A column that has a role, whatever it is called: `kanal=Henvendelsesform`.
#[derive(Debug, Clone)]
pub struct ColumnSpec {
    pub role: Meaning,
    /// Its heading, or its letter in a spreadsheet.
    pub heading: Located,
}

impl LayoutOptions {
    /// The role that `--column` gives to a heading.
    pub(super) fn role(&self, heading: &str) -> Option<Meaning> {
        let heading = folded(heading);
        let found = self.columns.iter().find(|spec| folded(&spec.heading.text) == heading);
        found.map(|spec| spec.role)
    }

    /// The role that `--column` gives to a column by its heading, or by its letter.
    pub(super) fn role_at(&self, column: u32, heading: &str) -> Option<Meaning> {
        self.role(heading).or_else(|| self.role(&letters(column as usize)))
    }

    /// The same options with the arguments `ROLE=HEADING` of `--column`.
    pub fn with_columns(mut self, arguments: &[String]) -> Result<Self, Diagnostics> {
        let specs: Vec<Option<ColumnSpec>> =
            Argument::parse_all("--column", arguments, ColumnSpec::parse)?;
        // The only argument that names no column says that there is no count.
        self.without_count = specs.iter().any(Option::is_none);
        self.columns = specs.into_iter().flatten().collect();
        let count = self.columns.iter().find(|spec| spec.role == Meaning::Count);
        match count.filter(|_| self.without_count) {
            Some(spec) => Err(spec.heading.problem(Code::ColumnWithTwoRoles).into()),
            None => Ok(self),
        }
    }
}

impl ColumnSpec {
    /// Parses an argument; `None` for `antal=-`.
    fn parse(argument: Argument) -> Result<Option<Self>, Diagnostic> {
        let (role, heading) = argument.pair()?;
        let names = headings::roles().map(|role| headings::names(role)[0]);
        let unknown = || role.unknown(Code::UnknownRole, names);
        let role = headings::role(&role.text).ok_or_else(unknown)?;
        match heading.text.as_str() {
            "" => Err(argument.malformed()),
            "-" if role == Meaning::Count => Ok(None),
            _ => Ok(Some(Self { role, heading })),
        }
    }
}
