//! Following a count up: the laws of the analyses, and their figures worked by hand.

use std::collections::BTreeMap;

use kanalpris::internals::commands::contact_centre::model::{
    ContactCentre, ContactCentreOptions, Quadrant, Transfer,
};
use kanalpris::internals::commands::cost::model::Cost;
use kanalpris::internals::commands::pattern::model::{AxisOptions, AxisValue, Pattern, Whole};
use kanalpris::internals::commands::self_service::model::{SelfService, SelfServiceOptions};
use kanalpris::internals::commands::whatif::model::WhatIf;
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::filter::Condition;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::quantity::{Enquiries, Money, Share};
use kanalpris::internals::model::scenario::{Move, Scenario};
use kanalpris::internals::model::year::{Scale, Year};
use proptest::prelude::*;

use crate::{laws, table};

const HEADER: &str = "kommune;enhed;uge;kanal;opgave;type;afslutning;antal;blanket;ugedag;time";

/// The counts of rows under [`HEADER`]. A row may end with its count.
fn counts(rows: &str, by: &[Dimension]) -> Counts {
    let width = |line: &str| line.matches(';').count();
    let pad = |line: &str| format!("{line}{}\n", ";".repeat(width(HEADER) - width(line)));
    let text = format!("{HEADER}\n{}", rows.lines().map(pad).collect::<String>());
    laws::counts(&[text], by)
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
        some_of(&["JA;mandag;8", "NEJ;tirsdag;9:15", ";;"]),
    );
    let line =
        |(a, b, c, d, e, f, g, count, i)| format!("{a};{b};{c};{d};{e};{f};{g};{count};{i}\n");
    prop::collection::vec(row.prop_map(line), 1..40)
        .prop_map(|rows| format!("A;Skranken;43;telefon;Pas;OPRET;STRAKS;40\n{}", rows.concat()))
}

fn dimension() -> impl Strategy<Value = Dimension> {
    prop::sample::select(Dimension::ALL.to_vec())
}

fn all(dimension: Dimension) -> AxisOptions {
    AxisOptions { dimension, top: None }
}

