//! Laws that hold for every count, and the printed results that they are checked on.

use kanalpris::internals::commands::cost;
use kanalpris::internals::commands::cost::model::{Cost, FixedCosts};
use kanalpris::internals::commands::cost::report::average;
use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::name_list::NameList;
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::filter::{Condition, Filter};
use kanalpris::internals::model::fixed::FixedCost;
use kanalpris::internals::model::origin::Origin;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::quantity::{Enquiries, Money, Share, Weeks};
use kanalpris::internals::model::year::Scale;
use kanalpris::internals::render::{Format, Lang, render};
use kanalpris::internals::report::basis::Basis;
use kanalpris::internals::report::{Cell, Report, Term};
use proptest::prelude::*;

use crate::{root, table, text};

/// The counts of some texts, each of which is a file.
pub fn counts(texts: &[String], by: &[Dimension]) -> Counts {
    let input = |text: &String| {
        Ok(Input { name: "count.csv".to_owned(), bytes: text.clone().into() }.into())
    };
    let inputs: Vec<_> = texts.iter().map(input).collect();
    count_files::read(inputs, &table(), by, ReadOptions::default())
        .sound()
        .expect("a sound count")
        .0
}

fn cost(texts: &[String], scale: &Scale, by: &[Dimension]) -> Cost {
    Cost::from_counts(&counts(texts, by), &table(), scale, by)
}

/// The whole report in JSON, which shows any difference there is.
fn json(texts: &[String]) -> String {
    let by = [Dimension::Channel, Dimension::Unit, Dimension::Week];
    let (counts, table, scale) = (counts(texts, &by), table(), Scale::default());
    let cost = Cost::from_counts(&counts, &table, &scale, &by);
    let report = report_on(&cost, &counts, &table, &scale);
    render(&report, Format::Json, Lang::Danish).text()
}

fn report_on(cost: &Cost, counts: &Counts, table: &PriceTable, scale: &Scale) -> Report {
    let files = ["count.csv".to_owned()];
    let (origin, coverage) = (&Origin::default(), &cost.coverage);
    let basis = Basis { files: &files, counts, origin, table, price_file: None, scale, coverage };
    cost::report::report(basis, cost)
}

const HEADER: &str = "enhed;uge;kanal;opgave;type;kommune;afslutning;blanket;ugedag;time;antal";

/// A row of a count: every channel there is, priced, unpriced and left out.
fn row() -> impl Strategy<Value = ([String; 10], u64)> {
    let channels = [
        "selvbetjening",
        "SLVBTJN",
        "Telefon",
        "brev",
        "e-mail",
        "fremmøde",
        "SMS",
        "WEB",
        "TLFUD",
    ];
    (
        (
            0..4_u8,
            5..9_u8,
            prop::sample::select(channels.to_vec()),
            0..3_u8,
            0..3_u8,
            0..2_u8,
            0..3_u8,
            0..3_u8,
            0..3_u8,
            0..3_u8,
        ),
        0..5000_u64,
    )
        .prop_map(
            |((unit, week, channel, task, kind, municipality, closure, form, day, hour), count)| {
                let names = [
                    format!("Enhed {unit}"),
                    week.to_string(),
                    channel.to_owned(),
                    format!("opgave {task}"),
                    format!("type {kind}"),
                    format!("kommune {municipality}"),
                    ["STRAKS", "HOLD", ""][usize::from(closure)].to_owned(),
                    ["JA", "nej", ""][usize::from(form)].to_owned(),
                    ["mandag", "Tuesday", ""][usize::from(day)].to_owned(),
                    ["9", "09:30", ""][usize::from(hour)].to_owned(),
                ];
                (names, count)
            },
        )
}

/// Rows of which at least one is an incoming enquiry, without which there is nothing to price.
fn rows() -> impl Strategy<Value = Vec<([String; 10], u64)>> {
    let enquiry = row().prop_map(|(mut names, count)| {
        "telefon".clone_into(&mut names[2]);
        (names, count)
    });
    (enquiry, prop::collection::vec(row(), 1..40)).prop_map(|(first, mut rows)| {
        rows.insert(0, first);
        rows
    })
}

fn csv(rows: &[([String; 10], u64)]) -> String {
    let lines = rows.iter().map(|(names, count)| format!("{};{count}\n", names.join(";")));
    format!("{HEADER}\n{}", lines.collect::<String>())
}

