//! The type and the closure of an enquiry, as KOMHEN 2.0 codes them.

use super::counts::{Counts, Dimension, Slot};

/// The codes of KOMHEN 2.0 in a dimension, each with its Danish text; none in most dimensions.
///
/// The code is the name of the value in [`Counts`], unless a list gave it another.
pub fn codes(dimension: Dimension) -> &'static [(&'static str, &'static str)] {
    match dimension {
        Dimension::Type => &[
            ("OPRET", "oprettelse af ny sag"),
            ("STATUS", "ændring af status på eksisterende sag"),
            ("INFO", "information om eksisterende sag"),
            ("VEJL", "råd og vejledning"),
            // The channel of self-service has the same code.
            ("SLVBTJN", "hjælp til selvbetjening"),
            ("FEJL", "fejlhenvendelse"),
        ],
        Dimension::Closure => &[("STRAKS", "straks"), ("HOLD", "hold")],
        _ => &[],
    }
}

/// What kind of enquiry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnquiryType {
    /// An application or a notification, which opens a case or changes its status. The
    /// self-service degree is computed of these; all others ask for information.
    Transaction,
    /// Information on a case that exists.
    CaseInformation,
    /// General guidance, help with self-service, or an enquiry that came to the wrong place.
    General,
}

impl EnquiryType {
    /// The type of a code; `None` for an empty code and for one that KOMHEN does not have.
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "OPRET" | "STATUS" => Some(Self::Transaction),
            "INFO" => Some(Self::CaseInformation),
            "VEJL" | "SLVBTJN" | "FEJL" => Some(Self::General),
            _ => None,
        }
    }
}

/// The types of the enquiries in the slots of a count, looked up by their codes, which do not change
/// when a list gives them names. `None` for an empty type and for one that KOMHEN does not have.
pub fn types(counts: &Counts) -> impl Fn(&Slot) -> Option<EnquiryType> {
    let ids = 0..counts.names(Dimension::Type).len();
    let types: Vec<Option<EnquiryType>> =
        ids.map(|id| EnquiryType::from_code(counts.code(Dimension::Type, id))).collect();
    move |slot| types.get(slot.id(Dimension::Type)).copied().flatten()
}

/// The id of the closure of enquiries that are closed at first contact, by the employee who took
/// them. It is looked up by its code.
pub fn closed_at_once(counts: &Counts) -> Option<usize> {
    let mut ids = 0..counts.names(Dimension::Closure).len();
    ids.find(|&id| counts.code(Dimension::Closure, id) == "STRAKS")
}

/// The ids of the types or closures whose name a list gave to several codes, at least one of them
/// of KOMHEN. The name alone does not say which of the codes an enquiry has.
pub fn merged_codes(counts: &Counts, dimension: Dimension) -> impl Iterator<Item = usize> {
    let is_known = move |code: &String| codes(dimension).iter().any(|(known, _)| known == code);
    counts.ids(dimension).into_iter().filter(move |&id| {
        let codes = counts.codes(dimension, id);
        codes.len() > 1 && codes.iter().any(is_known)
    })
}