proptest! {
    #[test]
    fn a_pattern_agrees_with_the_cost(rows in rows(), across in dimension(), down in dimension()) {
        prop_assume!(across != down);
        let (counts, table) = (counts(&rows, &[across, down]), table());
        let cost = Cost::from_counts(&counts, &table, &Scale::default(), &[down]);
        let pattern = Pattern::from_counts(&counts, all(down), Some(all(across)));
        prop_assert_eq!(pattern.total, cost.total.counted);
        prop_assert_eq!(pattern.rows.values.len(), cost.by[0].1.len());
        for line in &cost.by[0].1 {
            prop_assert!(pattern.rows.values.contains(&(AxisValue::One(line.id), line.counted)));
        }
    }

    #[test]
    fn the_top_and_the_rest_are_the_whole(
        rows in rows(), across in dimension(), down in dimension(), top in 1..5_usize, with_left_out: bool,
    ) {
        prop_assume!(across != down);
        let counts = counts(&rows, &[across, down]);
        let counts = if with_left_out { counts.with_left_out() } else { counts };
        let select = |dimension| AxisOptions { dimension, top: Some(top) };
        let pattern = Pattern::from_counts(&counts, select(down), Some(select(across)));
        let whole = Pattern::from_counts(&counts, all(down), None);
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

fn per_cent(per_cent: u64) -> Share {
    Share::from(per_cent).ratio(&Share::from(100)).expect("100 is not 0")
}

fn question(target: u64, at_least: u64) -> SelfServiceOptions {
    let target = per_cent(target);
    SelfServiceOptions { target, targets: BTreeMap::new(), at_least, all_types: false, ranks: None }
}

/// What a scenario saves that moves the missing of each task from its other channels.
fn saving_by_moves(
    counts: &Counts,
    table: &PriceTable,
    year: &Year,
    result: &SelfService,
) -> Money {
    let to = result.to.expect("a priced self-service channel");
    let types = ["OPRET", "STATUS"].map(|one| counts.find(Dimension::Type, one));
    let only =
        |dimension, ids: &mut dyn Iterator<Item = usize>| Condition::new(dimension, ids.collect());
    let mut scenario = Scenario::unchanged();
    for line in &result.tasks {
        let others = &line.transactions - &line.self_service;
        let Some(share) = line.shortfall.as_ref().and_then(|missing| missing.ratio(&others)) else {
            continue;
        };
        let from = table
            .channels()
            .filter(|(_, channel)| !channel.self_service && channel.price.is_some());
        scenario.moves.extend(from.map(|(from, _)| Move {
            from,
            to,
            share: share.clone(),
            only: vec![
                only(Dimension::Task, &mut std::iter::once(line.id)),
                only(Dimension::Type, &mut types.into_iter().flatten()),
            ],
            repeat_contacts: None,
        }));
    }
    WhatIf::compute(year, table, &scenario).saving
}

/// A contact centre for calls, e-mails and chat.
fn contact_centre(rows: &str, transfer: Option<Transfer>) -> (Counts, ContactCentre) {
    let by = [Dimension::Task, Dimension::Type, Dimension::Closure];
    let (counts, table) = (counts(rows, &by), table());
    let channels = ["telefon", "e-mail", "chat"].map(|word| table.find(word).expect("a channel"));
    let year = Year::from_counts(&counts, &Scale::default());
    let question = ContactCentreOptions { channels: channels.into(), transfer };
    let result = ContactCentre::compute(&counts, &year, &question);
    (counts, result)
}

proptest! {
    #[test]
    fn scores_are_means_of_parts_and_quarters_follow_them(rows in rows()) {
        let transfer = Transfer { minutes: Share::from(2), wage: Money::from(240) };
        let (_, result) = contact_centre(&rows, Some(transfer));
        let parts = Share::zero()..=Share::from(1);
        let half = per_cent(50);
        for line in &result.tasks {
            let shares = [&line.general_share, &line.closed_at_first_contact_share, &line.suitability, &line.score];
            prop_assert!(shares.into_iter().flatten().all(|share| parts.contains(share)));
            prop_assert!(line.volume_rank > Share::zero() && parts.contains(&line.volume_rank));
            let (high, suitable) = (line.volume_rank > half, line.suitability.as_ref().map(|share| *share >= half));
            let expected = suitable.map(|suitable| match (high, suitable) {
                (true, true) => Quadrant::FrontNow,
                (false, true) => Quadrant::SmallButEasy,
                (true, false) => Quadrant::FindTheCut,
                (false, false) => Quadrant::Leave,
            });
            prop_assert_eq!(line.quadrant, expected);
        }
        prop_assert!(result.tasks.is_sorted_by(|a, b| a.score >= b.score));
        // The largest task has a high volume, and at least half of the tasks have.
        let high = result.tasks.iter().filter(|line| line.volume_rank > half).count();
        prop_assert!(2 * high >= result.tasks.len());
        // What has no task is in the total, and in no place among the tasks.
        prop_assert!(result.not_stated.iter().all(|line| line.score.is_none() && line.quadrant.is_none()));
        let lines = || result.tasks.iter().chain(&result.not_stated);
        prop_assert_eq!(&result.total.volume, &lines().map(|line| &line.volume).sum());
        prop_assert_eq!(result.total.counted, lines().map(|line| line.counted).sum::<u64>());
        let savings: Money = lines().filter_map(|line| line.saving.as_ref()).sum();
        prop_assert_eq!(result.total.saving, Some(savings));
    }

    #[test]
    fn closing_every_gap_gives_the_goal_and_saves_what_moves_save(rows in rows(), target in 0..=100_u64) {
        let (counts, table) = (counts(&rows, &[Dimension::Task, Dimension::Type]), table());
        let year = Year::from_counts(&counts, &Scale::default());
        let result = SelfService::compute(&counts, &table, &year, &question(target, 0));
        let (none, all) = (Share::zero(), Share::from(1));
        for line in &result.tasks {
            let degree = line.degree.clone().expect("a degree of any number of transactions");
            prop_assert!(none <= degree && degree <= all);
            let closed = &line.self_service + line.shortfall.as_ref().expect("a degree");
            prop_assert!(closed <= line.transactions);
            prop_assert_eq!(closed.ratio(&line.transactions), Some(degree.max(per_cent(target))));
        }
        let total = &result.total;
        let lines = result.tasks.iter().chain(&result.not_stated);
        prop_assert_eq!(&total.transactions, &lines.map(|line| &line.transactions).sum());
        prop_assert!(result.not_stated.iter().all(|line| line.degree.is_none() && line.shortfall.is_none()));
        prop_assert_eq!(total.counted + result.others, Cost::from_counts(&counts, &table, &Scale::default(), &[]).total.counted);
        let saving = total.saving.clone().unwrap_or_else(Money::zero);
        prop_assert_eq!(saving, saving_by_moves(&counts, &table, &year, &result));
    }

    #[test]
    fn the_best_municipality_has_at_least_the_degree_of_all(rows in rows()) {
        let (counts, table) = (counts(&rows, &[Dimension::Task, Dimension::Type, Dimension::Municipality]), table());
        let year = Year::from_counts(&counts, &Scale::default());
        let question = SelfServiceOptions { ranks: Some(5), ..question(80, 0) };
        let result = SelfService::compute(&counts, &table, &year, &question);
        for line in &result.tasks {
            let ranks: Vec<_> = result.ranks.iter().filter(|rank| rank.task == line.id).collect();
            // Equals share a place, and who comes behind has a place behind all before.
            for (at, one) in ranks.iter().enumerate() {
                let better = ranks[..at].iter().filter(|other| other.line.degree > one.line.degree);
                prop_assert_eq!(one.rank, 1 + better.count());
                prop_assert!(ranks[..at].iter().all(|other| other.line.degree >= one.line.degree));
            }
            prop_assert!(ranks[0].line.degree >= line.degree);
            prop_assert_eq!(ranks.iter().map(|rank| rank.line.counted).sum::<u64>(), line.counted);
        }
    }
}

#[test]
fn the_gap_of_a_task_is_closed_from_its_other_channels_in_proportion() {
    // One week, so × 52. Pas: 60 by self-service, 30 calls and 10 letters are 100 transactions, the
    // degree is 60 %. To 80 % there are 20 missing, half of the 40 others: 15 calls and 5 letters.
    // A year saves (15 × (31 − 19) + 5 × (52 − 19)) × 52 = (180 + 165) × 52 = 17.940 kr.
    let rows = "A;;43;selvbetjening;Pas;OPRET;;60\nA;;43;telefon;Pas;STATUS;;30\n\
                A;;43;brev;Pas;OPRET;;10\nA;;43;telefon;Pas;INFO;;500\nA;;43;telefon;Skat;OPRET;;9";
    let (counts, table) = (counts(rows, &[Dimension::Task, Dimension::Type]), table());
    let year = Year::from_counts(&counts, &Scale::default());
    let result = SelfService::compute(&counts, &table, &year, &question(80, 10));
    let [pas, skat] = result.tasks.as_slice() else { panic!("two tasks have transactions") };
    assert_eq!((pas.counted, &pas.transactions), (100, &Enquiries::from(5200)));
    assert_eq!((&pas.degree, &pas.gap), (&Some(per_cent(60)), &Some(per_cent(20))));
    assert_eq!(pas.shortfall, Some(Enquiries::from(20 * 52)));
    assert_eq!(pas.saving, Some(Money::from(17_940)));
    // 9 counted are fewer than 10.
    assert_eq!((&skat.degree, &skat.shortfall, &skat.saving), (&None, &None, &None));
    assert_eq!((result.total.saving.clone(), result.others), (Some(Money::from(17_940)), 500));
}

#[test]
fn a_task_is_scored_by_volume_general_enquiries_and_what_is_closed_at_once() {
    // One week, so × 52. Pas: 80 VEJL at once, 20 INFO put aside and 70 OPRET at once are 170 calls, 80 of
    // them general; general 80 / 170, at once 150 / 170, suitability 230 / 340; the largest, so the score is
    // (1 + 8 / 17 + 15 / 17) / 3 = 40 / 51.
    // Skat: 10 FEJL at once, 30 INFO put aside and 10 that do not tell are 50; general 10 / 50 = 20 %, at
    // once 10 / 40 = 25 %, suitability 22,5 %, score (12,5 + 20 + 25) / 3 = 57,5 / 3; the upper of two ranks is Pas.
    // What comes in by letter and unknown types are not in it, and Byggesag has nothing general.
    let rows = "A;;43;telefon;Pas;VEJL;STRAKS;80\nA;;43;telefon;Pas;INFO;HOLD;20\n\
                A;;43;telefon;Pas;OPRET;STRAKS;70\nA;;43;brev;Pas;INFO;HOLD;90\n\
                A;;43;e-mail;Skat;FEJL;STRAKS;10\nA;;43;telefon;Skat;INFO;HOLD;30\n\
                A;;43;telefon;Skat;INFO;;10\nA;;43;telefon;Byggesag;STATUS;HOLD;5\nA;;43;telefon;Pas;Klage;HOLD;3";
    let transfer = Transfer { minutes: Share::from(2), wage: Money::from(240) };
    let (counts, result) = contact_centre(rows, Some(transfer));
    let [pas, skat] = result.tasks.as_slice() else { panic!("two tasks have general enquiries") };
    assert_eq!(counts.name(Dimension::Task, pas.id), "Pas");
    assert_eq!(pas.volume, Enquiries::from(80 * 52));
    assert_eq!(pas.suitability, Share::from(230).ratio(&Share::from(340)));
    assert_eq!(pas.score, Share::from(40).ratio(&Share::from(51)));
    assert_eq!(pas.quadrant, Some(Quadrant::FrontNow));
    assert_eq!(skat.general_share, Some(per_cent(20)));
    assert_eq!(skat.closed_at_first_contact_share, Some(per_cent(25)));
    assert_eq!(skat.score, Share::from(575).ratio(&Share::from(3000)));
    assert_eq!((&skat.volume_rank, skat.quadrant), (&per_cent(50), Some(Quadrant::Leave)));
    // 80 × 52 general enquiries × 2 minutes at 240 kr. an hour, 8 kr. each; and 10 × 52.
    assert_eq!(pas.saving, Some(Money::from(80 * 52 * 8)));
    assert_eq!(result.total.saving, Some(Money::from(90 * 52 * 8)));
    assert_eq!(
        (result.without, result.type_not_stated, result.total.closure_not_stated),
        (1, 3, 10)
    );
}

#[test]
fn without_minutes_and_wage_no_money_is_claimed() {
    let (_, result) = contact_centre("A;;43;telefon;Pas;VEJL;STRAKS;80", None);
    assert_eq!((&result.tasks[0].saving, &result.total.saving), (&None, &None));
}

#[test]
fn a_pattern_has_the_largest_first_and_the_rest_last() {
    // Tasks: Skat 5 + 1 = 6, Pas 4, Flytning 3, Byggesag 2. Channels: telefon 4 + 5 + 2 = 11, brev 3 + 1 = 4.
    let rows = "A;;43;telefon;Pas;;;4\nA;;43;telefon;Skat;;;5\nA;;43;brev;Flytning;;;3\n\
                A;;43;telefon;Byggesag;;;2\nA;;43;brev;Skat;;;1\nA;;43;TLFUD;Pas;;;90";
    let counts = counts(rows, &[Dimension::Task]);
    let tasks = AxisOptions { dimension: Dimension::Task, top: Some(2) };
    let pattern = Pattern::from_counts(&counts, tasks, Some(all(Dimension::Channel)));
    let name = |(value, counted): &(AxisValue, u64)| match value {
        AxisValue::One(id) => (counts.name(Dimension::Task, *id).to_owned(), *counted),
        AxisValue::Rest(values) => (format!("rest of {values}"), *counted),
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
    let five = |of| Enquiries::from(5).ratio(&Enquiries::from(of));
    assert_eq!(pattern.share(Whole::Row, Some(0), Some(0)), five(6));
    assert_eq!(pattern.share(Whole::Column, Some(0), Some(0)), five(11));
    assert_eq!(pattern.share(Whole::All, Some(0), Some(0)), five(15));
    let with_left_out = Pattern::from_counts(&counts.with_left_out(), tasks, None);
    assert_eq!((with_left_out.total, with_left_out.rows.values[0].1), (15 + 90, 94));
}

#[test]
fn a_name_from_a_list_is_found_by_its_codes_and_has_the_code_that_is_its_own() {
    let rows = "A;;43;telefon;29.03;;;4\nA;;43;telefon;16.06.02;;;5\nA;;43;telefon;16.06.04;;;5\n\
                A;;43;telefon;Pas;;;1";
    let counts = counts(rows, &[Dimension::Task]);
    let named = counts.relabelled(Dimension::Task, |code| match code {
        "29.03.00" => Some("Sundhedskort".to_owned()),
        "16.06.02" | "16.06.04" => Some("Dagtilbud".to_owned()),
        _ => None,
    });
    // A second list may name what the first has named.
    let named = named
        .relabelled(Dimension::Task, |name| (name == "Sundhedskort").then(|| "Sundhed".into()));
    let found = |word: &str| {
        let id = named.find(Dimension::Task, word)?;
        Some([named.code(Dimension::Task, id), named.name(Dimension::Task, id)])
    };
    assert_eq!(found("29.03.00"), Some(["29.03.00", "Sundhed"]));
    assert_eq!(found("sundhed"), found("29.03.00"));
    assert_eq!(found("16.06.02"), Some(["Dagtilbud", "Dagtilbud"]));
    assert_eq!(found("16.06.04"), found("16.06.02"));
    assert_eq!(found("Pas"), Some(["Pas", "Pas"]));
    assert_eq!(found("Sundhedskort"), None);
}
