//! The short form of every report: the answer on one screen, in one language.

use crate::report;

/// All commands that report, on the samples.
const COMMANDS: [&str; 16] = [
    "cost examples/uge5-6.csv",
    "whatif examples/uge5-6.csv --move telefon:selvbetjening=20% --move brev:e-mail=10",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml",
    "cost tests/golden/cost/with-fixed/count.csv --prices tests/golden/cost/with-fixed/mine.toml \
     --with-fixed",
    "goal examples/uge5-6.csv --from telefon,brev --to selvbetjening --save '1 mio'",
    "compare examples/uge5-6.csv examples/uge5-6-2012.csv",
    "pattern examples/komhen.csv --rows opgave --columns kanal",
    "self-service examples/komhen.csv",
    "contact-centre examples/komhen.csv",
    "outgoing examples/komhen.csv --before examples/komhen.csv --week 43",
    "check examples/komhen.csv",
    "cost examples/komhen.csv",
    "cost examples/bred.csv",
    "opening-hours examples/komhen.csv --hours examples/aabningstider.toml",
    "whatif examples/komhen.csv --move telefon:selvbetjening=20%",
    "prices",
];

/// Words that occur in Danish reports, and in no name of the samples.
const DANISH: [&str; 12] = [
    "henvendelser",
    "uge",
    "år",
    "kr",
    "enhed",
    "kanal",
    "talt",
    "udeladt",
    "Grundlag",
    "Mere",
    "andel",
    "pristabel",
];

fn short(command: &str, lang: &str) -> Vec<String> {
    report(&format!("{command} --lang {lang}")).lines().map(str::to_owned).collect()
}

#[test]
fn the_answer_fits_one_screen() {
    for command in COMMANDS {
        for lang in ["da", "en"] {
            let lines = short(command, lang);
            assert!(lines.len() <= 45, "{} lines: {command} --lang {lang}", lines.len());
            for line in &lines {
                assert!(line.chars().count() <= 80, "{command}: {line}");
            }
            let total = if lang == "da" { "I alt" } else { "Total" };
            let is_total = |line: &String| line.starts_with(total);
            if lines.iter().any(is_total) {
                assert!(lines.iter().rev().take(24).any(is_total), "{command} --lang {lang}");
            }
        }
    }
}

#[test]
fn an_english_report_has_no_danish_words() {
    for command in COMMANDS {
        for line in short(command, "en") {
            let names = |word: &&str| word.contains("examples/");
            let line = line.split(' ').filter(|word| !names(word)).collect::<Vec<_>>().join(" ");
            // A command has the name of the program, and `check` names the columns of a sample.
            let line = line.replace("kanal prices", "");
            let line = line.replace("65 år?", "");
            let words = line.split(|sign: char| !sign.is_alphabetic());
            for word in words {
                assert!(!DANISH.contains(&word), "`{word}` in: {line}");
            }
        }
    }
}

#[test]
fn colour_changes_no_word() {
    for command in COMMANDS {
        let [plain, coloured] =
            ["never", "always"].map(|when| report(&format!("{command} --color {when}")));
        assert!(coloured.contains("\u{1b}[1m"), "{command}: nothing is bold");
        let marks = ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m"];
        let without = marks.iter().fold(coloured, |text, mark| text.replace(mark, ""));
        assert_eq!(without, plain, "{command}");
    }
}