fn scale() -> impl Strategy<Value = Scale> {
    let weeks = prop::option::of(
        (1..40_u64).prop_map(|tenths| format!("{}.{}", tenths / 10 + 1, tenths % 10)),
    );
    (40..54_u64, weeks).prop_map(|(per_year, weeks)| Scale {
        weeks_per_year: Weeks::from(per_year),
        weeks_counted: weeks.map(|weeks| weeks.parse().expect("a decimal")),
        ..Scale::default()
    })
}

proptest! {
    #[test]
    fn a_part_costs_what_its_line_of_the_whole_does(rows in rows(), scale in scale()) {
        // `--week` scales that week to a year, so the costs of two weeks do not add up to one year.
        let by: Vec<_> = Dimension::ALL.into_iter().filter(|one| *one != Dimension::Week).collect();
        let (counts, table) = (counts(&[csv(&rows)], &by), table());
        for (dimension, lines) in Cost::from_counts(&counts, &table, &scale, &by).by {
            for line in lines {
                let ids = [line.id].into();
                let part = Filter { conditions: vec![Condition::new(dimension, ids)], ..Filter::default() };
                let scale = scale.clone().for_part_of(&part.in_weeks(&counts));
                let (counts, _) = part.apply(counts.clone(), Origin::default(), &table);
                let total = Cost::from_counts(&counts, &table, &scale, &[]).total;
                prop_assert_eq!((total.enquiries, total.cost), (line.enquiries, line.cost));
            }
        }
    }

    #[test]
    fn fixed_and_variable_cost_add_up(
        rows in rows(),
        scale in scale(),
        fixed in prop::collection::vec((prop::option::of(0..6_u8), prop::option::of(2..4_usize), 0..1000_u64), 1..6),
    ) {
        let by = [Dimension::Channel, Dimension::Unit];
        let (counts, mut table) = (counts(&[csv(&rows)], &by), table());
        table.fixed = fixed.into_iter().map(|(unit, channel, cost)| {
            let unit = unit.map(|unit| format!("Enhed {unit}"));
            FixedCost { unit, channel, cost: Money::from(cost) }
        }).collect();
        let counted = |one: &&FixedCost<String>| one.counted(&counts).is_some();
        let all: Money = table.fixed.iter().filter(counted).map(|one| &one.cost).sum();
        let mut cost = Cost::from_counts(&counts, &table, &scale, &by);
        cost.fixed = Some(FixedCosts::of_year(&counts, &table));
        let money = |cell: &Cell| match cell {
            Cell::Cost(money) => money.clone(),
            _ => Money::zero(),
        };
        let report = report_on(&cost, &counts, &table, &scale);
        let tables = report.tables.iter().filter(|table| table.position(Term::FixedCost).is_some());
        for table in tables {
            let at = [Term::VariableCost, Term::FixedCost, Term::TotalCost].map(|term| table.position(term).expect("a column"));
            let total = table.total.as_ref().expect("a total");
            for row in table.rows.iter().chain([total]) {
                let [variable, fixed, both] = at.map(|at| money(&row[at]));
                prop_assert_eq!(&variable + &fixed, both);
            }
            for at in at {
                let sum: Money = table.rows.iter().map(|row| money(&row[at])).sum();
                prop_assert_eq!(sum, money(&total[at]));
            }
            prop_assert_eq!(&money(&total[at[1]]), &all);
        }
    }

    #[test]
    fn the_total_is_the_sum_over_any_axis(rows in rows(), scale in scale()) {
        let cost = cost(&[csv(&rows)], &scale, &Dimension::ALL);
        prop_assert_eq!(cost.by.len(), Dimension::ALL.len());
        for (dimension, lines) in &cost.by {
            let enquiries: Enquiries = lines.iter().map(|line| &line.enquiries).sum();
            let money: Money = lines.iter().filter_map(|line| line.cost.as_ref()).sum();
            prop_assert_eq!(lines.iter().map(|line| line.counted).sum::<u64>(), cost.total.counted, "{:?}", dimension);
            prop_assert_eq!(&enquiries, &cost.total.enquiries, "{:?}", dimension);
            prop_assert_eq!(money, cost.total.cost.clone().unwrap_or_else(Money::zero), "{:?}", dimension);
        }
    }

    #[test]
    fn every_row_is_counted_or_left_out_by_reason(rows in rows()) {
        let cost = cost(&[csv(&rows)], &Scale::default(), &[]);
        let left_out: u64 = cost.coverage.left_out.values().sum();
        prop_assert_eq!(cost.total.counted + left_out, rows.iter().map(|(_, count)| count).sum::<u64>());
    }

    #[test]
    fn doubling_all_counts_doubles_the_cost(rows in rows(), scale in scale()) {
        let doubled: Vec<_> = rows.iter().map(|(names, count)| (names.clone(), count * 2)).collect();
        let [once, twice] = [&rows, &doubled].map(|rows| cost(&[csv(rows)], &scale, &[]).total);
        let double = |money: Option<Money>| money.map(|money| money.times(&Share::from(2)));
        prop_assert_eq!(&twice.enquiries, &once.enquiries.times(&Share::from(2)));
        prop_assert_eq!(&twice.cost, &double(once.cost.clone()));
        prop_assert_eq!(average(&twice).average(), average(&once).average());
    }

    #[test]
    fn a_file_split_in_two_is_the_same_count(rows in rows(), at in 1..39_usize) {
        let (first, second) = rows.split_at(at.min(rows.len() - 1));
        prop_assert_eq!(json(&[csv(first), csv(second)]), json(&[csv(&rows)]));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in rows()
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        prop_assert_eq!(json(&[csv(&shuffled)]), json(&[csv(&rows)]));
    }

    #[test]
    fn names_change_no_total(rows in rows(), scale in scale(), names in prop::array::uniform4(0..3_u8)) {
        let counts = counts(&[csv(&rows)], &[]);
        let name = |(code, name): (usize, u8)| format!("Enhed {code};Navn {name}\n");
        let list: String = names.into_iter().enumerate().map(name).collect();
        let list = Input { name: "names.csv".to_owned(), bytes: format!("enhed;navn\n{list}").into() };
        let mut named = NameList::new(Dimension::Unit);
        named.read(&list).expect("a sound list");
        let (named, _) = named.apply(counts.clone(), Origin::default());
        let total = |counts| Cost::from_counts(counts, &table(), &scale, &[]).total;
        let [before, after] = [total(&counts), total(&named)];
        prop_assert_eq!(before.counted, after.counted);
        prop_assert_eq!(before.enquiries, after.enquiries);
        prop_assert_eq!(before.cost, after.cost);
    }

    #[test]
    fn the_range_holds_the_year(rows in rows(), scale in scale()) {
        let cost = cost(&[csv(&rows)], &scale, &[]);
        let Some(range) = &cost.range else { return Ok(()) };
        if let Some([fewest, most]) = range.enquiries() {
            prop_assert!(fewest.enquiries <= cost.total.enquiries);
            prop_assert!(cost.total.enquiries <= most.enquiries);
        }
        if let Some([cheapest, most_expensive]) = range.cost() {
            prop_assert!(cheapest.cost <= cost.total.cost);
            prop_assert!(cost.total.cost <= most_expensive.cost);
        }
    }
}

