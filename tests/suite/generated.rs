//! What the program writes about itself: completions and manual pages.

use std::collections::BTreeSet;

use clap::CommandFactory;
use kanalpris::internals::commands::Cli;

use crate::{entries, report, report_in, text};

/// The names of the subcommands.
fn subcommands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn every_shell_completes_every_command_and_flag() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = report(&format!("completions {shell}"));
        for word in subcommands().iter().map(String::as_str).chain(["weeks-per-year"]) {
            assert!(script.contains(word), "{shell} does not know `{word}`");
        }
    }
}

/// Windows may have a `bash` that is not one: it starts another system.
#[cfg(unix)]
#[test]
fn bash_completes_what_is_typed() {
    // The words that are typed, and one that completes the last of them.
    let cases = [
        (vec!["kanal", "self"], "self-service"),
        (vec!["kanal", "cost", "--weeks-p"], "--weeks-per-year"),
        (vec!["kanal", "cost", "--format", "mark"], "markdown"),
    ];
    for (words, expected) in cases {
        let [.., before, last] = words[..] else { unreachable!("two words or more") };
        let script = format!(
            "{}\nCOMP_WORDS=({}) COMP_CWORD={}\n_kanal kanal '{last}' '{before}'\n\
             printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
            report("completions bash"),
            words.join(" "),
            words.len() - 1,
        );
        let bash = std::process::Command::new("bash").args(["--norc", "-c", &script]).output();
        let bash = bash.expect("bash starts");
        assert_eq!(String::from_utf8_lossy(&bash.stderr), "");
        assert_eq!(String::from_utf8_lossy(&bash.stdout), format!("{expected}\n"), "{words:?}");
    }
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a new folder");
    assert_eq!(report_in(folder.path(), "man --out share/man1"), "");
    let pages = entries(&folder.path().join("share/man1"));
    let names = pages.iter().map(|page| page.file_name().expect("a name").to_string_lossy());
    let names: BTreeSet<String> = names.map(std::borrow::Cow::into_owned).collect();
    let commands = subcommands();
    let expected = commands.iter().map(|name| format!("kanal-{name}.1"));
    assert_eq!(names, expected.chain(["kanal.1".to_owned()]).collect());
    for page in &pages {
        let page = text(page);
        assert!(page.contains("\n.SH SYNOPSIS\n") && page.contains("\nMore: "), "{page}");
    }
    assert_eq!(report("man"), text(&folder.path().join("share/man1/kanal.1")));
}

#[test]
fn a_manual_page_is_not_written_into_a_file() {
    let folder = tempfile::tempdir().expect("a new folder");
    std::fs::write(folder.path().join("man"), "mine").expect("a file");
    crate::kanal()
        .args(["man", "--out", "man"])
        .env("KANAL_LANG", "en")
        .current_dir(folder.path())
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq("error: cannot write the report to `man`: [..]\n");
    assert_eq!(text(&folder.path().join("man")), "mine");
}
