//! The business case of a scenario, year by year.

use super::{Cell, Key, Kind, Table, columns};
use crate::model::scenario::{CaseYear, Payback};

/// A row a year, from the year of the investment on.
pub(super) fn table(payback: &Payback) -> Table {
    let row = |year: &CaseYear| {
        let amounts = [
            &year.saving,
            &year.expected_saving,
            &year.paid,
            &year.net,
            &year.cumulative,
            &year.discounted,
        ];
        let mut row = vec![Cell::Label(year.year.into()), Cell::Share(year.phasing.clone())];
        row.extend(amounts.map(|amount| Cell::Cost(amount.clone())));
        row
    };
    Table {
        key: Key::BusinessCase,
        columns: columns([
            (Key::CaseYear, Kind::Number),
            (Key::Phasing, Kind::Number),
            (Key::Saving, Kind::Money),
            (Key::RealisedSaving, Kind::Money),
            (Key::Paid, Kind::Money),
            (Key::Net, Kind::Money),
            (Key::Cumulative, Kind::Money),
            (Key::Discounted, Kind::Money),
        ]),
        rows: payback.years.iter().map(row).collect(),
        total: None,
        bars: None,
    }
}
