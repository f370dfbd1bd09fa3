//! The README: every command in it runs, and prints what the README says.

use crate::{kanal, root, text};

/// The commands of the `console` blocks, each with the output under it.
fn sessions(markdown: &str) -> Vec<(String, String)> {
    let mut sessions = Vec::<(String, String)>::new();
    let mut within = false;
    for line in markdown.lines() {
        match line {
            "```console" => within = true,
            "```" => within = false,
            _ if !within => {}
            _ => match (line.strip_prefix("$ "), sessions.last_mut()) {
                (Some(command), _) => sessions.push((command.to_owned(), String::new())),
                (None, Some((_, output))) => {
                    output.push_str(line);
                    output.push('\n');
                }
                (None, None) => panic!("output before the first command: {line}"),
            },
        }
    }
    sessions
}

#[test]
fn every_command_in_the_readme_prints_what_it_says() {
    let mut run = 0;
    for (command, expected) in sessions(&text(&root().join("README.md"))) {
        let arguments = command
            .strip_prefix("cargo run --release -- ")
            .or(command.strip_prefix("kanal "))
            .unwrap_or_else(|| panic!("the README shows `{command}`, which is not kanal"));
        let output = kanal()
            .args(arguments.split_whitespace())
            .current_dir(root())
            .stderr_to_stdout()
            .output()
            .expect("kanal starts");
        let actual = String::from_utf8(output.stdout).expect("output is text");
        assert_eq!(
            actual, expected,
            "`{command}` prints something else than the README"
        );
        run += 1;
    }
    assert!(run > 0, "the README shows no command");
}

#[test]
fn the_gate_runs_the_two_commands_of_the_readme() {
    let readme = text(&root().join("README.md"));
    let gate = text(&root().join(".ci/run"));
    for command in [
        "cargo run --release -- cost examples/uge5-6.csv",
        "cargo test",
    ] {
        assert!(readme.contains(command), "the README lacks `{command}`");
        assert!(gate.contains(command), "the gate lacks `{command}`");
    }
}
