//! The page: its parts, its policy, and what it makes of counts that lack something.

use std::fs;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{root, run};

const SAMPLE: &str = "examples/uge5-6.csv --scenarios examples/scenarier.toml";

/// The page of a command, run in a folder.
#[track_caller]
fn page_in(folder: &Path, arguments: &str) -> String {
    let scratch = tempfile::tempdir().expect("a folder");
    let file = scratch.path().join("page.html");
    let command = format!("kanal page {arguments} --quiet -o '{}'", file.display());
    let words = shlex::split(&command).expect("quotes that are closed");
    assert_eq!(run(&words, folder).expect("a sound run"), "", "nothing goes to standard output");
    fs::read_to_string(file).expect("a page")
}

#[track_caller]
fn page(arguments: &str) -> String {
    page_in(root(), arguments)
}

/// The page of a count.
#[track_caller]
fn page_of(count: &str, scenarios: Option<&str>) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("count.csv"), count).expect("a file");
    let mut arguments = "count.csv".to_owned();
    if let Some(scenarios) = scenarios {
        fs::write(folder.path().join("scenarios.toml"), scenarios).expect("a file");
        arguments += " --scenarios scenarios.toml";
    }
    page_in(folder.path(), &arguments)
}

/// What stands between two marks, for each time that the first one occurs.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(start).skip(1);
    parts.map(|part| part.split(end).next().unwrap_or(part)).collect()
}

/// The titles of the sections.
fn titles(page: &str) -> Vec<&str> {
    between(page, "<section id=\"section-", "</h2>")
        .into_iter()
        .filter_map(|section| section.split("<h2>").nth(1))
        .collect()
}

/// The data of the script.
fn data(page: &str) -> Value {
    let data = between(page, "id=\"data\">", "</script>");
    serde_json::from_str(data[0]).expect("JSON")
}

#[test]
fn the_page_of_the_sample_has_a_section_for_each_question() {
    let page = page(SAMPLE);
    assert_eq!(
        titles(&page),
        [
            "Fordelt på kanal",
            "Fordelt på enhed",
            "Tælleugerne ved siden af hinanden",
            "Scenarier",
            "Scenariet Selvbetjening for opkald",
            "Scenariet Digital Post frem for brev",
            "Scenariet Begge dele",
            "Scenariet Alt på mail",
        ]
    );
    assert!(page.len() <= 200_000, "{} bytes", page.len());
    // What the sample lacks is named once.
    let lacking = "uden kolonnerne Opgave, Type, Afslutning og Blanket";
    assert_eq!(page.matches(lacking).count(), 1, "{lacking}");
}

#[test]
fn a_page_of_records_has_the_report_that_kl_made() {
    let page = page("examples/komhen.csv --lang en");
    for title in [
        "Applications and notifications",
        "General information",
        "Information on a case",
        "What is closed at first contact",
        "What came with a form",
        "Tasks that suit a contact centre",
        "Outgoing letters: how many are sent digitally?",
    ] {
        assert!(titles(&page).contains(&title), "{title}");
    }
    assert!(!page.contains("left out, because the count has no figures"));
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn sections_are_chosen_and_come_in_the_order_given() {
    let page = page("examples/komhen.csv --sections closure,cost");
    assert_eq!(titles(&page), ["Hvad der er afsluttet straks", "Fordelt på kanal"]);
    assert!(!page.contains("id=\"try\""));
    assert!(!page.contains("<script"));
}

#[test]
fn the_policy_names_the_style_and_the_script_of_the_page_and_nothing_else() {
    let page = page(SAMPLE);
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let [style] = between(&page, "<style>", "</style>")[..] else { panic!("one style") };
    let [script] = between(&page, "<script>", "</script>")[..] else { panic!("one script") };
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    );
    assert_eq!(between(&page, "Content-Security-Policy\" content=\"", "\""), [policy]);
    // Such attributes would have no effect under the policy.
    for attribute in [" style=", " onclick=", " oninput=", " src=", "://"] {
        assert!(!page.contains(attribute), "{attribute}");
    }
}

#[test]
fn names_from_files_never_become_markup() {
    let name = "</script><b>\"&'";
    let cell = name.replace('"', "\"\"");
    let count = format!(
        "enhed;uge;kanal;antal\n\"{cell}\";5;telefon;7\n\"{cell}\";5;brev;7\nB;5;telefon;3\n"
    );
    let toml = format!(
        "[[scenario]]\nname = {0}\ndescription = {0}\n\
         moves = [{{ from = \"telefon\", to = \"brev\", percent = 10, unit = {0} }}]\n",
        "\"</script><b>\\\"&'\""
    );
    let page = page_of(&count, Some(&toml));
    assert_eq!(page.matches("<b>").count(), 0);
    // That of the data and that of the code.
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(page.contains("&lt;/script&gt;&lt;b&gt;&quot;&amp;'"));
    assert!(data(&page)["parts"].as_array().expect("units").contains(&name.into()));
}

