//! The report of `kanal page`: the answer, and the sections below it.

use crate::commands::cost::model::{Cost, CostLine};
use crate::commands::cost::report::in_order;
use crate::commands::pattern::model::{AxisOptions, Pattern, Whole};
use crate::commands::pattern::report as pattern;
use crate::commands::whatif::model::WhatIf;
use crate::model::counts::{Counts, Dimension};
use crate::model::enquiry::{self, EnquiryType};
use crate::report::basis::Basis;
use crate::report::live::Explorer;
use crate::report::{Phrase, Report, Section, Sentence, Table, Term};

/// So many rows has a table of tasks.
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
pub fn left_out(kinds: &[SectionKind], missing: &[Dimension]) -> Option<Phrase> {
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

/// A pattern as a section, or several of the same counts.
fn patterns(
    title: Term,
    basis: Basis,
    axes: &[(Dimension, Option<Dimension>)],
    share: Option<Whole>,
) -> Section {
    let patterns = axes.iter().map(|&(rows, columns)| {
        let top = (rows == Dimension::Task).then_some(TASKS);
        let columns = columns.map(|dimension| AxisOptions { dimension, top: None });
        Pattern::from_counts(basis.counts, AxisOptions { dimension: rows, top }, columns)
    });
    let mut reports = patterns.map(|one| {
        let share = share.filter(|_| one.columns.is_some());
        let report = pattern::report(basis, &one, share);
        let tables = report.tables.into_iter();
        let tables = tables.map(|table| Table { term: Term::by(one.rows.dimension), ..table });
        Report { tables: tables.collect(), assumptions: Vec::new(), ..report }
    });
    let mut all = reports.next().unwrap_or_else(|| unreachable!("a section has a pattern"));
    all.tables.extend(reports.flat_map(|one| one.tables));
    Section { title: title.into(), report: all }
}

/// The sections that show a pattern; `None` where there is nothing to show.
pub fn pattern_section(kind: SectionKind, basis: Basis) -> Option<Section> {
    use Dimension::{Channel, Closure, Form, Task, Type, Week};
    let has_tasks = has(basis.counts, Task);
    let share = Some(Whole::Row);
    let title = kind.title();
    let class = match kind {
        SectionKind::Weeks => {
            let has_several = basis.coverage.weeks_seen.count() > 1;
            return has_several.then(|| patterns(title, basis, &[(Week, Some(Channel))], None));
        }
        SectionKind::Types => {
            return Some(patterns(title, basis, &[(Channel, Some(Type))], share));
        }
        SectionKind::Closure | SectionKind::Forms => {
            let rows = if has_tasks { Task } else { Channel };
            let columns = if kind == SectionKind::Forms { Form } else { Closure };
            return Some(patterns(title, basis, &[(rows, Some(columns))], share));
        }
        SectionKind::Applications => EnquiryType::Transaction,
        SectionKind::General => EnquiryType::General,
        SectionKind::Cases => EnquiryType::CaseInformation,
        _ => return None,
    };
    let type_of = enquiry::types(basis.counts);
    let counts = basis.counts.only(|slot| type_of(slot) == Some(class));
    let basis = Basis { counts: &counts, ..basis };
    let by_task = (Task, Some(Channel));
    let axes = [(Channel, None), by_task];
    let axes = if has_tasks { &axes[..] } else { &axes[..1] };
    (counts.total() > 0).then(|| patterns(title, basis, axes, share))
}

/// Whether some enquiry has a name in a dimension.
pub fn has(counts: &Counts, dimension: Dimension) -> bool {
    counts.names_of_enquiries(dimension).any(|name| !name.is_empty())
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
