//! The report of `kanal page`: the answer, and the sections below it.

use std::collections::BTreeSet;

use crate::commands::cost::model::{Cost, CostLine};
use crate::commands::cost::report::in_order;
use crate::commands::pattern::model::{AxisOptions, Pattern, Whole};
use crate::commands::pattern::report as pattern;
use crate::commands::whatif::model::WhatIf;
use crate::model::counts::Dimension;
use crate::model::enquiry::{self, EnquiryType};
use crate::report::basis::Basis;
use crate::report::live::Explorer;
use crate::report::{Phrase, Report, Section, Sentence, Table, Term};

/// The largest number of tasks in a table; the others are added up.
const TASKS: usize = 20;

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// What a year costs by channel.
    Cost,
    /// The same by unit.
    Units,
    /// The count weeks beside each other.
    Weeks,
    /// The scenarios, side by side and each in full.
    Scenarios,
    /// The calculation that a reader can change.
    Try,
    /// The types of enquiries on each channel.
    Types,
    /// Applications and notifications.
    Applications,
    /// General information.
    General,
    /// Information on a case.
    Cases,
    /// What is closed at first contact.
    Closure,
    /// What came with a form.
    Forms,
    /// The self-service degrees.
    SelfService,
    /// The candidates for a contact centre.
    ContactCentre,
    /// The outgoing letters.
    Outgoing,
}

/// The sections in their order, each with its name on the command line and its title.
#[rustfmt::skip]
const SECTIONS: [(SectionKind, &[&str], Term); 14] = [
    (SectionKind::Cost, &["cost"], Term::ByChannel),
    (SectionKind::Units, &["units"], Term::ByUnit),
    (SectionKind::Weeks, &["weeks"], Term::WeeksBeside),
    (SectionKind::Scenarios, &["scenarios"], Term::Scenarios),
    (SectionKind::Try, &["try"], Term::Try),
    (SectionKind::Types, &["types"], Term::TypesOnChannels),
    (SectionKind::Applications, &["applications"], Term::Applications),
    (SectionKind::General, &["general"], Term::GeneralInformation),
    (SectionKind::Cases, &["cases"], Term::CaseInformation),
    (SectionKind::Closure, &["closure"], Term::ClosureOfTasks),
    (SectionKind::Forms, &["forms"], Term::FormsOfTasks),
    (SectionKind::SelfService, &["self-service"], Term::SelfServiceReport),
    (SectionKind::ContactCentre, &["contact-centre"], Term::ContactCentreReport),
    (SectionKind::Outgoing, &["outgoing"], Term::OutgoingReport),
];

impl SectionKind {
    /// All sections, in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        SECTIONS.iter().map(|(kind, ..)| *kind)
    }

    /// The names on the command line.
    pub fn names() -> Vec<(&'static [&'static str], Self)> {
        SECTIONS.iter().map(|(kind, names, _)| (*names, *kind)).collect()
    }

    /// Its title.
    pub fn title(self) -> Term {
        SECTIONS[self as usize].2
    }

    /// The dimensions that the counts must have.
    pub fn dimensions(self) -> &'static [Dimension] {
        match self {
            Self::Types | Self::Applications | Self::General | Self::Cases => &[Dimension::Type],
            Self::Closure => &[Dimension::Closure],
            Self::Forms => &[Dimension::Form],
            Self::SelfService => &[Dimension::Task, Dimension::Type],
            Self::ContactCentre => &[Dimension::Task, Dimension::Type, Dimension::Closure],
            Self::Cost
            | Self::Units
            | Self::Weeks
            | Self::Scenarios
            | Self::Try
            | Self::Outgoing => &[],
        }
    }
}

/// The page: the answer, its warnings and assumptions, and the sections. A note that one section has
/// is not said again by another, and nor is a warning of the same code.
pub fn page(
    cost: Report,
    best: Option<Phrase>,
    mut sections: Vec<Section>,
    left_out: Option<Phrase>,
    explorer: Option<Explorer>,
) -> Report {
    let mut notes = cost.notes;
    notes.extend(left_out);
    let mut seen = notes.clone();
    for section in &mut sections {
        let is_said = |note: &Phrase| {
            seen.iter().any(|one| one == note || (note.is_warning() && one.code() == note.code()))
        };
        section.report.notes.retain(|note| !is_said(note));
        seen.extend(section.report.notes.iter().cloned());
    }
    Report {
        assumptions: cost.assumptions,
        notes,
        sections,
        explorer,
        ..Report::new(Term::PageReport, &cost.currency, cost.headline.and(best))
    }
}

/// Which sections the count has no columns for.
pub fn left_out(kinds: &[SectionKind], missing: &BTreeSet<Dimension>) -> Option<Phrase> {
    let note = Sentence::SectionsLeftOut.with_list("columns", missing.iter().copied());
    (!kinds.is_empty()).then(|| note.with_list("sections", kinds.iter().map(|one| one.title())))
}

