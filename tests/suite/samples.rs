//! The sample export against the same enquiries as another program counted them.

use serde_json::Value;

use crate::{kanal, root, text};

/// What `kanal cost` prints of week 43 as JSON.
fn cost(arguments: &[&str]) -> Value {
    let output = kanal()
        .args(["cost", "--week", "43", "--format", "json"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("kanal starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The rows of a tidy table, each with its week, its channel and its count.
fn tidy(file: &str) -> Vec<(String, String, u64)> {
    let text = text(&root().join(file));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[2].to_owned(), cells[3].to_owned(), cells[7].parse().expect("a count"))
    };
    text.lines().skip(1).map(row).collect()
}

const TIDY: &str = "tests/data/komhen-tidy.csv";

#[test]
fn the_sample_export_gives_the_same_as_a_tidy_table_made_from_it() {
    let by = ["--by", "kommune,enhed,uge,kanal,opgave,type,afslutning"];
    let [export, tidy] = ["examples/komhen.csv", TIDY].map(|file| {
        let arguments: Vec<&str> = [file].iter().chain(&by).copied().collect();
        cost(&arguments)["tables"].clone()
    });
    assert_eq!(export, tidy);
}

#[test]
fn the_rows_of_the_sample_export_are_counted_or_left_out() {
    let rows = tidy(TIDY);
    let sum = |is: &dyn Fn(&str, &str) -> bool| -> u64 {
        rows.iter().filter(|(week, channel, _)| is(week, channel)).map(|row| row.2).sum()
    };
    let is_page = |channel: &str| ["WEB", "BRGDK"].contains(&channel);
    // What another program left under its code is no incoming enquiry.
    let is_code = |channel: &str| channel.chars().all(|sign| sign.is_ascii_uppercase());
    let is_enquiry = |channel: &str| !is_code(channel);
    assert_eq!(sum(&|week, channel| week == "43" && is_enquiry(channel)), 397);
    assert_eq!(sum(&|week, channel| week == "44" && is_enquiry(channel)), 12);
    assert_eq!(sum(&|_, channel| is_code(channel) && !is_page(channel)), 21);
    assert_eq!(sum(&|_, channel| is_page(channel)), 12);
    // 442 rows are 397 + 12 + 21 + 12, and each has a line of its own below the header.
    let export = std::fs::read(root().join("examples/komhen.csv")).expect("the sample");
    let lines = String::from_utf8_lossy(&export).lines().count();
    assert_eq!((lines - 1, 397 + 12 + 21 + 12), (442, 442));
    let total = &cost(&["examples/komhen.csv"])["tables"]["by_channel"]["total"];
    assert_eq!(total["counted"], 397, "{total}");
}

#[test]
fn the_wide_sample_gives_the_same_as_the_export_by_department() {
    let export = cost(&["examples/komhen.csv", "--names", "enhed=examples/enheder.csv"]);
    assert_eq!(export["tables"], cost(&["examples/bred.csv"])["tables"]);
}
