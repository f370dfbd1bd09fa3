//! The columns of a header: which role each has, and which may have one that nobody named.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::header::Header;
use super::headings::{
    COUNT, DATE, MONTH, OF_ONE_ENQUIRY, OTHER_HEADINGS, YEAR, is_almost_count, is_like_count,
    is_never_count, is_one_of, names,
};
use super::layout_options::ColumnSpec;
use super::lookup::{did_you_mean, nearest_channel, quoted};
use super::preview::PreviewRow;
use super::week::{self, DateOrder};
use crate::diagnostic::{Code, Diagnostic, Value, letters};
use crate::model::counts::{Dimension, folded};
use crate::model::origin::Meaning;
use crate::model::week as week_ids;
use crate::shell::pasteable;

/// A larger number is no count of a day, but the number of a phone or a ticket.
const LARGEST: u64 = 9999;
/// Weeks in a month, for the number of weeks that a table by month has.
const WEEKS_IN_A_MONTH: f64 = 52.0 / 12.0;

/// The roles that `--column` and other headings give.
impl Header<'_> {
    /// Gives the columns of `--column` their roles. Another column with the heading of the role
    /// is not read.
    pub(super) fn assign_columns(&mut self) {
        let specs = &self.wanted.options.columns;
        let mut roles: Vec<Meaning> = specs.iter().map(|spec| spec.role).collect();
        roles.dedup();
        let mut assigned = BTreeMap::new();
        for role in roles {
            let of_role: Vec<&ColumnSpec> = specs.iter().filter(|spec| spec.role == role).collect();
            let found: Vec<usize> =
                of_role.iter().filter_map(|spec| self.column_called(&spec.heading.text)).collect();
            if found.is_empty() {
                let headings = self.columns.iter().map(|column| column.heading.as_str());
                let problem = of_role[0].heading.unknown(Code::NoSuchColumn, headings);
                self.problems.push(problem.with("file", self.head.file));
                continue;
            }
            for column in &mut self.columns {
                if is_one_role(column.meaning, role) {
                    column.meaning = Meaning::None;
                }
            }
            for column in found {
                if assigned.insert(column, role).is_some_and(|other| other != role) {
                    self.problems.push(of_role[0].heading.problem(Code::ColumnWithTwoRoles));
                }
                self.columns[column].meaning = role;
                let has_rows = self.preview.rows().next().is_some();
                if has_rows && self.preview.is_empty(column) {
                    self.reject(column, Code::EmptyColumn.problem());
                }
            }
        }
    }

    /// The column with a heading, or with the letter that a spreadsheet gives it.
    fn column_called(&self, name: &str) -> Option<usize> {
        let is_it = |column: &usize| folded(&self.columns[*column].heading) == folded(name);
        let by_letter = |column: &usize| letters(*column).eq_ignore_ascii_case(name);
        let mut all = 0..self.columns.len();
        all.clone().find(is_it).or_else(|| all.find(by_letter))
    }

    /// Gives a role to a column with another heading that is in use for it, where only one column
    /// can be meant.
    pub(super) fn guess_columns(&mut self) {
        for &(role, headings) in OTHER_HEADINGS {
            let is_channel = role == Meaning::Dimension(Dimension::Channel);
            let fills_role = |meaning: &Meaning| {
                is_one_role(*meaning, role)
                    || (is_channel && matches!(meaning, Meaning::Channel(_)))
            };
            let mut found = self.unread();
            found.retain(|column| is_one_of(&self.columns[*column].heading, headings));
            if role == Meaning::Date {
                found.retain(|column| self.preview.holds_dates(*column));
            }
            if let ([column], []) = (&found[..], &self.with(fills_role)[..]) {
                self.guess(*column, role);
            }
        }
    }

    fn guess(&mut self, column: usize, role: Meaning) {
        self.columns[column].meaning = role;
        self.columns[column].is_guessed = true;
    }

    /// The one column of whole numbers that is called like a count, in a table with a channel and
    /// without a count: `Opkald`. Several such columns are a problem.
    pub(super) fn column_like_count(&mut self, channel: Option<usize>) -> Option<usize> {
        channel.filter(|_| !self.has_komhen_heading())?;
        let found = self.unread_numbers(is_like_count);
        let first = *found.first().filter(|_| !self.preview.has_times())?;
        if found.len() > 1 || !self.preview.holds_counts(first, LARGEST) {
            self.reject_likely_count(first);
            return None;
        }
        self.guess(first, Meaning::Count);
        Some(first)
    }
}

/// Whether a file needs only one of two columns: a date states its week.
fn is_one_role(one: Meaning, other: Meaning) -> bool {
    let states_week = [Meaning::Date, Meaning::Dimension(Dimension::Week)];
    one == other || (states_week.contains(&one) && states_week.contains(&other))
}

