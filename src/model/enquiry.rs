//! The type and the closure of an enquiry, and whether it came with a form, as KOMHEN 2.0 codes them.

use super::counts::{Counts, Dimension, Slot};

/// The codes of KOMHEN 2.0 in a dimension, each with its Danish text and, for a type, what kind of
/// enquiry it is; none in most dimensions. A weekday is coded by its number, and has an English
/// text too.
///
/// The code is the name of the value in [`Counts`], unless a list gave it another.
pub fn codes(dimension: Dimension) -> &'static [(&'static str, &'static str, Option<EnquiryType>)] {
    use EnquiryType::{CaseInformation, General, Transaction};
    match dimension {
        Dimension::Type => &[
            ("OPRET", "oprettelse af ny sag", Some(Transaction)),
            ("STATUS", "ændring af status på eksisterende sag", Some(Transaction)),
            ("INFO", "information om eksisterende sag", Some(CaseInformation)),
            ("VEJL", "råd og vejledning", Some(General)),
            // The channel of self-service has the same code.
            ("SLVBTJN", "hjælp til selvbetjening", Some(General)),
            ("FEJL", "fejlhenvendelse", Some(General)),
        ],
        Dimension::Closure => &[("STRAKS", "straks", None), ("HOLD", "hold", None)],
        Dimension::Form => &[("JA", "ja", None), ("NEJ", "nej", None)],
        Dimension::Weekday => &[
            ("1", "mandag", None),
            ("1", "Monday", None),
            ("2", "tirsdag", None),
            ("2", "Tuesday", None),
            ("3", "onsdag", None),
            ("3", "Wednesday", None),
            ("4", "torsdag", None),
            ("4", "Thursday", None),
            ("5", "fredag", None),
            ("5", "Friday", None),
            ("6", "lørdag", None),
            ("6", "Saturday", None),
            ("7", "søndag", None),
            ("7", "Sunday", None),
        ],
        _ => &[],
    }
}

/// The Danish and the English name of a weekday, by its code.
pub fn weekday(code: &str) -> Option<[&'static str; 2]> {
    let mut names = codes(Dimension::Weekday).iter().filter(|(known, ..)| *known == code);
    Some([names.next()?.1, names.next()?.1])
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

/// The types of the enquiries in the slots of a count, looked up by their codes, which do not change
/// when a list gives them names. `None` for an empty type and for one that KOMHEN does not have.
pub fn types(counts: &Counts) -> impl Fn(&Slot) -> Option<EnquiryType> {
    let ids = 0..counts.names(Dimension::Type).len();
    let type_of = |id| {
        let code = counts.code(Dimension::Type, id);
        codes(Dimension::Type).iter().find(|(known, ..)| *known == code)?.2
    };
    let types: Vec<Option<EnquiryType>> = ids.map(type_of).collect();
    move |slot| types.get(slot.id(Dimension::Type)).copied().flatten()
}

/// The id of the closure of enquiries that are closed at first contact, by the employee who took
/// them. It is looked up by its code.
pub fn closed_at_first_contact(counts: &Counts) -> Option<usize> {
    let mut ids = 0..counts.names(Dimension::Closure).len();
    ids.find(|&id| counts.code(Dimension::Closure, id) == "STRAKS")
}

/// The ids of the types or closures whose name a list gave to several codes, at least one of them
/// of KOMHEN. The name alone does not say which of the codes an enquiry has.
pub fn merged_codes(counts: &Counts, dimension: Dimension) -> impl Iterator<Item = usize> {
    let is_known = move |code: &String| codes(dimension).iter().any(|(known, ..)| known == code);
    counts.ids(dimension).into_iter().filter(move |&id| {
        let codes = counts.codes(dimension, id);
        codes.len() > 1 && codes.iter().any(is_known)
    })
}
