//! Rendering: numbers, bars, the matrix, templates and annotations.

use std::collections::BTreeSet;

use kanalpris::internals::model::quantity::{Money, Share, Weeks};
use kanalpris::internals::render::matrix::{HEIGHT, WIDTH, lines};
use kanalpris::internals::render::number::{
    machine, per_cent, plain, points, price, whole, with_decimals, with_sign,
};
use kanalpris::internals::render::template::text;
use kanalpris::internals::render::{Format, Lang, render};
use kanalpris::internals::report::matrix::{Matrix, Point};
use kanalpris::internals::report::{Cell, Columns, Kind, Report, Sentence, Table, Term};

fn money(text: &str) -> Money {
    text.parse().expect("a decimal")
}

#[test]
fn danish_groups_with_dots_and_english_with_commas() {
    let amounts = ["0", "999", "1000", "1234567.5", "-1234.5"].map(money);
    let in_lang = |lang| amounts.clone().map(|amount| whole(amount.exact(), lang));
    assert_eq!(in_lang(Lang::Danish), ["0", "999", "1.000", "1.234.568", "−1.235"]);
    assert_eq!(in_lang(Lang::English), ["0", "999", "1,000", "1,234,568", "−1,235"]);
}

#[test]
fn decimals_are_rounded_half_up() {
    assert_eq!(with_decimals(money("38.45").exact(), 1, Lang::Danish), "38,5");
    assert_eq!(with_decimals(money("1000").exact(), 2, Lang::English), "1,000.00");
    assert_eq!(with_decimals(money("-0.25").exact(), 1, Lang::Danish), "−0,3");
}

#[test]
fn a_published_price_keeps_its_decimals_and_has_two() {
    let prices = ["31", "38.50", "0.09", "2.595", "0"].map(money);
    let texts = prices.map(|amount| price(amount.exact(), Lang::Danish));
    assert_eq!(texts, ["31,00", "38,50", "0,09", "2,595", "0,00"]);
}

#[test]
fn what_rounds_to_zero_has_no_sign() {
    assert_eq!(whole(money("-0.4").exact(), Lang::Danish), "0");
    assert_eq!(machine(money("-0.00000000001").exact()), "0");
}

#[test]
fn a_share_is_per_cent_with_one_decimal() {
    let share: Share = "0.0305".parse().expect("a decimal");
    assert_eq!(per_cent(&share, Lang::Danish), "3,1 %");
    assert_eq!(per_cent(&Share::from(1), Lang::English), "100.0%");
}

#[test]
fn a_difference_shows_its_sign_unless_it_rounds_to_zero() {
    assert_eq!(["12", "−12", "0", "0,0 %", "–"].map(with_sign), ["+12", "−12", "0", "0,0 %", "–"]);
    let share: Share = "0.0386".parse().expect("a decimal");
    assert_eq!(with_sign(&points(&share, Lang::Danish)), "+3,9 procentpoint");
    assert_eq!(points(&-share, Lang::English), "−3.9 percentage points");
}

#[test]
fn a_number_without_an_end_is_cut_for_machines_and_people() {
    let factor = Weeks::from(52).ratio(&Weeks::from(3)).expect("3 is not 0");
    assert_eq!(machine(factor.exact()), "17.3333333333");
    assert_eq!(plain(factor.exact(), Lang::Danish), "17,3333");
    assert_eq!(plain(Weeks::from(26).exact(), Lang::Danish), "26");
}

fn drawn(points: &[(usize, Term, &str, &str)]) -> Vec<String> {
    let share = |text: &str| text.parse().expect("a decimal");
    let point = |&(label, quadrant, right, up): &(usize, Term, &str, &str)| Point {
        label,
        quadrant,
        right: share(right),
        up: share(up),
    };
    let matrix = Matrix {
        term: Term::Matrix,
        up: Term::Volume,
        right: Term::Suitability,
        corners: [Term::FindTheCut, Term::FrontNow, Term::Leave, Term::SmallButEasy],
        points: points.iter().map(point).collect(),
    };
    lines(&matrix, Lang::English)
}

/// The line and the character that a number stands at.
fn found(lines: &[String], number: &str) -> (usize, usize) {
    let at = |(line, text): (usize, &String)| {
        let at = text.find(number)?;
        Some((line, text[..at].chars().count()))
    };
    lines.iter().enumerate().find_map(at).expect("the number is drawn")
}

#[test]
fn the_ends_and_the_middle_stand_where_they_belong() {
    let lines = drawn(&[
        (11, Term::FindTheCut, "0", "1"),
        (22, Term::FrontNow, "1", "1"),
        (33, Term::SmallButEasy, "0.5", "0.5"),
        (44, Term::Leave, "0.49", "0.01"),
    ]);
    // The axis and the name of the quadrant stand above.
    assert_eq!(found(&lines, "11"), (2, 0));
    assert_eq!(found(&lines, "22"), (2, 2 * WIDTH + 1 - 2));
    // On the middle of both, and in the quadrant that it says.
    let below = 2 + HEIGHT + 2;
    assert_eq!(found(&lines, "33"), (below, WIDTH + 1));
    let (line, column) = found(&lines, "44");
    assert_eq!(line, below + HEIGHT - 1);
    assert!(column < WIDTH);
}