/// Columns that would be lost, or read as what they are not.
impl Header<'_> {
    /// Whether each row is one enquiry: it has a date, or other columns that no sum has.
    pub(super) fn has_single_enquiries(&self) -> bool {
        self.first(Meaning::Date).is_some() || self.has_komhen_heading()
    }

    fn has_komhen_heading(&self) -> bool {
        self.columns.iter().any(|column| is_one_of(&column.heading, OF_ONE_ENQUIRY))
    }

    /// Where each row is one enquiry, a row with a count in a column that is not read would count
    /// as 1. So a column of numbers is refused if its heading is almost that of a count, and any
    /// is refused where nothing shows that a row is one enquiry.
    pub(super) fn reject_unread_counts(&mut self) {
        let may_be_counts = !self.has_komhen_heading() && !self.shows_single_enquiries();
        let unread = self.unread_numbers(|heading| may_be_counts || is_almost_count(heading));
        for column in unread {
            self.reject_likely_count(column);
        }
    }

    /// The columns of numbers that are not read as a count, and that may be one. In a table with a
    /// column for the channel, a heading that is a channel may be that of a count.
    fn unread_numbers(&self, is_named: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut unread =
            self.with(|meaning| matches!(meaning, Meaning::None | Meaning::Channel(_)));
        unread.retain(|column| {
            let heading = &self.columns[*column].heading;
            !heading.is_empty() && !is_never_count(heading) && is_named(heading)
        });
        unread.retain(|column| self.preview.holds_numbers(*column));
        unread
    }

    fn reject_likely_count(&mut self, column: usize) {
        let heading = &self.columns[column].heading;
        let option = pasteable("--column", &format!("{}={heading}", COUNT[0]));
        let no_count = pasteable("--column", &format!("{}=-", COUNT[0]));
        let problem = Code::LikelyCountColumn.problem().with("option", option);
        self.reject(column, problem.with("no_count", no_count));
    }

    /// Whether the records show that each is one enquiry: a date has a time of day, or two are
    /// alike in all but unread numbers.
    fn shows_single_enquiries(&self) -> bool {
        let is_key = |column: &usize| {
            matches!(self.columns[*column].meaning, Meaning::Dimension(_) | Meaning::Date)
                || !self.preview.holds_numbers(*column)
        };
        let keys: Vec<usize> = (0..self.columns.len()).filter(is_key).collect();
        let key =
            |row: PreviewRow| keys.iter().map(|at| row.cell(*at).into_owned()).collect::<Vec<_>>();
        let mut seen = BTreeSet::new();
        self.preview.has_times() || !self.preview.rows().all(|row| seen.insert(key(row)))
    }

    /// Two columns of one name are two weeks, or one is a copy: nobody can say.
    pub(super) fn reject_repeated(&mut self, channels: &[usize]) {
        for (at, &column) in channels.iter().enumerate() {
            let heading = folded(&self.columns[column].heading);
            let is_same = |other: &&usize| folded(&self.columns[**other].heading) == heading;
            if let Some(first) = channels[..at].iter().find(is_same) {
                let problem = Code::RepeatedColumn.problem().with("first", letters(*first));
                self.reject(column, problem.with("second", letters(column)));
            }
        }
    }

    /// The enquiries of a column that is not read would be lost. So a wide table is refused if the
    /// heading of such a column is almost a channel, or if it holds numbers. A column that numbers
    /// the rows is fine, unless it stands between channels.
    pub(super) fn reject_almost_channels(&mut self, channels: &[usize]) {
        for column in self.unread() {
            let heading = &self.columns[column].heading;
            let is_between = channels.first().is_some_and(|first| *first < column)
                && channels.last().is_some_and(|last| *last > column);
            let near = nearest_channel(heading, self.table);
            let (is_empty, is_count) =
                (self.preview.is_empty(column), self.preview.holds_counts(column, u64::MAX));
            let map = |channel: &str| pasteable("--map", &format!("{heading}={channel}"));
            let problem = Code::UnknownHeading.problem().with("leave_out", map("-"));
            let problem = match near {
                Some(near) if (is_empty || is_count) && !is_never_count(heading) => {
                    problem.with("near", near).with("map", map(near))
                }
                _ if is_count && (is_between || !is_never_count(heading)) => {
                    problem.with("map", map("CHANNEL"))
                }
                _ => continue,
            };
            self.reject(column, problem);
        }
    }

    /// The years that stand beside weeks without one: in another column, above the header, or in the
    /// name of the file. Several in a column are a problem: week 5 of two years would be one week.
    pub(super) fn years_beside_weeks(&mut self, week: usize) -> BTreeSet<String> {
        let has_year =
            |cell: &str| week::written(cell).is_some_and(|id| week_ids::year(id).is_some());
        if self.preview.cells(week).all(|cell| has_year(&cell)) {
            return BTreeSet::new();
        }
        let mut all = BTreeSet::new();
        for column in self.unread() {
            let heading = &self.columns[column].heading;
            let cells = self.preview.cells(column);
            let years: BTreeSet<String> = if is_one_of(heading, YEAR) {
                cells.map(Cow::into_owned).collect()
            } else if self.preview.holds_dates(column) {
                let weeks = cells.filter_map(|cell| week::of_date(&cell, DateOrder::Day));
                weeks.filter_map(|(id, _)| Some(week_ids::year(id)?.to_string())).collect()
            } else {
                continue;
            };
            if years.len() > 1 {
                let option = pasteable("--column", &format!("{}={heading}", DATE[0]));
                let is_date = !is_one_of(heading, YEAR);
                let problem = Code::WeeksOfSeveralYears.problem();
                self.reject(column, if is_date { problem.with("option", option) } else { problem });
                return BTreeSet::new();
            }
            all.extend(years);
        }
        if all.is_empty() {
            let of_name = |name: &String| week::years_in(name).iter().map(i16::to_string).collect();
            let mut years = self.names().iter().map(of_name).collect::<Vec<BTreeSet<String>>>();
            years.retain(|years| years.len() == 1);
            // A title says more than the name of the file.
            all = years.into_iter().next().unwrap_or_default();
        }
        all
    }

    /// Refuses a table whose dates are the first or the last days of several months: each stands for
    /// a month, and not for a week.
    pub(super) fn reject_dates_of_months(&mut self, order: DateOrder) {
        let Some(column) = self.first(Meaning::Date) else { return };
        let unit = self.first(Meaning::Dimension(Dimension::Unit));
        let mut months = BTreeMap::<Option<Cow<str>>, BTreeSet<_>>::new();
        let (mut are_first, mut are_last) = (true, true);
        for row in self.preview.rows() {
            let Some(date) = week::date(&row.cell(column), order) else { continue };
            are_first &= date.day() == 1;
            are_last &= date.day() == date.days_in_month();
            let unit = unit.map(|unit| row.cell(unit));
            months.entry(unit).or_default().insert((date.year(), date.month()));
        }
        // A unit that counted on one day only may have done so on any.
        let months = months.into_values().map(|months| months.len()).max().unwrap_or(0);
        if months > 1 && (are_first || are_last) && !self.wanted.options.has_weeks {
            self.reject_as_months(column, months);
        }
    }

    /// Refuses a table by month: without a week its counts would be those of two weeks.
    pub(super) fn reject_months(&mut self) {
        let months = self.unread();
        let months = months.iter().find(|at| is_one_of(&self.columns[**at].heading, MONTH));
        let Some(&column) = months.filter(|_| !self.wanted.options.has_weeks) else { return };
        let months: BTreeSet<_> = self.preview.cells(column).collect();
        let months = months.len();
        self.reject_as_months(column, months);
    }

    fn reject_as_months(&mut self, column: usize, months: usize) {
        let months = u32::try_from(months).unwrap_or(u32::MAX).max(1);
        let weeks = format!("{:.4}", f64::from(months) * WEEKS_IN_A_MONTH);
        let problem = Code::CountsByMonth.problem().with("weeks", weeks);
        self.reject(column, problem.with("months", months));
    }

    /// Says which column is missing, and which one may be it.
    pub(super) fn reject_missing(&mut self, role: Meaning) {
        let missing = names(role);
        let headings = self.columns.iter().map(|column| column.heading.as_str());
        let problem = Code::MissingColumn
            .problem()
            .with_names("column", missing)
            // The help says what some columns are for.
            .with_value(missing[1], Value::from(missing))
            .with("columns", quoted(headings.filter(|heading| !heading.is_empty()), ", "))
            .at(self.head.place(self.record.start..self.record.end()));
        self.problems.push(self.with_way_out(problem, role));
    }

    /// The same problem with the unread column that may be the missing one, by its heading or else
    /// by what it holds.
    fn with_way_out(&self, problem: Diagnostic, role: Meaning) -> Diagnostic {
        let missing = names(role);
        let unread = self.unread();
        let heading = |column: &usize| self.columns[*column].heading.as_str();
        let by_heading = unread
            .iter()
            .find_map(|one| Some((one, did_you_mean(heading(one), missing.iter().copied())?)));
        if let Some((column, name)) = by_heading {
            let option = pasteable("--column", &format!("{}={}", missing[0], heading(column)));
            let problem = problem.with("heading", heading(column)).with("near", name);
            return problem.with("option", option);
        }
        let (found, option, role) = match role {
            Meaning::Dimension(Dimension::Channel) => {
                // A type may hold channels: KOMHEN calls them so.
                let mut all = 0..self.columns.len();
                let found = all.find(|at| self.preview.holds_channels(*at, self.table));
                (found, "channel_option", missing[0])
            }
            Meaning::Count => {
                let found = unread.iter().copied().find(|at| self.preview.holds_dates(*at));
                (found, "date_option", DATE[0])
            }
            _ => (None, "", ""),
        };
        let Some(column) = found else { return problem };
        let way_out = pasteable("--column", &format!("{role}={}", heading(&column)));
        problem.with("heading", heading(&column)).with(option, way_out)
    }
}
