//! Sound counts get no warning, in whatever layout they are written.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::run;

/// Names that rules on names and units could take for something else.
const UNITS: [&str; 10] = [
    "",
    "Team 1",
    "Team 2",
    "Skole A",
    "Skole B",
    "Middelfart",
    "Alle Børns Hus",
    "Ældre; sundhed",
    "Jobcenter Nord",
    "Jobcenter Syd",
];

/// Ids of channels, each with its code in an export.
const CHANNELS: [(&str, &str); 3] =
    [("telefon", "TLFIND"), ("fremmøde", "PRSNLG"), ("e-mail", "EMLIND")];

/// Count weeks without public holidays, each with its Monday.
const WEEKS: [(u32, &str); 3] = [(43, "21-10-2013"), (44, "28-10-2013"), (45, "04-11-2013")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A row for each unit, week and channel.
    Long,
    /// A row for each unit and week, a column for each channel.
    Wide,
    /// A row for each enquiry.
    Enquiries,
}

/// How a row says its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WeekForm {
    Number,
    WithYear,
    Date,
    /// One file for each week, with the week in its name.
    FileName,
    /// Nothing does: `--weeks` tells how many there are.
    Given,
}

#[derive(Debug, Clone)]
struct Style {
    layout: Layout,
    weeks: WeekForm,
    has_units: bool,
    has_totals: bool,
}

/// Enquiries by unit, week and channel, each by its position.
type Counted = BTreeMap<(usize, usize, usize), u64>;

/// Counts of several units, which need not have counted the same weeks. No unit has just what all
/// others have: no count is twice as large as another, and those of two units differ in their
/// remainder by 4.
fn counted() -> impl Strategy<Value = Counted> {
    let units = subsequence((0..UNITS.len()).collect::<Vec<_>>(), 1..=4);
    let sizes = (units, 1..=WEEKS.len(), 1..=CHANNELS.len());
    let counted = sizes.prop_flat_map(|(units, weeks, channels)| {
        let cells = units.len() * weeks * channels;
        let counts = prop::collection::vec(10..20_u64, cells);
        let gaps = prop::collection::vec(prop::bool::weighted(0.2), units.len() * weeks);
        (counts, gaps).prop_map(move |(counts, gaps)| {
            let places = units.iter().enumerate().flat_map(|(at, &unit)| {
                let places =
                    (0..weeks).flat_map(move |week| (0..channels).map(move |one| (week, one)));
                places.map(move |(week, channel)| (at as u64, (unit, week, channel)))
            });
            let all = places.zip(counts).enumerate();
            let counted = all.filter(|(at, _)| !gaps[at / channels]);
            counted.map(|(_, ((at, place), count))| (place, count * 4 + at)).collect()
        })
    });
    counted.prop_filter(
        "a week with less than a quarter of the busiest looks late",
        |counted: &Counted| {
            // Where a unit has a name, enquiries without one do not say when it counted.
            let is_sound = |is_looked_at: fn(&str) -> bool| {
                let mut weeks = BTreeMap::<usize, u64>::new();
                for (&(_, week, _), count) in
                    counted.iter().filter(|(at, _)| is_looked_at(UNITS[at.0]))
                {
                    *weeks.entry(week).or_default() += count;
                }
                let most = weeks.values().max().copied().unwrap_or(0);
                weeks.values().all(|count| count * 4 > most)
            };
            !counted.is_empty() && is_sound(|_| true) && is_sound(|unit| !unit.is_empty())
        },
    )
}

fn style() -> impl Strategy<Value = Style> {
    let weeks = vec![
        WeekForm::Number,
        WeekForm::WithYear,
        WeekForm::Date,
        WeekForm::FileName,
        WeekForm::Given,
    ];
    let layouts = vec![Layout::Long, Layout::Wide, Layout::Enquiries];
    (select(layouts), select(weeks), any::<[bool; 2]>()).prop_map(
        |(layout, weeks, [has_units, has_totals])| Style { layout, weeks, has_units, has_totals },
    )
}

