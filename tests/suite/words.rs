//! What cells, titles and names stand for, seen in a count that has them.

use kanalpris::internals::diagnostic::Code;
use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::holidays::{self, Holiday};
use kanalpris::internals::model::origin::{Origin, Reason};
use kanalpris::internals::model::{almost_one_name, week};
use kanalpris::read_count;

use crate::table;

/// The count in a file, and where it comes from; `None` if it has an error.
fn count(name: &str, text: &str, wanted: &[Dimension]) -> Option<(Counts, Origin)> {
    let input = Input { name: name.to_owned(), bytes: text.into() };
    let options = ReadOptions::default();
    count_files::read([Ok(input.into())], &table(), wanted, options).sound().ok()
}

/// The name in a dimension of a count, which has one.
fn name_of(text: &str, dimension: Dimension) -> String {
    let (counts, _) = count("count.csv", text, &[dimension]).expect(text);
    let ids: Vec<usize> = counts.by(dimension).into_keys().collect();
    let [id] = ids[..] else { panic!("{ids:?}") };
    counts.name(dimension, id).to_owned()
}

/// The week of a count, which has one. A year that all weeks have stands beside them.
fn week_of(file: &str, text: &str) -> Option<usize> {
    let (counts, origin) = count(file, text, &[])?;
    let weeks: Vec<usize> = counts.by(Dimension::Week).into_keys().collect();
    let [number] = weeks[..] else { panic!("{weeks:?}") };
    let year = origin.year.map(|year| i16::try_from(year).expect("a year"));
    (number > 0).then(|| week::id(year, number))
}

/// The week of a row with this cell in a column.
fn week_in(column: &str, cell: &str) -> Option<usize> {
    week_of("count.csv", &format!("{column};kanal;antal\n{cell};telefon;1\n"))
}

fn in_year(year: i16, number: usize) -> usize {
    week::id(Some(year), number)
}

#[test]
fn a_week_is_written_in_several_ways() {
    for cell in ["5", "05", "uge 5", "Uge 05", "uge5", "2013-W05", "5.0"] {
        assert_eq!(week_in("uge", cell).map(week::number), Some(5), "{cell}");
    }
    for cell in ["0", "54", "+5", "5,5", "uge", "marts", "2013-05"] {
        assert_eq!(week_in("uge", cell), None, "{cell}");
    }
}

#[test]
fn a_week_may_have_a_year_before_it() {
    assert_eq!(week_in("uge", "2013-W05"), Some(in_year(2013, 5)));
    assert_eq!(week_in("uge", "2014-w5"), Some(in_year(2014, 5)));
    assert_eq!(week_in("uge", "uge 5"), Some(5));
    assert_eq!(week_in("uge", "99999-W05"), None);
    // 2015 had 53 weeks, 2013 had 52.
    assert_eq!(week_in("uge", "2015-W53"), Some(in_year(2015, 53)));
    assert_eq!(week_in("uge", "2013-W53"), None);
}

#[test]
fn a_date_tells_its_iso_week() {
    // 21 October 2013 was a Monday, of week 43.
    for cell in
        ["21-10-2013", "27-10-2013 09:15:00", "2013-10-21", "2013-10-21T09:15", "21.10.2013"]
    {
        assert_eq!(week_in("dato", cell), Some(in_year(2013, 43)), "{cell}");
    }
    // 30 December 2013 was a Monday, of the first week of 2014.
    assert_eq!(week_in("dato", "30-12-2013 00:00"), Some(in_year(2014, 1)));
    for cell in ["31-02-2013", "21-10-13", "10-2013", "21-10-2013-1", "i går", ""] {
        assert_eq!(week_in("dato", cell), None, "{cell}");
    }
}

#[test]
fn titles_state_one_week_or_none() {
    // The first text is the name of the file, the second a line above the header.
    let stated = |[file, title]: [&str; 2]| {
        week_of(&format!("{file}.csv"), &format!("{title}\nkanal;antal\ntelefon;1\n"))
    };
    let both = |text: &str| {
        let week = stated([text, ""]);
        assert_eq!(week, stated(["count", text]), "{text}");
        week
    };
    let of_week_43 = "Uge 43|Henvendelser fra borgere, uge 43|tælling_uge43|Uge nr. 43\
        |UGE-43 (21.-27. okt.)|uge43";
    for text in of_week_43.split('|') {
        assert_eq!(both(text), Some(43), "{text}");
    }
    for text in ["Optælling uge 43, 2013", "2013-W43", "2013 uge 43"] {
        assert_eq!(both(text), Some(in_year(2013, 43)), "{text}");
    }
    assert_eq!(stated(["Tælling 2013", "uge 43"]), Some(in_year(2013, 43)));
    let several = "Uge 5-6|uge 5 og 6|Uger: 5, 6|uge 5 og uge 6|uge 5 t.o.m. 6";
    let open = "uge 43 samt 44|2 uger fra uge 43|14 dage fra uge 43|Fra og med uge 43\
        |Uge 43 og ugen efter|uge 1 af 3|uge 43, 2013 og 2014";
    let none = "uger|43|Huge 43|uge 54|Opgave 5";
    for text in [several, open, none].into_iter().flat_map(|texts| texts.split('|')) {
        assert_eq!(both(text), None, "{text}");
    }
    assert_eq!(stated(["count", "uge 43\nuge 44"]), None);
}

