//! The laws of opening hours: hours add up to days and weeks, and closing everything moves everything.

use std::collections::BTreeSet;

use kanalpris::internals::commands::opening_hours::model::{CountedByTime, OpenHours, Opening};
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::opening_hours::{
    Closing, OpeningHours, Target, UnitHours, hours_in,
};
use kanalpris::internals::model::quantity::Enquiries;
use kanalpris::internals::model::year::{CountedYear, Scale, Year};
use proptest::prelude::*;

use crate::{laws, table};

fn counts(rows: &str) -> Counts {
    let text = format!("enhed;uge;ugedag;time;kanal;antal\nA;43;mandag;9;telefon;1\n{rows}");
    laws::counts(&[text], &[Dimension::Weekday, Dimension::Hour])
}

fn rows() -> impl Strategy<Value = String> {
    let some_of = |words: &[&'static str]| prop::sample::select(words.to_vec());
    let row = (
        some_of(&["A", "B"]),
        some_of(&["43", "44"]),
        some_of(&["mandag", "torsdag", "søndag", ""]),
        some_of(&["0", "9", "12:30", "23", ""]),
        some_of(&["telefon", "brev", "fremmøde", "SMS", "TLFUD"]),
        0..300_u64,
    );
    let line = |(a, b, c, d, e, count)| format!("{a};{b};{c};{d};{e};{count}\n");
    prop::collection::vec(row.prop_map(line), 1..40).prop_map(|rows| rows.concat())
}

/// Hours from Monday to Sunday, and of Thursday in week 44.
fn hours() -> impl Strategy<Value = UnitHours> {
    (prop::array::uniform7(0_u32..1 << 24), 0_u32..1 << 24)
        .prop_map(|(days, exception)| UnitHours { days, exceptions: [((44, 3), exception)].into() })
}

fn channels() -> BTreeSet<usize> {
    ["telefon", "fremmøde", "brev"].map(|word| table().find(word).expect("a channel")).into()
}

fn sum<'a>(hours: impl Iterator<Item = &'a OpenHours>) -> OpenHours {
    let mut sum = OpenHours::default();
    hours.for_each(|one| sum.add(one));
    sum
}

fn always() -> UnitHours {
    UnitHours { days: [hours_in(0..24); 7], exceptions: [].into() }
}

/// All hours of the week.
fn everything() -> Vec<Closing> {
    (0..7).map(|day| Closing { day, hours: hours_in(0..24) }).collect()
}

proptest! {
    #[test]
    fn hours_add_up_to_days_and_days_to_weeks(rows in rows(), others in hours()) {
        let (counts, table, scale) = (counts(&rows), table(), Scale::default());
        let year = Year::from_counts(&counts, &scale);
        let context = CountedYear { counts: &counts, table: &table, year: &year };
        let hours = OpeningHours::from([(None, others)]);
        let opening = Opening::compute(context, &scale, &hours, &channels(), 2);
        let of_day = |day| sum(opening.hours.iter().filter(|(key, _)| key.1 == day).map(|one| one.1));
        let days: Vec<OpenHours> = (0..7).map(of_day).collect();
        prop_assert_eq!(&sum(days.iter()), &opening.total());
        prop_assert_eq!(&sum(opening.by_unit().values()), &opening.total());
        // Everything is in opening hours, outside them, or without a time.
        let all: CountedByTime = opening.by_channel.values().sum();
        prop_assert_eq!(all.inside + all.outside + all.without_time, counts.total());
        let inside = opening.by_channel.iter().filter(|(channel, _)| channels().contains(channel));
        let inside: u64 = inside.map(|(_, counted)| counted.inside).sum();
        prop_assert_eq!(opening.total().counted, inside);
    }

    #[test]
    fn closing_everything_moves_everything(rows in rows()) {
        let (counts, table, scale) = (counts(&rows), table(), Scale::default());
        let year = Year::from_counts(&counts, &scale);
        let context = CountedYear { counts: &counts, table: &table, year: &year };
        let hours = OpeningHours::from([(None, always())]);
        let opening = Opening::compute(context, &scale, &hours, &channels(), 1);
        let total = opening.total();
        let to = table.find("selvbetjening").expect("a channel");
        let closed = opening.close(context, &everything(), Target::Channel(to)).expect("open hours");
        prop_assert_eq!((closed.counted, &closed.mix), (total.counted, &total.mix));
        // Self-service by an integrated system costs nothing, so all of the cost is saved.
        let what_if = closed.what_if.expect("a move to a channel");
        prop_assert_eq!(Some(what_if.saving), total.mix.cost(&table));
        let after = what_if.after.mix;
        let others: Enquiries = after.channels().filter(|one| one.0 != to).map(|one| one.1).sum();
        prop_assert_eq!((after.enquiries(), others), (total.mix.enquiries(), Enquiries::zero()));
    }
}
