//! The border of output: no name of an input brings a character to any output that a terminal, a log
//! or a browser would obey.

use std::fs;
use std::io::{self, Cursor, Read};
use std::path::Path;

use kanalpris::internals::commands;
use kanalpris::internals::run::{Colors, Streams, run_to_exit_code};
use proptest::prelude::*;
use zip::ZipArchive;

use crate::root;

/// Control characters, ends of lines, and characters that set the direction of writing.
const OBEYED: [&str; 24] = [
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u{1b}[31m",
    "\u{1b}]0x\u{7}",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{9b}2J",
    "\u{9d}",
    "\u{61c}",
    "\u{200e}",
    "\u{200f}",
    "\u{2028}",
    "\u{2029}",
    "\u{202a}",
    "\u{202e}",
    "\u{2066}",
    "\u{2068}",
    "\u{2069}",
];

/// A name with all of them in any order. What follows them would be a command of a CI log.
fn name() -> impl Strategy<Value = String> {
    Just(OBEYED.to_vec()).prop_shuffle().prop_map(|all| format!("A{}::error::B", all.join("x")))
}

/// A text as TOML and JSON write it.
fn quoted(text: &str) -> String {
    let escaped = |sign: char| {
        let is_plain = sign.is_ascii_alphanumeric();
        if is_plain { sign.to_string() } else { format!("\\u{:04X}", u32::from(sign)) }
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// Writes all inputs, with the name wherever one has a name; gives the name of the count file.
fn write_inputs(folder: &Path, name: &str) -> String {
    let write = |file: &str, text: String| {
        fs::write(folder.join(file), text).expect("the folder can be written");
    };
    let rows: String = (0..200).map(|at| format!("Enhed {at};5;telefon;Pas;10\n")).collect();
    let rows = format!("{rows}\"{name}\";5;telefon;\"{name}\";10\n");
    let count = format!("enhed;uge;kanal;opgave;antal\n{rows}");
    // Windows has none of these characters in the name of a file.
    let file = if cfg!(unix) { format!("{name}.csv") } else { "count.csv".to_owned() };
    write(&file, count.clone());
    write("wrong.csv", format!("{count}Skranken;5;\"{name}\";Pas;1\nSkranken;5;{name};Pas;x\n"));
    let heading: String = name.chars().filter(|sign| *sign != '\u{1}').skip(1).take(2).collect();
    write("header.csv", format!("\"{heading}\";enhed;uge;kanal\nx;Skranken;5;telefon\n"));
    let codes: String = (10..100).map(|at| format!("Enhed {at};Navn {at}\n")).collect();
    write("names.csv", format!("kode;navn\n{codes}Enhed 1;\"{name}\"\nEnhed 2;\"2 {name}\"\n"));
    let name = quoted(name);
    write(
        "prices.toml",
        format!(
            "based_on = \"kl-2011\"\nname = {name}\ntitle = {name}\nsource = {name}\nbasis = {name}\n\
         currency = {name}\n[[channel]]\nid = {name}\nname = {name}\nprice = 1\ndigital = true\n\
         [[left_out]]\nreason = {name}\ncodes = [\"X\"]\n"
        ),
    );
    write("wrong.toml", format!("based_on = {name}\n[[channel]]\nid = {name}\nprice = {name}\n"));
    write(
        "scenarios.toml",
        format!(
            "[[scenario]]\nname = {name}\ndescription = {name}\n\
         moves = [{{ from = \"telefon\", to = {name}, percent = 20 }}]\n"
        ),
    );
    write(
        "wrong-scenarios.toml",
        format!(
            "[[scenario]]\nname = {name}\nbased_on = {name}\n\
         moves = [{{ from = {name}, to = \"brev\", percent = {name} }}]\n"
        ),
    );
    write("description.toml", format!("files = [{name}]\nwhere = [{name}]\n"));
    file
}

/// All that a command prints.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let (mut output, mut aside) = (Vec::new(), Vec::new());
    let words = ["kanal"].iter().chain(arguments);
    match commands::parse(words, Some(80)) {
        Ok(mut cli) => {
            let mut streams = Streams {
                folder,
                input: &mut io::empty(),
                output: &mut output,
                aside: &mut aside,
                auto_colors: Colors::default(),
            };
            run_to_exit_code(&mut cli, &mut streams);
        }
        Err(error) => aside = error.render().to_string().into_bytes(),
    }
    output.extend(aside);
    String::from_utf8(output).expect("output is text")
}

/// The first character of an output that would be obeyed, with what stands before it.
fn obeyed(output: &str) -> Option<String> {
    let is_obeyed = |sign: char| {
        let turns = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let marks = matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}');
        sign != '\n' && (sign.is_control() || turns || marks)
    };
    let (at, sign) = output.char_indices().find(|(_, sign)| is_obeyed(*sign))?;
    let before: String = output[..at].chars().rev().take(200).collect();
    Some(format!("{}{sign:?}", before.chars().rev().collect::<String>()))
}

/// The text of all parts of a workbook.
fn parts(workbook: &Path) -> Vec<String> {
    let bytes = fs::read(workbook).expect("a workbook");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let parts = archive.len();
    let mut part = |at| {
        let mut text = String::new();
        archive.by_index(at).expect("a part").read_to_string(&mut text).expect("text");
        // Lines of XML may end in CR LF.
        text.replace("\r\n", "\n")
    };
    (0..parts).map(&mut part).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]

    #[test]
    fn no_name_of_an_input_is_obeyed_by_who_reads_an_output(name in name()) {
        let folder = tempfile::tempdir().expect("a folder");
        let count = write_inputs(folder.path(), &name);
        let sample = root().join("examples/uge5-6.csv").display().to_string();
        let by_unit = format!("unit={name}");
        let moved = format!("telefon:{name}=20%");
        let of_description = format!("{name}.toml");
        let inputs: [&[&str]; 17] = [
            &["cost", &count],
            &["cost", &count, "--by", "enhed,opgave", "--prices", "prices.toml"],
            &["cost", &count, "--names", "unit=names.csv", "--where", "unit=Enhed 1"],
            &["cost", &count, "--where", &by_unit],
            &["cost", &sample, "--where", &by_unit, "--unit", &name],
            &["cost", "wrong.csv"],
            &["cost", "header.csv"],
            &["cost", &sample, "--prices", "wrong.toml"],
            &["cost", &name],
            &["cost", "description.toml"],
            &["cost", &of_description],
            &["check", &count, "wrong.csv", "header.csv", "--prices", "prices.toml"],
            &["check", &count, "--scenarios", "wrong-scenarios.toml"],
            &["whatif", &count, "--prices", "prices.toml", "--scenarios", "scenarios.toml"],
            &["whatif", &count, "--prices", "prices.toml", "--move", &moved],
            &["compare", &sample, &count, "--prices", "prices.toml"],
            &["pattern", &count, "--rows", "enhed", "--columns", "opgave"],
        ];
        for command in inputs {
            for format in ["text", "markdown", "html", "csv", "excel-csv", "json", "github"] {
                let options = ["--full", "--format", format, "--lang", "en"];
                let output = printed(folder.path(), &[command, &options].concat());
                prop_assert!(!output.is_empty());
                prop_assert_eq!(obeyed(&output), None, "{:?} as {}", command, format);
                if format == "github" && command[0] == "check" {
                    let is_annotation = |line: &str| line.starts_with("::") && !line.starts_with("::error::B");
                    let mut lines = output.lines().take_while(|line| line.starts_with("::"));
                    prop_assert!(lines.all(is_annotation), "{}", output);
                }
            }
        }
        // What clap prints.
        for words in [&[name.as_str()][..], &["cost", "--top", &name], &["cost", &count, "--weeks", &name]] {
            prop_assert_eq!(obeyed(&printed(folder.path(), words)), None, "{:?}", words);
        }
        let flag = format!("--{name}");
        prop_assert_eq!(obeyed(&printed(folder.path(), &["cost", &count, &flag])), None);
        for command in [inputs[1], inputs[13], inputs[16]] {
            printed(folder.path(), &[command, &["-o", "report.xlsx"]].concat());
            for part in parts(&folder.path().join("report.xlsx")) {
                prop_assert_eq!(obeyed(&part), None, "{:?}", command);
            }
        }
        printed(folder.path(), &["page", &count, "--prices", "prices.toml", "-o", "page.html"]);
        let page = fs::read_to_string(folder.path().join("page.html")).expect("a page");
        prop_assert_eq!(obeyed(&page), None);
    }
}