#[test]
fn a_short_task_is_its_whole_group() {
    let of_cell = |column: &str, dimension, cell: &str| {
        name_of(&format!("{column};kanal;antal\n{cell};telefon;1\n"), dimension)
    };
    assert_eq!(of_cell("opgave", Dimension::Task, "29.03"), "29.03.00");
    for cell in ["29.03.04", "29.3", "29", "Pas"] {
        assert_eq!(of_cell("opgave", Dimension::Task, cell), cell);
    }
    assert_eq!(of_cell("enhed", Dimension::Unit, "29.03"), "29.03");
}

#[test]
fn the_delimiter_is_the_one_that_parts_known_names() {
    for text in [
        "enhed,\"a;b\",kanal,antal\nSkranken,,telefon,1\n",
        "enhed\tkanal\tantal\nSkranken\ttelefon\t1\n",
        "enhed;kanal;antal;a,b,c,d\nSkranken;telefon;1;\n",
    ] {
        assert_eq!(name_of(text, Dimension::Unit), "Skranken", "{text}");
    }
}

#[test]
fn a_slip_is_one_edit_in_a_word() {
    // Two units, with a bar between their names, that counted a week each.
    let is_slip = |names: &str| {
        let (one, other) = names.split_once('|').expect("two names");
        let rows = format!("1;{one};telefon;1\n2;{other};telefon;1\n");
        let counted = count("count.csv", &format!("uge;enhed;kanal;antal\n{rows}"), &[]);
        !almost_one_name::pairs(&counted.expect("a sound count").0).is_empty()
    };
    let slips = "Jobcenteret|Jobcentret, Jobcenter Nord|Jobcenter-Nord, Job-center|Jobcenter, \
        Jobcenter.|Jobcenter, Jobcetner|jobcenter";
    for names in slips.split(", ") {
        assert!(is_slip(names), "{names}");
    }
    let names = "Team 1|Team 2, Skole A|Skole B, Klasse 1A|Klasse 1B, Team A|Team AB, \
        Team I|Team II, SkoleA|SkoleB, HR|HA, Hasle|Haslev, Hold 1-2|Hold 12, Nord|Syd, \
        Jobcenter Nord|Jobcenter";
    for names in names.split(", ") {
        assert!(!is_slip(names), "{names}");
    }
}

#[test]
fn easter_is_where_the_calendar_has_it() {
    // The weeks of Easter Sunday: 24 April 2011, 31 March 2013, 31 March 2024 and 25 April 2038.
    for (year, week) in [(2011, 16), (2013, 13), (2024, 13), (2038, 16)] {
        let before = [Holiday::MaundyThursday, Holiday::GoodFriday];
        assert_eq!(holidays::in_week(year, week), before, "{year}");
        assert_eq!(holidays::in_week(year, week + 1).first(), Some(&Holiday::EasterMonday));
    }
}

#[test]
fn no_shell_reads_a_pasted_argument_as_its_own() {
    let ways_out = |cell: &str| {
        let bytes = format!("enhed;kanal;antal\nSkranken;{cell};1\n").into();
        let input = Input { name: "count.csv".to_owned(), bytes };
        read_count(input, &table()).expect_err("an unknown channel").to_string()
    };
    for (cell, argument) in [
        ("Drone", "--map Drone=-"),
        ("En drone", "--map \"En drone=-\""),
        ("-x", "--map=-x=-"),
        ("`rm` $HOME %a%", "--map \"…rm… …HOME …a…=-\""),
    ] {
        let ways_out = ways_out(cell);
        assert!(ways_out.contains(argument), "{ways_out}");
    }
}

/// Why a row is left out whose unit is called so, or its problem. The row above it has the same
/// count.
fn row_of_unit(unit: &str) -> Result<Option<Reason>, Code> {
    let bytes = format!("enhed;kanal;antal\nSkranken;telefon;1\n{unit};telefon;1\n").into();
    let input = Input { name: "count.csv".to_owned(), bytes };
    let read = count_files::read([Ok(input.into())], &table(), &[], ReadOptions::default());
    match read.problems.iter().next() {
        Some(problem) => Err(problem.code),
        None => Ok(read.origin.files[0].left_out.keys().next().copied()),
    }
}

#[test]
fn a_total_is_written_in_many_ways() {
    let totals = "I alt|i  alt|IALT|Total:|(Totalt)|* Samlet total|Sum i alt|Total antal\
        |Hovedtotal|I\u{a0}alt|Samlet\u{a0} total|Antal i alt|Henvendelser i alt:";
    for name in totals.split('|') {
        assert_eq!(row_of_unit(name), Ok(Some(Reason::Total)), "{name}");
    }
    for name in "Sundhed|Samlet skole|Totalrådgivning|I|".split('|') {
        assert_eq!(row_of_unit(name), Ok(None), "{name}");
    }
}

#[test]
fn a_name_that_opens_or_ends_as_a_total_is_almost_one() {
    for name in "Borgerservice i alt|Total Jobcenter|Skole\u{a0}total|Total, alle".split('|') {
        assert_eq!(row_of_unit(name), Err(Code::LikelyTotal), "{name}");
    }
    for name in "Totalrådgivning|Altan|Sumatra|Samlet skole".split('|') {
        assert_eq!(row_of_unit(name), Ok(None), "{name}");
    }
}