/// The printed figures of Bornholm 2011 (README, "The sample").
#[test]
fn bornholm_counted_12275_which_are_320424_a_year() {
    let sample = text(&root().join("examples/uge5-6.csv"));
    let cost = cost(&[sample], &Scale::default(), &[Dimension::Unit]);
    assert_eq!(cost.total.counted, 12_275);
    // 12.226 × 26 + 49 × 52: Aakirkeby Borgerservice counted one of the two weeks.
    assert_eq!(cost.total.enquiries, Enquiries::from(12_226 * 26 + 49 * 52));
    assert_eq!(cost.total.enquiries, Enquiries::from(320_424));
    let mut counted: Vec<u64> = cost.by[0].1.iter().map(|line| line.counted).collect();
    counted.sort_unstable_by(|a, b| b.cmp(a));
    // The bars as printed, with Aakirkeby's 98 as the 49 that it counted.
    assert_eq!(
        counted,
        [3991, 2891, 1622, 1097, 582, 456, 441, 366, 252, 202, 138, 84, 76, 49, 28]
    );
}

#[test]
fn bornholm_costs_14_0_million_with_3_0_per_cent_self_service() {
    let sample = text(&root().join("examples/uge5-6.csv"));
    let cost = cost(&[sample], &Scale::default(), &[Dimension::Channel]);
    let total = cost.total.cost.expect("every channel has a price");
    assert!(Money::from(13_950_000) <= total && total < Money::from(14_050_000));
    let self_service: u64 = cost.by[0].1.iter().take(2).map(|line| line.counted).sum();
    // 3,0 % of 12.275 is 368,25.
    assert_eq!(self_service, 368);
}

