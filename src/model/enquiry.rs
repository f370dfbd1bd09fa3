//! The type and the closure of an enquiry, as KOMHEN 2.0 codes them.

use super::counts::{Counts, Dimension, Slot};

/// What kind of enquiry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnquiryType {
    /// A new case is opened (*oprettelse af ny sag*).
    NewCase,
    /// The status of a case is changed (*ændring af status på eksisterende sag*).
    Status,
    /// Information on a case that exists (*information om eksisterende sag*).
    CaseInformation,
    /// General guidance (*råd og vejledning*).
    Guidance,
    /// Help with self-service (*hjælp til selvbetjening*); the channel has the same code.
    Help,
    /// It came to the wrong place (*fejlhenvendelse*).
    Misdirected,
}

impl EnquiryType {
    /// All types, in the order of KOMHEN.
    pub const ALL: [Self; 6] = [
        Self::NewCase,
        Self::Status,
        Self::CaseInformation,
        Self::Guidance,
        Self::Help,
        Self::Misdirected,
    ];

    /// The code of KOMHEN 2.0. It is the name of the type in [`Counts`], unless a list gave it another.
    pub fn code(self) -> &'static str {
        match self {
            Self::NewCase => "OPRET",
            Self::Status => "STATUS",
            Self::CaseInformation => "INFO",
            Self::Guidance => "VEJL",
            Self::Help => "SLVBTJN",
            Self::Misdirected => "FEJL",
        }
    }

    /// The type of a code; `None` for an empty code and for one that KOMHEN does not have.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it is an application or a notification. The self-service degree is computed of
    /// these; all other types ask for information.
    pub fn is_transaction(self) -> bool {
        matches!(self, Self::NewCase | Self::Status)
    }
}

/// The types of a count, by the ids of their names.
#[derive(Debug, Clone)]
pub struct EnquiryTypes(Vec<Option<EnquiryType>>);

impl EnquiryTypes {
    /// Looks up the types by their codes, which do not change when a list gives them names.
    pub fn from_counts(counts: &Counts) -> Self {
        let ids = 0..counts.names(Dimension::Type).len();
        Self(ids.map(|id| EnquiryType::from_code(counts.code(Dimension::Type, id))).collect())
    }

    /// The type of the enquiries in a slot; `None` for an empty one and for one that KOMHEN does
    /// not have.
    pub fn at(&self, slot: &Slot) -> Option<EnquiryType> {
        self.0.get(slot.id(Dimension::Type)).copied().flatten()
    }
}

/// When an enquiry is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closure {
    /// At first contact, by the employee who took it.
    AtOnce,
    /// Put aside for later.
    Later,
}

impl Closure {
    /// Both, in the order of KOMHEN.
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::Later];

    /// The code of KOMHEN 2.0. It is the name of the closure in [`Counts`], unless a list gave it another.
    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "STRAKS",
            Self::Later => "HOLD",
        }
    }

    /// The id of the closure in the counts, looked up by its code.
    pub fn id(self, counts: &Counts) -> Option<usize> {
        let ids = 0..counts.names(Dimension::Closure).len();
        ids.into_iter().find(|&id| counts.code(Dimension::Closure, id) == self.code())
    }
}

/// The ids of the types or closures whose name a list gave to several codes, at least one of them
/// of KOMHEN. The name alone does not say which of the codes an enquiry has.
pub fn merged_codes(counts: &Counts, dimension: Dimension) -> impl Iterator<Item = usize> {
    let has_meaning = move |code: &String| match dimension {
        Dimension::Type => EnquiryType::from_code(code).is_some(),
        Dimension::Closure => Closure::ALL.iter().any(|one| one.code() == code),
        _ => false,
    };
    counts.ids(dimension).into_iter().filter(move |&id| {
        let codes = counts.codes(dimension, id);
        codes.len() > 1 && codes.iter().any(has_meaning)
    })
}
