//! Tables: every row has a cell for each column, in each format.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::report;

/// Commands that together print every table.
const COMMANDS: [&str; 13] = [
    "cost examples/komhen.csv --by kommune,enhed,uge,kanal,opgave,type,afslutning,blanket,ugedag,time",
    "opening-hours examples/komhen.csv --hours examples/aabningstider.toml",
    "cost tests/golden/cost/with-fixed/count.csv \
     --prices tests/golden/cost/with-fixed/mine.toml --with-fixed",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml --scenario 'Begge dele' \
     --sensitivity 10% --grid telefon:selvbetjening=0..20/10 --grid brev:selvbetjening=0..20/10",
    "goal examples/uge5-6.csv --from telefon,brev --to selvbetjening --save '1 mio'",
    "compare examples/uge5-6.csv examples/uge5-6-2012.csv --digital-goal 30% \
     --plan 'examples/scenarier.toml:Begge dele'",
    "pattern examples/komhen.csv --rows enhed --columns kanal --share row --include left-out",
    "pattern examples/komhen.csv --rows opgave --top 3",
    "self-service examples/komhen.csv --by kommune --at-least 1 --before examples/komhen.csv",
    "contact-centre examples/komhen.csv --minutes-saved 2 --wage 240",
    "outgoing examples/komhen.csv --before examples/komhen.csv",
    "check examples/komhen.csv --names enhed=examples/enheder.csv --week 43,44",
];

#[test]
fn every_row_has_a_cell_for_each_column() {
    let mut checked = BTreeSet::new();
    for command in COMMANDS {
        let json = report(&format!("{command} --format json"));
        let json: Value = serde_json::from_str(&json).expect("JSON");
        for (key, table) in object(&json["tables"]) {
            let csv = report(&format!("{command} --format csv --table {key}"));
            let columns = columns(&csv, &format!("`{key}` of `{command}`"));
            let rows = table["rows"].as_array().expect("rows");
            assert_eq!(csv.lines().count(), 1 + rows.len(), "`{key}` of `{command}`");
            for row in rows {
                let keys: Vec<&String> = object(row).keys().collect();
                assert_eq!(keys, columns.iter().collect::<Vec<_>>(), "`{key}` of `{command}`");
            }
            if let Some(total) = table.get("total") {
                let is_column = |key: &&String| columns.contains(key);
                assert!(object(total).keys().all(|key| is_column(&key)), "`{key}` of `{command}`");
            }
            checked.insert(key.clone());
        }
        markdown_tables_are_even(&report(&format!("{command} --format markdown")), command);
    }
    assert!(checked.len() > 20, "tables are missing: only {checked:?} were checked");
}

/// The columns of a table in CSV, of which all records are as long as the header.
fn columns(csv: &str, subject: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let columns: Vec<String> = header.iter().map(str::to_owned).collect();
    let different: BTreeSet<&String> = columns.iter().collect();
    assert_eq!(different.len(), columns.len(), "{subject} has two columns of one name: {header:?}");
    for record in reader.records() {
        let record = record.expect("a record");
        assert_eq!(record.len(), columns.len(), "{subject}: {record:?}");
    }
    columns
}

/// Rows and totals of a table in Markdown are as long as its header.
fn markdown_tables_are_even(markdown: &str, command: &str) {
    let mut width = None;
    for line in markdown.lines() {
        if !line.starts_with('|') {
            width = None;
            continue;
        }
        let cells = line.replace("\\|", "").matches('|').count();
        assert_eq!(cells, *width.get_or_insert(cells), "`{command}`: {line}");
    }
}

#[track_caller]
fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

#[test]
fn the_counts_of_units_on_channels_are_left_out_where_units_are_many() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("units.csv");
    for (units, is_there) in [(1000, true), (1001, false)] {
        let rows = (0..units).map(|unit| format!("unit {unit};5;telefon;1\n"));
        let counts = "enhed;uge;kanal;antal\nunit 0;5;brev;1\n".to_owned();
        std::fs::write(&path, rows.fold(counts, |all, row| all + &row)).expect("a file");
        let json = crate::report(&format!("cost '{}' --format json", path.display()));
        assert_eq!(json.contains("by_unit_and_channel"), is_there, "{units} units");
    }
}