#[test]
fn a_unit_that_counted_one_week_is_scaled_by_52() {
    let rows = "enhed;uge;kanal;antal\nA;5;telefon;10\nA;6;telefon;10\nB;5;telefon;3\n".to_owned();
    let cost = cost(&[rows], &Scale::default(), &[Dimension::Unit]);
    // A: 20 × 52 / 2; B: 3 × 52 / 1.
    let enquiries: Vec<Enquiries> =
        cost.by[0].1.iter().map(|line| line.enquiries.clone()).collect();
    assert_eq!(enquiries, [Enquiries::from(520), Enquiries::from(156)]);
    assert_eq!(cost.total.cost, Some(Money::from((520 + 156) * 31)));
}

#[test]
fn a_row_with_0_says_that_the_week_was_counted() {
    let rows = "enhed;uge;kanal;antal\nA;5;telefon;10\nA;6;telefon;0\n".to_owned();
    let cost = cost(&[rows], &Scale::default(), &[]);
    assert_eq!(cost.total.enquiries, Enquiries::from(260));
}

#[test]
fn left_out_rows_do_not_say_that_a_week_was_counted() {
    let rows = "uge;kanal;antal\n5;telefon;10\n6;WEB;500\n".to_owned();
    assert_eq!(cost(&[rows], &Scale::default(), &[]).total.enquiries, Enquiries::from(520));
}

#[test]
fn names_that_differ_in_case_and_spaces_are_one_unit() {
    let rows = "enhed;uge;kanal;antal\nJobcenter Nord;5;telefon;10\nJobCenter  Nord;6;telefon;10\n"
        .to_owned();
    let cost = cost(&[rows], &Scale::default(), &[Dimension::Unit]);
    // 20 × 52 / 2, where two units would have been 10 × 52 each.
    assert_eq!(cost.by[0].1.len(), 1);
    assert_eq!(cost.total.enquiries, Enquiries::from(520));
}

#[test]
fn every_channel_answers_to_its_ascii_alias() {
    let rows = |channel: &str| format!("kanal;antal\n{channel};10\n");
    for (alias, id) in [
        ("fremmoede", "fremmøde"),
        ("FREMMODE", "fremmøde"),
        ("email", "e-mail"),
        ("Papirbrev", "brev"),
    ] {
        let [by_alias, by_id] =
            [alias, id].map(|channel| cost(&[rows(channel)], &Scale::default(), &[]).total.cost);
        assert_eq!(by_alias, by_id, "{alias}");
    }
}

#[test]
fn weeks_given_win_over_weeks_seen() {
    let rows = "enhed;uge;kanal;antal\nA;5;telefon;10\nA;6;telefon;10\n".to_owned();
    let scale = Scale {
        weeks_per_year: Weeks::from(46),
        weeks_counted: Some("2,5".parse().expect("a decimal")),
        ..Scale::default()
    };
    // 20 × 46 / 2,5
    assert_eq!(cost(&[rows], &scale, &[]).total.enquiries, Enquiries::from(368));
}

#[test]
fn a_channel_without_a_price_is_never_free() {
    let rows = "kanal;antal\nsms;10\ntelefon;10\n".to_owned();
    let total = cost(&[rows], &Scale::default(), &[]).total;
    // Both are 260 a year; the cost is of the calls alone, and so is the average.
    assert_eq!(total.enquiries, Enquiries::from(520));
    assert_eq!(total.cost, Some(Money::from(260 * 31)));
    assert_eq!(average(&total).average(), Some(Money::from(31)));
    for rows in ["sms;10\n", "sms;0\n", "sms;10\ntelefon;0\n"] {
        let unpriced = cost(&[format!("kanal;antal\n{rows}")], &Scale::default(), &[]).total;
        assert_eq!(unpriced.cost, None, "{rows}");
    }
    let none_came = ["kanal;antal\nsms;0\ntelefon;0\n".to_owned()];
    assert_eq!(cost(&none_came, &Scale::default(), &[]).total.cost, Some(Money::zero()));
}
