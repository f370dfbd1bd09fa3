//! Reports as workbooks, read back: their numbers are those of the JSON of the same command, their
//! texts are texts, and the same report has the same bytes.

use std::fs;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use serde_json::Value;
use tempfile::TempDir;

use crate::{kanal, report};

/// A command for each kind of report, with all tables that it may have.
const COMMANDS: [&str; 13] = [
    "cost examples/uge5-6.csv --by kanal,enhed,uge",
    "cost examples/komhen.csv --by opgave,type,afslutning,kommune",
    "cost tests/golden/cost/with-fixed/count.csv \
     --prices tests/golden/cost/with-fixed/mine.toml --with-fixed",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml --scenario 'Begge dele' \
     --sensitivity 10% --grid telefon:selvbetjening=0..40/10 --grid brev:e-mail=0..20/10",
    "goal examples/uge5-6.csv --from telefon,brev --to selvbetjening --save '1 mio'",
    "compare examples/uge5-6.csv examples/uge5-6-2012.csv --digital-goal 30% \
     --plan 'examples/scenarier.toml:Begge dele'",
    "opening-hours examples/komhen.csv --hours examples/aabningstider.toml",
    "pattern examples/komhen.csv --rows ugedag --columns time",
    "pattern examples/komhen.csv --rows opgave --columns kanal --share row",
    "self-service examples/komhen.csv --before examples/komhen.csv",
    "contact-centre examples/komhen.csv",
    "outgoing examples/komhen.csv --before examples/komhen.csv",
];