/// The counts of all weeks, or of one of them, as a file.
fn file(counted: &Counted, style: &Style, week: Option<usize>) -> String {
    let mut sums = BTreeMap::<(&str, String, usize), u64>::new();
    for (&(unit, at, channel), count) in counted {
        let (number, monday) = WEEKS[at];
        let unit = if style.has_units { UNITS[unit] } else { "" };
        let written = match style.weeks {
            WeekForm::Number => number.to_string(),
            WeekForm::WithYear => format!("2013-W{number}"),
            WeekForm::Date if style.layout == Layout::Enquiries => format!("{monday} 09:15"),
            WeekForm::Date => monday.to_owned(),
            WeekForm::FileName | WeekForm::Given => String::new(),
        };
        if week.is_none_or(|week| week == at) {
            *sums.entry((unit, written, channel)).or_default() += count;
        }
    }
    let heading = match style.weeks {
        WeekForm::Number | WeekForm::WithYear => "Uge",
        WeekForm::Date => "Dato",
        WeekForm::FileName | WeekForm::Given => "",
    };
    let place = |unit: &str, week: &str| {
        let unit = if unit.contains(';') { format!("\"{unit}\"") } else { unit.to_owned() };
        let cells = [(style.has_units, unit), (!heading.is_empty(), week.to_owned())];
        let kept = cells.into_iter().filter(|(is_there, _)| *is_there);
        kept.map(|(_, cell)| format!("{cell};")).collect::<String>()
    };
    let total = |first: &str| {
        let cells = usize::from(style.has_units) + usize::from(!heading.is_empty());
        let has_place = style.has_totals && cells > 0;
        has_place.then(|| format!("{first}{}", ";".repeat(cells)))
    };
    let first = place("Enhed", heading);
    let all: u64 = sums.values().sum();
    match style.layout {
        Layout::Long => {
            let row = |((unit, week, channel), count): (&(&str, String, usize), &u64)| {
                format!("{}{};{count}\n", place(unit, week), CHANNELS[*channel].0)
            };
            let rows: String = sums.iter().map(row).collect();
            let total = total("I alt").map(|cells| format!("{cells};{all}\n")).unwrap_or_default();
            format!("{first}Kanal;Antal\n{rows}{total}")
        }
        Layout::Wide => {
            let channels = || 0..sums.keys().map(|key| key.2).max().unwrap_or(0) + 1;
            let mut rows = BTreeMap::<(&str, &str), Vec<u64>>::new();
            for ((unit, week, _), count) in &sums {
                rows.entry((unit, week)).or_default().push(*count);
            }
            let cells = |counts: &[u64]| {
                counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(";")
            };
            let names = channels().map(|channel| CHANNELS[channel].0).collect::<Vec<_>>().join(";");
            let row = |(&(unit, week), counts): (&(&str, &str), &Vec<u64>)| {
                format!("{}{}\n", place(unit, week), cells(counts))
            };
            let of_channel = |channel| {
                sums.iter().filter(|(key, _)| key.2 == channel).map(|(_, count)| count).sum()
            };
            let sums: Vec<u64> = channels().map(of_channel).collect();
            let total = total("I alt").map(|first| format!("{first}{}\n", cells(&sums)));
            let rows: String = rows.iter().map(row).collect();
            format!("{first}{names}\n{rows}{}", total.unwrap_or_default())
        }
        Layout::Enquiries => {
            let row = |((unit, week, channel), count): (&(&str, String, usize), &u64)| {
                let row = format!("{}{}\n", place(unit, week), CHANNELS[*channel].1);
                row.repeat(usize::try_from(*count).expect("a small count"))
            };
            format!("{first}Kanal\n{}", sums.iter().map(row).collect::<String>())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn sound_counts_get_no_warning(counted in counted(), style in style()) {
        // Without a count column, the type of an enquiry, or a date, rows are no enquiries.
        let has_rows = style.layout != Layout::Enquiries || style.weeks == WeekForm::Date;
        let style = Style { layout: if has_rows { style.layout } else { Layout::Long }, ..style };
        let weeks = counted.keys().map(|key| key.1).max().unwrap_or(0) + 1;
        let folder = tempfile::tempdir().expect("a folder");
        let files: Vec<(String, String)> = match style.weeks {
            WeekForm::FileName => (0..weeks)
                .filter(|week| counted.keys().any(|key| key.1 == *week))
                .map(|week| (format!("uge {}.csv", WEEKS[week].0), file(&counted, &style, Some(week))))
                .collect(),
            _ => vec![("count.csv".to_owned(), file(&counted, &style, None))],
        };
        let mut arguments = ["kanal", "cost", "--strict", "--format", "csv"].map(str::to_owned).to_vec();
        if style.weeks == WeekForm::Given {
            arguments.push(format!("--weeks={weeks}"));
        }
        for (name, text) in &files {
            std::fs::write(folder.path().join(name), text).expect("the folder can be written");
            arguments.push(name.clone());
        }
        let output = run(&arguments, folder.path());
        prop_assert!(output.is_ok(), "{output:?}\n{files:?}");
        let output = output.unwrap_or_default();
        // The third column is what was counted.
        let column = |line: &str| line.split(',').nth(2).and_then(|cell| cell.parse::<u64>().ok());
        let read: u64 = output.lines().filter_map(column).sum();
        prop_assert_eq!(read, counted.values().sum::<u64>(), "{}\n{:?}", output, files);
    }
}
