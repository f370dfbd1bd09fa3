//! The README: every command in it runs, and prints what the README says.

use kanalpris::read::{prices, text::Input};

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
            .args(shlex::split(arguments).expect("quotes that are closed"))
            .current_dir(root())
            .stderr_to_stdout()
            .output()
            .expect("kanal starts");
        let actual = String::from_utf8(output.stdout).expect("output is text");
        assert_eq!(actual, expected, "`{command}` prints something else than the README");
        run += 1;
    }
    assert!(run > 0, "the README shows no command");
}

#[test]
fn the_readme_shows_the_prices_of_the_built_in_table() {
    let readme = text(&root().join("README.md"));
    let table = prices::built_in("kl-2011").expect("built in");
    for (_, channel) in prices::parse(&table).expect("a sound table").channels() {
        let Some(price) = &channel.price else { continue };
        let (start, end) = (format!("| `{}`", channel.id), format!("| {} |", price.exact()));
        let shown = readme.lines().any(|line| line.starts_with(&start) && line.contains(&end));
        assert!(shown, "the README lacks the price of `{}`", channel.id);
    }
}

#[test]
fn the_price_table_of_the_readme_is_sound() {
    let readme = text(&root().join("README.md"));
    let toml = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let toml = toml.expect("the README shows a price table");
    let table = prices::parse(&Input { name: "README.md".to_owned(), bytes: toml.into() });
    assert_eq!(table.expect("a sound table").price(0), Some(&"38.5".parse().expect("a decimal")));
}

#[test]
fn the_gate_runs_the_commands_of_the_readme() {
    let readme = text(&root().join("README.md"));
    let gate = text(&root().join(".ci/run"));
    let commands = [
        "cargo run --release -- cost examples/uge5-6.csv",
        "cargo run --release -- check examples/uge5-6.csv --expect tests/golden/cost/json/en.stdout",
        "cargo test",
    ];
    for command in commands {
        assert!(readme.contains(command), "the README lacks `{command}`");
        assert!(gate.contains(command), "the gate lacks `{command}`");
    }
}