/// What the channels or the units cost: the tables of the report on the cost that are about them.
pub fn costs(kind: SectionKind, basis: Basis, cost: &Cost, of_cost: &Report) -> Option<Section> {
    let (dimension, terms) = match kind {
        SectionKind::Units => (Dimension::Unit, [Term::ByUnit, Term::ByUnitAndChannel]),
        _ => (Dimension::Channel, [Term::ByChannel, Term::Year]),
    };
    let (_, lines) = cost.by.iter().find(|(by, _)| *by == dimension)?;
    let name = |id| match dimension {
        Dimension::Channel => basis.channel_name(id),
        _ => basis.name(dimension, id),
    };
    let with_share = |sentence: Sentence, line: &CostLine| {
        let share = line.cost.as_ref()?.ratio(cost.total.cost.as_ref()?)?;
        Some(sentence.with("name", name(line.id)).with("share", share))
    };
    let mut largest = in_order(basis, dimension, lines).into_iter();
    let first = largest.next().and_then(|line| with_share(Sentence::LargestCosts, line));
    let second = largest.next().and_then(|line| with_share(Sentence::NextLargest, line));
    let headline = first.map(|first| first.with("next", second));
    // A year that costs nothing has no largest part.
    let headline = headline.unwrap_or_else(|| of_cost.headline.clone());
    let tables = of_cost.tables.iter().filter(|table| terms.contains(&table.term)).cloned();
    let report = Report {
        tables: tables.collect(),
        ..Report::new(Term::PageReport, &of_cost.currency, headline)
    };
    // One unit is the whole.
    let is_whole = dimension == Dimension::Unit && lines.len() < 2;
    (!is_whole).then(|| Section { title: kind.title().into(), report })
}

/// A pattern, whose table is named by its rows. Shares are those of each row.
fn pattern_report(
    basis: Basis,
    rows: Dimension,
    columns: Option<Dimension>,
    share: Option<Whole>,
) -> Report {
    let top = (rows == Dimension::Task).then_some(TASKS);
    let columns = columns.map(|dimension| AxisOptions { dimension, top: None });
    let axis = AxisOptions { dimension: rows, top };
    let pattern = Pattern::from_counts(basis.counts, axis, columns);
    let report = pattern::report(basis, &pattern, share);
    let tables = report.tables.into_iter().map(|table| Table { term: Term::by(rows), ..table });
    Report { tables: tables.collect(), assumptions: Vec::new(), ..report }
}

/// The sections that show a pattern; `None` where there is nothing to show.
pub fn pattern_section(kind: SectionKind, basis: Basis) -> Option<Section> {
    use Dimension::{Channel, Closure, Form, Task, Type, Week};
    let tasks_or_channels = if basis.counts.states(Task) { Task } else { Channel };
    let share = Some(Whole::Row);
    let report = match kind {
        SectionKind::Weeks => {
            let has_several = basis.coverage.weeks_seen.count() > 1;
            has_several.then(|| pattern_report(basis, Week, Some(Channel), None))
        }
        SectionKind::Types => Some(pattern_report(basis, Channel, Some(Type), share)),
        SectionKind::Closure => {
            Some(pattern_report(basis, tasks_or_channels, Some(Closure), share))
        }
        SectionKind::Forms => Some(pattern_report(basis, tasks_or_channels, Some(Form), share)),
        SectionKind::Applications => of_type(EnquiryType::Transaction, basis),
        SectionKind::General => of_type(EnquiryType::General, basis),
        SectionKind::Cases => of_type(EnquiryType::CaseInformation, basis),
        _ => None,
    };
    report.map(|report| Section { title: kind.title().into(), report })
}

/// The enquiries of one kind by channel, and the channels of each task; `None` without any.
fn of_type(wanted: EnquiryType, basis: Basis) -> Option<Report> {
    let type_of = enquiry::types(basis.counts);
    let counts = basis.counts.only(|slot| type_of(slot) == Some(wanted));
    if counts.total() == 0 {
        return None;
    }
    let has_tasks = basis.counts.states(Dimension::Task);
    let basis = Basis { counts: &counts, ..basis };
    let mut report = pattern_report(basis, Dimension::Channel, None, None);
    if has_tasks {
        let channels = Some(Dimension::Channel);
        let by_task = pattern_report(basis, Dimension::Task, channels, Some(Whole::Row));
        report.tables.extend(by_task.tables);
    }
    Some(report)
}

/// A scenario as a section. What the section of all scenarios has is left out.
pub fn scenario(what_if: &WhatIf, report: Report) -> Section {
    let tables = report.tables.into_iter().filter(|table| table.term != Term::Scenarios);
    let title = Sentence::ScenarioTitle.with("name", what_if.scenario.name.as_ref());
    Section {
        title: title.into(),
        report: Report { tables: tables.collect(), live: None, ..report },
    }
}