#[test]
fn the_command_of_a_page_has_its_files_and_options() {
    let page = page(
        "examples/uge5-6.csv --week 5 --weeks-per-year 46 --where 'enhed=JobCenteret,Byggesager'",
    );
    let data = data(&page);
    assert_eq!(
        data["command"],
        "kanal whatif \"examples/uge5-6.csv\" --week 5 --where enhed=JobCenteret,Byggesager"
    );
    let weeks = data["controls"].as_array().expect("controls").iter();
    let weeks: Vec<&Value> = weeks.filter(|one| one["kind"] == "weeks").collect();
    assert_eq!(weeks[0]["neutral"], 52);
    assert!(weeks[0]["flag"] == serde_json::json!(["--weeks-per-year ", ""]));
}

#[test]
fn a_preset_sets_what_its_scenario_says() {
    let data = data(&page(SAMPLE));
    let controls = data["controls"].as_array().expect("controls");
    let key = |input: &Value| {
        let control = controls.iter().find(|one| one["input"] == *input).expect("a control");
        control["key"].as_str().expect("a key").to_owned()
    };
    let presets = data["presets"].as_array().expect("presets").iter();
    let presets: Vec<Vec<(String, f64)>> = presets
        .map(|preset| {
            let inputs = preset.as_array().expect("inputs").iter();
            inputs.map(|input| (key(&input[0]), input[1].as_f64().expect("a number"))).collect()
        })
        .collect();
    let limited = "telefon:selvbetjening@JobCenteret";
    assert_eq!(
        presets[1],
        [
            ("forventet".to_owned(), 0.8),
            ("brev:selvbetjening-manuel".to_owned(), 0.4),
            (limited.to_owned(), 0.15),
            (format!("genhenv.{limited}"), 0.1),
        ]
    );
    // The scenario that builds on it has its moves, one of its own, and a price.
    assert_eq!(presets[2].len(), 6);
    assert!(presets[2].contains(&("pris.telefon".to_owned(), 33.0)));
}

/// What a browser would draw as nothing, or as an error.
#[track_caller]
fn assert_drawable(page: &str) {
    for text in ["NaN", "inf\"", "width=\"-", "height=\"-"] {
        // The script has a NaN of its own.
        let without_script = page.split("<script>").next().unwrap_or(page);
        assert!(!without_script.contains(text), "{text}");
    }
}

#[test]
fn three_hundred_units_with_long_names_make_a_page() {
    let name = |at: usize| format!("{at:03}{}", "x".repeat(197));
    let rows = (0..300).map(|at| format!("{};5;telefon;{}\n", name(at), at + 1));
    let count = format!("enhed;uge;kanal;antal\n{}", rows.collect::<String>());
    let page = page_of(&count, None);
    assert_drawable(&page);
    assert_eq!(data(&page)["parts"].as_array().expect("units").len(), 300);
}

#[test]
fn a_year_that_costs_nothing_makes_a_page() {
    let page = page_of("kanal;antal\nselvbetjening;0\ntelefon;0\n", None);
    assert_drawable(&page);
    assert!(page.contains("0\u{a0}kr. om året for 0 henvendelser"), "{page}");
    // Enquiries that cost nothing.
    assert_drawable(&page_of("kanal;antal\nselvbetjening;7\n", None));
    // Enquiries that cost nobody knows what: there is nothing to try.
    let page = page_of("kanal;antal\nsms;7\n", None);
    assert_drawable(&page);
    assert!(!page.contains("id=\"try\""));
}

#[test]
fn a_scenario_that_changes_nothing_has_a_section_and_a_warning() {
    let count = "kanal;antal\nbrev;7\ntelefon;3\n";
    let scenarios = "[[scenario]]\nname = \"Tom\"\nmoves = [{ from = \"e-mail\", to = \"brev\", percent = 10 }]\n";
    let page = page_of(count, Some(scenarios));
    assert_drawable(&page);
    assert!(page.contains("flytter ingen henvendelser"));
}

#[test]
fn weekly_calls_are_split_by_unit() {
    // By hand: A has 8 calls in 2 weeks, so 208 a year; B has 4, so 104.
    let data = data(&page_of("enhed;kanal;antal\nA;telefon;8\nB;telefon;4\nB;brev;1\n", None));
    assert_eq!(data["parts"], serde_json::json!(["A", "B"]));
    let values = data["values"].as_array().expect("values").iter();
    let calls = serde_json::json!(["part", [6, 4, 2]]);
    let of_calls: Vec<&Value> = values.filter(|value| value[2][2] == calls).collect();
    assert_eq!(of_calls.len(), 1, "6 calls a week, 4 of them in A and 2 in B");
}