/// Runs a command with a workbook as its output.
#[track_caller]
fn write(command: &str, file: &Path) -> Xlsx<std::io::BufReader<fs::File>> {
    let command = format!("{command} --quiet -o '{}'", file.display());
    assert_eq!(report(&command), "", "nothing goes to standard output");
    open_workbook(file).expect("a sound workbook")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The numbers of a row in JSON, those of moves in its first column too.
fn numbers(row: &Value) -> Vec<f64> {
    row.as_object().expect("a row").values().filter_map(Value::as_f64).collect()
}

/// Whether a number of a sheet is that of the JSON. A percentage as typed is a fraction in a sheet,
/// and a number of percentage points is 100 times the fraction of the JSON.
fn is_same(sheet: f64, json: f64) -> bool {
    let is_near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * one.abs().max(1.0);
    is_near(sheet, json) || is_near(sheet * 100.0, json) || is_near(sheet, json * 100.0)
}

#[test]
fn a_workbook_has_the_numbers_of_the_json_in_the_same_order() {
    let folder = folder();
    let mut compared = 0;
    for command in COMMANDS {
        let mut workbook = write(command, &folder.path().join("report.xlsx"));
        let json: Value =
            serde_json::from_str(&report(&format!("{command} --format json"))).expect("JSON");
        let tables = json["tables"].as_object().expect("tables");
        let sheets: Vec<_> = workbook.worksheets().into_iter().collect();
        assert_eq!(sheets[0].0, "Svar");
        let sheets = &sheets[sheets.len() - tables.len()..];
        for ((name, range), (key, table)) in sheets.iter().zip(tables) {
            let rows = table["rows"].as_array().expect("rows").iter();
            let rows: Vec<&Value> = rows.chain(table.get("total")).collect();
            assert_eq!(range.height(), rows.len() + 1, "{command}: {key} in {name}");
            for (cells, row) in range.rows().skip(1).zip(rows) {
                // Columns for machines alone are not in the sheet.
                let mut known = numbers(row).into_iter();
                for number in cells.iter().filter_map(Data::get_float) {
                    let is_there = known.any(|json| is_same(number, json));
                    assert!(is_there, "{command}: {number} of {name} is not in {row}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 600, "only {compared} numbers were compared");
}

#[test]
fn the_figures_of_a_sheet_are_numbers_of_which_one_is_worked_by_hand() {
    let folder = folder();
    let mut workbook = write("cost examples/uge5-6.csv", &folder.path().join("report.xlsx"));
    let sheet = workbook.worksheet_range("Fordelt på kanal").expect("a sheet");
    let texts: Vec<_> =
        sheet.rows().next().into_iter().flatten().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        ["Kanal", "Talt", "Pr. år", "Andel af henv.", "Pris, kr.", "Kr. pr. år", "Andel"]
    );
    // 1,671 letters were counted, 4 of them in the unit that counted one week of the two:
    // 1,667 × 26 + 4 × 52 = 43,550 a year, at 52 kr.
    let letters: Vec<_> = sheet.rows().nth(4).into_iter().flatten().cloned().collect();
    assert_eq!(letters[0], Data::String("Brev".to_owned()));
    assert_eq!([letters[2].get_float(), letters[4].get_float()], [Some(43_550.0), Some(52.0)]);
    assert_eq!(letters[5].get_float(), Some(43_550.0 * 52.0));
}

#[test]
fn the_same_report_has_the_same_bytes() {
    let folder = folder();
    let [one, other] = ["one.xlsx", "other.xlsx"].map(|name| {
        let file = folder.path().join(name);
        write(COMMANDS[3], &file);
        fs::read(file).expect("a file")
    });
    assert!(one == other);
}

#[test]
fn a_name_is_a_text_whatever_it_starts_with_and_however_long_it_is() {
    let folder = folder();
    let long = format!("Å{}", "b".repeat(199));
    let too_long = "c".repeat(40_000);
    let names = ["=1+2", "+Skranken", "@Job", "-Borger", &long, &too_long];
    let rows: String = names.iter().map(|name| format!("{name};5;telefon;9\n")).collect();
    let count = folder.path().join("count.csv");
    fs::write(&count, format!("enhed;uge;kanal;antal\n{rows}")).expect("a file");
    let file = folder.path().join("report.xlsx");
    let mut workbook = write(&format!("cost '{}'", count.display()), &file);
    let sheet = workbook.worksheet_range("Fordelt på enhed").expect("a sheet");
    let first: Vec<_> = sheet.rows().filter_map(|row| row[0].get_string()).collect();
    for name in &names[..5] {
        assert!(first.contains(name), "{name} is not in {first:?}");
    }
    // Excel refuses a longer text; the mark says that it goes on.
    assert!(first.iter().any(|name| name.starts_with("ccc") && name.ends_with('…')));
    let formulas = workbook.worksheet_formula("Fordelt på enhed").expect("a sheet");
    assert!(formulas.is_empty());
}

#[test]
fn a_report_is_no_count() {
    let folder = folder();
    let file = folder.path().join("report.xlsx");
    write("cost examples/uge5-6.csv", &file);
    let run = kanal().args(["cost", "--lang", "en"]).arg(&file).assert().code(1);
    let error = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(error.contains("is a report of kanal, and not a count"), "{error}");
}

#[test]
fn a_table_that_fits_no_sheet_is_an_error() {
    let folder = folder();
    let count = folder.path().join("count.csv");
    let rows: String = (0..16_400).map(|unit| format!("U{unit};5;telefon;9\n")).collect();
    fs::write(&count, format!("enhed;uge;kanal;antal\n{rows}")).expect("a file");
    let file = folder.path().join("report.xlsx");
    let options = ["--rows", "kanal", "--columns", "enhed", "--lang", "en", "-o"];
    let run = kanal().arg("pattern").arg(&count).args(options).arg(&file).assert().code(1);
    let error = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(error.contains("has more rows or columns than a sheet"), "{error}");
    assert!(!file.exists());
}

#[test]
fn the_live_sheet_has_formulas_with_the_results_of_the_report() {
    let folder = folder();
    let command = "whatif examples/uge5-6.csv --move telefon:selvbetjening=20% --realisation 50%";
    let mut workbook = write(command, &folder.path().join("report.xlsx"));
    let sheet = workbook.worksheet_range("Regn selv").expect("a sheet");
    let row = |name: &str| {
        let mut rows = sheet.rows().filter(|row| row[0].get_string() == Some(name));
        let row = rows.next_back().expect("a row of that name");
        row.iter().filter_map(Data::get_float).collect::<Vec<_>>()
    };
    // 20 % of 126,074 calls, at 31 kr. and then at 0 kr.
    assert_eq!(row("Flytning"), [126_074.0, 25_214.8, 781_658.8]);
    assert_eq!(row("Forventet"), [390_829.4]);
    assert_eq!(row("I alt"), [320_424.0, 320_424.0, 14_016_808.0, 13_235_149.2, 781_658.8]);
    let formulas = workbook.worksheet_formula("Regn selv").expect("a sheet");
    let calls = formulas.rows().flatten().filter(|formula| formula.contains("2424.5")).count();
    // 126,074 calls in 52 weeks: in the channel, which the step of the move refers to.
    assert_eq!(calls, 1);
}
