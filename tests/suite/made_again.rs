//! A report says in JSON with which command it was made, so that it can be made again; and a count
//! description stands for the flags that it was made of.

use std::fs;

use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use crate::{report, report_in, root};

/// Commands with options that may stand together in any part of them.
const COMMANDS: [(&str, &[&str]); 9] = [
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
            "--with-fixed",
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
        &[
            "--target 70% --at-least 1",
            "--all-types",
            "--weeks-per-year 46",
            "--price fremmøde=60",
            "--before examples/komhen.csv",
        ],
    ),
    (
        "outgoing examples/komhen.csv",
        &["--before examples/komhen.csv", "--week 43", "--weeks-per-year 46"],
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
            let is_switch = ["all-types", "with-fixed"].contains(&flag.as_str());
            words.extend(Some(value).filter(|_| !is_switch));
        }
    }
    shlex::try_join(words.iter().map(String::as_str)).expect("words without a zero byte")
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The questions of a meeting, each short enough to type while others wait, and the command that it
/// stands for without a description.
const QUESTIONS: [(&str, &str); 6] = [
    (
        "whatif tælling.toml --move tele:selvbetjening=20%",
        "whatif COUNT --move tele:selvbetjening=20%",
    ),
    ("whatif tælling.toml --price brev=60", "whatif COUNT --price brev=60"),
    ("cost tælling.toml --where unit=jobc", "cost COUNT --where unit=jobc"),
    ("goal tælling.toml --from tele --save '2 mio'", "goal COUNT --from tele --save '2 mio'"),
    ("whatif tælling.toml", "whatif COUNT --scenarios tælling.toml"),
    (
        "whatif tælling.toml --realisation 50%",
        "whatif COUNT --scenarios tælling.toml --realisation 50%",
    ),
];

/// Flags on how a count is read that may stand together in any part of them.
const READ: [&str; 11] = [
    "--week 5 --week 6",
    "--where unit=JobCenteret,YdelsesCenteret",
    "--where kanal=tele --where enhed=JobCenteret,YdelsesCenteret",
    "--weeks 3",
    "--weeks JobCenteret=1",
    "--weeks-per-year 46",
    "--price-index 1,38 --date-order day --fill-down",
    "--prices prices/priser.toml",
    "--map WEBFORM=selvbetjening --map='-x y=-' --map 'A=B=telefon'",
    "--column kanal=kanal --column enhed=A",
    "--names unit=examples/enheder.csv --names unit=examples/flere.csv",
];

/// A folder with a count, lists of names and prices; on other paths than where the tests run.
fn folder_of_a_count() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    for name in ["uge5-6.csv", "enheder.csv", "scenarier.toml"] {
        let bytes = fs::read(root().join("examples").join(name)).expect("a sample");
        write(&format!("examples/{name}"), &bytes);
    }
    write("examples/flere.csv", b"enhed;navn\nJobCenteret;Job\n");
    write(
        "prices/priser.toml",
        b"based_on = \"kl-2011\"\n[[channel]]\nid = \"brev\"\nprice = 60\n",
    );
    folder
}

#[test]
fn a_question_is_short_once_there_is_a_description() {
    let folder = folder_of_a_count();
    let in_folder = |command: &str| report_in(folder.path(), command);
    let flags = "examples/uge5-6.csv --weeks-per-year 46 --prices prices/priser.toml";
    in_folder(&format!(
        "check {flags} --scenarios examples/scenarier.toml --describe tælling.toml"
    ));
    for (short, long) in QUESTIONS {
        assert!(short.chars().count() <= 60, "{short}");
        let [short, long] = [short, &long.replace("COUNT", flags)]
            .map(|command| in_folder(&format!("{command} --format json")));
        assert_eq!(short, long);
    }
}

#[test]
fn a_description_in_another_folder_names_files_as_seen_from_there() {
    let folder = folder_of_a_count();
    let in_folder = |command: &str| report_in(folder.path(), command);
    let flags =
        "examples --column kanal=kanal --prices prices/priser.toml --names unit=examples/flere.csv";
    fs::remove_file(folder.path().join("examples/enheder.csv")).expect("a file");
    fs::remove_file(folder.path().join("examples/flere.csv")).expect("a file");
    fs::write(folder.path().join("flere.csv"), "enhed;navn\nJobCenteret;Job\n").expect("a file");
    let flags = flags.replace("examples/flere.csv", "flere.csv");
    in_folder(&format!("check {flags} --describe prices/tælling.toml"));
    let text = fs::read_to_string(folder.path().join("prices/tælling.toml")).expect("a file");
    assert!(text.starts_with("files = \"../examples\"\nprices = \"priser.toml\"\n"), "{text}");
    assert!(text.contains("unit = \"../flere.csv\""), "{text}");
    let [described, typed] = ["prices/tælling.toml".to_owned(), flags]
        .map(|count| in_folder(&format!("cost {count} --format json")));
    assert_eq!(described.replace("prices/../", ""), typed);
}

#[test]
fn a_saved_scenario_gives_the_figures_of_the_command_line() {
    let folder = folder_of_a_count();
    let file = folder.path().join("examples/scenarier.toml");
    let before = fs::read_to_string(&file).expect("a file");
    let scenarios = [
        "--move telefon:selvbetjening=20% --move brev:e-mail=12,5 --only unit=jobc",
        "--move tele:brev=10 --repeat 10%:telefon --realisation 50%",
        "--price brev=60 --price 'telefon=30,50'",
    ];
    for (at, flags) in scenarios.iter().enumerate() {
        let report = |command: &str| {
            let report = report_in(folder.path(), &format!("{command} --format json"));
            let report: Value = serde_json::from_str(&report).expect("a report");
            let name = format!("\"Ny {at}\"");
            report["tables"].to_string().replace(&name, "\"with_changes\"")
        };
        let save = format!("--save-scenario 'Ny {at}=examples/scenarier.toml'");
        let typed = report(&format!("whatif examples/uge5-6.csv {flags} {save}"));
        let of_file = format!("--scenarios examples/scenarier.toml --scenario 'Ny {at}'");
        assert_eq!(typed, report(&format!("whatif examples/uge5-6.csv {of_file}")), "{flags}");
        assert!(typed.contains("with_changes"), "{typed}");
    }
    let after = fs::read_to_string(&file).expect("a file");
    assert!(after.starts_with(&before), "{after}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_description_gives_the_report_of_the_flags_that_it_was_made_of(
        flags in prop::sample::subsequence(READ.to_vec(), 0..=5)
    ) {
        let folder = folder_of_a_count();
        let count = format!("examples/uge5-6.csv {}", flags.join(" "));
        report_in(folder.path(), &format!("check {count} --describe tælling.toml"));
        let report = |count: &str| {
            report_in(folder.path(), &format!("cost {count} --by enhed,uge --format json"))
        };
        prop_assert_eq!(report("tælling.toml"), report(&count));
    }

    #[test]
    fn a_report_can_be_made_again_from_its_json(
        (command_of, options) in prop::sample::select(COMMANDS.to_vec()).prop_flat_map(
            |(command, options)| (Just(command), prop::sample::subsequence(options, 0..=options.len()))
        )
    ) {
        // Fixed cost is of the whole count, so it is no option of a part.
        let is_part = options.iter().any(|one| one.starts_with("--where"));
        prop_assume!(!(is_part && options.contains(&"--with-fixed")));
        let first = report(&format!("{command_of} {} --format json", options.join(" ")));
        let again = report(&format!("{} --format json", command(&first)));
        prop_assert_eq!(again, first);
    }
}
