//! Following a count up: the laws of the analyses, and their figures worked by hand.

use kanalpris::model::cost::Cost;
use kanalpris::model::counts::{Counts, Dimension};
use kanalpris::model::number::{Enquiries, Share};
use kanalpris::model::pattern::{Pattern, Selection, Value, Whole};
use kanalpris::model::price_table::PriceTable;
use kanalpris::model::year::Scale;
use kanalpris::read::prices;
use kanalpris::read::tally::{self, Effort};
use kanalpris::read::text::Input;
use proptest::prelude::*;

fn table() -> PriceTable {
    prices::parse(&prices::built_in("kl-2011").expect("built in")).expect("a sound table")
}

const HEADER: &str = "kommune;enhed;uge;kanal;opgave;type;afslutning;antal";

/// The counts of rows under [`HEADER`].
fn counts(rows: &str, by: &[Dimension]) -> Counts {
    let text = format!("{HEADER}\n{rows}\n");
    let input = Input { name: "count.csv".to_owned(), bytes: text.into() };
    tally::counts(vec![Ok(input.into())], &table(), by, Effort::default()).expect("a sound count")
}

/// Rows of every kind, of which the first is an incoming enquiry, without which a count is none.
fn rows() -> impl Strategy<Value = String> {
    let some_of = |words: &[&'static str]| prop::sample::select(words.to_vec());
    let row = (
        some_of(&["A", "B"]),
        some_of(&["Skranken", "Arkivet", ""]),
        some_of(&["43", "44", "45"]),
        some_of(&[
            "selvbetjening",
            "SLVBTJN",
            "telefon",
            "brev",
            "e-mail",
            "fremmøde",
            "SMS",
            "TLFUD",
        ]),
        some_of(&["Pas", "Skat", "Flytning", "Byggesag", ""]),
        some_of(&["OPRET", "STATUS", "INFO", "VEJL", "SLVBTJN", "FEJL", "Klage", ""]),
        some_of(&["STRAKS", "HOLD", ""]),
        0..500_u64,
    );
    let line = |(a, b, c, d, e, f, g, count)| format!("{a};{b};{c};{d};{e};{f};{g};{count}\n");
    prop::collection::vec(row.prop_map(line), 1..40)
        .prop_map(|rows| format!("A;Skranken;43;telefon;Pas;OPRET;STRAKS;40\n{}", rows.concat()))
}

fn dimension() -> impl Strategy<Value = Dimension> {
    prop::sample::select(Dimension::ALL.to_vec())
}

fn all(dimension: Dimension) -> Selection {
    Selection { dimension, top: None }
}

proptest! {
    #[test]
    fn a_pattern_agrees_with_the_cost(rows in rows(), across in dimension(), down in dimension()) {
        prop_assume!(across != down);
        let (counts, table) = (counts(&rows, &[across, down]), table());
        let cost = Cost::of(&counts, &table, &Scale::default(), &[down]);
        let pattern = Pattern::of(&counts, &table, all(down), Some(all(across)), false);
        prop_assert_eq!(pattern.total, cost.total.counted);
        prop_assert_eq!(pattern.rows.values.len(), cost.by[0].1.len());
        for line in &cost.by[0].1 {
            prop_assert!(pattern.rows.values.contains(&(Value::One(line.id), line.counted)));
        }
    }

    #[test]
    fn the_top_and_the_rest_are_the_whole(
        rows in rows(), across in dimension(), down in dimension(), top in 1..5_usize, with_left_out: bool,
    ) {
        prop_assume!(across != down);
        let (counts, table) = (counts(&rows, &[across, down]), table());
        let select = |dimension| Selection { dimension, top: Some(top) };
        let pattern = Pattern::of(&counts, &table, select(down), Some(select(across)), with_left_out);
        let whole = Pattern::of(&counts, &table, all(down), None, with_left_out);
        prop_assert_eq!(pattern.total, whole.total);
        let [height, width] = [&pattern.rows, pattern.columns.as_ref().expect("columns")].map(|axis| axis.values.len());
        prop_assert!(height <= top + 1 && width <= top + 1);
        prop_assert_eq!((0..height).map(|row| pattern.counted(Some(row), None)).sum::<u64>(), whole.total);
        for row in 0..height {
            let cells = (0..width).map(|column| pattern.counted(Some(row), Some(column)));
            prop_assert_eq!(cells.sum::<u64>(), pattern.counted(Some(row), None));
        }
        for column in 0..width {
            let cells = (0..height).map(|row| pattern.counted(Some(row), Some(column)));
            prop_assert_eq!(cells.sum::<u64>(), pattern.counted(None, Some(column)));
            let parts = (0..height).filter_map(|row| pattern.share(Whole::Column, Some(row), Some(column)));
            let parts: Share = parts.sum();
            prop_assert!(parts.is_zero() || parts == Share::from(1));
        }
    }
}

#[test]
fn a_pattern_has_the_largest_first_and_the_rest_last() {
    // Tasks: Skat 5 + 1 = 6, Pas 4, Flytning 3, Byggesag 2. Channels: telefon 4 + 5 + 2 = 11, brev 3 + 1 = 4.
    let rows = "A;;43;telefon;Pas;;;4\nA;;43;telefon;Skat;;;5\nA;;43;brev;Flytning;;;3\n\
                A;;43;telefon;Byggesag;;;2\nA;;43;brev;Skat;;;1\nA;;43;TLFUD;Pas;;;90";
    let (counts, table) = (counts(rows, &[Dimension::Task]), table());
    let tasks = Selection { dimension: Dimension::Task, top: Some(2) };
    let pattern = Pattern::of(&counts, &table, tasks, Some(all(Dimension::Channel)), false);
    let name = |(value, counted): &(Value, u64)| match value {
        Value::One(id) => (counts.name(Dimension::Task, *id).to_owned(), *counted),
        Value::Rest(values) => (format!("rest of {values}"), *counted),
    };
    let names: Vec<(String, u64)> = pattern.rows.values.iter().map(name).collect();
    let expected = [("Skat", 6), ("Pas", 4), ("rest of 2", 5)];
    assert_eq!(names, expected.map(|(name, counted)| (name.to_owned(), counted)));
    // Skat by telefon, then by brev; the rest by telefon (Byggesag) and by brev (Flytning).
    let cells = [(0, 0, 5), (0, 1, 1), (1, 0, 4), (1, 1, 0), (2, 0, 2), (2, 1, 3)];
    for (row, column, counted) in cells {
        assert_eq!(pattern.counted(Some(row), Some(column)), counted, "{row}, {column}");
    }
    assert_eq!(pattern.largest_cell(), Some((0, 0)));
    // 5 of the 6 of Skat, of the 11 calls, of all 15.
    let five = |of| Enquiries::from(5).share_of(&Enquiries::from(of));
    assert_eq!(pattern.share(Whole::Row, Some(0), Some(0)), five(6));
    assert_eq!(pattern.share(Whole::Column, Some(0), Some(0)), five(11));
    assert_eq!(pattern.share(Whole::All, Some(0), Some(0)), five(15));
    let with_left_out = Pattern::of(&counts, &table, tasks, None, true);
    assert_eq!((with_left_out.total, with_left_out.rows.values[0].1), (15 + 90, 94));
}
