//! A report says in JSON with which command it was made, so that it can be made again.

use proptest::prelude::*;
use serde_json::Value;

use crate::report;

/// Commands with options that may stand together in any part of them.
const COMMANDS: [(&str, &[&str]); 8] = [
    (
        "cost examples/uge5-6.csv",
        &[
            "--week 5",
            "--where unit=JobCenteret,YdelsesCenteret",
            "--weeks 3",
            "--weeks JobCenteret=1",
            "--weeks-per-year 46",
            "--price-index 1,38",
            "--price telefon=33 --price 'chat=12,5'",
            "--map WEBFORM=selvbetjening",
            "--column kanal=kanal --column enhed=A",
            "--by enhed,uge",
            "--names unit=examples/enheder.csv",
        ],
    ),
    (
        "whatif examples/uge5-6.csv --move telefon:selvbetjening=20%",
        &[
            "--move brev:e-mail=12,5",
            "--price telefon=33 --price 'brev=60,5'",
            "--only unit=JobCenteret --only unit=YdelsesCenteret",
            "--realisation 50% --repeat 10%:telefon",
            "--sensitivity 10%",
            "--grid fremmøde:telefon=0..40/10",
            "--week 6 --where unit=JobCenteret,YdelsesCenteret",
        ],
    ),
    (
        "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml",
        &["--realisation 50%", "--scenario 'Begge dele' --sensitivity 20%", "--weeks-per-year 46"],
    ),
    (
        "goal examples/uge5-6.csv --from telefon,brev --to selvbetjening --save '1 mio'",
        &["--only unit=JobCenteret,YdelsesCenteret", "--price-index 1,38", "--weeks 2"],
    ),
    (
        "compare examples/uge5-6.csv examples/uge5-6-2012.csv",
        &[
            "--digital-goal 30%",
            "--plan 'examples/scenarier.toml:Begge dele'",
            "--weeks 2 --weeks-after 3",
            "--where unit=JobCenteret,YdelsesCenteret",
        ],
    ),
    (
        "pattern examples/komhen.csv --rows opgave",
        &["--columns kanal --share row --top-columns 2", "--top 3", "--where type=VEJL"],
    ),
    (
        "self-service examples/komhen.csv",
        &["--target 70% --at-least 1", "--all-types", "--weeks-per-year 46", "--price fremmøde=60"],
    ),
    (
        "contact-centre examples/komhen.csv",
        &["--channels telefon,fremmøde", "--minutes-saved 2,5 --wage 240", "--week 43"],
    ),
];

/// What a report states in other words than those of an option.
const STATED: [&str; 8] = [
    "price_year",
    "price_file",
    "source",
    "basis",
    "currency",
    "count_weeks",
    "weeks_counted",
    "annualisation_factor",
];

/// The command that makes a report again, from the assumptions in its JSON.
fn command(json: &str) -> String {
    let report: Value = serde_json::from_str(json).expect("a report");
    let mut words = vec![text(&report["report"]).replace('_', "-")];
    for (key, value) in report["assumptions"].as_object().expect("assumptions") {
        let (name, side) = match key.strip_suffix("_before") {
            Some(name) => (name, "--before"),
            None => (key.strip_suffix("_after").unwrap_or(key), "--after"),
        };
        let values: Vec<String> = match value {
            Value::Null => continue,
            Value::Array(values) => values.iter().map(text).collect(),
            one => vec![text(one)],
        };
        if STATED.contains(&name) {
            continue;
        }
        if name == "files" {
            words.extend((name != key).then(|| side.to_owned()));
            words.extend(values);
            continue;
        }
        let flag = match key.as_str() {
            "price_table" => "prices".to_owned(),
            "moves" => "move".to_owned(),
            "prices" => "price".to_owned(),
            key => key.replace('_', "-"),
        };
        for value in values {
            words.push(format!("--{flag}"));
            words.extend(Some(value).filter(|_| flag != "all-types"));
        }
    }
    shlex::try_join(words.iter().map(String::as_str)).expect("words without a zero byte")
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_report_can_be_made_again_from_its_json(
        (command_of, options) in prop::sample::select(COMMANDS.to_vec()).prop_flat_map(
            |(command, options)| (Just(command), prop::sample::subsequence(options, 0..=options.len()))
        )
    ) {
        let first = report(&format!("{command_of} {} --format json", options.join(" ")));
        let again = report(&format!("{} --format json", command(&first)));
        prop_assert_eq!(again, first);
    }
}