#[test]
fn points_in_one_place_stand_beside_each_other_until_there_is_no_room() {
    let lines = drawn(&[1, 2].map(|label| (label, Term::FrontNow, "0.9", "0.9")));
    assert_ne!(found(&lines, "1"), found(&lines, "2"));
    let many: Vec<_> = (100..500).map(|label| (label, Term::FrontNow, "0.9", "0.9")).collect();
    let lines = drawn(&many);
    assert!(lines.last().expect("lines").contains("more"), "{lines:?}");
}

/// The names of the values that a template uses.
fn placeholders(template: &str) -> BTreeSet<&str> {
    let is_end = |sign: char| !sign.is_ascii_lowercase() && sign != '_';
    template.split('{').skip(1).filter_map(|rest| rest.split(is_end).next()).collect()
}

#[test]
fn both_languages_use_the_same_values() {
    for &sentence in Sentence::ALL {
        let names = |lang: Lang| placeholders(lang.template(sentence));
        assert_eq!(names(Lang::Danish), names(Lang::English), "{sentence:?}");
    }
}

#[test]
fn a_sentence_ends_with_one_full_stop() {
    let saving = || Money::from(19);
    let phrase = || Sentence::PlanPrices.with("saving", saving());
    let danish = text(&phrase(), Lang::Danish, "DKK");
    assert!(danish.ends_with("sparer planen 19 kr."), "{danish}");
    let english = text(&phrase(), Lang::English, "DKK");
    assert!(english.ends_with("the plan saves 19 DKK."), "{english}");
}

/// A report with one table of two columns.
fn report_of(table: Table) -> Report {
    Report { tables: vec![table], ..Report::new(Term::CostReport, "DKK", Sentence::OneWeek) }
}

#[test]
fn a_bar_is_drawn_in_eighths() {
    let columns = Columns::<&str>::new().col(Term::Unit, Kind::Text, |_| "A").col(
        Term::CostShare,
        Kind::Number,
        |share| Cell::Share(share.parse().expect("a decimal")),
    );
    let shares = ["1", "0.5", "0.01", "0.001", "0"];
    let table = Table::from_rows(Term::ByUnit, columns, shares).bars(Term::CostShare);
    let output = render(&report_of(table), Format::Text, Lang::English).text();
    let rows = output.lines().filter(|line| line.starts_with("A "));
    let bars: Vec<&str> = rows.map(|row| row.split('%').nth(1).expect("a share").trim()).collect();
    // 8 characters are 64 eighths: 64, 32, 1 (0.64), 0 (0.064) and 0.
    assert_eq!(bars, ["████████", "████", "▏", "", ""]);
}

#[test]
fn what_would_end_an_annotation_or_a_property_is_escaped() {
    let columns = Columns::<()>::new()
        .col(Term::Severity, Kind::Text, |()| Term::ErrorWord)
        .col(Term::File, Kind::Text, |()| "C:\\a,b")
        .col(Term::Message, Kind::Text, |()| "50 % of a: b, c")
        .col(Term::Help, Kind::Text, |()| "mend it");
    let table = Table::from_rows(Term::Problems, columns, [()]);
    let output = render(&report_of(table), Format::GitHub, Lang::English).text();
    assert_eq!(output, "::error file=C%3A\\a%2Cb::50 %25 of a: b, c%0Ahelp: mend it\n");
}

#[test]
fn a_table_of_thousands_of_rows_has_the_same_columns_in_every_row() {
    // The longest name and the largest number stand in different thousands.
    let row = |at: u64| match at {
        1500 => ("A unit with quite long names".to_owned(), 1),
        2400 => ("B".to_owned(), 123_456_789),
        _ => ("C".to_owned(), at),
    };
    let columns = Columns::<(String, u64)>::new()
        .col(Term::Unit, Kind::Text, |row| row.0.clone())
        .col(Term::Counted, Kind::Number, |row| row.1);
    let table = Table::from_rows(Term::ByUnit, columns, (0..2500).map(row));
    let output = render(&report_of(table), Format::Text, Lang::English).text();
    // The longest name has 28 characters, 123,456,789 has 11, and two spaces stand between them.
    let end = 28 + 2 + 11;
    let rows: Vec<&str> = output
        .lines()
        .filter(|line| line.starts_with("C ") || line.starts_with("A ") || line.starts_with("B "))
        .collect();
    assert_eq!(rows.len(), 2500);
    for row in rows {
        assert_eq!(row.chars().count(), end, "{row}");
    }
}
